//! `cargo xtask soak`: many concurrent calls in one process, with random faults; checks that each one ends and nothing leaks.

use crate::step::step;
use crate::workspace::Workspace;
use crate::{assemble, consumer, process, sandbox, setup};
use anyhow::Result;

/// The size and the mix of the run.
#[derive(clap::Args)]
pub struct Options {
    /// Number of calls
    #[arg(long, default_value_t = 200_000, value_parser = clap::value_parser!(u32).range(1000..))]
    calls: u32,
    /// Concurrent calls
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=1000))]
    concurrency: u32,
    /// Seed of the mix of calls and faults
    #[arg(long, default_value_t = 1)]
    seed: u32,
}

/// The short run of `cargo xtask test`.
const SHORT: Options = Options { calls: 4000, concurrency: 50, seed: 1 };

/// Builds the package and the sandbox, and makes the calls.
pub fn run(workspace: &mut Workspace, options: &Options) -> Result<()> {
    setup::for_build(workspace)?;
    assemble::package(workspace)?;
    step("install", "the tarball, into target/consumer", || consumer::install(workspace))?;
    step("soak", "mixed calls, with faults of every kind", || soak(workspace, options, "release"))
}

/// The short run, with the installed package.
pub fn short(workspace: &Workspace) -> Result<()> {
    soak(workspace, &SHORT, "dev")
}

fn soak(workspace: &Workspace, options: &Options, profile: &str) -> Result<()> {
    let mut node = consumer::node(workspace);
    node.args(["--expose-gc", "tests/soak/soak.mjs", "--calls", &options.calls.to_string()]);
    node.args(["--concurrency", &options.concurrency.to_string(), "--seed", &options.seed.to_string()]);
    process::stream(node.env("QISCUS_SANDBOX", sandbox::build(workspace, profile)?))
}
