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
//! | `server` | routes, start and stop |
//! | `params`, `check` | a body or query to parameters, and what may be wrong with them |
//! | `endpoint` | the eight endpoints, one file each |
//! | `store`, `view` | users, rooms and comments, and how replies show them |
//! | `access` | who may call: the secret key, the app id |
//! | `fault` | what goes wrong when asked to |
//! | `webhook` | the delivery after a post |
//! | `journal`, `redact`, `control` | what was asked, without secrets, and the routes that tell |
//! | `pages` | HTML errors and static files |

mod access;
mod app;
mod check;
mod config;
mod control;
mod endpoint;
mod error;
mod fault;
mod journal;
mod pages;
mod params;
mod redact;
mod server;
mod store;
mod view;
mod webhook;

pub use config::{Config, LoadComments};
pub use fault::Fault;
pub use server::Sandbox;
