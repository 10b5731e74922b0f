//! What a proxy handler may be made with, and what it sends on.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod functions;

use functions::Options;
use qiscus_wasm::call::Client;
use qiscus_wasm::error::{Code, Error};
use qiscus_wasm::proxy::{client, form};
use qiscus_wasm::shape::JsonValue;
use serde_json::{Value, json};

fn made(options: &Value) -> Result<Client, Box<Error>> {
    client(&Options(JsonValue::of(options), &[]), |url| !url.contains("[no url]"))
}

#[test]
fn options_become_what_every_request_carries() {
    let form_type = ("Content-Type", "application/x-www-form-urlencoded");
    let accept = ("Accept", "application/json");
    for (options, base_url, headers) in [
        (
            json!({ "appId": "domino-prod", "secretKey": "s3cret", "authorize": true }),
            "https://domino-prod.qiscus.com",
            vec![form_type, accept, ("QISCUS-SDK-APP-ID", "domino-prod"), ("QISCUS_SDK_SECRET", "s3cret")],
        ),
        (
            json!({ "baseUrl": "http://127.0.0.1:7070/a/", "secretKey": "s3cret", "authorize": true, "allow": [] }),
            "http://127.0.0.1:7070/a",
            vec![form_type, accept, ("QISCUS_SDK_SECRET", "s3cret")],
        ),
        (
            json!({
                "appId": "a", "baseUrl": "https://gate.example.com", "secretKey": "s3cret",
                "secretHeader": "QISCUS-SDK-SECRET", "allow": ["post_comment", "load_comments"], "authorize": true,
                "origins": ["https://app.example.com"], "maxBytes": 1, "timeout": 0, "fetch": true, "onError": true,
            }),
            "https://gate.example.com",
            vec![form_type, accept, ("QISCUS-SDK-APP-ID", "a"), ("QISCUS-SDK-SECRET", "s3cret")],
        ),
    ] {
        let client = made(&options).unwrap();
        let sent = client.headers(&[]);
        let sent: Vec<_> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!((client.config.base_url.as_str(), sent), (base_url, headers), "{options}");
    }
}

#[test]
fn every_wrong_option_is_named() {
    let url = "baseUrl: expected an http or https URL without query, received another string";
    let endpoints = "expected \"create_room\" or \"get_or_create_room_with_target\" or \"get_rooms_info\" or \
                     \"add_room_participants\" or \"remove_room_participants\" or \"post_comment\" or \"load_comments\" or \
                     \"login_or_register\", received";
    for (option, value, sentence) in [
        ("secretKey", json!(""), "secretKey: expected your secret key, received an empty string".to_owned()),
        ("secretKey", json!(null), "secretKey: expected string, received null".into()),
        ("authorize", json!("s3cret"), "authorize: expected function, received string".into()),
        ("allow", json!(["post_comment", "s3cret"]), format!("allow[1]: {endpoints} string")),
        ("allow", json!([true]), format!("allow[0]: {endpoints} function")),
        ("allow", json!("post_comment"), "allow: expected array, received string".into()),
        ("allow", json!(null), "allow: expected array, received null".into()),
        ("origins", json!(["https://a.example", 7]), "origins[1]: expected string, received integer".into()),
        ("baseUrl", json!("/api/qiscus"), url.into()),
        ("baseUrl", json!("//evil.example"), url.into()),
        ("baseUrl", json!("ftp://a.example"), url.into()),
        ("baseUrl", json!("https://[no url]"), url.into()),
        ("maxBytes", json!(0), "maxBytes: expected 1 or more, received a smaller number".into()),
        ("Allow", json!([]), "Allow is no known option, did you mean allow?".into()),
        ("dangerouslyAllowBrowser", json!(true), "dangerouslyAllowBrowser is no known option".into()),
    ] {
        let mut options = json!({ "appId": "domino-prod", "secretKey": "s3cret", "authorize": true });
        options[option] = value;
        let error = made(&options).unwrap_err();
        assert_eq!(
            (error.code, error.message),
            (Code::InvalidOptions, format!("invalid options: {sentence}")),
            "{options}"
        );
    }
}

#[test]
fn parameters_become_a_form() {
    for (params, expected) in [
        (json!({}), ""),
        (json!({ "message": "a=b&c d\r\n+ü", "room_id": 16 }), "message=a%3Db%26c%20d%0D%0A%2B%C3%BC&room_id=16"),
        (json!({ "emails": ["a", "b"], "none": [] }), "emails%5B%5D=a&emails%5B%5D=b"),
        (
            json!({ "show": true, "extras": { "a": 1 }, "__proto__": "x" }),
            "__proto__=x&extras=%7B%22a%22%3A1%7D&show=true",
        ),
    ] {
        assert_eq!(form(&JsonValue::of(&params)).unwrap(), expected);
    }
    let error = form(&JsonValue::of(&json!({ "a": null, "b": [null], "c": "" }))).unwrap_err();
    let expected = "invalid parameters: params.a: expected number or string or boolean or array or object, received null; \
                    params.b[0]: expected number or string or boolean or array or object, received null";
    assert_eq!((error.code, error.message.as_str()), (Code::InvalidRequest, expected));
}
