//! A child that is a server: it says where it listens, and ends with the value that stands for it.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// A running server.
pub struct Server {
    child: Child,
    /// Where it listens, without a slash at the end.
    pub url: String,
}

impl Server {
    /// Starts a command whose first line is `greeting` and its address.
    pub fn start(command: &mut Command, name: &str, greeting: &str) -> Result<Self> {
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().with_context(|| format!("cannot start {name}"))?;
        let output = child.stdout.take();
        let mut server = Self { child, url: String::new() };
        server.url = address(output.with_context(|| format!("{name} has no output"))?, name, greeting)?;
        Ok(server)
    }

    /// Whether it still runs.
    pub fn alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Either fails only where the process has ended already.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Reads the address from the first line; what comes after it is read too, so that the pipe never fills up.
fn address(output: impl Read + Send + 'static, name: &str, greeting: &str) -> Result<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            sender.send(line).ok();
        }
    });
    let line = receiver
        .recv_timeout(Duration::from_secs(10))
        .with_context(|| format!("{name} did not start in ten seconds"))?;
    match line.strip_prefix(greeting) {
        Some(url) => Ok(url.trim().trim_end_matches('/').to_owned()),
        None => bail!("{name} began with {line:?} and not with its address"),
    }
}

/// A port that nobody has taken: this one, or the next.
pub fn free_port(first: u16) -> Result<u16> {
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
        let url = |output: &'static [u8]| address(output, "it", "it listens on ");
        assert_eq!(url(b"it listens on http://127.0.0.1:7070/\nmore\n").unwrap(), "http://127.0.0.1:7070");
        assert!(url(b"panicked\n").is_err());
        assert!(url(b"").is_err());
    }

    #[test]
    fn a_taken_port_is_passed_over() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        assert_ne!(free_port(port).unwrap(), port);
    }
}
