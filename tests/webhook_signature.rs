//! Signatures of webhooks: the right ones, and what is said of each wrong one; and the options of a handler.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod oracle;

use std::cell::RefCell;

use oracle::signature::{CHUNK, Slice, digest, is_signature, signed, verified};
use qiscus_wasm::error::{Code, Error};
use qiscus_wasm::schema::JsonValue;
use qiscus_wasm::webhook::{Bytes, Signed, sign, verify};
use serde_json::{Value, json};

const EXPECTED: &str = "64 hexadecimal digits, the value of the header QISCUS-SDK-SIGNATURE";
const KEY: &str = "dashboard-key-8e1b";

/// RFC 4231, section 4: key, data, digest. Its fifth case cuts the digest short, which this header never is.
fn rfc4231() -> Vec<(Vec<u8>, Vec<u8>, &'static str)> {
    let of = |text: &str| text.as_bytes().to_vec();
    let larger = "Test Using Larger Than Block-Size Key - Hash Key First";
    let both = "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be \
                hashed before being used by the HMAC algorithm.";
    vec![
        (vec![0x0b; 20], of("Hi There"), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        (
            of("Jefe"),
            of("what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        ),
        (vec![0xaa; 20], vec![0xdd; 50], "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        ((1..=25).collect(), vec![0xcd; 50], "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
        (vec![0xaa; 131], of(larger), "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        (vec![0xaa; 131], of(both), "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
    ]
}

#[test]
fn the_vectors_of_rfc_4231() {
    let mut given = 0;
    for (key, data, expected) in rfc4231() {
        // The oracle is held to all of them; a key of the dashboard is text, which 0xaa is not.
        assert_eq!(digest(&data, &key), expected);
        let Ok(key) = String::from_utf8(key) else { continue };
        given += 1;
        assert_eq!(signed(&data, &json!(key)).unwrap(), expected);
        verified(&data, &json!(expected), &json!(key)).unwrap();
    }
    assert_eq!(given, 3);
}

#[test]
fn every_size_of_key_and_body_around_the_blocks() {
    let bytes: Vec<u8> = (0..=2 * CHUNK + 1).map(|at| (at * 7 + at / 251) as u8).collect();
    let blocks = [0, 1, 55, 56, 63, 64, 65, 119, 120, 127, 128, 129, 10_000]
        .map(|size| (size, &[1, 31, 32, 63, 64, 65, 131, 4097][..]));
    let chunk = CHUNK as usize;
    let chunks =
        [chunk - 1, chunk, chunk + 1, 2 * chunk - 1, 2 * chunk, 2 * chunk + 1].map(|size| (size, &[1, 65][..]));
    for (size, lengths) in blocks.into_iter().chain(chunks) {
        for &length in lengths {
            let (body, key) = (&bytes[..size], "ключ-k".repeat(length).chars().take(length).collect::<String>());
            let hex = signed(body, &json!(key)).unwrap();
            assert_eq!(hex, digest(body, key.as_bytes()), "{size} bytes, a key of {length}");
            verified(body, &json!(hex), &json!(key)).unwrap();
            verified(body, &json!(hex.to_uppercase()), &json!([key])).unwrap();
            assert!(verified(&bytes[..=size], &json!(hex), &json!(key)).is_err());
        }
    }
}

/// Bytes that note where they were read; chunks from some place on can't be had.
struct Watched<'a>(Slice<'a>, u32, RefCell<Vec<u32>>);

impl Bytes for &Watched<'_> {
    fn chunk(&self, start: u32, most: u32) -> Option<Vec<u8>> {
        self.2.borrow_mut().push(start);
        if start < self.1 { self.0.chunk(start, most) } else { None }
    }
}

#[test]
fn a_body_is_read_in_chunks_for_each_key() {
    for (length, starts) in [
        (0, &[0][..]),
        (1, &[0]),
        (CHUNK - 1, &[0]),
        (CHUNK, &[0, CHUNK]),
        (2 * CHUNK - 1, &[0, CHUNK]),
        (2 * CHUNK, &[0, CHUNK, 2 * CHUNK]),
    ] {
        let body = vec![b'x'; length as usize];
        let watched = Watched(Slice(&body), u32::MAX, RefCell::default());
        let (keys, header) = (json!(["a", "b", "c"]), json!(digest(&body, b"b")));
        let signed = Signed { bytes: Some(&watched), raw_body: JsonValue::missing(), key: JsonValue::of(&keys) };
        // All keys, also those behind the one that fits.
        verify(&signed, &JsonValue::of(&header)).unwrap();
        assert_eq!(watched.2.take(), [starts, starts, starts].concat());
        let neither = json!(digest(&body, b"another"));
        assert_eq!(sentences(verify(&signed, &JsonValue::of(&neither))), [ANOTHER]);
        assert_eq!(watched.2.take(), [starts, starts, starts].concat());
        let signed = Signed { bytes: Some(&watched), raw_body: JsonValue::missing(), key: JsonValue::of(&json!("a")) };
        assert_eq!(sign(&signed).unwrap(), digest(&body, b"a"));
        assert_eq!(watched.2.take(), starts);
    }
}

#[test]
fn a_body_is_not_read_where_a_key_or_the_signature_is_wrong() {
    let watched = Watched(Slice(b"{}"), u32::MAX, RefCell::default());
    for (key, header) in
        [(json!("a "), digest(b"{}", b"a")), (json!("a"), "x".to_owned()), (json!(["a", 1]), digest(b"{}", b"a"))]
    {
        let signed = Signed { bytes: Some(&watched), raw_body: JsonValue::missing(), key: JsonValue::of(&key) };
        assert_eq!(sentences(verify(&signed, &JsonValue::of(&json!(header)))).len(), 1);
    }
    assert!(watched.2.borrow().is_empty());
}

#[test]
fn bytes_in_memory_are_cut_into_chunks() {
    let bytes = &b"0123456789"[..];
    for (start, most, chunk) in [
        (0, 4, Some(&b"0123"[..])),
        (4, 4, Some(b"4567")),
        (8, 4, Some(b"89")),
        (0, 10, Some(bytes)),
        (0, u32::MAX, Some(bytes)),
        (10, 4, Some(b"")),
        (11, 4, None),
        (u32::MAX, 4, None),
    ] {
        assert_eq!(bytes.chunk(start, most).as_deref(), chunk, "{start} {most}");
    }
    let large: Vec<u8> = (0..200_000_u32).map(|at| (at * 7 + at / 251) as u8).collect();
    let signed = Signed { bytes: Some(&large[..]), raw_body: JsonValue::missing(), key: JsonValue::of(&json!(KEY)) };
    assert_eq!(sign(&signed).unwrap(), digest(&large, KEY.as_bytes()));
    verify(&signed, &JsonValue::of(&json!(digest(&large, KEY.as_bytes())))).unwrap();
}

#[test]
fn a_body_whose_bytes_can_not_be_had_is_no_body() {
    let body = json!("{}");
    for (end, keys) in [(0, json!("a")), (CHUNK, json!("a")), (0, json!(["b", "a"])), (CHUNK, json!(["a", "b"]))] {
        let (chunk, bytes) = (CHUNK as usize, vec![b'x'; CHUNK as usize + 5000]);
        let watched = Watched(Slice(&bytes), end, RefCell::default());
        let signed = || Signed { bytes: Some(&watched), raw_body: JsonValue::of(&body), key: JsonValue::of(&keys) };
        let expected = "rawBody: expected the raw body, a string or bytes as they came, before anything parsed it, received string";
        // Not even by the digest of nothing, or of the part that could be had.
        for header in
            ["07".repeat(32), "0".repeat(64), digest(b"", b"a"), digest(&bytes[..chunk], b"a"), digest(&bytes, b"a")]
        {
            assert_eq!(sentences(verify(&signed(), &JsonValue::of(&json!(header)))), [expected]);
        }
        if keys.is_string() {
            assert_eq!(sentences(sign(&signed())), [expected]);
        }
    }
}

#[test]
fn one_of_several_keys_is_enough() {
    let body = b"{}";
    for (at, keys) in
        [(0, json!([KEY])), (0, json!([KEY, "new"])), (1, json!(["new", KEY])), (2, json!(["a", "a", KEY]))]
    {
        let header = json!(digest(body, KEY.as_bytes()));
        verified(body, &header, &keys).unwrap();
        assert_eq!(keys[at], KEY);
        let mut others = keys.clone();
        others[at] = json!("another");
        assert_eq!(sentences(verified(body, &header, &others)), [ANOTHER]);
    }
}

const ANOTHER: &str = "signature: expected the HMAC-SHA256 of exactly these bytes under this key, received another; the key is the webhook's token from the dashboard, not the app's secret key";

fn sentences<T: std::fmt::Debug>(outcome: Result<T, Box<Error>>) -> Vec<String> {
    let error = outcome.unwrap_err();
    assert_eq!(error.code, Code::InvalidSignature);
    let sentences: Vec<_> = error.issues.iter().map(|issue| issue.message.clone()).collect();
    assert_eq!(error.message, format!("invalid signature: {}", sentences.join("; ")));
    let (text, right) = (format!("{error:?} {error:#?}"), digest(b"{}", KEY.as_bytes()));
    assert!(!text.contains(KEY) && !text.contains(&right) && !text.contains(&right.to_uppercase()), "{text}");
    sentences
}

#[test]
fn a_header_that_is_no_digest_is_named() {
    let right = digest(b"{}", KEY.as_bytes());
    for (header, received) in [
        (json!(""), "an empty string"),
        (json!("  \n"), "an empty string"),
        (json!(format!("{right}\n")), "a string with blanks around it"),
        (json!(format!(" {right}")), "a string with blanks around it"),
        (json!(format!("{right},{right}")), "several signatures"),
        (json!(format!("{right}, {right}")), "several signatures"),
        (json!("W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="), "base64"),
        (json!("W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM"), "base64"),
        (json!(format!("sha256={right}")), "a digest with something before it"),
        (json!(format!("SHA256:{right}")), "a digest with something before it"),
        (json!(right[..63]), "another string"),
        (json!(right[..62]), "another string"),
        (json!(format!("{right}0")), "another string"),
        (json!(format!("{right}00")), "another string"),
        (json!(format!("0x{}", &right[2..])), "another string"),
        (json!(format!("+{}", &right[1..])), "another string"),
        (json!(format!("{}g", &right[..63])), "another string"),
        // Digits of another script, 64 characters or 64 bytes of them.
        (json!("\u{0665}".repeat(64)), "another string"),
        (json!("\u{0665}".repeat(32)), "another string"),
        (json!("\u{ff11}".repeat(64)), "another string"),
        (json!(7), "integer"),
        (json!([right]), "array"),
        (json!({ "value": right }), "object"),
        (json!(true), "boolean"),
    ] {
        let sentence = format!("signature: expected {EXPECTED}, received {received}");
        assert_eq!(sentences(verified(b"{}", &header, &json!(KEY))), [sentence], "{header}");
    }
    let missing = format!("signature is missing, expected {EXPECTED}");
    assert_eq!(sentences(verified(b"{}", &Value::Null, &json!(KEY))), [missing.as_str()]);
    let (key, bytes) = (json!(KEY), Slice(b"{}"));
    let signed = Signed { bytes: Some(bytes), raw_body: JsonValue::missing(), key: JsonValue::of(&key) };
    assert_eq!(sentences(verify(&signed, &JsonValue::missing())), [missing]);
}

#[test]
fn a_digest_of_something_else_is_another() {
    for (body, key) in [(&b"{ }"[..], KEY), (b"{}\n", KEY), (b"", KEY), (b"{}", "dashboard-key-8e1B"), (b"{}", "x")] {
        let header = json!(digest(body, key.as_bytes()));
        assert_eq!(sentences(verified(b"{}", &header, &json!(KEY))), [ANOTHER]);
    }
    assert_eq!(sentences(verified(b"{}", &json!("0".repeat(64)), &json!([KEY, "new"]))), [ANOTHER]);
    assert!(!is_signature(b"{}", &"0".repeat(64), &[KEY]));
}

#[test]
fn a_key_that_can_be_none_is_named() {
    let header = json!(digest(b"{}", KEY.as_bytes()));
    let copied = "a key as the dashboard shows it";
    let blanks = "a string with blanks around it";
    for (key, received) in [
        (json!(""), "an empty string"),
        (json!(" \t\r\n"), "an empty string"),
        (json!(format!("{KEY}\n")), blanks),
        (json!(format!("{KEY}\r")), blanks),
        (json!(format!("\t{KEY}")), blanks),
        (json!(format!("{KEY} ")), blanks),
    ] {
        assert_eq!(sentences(signed(b"{}", &key)), [format!("key: expected {copied}, received {received}")]);
        assert_eq!(sentences(verified(b"{}", &header, &key)), [format!("key: expected {copied}, received {received}")]);
        let second = format!("key[1]: expected {copied}, received {received}");
        assert_eq!(sentences(verified(b"{}", &header, &json!([KEY, key]))), [second]);
    }
    for (key, received) in [(json!(7), "integer"), (json!({ "key": KEY }), "object"), (Value::Null, "null")] {
        assert_eq!(sentences(signed(b"{}", &key)), [format!("key: expected string, received {received}")]);
        let sentence = format!("key: expected string or array, received {received}");
        assert_eq!(sentences(verified(b"{}", &header, &key)), [sentence]);
        let sentence = format!("key[1]: expected string, received {received}");
        assert_eq!(sentences(verified(b"{}", &header, &json!([KEY, key]))), [sentence]);
    }
    assert_eq!(sentences(signed(b"{}", &json!([KEY]))), ["key: expected string, received array"]);
    let none = format!("key: expected {copied}, received 0 items");
    assert_eq!(sentences(verified(b"{}", &header, &json!([]))), [none]);
    let keys = json!([KEY, 1, "", [KEY]]);
    let expected = ["key[1]: expected string, received integer", "key[3]: expected string, received array"];
    assert_eq!(sentences(verified(b"{}", &header, &keys)), expected);
}

#[test]
fn a_body_that_was_parsed_before_is_named() {
    let (parsed, key, wrong) = (json!({ "type": "post_comment" }), json!(KEY), json!("x"));
    let expected =
        "rawBody: expected the raw body, a string or bytes as they came, before anything parsed it, received";
    for (body, received) in
        [(&parsed, "object"), (&json!({}), "empty object"), (&json!([1]), "array"), (&json!(1), "integer")]
    {
        let signed = || Signed { bytes: None::<Slice>, raw_body: JsonValue::of(body), key: JsonValue::of(&key) };
        assert_eq!(sentences(sign(&signed())), [format!("{expected} {received}")]);
        let both =
            [format!("signature: expected {EXPECTED}, received another string"), format!("{expected} {received}")];
        assert_eq!(sentences(verify(&signed(), &JsonValue::of(&wrong))), both);
    }
    // Everything that is wrong, at once.
    let signed = Signed { bytes: None::<Slice>, raw_body: JsonValue::missing(), key: JsonValue::missing() };
    assert_eq!(
        sentences(verify(&signed, &JsonValue::missing())),
        [
            format!("signature is missing, expected {EXPECTED}"),
            "rawBody is missing, expected the raw body, a string or bytes as they came, before anything parsed it"
                .to_owned(),
            "key is missing, expected string or array".to_owned(),
        ]
    );
}
