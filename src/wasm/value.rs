//! The engine's own values as the walker sees them.

use std::ops::Range;
use std::ptr;

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::shape::{Columns, Issue, Kind, Values};

#[wasm_bindgen(module = "/src/wasm/value.js")]
extern "C" {
    #[wasm_bindgen(js_name = kinds)]
    fn write_kinds(rows: &Array, start: u32, end: u32, columns: usize, out: &mut [u8]);
    #[wasm_bindgen(js_name = kindOf)]
    fn kind_of(value: &JsValue) -> u8;
    fn width(columns: usize) -> usize;
    #[wasm_bindgen(js_name = addColumn)]
    fn add_column(columns: usize, name: Option<&str>, literals: &str);
    #[wasm_bindgen(js_name = pick)]
    fn pick_values(rows: &Array, name: Option<&str>, picked: &[u32]) -> Array;
    #[wasm_bindgen(js_name = items)]
    fn items_of(lists: &Array, lengths: &mut [u32]) -> Array;
    #[wasm_bindgen(js_name = emptyLists)]
    fn put_empty_lists(rows: &Array, name: &str, picked: &[u32]);
    #[wasm_bindgen(js_name = text)]
    fn text_of(value: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = texts)]
    fn texts_of(list: &JsValue) -> Array;
    // The caller's objects may run the caller's code.
    #[wasm_bindgen(js_name = copyParams, catch)]
    fn copy_params(params: &JsValue) -> Result<Array, JsValue>;
    #[wasm_bindgen(js_name = copyOptions, catch)]
    fn copy_options(options: &JsValue) -> Result<Array, JsValue>;
}

/// A column of JavaScript values.
#[derive(Debug, Clone)]
pub struct JsValues(Array);

/// What a caller handed in could not be read: the issue, and what was thrown.
pub type Unreadable = (Issue, JsValue);

impl JsValues {
    /// A column of one.
    pub fn one(value: &JsValue) -> Self {
        Self(Array::of1(value))
    }

    /// A copy of the parameters as plain data.
    pub fn params(params: &JsValue) -> Result<Self, Unreadable> {
        Self::copied(copy_params(params), "params")
    }

    /// A copy of the options.
    pub fn options(options: &JsValue) -> Result<Self, Unreadable> {
        Self::copied(copy_options(options), "options")
    }

    fn copied(copied: Result<Array, JsValue>, what: &str) -> Result<Self, Unreadable> {
        let (key, cause) = match copied {
            Ok(copied) if copied.length() == 1 => return Ok(Self(copied)),
            Ok(copied) => (copied.get(1).as_string(), copied.get(2)),
            Err(cause) => (None, cause),
        };
        let path = key.unwrap_or_else(|| what.to_owned());
        Err((Issue::new(&path, "a value that can be read", "one that throws or is no JSON"), cause))
    }

    /// The first value itself.
    pub fn first(&self) -> JsValue {
        self.0.get(0)
    }
}

impl From<JsValues> for JsValue {
    fn from(values: JsValues) -> Self {
        values.0.into()
    }
}

impl Values for JsValues {
    fn len(&self) -> u32 {
        self.0.length()
    }

    fn kinds(&self, rows: Range<u32>, columns: Columns, out: &mut Vec<u8>) {
        let known = described(columns);
        let start = out.len();
        out.resize(start + rows.len() * width(known), 0);
        write_kinds(&self.0, rows.start, rows.end, known, out.get_mut(start..).unwrap_or_default());
    }

    fn kind(&self) -> Kind {
        Kind::from_byte(kind_of(&self.first()))
    }

    fn string(&self) -> Option<String> {
        self.first().as_string()
    }

    fn pick(&self, name: Option<&str>, rows: &[u32]) -> Self {
        Self(pick_values(&self.0, name, rows))
    }

    fn items(&self, lengths: &mut Vec<u32>) -> Self {
        lengths.resize(self.len() as usize, 0);
        Self(items_of(&self.0, lengths))
    }

    fn empty_lists(&self, name: &str, rows: &[u32]) {
        put_empty_lists(&self.0, name, rows);
    }

    fn text(&self) -> String {
        text_of(&self.first()).as_string().unwrap_or_default()
    }

    fn item_texts(&self) -> Vec<String> {
        strings(&texts_of(&self.first()))
    }

    fn number(&self) -> f64 {
        self.first().as_f64().unwrap_or(f64::NAN)
    }

    fn keys(&self) -> Vec<String> {
        strings(&Object::keys(self.first().unchecked_ref::<Object>()))
    }
}

fn strings(list: &Array) -> Vec<String> {
    let mut strings = Vec::new();
    for index in 0..list.length() {
        strings.push(list.get(index).as_string().unwrap_or_default());
    }
    strings
}

/// Columns as JavaScript knows them: by the address of what describes them. Their names and literals go over only once.
fn described(columns: Columns) -> usize {
    let address = match columns {
        // An empty list may have the address of something else.
        Columns::Itself("") => 0,
        Columns::Itself(literals) => literals.as_ptr().addr(),
        Columns::Of(model) => ptr::from_ref(model).addr(),
    };
    if width(address) == 0 {
        match columns {
            Columns::Itself(literals) => add_column(address, None, literals),
            Columns::Of(model) => model.each_column(&mut |name, literals| add_column(address, Some(name), literals)),
        }
    }
    address
}
