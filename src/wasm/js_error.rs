//! Errors as JavaScript throws them.

use js_sys::{JSON, SyntaxError};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use super::value::{EngineValue, MAX_CHARACTERS, Unreadable};
use crate::error::Error;
use crate::output::Output;
use crate::redact::Redactor;
use crate::schema::{AnyValue, Issue, Schema};

#[wasm_bindgen(module = "/pkg-template/error.js")]
extern "C" {
    type QiscusError;
    #[wasm_bindgen(constructor)]
    fn new(message: &str, details: &JsValue) -> QiscusError;
    // A constructor of its own, since a cause can be `undefined`: that can be thrown, too.
    #[wasm_bindgen(constructor)]
    fn with_cause(message: &str, details: &JsValue, cause: &JsValue) -> QiscusError;
}

/// A value of ours as a JavaScript value.
pub fn to_js(output: &Output) -> JsValue {
    output.serialize(&Serializer::json_compatible()).unwrap_or_default()
}

/// The `QiscusError` for an error, with what the platform threw, and without the secret.
#[expect(clippy::boxed_local, reason = "errors come in boxes")]
pub fn js_error(mut error: Box<Error>, redactor: &Redactor, cause: Option<JsValue>) -> JsValue {
    error.redact(redactor);
    let details = to_js(&Output::from(&*error));
    // What an engine says of text that isn't JSON quotes it: it is asked again, about the text without the secret.
    let cause = match &error.body {
        Some(body) if cause.as_ref().is_some_and(JsCast::has_type::<SyntaxError>) => JSON::parse(body).err(),
        _ => cause,
    };
    match cause {
        Some(cause) => QiscusError::with_cause(&error.message, &details, &cause).into(),
        None => QiscusError::new(&error.message, &details).into(),
    }
}

/// The `QiscusError` for an error in which there can't be a secret.
pub fn plain_error(error: Box<Error>) -> JsValue {
    js_error(error, &Redactor::new(None), None)
}

/// The `QiscusError` for something that a caller gave and that can't be read.
pub fn unreadable(unreadable: &Unreadable, what: &str, error: impl FnOnce(Vec<Issue>) -> Box<Error>) -> JsValue {
    let path = unreadable.path().unwrap_or_else(|| what.to_owned());
    if unreadable.is_too_large() {
        let expected = format!("at most {MAX_CHARACTERS} characters in all");
        return plain_error(error(vec![Issue::new(&path, &expected, "more")]));
    }
    if let Some(name) = unreadable.is() {
        return plain_error(error(vec![Issue::foreign(&path, &name)]));
    }
    let issue = Issue::new(&path, "a value that can be read", "one that throws or isn't JSON");
    js_error(error(vec![issue]), &Redactor::new(None), Some(unreadable.cause()))
}

/// A copy of the options of a client, a handler or a function, or the error that says what can't be read.
pub fn read_options(options: &JsValue, schema: &'static Schema) -> Result<EngineValue, JsValue> {
    EngineValue::options(options, schema).map_err(|error| unreadable(&error, "options", Error::invalid_options))
}

/// Plain data that a caller gave under that name, as JSON; or the error that says what can't be read.
pub fn read_json(value: &JsValue, name: &str, error: impl FnOnce(Vec<Issue>) -> Box<Error>) -> Result<String, JsValue> {
    EngineValue::params(value).map(|value| value.text()).map_err(|reason| unreadable(&reason, name, error))
}
