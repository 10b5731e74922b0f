//! What is sent: the parameters as a form, and the headers.

use std::cell::Cell;
use std::rc::Rc;

use super::form::Form;
use crate::endpoint::{Endpoint, Method};
use crate::options::{Call, Config, HYPHENS};
use crate::schema::AnyValue;

/// Headers by name; the body's comes first and the secret's last.
pub type Headers = Rc<Vec<(String, String)>>;

/// A request, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The HTTP method.
    pub method: Method,
    /// The base URL and the endpoint's path.
    pub address: String,
    /// The parameters.
    pub form: String,
    /// The headers, for a request with a body.
    pub headers: Headers,
}

impl Request {
    /// The URL: for GET with the parameters as query.
    pub fn url(&self) -> String {
        match self.method {
            Method::Get => format!("{}?{}", self.address, self.form),
            Method::Post => self.address.clone(),
        }
    }

    /// The body: for POST the parameters.
    pub fn body(&self) -> Option<&str> {
        (self.method == Method::Post).then_some(&*self.form)
    }

    /// The headers; without a body without its own.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        let first = if self.method == Method::Get { 1 } else { 0 };
        self.headers.iter().skip(first).map(|(name, value)| (&**name, &**value))
    }
}

/// A client: its options, and what it has learned of the server.
#[derive(Debug)]
pub struct Client {
    /// The options.
    pub config: Config,
    /// The headers of a call that adds none.
    headers: Headers,
    /// Whether the server wants the fallback method of the endpoint that has one.
    pub(super) wants_fallback_method: Cell<bool>,
}

impl Client {
    /// A client that knows nothing of the server yet.
    pub fn new(config: Config) -> Self {
        let headers = Rc::new(merge_headers(&config, &[]));
        Self { config, headers, wants_fallback_method: Cell::new(false) }
    }

    /// The first request of a call; `id` is the message's, where it was generated.
    pub fn request<V: AnyValue>(&self, endpoint: &Endpoint, params: &V, call: &Call<V>, id: Option<&str>) -> Request {
        let mut form = Form::default();
        if endpoint.is_other() {
            form.all(params);
        } else {
            form.fields(params, endpoint.params);
        }
        if let Some(id) = id {
            form.pair(UNIQUE_TEMP_ID, id);
        }
        if let Some(extra_params) = &call.extra_params {
            form.all(extra_params);
        }
        self.request_to(endpoint, form, self.headers(&call.headers))
    }

    /// A request with that form, by the method that the server is known to want.
    pub(super) fn request_to(&self, endpoint: &Endpoint, form: Form, headers: Headers) -> Request {
        let method = match endpoint.fallback_method {
            Some(fallback) if self.wants_fallback_method.get() => fallback,
            _ => endpoint.method,
        };
        let address = format!("{}{}", self.config.base_url, endpoint.path());
        Request { method, address, form: form.finish(), headers }
    }

    /// The headers of a call that adds these.
    pub fn headers(&self, of_call: &[(String, String)]) -> Headers {
        if of_call.is_empty() { Rc::clone(&self.headers) } else { Rc::new(merge_headers(&self.config, of_call)) }
    }
}

/// Ours, then the client's, then the call's, each replacing those before; the secret's and the body's can't be replaced.
fn merge_headers(config: &Config, of_call: &[(String, String)]) -> Vec<(String, String)> {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut headers = vec![pair(CONTENT_TYPE, "application/x-www-form-urlencoded"), pair("Accept", "application/json")];
    for header in config.headers.iter().chain(of_call) {
        let is_secret = |(name, _): &(String, String)| is_same(&header.0, HYPHENS) || is_same(&header.0, name);
        if is_same(&header.0, CONTENT_TYPE) || config.secret.as_ref().is_some_and(is_secret) {
            continue;
        }
        headers.retain(|(name, _)| !is_same(name, &header.0));
        headers.push(header.clone());
    }
    headers.extend(config.secret.clone());
    headers
}

/// Whether two names are those of one header; proxies take an underscore for a hyphen.
fn is_same(a: &str, b: &str) -> bool {
    let plain = |byte: u8| if byte == b'_' { b'-' } else { byte.to_ascii_lowercase() };
    a.bytes().map(plain).eq(b.bytes().map(plain))
}

const CONTENT_TYPE: &str = "Content-Type";
/// The parameter by which a message is known before it has an id.
pub(super) const UNIQUE_TEMP_ID: &str = "unique_temp_id";
