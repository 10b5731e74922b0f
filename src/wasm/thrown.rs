//! Errors on their way out.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::error::Error;
use crate::outward::Outward;

#[wasm_bindgen(module = "/src/wasm/error.js")]
extern "C" {
    #[wasm_bindgen(js_name = qiscusError)]
    fn qiscus_error(message: &str, details: &JsValue, secret: Option<&str>) -> JsValue;
    #[wasm_bindgen(js_name = qiscusError)]
    fn qiscus_error_with_cause(message: &str, details: &JsValue, secret: Option<&str>, cause: &JsValue) -> JsValue;
}

/// The `QiscusError` for an error, with what the platform threw, and without the secret.
pub fn to_js(error: &Error, secret: Option<&str>, cause: Option<&JsValue>) -> JsValue {
    let details = serialize(&Outward(error));
    match cause {
        None => qiscus_error(&error.message, &details, secret),
        Some(cause) => qiscus_error_with_cause(&error.message, &details, secret, cause),
    }
}

/// A small value of ours as JavaScript has it. Sound outward; inward it would run the caller's getters unguarded.
pub fn serialize(value: &impl Serialize) -> JsValue {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::UNDEFINED)
}
