//! The validator in its two strengths: what it lists, what it removes, what it leaves as it is.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod changes;
mod oracle;

use std::cell::Cell;
use std::fs;
use std::path::Path;

use changes::{change, changed, config, json};
use oracle::strengths::{Document, Verdict};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;
use qiscus_wasm::endpoint::{GET_ROOMS_INFO, LOAD_COMMENTS, POST_COMMENT};
use qiscus_wasm::schema::{AnyValue, Issue, JsonValue, MAX_ISSUES, Schema, Strength, Validation, issues, validate};
use serde_json::{Value, json};

/// What is listed of a value, as sentences, and what the value is then.
#[derive(Debug, PartialEq)]
struct Validated {
    issues: Vec<String>,
    ignored: Vec<String>,
    value: Value,
}

fn sentences(issues: &[Issue]) -> Vec<String> {
    issues.iter().map(|issue| issue.message.clone()).collect()
}

fn validated(value: &Value, schema: &'static Schema, root: &str, strength: Strength) -> Validated {
    let tree = JsonValue::of(value);
    let Validation { issues, ignored } = validate(&tree, schema, root, strength);
    Validated { issues: sentences(&issues), ignored: sentences(&ignored), value: tree.to_json().unwrap() }
}

fn strict(value: &Value) -> Validated {
    validated(value, LOAD_COMMENTS.response, "", Strength::Strict)
}

fn lenient(value: &Value) -> Validated {
    validated(value, LOAD_COMMENTS.response, "", Strength::Lenient)
}

/// A response of `load_comments` with these comments, each a valid one with other or further fields.
fn response(comments: &[Value]) -> Value {
    let comments: Vec<Value> = comments.iter().map(comment).collect();
    json!({ "results": { "comments": comments }, "status": 200 })
}

fn comment(fields: &Value) -> Value {
    let mut comment = json!({ "id": 1, "comment_before_id": 0, "message": "hi", "email": "a", "username": "a",
        "user_avatar_url": "", "timestamp": "t", "unique_temp_id": "t", "disable_link_preview": false });
    comment.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    comment
}

#[test]
fn what_fits_is_left_as_it_is() {
    let fields = json!({ "status": "sent", "extras": { "a": [null] }, "unknown": { "b": [1, null] }, "room_id": null,
        "type": "reply", "payload": { "text": "t", "replied_comment_id": 1, "more": null } });
    for value in [response(&[]), response(&[json!({}), fields])] {
        let as_it_is = Validated { issues: Vec::new(), ignored: Vec::new(), value: value.clone() };
        assert_eq!(strict(&value), as_it_is);
        assert_eq!(lenient(&value), as_it_is);
        assert!(issues(&JsonValue::of(&value), LOAD_COMMENTS.response, "").is_empty());
    }
}

