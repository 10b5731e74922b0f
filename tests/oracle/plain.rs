//! What all that the API sends is made of, in plain serde: ids, words, unknown keys.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

/// Unknown keys. Their being there has another use: without `flatten`, serde takes an array for a struct.
pub type Rest = BTreeMap<String, IgnoredAny>;

/// For fields that hold one of some words. An enum won't do: serde takes `{"group": null}` for `"group"`.
pub fn one_of(words: &[&str], word: &str) -> Result<(), &'static str> {
    if words.contains(&word) { Ok(()) } else { Err("another word") }
}

#[derive(Deserialize)]
#[serde(untagged)]
pub enum Id {
    Number(Whole),
    Text(String),
}

/// A time: a number, or a string.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Time {
    Number(f64),
    Text(String),
}

/// A number that JavaScript holds exactly and without a fraction. `1.0` is one: JavaScript can't tell it from `1`.
#[derive(Deserialize)]
#[serde(try_from = "f64")]
pub struct Whole;

impl TryFrom<f64> for Whole {
    type Error = &'static str;
    fn try_from(number: f64) -> Result<Self, Self::Error> {
        let most = ((1_u64 << 53) - 1) as f64;
        if number == number.trunc() && (-most..=most).contains(&number) { Ok(Self) } else { Err("no whole number") }
    }
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
pub struct RoomType;

impl TryFrom<String> for RoomType {
    type Error = &'static str;
    fn try_from(word: String) -> Result<Self, Self::Error> {
        one_of(&["single", "group"], &word).map(|()| Self)
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
pub enum TextOrObject {
    Text(String),
    Object(Map<String, Value>),
}
