//! What a panic says. None is reachable from JavaScript; if one is all the same, the trap that follows it is an exception
//! there, and rejects the call.

use core::arch::wasm32::unreachable;
use core::panic::PanicInfo;

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/wasm/error.js")]
extern "C" {
    fn panicked(what: &str);
}

#[panic_handler]
fn panic(info: &PanicInfo) -> ! {
    panicked(info.message().as_str().unwrap_or("panic"));
    unreachable()
}
