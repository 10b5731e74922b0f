//! A stand-in for the Qiscus Chat REST API: everything in memory, without a network, a clock or a source of randomness.
//!
//! A face around it brings requests and takes [`Step`]s:
//!
//! ```
//! use qiscus_sandbox_core::{Service, Settings, Step};
//! use std::time::{Duration, UNIX_EPOCH};
//!
//! # fn demo() -> Result<(), http::Error> {
//! let mut service = Service::new(Settings::default());
//! let mut exchange = service.begin(http::Request::get("/_sandbox/health").body(Vec::new())?);
//! while let Some(step) = service.step(&mut exchange, UNIX_EPOCH, Duration::ZERO) {
//!     if let Step::Respond(response, _) = step {
//!         assert_eq!(response.status(), 200);
//!     }
//! }
//! # Ok(())
//! # }
//! # demo().unwrap();
//! ```
//!
//! Each module imports only from those above it:
//!
//! | module | what |
//! |---|---|
//! | `store` | users, rooms and comments |
//! | `message`, `error` | requests and responses; errors, and the one place where they become responses |
//! | `params`, `check`, `view`, `redact` | what is read from a request, what is shown of the store, what is hidden |
//! | `endpoint` | the endpoints, one file each |
//! | `seed` | many users, rooms and comments at once |
//! | `access`, `pages`, `cors` | the secret key and the app id, HTML errors, which pages may read responses |
//! | `fault` | what goes wrong when asked to |
//! | `journal`, `webhook` | what was asked and delivered, and the deliveries themselves |
//! | `settings`, `state` | what a sandbox is started with, and what it holds |
//! | `control`, `route` | the routes that show and change all this, and who answers a request |
//! | `service` | the type that a face drives |

mod access;
mod check;
mod control;
mod cors;
mod endpoint;
mod error;
mod fault;
mod journal;
mod message;
mod pages;
mod params;
mod redact;
mod route;
mod seed;
mod service;
mod settings;
mod state;
mod store;
mod view;
mod webhook;

pub use access::is_key;
pub use fault::{End, FAULT_FORMS, Fault, FaultForm, FaultValue, FaultWhen, Sending};
pub use message::{Request, Response};
pub use pages::{html, page};
pub use params::BODY_LIMIT;
pub use service::{Exchange, Service, Step};
pub use settings::{Settings, Webhook};
pub use view::Participants;
pub use webhook::{Event, SIGNATURE};
