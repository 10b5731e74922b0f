//! What a client is made with, and what a call may add: declared here, checked and made into a [`Config`] and a [`Call`].

mod call;
mod config;
mod header;

pub use call::Call;
pub(crate) use call::parameters;
pub use config::{Config, DEFAULT_MAX_RETRIES, DEFAULT_TIMEOUT, HYPHENS, Place};

use serde::{Deserialize, Serialize};

use crate::params;
use crate::prelude::*;
use crate::shape::{AnyValue, Issue, JsonObject, Kind, Kinds, Limit, Shape, Shaped, check, unknown_names};

params! {
    /// What a client is made with.
    pub struct ClientOptions {
        /// Your app id, from the dashboard. Gives the base URL `https://<appId>.qiscus.com`, and is sent as
        /// `QISCUS-SDK-APP-ID`.
        pub app_id as "appId": Option<String>,
        /// Another base URL: a host, a path of your own server (`/api/qiscus`, in a page), a local server.
        pub base_url as "baseUrl": Option<String>,
        /// Your secret key, from the dashboard. Leave it out where a {@link proxyHandler} adds it: it does not belong in
        /// a page.
        pub secret_key as "secretKey": Option<String>,
        /// The header that carries the secret key: `QISCUS_SDK_SECRET` unless told. Some proxies drop names with
        /// underscores; `QISCUS-SDK-SECRET` gets through, and means the same.
        pub secret_header as "secretHeader": Option<HeaderName>,
        /// Milliseconds for a whole call: all tries, the waits between them, and the reading of the reply. 30 000 unless
        /// told, 0 for no limit.
        pub timeout: Option<Milliseconds>,
        /// How often a failed request is sent again, where that can't do harm: 2 unless told, 0 for exactly one request.
        pub max_retries as "maxRetries": Option<u32>,
        /// What is called for every request, as `fetch(url, init)`: the global `fetch` unless told.
        pub fetch: Option<Fetch>,
        /// Headers for every request. They can't replace the secret's.
        pub headers: Option<Headers>,
        /// Called for every request, response, retry and failure, with data that is fit for logs.
        pub on_event as "onEvent": Option<OnEvent>,
        /// Allows a secret key in a browser page, where everybody who opens the page can read it. For tools on your own
        /// machine only.
        pub dangerously_allow_browser as "dangerouslyAllowBrowser": Option<bool>,
    }
}

/// Declares what a call may add: what every call may, and what only this one.
macro_rules! call_options {
    ($(#[doc = $doc:literal])* $name:ident { $($own:tt)* }) => {
        params! {
            $(#[doc = $doc])*
            pub struct $name {
                /// Aborts the call, also between two tries.
                pub signal: Option<Signal>,
                /// Milliseconds for the whole call instead of the client's.
                pub timeout: Option<Milliseconds>,
                /// How often a failed request is sent again, instead of the client's number.
                pub max_retries as "maxRetries": Option<u32>,
                /// Headers for this call, besides the client's.
                pub headers: Option<Headers>,
                /// Parameters that this package doesn't know; sent as they are.
                pub extra_params as "extraParams": Option<JsonObject>,
                $($own)*
            }
        }
    };
}

call_options! {
    /// What a call may add to the client's options.
    CallOptions {}
}

call_options! {
    /// What {@link QiscusClient.postComment} may add to the client's options.
    PostCommentOptions {
        /// Has a comment looked up in its room where it is unknown whether it was posted: by its `unique_temp_id`, among the
        /// newest comments. If it is there, the call succeeds with it. If it is absent twice, a second apart, it is sent again, at
        /// most `maxRetries` times. Where neither can be said in time, the call fails with the outcome `unknown`.
        ///
        /// So that there is time for it, each request may take a third of what is left of `timeout`.
        pub confirm: Option<bool>,
    }
}

/// Declares what only the platform has: functions and the like.
macro_rules! foreign {
    ($($(#[doc = $doc:literal])* $name:ident: $kinds:expr, $typescript:literal;)*) => { $(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        pub struct $name;

        impl Shaped for $name {
            const SHAPE: Shape = Shape::of($kinds).typescript($typescript);
        }
    )* };
}

pub(crate) use foreign;

foreign! {
    /// A function that stands for `fetch`.
    Fetch: Kinds::FUNCTION, "FetchFunction";
    /// A function that is told what happens.
    OnEvent: Kinds::FUNCTION, "(event: ClientEvent) => void";
    /// An `AbortSignal`.
    Signal: Kinds::OBJECT, "AbortSignal";
    /// Headers by name.
    Headers: Kinds::OBJECT, "HeadersInput";
    /// The caller's function for failures.
    OnError: Kinds::FUNCTION, "(error: unknown) => void";
}

/// A time in milliseconds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Milliseconds(pub f64);

impl Shaped for Milliseconds {
    const SHAPE: Shape = f64::SHAPE.limit(Limit::AtLeast(0));
}

/// The name of the header that carries the secret key: one of the two that Qiscus knows, or what a proxy translates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HeaderName(pub String);

impl Shaped for HeaderName {
    const SHAPE: Shape = String::SHAPE.typescript("\"QISCUS_SDK_SECRET\" | \"QISCUS-SDK-SECRET\" | (string & {})");
}

fn number<V: AnyValue>(options: &V, name: &'static str) -> Option<f64> {
    let value = options.field(name);
    (value.kind() != Kind::Missing).then(|| value.number())
}

/// Everything that is wrong with an object that a caller gives, names that nobody knows included; or the one issue that it
/// is no object.
pub(crate) fn problems<V: AnyValue>(
    values: &V,
    shape: &'static Shape,
    name: &str,
    what: &str,
) -> Result<Vec<Issue>, Issue> {
    if values.fits(shape, true) {
        return Ok(Vec::new());
    }
    let mut issues = check(values, shape, "");
    if issues.iter().any(|issue| issue.path.is_empty()) {
        return Err(Issue::new(name, "object", values.kind().name()));
    }
    if let Some(model) = shape.model {
        issues.append(&mut unknown_names(values, model, what));
    }
    Ok(issues)
}
