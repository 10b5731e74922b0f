//! `GET get_or_create_room_with_target`: the single room of two users, made on first call, with its newest comments.

use super::{Context, known};
use crate::check::Check;
use crate::error::ApiError;
use crate::params::Params;
use crate::store::{Kind, NewRoom, RoomRef};
use crate::view;
use serde_json::Value;

const COMMENTS: usize = 20;

pub fn call(context: &mut Context<'_>, params: &Params) -> Result<Value, ApiError> {
    let mut check = Check::new(params);
    let emails = check.required_texts("emails");
    let avatar_url = check.text("avatar_url");
    let options = check.json_text("options");
    if check.has("emails") && emails.len() != 2 {
        check.problem("emails", "must be exactly 2 different users");
    }
    check.done()?;

    let store = &mut *context.store;
    known(store, params, &emails)?;
    let found = store.single_room(&emails).map(|room| room.id);
    let id = found.unwrap_or_else(|| {
        let creator = emails.first().cloned().unwrap_or_default();
        let name = emails.join(" ");
        store.create_room(NewRoom { name, kind: Kind::Single, creator, participants: emails, avatar_url, options })
    });
    let room = store.room(&RoomRef::Id(id)).ok_or_else(|| params.unknown("room"))?;
    let newest = room.comments.iter().rev().take(COMMENTS);
    let comments = newest.map(|comment| view::comment(store, room, comment)).collect();
    Ok(view::object([("comments", comments), ("room", view::room(store, room))]))
}
