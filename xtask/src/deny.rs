//! `cargo xtask deny`: the licences, sources and versions of crates, and the lock files.

use crate::npm;
use crate::process;
use crate::tools;
use crate::workspace::Workspace;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::fs;

/// What to check.
#[derive(clap::Args)]
pub struct Options {
    /// Check for known vulnerabilities too; fetches RustSec's database
    #[arg(long)]
    advisories: bool,
}

/// The Cargo workspaces, each with its own lock file.
const CARGO: [&str; 2] = ["Cargo.toml", "fuzz/Cargo.toml"];

/// The folders that npm installs into, besides those of the environments.
const NPM: [&str; 5] = ["", "tests/lighthouse", "tests/pictures", "xtask/peers", npm::DOCS];

/// The environments of the matrix, many with a lock file.
const ENVIRONMENTS: &str = "tests/packages";

/// Installs cargo-deny, and checks.
pub fn run(workspace: &mut Workspace, options: &Options) -> Result<()> {
    tools::auditor(workspace)?;
    check(workspace, options.advisories)
}

/// Fails for dependencies that deny.toml doesn't allow, and for lock files that are out of date.
pub fn check(workspace: &Workspace, advisories: bool) -> Result<()> {
    for manifest in CARGO {
        let mut cargo = workspace.cargo();
        cargo.args(["deny", "--locked", "--workspace", "--config", "deny.toml", "--manifest-path", manifest]);
        // The exception is for a dependency of fuzz/ only.
        cargo.args(["check", "--allow", "license-exception-not-encountered"]);
        cargo.args(["bans", "licenses", "sources"]).args(advisories.then_some("advisories"));
        process::stream(&mut cargo)?;
    }
    for folder in npm_folders(workspace)? {
        let read = |name: &str| -> Result<Value> {
            let path = workspace.path(&format!("{folder}/{name}"));
            let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            serde_json::from_str(&text).with_context(|| format!("{} is not JSON", path.display()))
        };
        let packages = npm_lock(&read("package.json")?, &read("package-lock.json")?)
            .with_context(|| format!("package-lock.json in \"{folder}\": run npm install there"))?;
        println!("    npm, \"{folder}\": {packages} packages locked");
    }
    Ok(())
}

fn npm_folders(workspace: &Workspace) -> Result<Vec<String>> {
    let mut folders: Vec<String> = NPM.iter().map(|folder| (*folder).to_owned()).collect();
    for entry in fs::read_dir(workspace.path(ENVIRONMENTS)).context("cannot read tests/packages")? {
        let entry = entry?;
        if entry.path().join("package-lock.json").is_file() {
            folders.push(format!("{ENVIRONMENTS}/{}", entry.file_name().to_string_lossy()));
        }
    }
    folders.sort();
    Ok(folders)
}

/// Checks npm's lock file against its manifest; returns the number of packages.
fn npm_lock(manifest: &Value, lock: &Value) -> Result<usize> {
    let packages = lock.get("packages").and_then(Value::as_object).context("it has no packages")?;
    let root = packages.get("").context("it has no root package")?;
    for group in ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"] {
        ensure!(root.get(group) == manifest.get(group), "its {group} are not those of package.json");
    }
    for (path, package) in packages.iter().filter(|(path, _)| !path.is_empty()) {
        // It came with another package, whose digest holds for it too.
        if package.get("inBundle") == Some(&Value::Bool(true)) {
            continue;
        }
        let digest = package.get("integrity").and_then(Value::as_str).unwrap_or_default();
        ensure!(digest.starts_with("sha512-"), "{path} has no SHA-512 digest");
        // Each machine may use another registry: .npmrc leaves the addresses out.
        ensure!(package.get("resolved").is_none(), "{path} names a registry");
    }
    Ok(packages.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn lock_files_match_their_manifests() {
        let manifest = json!({ "devDependencies": { "a": "1.0.0" } });
        let check = |root: &Value, package: Value| {
            let lock = json!({ "packages": { "": root, "node_modules/a": package } });
            npm_lock(&manifest, &lock).map_err(|error| error.to_string())
        };
        let package = json!({ "integrity": "sha512-x" });
        assert_eq!(check(&manifest, package.clone()), Ok(1));
        assert_eq!(check(&json!({}), package).unwrap_err(), "its devDependencies are not those of package.json");
        assert_eq!(check(&manifest, json!({ "inBundle": true })), Ok(1));
        let old = json!({ "integrity": "sha1-x" });
        assert_eq!(check(&manifest, old).unwrap_err(), "node_modules/a has no SHA-512 digest");
        let resolved = json!({ "integrity": "sha512-x", "resolved": "somewhere" });
        assert_eq!(check(&manifest, resolved).unwrap_err(), "node_modules/a names a registry");
    }
}
