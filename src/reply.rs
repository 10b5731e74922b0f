//! The one place that judges a reply: its status, its envelope, and whether the results are what the types promise.

use crate::endpoint::Endpoint;
use crate::error::{Code, Error, Outcome};
use crate::shape::{Issue, Kind, Values, check, concat, joined};

/// A reply as it came.
pub struct Reply<V> {
    /// The HTTP status.
    pub status: u16,
    /// How long the server asks to wait, in milliseconds.
    pub retry_after: Option<u32>,
    /// The body as JSON, if it is.
    pub json: Option<V>,
    /// The body as text: asked for only where something is wrong with it.
    pub text: Box<dyn Fn() -> String>,
}

/// The results, or what is wrong.
pub fn judge<V: Values>(endpoint: &Endpoint, reply: &Reply<V>) -> Result<V, Box<Error>> {
    let mut error = match &reply.json {
        json if !(200..300).contains(&reply.status) => refused(reply.status, reply.retry_after, json.as_ref()),
        None => not_json(&(reply.text)()),
        // A gateway may have turned the status into 200: the envelope's own counts.
        Some(body) if is_object(&body.field("error")) && body.field("results").kind() == Kind::Missing => {
            let status = body.field("status").text().parse().ok().filter(|status| (400..600).contains(status));
            refused(status.unwrap_or(reply.status), reply.retry_after, Some(body))
        }
        Some(body) => match check(body, endpoint.reply, "") {
            issues if issues.is_empty() => return Ok(body.field("results")),
            issues => Error::invalid_response(issues),
        },
    };
    error.status = error.status.or(Some(reply.status));
    error.set_body((reply.text)());
    Err(error)
}

fn is_object<V: Values>(value: &V) -> bool {
    matches!(value.kind(), Kind::Object | Kind::Empty)
}

/// The error for a body that isn't JSON although the status promised results.
fn not_json(text: &str) -> Box<Error> {
    let start = text.trim_start();
    let received = if start.is_empty() {
        "empty"
    } else if start.starts_with('<') {
        "HTML"
    } else if start.starts_with(['{', '[']) {
        "broken JSON"
    } else {
        "text"
    };
    let message = concat(&["the reply is ", received, ", expected JSON"]);
    let mut error = Error::new(Code::InvalidResponse, &message);
    error.issues =
        vec![Issue { path: String::new(), expected: "JSON".to_owned(), received: received.to_owned(), message }];
    error.outcome = Some(Outcome::Unknown);
    error
}

/// The error for a status that isn't success.
fn refused<V: Values>(status: u16, retry_after: Option<u32>, body: Option<&V>) -> Box<Error> {
    let (code, what) = match status {
        401 | 403 => (Code::Unauthorized, "the server refused access"),
        404 => (Code::NotFound, "the server found nothing there"),
        429 => (Code::RateLimited, "the server had too many requests"),
        400..500 => (Code::Rejected, "the server rejected the request"),
        500..600 => (Code::ServerError, "the server failed"),
        _ => (Code::InvalidResponse, "the server answered with neither results nor an error"),
    };
    // A request that timed out, or was too early for a gateway, may have gone through.
    let outcome = match status {
        408 | 425 => Outcome::Unknown,
        400..500 => Outcome::Rejected,
        503 if retry_after.is_some() => Outcome::Rejected,
        _ => Outcome::Unknown,
    };
    let said = body.map(Said::of).unwrap_or_default();
    let mut error = Error::new(code, what);
    said.append_to(&mut error.message);
    error.outcome = Some(outcome);
    error.status = Some(status);
    error.retry_after = retry_after;
    error.api_message = said.message;
    error.detailed_messages = said.details;
    error.field_errors = said.fields;
    error
}

/// What the server said of an error: `{"error": {"message", "detailed_messages", "errors"}, "status"}`, or as much of it
/// as is there.
#[derive(Default)]
struct Said {
    message: Option<String>,
    details: Vec<String>,
    fields: Vec<(String, String)>,
}

impl Said {
    fn of<V: Values>(body: &V) -> Self {
        if !is_object(body) {
            return Self::default();
        }
        let error = body.field("error");
        if !is_object(&error) {
            // Gateways in front of the API say `{"error": "…"}` or `{"message": "…"}`.
            return Self { message: error.string().or_else(|| body.field("message").string()), ..Self::default() };
        }
        let (details, fields) = (error.field("detailed_messages"), error.field("errors"));
        Self {
            message: error.field("message").string(),
            details: if details.kind() == Kind::Array {
                details.each_item().iter().map(V::text).collect()
            } else {
                Vec::new()
            },
            fields: if is_object(&fields) {
                fields
                    .keys()
                    .into_iter()
                    .map(|name| (fields.field(&name).text(), name))
                    .map(|(text, name)| (name, text))
                    .collect()
            } else {
                Vec::new()
            },
        }
    }

    /// The message, and the details, which say more.
    fn append_to(&self, text: &mut String) {
        if let Some(message) = &self.message {
            text.push_str(": ");
            text.push_str(message);
        }
        let details = joined(&self.details, "; ");
        if !details.is_empty() {
            text.push_str(if self.message.is_some() { " (" } else { ": (" });
            text.push_str(&details);
            text.push(')');
        }
    }
}
