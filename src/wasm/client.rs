//! The client as JavaScript sees it: every call is one call into Rust, and one promise.

use std::borrow::Cow;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::fetch::{Deadline, Sender, State, Transport, is_page, is_url};
use super::js_error::{js_error, read_options, to_js, unreadable};
use super::promise::promise;
use super::standard_schema::is_standard_schema;
use super::value::EngineValue;
use crate::client::{Client, PendingCall, Step};
use crate::endpoint::{self, Endpoint};
use crate::error::{Error, Outcome};
use crate::options::{Call, ClientOptions, Config, Environment};
use crate::redact::Redactor;
use crate::schema::{AnyValue, HasSchema, Issue, Schema, issues};

static OPTIONS: Schema = ClientOptions::SCHEMA;

/// What stands behind a `QiscusClient`. Freed, it lives on in the calls that are under way.
#[wasm_bindgen(js_name = Client)]
pub struct JsClient {
    client: Rc<Client>,
    sender: Rc<Sender>,
    redactor: Rc<Redactor>,
}

#[wasm_bindgen(js_class = Client)]
impl JsClient {
    /// Validates the options.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue) -> Result<JsClient, JsValue> {
        let options = read_options(&options, &OPTIONS)?;
        let environment = Environment { in_page: is_page(), is_url };
        let config = Config::new(&options, environment)
            .map_err(|error| js_error(error, &Redactor::new(options.get("secretKey").string().as_deref()), None))?;
        let sender = Sender::new(options.get("fetch").0, options.get("onEvent").0, config.max_response_bytes);
        let redactor = config.redactor();
        Ok(Self { client: Rc::new(Client::new(config)), sender: Rc::new(sender), redactor: Rc::new(redactor) })
    }

    /// `create_room`
    #[wasm_bindgen(js_name = createRoom)]
    pub fn create_room(&self, params: JsValue, options: JsValue) -> Promise {
        self.call(Cow::Borrowed(&endpoint::CREATE_ROOM), &params, &options)
    }

    /// `get_or_create_room_with_target`
    #[wasm_bindgen(js_name = getOrCreateRoomWithTarget)]
    pub fn get_or_create_room_with_target(&self, params: JsValue, options: JsValue) -> Promise {
        self.call(Cow::Borrowed(&endpoint::GET_OR_CREATE_ROOM_WITH_TARGET), &params, &options)
    }

    /// `get_rooms_info`
    #[wasm_bindgen(js_name = getRoomsInfo)]
    pub fn get_rooms_info(&self, params: JsValue, options: JsValue) -> Promise {
        self.call(Cow::Borrowed(&endpoint::GET_ROOMS_INFO), &params, &options)
    }

    /// `add_room_participants`
    #[wasm_bindgen(js_name = addRoomParticipants)]
    pub fn add_room_participants(&self, params: JsValue, options: JsValue) -> Promise {
        self.call(Cow::Borrowed(&endpoint::ADD_ROOM_PARTICIPANTS), &params, &options)
    }

    /// `remove_room_participants`
    #[wasm_bindgen(js_name = removeRoomParticipants)]
    pub fn remove_room_participants(&self, params: JsValue, options: JsValue) -> Promise {
        self.call(Cow::Borrowed(&endpoint::REMOVE_ROOM_PARTICIPANTS), &params, &options)
    }

    /// `post_comment`
    #[wasm_bindgen(js_name = postComment)]
    pub fn post_comment(&self, params: JsValue, options: JsValue) -> Promise {
        self.call(Cow::Borrowed(&endpoint::POST_COMMENT), &params, &options)
    }

    /// `load_comments`
    #[wasm_bindgen(js_name = loadComments)]
    pub fn load_comments(&self, params: JsValue, options: JsValue) -> Promise {
        self.call(Cow::Borrowed(&endpoint::LOAD_COMMENTS), &params, &options)
    }

    /// `login_or_register`
    #[wasm_bindgen(js_name = loginOrRegister)]
    pub fn login_or_register(&self, params: JsValue, options: JsValue) -> Promise {
        self.call(Cow::Borrowed(&endpoint::LOGIN_OR_REGISTER), &params, &options)
    }

    /// Any endpoint, by its method and its path.
    pub fn request(&self, method: JsValue, path: JsValue, params: JsValue, options: JsValue) -> Promise {
        match Endpoint::other(&EngineValue(method), &EngineValue(path)) {
            Ok(endpoint) => self.call(Cow::Owned(endpoint), &params, &options),
            Err(issues) => {
                let mut error = Error::invalid_parameters(issues);
                error.outcome = Some(Outcome::NotSent);
                Promise::reject(&js_error(error, &self.redactor, None))
            }
        }
    }
}

