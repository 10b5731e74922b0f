//! The boundary to JavaScript. Nothing is decided here: what can be wrong is judged by code that native tests reach.
//!
//! Exports take `JsValue`, never `&JsValue`: what is borrowed lies on a stack of the glue, which nested calls overflow.

mod client;
#[cfg(feature = "faults")]
mod fault;
mod fetch;
mod js_error;
mod promise;
mod proxy;
mod standard_schema;
mod value;
mod webhook;

pub use client::JsClient;
pub use proxy::JsProxy;
pub use value::EngineValue;
pub use webhook::{JsWebhookHandler, sign_webhook, validate_webhook, verify_webhook_signature};

use wasm_bindgen::prelude::*;

/// A third of the size of the standard library's allocator.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Runs when the module is started; tests, which start it in another way, call it.
#[wasm_bindgen(start)]
pub fn start() {
    promise::set_panic_hook();
    value::define_kinds();
}
