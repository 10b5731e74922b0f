//! The walker: holds values against a shape and lists every problem with its path.
//!
//! It looks at columns, never at single values: all items of a list at once, all values of one field at once. In
//! WebAssembly every look costs a crossing into JavaScript, and so a page of a thousand comments costs as many as a page
//! of one.

use std::ops::Range;

use super::issue::{bound, concat, expected};
use super::{Blank, Field, Issue, Kind, Kinds, Limit, MAX_ISSUES, Model, Shape, Union};

/// How many rows are looked at before their problems are judged: keeps the buffer small for long lists.
const CHUNK: u32 = 1024;

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
        self.kinds(0..1, Columns::Itself(&[]), &mut kinds);
        Kind::from_byte(kinds.first().copied().unwrap_or(0))
    }
    /// The first value, if it is a string.
    fn string(&self) -> Option<String> {
        (self.kind() == Kind::String).then(|| self.text())
    }
    /// The items of the first value, one column each.
    fn each_item(&self) -> Vec<Self> {
        let items = self.items(&mut Vec::with_capacity(1));
        (0..items.len()).map(|row| items.pick(None, &[row])).collect()
    }
}

/// Which kinds are asked for.
#[derive(Debug, Clone, Copy)]
pub enum Columns {
    /// Those of the values themselves, with the strings to tell apart.
    Itself(&'static [&'static str]),
    /// Those of the values' fields.
    Of(&'static Model),
}

impl Model {
    /// Every field's name and literals, in the order in which [`Values::kinds`] writes them: the fields, and if the model
    /// is a union its `type` and what that may bring.
    pub fn each_column(&self, each: &mut dyn FnMut(&'static str, &'static [&'static str])) {
        for (at, name) in self.columns().enumerate() {
            let literals = match (self.fields.get(at), &self.union) {
                (Some(field), _) => field.shape.literals(),
                (None, Some(union)) if at == self.fields.len() => union.literals,
                _ => &[],
            };
            each(name, literals);
        }
    }

    /// The names of the columns.
    pub fn columns(&self) -> impl Iterator<Item = &'static str> {
        // The macro ends every name with a comma.
        self.names.split_terminator(',')
    }

    fn column_name(&self, at: u32) -> &'static str {
        self.columns().nth(at as usize).unwrap_or_default()
    }
}

/// Every problem of the values: none where they are what the shape says. At most [`MAX_ISSUES`].
///
/// `root` is the path of the values themselves: `""`, or `results` for what lies under that key.
pub fn check<V: Values>(values: &V, shape: &'static Shape, root: &str) -> Vec<Issue> {
    let mut walk = Walk { found: Vec::new() };
    walk.values(values, shape, &Trail::Root(root));
    walk.found.into_iter().map(|(_, issue)| issue).collect()
}

/// The keys that a model doesn't know.
pub fn unknown_names<V: Values>(values: &V, model: &'static Model, what: &str) -> Vec<Issue> {
    let known: Vec<_> = model.columns().collect();
    let keys = values.keys();
    let unknown = keys.iter().filter(|key| !known.contains(&key.as_str()));
    unknown.take(MAX_ISSUES).map(|key| Issue::unknown(key, what, &known)).collect()
}

struct Walk {
    /// In the order of their positions: columns are walked one after the other, readers read row by row.
    found: Vec<(Vec<u32>, Issue)>,
}

