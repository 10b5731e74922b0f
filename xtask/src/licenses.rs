//! The notices of what is linked into the module, for THIRD-PARTY-LICENSES.txt in the npm package.

use crate::process;
use crate::rust;
use crate::version;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const INTRODUCTION: &str =
    "The WebAssembly module of this package, qiscus.wasm and what index.js has of it, contains code of Rust's standard
library and of the crates below. Where a licence can be chosen, it is the one under which they are listed.
";

/// Where the terms of MIT begin: in front of them every package has a title and a copyright of its own.
const TERMS: &str = "Permission is hereby granted";

/// A crate that is linked, as Cargo knows it.
struct Linked {
    /// Name and version.
    name: String,
    /// An SPDX expression.
    license: String,
    authors: Vec<String>,
    folder: PathBuf,
}

impl Linked {
    /// Who wrote it, for a package that names no holder of a copyright.
    fn authors(&self) -> String {
        let names: Vec<_> = self.authors.iter().map(|author| author.split(" <").next().unwrap_or(author)).collect();
        if names.is_empty() { String::new() } else { format!("by {}", names.join(", ")) }
    }
}

/// The whole text.
pub fn third_party(workspace: &Workspace) -> Result<String> {
    let mit = fs::read_to_string(workspace.path("LICENSE-MIT")).context("cannot read LICENSE-MIT")?;
    let (_, terms) = split(&mit).context("LICENSE-MIT has no terms")?;
    let mut notices = Notices { terms: terms.to_owned(), found: BTreeMap::new() };
    let compiler = process::capture(workspace.command("rustc").arg("--version"))?;
    let compiler = version::in_text(&compiler).context("rustc has no version")?;
    notices.add(
        "MIT",
        terms,
        &format!("Rust's standard library {compiler}"),
        "Copyright (c) The Rust Project Contributors",
    );
    for krate in linked(workspace)? {
        for license in chosen(&krate.license).with_context(|| krate.name.clone())? {
            notices.of(&krate, license)?;
        }
    }
    Ok(notices.text())
}

/// The crates that are linked: Cargo's tree for the target, without those that only build or write code.
fn linked(workspace: &Workspace) -> Result<Vec<Linked>> {
    let mut tree = workspace.cargo();
    tree.args(["tree", "--locked", "--package", "qiscus-wasm", "--target", rust::TARGET]);
    tree.args(["--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"]);
    let tree = process::capture(&mut tree)?;
    // As `serde v1.0.229`, and ` (*)` behind it where it stands a second time. The first one is our own.
    let name = |line: &'_ str| line.split_once(" v").map(|(name, rest)| (name.to_owned(), rest.replace(" (*)", "")));
    let names: BTreeSet<_> = tree.lines().skip(1).filter_map(name).collect();

    let mut metadata = workspace.cargo();
    metadata.args(["metadata", "--locked", "--format-version", "1", "--filter-platform", rust::TARGET]);
    let metadata: Value = serde_json::from_str(&process::capture(&mut metadata)?)?;
    let packages = metadata.get("packages").and_then(Value::as_array).context("cargo knows no packages")?;
    let named = |(name, version): &(String, String)| {
        let is = |package: &&Value| {
            package.get("name") == Some(&Value::from(name.as_str()))
                && package.get("version") == Some(&Value::from(version.as_str()))
        };
        let package = packages.iter().find(is)?;
        let text = |key: &str| package.get(key).and_then(Value::as_str);
        let authors = package.get("authors").and_then(Value::as_array).into_iter().flatten();
        Some(Linked {
            name: format!("{name} {version}"),
            license: text("license")?.to_owned(),
            authors: authors.filter_map(Value::as_str).map(str::to_owned).collect(),
            folder: Path::new(text("manifest_path")?).parent()?.to_owned(),
        })
    };
    names.iter().map(|krate| named(krate).with_context(|| format!("{} has no licence", krate.0))).collect()
}

/// Of every choice in an SPDX expression the licence that is taken: MIT where it can be.
fn chosen(expression: &str) -> Result<Vec<&str>> {
    let clauses = expression.split(" AND ").map(|clause| {
        let clause = clause.trim().trim_start_matches('(').trim_end_matches(')');
        ensure!(!clause.contains(['(', ')']), "{expression} is more than this program reads");
        let mut choices = clause.split(['/']).flat_map(|part| part.split(" OR ")).map(str::trim);
        let first = choices.clone().next().unwrap_or_default();
        Ok(choices.find(|choice| *choice == "MIT").unwrap_or(first))
    });
    clauses.collect()
}

