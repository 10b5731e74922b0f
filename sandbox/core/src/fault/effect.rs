//! What each fault does to a call and its response.

use super::spec::{Fault, Garbage, Gzip, Kind, Length, Part, Retry, Target, When};
use crate::error::{ApiError, reply};
use crate::message::{Request, Response, empty};
use crate::pages;
use flate2::{Compression, write::GzEncoder};
use http::header::{CONTENT_ENCODING, HOST, LOCATION, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use serde_json::json;
use std::io::Write;
use std::time::{Duration, SystemTime};

/// Bytes that a content-length is wrong by, if the body has as many.
const WRONG_BY: usize = 16;
const MEBIBYTE: usize = 1024 * 1024;

/// What is done with a request, one after the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Action {
    /// Nothing, for a while.
    Wait(Duration),
    /// The call is executed, which makes the response.
    Execute,
    /// The response is made without the call.
    StandIn,
    /// The response is spoilt.
    Spoil,
    /// The response is recorded and sent.
    Respond,
    /// The request is recorded as one without a response, and the connection ends.
    End(End),
}

/// How a request ends that gets no response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// By a TCP reset.
    Reset,
    /// By a connection that is closed in order.
    Close,
    /// Not at all: nothing ever comes.
    Silence,
}

/// How a response's body is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending {
    /// As it is.
    Whole,
    /// So many bytes of it, then nothing. Its content-length is that of all of it.
    Stalled(usize),
    /// A few bytes at a time.
    Drip {
        /// The time between two pieces.
        pause: Duration,
        /// The bytes of a piece.
        bytes: usize,
    },
    /// Followed by padding and a tail.
    Padded {
        /// How often the letter `x` follows the body; without a number it never ends.
        padding: Option<usize>,
        /// What follows the padding.
        tail: &'static str,
    },
    /// All of it, but its content-length is this one. The connection is closed after it.
    Mislabelled(usize),
}

impl Fault {
    /// What is done with a request that has this fault, in order.
    pub fn actions(&self) -> Vec<Action> {
        let make = if self.when == When::After { Action::Execute } else { Action::StandIn };
        match self.kind {
            Kind::Latency(pause) if self.when == When::Before => {
                vec![Action::Wait(pause), Action::Execute, Action::Respond]
            }
            Kind::Latency(pause) => vec![Action::Execute, Action::Wait(pause), Action::Respond],
            // Recorded first: who waits for it may look at the journal as soon as they gave up.
            Kind::Stall(Part::Headers) => vec![make, Action::End(End::Silence)],
            Kind::Reset => vec![make, Action::End(End::Reset)],
            Kind::Close => vec![make, Action::End(End::Close)],
            _ => vec![make, Action::Spoil, Action::Respond],
        }
    }

    /// Its text, as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Spoils the response to a request.
    pub fn spoil(&self, request: &Request, mut reply: Response, now: SystemTime) -> (Response, Sending) {
        let sending = match &self.kind {
            Kind::Stall(Part::Body) => Sending::Stalled(reply.body().len() / 2),
            Kind::Length(length) => Sending::Mislabelled(wrong(*length, reply.body().len())),
            Kind::Drip { pause, bytes } => Sending::Drip { pause: *pause, bytes: *bytes },
            Kind::Huge(mebibytes) => pad(reply.body_mut(), *mebibytes),
            _ => Sending::Whole,
        };
        match &self.kind {
            Kind::Status { code, html, retry } => reply = refused(*code, *html, *retry, &self.text, now),
            Kind::Redirect { code, to } => reply = redirect(*code, to, request),
            Kind::Truncated => halve(reply.body_mut()),
            Kind::Garbage(garbage) => *reply.body_mut() = rubbish(*garbage).to_vec(),
            Kind::Gzip(gzip) => zip(&mut reply, *gzip),
            _ => {}
        }
        (reply, sending)
    }
}

/// The response of a call that isn't executed, to be spoilt.
pub fn stand_in() -> Response {
    reply(StatusCode::OK, &json!({ "results": {}, "status": 200 }))
}

fn halve(body: &mut Vec<u8>) {
    body.truncate(body.len() / 2);
}

fn wrong(length: Length, right: usize) -> usize {
    match length {
        Length::Larger => right + WRONG_BY,
        Length::Smaller => right.saturating_sub(WRONG_BY),
    }
}

/// Opens the object for a string that makes it so many mebibytes large, or endless.
fn pad(body: &mut Vec<u8>, mebibytes: Option<usize>) -> Sending {
    let tail = "\"}";
    if body.ends_with(b"}") {
        body.pop();
    }
    body.extend_from_slice(b",\"padding\":\"");
    let padding = mebibytes.map(|count| (count * MEBIBYTE).saturating_sub(body.len() + tail.len()));
    Sending::Padded { padding, tail }
}

fn refused(code: StatusCode, html: bool, retry: Option<Retry>, text: &str, now: SystemTime) -> Response {
    let mut reply = if html {
        pages::page(code)
    } else {
        ApiError::Plain(code, format!("the sandbox was asked for this: {text}")).into_response()
    };
    let value = match retry {
        None => return reply,
        Some(Retry::Seconds(seconds)) => HeaderValue::from(seconds),
        Some(Retry::Date(seconds)) => date(seconds, now),
    };
    reply.headers_mut().insert(RETRY_AFTER, value);
    reply
}

/// So many seconds from now. Dates have no fractions: up to the next whole second, so as not to be early.
fn date(seconds: i64, now: SystemTime) -> HeaderValue {
    let now = now + Duration::from_millis(999);
    let distance = Duration::from_secs(seconds.unsigned_abs());
    let then = if seconds < 0 { now.checked_sub(distance) } else { now.checked_add(distance) };
    let text = httpdate::fmt_http_date(then.unwrap_or(now));
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("0"))
}

fn redirect(code: StatusCode, to: &Target, request: &Request) -> Response {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let authority = || request.uri().authority().map_or("", |authority| authority.as_str());
    let host = host.unwrap_or_else(authority);
    let location = match to {
        Target::Same => path.to_owned(),
        Target::Other => format!("http://{}{path}", other_name(host)),
        Target::Url(url) => url.clone(),
    };
    let mut reply = empty(code);
    if let Ok(location) = HeaderValue::try_from(location) {
        reply.headers_mut().insert(LOCATION, location);
    }
    reply
}

/// Another host by its name, and so another origin, yet this sandbox, whose journal then shows what was sent there.
fn other_name(host: &str) -> String {
    let (name, port) = host.rsplit_once(':').map_or((host, ""), |(name, port)| (name, port));
    let other = if name == "127.0.0.1" { "localhost" } else { "127.0.0.1" };
    if port.is_empty() { other.to_owned() } else { format!("{other}:{port}") }
}

fn rubbish(garbage: Garbage) -> &'static [u8] {
    match garbage {
        Garbage::Text => b"{\"results\": undefined, 'status': 200;",
        Garbage::Bytes => b"{\"results\": \"\xc3\x28\xff\xfe\", \"status\": 200}",
        Garbage::Empty => b"",
        Garbage::Shape => b"[{\"result\":null}]",
    }
}

fn zip(reply: &mut Response, gzip: Gzip) {
    if gzip != Gzip::Plain {
        *reply.body_mut() = compress(reply.body());
    }
    if gzip == Gzip::Cut {
        halve(reply.body_mut());
    }
    reply.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
}

fn compress(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    // Writing to memory doesn't fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}
