use serde::{Deserialize, Serialize};

use super::Id;
use crate::prelude::*;
use crate::shape::{JsonObject, Kinds, Shape, Shaped, null_as_empty};
use crate::{literals, model};

literals! {
    /// Whether a room is a talk of two or a group; channels are groups.
    pub enum RoomType {
        /// Two people.
        Single = "single",
        /// A group or a channel.
        Group = "group",
    }
}

model! {
    /// A member of a room.
    ///
    /// Only `email` is sure to be there: what else the server tells depends on the endpoint and on the age of the account.
    pub struct Participant {
        /// The user's id in your app; called an address, but any text will do.
        pub email: String,
        /// The name that is shown.
        pub username: Option<String>,
        /// The address of the picture.
        pub avatar_url: Option<String>,
        /// The number of the user.
        pub id: Option<Id>,
        /// `id` as text.
        pub id_str: Option<String>,
        /// The newest comment that this member has read.
        pub last_comment_read_id: Option<i64>,
        /// The newest comment that this member's device has received.
        pub last_comment_received_id: Option<i64>,
        /// Whether the member is active.
        pub active: Option<bool>,
        /// What you stored with the user.
        pub extras: Option<JsonObject>,
    }
}

/// A member of a group: the email, or in some replies an object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ParticipantOrEmail {
    /// As the specification has it.
    Email(String),
    /// As some replies have it.
    Participant(Box<Participant>),
}

impl Shaped for ParticipantOrEmail {
    const SHAPE: Shape = Shape { accepts: Kinds::STRING.or(Kinds::OBJECT), ..Participant::SHAPE };
}

/// What you stored with a room: `null`, `""`, JSON in a string, or an object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RoomOptions {
    /// JSON in a string, or an empty string.
    Text(String),
    /// An object.
    Object(JsonObject),
}

impl Shaped for RoomOptions {
    const SHAPE: Shape = Shape::of(Kinds::STRING.or(Kinds::OBJECT));
}

model! {
    /// A room with its members, as `get_or_create_room_with_target` returns it. Specification: "Get or create room with
    /// target".
    pub struct Room {
        /// The room's id, for every call that takes a `room_id`.
        pub id: Id,
        /// Single or group.
        pub chat_type: RoomType,
        /// The room's name; of a room of two, both emails.
        pub room_name: String,
        /// The address of the room's picture, or an empty string.
        pub avatar_url: String,
        /// The members.
        #[serde(deserialize_with = "null_as_empty")]
        pub participants: Vec<Participant>,
        /// The newest comment, or 0.
        pub last_comment_id: i64,
        /// The text of the newest comment, or an empty string.
        pub last_comment_message: String,
        /// The room's topic.
        pub last_topic_id: Id,
        /// What you stored with the room.
        pub options: Option<RoomOptions>,
        /// `id` as text.
        pub id_str: Option<String>,
        /// `last_comment_id` as text.
        pub last_comment_id_str: Option<String>,
        /// `last_topic_id` as text.
        pub last_topic_id_str: Option<String>,
        /// Another id of the room, which most calls take as a `room_id` too.
        pub unique_id: Option<String>,
        /// The name without substitutions.
        pub raw_room_name: Option<String>,
        /// Whether the room is a channel that everybody may join.
        pub is_public_channel: Option<bool>,
        /// How many members there are.
        pub room_total_participants: Option<i64>,
        /// How many comments are unread.
        pub unread_count: Option<i64>,
    }
}

model! {
    /// A group and who is in it, as `create_room`, `add_room_participants` and `remove_room_participants` return it.
    /// Specification: "Create room".
    pub struct Group {
        /// The email of the user who created the room.
        pub creator: String,
        /// The members: emails in the specification, objects in some replies.
        #[serde(deserialize_with = "null_as_empty")]
        pub participants: Vec<ParticipantOrEmail>,
        /// The room's id, for every call that takes a `room_id`.
        pub room_id: Id,
        /// The room's name.
        pub room_name: String,
        /// Single or group.
        pub room_type: RoomType,
    }
}

model! {
    /// The state of a room as one user sees it. Specification: "Get rooms info".
    pub struct RoomInfo {
        /// The room's id.
        pub room_id: Id,
        /// The room's name.
        pub room_name: String,
        /// Single or group.
        pub room_type: RoomType,
        /// How many comments this user has not read.
        pub unread_count: i64,
        /// The newest comment, or 0.
        pub last_comment_id: i64,
        /// The text of the newest comment, or an empty string.
        pub last_comment_message: String,
        /// When the newest comment was written (RFC 3339); `0001-01-01T00:00:00Z` where there is none.
        pub last_comment_timestamp: String,
        /// `last_comment_id` as text.
        pub last_comment_id_str: Option<String>,
        /// Who wrote the newest comment.
        pub last_comment_sender_email: Option<String>,
        /// The number of who wrote it.
        pub last_comment_sender_id: Option<i64>,
        /// `last_comment_sender_id` as text.
        pub last_comment_sender_id_str: Option<String>,
        /// The name of who wrote it.
        pub last_comment_sender_username: Option<String>,
        /// `last_comment_timestamp` in seconds since 1970.
        pub last_comment_timestamp_unix: Option<f64>,
        /// Whether the user was removed from the room.
        pub is_removed: Option<bool>,
        /// The name without substitutions.
        pub raw_room_name: Option<String>,
        /// The address of the room's picture.
        pub room_avatar_url: Option<String>,
        /// Another id of the room.
        pub room_unique_id: Option<String>,
        /// `room_id` as text.
        pub room_id_str: Option<String>,
        /// What you stored with the room.
        pub room_options: Option<RoomOptions>,
        /// The members, where `show_participants` asked for them.
        pub participants: Option<Vec<Participant>>,
    }
}
