//! The events that a client emits during a call, for logs and metrics. They hold no secrets, parameters or contents.

use crate::error::Code;
use crate::output::Output;
use crate::schema::Issue;
use crate::{params, string_enum};

params! {
    /// An event of a call, passed to `onEvent`: for logs and metrics. It holds no secrets, parameters or contents.
    ///
    /// @example
    /// ```ts
    /// import { QiscusClient, type ClientEvent } from "qiscus-wasm";
    ///
    /// const onEvent = ({ type, endpoint, status, duration }: ClientEvent) => {
    ///   if (type === "response") console.log(`${endpoint}: ${status} after ${duration} ms`);
    /// };
    /// const qiscus = new QiscusClient({ appId, secretKey, onEvent });
    /// await qiscus.loadComments({ room_id });
    /// ```
    pub struct ClientEvent {
        /// The kind of event.
        pub r#type as "type": ClientEventType,
        /// The name of the endpoint, such as `post_comment`.
        pub endpoint: String,
        /// The HTTP method: `GET` or `POST`.
        pub method: String,
        /// The path of the request, without the query.
        pub path: String,
        /// The number of the request within the call, starting at 1.
        pub attempt: u32,
        /// The HTTP status, if there was a response.
        pub status: Option<u32>,
        /// The time since the request was sent, in milliseconds, including reading the body.
        pub duration: Option<u32>,
        /// The wait before the retry, in milliseconds.
        pub delay: Option<u32>,
        /// The error code behind a retry or a failure.
        pub code: Option<Code>,
        /// Why optional fields were left out of the results.
        pub issues: Option<Vec<Issue>>,
    }
}

string_enum! {
    /// The kind of a client event.
    pub enum ClientEventType {
        /// A request is about to be sent.
        Request = "request",
        /// A valid response arrived.
        Response = "response",
        /// A request failed and will be retried or, with `confirm`, the comment will be looked up.
        Retry = "retry",
        /// Optional fields of a response had an unexpected form, and were left out of the results.
        Ignored = "ignored",
        /// The call failed.
        Failure = "failure",
    }
}

impl From<&ClientEvent> for Output {
    fn from(event: &ClientEvent) -> Self {
        Output::object(vec![
            ("type", Some(event.r#type.as_str().into())),
            ("endpoint", Some((&event.endpoint).into())),
            ("method", Some((&event.method).into())),
            ("path", Some((&event.path).into())),
            ("attempt", Some(event.attempt.into())),
            ("status", event.status.map(Output::from)),
            ("duration", event.duration.map(Output::from)),
            ("delay", event.delay.map(Output::from)),
            ("code", event.code.as_ref().map(|code| code.as_str().into())),
            ("issues", event.issues.as_deref().and_then(Output::list)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn an_event_leaves_with_what_is_known() {
        let event = ClientEvent {
            r#type: ClientEventType::Retry,
            endpoint: "post_comment".to_owned(),
            method: "POST".to_owned(),
            path: "/api".to_owned(),
            attempt: 1,
            status: None,
            duration: Some(12),
            delay: Some(0),
            code: Some(Code::Network),
            issues: None,
        };
        let json: Value = serde_json::to_value(Output::from(&event)).unwrap();
        assert_eq!(
            json,
            json!({
                "type": "retry", "endpoint": "post_comment", "method": "POST", "path": "/api", "attempt": 1.0,
                "duration": 12.0, "delay": 0.0, "code": "network",
            })
        );
    }
}
