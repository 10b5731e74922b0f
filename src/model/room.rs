use serde::{Deserialize, Serialize};

use super::{Id, Time};
use crate::schema::{HasSchema, JsonObject, Kinds, Schema, null_as_empty};
use crate::{model, string_enum};

string_enum! {
    /// The type of a room: a one-to-one chat or a group. Channels are groups.
    pub enum RoomType {
        /// A one-to-one chat.
        Single = "single",
        /// A group or a channel.
        Group = "group",
    }
}

model! {
    /// A member of a room. Specification: "Get or create room with target".
    ///
    /// Only `email` is always present; the other fields depend on the endpoint and the API version.
    ///
    /// @example
    /// ```ts
    /// const { room } = await qiscus.getOrCreateRoomWithTarget({ emails: ["abc@outlook.com", "kotak@outlook.com"] });
    /// room.participants.map(({ email, username }) => username ?? email); // => ["abc", "kotak"]
    /// ```
    pub struct Participant {
        /// The member's user id in your app. Any string, not only an e-mail address.
        pub email: String,
        /// The member's display name.
        pub username: Option<String>,
        /// The URL of the member's avatar.
        pub avatar_url: Option<String>,
        /// The member's numeric id; also accepted as a string. Not in the specification, but sent by the service.
        pub id: Option<Id>,
        /// `id` as a string, sent since late 2017.
        pub id_str: Option<String>,
        /// The id of the newest comment that the member has read.
        pub last_comment_read_id: Option<i64>,
        /// The id of the newest comment that the member's device has received.
        pub last_comment_received_id: Option<i64>,
        /// Whether the member is active.
        pub active: Option<bool>,
        /// The custom data stored with the user: absent, `null` or an object.
        pub extras: Option<JsonObject>,
    }
}

/// A member of a group: a user id, or a {@link Participant} in some responses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ParticipantOrEmail {
    /// A user id, as in the specification.
    Email(String),
    /// An object, as in some responses.
    Participant(Box<Participant>),
}

impl HasSchema for ParticipantOrEmail {
    const SCHEMA: Schema = Schema { accepts: Kinds::STRING.or(Kinds::OBJECT), ..Participant::SCHEMA };
}

/// The custom data stored with a room: `null`, `""`, a JSON string, or an object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RoomOptions {
    /// A JSON string, or an empty string.
    Text(String),
    /// An object.
    Object(JsonObject),
}

impl HasSchema for RoomOptions {
    const SCHEMA: Schema = Schema::of(Kinds::STRING.or(Kinds::OBJECT));
}

model! {
    /// A room and its members. Specification: "Get or create room with target".
    ///
    /// @example
    /// ```ts
    /// import type { Room } from "qiscus-wasm";
    ///
    /// const partnerOf = (room: Room, email: string) => room.participants.find((member) => member.email !== email);
    /// const { room } = await qiscus.getOrCreateRoomWithTarget({ emails: ["abc@outlook.com", "kotak@outlook.com"] });
    /// partnerOf(room, "abc@outlook.com")?.username; // => "kotak"
    /// ```
    pub struct Room {
        /// The room's id, for calls that take a `room_id`: a number in the specification, a string in later revisions.
        pub id: Id,
        /// The type of the room: `single`, or `group` for groups and channels.
        pub chat_type: RoomType,
        /// The room's name. In a one-to-one chat, both emails.
        pub room_name: String,
        /// The URL of the room's avatar, or an empty string.
        pub avatar_url: String,
        /// The members. `null` from the server becomes `[]`.
        #[serde(deserialize_with = "null_as_empty")]
        pub participants: Vec<Participant>,
        /// The id of the newest comment, or 0 if there is none.
        pub last_comment_id: i64,
        /// The message of the newest comment, or an empty string.
        pub last_comment_message: String,
        /// The id of the room's topic: a number in the specification, a string in later revisions.
        pub last_topic_id: Id,
        /// The custom data stored with the room: `null` in the specification; also `""`, `"{}"` or another JSON string.
        pub options: Option<RoomOptions>,
        /// `id` as a string, sent since late 2017.
        pub id_str: Option<String>,
        /// `last_comment_id` as a string, sent since late 2017.
        pub last_comment_id_str: Option<String>,
        /// `last_topic_id` as a string, sent since late 2017.
        pub last_topic_id_str: Option<String>,
        /// The room's unique id. `post_comment` accepts it as `room_id` too.
        pub unique_id: Option<String>,
        /// The stored room name, without substitutions.
        pub raw_room_name: Option<String>,
        /// Whether the room is a public channel. `chat_type` is then `group`.
        pub is_public_channel: Option<bool>,
        /// The number of members.
        pub room_total_participants: Option<i64>,
        /// The number of unread comments.
        pub unread_count: Option<i64>,
    }
}

