//! What a webhook handler may be made with.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod functions;

use functions::Options;
use qiscus_wasm::error::Code;
use qiscus_wasm::schema::JsonValue;
use qiscus_wasm::webhook::{WebhookHandler, status};
use serde_json::{Value, json};

fn sentences(options: &Value, undefined: &[&str]) -> Vec<String> {
    let Err(error) = WebhookHandler::new(&Options(JsonValue::of(options), undefined)) else { return Vec::new() };
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
        ("signatureKey", json!(["", 7]), "signatureKey[1]: expected string, received integer".into()),
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
        ("onevent", json!(true), "unknown option `onevent`, did you mean `onEvent`?".into()),
        ("secretKey", json!("s3cret"), "unknown option `secretKey`, did you mean `signatureKey`?".into()),
    ] {
        let mut options = json!({ "onEvent": true });
        options[option] = value;
        assert_eq!(sentences(&options, &[]), [sentence], "{options}");
    }
}

#[test]
fn a_key_of_undefined_is_no_way_to_accept_everything() {
    let expected = "a key, or no such option where the dashboard has none";
    let issues = sentences(&json!({ "onEvent": true }), &["signatureKey"]);
    assert_eq!(issues, [format!("signatureKey: expected {expected}, received undefined")]);
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
fn all_problems_are_listed_at_once() {
    let options = json!({ "signatureKey": ["s3cret", " "], "onEvents": true, "maxBytes": 0, "timeout": "x" });
    assert_eq!(
        sentences(&options, &[]),
        [
            "onEvent is missing, expected function",
            "maxBytes: expected 1 or more, received a smaller number",
            "timeout: expected number, received string",
            "unknown option `onEvents`, did you mean `onEvent`?",
            "signatureKey[1]: expected a key as the dashboard shows it, received an empty string",
        ]
    );
}

#[test]
fn options_become_limits() {
    for (options, undefined, max_bytes, timeout, is_signed) in [
        (json!({}), &[][..], 1_048_576, 30_000.0, false),
        (json!({}), &["maxBytes", "timeout"], 1_048_576, 30_000.0, false),
        (json!({ "maxBytes": 1, "timeout": 0, "signatureKey": "s3cret" }), &[], 1, 0.0, true),
        (json!({ "maxBytes": 65_536.0, "timeout": 0.5, "signatureKey": ["s3cret"] }), &[], 65_536, 0.5, true),
        (json!({ "maxBytes": 9_007_199_254_740_991_u64, "timeout": 1e300 }), &[], u32::MAX, 1e300, false),
    ] {
        let mut options = options;
        options["onEvent"] = json!(true);
        let handler = WebhookHandler::new(&Options(JsonValue::of(&options), undefined)).unwrap();
        let limits = (handler.max_bytes, handler.timeout, handler.is_signed);
        assert_eq!(limits, (max_bytes, timeout, is_signed), "{options}");
    }
}

#[test]
fn what_is_no_webhook_is_refused_by_its_head() {
    let handler =
        WebhookHandler::new(&Options(JsonValue::of(&json!({ "onEvent": true, "maxBytes": 10 })), &[])).unwrap();
    let json = Some("application/json; charset=utf-8");
    for (method, content_type, content_length, refused) in [
        ("POST", json, Some("10"), None),
        ("POST", json, None, None),
        ("POST", None, Some("0"), None),
        ("GET", json, None, Some((405, "unsupported method GET; expected POST"))),
        ("post", json, None, Some((405, "unsupported method post; expected POST"))),
        ("PUT", Some("text/plain"), Some("11"), Some((405, "unsupported method PUT; expected POST"))),
        ("POST", Some(""), None, Some((415, "unsupported content type; expected application/json"))),
        ("POST", Some("text/plain"), Some("11"), Some((415, "unsupported content type; expected application/json"))),
        ("POST", json, Some("11"), Some((413, "the body has more than 10 bytes"))),
        ("POST", None, Some("4294967296"), Some((413, "the body has more than 10 bytes"))),
    ] {
        let error = handler.check_head(method, content_type, content_length).err();
        let error = error.as_ref().map(|error| (error.status.unwrap(), error.code.clone(), error.message.as_str()));
        let refused = refused.map(|(status, message)| (status, Code::InvalidRequest, message));
        assert_eq!(error, refused, "{method} {content_type:?} {content_length:?}");
    }
}

#[test]
fn an_error_has_its_status() {
    for (code, own, expected) in [
        ("invalid_webhook", None, 400),
        ("invalid_signature", None, 401),
        ("invalid_request", Some(413), 413),
        ("invalid_webhook", Some(413), 413),
        ("internal", None, 500),
        ("no code of ours", None, 500),
        ("", None, 500),
    ] {
        assert_eq!(status(code, own), expected, "{code}");
    }
}
