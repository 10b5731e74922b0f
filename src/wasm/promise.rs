//! Futures as promises that settle in any case: if the module fails, no future goes on and no destructor runs, so what waits is
//! rejected from outside.

use std::pin::Pin;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

#[wasm_bindgen(module = "/pkg-template/life.js")]
extern "C" {
    #[wasm_bindgen(js_name = onFault)]
    fn on_fault(listener: &Function);
    #[wasm_bindgen(js_name = offFault)]
    fn off_fault(listener: &Function);
}

/// A future that comes to a value or throws one. One type, since each type of future has code of its own.
pub type JsFuture = Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>;

/// The promise of a future.
pub fn promise(future: JsFuture) -> Promise {
    let mut future = Some(future);
    Promise::new(&mut |resolve, reject| {
        let Some(future) = future.take() else { return };
        on_fault(&reject);
        spawn_local(async move {
            let (settle, value) = match future.await {
                Ok(value) => (&resolve, value),
                Err(error) => (&reject, error),
            };
            off_fault(&reject);
            // The functions of a promise don't throw.
            let _ = settle.call1(&JsValue::UNDEFINED, &value);
        });
    })
}
