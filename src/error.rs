//! The one error: its codes, its fields, its text.

use crate::endpoint::Endpoint;
use crate::output::Output;
use crate::redact::Redactor;
use crate::schema::{Issue, MAX_ISSUES};

/// The most bytes of a reply that an error carries.
pub const MAX_BODY: usize = 64 * 1024;

/// How many issues the message itself names; all of them are in `issues`.
const ISSUES_IN_MESSAGE: usize = 8;

crate::string_enum! {
    /// The code of an error: what went wrong, for programs.
    pub enum Code {
        /// The options of a client or handler are invalid.
        InvalidOptions = "invalid_options",
        /// The parameters or options of a call are invalid; nothing was sent.
        InvalidRequest = "invalid_request",
        /// The server answered 401 or 403.
        Unauthorized = "unauthorized",
        /// The server answered 404.
        NotFound = "not_found",
        /// The server answered 429.
        RateLimited = "rate_limited",
        /// The server answered with another 4xx status.
        Rejected = "rejected",
        /// The server answered with a 5xx status.
        ServerError = "server_error",
        /// The request failed without a response.
        Network = "network",
        /// The call's `timeout` has passed.
        Timeout = "timeout",
        /// The caller's `signal` aborted the call.
        Aborted = "aborted",
        /// The response doesn't match the documented types.
        InvalidResponse = "invalid_response",
        /// The webhook doesn't match the documented types.
        InvalidWebhook = "invalid_webhook",
        /// The webhook's signature is wrong, missing or can't be verified.
        InvalidSignature = "invalid_signature",
        /// A bug in this package, or a failure to start it.
        Internal = "internal",
    }
}

crate::string_enum! {
    /// Whether a failed call may have taken effect.
    pub enum Outcome {
        /// The request was never sent.
        NotSent = "not_sent",
        /// The server reported that it did nothing.
        Rejected = "rejected",
        /// The server answered with success, but the response can't be used. Never repeat the call.
        Accepted = "accepted",
        /// The call may or may not have taken effect.
        Unknown = "unknown",
    }
}

/// What a failed call tells. Becomes a `QiscusError`, with these names in camelCase; what is empty is left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Error {
    /// What went wrong, for programs.
    pub code: Code,
    /// What went wrong, then where, for humans.
    pub message: String,
    /// Whether the call may have taken effect.
    pub outcome: Option<Outcome>,
    /// The name of the endpoint, such as `post_comment`.
    pub endpoint: Option<String>,
    /// The HTTP status of the response.
    pub status: Option<u16>,
    /// The number of requests sent.
    pub attempts: Option<u32>,
    /// The wait that the server requested, in milliseconds.
    pub retry_after: Option<u32>,
    /// The error message from the server.
    pub api_message: Option<String>,
    /// The server's `detailed_messages`, one per problem.
    pub detailed_messages: Vec<String>,
    /// The server's `errors`: a parameter's name and its message.
    pub field_errors: Vec<(String, String)>,
    /// The validation issues, each with its path.
    pub issues: Vec<Issue>,
    /// The response body, truncated to [`MAX_BODY`] bytes.
    pub body: Option<String>,
    /// The `unique_temp_id` of the comment that was to be posted.
    pub unique_temp_id: Option<String>,
}

impl Error {
    /// An error with nothing but its code and text. Boxed, as it is rare and large.
    pub fn new(code: Code, message: &str) -> Box<Self> {
        Box::new(Self {
            code,
            message: message.to_owned(),
            outcome: None,
            endpoint: None,
            status: None,
            attempts: None,
            retry_after: None,
            api_message: None,
            detailed_messages: Vec::new(),
            field_errors: Vec::new(),
            issues: Vec::new(),
            body: None,
            unique_temp_id: None,
        })
    }

    /// The client's options are wrong.
    pub fn invalid_options(issues: Vec<Issue>) -> Box<Self> {
        Self::of_issues(Code::InvalidOptions, "invalid options", issues)
    }

    /// A call's parameters or options are wrong; nothing was sent.
    pub fn invalid_request(endpoint: &Endpoint, issues: Vec<Issue>) -> Box<Self> {
        let mut error = Self::invalid_parameters(issues);
        error.outcome = Some(Outcome::NotSent);
        error.locate(endpoint, 0);
        error
    }

    /// Parameters of no call in particular are wrong.
    pub fn invalid_parameters(issues: Vec<Issue>) -> Box<Self> {
        Self::of_issues(Code::InvalidRequest, "invalid parameters", issues)
    }

    /// A reply isn't what the types promise.
    pub fn invalid_response(issues: Vec<Issue>) -> Box<Self> {
        let mut error = Self::of_issues(Code::InvalidResponse, "unexpected response", issues);
        error.outcome = Some(Outcome::Unknown);
        error
    }

    /// A webhook isn't what the types promise.
    pub fn invalid_webhook(issues: Vec<Issue>) -> Box<Self> {
        Self::of_issues(Code::InvalidWebhook, "invalid webhook", issues)
    }

    /// A webhook isn't signed with one of the keys, or can't be verified.
    pub fn invalid_signature(issues: Vec<Issue>) -> Box<Self> {
        Self::of_issues(Code::InvalidSignature, "invalid signature", issues)
    }

    /// The issues may come from several places, each of which lists as many as it may.
    fn of_issues(code: Code, what: &str, mut issues: Vec<Issue>) -> Box<Self> {
        issues.truncate(MAX_ISSUES);
        let shown: Vec<String> = issues.iter().take(ISSUES_IN_MESSAGE).map(|issue| issue.message.clone()).collect();
        let mut error = Self::new(code, &format!("{what}: {}", shown.join("; ")));
        if let Some(more @ 1..) = issues.len().checked_sub(ISSUES_IN_MESSAGE) {
            error.message.push_str(&format!("; and {more} more"));
        }
        error.issues = issues;
        error
    }

