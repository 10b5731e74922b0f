//! What a webhook handler is made with.

use serde::{Deserialize, Serialize};

use super::signature::{SEVERAL, digest_of, keys};
use crate::error::{Code, Error};
use crate::options::{DEFAULT_TIMEOUT, Milliseconds, OnError, is_undefined, object_issues};
use crate::refusal::{Refusal, check_length};
use crate::schema::{AnyValue, HasSchema, Issue, Kind, Kinds, Schema, Strength};
use crate::{foreign, options};

options! {
    /// The options of {@link webhookHandler}.
    ///
    /// @example
    /// ```ts
    /// import { webhookHandler, type WebhookHandlerOptions } from "qiscus-wasm";
    ///
    /// const seen = new Set<string>(); // with several servers: Redis
    /// const claim: WebhookHandlerOptions["claim"] = (key) => !seen.has(key) && seen.add(key);
    /// const release: WebhookHandlerOptions["release"] = (key) => seen.delete(key);
    /// const handler = webhookHandler({ signatureKey, onEvent: console.log, claim, release });
    /// await handler(request).then((response) => response.status); // => 200
    /// ```
    pub struct WebhookHandlerOptions {
        /// The signing token from the dashboard, or several tokens during a rotation. Omit it only if the dashboard has
        /// no token: anyone could then call this handler.
        pub signature_key as "signatureKey": Option<SignatureKey>,
        /// Called with every valid event. If it throws or rejects, the response is 500.
        pub on_event as "onEvent": OnWebhook,
        /// The maximum size of a body in bytes. Defaults to 1 MiB. Larger bodies get 413.
        pub max_bytes as "maxBytes": Option<std::num::NonZeroU32>,
        /// The time limit of a request in milliseconds, including reading the body, `claim` and `onEvent`. Defaults to
        /// 30,000 ms; 0 means no limit.
        pub timeout: Option<Milliseconds>,
        /// Called before `onEvent` with a key that identifies the comment, to drop duplicate deliveries. Return a
        /// truthy value to handle the event, a falsy value to skip it. Use a shared store, such as Redis:
        /// `SET key 1 NX EX 86400`.
        pub claim: Option<Claim>,
        /// Called with the same key after `onEvent` fails or exceeds `timeout`, so that the next delivery is handled: Redis
        /// `DEL key`.
        pub release: Option<Release>,
        /// Whether an event is refused if an optional field has an unexpected form. By default such a field is left out of the
        /// event and reported to `onIgnored`.
        pub strict: Option<bool>,
        /// Called with the issues of optional fields that were left out of an event, before `onEvent`.
        pub on_ignored as "onIgnored": Option<OnIgnored>,
        /// Called with the error behind a 500, including errors of your own code. Defaults to `console.error`.
        pub on_error as "onError": Option<OnError>,
    }
}

options! {
    /// Options of {@link validateWebhook} and {@link safeValidateWebhook}.
    ///
    /// @example
    /// ```ts
    /// import { validateWebhook, type ValidateWebhookOptions } from "qiscus-wasm";
    ///
    /// const options: ValidateWebhookOptions = { strict: true };
    /// validateWebhook(body, options).type; // => "post_comment_mobile"
    /// ```
    pub struct ValidateWebhookOptions {
        /// Whether a webhook is refused if an optional field has an unexpected form. By default such a field is left out of the
        /// event and listed in `ignored`.
        pub strict: Option<bool>,
    }
}

/// One key or several.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignatureKey;

impl HasSchema for SignatureKey {
    const SCHEMA: Schema = SEVERAL.typescript("string | readonly string[]").never_undefined();
}

foreign! {
    /// The `onEvent` callback of a webhook handler.
    OnWebhook: Kinds::FUNCTION, "(event: WebhookEvent, context: WebhookContext) => unknown";
    /// The caller's function for optional fields that were left out.
    OnIgnored: Kinds::FUNCTION, "(issues: readonly Issue[], event: WebhookEvent) => unknown";
    /// The `claim` callback of a webhook handler.
    Claim: Kinds::FUNCTION, "(key: string, event: WebhookEvent) => unknown";
    /// The `release` callback of a webhook handler.
    Release: Kinds::FUNCTION, "(key: string, event: WebhookEvent) => unknown";
}

/// The strength that options of a validation ask for.
pub fn strength<V: AnyValue>(options: &V) -> Result<Strength, Box<Error>> {
    match object_issues(options, &ValidateWebhookOptions::SCHEMA, "options") {
        Ok(issues) if issues.is_empty() => Ok(Strength::of(options)),
        Ok(issues) => Err(Error::invalid_options(issues)),
        Err(issue) => Err(Error::invalid_options(vec![issue])),
    }
}

/// The most bytes of a body by default.
const DEFAULT_MAX_BYTES: u32 = 1024 * 1024;

/// What a handler of webhooks decides.
#[derive(Debug)]
pub struct WebhookHandler {
    /// The most bytes of a body.
    pub max_bytes: u32,
    /// Milliseconds for a whole request; 0 for no limit.
    pub timeout: f64,
    /// Whether webhooks have to be signed.
    pub is_signed: bool,
    /// How optional fields of events are validated.
    pub strength: Strength,
}

