//! A header and what time it is: the wait is that of the `httpdate` crate.
#![no_main]

#[path = "../../tests/oracle/mod.rs"]
mod oracle;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    oracle::retry_after::hold(input);
});
