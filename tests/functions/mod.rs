//! Options with functions, which JSON doesn't have.

use std::ops::Range;

use qiscus_wasm::shape::{Columns, JsonValues, Kind, Model, Values};

/// JSON with what it lacks: no option is a boolean, so `true` stands for a function; and some names stand there with
/// `undefined`.
pub struct Options<'a>(pub JsonValues<'a>, pub &'a [&'a str]);

impl Values for Options<'_> {
    fn len(&self) -> u32 {
        self.0.len()
    }
    fn kinds(&self, rows: Range<u32>, columns: Columns, out: &mut Vec<u8>) {
        self.0.kinds(rows, columns, out);
        out.iter_mut().filter(|byte| **byte == Kind::Boolean as u8).for_each(|byte| *byte = Kind::Function as u8);
    }
    fn unsettled(&self, columns: Columns) -> u32 {
        self.0.unsettled(columns)
    }
    fn pick(&self, name: Option<&'static str>, rows: &[u32]) -> Self {
        Self(self.0.pick(name, rows), self.1)
    }
    fn items(&self, lengths: &mut Vec<u32>) -> Self {
        Self(self.0.items(lengths), self.1)
    }
    fn empty_lists(&self, name: &'static str, rows: &[u32]) {
        self.0.empty_lists(name, rows);
    }
    fn field(&self, name: &'static str) -> Self {
        Self(self.0.field(name), self.1)
    }
    fn entry(&self, key: &str) -> Self {
        Self(self.0.entry(key), self.1)
    }
    fn kind(&self) -> Kind {
        if self.0.kind() == Kind::Boolean { Kind::Function } else { self.0.kind() }
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
    fn unknown_keys(&self, model: &'static Model) -> Vec<String> {
        self.0.unknown_keys(model)
    }
}
