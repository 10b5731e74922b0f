//! The commands of developers and of CI.
//!
//! `cargo xtask demo` runs the demo, `cargo xtask build` writes the package to `pkg/`, `cargo xtask test` runs every check. Each
//! command installs its tools first.

mod apt;
mod assemble;
mod bench;
mod browser;
mod consumer;
mod contributing;
mod demo;
mod deny;
mod docs;
mod fuzz;
mod licenses;
mod lighthouse;
mod lint;
mod matrix;
mod npm;
mod page_server;
mod peers;
mod process;
mod redis;
mod release;
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
    /// Install the tools of the other commands: the wasm target, wasm-pack, wasm-bindgen, cargo-deny, npm packages, a
    /// browser, Redis
    Setup,
    /// Format the Rust, JavaScript, TypeScript and CSS sources
    Fmt {
        /// Only show the changes
        #[arg(long)]
        check: bool,
    },
    /// Check formatting, clippy on both targets and Biome, with warnings denied
    Lint,
    /// Build the npm package into pkg/ and print its sizes
    Build,
    /// Build the npm package and print its sizes; --peers compares them with the alternatives
    Size(size::Options),
    /// Measure the package beside the alternatives and write BENCHMARKS.md; installs them into xtask/peers
    Bench(bench::Options),
    /// Compare how the package and the alternatives handle faults, and write tests/trust/README.md; installs them into
    /// xtask/peers
    Peers,
    /// Run every check, as CI does
    Test(test::Options),
    /// Make the changes that CONTRIBUTING.md describes, in a copy of the repository, and test them
    Contributing,
    /// Run the tarball in every environment of tests/packages, or in those that are named; writes COMPATIBILITY.md
    Matrix(matrix::Options),
    /// Run every check on a clean tree, then tag the version, which a workflow publishes
    Release(release::Options),
    /// Check the licences, sources and versions of all dependencies, and the lock files
    Deny(deny::Options),
    /// Make many concurrent calls with random faults; check that each one ends and nothing leaks
    Soak(soak::Options),
    /// Fuzz the core against oracles; installs cargo-fuzz
    Fuzz(fuzz::Options),
    /// Run Lighthouse on the demo page; installs it into tests/lighthouse
    Lighthouse,
    /// Build the documentation site into target/www/docs
    Docs,
    /// Make the eight calls with the built package, then serve the demo page and the documentation until Ctrl-C
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
        Command::Setup => {
            setup::everything(&mut workspace)?;
            npm::docs(&workspace)?;
            println!("\nready: cargo xtask demo");
            Ok(())
        }
        Command::Fmt { check } => {
            rust::setup(&workspace)?;
            npm::setup(&workspace)?;
            lint::format(&workspace, check)
        }
        Command::Lint => {
            rust::setup(&workspace)?;
            npm::setup(&workspace)?;
            lint::all(&workspace)
        }
        Command::Lighthouse => lighthouse::run(&mut workspace),
        Command::Build => {
            setup::for_build(&mut workspace)?;
            assemble::package(&workspace)
        }
        Command::Docs => {
            setup::for_build(&mut workspace)?;
            assemble::package(&workspace)?;
            docs::build(&workspace)
        }
        Command::Size(options) => size::run(&mut workspace, &options),
        Command::Bench(options) => bench::run(&mut workspace, &options),
        Command::Peers => peers::run(&mut workspace),
        Command::Test(options) => test::run(&mut workspace, &options),
        Command::Contributing => contributing::run(&mut workspace),
        Command::Matrix(options) => matrix::run(&mut workspace, &options),
        Command::Release(options) => release::run(&mut workspace, &options),
        Command::Deny(options) => deny::run(&mut workspace, &options),
        Command::Soak(options) => soak::run(&mut workspace, &options),
        Command::Fuzz(options) => fuzz::run(&mut workspace, &options),
        Command::Demo(options) => demo::run(&mut workspace, &options),
    }
}
