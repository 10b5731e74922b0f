use serde::{Deserialize, Serialize};

use crate::prelude::*;
use crate::shape::{Kinds, Shape, Shaped};

/// The id of a room or a topic: a number in the specification, a string in later revisions of the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Id {
    /// As the specification has it.
    Number(i64),
    /// As later revisions have it; also a room's unique id.
    Text(String),
}

impl Shaped for Id {
    const SHAPE: Shape = Shape::of(Kinds::INTEGER.or(Kinds::STRING));
}

impl From<i64> for Id {
    fn from(id: i64) -> Self {
        Self::Number(id)
    }
}
