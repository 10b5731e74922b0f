//! A query or a body, in any encoding, to named values.

use crate::error::ApiError;
use crate::message::Request;
use futures_util::FutureExt;
use futures_util::stream;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method, StatusCode};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::convert::Infallible;

/// The largest body that is read, in bytes. A face may truncate a larger one, as long as it stays larger.
pub const BODY_LIMIT: usize = 1024 * 1024;

/// The parameters of one call. Text stays text, JSON stays JSON; only the spelling of lists is made one.
pub struct Params {
    by_get: bool,
    values: BTreeMap<String, Value>,
}

impl Params {
    /// Reads the query of a GET, the body of anything else.
    pub fn read(request: &Request) -> Result<Self, ApiError> {
        if request.method() == Method::GET || request.method() == Method::HEAD {
            let query = request.uri().query().unwrap_or_default();
            return Ok(Self { by_get: true, values: form(query.as_bytes()) });
        }
        if request.body().len() > BODY_LIMIT {
            return Err(ApiError::Plain(StatusCode::PAYLOAD_TOO_LARGE, "the body is larger than 1 MiB".into()));
        }
        Ok(Self { by_get: false, values: body(request.headers(), request.body())? })
    }

    /// Those of a JSON object, as if it were the body of a POST.
    pub fn from_json(object: Map<String, Value>) -> Self {
        Self { by_get: false, values: gather(object) }
    }

    /// All of them, as one JSON object.
    pub fn into_json(self) -> Value {
        self.values.into_iter().collect()
    }

    /// Sets a parameter unless it is there.
    pub fn set_default(&mut self, name: &str, value: Value) {
        if self.get(name).is_none() {
            self.values.insert(name.to_owned(), value);
        }
    }

    /// A parameter; absent, `null`, empty text and an empty list are all `None`.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.values.get(name).filter(|value| !is_blank(value))
    }

    /// The refusal of a user or room that doesn't exist: 404 by GET, 400 by POST.
    pub fn unknown(&self, what: &str) -> ApiError {
        let status = if self.by_get { StatusCode::NOT_FOUND } else { StatusCode::BAD_REQUEST };
        ApiError::Plain(status, format!("{what} not found"))
    }
}

/// What counts as nothing.
pub fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

fn body(headers: &HeaderMap, body: &[u8]) -> Result<BTreeMap<String, Value>, ApiError> {
    match media_type(headers).as_str() {
        "multipart/form-data" => multipart(headers, body),
        "application/json" => json(body),
        "" | "application/x-www-form-urlencoded" => Ok(form(body)),
        // Some clients name a type with nothing in the body.
        _ if body.is_empty() => Ok(BTreeMap::new()),
        other => Err(ApiError::rejected(format!("unsupported content type: {other}"))),
    }
}

fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn form(text: &[u8]) -> BTreeMap<String, Value> {
    gather(form_urlencoded::parse(text).map(|(key, value)| (key.into_owned(), Value::String(value.into_owned()))))
}

fn json(text: &[u8]) -> Result<BTreeMap<String, Value>, ApiError> {
    if text.is_empty() {
        return Ok(BTreeMap::new());
    }
    match serde_json::from_slice(text) {
        Ok(Value::Object(object)) => Ok(gather(object)),
        Ok(_) => Err(ApiError::rejected("the JSON body must be an object")),
        Err(error) => Err(ApiError::rejected(format!("the body is not valid JSON: {error}"))),
    }
}

fn multipart(headers: &HeaderMap, body: &[u8]) -> Result<BTreeMap<String, Value>, ApiError> {
    let refused = |what: &str| ApiError::rejected(format!("malformed multipart body: {what}"));
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let boundary = multer::parse_boundary(content_type)
        .map_err(|_| refused("Invalid `boundary` for `multipart/form-data` request"))?;
    // All of the body is there, so that there is nothing to wait for.
    let fields = parts(body.to_vec(), boundary).now_or_never().and_then(Result::ok);
    fields.map(gather).ok_or_else(|| refused("Error parsing `multipart/form-data` request"))
}

async fn parts(body: Vec<u8>, boundary: String) -> multer::Result<Vec<(String, Value)>> {
    let mut parts = multer::Multipart::new(stream::iter([Ok::<_, Infallible>(body)]), boundary);
    let mut fields = Vec::new();
    while let Some(part) = parts.next_field().await? {
        let name = part.name().unwrap_or_default().to_owned();
        // Not as text: that would link the tables of every legacy encoding, 100 kB of WebAssembly when compressed.
        let bytes = part.bytes().await?;
        fields.push((name, Value::String(String::from_utf8_lossy(&bytes).into_owned())));
    }
    Ok(fields)
}

/// Makes one list of `emails[]`, `emails[0]` and repeated plain keys; a lone plain key stays as it is.
fn gather(fields: impl IntoIterator<Item = (String, Value)>) -> BTreeMap<String, Value> {
    let mut values: BTreeMap<String, Value> = BTreeMap::new();
    for (key, value) in fields {
        let (name, bracketed) = list_name(&key);
        let before = values.remove(name);
        let value = if before.is_none() && !bracketed {
            value
        } else {
            let mut items = before.map_or_else(Vec::new, items);
            items.extend(self::items(value));
            Value::Array(items)
        };
        values.insert(name.to_owned(), value);
    }
    values
}

fn items(value: Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items,
        other => vec![other],
    }
}

fn list_name(key: &str) -> (&str, bool) {
    let inner = key.strip_suffix(']').and_then(|key| key.rsplit_once('['));
    match inner {
        Some((name, index)) if index.bytes().all(|byte| byte.is_ascii_digit()) => (name, true),
        _ => (key, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_spelling_of_a_list_is_one_list() {
        let both = json!(["a", "b+c"]);
        let rows: [(&str, Value); 8] = [
            ("emails[]=a&emails[]=b%2Bc", both.clone()),
            ("emails%5B%5D=a&emails%5b%5d=b%2bc", both.clone()),
            ("emails[0]=a&emails[1]=b%2Bc", both.clone()),
            ("emails=a&emails=b%2Bc", both),
            ("emails=a", json!("a")),
            ("emails[]=a", json!(["a"])),
            ("emails[]=b+c", json!(["b c"])),
            ("emails=", json!("")),
        ];
        for (text, expected) in rows {
            assert_eq!(form(text.as_bytes()).get("emails"), Some(&expected), "{text}");
        }
        for text in [r#"{"emails":["a"]}"#, r#"{"emails[]":["a"]}"#, r#"{"emails[]":"a"}"#] {
            assert_eq!(json(text.as_bytes()).unwrap().get("emails"), Some(&json!(["a"])), "{text}");
        }
    }

    #[test]
    fn a_key_of_another_shape_is_left_alone() {
        for key in ["a[b]", "a]", "a[", "[x]"] {
            assert_eq!(list_name(key), (key, false));
        }
    }
}
