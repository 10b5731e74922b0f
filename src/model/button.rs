//! The buttons of `buttons`, `card` and `carousel` comments. They are not in the specification of 2017.

use serde_json::Value;

use crate::{model, string_enum};

model! {
    /// A button of a `buttons`, `card` or `carousel` comment.
    ///
    /// @example
    /// ```ts
    /// import type { Button } from "qiscus-wasm";
    ///
    /// const reply: Button = { label: "Yes", type: "postback", postback_text: "Yes, please" };
    /// const link: Button = { label: "Menu", type: "link", payload: { url: "https://app.example.com/menu" } };
    /// const payload = { text: "Pizza?", buttons: [reply, link] };
    /// await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, type: "buttons", payload });
    /// ```
    pub struct Button {
        /// The label of the button.
        pub label: String,
        /// The action of the button: `postback` or `link`.
        pub r#type as "type": ButtonType,
        /// The message that is posted as a comment when the button is pressed.
        pub postback_text: Option<String>,
        /// The target of the action.
        pub payload: Option<ButtonPayload>,
    }
}

string_enum! {
    /// The action of a button.
    pub enum ButtonType {
        /// Calls a URL and posts a comment.
        Postback = "postback",
        /// Opens a URL.
        Link = "link",
    }
}

string_enum! {
    /// The HTTP method of a button's request. `get`, `GET` and `post` are known.
    pub enum ButtonMethod or other {
        /// A request without a body.
        Get = "get",
        /// A request with a body.
        Post = "post",
    }
}

model! {
    /// The target of a button.
    ///
    /// @example
    /// ```ts
    /// import type { Button, ButtonPayload } from "qiscus-wasm";
    ///
    /// const order: ButtonPayload = { url: "https://app.example.com/order", method: "post", payload: { size: "L" } };
    /// const button: Button = { label: "Order", type: "postback", payload: order };
    /// ```
    pub struct ButtonPayload {
        /// The URL to call or to open.
        pub url: String,
        /// The HTTP method, in lower or upper case (`get`, `GET`, `post`).
        pub method: Option<ButtonMethod>,
        /// The data to send with the request: any JSON value.
        pub payload: Option<Value>,
    }
}
