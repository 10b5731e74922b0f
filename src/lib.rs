//! The Qiscus Chat REST API.
pub mod call;
pub mod endpoint;
pub mod error;
pub mod event;
pub mod form;
pub mod model;
pub mod options;
pub mod outward;
pub mod reply;
pub mod retry;
pub mod shape;
#[cfg(not(target_arch = "wasm32"))]
pub mod typescript;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
