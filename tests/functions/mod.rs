//! Options with functions, which JSON doesn't have.

use qiscus_wasm::schema::{AnyValue, JsonValue, Kind, Schema};

/// JSON with what it lacks: no option is a boolean, so `true` stands for a function; and some names stand there with
/// `undefined`.
pub struct Options<'a>(pub JsonValue, pub &'a [&'a str]);

impl AnyValue for Options<'_> {
    fn kind(&self) -> Kind {
        if self.0.kind() == Kind::Boolean { Kind::Function } else { self.0.kind() }
    }
    fn unsettled(&self, schema: &'static Schema) -> Vec<u32> {
        self.0.unsettled(schema)
    }
    fn get(&self, key: &str) -> Self {
        Self(self.0.get(key), self.1)
    }
    fn item(&self, at: u32) -> Self {
        Self(self.0.item(at), self.1)
    }
    fn len(&self) -> u32 {
        self.0.len()
    }
    fn text(&self) -> String {
        self.0.text()
    }
    fn item_texts(&self) -> Vec<String> {
        self.0.item_texts()
    }
    fn number(&self) -> f64 {
        self.0.number()
    }
    fn keys(&self) -> Vec<String> {
        self.0.keys().into_iter().chain(self.1.iter().map(|name| (*name).to_owned())).collect()
    }
    fn remove(&self, key: &str) {
        self.0.remove(key);
    }
    fn set(&self, key: &str, value: Self) {
        self.0.set(key, value.0);
    }
    fn set_empty_array(&self, key: &str) {
        self.0.set_empty_array(key);
    }
}
