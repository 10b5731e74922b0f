//! One thing that is wrong with a value: where, what was expected, what was there.

use super::{Kind, Kinds, Limit, Schema, names};

/// What is expected in place of an unknown key, before the word for it.
const KNOWN: &str = "a known ";

/// The most issues that one error lists.
pub const MAX_ISSUES: usize = 100;

crate::model! {
    /// One thing that is wrong with a value.
    ///
    /// @example
    /// ```ts
    /// import { safeValidateWebhook, type Issue } from "qiscus-wasm";
    ///
    /// const result = safeValidateWebhook({ ...event, type: "post_coment" });
    /// const issues: Issue[] = result.ok ? [] : result.issues;
    /// issues.map((issue) => issue.path); // => ["type"]
    /// ```
    pub struct Issue {
        /// Where: `emails[1]`, `results.comments[0].id`, `payload.buttons[2].label`; empty for the value itself.
        pub path: String,
        /// What should be there: `string`, `integer or string`, `"single" or "group"`, `exactly 2 items`.
        pub expected: String,
        /// What is there, by its kind: `nothing`, `null`, `array`, `3 items`. The content is never shown, except a short string of
        /// your own that is not one of the expected ones: `"image"`.
        pub received: String,
        /// The three as one sentence, with a suggestion for a misspelt name or value.
        pub message: String,
    }
}

impl Issue {
    /// An issue whose sentence is made of its parts.
    pub fn new(path: &str, expected: &str, received: &str) -> Self {
        let subject = if path.is_empty() { "the value" } else { path };
        let message = if received == Kind::Missing.name() {
            format!("{subject} is missing, expected {expected}")
        } else {
            format!("{subject}: expected {expected}, received {received}")
        };
        Self { path: path.to_owned(), expected: expected.to_owned(), received: received.to_owned(), message }
    }

    /// An object of a class of the platform's in place of a plain one, by the name of the class.
    pub fn foreign(path: &str, class: &str) -> Self {
        let article = if class.starts_with(['A', 'E', 'I', 'O', 'U']) && !class.starts_with("UR") { "an" } else { "a" };
        let hint = match class {
            "Promise" => ", `await` is missing",
            "AbortSignal" => ", pass `{ signal }`",
            _ => "",
        };
        Self::new(path, "a plain object", &format!("{article} {class}")).hint(hint)
    }

    /// A string or bytes that are wrong as a whole: `what` it is, such as "the response".
    pub fn whole(what: &str, expected: &str, received: &str) -> Self {
        let message = format!("{what} is {received}, expected {expected}");
        Self { path: String::new(), expected: expected.to_owned(), received: received.to_owned(), message }
    }

    /// An issue that another library found.
    pub fn of_schema(path: &str, message: &str) -> Self {
        let message = format!("{path}: {message}");
        Self {
            path: path.to_owned(),
            expected: "what `schema` accepts".to_owned(),
            received: "another value".to_owned(),
            message,
        }
    }

    /// A key that no schema knows, with the known name (each has a comma behind it) that is probably meant.
    pub fn unknown(key: &str, what: &str, known: &'static str) -> Self {
        let path = printable(key);
        let hint = closest(key, known)
            .or_else(|| synonym(key, known))
            .map(|name| format!(", did you mean `{name}`?"))
            .unwrap_or_default();
        let message = format!("unknown {what} `{path}`{hint}");
        Self { path, expected: format!("{KNOWN}{what}"), received: "unknown name".to_owned(), message }
    }

    /// Says of an unknown key where it belongs, if it is one of these names but for case and underscores.
    pub(crate) fn belongs(&mut self, known: &'static str, place: &str) {
        let Some(what) = self.expected.strip_prefix(KNOWN) else { return };
        if let Some(name) = names(known).find(|name| letters(name) == letters(&self.path)) {
            self.message = format!("unknown {what} `{}`: `{name}` {place}", self.path);
        }
    }

    /// Adds to the sentence what to do.
    pub(crate) fn hint(mut self, hint: &str) -> Self {
        self.message.push_str(hint);
        self
    }
}

/// A name as it can be shown: not endless, and without the line breaks that would forge a line in a log.
pub(crate) fn printable(name: &str) -> String {
    name.chars().take(64).map(|c| if c.is_control() { '?' } else { c }).collect()
}

/// What a string that isn't JSON seems to be.
pub(crate) fn text_kind(text: &str) -> &'static str {
    match text.trim_ascii().as_bytes().first() {
        None => "empty",
        Some(b'<') => "HTML",
        Some(b'{' | b'[') => "broken JSON",
        _ => "text",
    }
}

