//! `cargo xtask peers`: what this package and others do when things go wrong, side by side.

use crate::step::step;
use crate::workspace::Workspace;
use crate::{assemble, process, sandbox, setup};
use anyhow::Result;
use std::path::PathBuf;

/// Where the table is kept.
const TABLE: &str = "tests/trust/README.md";

/// Builds the package, has all of them meet the same faults, and keeps what was seen.
pub fn run(workspace: &mut Workspace) -> Result<()> {
    setup::for_build(workspace)?;
    assemble::package(workspace)?;
    let folder = install(workspace)?;
    let sandbox = sandbox::build(workspace, "dev")?;
    step("peers", &format!("the same faults for each, into {TABLE}"), || {
        let mut node = workspace.command("node");
        node.arg("xtask/js/compare.mjs").arg(&folder).arg(TABLE).env("QISCUS_SANDBOX", sandbox);
        process::stream(&mut node)
    })
}

/// Installs what people would use instead, and says where.
pub fn install(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.path("xtask/peers");
    step("peers", "what people would use instead", || {
        let mut npm = workspace.command("npm");
        process::quiet(npm.args(["ci", "--ignore-scripts"]).current_dir(&folder))
    })?;
    Ok(folder)
}
