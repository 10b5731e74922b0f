//! `cargo xtask build`: the npm package, from scratch, into `pkg/`.

use crate::licenses;
use crate::process;
use crate::step::step;
use crate::version;
use crate::wasm_file;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// A WebAssembly module of the package.
struct Module {
    name: &'static str,
    /// The folder of its crate.
    source: &'static str,
    /// What wasm-pack leaves behind: the module and the JavaScript around it.
    output: &'static str,
}

/// The client's module, and the one of `qiscus-wasm/testing`.
const MODULES: [Module; 2] = [
    Module { name: "core", source: ".", output: "target/wasm-pack" },
    Module { name: "sandbox", source: "sandbox/wasm", output: "target/wasm-pack-sandbox" },
];

/// Between the flags in `CARGO_ENCODED_RUSTFLAGS`, where a path may have spaces.
const SEPARATOR: &str = "\x1f";

/// Files that go into the package as they are.
const COPIES: [(&str, &str); 4] = [
    ("pkg-template/README.md", "pkg/README.md"),
    ("CHANGELOG.md", "pkg/CHANGELOG.md"),
    ("LICENSE-MIT", "pkg/LICENSE-MIT"),
    ("LICENSE-APACHE", "pkg/LICENSE-APACHE"),
];

/// The typings that are written by hand. Those of the platform go in front of each.
const TYPINGS: [&str; 3] = ["slim.d.ts", "node.d.ts", "lambda.d.ts"];

/// Builds the package and prints its sizes.
pub fn package(workspace: &Workspace) -> Result<()> {
    for module in &MODULES {
        step(module.name, "Rust to WebAssembly, through wasm-pack and wasm-opt", || compile(workspace, module))?;
    }
    step("package", "entry points, typings and the rest into pkg/", || {
        fresh_folder(workspace)?;
        process::stream(workspace.command("node").arg("xtask/js/bundle.mjs"))?;
        typings(workspace)?;
        manifest(workspace)?;
        notices(workspace)?;
        COPIES.iter().try_for_each(|(from, to)| copy(workspace, from, to))
    })?;
    step("sizes", "what a user downloads", || process::stream(&mut sizes(workspace)))
}

/// Where the package is that fails on purpose: one entry, with its module.
pub const FAULTS: &str = "target/faults";

/// Builds a package that can be made to fail, for the tests of what happens then.
pub fn faulty_package(workspace: &Workspace) -> Result<()> {
    let mut wasm_pack = workspace.command("wasm-pack");
    wasm_pack.args(["build", "--dev", "--mode", "no-install", "--target", "web", "--no-typescript", "--no-pack"]);
    wasm_pack.args(["--out-dir", "target/wasm-pack-faults", "--out-name", "core", "--", "--features", "faults"]);
    process::stream(&mut wasm_pack)?;
    process::stream(workspace.command("node").args(["xtask/js/bundle.mjs", "--faults"]))
}

/// Fails if the package is larger than xtask/budgets.json allows.
pub fn within_budget(workspace: &Workspace) -> Result<()> {
    process::stream(sizes(workspace).arg("--enforce"))
}

/// What prints the sizes.
pub fn sizes(workspace: &Workspace) -> Command {
    let mut node = workspace.command("node");
    node.arg("xtask/js/sizes.mjs");
    node
}

fn compile(workspace: &Workspace, module: &Module) -> Result<()> {
    let Module { name, source, output } = module;
    remove(workspace, output)?;
    let mut wasm_pack = workspace.command("wasm-pack");
    wasm_pack.args(["build", source, "--release", "--mode", "no-install", "--target", "web", "--no-pack"]);
    wasm_pack.arg("--out-dir").arg(workspace.path(output)).args(["--out-name", name]);
    process::stream(wasm_pack.env("CARGO_ENCODED_RUSTFLAGS", rustc_flags(workspace)))?;
    let bytes = fs::read(workspace.path(output).join(format!("{name}_bg.wasm")))?;
    optimized(&bytes)?;
    anonymous(workspace, &bytes)
}

/// How the module is compiled. Panic messages name source files: shortened, so that the same sources give the same bytes on every machine.
fn rustc_flags(workspace: &Workspace) -> String {
    let mut flags: Vec<String> = env::var("CARGO_ENCODED_RUSTFLAGS")
        .map(|flags| flags.split(SEPARATOR).map(str::to_owned).collect())
        .or_else(|_| env::var("RUSTFLAGS").map(|flags| flags.split_whitespace().map(str::to_owned).collect()))
        .unwrap_or_default();
    for (folder, name) in private_folders(workspace) {
        flags.push(format!("--remap-path-prefix={folder}={name}"));
    }
    flags.retain(|flag| !flag.is_empty());
    flags.join(SEPARATOR)
}

