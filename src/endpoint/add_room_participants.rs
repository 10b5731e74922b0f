//! `POST /api/v2/rest/add_room_participants`
//!
//! Adds users to a group.

use super::endpoint;
use crate::model::{Group, Id};
use crate::params;
use crate::prelude::*;
use crate::shape::NotEmpty;

params! {
    /// What {@link QiscusClient.addRoomParticipants} takes.
    pub struct AddRoomParticipantsParams {
        /// The group.
        pub room_id: Id,
        /// The emails of the users to add.
        pub emails: NotEmpty<String>,
    }
}

endpoint! {
    /// Adds users to a group and tells who is in it then. Specification: "Add room participants".
    pub static ADD_ROOM_PARTICIPANTS = Post "add_room_participants"
        addRoomParticipants(AddRoomParticipantsParams) -> Group,
    repeat Always;
}
