//! A header, keys and a body: only the real digest is verified.
#![no_main]

#[path = "../../tests/oracle/mod.rs"]
mod oracle;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    oracle::signature::hold(input);
});
