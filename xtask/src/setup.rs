//! Installs missing tools, on a machine with rustup and Node.js.

use crate::browser::{self, Browser};
use crate::workspace::Workspace;
use crate::{npm, redis, rust, tools};
use anyhow::Result;
use std::path::PathBuf;

/// The programs that the tests run besides Node.js.
pub struct Programs {
    /// The browser of the demo page.
    pub browser: Browser,
    /// A Redis server.
    pub redis: PathBuf,
}

/// The tools of `cargo xtask build`.
pub fn for_build(workspace: &mut Workspace) -> Result<()> {
    rust::target(workspace)?;
    npm::setup(workspace)?;
    tools::setup(workspace)
}

/// All tools, as the tests need them.
pub fn everything(workspace: &mut Workspace) -> Result<Programs> {
    rust::setup(workspace)?;
    npm::setup(workspace)?;
    npm::next_14(workspace)?;
    npm::nodes(workspace)?;
    let programs = Programs { browser: browser::setup(workspace)?, redis: redis::setup(workspace)? };
    tools::setup(workspace)?;
    tools::auditor(workspace)?;
    Ok(programs)
}
