//! The only file that knows `fetch`.

use core::cell::Cell;

use wasm_bindgen::prelude::*;

use super::value::{EngineValue, List, number_of};
use crate::call::{Answer, Failure, FailureKind, Platform, Request};
use crate::event::ClientEvent;
use crate::outward;
use crate::prelude::*;
use crate::reply::Reply;
use crate::retry::{retry_after, surely_not_sent};

#[wasm_bindgen(module = "/src/wasm/platform.js")]
extern "C" {
    /// The end of a call that comes from outside.
    pub type Deadline;
    #[wasm_bindgen(constructor)]
    pub fn new(signal: &JsValue, timeout: f64) -> Deadline;
    #[wasm_bindgen(method, getter)]
    fn why(this: &Deadline) -> u8;
    #[wasm_bindgen(method, getter)]
    pub fn reason(this: &Deadline) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn late(this: &Deadline) -> bool;
    #[wasm_bindgen(method, getter)]
    fn remaining(this: &Deadline) -> f64;
    #[wasm_bindgen(method)]
    fn close(this: &Deadline);
    #[wasm_bindgen(method)]
    fn send(this: &Deadline, fetch: &JsValue, request: &str, body: Option<&str>, limit: f64) -> JsValue;
    #[wasm_bindgen(method)]
    fn sleep(this: &Deadline, milliseconds: u32) -> JsValue;

    fn explain(thrown: &JsValue) -> List;
    fn tell(listener: &JsValue, event: &str);
    fn header(headers: &JsValue, name: &str) -> JsValue;
    pub fn found(comment: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = isPage)]
    pub fn is_page() -> bool;
    #[wasm_bindgen(js_name = isUrl)]
    pub fn is_url(text: &str) -> bool;
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Date, js_name = now)]
    fn date_now() -> f64;
    #[wasm_bindgen(js_namespace = Date, js_name = parse)]
    fn date_parse(text: &str) -> f64;
    #[wasm_bindgen(js_namespace = Math, js_name = random)]
    fn math_random() -> f64;
}

/// Engines have no longer strings than half a gigabyte; to make one would throw where nothing catches.
const MAX_FORM: usize = 1 << 28;

/// The platform of one call.
pub struct Transport {
    /// The caller's `fetch`, or undefined for the global one.
    fetch: JsValue,
    /// The caller's `onEvent`, or undefined.
    on_event: JsValue,
    /// When the call ends.
    deadline: Deadline,
    /// The headers of the last reply.
    headers: Cell<JsValue>,
}

impl Platform for Transport {
    type Cause = JsValue;

    fn now(&self) -> f64 {
        date_now()
    }

    fn random(&self) -> f64 {
        math_random()
    }

    fn remaining(&self) -> Option<f64> {
        Some(self.deadline.remaining())
    }

    fn age(&self, time: &str) -> f64 {
        // By the server's own clock, if it tells.
        let date = header(&self.headers.take(), "date").as_string().map_or(f64::NAN, |date| date_parse(&date));
        (if date.is_nan() { date_now() } else { date }) - date_parse(time)
    }

    fn listens(&self) -> bool {
        !self.on_event.is_undefined()
    }

    fn event(&self, event: ClientEvent) {
        tell(&self.on_event, &outward::event(&event));
    }
}

impl Transport {
    /// The platform of a call with this `fetch` and `onEvent`, if they are given, which ends then.
    pub fn new(fetch: JsValue, on_event: JsValue, deadline: Deadline) -> Self {
        Self { fetch, on_event, deadline, headers: Cell::default() }
    }

    /// Sends a request, for at most so many milliseconds. Returns a promise that resolves when the whole reply is there.
    pub fn send(&self, request: &Request, limit: f64) -> Result<JsValue, Failure<JsValue>> {
        if request.form.len() > MAX_FORM {
            let reason = "the parameters are larger than a string can be".to_owned();
            return Err(Failure { kind: FailureKind::NoFetch, reason, cause: None });
        }
        Ok(self.deadline.send(&self.fetch, &outward::request(request), request.body(), limit))
    }

    /// What a promise of `send` came to.
    pub fn answer(&self, settled: Result<JsValue, JsValue>) -> Answer<EngineValue, JsValue> {
        let received: List = settled.map_err(|thrown| self.failure(thrown))?.unchecked_into();
        let (first, cause) = (received.get(0), received.get(1));
        match received.length() {
            0 => {
                let reason = "this runtime has no global fetch, give one as the option fetch".to_owned();
                return Err(Failure { kind: FailureKind::NoFetch, reason, cause: None });
            }
            1 => return Err(Failure { kind: FailureKind::NotSent, ..self.failure(first) }),
            _ => {}
        }
        let status = number_of(&first);
        if !(100.0..600.0).contains(&status) {
            return Err(Failure { kind: FailureKind::NoResponse, reason: String::new(), cause: Some(cause) });
        }
        let (text, json, headers) = (received.get(2), received.get(3), received.get(4));
        let retry_after =
            header(&headers, "retry-after").as_string().and_then(|text| retry_after(&text, date_now(), date_parse));
        self.headers.set(headers);
        let cause = json.is_undefined().then_some(cause);
        let (json, text) = (EngineValue(json), EngineValue(text));
        Ok((Reply { status: status as u16, retry_after, json, text }, cause))
    }

    /// Waits some milliseconds, but not beyond the end of the call.
    pub fn sleep(&self, milliseconds: u32) -> JsValue {
        self.deadline.sleep(milliseconds)
    }

    /// Whether the caller gave up before anything was sent.
    pub fn was_aborted(&self) -> bool {
        self.deadline.why() != 0
    }

    /// Why the caller's signal ended the call, or can't be one.
    pub fn reason(&self) -> JsValue {
        self.deadline.reason()
    }

    /// Whether the caller's signal is something else.
    pub fn has_no_signal(&self) -> bool {
        self.deadline.why() == 3
    }

    /// What a rejection means. The deadline is asked whether it was the end, never the rejection's text.
    pub fn failure(&self, thrown: JsValue) -> Failure<JsValue> {
        let explained = explain(&thrown);
        let (reason, code) = (explained.get(0).as_string().unwrap_or_default(), explained.get(1).as_string());
        let kind = match self.deadline.why() {
            1 => FailureKind::Aborted,
            why if why == 2 || self.deadline.late() => {
                return Failure { kind: FailureKind::TimedOut, reason: String::new(), cause: None };
            }
            _ if code.as_deref().is_some_and(surely_not_sent) => FailureKind::NotSent,
            _ => FailureKind::Lost,
        };
        Failure { kind, reason, cause: Some(thrown) }
    }
}

impl Drop for Transport {
    fn drop(&mut self) {
        self.deadline.close();
    }
}
