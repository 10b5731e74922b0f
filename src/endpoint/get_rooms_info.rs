//! `POST /api/v2/rest/get_rooms_info`
//!
//! Gets the state of rooms for one user. Specification: "Get rooms info".

use super::endpoint;
use crate::model::{Id, RoomInfo};
use crate::schema::{Filled, NotEmpty, null_as_empty};
use crate::{model, params};

params! {
    /// The parameters of {@link QiscusClient.getRoomsInfo}. Specification: "Get rooms info".
    ///
    /// @example
    /// ```ts
    /// import type { GetRoomsInfoParams } from "qiscus-wasm";
    ///
    /// const params: GetRoomsInfoParams = { room_id: [room_id], user_email: "abc@outlook.com", show_participants: true };
    /// const { rooms_info } = await qiscus.getRoomsInfo(params);
    /// ```
    pub struct GetRoomsInfoParams {
        /// The rooms' ids, numbers or strings: at least 1, at most 100 per call.
        pub room_id: NotEmpty<Filled<Id>>,
        /// The user id for which unread comments are counted.
        pub user_email: Filled<String>,
        /// The unique ids of further rooms. Not in the specification.
        pub room_unique_id: Option<NotEmpty<Filled<String>>>,
        /// Whether to include each room's members. Not in the specification.
        pub show_participants: Option<bool>,
        /// Whether to include rooms that the user was removed from. Not in the specification.
        pub show_removed: Option<bool>,
    }
}

model! {
    /// The state of the requested rooms. Specification: "Get rooms info".
    ///
    /// @example
    /// ```ts
    /// const { rooms_info } = await qiscus.getRoomsInfo({ room_id: [room_id], user_email: "kotak@outlook.com" });
    /// rooms_info.length; // => 1
    /// ```
    pub struct GetRoomsInfoResults {
        /// One entry per room. `null` from the server becomes `[]`.
        #[serde(deserialize_with = "null_as_empty")]
        pub rooms_info: Vec<RoomInfo>,
    }
}

endpoint! {
    /// Gets the state of rooms for one user: name, newest comment and unread count. Specification: "Get rooms info".
    ///
    /// @throws {@link QiscusError}
    ///
    /// @example
    /// ```ts
    /// const { rooms_info } = await qiscus.getRoomsInfo({ room_id: [room_id], user_email: "kotak@outlook.com" });
    /// rooms_info.map((room) => `${room.room_name}: ${room.unread_count} unread`); // => ["gege: 3 unread"]
    /// ```
    pub static GET_ROOMS_INFO = Post "get_rooms_info" getRoomsInfo(GetRoomsInfoParams) -> GetRoomsInfoResults,
    repeat Read;
}
