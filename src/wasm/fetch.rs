//! The only file that knows `fetch`.
//!
//! It is called through imports that catch: nothing on the path of `gloo_net::http::Request::send` does, and what isn't caught leaves
//! the promise pending for ever. gloo-net's `Headers` are sound, since names and values were validated.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use js_sys::{Date, Function, Math, Promise, TypeError};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestCache, RequestInit, RequestRedirect};

use super::js_error::to_js;
use super::value::EngineValue;
use crate::client::response::Response;
use crate::client::retry::{retry_after, surely_not_sent};
use crate::client::{Failure, FailureKind, Platform, Received, Request};
use crate::endpoint::Method;
use crate::event::ClientEvent;
use crate::output::Output;

#[wasm_bindgen(module = "/pkg-template/platform.js")]
extern "C" {
    /// The end of a call that comes from outside.
    pub type Deadline;
    #[wasm_bindgen(constructor)]
    pub fn new(signal: &JsValue, timeout: f64) -> Deadline;
    #[wasm_bindgen(method, getter)]
    pub fn state(this: &Deadline) -> State;
    #[wasm_bindgen(method, getter)]
    pub fn reason(this: &Deadline) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn late(this: &Deadline) -> bool;
    #[wasm_bindgen(method, getter)]
    fn remaining(this: &Deadline) -> f64;
    #[wasm_bindgen(method)]
    fn close(this: &Deadline);
    #[wasm_bindgen(method)]
    fn begin(this: &Deadline, controller: Option<&AbortController>);
    #[wasm_bindgen(method)]
    fn receive(this: &Deadline, fetched: &JsValue, limit: f64, max_bytes: u32) -> Promise;
    #[wasm_bindgen(method)]
    pub fn conform(this: &Deadline, schema: &JsValue, value: &JsValue) -> Promise;
    #[wasm_bindgen(method)]
    fn sleep(this: &Deadline, milliseconds: u32) -> Promise;

    fn clock() -> f64;
    #[wasm_bindgen(js_name = randomBytes)]
    fn random_bytes(bytes: &mut [u8]);
    #[wasm_bindgen(js_name = hasCache)]
    fn has_cache() -> bool;
    #[wasm_bindgen(js_name = globalFetch)]
    fn global_fetch() -> Option<Function>;
    #[wasm_bindgen(js_name = describeError)]
    pub fn describe_error(thrown: &JsValue) -> String;
    #[wasm_bindgen(js_name = systemCode)]
    fn system_code(thrown: &JsValue) -> String;
    fn emit(listener: &Function, event: &JsValue);
    #[wasm_bindgen(js_name = isPage)]
    pub fn is_page() -> bool;
    #[wasm_bindgen(js_name = isUrl)]
    pub fn is_url(text: &str) -> bool;
}

#[wasm_bindgen(module = "/pkg-template/response.js")]
extern "C" {
    /// What fetch gave, read to its end.
    type Read;
    #[wasm_bindgen(method, getter)]
    fn status(this: &Read) -> f64;
    #[wasm_bindgen(method, getter)]
    fn headers(this: &Read) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn text(this: &Read) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn json(this: &Read) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = isTooLarge)]
    fn is_too_large(this: &Read) -> bool;
    #[wasm_bindgen(method, getter)]
    fn cause(this: &Read) -> JsValue;

    pub fn header(headers: &JsValue, name: &str) -> Option<String>;
}

#[wasm_bindgen(module = "/pkg-template/error.js")]
extern "C" {
    /// Whether Next.js threw this from `fetch`, instead of sending.
    #[wasm_bindgen(js_name = isDynamicUsage)]
    fn is_dynamic_usage(thrown: &JsValue) -> bool;
}

/// Whether a call has to end, and why.
#[wasm_bindgen]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It goes on.
    Open = "open",
    /// The caller's signal aborted it.
    Aborted = "aborted",
    /// The deadline passed.
    TimedOut = "timed_out",
    /// What the caller gave as a signal isn't one.
    NotASignal = "not_a_signal",
}

/// What the calls of a client have in common.
pub struct Sender {
    /// The caller's `fetch`, if there is one.
    fetch: Option<Function>,
    /// The caller's `onEvent`, if there is one.
    on_event: Option<Function>,
    /// The most bytes of a response.
    max_response_bytes: u32,
    /// Whether the platform's requests have a field for caches.
    has_cache: bool,
    /// The client's own headers: of a request with a body, and of one without.
    headers: [OnceCell<JsHeaders>; 2],
}

