//! The engine's own values as the walker sees them.

use core::ptr;

use wasm_bindgen::prelude::*;

use crate::outward;
use crate::prelude::*;
use crate::shape::{AnyValue, Issue, Kind, Shape};

#[wasm_bindgen]
extern "C" {
    /// An array of JavaScript.
    #[wasm_bindgen(js_name = Array)]
    pub type List;
    #[wasm_bindgen(method, getter)]
    pub fn length(this: &List) -> u32;
    #[wasm_bindgen(method, indexing_getter)]
    pub fn get(this: &List, index: u32) -> JsValue;
}

#[wasm_bindgen(module = "/src/wasm/value.js")]
extern "C" {
    // Array.of() is slow.
    #[wasm_bindgen(js_name = list)]
    pub fn list_of_one(value: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = list)]
    pub fn list_of_two(value: &JsValue, text: &str) -> JsValue;

    fn fits(value: &JsValue, shape: usize, only_known: bool) -> u8;
    #[wasm_bindgen(js_name = learnShape)]
    fn learn_shape(shape: usize, json: &str);

    // Of what is known by its address in the module: its text goes over only once.
    fn knows(name: usize) -> bool;
    fn learn(name: usize, text: &str);

    #[wasm_bindgen(js_name = kind)]
    fn kind_of(value: &JsValue) -> u8;
    #[wasm_bindgen(js_name = field)]
    fn field_of(value: &JsValue, name: usize) -> JsValue;
    #[wasm_bindgen(js_name = entry)]
    fn entry_of(value: &JsValue, key: &str) -> JsValue;
    #[wasm_bindgen(js_name = sizeOf)]
    fn size_of(value: &JsValue) -> u32;
    #[wasm_bindgen(js_name = text)]
    fn text_of(value: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = texts)]
    fn texts_of(list: &JsValue) -> List;
    #[wasm_bindgen(js_name = number)]
    pub fn number_of(value: &JsValue) -> f64;
    #[wasm_bindgen(js_name = keys)]
    fn keys_of(object: &JsValue) -> List;
    #[wasm_bindgen(js_name = copyParams)]
    fn copy_params(params: &JsValue) -> List;
    #[wasm_bindgen(js_name = copyOptions)]
    fn copy_options(options: &JsValue, known: &str) -> List;
}

/// A value of the engine.
#[derive(Debug, Clone)]
pub struct EngineValue(pub JsValue);

/// What a caller handed in could not be read: the issue, and what was thrown.
pub type Unreadable = (Issue, JsValue);

impl EngineValue {
    /// A copy of the parameters as plain data.
    pub fn params(params: &JsValue) -> Result<Self, Unreadable> {
        Self::copied(copy_params(params), "params")
    }

    /// A copy of the options, with those of the known names wherever they come from.
    pub fn options(options: &JsValue, known: &str) -> Result<Self, Unreadable> {
        if options.is_undefined() {
            return Ok(Self(JsValue::UNDEFINED));
        }
        Self::copied(copy_options(options, known), "options")
    }

    fn copied(copied: List, what: &str) -> Result<Self, Unreadable> {
        if copied.length() == 1 {
            return Ok(Self::from(copied.get(0)));
        }
        let path = copied.get(1).as_string().unwrap_or_else(|| what.to_owned());
        let issue = Issue::new(&path, "a value that can be read", "one that throws or is no JSON");
        Err((issue, copied.get(2)))
    }
}

impl EngineValue {
    fn list(&self) -> &List {
        self.0.unchecked_ref()
    }
}

impl From<JsValue> for EngineValue {
    fn from(value: JsValue) -> Self {
        Self(value)
    }
}

impl AnyValue for EngineValue {
    fn fits(&self, shape: &'static Shape, only_known: bool) -> bool {
        const NOT_KNOWN: u8 = 2;
        let address = ptr::from_ref(shape).addr();
        let mut verdict = fits(&self.0, address, only_known);
        if verdict == NOT_KNOWN {
            learn_shape(address, &outward::shape(shape));
            verdict = fits(&self.0, address, only_known);
        }
        verdict == 1
    }

    fn kind(&self) -> Kind {
        Kind::from_byte(kind_of(&self.0))
    }

    fn field(&self, name: &'static str) -> Self {
        Self(field_of(&self.0, known(name)))
    }

    fn entry(&self, key: &str) -> Self {
        Self(entry_of(&self.0, key))
    }

    fn item(&self, at: u32) -> Self {
        Self(self.list().get(at))
    }

    fn len(&self) -> u32 {
        size_of(&self.0)
    }

    fn text(&self) -> String {
        text_of(&self.0).as_string().unwrap_or_default()
    }

    fn item_texts(&self) -> Vec<String> {
        strings(&texts_of(&self.0))
    }

    fn number(&self) -> f64 {
        number_of(&self.0)
    }

    fn keys(&self) -> Vec<String> {
        strings(&keys_of(&self.0))
    }
}

fn strings(list: &List) -> Vec<String> {
    let mut strings = Vec::new();
    for index in 0..list.length() {
        strings.push(list.get(index).as_string().unwrap_or_default());
    }
    strings
}

/// A name as JavaScript knows it. Names that begin alike may have one address.
fn known(name: &'static str) -> usize {
    let key = name.as_ptr().addr() * 64 + name.len();
    if !knows(key) {
        learn(key, name);
    }
    key
}
