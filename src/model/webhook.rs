use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{CommentContent, Id, RoomOptions, RoomType};
use crate::prelude::*;
use crate::shape::{JsonObject, Kinds, Shape, Union};
use crate::{model, union};

model! {
    /// A webhook: somebody has posted a comment. Specification: "Webhook".
    pub struct WebhookEvent {
        /// The app, in newer deliveries.
        pub app_code: Option<Value>,
        /// The channel, in newer deliveries.
        pub channel: Option<Value>,
        /// The comment, who posted it and where.
        pub payload: WebhookPayload,
        ..content(): WebhookContent,
    }
}

union! {
    or_null;
    /// Who posted the comment. There are no other events.
    pub enum WebhookContent {
        /// As the specification has it: anybody.
        "post_comment" => PostComment {},
        /// A person, with an app.
        "post_comment_mobile" => PostCommentMobile {},
        /// A program, with the REST API. A bot that answers these answers itself: see {@link isFromRest}.
        "post_comment_rest" => PostCommentRest {},
    }
}

model! {
    /// A posted comment, who posted it and where. Specification: "post comment".
    pub struct WebhookPayload {
        /// Who posted it.
        pub from: WebhookSender,
        /// Where.
        pub room: WebhookRoom,
        /// The comment.
        pub message: WebhookMessage,
    }
}

model! {
    /// Who posted a comment.
    pub struct WebhookSender {
        /// The number of the user; 0 in some deliveries.
        pub id: Id,
        /// The user's id in your app; called an address, but any text will do.
        pub email: String,
        /// The name that is shown.
        pub name: String,
        /// The address of the picture.
        pub avatar_url: Option<String>,
    }
}

model! {
    /// The room that a comment was posted in.
    pub struct WebhookRoom {
        /// The room's id, for every call that takes a `room_id`.
        pub id: Id,
        /// The room's topic.
        pub topic_id: Id,
        /// Single or group; channels are groups.
        pub r#type as "type": RoomType,
        /// The room's name; of a room of two, both emails.
        pub name: String,
        /// The members; not told of channels.
        pub participants: Option<Vec<WebhookParticipant>>,
        /// What you stored with the room.
        pub options: Option<RoomOptions>,
        /// The address of the room's picture, or an empty string.
        pub room_avatar: Option<String>,
    }
}

model! {
    /// A member of the room. Only `email` is sure to be there.
    pub struct WebhookParticipant {
        /// The user's id in your app; called an address, but any text will do.
        pub email: String,
        /// The number of the user.
        pub id: Option<Id>,
        /// The name that is shown.
        pub username: Option<String>,
        /// The address of the picture.
        pub avatar_url: Option<String>,
        /// The newest comment that this member has read.
        pub last_comment_read_id: Option<Id>,
        /// The newest comment that this member's device has received.
        pub last_comment_received_id: Option<Id>,
    }
}

model! {
    /// A posted comment. What it carries in `payload` depends on its `type`.
    pub struct WebhookMessage {
        /// The text.
        pub text: String,
        /// The number of the comment; 0 in some deliveries.
        pub id: Option<Id>,
        /// The comment before it in this room.
        pub comment_before_id: Option<Id>,
        /// The id that the sender gave it.
        pub unique_temp_id: Option<String>,
        /// When it was written, to the microsecond (RFC 3339).
        pub created_at: Option<String>,
        /// When it was written, to the second (RFC 3339).
        pub timestamp: Option<String>,
        /// `timestamp` in seconds since 1970.
        pub unix_timestamp: Option<f64>,
        /// Whether links are shown without a preview.
        pub disable_link_preview: Option<bool>,
        /// What the sender stored with it.
        pub extras: Option<JsonObject>,
        ..content(payload): WebhookMessageContent,
    }
}

/// The type of a posted comment and what it carries: as in a [`Comment`](super::Comment), but the type is always told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WebhookMessageContent(pub CommentContent);

impl WebhookMessageContent {
    /// The union as data.
    pub const UNION: Union =
        Union { tag: Shape { accepts: Kinds::STRING, ..CommentContent::UNION.tag }, ..CommentContent::UNION };
}
