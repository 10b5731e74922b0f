//! The Redis server for the tests: several servers share in it which webhooks were delivered before.

use crate::apt;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::env;
use std::path::PathBuf;

/// Valkey is the same to its clients, and what some systems have instead.
const NAMES: [&str; 2] = ["redis-server", "valkey-server"];

/// An installed server, else Debian's.
pub fn setup(workspace: &Workspace) -> Result<PathBuf> {
    if let Some(program) = find(workspace) {
        return Ok(program);
    }
    if !apt::usable(workspace) {
        bail!("no Redis for the tests: install redis-server, or name one in QISCUS_REDIS");
    }
    apt::install(workspace, &["redis-server"], "the tests drop duplicate webhooks with a real one")?;
    find(workspace).context("apt installed redis-server, but it is not on PATH: name it in QISCUS_REDIS")
}

fn find(workspace: &Workspace) -> Option<PathBuf> {
    let named = env::var_os("QISCUS_REDIS").map(PathBuf::from);
    named.into_iter().chain(NAMES.iter().filter_map(|name| workspace.which(name))).find(|program| program.is_file())
}
