//! `POST /api/v2/rest/post_comment`
//!
//! Posts a comment.

use super::endpoint;
use crate::model::{
    AccountLinkingPayload, ButtonPostbackResponsePayload, ButtonsPayload, CardPayload, CarouselPayload, Comment,
    ContactPersonPayload, CustomPayload, FileAttachmentPayload, Id, LocationPayload, ReplyToPayload,
};
use crate::options::PostCommentOptions;
use crate::prelude::*;
use crate::shape::{JsonObject, Text};
use crate::{model, params, union};

/// A comment's text.
type Message = Text<4000>;

params! {
    /// What {@link QiscusClient.postComment} takes.
    pub struct PostCommentParams {
        /// The email of the user who writes; a member of the room.
        pub sender_email: String,
        /// The room, or its unique id.
        pub room_id: Id,
        /// An id of your own for this comment; made up where you give none.
        pub unique_temp_id: Option<String>,
        /// Whether links are shown without a preview.
        pub disable_link_preview: Option<bool>,
        /// What you want to store with the comment.
        pub extras: Option<JsonObject>,
        ..content(message, payload): PostCommentContent,
    }
}

union! {
    not_null;
    /// The text of a comment (at most 4000 characters), its type, and what that type carries.
    pub enum PostCommentContent, absent as "text" {
        /// Text only.
        "text" => Text { message: Message, payload: Option<JsonObject> },
        /// An invitation to link an account.
        "account_linking" => AccountLinking { message: Option<Message>, payload: AccountLinkingPayload },
        /// A text with buttons.
        "buttons" => Buttons { message: Option<Message>, payload: ButtonsPayload },
        /// What a pressed button answers.
        "button_postback_response" => ButtonPostbackResponse {
            message: Option<Message>, payload: ButtonPostbackResponsePayload
        },
        /// A picture with text and buttons.
        "card" => Card { message: Option<Message>, payload: CardPayload },
        /// Several cards.
        "carousel" => Carousel { message: Option<Message>, payload: CarouselPayload },
        /// A contact.
        "contact_person" => ContactPerson { message: Option<Message>, payload: ContactPersonPayload },
        /// Your own.
        "custom" => Custom { message: Option<Message>, payload: CustomPayload },
        /// A file.
        "file_attachment" => FileAttachment { message: Option<Message>, payload: FileAttachmentPayload },
        /// A place.
        "location" => Location { message: Option<Message>, payload: LocationPayload },
        /// An answer to another comment.
        "reply" => Reply { message: Option<Message>, payload: ReplyToPayload },
    }
}

model! {
    /// The posted comment.
    pub struct PostCommentResults {
        /// The comment as the server stored it.
        pub comment: Comment,
    }
}

endpoint! {
    /// Posts a comment. Specification: "Post comment".
    ///
    /// Every call posts another comment, so a failed call is repeated only where the server surely did nothing. When it
    /// fails, `outcome` on the error says whether the comment may have been posted; with the option `confirm` the client
    /// finds out.
    pub static POST_COMMENT = Post "post_comment" postComment(PostCommentParams) -> PostCommentResults,
    repeat IfNothingHappened, options PostCommentOptions;
}
