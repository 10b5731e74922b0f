//! The one form in which values of ours leave Rust: errors, events, issues, what the engine knows of a schema.
//!
//! serde-wasm-bindgen makes JavaScript values of it. One type instead of a derived `Serialize` for each: every derived one is
//! compiled anew for the serializer, 1.4 kB in all.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

/// A value on its way to JavaScript.
#[derive(Debug, Clone, PartialEq)]
pub enum Output {
    /// A number.
    Number(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Output>),
    /// An object, in the order of its keys.
    Object(Vec<(Cow<'static, str>, Output)>),
}

impl Output {
    /// An object without the properties that have no value.
    pub fn object(properties: Vec<(&'static str, Option<Output>)>) -> Self {
        Self::Object(properties.into_iter().filter_map(|(key, value)| Some((key.into(), value?))).collect())
    }

    /// An array; nothing where it would be empty.
    pub fn list<T>(items: &[T]) -> Option<Self>
    where
        for<'a> Output: From<&'a T>,
    {
        (!items.is_empty()).then(|| Self::List(items.iter().map(Self::from).collect()))
    }
}

impl From<&str> for Output {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Output {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<u32> for Output {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl Serialize for Output {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(properties) => serializer.collect_map(properties.iter().map(|(key, value)| (key, value))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_has_only_the_properties_that_have_a_value() {
        let output = Output::object(vec![
            ("code", Some("network".into())),
            ("status", None),
            ("attempts", Some(2.into())),
            ("issues", Output::list::<String>(&[])),
            ("detailedMessages", Output::list(&["\u{0}\"💬".to_owned()])),
        ]);
        assert_eq!(
            serde_json::to_string(&output).unwrap(),
            r#"{"code":"network","attempts":2.0,"detailedMessages":["\u0000\"💬"]}"#
        );
    }
}
