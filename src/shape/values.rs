//! What the walker looks at: columns of values, whatever they are made of.

use std::ops::Range;

use super::{Kind, Model};

/// What the walker asks of a column of values.
///
/// Natively these are `serde_json` values, in WebAssembly the engine's own.
pub trait Values: Sized {
    /// How many values.
    fn len(&self) -> u32;
    /// Appends the [`Kind`] bytes of some rows: row by row, a byte a column.
    fn kinds(&self, rows: Range<u32>, columns: Columns, out: &mut Vec<u8>);
    /// The values of a field, or the values themselves, of the rows named.
    fn pick(&self, name: Option<&str>, rows: &[u32]) -> Self;
    /// The items of the arrays that these values are, in one column, and how many each has.
    fn items(&self, lengths: &mut Vec<u32>) -> Self;
    /// Puts `[]` where a list is `null`.
    fn empty_lists(&self, name: &str, rows: &[u32]);
    /// The first value as text: a string as it is, an object or an array as JSON.
    fn text(&self) -> String;
    /// The items of the first value, each as text.
    fn item_texts(&self) -> Vec<String>;
    /// The first value as a number.
    fn number(&self) -> f64;
    /// The first value's keys.
    fn keys(&self) -> Vec<String>;

    /// Whether there is no value.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// A field of the first value.
    fn field(&self, name: &str) -> Self {
        self.pick(Some(name), &[0])
    }
    /// The first value's kind.
    fn kind(&self) -> Kind {
        let mut kinds = Vec::with_capacity(1);
        self.kinds(0..1, Columns::Itself(""), &mut kinds);
        Kind::from_byte(kinds.first().copied().unwrap_or(0))
    }
    /// The first value, if it is a string.
    fn string(&self) -> Option<String> {
        (self.kind() == Kind::String).then(|| self.text())
    }
}

/// Which kinds are asked for.
#[derive(Debug, Clone, Copy)]
pub enum Columns {
    /// Those of the values themselves, with the strings to tell apart.
    Itself(&'static str),
    /// Those of the values' fields.
    Of(&'static Model),
}

impl Model {
    /// Every field's name and literals, in the order in which [`Values::kinds`] writes them: the fields, and if the model
    /// is a union its `type` and what that may bring.
    pub fn each_column(&self, each: &mut dyn FnMut(&'static str, &'static str)) {
        for (at, name) in self.columns().enumerate() {
            let literals = match (self.fields.get(at), &self.union) {
                (Some(field), _) => field.shape.literals,
                (None, Some(union)) if at == self.fields.len() => union.literals,
                _ => "",
            };
            each(name, literals);
        }
    }

    /// The names of the columns.
    pub fn columns(&self) -> impl Iterator<Item = &'static str> {
        names(self.names)
    }

    pub(super) fn column_name(&self, at: u32) -> &'static str {
        self.columns().nth(at as usize).unwrap_or_default()
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
        let (name, rest) = self.0.split_at_checked(end)?;
        self.0 = rest.get(1..)?;
        Some(name)
    }
}
