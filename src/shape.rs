//! What a model looks like as data: the fields, the kinds they may have, and what lies beneath.
//!
//! A model is declared once, by [`model!`](crate::model!) or [`params!`](crate::params!). The declaration gives the Rust
//! struct, the static [`Model`] that [`check`] holds values against, and, through [`crate::typescript`], the TypeScript
//! type. What the types say and what the check enforces is therefore the same data.

mod check;
mod issue;
#[cfg(not(target_arch = "wasm32"))]
mod json;
mod kind;

pub use check::{Columns, Values, check, unknown_names};
pub use issue::{Issue, MAX_ISSUES};
pub(crate) use issue::{concat, joined, printable};
#[cfg(not(target_arch = "wasm32"))]
pub use json::JsonValues;
pub use kind::{Kind, Kinds};

use std::num::NonZeroU32;

use serde::de::{self, DeserializeOwned};
use serde::{Deserialize, Deserializer, Serialize};

/// The values that a place of a model accepts: any of some kinds, and what those kinds hold.
///
/// Most places hold strings and numbers, of which there is no more to say: what they don't need takes no room.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// The kinds accepted.
    pub accepts: Kinds,
    /// What strings, arrays and objects hold.
    pub inner: Option<&'static Inner>,
    /// What `null` and `{}` mean here, beyond being values.
    pub blank: Blank,
    /// How many items or characters.
    pub limit: Limit,
    /// A TypeScript type that kinds can't express, such as a function's.
    #[cfg(not(target_arch = "wasm32"))]
    pub typescript: Option<&'static str>,
}

/// What the strings, arrays and objects of a place hold.
#[derive(Debug, Clone, Copy)]
pub struct Inner {
    /// Strings accepted; with [`Kinds::STRING`] among the kinds, others pass too.
    pub literals: &'static [&'static str],
    /// What an array's items look like.
    pub items: Option<&'static Shape>,
    /// What an object looks like.
    pub model: Option<&'static Model>,
}

/// A bound on a value's size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// No bound.
    None,
    /// At least one item.
    NotEmpty,
    /// That many items.
    Exactly(u16),
    /// At most that many characters (Unicode code points).
    Characters(u16),
    /// A number that is not below that.
    AtLeast(u16),
}

/// What `null` and `{}` mean at a place, where they stand for something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blank {
    /// They are what they are.
    Value,
    /// `null` is an empty list: the wire has both, the reader gets `[]`.
    EmptyList,
    /// `{}` is the absence of a payload, whatever fields the payload would need.
    NoPayload,
}

/// An object's fields.
#[derive(Debug)]
pub struct Model {
    /// The name of the TypeScript interface.
    #[cfg(not(target_arch = "wasm32"))]
    pub name: &'static str,
    /// The names of all columns, each with a comma behind it: of the fields, and if there is a union of `type` and of what
    /// that may bring.
    pub names: &'static str,
    /// The fields, in the order of the documentation.
    pub fields: &'static [Field],
    /// Fields that depend on the value of another one.
    pub union: Option<Union>,
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
    /// The values accepted.
    pub shape: Shape,
    /// Whether it has to be there.
    pub required: bool,
    /// The documentation.
    #[cfg(not(target_arch = "wasm32"))]
    pub doc: &'static str,
}

/// A discriminated union: further fields, chosen by the value of the field `type`.
#[derive(Debug)]
pub struct Union {
    /// The values of `type`, one a variant; the first is meant where `type` is absent.
    pub literals: &'static [&'static str],
    /// The fields that each value brings, in the order of `literals`.
    pub variants: &'static [&'static [Field]],
    /// Whether `type` may have another value, with fields of any shape.
    pub open: bool,
    /// The documentation of each variant.
    #[cfg(not(target_arch = "wasm32"))]
    pub docs: &'static [&'static str],
}

impl Inner {
    const NONE: Inner = Inner { literals: &[], items: None, model: None };
}

