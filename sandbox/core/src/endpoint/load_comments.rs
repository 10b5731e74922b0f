//! `POST load_comments`, or `GET load_comments`: a room's comments, newest first, page by page; past the end, none.

use super::{Context, unknown_room};
use crate::check::Check;
use crate::error::ApiError;
use crate::params::Params;
use crate::view;
use serde_json::Value;

const DEFAULT_LIMIT: u64 = 20;
const MOST_COMMENTS: u64 = 100;

pub fn call(context: &mut Context<'_>, params: &Params) -> Result<Value, ApiError> {
    let mut check = Check::new(params);
    let room = check.required_room("room_id");
    let page = check.count("page", 1);
    let limit = check.count("limit", DEFAULT_LIMIT).min(MOST_COMMENTS);
    check.done()?;

    let store = &*context.store;
    let room = store.room(&room).ok_or_else(|| unknown_room(params, &room))?;
    let before = usize::try_from((page - 1).saturating_mul(limit)).unwrap_or(usize::MAX);
    let newest = room.comments.iter().rev().skip(before).take(usize::try_from(limit).unwrap_or_default());
    let comments = newest.map(|comment| view::comment_in_room(store, room, comment)).collect();
    Ok(view::object([("comments", comments)]))
}
