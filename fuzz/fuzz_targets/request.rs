//! The options of a client, parameters, and the options of a call: what may be sent, and how.
#![no_main]

#[path = "../../tests/oracle/mod.rs"]
mod oracle;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    oracle::request::hold(input);
});