/// How the walk came to a column: enough to name any row of it, and built only where something is wrong.
enum Trail<'a> {
    Root(&'a str),
    Picked { from: &'a Trail<'a>, field: Option<(&'static Model, u32)>, rows: &'a [u32], start: u32 },
    Items { of: &'a Trail<'a>, lengths: &'a [u32] },
}

impl Trail<'_> {
    fn place(&self, row: u32) -> (String, Vec<u32>) {
        match self {
            Trail::Root(path) => ((*path).to_owned(), Vec::new()),
            Trail::Picked { from, field, rows, start } => {
                let row = rows.get(row as usize).copied().unwrap_or(row);
                let (path, position) = from.place(start + row);
                step(path, position, *field)
            }
            Trail::Items { of, lengths } => {
                let (mut list, mut item) = (0, row);
                for length in *lengths {
                    if item < *length {
                        break;
                    }
                    item -= length;
                    list += 1;
                }
                let (path, mut position) = of.place(list);
                position.push(item);
                (concat(&[&path, "[", &item.to_string(), "]"]), position)
            }
        }
    }
}

/// From objects to one of their fields, or nowhere.
fn step(mut path: String, mut position: Vec<u32>, field: Option<(&'static Model, u32)>) -> (String, Vec<u32>) {
    if let Some((model, at)) = field {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(model.column_name(at));
        position.push(at);
    }
    (path, position)
}

/// One column under judgement: a field of some objects, or some values themselves.
struct Column<'a, V> {
    values: &'a V,
    /// The field, by its model and its position there.
    field: Option<(&'static Model, u32)>,
    trail: &'a Trail<'a>,
    /// The kinds of a chunk: `width` bytes a row, this column's at `at`.
    kinds: &'a [u8],
    width: usize,
    at: usize,
    /// The chunk's first row.
    start: u32,
}

impl<V> Column<'_, V> {
    fn rows(&self) -> impl Iterator<Item = (u32, u8)> + '_ {
        (0..).zip(self.kinds.iter().skip(self.at).step_by(self.width).copied())
    }

    fn place(&self, row: u32) -> (String, Vec<u32>) {
        let (path, position) = self.trail.place(self.start + row);
        step(path, position, self.field)
    }
}

impl Walk {
    fn values<V: Values>(&mut self, values: &V, shape: &'static Shape, trail: &Trail) {
        let mut kinds = Vec::new();
        for start in (0..values.len()).step_by(CHUNK as usize) {
            kinds.clear();
            values.kinds(start..values.len().min(start + CHUNK), Columns::Itself(shape.literals()), &mut kinds);
            let column = Column { values, field: None, trail, kinds: &kinds, width: 1, at: 0, start };
            self.column(&column, shape, true, &|_| true);
        }
    }

    fn objects<V: Values>(&mut self, values: &V, model: &'static Model, trail: &Trail) {
        let width = model.columns().count();
        let mut kinds = Vec::new();
        for start in (0..values.len()).step_by(CHUNK as usize) {
            kinds.clear();
            values.kinds(start..values.len().min(start + CHUNK), Columns::Of(model), &mut kinds);
            let column =
                |at: usize| Column { values, field: Some((model, at as u32)), trail, kinds: &kinds, width, at, start };
            for (at, field) in model.fields.iter().enumerate() {
                self.column(&column(at), &field.shape, field.required, &|_| true);
            }
            if let Some(union) = &model.union {
                self.union(union, model, column);
            }
        }
    }

    fn union<'a, V: Values + 'a>(
        &mut self,
        union: &'static Union,
        model: &'static Model,
        column: impl Fn(usize) -> Column<'a, V>,
    ) {
        let tag = column(model.fields.len());
        let tags: Vec<u8> = tag.rows().map(|(_, kind)| kind).collect();
        self.tag(&tag, union);
        for (index, fields) in union.variants.iter().enumerate() {
            let chosen = |row: u32| match tags.get(row as usize) {
                Some(&kind) if kind == Kind::Missing as u8 => index == 0,
                Some(&kind) => kind == Kind::LITERAL + index as u8,
                None => false,
            };
            if !(0..tags.len() as u32).any(chosen) {
                continue;
            }
            // A variant's fields have the last columns, in their order: what it lacks, it lacks in front.
            let first = model.columns().count() - fields.len();
            for (at, Field { shape, required, .. }) in fields.iter().enumerate() {
                self.column(&column(first + at), shape, *required, &chosen);
            }
        }
    }

    fn tag<V: Values>(&mut self, column: &Column<V>, union: &Union) {
        for (row, kind) in column.rows() {
            let fits =
                kind >= Kind::LITERAL || kind == Kind::Missing as u8 || (union.open && kind == Kind::String as u8);
            if !fits {
                let accepts = if union.open { Kinds::STRING } else { Kinds::NONE };
                self.refuse(column, row, &expected(accepts, union.literals), Kind::from_byte(kind).name());
            }
        }
    }

