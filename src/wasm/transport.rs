//! The only file that knows `fetch`.
//!
//! The call goes through imports that catch: nothing on the path of `gloo_net::http::Request::send` does, and what it can't
//! catch leaves the promise pending for ever (an abort whose reason is no Error, a `fetch` of another realm). gloo-net's
//! `Headers` are sound, since the core has checked every name and value before.

use std::cell::Cell;

use js_sys::{Array, Date, Function, Math, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use super::value::JsValues;
use crate::call::{Answer, Failure, FailureKind, Platform, Request};
use crate::event::ClientEvent;
use crate::outward;
use crate::reply::Reply;
use crate::retry::{retry_after, surely_not_sent};

#[wasm_bindgen(module = "/src/wasm/platform.js")]
extern "C" {
    /// The end of a call that comes from outside.
    pub type Deadline;
    #[wasm_bindgen(constructor, catch)]
    pub fn new(signal: &JsValue, timeout: f64) -> Result<Deadline, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn why(this: &Deadline) -> u8;
    #[wasm_bindgen(method, getter)]
    fn late(this: &Deadline) -> bool;
    #[wasm_bindgen(method, getter)]
    fn remaining(this: &Deadline) -> f64;
    #[wasm_bindgen(method)]
    fn begin(this: &Deadline, limit: f64) -> Option<AbortSignal>;
    #[wasm_bindgen(method)]
    fn close(this: &Deadline);
    #[wasm_bindgen(method)]
    fn receive(this: &Deadline, fetched: &JsValue) -> Promise;
    #[wasm_bindgen(method)]
    fn sleep(this: &Deadline, milliseconds: u32) -> Promise;

    #[wasm_bindgen(js_name = requestInit)]
    fn request_init(method: &str, headers: &JsValue, body: Option<&str>, signal: Option<AbortSignal>) -> JsValue;
    fn explain(thrown: &JsValue) -> Array;
    fn tell(listener: &JsValue, event: &str);
    #[wasm_bindgen(js_name = globalFetch)]
    fn global_fetch() -> JsValue;
    #[wasm_bindgen(js_name = hasHeaders)]
    fn has_headers() -> bool;
    fn header(headers: &JsValue, name: &str) -> JsValue;
    pub fn found(comment: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = isPage)]
    pub fn is_page() -> bool;
    #[wasm_bindgen(js_name = isUrl)]
    pub fn is_url(text: &str) -> bool;
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
        Date::now()
    }

    fn random(&self) -> f64 {
        Math::random()
    }

    fn remaining(&self) -> Option<f64> {
        Some(self.deadline.remaining())
    }

    fn age(&self, time: &str) -> f64 {
        // By the server's own clock, if it tells.
        let date = header(&self.headers.take(), "date").as_string().map_or(f64::NAN, |date| Date::parse(&date));
        (if date.is_nan() { Date::now() } else { date }) - Date::parse(time)
    }

    fn event(&self, event: &dyn Fn() -> ClientEvent) {
        if !self.on_event.is_undefined() {
            tell(&self.on_event, &outward::event(&event()));
        }
    }
}

impl Transport {
    /// The platform of a call with this `fetch` and `onEvent`, if they are given, which ends then.
    pub fn new(fetch: JsValue, on_event: JsValue, deadline: Deadline) -> Self {
        Self { fetch, on_event, deadline, headers: Cell::default() }
    }

    /// Sends a request, for at most so many milliseconds. The promise resolves when the whole reply is there.
    pub fn send(&self, request: &Request, limit: f64) -> Result<Promise, Failure<JsValue>> {
        let fetch = if self.fetch.is_undefined() { global_fetch() } else { self.fetch.clone() };
        let Some(fetch) = fetch.dyn_ref::<Function>() else {
            let reason = "this runtime has no global fetch, give one as the option fetch".to_owned();
            return Err(Failure { kind: FailureKind::NoFetch, reason, cause: None });
        };
        if request.form.len() > MAX_FORM {
            let reason = "the parameters are larger than a string can be".to_owned();
            return Err(Failure { kind: FailureKind::NoFetch, reason, cause: None });
        }
        let init = request_init(request.verb.name(), &headers(request), request.body(), self.deadline.begin(limit));
        // (url, init), never a Request: undici refuses one of another copy of itself.
        match fetch.call2(&JsValue::UNDEFINED, &JsValue::from_str(&request.url()), &init) {
            Ok(fetched) => Ok(self.deadline.receive(&fetched)),
            Err(thrown) => Err(Failure { kind: FailureKind::NotSent, ..self.failure(thrown) }),
        }
    }

    /// What a promise of `send` came to.
    pub fn answer(&self, settled: Result<JsValue, JsValue>) -> Answer<JsValues, JsValue> {
        let received: Array = settled.map_err(|thrown| self.failure(thrown))?.unchecked_into();
        let status = received.get(0).as_f64().unwrap_or(0.0);
        let (text, json, cause) = (received.get(1), received.get(2), received.get(3));
        if !(100.0..600.0).contains(&status) {
            return Err(Failure { kind: FailureKind::NoResponse, reason: String::new(), cause: Some(cause) });
        }
        let headers = received.get(4);
        let retry_after = match status {
            200.0..300.0 => None,
            _ => header(&headers, "retry-after")
                .as_string()
                .and_then(|text| retry_after(&text, Date::now(), Date::parse)),
        };
        self.headers.set(headers);
        let json = (!json.is_undefined()).then(|| JsValues::from(json));
        let cause = json.is_none().then_some(cause);
        let text = Box::new(move || text.as_string().unwrap_or_default());
        Ok((Reply { status: status as u16, retry_after, json, text }, cause))
    }

    /// Waits some milliseconds, but not beyond the end of the call.
    pub fn sleep(&self, milliseconds: u32) -> Promise {
        self.deadline.sleep(milliseconds)
    }

    /// Whether the caller gave up before anything was sent.
    pub fn was_aborted(&self) -> bool {
        self.deadline.why() != 0
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

/// The headers as the platform's class, or as an object where it has none (jsdom).
fn headers(request: &Request) -> JsValue {
    let class = has_headers().then(gloo_net::http::Headers::new);
    let object = Object::new();
    for (name, value) in request.headers() {
        match &class {
            Some(headers) => headers.append(name, value),
            None => drop(Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value))),
        }
    }
    class.map_or(object.into(), |headers| headers.into_raw().into())
}
