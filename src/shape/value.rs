//! What the walker looks at: a value, whatever it is made of.

use super::{Kind, Model, Shape};
use crate::prelude::*;

/// What the walker and others ask of a value.
///
/// Natively this is a `serde_json` value, in WebAssembly one of the engine's own.
pub trait AnyValue: Sized {
    /// Whether the value is known to be what a shape says, with all that it holds; and if only known names will do, to have no
    /// other. Where that isn't known, it is walked through.
    fn fits(&self, shape: &'static Shape, only_known: bool) -> bool;
    /// The kind.
    fn kind(&self) -> Kind;
    /// A field.
    fn field(&self, name: &'static str) -> Self;
    /// What the value has under a key that is not known beforehand.
    fn entry(&self, key: &str) -> Self;
    /// An item of an array.
    fn item(&self, at: u32) -> Self;
    /// How many items an array has, or characters a string.
    fn len(&self) -> u32;
    /// The value as text: a string as it is, an object or an array as JSON.
    fn text(&self) -> String;
    /// The items of an array, each as text.
    fn item_texts(&self) -> Vec<String>;
    /// The value as a number.
    fn number(&self) -> f64;
    /// The keys.
    fn keys(&self) -> Vec<String>;

    /// Whether an array has no items.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The value, if it is a string.
    fn string(&self) -> Option<String> {
        (self.kind() == Kind::String).then(|| self.text())
    }
}

impl Model {
    /// The names of all fields, those of a union included.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        names(self.names)
    }
}

/// The names in a list that has a comma behind each. Not `split_terminator`, whose search for any `char` is a kilobyte.
pub fn names(list: &'static str) -> impl Iterator<Item = &'static str> {
    Names(list)
}

struct Names(&'static str);

impl Iterator for Names {
    type Item = &'static str;

    fn next(&mut self) -> Option<Self::Item> {
        let end = self.0.bytes().position(|byte| byte == b',')?;
        let name = self.0.get(..end)?;
        self.0 = self.0.get(end + 1..)?;
        Some(name)
    }
}
