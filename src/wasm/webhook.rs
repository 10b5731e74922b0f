//! The webhook functions and the handler of webhooks as JavaScript sees them.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

use super::fetch::header;
use super::js_error::{js_error, plain_error, read_options, to_js};
use super::value::EngineValue;
use crate::output::Output;
use crate::redact::Redactor;
use crate::refusal::Refusal;
use crate::schema::{AnyValue, HasSchema, Schema, Strength};
use crate::webhook::{self, Body, Bytes, Signed, ValidateWebhookOptions, WebhookHandler, WebhookHandlerOptions};

#[wasm_bindgen(module = "/pkg-template/webhook_body.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = parseBody)]
    fn parse_body(input: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = bytesOf)]
    fn bytes_of(body: &JsValue) -> Option<Uint8Array>;
    fn chunk(bytes: &Uint8Array, start: u32, most: u32) -> Option<Vec<u8>>;

    /// A body that isn't JSON.
    type Unparsed;
    /// The first character of the string.
    #[wasm_bindgen(method, getter)]
    fn start(this: &Unparsed) -> Option<String>;
    /// Whether it is bytes.
    #[wasm_bindgen(method, getter, js_name = areBytes)]
    fn are_bytes(this: &Unparsed) -> bool;
    /// What it is in place of a body.
    #[wasm_bindgen(method, getter)]
    fn holder(this: &Unparsed) -> Option<String>;
    /// What was thrown.
    #[wasm_bindgen(method, getter)]
    fn cause(this: &Unparsed) -> JsValue;
}

impl Bytes for Uint8Array {
    fn chunk(&self, start: u32, most: u32) -> Option<Vec<u8>> {
        chunk(self, start, most)
    }
}

static VALIDATE_OPTIONS: Schema = ValidateWebhookOptions::SCHEMA;

/// Validates a body, or what a framework made of it. Returns the event, and the issues of fields that were left out of it.
#[wasm_bindgen(js_name = validateWebhook)]
pub fn validate_webhook(input: JsValue, options: JsValue) -> Result<Array, JsValue> {
    let strength = if options.is_undefined() {
        Strength::Lenient
    } else {
        let options = read_options(&options, &VALIDATE_OPTIONS)?;
        webhook::strength(&options).map_err(plain_error)?
    };
    validate(&input, strength)
}

fn validate(input: &JsValue, strength: Strength) -> Result<Array, JsValue> {
    let (body, cause) = match parse_body(input) {
        Ok(value) => (Body::Json(EngineValue(value)), None),
        Err(thrown) => {
            let unparsed: Unparsed = thrown.unchecked_into();
            if let Some(holder) = unparsed.holder() {
                (Body::Holder(holder), None)
            } else {
                let body = match unparsed.start() {
                    Some(start) => Body::Text(start),
                    None if unparsed.are_bytes() => Body::Bytes,
                    None => Body::Unreadable,
                };
                (body, Some(unparsed.cause()))
            }
        }
    };
    let (event, ignored) =
        webhook::validate(body, strength).map_err(|error| js_error(error, &Redactor::new(None), cause))?;
    let ignored = to_js(&Output::List(ignored.iter().map(Output::from).collect()));
    Ok(Array::of2(&event.0, &ignored))
}

fn signed(raw_body: JsValue, key: JsValue) -> Signed<EngineValue, Uint8Array> {
    Signed { bytes: bytes_of(&raw_body), raw_body: EngineValue(raw_body), key: EngineValue(key) }
}

/// Signs a body.
#[wasm_bindgen(js_name = signWebhook)]
pub fn sign_webhook(raw_body: JsValue, key: JsValue) -> Result<String, JsValue> {
    webhook::sign(&signed(raw_body, key)).map_err(plain_error)
}

/// Verifies the signature of a body.
#[wasm_bindgen(js_name = verifyWebhookSignature)]
pub fn verify_webhook_signature(raw_body: JsValue, signature: JsValue, key: JsValue) -> Result<bool, JsValue> {
    webhook::verify(&signed(raw_body, key), &EngineValue(signature)).map(|()| true).map_err(plain_error)
}

