//! What the validator asks of a value, whatever it is made of.

use super::{Kind, Model, Schema};

/// A value that is validated and read: natively [`super::JsonValue`], in WebAssembly the engine's own.
///
/// Like a JavaScript value it is a reference: what [`remove`](Self::remove) takes out of it is gone for everybody.
pub trait AnyValue: Sized {
    /// What kind of value it is.
    fn kind(&self) -> Kind;

    /// The children whose kind alone doesn't settle that they fit, all of them asked for at once: of an array the indexes of
    /// items, of an object the places of fields in [`Model::names`], and their number for keys that a closed model lacks.
    ///
    /// It may list children that fit, and natively lists all: the validator decides about each.
    fn unsettled(&self, schema: &'static Schema) -> Vec<u32>;

    /// The value of a property; missing where it has none.
    fn get(&self, key: &str) -> Self;

    /// An item of an array.
    fn item(&self, at: u32) -> Self;

    /// The number of items of an array, or of characters (code points) of a string.
    fn len(&self) -> u32;

    /// The value as a string: a string as it is, an object or an array as JSON.
    fn text(&self) -> String;

    /// The items of an array, each as [`text`](Self::text).
    fn item_texts(&self) -> Vec<String>;

    /// The value as a number; NaN where it isn't one.
    fn number(&self) -> f64;

    /// The keys of an object.
    fn keys(&self) -> Vec<String>;

    /// Removes a property.
    fn remove(&self, key: &str);

    /// Sets a property.
    fn set(&self, key: &str, value: Self);

    /// Replaces a property by an empty array.
    fn set_empty_array(&self, key: &str);

    /// Whether an array has no items.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the value is missing.
    fn is_missing(&self) -> bool {
        self.kind() == Kind::Missing
    }

    /// Whether it is an object.
    fn is_object(&self) -> bool {
        matches!(self.kind(), Kind::Object | Kind::Empty)
    }

    /// Whether it is `true`.
    fn is_true(&self) -> bool {
        self.text() == "true"
    }

    /// The value, if it is a string.
    fn string(&self) -> Option<String> {
        (self.kind() == Kind::String).then(|| self.text())
    }
}

impl Model {
    /// The names of all fields, in order; those of a union come last: `type`, then what its variants add.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        names(self.names)
    }
}

/// The names in a list that has a comma behind each.
pub fn names(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split_terminator(',')
}