impl WebhookHandler {
    /// A handler with these options, which are validated.
    pub fn new<V: AnyValue>(options: &V) -> Result<Self, Box<Error>> {
        let mut issues = object_issues(options, &WebhookHandlerOptions::SCHEMA, "options")
            .map_err(|issue| Error::invalid_options(vec![issue]))?;
        let (path, key) = ("signatureKey", options.get("signatureKey"));
        let are_strings = !issues.iter().any(|issue| issue.path.starts_with(path));
        if !key.is_missing() && are_strings {
            keys(&key, path, &mut issues);
        } else if is_undefined(options, path) {
            // Of an environment variable that isn't set. To go on would be to accept everything.
            issues.push(Issue::new(path, "a key, or no such option where the dashboard has none", "undefined"));
        }
        if !issues.is_empty() {
            return Err(Error::invalid_options(issues));
        }
        let number = |name, default| Some(options.get(name).number()).filter(|n| !n.is_nan()).unwrap_or(default);
        Ok(Self {
            max_bytes: number("maxBytes", DEFAULT_MAX_BYTES.into()) as u32,
            timeout: number("timeout", DEFAULT_TIMEOUT),
            is_signed: !key.is_missing(),
            strength: Strength::of(options),
        })
    }

    /// Refuses what can't be a webhook by its head alone.
    pub fn check_head(
        &self,
        method: &str,
        content_type: Option<&str>,
        content_length: Option<&str>,
    ) -> Result<(), Box<Error>> {
        if method != "POST" {
            return Err(Refusal::Method { method, expected: "POST" }.error());
        }
        if content_type.is_some_and(|content_type| !is_json(content_type)) {
            return Err(Refusal::ContentType { expected: "application/json" }.error());
        }
        check_length(content_length, self.max_bytes)
    }
}

/// Whether a content type is that of JSON: `application/json`, `text/json`, `application/cloudevents+json`, each with parameters.
fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim_end_matches([' ', '\t']).to_ascii_lowercase();
    let Some(subtype) = essence.strip_prefix("application/").or_else(|| essence.strip_prefix("text/")) else {
        return false;
    };
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.+-".contains(&byte))
    };
    subtype == "json" || subtype.strip_suffix("+json").is_some_and(is_name)
}

/// The HTTP status of the answer to a webhook that failed with an error of this code, which may have a status of its own.
pub fn status(code: &str, status: Option<u16>) -> u16 {
    status.unwrap_or(match code {
        code if code == Code::InvalidWebhook.as_str() => 400,
        code if code == Code::InvalidSignature.as_str() => 401,
        _ => 500,
    })
}

/// The key of an event's comment, by which another delivery of it is known: its id, else a digest of the id that its sender
/// gave it.
pub fn claim_key<V: AnyValue>(event: &V) -> Option<String> {
    let payload = event.get("payload");
    let message = payload.get("message");
    let given = |name| {
        let id = message.get(name);
        (!matches!(id.kind(), Kind::Missing | Kind::Null)).then(|| id.text()).filter(|id| !id.is_empty())
    };
    if let Some(id) = given("id").filter(|id| id.bytes().any(|byte| byte != b'0')) {
        return Some(format!("qiscus:comment:{id}"));
    }
    let (room, sender) = (payload.get("room").get("id").text(), payload.get("from").get("email").text());
    // With their lengths: the end of one can't be the start of another.
    let text = format!("{} {room} {} {sender} {}", room.len(), sender.len(), given("unique_temp_id")?);
    Some(format!("qiscus:comment:{}", digest_of(text.as_bytes(), b"key")?))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::schema::JsonValue;
    use serde_json::json;

    #[test]
    fn json_has_several_content_types() {
        for (content_type, expected) in [
            ("application/json", true),
            ("application/json; charset=utf-8", true),
            ("APPLICATION/JSON ;x", true),
            ("text/json", true),
            ("application/cloudevents+json", true),
            ("application/x.y-z+json\t;a=b", true),
            ("application/jsonp", false),
            ("application/+json", false),
            ("application/x-www-form-urlencoded", false),
            ("json", false),
            ("", false),
        ] {
            assert_eq!(is_json(content_type), expected, "{content_type}");
        }
    }

    #[test]
    fn a_comment_is_known_by_its_id_or_else_by_that_of_its_sender() {
        let key = |message| {
            let event = json!({ "payload": { "message": message, "room": { "id": 7 }, "from": { "email": "a" } } });
            claim_key(&JsonValue::of(&event))
        };
        assert_eq!(key(json!({ "id": 42, "unique_temp_id": "t" })).as_deref(), Some("qiscus:comment:42"));
        assert_eq!(key(json!({ "id": "42" })).as_deref(), Some("qiscus:comment:42"));
        let by_sender = key(json!({ "id": 0, "unique_temp_id": "t" }));
        assert_eq!(by_sender.as_ref().map(String::len), Some("qiscus:comment:".len() + 64));
        assert_eq!(by_sender, key(json!({ "unique_temp_id": "t" })));
        assert_eq!(by_sender, key(json!({ "id": "0", "unique_temp_id": "t" })));
        assert_ne!(by_sender, key(json!({ "unique_temp_id": "other" })));
        for message in [json!({}), json!({ "id": 0 }), json!({ "id": null, "unique_temp_id": "" })] {
            assert_eq!(key(message), None);
        }
    }
}
