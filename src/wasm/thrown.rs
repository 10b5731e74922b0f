//! Errors on their way out.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::error::Error;
use crate::outward::{self, Outward};

#[wasm_bindgen(module = "/src/wasm/error.js")]
extern "C" {
    #[wasm_bindgen(js_name = qiscusError)]
    fn qiscus_error(message: &str, details: &JsValue, secret: &str, has_cause: bool, cause: &JsValue) -> JsValue;
}

/// The `QiscusError` for an error, with what the platform threw, and without the secret.
pub fn to_js(error: &Error, secret: Option<&str>, cause: Option<&JsValue>) -> JsValue {
    let (details, secret) = (serialize(&outward::error(error)), secret.unwrap_or_default());
    // Whether there is a cause is told apart, since `undefined` can be thrown too.
    qiscus_error(&error.message, &details, secret, cause.is_some(), cause.unwrap_or(&JsValue::UNDEFINED))
}

/// A small value of ours as JavaScript has it. Sound outward; inward it would run the caller's getters unguarded.
pub fn serialize(value: &Outward) -> JsValue {
    value.serialize(&Serializer::new()).unwrap_or(JsValue::UNDEFINED)
}
