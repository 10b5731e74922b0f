//! `POST /api/v2/rest/post_comment`
//!
//! Posts a comment. Specification: "Post comment".

use super::endpoint;
use crate::model::{
    AccountLinkingPayload, ButtonPostbackResponsePayload, ButtonsPayload, CardPayload, CarouselPayload, Comment,
    ContactPersonPayload, CustomPayload, FileAttachmentPayload, Id, LocationPayload, ReplyToPayload,
};
use crate::options::PostCommentOptions;
use crate::schema::{Filled, JsonObject, Text};
use crate::{model, params, union};

/// The message of a comment.
type Message = Text<4000>;

params! {
    /// The parameters of {@link QiscusClient.postComment}. Specification: "Post comment".
    ///
    /// `type` selects the kind of comment and defaults to `text`. `message` has at most 4,000 characters; it is
    /// required for `text` comments and optional for all others, which require a `payload`. The specification documents
    /// `text` comments only.
    ///
    /// @example
    /// ```ts
    /// import type { PostCommentParams } from "qiscus-wasm";
    ///
    /// const payload = { name: "Domino", address: "Jl. Kaliurang", latitude: -7.75, longitude: 110.4 };
    /// const params: PostCommentParams = { sender_email: "abc@outlook.com", room_id, type: "location", payload };
    /// const { comment } = await qiscus.postComment(params);
    /// comment.type; // => "location"
    /// ```
    pub struct PostCommentParams {
        /// The sender's user id. The sender must be a member of the room.
        pub sender_email: Filled<String>,
        /// The room's id, or its unique id: a number in the specification, a string in later revisions.
        pub room_id: Filled<Id>,
        /// Your own id for the comment. Defaults to a random id.
        pub unique_temp_id: Option<String>,
        /// Whether to disable link previews.
        pub disable_link_preview: Option<bool>,
        /// Custom data to store with the comment.
        pub extras: Option<JsonObject>,
        ..content(message, payload): PostCommentContent,
        example "const from: PostCommentParamsBase = { sender_email: \"abc@outlook.com\", room_id };\n\
                 await qiscus.postComment({ ...from, message: \"Hello\" });",
    }
}

union! {
    not_null;
    /// The type of a comment, its message (at most 4,000 characters) and its payload.
    pub enum PostCommentContent, absent as "text" {
        /// A plain message.
        "text" => Text { message: Message, payload: Option<JsonObject> },
        /// A request to link an account.
        "account_linking" => AccountLinking { message: Option<Message>, payload: AccountLinkingPayload },
        /// A message with buttons.
        "buttons" => Buttons { message: Option<Message>, payload: ButtonsPayload },
        /// The result of a pressed button.
        "button_postback_response" => ButtonPostbackResponse {
            message: Option<Message>, payload: ButtonPostbackResponsePayload
        },
        /// A card: an image with a title, a description and buttons.
        "card" => Card { message: Option<Message>, payload: CardPayload },
        /// A carousel of cards.
        "carousel" => Carousel { message: Option<Message>, payload: CarouselPayload },
        /// A contact.
        "contact_person" => ContactPerson { message: Option<Message>, payload: ContactPersonPayload },
        /// A custom type, defined by your app.
        "custom" => Custom { message: Option<Message>, payload: CustomPayload },
        /// A file.
        "file_attachment" => FileAttachment { message: Option<Message>, payload: FileAttachmentPayload },
        /// A location.
        "location" => Location { message: Option<Message>, payload: LocationPayload },
        /// A reply to another comment.
        "reply" => Reply { message: Option<Message>, payload: ReplyToPayload },
    }
}

model! {
    /// The posted comment. Specification: "Post comment".
    ///
    /// @example
    /// ```ts
    /// const { comment } = await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, message: "Hello" });
    /// comment.username; // => "abc"
    /// ```
    pub struct PostCommentResults {
        /// The comment, as stored by the server.
        pub comment: Comment,
    }
}

endpoint! {
    /// Posts a comment. Specification: "Post comment".
    ///
    /// Every call posts another comment, so a failed request is retried only if it had no effect: it was never sent, or
    /// the server answered 429, or 503 with `Retry-After`. If the call fails, the error's `outcome` states whether the
    /// comment may have been posted. With the option `confirm`, the client checks.
    ///
    /// @throws {@link QiscusError}
    ///
    /// @example
    /// ```ts
    /// const { comment } = await qiscus.postComment(
    ///   { sender_email: "abc@outlook.com", room_id, message: "Hello" },
    ///   { confirm: true }, // if the response is lost, checks whether it was posted
    /// );
    /// comment.message; // => "Hello"
    /// ```
    pub static POST_COMMENT = Post "post_comment" postComment(PostCommentParams) -> PostCommentResults,
    repeat Once, options PostCommentOptions;
}
