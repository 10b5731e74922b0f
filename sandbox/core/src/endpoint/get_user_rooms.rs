//! `GET get_user_rooms`: all rooms of a user, as `get_rooms_info` shows them. Not in the specification.

use super::{Context, known};
use crate::check::Check;
use crate::error::ApiError;
use crate::params::Params;
use crate::view;
use serde_json::Value;

pub fn call(context: &mut Context<'_>, params: &Params) -> Result<Value, ApiError> {
    let mut check = Check::new(params);
    let email = check.required_text("user_email");
    let show_participants = check.flag("show_participants");
    check.done()?;

    let store = &*context.store;
    known(store, params, std::slice::from_ref(&email))?;
    let rooms = store.rooms().filter(|room| room.member(&email).is_some());
    let infos = rooms.map(|room| view::room_info(store, room, &email, show_participants)).collect();
    Ok(view::object([("rooms_info", infos)]))
}
