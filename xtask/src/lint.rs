//! Formatting, clippy, Biome, and the types of the hand-written JavaScript.

use crate::process;
use crate::rust;
use crate::step::step;
use crate::workspace::Workspace;
use anyhow::Result;

/// Formats all sources, or only shows the changes.
pub fn format(workspace: &Workspace, check: bool) -> Result<()> {
    let mut command = workspace.cargo();
    command.args(["fmt", "--all"]);
    if check {
        command.args(["--", "--check"]);
    }
    process::stream(&mut command)?;
    let mut biome = workspace.command("biome");
    biome.arg("format").args((!check).then_some("--write"));
    process::stream(&mut biome)
}

/// Biome's rules over the JavaScript, TypeScript and CSS.
pub fn biome(workspace: &Workspace) -> Result<()> {
    process::stream(workspace.command("biome").args(["lint", "--error-on-warnings"]))
}

/// Clippy over every crate on the native target.
pub fn native(workspace: &Workspace) -> Result<()> {
    clippy(workspace, &["--workspace", "--all-targets"])
}

/// Clippy on the wasm target: over the core, with its tests and with what fails on purpose, and over that of the sandbox and
/// its module.
pub fn wasm(workspace: &Workspace) -> Result<()> {
    let core = ["--package", "qiscus-wasm", "--target", rust::TARGET];
    clippy(workspace, &[&core[..], &["--all-targets"]].concat())?;
    clippy(workspace, &[&core[..], &["--lib", "--features", "faults"]].concat())?;
    clippy(workspace, &["--package", "qiscus-sandbox-core", "--target", rust::TARGET])?;
    clippy(workspace, &["--package", "qiscus-sandbox-wasm", "--target", rust::TARGET])
}

/// TypeScript over the JavaScript in pkg-template/ and www/, whose types are in its comments; after a build, whose typings
/// it needs.
pub fn javascript(workspace: &Workspace) -> Result<()> {
    ["pkg-template", "www"].into_iter().try_for_each(|folder| {
        process::stream(workspace.command("tsc").args(["--noEmit", "-p", &format!("{folder}/tsconfig.json")]))
    })
}

/// All checks of this file.
pub fn all(workspace: &Workspace) -> Result<()> {
    step("formatting", "rustfmt.toml and biome.jsonc", || format(workspace, true))?;
    step("biome", "biome.jsonc", || biome(workspace))?;
    step("clippy", "the native target", || native(workspace))?;
    step("clippy", "the wasm target", || wasm(workspace))
}

fn clippy(workspace: &Workspace, selection: &[&str]) -> Result<()> {
    process::stream(workspace.cargo().arg("clippy").args(selection).args(["--", "--deny", "warnings"]))
}
