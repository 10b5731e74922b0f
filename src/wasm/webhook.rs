//! The webhook functions as JavaScript sees them: one door for all of them.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::thrown::to_js;
use super::value::JsValues;
use crate::error::Error;
use crate::shape::{Issue, Values};
use crate::webhook::{self, Body, Bytes, Signed};

#[wasm_bindgen(module = "/src/wasm/webhook.js")]
extern "C" {
    #[wasm_bindgen(js_name = parseBody)]
    fn parse_body(input: &JsValue) -> Array;
    #[wasm_bindgen(js_name = bytesOf)]
    fn bytes_of(input: &JsValue) -> JsBytes;

    /// A `Uint8Array`, or undefined.
    type JsBytes;
    #[wasm_bindgen(method, getter)]
    fn length(this: &JsBytes) -> usize;
    #[wasm_bindgen(js_name = copyBytes)]
    fn copy_bytes(bytes: &JsBytes, start: usize, to: &mut [u8]);
}

impl Bytes for JsBytes {
    fn len(&self) -> usize {
        self.length()
    }

    fn copy(&self, start: usize, to: &mut [u8]) {
        copy_bytes(self, start, to);
    }
}

/// Does one of the webhook functions, by its place in pkg-template/webhook.js, and returns what it returns.
#[wasm_bindgen(skip_typescript)]
pub fn webhook(function: u8, input: &JsValue) -> Result<JsValue, JsValue> {
    let (result, cause) = match function {
        0 => validate(input),
        1 => with_options(input, Error::invalid_signature, |input| {
            webhook::sign(&signed(&input, &bytes(&input))).map(|hex| JsValue::from_str(&hex))
        }),
        2 => with_options(input, Error::invalid_signature, |input| {
            webhook::verify(&signed(&input, &bytes(&input)), &input.field("signature")).map(|()| JsValue::TRUE)
        }),
        _ => with_options(input, Error::invalid_options, |options| {
            webhook::check_options(&options).map(|()| JsValue::UNDEFINED)
        }),
    };
    result.map_err(|error| to_js(&error, None, cause.as_ref()))
}

/// What a function came to, and what the platform threw on the way.
type Outcome = (Result<JsValue, Box<Error>>, Option<JsValue>);

fn validate(input: &JsValue) -> Outcome {
    let parsed = parse_body(input);
    let body = match (parsed.length(), parsed.get(1).as_string(), parsed.get(2).is_truthy()) {
        (1, ..) => Body::Json(JsValues::one(&parsed.get(0))),
        (_, Some(text), _) => Body::Text(text),
        (_, None, true) => Body::Bytes,
        (_, None, false) => Body::Unreadable,
    };
    let cause = (parsed.length() > 1).then(|| parsed.get(3));
    (webhook::validate(body).map(|event| event.first()), cause)
}

fn with_options(
    input: &JsValue,
    error: fn(Vec<Issue>) -> Box<Error>,
    work: fn(JsValues) -> Result<JsValue, Box<Error>>,
) -> Outcome {
    match JsValues::options(input) {
        Ok(options) => (work(options), None),
        Err((issue, cause)) => (Err(error(vec![issue])), Some(cause)),
    }
}

fn bytes(input: &JsValues) -> JsBytes {
    bytes_of(&input.field("rawBody").first())
}

fn signed<'a>(input: &JsValues, bytes: &'a JsBytes) -> Signed<'a, JsValues> {
    let bytes = (!bytes.is_undefined()).then_some(bytes as &dyn Bytes);
    Signed { bytes, raw_body: input.field("rawBody"), key: input.field("key") }
}
