//! The walker's view of `serde_json` values: where native tests and fuzzers live.

use serde_json::Value;

use super::{AnyValue, Kind, Shape};
use crate::prelude::*;

/// A JSON value; `None` where a field is missing.
#[derive(Debug, Clone)]
pub struct JsonValue<'a>(pub Option<&'a Value>);

impl<'a> JsonValue<'a> {
    /// A value that is there.
    pub fn of(value: &'a Value) -> Self {
        Self(Some(value))
    }

    fn items(&self) -> &'a [Value] {
        self.0.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }
}

impl AnyValue for JsonValue<'_> {
    // Here a look costs nothing: all is walked through.
    fn fits(&self, _: &'static Shape, _: bool) -> bool {
        false
    }

    fn kind(&self) -> Kind {
        const SAFE: f64 = 9_007_199_254_740_991.0;
        match self.0 {
            None => Kind::Missing,
            Some(Value::Null) => Kind::Null,
            Some(Value::Bool(_)) => Kind::Boolean,
            Some(Value::Number(number)) => match number.as_f64().unwrap_or(f64::NAN) {
                number if !number.is_finite() => Kind::NotFinite,
                number if number.fract() != 0.0 => Kind::Number,
                number if number.abs() <= SAFE => Kind::Integer,
                _ => Kind::Large,
            },
            Some(Value::String(_)) => Kind::String,
            Some(Value::Array(_)) => Kind::Array,
            Some(Value::Object(map)) if map.is_empty() => Kind::Empty,
            Some(Value::Object(_)) => Kind::Object,
        }
    }

    fn field(&self, name: &'static str) -> Self {
        self.entry(name)
    }

    fn entry(&self, key: &str) -> Self {
        Self(self.0.and_then(|value| value.as_object()?.get(key)))
    }

    fn item(&self, at: u32) -> Self {
        Self(self.items().get(at as usize))
    }

    fn len(&self) -> u32 {
        match self.0 {
            Some(Value::String(text)) => text.chars().count() as u32,
            _ => self.items().len() as u32,
        }
    }

    fn text(&self) -> String {
        match self.0 {
            None => "undefined".to_owned(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        }
    }

    fn item_texts(&self) -> Vec<String> {
        self.items().iter().map(|item| Self::of(item).text()).collect()
    }

    fn number(&self) -> f64 {
        self.0.and_then(Value::as_f64).unwrap_or(f64::NAN)
    }

    fn keys(&self) -> Vec<String> {
        self.0.and_then(Value::as_object).map(|map| map.keys().cloned().collect()).unwrap_or_default()
    }
}
