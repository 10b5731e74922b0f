//! The payload of each comment type. The specification leaves it open ("comment type specific payload"); the fields
//! come from later revisions. A field is required only if the type has no meaning without it.

use serde_json::Value;

use crate::schema::{JsonObject, null_as_empty};
use crate::{model, string_enum};

use super::Id;
use super::button::{Button, ButtonMethod, ButtonPayload, ButtonType};

model! {
    /// The payload of an `account_linking` comment: a request to link an account.
    ///
    /// @example
    /// ```ts
    /// import type { AccountLinkingPayload } from "qiscus-wasm";
    ///
    /// const url = "https://app.example.com/login";
    /// const params = { user_id: 1, topic_id: room_id, button_text: "Log in" };
    /// const payload: AccountLinkingPayload = { text: "Log in to continue", url, redirect_url: `${url}/done`, params };
    /// await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, type: "account_linking", payload });
    /// ```
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
    ///
    /// @example
    /// ```ts
    /// import type { AccountLinkingParams } from "qiscus-wasm";
    ///
    /// const params: AccountLinkingParams = { user_id: 1, topic_id: room_id, button_text: "Log in", view_title: "Login" };
    /// ```
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
    ///
    /// @example
    /// ```ts
    /// import type { ButtonsPayload } from "qiscus-wasm";
    ///
    /// const button = { label: "Yes", type: "postback", postback_text: "Yes, please" } as const;
    /// const payload: ButtonsPayload = { text: "Pizza?", buttons: [button] };
    /// await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, type: "buttons", payload });
    /// ```
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
    ///
    /// @example
    /// ```ts
    /// import type { ButtonPostbackResponsePayload } from "qiscus-wasm";
    ///
    /// const payload: ButtonPostbackResponsePayload = { url: "https://app.example.com/order", method: "post" };
    /// await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, type: "button_postback_response", payload });
    /// ```
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
    ///
    /// @example
    /// ```ts
    /// import type { CardPayload } from "qiscus-wasm";
    ///
    /// const item = { image: "https://app.example.com/pizza.png", title: "Pizza", description: "With basil" };
    /// const payload: CardPayload = { text: "Today", ...item, url: "https://app.example.com/pizza", buttons: [] };
    /// await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, type: "card", payload });
    /// ```
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
    ///
    /// @example
    /// ```ts
    /// import type { CarouselPayload } from "qiscus-wasm";
    ///
    /// const item = { image: "https://app.example.com/pizza.png", title: "Pizza", description: "With basil" };
    /// const payload: CarouselPayload = { cards: [{ ...item, default_action: { type: "postback" }, buttons: [] }] };
    /// await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, type: "carousel", payload });
    /// ```
    pub struct CarouselPayload {
        /// The cards.
        #[serde(deserialize_with = "null_as_empty")]
        pub cards: Vec<CarouselCard>,
    }
}

model! {
    /// A card of a `carousel` comment.
    ///
    /// @example
    /// ```ts
    /// import type { CarouselCard } from "qiscus-wasm";
    ///
    /// const item = { image: "https://app.example.com/pizza.png", title: "Pizza", description: "With basil" };
    /// const payload = { url: "https://app.example.com/pizza" };
    /// const card: CarouselCard = { ...item, default_action: { type: "link", payload }, buttons: [] };
    /// ```
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
    ///
    /// @example
    /// ```ts
    /// import type { CarouselAction } from "qiscus-wasm";
    ///
    /// const open: CarouselAction = { type: "link", payload: { url: "https://app.example.com/pizza" } };
    /// const reply: CarouselAction = { type: "postback", postback_text: "Tell me more" };
    /// ```
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
    ///
    /// @example
    /// ```ts
    /// import type { CustomPayload } from "qiscus-wasm";
    ///
    /// const payload: CustomPayload = { type: "poll", content: { question: "Pizza?", options: ["yes", "no"] } };
    /// await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, type: "custom", payload });
    /// ```
    pub struct CustomPayload {
        /// The name of your custom type.
        pub r#type as "type": String,
        /// The data of your custom type: any JSON value.
        pub content: Option<Value>,
    }
}

model! {
    /// The payload of a `location` comment.
    ///
    /// @example
    /// ```ts
    /// import type { LocationPayload } from "qiscus-wasm";
    ///
    /// const place: LocationPayload = { name: "Domino", address: "Jl. Kaliurang", latitude: -7.75, longitude: 110.4 };
    /// await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, type: "location", payload: place });
    /// ```
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
    ///
    /// @example
    /// ```ts
    /// import type { ContactPersonPayload } from "qiscus-wasm";
    ///
    /// const payload: ContactPersonPayload = { name: "Sari", value: "sari@outlook.com", type: "email" };
    /// await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, type: "contact_person", payload });
    /// ```
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
    ///
    /// @example
    /// ```ts
    /// import type { FileAttachmentPayload } from "qiscus-wasm";
    ///
    /// const payload: FileAttachmentPayload = { url: "https://app.example.com/menu.pdf", file_name: "menu.pdf", pages: 2 };
    /// await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, type: "file_attachment", payload });
    /// ```
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
    ///
    /// @example
    /// ```ts
    /// import type { ReplyToPayload } from "qiscus-wasm";
    ///
    /// const payload: ReplyToPayload = { text: "Fine, thanks", replied_comment_id: comment.id };
    /// await qiscus.postComment({ sender_email: "kotak@outlook.com", room_id, type: "reply", payload });
    /// ```
    pub struct ReplyToPayload {
        /// The message of the reply.
        pub text: String,
        /// The id of the comment to reply to: a number or a string.
        pub replied_comment_id: Id,
    }
}

model! {
    /// The payload of a `reply` comment in a response, including the comment that it replies to.
    ///
    /// @example
    /// ```ts
    /// const payload = { text: "Fine, thanks", replied_comment_id: comment.id };
    /// await qiscus.postComment({ sender_email: "kotak@outlook.com", room_id, type: "reply", payload });
    /// const [reply] = (await qiscus.loadComments({ room_id })).comments;
    /// if (reply?.type === "reply") {
    ///   reply.payload?.replied_comment_message; // => "Hello"
    /// }
    /// ```
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
    ///
    /// @example
    /// ```ts
    /// import type { SystemEventPayload } from "qiscus-wasm";
    ///
    /// const describe = ({ type, subject_username, object_username }: SystemEventPayload) =>
    ///   type === "add_member" ? `${subject_username} added ${object_username}` : type;
    /// describe({ type: "add_member", subject_username: "abc", object_username: "kotak" }); // => "abc added kotak"
    /// ```
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
