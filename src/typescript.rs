//! The typings of the npm package, written from the same data that the check enforces: what a `.d.ts` says, the runtime
//! keeps.

use crate::endpoint::{ENDPOINTS, Endpoint};
use crate::error::{Code, Outcome};
use crate::event::ClientEvent;
use crate::model::WebhookEvent;
use crate::options::{CallOptions, ClientOptions, RequestOptions};
use crate::proxy::ProxyHandlerOptions;
use crate::schema::{EmptyPolicy, Field, HasSchema, Issue, Kinds, Limit, Model, Schema, Union, names};
use crate::webhook::{ValidateWebhookOptions, WebhookHandlerOptions};

const HEAD: &str = include_str!("typescript/head.d.ts");
/// The types of the platform, for the top of typings.
pub const PLATFORM: &str = include_str!("typescript/platform.d.ts");
const CLIENT: &str = include_str!("typescript/client.d.ts");
const WEBHOOK: &str = include_str!("typescript/webhook.d.ts");
const PROXY: &str = include_str!("typescript/proxy.d.ts");

/// The text of `index.d.ts`.
pub fn declarations() -> String {
    let methods: String = ENDPOINTS.iter().map(|endpoint| method(endpoint)).collect();
    let names = ENDPOINTS.map(|endpoint| format!("\"{}\"", endpoint.name)).join(" | ");
    let mut text = HEAD.replace("// PLATFORM\n", PLATFORM);
    text = text.replace("CODES", &union_of::<Code>()).replace("OUTCOMES", &union_of::<Outcome>());
    text.push_str(&CLIENT.replace("  // METHODS\n", &methods));
    text.push_str(WEBHOOK);
    text.push_str(&PROXY.replace("ENDPOINTS", &names));
    let calls = ENDPOINTS.iter().flat_map(|endpoint| [(endpoint.params, true), (endpoint.results, false)]);
    let models = [(&ClientOptions::MODEL, true), (&CallOptions::MODEL, true)]
        .into_iter()
        .chain(ENDPOINTS.iter().filter_map(|endpoint| Some((endpoint.options.model?, true))))
        .chain([(&RequestOptions::MODEL, true), (&ClientEvent::MODEL, false), (&Issue::MODEL, false)])
        .chain(calls)
        .chain([
            (&ValidateWebhookOptions::MODEL, true),
            (&WebhookHandlerOptions::MODEL, true),
            (&ProxyHandlerOptions::MODEL, true),
            (&WebhookEvent::MODEL, false),
        ]);
    text.push_str(&interfaces(models));
    text
}

