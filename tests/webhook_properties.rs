//! Webhooks by chance: whatever comes, the verdict is that of plain serde, and only what was signed is verified.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod oracle;

use std::fs;
use std::path::Path;

use oracle::signature::{digest, is_key, is_signature, signed, verified};
use oracle::webhook;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

/// Every run takes other cases; a failure prints the smallest one, which belongs into the golden files and the seeds.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// The words that a webhook's fields are told apart by.
fn word() -> impl Strategy<Value = String> {
    let words = "post_comment post_comment_mobile post_comment_rest single group text account_linking buttons \
                 button_postback_response card carousel contact_person custom file_attachment location reply system_event \
                 postback link type payload from room message id email name topic_id participants options url params \
                 method label cards default_action value latitude longitude redirect_url replied_comment_id extras";
    prop_oneof![4 => prop::sample::select(words.split_whitespace().collect::<Vec<_>>()).prop_map(str::to_owned), 1 => ".{0,8}"]
}

fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-3_i64..4, prop::sample::select(vec![0_i64, 1 << 53, -(1 << 53)])).prop_map(|(near, edge)| json!(edge + near)),
        (-3_i64..4).prop_map(|whole| json!(whole as f64)),
        Just(json!(-0.0)),
        Just(json!(0.5)),
    ]
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        2 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        3 => number(),
        3 => word().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 48, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            btree_map(word(), inner, 0..6).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// The golden files' bodies that are webhooks.
fn genuine() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/webhooks");
    let bodies = fs::read_dir(folder).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    let values = bodies.filter_map(|text| serde_json::from_str(text.split_once("---\n")?.0).ok());
    values.filter(webhook::is_webhook).collect()
}

/// What happens to a place of a body.
#[derive(Debug, Clone)]
enum Change {
    Put(Value),
    Remove,
    /// Puts what stands at another place there.
    Copy(Index),
    /// An object or an array gets one more.
    Add(String, Value),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        3 => json().prop_map(Change::Put),
        2 => Just(Change::Remove),
        2 => any::<Index>().prop_map(Change::Copy),
        1 => (word(), json()).prop_map(|(name, value)| Change::Add(name, value)),
    ]
}

/// The places in a value, as JSON pointers; the value itself is the first.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    let inside: Vec<_> = match value {
        Value::Object(map) => {
            map.iter().map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value)).collect()
        }
        Value::Array(list) => list.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    inside.into_iter().for_each(|(key, value)| places(value, &format!("{at}/{key}"), found));
}

fn changed(mut body: Value, at: Index, change: Change) -> Value {
    let mut found = Vec::new();
    places(&body, "", &mut found);
    let place = at.get(&found);
    match change {
        Change::Put(value) => *body.pointer_mut(place).unwrap() = value,
        Change::Copy(from) => {
            let copy = body.pointer(&found[from.index(found.len())]).cloned();
            *body.pointer_mut(place).unwrap() = copy.unwrap();
        }
        Change::Add(name, value) => match body.pointer_mut(place).unwrap() {
            Value::Object(map) => drop(map.insert(name, value)),
            Value::Array(list) => list.push(value),
            other => *other = value,
        },
        Change::Remove => {
            let Some((parent, key)) = place.rsplit_once('/') else { return Value::Null };
            match body.pointer_mut(parent).unwrap() {
                Value::Object(map) => drop(map.remove(&key.replace("~1", "/").replace("~0", "~"))),
                Value::Array(list) => drop(list.remove(key.parse().unwrap())),
                _ => {}
            }
        }
    }
    body
}

proptest! {
    #![proptest_config(config(4000))]

    #[test]
    fn any_json_gets_the_verdict_of_plain_serde(body in json()) {
        webhook::hold(body.to_string().as_bytes());
    }

    #[test]
    fn a_changed_webhook_gets_the_verdict_of_plain_serde(
        body in prop::sample::select(genuine()),
        changes in vec((any::<Index>(), change()), 1..6),
    ) {
        let mut body = body;
        for (at, change) in changes {
            body = changed(body, at, change);
            webhook::hold(body.to_string().as_bytes());
        }
    }

    #[test]
    fn any_bytes_get_a_verdict(body in vec(any::<u8>(), 0..200), text in ".{0,80}") {
        prop_assert!(!webhook::hold(&body) && !webhook::hold(text.as_bytes()));
    }
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof!["[!-~]{1,80}", "\\PC{1,40}", "[ -~\n\t]{0,8}"]
}

/// Bodies of any size, with a weight on those around the blocks of the hash and of the reader.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let size = prop_oneof![3 => 0_usize..300, 1 => 4090_usize..4103, 1 => 0_usize..9000];
    size.prop_flat_map(|size| vec(any::<u8>(), size))
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn what_was_signed_is_verified_and_nothing_else(body in body(), key in key(), at in any::<Index>(), bit in 0_u8..8) {
        let Ok(hex) = signed(&body, &json!(key)) else {
            prop_assert!(!is_key(&key));
            return Ok(());
        };
        prop_assert!(is_key(&key));
        prop_assert_eq!(&hex, &digest(&body, key.as_bytes()));
        prop_assert!(verified(&body, &json!(hex), &json!(key)).is_ok());

        let mut wrong = hex.clone().into_bytes();
        wrong[at.index(64)] ^= 1 << bit;
        // The bit 32 is the case of a letter, and another letter or digit is another digest or none.
        let same = wrong.eq_ignore_ascii_case(hex.as_bytes());
        if let Ok(wrong) = String::from_utf8(wrong) {
            prop_assert_eq!(verified(&body, &json!(wrong), &json!(key)).is_ok(), same);
        }
        if !body.is_empty() {
            let mut other = body.clone();
            other[at.index(body.len())] ^= 1 << bit;
            prop_assert!(verified(&other, &json!(hex), &json!(key)).is_err());
            prop_assert!(verified(&body[..at.index(body.len())], &json!(hex), &json!(key)).is_err());
        }
    }

    #[test]
    fn any_header_and_keys_get_the_verdict_of_the_oracle(
        body in body(),
        header in "\\PC{0,70}|[0-9a-fA-F]{64}",
        keys in vec(key(), 0..4),
        right in any::<Index>(),
        genuine in any::<bool>(),
    ) {
        let header = if genuine && !keys.is_empty() { digest(&body, right.get(&keys).as_bytes()) } else { header };
        let texts: Vec<_> = keys.iter().map(String::as_str).collect();
        let outcome = verified(&body, &json!(header), &json!(keys));
        prop_assert_eq!(outcome.is_ok(), is_signature(&body, &header, &texts), "{:?}", outcome);
    }
}