impl Schema {
    /// What is accepted, in words: `integer or string`, `"single" or "group"`.
    pub(super) fn expected(&self) -> String {
        let has = |kinds| self.accepts.contains(kinds);
        let mut words = Vec::new();
        if !has(Kinds::STRING) {
            words.extend(names(self.strings).map(|string| format!("\"{string}\"")));
        }
        for (kinds, word) in [
            (Kinds::NUMBER, "number"),
            (Kinds::INTEGER, "integer"),
            (Kinds::STRING, "string"),
            (Kinds::BOOLEAN, "boolean"),
            (Kinds::ARRAY, "array"),
            (Kinds::OBJECT, "object"),
            (Kinds::FUNCTION, "function"),
            (Kinds::NULL, "null"),
        ] {
            if has(kinds) && !(kinds == Kinds::INTEGER && has(Kinds::NUMBER)) {
                words.push(word.to_owned());
            }
        }
        words.join(" or ")
    }
}

impl Limit {
    /// What the limit accepts, in words.
    pub(super) fn expected(self) -> String {
        match self {
            Limit::None => String::new(),
            Limit::NotEmpty => "at least 1 item".to_owned(),
            Limit::Exactly(count) => format!("exactly {count} items"),
            Limit::Characters(count) => format!("at most {count} characters"),
            Limit::AtLeast(least) => format!("{least} or more"),
        }
    }
}

/// The known name nearest to a misspelt one: the same but for case and underscores, or a third of its letters away.
pub(super) fn closest(name: &str, known: &'static str) -> Option<&'static str> {
    nearest(name, known, (letters(name).len() / 3).max(1))
}

/// What other libraries call the options of this one, by the letters of their names.
const SYNONYMS: [(&str, &str); 8] = [
    ("secretKey", "secret,apikey,key,token,accesstoken,"),
    ("signatureKey", "secret,key,token,secretkey,signingsecret,webhooksecret,"),
    ("baseUrl", "url,host,endpoint,apiurl,prefixurl,"),
    ("maxRetries", "retry,retries,maxretry,"),
    ("headers", "defaultheaders,"),
    ("onEvent", "handler,onmessage,logger,"),
    ("authorize", "auth,authenticate,"),
    ("allow", "endpoints,"),
];

/// The known name that another library has a different word for.
fn synonym(name: &str, known: &'static str) -> Option<&'static str> {
    let meant = |(_, words): &&(&str, &'static str)| names(words).any(|word| word == letters(name));
    let mut found = SYNONYMS.iter().filter(meant).filter_map(|(name, _)| names(known).find(|known| known == name));
    found.next()
}

/// The known name nearest to another one, at most so many letters away.
pub(crate) fn nearest(name: &str, known: &'static str, mut least: usize) -> Option<&'static str> {
    let name = letters(name);
    let mut best = None;
    for known in names(known) {
        let distance = distance(name.as_bytes(), letters(known).as_bytes());
        if distance < least || (distance == least && best.is_none()) {
            (best, least) = (Some(known), distance);
        }
    }
    best
}

fn letters(name: &str) -> String {
    name.chars().take(64).filter(|c| !matches!(c, '_' | '-')).map(|c| c.to_ascii_lowercase()).collect()
}

/// How many letters have to be put in, taken out or replaced to make one word of the other (Levenshtein).
fn distance(a: &[u8], b: &[u8]) -> usize {
    // A row of the usual table, without its first column: that is the number of the row.
    let mut row: Vec<usize> = (1..=b.len()).collect();
    for (i, a) in a.iter().enumerate() {
        let (mut diagonal, mut left) = (i, i + 1);
        for (cell, b) in row.iter_mut().zip(b) {
            left = (diagonal + usize::from(a != b)).min(*cell + 1).min(left + 1);
            diagonal = std::mem::replace(cell, left);
        }
    }
    row.last().copied().unwrap_or(a.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_name_gets_the_nearest_known_one() {
        let known = "room_id,sender_email,message,type,unique_temp_id,";
        for (name, suggestion) in [
            ("roomId", Some("room_id")),
            ("romm_id", Some("room_id")),
            ("room-id", Some("room_id")),
            ("senderEmail", Some("sender_email")),
            ("mesage", Some("message")),
            ("typ", Some("type")),
            ("uniqueTempId", Some("unique_temp_id")),
            ("colour", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(closest(name, known), suggestion, "{name}");
        }
    }
}
