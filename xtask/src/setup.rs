//! Installs missing tools, on a machine with rustup and Node.js.

use crate::browser::{self, Browser};
use crate::workspace::Workspace;
use crate::{npm, process, redis, rust, tools};
use anyhow::Result;
use std::path::PathBuf;
use std::thread;

/// The programs that the tests run besides Node.js.
pub struct Programs {
    /// The browser of the demo page.
    pub browser: Browser,
    /// A Redis server, for the tests of the package.
    pub redis: Option<PathBuf>,
}

/// The tools of `cargo xtask build`.
pub fn for_build(workspace: &mut Workspace) -> Result<()> {
    rust::target(workspace)?;
    beside(workspace, tools::for_build, npm::for_build)
}

/// All tools.
pub fn everything(workspace: &mut Workspace) -> Result<Programs> {
    for_tests(workspace, true)
}

/// The tools of the tests; without those of the package in its environments, if these aren't run.
pub fn for_tests(workspace: &mut Workspace, packages: bool) -> Result<Programs> {
    rust::setup(workspace)?;
    beside(workspace, tools::for_tests, |workspace| {
        npm::setup(workspace)?;
        let redis = if packages {
            npm::next_14(workspace)?;
            npm::nodes(workspace)?;
            Some(redis::setup(workspace)?)
        } else {
            None
        };
        Ok(Programs { browser: browser::setup(workspace)?, redis })
    })
}

/// Builds tools while others are downloaded.
fn beside<T>(
    workspace: &mut Workspace,
    build: impl FnOnce(&Workspace) -> Result<Vec<PathBuf>> + Send,
    download: impl FnOnce(&Workspace) -> Result<T>,
) -> Result<T> {
    let shared = &*workspace;
    let (folders, downloaded) = thread::scope(|scope| {
        let building = scope.spawn(|| build(shared));
        let downloaded = download(shared);
        Ok::<_, anyhow::Error>((process::joined(building)?, downloaded?))
    })?;
    workspace.add_tools(folders);
    Ok(downloaded)
}
