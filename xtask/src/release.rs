//! `cargo xtask release`: checks that a version can be published, and tags it. The workflow of that tag publishes it.

use crate::process;
use crate::step::step;
use crate::workspace::Workspace;
use crate::{test, version};
use anyhow::{Context, Result, bail, ensure};
use std::fs;

/// What the entry of a version says in the changelog, in place of a date, until it is released.
const PENDING: &str = "not yet published";

/// What to release.
#[derive(clap::Args)]
pub struct Options {
    /// Check everything, and make no tag
    #[arg(long)]
    dry_run: bool,
    /// Fail unless the version's tag has this name
    #[arg(long)]
    tag: Option<String>,
}

/// Checks the version, the tree, the tests and the tarball; then tags the commit, unless it is a dry run.
pub fn run(workspace: &mut Workspace, options: &Options) -> Result<()> {
    let version = step("version", "the same everywhere, and in the changelog", || {
        let version = version::of_project(workspace)?;
        let date = entry(&fs::read_to_string(workspace.path("CHANGELOG.md"))?, &version)?;
        ensure!(options.dry_run || date != PENDING, "CHANGELOG.md: replace \"{PENDING}\" by the date of {version}");
        println!("    {version}, {date}");
        Ok(version)
    })?;
    let tag = format!("v{version}");
    if let Some(expected) = &options.tag {
        ensure!(*expected == tag, "the tag of this version is {tag}, not {expected}");
    }
    step("tree", "everything committed", || clean(workspace))?;
    test::run(workspace, &test::Options::default())?;
    step("tree", "unchanged by the tests", || clean(workspace))?;
    step("tarball", "what npm would publish", || {
        process::stream(workspace.command("npm").args(["pack", "./pkg", "--dry-run"]))
    })?;
    if options.dry_run {
        println!("\n{version} can be released: cargo xtask release");
        return Ok(());
    }
    step("tag", &tag, || {
        process::stream(workspace.command("git").args(["tag", "--annotate", &tag, "--message", &version]))
    })?;
    println!("\nto publish it: git push origin {tag}");
    Ok(())
}

fn clean(workspace: &Workspace) -> Result<()> {
    let changes = process::capture(workspace.command("git").args(["status", "--porcelain"]))?;
    if !changes.is_empty() {
        bail!("the tree has changes that are not committed:\n{}", changes.trim_end());
    }
    Ok(())
}

/// What the newest entry of the changelog says behind its version, which has to be this one.
fn entry(changelog: &str, version: &str) -> Result<String> {
    let heading = changelog.lines().find_map(|line| line.strip_prefix("## ")).context("CHANGELOG.md has no entry")?;
    match heading.split_once(", ") {
        Some((newest, date)) if newest == version => Ok(date.to_owned()),
        _ => bail!("the newest entry of CHANGELOG.md is \"{heading}\", not \"{version}, <date>\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_entry_is_the_versions() {
        let changelog = "# Changelog\n\n## 0.2.0, 2026-12-01\n\n- new\n\n## 0.1.0, 2026-11-01\n";
        assert_eq!(entry(changelog, "0.2.0").unwrap(), "2026-12-01");
        assert_eq!(
            entry(changelog, "0.1.0").unwrap_err().to_string(),
            "the newest entry of CHANGELOG.md is \"0.2.0, 2026-12-01\", not \"0.1.0, <date>\""
        );
        assert!(entry("# Changelog\n", "0.1.0").is_err());
    }

    /// npm shows the addresses of one, crates.io those of the other; npm's provenance needs the right one.
    #[test]
    fn both_manifests_name_the_same_repository() {
        let package: serde_json::Value = serde_json::from_str(include_str!("../../pkg-template/package.json")).unwrap();
        let field = |path: &str| package.pointer(path).and_then(|value| value.as_str()).unwrap().to_owned();
        let repository = include_str!("../../Cargo.toml")
            .lines()
            .find_map(|line| line.strip_prefix("repository = \"")?.strip_suffix('"'))
            .unwrap();
        assert_eq!(field("/repository/url"), format!("git+{repository}.git"));
        assert_eq!(field("/homepage"), format!("{repository}#readme"));
        assert_eq!(field("/bugs/url"), format!("{repository}/issues"));
    }
}