impl Shape {
    /// Any of these kinds, with nothing more to say.
    pub const fn of(accepts: Kinds) -> Self {
        Self {
            accepts,
            inner: None,
            blank: Blank::Value,
            limit: Limit::None,
            #[cfg(not(target_arch = "wasm32"))]
            typescript: None,
        }
    }

    /// These kinds, with something in them.
    pub const fn with(accepts: Kinds, inner: &'static Inner) -> Self {
        Self { inner: Some(inner), ..Self::of(accepts) }
    }

    /// The strings accepted, where they are few.
    pub const fn literals(&self) -> &'static [&'static str] {
        self.inner().literals
    }

    /// What an array's items look like.
    pub const fn items(&self) -> Option<&'static Shape> {
        self.inner().items
    }

    /// What an object looks like.
    pub const fn model(&self) -> Option<&'static Model> {
        self.inner().model
    }

    const fn inner(&self) -> &'static Inner {
        match self.inner {
            Some(inner) => inner,
            None => &Inner::NONE,
        }
    }

    /// With a bound.
    pub const fn limit(self, limit: Limit) -> Self {
        Self { limit, ..self }
    }

    /// With a meaning of `null` or `{}`.
    pub const fn blank(self, blank: Blank) -> Self {
        Self { blank, ..self }
    }

    /// A value, or `null`.
    pub const fn or_null(self) -> Self {
        let blank = if matches!(self.blank, Blank::EmptyList) { Blank::Value } else { self.blank };
        Self { accepts: self.accepts.or(Kinds::NULL), blank, ..self }
    }

    /// Without `null`: parameters are given or left out.
    pub const fn not_null(self) -> Self {
        Self { accepts: self.accepts.without(Kinds::NULL), ..self }
    }

    /// With a TypeScript type of its own.
    #[cfg_attr(target_arch = "wasm32", allow(unused_variables))]
    pub const fn typescript(self, text: &'static str) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        return Self { typescript: Some(text), ..self };
        #[cfg(target_arch = "wasm32")]
        self
    }
}

/// A Rust type that stands for values of a shape.
pub trait Shaped {
    /// The shape.
    const SHAPE: Shape;
    /// Whether a field of this type has to be there.
    const REQUIRED: bool = true;

    /// Whether this value is left out of JSON.
    fn is_absent(&self) -> bool {
        false
    }
}

macro_rules! shaped {
    ($($type:ty => $shape:expr;)*) => { $(impl Shaped for $type { const SHAPE: Shape = $shape; })* };
}

shaped! {
    String => Shape::of(Kinds::STRING);
    bool => Shape::of(Kinds::BOOLEAN);
    i64 => Shape::of(Kinds::INTEGER);
    u32 => Shape::of(Kinds::INTEGER).limit(Limit::AtLeast(0));
    NonZeroU32 => Shape::of(Kinds::INTEGER).limit(Limit::AtLeast(1));
    f64 => Shape::of(Kinds::INTEGER.or(Kinds::LARGE).or(Kinds::NUMBER));
    serde_json::Value => Shape::of(Kinds::ANY);
    JsonObject => Shape::of(Kinds::OBJECT);
}

/// A JSON object of the caller's own design.
pub type JsonObject = serde_json::Map<String, serde_json::Value>;

