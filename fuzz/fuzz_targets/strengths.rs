//! A document and a change of one of its fields: optional ones are left out, required ones are refused.
#![no_main]

#[path = "../../tests/oracle/mod.rs"]
mod oracle;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    oracle::strengths::hold(input);
});
