//! What the types of a comment carry. Every field that may be left out is optional; those that make the type what it is
//! are not.

use serde_json::Value;

use crate::prelude::*;
use crate::shape::{JsonObject, null_as_empty};
use crate::{literals, model};

use super::Id;
use super::button::{Button, ButtonMethod, ButtonPayload, ButtonType};

model! {
    /// An invitation to link an account.
    pub struct AccountLinkingPayload {
        /// The text above the button.
        pub text: String,
        /// The page to open.
        pub url: String,
        /// Where that page leads to.
        pub redirect_url: String,
        /// What the page is given.
        pub params: AccountLinkingParams,
    }
}

model! {
    /// What the page of an account linking is given.
    pub struct AccountLinkingParams {
        /// The user.
        pub user_id: Id,
        /// The room's topic.
        pub topic_id: Id,
        /// The text on the button.
        pub button_text: Option<String>,
        /// The title of the page's view.
        pub view_title: Option<String>,
        /// What is shown when it worked.
        pub success_message: Option<String>,
    }
}

model! {
    /// A text with buttons.
    pub struct ButtonsPayload {
        /// The text above the buttons.
        pub text: String,
        /// The buttons.
        #[serde(deserialize_with = "null_as_empty")]
        pub buttons: Vec<Button>,
    }
}

model! {
    /// What a pressed button answered.
    pub struct ButtonPostbackResponsePayload {
        /// The address that was called.
        pub url: String,
        /// The verb; also seen in capitals.
        pub method: ButtonMethod,
        /// What was sent along.
        pub payload: Option<Value>,
    }
}

model! {
    /// A picture with text and buttons.
    pub struct CardPayload {
        /// The text above the card.
        pub text: String,
        /// The address of the picture.
        pub image: String,
        /// The headline.
        pub title: String,
        /// The text below it.
        pub description: String,
        /// The page that the card opens.
        pub url: String,
        /// The buttons.
        #[serde(deserialize_with = "null_as_empty")]
        pub buttons: Vec<Button>,
    }
}

model! {
    /// Several cards.
    pub struct CarouselPayload {
        /// The cards.
        #[serde(deserialize_with = "null_as_empty")]
        pub cards: Vec<CarouselCard>,
    }
}

model! {
    /// One card of a carousel.
    pub struct CarouselCard {
        /// The address of the picture.
        pub image: String,
        /// The headline.
        pub title: String,
        /// The text below it.
        pub description: String,
        /// What a press on the card does.
        pub default_action: CarouselAction,
        /// The buttons.
        #[serde(deserialize_with = "null_as_empty")]
        pub buttons: Vec<Button>,
    }
}

model! {
    /// What a press on a card of a carousel does.
    pub struct CarouselAction {
        /// What it does.
        pub r#type as "type": ButtonType,
        /// What is sent as a comment.
        pub postback_text: Option<String>,
        /// Where it leads.
        pub payload: Option<ButtonPayload>,
    }
}

model! {
    /// Your own kind of comment.
    pub struct CustomPayload {
        /// The name of your kind.
        pub r#type as "type": String,
        /// What it carries.
        pub content: Option<Value>,
    }
}

model! {
    /// A place.
    pub struct LocationPayload {
        /// The name.
        pub name: String,
        /// The address.
        pub address: String,
        /// Degrees north.
        pub latitude: f64,
        /// Degrees east.
        pub longitude: f64,
        /// A page with a map.
        pub map_url: Option<String>,
    }
}

model! {
    /// A contact.
    pub struct ContactPersonPayload {
        /// The name.
        pub name: String,
        /// The telephone number or the e-mail address.
        pub value: String,
        /// Which of them; a telephone number where it is absent or empty.
        pub r#type as "type": Option<ContactType>,
    }
}

literals! {
    /// What a contact's value is.
    pub enum ContactType or other {
        /// A telephone number.
        Phone = "phone",
        /// An e-mail address.
        Email = "email",
    }
}

model! {
    /// A file.
    pub struct FileAttachmentPayload {
        /// The address of the file.
        pub url: String,
        /// A text below it.
        pub caption: Option<String>,
        /// The file's name.
        pub file_name: Option<String>,
        /// Bytes.
        pub size: Option<f64>,
        /// Pages, of a document.
        pub pages: Option<f64>,
        /// The key that the file was encrypted with.
        pub encryption_key: Option<String>,
    }
}

model! {
    /// An answer to another comment, as it is sent.
    pub struct ReplyToPayload {
        /// The text of the answer.
        pub text: String,
        /// The comment that it answers.
        pub replied_comment_id: Id,
    }
}

model! {
    /// An answer to another comment, as it is received: with what the other comment said.
    pub struct ReplyPayload {
        /// The text of the answer.
        pub text: String,
        /// The comment that it answers.
        pub replied_comment_id: Id,
        /// That comment's type.
        pub replied_comment_type: Option<String>,
        /// That comment's text.
        pub replied_comment_message: Option<String>,
        /// What that comment carries.
        pub replied_comment_payload: Option<Value>,
        /// The name of who wrote it.
        pub replied_comment_sender_username: Option<String>,
        /// Who wrote it.
        pub replied_comment_sender_email: Option<String>,
        /// Whether it was deleted.
        pub replied_comment_is_deleted: Option<bool>,
    }
}

model! {
    /// Something that happened to a room. Who did what to whom depends on `type`.
    pub struct SystemEventPayload {
        /// What happened.
        pub r#type as "type": SystemEventType,
        /// Who did it.
        pub subject_email: Option<String>,
        /// The name of who did it.
        pub subject_username: Option<String>,
        /// To whom.
        pub object_email: Option<String>,
        /// The name of to whom.
        pub object_username: Option<String>,
        /// The room's name.
        pub room_name: Option<String>,
        /// What a custom event carries.
        pub payload: Option<JsonObject>,
    }
}

literals! {
    /// What happened to a room.
    pub enum SystemEventType or other {
        /// It was created.
        CreateRoom = "create_room",
        /// Somebody added somebody.
        AddMember = "add_member",
        /// Somebody joined.
        JoinRoom = "join_room",
        /// Somebody removed somebody.
        RemoveMember = "remove_member",
        /// Somebody left.
        LeftRoom = "left_room",
        /// It got another name.
        ChangeRoomName = "change_room_name",
        /// It got another picture.
        ChangeRoomAvatar = "change_room_avatar",
        /// Your own.
        Custom = "custom",
    }
}
