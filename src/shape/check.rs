//! The walker: holds a value against a shape and lists every problem with its path.
//!
//! In WebAssembly every look at a value costs a crossing into JavaScript. So the engine is asked first, at every step, whether
//! a value fits as a whole: mostly it does, and then that was the only crossing. Only what doesn't is gone through.

use super::issue::{bound, concat, decimal, expected};
use super::{AnyValue, Blank, Field, Issue, Kind, Limit, MAX_ISSUES, Model, Shape, Union, names};
use crate::prelude::*;

/// Every problem of a value: none where it is what the shape says. At most [`MAX_ISSUES`].
///
/// `root` is the path of the value itself: `""`, or `results` for what lies under that key.
pub fn check<V: AnyValue>(value: &V, shape: &'static Shape, root: &str) -> Vec<Issue> {
    let mut walk = Walk { issues: Vec::new() };
    walk.value(value, shape, &Path::Root(root));
    walk.issues
}

/// The keys that a model doesn't know.
pub fn unknown_names<V: AnyValue>(value: &V, model: &'static Model, what: &str) -> Vec<Issue> {
    let mut issues = Vec::new();
    for key in value.keys() {
        if issues.len() < MAX_ISSUES && !model.names().any(|name| name == key) {
            issues.push(Issue::unknown(&key, what, model.names));
        }
    }
    issues
}

struct Walk {
    issues: Vec<Issue>,
}

/// How the walk came to a value: made into text only where something is wrong.
enum Path<'a> {
    Root(&'a str),
    Field(&'a Path<'a>, &'static str),
    Item(&'a Path<'a>, u32),
}

impl Path<'_> {
    fn text(&self) -> String {
        match self {
            Path::Root(path) => (*path).to_owned(),
            Path::Field(of, name) => {
                let of = of.text();
                concat(&[&of, if of.is_empty() { "" } else { "." }, name])
            }
            Path::Item(of, at) => concat(&[&of.text(), "[", &decimal(*at), "]"]),
        }
    }
}

impl Walk {
    fn value<V: AnyValue>(&mut self, value: &V, shape: &'static Shape, path: &Path) {
        if self.issues.len() == MAX_ISSUES || value.fits(shape, false) {
            return;
        }
        let kind = value.kind();
        if !shape.accepts.has(kind) {
            let is_literal = kind == Kind::String && place_of(value, shape.literals).is_some();
            if !is_literal {
                self.refuse(path, &expected(shape.accepts, shape.literals), kind.name());
            }
            return;
        }
        match kind {
            Kind::Empty if shape.blank == Blank::NoPayload => {}
            Kind::Object | Kind::Empty => {
                if let Some(model) = shape.model {
                    self.fields(value, model, path);
                }
            }
            Kind::Array => self.items(value, shape, path),
            Kind::Missing | Kind::Null => {}
            _ => self.scalar(value, shape.limit, path),
        }
    }

    fn fields<V: AnyValue>(&mut self, value: &V, model: &'static Model, path: &Path) {
        for (name, Field { shape, .. }) in model.names().zip(model.fields) {
            self.value(&value.field(name), shape, &Path::Field(path, name));
        }
        let Some(Union { tag, variants, .. }) = &model.union else { return };
        let r#type = value.field(TAG);
        self.value(&r#type, tag, &Path::Field(path, TAG));
        let chosen = match r#type.kind() {
            Kind::Missing => Some(0),
            _ => place_of(&r#type, tag.literals),
        };
        let fields = chosen.and_then(|place| variants.get(place)).copied().unwrap_or_default();
        // Theirs are the last names.
        let before = model.names().count() - fields.len();
        for (name, Field { shape, .. }) in model.names().skip(before).zip(fields) {
            self.value(&value.field(name), shape, &Path::Field(path, name));
        }
    }

    fn items<V: AnyValue>(&mut self, value: &V, shape: &Shape, path: &Path) {
        let length = value.len();
        let fits = match shape.limit {
            Limit::NotEmpty => length > 0,
            Limit::Exactly(count) => length == u32::from(count),
            _ => true,
        };
        if !fits {
            let plural = if length == 1 { " item" } else { " items" };
            self.refuse(path, &bound(shape.limit), &concat(&[&decimal(length), plural]));
        }
        if let Some(items) = shape.items {
            for at in 0..length {
                self.value(&value.item(at), items, &Path::Item(path, at));
            }
        }
    }

    fn scalar<V: AnyValue>(&mut self, value: &V, limit: Limit, path: &Path) {
        match limit {
            Limit::Characters(most) => {
                let count = value.len();
                if count > u32::from(most) {
                    self.refuse(path, &bound(limit), &concat(&[&decimal(count), " characters"]));
                }
            }
            Limit::AtLeast(least) => {
                let number = value.number();
                if number < f64::from(least) {
                    let received = if number < 0.0 { "a negative number" } else { "a smaller number" };
                    self.refuse(path, &bound(limit), received);
                }
            }
            _ => {}
        }
    }

    fn refuse(&mut self, path: &Path, expected: &str, received: &str) {
        if self.issues.len() < MAX_ISSUES {
            self.issues.push(Issue::new(&path.text(), expected, received));
        }
    }
}

/// The field that a union is chosen by.
const TAG: &str = "type";

/// The place of a string in a list.
fn place_of<V: AnyValue>(value: &V, literals: &'static str) -> Option<usize> {
    let text = value.string()?;
    names(literals).position(|literal| literal == text)
}
