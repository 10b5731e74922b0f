//! Headers of any name and value: what is taken is what the `http` crate takes, and the secret's stays the client's own.
#![no_main]

#[path = "../../tests/oracle/mod.rs"]
mod oracle;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    oracle::request::hold_given_headers(input);
});
