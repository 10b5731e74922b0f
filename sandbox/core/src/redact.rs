//! Takes secrets out of anything that is logged or recorded.

use http::{HeaderMap, HeaderName};
use serde_json::Value;

const REDACTED: &str = "[redacted]";

/// The strings that mustn't be shown: the sandbox's own keys, and whatever a request sent as its secret.
pub struct Redactor {
    needles: Vec<String>,
}

impl Redactor {
    /// Hides `keys`, and the values of `headers` that are secrets by their name: a wrong key may be somebody's real one.
    pub fn new(keys: &[&str], headers: &HeaderMap) -> Self {
        let sent = headers.iter().filter(|(name, _)| is_secret(name)).filter_map(|(_, value)| value.to_str().ok());
        let needles = keys.iter().copied().chain(sent).filter(|key| !key.is_empty());
        Self { needles: needles.map(str::to_owned).collect() }
    }

    /// A header's value, hidden whole if its name says secret.
    pub fn header(&self, name: &HeaderName, value: &[u8]) -> String {
        if is_secret(name) { REDACTED.to_owned() } else { self.text(&String::from_utf8_lossy(value)) }
    }

    /// The text without any secret, in whatever encoding it stands there.
    pub fn text(&self, text: &str) -> String {
        self.needles.iter().fold(text.to_owned(), |text, needle| without(&text, needle))
    }

    /// JSON without any secret: keys and numbers, too.
    pub fn json(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(&text)),
            Value::Array(items) => items.into_iter().map(|item| self.json(item)).collect(),
            Value::Object(fields) => {
                fields.into_iter().map(|(key, value)| (self.text(&key), self.json(value))).collect()
            }
            Value::Number(number) => {
                let text = number.to_string();
                let shown = self.text(&text);
                if shown == text { Value::Number(number) } else { Value::String(shown) }
            }
            Value::Bool(_) | Value::Null => value,
        }
    }
}

fn is_secret(name: &HeaderName) -> bool {
    let name = name.as_str();
    name.contains("secret") || ["authorization", "proxy-authorization", "cookie"].contains(&name)
}

fn without(text: &str, needle: &str) -> String {
    let first = needle.chars().next();
    // What stands before the next character that can begin a match is copied at once: most texts have few of those.
    let begins = |character| matches!(character, '%' | '\\' | ' ') || Some(character) == first;
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, found)) = rest.find(begins).and_then(|at| rest.split_at_checked(at)) {
        clean.push_str(before);
        if let Some(after) = after_match(found.as_bytes(), needle.as_bytes()) {
            clean.push_str(REDACTED);
            rest = found.get(found.len() - after..).unwrap_or_default();
        } else {
            let next = found.chars().next().map_or(0, char::len_utf8);
            clean.push_str(found.get(..next).unwrap_or_default());
            rest = found.get(next..).unwrap_or_default();
        }
    }
    clean.push_str(rest);
    clean
}

/// How many bytes are left after `needle` at the start of `text`, each of its bytes raw, percent-encoded or escaped
/// as JSON does it. Every way is tried: `%25` may be three raw bytes or one encoded one. A plus may be a space, which is
/// how a form reads it.
fn after_match(text: &[u8], needle: &[u8]) -> Option<usize> {
    let Some((&byte, needle)) = needle.split_first() else { return Some(text.len()) };
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let hex = |high, low| digit(high) == Some(u32::from(byte >> 4)) && digit(low) == Some(u32::from(byte & 15));
    let ways = [
        matches!(text, [b'%', high, low, ..] if hex(*high, *low)).then_some(3),
        matches!(text, [b'\\', b'u', b'0', b'0', high, low, ..] if hex(*high, *low)).then_some(6),
        matches!(text, [b'\\', raw, ..] if *raw == byte).then_some(2),
        matches!(text, [raw, ..] if *raw == byte || (*raw == b' ' && byte == b'+')).then_some(1),
    ];
    ways.into_iter().flatten().find_map(|used| after_match(text.get(used..)?, needle))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use serde_json::json;

    #[test]
    fn a_secret_is_found_in_every_encoding() {
        let redactor = Redactor::new(&["s/%25\"k"], &HeaderMap::new());
        let rows = [
            ("a s/%25\"k b", "a [redacted] b"),
            ("s%2F%2525%22k", "[redacted]"),
            ("s%2f%2525%22%6B", "[redacted]"),
            (r#"{"x":"s\/%25\"k"}"#, r#"{"x":"[redacted]"}"#),
            (r"\u0073/%25\u0022k", "[redacted]"),
            ("s/%25\"ks/%25\"k", "[redacted][redacted]"),
            ("s/%25é", "s/%25é"),
            ("", ""),
        ];
        for (text, expected) in rows {
            assert_eq!(redactor.text(text), expected, "{text}");
        }
    }

    #[test]
    fn a_secret_is_found_anywhere_in_json() {
        let redactor = Redactor::new(&["a+b", "12"], &HeaderMap::new());
        let value = json!({ "a+b": ["x a b", { "a%2Bb": "a+b" }], "n": 3120, "m": 21, "t": true, "z": null });
        let expected = json!({
            "[redacted]": ["x [redacted]", { "[redacted]": "[redacted]" }], "n": "3[redacted]0", "m": 21, "t": true,
            "z": null
        });
        assert_eq!(redactor.json(value), expected);
    }

    #[test]
    fn a_secret_header_hides_its_value_everywhere() {
        let mut headers = HeaderMap::new();
        headers.insert("qiscus_sdk_secret", HeaderValue::from_static("wrong"));
        let redactor = Redactor::new(&["right"], &headers);
        assert_eq!(redactor.text("wrong=right"), "[redacted]=[redacted]");
        for (name, expected) in [("x-other-secret", "[redacted]"), ("cookie", "[redacted]"), ("x-mine", "a[redacted]")]
        {
            assert_eq!(redactor.header(&HeaderName::from_static(name), b"aright"), expected, "{name}");
        }
    }
}
