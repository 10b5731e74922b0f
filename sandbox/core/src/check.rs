//! Reads typed parameters and gathers every problem, so that one reply names them all.

use crate::error::ApiError;
use crate::params::{Params, is_blank};
use crate::store::RoomRef;
use serde_json::Value;

const BLANK: &str = "can't be blank";

/// Typed access to [`Params`]. A getter that meets a problem notes it and returns a stand-in, which
/// [`Check::done`] keeps from being used.
pub struct Check<'a> {
    params: &'a Params,
    problems: Vec<(&'static str, String)>,
}

impl<'a> Check<'a> {
    /// Starts with no problem.
    pub fn new(params: &'a Params) -> Self {
        Self { params, problems: Vec::new() }
    }

    /// An error if anything was wrong.
    pub fn done(self) -> Result<(), ApiError> {
        if self.problems.is_empty() { Ok(()) } else { Err(ApiError::Invalid(self.problems)) }
    }

    /// Notes a problem.
    pub fn problem(&mut self, name: &'static str, what: impl Into<String>) {
        self.problems.push((name, what.into()));
    }

    /// Whether the parameter was sent at all.
    pub fn has(&self, name: &str) -> bool {
        self.params.get(name).is_some()
    }

    /// A string that may be left out.
    pub fn text(&mut self, name: &'static str) -> Option<String> {
        match self.params.get(name)? {
            Value::String(text) => return Some(text.clone()),
            _ => self.problem(name, "must be a string"),
        }
        None
    }

    /// A string that must be there.
    pub fn required_text(&mut self, name: &'static str) -> String {
        self.require(name);
        self.text(name).unwrap_or_default()
    }

    /// A list of strings that must be there, each once, in their order.
    pub fn required_texts(&mut self, name: &'static str) -> Vec<String> {
        self.require(name);
        let mut texts = Vec::new();
        for item in self.items(name) {
            match item {
                Value::String(text) if texts.contains(text) => {}
                Value::String(text) => texts.push(text.clone()),
                _ => {
                    self.problem(name, "must be a list of strings");
                    break;
                }
            }
        }
        texts
    }

    /// A room that must be named, by number or by unique id.
    pub fn required_room(&mut self, name: &'static str) -> RoomRef {
        self.require(name);
        let room = self.params.get(name).map(room_ref);
        if room == Some(None) {
            self.problem(name, "must be a room's id");
        }
        room.flatten().unwrap_or(RoomRef::Id(0))
    }

    /// A list of rooms that may be left out.
    pub fn rooms(&mut self, name: &'static str) -> Vec<RoomRef> {
        let rooms: Vec<_> = self.items(name).into_iter().map(room_ref).collect();
        if rooms.contains(&None) {
            self.problem(name, "must be a list of room ids");
        }
        rooms.into_iter().flatten().collect()
    }

    /// A whole number of at least 1, or its default.
    pub fn count(&mut self, name: &'static str, default: u64) -> u64 {
        let Some(value) = self.params.get(name) else { return default };
        let number = match value {
            Value::String(text) => text.parse().ok(),
            other => other.as_u64(),
        };
        match number {
            Some(number) if number >= 1 => number,
            _ => {
                self.problem(name, "must be a whole number of at least 1");
                default
            }
        }
    }

    /// A boolean, as JSON or as a word; false when left out.
    pub fn flag(&mut self, name: &'static str) -> bool {
        match self.params.get(name) {
            None => false,
            Some(Value::Bool(flag)) => *flag,
            Some(Value::String(word)) if word == "true" => true,
            Some(Value::String(word)) if word == "false" => false,
            Some(_) => {
                self.problem(name, "must be true or false");
                false
            }
        }
    }

    /// One of a few words, if any.
    pub fn word(&mut self, name: &'static str, words: &[&str]) -> Option<String> {
        let text = self.text(name)?;
        if !words.contains(&text.as_str()) {
            self.problem(name, format!("must be one of {}", words.join(", ")));
        }
        Some(text)
    }

    /// A JSON object, or the text of one.
    pub fn object(&mut self, name: &'static str) -> Option<Value> {
        let value = match self.params.get(name)? {
            Value::String(text) => serde_json::from_str(text).unwrap_or(Value::Bool(false)),
            other => other.clone(),
        };
        if !value.is_object() && !value.is_null() {
            self.problem(name, "must be a JSON object");
        }
        Some(value).filter(Value::is_object)
    }

    /// JSON as text; an object sent as JSON is written as text.
    pub fn json_text(&mut self, name: &'static str) -> Option<String> {
        match self.params.get(name)? {
            Value::String(text) if serde_json::from_str::<Value>(text).is_ok() => return Some(text.clone()),
            object @ Value::Object(_) => return Some(object.to_string()),
            _ => self.problem(name, "must be a JSON-encoded string"),
        }
        None
    }

    fn require(&mut self, name: &'static str) {
        if !self.has(name) {
            self.problem(name, BLANK);
        }
    }

    /// The items of a list; a lone value is a list of one. A blank item is a problem.
    fn items(&mut self, name: &'static str) -> Vec<&'a Value> {
        let items: Vec<&Value> = match self.params.get(name) {
            None => Vec::new(),
            Some(Value::Array(items)) => items.iter().collect(),
            Some(lone) => vec![lone],
        };
        if items.iter().any(|item| is_blank(item)) {
            self.problem(name, BLANK);
            return Vec::new();
        }
        items
    }
}

fn room_ref(value: &Value) -> Option<RoomRef> {
    match value {
        Value::Number(number) => number.as_u64().map(RoomRef::Id),
        Value::String(text) => Some(text.parse().map_or_else(|_| RoomRef::Unique(text.clone()), RoomRef::Id)),
        _ => None,
    }
}
