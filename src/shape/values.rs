//! What the walker looks at: columns of values, whatever they are made of.

use core::ops::Range;

use super::{Kind, Kinds, Model, Shape};
use crate::prelude::*;

/// What the walker asks of a column of values, and what others ask of a single one.
///
/// Natively these are `serde_json` values, in WebAssembly the engine's own.
pub trait Values: Sized {
    /// How many values.
    fn len(&self) -> u32;
    /// Appends the [`Kind`] bytes of some rows: row by row, a byte a column.
    fn kinds(&self, rows: Range<u32>, columns: Columns, out: &mut Vec<u8>);
    /// The columns that have a kind anywhere which is not [settled](Shape::settled), a bit for each; all bits if the columns
    /// are those of objects and a value is none.
    fn unsettled(&self, columns: Columns) -> u32;
    /// The values of a field, or the values themselves, of the rows named.
    fn pick(&self, name: Option<&'static str>, rows: &[u32]) -> Self;
    /// The items of the arrays that these values are, in one column, and how many each has.
    fn items(&self, lengths: &mut Vec<u32>) -> Self;
    /// Puts `[]` where a list is `null`.
    fn empty_lists(&self, name: &'static str, rows: &[u32]);

    /// A field of the first value.
    fn field(&self, name: &'static str) -> Self;
    /// What the first value has under a key that is not known beforehand.
    fn entry(&self, key: &str) -> Self;
    /// The first value's kind.
    fn kind(&self) -> Kind;
    /// The first value as text: a string as it is, an object or an array as JSON.
    fn text(&self) -> String;
    /// The items of the first value, each as text.
    fn item_texts(&self) -> Vec<String>;
    /// The first value as a number.
    fn number(&self) -> f64;
    /// The first value's keys.
    fn keys(&self) -> Vec<String>;
    /// Those of the first value's keys that a model doesn't know.
    fn unknown_keys(&self, model: &'static Model) -> Vec<String>;

    /// Whether there is no value.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The first value, if it is a string.
    fn string(&self) -> Option<String> {
        (self.kind() == Kind::String).then(|| self.text())
    }
}

/// Which kinds are asked for.
#[derive(Debug, Clone, Copy)]
pub enum Columns {
    /// Those of the values themselves.
    Itself(&'static Shape),
    /// Those of the values' fields.
    Of(&'static Model),
}

impl Columns {
    /// Every column's name, if it is a field, the strings to tell apart in it, and its [settled](Shape::settled) kinds: in the
    /// order in which [`Values::kinds`] writes them. Those of a model are the fields, and if it is a union its `type` and what
    /// that may bring.
    pub fn each(self, each: &mut dyn FnMut(Option<&'static str>, &'static str, u32)) {
        let model = match self {
            Columns::Itself(shape) => return each(None, shape.literals, shape.settled().bits()),
            Columns::Of(model) => model,
        };
        for (at, name) in model.columns().enumerate() {
            let (literals, settled) = match (model.fields.get(at), &model.union) {
                (Some(field), _) => (field.shape.literals, field.shape.settled()),
                (None, Some(union)) if at == model.fields.len() => (union.literals, union.accepts),
                (None, Some(union)) => ("", union.settled(model.columns().count() - at)),
                _ => ("", Kinds::NONE),
            };
            each(Some(name), literals, settled.bits());
        }
    }
}

impl Model {
    /// The names of the columns.
    pub fn columns(&self) -> impl Iterator<Item = &'static str> {
        names(self.names)
    }

    pub(super) fn column_name(&self, at: u32) -> &'static str {
        self.columns().nth(at as usize).unwrap_or_default()
    }
}

/// A list with a comma behind each, of which there may be so many: a set of columns or of kinds has a bit for each.
pub const fn at_most(most: usize, list: &'static str) -> &'static str {
    let (mut rest, mut count) = (list.as_bytes(), 0);
    while let [first, others @ ..] = rest {
        count += (*first == b',') as usize;
        rest = others;
    }
    assert!(count <= most, "too many for the bits of a set");
    list
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
        let (name, rest) = self.0.split_at_checked(end)?;
        self.0 = rest.get(1..)?;
        Some(name)
    }
}
