//! The signature of a webhook a second time: RustCrypto at once over the whole body, and the rules for keys and headers as
//! the specification of this crate states them.

use hmac::{Hmac, KeyInit, Mac};
use qiscus_wasm::error::Error;
use qiscus_wasm::schema::JsonValue;
use qiscus_wasm::webhook::{Bytes, Signed, sign, verify};
use serde_json::{Value, json};
use sha2::Sha256;

/// How many bytes the crate reads at a time.
pub const CHUNK: u32 = 16 * 1024;

/// Bytes that lie in memory, and are read in chunks.
pub struct Slice<'a>(pub &'a [u8]);

impl Bytes for Slice<'_> {
    fn chunk(&self, start: u32, most: u32) -> Option<Vec<u8>> {
        assert!(most == CHUNK && start.is_multiple_of(CHUNK), "a chunk of {most} bytes from {start} on");
        let chunk = self.0.chunks(CHUNK as usize).nth((start / CHUNK) as usize);
        let is_end = self.0.len() == start as usize;
        chunk.map(<[u8]>::to_vec).or(is_end.then(Vec::new))
    }
}

/// The digest in lower-case hex.
pub fn digest(body: &[u8], key: &[u8]) -> String {
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(key) else { return String::new() };
    mac.chain_update(body).finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a text can be a key: a line break or a blank at an end was copied along with it.
pub fn is_key(text: &str) -> bool {
    let unseen = ['\u{a0}', '\u{3000}', '\u{feff}'];
    let blank = |at: char| {
        at.is_ascii_whitespace()
            || unseen.contains(&at)
            || ('\u{2000}'..='\u{200f}').contains(&at)
            || ('\u{2028}'..='\u{202f}').contains(&at)
    };
    let blank = |at: Option<char>| at.is_none_or(blank);
    !blank(text.chars().next()) && !blank(text.chars().next_back())
}

/// Whether a header's text is the signature under one of the keys.
pub fn is_signature(body: &[u8], header: &str, keys: &[&str]) -> bool {
    let header = header.to_ascii_lowercase();
    keys.iter().all(|key| is_key(key)) && keys.iter().any(|key| digest(body, key.as_bytes()) == header)
}

/// [`sign`] for a body in memory.
pub fn signed(body: &[u8], key: &Value) -> Result<String, Box<Error>> {
    let (bytes, raw_body) = (Slice(body), JsonValue::missing());
    sign(&Signed { bytes: Some(bytes), raw_body, key: JsonValue::of(key) })
}

/// [`verify`] for a body in memory.
pub fn verified(body: &[u8], header: &Value, key: &Value) -> Result<(), Box<Error>> {
    let (bytes, raw_body) = (Slice(body), JsonValue::missing());
    verify(&Signed { bytes: Some(bytes), raw_body, key: JsonValue::of(key) }, &JsonValue::of(header))
}

/// Holds `sign` and `verify` to an input in three parts: the first line is the header, the second one the keys with commas
/// between, the rest the body. Gives whether there were three.
pub fn hold(input: &[u8]) -> bool {
    let mut parts = input.splitn(3, |byte| *byte == b'\n');
    let mut text = || str::from_utf8(parts.next()?).ok();
    let (Some(header), Some(keys), Some(body)) = (text(), text(), parts.next()) else { return false };
    // Each key is tried under all of them: a hundred would take ten thousand digests and show nothing new.
    let keys: Vec<_> = keys.splitn(4, ',').collect();
    // One key is given as a string, several as an array.
    let given: Value = if let [key] = keys[..] { json!(key) } else { json!(keys) };

    let outcome = verified(body, &json!(header), &given);
    assert_eq!(outcome.is_ok(), is_signature(body, header, &keys), "{outcome:?}");

    for key in &keys {
        let genuine = digest(body, key.as_bytes());
        let made = signed(body, &json!(key));
        assert_eq!(made.as_deref().ok(), is_key(key).then_some(genuine.as_str()));
        // No header of a fuzzer's is ever genuine, so the genuine one is tried, and one that is a digit off.
        let usable = keys.iter().all(|key| is_key(key));
        assert_eq!(verified(body, &json!(genuine.to_uppercase()), &given).is_ok(), usable);
        let at = header.len() % genuine.len();
        let other = if genuine[at..].starts_with('0') { "1" } else { "0" };
        let mut wrong = genuine;
        wrong.replace_range(at..=at, other);
        assert!(verified(body, &json!(wrong), &given).is_err());
    }
    true
}
