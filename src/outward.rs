//! Our own values on their way to JavaScript: as JSON, written by hand, since a serializer would be larger than all of this.

use crate::call::{Client, Request};
use crate::endpoint::ENDPOINTS;
use crate::error::Error;
use crate::event::ClientEvent;
use crate::prelude::*;
use crate::shape::{Field, Issue, Limit, Model, Shape, decimal, digit};

/// JSON under construction.
#[derive(Default)]
struct Json(String);

impl Json {
    /// Begins an object, a list or one of their values: with a comma, unless it is the first one.
    fn begin(&mut self, sign: char) {
        if !matches!(self.0.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.0.push(',');
        }
        self.0.push(sign);
    }

    #[inline(never)]
    fn string(&mut self, text: &str) {
        self.begin('"');
        // All up to the next special character at once: most texts have none.
        let mut start = 0;
        for (at, byte) in text.bytes().enumerate() {
            if byte < b' ' || byte == b'"' || byte == b'\\' {
                self.0.push_str(text.get(start..at).unwrap_or_default());
                self.0.push_str("\\u00");
                self.0.push(digit(byte >> 4));
                self.0.push(digit(byte & 15));
                start = at + 1;
            }
        }
        self.0.push_str(text.get(start..).unwrap_or_default());
        self.0.push('"');
    }

    #[inline(never)]
    fn name(&mut self, name: &str) {
        self.string(name);
        self.0.push(':');
    }

    /// A name and a text, or neither.
    #[inline(never)]
    fn text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.name(name);
            self.string(text);
        }
    }

    fn pair(&mut self, first: &str, second: &str) {
        self.begin('[');
        self.string(first);
        self.string(second);
        self.0.push(']');
    }

    #[inline(never)]
    fn number(&mut self, name: &str, number: Option<u32>) {
        if let Some(number) = number {
            self.name(name);
            self.0.push_str(&decimal(number));
        }
    }

    /// A name and what is in a list or an object, or neither where that is empty.
    fn all<T>(&mut self, name: &str, items: &[T], [open, close]: [char; 2], add: fn(&mut Self, &T)) {
        if !items.is_empty() {
            self.name(name);
            self.begin(open);
            items.iter().for_each(|item| add(self, item));
            self.0.push(close);
        }
    }
}

const LIST: [char; 2] = ['[', ']'];
const OBJECT: [char; 2] = ['{', '}'];

/// An error as JavaScript sees it: names in camelCase, and what is absent left out.
pub fn error(error: &Error) -> String {
    let mut json = Json::default();
    json.begin('{');
    json.text("message", Some(&error.message));
    json.text("code", Some(error.code.as_str()));
    json.text("outcome", error.outcome.as_ref().map(|outcome| outcome.as_str()));
    json.text("endpoint", error.endpoint);
    json.number("status", error.status.map(u32::from));
    json.number("attempts", error.attempts);
    json.number("retryAfter", error.retry_after);
    json.text("apiMessage", error.api_message.as_deref());
    json.all("detailedMessages", &error.detailed_messages, LIST, |json, text| json.string(text));
    json.all("fieldErrors", &error.field_errors, OBJECT, |json, (name, text)| json.text(name, Some(text)));
    json.all("issues", &error.issues, LIST, issue);
    json.text("body", error.body.as_deref());
    json.text("uniqueTempId", error.unique_temp_id.as_deref());
    json.0.push('}');
    json.0
}

fn issue(json: &mut Json, issue: &Issue) {
    json.begin('{');
    json.text("path", Some(&issue.path));
    json.text("expected", Some(&issue.expected));
    json.text("received", Some(&issue.received));
    json.text("message", Some(&issue.message));
    json.0.push('}');
}

/// What a proxy sends: the base URL, the headers, and a verb and a name for all that may be called.
pub fn proxy(client: &Client) -> String {
    let mut json = Json::default();
    json.begin('{');
    json.text("baseUrl", Some(&client.config.base_url));
    json.all("headers", &client.headers(&[]), LIST, |json, (name, value)| json.pair(name, value));
    json.all("routes", &ENDPOINTS, LIST, |json, endpoint| {
        json.pair(endpoint.verb.name(), endpoint.name);
        if let Some(verb) = endpoint.other_verb {
            json.pair(verb.name(), endpoint.name);
        }
    });
    json.0.push('}');
    json.0
}