impl JsClient {
    /// Makes a call. The parameters and options are read and validated at once, so that the caller may change them afterwards.
    fn call(&self, endpoint: Cow<'static, Endpoint>, params: &JsValue, options: &JsValue) -> Promise {
        match self.start(endpoint, params, options) {
            Ok(started) => promise(Box::pin(run(started, Rc::clone(&self.redactor)))),
            Err(error) => Promise::reject(&error),
        }
    }

    /// A copy of the parameters, or the error that says why there can't be one.
    fn copy(&self, endpoint: &Endpoint, params: &JsValue) -> Result<EngineValue, JsValue> {
        EngineValue::params(params).map_err(|error| {
            // What else is wrong with parameters that are too large says more.
            let given = EngineValue(params.clone());
            let wrong = if error.is_too_large() { issues(&given, endpoint.params_schema, "") } else { Vec::new() };
            if wrong.is_empty() {
                unreadable(&error, "params", |issues| Error::invalid_request(endpoint, issues))
            } else {
                js_error(Error::invalid_request(endpoint, wrong), &self.redactor, None)
            }
        })
    }

    fn start(&self, endpoint: Cow<'static, Endpoint>, params: &JsValue, options: &JsValue) -> Result<Started, JsValue> {
        let invalid = |issues| Error::invalid_request(&endpoint, issues);
        let fail = |error, cause| js_error(error, &self.redactor, cause);
        let params = self.copy(&endpoint, params)?;
        let options = if options.is_undefined() {
            EngineValue(JsValue::UNDEFINED)
        } else {
            EngineValue::options(options, endpoint.options).map_err(|error| unreadable(&error, "options", invalid))?
        };
        let call = Call::new(&self.client.config, &endpoint, &params, &options).map_err(|error| fail(error, None))?;
        let option = |name| if options.0.is_undefined() { JsValue::UNDEFINED } else { options.get(name).0 };
        let schema = if endpoint.is_other() { option("schema") } else { JsValue::UNDEFINED };
        if !schema.is_undefined() && !is_standard_schema(&schema) {
            let issue = Issue::new("schema", "a Standard Schema, such as one of Zod", "another object");
            return Err(fail(invalid(vec![issue]), None));
        }
        let signal = option("signal");
        let transport = Transport::new(Rc::clone(&self.sender), Deadline::new(&signal, call.timeout));
        match transport.state() {
            State::NotASignal => {
                let issue = Issue::new("signal", "an AbortSignal", "another object");
                return Err(fail(invalid(vec![issue]), Some(transport.reason())));
            }
            State::Aborted => {
                let (mut error, cause) = transport.failure(transport.reason()).error();
                error.outcome = Some(Outcome::NotSent);
                error.locate(&endpoint, 0);
                return Err(fail(error, cause));
            }
            _ => {}
        }
        let (call, step) = PendingCall::start(Rc::clone(&self.client), transport, endpoint, &params, &call);
        Ok(Started { call, step, schema })
    }
}

/// A call with its first step.
struct Started {
    call: PendingCall<Transport>,
    step: Step<EngineValue, JsValue>,
    /// What the caller wants the results to conform to, or undefined.
    schema: JsValue,
}

/// Takes a call from step to step.
async fn run(Started { mut call, mut step, schema }: Started, redactor: Rc<Redactor>) -> Result<JsValue, JsValue> {
    // The last response, for the error of a schema.
    let mut text = JsValue::UNDEFINED;
    loop {
        step = match step {
            Step::Send => {
                let received = call.platform.send(call.request(), call.has_headers_of_client(), call.limit()).await;
                if let (Ok((response, _)), false) = (&received, schema.is_undefined()) {
                    text = response.text.0.clone();
                }
                call.received(received)
            }
            Step::Sleep(milliseconds) => {
                let slept = call.platform.sleep(milliseconds).await;
                call.slept(slept.err())
            }
            Step::Done(Ok(results)) if schema.is_undefined() => return Ok(results.0),
            Step::Done(Ok(results)) => {
                let conformed = call.platform.conform(&schema, &results.0).await;
                return conformed.map_err(|(error, cause)| {
                    js_error(call.refuse(error, EngineValue(text).text()), &redactor, cause)
                });
            }
            Step::Found(comment) => return Ok(found(&comment)),
            Step::Done(Err((error, cause))) => return Err(js_error(error, &redactor, cause)),
        };
    }
}

/// The results of a post whose comment was looked up.
fn found(comment: &EngineValue) -> JsValue {
    let results = to_js(&crate::output::Output::Object(Vec::new()));
    // A new object of ours: setting a property of it can't fail.
    let _ = js_sys::Reflect::set(&results, &"comment".into(), &comment.0);
    results
}
