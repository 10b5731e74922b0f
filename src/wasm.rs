//! The boundary to JavaScript. Nothing is decided here: what can be wrong is judged by code that native tests reach.
//!
//! Exports take `JsValue`, never `&JsValue`: what is borrowed lies on a stack of the glue, which nested calls overflow.

#[cfg(feature = "module")]
mod client;
#[cfg(feature = "faults")]
mod fault;
#[cfg(feature = "module")]
mod fetch;
mod js_error;
mod panic;
#[cfg(feature = "module")]
mod promise;
#[cfg(feature = "module")]
mod proxy;
#[cfg(feature = "module")]
mod standard_schema;
mod value;
#[cfg(feature = "module")]
mod webhook;

#[cfg(feature = "module")]
pub use client::JsClient;
pub use js_error::{plain_error, read_json, read_options, to_js};
pub use panic::set_panic_hook;
#[cfg(feature = "module")]
pub use proxy::JsProxy;
pub use value::{EngineValue, define_kinds};
#[cfg(feature = "module")]
pub use webhook::{JsWebhookHandler, sign_webhook, validate_webhook, verify_webhook_signature};

#[cfg(feature = "module")]
mod module {
    use wasm_bindgen::prelude::*;

    /// A third of the size of the standard library's allocator.
    #[global_allocator]
    static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

    /// Runs when the module is started; tests, which start it in another way, call it.
    #[wasm_bindgen(start)]
    pub fn start() {
        super::set_panic_hook();
        super::define_kinds();
    }
}
#[cfg(feature = "module")]
pub use module::start;