    /// Adds the response's text, cut to [`MAX_BODY`] bytes at a character's boundary.
    pub fn set_body(&mut self, mut text: String) {
        text.truncate(text.floor_char_boundary(MAX_BODY));
        self.body = Some(text);
    }

    /// Adds where it happened: to the message, and as `endpoint` and `attempts`.
    pub fn locate(&mut self, endpoint: &Endpoint, attempts: u32) {
        let status = self.status.map(|status| format!(" (status {status})")).unwrap_or_default();
        self.message.push_str(&format!(", in {}{status}", endpoint.name));
        self.endpoint = Some(endpoint.name.to_string());
        self.attempts = Some(attempts);
    }

    /// Takes a secret out of everything that a server or a platform said, and shortens a message that fits no log.
    pub fn redact(&mut self, redactor: &Redactor) {
        let clean = |text: &mut String| *text = redactor.redact(text);
        let clean_sentence = |text: &mut String| *text = redactor.redact_sentence(text);
        clean_sentence(&mut self.message);
        self.api_message.as_mut().map(clean);
        self.detailed_messages.iter_mut().for_each(clean);
        self.field_errors.iter_mut().flat_map(|(name, text)| [name, text]).for_each(clean);
        for Issue { path, expected, received, message } in &mut self.issues {
            [path, expected, received, message].into_iter().for_each(clean_sentence);
        }
        self.body.as_mut().map(clean);
        if let (Some(start), Some(end)) = (
            self.message.get(..self.message.floor_char_boundary(SHOWN_START)),
            self.message.get(self.message.ceil_char_boundary(self.message.len().saturating_sub(SHOWN_END))..),
        ) && self.message.len() > SHOWN_START + SHOWN_END
        {
            self.message = format!("{start} … {end}");
        }
    }
}

/// The bytes shown of the start of a message that is longer than both together; all of it is in `api_message` and the like.
const SHOWN_START: usize = 2000;
/// The bytes shown of its end, which has the endpoint and the status.
const SHOWN_END: usize = 1000;

impl From<&Error> for Output {
    fn from(error: &Error) -> Self {
        let text = |text: &Option<String>| text.as_ref().map(Output::from);
        let field_errors = error.field_errors.iter().map(|(name, text)| (name.clone().into(), text.into()));
        Output::object(vec![
            ("code", Some(error.code.as_str().into())),
            ("outcome", error.outcome.as_ref().map(|outcome| outcome.as_str().into())),
            ("endpoint", text(&error.endpoint)),
            ("status", error.status.map(|status| u32::from(status).into())),
            ("attempts", error.attempts.map(Output::from)),
            ("retryAfter", error.retry_after.map(Output::from)),
            ("apiMessage", text(&error.api_message)),
            ("detailedMessages", Output::list(&error.detailed_messages)),
            ("fieldErrors", (!error.field_errors.is_empty()).then(|| Output::Object(field_errors.collect()))),
            ("issues", Output::list(&error.issues)),
            ("body", text(&error.body)),
            ("uniqueTempId", text(&error.unique_temp_id)),
        ])
    }
}

impl From<&Issue> for Output {
    fn from(issue: &Issue) -> Self {
        Output::object(vec![
            ("path", Some((&issue.path).into())),
            ("expected", Some((&issue.expected).into())),
            ("received", Some((&issue.received).into())),
            ("message", Some((&issue.message).into())),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_error_leaves_with_the_names_that_javascript_has() {
        let mut error = Error::invalid_response(vec![Issue::new("a", "b", "c"), Issue::new("d", "e", "f")]);
        error.status = Some(200);
        error.retry_after = Some(u32::MAX);
        error.detailed_messages = vec!["one".to_owned(), "two".to_owned()];
        error.field_errors = vec![("name".to_owned(), "\"".to_owned()), (String::new(), String::new())];
        error.unique_temp_id = Some("id".to_owned());
        let issue = |path, expected, received| {
            let message = format!("{path}: expected {expected}, received {received}");
            json!({ "path": path, "expected": expected, "received": received, "message": message })
        };
        assert_eq!(error.message, "unexpected response: a: expected b, received c; d: expected e, received f");
        assert_eq!(
            serde_json::to_value(Output::from(&*error)).unwrap(),
            json!({
                "code": "invalid_response",
                "outcome": "unknown",
                "status": 200.0,
                "retryAfter": f64::from(u32::MAX),
                "detailedMessages": ["one", "two"],
                "fieldErrors": { "name": "\"", "": "" },
                "issues": [issue("a", "b", "c"), issue("d", "e", "f")],
                "uniqueTempId": "id",
            })
        );
    }

    #[test]
    fn a_secret_is_taken_out_of_every_text() {
        let secret = "s3cr3t-key";
        let mut error = Error::invalid_webhook(vec![Issue::new(secret, secret, secret)]);
        error.api_message = Some(secret.to_owned());
        error.detailed_messages = vec![secret.to_owned()];
        error.field_errors = vec![(secret.to_owned(), secret.to_owned())];
        error.set_body(secret.to_owned());
        error.redact(&Redactor::new(Some(secret)));
        assert!(!format!("{error:?}").contains(secret), "{error:?}");
    }

    #[test]
    fn a_long_message_keeps_its_start_and_its_end() {
        let mut error = Error::new(Code::Rejected, &"ü".repeat(5000));
        error.message.push_str(", in load_comments");
        error.redact(&Redactor::new(None));
        assert!(error.message.len() < 3010 && error.message.ends_with(", in load_comments"), "{}", error.message);
    }
}
