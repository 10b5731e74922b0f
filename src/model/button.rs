//! The buttons of comments.

use serde_json::Value;

use crate::prelude::*;
use crate::{literals, model};

model! {
    /// A button.
    pub struct Button {
        /// The text on it.
        pub label: String,
        /// What it does.
        pub r#type as "type": ButtonType,
        /// What is sent as a comment when it is pressed.
        pub postback_text: Option<String>,
        /// Where it leads.
        pub payload: Option<ButtonPayload>,
    }
}

literals! {
    /// What a button does.
    pub enum ButtonType {
        /// It calls an address and posts a comment.
        Postback = "postback",
        /// It opens a page.
        Link = "link",
    }
}

literals! {
    /// The verb of a button's call.
    pub enum ButtonMethod or other {
        /// Without a body.
        Get = "get",
        /// With a body.
        Post = "post",
    }
}

model! {
    /// Where a button leads.
    pub struct ButtonPayload {
        /// The address.
        pub url: String,
        /// The verb; also seen in capitals.
        pub method: Option<ButtonMethod>,
        /// What is sent along.
        pub payload: Option<Value>,
    }
}
