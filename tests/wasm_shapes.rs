//! The engine says at once whether a value fits a shape (src/wasm/value.js), the walker says what is wrong with it
//! (src/shape/check.rs): they have to agree about every value.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

use std::collections::HashSet;
use std::ptr;

use js_sys::{Function, JSON};
use qiscus_wasm::endpoint::ENDPOINTS;
use qiscus_wasm::model::WebhookEvent;
use qiscus_wasm::shape::{AnyValue, Blank, Field, Kind, Kinds, Limit, Model, Shape, Shaped, check, names};
use qiscus_wasm::wasm::EngineValue;
use serde_json::{Map, Value, json};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

/// Every shape that a parameter, a reply or a webhook has anywhere.
fn shapes() -> Vec<&'static Shape> {
    static WEBHOOK: Shape = WebhookEvent::SHAPE;
    let mut shapes = Vec::new();
    for endpoint in ENDPOINTS {
        reach(endpoint.params_shape, &mut shapes);
        reach(endpoint.reply, &mut shapes);
    }
    reach(&WEBHOOK, &mut shapes);
    shapes
}

fn reach(shape: &'static Shape, shapes: &mut Vec<&'static Shape>) {
    if shapes.iter().any(|other| ptr::eq(*other, shape)) {
        return;
    }
    shapes.push(shape);
    shape.items.iter().for_each(|items| reach(items, shapes));
    if let Some(model) = shape.model {
        let of_variants = model.union.iter().flat_map(|union| union.variants.iter().copied().flatten());
        model.fields.iter().chain(of_variants).for_each(|field| reach(field.shape, shapes));
    }
}

/// Values that fit a shape: with all that may be there, one for each variant of a union.
fn examples(shape: &Shape) -> Vec<Value> {
    let accepts = |kinds| shape.accepts.contains(kinds);
    if let Some(literal) = names(shape.literals).last() {
        return vec![literal.into()];
    }
    if let Some(model) = shape.model {
        return objects(model);
    }
    if accepts(Kinds::ARRAY) {
        let count = match shape.limit {
            Limit::Exactly(count) => usize::from(count),
            _ => 1,
        };
        return match shape.items {
            Some(items) => examples(items).into_iter().map(|item| vec![item; count].into()).collect(),
            None => vec![json!([1])],
        };
    }
    let simple = [
        (Kinds::STRING, json!("text")),
        (Kinds::OBJECT, json!({ "any": [null] })),
        (Kinds::INTEGER, json!(7)),
        (Kinds::BOOLEAN, json!(true)),
    ];
    simple.into_iter().find(|(kinds, _)| accepts(*kinds)).map(|(_, value)| vec![value]).unwrap()
}

/// Of each field the first example, and objects more for all further ones.
fn objects(model: &Model) -> Vec<Value> {
    let mut base = Map::new();
    let mut further = Vec::new();
    let mut add = |base: &mut Map<_, _>, name: &str, field: &Field| {
        let mut examples = examples(field.shape).into_iter();
        base.insert(name.to_owned(), examples.next().unwrap());
        further.extend(examples.map(|value| (name.to_owned(), value)));
    };
    for (name, field) in model.names().zip(model.fields) {
        add(&mut base, name, field);
    }
    let mut objects = Vec::new();
    match &model.union {
        None => objects.push(base.clone()),
        Some(union) => {
            for (literal, fields) in names(union.tag.literals).zip(union.variants) {
                let mut object = base.clone();
                object.insert("type".to_owned(), literal.into());
                let before = model.names().count() - fields.len();
                for (name, field) in model.names().skip(before).zip(*fields) {
                    add(&mut object, name, field);
                }
                objects.push(object);
            }
        }
    }
    for (name, value) in further {
        // Those of a variant come with its type.
        let fits = objects.iter().rev().find(|object| object.contains_key(&name)).unwrap_or(&base);
        let mut object = fits.clone();
        object.insert(name, value);
        objects.push(object);
    }
    objects.into_iter().map(Value::Object).collect()
}

/// The pointers to a value, to what it holds, and so on so many times.
fn places(value: &Value, depth: usize) -> Vec<String> {
    let held: Vec<(String, &Value)> = match value {
        Value::Array(items) => items.iter().enumerate().map(|(at, item)| (at.to_string(), item)).collect(),
        Value::Object(fields) => fields.iter().map(|(name, field)| (name.clone(), field)).collect(),
        _ => Vec::new(),
    };
    let mut all = vec![String::new()];
    for (name, value) in held.iter().filter(|_| depth > 0) {
        all.extend(places(value, depth - 1).iter().map(|place| format!("/{name}{place}")));
    }
    all
}

/// What is put at each place.
fn replacements() -> Vec<Value> {
    let long = |length| Value::from("x".repeat(length));
    // A face is two units of UTF-16 and one character.
    let faces = |count| Value::from("🙂".repeat(count));
    let mut values = vec![long(4000), long(4001), faces(3999), faces(4000), faces(4001)];
    values.extend([json!(null), json!(true), json!(0), json!(-1), json!(1), json!(0.5), json!(-0.5), json!(1e300)]);
    values.extend([
        json!(9_007_199_254_740_991_i64),
        json!(9_007_199_254_740_992_i64),
        json!(""),
        json!("text"),
        json!("card"),
    ]);
    values.extend([json!("nothing known"), json!([]), json!([1]), json!([null]), json!(["a"]), json!(["a", "b"])]);
    values.extend([
        json!(["a", "b", "c"]),
        json!([[]]),
        json!([{}]),
        json!({}),
        json!({ "a": 1 }),
        json!({ "type": "text" }),
    ]);
    values
}

