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
use std::thread;

const WASM_PACK: &str = "0.15.1";
const CARGO_FUZZ: &str = "0.13.2";
const CARGO_DENY: &str = "0.20.2";

/// A crate with programs.
struct Tool {
    package: &'static str,
    programs: Vec<&'static str>,
    version: String,
    why: &'static str,
    /// The crates that are worth optimizing.
    hot: &'static [&'static str],
    /// Whether it needs its default features.
    features: bool,
}

impl Tool {
    fn new(package: &'static str, programs: &[&'static str], version: &str, why: &'static str) -> Self {
        Self { package, programs: programs.to_vec(), version: version.to_owned(), why, hot: &[], features: true }
    }

    /// Whether PATH has this version of it.
    fn on_path(&self, workspace: &Workspace) -> bool {
        self.programs.iter().all(|program| self.answers(workspace.command(program)))
    }

    /// Whether a folder has it.
    fn in_folder(&self, home: &Path) -> bool {
        let path = |program: &&str| home.join("bin").join(format!("{program}{}", env::consts::EXE_SUFFIX));
        self.programs.iter().map(path).all(|path| self.answers(Command::new(path)))
    }

    fn answers(&self, mut command: Command) -> bool {
        let text = process::capture(command.arg("--version")).ok();
        text.as_deref().and_then(version::in_text) == Some(self.version.as_str())
    }

    /// The folder that it is installed into.
    fn home(&self) -> Result<PathBuf> {
        Ok(cache()?.join(format!("{}-{}", self.package, self.version)))
    }
}

/// Provides wasm-pack and wasm-bindgen; returns the folders to look in.
pub fn for_build(workspace: &Workspace) -> Result<Vec<PathBuf>> {
    provide(workspace, &builders(workspace)?)
}

/// Provides wasm-pack, wasm-bindgen and cargo-deny; returns the folders to look in.
pub fn for_tests(workspace: &Workspace) -> Result<Vec<PathBuf>> {
    let mut tools = builders(workspace)?;
    tools.push(deny());
    provide(workspace, &tools)
}

/// Provides cargo-deny.
pub fn auditor(workspace: &mut Workspace) -> Result<()> {
    let folders = provide(workspace, &[deny()])?;
    workspace.add_tools(folders);
    Ok(())
}

/// Provides cargo-fuzz.
pub fn fuzzer(workspace: &mut Workspace) -> Result<()> {
    let why = "builds and runs the fuzz targets";
    let folders = provide(workspace, &[Tool::new("cargo-fuzz", &["cargo-fuzz"], CARGO_FUZZ, why)])?;
    workspace.add_tools(folders);
    Ok(())
}

fn builders(workspace: &Workspace) -> Result<Vec<Tool>> {
    let lock = fs::read_to_string(workspace.path("Cargo.lock")).context("cannot read Cargo.lock")?;
    let bindgen = ["wasm-bindgen", "wasm-bindgen-test-runner"];
    let why = "generates the JavaScript glue; the version must match Cargo.lock";
    let mut glue = Tool::new("wasm-bindgen-cli", &bindgen, version::locked(&lock, "wasm-bindgen")?, why);
    glue.hot = &["walrus", "wasmparser", "wasm-encoder", "wasm-bindgen-cli-support", "gimli", "hashbrown", "indexmap"];
    let why = "builds and tests the core as WebAssembly";
    // They are TLS, for which it has no use: the browser's driver is on this machine.
    glue.features = false;
    Ok(vec![glue, Tool::new("wasm-pack", &["wasm-pack"], WASM_PACK, why)])
}

fn deny() -> Tool {
    Tool::new("cargo-deny", &["cargo-deny"], CARGO_DENY, "checks the licences, sources and versions of crates")
}

/// Installs what is missing, side by side: one build alone leaves a core idle. Returns the folders of what isn't on PATH.
fn provide(workspace: &Workspace, tools: &[Tool]) -> Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    thread::scope(|scope| {
        let mut installs = Vec::new();
        for tool in tools.iter().filter(|tool| !tool.on_path(workspace)) {
            let home = tool.home()?;
            folders.push(home.join("bin"));
            if !tool.in_folder(&home) {
                let name = format!("{} {}", tool.package, tool.version);
                installs.push(scope.spawn(move || step(&name, tool.why, || install(workspace, tool, &home))));
            }
        }
        installs.into_iter().try_for_each(process::joined)
    })?;
    Ok(folders)
}

/// Never installs into `~/.cargo/bin`: another project may need another version.
fn install(workspace: &Workspace, tool: &Tool, home: &Path) -> Result<()> {
    fs::create_dir_all(home).with_context(|| format!("cannot create {}", home.display()))?;
    println!("    {} into {}, once; takes one to four minutes on two cores", tool.package, home.display());
    if let Err(error) = process::quiet(cargo_install(workspace, tool, home).arg("--locked")) {
        println!("    {error:#}; trying without --locked, since a mirror may lack a locked version");
        process::quiet(&mut cargo_install(workspace, tool, home))?;
    }
    if !tool.in_folder(home) {
        bail!("what is in {} does not run as {} {}", home.display(), tool.package, tool.version);
    }
    Ok(())
}

/// A debug build takes half the time. With the hot crates optimized, a file of wasm tests takes 2 s instead of 9 s.
fn cargo_install(workspace: &Workspace, tool: &Tool, home: &Path) -> Command {
    let mut command = workspace.cargo();
    command.args(["install", tool.package, "--version", &tool.version, "--debug", "--force", "--root"]).arg(home);
    command.args((!tool.features).then_some("--no-default-features"));
    command.args(["--config", "profile.dev.debug=0"]);
    for package in tool.hot {
        command.args(["--config", &format!("profile.dev.package.{package}.opt-level=1")]);
    }
    command.current_dir(home);
    for name in ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTDOCFLAGS"] {
        command.env_remove(name);
    }
    command
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
