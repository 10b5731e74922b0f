//! What a webhook handler is made with.

use serde::{Deserialize, Serialize};

use super::signature::{SEVERAL, keys};
use crate::error::Error;
use crate::options::{Milliseconds, OnError, foreign, problems};
use crate::params;
use crate::prelude::*;
use crate::shape::{AnyValue, Issue, Kind, Kinds, Shape, Shaped};

params! {
    /// What {@link webhookHandler} takes.
    pub struct WebhookHandlerOptions {
        /// The token from the dashboard that webhooks are signed with, or several while it is being replaced. Leave it out
        /// only where the dashboard has none: then everybody can call this handler.
        pub signature_key as "signatureKey": Option<SignatureKey>,
        /// Called with every genuine event. When it throws, or its promise rejects, the sender is answered 500.
        pub on_event as "onEvent": OnWebhook,
        /// The most bytes of a body: 1 MiB unless told. A larger one is answered 413, and not read to its end.
        pub max_bytes as "maxBytes": Option<core::num::NonZeroU32>,
        /// Milliseconds for the reading of the body and for `onEvent` together: 30 000 unless told, 0 for no limit.
        pub timeout: Option<Milliseconds>,
        /// Called with a key before `onEvent`, to drop what was delivered before: the event is handled if this gives
        /// something truthy. A shared store does it: Redis `SET key 1 NX EX 86400`. The key is that of the comment.
        pub claim: Option<Claim>,
        /// Called with the key when `onEvent` has failed, to let the next delivery be handled: Redis `DEL key`.
        pub release: Option<Release>,
        /// Told why an event was answered 500, the mistakes of your own code included; `console.error` unless told.
        pub on_error as "onError": Option<OnError>,
    }
}

/// One key or several.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignatureKey;

impl Shaped for SignatureKey {
    const SHAPE: Shape = SEVERAL.typescript("string | readonly string[]").never_undefined();
}

foreign! {
    /// The caller's function for events.
    OnWebhook: Kinds::FUNCTION, "(event: WebhookEvent, context: WebhookContext) => unknown";
    /// The caller's function that drops duplicates.
    Claim: Kinds::FUNCTION, "(key: string, event: WebhookEvent) => unknown";
    /// The caller's function that allows another delivery.
    Release: Kinds::FUNCTION, "(key: string, event: WebhookEvent) => unknown";
}

/// Checks the options of a handler.
pub fn check_options<V: AnyValue>(options: &V) -> Result<(), Box<Error>> {
    let mut issues = problems(options, &WebhookHandlerOptions::SHAPE, "options", "option")
        .map_err(|issue| Error::invalid_options(vec![issue]))?;
    let (path, key) = ("signatureKey", options.field("signatureKey"));
    let are_strings = !issues.iter().any(|issue| issue.path.starts_with(path));
    if key.kind() != Kind::Missing && are_strings {
        keys(&key, path, &mut issues);
    } else if key.kind() == Kind::Missing && options.keys().iter().any(|name| name == path) {
        // Of an environment variable that isn't set. To go on would be to accept everything.
        issues.push(Issue::new(path, "a key, or no such option where the dashboard has none", "undefined"));
    }
    if issues.is_empty() { Ok(()) } else { Err(Error::invalid_options(issues)) }
}
