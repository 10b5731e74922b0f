//! The signature of a webhook: HMAC-SHA256 of the raw body, keyed by a token of the dashboard, as hex.

use super::hmac::{BLOCK, DIGEST, Hmac, same};
use crate::error::Error;
use crate::prelude::*;
use crate::shape::{Issue, Kind, Kinds, Shape, Shaped, Values, check, concat, decimal, digit};

/// The bytes of a body, wherever they are.
pub trait Bytes {
    /// How many there are.
    fn len(&self) -> usize;
    /// Copies those from `start` on.
    fn copy(&self, start: usize, to: &mut [u8]);

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What is signed or verified, as the caller gave it.
pub struct Signed<'a, V> {
    /// The bytes of the raw body, if it has any.
    pub bytes: Option<&'a dyn Bytes>,
    /// The raw body itself.
    pub raw_body: V,
    /// The key, or the keys while they are being replaced.
    pub key: V,
}

/// How many bytes are looked at at a time: a large body isn't copied whole into the module's memory.
const CHUNK: usize = 64 * BLOCK;

const ONE: Shape = String::SHAPE;
/// One key, or several while they are being replaced.
pub(super) const SEVERAL: Shape = Shape::of(Kinds::STRING.or(Kinds::ARRAY)).items(&ONE);

/// The signature of a body, as lower-case hex.
pub fn sign<V: Values>(signed: &Signed<V>) -> Result<String, Box<Error>> {
    let mut issues = Vec::new();
    let tags = tags(signed, &ONE, &mut issues);
    if !issues.is_empty() {
        return Err(Error::invalid_signature(issues));
    }
    let mut hex = String::new();
    for tag in tags {
        for byte in tag {
            hex.push(digit(byte >> 4));
            hex.push(digit(byte & 15));
        }
    }
    Ok(hex)
}

/// Whether one of the keys made this signature of the body. Takes as long for a wrong signature as for a right one.
pub fn verify<V: Values>(signed: &Signed<V>, signature: &V) -> Result<(), Box<Error>> {
    let mut issues = Vec::new();
    let digest = digest(signature, &mut issues);
    let tags = tags(signed, &SEVERAL, &mut issues);
    if issues.is_empty() {
        let mut genuine = false;
        for tag in tags {
            genuine |= same(&tag, &digest);
        }
        if genuine {
            return Ok(());
        }
        issues.push(Issue::new("signature", "the HMAC-SHA256 of exactly these bytes under this key", "another"));
    }
    Err(Error::invalid_signature(issues))
}

/// The digests of a body under each of its keys, if nothing is wrong with either.
fn tags<V: Values>(signed: &Signed<V>, shape: &'static Shape, issues: &mut Vec<Issue>) -> Vec<[u8; DIGEST]> {
    if signed.bytes.is_none() {
        let expected = "the raw body, a string or bytes as they came, before anything parsed it";
        issues.push(Issue::new("rawBody", expected, signed.raw_body.kind().name()));
    }
    let mut wrong = check(&signed.key, shape, "key");
    let keys = if wrong.is_empty() { keys(&signed.key, "key", issues) } else { Vec::new() };
    issues.append(&mut wrong);
    let mut tags = Vec::new();
    if let (Some(bytes), true) = (signed.bytes, issues.is_empty()) {
        let mut macs = Vec::new();
        for key in keys {
            macs.push(Hmac::new(key.as_bytes()));
        }
        let mut chunk = [0; CHUNK];
        let (mut start, length) = (0, bytes.len());
        while length - start >= CHUNK {
            bytes.copy(start, &mut chunk);
            macs.iter_mut().for_each(|mac| mac.update(&chunk));
            start += CHUNK;
        }
        let (last, _) = chunk.split_at_mut_checked(length - start).unwrap_or_default();
        if !last.is_empty() {
            bytes.copy(start, last);
        }
        for mac in macs {
            tags.push(mac.finish(last, length));
        }
    }
    tags
}

/// The keys given, a string or an array of strings, each checked: what comes from a dashboard by way of a clipboard and an
/// environment variable is easily empty, or has a line break behind it.
pub(super) fn keys<V: Values>(given: &V, path: &str, issues: &mut Vec<Issue>) -> Vec<String> {
    let expected = "a key as the dashboard shows it";
    let list = given.kind() == Kind::Array;
    let keys = if list { given.item_texts() } else { vec![given.text()] };
    if keys.is_empty() {
        issues.push(Issue::new(path, expected, "0 items"));
    }
    for (at, key) in (0u32..).zip(&keys) {
        if let Some(received) = blank(key) {
            let path = if list { concat(&[path, "[", &decimal(at), "]"]) } else { path.to_owned() };
            issues.push(Issue::new(&path, expected, received));
        }
    }
    keys
}

/// What is wrong with the ends of a text.
fn blank(text: &str) -> Option<&'static str> {
    let is_blank = |end: Option<char>| end.is_some_and(is_blank);
    if text.chars().all(self::is_blank) {
        Some("an empty string")
    } else if is_blank(text.chars().next()) || is_blank(text.chars().next_back()) {
        Some("a string with blanks around it")
    } else {
        None
    }
}

/// Whether a character can't be seen, and so comes along unseen when a key is copied. Few, where Unicode's own list is long.
fn is_blank(c: char) -> bool {
    c.is_ascii_whitespace()
        || matches!(c, '\u{a0}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{3000}' | '\u{feff}')
}

/// The digest that a header's value stands for.
fn digest<V: Values>(signature: &V, issues: &mut Vec<Issue>) -> [u8; DIGEST] {
    let mut digest = [0; DIGEST];
    let received = match signature.kind() {
        Kind::Null => Kind::Missing.name(),
        Kind::String => {
            let text = signature.text();
            match hex(&text, &mut digest) {
                true => return digest,
                false => mistaken(&text),
            }
        }
        kind => kind.name(),
    };
    let expected = "64 hexadecimal digits, the value of the header QISCUS-SDK-SIGNATURE";
    issues.push(Issue::new("signature", expected, received));
    digest
}

/// Reads a digest in hex of either case; whether the text is one.
fn hex(text: &str, digest: &mut [u8; DIGEST]) -> bool {
    let mut bytes = digest.iter_mut();
    let mut digits = text.chars();
    while let Some(high) = digits.next() {
        let low = digits.next().and_then(|digit| digit.to_digit(16));
        match (bytes.next(), high.to_digit(16), low) {
            (Some(byte), Some(high), Some(low)) => *byte = (high << 4 | low) as u8,
            _ => return false,
        }
    }
    bytes.next().is_none()
}

/// What a text that is no digest in hex seems to be.
fn mistaken(text: &str) -> &'static str {
    let has = |byte: u8| text.bytes().any(|other| other == byte);
    let ends_in_one = text.ends_with('=');
    match blank(text) {
        Some(blank) => blank,
        None if has(b',') => "several signatures",
        None if matches!(text.len(), 43 | 44) && (ends_in_one || !has(b'=')) => "base64",
        None if has(b'=') || has(b':') => "a digest with something before it",
        None => "another string",
    }
}
