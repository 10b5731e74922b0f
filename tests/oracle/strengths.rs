//! The two strengths of the validator, held against plain serde. Whether a field may be left out is not asked of the schemas: it
//! may if plain serde accepts the document without it.

use qiscus_wasm::endpoint::{
    ENDPOINTS, Endpoint, GetOrCreateRoomWithTargetResults, GetRoomsInfoResults, LoadCommentsResults,
    LoginOrRegisterResults, PostCommentResults,
};
use qiscus_wasm::model::{Group, WebhookEvent};
use qiscus_wasm::schema::{Issue, JsonValue, MAX_ISSUES, Strength, Validation, validate};
use qiscus_wasm::webhook::{self, Body};
use serde::Deserialize;
use serde_json::{Value, json};

use super::response::has_results;
use super::webhook::{is_webhook, lifted};

/// What a document is.
#[derive(Debug, Clone, Copy)]
pub enum Document {
    Webhook,
    Response(&'static Endpoint),
}

/// What lenient validation makes of a document.
#[derive(Debug, PartialEq)]
pub enum Verdict {
    /// Strict validation accepts it too. A list that was `null` is empty.
    Fits(Value),
    /// This is left of it.
    Mended(Value),
    Refused,
}

struct Validated {
    issues: Vec<Issue>,
    ignored: Vec<Issue>,
    left: Value,
}

/// A field of an object that is anywhere in a document.
#[derive(Debug)]
struct Field {
    /// As JSON pointers write it.
    pointer: String,
    /// As issues write it.
    path: String,
}

/// A checked removal costs two validations by serde: more in one document show nothing new.
const CHECKED: usize = 20;

/// Holds the strengths to an input: a line such as `webhook payload.room.id` or `loadComments 3`, a line with a JSON value, and a
/// document. In what is left of the document after lenient validation, the value is put into the field of that path or number; the
/// field is removed if the line isn't JSON. Gives whether that made a difference: the document is accepted leniently, and the
/// changed one isn't strictly.
pub fn hold(input: &[u8]) -> bool {
    let text = String::from_utf8_lossy(input);
    let mut lines = text.splitn(3, '\n');
    let (Some(head), Some(put), Some(document)) = (lines.next(), lines.next(), lines.next()) else { return false };
    let Some((kind, at)) = head.split_once(' ') else { return false };
    let (Some(kind), Ok(document)) = (Document::named(kind), serde_json::from_str(document)) else { return false };
    let (Verdict::Fits(left) | Verdict::Mended(left)) = kind.hold(&document) else { return false };
    let put: Option<Value> = serde_json::from_str(put).ok();
    matches!(kind.hold_change(&left, at, put.as_ref()), Some(Verdict::Mended(_) | Verdict::Refused))
}

impl Document {
    pub fn named(name: &str) -> Option<Self> {
        let endpoint = || ENDPOINTS.iter().find(|endpoint| endpoint.method_name == name);
        if name == "webhook" { Some(Self::Webhook) } else { endpoint().map(|endpoint| Self::Response(endpoint)) }
    }

    fn validated(self, value: &Value, strength: Strength) -> Validated {
        let tree = JsonValue::of(value);
        let Validation { issues, ignored } = match self {
            Self::Response(endpoint) => validate(&tree, endpoint.response, "", strength),
            Self::Webhook => match webhook::validate(Body::Json(tree.clone()), strength) {
                Ok((_, ignored)) => Validation { issues: Vec::new(), ignored },
                Err(error) => Validation { issues: error.issues, ignored: Vec::new() },
            },
        };
        Validated { issues, ignored, left: tree.to_json().unwrap_or_default() }
    }

    /// Whether plain serde accepts it.
    fn fits(self, value: &Value) -> bool {
        match self {
            Self::Webhook => is_webhook(value),
            Self::Response(endpoint) => has_results(endpoint, value),
        }
    }

