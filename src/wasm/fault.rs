//! Functions that fail behind an await: for the tests of what happens then (the feature `faults`).
#![allow(clippy::panic)]

use std::arch::wasm32::unreachable;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::promise::promise;

/// Panics, or traps without a panic.
#[wasm_bindgen]
pub fn fault(kind: String) -> Promise {
    promise(Box::pin(async move {
        JsFuture::from(Promise::resolve(&JsValue::UNDEFINED)).await?;
        if kind == "panic" { panic!("on purpose") } else { unreachable() }
    }))
}
