//! Node.js and the npm packages of the build and the tests.

use crate::process;
use crate::step::step;
use crate::version;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::fs;

const OLDEST_NODE: u32 = 20;

/// Checks the version of Node.js, and installs the packages of the lock file if it has changed.
pub fn setup(workspace: &Workspace) -> Result<()> {
    let node = process::capture(workspace.command("node").arg("--version"))
        .with_context(|| format!("Node.js {OLDEST_NODE} or newer is required, but `node` does not run"))?;
    if version::major(&node).is_none_or(|major| major < OLDEST_NODE) {
        bail!("Node.js {OLDEST_NODE} or newer is required; found {}", node.trim());
    }
    let lock = fs::read(workspace.path("package-lock.json")).context("cannot read package-lock.json")?;
    let stamp = workspace.path("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    step("npm packages", "esbuild, wasm-opt, TypeScript and others", || {
        process::quiet(workspace.command("npm").arg("ci"))?;
        fs::write(&stamp, &lock).with_context(|| format!("cannot write {}", stamp.display()))
    })
}
