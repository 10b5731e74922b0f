//! Parameters to a query or a form body.
//!
//! The one encoding that every known server version takes without a conflict of types: arrays as `key[]` repeated,
//! booleans as words, objects as JSON, all of it percent-encoded.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::schema::{AnyValue, Kind, Model};

/// All but the unreserved characters of RFC 3986. A space is `%20`, which readers of queries and of forms both understand.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A query or a form body under construction.
#[derive(Debug, Default)]
pub struct Form(String);

impl Form {
    /// The fields that a model knows, in its order.
    pub fn fields<V: AnyValue>(&mut self, values: &V, model: &'static Model) {
        // Few of them are given, and to ask for each one would take a call into JavaScript.
        let given = values.keys();
        for name in model.names().filter(|name| given.iter().any(|key| key == name)) {
            self.value(name, &values.get(name));
        }
    }

    /// One value, if it is there.
    pub fn value<V: AnyValue>(&mut self, name: &str, value: &V) {
        match value.kind() {
            Kind::Missing => {}
            Kind::Array => value.item_texts().iter().for_each(|text| self.pair(&format!("{name}[]"), text)),
            _ => self.pair(name, &value.text()),
        }
    }

    /// All fields of an object, whatever their names.
    pub fn all<V: AnyValue>(&mut self, values: &V) {
        values.keys().iter().for_each(|name| self.value(name, &values.get(name)));
    }

    /// A name and a string.
    pub fn pair(&mut self, name: &str, text: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.extend(utf8_percent_encode(name, RESERVED));
        self.0.push('=');
        self.0.extend(utf8_percent_encode(text, RESERVED));
    }

    /// The encoded form.
    pub fn finish(self) -> String {
        self.0
    }
}
