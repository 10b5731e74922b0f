//! The validator's view of JSON outside a JavaScript engine: where native tests and fuzzers live.

use std::cell::RefCell;
use std::rc::Rc;

use serde_json::Value;

use super::{AnyValue, Kind, Schema};

/// A JSON value that behaves like a JavaScript one: copies share their content. Without content where a field is missing.
#[derive(Debug, Clone)]
pub struct JsonValue(Option<Rc<Node>>);

#[derive(Debug)]
enum Node {
    Scalar(Value),
    Array(Vec<JsonValue>),
    Object(RefCell<Vec<(String, JsonValue)>>),
}

impl JsonValue {
    /// A value that is there.
    pub fn of(value: &Value) -> Self {
        Self(Some(Rc::new(match value {
            Value::Array(items) => Node::Array(items.iter().map(Self::of).collect()),
            Value::Object(map) => {
                Node::Object(RefCell::new(map.iter().map(|(key, value)| (key.clone(), Self::of(value))).collect()))
            }
            scalar => Node::Scalar(scalar.clone()),
        })))
    }

    /// No value.
    pub fn missing() -> Self {
        Self(None)
    }

    /// The value as it is now.
    pub fn to_json(&self) -> Option<Value> {
        Some(match self.0.as_deref()? {
            Node::Scalar(value) => value.clone(),
            Node::Array(items) => items.iter().filter_map(Self::to_json).collect(),
            Node::Object(fields) => fields
                .borrow()
                .iter()
                .filter_map(|(key, value)| Some((key.clone(), value.to_json()?)))
                .collect::<serde_json::Map<_, _>>()
                .into(),
        })
    }

    fn items(&self) -> &[Self] {
        match self.0.as_deref() {
            Some(Node::Array(items)) => items,
            _ => &[],
        }
    }

    /// Does something with the fields of an object.
    fn with_fields<T: Default>(&self, action: impl FnOnce(&mut Vec<(String, Self)>) -> T) -> T {
        match self.0.as_deref() {
            Some(Node::Object(fields)) => action(&mut fields.borrow_mut()),
            _ => T::default(),
        }
    }
}

impl From<Option<&Value>> for JsonValue {
    fn from(value: Option<&Value>) -> Self {
        value.map_or(Self(None), Self::of)
    }
}

impl AnyValue for JsonValue {
    fn kind(&self) -> Kind {
        const SAFE: f64 = 9_007_199_254_740_991.0;
        match self.0.as_deref() {
            None => Kind::Missing,
            Some(Node::Array(_)) => Kind::Array,
            Some(Node::Object(fields)) if fields.borrow().is_empty() => Kind::Empty,
            Some(Node::Object(_)) => Kind::Object,
            Some(Node::Scalar(Value::Bool(_))) => Kind::Boolean,
            Some(Node::Scalar(Value::String(_))) => Kind::String,
            Some(Node::Scalar(Value::Number(number))) => match number.as_f64().unwrap_or(f64::NAN) {
                number if !number.is_finite() => Kind::NotFinite,
                number if number.fract() != 0.0 => Kind::Number,
                number if number.abs() <= SAFE => Kind::Integer,
                _ => Kind::Large,
            },
            Some(Node::Scalar(_)) => Kind::Null,
        }
    }

    // Here a look costs nothing: the validator sees everything.
    fn unsettled(&self, schema: &'static Schema) -> Vec<u32> {
        let children = match self.kind() {
            Kind::Array => self.items().len(),
            _ => schema.model.map_or(0, |model| model.names().count() + 1),
        };
        (0..children as u32).collect()
    }

    fn get(&self, key: &str) -> Self {
        self.with_fields(|fields| fields.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone()))
            .unwrap_or(Self(None))
    }

    fn item(&self, at: u32) -> Self {
        self.items().get(at as usize).cloned().unwrap_or(Self(None))
    }

    fn len(&self) -> u32 {
        match self.0.as_deref() {
            Some(Node::Scalar(Value::String(text))) => text.chars().count() as u32,
            _ => self.items().len() as u32,
        }
    }

    fn text(&self) -> String {
        match self.0.as_deref() {
            None => "undefined".to_owned(),
            Some(Node::Scalar(Value::String(text))) => text.clone(),
            Some(_) => self.to_json().unwrap_or_default().to_string(),
        }
    }

    fn item_texts(&self) -> Vec<String> {
        self.items().iter().map(Self::text).collect()
    }

    fn number(&self) -> f64 {
        match self.0.as_deref() {
            Some(Node::Scalar(value)) => value.as_f64().unwrap_or(f64::NAN),
            _ => f64::NAN,
        }
    }

    fn keys(&self) -> Vec<String> {
        self.with_fields(|fields| fields.iter().map(|(key, _)| key.clone()).collect())
    }

    fn remove(&self, key: &str) {
        self.with_fields(|fields| fields.retain(|(name, _)| name != key));
    }

    fn set(&self, key: &str, value: Self) {
        self.with_fields(|fields| match fields.iter_mut().find(|(name, _)| name == key) {
            Some((_, known)) => *known = value,
            None => fields.push((key.to_owned(), value)),
        });
    }

    fn set_empty_array(&self, key: &str) {
        self.set(key, Self(Some(Rc::new(Node::Array(Vec::new())))));
    }
}
