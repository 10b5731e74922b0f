//! What a page is answered.

use super::methods;
use crate::client::retry::surely_not_sent;
use crate::endpoint::Endpoint;
use crate::output::Output;

/// How far a request has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It is being read.
    Reading,
    /// `authorize` is deciding.
    Authorizing,
    /// It was sent on.
    Sent,
}

/// Why a request that was accepted has no response.
#[derive(Debug, Clone, Copy)]
pub struct Failed<'a> {
    /// How far it came.
    pub stage: Stage,
    /// The status and the message of a [`crate::refusal::Refusal`], if it was one.
    pub refusal: Option<(u16, &'a str)>,
    /// Whether the time is over.
    pub is_late: bool,
    /// The code that the system gave to a failed connection, or an empty string.
    pub system_code: &'a str,
}

/// The answer to a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<(&'static str, String)>,
    /// The body: a string, or what becomes JSON.
    pub body: Output,
}

impl Failed<'_> {
    /// The answer. The page's client has to know whether the call may have had its effect: after 502 and 504 nobody knows, with
    /// 503 and `Retry-After` it surely had none.
    pub fn answer(self, endpoint: Option<&Endpoint>) -> Answer {
        let (status, message) = match (self.stage, self.refusal) {
            (Stage::Reading, Some(refusal)) => refusal,
            (Stage::Authorizing, Some(refusal)) if !self.is_late => refusal,
            (Stage::Reading, None) => (500, "the request could not be read"),
            (Stage::Authorizing, _) => (503, "`authorize` failed; see the server log"),
            (Stage::Sent, _) if self.is_late => (504, "no response from Qiscus in time"),
            (Stage::Sent, _) if surely_not_sent(self.system_code) => (503, "could not connect to Qiscus"),
            (Stage::Sent, _) => (502, "no usable response from Qiscus"),
        };
        // In the form of the API's own errors, which the page's client understands.
        let error = Output::Object(vec![("message".into(), message.into())]);
        let body = Output::Object(vec![("error".into(), error), ("status".into(), u32::from(status).into())]);
        let mut answer = Answer::new(status, body);
        answer.header("content-type", "application/json".to_owned());
        match (status, endpoint) {
            (405, Some(endpoint)) => answer.header("allow", methods(endpoint, ", ")),
            (503, _) => answer.header("retry-after", "1".to_owned()),
            _ => {}
        }
        answer
    }
}

impl Answer {
    /// No response of the API is for a cache, and none is a page.
    pub(super) fn new(status: u16, body: Output) -> Self {
        let headers = vec![("cache-control", "no-store".to_owned()), ("x-content-type-options", "nosniff".to_owned())];
        Self { status, headers, body }
    }

    pub(super) fn header(&mut self, name: &'static str, value: String) {
        self.headers.push((name, value));
    }
}

impl From<&Answer> for Output {
    fn from(answer: &Answer) -> Self {
        let headers = answer.headers.iter().map(|(name, value)| ((*name).into(), value.into()));
        Output::object(vec![
            ("status", Some(u32::from(answer.status).into())),
            ("headers", Some(Output::Object(headers.collect()))),
            ("body", Some(answer.body.clone())),
        ])
    }
}
