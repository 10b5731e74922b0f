//! Whether a body is a webhook: every issue at once, by its path.

use crate::error::Error;
use crate::model::WebhookEvent;
use crate::schema::{AnyValue, HasSchema, Issue, Kind, Schema, Strength, text_kind, validate as validate_value};

static SCHEMA: Schema = WebhookEvent::SCHEMA;

/// A body as far as the platform could read it.
pub enum Body<V> {
    /// The value of its JSON, or what a framework has made of it.
    Json(V),
    /// A string that isn't JSON: its start is enough.
    Text(String),
    /// Bytes that aren't UTF-8.
    Bytes,
    /// An object that can't be read: a getter throws, or it contains itself.
    Unreadable,
    /// Something that has a body, or will have one, by its name.
    Holder(String),
}

/// What callers take for the body although they have to ask it for that, by the name that JavaScript gives it.
fn holder_issue(name: &str) -> Issue {
    let (what, expected) = match name {
        "request" => ("a Request", "its body: `await request.text()`"),
        "response" => ("a Response", "its body: `await response.text()`"),
        "promise" => ("a Promise", "what it resolves to: `await` is missing"),
        "stream" => ("a stream", "all of its bytes"),
        "node_request" => ("a request of Node.js", "its raw body, or what a framework made of it: `req.body`"),
        "lambda_event" => ("an event of AWS Lambda", "its body: `event.body`"),
        _ => ("a Blob", "its text: `await blob.text()`"),
    };
    Issue::whole("the body", expected, what)
}

/// The event, with the issues of optional fields that were removed from it; or every issue (at most
/// [`crate::schema::MAX_ISSUES`]).
///
/// Unknown keys are preserved. Of duplicate keys the last one counts, as in every JSON parser of JavaScript.
pub fn validate<V: AnyValue>(body: Body<V>, strength: Strength) -> Result<(V, Vec<Issue>), Box<Error>> {
    let issues = match body {
        Body::Json(value) => {
            lift_type(&value);
            let found = validate_value(&value, &SCHEMA, "", strength);
            if found.issues.is_empty() {
                return Ok((value, found.ignored));
            }
            found.issues
        }
        Body::Text(text) => vec![Issue::whole("the body", "JSON", text_kind(&text))],
        Body::Bytes => vec![Issue::whole("the body", "text in UTF-8", "other bytes")],
        Body::Holder(name) => vec![holder_issue(&name)],
        Body::Unreadable => vec![Issue::whole("the body", "JSON", "an object that can't be read")],
    };
    Err(Error::invalid_webhook(issues))
}

/// Deliveries of 2021 have their `type` inside `payload` and nowhere else.
fn lift_type<V: AnyValue>(event: &V) {
    if event.is_object() && event.get("type").is_missing() {
        let r#type = event.get("payload").get("type");
        if r#type.kind() == Kind::String {
            event.set("type", r#type);
        }
    }
}
