//! The local stand-in for a Qiscus app: building it, starting it, ending it.

use crate::process;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// The app id that the sandbox answers to.
pub const APP_ID: &str = "sandbox";

/// Its secret key, known to everybody: it opens nothing but the sandbox.
pub const SECRET: &str = "sandbox-secret";

const GREETING: &str = "qiscus-sandbox listening on ";

/// Builds the sandbox and says where its program is.
pub fn build(workspace: &Workspace) -> Result<PathBuf> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--package", "qiscus-sandbox", "--message-format", "json-render-diagnostics"]);
    let messages = process::capture_stdout(&mut cargo)?;
    let mut executables = messages.lines().filter_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        message.get("executable")?.as_str().map(PathBuf::from)
    });
    executables.next_back().context("cargo built qiscus-sandbox but named no program")
}

/// A running sandbox; it ends with this value.
pub struct Sandbox {
    child: Child,
    /// Where it listens, without a slash at the end.
    pub url: String,
}

impl Sandbox {
    /// Starts the sandbox with the demo page and the built package, on `port` or the next free one.
    pub fn start(workspace: &Workspace, program: &Path, port: u16) -> Result<Self> {
        let port = free_port(port)?;
        let mut command = Command::new(program);
        command.args(["--port", &port.to_string(), "--app-id", APP_ID, "--secret", SECRET, "--quiet"]);
        command.arg("--www").arg(workspace.path("www")).arg("--pkg").arg(workspace.path("pkg"));
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().context("cannot start qiscus-sandbox")?;
        let output = child.stdout.take();
        let mut sandbox = Self { child, url: String::new() };
        sandbox.url = greeting(output.context("qiscus-sandbox has no output")?)?;
        Ok(sandbox)
    }

    /// Whether it still runs.
    pub fn alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // Either fails only where the process has ended already.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Reads the address from the first line; what comes after it is read too, so that the pipe never fills up.
fn greeting(output: impl Read + Send + 'static) -> Result<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            sender.send(line).ok();
        }
    });
    let line = receiver.recv_timeout(Duration::from_secs(10)).context("qiscus-sandbox did not start in ten seconds")?;
    match line.strip_prefix(GREETING) {
        Some(url) => Ok(url.trim().trim_end_matches('/').to_owned()),
        None => bail!("qiscus-sandbox began with {line:?} and not with its address"),
    }
}

fn free_port(first: u16) -> Result<u16> {
    let mut ports = first..first.saturating_add(100);
    ports
        .find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
        .with_context(|| format!("no port from {first} on is free: choose another with --port"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_names_the_address() {
        let url = greeting(&b"qiscus-sandbox listening on http://127.0.0.1:7070\nmore\n"[..]).unwrap();
        assert_eq!(url, "http://127.0.0.1:7070");
        assert!(greeting(&b"panicked\n"[..]).is_err());
        assert!(greeting(&b""[..]).is_err());
    }

    #[test]
    fn a_taken_port_is_passed_over() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        assert_ne!(free_port(port).unwrap(), port);
    }
}
