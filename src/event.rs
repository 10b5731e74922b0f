//! What a client tells of its calls while it makes them, for logs and metrics: no secret, no parameter, no content.

use crate::error::Code;
use crate::prelude::*;
use crate::{literals, params};

params! {
    /// Something that a client did, for logs and metrics. Without secrets, parameters or contents.
    pub struct ClientEvent {
        /// What it did.
        pub r#type as "type": ClientEventType,
        /// The endpoint, by the name in its path.
        pub endpoint: String,
        /// The verb.
        pub method: String,
        /// The path, without the query.
        pub path: String,
        /// Which request of the call it is, from 1 on.
        pub attempt: u32,
        /// The HTTP status, if a reply came.
        pub status: Option<u32>,
        /// Milliseconds from the sending of the request to here, the reading of the body included.
        pub duration: Option<f64>,
        /// Milliseconds to wait before a retry.
        pub delay: Option<u32>,
        /// Why a request is sent again, or a call failed.
        pub code: Option<Code>,
    }
}

literals! {
    /// What a client did.
    pub enum ClientEventType {
        /// A request is sent.
        Request = "request",
        /// A reply came, and is what the types promise.
        Response = "response",
        /// A request failed, and is sent again, or with `confirm` looked up.
        Retry = "retry",
        /// A call failed.
        Failure = "failure",
    }
}