impl<T: Shaped> Shaped for Option<T> {
    const SHAPE: Shape = T::SHAPE.or_null();
    const REQUIRED: bool = false;

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

const fn list<T: Shaped>(accepts: Kinds) -> Shape {
    Shape::with(accepts, const { &Inner { items: Some(&T::SHAPE), model: None, literals: &[] } })
}

impl<T: Shaped> Shaped for Vec<T> {
    const SHAPE: Shape = list::<T>(Kinds::ARRAY.or(Kinds::NULL)).blank(Blank::EmptyList);
}

impl<T: Shaped, const N: usize> Shaped for [T; N] {
    const SHAPE: Shape = list::<T>(Kinds::ARRAY).limit(Limit::Exactly(N as u16));
}

/// A list with at least one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NotEmpty<T>(pub Vec<T>);

impl<T: Shaped> Shaped for NotEmpty<T> {
    const SHAPE: Shape = list::<T>(Kinds::ARRAY).limit(Limit::NotEmpty);
}

/// A text of at most so many characters (Unicode code points).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text<const MOST: u16>(pub String);

impl<const MOST: u16> Shaped for Text<MOST> {
    const SHAPE: Shape = String::SHAPE.limit(Limit::Characters(MOST));
}

/// What a received comment carries: nothing (absent, `null` or `{}`), or what its type says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Payload<T>(pub Option<T>);

impl<T> Default for Payload<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Shaped> Shaped for Payload<T> {
    const SHAPE: Shape = T::SHAPE.or_null().blank(Blank::NoPayload);
    const REQUIRED: bool = false;

    fn is_absent(&self) -> bool {
        self.0.is_none()
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Payload<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::Null => Ok(Self(None)),
            serde_json::Value::Object(map) if map.is_empty() => Ok(Self(None)),
            payload => T::deserialize(payload).map(|payload| Self(Some(payload))).map_err(de::Error::custom),
        }
    }
}

/// For a list that is `null` where it is empty.
pub fn null_as_empty<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// Declares a model of what the API sends: an optional field may be absent or `null`, a list may be `null`.
#[macro_export]
macro_rules! model {
    ($($input:tt)*) => { $crate::declare! { or_null; $($input)* } };
}

/// Declares what a caller hands in: an optional field is given or left out.
#[macro_export]
macro_rules! params {
    ($($input:tt)*) => { $crate::declare! { not_null; $($input)* } };
}

