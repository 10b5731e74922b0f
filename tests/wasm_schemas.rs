//! The engine goes through a value with masks and names the parts that need a closer look (pkg-template/value.js): the validator
//! has to come to the same with them as when it looks at everything.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::HashSet;
use std::ptr;

use js_sys::{Function, JSON};
use qiscus_wasm::endpoint::ENDPOINTS;
use qiscus_wasm::model::WebhookEvent;
use qiscus_wasm::schema::{
    AnyValue, Field, HasSchema, Kind, Kinds, Limit, MAX_ISSUES, Model, Schema, Strength, issues, names, validate,
};
use qiscus_wasm::wasm::{EngineValue, start};
use serde_json::{Map, Value, json};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

/// Every schema that a parameter, a reply or a webhook has anywhere.
fn schemas() -> Vec<&'static Schema> {
    static WEBHOOK: Schema = WebhookEvent::SCHEMA;
    let mut schemas = Vec::new();
    for endpoint in ENDPOINTS {
        reach(endpoint.params_schema, &mut schemas);
        reach(endpoint.response, &mut schemas);
    }
    reach(&WEBHOOK, &mut schemas);
    schemas
}

fn reach(schema: &'static Schema, schemas: &mut Vec<&'static Schema>) {
    if schemas.iter().any(|other| ptr::eq(*other, schema)) {
        return;
    }
    schemas.push(schema);
    schema.items.iter().for_each(|items| reach(items, schemas));
    if let Some(model) = schema.model {
        let of_variants = model.union.iter().flat_map(|union| union.variants.iter().copied().flatten());
        model.fields.iter().chain(of_variants).for_each(|field| reach(field.schema, schemas));
    }
}

