//! `cargo xtask lighthouse`: scores of the demo page for accessibility, best practices, search engines and performance.

use crate::step::step;
use crate::workspace::Workspace;
use crate::{assemble, consumer, npm, process, setup};
use anyhow::Result;

/// Builds the package and the page; fails below the scores of tests/lighthouse/budget.json.
pub fn run(workspace: &mut Workspace) -> Result<()> {
    let programs = setup::for_tests(workspace, false)?;
    npm::lighthouse(workspace)?;
    assemble::package(workspace)?;
    step("lighthouse", "the demo page, on a phone and on a desktop", || {
        let mut node = workspace.command("node");
        node.arg("tests/lighthouse/lighthouse.mjs");
        consumer::browser(&programs, &mut node);
        process::stream(&mut node)
    })
}