    /// Judges the rows that `chosen` takes, and goes down where they hold something.
    fn column<V: Values>(
        &mut self,
        column: &Column<V>,
        shape: &'static Shape,
        required: bool,
        chosen: &dyn Fn(u32) -> bool,
    ) {
        let (mut objects, mut lists, mut texts, mut empty) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (row, byte) in column.rows() {
            if byte >= Kind::LITERAL || !chosen(row) {
                continue;
            }
            let kind = Kind::from_byte(byte);
            if kind == Kind::Missing && !required {
                continue;
            }
            if !shape.accepts.has(kind) {
                self.refuse(column, row, &expected(shape.accepts, shape.literals()), kind.name());
                continue;
            }
            match kind {
                Kind::Empty if shape.blank == Blank::NoPayload => {}
                Kind::Object | Kind::Empty if shape.model().is_some() => objects.push(row),
                Kind::Array if shape.items().is_some() => lists.push(row),
                Kind::Null if shape.blank == Blank::EmptyList => empty.push(row),
                Kind::String | Kind::Integer | Kind::Large | Kind::Number if shape.limit != Limit::None => {
                    texts.push(row)
                }
                _ => {}
            }
        }
        if let Some(model) = shape.model().filter(|_| !objects.is_empty()) {
            let trail = column.trail_of(&objects);
            self.objects(&column.pick(&objects), model, &trail);
        }
        if let Some(items) = shape.items().filter(|_| !lists.is_empty()) {
            self.lists(column, &lists, items, shape.limit);
        }
        if let (Some((model, at)), false) = (column.field, empty.is_empty()) {
            let rows: Vec<u32> = empty.iter().map(|row| column.start + row).collect();
            column.values.empty_lists(model.column_name(at), &rows);
        }
        self.scalars(column, &texts, shape.limit);
    }

    fn lists<V: Values>(&mut self, column: &Column<V>, rows: &[u32], shape: &'static Shape, limit: Limit) {
        let mut lengths = Vec::with_capacity(rows.len());
        let items = column.pick(rows).items(&mut lengths);
        for (row, length) in rows.iter().zip(&lengths) {
            let fits = match limit {
                Limit::NotEmpty => *length > 0,
                Limit::Exactly(count) => *length == u32::from(count),
                _ => true,
            };
            if !fits {
                let plural = if *length == 1 { " item" } else { " items" };
                self.refuse(column, *row, &bound(limit), &concat(&[&length.to_string(), plural]));
            }
        }
        self.values(&items, shape, &Trail::Items { of: &column.trail_of(rows), lengths: &lengths });
    }

    fn scalars<V: Values>(&mut self, column: &Column<V>, rows: &[u32], limit: Limit) {
        for row in rows {
            let value = column.pick(&[*row]);
            match limit {
                Limit::Characters(most) => {
                    let count = value.text().chars().fold(0u32, |count, _| count + 1);
                    if count > u32::from(most) {
                        self.refuse(column, *row, &bound(limit), &concat(&[&count.to_string(), " characters"]));
                    }
                }
                Limit::AtLeast(least) if value.number() < f64::from(least) => {
                    let received = if value.number() < 0.0 { "a negative number" } else { "a smaller number" };
                    self.refuse(column, *row, &bound(limit), received);
                }
                _ => {}
            }
        }
    }

    fn refuse<V>(&mut self, column: &Column<V>, row: u32, expected: &str, received: &str) {
        if self.found.len() < MAX_ISSUES {
            let (path, position) = column.place(row);
            let index = self.found.iter().take_while(|(other, _)| *other <= position).count();
            self.found.insert(index, (position, Issue::new(&path, expected, received)));
        }
    }
}

impl<V: Values> Column<'_, V> {
    fn pick(&self, rows: &[u32]) -> V {
        let rows: Vec<u32> = rows.iter().map(|row| self.start + row).collect();
        self.values.pick(self.field.map(|(model, at)| model.column_name(at)), &rows)
    }

    fn trail_of<'b>(&'b self, rows: &'b [u32]) -> Trail<'b> {
        Trail::Picked { from: self.trail, field: self.field, rows, start: self.start }
    }
}
