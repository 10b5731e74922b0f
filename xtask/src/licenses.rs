//! THIRD-PARTY-LICENSES.txt in the npm package: the notices of the crates that are linked into the module.

use crate::process;
use crate::rust;
use crate::version;
use crate::workspace::Workspace;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const INTRODUCTION: &str =
    "The WebAssembly modules in this package contain code of Rust's standard library and of the crates below.
Most are under the MIT licence, whose terms follow; where a crate has other terms, they follow its name.
";

/// The first words of MIT's terms; the title and the copyright before them differ between crates.
const TERMS: &str = "Permission is hereby granted";

/// The text of the file.
pub fn third_party(workspace: &Workspace) -> Result<String> {
    let mit = fs::read_to_string(workspace.path("LICENSE-MIT")).context("cannot read LICENSE-MIT")?;
    let (_, terms) = split(&mit).context("LICENSE-MIT has no terms")?;
    let compiler = process::capture(workspace.command("rustc").arg("--version"))?;
    let compiler = version::in_text(&compiler).context("rustc has no version")?;
    let mut text = format!("{INTRODUCTION}\n{terms}\n- Rust's standard library {compiler}\n");
    text.push_str("    Copyright (c) The Rust Project Contributors\n");
    for package in linked(workspace)? {
        text.push_str(&notice(&package, terms).with_context(|| package.to_string())?);
    }
    Ok(text)
}

/// The linked packages, as `cargo metadata` describes them: the tree for the target without build dependencies and macros.
fn linked(workspace: &Workspace) -> Result<Vec<Value>> {
    let mut tree = workspace.cargo();
    tree.args(["tree", "--locked", "--package", "qiscus-wasm", "--package", "qiscus-sandbox-wasm"]);
    tree.args(["--target", rust::TARGET, "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"]);
    let tree = process::capture(&mut tree)?;
    // A line is `serde v1.0.229`, with ` (*)` at the end of a repetition, and a folder behind a package of the workspace.
    let lines: BTreeSet<_> = tree
        .lines()
        .map(|line| line.trim_end_matches(" (*)"))
        .filter(|line| !line.is_empty() && !line.ends_with(')'))
        .collect();

    let mut metadata = workspace.cargo();
    metadata.args(["metadata", "--locked", "--format-version", "1", "--filter-platform", rust::TARGET]);
    let metadata: Value = serde_json::from_str(&process::capture(&mut metadata)?)?;
    let packages = metadata.get("packages").and_then(Value::as_array).context("cargo metadata has no packages")?;
    let is_linked = |package: &&Value| {
        lines.contains(format!("{} v{}", string(package, "name"), string(package, "version")).as_str())
    };
    let linked: Vec<_> = packages.iter().filter(is_linked).cloned().collect();
    ensure!(linked.len() == lines.len(), "cargo metadata lacks a package of cargo tree");
    Ok(linked)
}

/// A package's name, authors, copyright, and the terms of its licence unless these are MIT's.
fn notice(package: &Value, mit: &str) -> Result<String> {
    let mut text = format!("\n- {} {}\n", string(package, "name"), string(package, "version"));
    let authors = package.get("authors").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let authors: Vec<_> = authors.map(|author| author.split(" <").next().unwrap_or(author)).collect();
    if !authors.is_empty() {
        text.push_str(&format!("    by {}\n", authors.join(", ")));
    }
    let folder = Path::new(string(package, "manifest_path")).parent().context("no folder")?;
    let files = files(folder)?;
    ensure!(!files.is_empty() || string(package, "license").contains("MIT"), "no licence text");
    for file in files {
        let license = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let shown = match split(&license) {
            Some((copyright, terms)) if same(terms, mit) => copyright,
            _ => &license,
        };
        let lines = shown.lines().map(str::trim).filter(|line| !line.is_empty());
        text.extend(lines.map(|line| format!("    {line}\n")));
    }
    Ok(text)
}

/// The licence texts in a package: of a choice of MIT and others only MIT's.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let name = |file: &PathBuf| file.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
    let mut files: Vec<_> = fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| name(file).starts_with("LICEN"));
    if files.iter().any(|file| name(file).contains("MIT")) {
        files.retain(|file| !name(file).contains("APACHE"));
    }
    files.sort();
    Ok(files)
}

fn split(text: &str) -> Option<(&str, &str)> {
    text.find(TERMS).map(|at| text.split_at(at))
}

/// Compares terms without line breaks and kinds of quotation marks.
fn same(terms: &str, others: &str) -> bool {
    let words = |text: &str| text.replace(['“', '”'], "\"").split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    words(terms) == words(others)
}

fn string<'a>(package: &'a Value, key: &str) -> &'a str {
    package.get(key).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_linked_crate_has_its_notice() {
        let text = third_party(&Workspace::find().unwrap()).unwrap();
        // One that is linked, one that only writes code, one that only the tests link, and this crate itself.
        assert!(text.contains("\n- serde_core "));
        assert!(!["serde_derive", "proptest", "qiscus-wasm"].iter().any(|name| text.contains(&format!("\n- {name} "))));
        assert!(text.contains("WITHOUT WARRANTY OF ANY KIND"));
    }
}
