//! All shapes as one table of small numbers, made by the compiler.
//!
//! The declarations point at one another, and addresses hardly compress: as they are, they would be two kilobytes of the
//! package. Here a shape, a model, a list of names is a number, and what is equal is there once.
#![expect(
    clippy::indexing_slicing,
    reason = "at compile time, where an index out of bounds is an error of the compiler"
)]

use super::{Blank, Field, Kinds, Limit, Model, Shape, Union, roots};

/// A shape, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShapeId(u8);

/// A model, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ModelId(u8);

/// A shape in the table; 0 is nothing where a number stands for something.
#[derive(Debug, Clone, Copy)]
pub(super) struct ShapeRow {
    pub accepts: Kinds,
    pub limit: Limit,
    pub blank: Blank,
    literals: u8,
    items: u8,
    model: u8,
}

#[derive(Debug, Clone, Copy)]
struct ModelRow {
    names: u8,
    union: u8,
    fields: Span,
}

/// The fields that depend on `type`, in the table.
#[derive(Debug, Clone, Copy)]
pub(super) struct UnionRow {
    pub accepts: Kinds,
    literals: u8,
    variants: u8,
}

/// Some numbers of shapes, one after the other.
#[derive(Debug, Clone, Copy)]
struct Span {
    start: u16,
    length: u8,
}

impl ShapeId {
    /// The number of a shape; fails to compile for one that can't be reached from the roots.
    pub(super) const fn of(shape: &Shape) -> Self {
        let mut table = TABLE;
        let id = table.shape(shape);
        assert!(table.shapes.length == TABLE.shapes.length, "add the shape to src/shape/roots.rs");
        Self(id)
    }

    pub(super) fn row(self) -> ShapeRow {
        SHAPES.get(usize::from(self.0)).copied().unwrap_or(NO_SHAPE)
    }

    /// The strings that are told apart here, each with a comma behind it.
    pub fn literals(self) -> &'static str {
        self.row().literals()
    }

    /// Its model, if it has one.
    pub fn model(self) -> Option<ModelId> {
        self.row().model()
    }

    /// A number of its own among those of shapes and models.
    #[cfg(target_arch = "wasm32")]
    pub fn key(self) -> u32 {
        // Shapes without literals have nothing to tell apart: they are all alike to the platform.
        if self.row().literals == 0 { 0 } else { self.0.into() }
    }
}

impl ShapeRow {
    pub fn literals(self) -> &'static str {
        text(self.literals)
    }

    pub fn items(self) -> Option<ShapeId> {
        (self.items != 0).then_some(ShapeId(self.items))
    }

    pub fn model(self) -> Option<ModelId> {
        (self.model != 0).then_some(ModelId(self.model))
    }
}

impl ModelId {
    fn row(self) -> ModelRow {
        MODELS.get(usize::from(self.0)).copied().unwrap_or(NO_MODEL)
    }

    /// The names of all columns, each with a comma behind it.
    pub(super) fn names(self) -> &'static str {
        text(self.row().names)
    }

    pub(super) fn fields(self) -> impl ExactSizeIterator<Item = ShapeId> {
        self.row().fields.shapes()
    }

    pub(super) fn union(self) -> Option<UnionRow> {
        let union = self.row().union;
        if union == 0 { None } else { UNIONS.get(usize::from(union)).copied() }
    }

    /// A number of its own among those of shapes and models.
    #[cfg(target_arch = "wasm32")]
    pub fn key(self) -> u32 {
        256 + u32::from(self.0)
    }
}

impl UnionRow {
    pub fn literals(self) -> &'static str {
        text(self.literals)
    }

    /// The fields that each value brings; as many as there are literals.
    pub fn variants(self) -> impl Iterator<Item = impl ExactSizeIterator<Item = ShapeId>> {
        let count = super::names(self.literals()).count();
        VARIANTS.iter().skip(self.variants.into()).take(count).map(|span| span.shapes())
    }
}

impl Span {
    fn shapes(self) -> impl ExactSizeIterator<Item = ShapeId> {
        let start = usize::from(self.start);
        FIELDS.get(start..start + usize::from(self.length)).unwrap_or_default().iter().map(|id| ShapeId(*id))
    }
}

