//! A server as a child process: it prints its address, and is stopped on drop.

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
    /// Its address, without a trailing slash.
    pub url: String,
}

impl Server {
    /// Starts a command whose first line of output is `greeting` and its address.
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
        // Both only fail if the process has already ended.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Reads the address from the first line. The rest is read too, so that the pipe never fills up.
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
        None => bail!("the first line of {name} has no address: {line:?}"),
    }
}

/// The first free port from `first` on.
pub fn free_port(first: u16) -> Result<u16> {
    let mut ports = first..first.saturating_add(100);
    ports
        .find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
        .with_context(|| format!("no free port from {first} on: choose another with --port"))
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
