//! Reads versions from output, manifests and lock files.

use crate::workspace::Workspace;
use anyhow::{Context, Result, ensure};
use std::fs;

/// The version of this project, which has to be the same in all its manifests and lock files.
pub fn of_project(workspace: &Workspace) -> Result<String> {
    let read = |name: &str| fs::read_to_string(workspace.path(name)).with_context(|| format!("cannot read {name}"));
    let version = declared(&read("Cargo.toml")?)?.to_owned();
    let package: serde_json::Value =
        serde_json::from_str(&read("pkg-template/package.json")?).context("pkg-template/package.json is not JSON")?;
    let npm = package.get("version").and_then(|version| version.as_str()).unwrap_or("nothing");
    let (lock, fuzz) = (read("Cargo.lock")?, read("fuzz/Cargo.lock")?);
    let others = [
        ("pkg-template/package.json", npm),
        ("Cargo.lock", locked(&lock, "qiscus-wasm")?),
        ("fuzz/Cargo.lock", locked(&fuzz, "qiscus-wasm")?),
    ];
    for (file, other) in others {
        ensure!(other == version, "Cargo.toml is at {version}, {file} at {other}");
    }
    Ok(version)
}

/// The first `1.2.3` in the output of `--version`.
pub fn in_text(text: &str) -> Option<&str> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.')).find(|word| {
        let parts: Vec<&str> = word.split('.').collect();
        parts.len() >= 3 && parts.iter().all(|part| !part.is_empty())
    })
}

/// The number before the first dot.
pub fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.trim().parse().ok()
}

/// The version of a package in the text of a `Cargo.lock`.
pub fn locked<'a>(lock: &'a str, package: &str) -> Result<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| line.trim() != name).skip(1);
    lines
        .next()
        .and_then(|line| line.trim().strip_prefix("version = \"")?.strip_suffix('"'))
        .with_context(|| format!("Cargo.lock has no package {package}"))
}

/// The version in the `[package]` table of a `Cargo.toml`.
pub fn declared(manifest: &str) -> Result<&str> {
    let table = manifest.lines().skip_while(|line| line.trim() != "[package]").skip(1);
    table
        .take_while(|line| !line.starts_with('['))
        .find_map(|line| line.trim().strip_prefix("version = \"")?.strip_suffix('"'))
        .context("Cargo.toml has no [package] version")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tools_print_their_version_in_many_ways() {
        assert_eq!(in_text("wasm-bindgen 0.2.129 (abc)"), Some("0.2.129"));
        assert_eq!(in_text("v20.20.2"), Some("20.20.2"));
        assert_eq!(in_text("Chromium 156.0.8078.79 built on Debian 12"), Some("156.0.8078.79"));
        assert_eq!(in_text("no version here. 12"), None);
    }

    #[test]
    fn the_major_version() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("156.0.8078.79"), Some(156));
        assert_eq!(major("none"), None);
    }

    #[test]
    fn a_lock_file_pins() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\n";
        assert_eq!(locked(lock, "wasm-bindgen").unwrap(), "0.2.129");
        assert_eq!(locked(lock, "serde").unwrap_err().to_string(), "Cargo.lock has no package serde");
    }

    #[test]
    fn a_manifest_declares() {
        let manifest = "[workspace.package]\nversion = \"9.9.9\"\n\n[package]\nname = \"x\"\nversion = \"0.1.0\"\n";
        assert_eq!(declared(manifest).unwrap(), "0.1.0");
        assert!(declared("[package]\nname = \"x\"\n[lib]\nversion = \"1.0.0\"").is_err());
    }
}
