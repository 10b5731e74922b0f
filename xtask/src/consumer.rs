//! A project with the tarball installed, in which the JavaScript tests run.

use crate::assemble;
use crate::browser;
use crate::npm;
use crate::process;
use crate::sandbox;
use crate::setup::Programs;
use crate::tally::Tally;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Inside the repository: tests find TypeScript and other tools in its `node_modules`.
const FOLDER: &str = "target/consumer";

/// The limit for one test file, in milliseconds.
const DEADLINE: &str = "180000";

/// The files whose examples tests/packages/readme.test.mjs compiles and runs, with the guides.
const READMES: [&str; 3] = ["README.md", "pkg-template/README.md", "sandbox/README.md"];
const GUIDES: &str = "www/docs/guides";

/// Packs `pkg/`, and installs the tarball into a new folder beside the tests, the examples, the guides and the READMEs.
pub fn install(workspace: &Workspace) -> Result<()> {
    let folder = workspace.path(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(&folder).context("cannot remove target/consumer")?;
    }
    fs::create_dir_all(&folder).context("cannot create target/consumer")?;
    fs::write(folder.join("package.json"), "{ \"name\": \"consumer\", \"private\": true, \"type\": \"module\" }\n")?;
    process::quiet(workspace.command("npm").args(["pack", "./pkg", "--pack-destination", FOLDER]))?;
    let mut npm = workspace.command("npm");
    npm.args(["install", "--no-save", "--no-package-lock", "--ignore-scripts"]).arg(tarball(&folder)?);
    process::quiet(npm.current_dir(&folder))?;
    for name in ["tests", "examples", GUIDES] {
        copy(&workspace.path(name), &folder.join(name))?;
    }
    for name in READMES {
        let to = folder.join(name);
        to.parent().map_or(Ok(()), fs::create_dir_all).with_context(|| format!("cannot create a folder for {name}"))?;
        fs::copy(workspace.path(name), &to).with_context(|| format!("cannot copy {name}"))?;
    }
    Ok(())
}

/// Runs the `*.test.*` files in folders of `tests/`.
pub fn test(workspace: &Workspace, programs: &Programs, folders: &[&str], tally: &mut Tally) -> Result<()> {
    let folder = workspace.path(FOLDER);
    let mut files = Vec::new();
    for name in folders {
        let before = files.len();
        test_files(&folder.join("tests").join(name), &mut files)?;
        if files.len() == before {
            bail!("tests/{name} has no test");
        }
    }
    files.sort();
    let mut node = node(workspace);
    node.args(["--test", "--test-reporter=spec", "--test-timeout", DEADLINE]);
    node.args(files.iter().map(|file| file.strip_prefix(&folder).unwrap_or(file)));
    environment(workspace, programs, &mut node)?;
    process::count(&mut node, tally)
}

/// Node.js in the project.
pub fn node(workspace: &Workspace) -> Command {
    let mut node = workspace.command("node");
    node.current_dir(workspace.path(FOLDER));
    node
}

/// Sets the paths that the tests can't find from inside the project.
pub fn environment(workspace: &Workspace, programs: &Programs, node: &mut Command) -> Result<()> {
    let folder = workspace.path(FOLDER);
    node.env("QISCUS_SANDBOX", sandbox::build(workspace, "dev")?);
    browser(programs, node);
    node.envs(programs.redis.iter().map(|redis| ("QISCUS_REDIS", redis)));
    node.env("QISCUS_TARBALL", tarball(&folder)?);
    node.env("QISCUS_WWW", workspace.path("www"));
    node.env("QISCUS_FAULTS", workspace.path(assemble::FAULTS));
    node.env("QISCUS_NEXT_14", workspace.path(npm::NEXT_14).join("node_modules"));
    node.env("QISCUS_PKG", folder.join("node_modules").join("qiscus-wasm"));
    Ok(())
}

/// Sets the variables that tests/browser.mjs reads.
pub fn browser(programs: &Programs, node: &mut Command) {
    node.env("QISCUS_CHROME", &programs.browser.program);
    node.env("QISCUS_CHROME_ARGUMENTS", browser::ARGUMENTS.join(" "));
}

fn tarball(folder: &Path) -> Result<PathBuf> {
    let files = list(folder)?;
    files
        .into_iter()
        .find(|path| path.extension().is_some_and(|ending| ending == "tgz"))
        .context("npm wrote no tarball")
}

/// Copies a folder without its Rust files, `node_modules` and `.next`.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot create {}", to.display()))?;
    for path in list(from)? {
        let Some(name) = path.file_name() else { continue };
        if name == "node_modules" || name == ".next" {
            continue;
        }
        if path.is_dir() {
            copy(&path, &to.join(name))?;
        } else if path.extension().is_none_or(|ending| ending != "rs") {
            fs::copy(&path, to.join(name)).with_context(|| format!("cannot copy {}", path.display()))?;
        }
    }
    Ok(())
}

fn test_files(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for path in list(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            test_files(&path, found)?;
        } else if [".test.mjs", ".test.cjs", ".test.js"].iter().any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
    Ok(())
}

fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    entries.map(|entry| Ok(entry?.path())).collect()
}
