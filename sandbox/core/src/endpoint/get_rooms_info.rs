//! `POST get_rooms_info`: rooms as one user sees them. Rooms that don't exist, or that the user isn't in, are left out.

use super::{Context, known};
use crate::check::Check;
use crate::error::ApiError;
use crate::params::Params;
use crate::store::{Room, RoomRef};
use crate::view;
use serde_json::Value;

const MOST_ROOMS: usize = 100;

pub fn call(context: &mut Context<'_>, params: &Params) -> Result<Value, ApiError> {
    let mut check = Check::new(params);
    let mut rooms = check.rooms("room_id");
    let by_unique_id = check.rooms("room_unique_id");
    let email = check.required_text("user_email");
    let show_participants = check.flag("show_participants");
    let show_removed = check.flag("show_removed");
    if !check.has("room_id") && !check.has("room_unique_id") {
        check.problem("room_id", "can't be blank");
    }
    rooms.extend(by_unique_id);
    if rooms.len() > MOST_ROOMS {
        check.problem("room_id", format!("can't be more than {MOST_ROOMS}"));
    }
    check.done()?;

    let store = &*context.store;
    known(store, params, std::slice::from_ref(&email))?;
    let mut shown: Vec<&Room> = Vec::new();
    for room in rooms.iter().filter_map(|room: &RoomRef| store.room(room)) {
        let visible = room.member(&email).is_some() || (show_removed && room.removed.contains(&email));
        if visible && !shown.iter().any(|other| other.id == room.id) {
            shown.push(room);
        }
    }
    let info = |room: &&Room| view::room_info(store, room, &email, show_participants);
    Ok(view::object([("rooms_info", shown.iter().map(info).collect())]))
}
