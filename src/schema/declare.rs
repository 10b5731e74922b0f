//! The declarations: one of them is a Rust struct or enum, a schema, and through the schema a TypeScript type.

/// Declares a model of what the API sends: an optional field may be absent or `null`, a list may be `null`.
#[macro_export]
macro_rules! model {
    ($($input:tt)*) => { $crate::declare! { or_null None; $($input)* } };
}

/// Declares parameters that a caller hands in: an optional one is given or left out, and others are refused.
#[macro_export]
macro_rules! params {
    ($($input:tt)*) => { $crate::declare! { not_null Some("parameter"); $($input)* } };
}

/// Declares options that a caller hands in: as [`params!`], but for the word in messages.
#[macro_export]
macro_rules! options {
    ($($input:tt)*) => { $crate::declare! { not_null Some("option"); $($input)* } };
}

/// The struct as written, and its schema. Of a field `..content: T`, the fields come from the union `T`. The example that goes
/// with it is that of the TypeScript interface with all other fields.
#[doc(hidden)]
#[macro_export]
macro_rules! declare {
    ($null:ident $closed:expr; $(#[doc = $doc:literal])* pub struct $name:ident {
        $($(#[doc = $field_doc:literal])* $(#[serde($($serde:tt)*)])? pub $field:ident $(as $json:literal)?: $type:ty,)*
        $(..$union:ident($($added:ident),*): $union_type:ty, example $example:literal,)?
    }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $name {
            $($(#[doc = $field_doc])*
            #[serde(skip_serializing_if = "crate::schema::HasSchema::is_absent")]
            $(#[serde(rename = $json)])?
            $(#[serde($($serde)*)])?
            pub $field: $type,)*
            $(/// The fields that depend on `type`.
            #[serde(flatten)]
            pub $union: $union_type,)?
        }

        impl $name {
            /// The model as data.
            pub const MODEL: $crate::schema::Model = $crate::schema::Model {
                #[cfg(not(target_arch = "wasm32"))]
                name: stringify!($name),
                names: concat!($($crate::declare!(@name $field $($json)?), ","),* $(, $crate::declare!(@added $($added)*))?),
                fields: &[$($crate::schema::Field {
                    #[cfg(not(target_arch = "wasm32"))]
                    name: $crate::declare!(@name $field $($json)?),
                    schema: &$crate::declare!(@schema $null <$type as $crate::schema::HasSchema>),
                    #[cfg(not(target_arch = "wasm32"))]
                    doc: concat!($($field_doc, "\n"),*),
                }),*],
                union: $crate::declare!(@union $($union_type)?),
                closed: $closed,
                #[cfg(not(target_arch = "wasm32"))]
                base_example: concat!($($example)?),
                #[cfg(not(target_arch = "wasm32"))]
                doc: concat!($($doc, "\n"),*),
            };
        }

        impl $crate::schema::HasSchema for $name {
            const SCHEMA: $crate::schema::Schema =
                $crate::schema::Schema::of($crate::schema::Kinds::OBJECT).model(&$name::MODEL);
        }
    };
    (@added $($added:ident)*) => { concat!("type,", $(stringify!($added), ","),*) };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $json:literal) => { $json };
    (@schema or_null <$type:ty as $trait:path>) => { <$type as $trait>::SCHEMA };
    (@schema not_null <$type:ty as $trait:path>) => { <$type as $trait>::SCHEMA.not_null() };
    (@union) => { None };
    (@union $union:ty) => { Some(<$union>::UNION) };
}

/// Declares an enum of strings; with `or other`, one that has further values.
#[macro_export]
macro_rules! string_enum {
    ($(#[doc = $doc:literal])* pub enum $name:ident $(or $other:ident)? {
        $($(#[doc = $variant_doc:literal])* $variant:ident = $literal:literal,)*
    }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
        pub enum $name {
            $($(#[doc = $variant_doc])*
            #[serde(rename = $literal)]
            $variant,)*
            $(#[doc = concat!("A value that this version does not know, an ", stringify!($other), ".")]
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

        impl $crate::schema::HasSchema for $name {
            const SCHEMA: $crate::schema::Schema = {
                let accepts = $crate::schema::Kinds::NONE;
                $(let _ = stringify!($other);
                let accepts = accepts.or($crate::schema::Kinds::STRING);)?
                $crate::schema::Schema::of(accepts).strings(concat!($($literal, ","),*))
            };
        }
    };
}

/// Declares the fields that depend on `type`; with `or other`, for a `type` that may have further values; with `absent as`,
/// for one that may be left out, and then means the first. The first word says whether an optional field may be `null`, as
/// it may in a [`model!`], or not, as in [`params!`].
#[macro_export]
macro_rules! union {
    ($null:ident; $(#[doc = $doc:literal])* pub enum $name:ident $(or $other:ident)? $(, absent as $absent:literal)? {
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
                $(#[serde(skip_serializing_if = "crate::schema::HasSchema::is_absent")]
                $(#[serde($($serde)*)])?
                $field: $type),*
            },)*
            $(#[doc = concat!("A type that this version does not know, an ", stringify!($other), "; or none.")]
            #[serde(untagged)]
            Other {
                #[serde(skip_serializing_if = "crate::schema::HasSchema::is_absent")]
                r#type: Option<String>,
                #[serde(skip_serializing_if = "crate::schema::HasSchema::is_absent")]
                payload: Option<serde_json::Value>,
            },)?
        }

        impl $name {
            /// The union as data.
            pub const UNION: $crate::schema::Union = $crate::schema::Union {
                tag: $crate::schema::Schema::of(
                    $crate::schema::Kinds::NONE
                        $(.or({ let _ = stringify!($other); $crate::schema::Kinds::STRING }))?
                        $(.or({ let _ = $absent; $crate::schema::Kinds::MISSING }))?,
                )
                .strings(concat!($($literal, ","),*)),
                variants: &[$(&[$($crate::schema::Field {
                    #[cfg(not(target_arch = "wasm32"))]
                    name: stringify!($field),
                    schema: &$crate::declare!(@schema $null <$type as $crate::schema::HasSchema>),
                    #[cfg(not(target_arch = "wasm32"))]
                    doc: concat!($($field_doc, "\n"),*),
                }),*]),*],
                #[cfg(not(target_arch = "wasm32"))]
                docs: &[$(concat!($($variant_doc, "\n"),*)),*],
            };
        }
    };
}

/// Declares what only the platform has: functions and the like.
#[macro_export]
macro_rules! foreign {
    ($($(#[doc = $doc:literal])* $name:ident: $kinds:expr, $typescript:literal;)*) => { $(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $name;

        impl $crate::schema::HasSchema for $name {
            const SCHEMA: $crate::schema::Schema = $crate::schema::Schema::of($kinds).typescript($typescript);
        }
    )* };
}
