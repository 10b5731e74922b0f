//! `cargo xtask matrix`: the tarball in the environments of tests/packages/.

use crate::setup::{self, Programs};
use crate::step::step;
use crate::tally::Tally;
use crate::workspace::Workspace;
use crate::{assemble, browser, consumer, process};
use anyhow::Result;

/// Which environments to run.
#[derive(clap::Args)]
pub struct Options {
    /// Only these environments: folders of tests/packages/
    names: Vec<String>,
    /// Only the rows of the quick set, which `cargo xtask test` runs too
    #[arg(long)]
    quick: bool,
    /// Leave the projects where they are
    #[arg(long)]
    keep: bool,
}

/// Builds the package, and runs the environments; if they are all of them, writes COMPATIBILITY.md.
pub fn run(workspace: &mut Workspace, options: &Options) -> Result<()> {
    let programs = setup::everything(workspace)?;
    if !options.quick {
        browser::other_engines(workspace);
    }
    assemble::package(workspace)?;
    step("install", "the tarball, into target/consumer", || consumer::install(workspace))?;
    step("matrix", "one project per environment; npm keeps what it downloads", || {
        environments(workspace, &programs, &mut Tally::default(), options)
    })
}

/// The quick set, with the tarball that `cargo xtask test` has packed.
pub fn quick(workspace: &Workspace, programs: &Programs, tally: &mut Tally) -> Result<()> {
    environments(workspace, programs, tally, &Options { names: Vec::new(), quick: true, keep: false })
}

fn environments(workspace: &Workspace, programs: &Programs, tally: &mut Tally, options: &Options) -> Result<()> {
    let mut node = workspace.command("node");
    node.arg("xtask/js/matrix.mjs").args(options.quick.then_some("--quick")).args(options.keep.then_some("--keep"));
    node.args(&options.names);
    consumer::environment(workspace, programs, &mut node)?;
    process::count(&mut node, tally)
}
