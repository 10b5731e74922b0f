//! Parameters to a query or a form body.
//!
//! The one encoding that every known server version takes without a conflict of types: arrays as `key[]` repeated,
//! booleans as words, objects as JSON, all of it percent-encoded.

use crate::prelude::*;
use crate::shape::{AnyValue, Kind, Model, concat, digit};

/// A query or a form body under construction.
#[derive(Debug, Default)]
pub struct Form(String);

impl Form {
    /// The fields that a model knows, in its order.
    pub fn fields<V: AnyValue>(&mut self, values: &V, model: &'static Model) {
        model.names().for_each(|name| self.value(name, &values.field(name)));
    }

    /// One value, if it is there.
    pub fn value<V: AnyValue>(&mut self, name: &str, value: &V) {
        match value.kind() {
            Kind::Missing => {}
            Kind::Array => value.item_texts().iter().for_each(|text| self.pair(&concat(&[name, "[]"]), text)),
            _ => self.pair(name, &value.text()),
        }
    }

    /// All fields of an object, whatever their names.
    pub fn all<V: AnyValue>(&mut self, values: &V) {
        values.keys().iter().for_each(|name| self.value(name, &values.entry(name)));
    }

    /// A name and a text.
    pub fn pair(&mut self, name: &str, text: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.encoded(name);
        self.0.push('=');
        self.encoded(text);
    }

    /// Leaves the unreserved characters of RFC 3986 as they are. A space is `%20`, which every decoder reads.
    fn encoded(&mut self, text: &str) {
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
                self.0.push(char::from(byte));
            } else {
                self.0.push('%');
                self.0.push(digit(byte >> 4).to_ascii_uppercase());
                self.0.push(digit(byte & 15).to_ascii_uppercase());
            }
        }
    }

    /// The text.
    pub fn finish(self) -> String {
        self.0
    }
}
