//! The server inside wasm-bindgen's test runner, which gives the wasm tests to the browser.

use anyhow::Result;
use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// The threads that the server (`tiny_http`) keeps waiting for connections.
const WAITING: usize = 4;

const PAUSE: Duration = Duration::from_millis(20);

/// Keeps the server's waiting threads busy, for as long as it lives.
///
/// Of two connections that come at the same moment, the server gives the second one to a thread that has just been taken, and
/// never answers it. A browser that fetches a page's modules over six connections waits for ever then. While no thread is waiting,
/// the server starts one for each connection.
pub struct Busy {
    address: SocketAddr,
    ended: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Busy {
    /// Chooses an address for the server, and waits for it there.
    pub fn new() -> Result<Self> {
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let ended = Arc::new(AtomicBool::new(false));
        let end = Arc::clone(&ended);
        let thread = thread::spawn(move || {
            while !end.load(Ordering::Relaxed) {
                occupy(address, &end);
                thread::sleep(PAUSE);
            }
        });
        Ok(Self { address, ended, thread: Some(thread) })
    }

    /// Where the server has to listen.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

/// Connects to the server if it is there, one connection after the other, and holds them until it ends.
fn occupy(address: SocketAddr, ended: &AtomicBool) {
    let mut connections = Vec::new();
    while connections.len() < WAITING {
        let Ok(connection) = TcpStream::connect(address) else { return };
        connections.push(connection);
        thread::sleep(PAUSE);
    }
    for mut connection in connections {
        connection.set_read_timeout(Some(PAUSE)).ok();
        // The server says nothing before it is asked, so what ends this is its own end.
        while !ended.load(Ordering::Relaxed) {
            match connection.read(&mut [0]) {
                Err(error) if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {
                }
                _ => break,
            }
        }
    }
}