#[test]
fn an_optional_field_of_the_wrong_form_is_removed() {
    let card = json!({ "text": "t", "image": "i", "title": "t", "description": "d", "url": "u" });
    let with = |name: &str, value: Value| {
        let mut card = card.clone();
        card[name] = value;
        json!({ "type": "card", "payload": card })
    };
    let buttons = |payload: Value| json!([{ "label": "l", "type": "link" }, { "label": "l", "type": "link", "payload": payload }]);
    // A comment, what is listed below it, and what is left of it.
    for (fields, listed, left) in [
        (json!({ "status": 7 }), vec!["status: expected string or null, received integer"], json!({})),
        (json!({ "extras": "" }), vec!["extras: expected object or null, received string"], json!({})),
        (
            json!({ "is_deleted": "x", "room_id": 5 }),
            vec!["is_deleted: expected boolean or null, received string"],
            json!({ "room_id": 5 }),
        ),
        (
            json!({ "room_name": {}, "topic_id": 1.5, "unknown": {} }),
            vec![
                "room_name: expected string or null, received empty object",
                "topic_id: expected integer or string or null, received number",
            ],
            json!({ "unknown": {} }),
        ),
        // The innermost optional field, and not the one around it.
        (json!({ "user_avatar": "x" }), vec!["user_avatar: expected object or null, received string"], json!({})),
        (
            json!({ "user_avatar": { "avatar": "x", "more": 1 } }),
            vec!["user_avatar.avatar: expected object or null, received string"],
            json!({ "user_avatar": { "more": 1 } }),
        ),
        (
            json!({ "user_avatar": { "avatar": { "url": 7, "more": 1 } } }),
            vec!["user_avatar.avatar.url: expected string or null, received integer"],
            json!({ "user_avatar": { "avatar": { "more": 1 } } }),
        ),
        (
            with("buttons", buttons(json!({ "url": "u", "method": 7 }))),
            vec!["payload.buttons[1].payload.method: expected string or null, received integer"],
            with("buttons", buttons(json!({ "url": "u" }))),
        ),
        // A required field takes the optional one around it along.
        (
            with("buttons", buttons(json!({ "url": 7, "method": 7 }))),
            vec![
                // What is removed first is listed first.
                "payload.buttons[1].payload.method: expected string or null, received integer",
                "payload.buttons[1].payload.url: expected string, received integer",
            ],
            with("buttons", json!([{ "label": "l", "type": "link" }, { "label": "l", "type": "link" }])),
        ),
        (
            with("buttons", json!([{ "label": "l", "type": "x" }])),
            vec!["payload.buttons[0].type: expected \"postback\" or \"link\", received string"],
            json!({ "type": "card" }),
        ),
        (
            with("title", json!(5)),
            vec![
                "payload.title: expected string, received integer",
                "payload.buttons is missing, expected array or null",
            ],
            json!({ "type": "card" }),
        ),
        (
            json!({ "type": "card", "payload": [] }),
            vec!["payload: expected object or null, received array"],
            json!({ "type": "card" }),
        ),
        // Of an unknown type everything fits.
        (json!({ "type": "sticker", "payload": "x" }), vec![], json!({ "type": "sticker", "payload": "x" })),
    ] {
        let path = |sentence: &&str| format!("results.comments[1].{sentence}");
        let listed: Vec<String> = listed.iter().map(path).collect();
        let value = response(&[json!({}), fields.clone(), json!({})]);
        let left = response(&[json!({}), left, json!({})]);
        assert_eq!(lenient(&value), Validated { issues: Vec::new(), ignored: listed.clone(), value: left.clone() });
        // As issues they come in reading order, and nothing is removed.
        let Validated { mut issues, ignored, value: same } = strict(&value);
        assert_eq!((ignored, same), (Vec::new(), value));
        issues.sort();
        let mut sorted = listed;
        sorted.sort();
        assert_eq!(issues, sorted, "{fields}");
        assert!(strict(&left).issues.is_empty());
    }
}

#[test]
fn the_type_that_others_are_told_apart_by_is_never_ignored() {
    for (wrong, kind) in [(json!(7), "integer"), (json!({}), "empty object"), (json!(null), "null")] {
        let value = response(&[json!({ "type": wrong, "payload": "x" })]);
        // Nothing can be said of the payload while the type is wrong.
        let issue = format!("results.comments[0].type: expected string, received {kind}");
        let expected = Validated { issues: vec![issue], ignored: Vec::new(), value: value.clone() };
        assert_eq!(strict(&value), expected);
        assert_eq!(lenient(&value), expected);
    }
}

#[test]
fn what_is_listed_has_its_path_and_its_parts() {
    let value = JsonValue::of(&response(&[json!({ "user_avatar": { "avatar": { "url": 7 } } })]));
    let Validation { issues, ignored } = validate(&value, LOAD_COMMENTS.response, "", Strength::Lenient);
    assert!(issues.is_empty());
    assert_eq!(ignored, [Issue::new("results.comments[0].user_avatar.avatar.url", "string or null", "integer")]);
    let none = Validation::default();
    assert_eq!((none.issues, none.ignored), (Vec::new(), Vec::new()));
}

