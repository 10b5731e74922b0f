//! The webhook functions as JavaScript sees them: one door for all of them.

use wasm_bindgen::prelude::*;

use super::thrown::to_js;
use super::value::{EngineValue, List};
use crate::error::Error;
use crate::prelude::*;
use crate::shape::AnyValue;
use crate::webhook::{self, Body, Bytes, Signed, WebhookHandlerOptions};

#[wasm_bindgen(module = "/src/wasm/webhook.js")]
extern "C" {
    #[wasm_bindgen(js_name = parseBody)]
    fn parse_body(input: &JsValue) -> List;
    #[wasm_bindgen(js_name = bytesOf)]
    fn bytes_of(body: &JsValue) -> Option<JsBytes>;

    #[wasm_bindgen(js_name = Bytes)]
    type JsBytes;
    #[wasm_bindgen(method, js_name = copy)]
    fn copy_to(this: &JsBytes, start: f64, to: &mut [u8]) -> Option<u32>;
    #[wasm_bindgen(method, js_name = hmac)]
    fn hmac_to(this: &JsBytes, key: &[u8], tag: &mut [u8]) -> bool;
}

impl Bytes for JsBytes {
    fn copy(&self, start: u64, to: &mut [u8]) -> Option<usize> {
        self.copy_to(start as f64, to).map(|copied| copied as usize)
    }

    fn hmac(&self, key: &[u8]) -> Option<[u8; 32]> {
        let mut tag = [0; 32];
        self.hmac_to(key, &mut tag).then_some(tag)
    }
}

// The functions, by their numbers in pkg-template/webhook.js.
const VALIDATE: u8 = 0;
const SIGN: u8 = 1;
const VERIFY: u8 = 2;

/// Does one of the webhook functions, and returns what it returns or throws.
#[wasm_bindgen(skip_typescript)]
pub fn webhook(function: u8, input: &JsValue) -> JsValue {
    let mut cause = None;
    let result = match function {
        VALIDATE => validate(input, &mut cause),
        _ => with_options(function, input, &mut cause),
    };
    result.unwrap_or_else(|error| to_js(&error, None, cause.as_ref()))
}

/// `cause` becomes what the platform threw on the way.
fn validate(input: &JsValue, cause: &mut Option<JsValue>) -> Result<JsValue, Box<Error>> {
    let parsed = parse_body(input);
    let first = parsed.get(0);
    let body = match parsed.length() {
        1 => Body::Json(EngineValue::from(first)),
        _ => {
            *cause = Some(parsed.get(1));
            match first.as_string() {
                Some(text) => Body::Text(text),
                None if first.is_undefined() => Body::Unreadable,
                None => Body::Bytes,
            }
        }
    };
    webhook::validate(body).map(|event| event.0)
}

fn with_options(function: u8, input: &JsValue, cause: &mut Option<JsValue>) -> Result<JsValue, Box<Error>> {
    let is_signed = matches!(function, SIGN | VERIFY);
    let known = if is_signed { "" } else { WebhookHandlerOptions::MODEL.names };
    let options = EngineValue::options(input, known).map_err(|(issue, thrown)| {
        *cause = Some(thrown);
        let error = if is_signed { Error::invalid_signature } else { Error::invalid_options };
        error(vec![issue])
    })?;
    if !is_signed {
        return webhook::check_options(&options).map(|()| options.0.clone());
    }
    let raw_body = options.field("rawBody");
    let bytes = bytes_of(&raw_body.0);
    let signed = Signed { bytes, raw_body, key: options.field("key") };
    match function {
        SIGN => webhook::sign(&signed).map(|hex| JsValue::from_str(&hex)),
        _ => webhook::verify(&signed, &options.field("signature")).map(|()| JsValue::TRUE),
    }
}
