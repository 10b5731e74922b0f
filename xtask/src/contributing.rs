//! `cargo xtask contributing`: the changes that CONTRIBUTING.md describes, made and tested in a copy of the repository.

use crate::process;
use crate::step::step;
use crate::workspace::Workspace;
use crate::{npm, rust, setup};
use anyhow::Result;

/// Installs the tools, and follows CONTRIBUTING.md.
pub fn run(workspace: &mut Workspace) -> Result<()> {
    setup::for_build(workspace)?;
    rust::setup(workspace)?;
    npm::setup(workspace)?;
    step("contributing", "what CONTRIBUTING.md describes, in target/contributing", || {
        process::stream(workspace.command("node").arg("xtask/js/contributing.mjs"))
    })
}
