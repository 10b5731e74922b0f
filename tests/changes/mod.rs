//! JSON by chance, and changes by chance to JSON that is valid.
#![allow(dead_code)] // Whoever includes this uses a part of it.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

/// Every run takes other cases; a failure prints the smallest one, which belongs into the golden files and the seeds.
pub fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// The words that the fields of webhooks and of responses are known by.
pub fn word() -> impl Strategy<Value = String> {
    let words = "post_comment post_comment_mobile post_comment_rest single group text account_linking buttons \
                 button_postback_response card carousel contact_person custom file_attachment location reply system_event \
                 postback link type payload from room message id email name topic_id participants options url params \
                 method label cards default_action value latitude longitude redirect_url replied_comment_id extras results \
                 comments status user_id room_id id_str username timestamp unix_timestamp is_deleted user_avatar avatar";
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

pub fn json() -> impl Strategy<Value = Value> {
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

/// What happens to a place of a body.
#[derive(Debug, Clone)]
pub enum Change {
    Put(Value),
    Remove,
    /// Puts what stands at another place there.
    Copy(Index),
    /// An object or an array gets one more.
    Add(String, Value),
}

pub fn change() -> impl Strategy<Value = Change> {
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

pub fn changed(mut body: Value, at: Index, change: Change) -> Value {
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
