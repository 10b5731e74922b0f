//! `cargo xtask bench`: the speed of the package, beside the alternatives.

use crate::step::step;
use crate::workspace::Workspace;
use crate::{assemble, consumer, peers, process, setup};
use anyhow::Result;
use std::path::PathBuf;

/// What to measure.
#[derive(clap::Args)]
pub struct Options {
    /// Only some parts, separated by commas: page, loopback, webhook, cold, memory, crossings, browser; BENCHMARKS.md stays as it is
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// The folder of another build of the package, for a row "before"; BENCHMARKS.md stays as it is
    #[arg(long)]
    package: Option<PathBuf>,
}

/// Builds the package, measures it in both versions of Node.js and in the browser, and writes BENCHMARKS.md.
pub fn run(workspace: &mut Workspace, options: &Options) -> Result<()> {
    let programs = setup::everything(workspace)?;
    assemble::package(workspace)?;
    let modules = peers::install(workspace)?.join("node_modules");
    consumer::copy(&workspace.path("pkg"), &modules.join("qiscus-wasm"))?;
    if let Some(folder) = &options.package {
        consumer::copy(folder, &modules.join("qiscus-wasm-before"))?;
    }
    step("bench", "side by side, into BENCHMARKS.md; leave the machine idle meanwhile", || {
        let (newer, older) = (peers::node(workspace), workspace.command("node"));
        let mut node = peers::node(workspace);
        node.arg("xtask/peers/bench/main.mjs").arg(newer.get_program());
        if older.get_program() != newer.get_program() {
            node.arg(older.get_program());
        }
        node.args(options.only.iter().map(|part| format!("--only={part}")));
        consumer::browser(&programs, &mut node);
        process::stream(&mut node)
    })
}
