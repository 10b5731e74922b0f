//! Builds and starts the sandbox, a local Qiscus.

use crate::process;
use crate::server::Server;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The sandbox's app id.
pub const APP_ID: &str = "sandbox";

/// The sandbox's secret key, which is public.
pub const SECRET: &str = "sandbox-secret";

/// Builds the sandbox in a Cargo profile; returns the path of the program.
pub fn build(workspace: &Workspace, profile: &str) -> Result<PathBuf> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--package", "qiscus-sandbox", "--profile", profile]);
    cargo.args(["--message-format", "json-render-diagnostics"]);
    let messages = process::capture_stdout(&mut cargo)?;
    let mut executables = messages.lines().filter_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        message.get("executable")?.as_str().map(PathBuf::from)
    });
    executables.next_back().context("cargo reported no program for qiscus-sandbox")
}

/// Starts the sandbox on a free port.
pub fn start(program: &Path, flags: &[&str]) -> Result<Server> {
    let mut command = Command::new(program);
    command.args(["--port", "0", "--app-id", APP_ID, "--secret", SECRET, "--quiet"]).args(flags);
    Server::start(&mut command, "qiscus-sandbox", "qiscus-sandbox listening on ")
}
