//! The repository's root, and the PATH of child processes.

use anyhow::{Context, Result};
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The repository, and the folders of its tools.
pub struct Workspace {
    root: PathBuf,
    tool_folders: Vec<PathBuf>,
}

impl Workspace {
    /// The repository in which this program was compiled.
    pub fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask has no parent folder")?;
        Ok(Self { root: root.to_owned(), tool_folders: vec![root.join("node_modules").join(".bin")] })
    }

    /// A path in the repository, written with `/`.
    pub fn path(&self, relative: &str) -> PathBuf {
        relative.split('/').filter(|part| !part.is_empty()).fold(self.root.clone(), |path, part| path.join(part))
    }

    /// Prepends folders to the PATH of later commands.
    pub fn add_tools(&mut self, folders: Vec<PathBuf>) {
        self.tool_folders.splice(0..0, folders);
    }

    /// A command with the root as its folder and the tools on its PATH.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.resolve(program));
        command.current_dir(&self.root).env("PATH", self.search_path());
        command
    }

    /// The `cargo` that runs this program.
    pub fn cargo(&self) -> Command {
        self.command(&env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
    }

    /// The path of a program on PATH.
    pub fn which(&self, program: &str) -> Option<PathBuf> {
        let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd"] } else { &[""] };
        env::split_paths(&self.search_path())
            .flat_map(|folder| endings.iter().map(move |ending| folder.join(format!("{program}{ending}"))))
            .find(|candidate| candidate.is_file())
    }

    /// The system would look a program up in the PATH of this process, which lacks the tools.
    fn resolve(&self, program: &str) -> PathBuf {
        self.which(program).unwrap_or_else(|| PathBuf::from(program))
    }

    fn search_path(&self) -> OsString {
        let inherited = env::var_os("PATH").unwrap_or_default();
        let folders = self.tool_folders.iter().cloned().chain(env::split_paths(&inherited));
        env::join_paths(folders).unwrap_or(inherited)
    }
}
