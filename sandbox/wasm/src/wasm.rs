//! The boundary to JavaScript. Nothing is decided here.

use js_sys::JSON;
use qiscus_sandbox_core::{Event, Exchange, Service, Step};
use qiscus_wasm::error::Error;
use qiscus_wasm::output::Output;
use qiscus_wasm::schema::{AnyValue, HasSchema, Issue, Schema};
use qiscus_wasm::wasm::{EngineValue, define_kinds, plain_error, read_json, read_options, set_panic_hook, to_js};
use serde::Serialize;
use serde_json::Value;
use serde_wasm_bindgen::Serializer;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;

use crate::exchange::{self, JsStep, duration, milliseconds, time};
use crate::fault::{self, AnyFault};
use crate::options::{self, SandboxOptions, SandboxWebhook};

static OPTIONS: Schema = SandboxOptions::SCHEMA;
static WEBHOOK: Schema = SandboxWebhook::SCHEMA;
static FAULT: Schema = AnyFault::SCHEMA;

/// Runs when the module is started.
#[wasm_bindgen(start)]
pub fn start() {
    set_panic_hook();
    define_kinds();
}

/// What stands behind a sandbox.
#[wasm_bindgen(js_name = SandboxCore)]
pub struct JsSandbox {
    service: RefCell<Service>,
    /// The webhooks under way, by their numbers.
    events: RefCell<BTreeMap<u32, Event>>,
    next_event: Cell<u32>,
    options: EngineValue,
    client_options: Output,
    /// How often each webhook is delivered.
    times: Cell<u32>,
}

/// A request that is being answered.
#[wasm_bindgen(js_name = Exchange)]
pub struct JsExchange(Exchange);