static OPTIONS: Schema = WebhookHandlerOptions::SCHEMA;

/// What stands behind a handler of webhooks.
#[wasm_bindgen(js_name = WebhookHandler)]
pub struct JsWebhookHandler {
    handler: WebhookHandler,
    options: EngineValue,
}

#[wasm_bindgen(js_class = WebhookHandler)]
impl JsWebhookHandler {
    /// Validates the options.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue) -> Result<JsWebhookHandler, JsValue> {
        let options = read_options(&options, &OPTIONS)?;
        let handler = WebhookHandler::new(&options).map_err(plain_error)?;
        Ok(Self { handler, options })
    }

    /// A copy of the options: for the caller's functions.
    #[wasm_bindgen(getter)]
    pub fn options(&self) -> JsValue {
        self.options.0.clone()
    }

    /// The most bytes of a body.
    #[wasm_bindgen(getter, js_name = maxBytes)]
    pub fn max_bytes(&self) -> u32 {
        self.handler.max_bytes
    }

    /// Milliseconds for a whole request; 0 for no limit.
    #[wasm_bindgen(getter)]
    pub fn timeout(&self) -> f64 {
        self.handler.timeout
    }

    /// Refuses what can't be a webhook by its head alone.
    #[wasm_bindgen(js_name = checkHead)]
    pub fn check_head(&self, method: &str, headers: JsValue) -> Result<(), JsValue> {
        let get = |name| header(&headers, name);
        let (content_type, content_length) = (get("content-type"), get("content-length"));
        self.handler.check_head(method, content_type.as_deref(), content_length.as_deref()).map_err(plain_error)
    }

    /// The event of a body, which has to be genuine and valid, and the issues of fields that were left out of it.
    pub fn receive(&self, body: JsValue, signature: JsValue) -> Result<Array, JsValue> {
        if self.handler.is_signed {
            verify_webhook_signature(body.clone(), signature, self.options.get("signatureKey").0)?;
        }
        validate(&body, self.handler.strength)
    }

    /// The key of an event's comment, by which another delivery of it is known.
    #[wasm_bindgen(js_name = claimKey)]
    pub fn claim_key(&self, event: JsValue) -> Option<String> {
        webhook::claim_key(&EngineValue(event))
    }

    /// The HTTP status of the answer to a webhook that failed with an error of this code, which may have a status of its own.
    pub fn status(&self, code: &str, status: Option<u16>) -> u16 {
        webhook::status(code, status)
    }
}

/// Why a request is refused, by name.
#[wasm_bindgen]
#[derive(Debug, Clone, Copy)]
pub enum Reason {
    /// The handler was given something that isn't a `Request`.
    NotARequest = "not_a_request",
    /// Somebody else has read the body.
    BodyWasRead = "body_was_read",
    /// The body is larger than `maxBytes`.
    TooLarge = "too_large",
    /// The body ended early.
    BodyIncomplete = "body_incomplete",
    /// The body is a stream of neither bytes nor strings.
    BodyNotBytes = "body_not_bytes",
    /// The request was not done in time.
    TimedOut = "timed_out",
    /// The caller's own code failed, or took too long.
    NotHandled = "not_handled",
    /// A request that can't be read at all.
    Unreadable = "unreadable",
}

/// The error that a handler refuses a request with; `handler` is its name, `limit` what was exceeded.
#[wasm_bindgen]
pub fn refusal(reason: Reason, handler: &str, limit: u32) -> JsValue {
    let refusal = match reason {
        Reason::NotARequest => Refusal::NotARequest { handler },
        Reason::BodyWasRead => Refusal::BodyWasRead { handler },
        Reason::TooLarge => Refusal::TooLarge { max_bytes: limit },
        Reason::BodyIncomplete => Refusal::BodyIncomplete,
        Reason::BodyNotBytes => Refusal::BodyNotBytes,
        Reason::TimedOut => Refusal::TimedOut { timeout: limit },
        Reason::NotHandled => Refusal::NotHandled,
        Reason::Unreadable | Reason::__Invalid => Refusal::Unreadable,
    };
    plain_error(refusal.error())
}
