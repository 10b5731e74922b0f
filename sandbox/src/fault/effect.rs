//! What each fault does to a call and its reply.

use super::body::{self, PATIENCE};
use super::line::{End, Line};
use super::spec::{Fault, Garbage, Gzip, Kind, Part, Retry, Target, When};
use crate::error::{ApiError, reply};
use crate::journal::Entry;
use crate::pages;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, OriginalUri, Request};
use axum::http::header::{CONTENT_ENCODING, HOST, LOCATION, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use flate2::{Compression, write::GzEncoder};
use serde_json::json;
use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::time::sleep;

/// Answers a request as the fault has it.
pub(super) async fn apply(fault: Fault, entry: Arc<Entry>, request: Request, next: Next) -> Response {
    let Fault { text, kind, when, .. } = fault;
    let line = request.extensions().get::<ConnectInfo<Line>>().map(|line| line.0.clone()).unwrap_or_default();
    if let Kind::Latency(pause) = kind {
        return late(pause, when, request, next).await;
    }
    let (host, path) = address(&request);
    let reply = match when {
        When::Before => stand_in(),
        When::After => next.run(request).await,
    };
    match kind {
        Kind::None | Kind::Latency(_) => reply,
        Kind::Stall(Part::Headers) => {
            // Recorded first: who waits for it may look at the journal as soon as they gave up.
            entry.record(None, true);
            sleep(PATIENCE).await;
            ended(&line, End::Close, reply)
        }
        Kind::Stall(Part::Body) => body::stalled(reply).await,
        Kind::Reset | Kind::Close => {
            entry.record(None, true);
            ended(&line, if kind == Kind::Reset { End::Reset } else { End::Close }, reply)
        }
        Kind::Status { code, html, retry } => refused(code, html, retry, &text),
        Kind::Redirect { code, to } => redirect(code, to, &host, &path),
        Kind::Truncated => with_body(reply, |bytes| body::half(&bytes)).await,
        Kind::Garbage(garbage) => with_body(reply, |_| Bytes::from_static(rubbish(garbage))).await,
        Kind::Length(length) => body::of_wrong_length(reply, line, length).await,
        Kind::Drip { pause, bytes } => body::dripping(reply, pause, bytes).await,
        Kind::Gzip(gzip) => zipped(reply, gzip).await,
        Kind::Huge(mebibytes) => body::huge(reply, mebibytes).await,
    }
}

async fn late(pause: Duration, when: When, request: Request, next: Next) -> Response {
    if when == When::Before {
        sleep(pause).await;
    }
    let reply = next.run(request).await;
    if when == When::After {
        sleep(pause).await;
    }
    reply
}

/// The reply of a call that isn't executed, to be spoilt.
fn stand_in() -> Response {
    reply(StatusCode::OK, &json!({ "results": {}, "status": 200 }))
}

/// The server needs something to write, to notice that it can't.
fn ended(line: &Line, end: End, reply: Response) -> Response {
    line.end(end);
    reply
}

fn refused(code: StatusCode, html: bool, retry: Option<Retry>, text: &str) -> Response {
    let mut reply = if html {
        pages::page(code)
    } else {
        ApiError::Plain(code, format!("the sandbox was asked for this: {text}")).into_response()
    };
    let value = match retry {
        None => return reply,
        Some(Retry::Seconds(seconds)) => HeaderValue::from(seconds),
        Some(Retry::Date(seconds)) => date(seconds),
    };
    reply.headers_mut().insert(RETRY_AFTER, value);
    reply
}

/// So many seconds from now. Dates have no fractions: up to the next whole second, so as not to be early.
fn date(seconds: i64) -> HeaderValue {
    let now = SystemTime::now() + Duration::from_millis(999);
    let distance = Duration::from_secs(seconds.unsigned_abs());
    let then = if seconds < 0 { now.checked_sub(distance) } else { now.checked_add(distance) };
    let text = httpdate::fmt_http_date(then.unwrap_or(now));
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("0"))
}

fn redirect(code: StatusCode, to: Target, host: &str, path: &str) -> Response {
    let location = match to {
        Target::Same => path.to_owned(),
        Target::Other => format!("http://{}{path}", other_name(host)),
        Target::Url(url) => url,
    };
    (code, [(LOCATION, location)]).into_response()
}

/// Host, path and query, as the client has them.
fn address(request: &Request) -> (String, String) {
    let uri = request.extensions().get::<OriginalUri>().map_or(request.uri(), |uri| &uri.0);
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    (host.to_owned(), uri.path_and_query().map_or("/", |path| path.as_str()).to_owned())
}

/// Another host by its name, and so another origin, yet this sandbox, whose journal then shows what was sent there.
fn other_name(host: &str) -> String {
    let (name, port) = host.rsplit_once(':').map_or((host, ""), |(name, port)| (name, port));
    let other = if name == "127.0.0.1" { "localhost" } else { "127.0.0.1" };
    if port.is_empty() { other.to_owned() } else { format!("{other}:{port}") }
}

async fn with_body(reply: Response, change: impl FnOnce(Bytes) -> Bytes) -> Response {
    let (parts, bytes) = body::take(reply).await;
    Response::from_parts(parts, Body::from(change(bytes)))
}

fn rubbish(garbage: Garbage) -> &'static [u8] {
    match garbage {
        Garbage::Text => b"{\"results\": undefined, 'status': 200;",
        Garbage::Bytes => b"{\"results\": \"\xc3\x28\xff\xfe\", \"status\": 200}",
        Garbage::Empty => b"",
        Garbage::Shape => b"[{\"result\":null}]",
    }
}

async fn zipped(reply: Response, gzip: Gzip) -> Response {
    let mut reply = with_body(reply, |bytes| match gzip {
        Gzip::Whole => compress(&bytes),
        Gzip::Cut => body::half(&compress(&bytes)),
        Gzip::Plain => bytes,
    })
    .await;
    reply.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    reply
}

fn compress(bytes: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    // Writing to memory doesn't fail.
    let _ = encoder.write_all(bytes);
    Bytes::from(encoder.finish().unwrap_or_default())
}
