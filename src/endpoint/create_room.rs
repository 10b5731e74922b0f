//! `POST /api/v2/rest/create_room`
//!
//! Creates a group.

use super::endpoint;
use crate::model::{Group, RoomOptions};
use crate::params;
use crate::prelude::*;
use crate::shape::NotEmpty;

params! {
    /// What {@link QiscusClient.createRoom} takes.
    pub struct CreateRoomParams {
        /// The group's name.
        pub name: String,
        /// The emails of the members; at most 25 a call. The creator is a member only if listed here.
        pub participants: NotEmpty<String>,
        /// The email of the user who creates the group.
        pub creator: String,
        /// The address of the group's picture.
        pub avatar_url: Option<String>,
        /// What you want to store with the room: an object, or JSON in a string.
        pub options: Option<RoomOptions>,
    }
}

endpoint! {
    /// Creates a group. Specification: "Create room".
    ///
    /// Every call makes another group, so a failed call is repeated only where the server surely did nothing.
    pub static CREATE_ROOM = Post "create_room" createRoom(CreateRoomParams) -> Group,
    repeat IfNothingHappened;
}
