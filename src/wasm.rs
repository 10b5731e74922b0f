//! The boundary to JavaScript. No decision is made here: what could be wrong is judged by code that native tests reach.

mod client;
mod promise;
mod thrown;
mod transport;
mod value;

pub use client::Core;
pub use value::JsValues;

/// A third of the size of the standard library's allocator.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
