//! The boundary to JavaScript. No decision is made here: what could be wrong is judged by code that native tests reach.

mod client;
#[cfg(not(feature = "std"))]
mod panic;
mod proxy;
mod thrown;
mod transport;
mod value;
mod webhook;

pub use client::Core;
pub use proxy::proxy;
pub use value::EngineValue;
pub use webhook::webhook;

/// A third of the size of the standard library's allocator.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
