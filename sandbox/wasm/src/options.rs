//! What a sandbox is made with, checked and made into the core's settings.

use http::{Method, Uri};
use qiscus_sandbox_core::{Participants, Settings, Webhook, is_key};
use qiscus_wasm::error::Error;
use qiscus_wasm::options::{check_app_id, object_issues};
use qiscus_wasm::schema::{AnyValue, HasSchema, Issue, Kinds, Schema};
use qiscus_wasm::{foreign, options, string_enum};
use std::num::NonZeroU32;

use crate::exchange::MAX_TIME;

options! {
    /// The options of {@link createSandbox}.
    ///
    /// @example
    /// ```ts
    /// import { createSandbox, type SandboxOptions } from "qiscus-wasm/testing";
    ///
    /// const options: SandboxOptions = { appId: "my-app", secretKey: "a-secret-key", now: new Date("2026-01-31") };
    /// createSandbox(options).clientOptions.baseUrl; // => "https://my-app.qiscus.com"
    /// ```
    pub struct SandboxOptions {
        /// The app id. Requests with another one are rejected. Defaults to `sandbox`.
        pub app_id as "appId": Option<String>,
        /// The secret key that requests must carry. Defaults to `sandbox-secret`.
        pub secret_key as "secretKey": Option<String>,
        /// Where every posted comment is announced. Defaults to nowhere. {@link Sandbox.deliver} does the same later.
        pub webhook: Option<SandboxWebhook>,
        /// The time of the sandbox: a fixed one, or a function that returns it. Defaults to `Date.now`, so that it follows fake
        /// timers.
        pub now: Option<Now>,
        /// The id of the first comment. Defaults to 4638469007: above 2^32, as on the real service, to find code that keeps ids in
        /// 32 bits.
        pub first_comment_id as "firstCommentId": Option<NonZeroU32>,
        /// The form of `participants` in the results of `createRoom`, `addRoomParticipants` and `removeRoomParticipants`:
        /// strings, as in the specification, or objects, as other clients expect them. Defaults to `strings`.
        pub participants: Option<ParticipantsForm>,
        /// The HTTP methods that `load_comments` answers. The other one gets 405. Defaults to `both`.
        pub load_comments as "loadComments": Option<LoadComments>,
        /// Whether to answer `GET get_user_rooms` too, which is not in the specification. Defaults to `false`.
        pub get_user_rooms as "getUserRooms": Option<bool>,
        /// The seed of the faults that have a `rate`. Defaults to 0.
        pub fault_seed as "faultSeed": Option<u32>,
    }
}

options! {
    /// Where a {@link Sandbox} delivers its webhooks.
    ///
    /// @example
    /// ```ts
    /// import { createSandbox, type SandboxWebhook } from "qiscus-wasm/testing";
    ///
    /// const webhook: SandboxWebhook = { handler, key: signatureKey, times: 2 };
    /// const sandbox = createSandbox({ webhook });
    /// ```
    pub struct SandboxWebhook {
        /// The handler that receives them, such as that of `webhookHandler`.
        pub handler: Handler,
        /// The key that webhooks are signed with. Defaults to none: unsigned.
        pub key: Option<String>,
        /// The URL of the requests. Defaults to `http://localhost/`.
        pub url: Option<String>,
        /// How often each webhook is delivered. Defaults to 1. Real webhooks may be delivered more than once.
        pub times: Option<NonZeroU32>,
        /// The emails of users who write in an app. Their comments are announced as `post_comment_mobile`, all others as
        /// `post_comment_rest`, which a bot skips by `isFromRest`. Defaults to none.
        pub people: Option<Vec<String>>,
    }
}

string_enum! {
    /// The form of `participants`.
    pub enum ParticipantsForm {
        /// The emails.
        Strings = "strings",
        /// Objects with `email`, `username` and more.
        Objects = "objects",
    }
}

string_enum! {
    /// The HTTP methods that `load_comments` answers.
    pub enum LoadComments {
        /// POST only.
        Post = "post",
        /// GET only.
        Get = "get",
        /// Either.
        Both = "both",
    }
}

foreign! {
    /// A handler of webhooks.
    Handler: Kinds::FUNCTION, "(request: Request) => Response | PromiseLike<Response>";
    /// A time, or what returns one.
    Now: Kinds::FUNCTION.or(Kinds::OBJECT).or(Kinds::INTEGER).or(Kinds::NUMBER), "Date | number | (() => Date | number)";
}

/// Where the requests of webhooks go if nothing else is asked for.
const WEBHOOK_URL: &str = "http://localhost/";

/// The settings of options, and how often a webhook is delivered. `now` is the time that the options give, in milliseconds.
pub fn settings<V: AnyValue>(options: &V, now: f64) -> Result<(Settings, u32), Box<Error>> {
    check(options, &SandboxOptions::SCHEMA)?;
    let mut issues = Vec::new();
    let app_id = options.get("appId").string();
    check_app_id(app_id.as_deref(), &mut issues);
    let secret = options.get("secretKey").string();
    if secret.as_deref().is_some_and(|secret| !is_key(secret)) {
        issues.push(Issue::new("secretKey", "printable ASCII without spaces", "another string"));
    }
    if !(0.0..=MAX_TIME).contains(&now) {
        issues.push(Issue::new(
            "now",
            "a time from 1970 to 9999: a Date, milliseconds, or a function that returns one",
            "another value",
        ));
    }
    let given = options.get("webhook");
    let (webhook, times) = (!given.is_missing()).then(|| webhook(&given, "webhook.", &mut issues)).unzip();
    if !issues.is_empty() {
        return Err(Error::invalid_options(issues));
    }
    let app_id = app_id.unwrap_or_else(|| Settings::APP_ID.to_owned());
    let defaults = Settings::default();
    let integer =
        |name| Some(options.get(name).number()).filter(|number| number.is_finite()).map(|number| number as u64);
    let settings = Settings {
        url: format!("https://{app_id}.qiscus.com"),
        app_id,
        secret: secret.unwrap_or(defaults.secret),
        webhook: webhook.unwrap_or_default(),
        participants: match options.get("participants").string().as_deref() {
            Some("objects") => Participants::Objects,
            _ => Participants::Strings,
        },
        load_comments: match options.get("loadComments").string().as_deref() {
            Some("post") => vec![Method::POST],
            Some("get") => vec![Method::GET],
            _ => defaults.load_comments,
        },
        get_user_rooms: options.get("getUserRooms").is_true(),
        first_comment_id: integer("firstCommentId").unwrap_or(defaults.first_comment_id),
        fault_seed: integer("faultSeed").unwrap_or_default(),
        faults: Vec::new(),
    };
    Ok((settings, times.unwrap_or(1)))
}

