//! Which webhooks are accepted, and what is said of the others.
//!
//! `tests/golden/webhooks` has whole bodies, each with its verdict: `BLESS=1 cargo test --test webhook` writes what comes
//! out; read the difference before you keep it. Here are the tables: one field at a time, and what no text file can hold.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod oracle;

use std::path::{Path, PathBuf};
use std::{env, fs};

use oracle::webhook::verdict;
use qiscus_wasm::error::{Code, Error};
use qiscus_wasm::schema::{JsonValue, Strength};
use qiscus_wasm::webhook::{Body, validate};
use serde_json::{Value, json};

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/webhooks");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The body in a golden file.
fn golden(name: &str) -> Value {
    let file = files().into_iter().find(|file| file.file_stem().unwrap() == name).unwrap();
    let text = fs::read_to_string(file).unwrap();
    serde_json::from_str(text.split_once("---\n").unwrap().0).unwrap()
}

fn explained(verdict: &Result<(), Box<Error>>) -> String {
    let Err(error) = verdict else { return "accepted\n".to_owned() };
    assert_eq!(error.code, Code::InvalidWebhook);
    let line =
        |path: &str, expected: &str, received: &str| format!("- {path:?}: expected {expected}, received {received}\n");
    error.issues.iter().map(|issue| line(&issue.path, &issue.expected, &issue.received)).collect()
}

