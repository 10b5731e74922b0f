//! `cargo xtask docs`: the documentation site, into `target/www/docs`.

use crate::npm;
use crate::process;
use crate::step::step;
use crate::workspace::Workspace;
use anyhow::Result;

/// Writes the reference from the typings in pkg/, and builds the site unless it is up to date.
const BUILD: &str = "www/docs/build.mjs";

/// Builds the site from the package as it was built.
pub fn build(workspace: &Workspace) -> Result<()> {
    npm::docs(workspace)?;
    step("documentation", "the guides, and the reference from the typings", || {
        process::stream(workspace.command("node").arg(BUILD))
    })
}
