//! What a program that receives webhooks needs: is it from Qiscus, and is it what the types promise?

mod handler;
mod hmac;
mod signature;
mod validation;

pub use handler::{WebhookHandlerOptions, check_options};
pub use signature::{Bytes, Signed, sign, verify};
pub use validation::{Body, validate};
