//! `cargo xtask bench`: how fast the package is beside what people would use instead.

use crate::step::step;
use crate::workspace::Workspace;
use crate::{assemble, consumer, peers, process, setup};
use anyhow::Result;

/// Where the tables are kept.
const TABLES: &str = "BENCHMARKS.md";

/// What to measure.
#[derive(clap::Args)]
pub struct Options {
    /// Only some parts, separated by commas, and nothing is written: page, loopback, webhook, cold, browser, memory, growth
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
}

/// Builds the package, measures, and keeps the tables.
pub fn run(workspace: &mut Workspace, options: &Options) -> Result<()> {
    let programs = setup::everything(workspace)?;
    assemble::package(workspace)?;
    let folder = peers::install(workspace)?;
    step("package", "beside them", || {
        let mut npm = workspace.command("npm");
        npm.args(["install", "--no-save", "--no-package-lock", "--ignore-scripts"]).arg(workspace.path("pkg"));
        process::quiet(npm.current_dir(&folder))
    })?;
    step("bench", &format!("side by side, into {TABLES}; best on a machine that does nothing else"), || {
        let mut node = workspace.command("node");
        node.args(["--expose-gc", "xtask/peers/bench/main.mjs", TABLES]).args(&options.only);
        consumer::browser(&programs, &mut node);
        process::stream(&mut node)
    })
}
