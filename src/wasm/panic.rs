//! What becomes of a panic. None is reachable from JavaScript.

use std::panic::{self, PanicHookInfo};

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/pkg-template/life.js")]
extern "C" {
    fn failed(reason: &str);
}

/// Has a panic, before it traps, reject what waits.
pub fn set_panic_hook() {
    panic::set_hook(Box::new(|info: &PanicHookInfo| failed(info.payload_as_str().unwrap_or("panic"))));
}