/// The types of models, and of those that they name, each once. With each model, whether a caller writes it.
pub fn interfaces(models: impl IntoIterator<Item = (&'static Model, bool)>) -> String {
    let mut all = Models::default();
    models.into_iter().for_each(|(model, input)| all.add(model, input));
    all.0.into_iter().map(|(model, input)| declaration(model, input)).collect()
}

fn union_of<T: HasSchema>() -> String {
    type_of(&T::SCHEMA, false)
}

/// Models in the order in which they are first named, and whether a caller writes them.
#[derive(Default)]
struct Models(Vec<(&'static Model, bool)>);

impl Models {
    fn add(&mut self, model: &'static Model, input: bool) {
        if self.0.iter().any(|(other, _)| other.name == model.name) {
            return;
        }
        self.0.push((model, input));
        let variants = model.union.iter().flat_map(|union| union.variants.iter().copied().flatten());
        for field in model.fields.iter().chain(variants) {
            self.reach(field.schema);
        }
    }

    fn reach(&mut self, schema: &Schema) {
        if let Some(model) = schema.model {
            self.add(model, false);
        }
        if let Some(items) = schema.items {
            self.reach(items);
        }
    }
}

fn method(endpoint: &Endpoint) -> String {
    let (name, params, results) = (endpoint.method_name, endpoint.params.name, endpoint.results.name);
    let options = endpoint.options.model.map_or("CallOptions", |model| model.name);
    format!("{}  {name}(params: {params}, options?: {options}): Promise<{results}>;\n\n", comment(endpoint.doc, "  "))
}

fn declaration(model: &Model, input: bool) -> String {
    let doc = comment(model.doc, "");
    let fields: String = model.fields.iter().map(|field| member(field, input, "  ")).collect();
    let name = model.name;
    match &model.union {
        None => format!("\n{doc}export interface {name} {{\n{fields}}}\n"),
        Some(union) => format!(
            "\n{}export interface {name}Base {{\n{fields}}}\n\n{doc}export type {name} = {name}Base &\n  (\n{}  );\n",
            comment(&base_doc(model), ""),
            variants(union, input),
        ),
    }
}

fn base_doc(Model { name, base_example, .. }: &Model) -> String {
    format!(
        "The fields of every {{@link {name}}}.\n\n@example\n```ts\n\
         import type {{ {name}Base }} from \"qiscus-wasm\";\n\n{base_example}\n```"
    )
}

fn variants(union: &Union, input: bool) -> String {
    let has_default = union.tag.accepts.contains(Kinds::MISSING);
    let mut members = Vec::new();
    for (at, ((literal, fields), doc)) in names(union.tag.strings).zip(union.variants).zip(union.docs).enumerate() {
        let tag = match (at == 0 && has_default, input) {
            (true, true) => format!("type?: \"{literal}\" | undefined"),
            (true, false) => format!("type?: \"{literal}\""),
            _ => format!("type: \"{literal}\""),
        };
        let fields: String = fields.iter().map(|field| member(field, input, "        ")).collect();
        members.push(format!("{}    | {{\n        {tag};\n{fields}      }}\n", comment(doc, "    ")));
    }
    if has_default && input {
        // Of an object that is none of these, TypeScript says what it lacks to be the last.
        members.rotate_left(1);
    }
    if union.tag.accepts.contains(Kinds::STRING) {
        members.push(
            "    /** A type that this version does not know. */\n    | {\n        type: UnknownType;\n        \
             payload?: unknown;\n      }\n"
                .to_owned(),
        );
    }
    members.concat()
}

fn member(field: &Field, input: bool, indent: &str) -> String {
    let (name, value) = (field.name, type_of(field.schema, input));
    let member = match (field.schema.required(), input) {
        (true, _) => format!("{name}: {value}"),
        (false, false) => format!("{name}?: {value}"),
        (false, true) if field.schema.never_undefined => format!("{name}?: {value}"),
        // So that `{ page: undefined }` compiles with exactOptionalPropertyTypes too.
        (false, true) if value.contains("=>") => format!("{name}?: ({value}) | undefined"),
        (false, true) => format!("{name}?: {value} | undefined"),
    };
    format!("{}{indent}{member};\n", comment(field.doc, indent))
}

fn type_of(schema: &Schema, input: bool) -> String {
    if let Some(text) = schema.typescript {
        return text.to_owned();
    }
    if schema.accepts.contains(Kinds::ANY) {
        return "unknown".to_owned();
    }
    let has = |kinds| schema.accepts.contains(kinds);
    let mut types: Vec<String> = names(schema.strings).map(|literal| format!("\"{literal}\"")).collect();
    if has(Kinds::STRING) {
        // Other strings are accepted, and editors still suggest the known ones.
        types.push(if types.is_empty() { "string" } else { "(string & {})" }.to_owned());
    }
    if has(Kinds::INTEGER) {
        types.push("number".to_owned());
    }
    if has(Kinds::BOOLEAN) {
        types.push("boolean".to_owned());
    }
    if has(Kinds::ARRAY) {
        types.push(list(schema, input));
    }
    if has(Kinds::OBJECT) {
        types.push(schema.model.map_or("Record<string, unknown>", |model| model.name).to_owned());
    }
    if schema.empty == EmptyPolicy::NoPayload {
        types.push("NoPayload".to_owned());
    }
    if has(Kinds::NULL) && schema.empty != EmptyPolicy::NullIsEmptyArray {
        types.push("null".to_owned());
    }
    types.join(" | ")
}

fn list(schema: &Schema, input: bool) -> String {
    let item = schema.items.map_or("unknown".to_owned(), |items| type_of(items, input));
    let readonly = if input { "readonly " } else { "" };
    match schema.limit {
        Limit::Exactly(count) => format!("{readonly}[{}]", vec![item; usize::from(count)].join(", ")),
        _ if item.contains(' ') => format!("{readonly}({item})[]"),
        _ => format!("{readonly}{item}[]"),
    }
}

/// A doc comment as TypeScript has it. Rust leaves a blank before every line.
pub fn comment(doc: &str, indent: &str) -> String {
    let lines: Vec<&str> = doc.trim_end().lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    match lines.as_slice() {
        [] | [""] => String::new(),
        [line] => format!("{indent}/** {line} */\n"),
        lines => {
            let body: String = lines
                .iter()
                .map(|line| format!("{} {line}", format_args!("{indent} *")).trim_end().to_owned() + "\n")
                .collect();
            format!("{indent}/**\n{body}{indent} */\n")
        }
    }
}
