//! `cargo xtask size`: how large the package is, what it is made of, and beside it what people would use instead.

use crate::step::step;
use crate::workspace::Workspace;
use crate::{assemble, owners, peers, process, setup};
use anyhow::Result;

/// Where all of it is kept.
const PAGE: &str = "SIZES.md";

/// What to measure.
#[derive(clap::Args)]
pub struct Options {
    /// Measure what people would use instead, too; installs it into xtask/peers
    #[arg(long)]
    peers: bool,

    /// Say what the bytes of the default entry are; with --peers, too, all of it is kept in SIZES.md
    #[arg(long)]
    breakdown: bool,
}

/// Builds the package, and prints its sizes.
pub fn run(workspace: &mut Workspace, options: &Options) -> Result<()> {
    setup::for_build(workspace)?;
    assemble::package(workspace)?;
    let mut sizes = assemble::sizes(workspace);
    if options.peers {
        sizes.arg("--peers").arg(peers::install(workspace)?);
    }
    if options.breakdown {
        owners::write(workspace)?;
        sizes.args(["--breakdown", owners::FILE]);
    }
    match (options.peers, options.breakdown) {
        (false, false) => Ok(()),
        (true, true) => {
            step("sizes", &format!("all of them, into {PAGE}"), || process::stream(sizes.args(["--page", PAGE])))
        }
        (true, false) => step("sizes", "side by side", || process::stream(&mut sizes)),
        (false, true) => step("sizes", "what the bytes are", || process::stream(&mut sizes)),
    }
}
