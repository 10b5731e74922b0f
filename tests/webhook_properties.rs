//! Webhooks by chance: whatever comes, the verdict is that of plain serde, and only what was signed is verified.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod changes;
mod oracle;

use std::fs;
use std::path::Path;

use changes::{change, changed, config, json};
use oracle::signature::{CHUNK, digest, is_key, is_signature, signed, verified};
use oracle::webhook;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

/// The golden files' bodies that are webhooks.
fn genuine() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/webhooks");
    let bodies = fs::read_dir(folder).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    let values = bodies.filter_map(|text| serde_json::from_str(text.split_once("---\n")?.0).ok());
    values.filter(webhook::is_webhook).collect()
}

proptest! {
    #![proptest_config(config(4000))]

    #[test]
    fn any_json_gets_the_verdict_of_plain_serde(body in json()) {
        webhook::hold(body.to_string().as_bytes());
    }

    #[test]
    fn a_changed_webhook_gets_the_verdict_of_plain_serde(
        body in prop::sample::select(genuine()),
        changes in vec((any::<Index>(), change()), 1..6),
    ) {
        let mut body = body;
        for (at, change) in changes {
            body = changed(body, at, change);
            webhook::hold(body.to_string().as_bytes());
        }
    }

    #[test]
    fn any_bytes_get_a_verdict(body in vec(any::<u8>(), 0..200), text in ".{0,80}") {
        prop_assert!(!webhook::hold(&body) && !webhook::hold(text.as_bytes()));
    }
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof!["[!-~]{1,80}", "\\PC{1,40}", "[ -~\n\t]{0,8}"]
}

/// Bodies of any size, with a weight on those around the blocks of the hash and the chunks of the reader. The large ones repeat
/// a part.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let chunk = CHUNK as usize;
    let small = prop_oneof![3 => 0_usize..300, 1 => 0_usize..9000];
    let large = prop_oneof![chunk - 7..chunk + 7, 2 * chunk - 7..2 * chunk + 7, 0..3 * chunk];
    prop_oneof![
        4 => small.prop_flat_map(|size| vec(any::<u8>(), size)),
        1 => (vec(any::<u8>(), 1..300), large).prop_map(|(part, size)| part.into_iter().cycle().take(size).collect()),
    ]
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn what_was_signed_is_verified_and_nothing_else(body in body(), key in key(), at in any::<Index>(), bit in 0_u8..8) {
        let Ok(hex) = signed(&body, &json!(key)) else {
            prop_assert!(!is_key(&key));
            return Ok(());
        };
        prop_assert!(is_key(&key));
        prop_assert_eq!(&hex, &digest(&body, key.as_bytes()));
        prop_assert!(verified(&body, &json!(hex), &json!(key)).is_ok());

        let mut wrong = hex.clone().into_bytes();
        wrong[at.index(64)] ^= 1 << bit;
        // The bit 32 is the case of a letter, and another letter or digit is another digest or none.
        let same = wrong.eq_ignore_ascii_case(hex.as_bytes());
        if let Ok(wrong) = String::from_utf8(wrong) {
            prop_assert_eq!(verified(&body, &json!(wrong), &json!(key)).is_ok(), same);
        }
        if !body.is_empty() {
            let mut other = body.clone();
            other[at.index(body.len())] ^= 1 << bit;
            prop_assert!(verified(&other, &json!(hex), &json!(key)).is_err());
            prop_assert!(verified(&body[..at.index(body.len())], &json!(hex), &json!(key)).is_err());
        }
    }

    #[test]
    fn any_header_and_keys_get_the_verdict_of_the_oracle(
        body in body(),
        header in "\\PC{0,70}|[0-9a-fA-F]{64}",
        keys in vec(key(), 0..4),
        right in any::<Index>(),
        genuine in any::<bool>(),
    ) {
        let header = if genuine && !keys.is_empty() { digest(&body, right.get(&keys).as_bytes()) } else { header };
        let texts: Vec<_> = keys.iter().map(String::as_str).collect();
        let outcome = verified(&body, &json!(header), &json!(keys));
        prop_assert_eq!(outcome.is_ok(), is_signature(&body, &header, &texts), "{:?}", outcome);
    }
}
