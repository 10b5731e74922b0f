//! One thing that is wrong with a value: where, what was expected, what was there.

use super::{Kind, Kinds, Limit, names};
use crate::prelude::*;

/// The most issues that one error lists.
pub const MAX_ISSUES: usize = 100;

crate::model! {
    /// One thing that is wrong with a value.
    pub struct Issue {
        /// Where: `emails[1]`, `results.comments[0].id`, `payload.buttons[2].label`; empty for the value itself.
        pub path: String,
        /// What should be there: `string`, `integer or string`, `"single" or "group"`, `exactly 2 items`.
        pub expected: String,
        /// What is there, by its kind and never by its content: `nothing`, `null`, `array`, `3 items`.
        pub received: String,
        /// The three as one sentence, with a suggestion for a misspelt name.
        pub message: String,
    }
}

impl Issue {
    /// An issue whose sentence is made of its parts.
    pub fn new(path: &str, expected: &str, received: &str) -> Self {
        let place = if path.is_empty() { "the value" } else { path };
        let message = if received == Kind::Missing.name() {
            concat(&[place, " is missing, expected ", expected])
        } else {
            concat(&[place, ": expected ", expected, ", received ", received])
        };
        Self { path: path.to_owned(), expected: expected.to_owned(), received: received.to_owned(), message }
    }

    /// A text or bytes that are wrong as a whole: `what` it is, such as "the reply".
    pub fn whole(what: &str, expected: &str, received: &str) -> Self {
        let message = concat(&[what, " is ", received, ", expected ", expected]);
        Self { path: String::new(), expected: expected.to_owned(), received: received.to_owned(), message }
    }

    /// A name that nothing knows, and the one of the known ones (each with a comma behind it) that is meant, if one is close.
    pub fn unknown(name: &str, what: &str, known: &'static str) -> Self {
        let path = printable(name);
        let mut message = concat(&[&*path, " is no known ", what]);
        if let Some(closest) = closest(name, known) {
            message.push_str(", did you mean ");
            message.push_str(closest);
            message.push('?');
        }
        Self { path, expected: concat(&["a known ", what]), received: "unknown name".to_owned(), message }
    }
}

/// A name as it can be shown: not endless, and without the line breaks that would forge a line in a log.
pub fn printable(name: &str) -> String {
    let mut text = String::new();
    for c in name.chars().take(64) {
        text.push(if c.is_control() { '?' } else { c });
    }
    text
}

/// Some text, made of its parts. Not `concat`, whose code for every separator is large.
pub(crate) fn concat(parts: &[&str]) -> String {
    let mut text = String::new();
    parts.iter().for_each(|part| text.push_str(part));
    text
}

/// A digit of a base up to 36.
pub(crate) fn digit(value: u8) -> char {
    char::from(if value < 10 { b'0' + value } else { b'a' - 10 + value })
}

/// A number in digits. Not `to_string`, which brings all that can be done to numbers: a kilobyte and a half.
pub(crate) fn decimal(number: u32) -> String {
    let mut digits = if number < 10 { String::new() } else { decimal(number / 10) };
    digits.push(digit((number % 10) as u8));
    digits
}

/// The number that a text of digits is, or the largest there is. Not `parse`, for the same reason.
pub(crate) fn number(text: &str) -> Option<u32> {
    let mut number = 0u32;
    for byte in text.bytes() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number.saturating_mul(10).saturating_add(digit.into());
    }
    (!text.is_empty()).then_some(number)
}

/// Words with something between them.
pub(crate) fn joined(words: &[String], between: &str) -> String {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() {
            text.push_str(between);
        }
        text.push_str(word);
    }
    text
}

/// What a text that isn't JSON seems to be.
pub(crate) fn text_kind(text: &str) -> &'static str {
    match text.trim_ascii().as_bytes().first() {
        None => "empty",
        Some(b'<') => "HTML",
        Some(b'{' | b'[') => "broken JSON",
        _ => "text",
    }
}

/// The words for what a shape accepts.
pub(super) fn expected(accepts: Kinds, literals: &'static str) -> String {
    let mut text = String::new();
    let mut add = |words: &[&str]| {
        if !text.is_empty() {
            text.push_str(" or ");
        }
        words.iter().for_each(|word| text.push_str(word));
    };
    if !accepts.contains(Kinds::STRING) {
        names(literals).for_each(|literal| add(&["\"", literal, "\""]));
    }
    let any_number = accepts.contains(Kinds::NUMBER);
    for (kinds, word) in [
        (Kinds::NUMBER, "number"),
        (Kinds::INTEGER, "integer"),
        (Kinds::STRING, "string"),
        (Kinds::BOOLEAN, "boolean"),
        (Kinds::ARRAY, "array"),
        (Kinds::OBJECT, "object"),
        (Kinds::FUNCTION, "function"),
        (Kinds::NULL, "null"),
    ] {
        if accepts.contains(kinds) && !(any_number && kinds == Kinds::INTEGER) {
            add(&[word]);
        }
    }
    text
}

/// The words for a bound.
pub(super) fn bound(limit: Limit) -> String {
    match limit {
        Limit::None => String::new(),
        Limit::NotEmpty => "at least 1 item".to_owned(),
        Limit::Exactly(count) => concat(&["exactly ", &decimal(count.into()), " items"]),
        Limit::Characters(count) => concat(&["at most ", &decimal(count.into()), " characters"]),
        Limit::AtLeast(least) => concat(&[&decimal(least.into()), " or more"]),
    }
}

/// The known name nearest to a misspelt one: the same but for case and underscores, or a third of its letters away.
fn closest(name: &str, known: &'static str) -> Option<&'static str> {
    let name = letters(name);
    let mut best = None;
    let mut least = (name.len() / 3).max(1);
    for known in names(known) {
        let distance = distance(name.as_bytes(), letters(known).as_bytes());
        if distance < least || (distance == least && best.is_none()) {
            (best, least) = (Some(known), distance);
        }
    }
    best
}

fn letters(name: &str) -> String {
    let mut letters = String::new();
    for c in name.chars().take(64) {
        if c != '_' && c != '-' {
            letters.push(c.to_ascii_lowercase());
        }
    }
    letters
}

/// How many letters have to be put in, taken out or replaced to make one word of the other (Levenshtein).
fn distance(a: &[u8], b: &[u8]) -> usize {
    // A row of the usual table, without its first column: that is the number of the row.
    let mut row = Vec::new();
    for _ in b {
        row.push(row.len() + 1);
    }
    for (i, a) in a.iter().enumerate() {
        let (mut diagonal, mut left) = (i, i + 1);
        for (cell, b) in row.iter_mut().zip(b) {
            left = (diagonal + usize::from(a != b)).min(*cell + 1).min(left + 1);
            diagonal = core::mem::replace(cell, left);
        }
    }
    row.last().copied().unwrap_or(a.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_name_gets_the_nearest_known_one() {
        let known = "room_id,sender_email,message,type,unique_temp_id,";
        for (name, suggestion) in [
            ("roomId", Some("room_id")),
            ("romm_id", Some("room_id")),
            ("room-id", Some("room_id")),
            ("senderEmail", Some("sender_email")),
            ("mesage", Some("message")),
            ("typ", Some("type")),
            ("uniqueTempId", Some("unique_temp_id")),
            ("colour", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(closest(name, known), suggestion, "{name}");
        }
    }
}