/// Values that fit a schema: with all that may be there, one for each variant of a union.
fn examples(schema: &Schema) -> Vec<Value> {
    let accepts = |kinds| schema.accepts.contains(kinds);
    if let Some(literal) = names(schema.strings).last() {
        return vec![literal.into()];
    }
    if let Some(model) = schema.model {
        return objects(model);
    }
    if accepts(Kinds::ARRAY) {
        let count = match schema.limit {
            Limit::Exactly(count) => usize::from(count),
            _ => 1,
        };
        return match schema.items {
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
        let mut examples = examples(field.schema).into_iter();
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
            for (literal, fields) in names(union.tag.strings).zip(union.variants) {
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

/// The same value without the engine's help: every part of it is looked at.
#[derive(Clone)]
struct Everything(EngineValue);

impl AnyValue for Everything {
    fn kind(&self) -> Kind {
        self.0.kind()
    }
    fn unsettled(&self, schema: &'static Schema) -> Vec<u32> {
        let children = match self.kind() {
            Kind::Array => self.len(),
            _ => schema.model.map_or(0, |model| model.names().count() as u32 + 1),
        };
        (0..children).collect()
    }
    fn get(&self, key: &str) -> Self {
        Self(self.0.get(key))
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
    fn remove(&self, key: &str) {
        self.0.remove(key);
    }
    fn set(&self, key: &str, value: Self) {
        self.0.set(key, value.0);
    }
    fn set_empty_array(&self, key: &str) {
        self.0.set_empty_array(key);
    }
}

/// Holds the validator with masks to the validator that looks at everything, in both strengths: the same issues, the same
/// ignored, the same value afterwards. Gives whether the value fits.
fn agreed(schema: &'static Schema, value: &Value) -> bool {
    let text = value.to_string();
    let parsed = || EngineValue::from(JSON::parse(&text).unwrap());
    for strength in [Strength::Lenient, Strength::Strict] {
        let (masked, whole) = (parsed(), Everything(parsed()));
        let (found, expected) = (validate(&masked, schema, "", strength), validate(&whole, schema, "", strength));
        assert_eq!((found.issues, found.ignored), (expected.issues, expected.ignored), "{text}");
        assert_eq!(masked.text(), whole.text(), "{text}");
    }
    issues(&parsed(), schema, "").is_empty()
}

#[wasm_bindgen_test]
fn masks_hide_nothing_from_the_validator() {
    start();
    let (mut fitting, mut others) = (0, 0);
    for schema in schemas() {
        let mut seen = HashSet::new();
        for example in examples(schema) {
            assert!(agreed(schema, &example), "{example}");
            for place in places(&example, 1) {
                // What other examples hold there, too.
                if !seen.insert((place.clone(), example.pointer(&place).map(Value::to_string))) {
                    continue;
                }
                for replacement in replacements() {
                    let mut value = example.clone();
                    *value.pointer_mut(&place).unwrap() = replacement;
                    if agreed(schema, &value) { fitting += 1 } else { others += 1 }
                }
                let (parent, name) = place.rsplit_once('/').unwrap_or_default();
                let mut value = example.clone();
                if let Some(Value::Object(fields)) = value.pointer_mut(parent) {
                    fields.remove(name);
                    if agreed(schema, &value) { fitting += 1 } else { others += 1 }
                }
            }
        }
    }
    assert!(fitting > 1000 && others > 1000, "{fitting} fit, {others} don't");
}

#[wasm_bindgen_test]
fn a_page_of_many_issues_is_listed_alike() {
    start();
    let schema = ENDPOINTS.iter().find(|endpoint| endpoint.name == "load_comments").unwrap().response;
    let comment = json!({ "id": "7", "user_avatar": "https://example.com/a.png" });
    let page = json!({ "results": { "comments": vec![comment; 300] }, "status": 200 });
    assert!(!agreed(schema, &page));
    let parsed = EngineValue::from(JSON::parse(&page.to_string()).unwrap());
    assert_eq!(validate(&parsed, schema, "", Strength::Lenient).issues.len(), MAX_ISSUES);
}

#[wasm_bindgen_test]
fn what_is_not_json_fits_nothing_that_asks_for_something() {
    start();
    let codes =
        ["NaN", "-Infinity", "10n", "Symbol()", "() => 1", "undefined", "new Proxy({}, { ownKeys() { throw 1 } })"];
    let throwing = "({ get room_id() { throw 1 }, page: 1 })";
    for endpoint in ENDPOINTS {
        for code in codes.into_iter().chain([throwing]) {
            let value =
                EngineValue::from(Function::new_no_args(&format!("return {code}")).call0(&JsValue::UNDEFINED).unwrap());
            assert!(!issues(&value, endpoint.params_schema, "").is_empty(), "{code}");
        }
    }
}

#[wasm_bindgen_test]
fn an_unknown_key_is_an_issue_of_parameters_and_of_nothing_else() {
    start();
    let params = EngineValue::from(JSON::parse(r#"{ "room_id": 1, "rom_id": 2 }"#).unwrap());
    let load_comments = ENDPOINTS.iter().find(|endpoint| endpoint.name == "load_comments").unwrap();
    let issues_of_params = issues(&params, load_comments.params_schema, "");
    assert_eq!(issues_of_params[0].message, "unknown parameter `rom_id`, did you mean `room_id`?");
    let results = EngineValue::from(JSON::parse(r#"{ "results": { "comments": [], "x": 1 }, "y": 2 }"#).unwrap());
    assert!(issues(&results, load_comments.response, "").is_empty());
}

#[wasm_bindgen_test]
fn a_list_that_is_null_becomes_an_empty_one() {
    start();
    for (name, list) in [
        ("load_comments", "comments"),
        ("get_or_create_room_with_target", "comments"),
        ("get_rooms_info", "rooms_info"),
        ("create_room", "participants"),
    ] {
        let schema = ENDPOINTS.iter().find(|endpoint| endpoint.name == name).unwrap().response;
        let mut example = examples(schema).remove(0);
        example["results"][list] = Value::Null;
        let parsed = EngineValue::from(JSON::parse(&example.to_string()).unwrap());
        assert!(issues(&parsed, schema, "").is_empty(), "{name}");
        let seen: Value = serde_json::from_str(&parsed.text()).unwrap();
        assert_eq!(seen["results"][list], json!([]), "{name}");
    }
}
