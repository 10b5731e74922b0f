//! `cargo xtask test`: every check, the quickest ones first.

use crate::setup::Programs;
use crate::step::{elapsed, step};
use crate::tally::Tally;
use crate::workspace::Workspace;
use crate::{assemble, browser, consumer, demo, deny, docs, lint, matrix, page_server, process, setup, soak};
use anyhow::{Result, bail};
use clap::ValueEnum;
use std::time::Instant;

/// Which checks to run.
#[derive(clap::Args, Default)]
pub struct Options {
    /// Only some parts, separated by commas
    #[arg(long, value_delimiter = ',')]
    only: Vec<Part>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Formatting, clippy on both targets, Biome, and the dependencies
    Lint,
    /// The native Rust tests
    Native,
    /// The Rust tests in Node and in headless Chromium
    Wasm,
    /// The tarball in Node, TypeScript and Next.js projects and in the examples
    Packages,
    /// The demo page in Chromium, Firefox and WebKit, and the documentation
    Page,
}

/// Lines of a check's failures that are shown again at the end.
const SHOWN: usize = 40;

type Work = fn(&Workspace, &Programs, &mut Tally) -> Result<()>;

/// The checks: part, name, description, and how to run them.
const CHECKS: [(Part, &str, &str, Work); 16] = [
    (Part::Lint, "formatting", "rustfmt.toml and biome.jsonc", |workspace, _, _| lint::format(workspace, true)),
    (Part::Lint, "biome", "warnings denied", |workspace, _, _| lint::biome(workspace)),
    (Part::Lint, "clippy, native", "warnings denied", |workspace, _, _| lint::native(workspace)),
    (Part::Lint, "clippy, wasm", "warnings denied", |workspace, _, _| lint::wasm(workspace)),
    (Part::Lint, "supply chain", "deny.toml and the lock files", |workspace, _, _| deny::check(workspace, false)),
    (Part::Native, "native tests", "the core without any JavaScript", native_tests),
    (Part::Wasm, "wasm tests, Node", "the boundary to JavaScript", wasm_tests_in_node),
    (Part::Wasm, "wasm tests, browser", "the same in headless Chromium", wasm_tests_in_browser),
    (Part::Packages, "javascript", "its types, as it was built", |workspace, _, _| lint::javascript(workspace)),
    (Part::Packages, "size", "within xtask/budgets.json", |workspace, _, _| assemble::within_budget(workspace)),
    (Part::Packages, "tarball", "in Node, TypeScript and Next.js projects", |workspace, programs, tally| {
        consumer::test(
            workspace,
            programs,
            &["packages", "boundary", "caches", "proxy", "testing", "trust", "webhooks"],
            tally,
        )
    }),
    (Part::Packages, "matrix", "an environment of each kind", matrix::quick),
    (Part::Packages, "soak", "4,000 calls with random faults", |workspace, _, _| soak::short(workspace)),
    (Part::Packages, "examples", "each on its platform, with a real Redis", |workspace, programs, tally| {
        consumer::test(workspace, programs, &["examples"], tally)
    }),
    (Part::Page, "page", "the demo page in three engines", |workspace, programs, tally| {
        demo::bundle(workspace)?;
        consumer::test(workspace, programs, &["browser"], tally)
    }),
    (Part::Page, "documentation", "its links, its reference, its pages in a browser", |workspace, programs, tally| {
        docs::build(workspace)?;
        consumer::test(workspace, programs, &["docs"], tally)
    }),
];

struct Outcome {
    part: Part,
    check: &'static str,
    time: String,
    tally: Tally,
    error: Option<String>,
}

/// Installs the tools, runs all checks even if one fails, and prints a summary.
pub fn run(workspace: &mut Workspace, options: &Options) -> Result<()> {
    let start = Instant::now();
    let selected = |part| options.only.is_empty() || options.only.contains(&part);
    let programs = setup::for_tests(workspace, selected(Part::Packages))?;
    if selected(Part::Page) {
        browser::other_engines(workspace);
    }
    let mut outcomes = Vec::new();
    let mut package = None;
    for (part, name, why, work) in CHECKS {
        if !selected(part) {
            continue;
        }
        if matches!(part, Part::Packages | Part::Page) && package.is_none() {
            let built = attempt(part, "package", |_| install(workspace));
            package = Some(built.error.is_none());
            outcomes.push(built);
        }
        if package != Some(false) {
            outcomes.push(attempt(part, name, |tally| step(name, why, || work(workspace, &programs, tally))));
        }
    }
    sum_up(&outcomes, start)
}

fn attempt(part: Part, check: &'static str, work: impl FnOnce(&mut Tally) -> Result<()>) -> Outcome {
    let start = Instant::now();
    let mut tally = Tally::default();
    let error = work(&mut tally).err().map(|error| format!("{error:#}"));
    if let Some(error) = &error {
        println!("    {error}");
        tally.failed = tally.failed.max(1);
    }
    Outcome { part, check, time: elapsed(start), tally, error }
}

fn install(workspace: &Workspace) -> Result<()> {
    assemble::package(workspace)?;
    step("faults", "a package that fails on purpose, for the tests of what happens then", || {
        assemble::faulty_package(workspace)
    })?;
    step("install", "the tarball, into target/consumer", || consumer::install(workspace))
}

fn native_tests(workspace: &Workspace, _: &Programs, tally: &mut Tally) -> Result<()> {
    process::count(workspace.cargo().args(["test", "--workspace"]), tally)?;
    some(tally)
}

fn wasm_tests_in_node(workspace: &Workspace, _: &Programs, tally: &mut Tally) -> Result<()> {
    let mut wasm_pack = workspace.command("wasm-pack");
    wasm_pack.args(["test", "--mode", "no-install", "--node", "--", "--test", "wasm_*"]);
    // As an ES module, which the core's JavaScript snippets require.
    process::count(wasm_pack.env("WASM_BINDGEN_USE_NODE_EXPERIMENTAL", "1"), tally)?;
    some(tally)
}

fn wasm_tests_in_browser(workspace: &Workspace, programs: &Programs, tally: &mut Tally) -> Result<()> {
    let mut wasm_pack = workspace.command("wasm-pack");
    wasm_pack.args(["test", "--headless", "--chrome"]);
    programs.browser.configure(workspace, &mut wasm_pack)?;
    wasm_pack.args(["--", "--test", "wasm_*"]).env("WASM_BINDGEN_USE_BROWSER", "1");
    wasm_pack.env("WASM_BINDGEN_TEST_TIMEOUT", "120").env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30");
    let server = page_server::Busy::new()?;
    wasm_pack.env("WASM_BINDGEN_TEST_ADDRESS", server.address().to_string());
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
    println!("{} in total\n", elapsed(start));
    let mut total = Tally::default();
    for Outcome { part, check, tally, error, .. } in outcomes {
        total.add(tally);
        if error.is_some() {
            tally.failures.iter().take(SHOWN).for_each(|line| println!("{line}"));
            let part = part.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
            println!("{check} failed; to run this part only: cargo xtask test --only {part}");
        }
    }
    println!("{} passed, {} failed, {} skipped", total.passed, total.failed, total.skipped);
    if outcomes.iter().any(|outcome| outcome.error.is_some()) {
        bail!("some checks failed");
    }
    Ok(())
}
