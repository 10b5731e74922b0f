//! The seeds of the fuzz targets: what the fuzzers start from, and what they found once.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod oracle;

use std::fs;
use std::path::Path;

use oracle::{request, response, retry_after, signature, strengths, webhook};

/// A target, what holds its inputs, and how many of its seeds have to be what the target is about: a webhook that is valid, a
/// header that is taken.
type Target = (&'static str, fn(&[u8]) -> bool, usize);

const TARGETS: [Target; 8] = [
    ("validate_webhook", webhook::hold, 15),
    ("signature", signature::hold, 15),
    ("response", response::hold, 15),
    ("strengths", strengths::hold, 30),
    ("request", request::hold, 15),
    ("headers", request::hold_given_headers, 8),
    ("form", request::hold_form, 8),
    ("retry_after", retry_after::hold, 8),
];

#[test]
fn the_seeds_of_the_fuzzers_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), TARGETS.len());
    for (target, hold, least) in TARGETS {
        let seeds = fs::read_dir(folder.join(target)).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap());
        let seeds: Vec<_> = seeds.collect();
        let whole = seeds.iter().filter(|seed| hold(seed)).count();
        assert!(whole >= least, "{target}: {whole} of {}", seeds.len());
    }
}
