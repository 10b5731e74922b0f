//! The Qiscus Chat REST API: models, endpoints, and the course of a call, for the npm package `qiscus-wasm`.
//!
//! Everything that can be decided without a platform is decided here, and tested natively. The boundary to JavaScript,
//! `wasm`, exists for `wasm32` only and decides nothing.
//!
//! ```
//! use qiscus_wasm::endpoint::LOAD_COMMENTS;
//! use qiscus_wasm::reply::{Reply, judge};
//! use qiscus_wasm::shape::{AnyValue, JsonValue};
//!
//! let body = serde_json::json!({ "results": { "comments": [{ "id": "7" }] }, "status": 200 });
//! let reply = Reply { status: 200, retry_after: None, json: JsonValue::of(&body), text: JsonValue(None) };
//! let error = judge(&LOAD_COMMENTS, &reply).unwrap_err();
//! assert_eq!(error.issues[0].message, "results.comments[0].id: expected integer, received string");
//! ```
//!
//! - [`model`]: the nouns of the API. A model is declared once; the declaration gives the Rust struct, the shape that
//!   values are checked against, and the TypeScript type.
//! - [`shape`]: what a model looks like as data, and the walker that holds values against it.
//! - [`endpoint`]: the eight endpoints as data.
//! - [`options`]: what a client and a call are made with.
//! - [`call`]: the course of a call, as steps; [`form`], [`reply`] and [`retry`] are its parts.
//! - [`error`], [`event`]: what a caller is told; [`outward`] is how it gets to JavaScript.
//! - [`webhook`]: whether a webhook is genuine, and whether it is what the types promise.
//! - [`proxy`]: what a proxy for pages is made with, and what it sends on.
//! - `typescript`: writes the typings of the npm package.

#![cfg_attr(not(feature = "std"), no_std)]

#[macro_use]
extern crate alloc;

pub mod call;
pub mod endpoint;
pub mod error;
pub mod event;
pub mod form;
pub mod model;
pub mod options;
pub mod outward;
mod prelude;
pub mod proxy;
pub mod reply;
pub mod retry;
pub mod shape;
#[cfg(not(target_arch = "wasm32"))]
pub mod typescript;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
pub mod webhook;
