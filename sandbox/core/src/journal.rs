//! What was asked and what was delivered, for tests to look at, and what the request log says.

use crate::message::Request;
use crate::params::Params;
use crate::redact::Redactor;
use http::StatusCode;
use serde_json::{Map, Value, json};
use std::collections::VecDeque;
use std::time::Duration;

/// Entries kept of each list; the oldest go first.
const KEPT: usize = 1000;
/// Bytes kept of a body: a thousand bodies of the largest size would be a gigabyte.
const KEPT_BODY: usize = 64 * 1024;

/// The recorded lists, free of secrets.
#[derive(Default)]
pub struct Journal {
    /// One entry a request, control routes left out.
    pub requests: VecDeque<Value>,
    /// Method and path of those that matched no route.
    pub unknown_routes: VecDeque<Value>,
    /// One entry a delivery.
    pub webhooks: VecDeque<Value>,
    /// Counts the resets: what began before one isn't recorded after it.
    pub age: u64,
}

/// A request that is being answered, to be recorded once.
pub struct Entry {
    favicon: bool,
    age: u64,
    fields: Map<String, Value>,
}

impl Entry {
    /// What a request is that came when the journal was so old, the endpoint that it calls, if any, and which fault was applied to it.
    pub fn new(age: u64, redactor: &Redactor, request: &Request, endpoint: Option<&str>, fault: Option<&str>) -> Self {
        let mut fields = describe(redactor, request);
        let params = endpoint.and_then(|_| params(request)).map(|params| redactor.json(params));
        fields.extend([("endpoint".to_owned(), json!(endpoint)), ("params".to_owned(), json!(params))]);
        if let Some(fault) = fault {
            fields.insert("fault".to_owned(), json!(redactor.text(fault)));
        }
        Self { favicon: request.uri().path() == "/favicon.ico", age, fields }
    }
}

impl Journal {
    /// Empties all lists.
    pub fn clear(&mut self) {
        *self = Self { age: self.age + 1, ..Self::default() };
    }

    /// Writes a request down, without a status if there was no response, and returns its line of the log.
    pub fn request(&mut self, entry: Entry, status: Option<StatusCode>, known: bool, took: Duration) -> String {
        let Entry { favicon, age, mut fields } = entry;
        fields.extend([
            ("status".to_owned(), json!(status.map(|status| status.as_u16()))),
            ("known".to_owned(), json!(known)),
        ]);
        let line = line(&fields, took);
        if age != self.age {
            return line;
        }
        if !known && !favicon {
            let route = json!({ "method": fields.get("method"), "path": fields.get("path") });
            keep(&mut self.unknown_routes, route);
        }
        keep(&mut self.requests, Value::Object(fields));
        line
    }

    /// Writes down what became of a delivery that began when the journal was so old.
    pub fn delivery(&mut self, age: u64, entry: Value) {
        if self.age == age {
            keep(&mut self.webhooks, entry);
        }
    }
}

/// A list of the journal, as JSON.
pub fn show(list: &VecDeque<Value>) -> Value {
    list.iter().cloned().collect()
}

/// Appends to a list.
fn keep(list: &mut VecDeque<Value>, entry: Value) {
    if list.len() == KEPT {
        list.pop_front();
    }
    list.push_back(entry);
}

/// A body as the journal shows it.
pub fn body(redactor: &Redactor, bytes: &[u8]) -> String {
    let mut text = redactor.text(&String::from_utf8_lossy(bytes));
    if text.len() > KEPT_BODY {
        text.truncate(text.floor_char_boundary(KEPT_BODY));
        text.push_str("... [cut]");
    }
    text
}

/// The parameters of a call, unless they are too large to keep, or can't be read.
fn params(request: &Request) -> Option<Value> {
    let params = if request.body().len() > KEPT_BODY { None } else { Params::read(request).ok() };
    params.map(Params::into_json)
}

fn describe(redactor: &Redactor, request: &Request) -> Map<String, Value> {
    let mut headers: Map<String, Value> = Map::new();
    for name in request.headers().keys() {
        let values = request.headers().get_all(name).iter();
        let shown: Vec<String> = values.map(|value| redactor.header(name, value.as_bytes())).collect();
        headers.insert(name.to_string(), Value::String(shown.join(", ")));
    }
    let fields = [
        ("method", json!(request.method().as_str())),
        ("path", json!(redactor.text(request.uri().path()))),
        ("query", json!(redactor.text(request.uri().query().unwrap_or_default()))),
        ("headers", Value::Object(headers)),
        ("body", json!(body(redactor, request.body()))),
    ];
    fields.map(|(key, value)| (key.to_owned(), value)).into_iter().collect()
}

fn line(entry: &Map<String, Value>, took: Duration) -> String {
    let text = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default();
    let query = if text("query").is_empty() { String::new() } else { format!("?{}", text("query")) };
    let status = entry.get("status").and_then(Value::as_u64).map_or("-".to_owned(), |status| status.to_string());
    let fault = entry.get("fault").and_then(Value::as_str).map(|fault| format!(", fault {fault}")).unwrap_or_default();
    let took = took.as_millis();
    format!("{} {}{query} {status} {took} ms{fault}", text("method"), text("path"))
}
