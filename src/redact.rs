//! Takes a secret out of what a server said: servers repeat what they are sent, in many spellings.

/// What stands in place of the secret.
const REDACTED: &str = "[redacted]";

/// How much of the secret's beginning is taken out at the end of a text that may have been cut in the middle of it.
const SHORTEST_BEGINNING: usize = 4;

/// Finds a secret in any of the spellings that servers give it: as it is, escaped for JSON (once or several times), percent-encoded
/// for a URL or a form (or a URL in a URL), as HTML entities (in HTML in HTML, too), or each character in another one of these.
#[derive(Debug, Clone)]
pub struct Redactor {
    secret: Vec<char>,
}

/// How many characters a secret has at least that is taken out of sentences of ours: a shorter one may be a part of any word.
const SHORTEST_IN_SENTENCE: usize = 8;

impl Redactor {
    /// For a secret; for none, nothing is taken out.
    pub fn new(secret: Option<&str>) -> Self {
        Self { secret: secret.unwrap_or_default().chars().collect() }
    }

    /// The text without the secret.
    pub fn redact(&self, text: &str) -> String {
        let Some((first, others)) = self.secret.split_first() else { return text.to_owned() };
        // Where a spelling can begin; all else is skipped, since bodies are large.
        let is_start = |c: char| c == *first || matches!(c, '\\' | '%' | '&') || (c == '+' && *first == ' ');
        let mut redacted = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, from)) = rest.find(is_start).and_then(|at| rest.split_at_checked(at)) {
            redacted.push_str(before);
            let length = length_at_start(from, *first, others);
            let read = length.or_else(|| from.chars().next().map(char::len_utf8)).unwrap_or_default();
            let (read, after) = from.split_at_checked(read).unwrap_or((from, ""));
            redacted.push_str(if length.is_some() { REDACTED } else { read });
            rest = after;
        }
        redacted + rest
    }

    /// A sentence of ours without the secret.
    pub fn redact_sentence(&self, sentence: &str) -> String {
        if self.secret.len() < SHORTEST_IN_SENTENCE { sentence.to_owned() } else { self.redact(sentence) }
    }
}

/// The length of the spelling of a secret, its first character and the others, that a text begins with, if it does.
fn length_at_start(text: &str, first: char, others: &[char]) -> Option<usize> {
    let mut ends = Vec::new();
    spellings(text, first, &mut |length| ends.push(length));
    let mut is_beginning = false;
    for (read, c) in (1..).zip(others) {
        if ends.is_empty() {
            break;
        }
        is_beginning |= read >= SHORTEST_BEGINNING
            && ends.iter().any(|end: &usize| is_cut(text.get(*end..).unwrap_or_default(), *c));
        let mut next = Vec::new();
        for end in ends {
            spellings(text.get(end..).unwrap_or_default(), *c, &mut |length| {
                if !next.contains(&(end + length)) {
                    next.push(end + length);
                }
            });
        }
        ends = next;
    }
    // All of the text is a beginning of the secret.
    ends.into_iter().max().or(is_beginning.then_some(text.len()))
}

/// Whether a text is empty, or the beginning of a spelling of a character that was cut.
fn is_cut(text: &str, c: char) -> bool {
    let rest = text.trim_start_matches('\\');
    let is_name = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    match text.as_bytes().first() {
        None => true,
        Some(b'\\') => rest.len() <= 4 && is_name(rest) && (rest.is_empty() || rest.starts_with('u')),
        Some(b'%') => {
            let whole: String = c.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect();
            text.len() < whole.len() && whole.starts_with(&text.to_ascii_uppercase())
        }
        Some(b'&') => text.len() < LONGEST_ENTITY && is_name(text.get(1..).unwrap_or_default().trim_start_matches('#')),
        _ => false,
    }
}

/// Finds the lengths of all spellings of a character that a text begins with.
fn spellings(text: &str, c: char, found: &mut impl FnMut(usize)) {
    encoded(text, c, found);
    if matches!(text.as_bytes().first(), Some(b'\\' | b'%' | b'&')) {
        escaped(text, c, found);
    }
}

/// As it is, percent-encoded or as an HTML entity; encoded again, too.
fn encoded(text: &str, c: char, found: &mut impl FnMut(usize)) {
    if text.starts_with(c) {
        found(c.len_utf8());
    }
    match text.as_bytes().first() {
        Some(b'%') => PERCENTS
            .iter()
            .take_while(|percent| text.starts_with(**percent))
            .filter_map(|percent| percent_encoded(text, c, percent))
            .for_each(found),
        Some(b'&') => AMPERSANDS
            .iter()
            .take_while(|ampersand| text.starts_with(**ampersand))
            .filter_map(|ampersand| entity(text, c, ampersand))
            .for_each(found),
        Some(b'+') if c == ' ' => found(1),
        _ => {}
    }
}

