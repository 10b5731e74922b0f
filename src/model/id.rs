use serde::{Deserialize, Serialize};

use crate::schema::{HasSchema, Kinds, Schema};

/// An id of a room, topic, user or comment: a number in the specification, a string in later revisions of the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Id {
    /// A number, as in the specification.
    Number(i64),
    /// A string, as in later revisions; also a room's unique id.
    Text(String),
}

impl HasSchema for Id {
    const SCHEMA: Schema = Schema::of(Kinds::INTEGER.or(Kinds::STRING));
}

impl From<i64> for Id {
    fn from(id: i64) -> Self {
        Self::Number(id)
    }
}

/// A time: seconds since 1970, as a number or a string of digits, or an RFC 3339 string; which one drifts from year to year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Time {
    /// A number.
    Number(f64),
    /// A string of digits, or an RFC 3339 string.
    Text(String),
}

impl HasSchema for Time {
    const SCHEMA: Schema = Schema { accepts: f64::SCHEMA.accepts.or(Kinds::STRING), ..f64::SCHEMA };
}
