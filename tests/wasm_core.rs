//! The core in WebAssembly, before it is packed: in Node.js and in a browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

use js_sys::{Array, Function, JSON, Object, Reflect};
use qiscus_wasm::schema::{AnyValue, Kind};
use qiscus_wasm::wasm::{EngineValue, JsClient, sign_webhook, start, validate_webhook, verify_webhook_signature};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

fn js(code: &str) -> JsValue {
    Function::new_no_args(&format!("return {code}")).call0(&JsValue::UNDEFINED).unwrap()
}

fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap()
}

fn text(value: &JsValue) -> String {
    JSON::stringify(value).unwrap().into()
}

#[wasm_bindgen_test]
fn every_value_has_its_kind() {
    start();
    let table = [
        ("undefined", Kind::Missing),
        ("null", Kind::Null),
        ("true", Kind::Boolean),
        ("5", Kind::Integer),
        ("-0", Kind::Integer),
        ("9007199254740991", Kind::Integer),
        ("9007199254740992", Kind::Large),
        ("1e300", Kind::Large),
        ("0.5", Kind::Number),
        ("NaN", Kind::NotFinite),
        ("-Infinity", Kind::NotFinite),
        ("''", Kind::String),
        ("new String('x')", Kind::Object),
        ("[]", Kind::Array),
        ("({ a: 1 })", Kind::Object),
        ("({})", Kind::Empty),
        ("() => 1", Kind::Function),
        ("10n", Kind::BigInt),
        ("Symbol()", Kind::Symbol),
    ];
    for (code, kind) in table {
        assert_eq!(EngineValue::from(js(code)).kind(), kind, "{code}");
    }
}

#[wasm_bindgen_test]
fn wrong_options_are_an_error() {
    start();
    let error = JsClient::new(Object::new().into()).err().unwrap();
    assert_eq!(get(&error, "code"), "invalid_options");
    assert_eq!(
        get(&error, "message"),
        "invalid options: appId is missing, expected your app id, or the option baseUrl"
    );
}

/// Makes a call of `load_comments`.
async fn call(fetch: &str, params: &str) -> Result<JsValue, JsValue> {
    let options = js(&format!("({{ baseUrl: 'http://x.test', maxRetries: 0, fetch: {fetch} }})"));
    let client = JsClient::new(options)?;
    let promise = client.load_comments(js(params), JsValue::UNDEFINED);
    // Freed before the call has ended.
    drop(client);
    JsFuture::from(promise).await
}

#[wasm_bindgen_test]
async fn a_call_resolves_to_its_results() {
    start();
    let fetch = r#"async () => ({ status: 200, text: async () => '{"results":{"comments":null,"x":1}}' })"#;
    let results = call(fetch, "({ room_id: 1 })").await.unwrap();
    assert_eq!(text(&results), r#"{"comments":[],"x":1}"#);
}

#[wasm_bindgen_test]
async fn what_a_fetch_throws_is_the_cause() {
    start();
    let error = call("() => { throw 'no' }", "({ room_id: 1 })").await.unwrap_err();
    assert_eq!(get(&error, "code"), "network");
    assert_eq!(get(&error, "outcome"), "unknown");
    assert_eq!(get(&error, "cause"), "no");
    let error = call("() => { throw new TypeError('no') }", "({ room_id: 1 })").await.unwrap_err();
    assert_eq!(get(&error, "outcome"), "not_sent");
}

#[wasm_bindgen_test]
async fn wrong_parameters_are_listed() {
    start();
    let error = call("() => 1", "({ page: 'x', room: 1 })").await.unwrap_err();
    assert_eq!(get(&error, "code"), "invalid_request");
    let paths: Vec<_> =
        get(&error, "issues").unchecked_into::<Array>().iter().map(|issue| get(&issue, "path")).collect();
    assert_eq!(paths, ["room_id", "page", "room"]);
}

#[wasm_bindgen_test]
fn a_webhook_is_validated() {
    start();
    let body = r#"JSON.stringify({ type: "post_comment", payload: {
        from: { id: 1, email: "a", name: "A" }, room: { id: 1, topic_id: 1, type: "group", name: "g" },
        message: { type: "text", text: "hi" } } })"#;
    assert_eq!(get(&validate_webhook(js(body), JsValue::UNDEFINED).unwrap().get(0), "type"), "post_comment");
    let error = validate_webhook("{".into(), JsValue::UNDEFINED).unwrap_err();
    assert_eq!(get(&error, "code"), "invalid_webhook");
    assert_eq!(get(&error, "message"), "invalid webhook: the body is broken JSON, expected JSON");
    assert!(get(&error, "cause").is_object());
}

/// RFC 4231, test case 2.
#[wasm_bindgen_test]
fn a_signature_is_made_and_verified() {
    start();
    let right = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    let body = || JsValue::from("what do ya want for nothing?");
    let verify = |signature: &str| verify_webhook_signature(body(), signature.into(), "Jefe".into());
    assert_eq!(sign_webhook(body(), "Jefe".into()).unwrap(), right);
    assert!(verify(&right.to_uppercase()).unwrap());
    assert_eq!(get(&verify(&right.replace('5', "6")).unwrap_err(), "code"), "invalid_signature");
}
