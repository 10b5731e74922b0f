//! The one place that judges a reply: its status, its envelope, and whether the results are what the types promise.

use crate::endpoint::Endpoint;
use crate::error::{Code, Error, Outcome};
use crate::prelude::*;
use crate::shape::{AnyValue, Issue, Kind, check, joined, number, text_kind};

/// A reply as it came.
pub struct Reply<V> {
    /// The HTTP status.
    pub status: u16,
    /// How long the server asks to wait, in milliseconds.
    pub retry_after: Option<u32>,
    /// The body as JSON; missing if it isn't.
    pub json: V,
    /// The body as text: looked at only where something is wrong with it.
    pub text: V,
}

/// The results, or what is wrong.
pub fn judge<V: AnyValue>(endpoint: &Endpoint, reply: &Reply<V>) -> Result<V, Box<Error>> {
    let body = &reply.json;
    let mut error = match refusal(reply) {
        Some(status) => refused(status, reply.retry_after, body),
        None if body.kind() == Kind::Missing => not_json(&reply.text.text()),
        None => {
            let issues = check(body, endpoint.reply, "");
            if issues.is_empty() {
                return Ok(body.field("results"));
            }
            Error::invalid_response(issues)
        }
    };
    error.status = error.status.or(Some(reply.status));
    error.set_body(reply.text.text());
    Err(error)
}

/// The status of a reply that isn't success. A gateway may have turned it into 200: then the envelope's own counts.
fn refusal<V: AnyValue>(reply: &Reply<V>) -> Option<u16> {
    if !(200..300).contains(&reply.status) {
        return Some(reply.status);
    }
    let body = &reply.json;
    if !is_object(&body.field("error")) || body.field("results").kind() != Kind::Missing {
        return None;
    }
    match number(&body.field("status").text()) {
        Some(status @ 400..600) => Some(status as u16),
        _ => Some(reply.status),
    }
}

fn is_object<V: AnyValue>(value: &V) -> bool {
    matches!(value.kind(), Kind::Object | Kind::Empty)
}

/// The error for a body that isn't JSON although the status promised results.
fn not_json(text: &str) -> Box<Error> {
    let issue = Issue::whole("the reply", "JSON", text_kind(text));
    let mut error = Error::new(Code::InvalidResponse, &issue.message);
    error.issues = vec![issue];
    error.outcome = Some(Outcome::Unknown);
    error
}

/// The error for a status that isn't success.
fn refused<V: AnyValue>(status: u16, retry_after: Option<u32>, body: &V) -> Box<Error> {
    let (code, what) = match status {
        401 | 403 => (Code::Unauthorized, "the server refused access"),
        404 => (Code::NotFound, "the server found nothing there"),
        429 => (Code::RateLimited, "the server had too many requests"),
        400..500 => (Code::Rejected, "the server rejected the request"),
        500..600 => (Code::ServerError, "the server failed"),
        300..400 => (Code::InvalidResponse, "the server redirects, which is not followed: the secret would go along"),
        _ => (Code::InvalidResponse, "the server answered with neither results nor an error"),
    };
    // A request that timed out, or was too early for a gateway, may have gone through.
    let outcome = match status {
        408 | 425 => Outcome::Unknown,
        400..500 => Outcome::Rejected,
        503 if retry_after.is_some() => Outcome::Rejected,
        _ => Outcome::Unknown,
    };
    let mut error = Error::new(code, what);
    if is_object(body) {
        said(body, &mut error);
    }
    error.outcome = Some(outcome);
    error.status = Some(status);
    error.retry_after = retry_after;
    error
}

/// Adds what the server said: `{"error": {"message", "detailed_messages", "errors"}, "status"}`, or as much of it as is
/// there.
fn said<V: AnyValue>(body: &V, to: &mut Error) {
    let error = body.field("error");
    if is_object(&error) {
        to.api_message = error.field("message").string();
        let (details, fields) = (error.field("detailed_messages"), error.field("errors"));
        if details.kind() == Kind::Array {
            to.detailed_messages = details.item_texts();
        }
        if is_object(&fields) {
            for name in fields.keys() {
                let text = fields.entry(&name).text();
                to.field_errors.push((name, text));
            }
        }
    } else {
        // Gateways in front of the API say `{"error": "…"}` or `{"message": "…"}`.
        to.api_message = error.string().or_else(|| body.field("message").string());
    }
    if let Some(message) = &to.api_message {
        to.message.push_str(": ");
        to.message.push_str(message);
    }
    // The details say more.
    let details = joined(&to.detailed_messages, "; ");
    if !details.is_empty() {
        to.message.push_str(if to.api_message.is_some() { " (" } else { ": (" });
        to.message.push_str(&details);
        to.message.push(')');
    }
}
