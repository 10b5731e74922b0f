//! `cargo xtask size`: how large the package is, and beside it what people would use instead.

use crate::step::step;
use crate::workspace::Workspace;
use crate::{assemble, peers, process, setup};
use anyhow::Result;

/// What to measure.
#[derive(clap::Args)]
pub struct Options {
    /// Measure what people would use instead, too; installs it into xtask/peers
    #[arg(long)]
    peers: bool,
}

/// Builds the package, and prints its sizes.
pub fn run(workspace: &mut Workspace, options: &Options) -> Result<()> {
    setup::for_build(workspace)?;
    assemble::package(workspace)?;
    if options.peers {
        let folder = peers::install(workspace)?;
        step("sizes", "side by side", || process::stream(assemble::sizes(workspace).arg("--peers").arg(&folder)))?;
    }
    Ok(())
}