/// The most backslashes in front of one character: four levels of JSON in JSON.
const MAX_BACKSLASHES: usize = 16;

/// `\/`, `\"`, `\n`, `\u002f`, after one or more backslashes: JSON in JSON doubles them. What is escaped may be encoded: `%5C%22`.
fn escaped(text: &str, c: char, found: &mut impl FnMut(usize)) {
    let end = backslashes(text, |count, end| {
        if c == '\\' && matches!(count, 2 | 4 | 8 | 16) {
            found(end);
        }
    });
    if end == 0 {
        return;
    }
    let letter = match c {
        '\u{8}' => 'b',
        '\u{c}' => 'f',
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        other => other,
    };
    if letter != c || matches!(c, '"' | '/' | '\'') {
        encoded(text.get(end..).unwrap_or_default(), letter, &mut |length| found(end + length));
    }
    unicode_escaped(text, c).into_iter().for_each(found);
}

/// The end of the backslashes that a text begins with. `each` gets their number and the end of each.
fn backslashes(text: &str, mut each: impl FnMut(usize, usize)) -> usize {
    let mut end = 0;
    for count in 1..=MAX_BACKSLASHES {
        let mut length = 0;
        encoded(text.get(end..).unwrap_or_default(), '\\', &mut |found| length = found);
        if length == 0 {
            break;
        }
        end += length;
        each(count, end);
    }
    end
}

/// `\u002f`; two of them for a character beyond U+FFFF, each after one or more backslashes.
fn unicode_escaped(text: &str, c: char) -> Option<usize> {
    let mut units = [0; 2];
    let mut end = 0;
    for unit in c.encode_utf16(&mut units) {
        let backslashes = backslashes(text.get(end..)?, |_, _| {});
        let digits = text.get(end + backslashes..)?.strip_prefix('u')?.get(..4)?;
        if backslashes == 0 || u16::from_str_radix(digits, 16) != Ok(*unit) {
            return None;
        }
        end += backslashes + 5;
    }
    Some(end)
}

/// The percent sign of `%2F`, `%252F`, …
const PERCENTS: [&str; 4] = ["%", "%25", "%2525", "%252525"];
/// The ampersand of `&quot;`, `&amp;quot;`, …
const AMPERSANDS: [&str; 4] = ["&", "&amp;", "&amp;amp;", "&amp;amp;amp;"];

/// `%2F`, in either case, each byte of UTF-8.
fn percent_encoded(text: &str, c: char, percent: &str) -> Option<usize> {
    let mut bytes = [0; 4];
    let mut end = 0;
    for byte in c.encode_utf8(&mut bytes).bytes() {
        let digits = text.get(end..)?.strip_prefix(percent)?.get(..2)?;
        if u8::from_str_radix(digits, 16) != Ok(byte) {
            return None;
        }
        end += percent.len() + 2;
    }
    Some(end)
}

/// The bytes of `&#x0010ffff;`.
const LONGEST_ENTITY: usize = 12;

