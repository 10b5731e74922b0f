//! What a proxy for pages is made with, what it accepts, sends and answers.

mod answer;
mod params;

pub use answer::{Answer, Failed, Stage};
pub use params::Params;

use std::borrow::Cow;
use std::num::NonZeroU32;

use crate::client::form::Form;
use crate::client::{Client, Request};
use crate::endpoint::{ENDPOINTS, Endpoint, EndpointName, Method, NAMES, is_path};
use crate::error::{Code, Error};
use crate::options::{
    Config, DEFAULT_TIMEOUT, Environment, HeaderName, Milliseconds, OnError, object_issues, parameters,
};
use crate::output::Output;
use crate::redact::Redactor;
use crate::refusal::{Refusal, check_length, refuse};
use crate::schema::{AnyValue, HasSchema, Issue, Kind, Kinds, nearest};
use crate::{foreign, options};

options! {
    /// The options of {@link proxyHandler}. Either `appId` or `baseUrl` is required.
    ///
    /// @example
    /// ```ts
    /// import { proxyHandler, type ProxyHandlerOptions } from "qiscus-wasm";
    ///
    /// const authorize: ProxyHandlerOptions["authorize"] = async (request, { params }) => {
    ///   const user = await userOf(request);
    ///   return user?.rooms.includes(String(params.room_id));
    /// };
    /// const proxy = proxyHandler({ appId, secretKey, allow: ["load_comments"], authorize });
    /// ```
    pub struct ProxyHandlerOptions {
        /// Your app id, from the dashboard. Sets the base URL to `https://<appId>.qiscus.com`; also sent in the header
        /// `QISCUS-SDK-APP-ID`. Specification: "REST API".
        pub app_id as "appId": Option<String>,
        /// Another base URL, such as a local server: an `http:` or `https:` URL without a query.
        pub base_url as "baseUrl": Option<String>,
        /// Your secret key, from the dashboard. Added to every request, and redacted from every response.
        /// Specification: "Authentication".
        pub secret_key as "secretKey": String,
        /// The header that carries the secret key. Defaults to `QISCUS_SDK_SECRET`.
        pub secret_header as "secretHeader": Option<HeaderName>,
        /// The endpoints that browsers may call: names such as `post_comment`. An endpoint that this package has no method
        /// for is allowed by its name, or by its path from `/api/` on. Defaults to none.
        pub allow: Option<Vec<EndpointName>>,
        /// Required. Runs before each request and decides about it: return `true` to allow the request, a falsy value
        /// to reject it with 403, or a `Response` to send instead. Return `{ params }` to allow it with these
        /// parameters overridden: `{ params: { sender_email: user.email } }` makes users post as themselves. If it
        /// throws, the request is answered with 503 and nothing is sent to Qiscus.
        pub authorize: Authorize,
        /// Other origins that may call the proxy, such as `https://app.example.com`. Defaults to none. Add the CORS
        /// headers yourself.
        pub origins: Option<Vec<String>>,
        /// The maximum size of a request's parameters in bytes. Defaults to 128 KiB. Larger requests get 413.
        pub max_bytes as "maxBytes": Option<NonZeroU32>,
        /// The time limit of a request in milliseconds, including `authorize` and the response. Defaults to 30,000 ms;
        /// 0 means no limit.
        pub timeout: Option<Milliseconds>,
        /// The function that sends requests, called as `fetch(url, init)`. Must return a `Response`. Defaults to the
        /// global `fetch`.
        pub fetch: Option<ProxyFetch>,
        /// Called with the error behind a status of 500 or above, including errors of your own code. Defaults to
        /// `console.error`.
        pub on_error as "onError": Option<OnError>,
    }
}

foreign! {
    /// The `authorize` callback of a proxy.
    Authorize: Kinds::FUNCTION, "(request: Request, call: ProxyCall) => ProxyDecision | PromiseLike<ProxyDecision>";
    /// A replacement for `fetch` that returns a `Response`.
    ProxyFetch: Kinds::FUNCTION, "(url: string, init: RequestInit) => Response | PromiseLike<Response>";
}

/// The most bytes of a request's parameters by default.
const DEFAULT_MAX_BYTES: u32 = 128 * 1024;

/// What a proxy handler decides.
#[derive(Debug)]
pub struct Proxy {
    /// The client that it sends as.
    client: Client,
    redactor: Redactor,
    allow: Vec<Cow<'static, Endpoint>>,
    origins: Vec<String>,
    /// The most bytes of a request's parameters.
    pub max_bytes: u32,
    /// Milliseconds for a whole request; 0 for no limit.
    pub timeout: f64,
}

