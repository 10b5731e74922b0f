//! `GET /api/v2/rest/get_or_create_room_with_target`
//!
//! Gets or creates the one-to-one room of two users. Specification: "Get or create room with target".

use super::endpoint;
use crate::model::{Comment, Room, RoomOptions};
use crate::schema::{Filled, null_as_empty};
use crate::{model, params};

params! {
    /// The parameters of {@link QiscusClient.getOrCreateRoomWithTarget}. Specification: "Get or create room with
    /// target".
    ///
    /// @example
    /// ```ts
    /// import type { GetOrCreateRoomWithTargetParams } from "qiscus-wasm";
    ///
    /// const params: GetOrCreateRoomWithTargetParams = { emails: ["abc@outlook.com", "kotak@outlook.com"] };
    /// const { room } = await qiscus.getOrCreateRoomWithTarget(params);
    /// ```
    pub struct GetOrCreateRoomWithTargetParams {
        /// The user ids of the two users; exactly two.
        pub emails: [Filled<String>; 2],
        /// The URL of the room's avatar, if the room is created. Later revisions of the API ignore it.
        pub avatar_url: Option<String>,
        /// Custom data to store with the room: an object or a JSON string. Not in the specification.
        pub options: Option<RoomOptions>,
    }
}

model! {
    /// A room and its newest comments. Specification: "Get or create room with target".
    ///
    /// @example
    /// ```ts
    /// const emails = ["abc@outlook.com", "kotak@outlook.com"] as const;
    /// const { room, comments } = await qiscus.getOrCreateRoomWithTarget({ emails });
    /// comments.map((comment) => comment.message); // => []
    /// ```
    pub struct GetOrCreateRoomWithTargetResults {
        /// The room.
        pub room: Room,
        /// The room's latest comments, newest first. `null` from the server becomes `[]`.
        #[serde(deserialize_with = "null_as_empty")]
        pub comments: Vec<Comment>,
    }
}

endpoint! {
    /// Gets the one-to-one room of two users, or creates it. Specification: "Get or create room with target".
    ///
    /// @throws {@link QiscusError}
    ///
    /// @example
    /// ```ts
    /// const { room } = await qiscus.getOrCreateRoomWithTarget({ emails: ["abc@outlook.com", "kotak@outlook.com"] });
    /// await qiscus.postComment({ sender_email: "abc@outlook.com", room_id: room.id, message: "Hello" });
    /// ```
    pub static GET_OR_CREATE_ROOM_WITH_TARGET = Get "get_or_create_room_with_target"
        getOrCreateRoomWithTarget(GetOrCreateRoomWithTargetParams) -> GetOrCreateRoomWithTargetResults,
    repeat Idempotent;
}
