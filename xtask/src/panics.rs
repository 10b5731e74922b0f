//! What in the core can panic: the functions that Rust's own panic is called from, each with the reason why it never is.
//!
//! A panic ends in a trap, after which the module can't be used any more. The lints keep code of this crate from panicking; what
//! is left comes with other crates. Where the module's memory is full (4 GiB), it traps as well: no function is to blame for that.

use crate::workspace::Workspace;
use crate::{assemble, process, rust};
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};

/// A module of its own: the published one has no names.
const FOLDER: &str = "target/panics";

/// Every panic goes through this one.
const PANIC: &str = "core::panicking::panic_fmt";

/// Who may call it, directly or through a function of `core`, and why that doesn't happen.
const CALLERS: [(&str, &str); 2] = [
    ("alloc::raw_vec::capacity_overflow", "a vector of more than 2 GiB: it would have to be filled first"),
    ("alloc::raw_vec::RawVecInner<A>::shrink", "a vector has no more items than room for them"),
];

/// Fails if something can panic for which there is no reason given.
pub fn check(workspace: &Workspace) -> Result<()> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--release", "--package", "qiscus-wasm", "--lib", "--no-default-features"]);
    cargo.args(["--target", rust::TARGET, "--target-dir", FOLDER, "--config", "profile.release.strip='debuginfo'"]);
    process::stream(cargo.env("CARGO_ENCODED_RUSTFLAGS", assemble::rustc_flags(workspace)))?;
    let module = format!("{FOLDER}/{}/release/qiscus_wasm.wasm", rust::TARGET);
    let text = process::capture(workspace.command("wasm-dis").arg(workspace.path(&module)))?;
    let callers = callers(&text).context(module)?;
    let unknown: Vec<_> =
        callers.iter().filter(|name| !CALLERS.iter().any(|(known, _)| name.contains(known))).collect();
    println!("    {} functions call what panics", callers.len());
    if let Some((known, _)) = CALLERS.iter().find(|(known, _)| !callers.iter().any(|name| name.contains(known))) {
        bail!("{known} doesn't panic any more: take it out of xtask/src/panics.rs");
    }
    if !unknown.is_empty() {
        bail!("the core can panic in {unknown:?}: change that, or say in xtask/src/panics.rs why it never does");
    }
    Ok(())
}

/// The functions that call what panics, through functions of `core` or directly, from a module in WebAssembly's text format.
fn callers(text: &str) -> Result<BTreeSet<String>> {
    let name = |symbol: &str| format!("{:#}", rustc_demangle::demangle(symbol));
    let after = |line: &str, keyword: &str| -> Option<String> {
        let symbol = line.trim_start().strip_prefix(keyword)?.split([' ', ')']).next()?;
        Some(name(symbol))
    };
    let mut calls: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut function = String::new();
    for line in text.lines() {
        if let Some(name) = after(line, "(func $") {
            function = name;
        } else if let Some(called) = after(line, "(call $") {
            calls.entry(called).or_default().insert(function.clone());
        }
    }
    if !calls.contains_key(PANIC) {
        bail!("nothing calls {PANIC}, which is what this program looks for");
    }
    let mut callers = BTreeSet::new();
    let mut through = vec![PANIC.to_owned()];
    while let Some(called) = through.pop() {
        for caller in calls.remove(&called).unwrap_or_default() {
            if caller.starts_with("core::") || caller.starts_with("<core::") {
                through.push(caller);
            } else {
                callers.insert(caller);
            }
        }
    }
    Ok(callers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callers_are_found_through_functions_of_core() {
        let text = "(module
 (func $_ZN4core9panicking9panic_fmt17h0123456789abcdefE (param $0 i32)
  (unreachable)
 )
 (func $_ZN4core6option13unwrap_failed17h0123456789abcdefE
  (call $_ZN4core9panicking9panic_fmt17h0123456789abcdefE
   (i32.const 1)
  )
 )
 (func $_ZN5crate4risk17h0123456789abcdefE
  (drop
   (call $_ZN4core6option13unwrap_failed17h0123456789abcdefE)
  )
 )
 (func $exported
  (call $_ZN5crate4risk17h0123456789abcdefE)
  (call $_ZN4core9panicking9panic_fmt17h0123456789abcdefE
  )
 )
)";
        assert_eq!(callers(text).unwrap(), ["crate::risk".to_owned(), "exported".to_owned()].into());
        assert!(callers("(module)").is_err());
    }

    #[test]
    fn every_caller_has_its_reason() {
        for (at, (caller, reason)) in CALLERS.iter().enumerate() {
            assert!(!reason.is_empty() && CALLERS.iter().skip(at + 1).all(|(other, _)| other != caller), "{caller}");
        }
    }
}