fn text(id: u8) -> &'static str {
    let end = |id: u8| usize::from(TEXT_ENDS.get(usize::from(id)).copied().unwrap_or(0));
    if id == 0 { "" } else { TEXT.get(end(id - 1)..end(id)).unwrap_or("") }
}

const NO_SHAPE: ShapeRow =
    ShapeRow { accepts: Kinds::NONE, limit: Limit::None, blank: Blank::Value, literals: 0, items: 0, model: 0 };
const NO_MODEL: ModelRow = ModelRow { names: 0, union: 0, fields: Span { start: 0, length: 0 } };
const NO_UNION: UnionRow = UnionRow { accepts: Kinds::NONE, literals: 0, variants: 0 };

#[allow(long_running_const_eval)]
const TABLE: Table = {
    let mut table = Table::new();
    let mut at = 0;
    while at < roots::ROOTS.len() {
        table.shape(roots::ROOTS[at]);
        at += 1;
    }
    table
};

static SHAPES: [ShapeRow; TABLE.shapes.length] = TABLE.shapes.all();
static MODELS: [ModelRow; TABLE.models.length] = TABLE.models.all();
static UNIONS: [UnionRow; TABLE.unions.length] = TABLE.unions.all();
static VARIANTS: [Span; TABLE.variants.length] = TABLE.variants.all();
static FIELDS: [u8; TABLE.fields.length] = TABLE.fields.all();
static TEXT_ENDS: [u16; TABLE.text_ends.length] = TABLE.text_ends.all();
static TEXT_BYTES: [u8; TABLE.text.length] = TABLE.text.all();
static TEXT: &str = match str::from_utf8(&TEXT_BYTES) {
    Ok(text) => text,
    Err(_) => "",
};

/// The table under construction. Number 0 is nothing.
struct Table {
    shapes: List<ShapeRow, 255>,
    models: List<ModelRow, 128>,
    unions: List<UnionRow, 16>,
    variants: List<Span, 128>,
    fields: List<u8, 1024>,
    text: List<u8, 8192>,
    text_ends: List<u16, 255>,
}

struct List<T, const MOST: usize> {
    items: [T; MOST],
    length: usize,
}

impl<T: Copy, const MOST: usize> List<T, MOST> {
    const fn of(first: T) -> Self {
        Self { items: [first; MOST], length: 1 }
    }

    const fn add(&mut self, item: T) -> u8 {
        self.items[self.length] = item;
        self.length += 1;
        (self.length - 1) as u8
    }

    const fn all<const LENGTH: usize>(&self) -> [T; LENGTH] {
        let mut all = [self.items[0]; LENGTH];
        let mut at = 0;
        while at < LENGTH {
            all[at] = self.items[at];
            at += 1;
        }
        all
    }
}

impl Table {
    const fn new() -> Self {
        let mut table = Self {
            shapes: List::of(NO_SHAPE),
            models: List::of(NO_MODEL),
            unions: List::of(NO_UNION),
            variants: List::of(Span { start: 0, length: 0 }),
            fields: List::of(0),
            text: List::of(0),
            text_ends: List::of(0),
        };
        table.text.length = 0;
        table
    }

    const fn shape(&mut self, shape: &Shape) -> u8 {
        let row = ShapeRow {
            accepts: shape.accepts,
            limit: shape.limit,
            blank: shape.blank,
            literals: self.text(shape.literals),
            items: match shape.items {
                Some(items) => self.shape(items),
                None => 0,
            },
            model: match shape.model {
                Some(model) => self.model(model),
                None => 0,
            },
        };
        let mut at = 1;
        while at < self.shapes.length {
            if same_shape(&self.shapes.items[at], &row) {
                return at as u8;
            }
            at += 1;
        }
        self.shapes.add(row)
    }

