//! What a person runs and what CI runs: the same commands.
//!
//! `cargo xtask demo` shows the package at work, `cargo xtask build` leaves it in `pkg/`, `cargo xtask test` runs every
//! check. Each of them sets up what it needs first.

mod apt;
mod assemble;
mod bench;
mod browser;
mod consumer;
mod demo;
mod deny;
mod fuzz;
mod licenses;
mod lint;
mod npm;
mod peers;
mod process;
mod redis;
mod rust;
mod sandbox;
mod server;
mod setup;
mod size;
mod soak;
mod step;
mod tally;
mod test;
mod tools;
mod version;
mod wasm_file;
mod workspace;

use clap::{Parser, Subcommand};
use std::process::ExitCode;
use workspace::Workspace;

/// The developer commands of qiscus-wasm.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what the other commands need: the wasm target, wasm-pack, wasm-bindgen, cargo-deny, npm packages, a
    /// browser, Redis
    Setup,
    /// Format the Rust sources
    Fmt {
        /// Only say what would change
        #[arg(long)]
        check: bool,
    },
    /// Check formatting, clippy on both targets with warnings denied, and the types of the JavaScript
    Lint,
    /// Build the npm package into pkg/ and print its sizes
    Build,
    /// Build the npm package and print its sizes; --peers compares them with the alternatives
    Size(size::Options),
    /// Measure how fast the package is beside what people would use instead, and keep it in BENCHMARKS.md; installs that into
    /// xtask/peers
    Bench(bench::Options),
    /// See what the package and others do when things go wrong, and keep it in tests/trust/README.md; installs them into
    /// xtask/peers
    Peers,
    /// Run every check, as CI does
    Test(test::Options),
    /// Check the licences, sources and versions of what the project is built with, and its lock files
    Deny(deny::Options),
    /// Make many calls at once while everything goes wrong now and then, and see that each ends and nothing is left behind
    Soak(soak::Options),
    /// Throw changed inputs at the core, and hold what it makes of them against oracles; installs cargo-fuzz
    Fuzz(fuzz::Options),
    /// Make the eight calls with the built package, then serve a page that uses it until Ctrl-C
    Demo(demo::Options),
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    let mut workspace = Workspace::find()?;
    match command {
        Command::Setup => setup::everything(&mut workspace).map(|_| println!("\nready: cargo xtask demo")),
        Command::Fmt { check } => lint::format(&workspace, check),
        Command::Lint => {
            rust::setup(&workspace)?;
            npm::setup(&workspace)?;
            lint::all(&workspace)
        }
        Command::Build => {
            setup::for_build(&mut workspace)?;
            assemble::package(&workspace)
        }
        Command::Size(options) => size::run(&mut workspace, &options),
        Command::Bench(options) => bench::run(&mut workspace, &options),
        Command::Peers => peers::run(&mut workspace),
        Command::Test(options) => test::run(&mut workspace, &options),
        Command::Deny(options) => deny::run(&mut workspace, &options),
        Command::Soak(options) => soak::run(&mut workspace, &options),
        Command::Fuzz(options) => fuzz::run(&mut workspace, &options),
        Command::Demo(options) => demo::run(&mut workspace, &options),
    }
}
