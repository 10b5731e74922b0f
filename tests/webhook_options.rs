//! What a webhook handler may be made with.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::ops::Range;

use qiscus_wasm::error::Code;
use qiscus_wasm::shape::{Columns, JsonValues, Kind, Model, Values};
use qiscus_wasm::webhook::check_options;
use serde_json::{Value, json};

/// JSON with what it lacks: no option is a boolean, so `true` stands for a function; and some names stand there with
/// `undefined`.
struct Options<'a>(JsonValues<'a>, &'a [&'a str]);

impl Values for Options<'_> {
    fn len(&self) -> u32 {
        self.0.len()
    }
    fn kinds(&self, rows: Range<u32>, columns: Columns, out: &mut Vec<u8>) {
        self.0.kinds(rows, columns, out);
        out.iter_mut().filter(|byte| **byte == Kind::Boolean as u8).for_each(|byte| *byte = Kind::Function as u8);
    }
    fn unsettled(&self, columns: Columns) -> u32 {
        self.0.unsettled(columns)
    }
    fn pick(&self, name: Option<&'static str>, rows: &[u32]) -> Self {
        Self(self.0.pick(name, rows), self.1)
    }
    fn items(&self, lengths: &mut Vec<u32>) -> Self {
        Self(self.0.items(lengths), self.1)
    }
    fn empty_lists(&self, name: &'static str, rows: &[u32]) {
        self.0.empty_lists(name, rows);
    }
    fn field(&self, name: &'static str) -> Self {
        Self(self.0.field(name), self.1)
    }
    fn entry(&self, key: &str) -> Self {
        Self(self.0.entry(key), self.1)
    }
    fn kind(&self) -> Kind {
        if self.0.kind() == Kind::Boolean { Kind::Function } else { self.0.kind() }
    }
    fn text(&self) -> String {
        self.0.text()
    }
    fn item_texts(&self) -> Vec<String> {
        self.0.item_texts()
    }
    fn number(&self) -> f64 {
        self.0.number()
    }
    fn keys(&self) -> Vec<String> {
        self.0.keys().into_iter().chain(self.1.iter().map(|name| (*name).to_owned())).collect()
    }
    fn unknown_keys(&self, model: &'static Model) -> Vec<String> {
        self.0.unknown_keys(model)
    }
}

fn sentences(options: &Value, undefined: &[&str]) -> Vec<String> {
    let Err(error) = check_options(&Options(JsonValues::one(options), undefined)) else { return Vec::new() };
    assert_eq!(error.code, Code::InvalidOptions);
    let sentences: Vec<_> = error.issues.into_iter().map(|issue| issue.message).collect();
    assert!(error.message.starts_with(&format!("invalid options: {}", sentences[0])), "{}", error.message);
    assert!(!error.message.contains("s3cret"), "{}", error.message);
    sentences
}

#[test]
fn options_that_will_do() {
    for options in [
        json!({ "onEvent": true }),
        json!({ "onEvent": true, "signatureKey": "s3cret" }),
        json!({ "onEvent": true, "signatureKey": ["s3cret", "another"] }),
        json!({ "onEvent": true, "maxBytes": 1 }),
        json!({ "onEvent": true, "maxBytes": 9_007_199_254_740_991_u64, "timeout": 0 }),
        json!({ "onEvent": true, "timeout": 0.5, "claim": true, "release": true, "onError": true }),
    ] {
        assert_eq!(sentences(&options, &[]), [""; 0], "{options}");
    }
    assert_eq!(sentences(&json!({ "onEvent": true }), &["maxBytes", "timeout", "claim"]), [""; 0]);
}

#[test]
fn every_wrong_option_is_named() {
    let key = "signatureKey: expected a key as the dashboard shows it, received";
    for (option, value, sentence) in [
        ("signatureKey", json!(""), format!("{key} an empty string")),
        ("signatureKey", json!("  "), format!("{key} an empty string")),
        ("signatureKey", json!("s3cret\n"), format!("{key} a string with blanks around it")),
        ("signatureKey", json!([]), format!("{key} 0 items")),
        ("signatureKey", json!(["s3cret", ""]), key.replace(':', "[1]:") + " an empty string"),
        ("signatureKey", json!(["s3cret "]), key.replace(':', "[0]:") + " a string with blanks around it"),
        ("signatureKey", json!(null), "signatureKey: expected string or array, received null".into()),
        ("signatureKey", json!(7), "signatureKey: expected string or array, received integer".into()),
        ("signatureKey", json!(true), "signatureKey: expected string or array, received function".into()),
        ("signatureKey", json!({ "k": "s3cret" }), "signatureKey: expected string or array, received object".into()),
        ("onEvent", json!("s3cret"), "onEvent: expected function, received string".into()),
        ("onEvent", json!(null), "onEvent: expected function, received null".into()),
        ("maxBytes", json!(0), "maxBytes: expected 1 or more, received a smaller number".into()),
        ("maxBytes", json!(-1), "maxBytes: expected 1 or more, received a negative number".into()),
        ("maxBytes", json!(1.5), "maxBytes: expected integer, received number".into()),
        ("maxBytes", json!(1e300), "maxBytes: expected integer, received integer beyond 2^53".into()),
        ("maxBytes", json!("1"), "maxBytes: expected integer, received string".into()),
        ("maxBytes", json!(null), "maxBytes: expected integer, received null".into()),
        ("timeout", json!(-0.5), "timeout: expected 0 or more, received a negative number".into()),
        ("timeout", json!("1"), "timeout: expected number, received string".into()),
        ("timeout", json!(null), "timeout: expected number, received null".into()),
        ("claim", json!({}), "claim: expected function, received empty object".into()),
        ("release", json!([1]), "release: expected function, received array".into()),
        ("onError", json!(1), "onError: expected function, received integer".into()),
        ("onevent", json!(true), "onevent is no known option, did you mean onEvent?".into()),
        ("secretKey", json!("s3cret"), "secretKey is no known option".into()),
    ] {
        let mut options = json!({ "onEvent": true });
        options[option] = value;
        assert_eq!(sentences(&options, &[]), [sentence], "{options}");
    }
}

#[test]
fn a_key_of_undefined_is_no_way_to_accept_everything() {
    let expected = "a key, or no such option where the dashboard has none";
    let told = sentences(&json!({ "onEvent": true }), &["signatureKey"]);
    assert_eq!(told, [format!("signatureKey: expected {expected}, received undefined")]);
}

#[test]
fn what_is_no_object_is_one_issue() {
    for (options, sentence) in [
        (json!(null), "options: expected object, received null"),
        (json!("s3cret"), "options: expected object, received string"),
        (json!([]), "options: expected object, received array"),
        (json!(true), "options: expected object, received function"),
    ] {
        assert_eq!(sentences(&options, &[]), [sentence]);
    }
    assert_eq!(sentences(&json!({}), &[]), ["onEvent is missing, expected function"]);
}

#[test]
fn all_problems_are_told_at_once() {
    let options = json!({ "signatureKey": ["s3cret", " "], "onEvents": true, "maxBytes": 0, "timeout": "x" });
    assert_eq!(
        sentences(&options, &[]),
        [
            "onEvent is missing, expected function",
            "maxBytes: expected 1 or more, received a smaller number",
            "timeout: expected number, received string",
            "onEvents is no known option, did you mean onEvent?",
            "signatureKey[1]: expected a key as the dashboard shows it, received an empty string",
        ]
    );
}