/// The head of a page's request.
#[derive(Debug, Clone, Copy, Default)]
pub struct Head<'a> {
    /// The HTTP method.
    pub method: &'a str,
    /// The path of its URL.
    pub path: &'a str,
    /// The host of its URL.
    pub url_host: &'a str,
    /// The header `Host`.
    pub host: Option<&'a str>,
    /// The header `Origin`.
    pub origin: Option<&'a str>,
    /// The header `Sec-Fetch-Site`.
    pub site: Option<&'a str>,
    /// The header `Content-Type`.
    pub content_type: Option<&'a str>,
    /// The header `Content-Length`.
    pub content_length: Option<&'a str>,
}

impl Proxy {
    /// A proxy with these options, which are validated.
    pub fn new<V: AnyValue>(options: &V, is_url: fn(&str) -> bool) -> Result<Self, Box<Error>> {
        let mut issues = object_issues(options, &ProxyHandlerOptions::SCHEMA, "options")
            .map_err(|issue| Error::invalid_options(vec![issue]))?;
        let strings = |name| {
            let list = options.get(name);
            if list.kind() == Kind::Array { list.item_texts() } else { Vec::new() }
        };
        let allow = strings("allow");
        let secret = options.get("secretKey").text();
        for (at, name) in allow.iter().enumerate() {
            let path = format!("allow[{at}]");
            issues.retain(|issue| issue.path != path || !is_other(name));
            // Not even a short key that came to the wrong place is shown.
            if let Some(issue) = issues.iter_mut().find(|issue| issue.path == path && *name == secret) {
                *issue = Issue::new(&path, &issue.expected, "another string");
            }
        }
        let config = Config::checked(options, Environment { in_page: false, is_url }, true, issues)?;
        let number = |name, default| Some(options.get(name).number()).filter(|n| !n.is_nan()).unwrap_or(default);
        Ok(Self {
            redactor: config.redactor(),
            client: Client::new(config),
            allow: allow.iter().map(|name| endpoint(name)).collect(),
            origins: strings("origins"),
            max_bytes: number("maxBytes", DEFAULT_MAX_BYTES.into()) as u32,
            timeout: number("timeout", DEFAULT_TIMEOUT),
        })
    }

    /// The endpoint of a request, or why it is refused by its head alone.
    pub fn accept(&self, head: Head) -> Result<Cow<'static, Endpoint>, Box<Error>> {
        let Some(endpoint) = self.endpoint_at(head.path) else {
            return Err(refuse(404, Code::InvalidRequest, "unknown endpoint"));
        };
        let method = method_of(&endpoint, head.method)?;
        if self.is_foreign(head) {
            return Err(refuse(403, Code::InvalidRequest, "requests from other origins are not allowed"));
        }
        if !self.allow.iter().any(|allowed| allowed.name == endpoint.name) {
            let message = format!("the proxy does not allow `{}`", endpoint.name);
            return Err(refuse(403, Code::InvalidRequest, &message));
        }
        if method == Method::Post {
            let essence = head.content_type.unwrap_or_default().split(';').next().unwrap_or_default();
            if !essence.trim_end_matches([' ', '\t']).eq_ignore_ascii_case(FORM) {
                return Err(Refusal::ContentType { expected: FORM }.error());
            }
            check_length(head.content_length, self.max_bytes)?;
        }
        Ok(endpoint)
    }

    /// The endpoint at a path, one of the eight or one that is allowed: whatever a server puts in front, but nothing that is
    /// spelled in two ways.
    pub fn endpoint_at(&self, path: &str) -> Option<Cow<'static, Endpoint>> {
        ENDPOINTS.into_iter().map(Cow::Borrowed).chain(self.allow.iter().cloned()).find(|endpoint| {
            let Some(front) = path.strip_suffix(&*endpoint.path()) else { return false };
            let mut folders = front.split('/');
            // Before the first slash there is nothing.
            let is_start = folders.next() == Some("");
            is_start && folders.all(|folder| !folder.is_empty() && !folder.contains('%'))
        })
    }

    /// Whether a page of another origin sends this: browsers would let it, and add the user's cookies. Where they don't say it
    /// themselves, the origin has to be the host that they asked for.
    fn is_foreign(&self, head: Head) -> bool {
        if head.origin.is_some_and(|origin| self.origins.iter().any(|allowed| allowed == origin)) {
            return false;
        }
        match (head.site, head.origin) {
            (Some(site), _) => site != "same-origin" && site != "none",
            (None, Some(origin)) => {
                let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://")).unwrap_or(origin);
                host != head.host.unwrap_or(head.url_host)
            }
            (None, None) => false,
        }
    }

    /// The request that is sent on, with the secret.
    pub fn request<V: AnyValue>(&self, endpoint: &Endpoint, method: &str, params: &V) -> Result<Request, Box<Error>> {
        let method = method_of(endpoint, method)?;
        let issues = parameters(params, "params");
        if !issues.is_empty() {
            return Err(Error::invalid_parameters(issues));
        }
        let mut form = Form::default();
        form.all(params);
        let headers = self.client.headers(&[]);
        let address = format!("{}{}", self.client.config.base_url, endpoint.path());
        Ok(Request { method, address, form: form.finish(), headers })
    }

    /// The answer that passes a response on: its status, its body without the secret, and `Retry-After`.
    pub fn answer(
        &self,
        status: u16,
        content_type: Option<&str>,
        retry_after: Option<String>,
        text: &str,
    ) -> Result<Answer, Box<Error>> {
        if (300..400).contains(&status) {
            return Err(Error::new(Code::InvalidResponse, &format!("Qiscus redirects (status {status})")));
        }
        let words = content_type.unwrap_or_default().split(|c: char| !c.is_ascii_alphanumeric());
        let is_json = words.into_iter().any(|word| word.eq_ignore_ascii_case("json"));
        let mut answer = Answer::new(status, Output::Text(self.redactor.redact(text)));
        answer.header("content-type", if is_json { "application/json" } else { "text/plain;charset=utf-8" }.to_owned());
        answer.headers.extend(retry_after.map(|value| ("retry-after", self.redactor.redact(&value))));
        Ok(answer)
    }
}

