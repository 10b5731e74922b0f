//! `cargo xtask test`: every check, the quickest ones first.

use crate::setup::Programs;
use crate::step::{elapsed, step};
use crate::tally::Tally;
use crate::workspace::Workspace;
use crate::{assemble, consumer, deny, lint, process, setup, soak};
use anyhow::{Result, bail};
use std::time::Instant;

/// Which checks to run.
#[derive(clap::Args)]
pub struct Options {
    /// Only some parts, separated by commas
    #[arg(long, value_delimiter = ',')]
    only: Vec<Part>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// Formatting, clippy on both targets, the types of the JavaScript, and the dependencies
    Lint,
    /// The native Rust tests
    Native,
    /// The Rust tests in Node and in headless Chromium
    Wasm,
    /// The tarball in Node and TypeScript projects and in the examples
    Packages,
    /// The demo page in a browser
    Page,
}

struct Environment<'a> {
    workspace: &'a Workspace,
    programs: &'a Programs,
}

struct Check {
    parts: &'static [Part],
    name: &'static str,
    why: &'static str,
    /// The command that runs only this check.
    alone: &'static str,
    work: fn(&Environment, &mut Tally) -> Result<()>,
}

const CHECKS: [Check; 13] = [
    Check {
        parts: &[Part::Lint],
        name: "formatting",
        why: "rustfmt.toml",
        alone: "cargo xtask fmt --check (to fix: cargo xtask fmt)",
        work: |environment, _| lint::format(environment.workspace, true),
    },
    Check {
        parts: &[Part::Lint],
        name: "clippy, native",
        why: "warnings denied",
        alone: "cargo xtask lint",
        work: |environment, _| lint::native(environment.workspace),
    },
    Check {
        parts: &[Part::Lint],
        name: "clippy, wasm",
        why: "warnings denied",
        alone: "cargo xtask lint",
        work: |environment, _| lint::wasm(environment.workspace),
    },
    Check {
        parts: &[Part::Lint],
        name: "javascript",
        why: "the types in pkg-template/",
        alone: "cargo xtask lint",
        work: |environment, _| lint::javascript(environment.workspace),
    },
    Check {
        parts: &[Part::Lint],
        name: "supply chain",
        why: "deny.toml and the lock files",
        alone: "cargo xtask deny",
        work: |environment, _| deny::check(environment.workspace, false),
    },
    Check {
        parts: &[Part::Native],
        name: "native tests",
        why: "the core without any JavaScript",
        alone: "cargo test --workspace",
        work: native_tests,
    },
    Check {
        parts: &[Part::Wasm],
        name: "wasm tests, Node",
        why: "the boundary to JavaScript",
        alone: "cargo xtask test --only wasm",
        work: wasm_tests_in_node,
    },
    Check {
        parts: &[Part::Wasm],
        name: "wasm tests, browser",
        why: "the same in headless Chromium",
        alone: "cargo xtask test --only wasm",
        work: wasm_tests_in_browser,
    },
    Check {
        parts: &[Part::Packages],
        name: "size",
        why: "within xtask/budgets.json",
        alone: "cargo xtask build",
        work: |environment, _| assemble::within_budget(environment.workspace),
    },
    Check {
        parts: &[Part::Packages],
        name: "tarball",
        why: "in Node and TypeScript projects",
        alone: "cargo xtask test --only packages",
        work: |environment, tally| {
            consumer::test(
                environment.workspace,
                environment.programs,
                &["packages", "boundary", "proxy", "trust", "webhooks"],
                tally,
            )
        },
    },
    Check {
        parts: &[Part::Packages],
        name: "soak",
        why: "4,000 calls with random faults",
        alone: "cargo xtask soak --calls 4000",
        work: |environment, _| soak::short(environment.workspace),
    },
    Check {
        parts: &[Part::Packages],
        name: "examples",
        why: "each on its platform, with a real Redis",
        alone: "cargo xtask test --only packages",
        work: |environment, tally| consumer::test(environment.workspace, environment.programs, &["examples"], tally),
    },
    Check {
        parts: &[Part::Page],
        name: "page",
        why: "the demo page in a browser",
        alone: "cargo xtask test --only page",
        work: |environment, tally| consumer::test(environment.workspace, environment.programs, &["browser"], tally),
    },
];

struct Outcome {
    check: &'static str,
    alone: &'static str,
    time: String,
    tally: Tally,
    error: Option<String>,
}