#[test]
fn a_body_gets_its_verdict() {
    let (mut wrong, mut genuine, mut hostile) = (Vec::new(), 0, 0);
    for file in files() {
        let text = fs::read_to_string(&file).unwrap();
        let (body, expected) = text.split_once("---\n").unwrap();
        let verdict = verdict(body.as_bytes());
        let name = file.file_stem().unwrap().to_string_lossy();
        *if name.starts_with("hostile.") { &mut hostile } else { &mut genuine } += 1;
        assert_eq!(verdict.is_err(), name.starts_with("hostile."), "{name}: {verdict:?}");
        let plain = serde_json::from_str(body).is_ok_and(|value| oracle::webhook::is_webhook(&value));
        assert_eq!(verdict.is_ok(), plain, "{name}: what plain serde says");
        let actual = explained(&verdict);
        if env::var_os("BLESS").is_some() {
            fs::write(&file, format!("{body}---\n{actual}")).unwrap();
        } else if actual != expected {
            wrong.push(format!("{name}\nexpected:\n{expected}\nactual:\n{actual}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(genuine >= 40 && hostile >= 25, "{genuine} genuine and {hostile} hostile bodies");
}

/// The issues of a value, as sentences.
fn messages(value: &Value) -> Vec<String> {
    let error = validate(Body::Json(JsonValue::of(value)), Strength::Strict).map(drop);
    error.map_or_else(|error| error.issues.into_iter().map(|issue| issue.message).collect(), |()| Vec::new())
}

/// A value of each kind, with the word for it.
fn kinds() -> Vec<(&'static str, Value)> {
    vec![
        ("null", Value::Null),
        ("boolean", json!(true)),
        ("integer", json!(7)),
        ("number", json!(7.5)),
        ("integer beyond 2^53", json!(9_007_199_254_740_992_u64)),
        ("integer beyond 2^53", json!(-1e300)),
        ("string", json!("x")),
        ("array", json!([])),
        ("array", json!([{}])),
        ("object", json!({ "x": 1 })),
        ("empty object", json!({})),
    ]
}

const WHOLE: &[&str] = &["integer", "string"];
const TEXT: &[&str] = &["string"];
const OBJECT: &[&str] = &["object", "empty object"];
const TIME: &[&str] = &["integer", "integer beyond 2^53", "number", "string", "empty string"];
const NONE: &[&str] = &[];

/// The fields of an event that are required: their place, what is expected, and the kinds that get through.
const REQUIRED: &[(&str, &str, &[&str])] = &[
    ("payload", "object", OBJECT),
    ("payload.from", "object", OBJECT),
    ("payload.from.id", "integer or string", WHOLE),
    ("payload.from.email", "string", TEXT),
    ("payload.from.name", "string", TEXT),
    ("payload.room", "object", OBJECT),
    ("payload.room.id", "integer or string", WHOLE),
    ("payload.room.topic_id", "integer or string", WHOLE),
    ("payload.room.type", "\"single\" or \"group\"", NONE),
    ("payload.room.name", "string", TEXT),
    ("payload.room.participants[0].email", "string", TEXT),
    ("payload.message", "object", OBJECT),
    ("payload.message.text", "string", TEXT),
    ("type", "\"post_comment\" or \"post_comment_mobile\" or \"post_comment_rest\"", NONE),
];

/// Those that may be left out or `null`.
const OPTIONAL: &[(&str, &str, &[&str])] = &[
    ("payload.from.avatar_url", "string or null", TEXT),
    ("payload.room.participants", "array or null", &["array"]),
    ("payload.room.participants[1].id", "integer or string or null", WHOLE),
    ("payload.room.participants[1].username", "string or null", TEXT),
    ("payload.room.participants[1].avatar_url", "string or null", TEXT),
    ("payload.room.participants[1].last_comment_read_id", "integer or string or null", WHOLE),
    ("payload.room.participants[1].last_comment_received_id", "integer or string or null", WHOLE),
    ("payload.room.options", "string or object or null", &["string", "object", "empty object"]),
    ("payload.room.room_avatar", "string or null", TEXT),
    ("payload.message.id", "integer or string or null", WHOLE),
    ("payload.message.comment_before_id", "integer or string or null", WHOLE),
    ("payload.message.unique_temp_id", "string or null", TEXT),
    ("payload.message.created_at", "string or null", TEXT),
    ("payload.message.timestamp", "string or null", TEXT),
    ("payload.message.unix_timestamp", "number or string or null", TIME),
    ("payload.message.disable_link_preview", "boolean or null", &["boolean"]),
    ("payload.message.extras", "object or null", OBJECT),
    ("payload.message.payload", "object or null", OBJECT),
];

/// The object at a path and the name of the last field: `a.b[0].c` is `c` of `/a/b/0`.
fn parent<'a, 'b>(event: &'a mut Value, path: &'b str) -> (&'a mut Value, &'b str) {
    let (parent, name) = path.rsplit_once('.').unwrap_or(("", path));
    let pointer = parent.replace(['.', '['], "/").replace(']', "");
    let pointer = if pointer.is_empty() { pointer } else { format!("/{pointer}") };
    (event.pointer_mut(&pointer).unwrap(), name)
}

fn with(event: &Value, path: &str, value: Value) -> Value {
    let mut event = event.clone();
    let (object, name) = parent(&mut event, path);
    object[name] = value;
    event
}

fn without(event: &Value, path: &str) -> Value {
    let mut event = event.clone();
    let (object, name) = parent(&mut event, path);
    object.as_object_mut().unwrap().remove(name);
    event
}

#[test]
fn every_field_takes_its_kinds_and_no_others() {
    let event = golden("specification");
    for (required, fields) in [(true, REQUIRED), (false, OPTIONAL)] {
        for (path, expected, accepted) in fields {
            let missing = format!("{path} is missing, expected {expected}");
            let missing = if required { vec![missing] } else { Vec::new() };
            assert_eq!(messages(&without(&event, path)), missing, "without {path}");
            for (kind, value) in kinds() {
                let refused = format!("{path}: expected {expected}, received {kind}");
                let issues = messages(&with(&event, path, value.clone()));
                if accepted.contains(&kind) || (!required && kind == "null") {
                    // What is inside may still be wrong, but not the field itself.
                    assert!(!issues.contains(&refused), "{path}: {value}: {issues:?}");
                    let inside = |issue: &String| issue.starts_with(path) && !issue.starts_with(&format!("{path}:"));
                    assert!(issues.iter().all(inside), "{path}: {value}: {issues:?}");
                } else {
                    assert_eq!(issues, [refused], "{path}: {value}");
                }
            }
        }
    }
}

#[test]
fn the_type_of_a_message_is_any_string_but_has_to_be_there() {
    let event = golden("specification");
    let path = "payload.message.type";
    let strings = [
        "text",
        "account_linking",
        "buttons",
        "button_postback_response",
        "card",
        "carousel",
        "contact_person",
        "custom",
        "file_attachment",
        "location",
        "reply",
        "system_event",
    ];
    for string in strings {
        for nothing in [Value::Null, json!({})] {
            let event = with(&with(&event, path, json!(string)), "payload.message.payload", nothing);
            assert!(messages(&event).is_empty(), "{string}");
            assert!(messages(&without(&event, "payload.message.payload")).is_empty(), "{string}");
        }
        // A postback has whatever its button held.
        if !["text", "button_postback_response"].contains(&string) {
            let event = with(&with(&event, path, json!(string)), "payload.message.payload", json!({ "x": 1 }));
            let issues = messages(&event);
            assert!(!issues.is_empty(), "{string}");
            assert!(issues.iter().all(|issue| issue.contains(" is missing, expected ")), "{string}: {issues:?}");
        }
        let event = with(&with(&event, path, json!(string)), "payload.message.payload", json!([]));
        let refused = "payload.message.payload: expected object or null, received array";
        assert_eq!(messages(&event), [refused], "{string}");
    }
    for (_, payload) in kinds() {
        let event = with(&with(&event, path, json!("sticker")), "payload.message.payload", payload);
        assert!(messages(&event).is_empty(), "{event}");
    }
    assert_eq!(messages(&without(&event, path)), ["payload.message.type is missing, expected string"]);
    for (kind, value) in kinds().into_iter().filter(|(kind, _)| *kind != "string") {
        let refused = format!("payload.message.type: expected string, received {kind}");
        assert_eq!(messages(&with(&event, path, value)), [refused]);
    }
}

#[test]
fn of_a_flood_of_problems_a_hundred_are_listed() {
    let mut event = golden("specification");
    event["payload"]["room"]["participants"] = (0..5000).map(|id| json!({ "id": id })).collect();
    let error = validate(Body::Json(JsonValue::of(&event)), Strength::Strict).map(drop).unwrap_err();
    let paths: Vec<_> = error.issues.iter().map(|issue| issue.path.clone()).collect();
    let expected: Vec<_> = (0..100).map(|at| format!("payload.room.participants[{at}].email")).collect();
    assert_eq!(paths, expected);
    let end = "payload.room.participants[7].email is missing, expected string; and 92 more";
    assert!(error.message.ends_with(end), "{}", error.message);
    // Exactly as many as fit, and one more.
    for (count, listed) in [(99, 99), (100, 100), (101, 100)] {
        event["payload"]["room"]["participants"] = (0..count).map(|id| json!({ "id": id })).collect();
        assert_eq!(messages(&event).len(), listed);
    }
}

#[test]
fn what_is_no_json_is_one_issue_with_what_it_seems_to_be() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for (body, message) in [
        (&b""[..], "the body is empty, expected JSON"),
        (b" \r\n\t", "the body is empty, expected JSON"),
        (b"<!DOCTYPE html><p>502", "the body is HTML, expected JSON"),
        (b"{\"type\":\"post_comment\",\"payload\":{\"from\":", "the body is broken JSON, expected JSON"),
        (b"{'type': 'post_comment'}", "the body is broken JSON, expected JSON"),
        (b"{} {}", "the body is broken JSON, expected JSON"),
        (b"Bad Gateway", "the body is text, expected JSON"),
        (b"type=post_comment&payload[from][id]=1", "the body is text, expected JSON"),
        (deep.as_bytes(), "the body is broken JSON, expected JSON"),
        (b"\xff\xfe{\0}\0", "the body is other bytes, expected text in UTF-8"),
        (b"{\"type\":\"post_comment\xc3\"}", "the body is other bytes, expected text in UTF-8"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "the body is other bytes, expected text in UTF-8"),
    ] {
        let error = verdict(body).unwrap_err();
        assert_eq!(error.message, format!("invalid webhook: {message}"));
        assert_eq!((error.issues.len(), error.issues[0].path.as_str()), (1, ""));
        assert_eq!(error.issues[0].message, message);
    }
    let error = validate(Body::<JsonValue>::Unreadable, Strength::Strict).map(drop).unwrap_err();
    let message = "the body is an object that can't be read, expected JSON";
    assert_eq!((error.code, error.issues[0].message.as_str()), (Code::InvalidWebhook, message));
}

#[test]
fn nothing_that_a_body_holds_gets_into_the_error() {
    let event = golden("specification").to_string().replace("\"email\"", "\"secret-name\"").replace("1,", "\"pâss\",");
    let error = format!("{:?}", verdict(event.as_bytes()).unwrap_err());
    for content in ["secret-name", "pâss", "ini pesan", "user1@gmail.com", "avatar1"] {
        assert!(!error.contains(content), "{content} in {error}");
    }
}