#[test]
fn a_required_field_of_the_wrong_form_is_an_issue_in_both_strengths() {
    for (fields, issue) in [
        (json!({ "id": "1" }), "results.comments[0].id: expected integer, received string"),
        (
            json!({ "id": 9_007_199_254_740_992_u64 }),
            "results.comments[0].id: expected integer, received integer beyond 2^53",
        ),
        (json!({ "message": null }), "results.comments[0].message: expected string, received null"),
        (
            json!({ "disable_link_preview": 0 }),
            "results.comments[0].disable_link_preview: expected boolean, received integer",
        ),
    ] {
        let value = response(&[fields]);
        let refused = Validated { issues: vec![issue.to_owned()], ignored: Vec::new(), value: value.clone() };
        assert_eq!(strict(&value), refused);
        assert_eq!(lenient(&value), refused);
    }
    for (value, issue) in [
        (json!(null), "the value: expected object, received null"),
        (json!([]), "the value: expected object, received array"),
        (json!({}), "results is missing, expected object"),
        (json!({ "results": [] }), "results: expected object, received array"),
        (json!({ "results": {} }), "results.comments is missing, expected array or null"),
        (json!({ "results": { "comments": {} } }), "results.comments: expected array or null, received empty object"),
        (json!({ "results": { "comments": [null] } }), "results.comments[0]: expected object, received null"),
    ] {
        let refused = Validated { issues: vec![issue.to_owned()], ignored: Vec::new(), value: value.clone() };
        assert_eq!(strict(&value), refused);
        assert_eq!(lenient(&value), refused);
    }
}

#[test]
fn strict_lists_both_as_issues_in_reading_order() {
    let value = response(&[json!({ "id": "1", "room_id": [], "is_deleted": 0 }), json!({ "status": 7, "email": 7 })]);
    let [id, room, deleted, email, status] = [
        "results.comments[0].id: expected integer, received string",
        "results.comments[0].room_id: expected integer or string or null, received array",
        "results.comments[0].is_deleted: expected boolean or null, received integer",
        "results.comments[1].email: expected string, received integer",
        "results.comments[1].status: expected string or null, received integer",
    ]
    .map(str::to_owned);
    let all = vec![id.clone(), room.clone(), deleted.clone(), email.clone(), status.clone()];
    assert_eq!(sentences(&issues(&JsonValue::of(&value), LOAD_COMMENTS.response, "")), all);
    assert_eq!(strict(&value), Validated { issues: all, ignored: Vec::new(), value: value.clone() });
    let left = response(&[json!({ "id": "1" }), json!({ "email": 7 })]);
    assert_eq!(
        lenient(&value),
        Validated { issues: vec![id, email], ignored: vec![room, deleted, status], value: left }
    );
}

#[test]
fn a_list_that_is_null_becomes_empty_in_both_strengths() {
    let buttons = |list: Value| json!({ "type": "buttons", "payload": { "text": "t", "buttons": list } });
    for strength in [Strength::Strict, Strength::Lenient] {
        for (value, expected) in [
            (json!({ "results": { "comments": null } }), json!({ "results": { "comments": [] } })),
            (response(&[buttons(json!(null))]), response(&[buttons(json!([]))])),
            // Where a text may carry anything, it stays.
            (
                response(&[json!({ "payload": { "buttons": null }, "unknown": null })]),
                response(&[json!({ "payload": { "buttons": null }, "unknown": null })]),
            ),
        ] {
            let fits = Validated { issues: Vec::new(), ignored: Vec::new(), value: expected };
            assert_eq!(validated(&value, LOAD_COMMENTS.response, "", strength), fits);
        }
        // One that may be left out may be `null`, and stays so.
        let info = json!({ "room_id": 1, "room_name": "n", "room_type": "group", "unread_count": 0, "last_comment_id": 0,
            "last_comment_message": "", "last_comment_timestamp": "", "participants": null });
        let value = json!({ "results": { "rooms_info": [info] } });
        let fits = Validated { issues: Vec::new(), ignored: Vec::new(), value: value.clone() };
        assert_eq!(validated(&value, GET_ROOMS_INFO.response, "", strength), fits);
    }
}

