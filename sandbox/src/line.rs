//! The connections: plain TCP, each of which can be told how to end.

use axum::body::Bytes;
use axum::extract::connect_info::Connected;
use axum::serve::{self, IncomingStream};
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// How a connection ends.
pub enum End {
    /// At once and without a word, by a TCP reset.
    Reset,
    /// At once and without a word, in order.
    Close,
    /// When all that was answered so far is out, and these bytes behind it.
    Rest(Bytes),
}

/// A handle to the connection of a request.
#[derive(Clone, Default)]
pub struct Line(Arc<Mutex<Option<End>>>);

impl Line {
    /// Takes effect as soon as the server next writes to the connection.
    pub fn end(&self, end: End) {
        *self.lock() = Some(end);
    }

    fn lock(&self) -> MutexGuard<'_, Option<End>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connected<IncomingStream<'_, Lines>> for Line {
    fn connect_info(stream: IncomingStream<'_, Lines>) -> Self {
        stream.io().line.clone()
    }
}

/// Listens as TCP does.
pub struct Lines(pub TcpListener);

impl serve::Listener for Lines {
    type Io = Socket;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Socket, SocketAddr) {
        let (stream, address) = serve::Listener::accept(&mut self.0).await;
        (Socket { stream, line: Line::default() }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// A TCP stream that fails, and is dropped for it, once its line has to end.
pub struct Socket {
    stream: TcpStream,
    line: Line,
}

impl AsyncRead for Socket {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Socket {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        match *this.line.lock() {
            Some(End::Reset) => {
                // With nothing to linger for, the drop sends a reset.
                let failed = this.stream.set_zero_linger().err();
                return Poll::Ready(Err(failed.unwrap_or_else(ended)));
            }
            Some(End::Close) => return Poll::Ready(Err(ended())),
            Some(End::Rest(_)) | None => {}
        }
        Pin::new(&mut this.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        ready!(Pin::new(&mut this.stream).poll_flush(cx))?;
        let Some(End::Rest(rest)) = &mut *this.line.lock() else { return Poll::Ready(Ok(())) };
        while !rest.is_empty() {
            let written = ready!(Pin::new(&mut this.stream).poll_write(cx, rest))?;
            drop(rest.split_to(written));
        }
        Poll::Ready(Err(ended()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

fn ended() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionAborted, "ended by a fault")
}
