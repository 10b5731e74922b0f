//! The schemas of Rust types.

use std::num::NonZeroU32;

use serde::de::{self, DeserializeOwned};
use serde::{Deserialize, Deserializer, Serialize};

use super::{EmptyPolicy, Kinds, Limit, Schema};

/// A Rust type that has a schema.
pub trait HasSchema {
    /// The schema.
    const SCHEMA: Schema;

    /// Whether this value is left out of JSON.
    fn is_absent(&self) -> bool {
        false
    }
}

macro_rules! schemas {
    ($($type:ty => $schema:expr;)*) => { $(impl HasSchema for $type { const SCHEMA: Schema = $schema; })* };
}

schemas! {
    String => Schema::of(Kinds::STRING);
    bool => Schema::of(Kinds::BOOLEAN);
    i64 => Schema::of(Kinds::INTEGER);
    u32 => Schema::of(Kinds::INTEGER).limit(Limit::AtLeast(0));
    NonZeroU32 => Schema::of(Kinds::INTEGER).limit(Limit::AtLeast(1));
    f64 => Schema::of(Kinds::INTEGER.or(Kinds::LARGE).or(Kinds::NUMBER));
    serde_json::Value => Schema::of(Kinds::ANY);
    JsonObject => Schema::of(Kinds::OBJECT);
}

/// A JSON object of the caller's own design.
pub type JsonObject = serde_json::Map<String, serde_json::Value>;

impl<T: HasSchema> HasSchema for Option<T> {
    const SCHEMA: Schema = T::SCHEMA.or_null().or_missing();

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

const fn list<T: HasSchema>(accepts: Kinds) -> Schema {
    Schema::of(accepts).items(&T::SCHEMA)
}

impl<T: HasSchema> HasSchema for Vec<T> {
    const SCHEMA: Schema = list::<T>(Kinds::ARRAY.or(Kinds::NULL)).empty(EmptyPolicy::NullIsEmptyArray);
}

impl<T: HasSchema, const N: usize> HasSchema for [T; N] {
    const SCHEMA: Schema = list::<T>(Kinds::ARRAY).limit(Limit::Exactly(N as u16));
}

/// A list with at least one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NotEmpty<T>(pub Vec<T>);

impl<T: HasSchema> HasSchema for NotEmpty<T> {
    const SCHEMA: Schema = list::<T>(Kinds::ARRAY).limit(Limit::NotEmpty);
}

/// A value that is not an empty string: an id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Filled<T>(pub T);

impl<T: HasSchema> HasSchema for Filled<T> {
    const SCHEMA: Schema = T::SCHEMA.limit(Limit::NotEmpty);
}

/// A text of at most so many characters (Unicode code points).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text<const MOST: u16>(pub String);

impl<const MOST: u16> HasSchema for Text<MOST> {
    const SCHEMA: Schema = String::SCHEMA.limit(Limit::Characters(MOST));
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

impl<T: HasSchema> HasSchema for Payload<T> {
    const SCHEMA: Schema = T::SCHEMA.or_null().or_missing().empty(EmptyPolicy::NoPayload);

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