/// Headers as the platform has them.
enum JsHeaders {
    Headers(web_sys::Headers),
    /// An object, where it has no class for them (jsdom).
    Object(JsValue),
}

impl Sender {
    /// With the caller's functions, or undefined.
    pub fn new(fetch: JsValue, on_event: JsValue, max_response_bytes: u32) -> Self {
        Self {
            fetch: fetch.dyn_into().ok(),
            on_event: on_event.dyn_into().ok(),
            max_response_bytes,
            has_cache: has_cache(),
            headers: Default::default(),
        }
    }

    /// The headers of a request. Those of the client are made once; `fetch` gets a copy, since it may change them.
    fn headers(&self, request: &Request, of_client: bool) -> JsValue {
        let [of_post, of_get] = &self.headers;
        let own = if request.method == Method::Post { of_post } else { of_get };
        let made;
        let headers = if of_client {
            own.get_or_init(|| JsHeaders::of(request))
        } else {
            made = JsHeaders::of(request);
            &made
        };
        match headers {
            JsHeaders::Headers(headers) => {
                web_sys::Headers::new_with_headers(headers).map_or(JsValue::UNDEFINED, Into::into)
            }
            JsHeaders::Object(object) => object.clone(),
        }
    }
}

impl JsHeaders {
    fn of(request: &Request) -> Self {
        if let Ok(headers) = web_sys::Headers::new() {
            let headers = gloo_net::http::Headers::from_raw(headers);
            request.headers().for_each(|(name, value)| headers.append(name, value));
            return Self::Headers(headers.into_raw());
        }
        let pairs = request.headers().map(|(name, value)| (name.to_owned().into(), value.into()));
        Self::Object(to_js(&Output::Object(pairs.collect())))
    }
}

/// The platform of one call.
pub struct Transport {
    sender: Rc<Sender>,
    pub(super) deadline: Deadline,
    /// The headers of the last response.
    headers: Cell<JsValue>,
}

impl Platform for Transport {
    type Cause = JsValue;

    fn now(&self) -> f64 {
        clock()
    }

    fn random(&self) -> f64 {
        Math::random()
    }

    fn random_bytes(&self, bytes: &mut [u8]) {
        random_bytes(bytes);
    }

    fn remaining(&self) -> Option<f64> {
        Some(self.deadline.remaining())
    }

    fn age(&self, time: &str, later: &str) -> f64 {
        let date = header(&self.headers.take(), "date");
        Date::parse(date.as_deref().unwrap_or(later)) - Date::parse(time)
    }

    fn listens(&self) -> bool {
        self.sender.on_event.is_some()
    }

    fn emit(&self, event: ClientEvent) {
        if let Some(listener) = &self.sender.on_event {
            emit(listener, &to_js(&Output::from(&event)));
        }
    }
}

impl Transport {
    /// The platform of a call of this client, which ends then.
    pub fn new(sender: Rc<Sender>, deadline: Deadline) -> Self {
        Self { sender, deadline, headers: Cell::default() }
    }

    /// Sends a request, which may take so many milliseconds, and reads the response.
    pub async fn send(&self, request: &Request, of_client: bool, limit: f64) -> Received<EngineValue, JsValue> {
        let fetched = self.fetch(request, of_client)?;
        let read = JsFuture::from(self.deadline.receive(&fetched, limit, self.sender.max_response_bytes)).await;
        self.received(read.map_err(|thrown| self.failure(thrown))?.unchecked_into())
    }

    /// Whether the call has to end, and why.
    pub fn state(&self) -> State {
        self.deadline.state()
    }

    /// Why the caller's signal ended the call, or can't be one.
    pub fn reason(&self) -> JsValue {
        self.deadline.reason()
    }

    /// Waits some milliseconds, but not beyond the end of the call.
    pub async fn sleep(&self, milliseconds: u32) -> Result<(), Failure<JsValue>> {
        let slept = JsFuture::from(self.deadline.sleep(milliseconds)).await;
        slept.map(drop).map_err(|thrown| self.failure(thrown))
    }

