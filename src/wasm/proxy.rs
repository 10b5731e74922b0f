//! The proxy handler as JavaScript sees it.

use wasm_bindgen::prelude::*;

use super::fetch::{header, is_url, system_code_of};
use super::js_error::{js_error, plain_error, read_options, to_js, unreadable};
use super::value::{EngineValue, is_plain};
use crate::error::Error;
use crate::output::Output;
use crate::proxy::{Failed, Head, Params, Proxy, ProxyHandlerOptions, Stage, decide, endpoint};
use crate::redact::Redactor;
use crate::schema::{AnyValue, HasSchema, Schema};

static OPTIONS: Schema = ProxyHandlerOptions::SCHEMA;

/// How far a request has come, by name.
#[wasm_bindgen]
#[derive(Debug, Clone, Copy)]
pub enum Progress {
    /// It is being read.
    Reading = "reading",
    /// `authorize` is deciding.
    Authorizing = "authorizing",
    /// It was sent on.
    Sent = "sent",
}

/// What stands behind a proxy handler.
#[wasm_bindgen(js_name = Proxy)]
pub struct JsProxy {
    proxy: Proxy,
    options: EngineValue,
}

#[wasm_bindgen(js_class = Proxy)]
impl JsProxy {
    /// Validates the options.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue) -> Result<JsProxy, JsValue> {
        let options = read_options(&options, &OPTIONS)?;
        let secret = options.get("secretKey").string();
        let proxy =
            Proxy::new(&options, is_url).map_err(|error| js_error(error, &Redactor::new(secret.as_deref()), None))?;
        Ok(Self { proxy, options })
    }

    /// A copy of the options: for the caller's functions.
    #[wasm_bindgen(getter)]
    pub fn options(&self) -> JsValue {
        self.options.0.clone()
    }

    /// The most bytes of a request's parameters.
    #[wasm_bindgen(getter, js_name = maxBytes)]
    pub fn max_bytes(&self) -> u32 {
        self.proxy.max_bytes
    }

    /// Milliseconds for a whole request; 0 for no limit.
    #[wasm_bindgen(getter)]
    pub fn timeout(&self) -> f64 {
        self.proxy.timeout
    }

    /// The name of the endpoint of a request, which may be refused by its head alone.
    pub fn accept(&self, method: &str, path: &str, url_host: &str, headers: JsValue) -> Result<String, JsValue> {
        let get = |name| header(&headers, name);
        let (host, origin, site) = (get("host"), get("origin"), get("sec-fetch-site"));
        let (content_type, content_length) = (get("content-type"), get("content-length"));
        let head = Head {
            method,
            path,
            url_host,
            host: host.as_deref(),
            origin: origin.as_deref(),
            site: site.as_deref(),
            content_type: content_type.as_deref(),
            content_length: content_length.as_deref(),
        };
        self.proxy.accept(head).map(|endpoint| endpoint.name.to_string()).map_err(plain_error)
    }

    /// The parameters that a page sent, of names and values in turn.
    pub fn params(&self, texts: Vec<String>) -> Result<JsValue, JsValue> {
        let mut texts = texts.into_iter();
        let pairs = std::iter::from_fn(|| Some((texts.next()?, texts.next()?)));
        Params::of(pairs).map(|params| to_js(&Output::from(&params))).map_err(plain_error)
    }

    /// The parameters that `authorize` replaces the page's with; undefined if it lets them through. Throws if it doesn't.
    pub fn decide(&self, decision: JsValue) -> Result<JsValue, JsValue> {
        decide(&EngineValue(decision), |value| is_plain(&value.0))
            .map(|params| params.map(|params| params.0).unwrap_or_default())
            .map_err(plain_error)
    }

    /// The request to the endpoint of that name that is sent on: its `url`, `method`, `headers` and `body`.
    pub fn request(&self, name: &str, method: &str, params: JsValue) -> Result<JsValue, JsValue> {
        let params =
            EngineValue::params(&params).map_err(|error| unreadable(&error, "params", Error::invalid_parameters))?;
        let request = self.proxy.request(&endpoint(name), method, &params).map_err(plain_error)?;
        let headers = request.headers().map(|(name, value)| (name.to_owned().into(), value.into()));
        Ok(to_js(&Output::object(vec![
            ("url", Some((&request.url()).into())),
            ("method", Some(request.method.name().into())),
            ("headers", Some(Output::Object(headers.collect()))),
            ("body", request.body().map(Output::from)),
        ])))
    }

    /// The answer that passes a response on.
    pub fn answer(&self, status: u16, headers: JsValue, text: &str) -> Result<JsValue, JsValue> {
        let get = |name| header(&headers, name);
        let answer = self.proxy.answer(status, get("content-type").as_deref(), get("retry-after"), text);
        answer.map(|answer| to_js(&Output::from(&answer))).map_err(plain_error)
    }

    /// The answer to a request that came so far and failed: with this refusal of ours, or whatever was thrown.
    pub fn failure(
        &self,
        progress: Progress,
        path: &str,
        is_late: bool,
        status: Option<u16>,
        message: &str,
        thrown: JsValue,
    ) -> JsValue {
        let stage = match progress {
            Progress::Authorizing => Stage::Authorizing,
            Progress::Sent => Stage::Sent,
            Progress::Reading | Progress::__Invalid => Stage::Reading,
        };
        let refusal = status.map(|status| (status, message));
        let failed = Failed { stage, refusal, is_late, system_code: &system_code_of(&thrown) };
        to_js(&Output::from(&failed.answer(self.proxy.endpoint_at(path).as_deref())))
    }
}