    /// Whether it fits the type that Rust has for it.
    fn is_typed(self, value: &Value) -> bool {
        fn is<T: for<'a> Deserialize<'a>>(value: &Value) -> bool {
            T::deserialize(value).is_ok()
        }
        let value = &with_whole_numbers(value);
        let Self::Response(endpoint) = self else { return is::<WebhookEvent>(value) };
        let fits: fn(&Value) -> bool = match &*endpoint.name {
            "get_or_create_room_with_target" => is::<GetOrCreateRoomWithTargetResults>,
            "get_rooms_info" => is::<GetRoomsInfoResults>,
            "post_comment" => is::<PostCommentResults>,
            "load_comments" => is::<LoadCommentsResults>,
            "login_or_register" => is::<LoginOrRegisterResults>,
            _ => is::<Group>,
        };
        value.get("results").is_some_and(fits)
    }

    /// Whether a field tells kinds apart: of a comment it may be missing, but not be wrong.
    fn is_tag(self, pointer: &str) -> bool {
        let Some(object) = pointer.strip_suffix("/type") else { return false };
        match self {
            Self::Webhook => ["", "/payload/message"].contains(&object),
            Self::Response(_) => {
                let item = object.strip_prefix("/results/comments/");
                object == "/results/comment" || item.is_some_and(|at| at.bytes().all(|byte| byte.is_ascii_digit()))
            }
        }
    }

    /// Holds both strengths to any document.
    pub fn hold(self, document: &Value) -> Verdict {
        let document = &self.as_read(document);
        let fits = self.fits(document);
        let strict = self.validated(document, Strength::Strict);
        assert_eq!(strict.issues.is_empty(), fits, "{:?}", strict.issues.first());
        assert!(strict.ignored.is_empty() && left_out(document, &strict.left).is_empty());

        let Validated { issues, ignored, left } = self.validated(document, Strength::Lenient);
        assert!(issues.len() <= MAX_ISSUES && ignored.len() <= MAX_ISSUES);
        assert_eq!(
            issues.is_empty() && ignored.is_empty(),
            fits,
            "strict refuses what is not perfect, and nothing else"
        );
        assert!(is_left_of(&left, document) && is_left_of(&strict.left, document), "{left} is not left of {document}");
        if !issues.is_empty() {
            self.hold_refusal(&issues, &left);
            return Verdict::Refused;
        }
        if strict.issues.len() < MAX_ISSUES {
            assert_eq!(sorted(&strict.issues), sorted(&ignored));
        }
        assert!(self.fits(&left) && self.is_typed(&left), "{left} doesn't fit its type");
        for strength in [Strength::Strict, Strength::Lenient] {
            let again = self.validated(&left, strength);
            assert!(again.issues.is_empty() && again.ignored.is_empty() && again.left == left, "{left} is not the end");
        }
        self.hold_left_out(document, &left, &ignored);
        if fits { Verdict::Fits(left) } else { Verdict::Mended(left) }
    }

    /// An error is of required fields alone: without all that is wrong, it is refused still.
    fn hold_refusal(self, issues: &[Issue], left: &Value) {
        if issues.len() < MAX_ISSUES {
            let is_wrong = |field: &Field| issues.iter().any(|issue| issue.path == field.path);
            let wrong = fields(left).into_iter().filter(|field| is_wrong(field) && !self.is_tag(&field.pointer));
            let rest = wrong.fold(left.clone(), |rest, field| without(&rest, &field.pointer));
            assert!(!self.fits(&rest), "optional fields cost {left}: {issues:?}");
        }
    }

