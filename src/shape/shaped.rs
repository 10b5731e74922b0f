//! Rust types as shapes.

use core::num::NonZeroU32;

use serde::de::{self, DeserializeOwned};
use serde::{Deserialize, Deserializer, Serialize};

use super::{Blank, Kinds, Limit, Shape};
use crate::prelude::*;

/// A Rust type that stands for values of a shape.
pub trait Shaped {
    /// The shape.
    const SHAPE: Shape;

    /// Whether this value is left out of JSON.
    fn is_absent(&self) -> bool {
        false
    }
}

macro_rules! shaped {
    ($($type:ty => $shape:expr;)*) => { $(impl Shaped for $type { const SHAPE: Shape = $shape; })* };
}

shaped! {
    String => Shape::of(Kinds::STRING);
    bool => Shape::of(Kinds::BOOLEAN);
    i64 => Shape::of(Kinds::INTEGER);
    u32 => Shape::of(Kinds::INTEGER).limit(Limit::AtLeast(0));
    NonZeroU32 => Shape::of(Kinds::INTEGER).limit(Limit::AtLeast(1));
    f64 => Shape::of(Kinds::INTEGER.or(Kinds::LARGE).or(Kinds::NUMBER));
    serde_json::Value => Shape::of(Kinds::ANY);
    JsonObject => Shape::of(Kinds::OBJECT);
}

/// A JSON object of the caller's own design.
pub type JsonObject = serde_json::Map<String, serde_json::Value>;

impl<T: Shaped> Shaped for Option<T> {
    const SHAPE: Shape = T::SHAPE.or_null().or_missing();

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

const fn list<T: Shaped>(accepts: Kinds) -> Shape {
    Shape::of(accepts).items(&T::SHAPE)
}

impl<T: Shaped> Shaped for Vec<T> {
    const SHAPE: Shape = list::<T>(Kinds::ARRAY.or(Kinds::NULL)).blank(Blank::EmptyList);
}

impl<T: Shaped, const N: usize> Shaped for [T; N] {
    const SHAPE: Shape = list::<T>(Kinds::ARRAY).limit(Limit::Exactly(N as u16));
}

/// A list with at least one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NotEmpty<T>(pub Vec<T>);

impl<T: Shaped> Shaped for NotEmpty<T> {
    const SHAPE: Shape = list::<T>(Kinds::ARRAY).limit(Limit::NotEmpty);
}

/// A text of at most so many characters (Unicode code points).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text<const MOST: u16>(pub String);

impl<const MOST: u16> Shaped for Text<MOST> {
    const SHAPE: Shape = String::SHAPE.limit(Limit::Characters(MOST));
}

/// What a received comment carries: nothing (absent, `null` or `{}`), or what its type says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Payload<T>(pub Option<T>);

impl<T> Default for Payload<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Shaped> Shaped for Payload<T> {
    const SHAPE: Shape = T::SHAPE.or_null().or_missing().blank(Blank::NoPayload);

    fn is_absent(&self) -> bool {
        self.0.is_none()
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Payload<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::Null => Ok(Self(None)),
            serde_json::Value::Object(map) if map.is_empty() => Ok(Self(None)),
            payload => T::deserialize(payload).map(|payload| Self(Some(payload))).map_err(de::Error::custom),
        }
    }
}

/// For a list that is `null` where it is empty.
pub fn null_as_empty<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}
