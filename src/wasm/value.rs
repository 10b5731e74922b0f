//! The engine's own values, as the validator and others see them.

use std::cell::RefCell;
use std::ptr;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::js_error::to_js;
use crate::output::Output;
use crate::schema::{AnyValue, Kind, Schema};

#[wasm_bindgen(module = "/pkg-template/value.js")]
extern "C" {
    #[wasm_bindgen(js_name = defineKinds)]
    fn js_define_kinds(kinds: &JsValue);
    fn prepare(masks: &JsValue) -> JsValue;

    fn kind(value: &JsValue) -> u8;
    fn unsettled(value: &JsValue, masks: &JsValue) -> Option<Vec<u32>>;
    fn property(value: &JsValue, key: &str) -> JsValue;
    fn item(list: &JsValue, at: u32) -> JsValue;
    #[wasm_bindgen(js_name = sizeOf)]
    fn size_of(value: &JsValue) -> u32;
    fn text(value: &JsValue) -> Option<String>;
    fn number(value: &JsValue) -> f64;
    fn keys(object: &JsValue) -> Vec<String>;
    fn remove(object: &JsValue, key: &str);
    fn set(object: &JsValue, key: &str, value: &JsValue);
    #[wasm_bindgen(js_name = setEmptyArray)]
    fn set_empty_array(object: &JsValue, key: &str);
}

#[wasm_bindgen(module = "/pkg-template/copy.js")]
extern "C" {
    #[wasm_bindgen(js_name = isPlain)]
    pub fn is_plain(value: &JsValue) -> bool;

    #[wasm_bindgen(catch, js_name = copyParams)]
    fn copy_params(params: &JsValue, most: u32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = copyOptions)]
    fn copy_options(options: &JsValue, masks: &JsValue, most: u32) -> Result<JsValue, JsValue>;

    /// Something that a caller gave and that can't be read.
    pub type Unreadable;
    /// The property that can't be read.
    #[wasm_bindgen(method, getter)]
    pub fn path(this: &Unreadable) -> Option<String>;
    /// Whether it has more than [`MAX_CHARACTERS`].
    #[wasm_bindgen(method, getter, js_name = isTooLarge)]
    pub fn is_too_large(this: &Unreadable) -> bool;
    /// What it is, if that is an object that has nothing to read: `Map`, `Promise`.
    #[wasm_bindgen(method, getter)]
    pub fn is(this: &Unreadable) -> Option<String>;
    /// What was thrown.
    #[wasm_bindgen(method, getter)]
    pub fn cause(this: &Unreadable) -> JsValue;
}

/// The most characters of all parameters or options together. Percent-encoded, each may become nine: more would not fit into a
/// string of the engine, and the memory for it not into the module.
pub const MAX_CHARACTERS: u32 = 32 * 1024 * 1024;

/// Gives JavaScript the number of each kind.
pub fn define_kinds() {
    let kinds = Kind::ALL.iter().map(|kind| (kind.name(), Some(u32::from(*kind as u8).into()))).collect();
    js_define_kinds(&to_js(&Output::object(kinds)));
}

/// A value of the engine.
#[derive(Debug, Clone)]
pub struct EngineValue(pub JsValue);

impl EngineValue {
    /// A copy of parameters as plain data.
    pub fn params(params: &JsValue) -> Result<Self, Unreadable> {
        copy_params(params, MAX_CHARACTERS).map(Self).map_err(JsCast::unchecked_into)
    }

    /// A copy of options, with all that their schema knows, wherever it comes from.
    pub fn options(options: &JsValue, schema: &'static Schema) -> Result<Self, Unreadable> {
        copy_options(options, &masks_of(schema), MAX_CHARACTERS).map(Self).map_err(JsCast::unchecked_into)
    }
}

impl From<JsValue> for EngineValue {
    fn from(value: JsValue) -> Self {
        Self(value)
    }
}

impl AnyValue for EngineValue {
    fn kind(&self) -> Kind {
        Kind::from_byte(kind(&self.0))
    }

    fn unsettled(&self, schema: &'static Schema) -> Vec<u32> {
        unsettled(&self.0, &masks_of(schema)).unwrap_or_default()
    }

    fn get(&self, key: &str) -> Self {
        Self(property(&self.0, key))
    }

    fn item(&self, at: u32) -> Self {
        Self(item(&self.0, at))
    }

    fn len(&self) -> u32 {
        size_of(&self.0)
    }

    fn text(&self) -> String {
        text(&self.0).unwrap_or_default()
    }

    fn item_texts(&self) -> Vec<String> {
        Array::from(&self.0).iter().map(|item| Self(item).text()).collect()
    }

    fn number(&self) -> f64 {
        number(&self.0)
    }

    fn keys(&self) -> Vec<String> {
        keys(&self.0)
    }

    fn remove(&self, key: &str) {
        remove(&self.0, key);
    }

    fn set(&self, key: &str, value: Self) {
        set(&self.0, key, &value.0);
    }

    fn set_empty_array(&self, key: &str) {
        set_empty_array(&self.0, key);
    }
}

thread_local! {
    /// What JavaScript made of the schemas that it was asked about.
    static PREPARED: RefCell<Vec<(*const Schema, Rc<JsValue>)>> = const { RefCell::new(Vec::new()) };
}

/// A schema's masks, which go to JavaScript once.
fn masks_of(schema: &'static Schema) -> Rc<JsValue> {
    let address = ptr::from_ref(schema);
    let known = PREPARED.with_borrow(|prepared| {
        prepared.iter().find(|(other, _)| *other == address).map(|(_, masks)| Rc::clone(masks))
    });
    known.unwrap_or_else(|| {
        let masks = Rc::new(prepare(&to_js(&schema.masks())));
        PREPARED.with_borrow_mut(|prepared| prepared.push((address, Rc::clone(&masks))));
        masks
    })
}
