//! wasm-pack, wasm-bindgen, cargo-deny and cargo-fuzz: from PATH if the version fits, otherwise from a cache of this project.

use crate::process;
use crate::step::step;
use crate::version;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const WASM_PACK: &str = "0.15.1";
const CARGO_FUZZ: &str = "0.13.2";
const CARGO_DENY: &str = "0.20.2";

/// A crate with programs.
struct Tool<'a> {
    package: &'a str,
    programs: &'a [&'a str],
    version: &'a str,
    why: &'a str,
    /// The crates that are worth optimizing.
    hot: &'a [&'a str],
}

/// Provides wasm-pack and wasm-bindgen.
pub fn setup(workspace: &mut Workspace) -> Result<()> {
    let lock = fs::read_to_string(workspace.path("Cargo.lock")).context("cannot read Cargo.lock")?;
    let tools = [
        Tool {
            package: "wasm-bindgen-cli",
            programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
            version: version::locked(&lock, "wasm-bindgen")?,
            why: "generates the JavaScript glue; the version must match Cargo.lock",
            hot: &[
                "walrus",
                "wasmparser",
                "wasm-encoder",
                "wasm-bindgen-cli-support",
                "gimli",
                "hashbrown",
                "indexmap",
            ],
        },
        Tool {
            package: "wasm-pack",
            programs: &["wasm-pack"],
            version: WASM_PACK,
            why: "builds and tests the core as WebAssembly",
            hot: &[],
        },
    ];
    tools.iter().try_for_each(|tool| provide(workspace, tool))
}

/// Provides cargo-deny.
pub fn auditor(workspace: &mut Workspace) -> Result<()> {
    let why = "checks the licences, sources and versions of crates";
    let tool = Tool { package: "cargo-deny", programs: &["cargo-deny"], version: CARGO_DENY, why, hot: &[] };
    provide(workspace, &tool)
}

/// Provides cargo-fuzz.
pub fn fuzzer(workspace: &mut Workspace) -> Result<()> {
    let why = "builds and runs the fuzz targets";
    let tool = Tool { package: "cargo-fuzz", programs: &["cargo-fuzz"], version: CARGO_FUZZ, why, hot: &[] };
    provide(workspace, &tool)
}

fn provide(workspace: &mut Workspace, tool: &Tool) -> Result<()> {
    if tool.programs.iter().all(|program| version_of(workspace.command(program)).as_deref() == Some(tool.version)) {
        return Ok(());
    }
    let home = cache()?.join(format!("{}-{}", tool.package, tool.version));
    let installed = |program: &&str| home.join("bin").join(format!("{program}{}", env::consts::EXE_SUFFIX));
    if !tool.programs.iter().map(installed).all(|path| version_of(Command::new(path)).is_some()) {
        step(&format!("{} {}", tool.package, tool.version), tool.why, || install(workspace, tool, &home))?;
    }
    workspace.add_tools(home.join("bin"));
    Ok(())
}

/// Never installs into `~/.cargo/bin`: another project may need another version.
fn install(workspace: &Workspace, tool: &Tool, home: &Path) -> Result<()> {
    fs::create_dir_all(home).with_context(|| format!("cannot create {}", home.display()))?;
    println!("    into {}, once; takes one to four minutes on two cores", home.display());
    if let Err(error) = process::stream(cargo_install(workspace, tool, home).arg("--locked")) {
        println!("    {error:#}; trying without --locked, since a mirror may lack a locked version");
        process::stream(&mut cargo_install(workspace, tool, home))?;
    }
    for program in tool.programs {
        let path = home.join("bin").join(format!("{program}{}", env::consts::EXE_SUFFIX));
        if version_of(Command::new(&path)).as_deref() != Some(tool.version) {
            bail!("{} does not run as {program} {}", path.display(), tool.version);
        }
    }
    Ok(())
}

/// A debug build takes half the time. With the hot crates optimized, a file of wasm tests takes 2 s instead of 9 s.
fn cargo_install(workspace: &Workspace, tool: &Tool, home: &Path) -> Command {
    let mut command = workspace.cargo();
    command.args(["--config", "profile.dev.debug=0"]);
    for package in tool.hot {
        command.args(["--config", &format!("profile.dev.package.{package}.opt-level=1")]);
    }
    command.args(["install", tool.package, "--version", tool.version, "--debug", "--force", "--root"]).arg(home);
    command.current_dir(home);
    for name in ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTDOCFLAGS"] {
        command.env_remove(name);
    }
    command
}

fn version_of(mut command: Command) -> Option<String> {
    let text = process::capture(command.arg("--version")).ok()?;
    version::in_text(&text).map(str::to_owned)
}

fn cache() -> Result<PathBuf> {
    let folder = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library").join("Caches"))
    } else {
        folder("XDG_CACHE_HOME").or_else(|| folder("HOME").map(|home| home.join(".cache")))
    };
    let base = base.context("unknown cache folder: set HOME")?;
    Ok(base.join("qiscus-wasm").join("tools"))
}