    const fn model(&mut self, model: &Model) -> u8 {
        let row = ModelRow {
            names: self.text(model.names),
            fields: self.fields(model.fields),
            union: match &model.union {
                Some(union) => self.union(union),
                None => 0,
            },
        };
        let mut at = 1;
        while at < self.models.length {
            let other = &self.models.items[at];
            if other.names == row.names && other.union == row.union && other.fields.start == row.fields.start {
                return at as u8;
            }
            at += 1;
        }
        self.models.add(row)
    }

    const fn union(&mut self, union: &Union) -> u8 {
        let mut spans = [Span { start: 0, length: 0 }; 32];
        let count = union.variants.len();
        let mut at = 0;
        while at < count {
            spans[at] = self.fields(union.variants[at]);
            at += 1;
        }
        let literals = self.text(union.literals);
        let mut at = 1;
        while at < self.unions.length {
            let other = &self.unions.items[at];
            if other.literals == literals
                && other.accepts.0 == union.accepts.0
                && self.has_variants(other.variants as usize, &spans, count)
            {
                return at as u8;
            }
            at += 1;
        }
        // Two unions may differ in what else `type` may be only.
        let mut start = 1;
        while start + count <= self.variants.length && !self.has_variants(start, &spans, count) {
            start += 1;
        }
        if start + count > self.variants.length {
            start = self.variants.length;
            let mut at = 0;
            while at < count {
                self.variants.add(spans[at]);
                at += 1;
            }
        }
        self.unions.add(UnionRow { accepts: union.accepts, literals, variants: start as u8 })
    }

    const fn has_variants(&self, start: usize, spans: &[Span], count: usize) -> bool {
        let mut at = 0;
        while at < count {
            let other = &self.variants.items[start + at];
            if start + at >= self.variants.length || other.start != spans[at].start || other.length != spans[at].length
            {
                return false;
            }
            at += 1;
        }
        true
    }

    /// The fields, where the same ones stand in a row already, or at the end.
    const fn fields(&mut self, fields: &[Field]) -> Span {
        let mut ids = [0; 64];
        let mut at = 0;
        while at < fields.len() {
            ids[at] = self.shape(fields[at].shape);
            at += 1;
        }
        let mut start = 0;
        while start + fields.len() <= self.fields.length {
            if starts_with(&self.fields.items, start, &ids, fields.len()) {
                return Span { start: start as u16, length: fields.len() as u8 };
            }
            start += 1;
        }
        let start = self.fields.length as u16;
        let mut at = 0;
        while at < fields.len() {
            self.fields.add(ids[at]);
            at += 1;
        }
        Span { start, length: fields.len() as u8 }
    }

    const fn text(&mut self, text: &str) -> u8 {
        if text.is_empty() {
            return 0;
        }
        let bytes = text.as_bytes();
        let mut at = 1;
        while at < self.text_ends.length {
            let (start, end) = (self.text_ends.items[at - 1] as usize, self.text_ends.items[at] as usize);
            if end - start == bytes.len() && starts_with(&self.text.items, start, bytes, bytes.len()) {
                return at as u8;
            }
            at += 1;
        }
        let mut at = 0;
        while at < bytes.len() {
            self.text.add(bytes[at]);
            at += 1;
        }
        self.text_ends.add(self.text.length as u16)
    }
}

const fn starts_with(all: &[u8], start: usize, part: &[u8], length: usize) -> bool {
    let mut at = 0;
    while at < length {
        if all[start + at] != part[at] {
            return false;
        }
        at += 1;
    }
    true
}

const fn same_shape(a: &ShapeRow, b: &ShapeRow) -> bool {
    let same_limit = match (a.limit, b.limit) {
        (Limit::None, Limit::None) | (Limit::NotEmpty, Limit::NotEmpty) => true,
        (Limit::Exactly(a), Limit::Exactly(b)) => a == b,
        (Limit::Characters(a), Limit::Characters(b)) => a == b,
        (Limit::AtLeast(a), Limit::AtLeast(b)) => a == b,
        _ => false,
    };
    same_limit
        && a.accepts.0 == b.accepts.0
        && a.blank as u8 == b.blank as u8
        && a.literals == b.literals
        && a.items == b.items
        && a.model == b.model
}
