//! `GET` or `POST` of any other path
//!
//! Calls an endpoint of the living service that has no method here. Not in the specification.

use std::borrow::Cow;

use super::{Endpoint, Envelope, Method, REST, Repeat};
use crate::model;
use crate::options::RequestOptions;
use crate::schema::{AnyValue, HasSchema, Issue, Kinds, Schema, issues};

model! {
    /// Parameters and results that this package doesn't know.
    pub struct Unknown {}
}

/// What every such endpoint has in common; the name is its own.
static OTHER: Endpoint = Endpoint {
    name: Cow::Borrowed(""),
    method_name: "request",
    method: Method::Get,
    fallback_method: None,
    repeat: Repeat::Read,
    params: &Unknown::MODEL,
    params_schema: &Schema::of(Kinds::OBJECT).or_missing(),
    options: &RequestOptions::SCHEMA,
    response: &Envelope::<serde_json::Value>::SCHEMA,
    #[cfg(not(target_arch = "wasm32"))]
    results: &Unknown::MODEL,
    #[cfg(not(target_arch = "wasm32"))]
    doc: "",
};

static METHOD: Schema = Schema::of(Kinds::NONE).strings("GET,POST,");
static PATH: Schema = String::SCHEMA;

/// The most characters of a path.
const MAX_PATH: u32 = 1000;

impl Endpoint {
    /// An endpoint of the caller's choice, or what is wrong with its method and path.
    pub fn other<V: AnyValue>(method: &V, path: &V) -> Result<Self, Vec<Issue>> {
        let mut found = issues(method, &METHOD, "method");
        let mut wrong_path = issues(path, &PATH, "path");
        let path = if wrong_path.is_empty() && path.len() <= MAX_PATH { path.text() } else { String::new() };
        if wrong_path.is_empty() && !is_path(&path) {
            let expected = "a name such as `get_user_rooms`, or a path that begins with /api/, without a query";
            wrong_path.push(Issue::new("path", expected, "another string"));
        }
        found.append(&mut wrong_path);
        let method = if method.text() == Method::Get.name() { Method::Get } else { Method::Post };
        if found.is_empty() { Ok(Self::at(method, &path)) } else { Err(found) }
    }

    /// The endpoint of a method and a path that [`is_path`].
    pub(crate) fn at(method: Method, path: &str) -> Self {
        // One name for one endpoint, however it is written.
        let name = path.strip_prefix(REST).unwrap_or(path);
        let repeat = if method == Method::Get { Repeat::Read } else { Repeat::Once };
        Self { name: Cow::Owned(name.to_owned()), method, repeat, ..OTHER.clone() }
    }
}

/// Whether a text is the name of an endpoint below [`REST`], or a path below `/api/`: one that can be read in one way only.
pub(crate) fn is_path(text: &str) -> bool {
    // "api/…" is a path that lacks its slash.
    let segments =
        text.strip_prefix("/api/").or_else(|| (!text.starts_with("api/")).then_some(text)).unwrap_or_default();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(&byte);
    segments.split('/').all(|segment| !matches!(segment, "" | "." | "..") && segment.bytes().all(is_plain))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::schema::JsonValue;
    use serde_json::json;

    #[test]
    fn a_path_can_be_read_in_one_way_only() {
        for path in ["get_user_rooms", "users/1", "/api/v2.1/rest/x", "/api/v2/rest/get_user_rooms", "a@b.c"] {
            assert!(is_path(path), "{path}");
        }
        for path in [
            "",
            "/",
            "/api/",
            "x/",
            "/x",
            "//x",
            "/api//x",
            "../x",
            "x/../y",
            "/api/./x",
            "x?a=1",
            "x#a",
            "%2e%2e/x",
            "a b",
            "http://example.com",
            "a\\b",
            "ü",
            "/api/v2/rest/",
        ] {
            assert!(!is_path(path), "{path}");
        }
    }

    #[test]
    fn an_endpoint_has_one_name() {
        for (path, name, whole) in [
            ("get_user_rooms", "get_user_rooms", "/api/v2/rest/get_user_rooms"),
            ("/api/v2/rest/get_user_rooms", "get_user_rooms", "/api/v2/rest/get_user_rooms"),
            ("/api/v2.1/rest/x", "/api/v2.1/rest/x", "/api/v2.1/rest/x"),
        ] {
            let endpoint = Endpoint::at(Method::Get, path);
            assert_eq!((&*endpoint.name, &*endpoint.path()), (name, whole));
        }
    }

    #[test]
    fn a_wrong_method_or_path_is_an_issue() {
        let messages = |method, path| {
            let (method, path) = (JsonValue::of(&method), JsonValue::of(&path));
            let issues = Endpoint::other(&method, &path).map(|_| ()).unwrap_err();
            issues.into_iter().map(|issue| issue.message).collect::<Vec<_>>()
        };
        let expected = "a name such as `get_user_rooms`, or a path that begins with /api/, without a query";
        assert_eq!(
            messages(json!("get"), json!("x?user=1")),
            [
                "method: expected \"GET\" or \"POST\", received \"get\", did you mean \"GET\"?".to_owned(),
                format!("path: expected {expected}, received another string"),
            ]
        );
        assert_eq!(
            messages(json!(null), json!(7)),
            ["method: expected \"GET\" or \"POST\", received null", "path: expected string, received integer"]
        );
    }
}
