//! Node.js and the npm packages of the build and the tests.

use crate::process;
use crate::step::step;
use crate::version;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::fs;

const OLDEST_NODE: u32 = 20;

/// Where Next.js 14 is installed, beside the newer one of the repository.
pub const NEXT_14: &str = "tests/packages/nextjs-14";

/// Where the tools of the documentation site are installed: TypeDoc needs an older TypeScript.
pub const DOCS: &str = "www/docs";

/// Where the versions of Node.js are installed that environments of the matrix run on.
const NODES: &str = "tests/packages/nodes";

/// Checks the version of Node.js, and installs the packages of the build.
pub fn for_build(workspace: &Workspace) -> Result<()> {
    check_node(workspace)?;
    install(workspace, "", BUILD, "esbuild and wasm-opt")
}

/// Checks the version of Node.js, and installs the packages of the build and the tests.
pub fn setup(workspace: &Workspace) -> Result<()> {
    check_node(workspace)?;
    install(workspace, "", ALL, "esbuild, wasm-opt, TypeScript and others")
}

/// Installs Next.js 14.
pub fn next_14(workspace: &Workspace) -> Result<()> {
    install(workspace, NEXT_14, ALL, "Next.js 14, for the tests of its caches")
}

/// Installs the versions of Node.js that environments run on.
pub fn nodes(workspace: &Workspace) -> Result<()> {
    install(workspace, NODES, ALL, "versions of Node.js, for the matrix")
}

/// Installs the tools of the documentation site.
pub fn docs(workspace: &Workspace) -> Result<()> {
    install(workspace, DOCS, ALL, "VitePress and TypeDoc, for the documentation")
}

/// Installs Lighthouse.
pub fn lighthouse(workspace: &Workspace) -> Result<()> {
    install(workspace, "tests/lighthouse", ALL, "Lighthouse")
}

fn check_node(workspace: &Workspace) -> Result<()> {
    let node = process::capture(workspace.command("node").arg("--version"))
        .with_context(|| format!("Node.js {OLDEST_NODE} or newer is required, but `node` does not run"))?;
    if version::major(&node).is_none_or(|major| major < OLDEST_NODE) {
        bail!("Node.js {OLDEST_NODE} or newer is required; found {}", node.trim());
    }
    Ok(())
}

/// Which packages of a lock file are installed.
struct Selection {
    flag: Option<&'static str>,
    /// A copy of the lock file, among the packages.
    stamp: &'static str,
}

const ALL: &Selection = &Selection { flag: None, stamp: "node_modules/.installed-lock.json" };
const BUILD: &Selection = &Selection { flag: Some("--omit=dev"), stamp: "node_modules/.installed-for-build-lock.json" };

/// Installs packages of a folder's lock file if it has changed.
fn install(workspace: &Workspace, folder: &str, selection: &Selection, why: &str) -> Result<()> {
    let folder = workspace.path(folder);
    let file = folder.join("package-lock.json");
    let lock = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let installed = |one: &Selection| fs::read(folder.join(one.stamp)).is_ok_and(|installed| installed == lock);
    if installed(ALL) || installed(selection) {
        return Ok(());
    }
    step("npm packages", why, || {
        process::quiet(workspace.command("npm").arg("ci").args(selection.flag).current_dir(&folder))?;
        let stamp = folder.join(selection.stamp);
        fs::write(&stamp, &lock).with_context(|| format!("cannot write {}", stamp.display()))
    })
}
