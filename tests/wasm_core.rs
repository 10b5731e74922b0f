//! The core in WebAssembly, before it is packed: in Node.js and in a browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use qiscus_wasm::shape::{AnyValue, Kind};
use qiscus_wasm::wasm::{Core, EngineValue, webhook};
use wasm_bindgen::convert::TryFromJsValue;
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
    let error = Core::open(&Object::new());
    assert_eq!(get(&error, "code"), "invalid_options");
    assert_eq!(
        get(&error, "message"),
        "invalid options: appId is missing, expected your app id, or the option baseUrl"
    );
}

/// Makes a call as pkg-template/client.js does: waits for whatever the core asks to wait for.
async fn call(fetch: &str, place: usize, params: &str) -> Result<JsValue, JsValue> {
    let options = js(&format!("({{ baseUrl: 'http://x.test', maxRetries: 0, fetch: {fetch} }})"));
    // What is none is an error.
    let core = Core::try_from_js_value(Core::open(&options))?;
    let mut course = Core::try_from_js_value(core.call(place, &js(params), &JsValue::UNDEFINED))?;
    // Freed before the call has ended.
    drop(core);
    let mut settled = Ok(JsValue::UNDEFINED);
    loop {
        let next = match &settled {
            Ok(value) => course.go_on(value, false),
            Err(reason) => course.go_on(reason, true),
        };
        if !get(&next, "code").is_undefined() {
            return Err(next);
        }
        match next.dyn_into::<Array>() {
            Ok(results) => return Ok(results.get(0)),
            Err(promise) => settled = JsFuture::from(Promise::resolve(&promise)).await,
        }
    }
}

#[wasm_bindgen_test]
async fn a_call_resolves_to_its_results() {
    let fetch = r#"async () => ({ status: 200, text: async () => '{"results":{"comments":null,"x":1}}' })"#;
    let results = call(fetch, 6, "({ room_id: 1 })").await.unwrap();
    assert_eq!(text(&results), r#"{"comments":[],"x":1}"#);
}

#[wasm_bindgen_test]
async fn what_a_fetch_throws_is_the_cause() {
    let error = call("() => { throw 'no' }", 6, "({ room_id: 1 })").await.unwrap_err();
    assert_eq!(get(&error, "code"), "network");
    assert_eq!(get(&error, "outcome"), "not_sent");
    assert_eq!(get(&error, "cause"), "no");
}

#[wasm_bindgen_test]
async fn wrong_parameters_are_listed() {
    let error = call("() => 1", 6, "({ page: 'x', room: 1 })").await.unwrap_err();
    assert_eq!(get(&error, "code"), "invalid_request");
    let paths: Vec<_> =
        get(&error, "issues").unchecked_into::<Array>().iter().map(|issue| get(&issue, "path")).collect();
    assert_eq!(paths, ["room_id", "page", "room"]);
}

#[wasm_bindgen_test]
fn a_webhook_is_validated() {
    let body = r#"JSON.stringify({ type: "post_comment", payload: {
        from: { id: 1, email: "a", name: "A" }, room: { id: 1, topic_id: 1, type: "group", name: "g" },
        message: { type: "text", text: "hi" } } })"#;
    assert_eq!(get(&webhook(0, &js(body)), "type"), "post_comment");
    let error = webhook(0, &js("'{'"));
    assert_eq!(get(&error, "code"), "invalid_webhook");
    assert_eq!(get(&error, "message"), "invalid webhook: the body is broken JSON, expected JSON");
    assert!(get(&error, "cause").is_object());
}

/// RFC 4231, test case 2.
#[wasm_bindgen_test]
fn a_signature_is_made_and_verified() {
    let signature = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    let input = |signature: &str| {
        js(&format!("({{ rawBody: 'what do ya want for nothing?', key: 'Jefe', signature: '{signature}' }})"))
    };
    assert_eq!(webhook(1, &input("")), signature);
    assert_eq!(webhook(2, &input(&signature.to_uppercase())), JsValue::TRUE);
    assert_eq!(get(&webhook(2, &input(&signature.replace('5', "6"))), "code"), "invalid_signature");
}