#[test]
fn of_each_a_hundred_are_listed_and_all_are_removed() {
    assert_eq!(MAX_ISSUES, 100);
    let ignored = |at: usize| format!("results.comments[{at}].status: expected string or null, received integer");
    let issue = |at: usize| format!("results.comments[{at}].message: expected string, received null");
    for count in [99, 100, 101, 350] {
        let listed = count.min(100);
        // Of optional fields.
        let value = response(&vec![json!({ "status": 7 }); count]);
        let left = response(&vec![json!({}); count]);
        let expected: Vec<_> = (0..listed).map(ignored).collect();
        assert_eq!(strict(&value), Validated { issues: expected.clone(), ignored: Vec::new(), value: value.clone() });
        assert_eq!(lenient(&value), Validated { issues: Vec::new(), ignored: expected, value: left.clone() });
        // Of several in one value, and of several below one that is removed with them.
        let value = response(&vec![json!({ "status": 7, "extras": 7, "room_name": 7 }); count]);
        let Validated { issues, ignored: several, value } = lenient(&value);
        assert_eq!((issues.len(), several.len(), &value), (0, (3 * count).min(100), &left));
        let buttons = vec![json!({ "label": 7, "type": 7 }); count];
        let value = response(&[
            json!({}),
            json!({ "type": "buttons", "payload": { "text": "t", "buttons": buttons } }),
            json!({ "status": 7 }),
        ]);
        let Validated { issues, ignored: below, value } = lenient(&value);
        assert_eq!((issues.len(), below.len()), (0, (2 * count + 1).min(100)));
        assert_eq!(value, response(&[json!({}), json!({ "type": "buttons" }), json!({})]));
        // Of required ones.
        let value = response(&vec![json!({ "message": null }); count]);
        let expected: Vec<_> = (0..listed).map(issue).collect();
        assert_eq!(lenient(&value).issues, expected);
        assert_eq!(strict(&value).issues, expected);
        // Of both: neither takes the other's room.
        let value = response(&vec![json!({ "message": null, "status": 7 }); count]);
        let Validated { issues, ignored: both, .. } = lenient(&value);
        assert_eq!(issues, expected);
        // The hundredth issue ends it: the value is refused anyway.
        assert_eq!(both, (0..count.min(99)).map(ignored).collect::<Vec<_>>());
    }
}

#[test]
fn all_optional_fields_before_the_hundredth_issue_are_removed() {
    let mut comments = vec![json!({ "status": 7 }); 250];
    comments.push(json!({ "message": null, "room_name": 7 }));
    let Validated { issues, ignored, value } = lenient(&response(&comments));
    assert_eq!(issues, ["results.comments[250].message: expected string, received null"]);
    assert_eq!(ignored.len(), 100);
    let mut left = vec![json!({}); 250];
    left.push(json!({ "message": null }));
    assert_eq!(value, response(&left));
}

#[test]
fn a_key_that_a_closed_model_lacks_is_an_issue_in_both_strengths() {
    let value = json!({ "sender_email": "a", "room_id": 1, "message": "hi", "roomId": 1, "unique_temp_id": 7 });
    let unknown = "unknown parameter `roomId`, did you mean `room_id`?".to_owned();
    let id = "unique_temp_id: expected string, received integer".to_owned();
    let schema = POST_COMMENT.params_schema;
    let expected = Validated { issues: vec![id.clone(), unknown.clone()], ignored: Vec::new(), value: value.clone() };
    assert_eq!(validated(&value, schema, "", Strength::Strict), expected);
    let left = json!({ "sender_email": "a", "room_id": 1, "message": "hi", "roomId": 1 });
    let expected = Validated { issues: vec![unknown], ignored: vec![id], value: left };
    assert_eq!(validated(&value, schema, "", Strength::Lenient), expected);
}

