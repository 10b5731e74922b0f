//! Everything that a machine with rustup and Node.js lacks; nothing where nothing is missing.

use crate::browser::{self, Browser};
use crate::workspace::Workspace;
use crate::{npm, rust, tools};
use anyhow::Result;

/// What building the package needs.
pub fn for_build(workspace: &mut Workspace) -> Result<()> {
    rust::target(workspace)?;
    npm::setup(workspace)?;
    tools::setup(workspace)
}

/// What the tests need: all of it.
pub fn everything(workspace: &mut Workspace) -> Result<Browser> {
    rust::setup(workspace)?;
    npm::setup(workspace)?;
    let browser = browser::setup(workspace)?;
    tools::setup(workspace)?;
    Ok(browser)
}
