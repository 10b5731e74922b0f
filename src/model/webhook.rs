use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{CommentContent, Id, RoomOptions, RoomType, Time};
use crate::schema::{JsonObject, Kinds, Schema, Union};
use crate::{model, union};

model! {
    /// A webhook event: a comment was posted. Specification: "Webhook", "post comment".
    ///
    /// @example
    /// ```ts
    /// import type { WebhookEvent } from "qiscus-wasm";
    ///
    /// const isFromPerson = (event: WebhookEvent) => event.type === "post_comment_mobile";
    /// isFromPerson(event); // => true
    /// ```
    pub struct WebhookEvent {
        /// The app id. Present in newer deliveries only.
        pub app_code: Option<Value>,
        /// The channel. Present in newer deliveries only.
        pub channel: Option<Value>,
        /// The comment, its sender and its room.
        pub payload: WebhookPayload,
        ..content(): WebhookContent,
        example "const roomOf = ({ payload }: WebhookEventBase) => payload.room.name;\nroomOf(event); // => \"gege\"",
    }
}

union! {
    or_null;
    /// The type of a webhook event: who posted the comment. No other events are known.
    pub enum WebhookContent {
        /// A comment from any source, as in the specification.
        "post_comment" => PostComment {},
        /// A comment from a person who uses an app.
        "post_comment_mobile" => PostCommentMobile {},
        /// A comment posted with the REST API. A bot that replies to these replies to itself: see {@link isFromRest}.
        "post_comment_rest" => PostCommentRest {},
    }
}

model! {
    /// A posted comment, its sender and its room. Specification: "post comment".
    ///
    /// @example
    /// ```ts
    /// import type { WebhookPayload } from "qiscus-wasm";
    ///
    /// const describe = ({ from, room, message }: WebhookPayload) => `${from.name} in ${room.name}: ${message.text}`;
    /// describe(event.payload); // => "abc in gege: Hello"
    /// ```
    pub struct WebhookPayload {
        /// The sender.
        pub from: WebhookSender,
        /// The room.
        pub room: WebhookRoom,
        /// The comment.
        pub message: WebhookMessage,
    }
}

model! {
    /// The sender of a posted comment. Specification: "post comment".
    ///
    /// @example
    /// ```ts
    /// import type { WebhookSender } from "qiscus-wasm";
    ///
    /// const mention = ({ name }: WebhookSender) => `@${name}`;
    /// mention(event.payload.from); // => "@abc"
    /// ```
    pub struct WebhookSender {
        /// The sender's numeric id. 0 in deliveries of 2021; also accepted as a string.
        pub id: Id,
        /// The sender's user id in your app. Any string, not only an e-mail address.
        pub email: String,
        /// The sender's display name.
        pub name: String,
        /// The URL of the sender's avatar.
        pub avatar_url: Option<String>,
    }
}

model! {
    /// The room of a posted comment. Specification: "post comment".
    ///
    /// @example
    /// ```ts
    /// import type { WebhookRoom } from "qiscus-wasm";
    ///
    /// const reply = ({ id }: WebhookRoom, message: string) =>
    ///   qiscus.postComment({ sender_email: "kotak@outlook.com", room_id: id, message });
    /// await reply(event.payload.room, "Hi");
    /// ```
    pub struct WebhookRoom {
        /// The room's id, for calls that take a `room_id`: a number in the specification, a string in 2021.
        pub id: Id,
        /// The id of the room's topic: a number in the specification, a string in 2021.
        pub topic_id: Id,
        /// The type of the room: `single`, or `group` for groups and channels.
        pub r#type as "type": RoomType,
        /// The room's name. In a one-to-one chat, both emails.
        pub name: String,
        /// The members. Absent for channels.
        pub participants: Option<Vec<WebhookParticipant>>,
        /// The custom data stored with the room: absent in 2017; an object or a JSON string in newer deliveries.
        pub options: Option<RoomOptions>,
        /// The URL of the room's avatar, or an empty string.
        pub room_avatar: Option<String>,
    }
}

model! {
    /// A member of the room. Specification: "post comment".
    ///
    /// Only `email` is always present; deliveries of 2021 have nothing else.
    ///
    /// @example
    /// ```ts
    /// import type { WebhookParticipant } from "qiscus-wasm";
    ///
    /// const nameOf = ({ email, username }: WebhookParticipant) => username ?? email;
    /// event.payload.room.participants?.map(nameOf); // => ["abc", "kotak"]
    /// ```
    pub struct WebhookParticipant {
        /// The member's user id in your app. Any string, not only an e-mail address.
        pub email: String,
        /// The member's numeric id; also accepted as a string.
        pub id: Option<Id>,
        /// The member's display name.
        pub username: Option<String>,
        /// The URL of the member's avatar.
        pub avatar_url: Option<String>,
        /// The id of the newest comment that the member has read.
        pub last_comment_read_id: Option<Id>,
        /// The id of the newest comment that the member's device has received.
        pub last_comment_received_id: Option<Id>,
    }
}

model! {
    /// A posted comment. Specification: "post comment".
    ///
    /// The fields of `payload` depend on `type`.
    ///
    /// @example
    /// ```ts
    /// import type { WebhookMessage } from "qiscus-wasm";
    ///
    /// function preview(message: WebhookMessage) {
    ///   if (message.type === "file_attachment") return message.payload?.file_name ?? "a file";
    ///   return message.text;
    /// }
    /// preview(event.payload.message); // => "Hello"
    /// ```
    pub struct WebhookMessage {
        /// The message.
        pub text: String,
        /// The comment's id. Absent in the specification, 0 in deliveries of 2021; also accepted as a string.
        pub id: Option<Id>,
        /// The id of the previous comment in the room. 0 in deliveries of 2021.
        pub comment_before_id: Option<Id>,
        /// The id that the sender assigned to the comment.
        pub unique_temp_id: Option<String>,
        /// The time of posting (RFC 3339), with up to six fractional digits.
        pub created_at: Option<String>,
        /// The time of posting (RFC 3339), to the second.
        pub timestamp: Option<String>,
        /// `timestamp` in seconds since 1970. Deliveries of 2021 send an RFC 3339 string instead.
        pub unix_timestamp: Option<Time>,
        /// Whether link previews are disabled.
        pub disable_link_preview: Option<bool>,
        /// The custom data stored with the comment: absent, `null` or an object. Some clients write `""`.
        pub extras: Option<JsonObject>,
        ..content(payload): WebhookMessageContent,
        example "const textOf = ({ text }: WebhookMessageBase) => text;\ntextOf(event.payload.message); // => \"Hello\"",
    }
}

/// The type of a posted comment and its payload, as in a [`Comment`](super::Comment). Here `type` is required.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WebhookMessageContent(pub CommentContent);

impl WebhookMessageContent {
    /// The union as data.
    pub const UNION: Union =
        Union { tag: Schema { accepts: Kinds::STRING, ..CommentContent::UNION.tag }, ..CommentContent::UNION };
}
