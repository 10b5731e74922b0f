//! A local stand-in for the Qiscus Chat REST API: everything in memory, nothing to sign up for.
//!
//! ```no_run
//! use clap::Parser;
//! use qiscus_sandbox::{Config, Sandbox};
//!
//! # async fn demo() -> Result<(), String> {
//! let config = Config::parse_from(["qiscus-sandbox", "--port", "0"]);
//! let sandbox = Sandbox::bind(config).await?;
//! println!("{}", sandbox.url());
//! sandbox.run(std::future::pending()).await.map_err(|error| error.to_string())
//! # }
//! ```
//!
//! | module | what |
//! |---|---|
//! | `config` | the flags |
//! | `server` | start and stop |
//! | `call` | a request, from its connection to the sandbox and back |
//! | `files` | static files |
//! | `body`, `line` | how a body is sent, how a connection ends |
//! | `webhook` | sends webhooks |
//!
//! All else is in `qiscus-sandbox-core`, which knows nothing of a network.

mod app;
mod body;
mod call;
mod config;
mod files;
mod line;
mod server;
mod webhook;

pub use config::{Config, LoadComments, Participants};
pub use qiscus_sandbox_core::Fault;
pub use server::Sandbox;