model! {
    /// A group and its members. Specification: "Create room", "Add room participants", "Remove room participants".
    ///
    /// @example
    /// ```ts
    /// const group = await qiscus.addRoomParticipants({ room_id, emails: ["budi@outlook.com"] });
    /// group.participants.map((member) => (typeof member === "string" ? member : member.email)).length; // => 3
    /// ```
    pub struct Group {
        /// The user id of the creator.
        pub creator: String,
        /// The members: user ids (strings) in the specification, objects in some responses. `null` becomes `[]`.
        #[serde(deserialize_with = "null_as_empty")]
        pub participants: Vec<ParticipantOrEmail>,
        /// The room's id, for calls that take a `room_id`: a number in the specification, a string in later revisions.
        pub room_id: Id,
        /// The room's name.
        pub room_name: String,
        /// The type of the room: `single`, or `group` for groups and channels.
        pub room_type: RoomType,
    }
}

model! {
    /// The state of a room for one user. Specification: "Get rooms info".
    ///
    /// @example
    /// ```ts
    /// const { rooms_info } = await qiscus.getRoomsInfo({ room_id: [room_id], user_email: "kotak@outlook.com" });
    /// const unread = rooms_info.filter((room) => room.unread_count > 0);
    /// unread.map((room) => room.last_comment_message); // => ["Hello"]
    /// ```
    pub struct RoomInfo {
        /// The room's id: a number in the specification, a string in later revisions.
        pub room_id: Id,
        /// The room's name.
        pub room_name: String,
        /// The type of the room: `single`, or `group` for groups and channels.
        pub room_type: RoomType,
        /// The number of comments that the user has not read.
        pub unread_count: i64,
        /// The id of the newest comment, or 0 if there is none.
        pub last_comment_id: i64,
        /// The message of the newest comment, or an empty string.
        pub last_comment_message: String,
        /// The time of the newest comment (RFC 3339), or `0001-01-01T00:00:00Z` if there is none.
        pub last_comment_timestamp: String,
        /// `last_comment_id` as a string, sent since late 2017.
        pub last_comment_id_str: Option<String>,
        /// The user id of the newest comment's author.
        pub last_comment_sender_email: Option<String>,
        /// The numeric id of the newest comment's author.
        pub last_comment_sender_id: Option<i64>,
        /// `last_comment_sender_id` as a string, sent since late 2017.
        pub last_comment_sender_id_str: Option<String>,
        /// The display name of the newest comment's author.
        pub last_comment_sender_username: Option<String>,
        /// `last_comment_timestamp` in seconds since 1970.
        pub last_comment_timestamp_unix: Option<Time>,
        /// Whether the user was removed from the room.
        pub is_removed: Option<bool>,
        /// The stored room name, without substitutions.
        pub raw_room_name: Option<String>,
        /// The URL of the room's avatar.
        pub room_avatar_url: Option<String>,
        /// The room's unique id.
        pub room_unique_id: Option<String>,
        /// `room_id` as a string, sent since late 2017.
        pub room_id_str: Option<String>,
        /// The custom data stored with the room: `null`, `""`, `"{}"` or another JSON string, or an object.
        pub room_options: Option<RoomOptions>,
        /// The members, if `show_participants` was set.
        pub participants: Option<Vec<Participant>>,
    }
}
