//! A fault as JavaScript gives it: an object with the keys of the core's grammar, which alone decides what they mean.

use qiscus_sandbox_core::Fault;
use qiscus_wasm::error::Error;
use qiscus_wasm::options;
use qiscus_wasm::options::object_issues;
use qiscus_wasm::schema::{AnyValue, HasSchema, Issue, Kinds, Schema};

options! {
    /// A fault, before the grammar has read it. The typings have a type for each fault instead.
    pub struct AnyFault {
        /// Its name.
        pub name: String,
        /// Its value.
        pub value: Option<Word>,
        /// Before or after the call is executed.
        pub when: Option<Word>,
        /// How often.
        pub times: Option<Word>,
        /// One of how many.
        pub every: Option<Word>,
        /// A share.
        pub rate: Option<Word>,
        /// `Retry-After` in seconds.
        pub retry_after as "retryAfter": Option<Word>,
        /// `Retry-After` as a date.
        pub retry_date as "retryDate": Option<Word>,
        /// Where a redirect leads.
        pub to: Option<Word>,
        /// The bytes of a piece.
        pub bytes: Option<Word>,
    }
}

/// A value that the grammar reads as text.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Word(pub String);

impl HasSchema for Word {
    const SCHEMA: Schema = Schema::of(Kinds::STRING.or(Kinds::INTEGER).or(Kinds::NUMBER));
}

/// The options and the keys of the grammar that they are.
const KEYS: [(&str, &str); 8] = [
    ("when", "when"),
    ("times", "times"),
    ("every", "every"),
    ("rate", "rate"),
    ("retryAfter", "retry-after"),
    ("retryDate", "retry-date"),
    ("to", "to"),
    ("bytes", "bytes"),
];

/// The name that stands for all endpoints.
const ALL: &str = "*";

/// A fault for the requests of an endpoint, or of all.
pub fn read<V: AnyValue>(endpoint: &V, fault: &V) -> Result<Fault, Box<Error>> {
    let invalid = |issue| Error::invalid_options(vec![issue]);
    let Some(endpoint) = endpoint.string() else {
        let expected = "the name of an endpoint such as `post_comment`, or `*` for all";
        return Err(invalid(Issue::new("endpoint", expected, endpoint.kind().name())));
    };
    let issues = object_issues(fault, &AnyFault::SCHEMA, "fault").map_err(invalid)?;
    if !issues.is_empty() {
        return Err(Error::invalid_options(issues));
    }
    let text = |name| Some(fault.get(name)).filter(|value| !value.is_missing()).map(|value| value.text());
    let mut keys: Vec<(&str, String)> = KEYS.iter().filter_map(|(name, key)| Some((*key, text(name)?))).collect();
    if endpoint != ALL {
        keys.push(("endpoint", endpoint));
    }
    let keys: Vec<(&str, &str)> = keys.iter().map(|(key, value)| (*key, value.as_str())).collect();
    Fault::from_parts(&fault.get("name").text(), text("value").as_deref(), &keys)
        .map_err(|reason| invalid(Issue::of_schema("fault", &reason)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use qiscus_wasm::schema::JsonValue;
    use serde_json::{Value, json};

    fn read_json(endpoint: &Value, fault: &Value) -> Result<String, String> {
        let fault = read(&JsonValue::of(endpoint), &JsonValue::of(fault));
        fault.map(|fault| fault.text().to_owned()).map_err(|error| error.message)
    }

    #[test]
    fn a_fault_is_the_text_that_the_server_takes() {
        let rows = [
            ("post_comment", json!({ "name": "reset-after", "times": 1 }), "reset-after;times=1;endpoint=post_comment"),
            (
                "*",
                json!({ "name": "status", "value": 503, "retryAfter": 1, "when": "after" }),
                "status=503;when=after;retry-after=1",
            ),
            ("*", json!({ "name": "latency", "value": 300, "rate": 0.25 }), "latency=300;rate=0.25"),
            ("*", json!({ "name": "redirect", "value": 307, "to": "http://a/;x=1" }), "redirect=307;to=http://a/;x=1"),
            ("*", json!({ "name": "drip", "bytes": 4, "every": 2 }), "drip;every=2;bytes=4"),
        ];
        for (endpoint, fault, expected) in rows {
            assert_eq!(read_json(&json!(endpoint), &fault).as_deref(), Ok(expected), "{fault}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_fault_is_named() {
        let all = json!("*");
        let rows = [
            (
                &json!(5),
                json!({ "name": "reset" }),
                "endpoint: expected the name of an endpoint such as `post_comment`, or `*` for all, received integer",
            ),
            (&all, json!({ "value": 1 }), "name is missing, expected string"),
            (&all, json!("reset"), "fault: expected object, received string"),
            (
                &all,
                json!({ "name": "reset", "retry_after": 1 }),
                "unknown option `retry_after`, did you mean `retryAfter`?",
            ),
            (&all, json!({ "name": "reset", "bytes": 1 }), "fault: reset takes no bytes"),
            (&all, json!({ "name": "latency", "value": [1] }), "value: expected number or string, received array"),
        ];
        for (endpoint, fault, expected) in rows {
            assert_eq!(read_json(endpoint, &fault), Err(format!("invalid options: {expected}")), "{fault}");
        }
        let unknown = read_json(&json!("post"), &json!({ "name": "reset" }));
        let expected = "invalid options: fault: unknown endpoint `post`, expected one of create_room, get_or";
        assert!(unknown.as_ref().is_err_and(|message| message.starts_with(expected)), "{unknown:?}");
    }
}
