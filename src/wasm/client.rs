//! The client as JavaScript sees it: one door for the options, one for every call, one for every step of a call.

use alloc::rc::Rc;

use wasm_bindgen::prelude::*;

use super::thrown::to_js;
use super::transport::{Deadline, Transport, found, is_page, is_url};
use super::value::{EngineValue, list_of_one};
use crate::call::{Attempts, Client, Step};
use crate::endpoint::ENDPOINTS;
use crate::error::{Error, Outcome};
use crate::options::{Call, ClientOptions, Config, Place};
use crate::shape::{AnyValue, Issue};

/// What stands behind a `QiscusClient`, and behind each of its calls. One class for both, since each brings its own glue.
#[wasm_bindgen(skip_typescript)]
pub struct Core(Inner);

#[expect(clippy::large_enum_variant, reason = "there are few clients, and a box is code")]
enum Inner {
    /// Freed, its client lives on in the calls that are under way.
    Client { client: Rc<Client>, fetch: JsValue, on_event: JsValue },
    /// It is JavaScript that waits for its promises: there is no future here that could be left hanging, whatever happens.
    Call { attempts: Attempts<Transport>, waiting: Waiting },
}

/// What the last promise stands for.
enum Waiting {
    Not,
    ForReply,
    ForTime,
}

#[wasm_bindgen]
impl Core {
    /// Checks the options. Returns a client, or the error.
    pub fn open(options: &JsValue) -> JsValue {
        Self::client(options).map_or_else(|error| error, |core| core.into())
    }

    fn client(options: &JsValue) -> Result<Self, JsValue> {
        let options = EngineValue::options(options, ClientOptions::MODEL.names)
            .map_err(|(issue, cause)| to_js(&Error::invalid_options(vec![issue]), None, Some(&cause)))?;
        let place = Place { in_page: is_page(), is_url };
        let config = Config::new(&options, place)
            .map_err(|error| to_js(&error, options.field("secretKey").string().as_deref(), None))?;
        let (fetch, on_event) = (options.field("fetch").0, options.field("onEvent").0);
        Ok(Self(Inner::Client { client: Rc::new(Client::new(config)), fetch, on_event }))
    }

    /// Begins a call, of an endpoint by its place in the list. The parameters and options are read and checked at once, so
    /// that the caller may change them afterwards. Returns the call, or the error.
    pub fn call(&self, endpoint: usize, params: &JsValue, options: &JsValue) -> JsValue {
        self.begun(endpoint, params, options).map_or_else(|error| error, |core| core.into())
    }

    fn begun(&self, endpoint: usize, params: &JsValue, options: &JsValue) -> Result<Self, JsValue> {
        let (Inner::Client { client, fetch, on_event }, Some(&endpoint)) = (&self.0, ENDPOINTS.get(endpoint)) else {
            return Err(JsValue::UNDEFINED);
        };
        let secret = client.config.secret_key();
        let unreadable = |(issue, cause)| to_js(&Error::invalid_request(endpoint, vec![issue]), secret, Some(&cause));
        let params = EngineValue::params(params).map_err(unreadable)?;
        let options = EngineValue::options(options, endpoint.options.names()).map_err(unreadable)?;
        let call =
            Call::new(&client.config, endpoint, &params, &options).map_err(|error| to_js(&error, secret, None))?;
        let deadline = Deadline::new(&options.field("signal").0, call.timeout);
        let transport = Transport::new(fetch.clone(), on_event.clone(), deadline);
        if transport.has_no_signal() {
            let issue = Issue::new("signal", "an AbortSignal", "another object");
            return Err(unreadable((issue, transport.reason())));
        }
        if transport.was_aborted() {
            let (mut error, cause) = transport.failure(transport.reason()).error();
            error.outcome = Some(Outcome::NotSent);
            error.at(endpoint, 0);
            return Err(to_js(&error, secret, cause.as_ref()));
        }
        let (attempts, _) = Attempts::begin(Rc::clone(client), transport, endpoint, &params, &call);
        Ok(Self(Inner::Call { attempts, waiting: Waiting::Not }))
    }

    /// Goes on, now that the last promise has come to `settled`. Returns the next one, or an array with the results, or
    /// the error.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&mut self, settled: &JsValue, rejected: bool) -> JsValue {
        let Inner::Call { attempts, waiting } = &mut self.0 else { return JsValue::UNDEFINED };
        let settled = if rejected { Err(settled.clone()) } else { Ok(settled.clone()) };
        let mut step = match waiting {
            Waiting::Not => Step::Send,
            Waiting::ForReply => attempts.answered(attempts.platform.answer(settled)),
            Waiting::ForTime => attempts.slept(settled.err().map(|thrown| attempts.platform.failure(thrown))),
        };
        loop {
            step = match step {
                Step::Done(Ok(results)) => return list_of_one(&results.0),
                Step::Found(comment) => return found(&comment.0),
                Step::Done(Err((error, cause))) => {
                    return to_js(&error, attempts.client.config.secret_key(), cause.as_ref());
                }
                Step::Sleep(milliseconds) => {
                    *waiting = Waiting::ForTime;
                    return attempts.platform.sleep(milliseconds);
                }
                Step::Send => match attempts.platform.send(attempts.request(), attempts.limit()) {
                    Ok(promise) => {
                        *waiting = Waiting::ForReply;
                        return promise;
                    }
                    Err(failure) => attempts.answered(Err(failure)),
                },
            };
        }
    }
}