/// What `authorize` decided: parameters to replace those of the page, or none; or why it is refused. `is_plain` says whether a value
/// is an object of no class.
pub fn decide<V: AnyValue>(decision: &V, is_plain: impl Fn(&V) -> bool) -> Result<Option<V>, Box<Error>> {
    let is_allowed = match decision.kind() {
        Kind::Missing | Kind::Null => false,
        Kind::Boolean => decision.is_true(),
        Kind::String => !decision.is_empty(),
        Kind::Integer => decision.number() != 0.0,
        Kind::NotFinite => !decision.number().is_nan(),
        Kind::BigInt => decision.text() != "0",
        _ => true,
    };
    if !is_allowed {
        return Err(refuse(403, Code::InvalidRequest, "`authorize` did not allow this request"));
    }
    if decision.kind() == Kind::Boolean {
        return Ok(None);
    }
    let params = decision.get("params");
    // Not just anything truthy: with a misspelt `params`, or in a Map, users would write as somebody else.
    if !params.is_object() || !is_plain(&params) {
        let expected = "`true`, `{ params }` with a plain object, a Response, or something falsy";
        return Err(Error::new(Code::InvalidOptions, &format!("`authorize` has to return {expected}")));
    }
    Ok(Some(params))
}

const FORM: &str = "application/x-www-form-urlencoded";

/// The endpoint of a name in `allow`: one of the eight, or one that `GET` and `POST` are allowed for.
pub fn endpoint(name: &str) -> Cow<'static, Endpoint> {
    let other = Endpoint { fallback_method: Some(Method::Post), ..Endpoint::at(Method::Get, name) };
    let known = ENDPOINTS.into_iter().find(|known| known.name == other.name);
    known.map_or(Cow::Owned(other), Cow::Borrowed)
}

/// Whether a name in `allow` is that of an endpoint beyond the eight, and not one of these misspelt.
fn is_other(name: &str) -> bool {
    // Names have several words: another string is more likely a mistake, such as a key.
    is_path(name) && (name.starts_with('/') || (name.contains('_') && nearest(name, NAMES, 2).is_none()))
}

/// The methods of an endpoint, in words.
fn methods(endpoint: &Endpoint, separator: &str) -> String {
    let method = endpoint.method.name();
    match endpoint.fallback_method {
        Some(fallback) => format!("{method}{separator}{}", fallback.name()),
        None => method.to_owned(),
    }
}

fn method_of(endpoint: &Endpoint, method: &str) -> Result<Method, Box<Error>> {
    match endpoint.fallback_method {
        _ if endpoint.method.name() == method => Ok(endpoint.method),
        Some(fallback) if fallback.name() == method => Ok(fallback),
        _ => Err(Refusal::Method { method, expected: &methods(endpoint, " or ") }.error()),
    }
}
