//! `cargo xtask size`: the size of the package, and of the alternatives.

use crate::step::step;
use crate::workspace::Workspace;
use crate::{assemble, peers, process, setup};
use anyhow::Result;

/// What to measure.
#[derive(clap::Args)]
pub struct Options {
    /// Measure the alternatives too, and write SIZES.md; installs them into xtask/peers
    #[arg(long)]
    peers: bool,
}

/// Builds the package, which prints its sizes, and compares them if asked to.
pub fn run(workspace: &mut Workspace, options: &Options) -> Result<()> {
    setup::for_build(workspace)?;
    assemble::package(workspace)?;
    if !options.peers {
        return Ok(());
    }
    let peers = peers::install(workspace)?;
    step("sizes", "side by side, into SIZES.md", || {
        process::stream(assemble::sizes(workspace).arg("--peers").arg(peers))
    })
}
