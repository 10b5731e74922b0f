//! What a client is made with, and what a call may add: declared here, checked and made into a [`Config`] and a [`Call`].

mod call;
mod config;
mod header;

pub use call::Call;
pub(crate) use call::parameters;
pub(crate) use config::is_undefined;
pub use config::{
    Config, DEFAULT_MAX_RESPONSE_BYTES, DEFAULT_MAX_RETRIES, DEFAULT_TIMEOUT, Environment, HYPHENS, check_app_id,
};

use serde::{Deserialize, Serialize};

use crate::schema::{AnyValue, HasSchema, Issue, JsonObject, Kinds, Limit, Schema, issues};
use crate::{foreign, options};

options! {
    /// The options of {@link QiscusClient}. Either `appId` or `baseUrl` is required.
    ///
    /// @example
    /// ```ts
    /// import { QiscusClient, type ClientOptions } from "qiscus-wasm";
    ///
    /// const options: ClientOptions = { appId, secretKey, timeout: 10_000, maxRetries: 1 };
    /// const qiscus = new QiscusClient(options);
    /// ```
    pub struct ClientOptions {
        /// Your app id, from the dashboard. Sets the base URL to `https://<appId>.qiscus.com`; also sent in the header
        /// `QISCUS-SDK-APP-ID`. Specification: "REST API".
        pub app_id as "appId": Option<String>,
        /// Another base URL: an `http:` or `https:` URL without a query or, in a browser, a path on your own server
        /// such as `/api/qiscus`. A trailing slash is ignored. Where there is no `location`, as in server-side rendering,
        /// a path is an error.
        pub base_url as "baseUrl": Option<String>,
        /// Your secret key, from the dashboard. Never use it in a browser: omit it there, and let a
        /// {@link proxyHandler} add it. Specification: "Authentication".
        pub secret_key as "secretKey": Option<String>,
        /// The header that carries the secret key. Defaults to `QISCUS_SDK_SECRET`. Some proxies drop header names with
        /// underscores; use `QISCUS-SDK-SECRET` there.
        pub secret_header as "secretHeader": Option<HeaderName>,
        /// The time limit of a call in milliseconds, including retries, the waits between them and reading the
        /// response. Defaults to 30,000 ms; 0 means no limit.
        pub timeout: Option<Milliseconds>,
        /// The maximum number of retries of a failed request. A request that could have an effect twice is not retried.
        /// Defaults to 2; 0 means exactly one request.
        pub max_retries as "maxRetries": Option<u32>,
        /// The function that sends requests, called as `fetch(url, init)`. Defaults to the global `fetch`.
        pub fetch: Option<Fetch>,
        /// The maximum size of a response in bytes. A larger one is not read to its end. Defaults to 32 MiB.
        pub max_response_bytes as "maxResponseBytes": Option<std::num::NonZeroU32>,
        /// Headers to add to every request. They can't replace `Content-Type` or the header of the secret key.
        pub headers: Option<Headers>,
        /// Called for every request, response, retry and failure. Its argument is safe to log.
        pub on_event as "onEvent": Option<OnEvent>,
        /// Whether a response fails the call if an optional field has an unexpected form. By default such a field is left out of
        /// the results and reported to `onEvent` as `ignored`.
        pub strict: Option<bool>,
        /// Allows `secretKey` in a browser. Defaults to `false`. Anyone who opens the page could read the key and post
        /// to any room: use this for tools on your own machine only.
        pub dangerously_allow_browser as "dangerouslyAllowBrowser": Option<bool>,
    }
}

