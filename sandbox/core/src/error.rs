//! The error shapes of the API.

use crate::message::{Response, response};
use http::StatusCode;
use serde_json::{Map, Value, json};
use std::fmt;

/// What a call can be refused with.
#[derive(Debug)]
pub enum ApiError {
    /// Parameters are wrong: field and problem, all of them at once.
    Invalid(Vec<(&'static str, String)>),
    /// Anything else, with its status.
    Plain(StatusCode, String),
}

impl ApiError {
    /// A call that is understood and refused.
    pub fn rejected(message: impl Into<String>) -> Self {
        Self::Plain(StatusCode::BAD_REQUEST, message.into())
    }

    /// The status of its response.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Invalid(_) => StatusCode::BAD_REQUEST,
            Self::Plain(status, _) => *status,
        }
    }
    /// The one place where an error becomes a response.
    pub fn into_response(self) -> Response {
        let status = self.status();
        let error = match self {
            Self::Plain(_, message) => json!({ "message": message }),
            Self::Invalid(problems) => {
                let detailed = detailed(&problems);
                // A field's first problem stands for it, as the detailed list has them all.
                let mut errors = Map::new();
                for (field, what) in problems {
                    errors.entry(field).or_insert(Value::String(what));
                }
                json!({ "message": "Validation error", "detailed_messages": detailed, "errors": errors })
            }
        };
        reply(status, &json!({ "error": error, "status": status.as_u16() }))
    }
}

/// In one line, for an error that doesn't become a response.
impl fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(_, message) => formatter.write_str(message),
            Self::Invalid(problems) => formatter.write_str(&detailed(problems).join(", ")),
        }
    }
}

fn detailed(problems: &[(&str, String)]) -> Vec<String> {
    problems.iter().map(|(field, what)| format!("{field} {what}")).collect()
}

/// A JSON response.
pub fn reply(status: StatusCode, body: &Value) -> Response {
    response(status, "application/json", body.to_string())
}
