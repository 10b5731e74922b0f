//! `cargo xtask demo`: the eight calls as a transcript, then the demo page.

use crate::process;
use crate::sandbox;
use crate::server::{Server, free_port};
use crate::step::step;
use crate::workspace::Workspace;
use crate::{assemble, docs, setup};
use anyhow::{Context, Result, bail};
use std::process::Command;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

/// Makes the eight calls and prints them.
const TRANSCRIPT: &str = "xtask/js/transcript.mjs";
/// Bundles the page.
const BUNDLE: &str = "xtask/js/demo.mjs";
/// Serves the page and its proxy, and receives webhooks.
const PAGE: &str = "www/server.mjs";
/// The key in www/receiver.js. It protects nothing.
const WEBHOOK_KEY: &str = "whk_demo_5d1a0c3f";

/// What to run, and against which app.
#[derive(clap::Args)]
pub struct Options {
    /// Stop after the transcript
    #[arg(long)]
    exit: bool,
    /// Port of the page; if it is taken, the next free one
    #[arg(long, default_value_t = 7070)]
    port: u16,
    /// Run against a real app at this address instead of the local sandbox
    #[arg(long, requires = "secret")]
    base_url: Option<String>,
    /// The app's id
    #[arg(long, requires = "secret")]
    app_id: Option<String>,
    /// The app's secret key; prefer the variable QISCUS_SECRET_KEY, which process lists don't show
    #[arg(long, env = "QISCUS_SECRET_KEY", hide_env_values = true)]
    secret: Option<String>,
}

/// Builds the package and runs the demo.
pub fn run(workspace: &mut Workspace, options: &Options) -> Result<()> {
    setup::for_build(workspace)?;
    assemble::package(workspace)?;
    if options.base_url.is_some() || options.app_id.is_some() {
        real(workspace, options)
    } else {
        local(workspace, options)
    }
}

fn real(workspace: &Workspace, options: &Options) -> Result<()> {
    let mut node = node(workspace, TRANSCRIPT);
    let variables = [("QISCUS_BASE_URL", &options.base_url), ("QISCUS_APP_ID", &options.app_id)];
    for (name, value) in variables {
        match value {
            Some(value) => node.env(name, value),
            None => node.env_remove(name),
        };
    }
    node.env("QISCUS_SECRET_KEY", options.secret.as_deref().context("--secret is missing")?);
    step("transcript", "the eight calls, against your app; they create a room and users", || {
        process::stream(&mut node)
    })?;
    println!("\nThe page only runs against the sandbox: anyone who opens it can act as any user.");
    Ok(())
}

fn local(workspace: &Workspace, options: &Options) -> Result<()> {
    let program = step("sandbox", "a local Qiscus", || sandbox::build(workspace, "dev"))?;
    let interrupted = watch_for_interrupt()?;
    let port = free_port(options.port)?;
    let webhooks = format!("http://127.0.0.1:{port}/webhook");
    let flags = ["--get-user-rooms", "--webhook-url", &webhooks, "--webhook-key", WEBHOOK_KEY];
    let sandbox = sandbox::start(&program, &flags)?;
    let for_sandbox = |script: &str| {
        let mut node = node(workspace, script);
        node.env("QISCUS_BASE_URL", &sandbox.url).env("QISCUS_APP_ID", sandbox::APP_ID);
        node.env("QISCUS_SECRET_KEY", sandbox::SECRET);
        node
    };
    let mut node = for_sandbox(TRANSCRIPT);
    let shown = step("transcript", "the eight calls, against the sandbox", || process::stream(&mut node));
    if interrupted.try_recv().is_ok() {
        return Ok(());
    }
    shown?;
    if options.exit {
        return Ok(());
    }
    bundle(workspace)?;
    docs::build(workspace)?;
    let mut node = for_sandbox(PAGE);
    let page = Server::start(node.env("PORT", port.to_string()), PAGE, "listening on ")?;
    println!("\nThe page: {0}/    (Ctrl-C to stop)\nThe documentation: {0}/docs/", page.url);
    wait(&mut [sandbox, page], &interrupted)
}

/// Bundles the page into target/www.
pub fn bundle(workspace: &Workspace) -> Result<()> {
    step("page", "bundle the demo page", || process::stream(&mut node(workspace, BUNDLE)))
}

fn node(workspace: &Workspace, script: &str) -> Command {
    let mut node = workspace.command("node");
    node.arg(script);
    node
}

fn watch_for_interrupt() -> Result<Receiver<()>> {
    let (sender, receiver) = mpsc::channel();
    ctrlc::set_handler(move || {
        sender.send(()).ok();
    })
    .context("cannot watch for Ctrl-C")?;
    Ok(receiver)
}

/// Waits for Ctrl-C. A terminal sends it to the servers too, so they may end just before this program receives it.
fn wait(servers: &mut [Server], interrupted: &Receiver<()>) -> Result<()> {
    loop {
        let running = servers.iter_mut().all(Server::alive);
        match interrupted.recv_timeout(Duration::from_millis(500)) {
            Err(RecvTimeoutError::Timeout) if running => {}
            Err(RecvTimeoutError::Timeout) => bail!("the sandbox or the page's server stopped unexpectedly"),
            _ => {
                println!("\nstopped");
                return Ok(());
            }
        }
    }
}
