//! `POST /api/v2/rest/get_rooms_info`
//!
//! Tells the state of some rooms as one user sees them.

use super::endpoint;
use crate::model::{Id, RoomInfo};
use crate::prelude::*;
use crate::shape::{NotEmpty, null_as_empty};
use crate::{model, params};

params! {
    /// What {@link QiscusClient.getRoomsInfo} takes.
    pub struct GetRoomsInfoParams {
        /// The rooms; at most 100 a call.
        pub room_id: NotEmpty<Id>,
        /// The user for whom unread comments are counted.
        pub user_email: String,
        /// Further rooms, by their unique ids.
        pub room_unique_id: Option<NotEmpty<String>>,
        /// Whether to list each room's members.
        pub show_participants: Option<bool>,
        /// Whether to tell of rooms that the user was removed from.
        pub show_removed: Option<bool>,
    }
}

model! {
    /// The state of some rooms.
    pub struct GetRoomsInfoResults {
        /// One entry for each room.
        #[serde(deserialize_with = "null_as_empty")]
        pub rooms_info: Vec<RoomInfo>,
    }
}

endpoint! {
    /// Tells the state of some rooms as one user sees them: name, newest comment, unread count. Specification: "Get rooms
    /// info".
    pub static GET_ROOMS_INFO = Post "get_rooms_info" getRoomsInfo(GetRoomsInfoParams) -> GetRoomsInfoResults,
    repeat Always;
}
