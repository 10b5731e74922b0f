//! The alternatives in xtask/peers, and `cargo xtask peers`, which compares how they handle faults.

use crate::step::step;
use crate::workspace::Workspace;
use crate::{assemble, process, sandbox, setup};
use anyhow::Result;
use std::path::PathBuf;
use std::process::Command;

/// Where npm installs the alternatives.
pub const FOLDER: &str = "xtask/peers";

/// Builds the package, and writes what it and the alternatives do with the same faults.
pub fn run(workspace: &mut Workspace) -> Result<()> {
    setup::for_build(workspace)?;
    assemble::package(workspace)?;
    install(workspace)?;
    let sandbox = sandbox::build(workspace, "dev")?;
    step("peers", "the same faults for each, into tests/trust/README.md", || {
        process::stream(node(workspace).arg("xtask/peers/compare.mjs").env("QISCUS_SANDBOX", sandbox))
    })
}

/// Installs the alternatives; returns the folder.
pub fn install(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.path(FOLDER);
    step("peers", "the alternatives, and Node.js 24", || {
        let mut npm = workspace.command("npm");
        process::quiet(npm.args(["ci", "--ignore-scripts"]).current_dir(&folder))
    })?;
    Ok(folder)
}

/// The Node.js installed beside the alternatives, some of which need a newer one than the package does. On systems for which
/// package.json lists none, the one on PATH.
pub fn node(workspace: &Workspace) -> Command {
    let program = workspace.path(FOLDER).join("node_modules/.bin/node");
    workspace.command(if program.is_file() { program.to_str().unwrap_or("node") } else { "node" })
}