#[test]
fn the_root_is_in_front_of_every_path() {
    let value = json!({ "results": { "comments": [comment(&json!({ "id": null, "status": 7 }))] } });
    let Validated { issues, ignored, .. } = validated(&value, LOAD_COMMENTS.response, "body", Strength::Lenient);
    assert_eq!(issues, ["body.results.comments[0].id: expected integer, received null"]);
    assert_eq!(ignored, ["body.results.comments[0].status: expected string or null, received integer"]);
    let Validated { issues, .. } = validated(&json!(7), LOAD_COMMENTS.response, "body", Strength::Lenient);
    assert_eq!(issues, ["body: expected object, received integer"]);
}

#[test]
fn what_is_removed_is_gone_for_everybody() {
    let value = JsonValue::of(&response(&[json!({ "status": 7, "user_avatar": { "avatar": 7 } })]));
    let (copy, inner) = (value.clone(), value.get("results").get("comments").item(0));
    assert!(validate(&value, LOAD_COMMENTS.response, "", Strength::Lenient).issues.is_empty());
    assert_eq!(copy.to_json().unwrap(), response(&[json!({ "user_avatar": {} })]));
    assert_eq!(inner.to_json().unwrap(), comment(&json!({ "user_avatar": {} })));
    // The second time there is nothing to find.
    let again = validate(&value, LOAD_COMMENTS.response, "", Strength::Lenient);
    assert!(again.issues.is_empty() && again.ignored.is_empty());
}

/// The golden files' webhooks and responses that are valid.
fn genuine() -> Vec<(Document, Value)> {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let texts = |folder| {
        fs::read_dir(golden.join(folder)).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
    };
    let webhooks = texts("webhooks").map(|text| (Document::Webhook, text));
    let responses = texts("replies").filter_map(|text| {
        let (head, body) = text.split_once('\n')?;
        let method = head.strip_suffix(" 200")?;
        Some((Document::named(method)?, body.to_owned()))
    });
    let documents = webhooks.chain(responses).filter_map(|(kind, text)| {
        let document = serde_json::from_str(text.split_once("---\n")?.0).ok()?;
        Some((kind, document))
    });
    let fitting = documents.filter_map(|(kind, document)| match kind.hold(&document) {
        Verdict::Fits(left) => Some((kind, left)),
        _ => None,
    });
    fitting.collect()
}

/// Whatever is changed in webhooks and responses, and whatever is put into one field of what is left of them: see the oracle.
#[test]
fn only_required_fields_cost_a_verdict_and_what_is_left_fits_its_type() {
    let genuine = genuine();
    assert!(genuine.len() >= 50, "{} documents", genuine.len());
    let put = prop_oneof![3 => json().prop_map(Some), 1 => Just(None)];
    let strategy = (prop::sample::select(genuine), vec((any::<Index>(), change()), 0..5), 0_usize..1000, put);
    let counts = [const { Cell::new(0) }; 6];
    let count = |at: usize| counts[at].set(counts[at].get() + 1);
    let outcome = TestRunner::new(config(500)).run(&strategy, |((kind, mut document), changes, at, put)| {
        for (at, change) in changes {
            match kind.hold(&changed(document.clone(), at, change)) {
                Verdict::Fits(left) => {
                    count(0);
                    document = left;
                }
                Verdict::Mended(left) => {
                    count(1);
                    document = left;
                }
                Verdict::Refused => count(2),
            }
        }
        match kind.hold_change(&document, &at.to_string(), put.as_ref()) {
            Some(Verdict::Fits(_)) => count(3),
            Some(Verdict::Mended(_)) => count(4),
            Some(Verdict::Refused) => count(5),
            None => {}
        }
        Ok(())
    });
    outcome.unwrap();
    let counts = counts.each_ref().map(Cell::get);
    assert!(counts.iter().all(|count| *count > 20), "fit, mended and refused; of one field: {counts:?}");
}
