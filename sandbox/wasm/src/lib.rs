//! The sandbox for JavaScript: the module of `qiscus-wasm/testing`.
//!
//! - [`options`]: what a sandbox is made with, checked and made into the core's settings.
//! - [`fault`]: a fault as JavaScript gives it.
//! - [`record`]: what a sandbox has recorded, and what it is filled with, for the typings.
//! - [`exchange`]: a request of `fetch` as the core takes it, and what the core's steps are for JavaScript.
//! - `typescript`: writes the typings.
//! - `wasm`: the boundary to JavaScript.

pub mod exchange;
pub mod fault;
pub mod options;
pub mod record;
#[cfg(not(target_arch = "wasm32"))]
pub mod typescript;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

// Where the declaring macros of qiscus-wasm look for it.
use qiscus_wasm::schema;
