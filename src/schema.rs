//! A model as data: its fields, the kinds of value they accept, and what lies beneath.
//!
//! A model is declared once, by [`model!`](crate::model!), [`params!`](crate::params!) or [`options!`](crate::options!). The
//! declaration gives the Rust struct, the static [`Model`] that [`validate`] holds values against, and, through
//! [`crate::typescript`], the TypeScript type. What the types say and what the validator enforces is therefore the same data.

mod declare;
mod issue;
#[cfg(not(target_arch = "wasm32"))]
mod json;
mod kind;
mod masks;
mod suggestion;
mod types;
mod validate;
mod value;

use issue::closest;
pub use issue::{Issue, MAX_ISSUES};
pub(crate) use issue::{nearest, printable, text_kind};
#[cfg(not(target_arch = "wasm32"))]
pub use json::JsonValue;
pub use kind::{Kind, Kinds};
pub use types::{Filled, HasSchema, JsonObject, NotEmpty, Payload, Text, null_as_empty};
pub use validate::{Strength, Validation, issues, validate};
pub use value::{AnyValue, names};

/// The values that a field accepts: any of some kinds, and what those kinds hold.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// The kinds accepted.
    pub accepts: Kinds,
    /// Strings accepted, each with a comma behind it; with [`Kinds::STRING`] among the kinds, others pass too.
    pub strings: &'static str,
    /// What an array's items look like.
    pub items: Option<&'static Schema>,
    /// What an object looks like.
    pub model: Option<&'static Model>,
    /// What `null` and `{}` stand for.
    pub empty: EmptyPolicy,
    /// How many items or characters.
    pub limit: Limit,
    /// A TypeScript type that kinds can't express, such as a function's.
    #[cfg(not(target_arch = "wasm32"))]
    pub typescript: Option<&'static str>,
    /// Whether a caller may leave the value out, but not give it as `undefined`.
    #[cfg(not(target_arch = "wasm32"))]
    pub never_undefined: bool,
}

/// A bound on a value's size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// No bound.
    None,
    /// At least one item, or one character.
    NotEmpty,
    /// That many items.
    Exactly(u16),
    /// At most that many characters (Unicode code points).
    Characters(u16),
    /// A number that is not below that.
    AtLeast(u16),
}

/// What `null` and `{}` stand for, where they aren't values like others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmptyPolicy {
    /// They are values.
    Value,
    /// `null` is an empty array: the wire has both, the reader gets `[]`.
    NullIsEmptyArray,
    /// `{}` is the absence of a payload, whatever fields the payload needs.
    NoPayload,
}

/// An object's fields.
#[derive(Debug)]
pub struct Model {
    /// The name of the TypeScript interface.
    #[cfg(not(target_arch = "wasm32"))]
    pub name: &'static str,
    /// The names of all fields, each with a comma behind it; if there is a union with `type` and what that may bring at the end.
    pub names: &'static str,
    /// The fields, in the order of the documentation.
    pub fields: &'static [Field],
    /// Fields that depend on the value of another one.
    pub union: Option<Union>,
    /// What a field is called where unknown ones are refused, such as "option"; `None` where they are preserved.
    pub closed: Option<&'static str>,
    /// If there is a union, an example of the TypeScript interface that has the other fields.
    #[cfg(not(target_arch = "wasm32"))]
    pub base_example: &'static str,
    /// The documentation.
    #[cfg(not(target_arch = "wasm32"))]
    pub doc: &'static str,
}

/// One field of a model.
#[derive(Debug)]
pub struct Field {
    /// The name in JSON.
    #[cfg(not(target_arch = "wasm32"))]
    pub name: &'static str,
    /// The values accepted. One of some dozens, which the fields share.
    pub schema: &'static Schema,
    /// The documentation.
    #[cfg(not(target_arch = "wasm32"))]
    pub doc: &'static str,
}

/// A discriminated union: further fields, chosen by the value of the field `type`.
#[derive(Debug)]
pub struct Union {
    /// The field `type`: its strings, one a variant; and what else it may be: another string, of a variant that has fields of
    /// any schema; or missing, which means the first.
    pub tag: Schema,
    /// The fields that each string brings, in their order.
    pub variants: &'static [&'static [Field]],
    /// The documentation of each variant.
    #[cfg(not(target_arch = "wasm32"))]
    pub docs: &'static [&'static str],
}

impl Schema {
    /// Any of these kinds, with nothing more to say.
    pub const fn of(accepts: Kinds) -> Self {
        Self {
            accepts,
            strings: "",
            items: None,
            model: None,
            empty: EmptyPolicy::Value,
            limit: Limit::None,
            #[cfg(not(target_arch = "wasm32"))]
            typescript: None,
            #[cfg(not(target_arch = "wasm32"))]
            never_undefined: false,
        }
    }

    /// With items of that schema, where it is an array.
    pub const fn items(self, items: &'static Schema) -> Self {
        Self { items: Some(items), ..self }
    }

    /// With that model, where it is an object.
    pub const fn model(self, model: &'static Model) -> Self {
        Self { model: Some(model), ..self }
    }

    /// With these strings.
    pub const fn strings(self, strings: &'static str) -> Self {
        Self { strings, ..self }
    }

    /// With a bound.
    pub const fn limit(self, limit: Limit) -> Self {
        Self { limit, ..self }
    }

    /// With a meaning of `null` or `{}`.
    pub const fn empty(self, empty: EmptyPolicy) -> Self {
        Self { empty, ..self }
    }

    /// A value, or `null`.
    pub const fn or_null(self) -> Self {
        let empty = if matches!(self.empty, EmptyPolicy::NullIsEmptyArray) { EmptyPolicy::Value } else { self.empty };
        Self { accepts: self.accepts.or(Kinds::NULL), empty, ..self }
    }

    /// A value, or nothing at all.
    pub const fn or_missing(self) -> Self {
        Self { accepts: self.accepts.or(Kinds::MISSING), ..self }
    }

    /// Where `null` would mean what leaving out does, without `null`: parameters are given or left out.
    pub const fn not_null(self) -> Self {
        let null = if self.required() { Kinds::NONE } else { Kinds::NULL };
        Self { accepts: self.accepts.without(null), ..self }
    }

    /// Whether there has to be a value.
    pub const fn required(&self) -> bool {
        !self.accepts.contains(Kinds::MISSING)
    }

    /// With a TypeScript type of its own.
    #[cfg_attr(target_arch = "wasm32", allow(unused_variables))]
    pub const fn typescript(self, text: &'static str) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        return Self { typescript: Some(text), ..self };
        #[cfg(target_arch = "wasm32")]
        self
    }

    /// For values that a caller may leave out, but not give as `undefined`.
    pub const fn never_undefined(self) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        return Self { never_undefined: true, ..self };
        #[cfg(target_arch = "wasm32")]
        self
    }
}