/// The same value without the engine's verdict: every part of it is walked through.
struct Walked(EngineValue);

impl AnyValue for Walked {
    fn fits(&self, _: &'static Shape, _: bool) -> bool {
        false
    }
    fn kind(&self) -> Kind {
        self.0.kind()
    }
    fn field(&self, name: &'static str) -> Self {
        Self(self.0.field(name))
    }
    fn entry(&self, key: &str) -> Self {
        Self(self.0.entry(key))
    }
    fn item(&self, at: u32) -> Self {
        Self(self.0.item(at))
    }
    fn len(&self) -> u32 {
        self.0.len()
    }
    fn text(&self) -> String {
        self.0.text()
    }
    fn item_texts(&self) -> Vec<String> {
        self.0.item_texts()
    }
    fn number(&self) -> f64 {
        self.0.number()
    }
    fn keys(&self) -> Vec<String> {
        self.0.keys()
    }
}

/// Holds the verdicts about a value to each other; gives whether it fits.
fn agreed(shape: &'static Shape, value: &Value) -> bool {
    let text = value.to_string();
    let parsed = EngineValue::from(JSON::parse(&text).unwrap());
    let issues = check(&Walked(parsed.clone()), shape, "");
    assert_eq!(check(&parsed, shape, ""), issues, "{text}");
    let fits = parsed.fits(shape, false);
    assert_eq!(fits, issues.is_empty(), "{text}");
    fits
}

#[wasm_bindgen_test]
fn the_engine_and_the_walker_agree() {
    let (mut fitting, mut others) = (0, 0);
    for shape in shapes() {
        let mut seen = HashSet::new();
        for example in examples(shape) {
            assert!(agreed(shape, &example), "{example}");
            for place in places(&example, 1) {
                // What other examples hold there, too.
                if !seen.insert((place.clone(), example.pointer(&place).map(Value::to_string))) {
                    continue;
                }
                for replacement in replacements() {
                    let mut value = example.clone();
                    *value.pointer_mut(&place).unwrap() = replacement;
                    if agreed(shape, &value) { fitting += 1 } else { others += 1 }
                }
                let (parent, name) = place.rsplit_once('/').unwrap_or_default();
                let mut value = example.clone();
                if let Some(Value::Object(fields)) = value.pointer_mut(parent) {
                    fields.remove(name);
                    if agreed(shape, &value) { fitting += 1 } else { others += 1 }
                }
            }
        }
    }
    assert!(fitting > 1000 && others > 1000, "{fitting} fit, {others} don't");
}

#[wasm_bindgen_test]
fn what_is_no_json_fits_nothing_that_asks_for_something() {
    let codes =
        ["NaN", "-Infinity", "10n", "Symbol()", "() => 1", "undefined", "new Proxy({}, { ownKeys() { throw 1 } })"];
    let throwing = "({ get room_id() { throw 1 }, page: 1 })";
    for endpoint in ENDPOINTS {
        for code in codes.into_iter().chain([throwing]) {
            let value =
                EngineValue::from(Function::new_no_args(&format!("return {code}")).call0(&JsValue::UNDEFINED).unwrap());
            assert!(!value.fits(endpoint.params_shape, false), "{code}");
            assert!(!check(&value, endpoint.params_shape, "").is_empty(), "{code}");
        }
    }
}

#[wasm_bindgen_test]
fn a_name_that_is_not_known_fits_only_where_it_may_be() {
    let params = EngineValue::from(JSON::parse(r#"{ "room_id": 1, "rom_id": 2 }"#).unwrap());
    let load_comments = ENDPOINTS.iter().find(|endpoint| endpoint.name == "load_comments").unwrap().params_shape;
    assert!(params.fits(load_comments, false));
    assert!(!params.fits(load_comments, true));
}

#[wasm_bindgen_test]
fn a_list_that_is_null_becomes_an_empty_one() {
    fn lists(model: &'static Model) -> usize {
        let fields = model.fields.iter().map(|field| field.shape);
        fields.map(|shape| usize::from(shape.blank == Blank::EmptyList) + shape.model.map_or(0, lists)).sum()
    }
    let mut found = 0;
    for endpoint in ENDPOINTS {
        for example in examples(endpoint.reply) {
            for place in places(&example, 9) {
                let mut with_null = example.clone();
                let list = with_null.pointer_mut(&place).unwrap();
                if !list.is_array() {
                    continue;
                }
                *list = Value::Null;
                let parsed = JSON::parse(&with_null.to_string()).unwrap();
                if !EngineValue::from(parsed.clone()).fits(endpoint.reply, false) {
                    continue;
                }
                let seen: Value = serde_json::from_str(&String::from(JSON::stringify(&parsed).unwrap())).unwrap();
                let came_to = seen.pointer(&place).unwrap();
                assert!(came_to.is_null() || *came_to == json!([]), "{place}: {came_to}");
                found += usize::from(*came_to == json!([]));
            }
        }
        assert!(found >= lists(endpoint.reply.model.unwrap()), "{}", endpoint.name);
    }
    assert!(found > 5, "{found}");
}
