//! `POST /api/v2/rest/create_room`
//!
//! Creates a group. Specification: "Create room".

use super::endpoint;
use crate::model::{Group, RoomOptions};
use crate::params;
use crate::schema::{Filled, NotEmpty};

params! {
    /// The parameters of {@link QiscusClient.createRoom}. Specification: "Create room".
    ///
    /// @example
    /// ```ts
    /// import type { CreateRoomParams } from "qiscus-wasm";
    ///
    /// const group: CreateRoomParams = { name: "Orders", participants: ["abc@outlook.com"], creator: "abc@outlook.com" };
    /// const { room_id } = await qiscus.createRoom(group);
    /// ```
    pub struct CreateRoomParams {
        /// The group's name.
        pub name: String,
        /// The members' user ids: at least 1, at most 25 per call. The creator becomes a member only if listed here.
        pub participants: NotEmpty<Filled<String>>,
        /// The user id of the creator.
        pub creator: Filled<String>,
        /// The URL of the group's avatar. Not in the specification, but accepted by the service.
        pub avatar_url: Option<String>,
        /// Custom data to store with the room: an object or a JSON string. Not in the specification.
        pub options: Option<RoomOptions>,
    }
}

endpoint! {
    /// Creates a group. Specification: "Create room".
    ///
    /// Every call creates another group, so a failed request is retried only if it had no effect: it was never sent, or
    /// the server answered 429, or 503 with `Retry-After`.
    ///
    /// @throws {@link QiscusError}
    ///
    /// @example
    /// ```ts
    /// const participants = ["abc@outlook.com", "kotak@outlook.com"];
    /// const group = await qiscus.createRoom({ name: "Orders", participants, creator: "abc@outlook.com" });
    /// group.room_type; // => "group"
    /// ```
    pub static CREATE_ROOM = Post "create_room" createRoom(CreateRoomParams) -> Group,
    repeat Once;
}
