//! The engine's own values as the walker sees them.

use std::cell::RefCell;
use std::ops::Range;

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::shape::{Columns, Issue, Model, Values};

#[wasm_bindgen(module = "/src/wasm/value.js")]
extern "C" {
    #[wasm_bindgen(js_name = kinds)]
    fn write_kinds(rows: &Array, start: u32, end: u32, names: &Array, literals: &Array, out: &mut [u8]);
    #[wasm_bindgen(js_name = pick)]
    fn pick_values(rows: &Array, name: Option<&str>, picked: &[u32]) -> Array;
    #[wasm_bindgen(js_name = items)]
    fn items_of(lists: &Array, lengths: &mut [u32]) -> Array;
    #[wasm_bindgen(js_name = emptyLists)]
    fn put_empty_lists(rows: &Array, name: &str, picked: &[u32]);
    #[wasm_bindgen(js_name = text)]
    fn text_of(value: &JsValue) -> String;
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

impl Values for JsValues {
    fn len(&self) -> u32 {
        self.0.length()
    }

    fn kinds(&self, rows: Range<u32>, columns: Columns, out: &mut Vec<u8>) {
        let (names, literals) = match columns {
            Columns::Itself(literals) => (Array::of1(&JsValue::UNDEFINED), Array::of1(&strings(literals))),
            Columns::Of(model) => names_of(model),
        };
        let start = out.len();
        out.resize(start + rows.len() * names.length() as usize, 0);
        write_kinds(&self.0, rows.start, rows.end, &names, &literals, out.get_mut(start..).unwrap_or_default());
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
        text_of(&self.first())
    }

    fn number(&self) -> f64 {
        self.first().as_f64().unwrap_or(f64::NAN)
    }

    fn keys(&self) -> Vec<String> {
        Object::keys(self.first().unchecked_ref::<Object>()).iter().filter_map(|key| key.as_string()).collect()
    }
}

fn strings(literals: &[&str]) -> JsValue {
    if literals.is_empty() {
        return JsValue::UNDEFINED;
    }
    literals.iter().map(|literal| JsValue::from_str(literal)).collect::<Array>().into()
}

thread_local! {
    /// The names and literals of each model's columns: made once, handed over often.
    static NAMES: RefCell<Vec<(*const Model, Array, Array)>> = const { RefCell::new(Vec::new()) };
}

fn names_of(model: &'static Model) -> (Array, Array) {
    NAMES.with_borrow_mut(|known| {
        if let Some((_, names, literals)) = known.iter().find(|(other, ..)| std::ptr::eq(*other, model)) {
            return (names.clone(), literals.clone());
        }
        let (names, literals) = (Array::new(), Array::new());
        model.each_column(&mut |name, some| {
            names.push(&JsValue::from_str(name));
            literals.push(&strings(some));
        });
        known.push((model, names.clone(), literals.clone()));
        (names, literals)
    })
}
