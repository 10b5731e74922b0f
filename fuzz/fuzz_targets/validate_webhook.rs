//! A body as it comes from the network: the verdict is that of plain serde.
#![no_main]

#[path = "../../tests/oracle/mod.rs"]
mod oracle;

libfuzzer_sys::fuzz_target!(|body: &[u8]| {
    oracle::webhook::hold(body);
});
