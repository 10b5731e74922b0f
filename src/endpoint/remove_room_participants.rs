//! `POST /api/v2/rest/remove_room_participants`
//!
//! Removes users from a group. Specification: "Remove room participants".

use super::endpoint;
use crate::model::{Group, Id};
use crate::params;
use crate::schema::{Filled, NotEmpty};

params! {
    /// The parameters of {@link QiscusClient.removeRoomParticipants}. Specification: "Remove room participants".
    ///
    /// @example
    /// ```ts
    /// import type { RemoveRoomParticipantsParams } from "qiscus-wasm";
    ///
    /// const params: RemoveRoomParticipantsParams = { room_id, emails: ["kotak@outlook.com"] };
    /// await qiscus.removeRoomParticipants(params);
    /// ```
    pub struct RemoveRoomParticipantsParams {
        /// The group's id: a number in the specification, a string in later revisions.
        pub room_id: Filled<Id>,
        /// The user ids to remove; at least one.
        pub emails: NotEmpty<Filled<String>>,
    }
}

endpoint! {
    /// Removes users from a group and returns the group with its remaining members. Specification: "Remove room
    /// participants".
    ///
    /// Removing the same users twice has no further effect, so failed requests are retried.
    ///
    /// @throws {@link QiscusError}
    ///
    /// @example
    /// ```ts
    /// const { participants } = await qiscus.removeRoomParticipants({ room_id, emails: ["kotak@outlook.com"] });
    /// participants.includes("kotak@outlook.com"); // => false
    /// ```
    pub static REMOVE_ROOM_PARTICIPANTS = Post "remove_room_participants"
        removeRoomParticipants(RemoveRoomParticipantsParams) -> Group,
    repeat Idempotent;
}
