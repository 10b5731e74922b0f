//! The webhook of a posted comment: what a face delivers, and how it is signed.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The header of the signature.
pub const SIGNATURE: &str = "qiscus-sdk-signature";

/// A webhook to deliver, once: a POST of JSON.
#[derive(Debug)]
pub struct Event {
    /// Where to post it.
    pub url: String,
    /// The comment that it announces.
    pub comment_id: u64,
    /// The JSON to send.
    pub body: String,
    /// The value of the header [`SIGNATURE`], if webhooks are signed.
    pub signature: Option<String>,
    /// How old the journal was when it began.
    pub(crate) age: u64,
}

/// The HMAC of a body as lower-case hex. Keys of every length have one.
pub fn signature(key: &str, body: &[u8]) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).ok()?;
    mac.update(body);
    Some(mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    /// RFC 4231, test case 2.
    #[test]
    fn the_signature_is_lower_case_hex() {
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(super::signature("Jefe", b"what do ya want for nothing?").as_deref(), Some(expected));
    }
}
