//! Errors on their way out.

use wasm_bindgen::prelude::*;

use crate::error::Error;
use crate::outward;

#[wasm_bindgen(module = "/src/wasm/error.js")]
extern "C" {
    #[wasm_bindgen(js_name = qiscusError)]
    fn qiscus_error(json: &str, secret: &str, has_cause: bool, cause: &JsValue) -> JsValue;
}

/// The `QiscusError` for an error, with what the platform threw, and without the secret.
pub fn to_js(error: &Error, secret: Option<&str>, cause: Option<&JsValue>) -> JsValue {
    let (json, secret) = (outward::error(error), secret.unwrap_or_default());
    // Whether there is a cause is told apart, since `undefined` can be thrown too.
    qiscus_error(&json, secret, cause.is_some(), cause.unwrap_or(&JsValue::UNDEFINED))
}
