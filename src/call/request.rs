//! What is sent: the parameters as a form, and the headers.

use alloc::rc::Rc;
use core::cell::Cell;

use crate::endpoint::{Endpoint, Verb};
use crate::form::Form;
use crate::options::{Call, Config, HYPHENS};
use crate::prelude::*;
use crate::shape::{AnyValue, Kind, concat};

/// A request, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The verb.
    pub verb: Verb,
    /// The base URL and the endpoint's path.
    pub address: String,
    /// The parameters.
    pub form: String,
    /// The headers, the body's first and the secret's last.
    pub headers: Rc<Vec<(String, String)>>,
}

impl Request {
    /// Where the request goes: for GET with the parameters as query.
    pub fn url(&self) -> String {
        match self.verb {
            Verb::Get => concat(&[&*self.address, "?", &self.form]),
            Verb::Post => self.address.clone(),
        }
    }

    /// The body: for POST the parameters.
    pub fn body(&self) -> Option<&str> {
        (self.verb == Verb::Post).then_some(&*self.form)
    }

    /// The headers; without a body without its own.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        let first = if self.verb == Verb::Get { 1 } else { 0 };
        self.headers.get(first..).unwrap_or_default().iter().map(|(name, value)| (&**name, &**value))
    }
}

/// A client: its options, and what it has learnt of the server.
#[derive(Debug)]
pub struct Client {
    /// The options.
    pub config: Config,
    /// The headers of a call that adds none.
    headers: Rc<Vec<(String, String)>>,
    /// Whether the server wants the other verb of the endpoint that has two.
    pub(super) wants_other_verb: Cell<bool>,
}

impl Client {
    /// A client that knows nothing of the server yet.
    pub fn new(config: Config) -> Self {
        let headers = Rc::new(with_headers(&config, &[]));
        Self { config, headers, wants_other_verb: Cell::new(false) }
    }

    /// The request that a call starts with.
    pub fn request<V: AnyValue>(&self, endpoint: &Endpoint, params: &V, call: &Call<V>, id: Option<&str>) -> Request {
        let mut form = Form::default();
        form.fields(params, endpoint.params);
        if let Some(id) = id {
            form.pair(UNIQUE_TEMP_ID, id);
        }
        if call.extra_params.kind() == Kind::Object {
            form.all(&call.extra_params);
        }
        self.request_to(endpoint, form, self.headers(&call.headers))
    }

    /// A request with that form, by the verb that the server is known to want.
    pub(super) fn request_to(&self, endpoint: &Endpoint, form: Form, headers: Rc<Vec<(String, String)>>) -> Request {
        let verb = match endpoint.other_verb {
            Some(other) if self.wants_other_verb.get() => other,
            _ => endpoint.verb,
        };
        let address = concat(&[&*self.config.base_url, &endpoint.path()]);
        Request { verb, address, form: form.finish(), headers }
    }

    /// The headers of a call that adds these.
    pub fn headers(&self, of_call: &[(String, String)]) -> Rc<Vec<(String, String)>> {
        if of_call.is_empty() { Rc::clone(&self.headers) } else { Rc::new(with_headers(&self.config, of_call)) }
    }
}

/// The headers: ours, then the client's, then the call's, each replacing those before; the secret's and the body's can't be
/// replaced.
fn with_headers(config: &Config, of_call: &[(String, String)]) -> Vec<(String, String)> {
    let mut headers = Vec::new();
    let mut add = |name: &str, value: &str| headers.push((name.to_owned(), value.to_owned()));
    add(CONTENT_TYPE, "application/x-www-form-urlencoded");
    add("Accept", "application/json");
    for header in config.headers.iter().chain(of_call) {
        let of_secret = |(name, _): &(String, String)| same(&header.0, HYPHENS) || same(&header.0, name);
        if same(&header.0, CONTENT_TYPE) || config.secret.as_ref().is_some_and(of_secret) {
            continue;
        }
        headers.retain(|(name, _)| !same(name, &header.0));
        headers.push(header.clone());
    }
    if let Some(secret) = &config.secret {
        headers.push(secret.clone());
    }
    headers
}

/// Whether two names are those of one header; proxies take an underscore for a hyphen.
fn same(a: &str, b: &str) -> bool {
    let plain = |byte: u8| if byte == b'_' { b'-' } else { byte.to_ascii_lowercase() };
    a.len() == b.len() && a.bytes().zip(b.bytes()).all(|(a, b)| plain(a) == plain(b))
}

const CONTENT_TYPE: &str = "Content-Type";
/// The parameter by which a message is known before it has an id.
pub(super) const UNIQUE_TEMP_ID: &str = "unique_temp_id";
