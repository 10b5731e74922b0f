//! What was asked and what was delivered, for tests to look at, and the request log.

use crate::app::App;
use crate::pages::Unknown;
use crate::params::{BODY_LIMIT, TooLarge};
use crate::redact::Redactor;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use http_body_util::BodyExt;
use serde_json::{Map, Value, json};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Instant;

/// Entries kept of each list; the oldest go first.
const KEPT: usize = 1000;
/// Bytes kept of a body: a thousand bodies of the largest size would be a gigabyte.
const KEPT_BODY: usize = 64 * 1024;
/// Bytes read of a body that is too large, so that its sender gets to read the refusal.
const DRAINED: usize = 16 * BODY_LIMIT;

/// The recorded lists, free of secrets.
#[derive(Default)]
pub struct Journal {
    /// One entry a request, control routes left out.
    pub requests: VecDeque<Value>,
    /// Verb and path of those that matched no route.
    pub unknown_routes: VecDeque<Value>,
    /// One entry a delivery.
    pub webhooks: VecDeque<Value>,
    /// Counts the resets: a delivery that began before one isn't recorded after it.
    pub age: u64,
}

impl Journal {
    /// Empties all lists.
    pub fn clear(&mut self) {
        *self = Self { age: self.age + 1, ..Self::default() };
    }
}

/// A request that is being answered. It is recorded once: when it is answered, when a fault says that it won't be, or
/// when its client has left.
pub struct Entry {
    app: App,
    redactor: Redactor,
    started: Instant,
    favicon: bool,
    fields: Mutex<Option<Map<String, Value>>>,
    fault: OnceLock<String>,
}

impl Entry {
    /// Says which fault was applied to it.
    pub fn note(&self, fault: &str) {
        let _ = self.fault.set(self.redactor.text(fault));
    }

    /// Writes it down, without a status if there was no reply.
    pub fn record(&self, status: Option<u16>, known: bool) {
        let Some(mut fields) = self.forget() else { return };
        fields.extend([("status".to_owned(), json!(status)), ("known".to_owned(), json!(known))]);
        if let Some(fault) = self.fault.get() {
            fields.insert("fault".to_owned(), json!(fault));
        }
        self.app.log(&line(&fields, self.started));
        let mut journal = self.app.journal();
        if !known && !self.favicon {
            let route = json!({ "method": fields.get("method"), "path": fields.get("path") });
            keep(&mut journal.unknown_routes, route);
        }
        keep(&mut journal.requests, Value::Object(fields));
    }

    fn forget(&self) -> Option<Map<String, Value>> {
        self.fields.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.record(None, true);
    }
}

/// Appends to a list of the journal.
pub fn keep(list: &mut VecDeque<Value>, entry: Value) {
    if list.len() == KEPT {
        list.pop_front();
    }
    list.push_back(entry);
}

/// The outermost layer: reads the body, lets the request be answered, records and logs it.
pub async fn record(State(app): State<App>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let (parts, body) = request.into_parts();
    let (bytes, too_large) = read(body).await;
    let redactor = app.redactor(&parts.headers);
    let fields = describe(&redactor, &parts, &bytes);
    let control = parts.uri.path().starts_with("/_sandbox/");
    let favicon = parts.uri.path() == "/favicon.ico";
    let fields = Mutex::new(Some(fields));
    let entry = Arc::new(Entry { app: App::clone(&app), redactor, started, favicon, fields, fault: OnceLock::new() });

    let mut request = Request::from_parts(parts, Body::from(bytes));
    if too_large {
        request.extensions_mut().insert(TooLarge);
    }
    request.extensions_mut().insert(Arc::clone(&entry));
    let response = next.run(request).await;

    let unknown = response.extensions().get::<Unknown>().is_some();
    if control && !unknown {
        entry.forget();
    } else {
        entry.record(Some(response.status().as_u16()), !unknown);
    }
    response
}

async fn read(mut body: Body) -> (Vec<u8>, bool) {
    let (mut bytes, mut seen) = (Vec::new(), 0);
    while let Some(Ok(frame)) = body.frame().await {
        let Some(data) = frame.data_ref() else { continue };
        seen += data.len();
        if seen <= BODY_LIMIT {
            bytes.extend_from_slice(data);
        } else if seen > DRAINED {
            break;
        }
    }
    (bytes, seen > BODY_LIMIT)
}

fn describe(redactor: &Redactor, parts: &Parts, body: &[u8]) -> Map<String, Value> {
    let mut headers: Map<String, Value> = Map::new();
    for name in parts.headers.keys() {
        let values = parts.headers.get_all(name).iter();
        let shown: Vec<String> = values.map(|value| redactor.header(name, value.as_bytes())).collect();
        headers.insert(name.to_string(), Value::String(shown.join(", ")));
    }
    let mut text = redactor.text(&String::from_utf8_lossy(body));
    if text.len() > KEPT_BODY {
        text.truncate(text.floor_char_boundary(KEPT_BODY));
        text.push_str("... [cut]");
    }
    let fields = [
        ("method", json!(parts.method.as_str())),
        ("path", json!(redactor.text(parts.uri.path()))),
        ("query", json!(redactor.text(parts.uri.query().unwrap_or_default()))),
        ("headers", Value::Object(headers)),
        ("body", json!(text)),
    ];
    fields.map(|(key, value)| (key.to_owned(), value)).into_iter().collect()
}

fn line(entry: &Map<String, Value>, started: Instant) -> String {
    let text = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default();
    let query = if text("query").is_empty() { String::new() } else { format!("?{}", text("query")) };
    let status = entry.get("status").and_then(Value::as_u64).map_or("-".to_owned(), |status| status.to_string());
    let fault = entry.get("fault").and_then(Value::as_str).map(|fault| format!(", fault {fault}")).unwrap_or_default();
    let took = started.elapsed().as_millis();
    format!("{} {}{query} {status} {took} ms{fault}", text("method"), text("path"))
}
