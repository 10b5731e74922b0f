use super::Id;
use super::payload::{
    AccountLinkingPayload, ButtonPostbackResponsePayload, ButtonsPayload, CardPayload, CarouselPayload,
    ContactPersonPayload, CustomPayload, FileAttachmentPayload, LocationPayload, ReplyPayload, SystemEventPayload,
};
use crate::prelude::*;
use crate::shape::{JsonObject, Payload};
use crate::{literals, model, union};

model! {
    /// One message of a room. Specification: "Load comments", "Post comment".
    pub struct Comment {
        /// The number of the comment; newer comments have greater ones, beyond 2^32.
        pub id: i64,
        /// The comment before it in this room, or 0.
        pub comment_before_id: i64,
        /// The text.
        pub message: String,
        /// The id of the user who wrote it; called an address, but any text will do.
        pub email: String,
        /// The name of the user who wrote it.
        pub username: String,
        /// The address of the user's picture.
        pub user_avatar_url: String,
        /// When it was written (RFC 3339, with `Z` or an offset).
        pub timestamp: String,
        /// The id that the sender gave it.
        pub unique_temp_id: String,
        /// Whether links are shown without a preview.
        pub disable_link_preview: bool,
        /// The room; not told by every endpoint.
        pub room_id: Option<Id>,
        /// The room's name; not told by every endpoint.
        pub room_name: Option<String>,
        /// `id` as text.
        pub id_str: Option<String>,
        /// `comment_before_id` as text.
        pub comment_before_id_str: Option<String>,
        /// `room_id` as text.
        pub room_id_str: Option<String>,
        /// The room's topic.
        pub topic_id: Option<Id>,
        /// `topic_id` as text.
        pub topic_id_str: Option<String>,
        /// The number of the user who wrote it.
        pub user_id: Option<Id>,
        /// `user_id` as text.
        pub user_id_str: Option<String>,
        /// The picture again.
        pub user_avatar: Option<UserAvatar>,
        /// `timestamp` in seconds since 1970.
        pub unix_timestamp: Option<f64>,
        /// `timestamp` in nanoseconds since 1970: beyond 2^53, so the last digits are lost. Use `timestamp`.
        pub unix_nano_timestamp: Option<f64>,
        /// How far it has come.
        pub status: Option<CommentStatus>,
        /// Whether it was deleted.
        pub is_deleted: Option<bool>,
        /// Whether its room is a channel that everybody may join.
        pub is_public_channel: Option<bool>,
        /// What the sender stored with it.
        pub extras: Option<JsonObject>,
        ..content(payload): CommentContent,
    }
}

union! {
    or_null;
    /// The type of a comment and what it carries. A comment without a `type` is a text.
    pub enum CommentContent or other, absent as "text" {
        /// Text only.
        "text" => Text { payload: Option<JsonObject> },
        /// An invitation to link an account.
        "account_linking" => AccountLinking { #[serde(default)] payload: Payload<AccountLinkingPayload> },
        /// A text with buttons.
        "buttons" => Buttons { #[serde(default)] payload: Payload<ButtonsPayload> },
        /// What a pressed button answered.
        "button_postback_response" => ButtonPostbackResponse { #[serde(default)] payload: Payload<ButtonPostbackResponsePayload> },
        /// A picture with text and buttons.
        "card" => Card { #[serde(default)] payload: Payload<CardPayload> },
        /// Several cards.
        "carousel" => Carousel { #[serde(default)] payload: Payload<CarouselPayload> },
        /// A contact.
        "contact_person" => ContactPerson { #[serde(default)] payload: Payload<ContactPersonPayload> },
        /// Your own.
        "custom" => Custom { #[serde(default)] payload: Payload<CustomPayload> },
        /// A file.
        "file_attachment" => FileAttachment { #[serde(default)] payload: Payload<FileAttachmentPayload> },
        /// A place.
        "location" => Location { #[serde(default)] payload: Payload<LocationPayload> },
        /// An answer to another comment.
        "reply" => Reply { #[serde(default)] payload: Payload<ReplyPayload> },
        /// Something that happened to the room; only ever received.
        "system_event" => SystemEvent { #[serde(default)] payload: Payload<SystemEventPayload> },
    }
}

literals! {
    /// How far a comment has come.
    pub enum CommentStatus or other {
        /// The server has it.
        Sent = "sent",
        /// A device has it.
        Delivered = "delivered",
        /// Somebody has read it.
        Read = "read",
    }
}

model! {
    /// A user's picture, as later replies wrap it.
    pub struct UserAvatar {
        /// The picture.
        pub avatar: Option<Avatar>,
    }
}

model! {
    /// The address of a picture.
    pub struct Avatar {
        /// The address.
        pub url: Option<String>,
    }
}
