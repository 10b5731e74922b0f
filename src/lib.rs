//! The Qiscus Chat REST API: models, endpoints, and the life of a call, for the npm package `qiscus-wasm`.
//!
//! Everything that can be decided without a platform is decided here, and tested natively. The boundary to JavaScript,
//! `wasm`, exists for `wasm32` only and decides nothing.
//!
//! ```
//! use qiscus_wasm::client::response::{Response, parse_response};
//! use qiscus_wasm::endpoint::LOAD_COMMENTS;
//! use qiscus_wasm::schema::{JsonValue, Strength};
//!
//! let body = serde_json::json!({ "results": { "comments": [{ "id": "7" }] }, "status": 200 });
//! let json = JsonValue::of(&body);
//! let response = Response { status: 200, retry_after: None, json, text: JsonValue::missing(), exceeded: None };
//! let error = parse_response(&LOAD_COMMENTS, &response, Strength::Lenient).unwrap_err();
//! assert_eq!(error.issues[0].message, "results.comments[0].id: expected integer, received string");
//! ```
//!
//! - [`mod@model`]: the nouns of the API. A model is declared once; the declaration gives the Rust struct, the schema that
//!   values are validated against, and the TypeScript type.
//! - [`schema`]: a model as data, and the validator.
//! - [`endpoint`]: the eight endpoints as data.
//! - [`mod@options`]: what a client and a call are made with.
//! - [`client`]: a call as steps: the request, the response, retries and confirmation.
//! - [`webhook`]: whether a webhook is genuine and valid, and what a handler of them decides.
//! - [`proxy`]: what a proxy for pages accepts, sends and answers.
//! - [`error`], [`event`], [`redact`], [`refusal`]: what callers, logs and senders get to see; [`output`] takes it to JavaScript.
//! - `typescript`: writes the typings of the npm package.

pub mod client;
pub mod endpoint;
pub mod error;
pub mod event;
pub mod model;
pub mod options;
pub mod output;
pub mod proxy;
pub mod redact;
pub mod refusal;
pub mod schema;
#[cfg(not(target_arch = "wasm32"))]
pub mod typescript;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
pub mod webhook;