/// Declares what a call may add: what every call may, and what only this one.
macro_rules! call_options {
    ($(#[doc = $doc:literal])* $name:ident { $($own:tt)* }) => {
        options! {
            $(#[doc = $doc])*
            pub struct $name {
                /// Aborts the call, even while it waits for a retry.
                pub signal: Option<Signal>,
                /// The time limit of the call in milliseconds; 0 means no limit. Defaults to the client's `timeout`.
                pub timeout: Option<Milliseconds>,
                /// The maximum number of retries. Defaults to the client's `maxRetries`.
                pub max_retries as "maxRetries": Option<u32>,
                /// Headers to add to this call's requests. They replace the client's headers of the same name.
                pub headers: Option<Headers>,
                /// Additional request parameters that this package doesn't know. Sent unchanged.
                pub extra_params as "extraParams": Option<JsonObject>,
                $($own)*
            }
        }
    };
}

call_options! {
    /// The options of a single call. They take precedence over the client's options.
    ///
    /// @example
    /// ```ts
    /// import type { CallOptions } from "qiscus-wasm";
    ///
    /// const options: CallOptions = { signal: AbortSignal.timeout(5_000), maxRetries: 0 };
    /// await qiscus.loadComments({ room_id }, options);
    /// ```
    CallOptions {}
}

call_options! {
    /// The options of a {@link QiscusClient.postComment} call.
    ///
    /// @example
    /// ```ts
    /// import type { PostCommentOptions } from "qiscus-wasm";
    ///
    /// const once: PostCommentOptions = { confirm: true, timeout: 10_000 };
    /// await qiscus.postComment({ sender_email: "abc@outlook.com", room_id, message: "Hello" }, once);
    /// ```
    PostCommentOptions {
        /// Confirms a comment whose outcome is unknown. Defaults to `false`.
        ///
        /// The client looks for its `unique_temp_id` among the room's newest comments. If it is found, the call
        /// resolves with it. If it is missing in two checks a second apart, it is sent again, at most `maxRetries`
        /// times. If the checks don't finish in time, the call rejects with the outcome `unknown`.
        ///
        /// To leave time for the checks, each request may take at most a third of the remaining `timeout`.
        pub confirm: Option<bool>,
    }
}

call_options! {
    /// The options of a {@link QiscusClient.request} call.
    ///
    /// @example
    /// ```ts
    /// import type { RequestOptions } from "qiscus-wasm";
    ///
    /// const options: RequestOptions = { idempotent: true, timeout: 5_000 };
    /// await qiscus.request("POST", "load_comments", { room_id }, options);
    /// ```
    RequestOptions {
        /// Validates and converts the results: a schema of Zod, Valibot, ArkType or any other library that supports
        /// [Standard Schema](https://standardschema.dev). Without one, the results are `unknown`.
        pub schema: Option<ResultsSchema>,
        /// Whether a `POST` may be sent twice, so that it is retried like a `GET`. Defaults to `false`.
        pub idempotent: Option<bool>,
    }
}

foreign! {
    /// A replacement for `fetch`.
    Fetch: Kinds::FUNCTION, "FetchFunction";
    /// The `onEvent` callback of a client.
    OnEvent: Kinds::FUNCTION, "(event: ClientEvent) => void";
    /// An `AbortSignal`.
    Signal: Kinds::OBJECT, "AbortSignal";
    /// A Standard Schema.
    ResultsSchema: Kinds::OBJECT.or(Kinds::FUNCTION), "StandardSchema<unknown>";
    /// HTTP headers.
    Headers: Kinds::OBJECT, "HeadersInput";
    /// The `onError` callback of a handler.
    OnError: Kinds::FUNCTION, "(error: unknown) => void";
}

/// A time in milliseconds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Milliseconds(pub f64);

impl HasSchema for Milliseconds {
    const SCHEMA: Schema = f64::SCHEMA.limit(Limit::AtLeast(0));
}

/// The name of the header that carries the secret key: one of the two that Qiscus knows, or what a proxy translates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HeaderName(pub String);

impl HasSchema for HeaderName {
    const SCHEMA: Schema = String::SCHEMA.typescript("\"QISCUS_SDK_SECRET\" | \"QISCUS-SDK-SECRET\" | (string & {})");
}

fn number<V: AnyValue>(options: &V, name: &str) -> Option<f64> {
    let value = options.get(name);
    (!value.is_missing()).then(|| value.number())
}

/// Every issue of an object that a caller hands in; or the one issue that it isn't an object. `name` is the argument's.
pub fn object_issues<V: AnyValue>(values: &V, schema: &'static Schema, name: &str) -> Result<Vec<Issue>, Issue> {
    let issues = issues(values, schema, "");
    match issues.first() {
        Some(Issue { path, expected, received, .. }) if path.is_empty() => Err(Issue::new(name, expected, received)),
        _ => Ok(issues),
    }
}
