//! Parses a response, once for all endpoints: its status, its envelope, and whether the results are what the types promise.

use crate::endpoint::{Endpoint, Repeat};
use crate::error::{Code, Error, Outcome};
use crate::schema::{AnyValue, Issue, Kind, Strength, text_kind, validate};

/// A response as it came.
pub struct Response<V> {
    /// The HTTP status.
    pub status: u16,
    /// How long the server asks to wait, in milliseconds.
    pub retry_after: Option<u32>,
    /// The body as JSON; missing if it isn't.
    pub json: V,
    /// The body as a string: looked at only where something is wrong with it.
    pub text: V,
    /// The most bytes that the body may have, where it has more: then the string is its start.
    pub exceeded: Option<u32>,
}

impl<V: AnyValue> Response<V> {
    /// Whether it looks as if another server than Qiscus had answered, or another path of it.
    pub(super) fn may_be_of_another_server(&self) -> bool {
        let is_page = || self.json.is_missing() && text_kind(&self.text.text()) == "HTML";
        matches!(self.status, 404 | 405) || (self.status == 200 && is_page())
    }
}

/// The results, with the issues of optional fields that were removed from them; or the error.
pub fn parse_response<V: AnyValue>(
    endpoint: &Endpoint,
    response: &Response<V>,
    strength: Strength,
) -> Result<(V, Vec<Issue>), Box<Error>> {
    let body = &response.json;
    let mut error = match unsuccessful(response) {
        Some(status) => refused(status, response.retry_after, body),
        None if body.is_missing() => accepted(endpoint, unreadable(response)),
        None => {
            let found = validate(body, endpoint.response, "", strength);
            if found.issues.is_empty() {
                return Ok((body.get("results"), found.ignored));
            }
            // Without results there is nothing else to say than what the error says.
            match hidden_refusal(response) {
                Some(status) => refused(status, response.retry_after, body),
                None => accepted(endpoint, Error::invalid_response(found.issues)),
            }
        }
    };
    error.status = error.status.or(Some(response.status));
    error.set_body(response.text.text());
    Err(error)
}

/// The error of a response that says success and can't be used: a call that writes had its effect.
pub(super) fn accepted(endpoint: &Endpoint, mut error: Box<Error>) -> Box<Error> {
    if endpoint.repeat != Repeat::Read {
        error.outcome = Some(Outcome::Accepted);
    }
    error
}

/// The status of a response that isn't success.
fn unsuccessful<V: AnyValue>(response: &Response<V>) -> Option<u16> {
    (!(200..300).contains(&response.status)).then_some(response.status)
}

/// The status of an error that a gateway turned into success: then the envelope's own counts.
fn hidden_refusal<V: AnyValue>(response: &Response<V>) -> Option<u16> {
    let body = &response.json;
    if !body.get("results").is_missing() {
        return None;
    }
    match body.get("status").text().parse() {
        Ok(status @ 400..600) => Some(status),
        _ => (!matches!(body.get("error").kind(), Kind::Missing | Kind::Null)).then_some(response.status),
    }
}

/// The error for a body that can't be read although the status promised results.
fn unreadable<V: AnyValue>(response: &Response<V>) -> Box<Error> {
    let issue = match response.exceeded {
        Some(most) => Issue::whole("the response", &format!("at most {most} bytes (`maxResponseBytes`)"), "larger"),
        None => Issue::whole("the response", "JSON", text_kind(&response.text.text())),
    };
    let mut error = Error::new(Code::InvalidResponse, &issue.message);
    error.issues = vec![issue];
    error.outcome = Some(Outcome::Unknown);
    error
}

/// The error for a status that isn't success.
fn refused<V: AnyValue>(status: u16, retry_after: Option<u32>, body: &V) -> Box<Error> {
    let mut error = refusal(status, retry_after);
    if body.is_object() {
        add_details(body, &mut error);
    }
    error
}

/// The same, of a server that says no more.
fn refusal(status: u16, retry_after: Option<u32>) -> Box<Error> {
    let (code, what) = match status {
        401 | 403 => (Code::Unauthorized, "the server refused access"),
        404 => (Code::NotFound, "the server found nothing there"),
        429 => (Code::RateLimited, "rate limited by the server"),
        400..500 => (Code::Rejected, "the server rejected the request"),
        500..600 => (Code::ServerError, "the server failed"),
        300..400 => {
            (Code::InvalidResponse, "the server redirects, which is not followed: the secret would be sent along")
        }
        200..300 => (Code::InvalidResponse, "the server reported an error"),
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
    error.outcome = Some(outcome);
    error.status = Some(status);
    error.retry_after = retry_after;
    error
}

/// Adds the server's own words: `{"error": {"message", "detailed_messages", "errors"}, "status"}`, or as much of it as is
/// there.
fn add_details<V: AnyValue>(body: &V, to: &mut Error) {
    let error = body.get("error");
    if error.is_object() {
        to.api_message = error.get("message").string();
        let (details, fields) = (error.get("detailed_messages"), error.get("errors"));
        match details.kind() {
            Kind::Array => to.detailed_messages = details.item_texts(),
            Kind::String => to.detailed_messages = vec![details.text()],
            _ => {}
        }
        if fields.is_object() {
            let field_errors = fields.keys().into_iter().map(|name| {
                let text = fields.get(&name);
                let text = if text.kind() == Kind::Array { text.item_texts().join("; ") } else { text.text() };
                (name, text)
            });
            to.field_errors = field_errors.collect();
        }
    } else {
        // Gateways in front of the API say `{"error": "…"}` or `{"message": "…"}`.
        to.api_message = error.string().or_else(|| body.get("message").string());
    }
    if let Some(message) = &to.api_message {
        to.message.push_str(": ");
        to.message.push_str(message);
    }
    // The details are more precise.
    if !to.detailed_messages.is_empty() {
        let separator = if to.api_message.is_some() { "" } else { ":" };
        to.message.push_str(&format!("{separator} ({})", to.detailed_messages.join("; ")));
    }
}
