//! `POST /api/v2/rest/remove_room_participants`
//!
//! Removes users from a group.

use super::endpoint;
use crate::model::{Group, Id};
use crate::params;
use crate::prelude::*;
use crate::shape::NotEmpty;

params! {
    /// What {@link QiscusClient.removeRoomParticipants} takes.
    pub struct RemoveRoomParticipantsParams {
        /// The group.
        pub room_id: Id,
        /// The emails of the users to remove.
        pub emails: NotEmpty<String>,
    }
}

endpoint! {
    /// Removes users from a group and tells who is left in it. Specification: "Remove room participants".
    pub static REMOVE_ROOM_PARTICIPANTS = Post "remove_room_participants"
        removeRoomParticipants(RemoveRoomParticipantsParams) -> Group,
    repeat Always;
}
