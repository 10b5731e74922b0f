//! `GET /api/v2/rest/get_or_create_room_with_target`
//!
//! Opens the room of two users.

use super::endpoint;
use crate::model::{Comment, Room, RoomOptions};
use crate::prelude::*;
use crate::shape::null_as_empty;
use crate::{model, params};

params! {
    /// What {@link QiscusClient.getOrCreateRoomWithTarget} takes.
    pub struct GetOrCreateRoomWithTargetParams {
        /// The emails of the two users.
        pub emails: [String; 2],
        /// The address of the room's picture, if the room is new.
        pub avatar_url: Option<String>,
        /// What you want to store with the room: an object, or JSON in a string.
        pub options: Option<RoomOptions>,
    }
}

model! {
    /// A room with its newest comments.
    pub struct GetOrCreateRoomWithTargetResults {
        /// The room.
        pub room: Room,
        /// Its newest comments, newest first.
        #[serde(deserialize_with = "null_as_empty")]
        pub comments: Vec<Comment>,
    }
}

endpoint! {
    /// Opens the room of two users; the first time it is created. Specification: "Get or create room with target".
    pub static GET_OR_CREATE_ROOM_WITH_TARGET = Get "get_or_create_room_with_target"
        getOrCreateRoomWithTarget(GetOrCreateRoomWithTargetParams) -> GetOrCreateRoomWithTargetResults,
    repeat Always;
}