    fn fetch(&self, request: &Request, of_client: bool) -> Result<JsValue, Failure<JsValue>> {
        let controller = AbortController::new().ok();
        self.deadline.begin(controller.as_ref());
        let global = if self.sender.fetch.is_none() { global_fetch() } else { None };
        let Some(fetch) = self.sender.fetch.as_ref().or(global.as_ref()) else {
            let reason = "this runtime has no global `fetch`; pass one as the option `fetch`".to_owned();
            return Err(self.not_sent(FailureKind::CannotSend, reason, None));
        };
        let init = RequestInit::new();
        init.set_method(request.method.name());
        // A redirect would take the secret along, to whatever host it names.
        init.set_redirect(RequestRedirect::Manual);
        // A framework that patches fetch would answer from its cache, and never send a post that it has seen.
        if self.sender.has_cache {
            init.set_cache(RequestCache::NoStore);
        }
        init.set_headers(&self.sender.headers(request, of_client));
        // React would remember a GET without a signal for the rest of a rendering.
        if let Some(controller) = &controller {
            init.set_signal(Some(&controller.signal()));
        }
        if let Some(body) = request.body() {
            init.set_body(&body.into());
        }
        // (url, init), never a Request: undici refuses one of another copy of itself.
        fetch.call2(&JsValue::UNDEFINED, &request.url().into(), &init).map_err(|thrown| {
            // A TypeError is of an argument; what else a fetch of the caller's throws may come after it has sent.
            let kind = if thrown.has_type::<TypeError>() { FailureKind::NotSent } else { FailureKind::Lost };
            let reason = describe_error(&thrown);
            self.not_sent(kind, reason, Some(thrown))
        })
    }

    /// Why a request was not sent; unless the call has ended meanwhile: that comes first.
    fn not_sent(&self, kind: FailureKind, reason: String, cause: Option<JsValue>) -> Failure<JsValue> {
        if self.deadline.remaining() > 0.0 {
            return Failure { kind, reason, cause };
        }
        match self.deadline.state() {
            State::Aborted => self.failure(self.deadline.reason()),
            _ => Failure { kind: FailureKind::TimedOut, reason: String::new(), cause: None },
        }
    }

    fn received(&self, read: Read) -> Received<EngineValue, JsValue> {
        let status = read.status();
        if !(100.0..600.0).contains(&status) {
            let reason = String::new();
            return Err(Failure { kind: FailureKind::NoResponse, reason, cause: Some(read.cause()) });
        }
        let headers = read.headers();
        let retry_after = header(&headers, "retry-after").and_then(|text| {
            let date = header(&headers, "date");
            retry_after(&text, date.as_deref(), Date::now(), Date::parse)
        });
        self.headers.set(headers);
        let json = read.json();
        let is_json = !json.is_undefined();
        let exceeded = (!is_json && read.is_too_large()).then_some(self.sender.max_response_bytes);
        let cause = (!is_json && exceeded.is_none()).then(|| read.cause());
        let (json, text) = (EngineValue(json), EngineValue(read.text()));
        Ok((Response { status: status as u16, retry_after, json, text, exceeded }, cause))
    }

    /// What a rejection means. The deadline is asked whether it was the end, never the rejection's text.
    pub fn failure(&self, thrown: JsValue) -> Failure<JsValue> {
        let kind = match self.deadline.state() {
            State::Aborted | State::NotASignal => FailureKind::Aborted,
            // It would throw again.
            State::Open if is_dynamic_usage(&thrown) => FailureKind::CannotSend,
            State::Open if !self.deadline.late() => {
                let code = system_code(&thrown);
                match surely_not_sent(&code) {
                    true => FailureKind::NotConnected,
                    false if code.is_empty() && thrown.has_type::<TypeError>() => FailureKind::LostUnexplained,
                    false => FailureKind::Lost,
                }
            }
            _ => return Failure { kind: FailureKind::TimedOut, reason: String::new(), cause: None },
        };
        Failure { kind, reason: describe_error(&thrown), cause: Some(thrown) }
    }
}

impl Drop for Transport {
    fn drop(&mut self) {
        self.deadline.close();
    }
}

/// What the platform says of a thrown value: whether a request that failed so surely wasn't sent.
pub fn system_code_of(thrown: &JsValue) -> String {
    system_code(thrown)
}
