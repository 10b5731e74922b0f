//! The one error: its codes, its fields, its text.

use crate::endpoint::Endpoint;
use crate::prelude::*;
use crate::shape::{Issue, MAX_ISSUES, decimal};

/// The most bytes of a reply that an error carries.
pub const MAX_BODY: usize = 64 * 1024;

/// How many issues the message itself names; all of them are in `issues`.
const ISSUES_IN_MESSAGE: usize = 8;

crate::literals! {
    /// What went wrong, for programs.
    pub enum Code {
        /// The client's options.
        InvalidOptions = "invalid_options",
        /// A call's parameters or options; nothing was sent.
        InvalidRequest = "invalid_request",
        /// 401, 403.
        Unauthorized = "unauthorized",
        /// 404.
        NotFound = "not_found",
        /// 429.
        RateLimited = "rate_limited",
        /// Another 4xx.
        Rejected = "rejected",
        /// 5xx.
        ServerError = "server_error",
        /// No reply.
        Network = "network",
        /// The deadline passed.
        Timeout = "timeout",
        /// The caller's signal.
        Aborted = "aborted",
        /// A reply that isn't what the types promise.
        InvalidResponse = "invalid_response",
        /// A webhook that isn't what the types promise.
        InvalidWebhook = "invalid_webhook",
        /// A webhook that somebody else signed, or that can't be verified.
        InvalidSignature = "invalid_signature",
        /// A fault of this package.
        Internal = "internal",
    }
}

crate::literals! {
    /// Whether the call may have had its effect.
    pub enum Outcome {
        /// The request never left.
        NotSent = "not_sent",
        /// The server said that it did nothing.
        Rejected = "rejected",
        /// Nobody knows.
        Unknown = "unknown",
    }
}

/// What a failed call tells. Becomes a `QiscusError`, with these names in camelCase; what is empty is left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Error {
    /// What went wrong, for programs.
    pub code: Code,
    /// What went wrong, then where, for people.
    pub message: String,
    /// Whether the call may have had its effect.
    pub outcome: Option<Outcome>,
    /// The endpoint, by the name in its path.
    pub endpoint: Option<&'static str>,
    /// The reply's HTTP status.
    pub status: Option<u16>,
    /// How many requests were sent.
    pub attempts: Option<u32>,
    /// How long the server asked to wait, in milliseconds.
    pub retry_after: Option<u32>,
    /// What the server said.
    pub api_message: Option<String>,
    /// What the server said of each problem.
    pub detailed_messages: Vec<String>,
    /// What the server said of each field.
    pub field_errors: Vec<(String, String)>,
    /// What is wrong with a value, and where.
    pub issues: Vec<Issue>,
    /// The reply's text, at most [`MAX_BODY`] of it.
    pub body: Option<String>,
    /// The id that `post_comment` gave the message.
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
        error.at(endpoint, 0);
        error
    }

    /// Parameters of no call in particular are wrong.
    pub fn invalid_parameters(issues: Vec<Issue>) -> Box<Self> {
        Self::of_issues(Code::InvalidRequest, "invalid parameters", issues)
    }

    /// A reply isn't what the types promise.
    pub fn invalid_response(issues: Vec<Issue>) -> Box<Self> {
        let mut error = Self::of_issues(Code::InvalidResponse, "the reply is not what the API documents", issues);
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
        let mut error = Self::new(code, what);
        for (index, issue) in issues.iter().take(ISSUES_IN_MESSAGE).enumerate() {
            error.message.push_str(if index == 0 { ": " } else { "; " });
            error.message.push_str(&issue.message);
        }
        if issues.len() > ISSUES_IN_MESSAGE {
            error.message.push_str("; and ");
            error.message.push_str(&decimal((issues.len() - ISSUES_IN_MESSAGE) as u32));
            error.message.push_str(" more");
        }
        error.issues = issues;
        error
    }

    /// With the reply's text, cut to [`MAX_BODY`] bytes at a character's boundary.
    pub fn set_body(&mut self, text: String) {
        self.body = Some(match text.get(..text.floor_char_boundary(MAX_BODY)) {
            Some(start) if start.len() < text.len() => start.to_owned(),
            _ => text,
        });
    }

    /// Where it happened: appended to the message, kept in `endpoint` and `attempts`.
    pub fn at(&mut self, endpoint: &Endpoint, attempts: u32) {
        self.message.push_str(", in ");
        self.message.push_str(endpoint.name);
        if let Some(status) = self.status {
            self.message.push_str(" (status ");
            self.message.push_str(&decimal(status.into()));
            self.message.push(')');
        }
        self.endpoint = Some(endpoint.name);
        self.attempts = Some(attempts);
    }
}
