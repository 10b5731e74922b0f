//! Why the handlers of webhooks and of a proxy refuse a request: an error with the HTTP status of the answer.

use crate::error::{Code, Error};

/// Why a request is refused, whichever handler got it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal<'a> {
    /// The handler was given something that isn't a `Request`.
    NotARequest {
        /// The name of the handler.
        handler: &'a str,
    },
    /// Somebody else has read the body.
    BodyWasRead {
        /// The name of the handler.
        handler: &'a str,
    },
    /// The body is larger than `maxBytes`.
    TooLarge {
        /// The most bytes accepted.
        max_bytes: u32,
    },
    /// The body ended early.
    BodyIncomplete,
    /// The body is a stream of neither bytes nor strings.
    BodyNotBytes,
    /// The request was not done in time.
    TimedOut {
        /// Milliseconds.
        timeout: u32,
    },
    /// Another HTTP method.
    Method {
        /// The method.
        method: &'a str,
        /// The methods accepted.
        expected: &'a str,
    },
    /// Another content type.
    ContentType {
        /// The type accepted.
        expected: &'a str,
    },
    /// A request that can't be read at all.
    Unreadable,
    /// The caller's own code failed, or took too long.
    NotHandled,
}

impl Refusal<'_> {
    /// The error, with its status.
    pub fn error(self) -> Box<Error> {
        match self {
            Self::NotARequest { handler } => {
                let wrappers = "`nodeHandler` of qiscus-wasm/node, or `lambdaHandler` of qiscus-wasm/lambda";
                refuse(500, Code::InvalidRequest, &format!("`{handler}` got no Request; wrap it in {wrappers}"))
            }
            Self::BodyWasRead { handler } => {
                let fix = format!("give `{handler}` the untouched request, and `request.clone()` to others");
                refuse(500, Code::InvalidRequest, &format!("the body was read before: {fix}"))
            }
            Self::TooLarge { max_bytes } => {
                refuse(413, Code::InvalidRequest, &format!("the body has more than {max_bytes} bytes"))
            }
            Self::BodyIncomplete => refuse(400, Code::Network, "the body could not be read to its end"),
            Self::BodyNotBytes => refuse(
                500,
                Code::InvalidRequest,
                "the body is a stream of other values; pass bytes (`Uint8Array`) or strings",
            ),
            Self::TimedOut { timeout } => refuse(408, Code::Timeout, &format!("not done within {timeout} ms")),
            Self::Method { method, expected } => {
                refuse(405, Code::InvalidRequest, &format!("unsupported method {method}; expected {expected}"))
            }
            Self::ContentType { expected } => {
                refuse(415, Code::InvalidRequest, &format!("unsupported content type; expected {expected}"))
            }
            Self::Unreadable => refuse(500, Code::Internal, "the request could not be read"),
            Self::NotHandled => refuse(500, Code::Internal, "the event was not handled"),
        }
    }
}

/// An error with the status of the answer.
pub(crate) fn refuse(status: u16, code: Code, message: &str) -> Box<Error> {
    let mut error = Error::new(code, message);
    error.status = Some(status);
    error
}

/// What every handler checks of a request before it reads the body: a size that the sender announces.
pub(crate) fn check_length(content_length: Option<&str>, max_bytes: u32) -> Result<(), Box<Error>> {
    let digits = content_length.unwrap_or_default().trim_ascii().trim_start_matches('0');
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    // More digits than a number has are too many, too.
    let is_too_large = !digits.is_empty() && is_number && digits.parse().map_or(true, |length: u32| length > max_bytes);
    if is_too_large { Err(Refusal::TooLarge { max_bytes }.error()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_its_status_and_its_sentence() {
        for (refusal, status, message) in [
            (
                Refusal::NotARequest { handler: "webhookHandler" },
                500,
                "`webhookHandler` got no Request; wrap it in `nodeHandler` of qiscus-wasm/node, or `lambdaHandler` of \
                 qiscus-wasm/lambda",
            ),
            (
                Refusal::BodyWasRead { handler: "proxyHandler" },
                500,
                "the body was read before: give `proxyHandler` the untouched request, and `request.clone()` to others",
            ),
            (Refusal::TooLarge { max_bytes: 1024 }, 413, "the body has more than 1024 bytes"),
            (Refusal::BodyIncomplete, 400, "the body could not be read to its end"),
            (Refusal::BodyNotBytes, 500, "the body is a stream of other values; pass bytes (`Uint8Array`) or strings"),
            (Refusal::TimedOut { timeout: 30 }, 408, "not done within 30 ms"),
            (Refusal::Method { method: "PUT", expected: "POST" }, 405, "unsupported method PUT; expected POST"),
            (
                Refusal::ContentType { expected: "application/json" },
                415,
                "unsupported content type; expected application/json",
            ),
            (Refusal::Unreadable, 500, "the request could not be read"),
            (Refusal::NotHandled, 500, "the event was not handled"),
        ] {
            let error = refusal.error();
            assert_eq!((error.status, &*error.message), (Some(status), message));
        }
    }

    #[test]
    fn an_announced_size_is_refused_before_the_body_is_read() {
        for (length, is_accepted) in [
            (None, true),
            (Some("0"), true),
            (Some("10"), true),
            (Some(" 10 "), true),
            (Some("11"), false),
            (Some("99999999999999999999999"), false),
            (Some("many"), true),
        ] {
            assert_eq!(check_length(length, 10).is_ok(), is_accepted, "{length:?}");
        }
    }
}
