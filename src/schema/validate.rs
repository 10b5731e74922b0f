//! The validator: holds a value against a schema and lists every issue with its path.
//!
//! In WebAssembly every look at a value costs a call into JavaScript, so each step asks for all children at once that need a
//! closer look: see [`AnyValue::unsettled`]. Mostly there are none, and then that was the only call.

use super::suggestion::quoted;
use super::{AnyValue, EmptyPolicy, Issue, Kind, Limit, MAX_ISSUES, Model, Schema, names};

/// How fields are treated that may be left out, where they are there and don't fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// They are issues like those of required fields.
    Strict,
    /// They are removed from the value and listed in [`Validation::ignored`].
    Lenient,
}

impl Strength {
    /// The strength that options ask for with `strict`.
    pub fn of<V: AnyValue>(options: &V) -> Self {
        if options.get("strict").is_true() { Self::Strict } else { Self::Lenient }
    }
}

/// What is wrong with a value.
#[derive(Debug, Default)]
pub struct Validation {
    /// Why the value doesn't fit, in reading order, at most [`MAX_ISSUES`]; empty where it fits.
    pub issues: Vec<Issue>,
    /// What was wrong with optional fields that were removed, at most [`MAX_ISSUES`].
    pub ignored: Vec<Issue>,
}

/// Every issue of a value: none where it fits its schema. `root` is the path of the value itself, often empty.
///
/// An array that is `null` becomes empty where the schema says so.
pub fn validate<V: AnyValue>(value: &V, schema: &'static Schema, root: &str, strength: Strength) -> Validation {
    Validator { strength, is_callers: false, found: Validation::default() }.run(value, schema, root)
}

/// [`validate`] for what a caller hands in: there is nothing to ignore, and the caller may see it.
pub fn issues<V: AnyValue>(value: &V, schema: &'static Schema, root: &str) -> Vec<Issue> {
    let strength = Strength::Strict;
    Validator { strength, is_callers: true, found: Validation::default() }.run(value, schema, root).issues
}

struct Validator {
    strength: Strength,
    /// Whether issues may suggest what the caller meant, which shows parts of the value.
    is_callers: bool,
    found: Validation,
}

/// The way to a value: made into text only where something is wrong.
#[derive(Clone, Copy)]
enum Path<'a> {
    Root(&'a str),
    Field(&'a Path<'a>, &'static str),
    Item(&'a Path<'a>, u32),
}

impl Path<'_> {
    fn text(&self) -> String {
        match self {
            Path::Root(path) => (*path).to_owned(),
            Path::Field(parent, name) => match parent.text() {
                parent if parent.is_empty() => (*name).to_owned(),
                parent => format!("{parent}.{name}"),
            },
            Path::Item(parent, at) => format!("{}[{at}]", parent.text()),
        }
    }
}

impl Validator {
    fn run<V: AnyValue>(mut self, value: &V, schema: &'static Schema, root: &str) -> Validation {
        self.value(value, schema, &Path::Root(root));
        self.found
    }

    fn value<V: AnyValue>(&mut self, value: &V, schema: &'static Schema, path: &Path) {
        if self.found.issues.len() == MAX_ISSUES {
            return;
        }
        let kind = value.kind();
        if !schema.accepts.has(kind) {
            let is_known_string = kind == Kind::String && place_of(value, schema.strings).is_some();
            if !is_known_string {
                self.unaccepted(value, kind, schema, path);
            }
            return;
        }
        match kind {
            Kind::Empty if schema.empty == EmptyPolicy::NoPayload => {}
            Kind::Object | Kind::Empty => {
                if let Some(model) = schema.model {
                    self.fields(value, schema, model, path);
                }
            }
            Kind::Array => self.items(value, schema, path),
            Kind::String => match schema.limit {
                Limit::Characters(most) => {
                    let count = value.len();
                    if count > u32::from(most) {
                        self.issue(path, &schema.limit.expected(), &format!("{count} characters"));
                    }
                }
                Limit::NotEmpty if value.is_empty() => self.issue(path, &schema.expected(), "an empty string"),
                _ => {}
            },
            Kind::Integer | Kind::Large | Kind::Number => {
                if let Limit::AtLeast(least) = schema.limit {
                    let number = value.number();
                    if number < f64::from(least) {
                        let received = if number < 0.0 { "a negative number" } else { "a smaller number" };
                        self.issue(path, &schema.limit.expected(), received);
                    }
                }
            }
            _ => {}
        }
    }