/// What a client did, as JavaScript sees it.
pub fn event(event: &ClientEvent) -> String {
    let mut json = Json::default();
    json.begin('{');
    json.text("type", Some(event.r#type.as_str()));
    json.text("endpoint", Some(&event.endpoint));
    json.text("method", Some(&event.method));
    json.text("path", Some(&event.path));
    json.number("attempt", Some(event.attempt));
    json.number("status", event.status);
    json.number("duration", event.duration.map(|duration| duration as u32));
    json.number("delay", event.delay);
    json.text("code", event.code.as_ref().map(|code| code.as_str()));
    json.0.push('}');
    json.0
}

/// What is small of a request: all but the body.
pub fn request(request: &Request) -> String {
    let mut json = Json::default();
    json.begin('{');
    json.text("url", Some(&request.url()));
    json.text("method", Some(request.verb.name()));
    json.name("headers");
    json.begin('{');
    request.headers().for_each(|(name, value)| json.text(name, Some(value)));
    json.0.push_str("}}");
    json.0
}

/// A shape with all that is beneath it, for the engine to hold values against: see src/wasm/value.js.
pub fn shape(shape: &Shape) -> String {
    let mut json = Json::default();
    json.shape(shape);
    json.0
}

impl Json {
    fn shape(&mut self, shape: &Shape) {
        let (least, most) = match shape.limit {
            Limit::None => (None, None),
            Limit::NotEmpty => (Some(1), None),
            Limit::Exactly(count) => (Some(count), Some(count)),
            Limit::Characters(most) => (None, Some(most)),
            Limit::AtLeast(least) => (Some(least), None),
        };
        self.begin('{');
        self.number("accepts", Some(shape.accepts.bits().into()));
        self.text("literals", Some(shape.literals));
        self.number("least", least.map(u32::from));
        self.number("most", most.map(u32::from));
        self.number("blank", Some(shape.blank as u32));
        if let Some(items) = shape.items {
            self.name("items");
            self.shape(items);
        }
        if let Some(model) = shape.model {
            self.name("model");
            self.model(model);
        }
        self.0.push('}');
    }

    fn model(&mut self, model: &Model) {
        self.begin('{');
        self.text("names", Some(model.names));
        self.name("fields");
        self.shapes(model.fields);
        if let Some(union) = &model.union {
            self.name("tag");
            self.shape(&union.tag);
            self.name("variants");
            self.begin('[');
            union.variants.iter().for_each(|fields| self.shapes(fields));
            self.0.push(']');
        }
        self.0.push('}');
    }

    fn shapes(&mut self, fields: &[Field]) {
        self.begin('[');
        fields.iter().for_each(|field| self.shape(field.shape));
        self.0.push(']');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Code, Outcome};
    use crate::event::ClientEventType;
    use serde_json::{Value, json};

    #[test]
    fn every_character_comes_through() {
        let all: String = ('\0'..='\u{ff}').chain("\u{2028}\u{feff}💬\u{10ffff}".chars()).collect();
        let error = Error::new(Code::Internal, &all);
        assert_eq!(parsed(&super::error(&error)), json!({ "message": all, "code": "internal" }));
    }

    #[test]
    fn what_is_absent_is_left_out() {
        let mut error = Error::invalid_response(vec![Issue::new("a", "b", "c"), Issue::new("d", "e", "f")]);
        error.status = Some(200);
        error.retry_after = Some(u32::MAX);
        error.detailed_messages = vec!["one".to_owned(), "two".to_owned()];
        error.field_errors = vec![("__proto__".to_owned(), "\"".to_owned()), ("".to_owned(), "".to_owned())];
        error.unique_temp_id = Some("id".to_owned());
        let issue = |path, expected, received| {
            let message = format!("{path}: expected {expected}, received {received}");
            json!({ "path": path, "expected": expected, "received": received, "message": message })
        };
        assert_eq!(error.outcome, Some(Outcome::Unknown));
        assert_eq!(
            parsed(&super::error(&error)),
            json!({
                "message": "the reply is not what the API documents: a: expected b, received c; d: expected e, received f",
                "code": "invalid_response",
                "outcome": "unknown",
                "status": 200,
                "retryAfter": u32::MAX,
                "detailedMessages": ["one", "two"],
                "fieldErrors": { "__proto__": "\"", "": "" },
                "issues": [issue("a", "b", "c"), issue("d", "e", "f")],
                "uniqueTempId": "id",
            })
        );
    }

    #[test]
    fn an_event_is_told() {
        let event = ClientEvent {
            r#type: ClientEventType::Retry,
            endpoint: "post_comment".to_owned(),
            method: "POST".to_owned(),
            path: "/api".to_owned(),
            attempt: 1,
            status: None,
            duration: Some(12.5),
            delay: Some(0),
            code: Some(Code::Network),
        };
        assert_eq!(
            parsed(&super::event(&event)),
            json!({
                "type": "retry", "endpoint": "post_comment", "method": "POST", "path": "/api", "attempt": 1,
                "duration": 12, "delay": 0, "code": "network",
            })
        );
    }

    fn parsed(json: &str) -> Value {
        serde_json::from_str(json).unwrap()
    }
}
