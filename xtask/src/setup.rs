//! Everything that a machine with rustup and Node.js lacks; nothing where nothing is missing.

use crate::browser::{self, Browser};
use crate::workspace::Workspace;
use crate::{npm, redis, rust, tools};
use anyhow::Result;
use std::path::PathBuf;

/// What the tests run besides Node.js.
pub struct Programs {
    /// Where the demo page is tried.
    pub browser: Browser,
    /// A Redis server.
    pub redis: PathBuf,
}

/// What building the package needs.
pub fn for_build(workspace: &mut Workspace) -> Result<()> {
    rust::target(workspace)?;
    npm::setup(workspace)?;
    tools::setup(workspace)
}

/// What the tests need: all of it.
pub fn everything(workspace: &mut Workspace) -> Result<Programs> {
    rust::setup(workspace)?;
    npm::setup(workspace)?;
    let programs = Programs { browser: browser::setup(workspace)?, redis: redis::setup(workspace)? };
    tools::setup(workspace)?;
    tools::auditor(workspace)?;
    Ok(programs)
}
