//! A request that has no response: what happened instead, and the error that it is.

use super::Failed;
use crate::error::{Code, Error, Outcome};

/// Why a request has no response.
#[derive(Debug)]
pub struct Failure<C> {
    /// What happened.
    pub kind: FailureKind,
    /// The platform's description.
    pub reason: String,
    /// What the platform threw, untouched.
    pub cause: Option<C>,
}

/// What happened instead of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// The caller's signal aborted the call.
    Aborted,
    /// The deadline passed, or the time for this one request.
    TimedOut,
    /// The connection failed after the request may have left.
    Lost,
    /// The same, and the platform doesn't say why: browsers don't, whatever it was.
    LostUnexplained,
    /// The request was not sent.
    NotSent,
    /// The same, because no connection was made.
    NotConnected,
    /// The request can't be sent at all, now or later.
    CannotSend,
    /// `fetch` gave something that isn't a response.
    NoResponse,
}

impl<C> Failure<C> {
    /// The error that this failure is.
    pub fn error(self) -> Failed<C> {
        let (code, outcome, message) = match self.kind {
            FailureKind::Aborted => (Code::Aborted, Outcome::Unknown, "aborted"),
            FailureKind::TimedOut => (Code::Timeout, Outcome::Unknown, "no response in time"),
            FailureKind::Lost | FailureKind::LostUnexplained => (Code::Network, Outcome::Unknown, "no response"),
            FailureKind::NotSent | FailureKind::NotConnected | FailureKind::CannotSend => {
                (Code::Network, Outcome::NotSent, "the request could not be sent")
            }
            FailureKind::NoResponse => (Code::InvalidResponse, Outcome::Unknown, "`fetch` returned no response"),
        };
        let mut error = Error::new(code, message);
        if !self.reason.is_empty() {
            error.message = format!("{message}: {}", self.reason);
        }
        error.outcome = Some(outcome);
        (error, self.cause)
    }
}