/// `&amp;`, `&#38;`, `&#038;`, `&#x26;`.
fn entity(text: &str, c: char, ampersand: &str) -> Option<usize> {
    let rest = text.strip_prefix(ampersand)?;
    let name = rest.get(..rest.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';')?)?;
    let number = name.strip_prefix('#');
    let code = match number.map(|number| number.strip_prefix(['x', 'X']).ok_or(number)) {
        Some(Ok(hex)) => u32::from_str_radix(hex, 16).ok(),
        Some(Err(decimal)) => decimal.parse().ok(),
        None => match name {
            "amp" => Some('&'.into()),
            "lt" => Some('<'.into()),
            "gt" => Some('>'.into()),
            "quot" => Some('"'.into()),
            "apos" => Some('\''.into()),
            _ => None,
        },
    };
    (code == Some(c.into())).then_some(ampersand.len() + name.len() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_in_every_spelling() {
        let secret = "a/b+c d\"e\\f&g<h>'ü~*!💬";
        let redactor = Redactor::new(Some(secret));
        let json = serde_json::to_string(secret).unwrap();
        let inner = json.trim_matches('"').to_owned();
        let twice = serde_json::to_string(&inner).unwrap();
        for (name, text) in [
            ("as it is", secret),
            ("JSON", &inner),
            ("JSON in JSON", twice.trim_matches('"')),
            ("PHP's JSON", r#"a\/b+c d\"e\\f&g<h>'\u00fc~*!\ud83d\udcac"#),
            ("Go's JSON", r#"a/b+c d\"e\\f\u0026g\u003ch\u003e'ü~*!💬"#),
            ("capital digits", r#"a/b+c d\"e\\f\u0026g\u003Ch\u003E\u0027\u00FC~*!\uD83D\uDCAC"#),
            ("encodeURIComponent", "a%2Fb%2Bc%20d%22e%5Cf%26g%3Ch%3E'%C3%BC~*!%F0%9F%92%AC"),
            ("lower-case", "a%2fb%2bc%20d%22e%5cf%26g%3ch%3e'%c3%bc~*!%f0%9f%92%ac"),
            ("a form", "a%2Fb%2Bc+d%22e%5Cf%26g%3Ch%3E%27%C3%BC%7E%2A%21%F0%9F%92%AC"),
            ("encodeURI", "a/b+c%20d%22e%5Cf&g%3Ch%3E'%C3%BC~*!%F0%9F%92%AC"),
            ("HTML", "a/b+c d&quot;e\\f&amp;g&lt;h&gt;&#39;ü~*!💬"),
            ("HTML of Python", "a/b+c d&quot;e\\f&amp;g&lt;h&gt;&#x27;ü~*!💬"),
            (
                "a URL in a URL",
                "a%252Fb%252Bc%2520d%2522e%255Cf%2526g%253Ch%253E%2527%25C3%25BC%257E%252a%2521%25F0%259F%2592%25AC",
            ),
            ("HTML in HTML", "a/b+c d&amp;quot;e\\f&amp;amp;g&amp;lt;h&amp;gt;&amp;#039;ü~*!💬"),
            ("JSON in HTML", r"a\/b+c d\&quot;e\\f\u0026g\u003Ch\u003E&#039;\u00fc~*!\uD83D\uDCAC"),
            ("JSON in a URL", "a%5C/b%2Bc%20d%5C%22e%5C%5Cf%5Cu0026g%5Cu003ch%3E'%5Cu00fc~*!%5Cud83d%5Cudcac"),
            ("HTML of PHP", "a/b+c d&#034;e\\f&amp;g&lt;h&gt;&#039;&#252;~*!&#128172;"),
        ] {
            assert_eq!(redactor.redact(&format!("<{text}>, {text}")), "<[redacted]>, [redacted]", "{name}");
        }
    }

    #[test]
    fn a_secret_with_backslashes_in_a_row_is_found_too() {
        let secret = r"a\\b\c";
        let once = serde_json::to_string(secret).unwrap().trim_matches('"').to_owned();
        let twice = serde_json::to_string(&once).unwrap().trim_matches('"').to_owned();
        for text in [secret.to_owned(), once, twice] {
            assert_eq!(Redactor::new(Some(secret)).redact(&format!("<{text}>")), "<[redacted]>", "{text}");
        }
    }

    #[test]
    fn the_beginning_of_a_secret_is_taken_out_where_a_text_was_cut() {
        let redactor = Redactor::new(Some("abcdefgh"));
        for (text, expected) in [
            ("key abcdefg", "key [redacted]"),
            ("key abcd", "key [redacted]"),
            ("key abc", "key abc"),
            ("key abcd and more", "key abcd and more"),
            ("key abcd%6", "key [redacted]"),
            ("key abcd%4", "key abcd%4"),
            ("key abcd\\u006", "key [redacted]"),
            ("key abcd&#x6", "key [redacted]"),
            ("key abcd%20", "key abcd%20"),
            ("key abcd\"}", "key abcd\"}"),
            ("abcabcdefgh", "abc[redacted]"),
            ("", ""),
        ] {
            assert_eq!(redactor.redact(text), expected, "{text}");
        }
    }

    #[test]
    fn a_large_text_of_beginnings_is_read_once() {
        // In quadratic time this would not end.
        let redactor = Redactor::new(Some("aaab\\c"));
        for text in ["\\", "%", "%25", "%5C", "&", "&amp;", "a", "aaab", "&#92;", "\\u005c"] {
            let text = text.repeat(100_000) + ".";
            assert_eq!(redactor.redact(&text), text);
        }
    }

    #[test]
    fn without_a_secret_nothing_is_taken_out() {
        assert_eq!(Redactor::new(None).redact("a%2Fb \\ & ü"), "a%2Fb \\ & ü");
        assert_eq!(Redactor::new(Some("x")).redact("a"), "a");
    }
}
