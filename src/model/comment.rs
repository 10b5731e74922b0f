use super::payload::{
    AccountLinkingPayload, ButtonsPayload, CardPayload, CarouselPayload, ContactPersonPayload, CustomPayload,
    FileAttachmentPayload, LocationPayload, ReplyPayload, SystemEventPayload,
};
use super::{Id, Time};
use crate::schema::{JsonObject, Payload};
use crate::{model, string_enum, union};

model! {
    /// A comment in a room. Specification: "Load comments", "Post comment", "Get or create room with target".
    ///
    /// The fields of `payload` depend on `type`.
    ///
    /// @example
    /// ```ts
    /// import type { Comment } from "qiscus-wasm";
    ///
    /// function preview(comment: Comment) {
    ///   if (comment.type === "location") return `at ${comment.payload?.name}`;
    ///   return comment.message;
    /// }
    /// preview(comment); // => "Hello"
    /// ```
    pub struct Comment {
        /// The comment's id. Newer comments have greater ids; ids exceed 2^32.
        pub id: i64,
        /// The id of the previous comment in the room, or 0 if there is none.
        pub comment_before_id: i64,
        /// The message.
        pub message: String,
        /// The author's user id in your app. Any string, not only an e-mail address.
        pub email: String,
        /// The author's display name.
        pub username: String,
        /// The URL of the author's avatar.
        pub user_avatar_url: String,
        /// The time of posting (RFC 3339), with `Z` or an offset such as `+07:00`.
        pub timestamp: String,
        /// The id that the sender assigned to the comment.
        pub unique_temp_id: String,
        /// Whether link previews are disabled.
        pub disable_link_preview: bool,
        /// The room's id: a number in the specification ("Load comments" only), a string in later revisions.
        pub room_id: Option<Id>,
        /// The room's name. Specified for "Load comments" only.
        pub room_name: Option<String>,
        /// `id` as a string, sent since late 2017.
        pub id_str: Option<String>,
        /// `comment_before_id` as a string, sent since late 2017.
        pub comment_before_id_str: Option<String>,
        /// `room_id` as a string, sent since late 2017.
        pub room_id_str: Option<String>,
        /// The id of the room's topic: a number in 2017, a string in later revisions.
        pub topic_id: Option<Id>,
        /// `topic_id` as a string, sent since late 2017.
        pub topic_id_str: Option<String>,
        /// The author's numeric id; also accepted as a string.
        pub user_id: Option<Id>,
        /// `user_id` as a string, sent since late 2017.
        pub user_id_str: Option<String>,
        /// The author's avatar as an object. `user_avatar_url` has the same URL. Some clients write a string.
        pub user_avatar: Option<UserAvatar>,
        /// `timestamp` in seconds since 1970.
        pub unix_timestamp: Option<Time>,
        /// `timestamp` in nanoseconds since 1970. It exceeds 2^53, so its last digits are lost: use `timestamp`.
        pub unix_nano_timestamp: Option<Time>,
        /// The delivery status: `sent`, `delivered` or `read`.
        pub status: Option<CommentStatus>,
        /// Whether the comment was deleted.
        pub is_deleted: Option<bool>,
        /// Whether the room is a public channel.
        pub is_public_channel: Option<bool>,
        /// The custom data stored with the comment: absent, `null` or an object. Some clients write `""`.
        pub extras: Option<JsonObject>,
        ..content(payload): CommentContent,
        example "const preview = ({ username, message }: CommentBase) => `${username}: ${message}`;\n\
                 preview(comment); // => \"abc: Hello\"",
    }
}

union! {
    or_null;
    /// The type of a comment and its payload. A comment without a `type` is a `text` comment.
    pub enum CommentContent or other, absent as "text" {
        /// A plain message. `payload` is absent, `null` or `{}`.
        "text" => Text { payload: Option<JsonObject> },
        /// A request to link an account.
        "account_linking" => AccountLinking { #[serde(default)] payload: Payload<AccountLinkingPayload> },
        /// A message with buttons.
        "buttons" => Buttons { #[serde(default)] payload: Payload<ButtonsPayload> },
        /// The result of a pressed button.
        "button_postback_response" => ButtonPostbackResponse { payload: Option<JsonObject> },
        /// A card: an image with a title, a description and buttons.
        "card" => Card { #[serde(default)] payload: Payload<CardPayload> },
        /// A carousel of cards.
        "carousel" => Carousel { #[serde(default)] payload: Payload<CarouselPayload> },
        /// A contact.
        "contact_person" => ContactPerson { #[serde(default)] payload: Payload<ContactPersonPayload> },
        /// A custom type, defined by your app.
        "custom" => Custom { #[serde(default)] payload: Payload<CustomPayload> },
        /// A file.
        "file_attachment" => FileAttachment { #[serde(default)] payload: Payload<FileAttachmentPayload> },
        /// A location.
        "location" => Location { #[serde(default)] payload: Payload<LocationPayload> },
        /// A reply to another comment.
        "reply" => Reply { #[serde(default)] payload: Payload<ReplyPayload> },
        /// A room event, such as a new member. Only received, never sent.
        "system_event" => SystemEvent { #[serde(default)] payload: Payload<SystemEventPayload> },
    }
}

string_enum! {
    /// The delivery status of a comment.
    pub enum CommentStatus or other {
        /// The server has stored it.
        Sent = "sent",
        /// A device has received it.
        Delivered = "delivered",
        /// A recipient has read it.
        Read = "read",
    }
}

model! {
    /// A user's avatar, as responses since late 2017 nest it.
    ///
    /// @example
    /// ```ts
    /// import type { UserAvatar } from "qiscus-wasm";
    ///
    /// const urlOf = (avatar: UserAvatar | null | undefined) => avatar?.avatar?.url ?? undefined;
    /// urlOf(comment.user_avatar);
    /// ```
    pub struct UserAvatar {
        /// The avatar image.
        pub avatar: Option<Avatar>,
    }
}

model! {
    /// An avatar image.
    ///
    /// @example
    /// ```ts
    /// import type { Avatar } from "qiscus-wasm";
    ///
    /// const avatar: Avatar | null | undefined = comment.user_avatar?.avatar;
    /// console.log(avatar?.url);
    /// ```
    pub struct Avatar {
        /// The URL of the image.
        pub url: Option<String>,
    }
}
