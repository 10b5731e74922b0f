//! A request of `fetch` as the core takes it, and the core's steps as JavaScript takes them.

use flate2::read::MultiGzDecoder;
use http::StatusCode;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, DATE, HOST, HeaderValue};
use qiscus_sandbox_core::{End, Request, Response, Sending};
use serde::{Serialize, Serializer};
use std::io::Read;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Makes a request. `target` is a path with a query, `headers` are names and values in turns.
pub fn request(
    method: &str,
    host: &str,
    target: &str,
    headers: &[String],
    body: Vec<u8>,
) -> Result<Request, http::Error> {
    let mut request = http::Request::builder().method(method).uri(target);
    if !host.is_empty() {
        request = request.header(HOST, host);
    }
    for pair in headers.chunks_exact(2) {
        if let [name, value] = pair {
            request = request.header(name.as_str(), latin1(value)?);
        }
    }
    request.body(body)
}

/// A header's value as `fetch` has it: a byte a character.
fn latin1(value: &str) -> Result<HeaderValue, http::Error> {
    let bytes: Result<Vec<u8>, _> = value.chars().map(u8::try_from).collect();
    Ok(HeaderValue::from_bytes(&bytes.unwrap_or_else(|_| value.as_bytes().to_vec()))?)
}

/// The last time that a sandbox takes, in milliseconds since 1970: dates have four digits for the year, and those of faults may
/// be a day later.
pub const MAX_TIME: f64 = 253_402_128_000_000.0;

/// Milliseconds since 1970 as a time; the nearest one for what is out of range.
pub fn time(milliseconds: f64) -> SystemTime {
    let milliseconds = milliseconds.clamp(0.0, MAX_TIME);
    UNIX_EPOCH + Duration::try_from_secs_f64(milliseconds / 1000.0).unwrap_or_default()
}

/// Milliseconds that have passed as a duration.
pub fn duration(milliseconds: f64) -> Duration {
    Duration::try_from_secs_f64(milliseconds / 1000.0).unwrap_or_default()
}

/// What JavaScript does next.
#[derive(Debug, Serialize, PartialEq)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum JsStep {
    /// It waits.
    Sleep {
        /// For so long.
        milliseconds: f64,
    },
    /// It delivers a webhook, and reports what became of it.
    Deliver {
        /// The number to report it by.
        id: u32,
        /// Where to.
        url: String,
        /// The JSON to send.
        body: String,
        /// The signature to send with it.
        signature: Option<String>,
    },
    /// It responds.
    Respond(Reply),
    /// It rejects as `fetch` does if the connection ends so: `reset`, `close`, or `silence`, in which nothing ever comes.
    End {
        /// How.
        end: &'static str,
    },
}

/// A response, decoded as `fetch` does it.
#[derive(Debug, Serialize, PartialEq)]
pub struct Reply {
    status: u16,
    #[serde(rename = "statusText")]
    status_text: &'static str,
    headers: Vec<(String, String)>,
    body: Bytes,
    sending: JsSending,
}

/// How a body comes.
#[derive(Debug, Serialize, PartialEq)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum JsSending {
    /// At once.
    Whole,
    /// At once, and then nothing, for ever.
    Stalled,
    /// In pieces.
    Drip {
        /// The time between them.
        milliseconds: f64,
        /// The bytes of one.
        bytes: usize,
    },
    /// Followed by padding and a tail.
    Padded {
        /// How many bytes; none for an endless one.
        padding: Option<usize>,
        /// What comes behind them.
        tail: &'static str,
    },
    /// At once, and then the connection closes before all has come.
    Short,
    /// Not at all: it isn't what its encoding says.
    Undecodable,
}

