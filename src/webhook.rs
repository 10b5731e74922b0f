//! What a program that receives webhooks needs: is it from Qiscus, and is it what the types promise?

mod handler;
mod signature;
mod validation;

pub use handler::{ValidateWebhookOptions, WebhookHandler, WebhookHandlerOptions, claim_key, status, strength};
pub use signature::{Bytes, Signed, sign, verify};
pub use validation::{Body, validate};
