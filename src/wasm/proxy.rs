//! The proxy handler as JavaScript sees it: one door for what it asks of the core.

use wasm_bindgen::prelude::*;

use super::thrown::to_js;
use super::transport::is_url;
use super::value::{EngineValue, list_of_two};
use crate::error::Error;
use crate::outward;
use crate::proxy::{self, ProxyHandlerOptions};
use crate::retry::surely_not_sent;
use crate::shape::AnyValue;

// What is asked, by its numbers in pkg-template/proxy.js.
const OPTIONS: u8 = 0;
const FORM: u8 = 1;

/// Checks the options; or makes a form of parameters; or says whether a request surely wasn't sent, by a system's code.
#[wasm_bindgen(skip_typescript)]
pub fn proxy(function: u8, input: &JsValue) -> JsValue {
    let is_options = function == OPTIONS;
    let values = if is_options {
        EngineValue::options(input, ProxyHandlerOptions::MODEL.names)
    } else {
        EngineValue::params(input)
    };
    let error = if is_options { Error::invalid_options } else { Error::invalid_parameters };
    let values = match values {
        Ok(values) => values,
        Err((issue, cause)) => return to_js(&error(vec![issue]), None, Some(&cause)),
    };
    let result = match function {
        OPTIONS => proxy::client(&values, is_url).map(|client| list_of_two(&values.0, &outward::proxy(&client))),
        FORM => proxy::form(&values).map(|form| form.into()),
        _ => Ok(surely_not_sent(&values.text()).into()),
    };
    result.unwrap_or_else(|error| to_js(&error, None, None))
}
