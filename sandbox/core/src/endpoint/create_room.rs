//! `POST create_room`: opens a group room. The creator is in it only if also a participant.

use super::{Context, known, show_group};
use crate::check::Check;
use crate::error::ApiError;
use crate::params::Params;
use crate::store::{Kind, NewRoom};
use serde_json::Value;

const MOST_PARTICIPANTS: usize = 25;

pub fn call(context: &mut Context<'_>, params: &Params) -> Result<Value, ApiError> {
    let mut check = Check::new(params);
    let new = NewRoom {
        name: check.required_text("name"),
        kind: Kind::Group,
        creator: check.required_text("creator"),
        participants: check.required_texts("participants"),
        avatar_url: check.text("avatar_url"),
        options: check.json_text("options"),
    };
    if new.participants.len() > MOST_PARTICIPANTS {
        check.problem("participants", format!("can't be more than {MOST_PARTICIPANTS}"));
    }
    check.done()?;

    let store = &mut *context.store;
    known(store, params, std::slice::from_ref(&new.creator))?;
    known(store, params, &new.participants)?;
    let id = store.create_room(new);
    Ok(show_group(context, id))
}