/// Folders of this machine, which no published file should name.
fn private_folders(workspace: &Workspace) -> Vec<(String, &'static str)> {
    let home = env::home_dir().map(|home| home.join(".cargo"));
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from).or(home);
    let registry = cargo.as_ref().map(|cargo| cargo.join("registry").join("src"));
    // The folders of registries have the registry's host in their names. Of several that fit, rustc takes the last.
    let registries = registry.and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let mut folders = vec![(cargo, "cargo"), (Some(workspace.path("")), "qiscus-wasm")];
    folders.extend(registries.map(|registry| (Some(registry.path()), "crates")));
    folders.into_iter().filter_map(|(folder, name)| Some((folder?.to_str()?.to_owned(), name))).collect()
}

fn anonymous(workspace: &Workspace, module: &[u8]) -> Result<()> {
    for (folder, _) in private_folders(workspace) {
        if module.windows(folder.len()).any(|bytes| bytes == folder.as_bytes()) {
            bail!("the .wasm names {folder}, a folder of this machine");
        }
    }
    Ok(())
}

/// wasm-pack goes on without wasm-opt when it finds none, and says so in a line nobody reads. The proof that it ran is
/// the section of who produced the module: wasm-bindgen writes it, `wasm-opt --strip-producers` takes it out.
fn optimized(module: &[u8]) -> Result<()> {
    if wasm_file::custom_sections(module)?.iter().any(|section| section == "producers") {
        bail!("wasm-opt did not run: the .wasm still says who produced it; is binaryen in node_modules?");
    }
    Ok(())
}

fn fresh_folder(workspace: &Workspace) -> Result<()> {
    remove(workspace, "pkg")?;
    fs::create_dir_all(workspace.path("pkg/cjs")).context("cannot create pkg/cjs")?;
    fs::write(workspace.path("pkg/cjs/package.json"), "{ \"type\": \"commonjs\" }\n")?;
    Ok(())
}

/// The generated typings, and the packages whose program prints them: from the models that check requests and replies.
const GENERATED: [(&str, &str); 2] = [("index.d.ts", "qiscus-wasm"), ("testing.d.ts", "qiscus-sandbox-wasm")];

fn typings(workspace: &Workspace) -> Result<()> {
    for (name, package) in GENERATED {
        let mut program = workspace.cargo();
        program.args(["run", "--quiet", "--package", package, "--bin", "typings"]);
        declare(workspace, name, &process::capture_stdout(&mut program)?)?;
    }
    let platform = fs::read_to_string(workspace.path("src/typescript/platform.d.ts"))?;
    for name in TYPINGS {
        let text = fs::read_to_string(workspace.path(&format!("pkg-template/{name}")))?;
        declare(workspace, name, &format!("{platform}\n{text}"))?;
    }
    Ok(())
}

/// Writes typings for the ES module and for its twin.
fn declare(workspace: &Workspace, name: &str, text: &str) -> Result<()> {
    for folder in ["pkg", "pkg/cjs"] {
        fs::write(workspace.path(&format!("{folder}/{name}")), text)?;
    }
    Ok(())
}

fn manifest(workspace: &Workspace) -> Result<()> {
    version::of_project(workspace)?;
    copy(workspace, "pkg-template/package.json", "pkg/package.json")
}

/// The licences of what is linked into the module want to go where it goes.
fn notices(workspace: &Workspace) -> Result<()> {
    Ok(fs::write(workspace.path("pkg/THIRD-PARTY-LICENSES.txt"), licenses::third_party(workspace)?)?)
}

fn copy(workspace: &Workspace, from: &str, to: &str) -> Result<()> {
    fs::copy(workspace.path(from), workspace.path(to)).map(drop).with_context(|| format!("cannot copy {from} to {to}"))
}

fn remove(workspace: &Workspace, folder: &str) -> Result<()> {
    let path = workspace.path(folder);
    if path.exists() {
        fs::remove_dir_all(&path).with_context(|| format!("cannot remove {folder}"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_that_says_who_produced_it_was_not_optimized() {
        let bare = b"\0asm\x01\0\0\0".as_slice();
        let produced = [bare, b"\0\x0a\x09producers"].concat();
        assert!(optimized(bare).is_ok());
        assert!(optimized(&produced).is_err());
    }

    /// The two are for different readers, but what both say they say alike.
    #[test]
    fn the_readme_of_npm_is_a_part_of_the_readme() {
        let (npm, whole) = (include_str!("../../pkg-template/README.md"), include_str!("../../README.md"));
        for section in npm.split("\n## ") {
            assert!(whole.contains(section.trim_end()), "not in README.md:\n{section}");
        }
        let parts: String = ["## Development", "cargo xtask"].into_iter().filter(|part| npm.contains(part)).collect();
        assert!(parts.is_empty(), "not for npm's readers: {parts}");
    }
}