/// Bytes, which become a `Uint8Array`.
#[derive(Debug, PartialEq)]
pub struct Bytes(Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

/// A step that ends a request without a response.
pub fn ended(end: End) -> JsStep {
    let end = match end {
        End::Reset => "reset",
        End::Close => "close",
        End::Silence => "silence",
    };
    JsStep::End { end }
}

/// A step that responds: with the headers that a server adds, and with the body as `fetch` shows it.
pub fn respond(mut response: Response, sending: Sending, now: SystemTime) -> JsStep {
    // A server states none for a status that never has a body.
    let bodiless = matches!(response.status(), StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED);
    let length = length(response.body().len(), sending).filter(|_| !bodiless);
    let headers = response.headers_mut();
    if let Some(length) = length {
        headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    if let Ok(date) = HeaderValue::try_from(httpdate::fmt_http_date(now)) {
        headers.insert(DATE, date);
    }
    let encoded = headers.get(CONTENT_ENCODING).is_some_and(|encoding| encoding == "gzip");
    let (parts, mut body) = response.into_parts();
    let mut sending = sent(&mut body, sending);
    if encoded {
        match decoded(&body) {
            Some(plain) => body = plain,
            None => sending = JsSending::Undecodable,
        }
    }
    let text = |value: &HeaderValue| value.as_bytes().iter().map(|byte| char::from(*byte)).collect();
    JsStep::Respond(Reply {
        status: parts.status.as_u16(),
        status_text: parts.status.canonical_reason().unwrap_or_default(),
        headers: parts.headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect(),
        body: Bytes(body),
        sending,
    })
}

/// The content-length, where there is one.
fn length(body: usize, sending: Sending) -> Option<usize> {
    match sending {
        Sending::Mislabelled(length) => Some(length),
        Sending::Padded { padding, tail } => padding.map(|padding| body + padding + tail.len()),
        _ => Some(body),
    }
}

/// What comes of a body, and how.
fn sent(body: &mut Vec<u8>, sending: Sending) -> JsSending {
    match sending {
        Sending::Whole => JsSending::Whole,
        Sending::Stalled(count) => {
            body.truncate(count);
            JsSending::Stalled
        }
        Sending::Drip { pause, bytes } => JsSending::Drip { milliseconds: milliseconds(pause), bytes },
        Sending::Padded { padding, tail } => JsSending::Padded { padding, tail },
        Sending::Mislabelled(length) if length > body.len() => JsSending::Short,
        Sending::Mislabelled(length) => {
            body.truncate(length);
            JsSending::Whole
        }
    }
}

/// As much as can be decoded of a body; none if it isn't compressed at all.
fn decoded(body: &[u8]) -> Option<Vec<u8>> {
    let mut decoder = MultiGzDecoder::new(body);
    let mut plain = Vec::new();
    let outcome = decoder.read_to_end(&mut plain);
    (decoder.header().is_some() || outcome.is_ok()).then_some(plain)
}

/// A duration as JavaScript has it.
pub fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use qiscus_sandbox_core::Service;
    use qiscus_sandbox_core::{Settings, Step};

    /// What JavaScript gets for a call with a fault.
    fn answer(fault: &str) -> JsStep {
        answer_at(fault, UNIX_EPOCH)
    }

    fn answer_at(fault: &str, now: SystemTime) -> JsStep {
        let headers = [
            ("qiscus_sdk_secret", "sandbox-secret"),
            ("content-type", "application/x-www-form-urlencoded"),
            ("sandbox-fault", fault),
        ];
        let headers: Vec<String> =
            headers.iter().flat_map(|(name, value)| [(*name).to_owned(), (*value).to_owned()]).collect();
        let target = "/api/v2/rest/login_or_register";
        let request = request("POST", "sandbox.qiscus.com", target, &headers, b"email=a&username=b".to_vec()).unwrap();
        let mut service = Service::new(Settings::default());
        let mut exchange = service.begin(request);
        loop {
            match service.step(&mut exchange, now, Duration::ZERO).unwrap() {
                Step::Respond(response, sending) => return respond(response, sending, now),
                Step::End(end) => return ended(end),
                Step::Sleep(_) | Step::Log(_) | Step::Deliver(_) => {}
            }
        }
    }

    fn reply(fault: &str) -> Reply {
        let step = answer(fault);
        let JsStep::Respond(reply) = step else { panic!("{fault}: {step:?}") };
        reply
    }

    #[test]
    fn a_response_has_the_headers_that_a_server_adds() {
        let reply = reply("none");
        let late = answer_at("status=503;retry-date=86400", time(f64::INFINITY));
        assert!(matches!(late, JsStep::Respond(Reply { status: 503, .. })));
        let header = |name: &str| reply.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        assert_eq!((reply.status, reply.status_text), (200, "OK"));
        assert_eq!(header("date"), Some("Thu, 01 Jan 1970 00:00:00 GMT"));
        assert_eq!(header("content-length"), Some(reply.body.0.len().to_string().as_str()));
        assert_eq!(header("content-type"), Some("application/json"));
    }

    #[test]
    fn a_response_that_never_has_a_body_has_no_length() {
        let response = http::Response::builder().status(204).body(Vec::new()).unwrap();
        let JsStep::Respond(reply) = respond(response, Sending::Whole, UNIX_EPOCH) else { panic!() };
        assert_eq!(reply.headers.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["date"]);
    }

    #[test]
    fn a_body_comes_as_fetch_shows_it() {
        let whole = reply("none").body.0;
        let half = whole.len() / 2;
        let rows: [(&str, &[u8], JsSending); 9] = [
            ("none", &whole, JsSending::Whole),
            ("gzip", &whole, JsSending::Whole),
            ("gzip=plain", &whole, JsSending::Undecodable),
            ("stall=body", &whole[..half], JsSending::Stalled),
            ("drip=5;bytes=7", &whole, JsSending::Drip { milliseconds: 5.0, bytes: 7 }),
            ("length=larger", &whole, JsSending::Short),
            ("length=smaller", &whole[..whole.len() - 16], JsSending::Whole),
            ("truncated", &whole[..half], JsSending::Whole),
            ("garbage=empty", b"", JsSending::Whole),
        ];
        for (fault, body, sending) in rows {
            let reply = reply(fault);
            assert_eq!((reply.body.0.as_slice(), reply.sending), (body, sending), "{fault}");
        }
        let cut = reply("gzip=cut");
        assert!(whole.starts_with(&cut.body.0) && !cut.body.0.is_empty() && cut.sending == JsSending::Whole);
        assert!(matches!(reply("huge=1").sending, JsSending::Padded { padding: Some(_), tail: "\"}" }));
        assert_eq!(reply("huge=endless").sending, JsSending::Padded { padding: None, tail: "\"}" });
    }

    #[test]
    fn a_request_ends_without_a_response() {
        for (fault, end) in [("reset", "reset"), ("close;when=after", "close"), ("stall", "silence")] {
            assert_eq!(answer(fault), JsStep::End { end }, "{fault}");
        }
    }

    #[test]
    fn what_http_does_not_allow_is_refused() {
        let header = |value: &str| ["x-name".to_owned(), value.to_owned()];
        assert!(request("GE T", "a", "/", &[], Vec::new()).is_err());
        assert!(request("GET", "a", "/", &header("a\nb"), Vec::new()).is_err());
        let request = request("GET", "a", "/?q=1", &header("é"), Vec::new()).unwrap();
        assert_eq!(request.headers().get("x-name").unwrap().as_bytes(), b"\xe9");
    }

    #[test]
    fn times_out_of_range_are_the_nearest() {
        let last = 253_402_128_000_000;
        for (milliseconds, expected) in [(1500.0, 1500), (-1.0, 0), (f64::NAN, 0), (f64::INFINITY, last), (1e300, last)]
        {
            assert_eq!(time(milliseconds), UNIX_EPOCH + Duration::from_millis(expected), "{milliseconds}");
        }
    }
}
