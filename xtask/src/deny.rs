//! `cargo xtask deny`: what the project is built with. The licences, sources and versions of crates, and the lock files.

use crate::process;
use crate::tools;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail, ensure};
use serde_json::{Map, Value};
use std::fs;

/// How much to check.
#[derive(clap::Args)]
pub struct Options {
    /// Known vulnerabilities, too; fetches RustSec's database
    #[arg(long)]
    advisories: bool,
}

/// The workspaces of Rust, each with a lock file of its own.
const CARGO: [&str; 2] = ["Cargo.toml", "fuzz/Cargo.toml"];

/// The folders that npm installs into.
const NPM: [&str; 2] = ["", "xtask/peers"];

/// Installs cargo-deny, and checks.
pub fn run(workspace: &mut Workspace, options: &Options) -> Result<()> {
    tools::auditor(workspace)?;
    check(workspace, options.advisories)
}

/// Fails for what deny.toml doesn't allow, and for lock files that are not up to date or not complete.
pub fn check(workspace: &Workspace, advisories: bool) -> Result<()> {
    for manifest in CARGO {
        let mut cargo = workspace.cargo();
        // Fails where the lock file isn't up to date.
        cargo.args(["deny", "--locked", "--workspace", "--config", "deny.toml", "--manifest-path", manifest]);
        // Only fuzz/ has one.
        cargo.args(["check", "--allow", "license-exception-not-encountered"]);
        cargo.args(["bans", "licenses", "sources"]).args(advisories.then_some("advisories"));
        process::stream(&mut cargo)?;
    }
    for folder in NPM {
        let read = |name: &str| -> Result<Value> {
            let path = workspace.path(&format!("{folder}/{name}"));
            let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            serde_json::from_str(&text).with_context(|| format!("{} is no JSON", path.display()))
        };
        let packages = npm_lock(&read("package.json")?, &read("package-lock.json")?)
            .with_context(|| format!("package-lock.json in \"{folder}\": npm install there mends it"))?;
        println!("    npm, \"{folder}\": {packages} packages locked");
    }
    Ok(())
}

/// Checks npm's lock file against its manifest; gives how many packages it has.
fn npm_lock(manifest: &Value, lock: &Value) -> Result<usize> {
    ensure!(lock.get("lockfileVersion") == Some(&Value::from(3)), "it is not of version 3");
    let packages = lock.get("packages").and_then(Value::as_object).context("it has no packages")?;
    let (roots, packages): (Vec<_>, Vec<_>) = packages.iter().partition(|(path, _)| path.is_empty());
    let [(_, root)] = roots[..] else { bail!("it has no package of its own") };
    for group in ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"] {
        ensure!(root.get(group) == manifest.get(group), "its {group} are not those of package.json");
        for name in manifest.get(group).and_then(Value::as_object).into_iter().flat_map(Map::keys) {
            ensure!(packages.iter().any(|(path, _)| *path == &format!("node_modules/{name}")), "it lacks {name}");
        }
    }
    for (path, package) in &packages {
        let digest = package.get("integrity").and_then(Value::as_str).unwrap_or_default();
        ensure!(digest.starts_with("sha512-"), "{path} has no SHA-512 digest");
        // Which registry it came from is the business of each machine: .npmrc leaves it out.
        ensure!(package.get("resolved").is_none(), "{path} names a registry");
    }
    Ok(packages.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_lock_file_is_up_to_date_and_complete() {
        let manifest = json!({ "name": "x", "devDependencies": { "a": "1.0.0" } });
        let lock = json!({
            "lockfileVersion": 3,
            "packages": {
                "": { "devDependencies": { "a": "1.0.0" } },
                "node_modules/a": { "version": "1.0.0", "integrity": "sha512-x" },
                "node_modules/a/node_modules/b": { "version": "2.0.0", "integrity": "sha512-y" },
            },
        });
        assert_eq!(npm_lock(&manifest, &lock).unwrap(), 2);

        let table = [
            ("/lockfileVersion", json!(2), "it is not of version 3"),
            ("/packages", json!(null), "it has no packages"),
            ("/packages", json!({}), "it has no package of its own"),
            ("/packages/", json!({}), "its devDependencies are not those of package.json"),
            (
                "/packages/",
                json!({ "devDependencies": { "a": "1.0.1" } }),
                "its devDependencies are not those of package.json",
            ),
            ("/packages", json!({ "": { "devDependencies": { "a": "1.0.0" } } }), "it lacks a"),
            ("/packages/node_modules~1a/integrity", json!("sha1-x"), "node_modules/a has no SHA-512 digest"),
            (
                "/packages/node_modules~1a",
                json!({ "integrity": "sha512-x", "resolved": "somewhere" }),
                "node_modules/a names a registry",
            ),
        ];
        for (place, value, message) in table {
            let mut wrong = lock.clone();
            *wrong.pointer_mut(place).unwrap() = value;
            assert_eq!(npm_lock(&manifest, &wrong).unwrap_err().to_string(), message);
        }
    }
}
