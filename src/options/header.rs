//! Headers that a caller gives. A bad one would make the platform throw.

use crate::schema::{AnyValue, Issue, Kind, printable};

/// The headers given, checked.
pub fn headers<V: AnyValue>(headers: &V, issues: &mut Vec<Issue>) -> Vec<(String, String)> {
    if !matches!(headers.kind(), Kind::Object) {
        return Vec::new();
    }
    let mut checked = Vec::new();
    for name in headers.keys() {
        let value = headers.get(&name);
        let path = format!("headers.{}", printable(&name));
        match value.kind() {
            Kind::Missing => continue,
            Kind::String => {}
            kind => {
                issues.push(Issue::new(&path, "string", kind.name()));
                continue;
            }
        }
        let value = value.text();
        if !is_name(&name) {
            issues.push(Issue::new(&path, "the name of a header", "another string"));
        } else if !is_value(&value) {
            let expected = "text without line breaks or characters beyond Latin-1";
            issues.push(Issue::new(&path, expected, "another string"));
        }
        checked.push((name, value));
    }
    checked
}

// The `http` crate judges the same, with tables of known headers that would be a fifth of the module.

/// Whether a text may be a header's name: a token (RFC 9110, section 5.6.2).
pub fn is_name(text: &str) -> bool {
    let is_sign = |byte| matches!(byte, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~');
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || is_sign(byte))
}

/// Whether a text may be a header's value: what `fetch` takes, characters up to U+00FF but no control ones.
pub fn is_value(text: &str) -> bool {
    text.chars().all(|c| c <= '\u{ff}' && c != '\u{7f}' && (c >= ' ' || c == '\t'))
}
