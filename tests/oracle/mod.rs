//! What the crate does, written a second time, with other libraries and from other documents: the tests and the fuzz targets hold
//! the crate to it.
#![allow(dead_code)] // Fields are there to be read from JSON, and whoever includes this uses a part of it.

mod payload;
mod plain;
pub mod request;
pub mod response;
pub mod retry_after;
pub mod signature;
pub mod strengths;
pub mod webhook;
