//! Which part of the sources each function of the module comes from: for `cargo xtask size --breakdown`.

use crate::workspace::Workspace;
use crate::{assemble, process};
use anyhow::{Context, Result, bail};
use std::fs;

/// Where they are written: a JSON array, in the order of the functions, those that are imported first.
pub const FILE: &str = "target/wasm-pack/owners.json";

/// Writes down whose the functions of the core are that was built last.
pub fn write(workspace: &Workspace) -> Result<()> {
    let mut wasm_opt = workspace.command("wasm-opt");
    wasm_opt.args([assemble::MODULE, "--all-features", "--print-function-map"]);
    let map = process::capture(&mut wasm_opt)?;
    let owners = map.lines().filter_map(|line| line.split_once(':')).map(|(_, name)| owner(name)).collect::<Vec<_>>();
    if !owners.iter().any(|owner| owner.starts_with("src/")) {
        bail!("{} names no function", assemble::MODULE);
    }
    fs::write(workspace.path(FILE), serde_json::to_vec(&owners)?).context(FILE)
}

/// A module of the core, or a crate. What is compiled for types of the core, as the drop of one, is its crate's all the same.
fn owner(function: &str) -> String {
    // Older symbols are `<a::B as c::D>::e`, newer ones `<a[hash]::B as c[hash]::D>::e`.
    let path = function.trim_start_matches(['<', '[', '&', '(']);
    let mut parts = path.split("::").map(|part| part.split_once('[').map_or(part, |(name, _)| name));
    let (first, second, third) = (parts.next(), parts.next(), parts.next());
    match (first.unwrap_or_default(), second, third) {
        ("qiscus_wasm", Some("wasm"), Some(module)) => format!("src/wasm/{module}"),
        ("qiscus_wasm", Some(module), _) => format!("src/{module}"),
        ("core" | "alloc" | "__rustc" | "memcmp", ..) => "Rust".to_owned(),
        // The functions that JavaScript calls, and what keeps its values.
        ("wasm_bindgen", ..) | (_, None, _) => "wasm-bindgen".to_owned(),
        (name, ..) if name.chars().all(|letter| letter.is_alphanumeric() || letter == '_') => name.to_owned(),
        // A method of `str`, of `u32`, or of any type that has a trait.
        _ => "Rust".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_a_module_of_the_core_or_to_a_crate() {
        for (function, expected) in [
            ("qiscus_wasm::call::Attempts<P>::tell::{{closure}}::hbdaa4f7f184e6530", "src/call"),
            ("qiscus_wasm::call::confirm::<impl qiscus_wasm::call::Attempts<P>>::unconfirmed", "src/call"),
            ("qiscus_wasm::wasm::client::Core::go_on::hce91a6c5e70b8ab1", "src/wasm/client"),
            ("<qiscus_wasm::wasm::value::EngineValue as qiscus_wasm::shape::value::AnyValue>::keys", "src/wasm/value"),
            ("<qiscus_wasm::shape::value::Names as core::iter::traits::iterator::Iterator>::next", "src/shape"),
            ("sha2::sha256::compress256::h3b0db20a28965b31", "sha2"),
            ("<talc::wasm::WasmBinning as talc::base::binning::Binning>::size_to_bin", "talc"),
            ("core::ptr::drop_in_place<qiscus_wasm::error::Error>::hb03960cc9c1e2431", "Rust"),
            ("<alloc[3ca501edff3f0c7c]::string::String as core[c5930c85a12de822]::clone::Clone>::clone", "Rust"),
            ("<[core::mem::maybe_uninit::MaybeUninit<T>] as core::array::PartialDrop>::partial_drop", "Rust"),
            ("<A as core::slice::cmp::SlicePartialEq<B>>::equal_same_length", "Rust"),
            ("<u32 as core[c5930c85a12de822]::fmt::Display>::fmt", "Rust"),
            ("<str>::trim_ascii", "Rust"),
            ("__rustc[b7974e8690430dd9]::__rust_realloc", "Rust"),
            ("memcmp", "Rust"),
            ("wasm_bindgen::__wbindgen_string_get::h4e14337463e6326f", "wasm-bindgen"),
            ("core_goOn", "wasm-bindgen"),
            ("__wbg_core_free", "wasm-bindgen"),
        ] {
            assert_eq!(owner(function), expected, "{function}");
        }
    }
}
