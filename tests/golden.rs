//! Golden requests and responses: each case a file, each file readable by itself.
//!
//! A request's file has the call in JSON, then the request it has to become. A response's file has the status and the body,
//! then the verdict. `index.d.ts` is the interface as TypeScript sees it: a review sees every change of it.
//! `BLESS=1 cargo test --test golden` writes what comes out; read the difference before you keep it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod oracle;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use qiscus_wasm::client::response::{Response, parse_response};
use qiscus_wasm::endpoint::{ENDPOINTS, Endpoint};
use qiscus_wasm::error::Error;
use qiscus_wasm::schema::{JsonValue, Strength};
use qiscus_wasm::typescript::declarations;
use serde_json::{Value, json};

fn endpoint(method: &str) -> &'static Endpoint {
    ENDPOINTS.iter().find(|endpoint| endpoint.method_name == method).unwrap()
}

/// What a call becomes: the request as HTTP has it, or the error.
fn request(case: &Value) -> String {
    let defaults = json!({ "appId": "domino-prod", "secretKey": "the-secret" });
    let options = case.get("options").unwrap_or(&defaults);
    let client = match oracle::request::client(Some(options)) {
        Ok(client) => client,
        Err(error) => return explained(&error),
    };
    let endpoint = endpoint(case["method"].as_str().unwrap());
    let request = match oracle::request::request(&client, endpoint, Some(&case["params"]), case.get("call")) {
        Ok(request) => request,
        Err(error) => return explained(&error),
    };
    let mut text = format!("{} {}\n", request.method.name(), request.url());
    for (name, value) in request.headers() {
        let _ = writeln!(text, "{name}: {value}");
    }
    let _ = writeln!(text, "\n{}", request.body().unwrap_or_default().replace('&', "\n&"));
    text
}

fn explained(error: &Error) -> String {
    let mut text = format!("{}: {}\n", error.code.as_str(), error.message);
    let outcome = error.outcome.as_ref().map_or("none", |outcome| outcome.as_str());
    let _ = writeln!(text, "outcome: {outcome}");
    for issue in &error.issues {
        let _ = writeln!(text, "- {:?}: expected {}, received {}", issue.path, issue.expected, issue.received);
    }
    for (name, value) in [("apiMessage", &error.api_message), ("body", &error.body)] {
        if let Some(value) = value.as_ref().filter(|value| value.len() < 400) {
            let _ = writeln!(text, "{name}: {value}");
        }
    }
    error.detailed_messages.iter().for_each(|detail| writeln!(text, "detailedMessages: {detail}").unwrap());
    error.field_errors.iter().for_each(|(field, detail)| writeln!(text, "fieldErrors: {field}: {detail}").unwrap());
    text
}

/// The verdict on a response: `ok`, or the error. The first line is the method and the status.
fn verdict(case: &str) -> String {
    let (first, body) = case.split_once('\n').unwrap();
    let (method, status) = first.split_once(' ').unwrap();
    let json: Option<Value> = serde_json::from_str(body).ok();
    let text = Value::from(body.trim_end());
    let response = Response {
        status: status.parse().unwrap(),
        retry_after: None,
        json: JsonValue::from(json.as_ref()),
        text: JsonValue::of(&text),
        exceeded: None,
    };
    match parse_response(endpoint(method), &response, Strength::Lenient) {
        Ok((_, ignored)) => {
            let ignored = ignored.iter().map(|issue| format!("ignored: {}\n", issue.message));
            "ok\n".to_owned() + &ignored.collect::<String>()
        }
        Err(error) => explained(&error),
    }
}

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(folder);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn hold(folder: &str, come_out: impl Fn(&str) -> String) {
    let mut wrong = Vec::new();
    for file in files(folder) {
        let text = fs::read_to_string(&file).unwrap();
        let (case, expected) = text.split_once("---\n").unwrap_or((&text, ""));
        let actual = come_out(case);
        if env::var_os("BLESS").is_some() {
            fs::write(&file, format!("{case}---\n{actual}")).unwrap();
        } else if actual != expected {
            wrong.push(format!("{}\nexpected:\n{expected}\nactual:\n{actual}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_call_becomes_its_request() {
    hold("requests", |case| request(&serde_json::from_str(case).unwrap()));
}

#[test]
fn a_response_gets_its_verdict() {
    hold("replies", verdict);
}

#[test]
fn the_typings_are_those_of_the_last_review() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/index.d.ts");
    let actual = declarations();
    if env::var_os("BLESS").is_some() {
        fs::write(&file, &actual).unwrap();
    }
    let expected = fs::read_to_string(&file).unwrap();
    let changed = expected.lines().zip(actual.lines()).enumerate().find(|(_, (before, now))| before != now);
    if let Some((at, (before, now))) = changed {
        panic!("{}:{}\nexpected: {before}\nactual:   {now}", file.display(), at + 1);
    }
    assert_eq!(expected.lines().count(), actual.lines().count(), "lines of {}", file.display());
}

#[test]
fn every_endpoint_has_several_requests_and_responses() {
    for endpoint in ENDPOINTS {
        for folder in ["requests", "replies"] {
            let has = |file: &PathBuf| {
                file.file_name().unwrap().to_string_lossy().starts_with(&format!("{}.", endpoint.name))
            };
            let count = files(folder).iter().filter(|file| has(file)).count();
            assert!(count >= 3, "{folder} of {}: {count}", endpoint.name);
        }
    }
}
