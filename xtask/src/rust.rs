//! The Rust toolchain: the wasm target, rustfmt and clippy.

use crate::process;
use crate::step::step;
use crate::workspace::Workspace;
use anyhow::{Result, bail};
use std::path::Path;

/// The one wasm target of this project.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Installs the missing parts of the toolchain.
pub fn setup(workspace: &Workspace) -> Result<()> {
    target(workspace)?;
    component(workspace, "rustfmt", "fmt")?;
    component(workspace, "clippy", "clippy")
}

/// Installs the wasm target if it is missing.
pub fn target(workspace: &Workspace) -> Result<()> {
    let sysroot = process::capture(workspace.command("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib").join("rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    if workspace.which("rustup").is_none() {
        bail!("the target {TARGET} is missing, and rustup too: install Rust with rustup");
    }
    step("wasm target", "for the core", || process::stream(workspace.command("rustup").args(["target", "add", TARGET])))
}

fn component(workspace: &Workspace, component: &str, subcommand: &str) -> Result<()> {
    if process::capture(workspace.cargo().args([subcommand, "--version"])).is_ok() {
        return Ok(());
    }
    step(component, &format!("for cargo {subcommand}"), || {
        process::stream(workspace.command("rustup").args(["component", "add", component]))
    })
}
