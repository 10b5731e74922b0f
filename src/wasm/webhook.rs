//! The webhook functions as JavaScript sees them: one door for all of them.

use wasm_bindgen::prelude::*;

use super::thrown::to_js;
use super::value::{JsValues, List};
use crate::error::Error;
use crate::prelude::*;
use crate::shape::Values;
use crate::webhook::{self, Body, Bytes, Signed};

#[wasm_bindgen(module = "/src/wasm/webhook.js")]
extern "C" {
    #[wasm_bindgen(js_name = parseBody)]
    fn parse_body(input: &JsValue) -> List;
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

// The functions, by their numbers in pkg-template/webhook.js.
const VALIDATE: u8 = 0;
const SIGN: u8 = 1;
const VERIFY: u8 = 2;

/// Does one of the webhook functions, and returns what it returns or throws.
#[wasm_bindgen(skip_typescript)]
pub fn webhook(function: u8, input: &JsValue) -> JsValue {
    let (result, cause) = match function {
        VALIDATE => validate(input),
        _ => match JsValues::options(input) {
            Ok(options) => (with_options(function, &options), None),
            Err((issue, cause)) => {
                let error =
                    if matches!(function, SIGN | VERIFY) { Error::invalid_signature } else { Error::invalid_options };
                (Err(error(vec![issue])), Some(cause))
            }
        },
    };
    result.unwrap_or_else(|error| to_js(&error, None, cause.as_ref()))
}

/// What a function came to, and what the platform threw on the way.
type Outcome = (Result<JsValue, Box<Error>>, Option<JsValue>);

fn validate(input: &JsValue) -> Outcome {
    let parsed = parse_body(input);
    let (first, cause) = (parsed.get(0), parsed.get(1));
    let (body, cause) = match parsed.length() {
        1 => (Body::Json(JsValues::from(first)), None),
        _ if first.is_undefined() => (Body::Unreadable, Some(cause)),
        _ => (first.as_string().map_or(Body::Bytes, Body::Text), Some(cause)),
    };
    (webhook::validate(body).map(|event| event.0), cause)
}

fn with_options(function: u8, options: &JsValues) -> Result<JsValue, Box<Error>> {
    if !matches!(function, SIGN | VERIFY) {
        return webhook::check_options(options).map(|()| options.0.clone());
    }
    let raw_body = options.field("rawBody");
    let bytes = bytes_of(&raw_body.0);
    let bytes = (!bytes.is_undefined()).then_some(&bytes as &dyn Bytes);
    let signed = Signed { bytes, raw_body, key: options.field("key") };
    match function {
        SIGN => webhook::sign(&signed).map(|hex| JsValue::from_str(&hex)),
        _ => webhook::verify(&signed, &options.field("signature")).map(|()| JsValue::TRUE),
    }
}
