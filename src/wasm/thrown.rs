//! Errors on their way out.

use js_sys::Array;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::error::Error;
use crate::outward::{self, Outward};

#[wasm_bindgen(module = "/src/wasm/error.js")]
extern "C" {
    #[wasm_bindgen(js_name = qiscusError)]
    fn qiscus_error(message: &str, details: &JsValue, secret: &str, causes: &Array) -> JsValue;
}

/// The `QiscusError` for an error, with what the platform threw, and without the secret.
pub fn to_js(error: &Error, secret: Option<&str>, cause: Option<&JsValue>) -> JsValue {
    // A list, since `undefined` can be thrown too.
    let causes = Array::new();
    if let Some(cause) = cause {
        causes.push(cause);
    }
    qiscus_error(&error.message, &serialize(&outward::error(error)), secret.unwrap_or_default(), &causes)
}

/// A small value of ours as JavaScript has it. Sound outward; inward it would run the caller's getters unguarded.
pub fn serialize(value: &Outward) -> JsValue {
    value.serialize(&Serializer::new()).unwrap_or(JsValue::UNDEFINED)
}
