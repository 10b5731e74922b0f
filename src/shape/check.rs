//! The walker: holds values against a shape and lists every problem with its path.
//!
//! It looks at columns, never at single values: all items of a list at once, all values of one field at once. In
//! WebAssembly every look costs a crossing into JavaScript, and so a page of a thousand comments costs as many as a page
//! of one. First it asks which columns have a kind that isn't right by itself: mostly there are few, and only those are
//! gone through row by row.

use core::mem;

use super::issue::{bound, concat, decimal, expected};
use super::{Blank, Columns, Field, Issue, Kind, Kinds, Limit, MAX_ISSUES, Model, Shape, Union, Values};
use crate::prelude::*;

/// How many rows are looked at before their problems are judged: keeps the buffer small for long lists.
const CHUNK: u32 = 1024;
/// All columns need a closer look, or the values are no objects.
const ALL: u32 = u32::MAX;

/// Every problem of the values: none where they are what the shape says. At most [`MAX_ISSUES`].
///
/// `root` is the path of the values themselves: `""`, or `results` for what lies under that key.
pub fn check<V: Values>(values: &V, shape: &'static Shape, root: &str) -> Vec<Issue> {
    let mut walk = Walk { found: Vec::new() };
    walk.values(values, shape, &Trail::Root(root));
    let mut issues = Vec::new();
    for (_, issue) in walk.found {
        issues.push(issue);
    }
    issues
}

/// The keys that a model doesn't know.
pub fn unknown_names<V: Values>(values: &V, model: &'static Model, what: &str) -> Vec<Issue> {
    let mut issues = Vec::new();
    for key in values.unknown_keys(model) {
        if issues.len() < MAX_ISSUES {
            issues.push(Issue::unknown(&key, what, model.names));
        }
    }
    issues
}

struct Walk {
    /// The problems in the order of their positions: columns are walked one after the other, but readers read row by row.
    found: Vec<(Vec<u32>, Issue)>,
}

