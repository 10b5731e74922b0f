//! The signature of a webhook: HMAC-SHA256 of the raw body, keyed by a token of the dashboard, as hex.

use super::hmac::{BLOCK, DIGEST, Hmac, same};
use crate::error::Error;
use crate::prelude::*;
use crate::shape::{AnyValue, Issue, Kind, Kinds, Shape, Shaped, check, concat, decimal, digit};

/// The bytes of a body, wherever they are.
pub trait Bytes {
    /// Copies those from `start` on, as many as there are and fit; how many, or nothing if they can't be had.
    fn copy(&self, start: u64, to: &mut [u8]) -> Option<usize>;

    /// Their digest under a key as the platform makes it, which has instructions for it, if it can at once.
    fn hmac(&self, key: &[u8]) -> Option<[u8; DIGEST]>;
}

/// What is signed or verified, as the caller gave it.
pub struct Signed<V, B> {
    /// The bytes of the raw body, if it has any.
    pub bytes: Option<B>,
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
pub fn sign<V: AnyValue, B: Bytes>(signed: &Signed<V, B>) -> Result<String, Box<Error>> {
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
pub fn verify<V: AnyValue, B: Bytes>(signed: &Signed<V, B>, signature: &V) -> Result<(), Box<Error>> {
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
fn tags<V: AnyValue, B: Bytes>(
    signed: &Signed<V, B>,
    shape: &'static Shape,
    issues: &mut Vec<Issue>,
) -> Vec<[u8; DIGEST]> {
    let mut wrong = check(&signed.key, shape, "key");
    let keys = if wrong.is_empty() { keys(&signed.key, "key", &mut wrong) } else { Vec::new() };
    let mut tags = Vec::new();
    let mut has_bytes = signed.bytes.is_some();
    if let (Some(bytes), true) = (&signed.bytes, issues.is_empty() && wrong.is_empty()) {
        for key in keys {
            let tag = bytes.hmac(key.as_bytes()).or_else(|| hmac(bytes, key.as_bytes()));
            has_bytes &= tag.is_some();
            tags.extend(tag);
        }
    }
    if !has_bytes {
        let expected = "the raw body, a string or bytes as they came, before anything parsed it";
        issues.push(Issue::new("rawBody", expected, signed.raw_body.kind().name()));
    }
    issues.append(&mut wrong);
    tags
}

/// The digest of bytes under a key as the core makes it, if they can be had.
fn hmac<B: Bytes>(bytes: &B, key: &[u8]) -> Option<[u8; DIGEST]> {
    let mut mac = Hmac::new(key);
    let mut chunk = [0; CHUNK];
    let mut length = 0;
    loop {
        let copied = bytes.copy(length, &mut chunk)?;
        length += copied as u64;
        match chunk.get(..copied)? {
            last if copied < CHUNK => return Some(mac.finish(last, length)),
            whole => mac.update(whole),
        }
    }
}

/// The keys given, a string or an array of strings, each checked: what comes from a dashboard by way of a clipboard and an
/// environment variable is easily empty, or has a line break behind it.
pub(super) fn keys<V: AnyValue>(given: &V, path: &str, issues: &mut Vec<Issue>) -> Vec<String> {
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
    let (mut all, mut first, mut last) = (true, None, false);
    for c in text.chars() {
        last = is_blank(c);
        all &= last;
        first.get_or_insert(last);
    }
    if all {
        Some("an empty string")
    } else if last || first == Some(true) {
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
fn digest<V: AnyValue>(signature: &V, issues: &mut Vec<Issue>) -> [u8; DIGEST] {
    let received = match signature.kind() {
        Kind::Null => Kind::Missing.name(),
        Kind::String => {
            let text = signature.text();
            match hex(&text) {
                Some(digest) => return digest,
                None => mistaken(&text),
            }
        }
        kind => kind.name(),
    };
    let expected = "64 hexadecimal digits, the value of the header QISCUS-SDK-SIGNATURE";
    issues.push(Issue::new("signature", expected, received));
    [0; DIGEST]
}

/// Reads a digest in hex of either case.
fn hex(text: &str) -> Option<[u8; DIGEST]> {
    let mut digest = [0; DIGEST];
    for (at, digit) in text.bytes().map(char::from).enumerate() {
        let byte = digest.get_mut(at / 2)?;
        *byte = *byte << 4 | digit.to_digit(16)? as u8;
    }
    (text.len() == 2 * DIGEST).then_some(digest)
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
