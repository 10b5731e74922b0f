//! The signature of a webhook: HMAC-SHA256 of the raw body, keyed by a token of the dashboard, as hex.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::error::Error;
use crate::schema::{AnyValue, HasSchema, Issue, Kind, Kinds, Schema, issues};

/// The bytes of a body, wherever they are.
pub trait Bytes {
    /// Those from `start` on, at most `most` of them; nothing if they can't be had.
    fn chunk(&self, start: u32, most: u32) -> Option<Vec<u8>>;
}

impl Bytes for &[u8] {
    fn chunk(&self, start: u32, most: u32) -> Option<Vec<u8>> {
        let rest = self.get(start as usize..)?;
        Some(rest.get(..most as usize).unwrap_or(rest).to_vec())
    }
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

/// How many bytes are read at a time: a large body isn't copied into the module's memory as a whole.
const CHUNK: u32 = 16 * 1024;

const ONE: Schema = String::SCHEMA;
/// One key, or several while they are being replaced.
pub(super) const SEVERAL: Schema = Schema::of(Kinds::STRING.or(Kinds::ARRAY)).items(&ONE);

/// The signature of a body, as lower-case hex.
pub fn sign<V: AnyValue, B: Bytes>(signed: &Signed<V, B>) -> Result<String, Box<Error>> {
    let mut wrong = Vec::new();
    let macs = macs(signed, &ONE, &mut wrong);
    if !wrong.is_empty() {
        return Err(Error::invalid_signature(wrong));
    }
    Ok(macs.into_iter().map(hex_of).collect())
}

/// The digest of bytes under a key, as lower-case hex.
pub(super) fn digest_of(bytes: &[u8], key: &[u8]) -> Option<String> {
    mac(&bytes, key).map(hex_of)
}

fn hex_of(mac: Hmac<Sha256>) -> String {
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether one of the keys made this signature of the body. Takes as long for a wrong signature as for a right one.
pub fn verify<V: AnyValue, B: Bytes>(signed: &Signed<V, B>, signature: &V) -> Result<(), Box<Error>> {
    let mut wrong = Vec::new();
    let digest = digest(signature, &mut wrong);
    let macs = macs(signed, &SEVERAL, &mut wrong);
    if wrong.is_empty() {
        // All keys, whichever fits.
        let is_genuine = macs.into_iter().fold(false, |is_genuine, mac| is_genuine | mac.verify_slice(&digest).is_ok());
        if is_genuine {
            return Ok(());
        }
        let issue = Issue::new("signature", "the HMAC-SHA256 of exactly these bytes under this key", "another");
        wrong.push(issue.hint("; the key is the webhook's token from the dashboard, not the app's secret key"));
    }
    Err(Error::invalid_signature(wrong))
}

/// The codes of a body under each of its keys, if nothing is wrong with either.
fn macs<V: AnyValue, B: Bytes>(
    signed: &Signed<V, B>,
    schema: &'static Schema,
    wrong: &mut Vec<Issue>,
) -> Vec<Hmac<Sha256>> {
    let mut wrong_key = issues(&signed.key, schema, "key");
    let keys = if wrong_key.is_empty() { keys(&signed.key, "key", &mut wrong_key) } else { Vec::new() };
    let mut macs = Vec::new();
    let mut has_bytes = signed.bytes.is_some();
    if let (Some(bytes), true) = (&signed.bytes, wrong.is_empty() && wrong_key.is_empty()) {
        for key in keys {
            let mac = mac(bytes, key.as_bytes());
            has_bytes &= mac.is_some();
            macs.extend(mac);
        }
    }
    if !has_bytes {
        let expected = "the raw body, a string or bytes as they came, before anything parsed it";
        wrong.push(Issue::new("rawBody", expected, signed.raw_body.kind().name()));
    }
    wrong.append(&mut wrong_key);
    macs
}

/// The code of bytes under a key, if they can be had.
fn mac<B: Bytes>(bytes: &B, key: &[u8]) -> Option<Hmac<Sha256>> {
    // Keys of every length are accepted; the error is a formality of the trait.
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    let mut start = 0;
    loop {
        let chunk = bytes.chunk(start, CHUNK)?;
        mac.update(&chunk);
        start += chunk.len() as u32;
        if chunk.len() < CHUNK as usize {
            return Some(mac);
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
    for (at, key) in keys.iter().enumerate() {
        if let Some(received) = blank(key) {
            let path = if list { format!("{path}[{at}]") } else { path.to_owned() };
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
fn digest<V: AnyValue>(signature: &V, issues: &mut Vec<Issue>) -> [u8; 32] {
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
    [0; 32]
}

/// Reads a digest in hex of either case.
fn hex(text: &str) -> Option<[u8; 32]> {
    let mut digest = [0; 32];
    for (at, digit) in text.bytes().map(char::from).enumerate() {
        let byte = digest.get_mut(at / 2)?;
        *byte = *byte << 4 | digit.to_digit(16)? as u8;
    }
    (text.len() == 64).then_some(digest)
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
