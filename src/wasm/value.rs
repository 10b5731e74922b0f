//! The engine's own values as the walker sees them.

use core::ops::Range;
use core::ptr;

use wasm_bindgen::prelude::*;

use crate::prelude::*;
use crate::shape::{Columns, Issue, Kind, Model, Values};

#[wasm_bindgen]
extern "C" {
    /// An array of JavaScript.
    #[wasm_bindgen(js_name = Array)]
    pub type List;
    #[wasm_bindgen(static_method_of = List, js_class = "Array", js_name = of)]
    pub fn of_one(value: &JsValue) -> List;
    #[wasm_bindgen(static_method_of = List, js_class = "Array", js_name = of)]
    pub fn of_two(value: &JsValue, text: &str) -> List;
    #[wasm_bindgen(method, getter)]
    pub fn length(this: &List) -> u32;
    #[wasm_bindgen(method, indexing_getter)]
    pub fn get(this: &List, index: u32) -> JsValue;
}

#[wasm_bindgen(module = "/src/wasm/value.js")]
extern "C" {
    // Of what is known by its address in the module: its text goes over only once.
    fn width(columns: usize) -> usize;
    #[wasm_bindgen(js_name = addColumn)]
    fn add_column(columns: usize, name: Option<&str>, literals: &str, settled: u32);
    fn knows(name: usize) -> bool;
    fn learn(name: usize, text: &str);

    #[wasm_bindgen(js_name = lengthOf)]
    fn length_of(values: &JsValue) -> u32;
    #[wasm_bindgen(js_name = kinds)]
    fn write_kinds(values: &JsValue, start: u32, end: u32, columns: usize, out: &mut [u8]);
    #[wasm_bindgen(js_name = unsettled)]
    fn unsettled_of(values: &JsValue, columns: usize) -> u32;
    #[wasm_bindgen(js_name = pick)]
    fn pick_values(values: &JsValue, name: usize, picked: &[u32]) -> JsValue;
    #[wasm_bindgen(js_name = items)]
    fn items_of(lists: &JsValue, lengths: &mut [u32]) -> JsValue;
    #[wasm_bindgen(js_name = emptyLists)]
    fn put_empty_lists(values: &JsValue, name: usize, picked: &[u32]);

    #[wasm_bindgen(js_name = first)]
    fn first_of(values: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = kind)]
    fn kind_of(values: &JsValue) -> u8;
    #[wasm_bindgen(js_name = field)]
    fn field_of(values: &JsValue, name: usize) -> JsValue;
    #[wasm_bindgen(js_name = entry)]
    fn entry_of(values: &JsValue, key: &str) -> JsValue;
    #[wasm_bindgen(js_name = text)]
    fn text_of(values: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = texts)]
    fn texts_of(values: &JsValue) -> List;
    #[wasm_bindgen(js_name = number)]
    pub fn number_of(values: &JsValue) -> f64;
    #[wasm_bindgen(js_name = keys)]
    fn keys_of(values: &JsValue) -> List;
    #[wasm_bindgen(js_name = unknownKeys)]
    fn unknown_keys_of(values: &JsValue, columns: usize) -> List;
    #[wasm_bindgen(js_name = copyParams)]
    fn copy_params(params: &JsValue) -> List;
    #[wasm_bindgen(js_name = copyOptions)]
    fn copy_options(options: &JsValue) -> List;
}

/// A JavaScript value, or a column of them as `src/wasm/value.js` has it.
#[derive(Debug, Clone)]
pub struct JsValues(JsValue);

/// What a caller handed in could not be read: the issue, and what was thrown.
pub type Unreadable = (Issue, JsValue);

impl JsValues {
    /// A copy of the parameters as plain data.
    pub fn params(params: &JsValue) -> Result<Self, Unreadable> {
        Self::copied(copy_params(params), "params")
    }

    /// A copy of the options.
    pub fn options(options: &JsValue) -> Result<Self, Unreadable> {
        Self::copied(copy_options(options), "options")
    }

    fn copied(copied: List, what: &str) -> Result<Self, Unreadable> {
        if copied.length() == 1 {
            return Ok(Self::from(copied.get(0)));
        }
        let path = copied.get(1).as_string().unwrap_or_else(|| what.to_owned());
        let issue = Issue::new(&path, "a value that can be read", "one that throws or is no JSON");
        Err((issue, copied.get(2)))
    }

    /// The first value itself.
    pub fn first(&self) -> JsValue {
        first_of(&self.0)
    }
}

impl From<JsValue> for JsValues {
    fn from(value: JsValue) -> Self {
        Self(value)
    }
}

impl Values for JsValues {
    fn len(&self) -> u32 {
        length_of(&self.0)
    }

    fn kinds(&self, rows: Range<u32>, columns: Columns, out: &mut Vec<u8>) {
        let known = described(columns);
        let start = out.len();
        out.resize(start + rows.len() * width(known), 0);
        write_kinds(&self.0, rows.start, rows.end, known, out.get_mut(start..).unwrap_or_default());
    }

    fn unsettled(&self, columns: Columns) -> u32 {
        unsettled_of(&self.0, described(columns))
    }

    fn pick(&self, name: Option<&'static str>, rows: &[u32]) -> Self {
        Self(pick_values(&self.0, name.map_or(0, known), rows))
    }

    fn items(&self, lengths: &mut Vec<u32>) -> Self {
        lengths.resize(self.len() as usize, 0);
        Self(items_of(&self.0, lengths))
    }

    fn empty_lists(&self, name: &'static str, rows: &[u32]) {
        put_empty_lists(&self.0, known(name), rows);
    }

    fn field(&self, name: &'static str) -> Self {
        Self(field_of(&self.0, known(name)))
    }

    fn entry(&self, key: &str) -> Self {
        Self(entry_of(&self.0, key))
    }

    fn kind(&self) -> Kind {
        Kind::from_byte(kind_of(&self.0))
    }

    fn string(&self) -> Option<String> {
        self.first().as_string()
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

    fn unknown_keys(&self, model: &'static Model) -> Vec<String> {
        strings(&unknown_keys_of(&self.0, described(Columns::Of(model))))
    }
}

fn strings(list: &List) -> Vec<String> {
    let mut strings = Vec::new();
    for index in 0..list.length() {
        strings.push(list.get(index).as_string().unwrap_or_default());
    }
    strings
}

/// Columns as JavaScript knows them: by the address of what describes them.
#[inline(never)]
fn described(columns: Columns) -> usize {
    let address = match columns {
        Columns::Itself(shape) => ptr::from_ref(shape).addr(),
        Columns::Of(model) => ptr::from_ref(model).addr(),
    };
    if width(address) == 0 {
        columns.each(&mut |name, literals, settled| add_column(address, name, literals, settled));
    }
    address
}

/// A name as JavaScript knows it. Names that begin alike may have one address.
fn known(name: &'static str) -> usize {
    let key = name.as_ptr().addr() * 64 + name.len();
    if !knows(key) {
        learn(key, name);
    }
    key
}
