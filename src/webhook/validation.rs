//! Whether a body is a webhook: all that is wrong with it at once, by its path.

use crate::error::Error;
use crate::model::WebhookEvent;
use crate::schema::{AnyValue, HasSchema, Issue, Schema, issues, text_kind};

static SCHEMA: Schema = WebhookEvent::SCHEMA;

/// A body as far as the platform could read it.
pub enum Body<V> {
    /// The value of its JSON, or what a framework had parsed before.
    Json(V),
    /// A text that is no JSON: how it begins is enough.
    Text(String),
    /// Bytes that are no UTF-8.
    Bytes,
    /// An object that can't be read: a getter throws, or it contains itself.
    Unreadable,
}

/// The event, or everything that is wrong with it (at most [`crate::schema::MAX_ISSUES`]).
///
/// Unknown keys survive. Of a key that stands there twice the last one counts, as in every JSON parser of JavaScript.
pub fn validate<V: AnyValue>(body: Body<V>) -> Result<V, Box<Error>> {
    let issues = match body {
        Body::Json(value) => {
            let issues = issues(&value, &SCHEMA, "");
            if issues.is_empty() {
                return Ok(value);
            }
            issues
        }
        Body::Text(text) => vec![Issue::whole("the body", "JSON", text_kind(&text))],
        Body::Bytes => vec![Issue::whole("the body", "text in UTF-8", "other bytes")],
        Body::Unreadable => vec![Issue::whole("the body", "JSON", "an object that can't be read")],
    };
    Err(Error::invalid_webhook(issues))
}
