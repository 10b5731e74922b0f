//! Options with functions, which JSON doesn't have.

use qiscus_wasm::shape::{AnyValue, JsonValue, Kind, Shape};

/// JSON with what it lacks: no option is a boolean, so `true` stands for a function; and some names stand there with
/// `undefined`.
pub struct Options<'a>(pub JsonValue<'a>, pub &'a [&'a str]);

impl AnyValue for Options<'_> {
    fn fits(&self, _: &'static Shape, _: bool) -> bool {
        false
    }
    fn kind(&self) -> Kind {
        if self.0.kind() == Kind::Boolean { Kind::Function } else { self.0.kind() }
    }
    fn field(&self, name: &'static str) -> Self {
        Self(self.0.field(name), self.1)
    }
    fn entry(&self, key: &str) -> Self {
        Self(self.0.entry(key), self.1)
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
}
