//! What a proxy handler is made with, and what it sends on.

use core::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use crate::call::Client;
use crate::endpoint::EndpointName;
use crate::error::Error;
use crate::form::Form;
use crate::options::{Config, HeaderName, Milliseconds, OnError, Place, foreign, parameters, problems};
use crate::params;
use crate::prelude::*;
use crate::shape::{AnyValue, Kinds, Shape, Shaped};

params! {
    /// What {@link proxyHandler} takes.
    pub struct ProxyHandlerOptions {
        /// Your app id, from the dashboard. Gives the base URL `https://<appId>.qiscus.com`, and is sent as
        /// `QISCUS-SDK-APP-ID`.
        pub app_id as "appId": Option<String>,
        /// Another base URL, such as that of a local server.
        pub base_url as "baseUrl": Option<String>,
        /// Your secret key, from the dashboard: added to every request, and taken out of every reply that repeats it.
        pub secret_key as "secretKey": String,
        /// The header that carries the secret key: `QISCUS_SDK_SECRET` unless told.
        pub secret_header as "secretHeader": Option<HeaderName>,
        /// The endpoints that pages may call: none unless told.
        pub allow: Option<Vec<EndpointName>>,
        /// Asked before every request whether it may go on, with the parameters. `true` lets it; something falsy has it
        /// answered 403; a `Response` is the answer; `{ params }` lets it, with these parameters instead of the page's: so
        /// `{ params: { sender_email: user.email } }` has users write as themselves only.
        pub authorize: Authorize,
        /// Other origins whose pages may call, such as `https://app.example.com`: none unless told.
        pub origins: Option<Vec<String>>,
        /// The most bytes of a request's parameters: 128 KiB unless told. More are answered 413, and not read to their end.
        pub max_bytes as "maxBytes": Option<NonZeroU32>,
        /// Milliseconds for a whole request, `authorize` and the reply included: 30 000 unless told, 0 for no limit.
        pub timeout: Option<Milliseconds>,
        /// What is called for every request, as `fetch(url, init)`: the global `fetch` unless told.
        pub fetch: Option<ProxyFetch>,
        /// Told why a request was answered 500 or more, the mistakes of your own code included; `console.error` unless told.
        pub on_error as "onError": Option<OnError>,
    }
}

foreign! {
    /// The caller's function that lets requests go on.
    Authorize: Kinds::FUNCTION, "(request: Request, call: ProxyCall) => ProxyDecision | PromiseLike<ProxyDecision>";
    /// A function that stands for `fetch`.
    ProxyFetch: Kinds::FUNCTION, "(url: string, init: RequestInit) => Response | PromiseLike<Response>";
}

/// The client that a proxy handler sends as: its options, checked.
pub fn client<V: AnyValue>(options: &V, is_url: fn(&str) -> bool) -> Result<Client, Box<Error>> {
    let issues = problems(options, &ProxyHandlerOptions::SHAPE, "options", "option")
        .map_err(|issue| Error::invalid_options(vec![issue]))?;
    let config = Config::checked(options, Place { in_page: false, is_url }, true, issues)?;
    Ok(Client::new(config))
}

/// The parameters of a request as a client would send them.
pub fn form<V: AnyValue>(params: &V) -> Result<String, Box<Error>> {
    let issues = parameters(params, "params");
    if !issues.is_empty() {
        return Err(Error::invalid_parameters(issues));
    }
    let mut form = Form::default();
    form.all(params);
    Ok(form.finish())
}