/// The struct as written, and its shape. Of a field `..content: T`, the fields come from the union `T`.
#[doc(hidden)]
#[macro_export]
macro_rules! declare {
    ($null:ident; $(#[doc = $doc:literal])* pub struct $name:ident {
        $($(#[doc = $field_doc:literal])* $(#[serde($($serde:tt)*)])? pub $field:ident $(as $json:literal)?: $type:ty,)*
        $(..$union:ident($($column:ident),*): $union_type:ty,)?
    }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $name {
            $($(#[doc = $field_doc])*
            #[serde(skip_serializing_if = "crate::shape::Shaped::is_absent")]
            $(#[serde(rename = $json)])?
            $(#[serde($($serde)*)])?
            pub $field: $type,)*
            $(/// The fields that depend on `type`.
            #[serde(flatten)]
            pub $union: $union_type,)?
        }

        impl $name {
            /// The model as data.
            pub const MODEL: $crate::shape::Model = $crate::shape::Model {
                #[cfg(not(target_arch = "wasm32"))]
                name: stringify!($name),
                names: concat!($($crate::declare!(@name $field $($json)?), ","),* $(, $crate::declare!(@columns $($column)*))?),
                fields: &[$($crate::shape::Field {
                    #[cfg(not(target_arch = "wasm32"))]
                    name: $crate::declare!(@name $field $($json)?),
                    shape: $crate::declare!(@shape $null <$type as $crate::shape::Shaped>),
                    required: <$type as $crate::shape::Shaped>::REQUIRED,
                    #[cfg(not(target_arch = "wasm32"))]
                    doc: concat!($($field_doc, "\n"),*),
                }),*],
                union: $crate::declare!(@union $($union_type)?),
                #[cfg(not(target_arch = "wasm32"))]
                doc: concat!($($doc, "\n"),*),
            };
        }

        impl $crate::shape::Shaped for $name {
            const SHAPE: $crate::shape::Shape = $crate::shape::Shape::with(
                $crate::shape::Kinds::OBJECT,
                &$crate::shape::Inner { model: Some(&$name::MODEL), items: None, literals: &[] },
            );
        }
    };
    (@columns $($column:ident)*) => { concat!("type,", $(stringify!($column), ","),*) };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $json:literal) => { $json };
    (@shape or_null <$type:ty as $trait:path>) => { <$type as $trait>::SHAPE };
    (@shape not_null <$type:ty as $trait:path>) => {
        if <$type as $trait>::REQUIRED { <$type as $trait>::SHAPE } else { <$type as $trait>::SHAPE.not_null() }
    };
    (@union) => { None };
    (@union $union:ty) => { Some(<$union>::UNION) };
}

/// Declares an enum of strings; with `or other`, one that has further values.
#[macro_export]
macro_rules! literals {
    ($(#[doc = $doc:literal])* pub enum $name:ident $(or $other:ident)? {
        $($(#[doc = $variant_doc:literal])* $variant:ident = $literal:literal,)*
    }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
        pub enum $name {
            $($(#[doc = $variant_doc])*
            #[serde(rename = $literal)]
            $variant,)*
            $(#[doc = concat!("A value that this version has no name for, an ", stringify!($other), ".")]
            #[serde(untagged)]
            Other(String),)?
        }

        impl $name {
            /// The value as the API spells it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $literal,)*
                    $(Self::Other(text) => { let _ = stringify!($other); text })?
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl $crate::shape::Shaped for $name {
            const SHAPE: $crate::shape::Shape = {
                let accepts = $crate::shape::Kinds::NONE;
                $(let _ = stringify!($other);
                let accepts = accepts.or($crate::shape::Kinds::STRING);)?
                $crate::shape::Shape::with(
                    accepts,
                    &$crate::shape::Inner { literals: &[$($literal),*], items: None, model: None },
                )
            };
        }
    };
}

/// Declares the fields that depend on `type`, after a list of their names; with `or other`, for a `type` that may have further values. The
/// first word says whether an optional field may be `null`, as it may in a [`model!`], or not, as in [`params!`].
#[macro_export]
macro_rules! union {
    ($null:ident; $(#[doc = $doc:literal])* pub enum $name:ident $(or $other:ident)? {
        $($(#[doc = $variant_doc:literal])* $literal:literal => $variant:ident {
            $($(#[doc = $field_doc:literal])* $(#[serde($($serde:tt)*)])? $field:ident: $type:ty),* $(,)?
        },)*
    }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(tag = "type")]
        #[allow(missing_docs)]
        pub enum $name {
            $($(#[doc = $variant_doc])*
            #[serde(rename = $literal)]
            $variant {
                $(#[serde(skip_serializing_if = "crate::shape::Shaped::is_absent")]
                $(#[serde($($serde)*)])?
                $field: $type),*
            },)*
            $(#[doc = concat!("A type that this version has no name for, an ", stringify!($other), "; or none.")]
            #[serde(untagged)]
            Other {
                #[serde(skip_serializing_if = "crate::shape::Shaped::is_absent")]
                r#type: Option<String>,
                #[serde(skip_serializing_if = "crate::shape::Shaped::is_absent")]
                payload: Option<serde_json::Value>,
            },)?
        }

        impl $name {
            /// The union as data.
            pub const UNION: $crate::shape::Union = $crate::shape::Union {
                literals: &[$($literal),*],
                variants: &[$(&[$($crate::shape::Field {
                    #[cfg(not(target_arch = "wasm32"))]
                    name: stringify!($field),
                    shape: $crate::declare!(@shape $null <$type as $crate::shape::Shaped>),
                    required: <$type as $crate::shape::Shaped>::REQUIRED,
                    #[cfg(not(target_arch = "wasm32"))]
                    doc: concat!($($field_doc, "\n"),*),
                }),*]),*],
                open: false $(|| { let _ = stringify!($other); true })?,
                #[cfg(not(target_arch = "wasm32"))]
                docs: &[$(concat!($($variant_doc, "\n"),*)),*],
            };
        }
    };
}