    fn fields<V: AnyValue>(&mut self, value: &V, schema: &'static Schema, model: &'static Model, path: &Path) {
        let unsettled = value.unsettled(schema);
        if unsettled.is_empty() {
            return;
        }
        // The order of a JavaScript object is its own; issues come in the order of the model.
        let mut variant = None;
        for (place, name) in (0u32..).zip(model.names()) {
            let field = match (model.fields.get(place as usize), &model.union) {
                (Some(field), _) => Some(field.schema),
                (None, Some(union)) if name == TAG => Some(&union.tag),
                (None, Some(union)) => {
                    let fields = *variant.get_or_insert_with(|| union.variant_of(&value.get(TAG)));
                    let last = model.fields.len() as u32 + 1;
                    fields.get((place - last) as usize).map(|field| field.schema)
                }
                (None, None) => None,
            };
            if let Some(field) = field
                && unsettled.contains(&place)
            {
                // Others are told apart by the tag of a union: it is there as it should be, or not at all.
                let is_tag = model.union.is_some() && name == TAG;
                self.field(value, field, name, path, is_tag || field.required());
            }
        }
        if let Some(what) = model.closed {
            self.unknown_keys(value, model, what);
        }
    }

    fn field<V: AnyValue>(
        &mut self,
        object: &V,
        schema: &'static Schema,
        name: &'static str,
        path: &Path,
        is_required: bool,
    ) {
        let value = object.get(name);
        if schema.empty == EmptyPolicy::NullIsEmptyArray && value.kind() == Kind::Null {
            object.set_empty_array(name);
            return;
        }
        let before = self.found.issues.len();
        self.value(&value, schema, &Path::Field(path, name));
        if self.strength == Strength::Lenient && !is_required && self.found.issues.len() > before {
            self.found.ignored.extend(self.found.issues.drain(before..));
            self.found.ignored.truncate(MAX_ISSUES);
            object.remove(name);
        }
    }

    fn unknown_keys<V: AnyValue>(&mut self, value: &V, model: &'static Model, what: &str) {
        for key in value.keys() {
            if self.found.issues.len() < MAX_ISSUES && !model.names().any(|name| name == key) {
                self.found.issues.push(Issue::unknown(&key, what, model.names));
            }
        }
    }

    fn items<V: AnyValue>(&mut self, value: &V, schema: &'static Schema, path: &Path) {
        let length = value.len();
        let fits = match schema.limit {
            Limit::NotEmpty => length > 0,
            Limit::Exactly(count) => length == u32::from(count),
            _ => true,
        };
        if !fits {
            let plural = if length == 1 { "" } else { "s" };
            self.issue(path, &schema.limit.expected(), &format!("{length} item{plural}"));
        }
        if let Some(items) = schema.items {
            for at in value.unsettled(schema) {
                self.value(&value.item(at), items, &Path::Item(path, at));
            }
        }
    }

    fn unaccepted<V: AnyValue>(&mut self, value: &V, kind: Kind, schema: &'static Schema, path: &Path) {
        let (path, expected) = (path.text(), schema.expected());
        let quoted = if self.is_callers && !schema.strings.is_empty() { quoted(value) } else { None };
        let issue = Issue::new(&path, &expected, quoted.as_deref().unwrap_or(kind.name()));
        let meant = if self.is_callers { schema.suggestion(value, kind) } else { None };
        let hint = meant.map(|meant| format!(", did you mean {meant}?")).unwrap_or_default();
        self.found.issues.push(issue.hint(&hint));
    }

    fn issue(&mut self, path: &Path, expected: &str, received: &str) {
        if self.found.issues.len() < MAX_ISSUES {
            self.found.issues.push(Issue::new(&path.text(), expected, received));
        }
    }
}

impl super::Union {
    /// The fields that the value of `type` adds.
    fn variant_of<V: AnyValue>(&self, r#type: &V) -> &'static [super::Field] {
        let chosen = match r#type.kind() {
            Kind::Missing => Some(0),
            _ => place_of(r#type, self.tag.strings),
        };
        chosen.and_then(|place| self.variants.get(place)).copied().unwrap_or_default()
    }
}

/// The field that the variant of a union is chosen by.
const TAG: &str = "type";

/// The place of a string in a list of names.
fn place_of<V: AnyValue>(value: &V, strings: &'static str) -> Option<usize> {
    let text = value.string()?;
    names(strings).position(|string| string == text)
}
