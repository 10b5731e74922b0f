//! A response of any status and body: the verdict is that of plain serde.
#![no_main]

#[path = "../../tests/oracle/mod.rs"]
mod oracle;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    oracle::response::hold(input);
});