/// How the walk came to a column: enough to name any row of it, and built only where something is wrong.
enum Trail<'a> {
    Root(&'a str),
    Picked { from: &'a Trail<'a>, field: Option<(&'static Model, u32)>, rows: &'a [u32] },
    Items { of: &'a Trail<'a>, lengths: &'a [u32] },
}

impl Trail<'_> {
    fn place(&self, row: u32) -> (String, Vec<u32>) {
        match self {
            Trail::Root(path) => ((*path).to_owned(), Vec::new()),
            Trail::Picked { from, field, rows } => {
                let row = rows.get(row as usize).copied().unwrap_or(row);
                step(from.place(row), *field)
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
                (concat(&[&path, "[", &decimal(item), "]"]), position)
            }
        }
    }
}

/// From objects to one of their fields, or nowhere.
fn step((mut path, mut position): (String, Vec<u32>), field: Option<(&'static Model, u32)>) -> (String, Vec<u32>) {
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
    /// The first row of the chunk.
    start: u32,
    /// The row behind its last one.
    end: u32,
    /// Their kinds: `width` bytes a row, this column's at `at`.
    kinds: &'a [u8],
    width: usize,
    at: usize,
}

impl<V> Column<'_, V> {
    fn byte(&self, row: u32) -> u8 {
        self.kinds.get((row - self.start) as usize * self.width + self.at).copied().unwrap_or(0)
    }
}

impl Walk {
    fn values<V: Values>(&mut self, values: &V, shape: &'static Shape, trail: &Trail) {
        let columns = match shape.model {
            Some(model) if shape.accepts == Kinds::OBJECT && shape.blank == Blank::Value => Columns::Of(model),
            _ => Columns::Itself(shape),
        };
        match (values.unsettled(columns), columns) {
            (0, _) => {}
            (ALL, _) | (_, Columns::Itself(_)) => {
                self.chunks(values, Columns::Itself(shape), trail, &mut |walk, column| {
                    walk.column(&column(0), shape, &|_| true);
                });
            }
            (some, Columns::Of(model)) => self.objects(values, model, trail, some),
        }
    }

    /// Looks at the columns that are not settled.
    fn objects<V: Values>(&mut self, values: &V, model: &'static Model, trail: &Trail, unsettled: u32) {
        if unsettled == 0 {
            return;
        }
        self.chunks(values, Columns::Of(model), trail, &mut |walk, column| {
            for (at, field) in model.fields.iter().enumerate() {
                if unsettled >> at & 1 != 0 {
                    walk.column(&column(at), field.shape, &|_| true);
                }
            }
            if let Some(union) = model.union.as_ref().filter(|_| unsettled >> model.fields.len() != 0) {
                walk.union(union, model, column);
            }
        });
    }

    /// Looks at some rows after the other, and has the columns of each chunk judged.
    fn chunks<V: Values>(&mut self, values: &V, columns: Columns, trail: &Trail, judge: Judge<V>) {
        let mut kinds = Vec::new();
        let mut start = 0;
        while start < values.len() {
            let end = values.len().min(start + CHUNK);
            kinds.clear();
            values.kinds(start..end, columns, &mut kinds);
            let width = kinds.len() / (end - start).max(1) as usize;
            judge(self, &|at| {
                let field = match columns {
                    Columns::Itself(_) => None,
                    Columns::Of(model) => Some((model, at as u32)),
                };
                Column { values, field, trail, start, end, kinds: &kinds, width, at }
            });
            start = end;
        }
    }

    fn union<V: Values>(&mut self, union: &'static Union, model: &'static Model, column: ColumnAt<V>) {
        let tag = column(model.fields.len());
        self.tag(&tag, union);
        for (index, fields) in (0u8..).zip(union.variants) {
            let chosen = |row: u32| {
                let byte = tag.byte(row);
                byte == Kind::LITERAL + index || (index == 0 && byte == Kind::Missing as u8)
            };
            if !(tag.start..tag.end).any(chosen) {
                continue;
            }
            // They have the last columns.
            let first = tag.width - fields.len();
            for (at, Field { shape, .. }) in fields.iter().enumerate() {
                self.column(&column(first + at), shape, &chosen);
            }
        }
    }

    fn tag<V: Values>(&mut self, column: &Column<V>, union: &Union) {
        for row in column.start..column.end {
            let byte = column.byte(row);
            let kind = Kind::from_byte(byte);
            if byte < Kind::LITERAL && !union.accepts.has(kind) {
                self.refuse(column, row, &expected(union.accepts, union.literals), kind.name());
            }
        }
    }

    /// Judges the rows that `chosen` takes, and goes down where they hold something.
    fn column<V: Values>(&mut self, column: &Column<V>, shape: &'static Shape, chosen: &dyn Fn(u32) -> bool) {
        let (mut objects, mut lists, mut empty) = (Vec::new(), Vec::new(), Vec::new());
        for row in column.start..column.end {
            let byte = column.byte(row);
            let kind = Kind::from_byte(byte);
            if byte >= Kind::LITERAL || !chosen(row) {
                continue;
            }
            if !shape.accepts.has(kind) {
                self.refuse(column, row, &expected(shape.accepts, shape.literals), kind.name());
                continue;
            }
            let rows = match kind {
                Kind::Missing => continue,
                Kind::Empty if shape.blank == Blank::NoPayload => continue,
                Kind::Object | Kind::Empty => &mut objects,
                Kind::Array => &mut lists,
                Kind::Null => &mut empty,
                _ => {
                    self.scalar(column, row, shape.limit);
                    continue;
                }
            };
            rows.push(row);
        }
        if let Some(model) = shape.model.filter(|_| !objects.is_empty()) {
            let picked = column.pick(&objects);
            self.objects(&picked, model, &column.trail_of(&objects), picked.unsettled(Columns::Of(model)));
        }
        if let Some(items) = shape.items.filter(|_| !lists.is_empty()) {
            self.lists(column, &lists, items, shape.limit);
        }
        if shape.blank == Blank::EmptyList && !empty.is_empty() {
            column.values.empty_lists(column.name().unwrap_or_default(), &empty);
        }
    }

    fn lists<V: Values>(&mut self, column: &Column<V>, rows: &[u32], shape: &'static Shape, limit: Limit) {
        let mut lengths = Vec::new();
        let items = column.pick(rows).items(&mut lengths);
        for (row, length) in rows.iter().zip(&lengths) {
            let fits = match limit {
                Limit::NotEmpty => *length > 0,
                Limit::Exactly(count) => *length == u32::from(count),
                _ => true,
            };
            if !fits {
                let plural = if *length == 1 { " item" } else { " items" };
                self.refuse(column, *row, &bound(limit), &concat(&[&decimal(*length), plural]));
            }
        }
        self.values(&items, shape, &Trail::Items { of: &column.trail_of(rows), lengths: &lengths });
    }

    fn scalar<V: Values>(&mut self, column: &Column<V>, row: u32, limit: Limit) {
        match limit {
            Limit::Characters(most) => {
                let count = column.pick(&[row]).text().chars().fold(0u32, |count, _| count + 1);
                if count > u32::from(most) {
                    self.refuse(column, row, &bound(limit), &concat(&[&decimal(count), " characters"]));
                }
            }
            Limit::AtLeast(least) => {
                let number = column.pick(&[row]).number();
                if number < f64::from(least) {
                    let received = if number < 0.0 { "a negative number" } else { "a smaller number" };
                    self.refuse(column, row, &bound(limit), received);
                }
            }
            _ => {}
        }
    }

    fn refuse<V: Values>(&mut self, column: &Column<V>, row: u32, expected: &str, received: &str) {
        if self.found.len() < MAX_ISSUES {
            let (path, position) = step(column.trail.place(row), column.field);
            let mut carried = (position, Issue::new(&path, expected, received));
            for other in &mut self.found {
                if other.0 > carried.0 {
                    mem::swap(other, &mut carried);
                }
            }
            self.found.push(carried);
        }
    }
}

/// A column of the chunk under judgement, by its place.
type ColumnAt<'a, V> = &'a dyn Fn(usize) -> Column<'a, V>;
/// What judges the columns of a chunk.
type Judge<'a, V> = &'a mut dyn FnMut(&mut Walk, ColumnAt<V>);

impl<V: Values> Column<'_, V> {
    fn name(&self) -> Option<&'static str> {
        self.field.map(|(model, at)| model.column_name(at))
    }

    fn pick(&self, rows: &[u32]) -> V {
        self.values.pick(self.name(), rows)
    }

    fn trail_of<'b>(&'b self, rows: &'b [u32]) -> Trail<'b> {
        Trail::Picked { from: self.trail, field: self.field, rows }
    }
}
