//! What a panic says. None is reachable from JavaScript; if one is all the same, the trap that follows it is an exception
//! there, and rejects the call.

use std::panic::{PanicHookInfo, set_hook};

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/wasm/error.js")]
extern "C" {
    fn panicked(what: &str);
}

/// Runs when the module is started.
#[wasm_bindgen(start)]
pub fn start() {
    set_hook(Box::new(|info: &PanicHookInfo| panicked(info.payload_as_str().unwrap_or("panic"))));
}