/// The copyright of a text of MIT, and its terms.
fn split(text: &str) -> Option<(&str, &str)> {
    text.find(TERMS).map(|at| text.split_at(at))
}

/// A text without what differs between printings of it: line breaks, and kinds of quotation marks.
fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(|word| word.replace(['“', '”'], "\"")).collect()
}

/// What was found: under a licence and its terms, who grants them.
struct Notices {
    /// Those of MIT.
    terms: String,
    found: BTreeMap<(String, String), Vec<String>>,
}

impl Notices {
    fn add(&mut self, license: &str, terms: &str, name: &str, copyright: &str) {
        let lines = copyright.lines().map(|line| format!("    {}\n", line.trim()));
        let entry = format!("- {name}\n{}", lines.collect::<String>());
        self.found.entry((license.to_owned(), terms.trim().to_owned())).or_default().push(entry);
    }

    /// Adds what a crate's package says of a licence.
    fn of(&mut self, krate: &Linked, license: &str) -> Result<()> {
        match (text_of(krate, license)?, license) {
            (Some(text), "MIT") => {
                let (head, terms) = split(&text).with_context(|| format!("{}: no terms of MIT", krate.name))?;
                let lines = head.lines().map(str::trim).filter(|line| line.to_lowercase().starts_with("copyright"));
                let copyright: Vec<_> = lines.collect();
                let copyright = if copyright.is_empty() { krate.authors() } else { copyright.join("\n") };
                let terms = if words(terms) == words(&self.terms) { &self.terms.clone() } else { terms };
                self.add(license, terms, &krate.name, &copyright);
            }
            // Some packages have no text in them.
            (None, "MIT") => self.add(license, &self.terms.clone(), &krate.name, &krate.authors()),
            (Some(text), _) => self.add(license, &text, &krate.name, ""),
            (None, _) => bail!("{} has no text of {license}", krate.name),
        }
        Ok(())
    }

    fn text(&self) -> String {
        let mut text = INTRODUCTION.to_owned();
        for ((license, terms), entries) in &self.found {
            text.push_str(&format!("\n{license}\n{}\n\n{}\n{terms}\n", "=".repeat(license.len()), entries.concat()));
        }
        text
    }
}

/// The text of a licence in a crate's package: `LICENSE-MIT` for MIT, or the only one there is.
fn text_of(krate: &Linked, license: &str) -> Result<Option<String>> {
    let kind = license.split('-').next().unwrap_or_default().to_uppercase();
    let mut files: Vec<_> = fs::read_dir(&krate.folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files
        .retain(|file| file.file_name().is_some_and(|name| name.to_string_lossy().to_uppercase().starts_with("LICEN")));
    files.sort();
    let is_kind = |file: &&PathBuf| file.to_string_lossy().to_uppercase().ends_with(&format!("-{kind}"));
    let file = files.iter().find(is_kind).or(if files.len() == 1 { files.first() } else { None });
    file.map(|file| fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mit_is_taken_where_it_can_be() {
        assert_eq!(chosen("MIT").unwrap(), ["MIT"]);
        assert_eq!(chosen("Apache-2.0 OR MIT").unwrap(), ["MIT"]);
        assert_eq!(chosen("MIT/Apache-2.0").unwrap(), ["MIT"]);
        assert_eq!(chosen("(MIT OR Apache-2.0) AND Unicode-3.0").unwrap(), ["MIT", "Unicode-3.0"]);
        assert_eq!(chosen("Zlib OR Apache-2.0").unwrap(), ["Zlib"]);
        assert!(chosen("MIT OR (Zlib AND ISC)").is_err());
    }

    #[test]
    fn every_linked_crate_has_its_notice() {
        let workspace = Workspace::find().unwrap();
        let text = third_party(&workspace).unwrap();
        let crates = linked(&workspace).unwrap();
        assert!(crates.len() > 10, "{}", crates.len());
        for krate in crates {
            assert!(text.contains(&format!("- {}\n", krate.name)), "{}", krate.name);
        }
        // One that is linked, one that only writes code, one that only the tests link.
        assert!(
            text.contains("\n- serde_core ") && !text.contains("\n- serde_derive ") && !text.contains("\n- proptest ")
        );
        assert!(!text.contains("- qiscus-wasm"), "our own licence is in files of its own");
    }
}
