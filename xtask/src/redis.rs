//! The Redis server for the tests of duplicate webhooks.

use crate::apt;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::env;
use std::path::PathBuf;

/// Valkey is compatible, and replaces Redis on some systems.
const NAMES: [&str; 2] = ["redis-server", "valkey-server"];

/// An installed server, or Debian's.
pub fn setup(workspace: &Workspace) -> Result<PathBuf> {
    if let Some(program) = find(workspace) {
        return Ok(program);
    }
    if !apt::usable(workspace) {
        bail!("no Redis for the tests: install redis-server, or set QISCUS_REDIS to its path");
    }
    apt::install(workspace, &["redis-server"], "for the tests of duplicate webhooks")?;
    find(workspace).context("redis-server is installed but not on PATH: set QISCUS_REDIS to its path")
}

fn find(workspace: &Workspace) -> Option<PathBuf> {
    let named = env::var_os("QISCUS_REDIS").map(PathBuf::from);
    named.into_iter().chain(NAMES.iter().filter_map(|name| workspace.which(name))).find(|program| program.is_file())
}