    /// Nothing is left out that fits, none that is not listed, and no more than has to be.
    fn hold_left_out(self, document: &Value, left: &Value, ignored: &[Issue]) {
        let gone = left_out(document, left);
        for issue in ignored {
            assert!(gone.iter().any(|field| is_below(&issue.path, &field.path)), "{} is there: {left}", issue.path);
        }
        for Field { pointer, path } in gone.into_iter().take(CHECKED) {
            let is_listed = ignored.iter().any(|issue| is_below(&issue.path, &path));
            assert!(is_listed || ignored.len() == MAX_ISSUES, "{path} is not listed");
            let Some(value) = document.pointer(&pointer) else { panic!("{path} was never there") };
            assert!(!self.fits(&with(left, &pointer, Some(value))), "{path} fits");
            for inner in fields(value).into_iter().take(CHECKED) {
                let mended = but_for(value, &inner.pointer);
                assert!(!self.fits(&with(left, &pointer, Some(&mended))), "{path} fits without {}", inner.path);
            }
        }
    }

    /// Holds both strengths to a change of one field, by its path or its number, of a document that is accepted strictly. Gives
    /// what is made of it, if there is such a field.
    pub fn hold_change(self, document: &Value, at: &str, put: Option<&Value>) -> Option<Verdict> {
        let all = fields(document);
        let numbered = || all.get(at.parse::<usize>().ok()?.checked_rem(all.len())?);
        let field = all.iter().find(|field| field.path == at).or_else(numbered)?;
        let changed = self.as_read(&with(document, &field.pointer, put));
        let verdict = self.hold(&changed);
        let has_parts = put.is_some_and(|put| put.is_object() || put.is_array());
        match &verdict {
            Verdict::Fits(left) => assert!(left_out(&changed, left).is_empty()),
            verdict => self.hold_unfit(document, field, &changed, verdict, has_parts),
        }
        Some(verdict)
    }

    /// What is made of a document in which one field doesn't fit. Of a value with parts, the parts that don't fit may be left
    /// out alone.
    fn hold_unfit(self, document: &Value, field: &Field, changed: &Value, verdict: &Verdict, has_parts: bool) {
        let Field { pointer, path } = field;
        if let Some(object) = pointer.strip_suffix("/type").filter(|_| self.is_tag(pointer)) {
            // Either it isn't a type, or the payload isn't one of that type.
            let is_type = self.fits(&without(changed, &format!("{object}/payload")));
            assert_eq!(*verdict != Verdict::Refused, is_type, "{path} of {changed}");
            return;
        }
        let around = self.optional_around(document, pointer);
        match (verdict, around) {
            (Verdict::Mended(left), Some(around)) if has_parts => {
                let is_there = |gone: &Field| gone.pointer == around || is_below(&gone.path, path);
                assert!(left_out(changed, left).iter().all(is_there), "{left} lacks more than {path}");
            }
            (Verdict::Mended(left), Some(around)) => assert_eq!(*left, without(document, around), "{path}"),
            (Verdict::Mended(left), None) => {
                assert!(has_parts && left.pointer(pointer).is_some(), "{path} is required, and ignored: {left}");
            }
            (Verdict::Refused, None) => {
                let Validated { issues, .. } = self.validated(changed, Strength::Lenient);
                let paths: Vec<_> = issues.iter().map(|issue| &*issue.path).collect();
                assert!(paths.iter().all(|issue| is_below(issue, path)), "{paths:?} of {path}");
                assert!(has_parts || paths == [path], "{paths:?} of {path}");
            }
            (verdict, around) => panic!("{around:?} is optional around {path}: {verdict:?} of {changed}"),
        }
    }

    /// The innermost of a field and those around it that a valid document may lack.
    fn optional_around<'a>(self, document: &Value, pointer: &'a str) -> Option<&'a str> {
        let ends = pointer.match_indices('/').map(|(at, _)| at).skip(1).chain([pointer.len()]);
        let mut around: Vec<_> = ends.filter_map(|end| pointer.get(..end)).collect();
        around.reverse();
        around.into_iter().find(|around| {
            let is_item =
                around.rsplit_once('/').and_then(|(list, _)| document.pointer(list)).is_some_and(Value::is_array);
            !is_item && !self.is_tag(around) && self.fits(&but_for(document, around))
        })
    }

    /// A document in which each field has its place.
    fn as_read(self, document: &Value) -> Value {
        match self {
            Self::Webhook => lifted(document),
            Self::Response(_) => document.clone(),
        }
    }
}