/// Where webhooks go from now on, and how often each.
pub fn delivery<V: AnyValue>(options: &V) -> Result<(Webhook, u32), Box<Error>> {
    check(options, &SandboxWebhook::SCHEMA)?;
    let mut issues = Vec::new();
    let webhook = webhook(options, "", &mut issues);
    if issues.is_empty() { Ok(webhook) } else { Err(Error::invalid_options(issues)) }
}

/// Holds options against their schema. What is read of them afterwards has the right kinds.
fn check<V: AnyValue>(options: &V, schema: &'static Schema) -> Result<(), Box<Error>> {
    let issues = object_issues(options, schema, "options").map_err(|issue| Error::invalid_options(vec![issue]))?;
    if issues.is_empty() { Ok(()) } else { Err(Error::invalid_options(issues)) }
}

fn webhook<V: AnyValue>(options: &V, path: &str, issues: &mut Vec<Issue>) -> (Webhook, u32) {
    let key = options.get("key").string();
    if key.as_deref() == Some("") {
        let expected = "a key, or no such option for webhooks without a signature";
        issues.push(Issue::new(&format!("{path}key"), expected, "an empty string"));
    }
    let url = options.get("url").string().unwrap_or_else(|| WEBHOOK_URL.to_owned());
    if !is_http(&url) {
        issues.push(Issue::new(&format!("{path}url"), "an http or https URL", "another string"));
    }
    let times = options.get("times").number();
    let times = if times.is_finite() { times as u32 } else { 1 };
    let people = options.get("people");
    let people = if people.is_missing() { Vec::new() } else { people.item_texts() };
    (Webhook { url: Some(url), key, people }, times)
}

fn is_http(url: &str) -> bool {
    let url = url.parse::<Uri>().ok();
    url.is_some_and(|url| matches!(url.scheme_str(), Some("http" | "https")) && url.host().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use qiscus_wasm::schema::JsonValue;
    use serde_json::{Value, json};

    fn read(options: &Value) -> Result<(Settings, u32), String> {
        settings(&JsonValue::of(options), 0.0).map_err(|error| error.message)
    }

    #[test]
    fn what_is_left_out_has_a_default() {
        let (settings, times) = read(&json!({})).unwrap();
        let defaults = Settings::default();
        assert_eq!((settings.app_id.as_str(), settings.url.as_str()), ("sandbox", "https://sandbox.qiscus.com"));
        assert_eq!((settings.secret, settings.first_comment_id), (defaults.secret, defaults.first_comment_id));
        assert_eq!((settings.participants, settings.load_comments), (Participants::Strings, defaults.load_comments));
        assert!(settings.webhook == Webhook::default() && times == 1 && !settings.get_user_rooms);
    }

    #[test]
    fn every_option_has_its_effect() {
        let (settings, _) = read(&json!({
            "appId": "my-app", "secretKey": "s3cret", "firstCommentId": 7, "participants": "objects",
            "loadComments": "get", "getUserRooms": true, "faultSeed": 9,
        }))
        .unwrap();
        assert_eq!((settings.url.as_str(), settings.secret.as_str()), ("https://my-app.qiscus.com", "s3cret"));
        assert_eq!((settings.first_comment_id, settings.fault_seed, settings.get_user_rooms), (7, 9, true));
        assert_eq!((settings.participants, settings.load_comments), (Participants::Objects, vec![Method::GET]));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let rows = [
            (json!({ "apId": "x" }), "unknown option `apId`, did you mean `appId`?".to_owned()),
            (
                json!({ "appId": "" }),
                "appId: expected an app id such as my-app-1: letters, digits and hyphens, received an empty string"
                    .to_owned(),
            ),
            (
                json!({ "secretKey": "" }),
                "secretKey: expected printable ASCII without spaces, received another string".to_owned(),
            ),
            (
                json!({ "firstCommentId": 0 }),
                "firstCommentId: expected 1 or more, received a smaller number".to_owned(),
            ),
            (
                json!({ "participants": "x" }),
                "participants: expected \"strings\" or \"objects\", received \"x\"".to_owned(),
            ),
            (json!({ "webhook": {} }), "webhook.handler is missing, expected function".to_owned()),
            (json!(5), "options: expected object, received integer".to_owned()),
        ];
        for (options, expected) in rows {
            assert_eq!(read(&options).err(), Some(format!("invalid options: {expected}")), "{options}");
        }
        let now = settings(&JsonValue::of(&json!({})), f64::NAN).err().map(|error| error.message);
        let expected = "invalid options: now: expected a time from 1970 to 9999: a Date, milliseconds, or a function that returns one, received another value";
        assert_eq!(now.as_deref(), Some(expected));
    }
}
