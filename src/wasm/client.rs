//! The client as JavaScript sees it: every call is one call into Rust, and one promise.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::fetch::{Deadline, Sender, State, Transport, is_page, is_url};
use super::js_error::{js_error, read_options, to_js, unreadable};
use super::promise::promise;
use super::value::EngineValue;
use crate::client::{Client, PendingCall, Step};
use crate::endpoint::{
    ADD_ROOM_PARTICIPANTS, CREATE_ROOM, Endpoint, GET_OR_CREATE_ROOM_WITH_TARGET, GET_ROOMS_INFO, LOAD_COMMENTS,
    LOGIN_OR_REGISTER, POST_COMMENT, REMOVE_ROOM_PARTICIPANTS,
};
use crate::error::{Error, Outcome};
use crate::options::{Call, ClientOptions, Config, Environment};
use crate::redact::Redactor;
use crate::schema::{AnyValue, HasSchema, Issue, Schema};

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
        let sender = Sender::new(options.get("fetch").0, options.get("onEvent").0);
        let redactor = config.redactor();
        Ok(Self { client: Rc::new(Client::new(config)), sender: Rc::new(sender), redactor: Rc::new(redactor) })
    }

    /// `create_room`
    #[wasm_bindgen(js_name = createRoom)]
    pub fn create_room(&self, params: JsValue, options: JsValue) -> Promise {
        self.call(&CREATE_ROOM, &params, &options)
    }

    /// `get_or_create_room_with_target`
    #[wasm_bindgen(js_name = getOrCreateRoomWithTarget)]
    pub fn get_or_create_room_with_target(&self, params: JsValue, options: JsValue) -> Promise {
        self.call(&GET_OR_CREATE_ROOM_WITH_TARGET, &params, &options)
    }

    /// `get_rooms_info`
    #[wasm_bindgen(js_name = getRoomsInfo)]
    pub fn get_rooms_info(&self, params: JsValue, options: JsValue) -> Promise {
        self.call(&GET_ROOMS_INFO, &params, &options)
    }

    /// `add_room_participants`
    #[wasm_bindgen(js_name = addRoomParticipants)]
    pub fn add_room_participants(&self, params: JsValue, options: JsValue) -> Promise {
        self.call(&ADD_ROOM_PARTICIPANTS, &params, &options)
    }

    /// `remove_room_participants`
    #[wasm_bindgen(js_name = removeRoomParticipants)]
    pub fn remove_room_participants(&self, params: JsValue, options: JsValue) -> Promise {
        self.call(&REMOVE_ROOM_PARTICIPANTS, &params, &options)
    }

    /// `post_comment`
    #[wasm_bindgen(js_name = postComment)]
    pub fn post_comment(&self, params: JsValue, options: JsValue) -> Promise {
        self.call(&POST_COMMENT, &params, &options)
    }

    /// `load_comments`
    #[wasm_bindgen(js_name = loadComments)]
    pub fn load_comments(&self, params: JsValue, options: JsValue) -> Promise {
        self.call(&LOAD_COMMENTS, &params, &options)
    }

    /// `login_or_register`
    #[wasm_bindgen(js_name = loginOrRegister)]
    pub fn login_or_register(&self, params: JsValue, options: JsValue) -> Promise {
        self.call(&LOGIN_OR_REGISTER, &params, &options)
    }
}

impl JsClient {
    /// Makes a call. The parameters and options are read and validated at once, so that the caller may change them afterwards.
    fn call(&self, endpoint: &'static Endpoint, params: &JsValue, options: &JsValue) -> Promise {
        match self.start(endpoint, params, options) {
            Ok(call) => promise(Box::pin(run(call, Rc::clone(&self.redactor)))),
            Err(error) => Promise::reject(&error),
        }
    }

    fn start(&self, endpoint: &'static Endpoint, params: &JsValue, options: &JsValue) -> Result<Started, JsValue> {
        let invalid = |issues| Error::invalid_request(endpoint, issues);
        let fail = |error, cause| js_error(error, &self.redactor, cause);
        let params = EngineValue::params(params).map_err(|error| unreadable(&error, "params", invalid))?;
        let options = if options.is_undefined() {
            EngineValue(JsValue::UNDEFINED)
        } else {
            EngineValue::options(options, endpoint.options).map_err(|error| unreadable(&error, "options", invalid))?
        };
        let call = Call::new(&self.client.config, endpoint, &params, &options).map_err(|error| fail(error, None))?;
        let signal = if options.0.is_undefined() { JsValue::UNDEFINED } else { options.get("signal").0 };
        let transport = Transport::new(Rc::clone(&self.sender), Deadline::new(&signal, call.timeout));
        match transport.state() {
            State::NotASignal => {
                let issue = Issue::new("signal", "an AbortSignal", "another object");
                return Err(fail(invalid(vec![issue]), Some(transport.reason())));
            }
            State::Aborted => {
                let (mut error, cause) = transport.failure(transport.reason()).error();
                error.outcome = Some(Outcome::NotSent);
                error.locate(endpoint, 0);
                return Err(fail(error, cause));
            }
            _ => {}
        }
        Ok(PendingCall::start(Rc::clone(&self.client), transport, endpoint, &params, &call))
    }
}

/// A call with its first step.
type Started = (PendingCall<Transport>, Step<EngineValue, JsValue>);

/// Takes a call from step to step.
async fn run((mut call, mut step): Started, redactor: Rc<Redactor>) -> Result<JsValue, JsValue> {
    loop {
        step = match step {
            Step::Send => {
                let received = call.platform.send(call.request(), call.has_headers_of_client(), call.limit()).await;
                call.received(received)
            }
            Step::Sleep(milliseconds) => {
                let slept = call.platform.sleep(milliseconds).await;
                call.slept(slept.err())
            }
            Step::Done(Ok(results)) => return Ok(results.0),
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
