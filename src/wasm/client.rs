//! The client as JavaScript sees it: two doors, one for the options and one for every call.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::promise::promise;
use super::thrown::to_js;
use super::transport::{Deadline, Transport, is_page, is_url};
use super::value::JsValues;
use crate::call::{Attempts, Client, Step};
use crate::endpoint::{ENDPOINTS, Endpoint};
use crate::error::{Error, Outcome};
use crate::options::{Call, Config, Place};
use crate::shape::{Issue, Values};

/// What stands behind a `QiscusClient`. Freed, it lives on in the calls that are under way.
#[wasm_bindgen(skip_typescript)]
pub struct Core(Rc<Parts>);

struct Parts {
    client: Client,
    fetch: JsValue,
    on_event: JsValue,
}

#[wasm_bindgen]
impl Core {
    /// Checks the options.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue) -> Result<Core, JsValue> {
        let options = JsValues::options(options)
            .map_err(|(issue, cause)| to_js(&Error::invalid_options(vec![issue]), None, Some(&cause)))?;
        let place = Place { in_page: is_page(), is_url };
        let config = Config::new(&options, place)
            .map_err(|error| to_js(&error, options.field("secretKey").string().as_deref(), None))?;
        let (fetch, on_event) = (options.field("fetch").first(), options.field("onEvent").first());
        Ok(Self(Rc::new(Parts { client: Client::new(config), fetch, on_event })))
    }

    /// Makes a call, of an endpoint by its place in the list.
    pub fn call(&self, endpoint: usize, params: &JsValue, options: &JsValue) -> Promise {
        let prepared = ENDPOINTS
            .get(endpoint)
            .ok_or(JsValue::UNDEFINED)
            .and_then(|endpoint| Prepared::new(&self.0, endpoint, params, options));
        let parts = Rc::clone(&self.0);
        promise(Prepared::run(prepared, parts))
    }
}

/// A call whose parameters and options are read and checked: done at once, so that the caller may change them afterwards.
struct Prepared {
    endpoint: &'static Endpoint,
    params: JsValues,
    call: Call<JsValues>,
    transport: Transport,
}

impl Prepared {
    fn new(parts: &Parts, endpoint: &'static Endpoint, params: &JsValue, options: &JsValue) -> Result<Self, JsValue> {
        let secret = parts.client.config.secret_key();
        let unreadable = |(issue, cause)| to_js(&Error::invalid_request(endpoint, vec![issue]), secret, Some(&cause));
        let params = JsValues::params(params).map_err(unreadable)?;
        let options = JsValues::options(options).map_err(unreadable)?;
        let call = Call::new(&parts.client.config, endpoint, &params, &options)
            .map_err(|error| to_js(&error, secret, None))?;
        let deadline = Deadline::new(&options.field("signal").first(), call.timeout).map_err(|thrown| {
            let issue = Issue::new("signal", "an AbortSignal", "another object");
            unreadable((issue, thrown))
        })?;
        let transport = Transport { fetch: parts.fetch.clone(), on_event: parts.on_event.clone(), deadline };
        if transport.was_aborted() {
            let (mut error, cause) = transport.failure(options.field("signal").field("reason").first()).error();
            error.outcome = Some(Outcome::NotSent);
            error.at(endpoint, 0);
            return Err(to_js(&error, secret, cause.as_ref()));
        }
        Ok(Self { endpoint, params, call, transport })
    }

    // One future, not one in another: each has states, and a copy of what it holds.
    async fn run(prepared: Result<Self, JsValue>, parts: Rc<Parts>) -> Result<JsValue, JsValue> {
        let Self { endpoint, params, call, transport } = &prepared?;
        let (mut attempts, mut step) = Attempts::begin(&parts.client, transport, endpoint, params, call);
        loop {
            let (sent, promise) = match step {
                Step::Done(Ok(results)) => return Ok(results.first()),
                Step::Done(Err((error, cause))) => {
                    return Err(to_js(&error, parts.client.config.secret_key(), cause.as_ref()));
                }
                Step::Sleep(milliseconds) => (false, Ok(transport.sleep(milliseconds))),
                Step::Send => (true, transport.send(&attempts.request)),
            };
            step = match promise {
                Err(failure) => attempts.answered(Err(failure)),
                Ok(promise) => {
                    let settled = JsFuture::from(promise).await;
                    match sent {
                        true => attempts.answered(transport.answer(settled)),
                        false => attempts.slept(settled.err().map(|thrown| transport.failure(thrown))),
                    }
                }
            };
        }
    }
}