#[wasm_bindgen(js_class = SandboxCore)]
impl JsSandbox {
    /// Validates the options; `now` is the time that they give, in milliseconds.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue, now: f64) -> Result<JsSandbox, JsValue> {
        let options = if options.is_undefined() { js_sys::Object::new().into() } else { options };
        let options = read_options(&options, &OPTIONS)?;
        let (settings, times) = options::settings(&options, now).map_err(plain_error)?;
        let client_options = Output::object(vec![
            ("baseUrl", Some((&settings.url).into())),
            ("appId", Some((&settings.app_id).into())),
            ("secretKey", Some((&settings.secret).into())),
        ]);
        Ok(Self {
            service: RefCell::new(Service::new(settings)),
            events: RefCell::default(),
            next_event: Cell::default(),
            options,
            client_options,
            times: Cell::new(times),
        })
    }

    /// A copy of the options: for the caller's functions.
    #[wasm_bindgen(getter)]
    pub fn options(&self) -> JsValue {
        self.options.0.clone()
    }

    /// What a client of this sandbox is made with, without its `fetch`.
    #[wasm_bindgen(getter, js_name = clientOptions)]
    pub fn client_options(&self) -> JsValue {
        to_js(&self.client_options)
    }

    /// Takes a request on; `headers` are names and values in turns. Throws a string that says what HTTP doesn't allow.
    pub fn begin(
        &self,
        method: &str,
        host: &str,
        target: &str,
        headers: Vec<String>,
        body: Vec<u8>,
    ) -> Result<JsExchange, String> {
        let request = exchange::request(method, host, target, &headers, body).map_err(|error| error.to_string())?;
        Ok(JsExchange(self.service.borrow_mut().begin(request)))
    }

    /// The next step. `now` is the time, `took` what has passed since the request arrived, both in milliseconds.
    pub fn step(&self, exchange: &mut JsExchange, now: f64, took: f64) -> Result<JsValue, JsValue> {
        let (now, took) = (time(now), duration(took));
        loop {
            let step = self.service.borrow_mut().step(&mut exchange.0, now, took);
            let step = match step {
                Some(Step::Log(_)) => continue,
                Some(Step::Sleep(pause)) => JsStep::Sleep { milliseconds: milliseconds(pause) },
                Some(Step::Deliver(event)) => self.deliver_event(event),
                Some(Step::Respond(response, sending)) => exchange::respond(response, sending, now),
                Some(Step::End(end)) => exchange::ended(end),
                None => return Ok(JsValue::UNDEFINED),
            };
            let serializer = Serializer::new().serialize_maps_as_objects(true);
            return step.serialize(&serializer).map_err(JsValue::from);
        }
    }

    /// Records a request whose sender has left.
    pub fn abandon(&self, exchange: &mut JsExchange, took: f64) {
        self.service.borrow_mut().finish(&mut exchange.0, None, duration(took));
    }

    /// Where webhooks go from now on.
    pub fn deliver(&self, options: JsValue) -> Result<(), JsValue> {
        let options = read_options(&options, &WEBHOOK)?;
        let (webhook, times) = options::delivery(&options).map_err(plain_error)?;
        self.times.set(times);
        self.service.borrow_mut().deliver_webhooks(webhook);
        Ok(())
    }

    /// How often each webhook is delivered.
    #[wasm_bindgen(getter, js_name = webhookTimes)]
    pub fn webhook_times(&self) -> u32 {
        self.times.get()
    }

    /// Records one delivery of a webhook: the status of the response, or why there is none.
    pub fn delivered(&self, id: u32, status: Option<u16>, error: Option<String>) {
        let events = self.events.borrow();
        let Some(event) = events.get(&id) else { return };
        let status = status.and_then(|status| http::StatusCode::from_u16(status).ok());
        self.service.borrow_mut().delivered(event, status.ok_or_else(|| error.unwrap_or_default()));
    }

    /// Forgets a webhook, once it has been delivered as often as it is.
    pub fn forget(&self, id: u32) {
        self.events.borrow_mut().remove(&id);
    }

    /// The rooms, with their comments.
    #[wasm_bindgen(getter)]
    pub fn rooms(&self) -> JsValue {
        json(&self.service.borrow().rooms())
    }

    /// The recorded requests.
    #[wasm_bindgen(getter)]
    pub fn requests(&self) -> JsValue {
        json(&self.service.borrow().requests())
    }

    /// The requests that matched no route.
    #[wasm_bindgen(getter, js_name = unknownRoutes)]
    pub fn unknown_routes(&self) -> JsValue {
        json(&self.service.borrow().unknown_routes())
    }

    /// The recorded deliveries.
    #[wasm_bindgen(getter)]
    pub fn webhooks(&self) -> JsValue {
        json(&self.service.borrow().webhooks())
    }

    /// The faults, and what became of them.
    #[wasm_bindgen(getter)]
    pub fn faults(&self) -> JsValue {
        json(&self.service.borrow().faults())
    }

    /// Adds a fault.
    pub fn fault(&self, endpoint: JsValue, fault: JsValue) -> Result<(), JsValue> {
        let options = read_options(&fault, &FAULT)?;
        let fault = fault::read(&EngineValue(endpoint), &options).map_err(plain_error)?;
        self.service.borrow_mut().add_fault(fault);
        Ok(())
    }

    /// Removes all faults.
    #[wasm_bindgen(js_name = clearFaults)]
    pub fn clear_faults(&self) {
        self.service.borrow_mut().clear_faults();
    }

    /// Forgets everything.
    pub fn reset(&self) {
        self.service.borrow_mut().reset();
    }

    /// Adds users, rooms and comments.
    pub fn seed(&self, seed: JsValue, now: f64) -> Result<JsValue, JsValue> {
        let invalid = |reason: &str| plain_error(Error::invalid_options(vec![Issue::of_schema("seed", reason)]));
        let given = EngineValue(seed.clone());
        if !given.is_object() {
            let issue = Issue::new("seed", "object", given.kind().name());
            return Err(plain_error(Error::invalid_options(vec![issue])));
        }
        let seed = read_json(&seed, "seed", Error::invalid_options)?;
        let seed: Value = serde_json::from_str(&seed).map_err(|error| invalid(&error.to_string()))?;
        let made = self.service.borrow_mut().seed(&seed, time(now));
        made.map(|made| json(&made)).map_err(|reason| invalid(&reason))
    }

    fn deliver_event(&self, event: Event) -> JsStep {
        let id = self.next_event.get();
        self.next_event.set(id.wrapping_add(1));
        let (url, body, signature) = (event.url.clone(), event.body.clone(), event.signature.clone());
        self.events.borrow_mut().insert(id, event);
        JsStep::Deliver { id, url, body, signature }
    }
}

/// What the core keeps as JSON, as the client of a server would see it.
fn json(value: &Value) -> JsValue {
    JSON::parse(&value.to_string()).unwrap_or_default()
}
