//! The browser for the tests, and its driver for the wasm tests.

use crate::apt;
use crate::process;
use crate::version;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use serde_json::json;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const NAMES: [&str; 5] = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome"];

/// Outside PATH on macOS and Windows.
const PATHS: [&str; 4] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
];

/// No sandbox: containers forbid its system calls. The rest keeps a new profile off the network.
pub const ARGUMENTS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];

/// A Chrome or Chromium.
pub struct Browser {
    /// Its program.
    pub program: PathBuf,
    /// The ChromeDriver of the same major version; if it is missing, wasm-pack downloads one.
    driver: Option<PathBuf>,
}

/// An installed browser, or Debian's.
pub fn setup(workspace: &Workspace) -> Result<Browser> {
    match find(workspace) {
        Some(browser) if browser.driver.is_some() => Ok(browser),
        found if !apt::usable(workspace) => {
            found.context("no browser for the tests: install Chrome or Chromium, or set QISCUS_CHROME to its path")
        }
        _ => {
            apt::install(workspace, &["chromium", "chromium-driver"], "for the tests in a browser")?;
            debian().context("chromium is not where Debian installs it: set QISCUS_CHROME to its path")
        }
    }
}

/// Programs for pages in other engines than Chromium's, and the Debian packages that they are in.
const OTHERS: [(&str, &[&str]); 3] =
    [("firefox-esr", &["firefox-esr"]), ("WebKitWebDriver", &["webkit2gtk-driver"]), ("xvfb-run", &["xvfb", "xauth"])];

/// Installs Firefox and WebKit for the matrix and the demo page. Where they can't be installed, their rows and tests are skipped.
pub fn other_engines(workspace: &Workspace) {
    for (program, packages) in OTHERS {
        if workspace.which(program).is_some() || !apt::usable(workspace) {
            continue;
        }
        if let Err(error) = apt::install(workspace, packages, "for pages in other engines") {
            println!("    {error:#}\n    going on without {program}");
        }
    }
}

fn find(workspace: &Workspace) -> Option<Browser> {
    let named = env::var_os("QISCUS_CHROME").map(PathBuf::from);
    let on_path = NAMES.iter().filter_map(|name| workspace.which(name));
    let candidates = named.into_iter().chain(on_path).chain(PATHS.iter().map(PathBuf::from));
    let drivers: Vec<PathBuf> = drivers(workspace);
    let mut alone = None;
    for program in candidates.filter(|program| program.is_file()) {
        let Some(version) = major(&program) else { continue };
        if let Some(driver) = drivers.iter().find(|driver| major(driver) == Some(version)) {
            return Some(Browser { program, driver: Some(driver.clone()) });
        }
        alone.get_or_insert(Browser { program, driver: None });
    }
    alone
}

/// By its path: a stub of the same name may come first on PATH.
fn debian() -> Option<Browser> {
    let [program, driver] = ["/usr/bin/chromium", "/usr/bin/chromedriver"].map(PathBuf::from);
    (program.is_file() && driver.is_file()).then_some(Browser { program, driver: Some(driver) })
}

fn drivers(workspace: &Workspace) -> Vec<PathBuf> {
    env::var_os("CHROMEDRIVER").map(PathBuf::from).into_iter().chain(workspace.which("chromedriver")).collect()
}

/// On Windows `--version` opens a window, so the version stays unknown there.
fn major(program: &Path) -> Option<u32> {
    if cfg!(windows) {
        return Some(0);
    }
    let text = process::capture(Command::new(program).arg("--version")).ok()?;
    version::major(version::in_text(&text)?)
}

impl Browser {
    /// Configures wasm-pack's test runner for this browser.
    pub fn configure(&self, workspace: &Workspace, wasm_pack: &mut Command) -> Result<()> {
        let file = workspace.path("target/webdriver.json");
        let options = json!({ "goog:chromeOptions": { "binary": self.program, "args": ARGUMENTS } });
        fs::create_dir_all(workspace.path("target"))?;
        fs::write(&file, options.to_string()).with_context(|| format!("cannot write {}", file.display()))?;
        wasm_pack.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &file);
        if let Some(driver) = &self.driver {
            wasm_pack.env("CHROMEDRIVER", driver).arg("--chromedriver").arg(driver);
        }
        Ok(())
    }
}
