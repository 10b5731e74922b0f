//! What a caller probably meant by a value that isn't accepted.

use super::{AnyValue, Kind, Kinds, Schema, closest};

/// The most characters of a value that a sentence shows.
const MAX_SHOWN: u32 = 40;

impl Schema {
    /// The value that is probably meant, as it is written in code: `[201]`, `"post_comment"`.
    pub(super) fn suggestion<V: AnyValue>(&self, value: &V, kind: Kind) -> Option<String> {
        if let Some(items) = self.items
            && self.accepts.contains(Kinds::ARRAY)
        {
            let item = match kind {
                Kind::String if items.accepts.has(kind) => quoted(value),
                Kind::Integer if items.accepts.has(kind) => Some(value.text()),
                _ => items.suggestion(value, kind),
            };
            return item.map(|item| format!("[{item}]"));
        }
        let text = shown(value)?;
        closest(&text, self.strings).map(|name| format!("\"{name}\""))
    }
}

/// A string in a sentence of ours, in quotes.
pub(super) fn quoted<V: AnyValue>(value: &V) -> Option<String> {
    shown(value).map(|text| format!("\"{text}\""))
}

/// A string that can be shown: short, and without the line breaks that would forge a line in a log.
fn shown<V: AnyValue>(value: &V) -> Option<String> {
    let is_short = value.kind() == Kind::String && value.len() <= MAX_SHOWN;
    let text = if is_short { value.text() } else { return None };
    (!text.chars().any(char::is_control)).then_some(text)
}