/// Installs the tools, runs all checks even if one fails, and prints a summary.
pub fn run(workspace: &mut Workspace, options: &Options) -> Result<()> {
    let start = Instant::now();
    let programs = setup::everything(workspace)?;
    let environment = Environment { workspace, programs: &programs };
    let wanted = |parts: &[Part]| options.only.is_empty() || parts.iter().any(|part| options.only.contains(part));
    let mut outcomes = Vec::new();
    let mut package = None;
    for check in CHECKS.iter().filter(|check| wanted(check.parts)) {
        if check.parts.iter().any(|part| matches!(part, Part::Packages | Part::Page)) && package.is_none() {
            let built = attempt("package", "cargo xtask build", |_| install(&environment));
            package = Some(built.error.is_none());
            outcomes.push(built);
        }
        if package != Some(false) {
            outcomes.push(attempt(check.name, check.alone, |tally| {
                step(check.name, check.why, || (check.work)(&environment, tally))
            }));
        }
    }
    sum_up(&outcomes, start)
}

fn attempt(check: &'static str, alone: &'static str, work: impl FnOnce(&mut Tally) -> Result<()>) -> Outcome {
    let start = Instant::now();
    let mut tally = Tally::default();
    let error = work(&mut tally).err().map(|error| format!("{error:#}"));
    if let Some(error) = &error {
        println!("    {error}");
        tally.failed = tally.failed.max(1);
    }
    Outcome { check, alone, time: elapsed(start), tally, error }
}

fn install(environment: &Environment) -> Result<()> {
    assemble::package(environment.workspace)?;
    step("faults", "a package that fails on purpose, for the tests of what happens then", || {
        assemble::faulty_package(environment.workspace)
    })?;
    step("install", "the tarball, into target/consumer", || consumer::install(environment.workspace))
}

fn native_tests(environment: &Environment, tally: &mut Tally) -> Result<()> {
    process::count(environment.workspace.cargo().args(["test", "--workspace"]), tally)?;
    some(tally)
}

fn wasm_tests_in_node(environment: &Environment, tally: &mut Tally) -> Result<()> {
    let mut wasm_pack = environment.workspace.command("wasm-pack");
    wasm_pack.args(["test", "--mode", "no-install", "--node", "--", "--test", "wasm_*"]);
    // As an ES module, which the core's JavaScript snippets require.
    process::count(wasm_pack.env("WASM_BINDGEN_USE_NODE_EXPERIMENTAL", "1"), tally)?;
    some(tally)
}

fn wasm_tests_in_browser(environment: &Environment, tally: &mut Tally) -> Result<()> {
    let mut wasm_pack = environment.workspace.command("wasm-pack");
    wasm_pack.args(["test", "--headless", "--chrome"]);
    environment.programs.browser.configure(environment.workspace, &mut wasm_pack)?;
    wasm_pack.args(["--", "--test", "wasm_*"]).env("WASM_BINDGEN_USE_BROWSER", "1");
    wasm_pack.env("WASM_BINDGEN_TEST_TIMEOUT", "120").env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30");
    process::count(&mut wasm_pack, tally)?;
    some(tally)
}

/// Runners succeed if they find no test.
fn some(tally: &Tally) -> Result<()> {
    if tally.passed == 0 {
        bail!("no test ran");
    }
    Ok(())
}

fn sum_up(outcomes: &[Outcome], start: Instant) -> Result<()> {
    println!();
    for Outcome { check, time, tally, error, .. } in outcomes {
        let verdict = if error.is_none() { "ok" } else { "FAILED" };
        let tests = if tally.passed > 0 { format!("{} tests passed", tally.passed) } else { String::new() };
        println!("{}", format!("{verdict:<7} {check:<20} {time:>12}  {tests}").trim_end());
    }
    let total = outcomes.iter().fold(Tally::default(), |total, outcome| total.plus(outcome.tally));
    println!("{} in total\n", elapsed(start));
    for failed in outcomes.iter().filter(|outcome| outcome.error.is_some()) {
        println!("{} failed; to run only this check: {}", failed.check, failed.alone);
    }
    println!("{} passed, {} failed, {} skipped", total.passed, total.failed, total.skipped);
    if outcomes.iter().any(|outcome| outcome.error.is_some()) {
        bail!("some checks failed");
    }
    Ok(())
}