/// All fields of all objects in a value, those around others first.
fn fields(value: &Value) -> Vec<Field> {
    fn add(value: &Value, at: &Field, found: &mut Vec<Field>) {
        match value {
            Value::Object(map) => map.iter().for_each(|(name, value)| {
                let pointer = format!("{}/{}", at.pointer, name.replace('~', "~0").replace('/', "~1"));
                let dot = if at.path.is_empty() { "" } else { "." };
                let field = || Field { pointer: pointer.clone(), path: format!("{}{dot}{name}", at.path) };
                found.push(field());
                add(value, &field(), found);
            }),
            Value::Array(items) => items.iter().enumerate().for_each(|(place, item)| {
                let item_at =
                    Field { pointer: format!("{}/{place}", at.pointer), path: format!("{}[{place}]", at.path) };
                add(item, &item_at, found);
            }),
            _ => {}
        }
    }
    let mut found = Vec::new();
    add(value, &Field { pointer: String::new(), path: String::new() }, &mut found);
    found
}

/// The outermost fields that a document had before.
fn left_out(before: &Value, left: &Value) -> Vec<Field> {
    let mut gone: Vec<Field> = Vec::new();
    for field in fields(before) {
        let is_inside = gone.last().is_some_and(|outer| field.pointer.starts_with(&format!("{}/", outer.pointer)));
        if !is_inside && left.pointer(&field.pointer).is_none() {
            gone.push(field);
        }
    }
    gone
}

/// A value with another field, or without the one that is there.
fn with(value: &Value, pointer: &str, put: Option<&Value>) -> Value {
    let mut value = value.clone();
    if let Some((object, name)) = pointer.rsplit_once('/')
        && let Some(Value::Object(map)) = value.pointer_mut(object)
    {
        let name = name.replace("~1", "/").replace("~0", "~");
        match put {
            Some(put) => drop(map.insert(name, put.clone())),
            None => drop(map.remove(&name)),
        }
    }
    value
}

fn without(value: &Value, pointer: &str) -> Value {
    with(value, pointer, None)
}

/// A value without a field but with an unknown one there: `{}` would be the absence of a payload, and not one that lacks a field.
fn but_for(value: &Value, pointer: &str) -> Value {
    let object = pointer.rsplit_once('/').map_or("", |(object, _)| object);
    with(&without(value, pointer), &format!("{object}/unknown"), Some(&json!(null)))
}

fn is_below(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

fn sorted(issues: &[Issue]) -> Vec<&str> {
    let mut messages: Vec<_> = issues.iter().map(|issue| &*issue.message).collect();
    messages.sort_unstable();
    messages
}

/// Whether all of a value is in another one, at the same place; a list may have been `null` there.
pub fn is_left_of(left: &Value, before: &Value) -> bool {
    match (left, before) {
        (Value::Object(left), Value::Object(before)) => {
            left.iter().all(|(name, left)| before.get(name).is_some_and(|before| is_left_of(left, before)))
        }
        (Value::Array(left), Value::Array(before)) => {
            left.len() == before.len() && left.iter().zip(before).all(|(left, before)| is_left_of(left, before))
        }
        (Value::Array(left), Value::Null) => left.is_empty(),
        (left, before) => left == before,
    }
}

/// A value as JavaScript has it, where `1.0` is `1`.
fn with_whole_numbers(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            Value::Object(map.iter().map(|(name, value)| (name.clone(), with_whole_numbers(value))).collect())
        }
        Value::Array(items) => items.iter().map(with_whole_numbers).collect(),
        Value::Number(number) if number.is_f64() => {
            let float = number.as_f64().unwrap_or_default();
            let is_whole = float.fract() == 0.0 && float.abs() < (1_u64 << 53) as f64;
            if is_whole { json!(float as i64) } else { value.clone() }
        }
        value => value.clone(),
    }
}
