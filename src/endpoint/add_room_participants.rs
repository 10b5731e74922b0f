//! `POST /api/v2/rest/add_room_participants`
//!
//! Adds users to a group. Specification: "Add room participants".

use super::endpoint;
use crate::model::{Group, Id};
use crate::params;
use crate::schema::{Filled, NotEmpty};

params! {
    /// The parameters of {@link QiscusClient.addRoomParticipants}. Specification: "Add room participants".
    ///
    /// @example
    /// ```ts
    /// import type { AddRoomParticipantsParams } from "qiscus-wasm";
    ///
    /// const params: AddRoomParticipantsParams = { room_id, emails: ["budi@outlook.com"] };
    /// await qiscus.addRoomParticipants(params);
    /// ```
    pub struct AddRoomParticipantsParams {
        /// The group's id: a number in the specification, a string in later revisions.
        pub room_id: Filled<Id>,
        /// The user ids to add; at least one.
        pub emails: NotEmpty<Filled<String>>,
    }
}

endpoint! {
    /// Adds users to a group and returns the group with its members. Specification: "Add room participants".
    ///
    /// Adding the same users twice has no further effect, so failed requests are retried.
    ///
    /// @throws {@link QiscusError}
    ///
    /// @example
    /// ```ts
    /// const { participants } = await qiscus.addRoomParticipants({ room_id, emails: ["budi@outlook.com"] });
    /// participants.includes("budi@outlook.com"); // => true
    /// ```
    pub static ADD_ROOM_PARTICIPANTS = Post "add_room_participants"
        addRoomParticipants(AddRoomParticipantsParams) -> Group,
    repeat Idempotent;
}
