//! The sandbox over real HTTP, each test with its own on a free port.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "clippy.toml allows these in tests, but clippy counts only functions marked as tests, not what they share"
)]

mod binary;
mod bodies;
mod comments;
mod errors;
mod fault_choice;
mod faults;
mod harness;
mod journal;
mod models;
mod raw;
mod rooms;
mod users;
mod web;
mod webhook;
