//! The payload of each comment type. The specification leaves it open ("comment type specific payload"); the fields
//! come from later revisions. A field is required only if the type has no meaning without it.

use serde_json::Value;

use crate::schema::{JsonObject, null_as_empty};
use crate::{model, string_enum};

use super::Id;
use super::button::{Button, ButtonMethod, ButtonPayload, ButtonType};

model! {
    /// The payload of an `account_linking` comment: a request to link an account.
    pub struct AccountLinkingPayload {
        /// The message above the button.
        pub text: String,
        /// The URL that the button opens.
        pub url: String,
        /// The URL to go to once the account is linked.
        pub redirect_url: String,
        /// The parameters for the linking page.
        pub params: AccountLinkingParams,
    }
}

model! {
    /// The parameters of an account linking page.
    pub struct AccountLinkingParams {
        /// The user's id: a number or a string.
        pub user_id: Id,
        /// The id of the room's topic: a number or a string.
        pub topic_id: Id,
        /// The label of the button.
        pub button_text: Option<String>,
        /// The title of the view that shows the page.
        pub view_title: Option<String>,
        /// The message to show on success.
        pub success_message: Option<String>,
    }
}

model! {
    /// The payload of a `buttons` comment: a message with buttons.
    pub struct ButtonsPayload {
        /// The message above the buttons.
        pub text: String,
        /// The buttons.
        #[serde(deserialize_with = "null_as_empty")]
        pub buttons: Vec<Button>,
    }
}

model! {
    /// The payload of a `button_postback_response` comment: the request of a pressed button.
    /// Received ones may instead hold the button's own payload: any JSON object.
    pub struct ButtonPostbackResponsePayload {
        /// The URL of the request.
        pub url: String,
        /// The HTTP method, in lower or upper case (`get`, `GET`, `post`).
        pub method: ButtonMethod,
        /// The data of the request: any JSON value, or `null`.
        pub payload: Option<Value>,
    }
}

model! {
    /// The payload of a `card` comment: an image with a title, a description and buttons.
    pub struct CardPayload {
        /// The message above the card.
        pub text: String,
        /// The URL of the image.
        pub image: String,
        /// The title of the card.
        pub title: String,
        /// The description below the title.
        pub description: String,
        /// The URL that the card opens.
        pub url: String,
        /// The buttons.
        #[serde(deserialize_with = "null_as_empty")]
        pub buttons: Vec<Button>,
    }
}

model! {
    /// The payload of a `carousel` comment: several cards.
    pub struct CarouselPayload {
        /// The cards.
        #[serde(deserialize_with = "null_as_empty")]
        pub cards: Vec<CarouselCard>,
    }
}

model! {
    /// A card of a `carousel` comment.
    pub struct CarouselCard {
        /// The URL of the image.
        pub image: String,
        /// The title of the card.
        pub title: String,
        /// The description below the title.
        pub description: String,
        /// The action when the card itself is pressed.
        pub default_action: CarouselAction,
        /// The buttons.
        #[serde(deserialize_with = "null_as_empty")]
        pub buttons: Vec<Button>,
    }
}

model! {
    /// The action when a card of a `carousel` comment is pressed.
    pub struct CarouselAction {
        /// The kind of action: `postback` or `link`.
        pub r#type as "type": ButtonType,
        /// The message that is posted as a comment.
        pub postback_text: Option<String>,
        /// The target of the action.
        pub payload: Option<ButtonPayload>,
    }
}

model! {
    /// The payload of a `custom` comment, defined by your app.
    pub struct CustomPayload {
        /// The name of your custom type.
        pub r#type as "type": String,
        /// The data of your custom type: any JSON value.
        pub content: Option<Value>,
    }
}

model! {
    /// The payload of a `location` comment.
    pub struct LocationPayload {
        /// The name of the location.
        pub name: String,
        /// The street address.
        pub address: String,
        /// The latitude in degrees, positive to the north. Some clients write a string.
        pub latitude: f64,
        /// The longitude in degrees, positive to the east. Some clients write a string.
        pub longitude: f64,
        /// The URL of a map.
        pub map_url: Option<String>,
    }
}

model! {
    /// The payload of a `contact_person` comment.
    pub struct ContactPersonPayload {
        /// The name of the contact.
        pub name: String,
        /// The phone number or e-mail address, depending on `type`.
        pub value: String,
        /// The kind of `value`: `phone` or `email`. Absent or empty means `phone`.
        pub r#type as "type": Option<ContactType>,
    }
}

string_enum! {
    /// The kind of a contact's value.
    pub enum ContactType or other {
        /// A phone number.
        Phone = "phone",
        /// An e-mail address.
        Email = "email",
    }
}

model! {
    /// The payload of a `file_attachment` comment.
    pub struct FileAttachmentPayload {
        /// The URL of the file.
        pub url: String,
        /// The caption below the file.
        pub caption: Option<String>,
        /// The file's name.
        pub file_name: Option<String>,
        /// The file's size in bytes.
        pub size: Option<f64>,
        /// The number of pages, for a document.
        pub pages: Option<f64>,
        /// The key to decrypt the file. Sent by later revisions only.
        pub encryption_key: Option<String>,
    }
}

model! {
    /// The payload of a `reply` comment in a request. A received one is a {@link ReplyPayload}.
    pub struct ReplyToPayload {
        /// The message of the reply.
        pub text: String,
        /// The id of the comment to reply to: a number or a string.
        pub replied_comment_id: Id,
    }
}

model! {
    /// The payload of a `reply` comment in a response, including the comment that it replies to.
    pub struct ReplyPayload {
        /// The message of the reply.
        pub text: String,
        /// The id of the original comment: a number or a string.
        pub replied_comment_id: Id,
        /// The type of the original comment.
        pub replied_comment_type: Option<String>,
        /// The message of the original comment.
        pub replied_comment_message: Option<String>,
        /// The payload of the original comment.
        pub replied_comment_payload: Option<Value>,
        /// The display name of the original comment's author.
        pub replied_comment_sender_username: Option<String>,
        /// The user id of the original comment's author.
        pub replied_comment_sender_email: Option<String>,
        /// Whether the original comment was deleted.
        pub replied_comment_is_deleted: Option<bool>,
    }
}

model! {
    /// The payload of a `system_event` comment: a change to a room. `type` determines which fields are present.
    pub struct SystemEventPayload {
        /// The kind of event.
        pub r#type as "type": SystemEventType,
        /// The user id of the user who caused the event.
        pub subject_email: Option<String>,
        /// The display name of the user who caused the event.
        pub subject_username: Option<String>,
        /// The user id of the affected user.
        pub object_email: Option<String>,
        /// The display name of the affected user.
        pub object_username: Option<String>,
        /// The room's name.
        pub room_name: Option<String>,
        /// The data of a custom event.
        pub payload: Option<JsonObject>,
    }
}

string_enum! {
    /// The kind of a system event.
    pub enum SystemEventType or other {
        /// The room was created.
        CreateRoom = "create_room",
        /// A user added another user.
        AddMember = "add_member",
        /// A user joined.
        JoinRoom = "join_room",
        /// A user removed another user.
        RemoveMember = "remove_member",
        /// A user left.
        LeftRoom = "left_room",
        /// The room's name changed.
        ChangeRoomName = "change_room_name",
        /// The room's avatar changed.
        ChangeRoomAvatar = "change_room_avatar",
        /// A custom event, defined by your app.
        Custom = "custom",
    }
}
