//! A future as a promise that settles whatever happens.

use std::future::Future;
use std::panic::PanicHookInfo;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

#[wasm_bindgen(module = "/src/wasm/error.js")]
extern "C" {
    fn settled(promise: &Promise) -> Promise;
    fn panicked(what: &str);
}

/// Runs a future; called in one place only, since each instance would add its own machinery to the module.
pub fn promise(future: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Promise {
    settled(&future_to_promise(future))
}

/// Lets a panic reject every promise that it would leave pending.
pub fn reject_on_panic() {
    std::panic::set_hook(Box::new(|info: &PanicHookInfo| panicked(info.payload_as_str().unwrap_or("panic"))));
}
