//! Bodies that come whole, slowly, in part, in masses, or not at all.

use crate::line::{End, Line};
use axum::body::{Body, Bytes, HttpBody};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_LENGTH;
use axum::http::response::Parts;
use axum::response::Response;
use http_body::Frame;
use qiscus_sandbox_core::Sending;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::{Instant, sleep, timeout};

/// How long anything may go on without an end: clients leave before, but a forgotten one must not stay for ever.
pub const PATIENCE: Duration = Duration::from_mins(10);
/// Bytes of padding that are sent at once.
const CHUNK: usize = 64 * 1024;

/// A response whose body is sent in some way.
pub fn send(response: qiscus_sandbox_core::Response, sending: Sending, line: Line) -> Response {
    let (parts, body) = response.into_parts();
    let body = Bytes::from(body);
    match sending {
        Sending::Whole => Response::from_parts(parts, Body::from(body)),
        Sending::Stalled(count) => stalled(parts, body, count),
        Sending::Drip { pause, bytes } => dripping(parts, body, pause, bytes),
        Sending::Padded { padding, tail } => padded(parts, body, padding, tail),
        Sending::Mislabelled(length) => mislabelled(parts, body, length, line),
    }
}

fn stalled(parts: Parts, body: Bytes, count: usize) -> Response {
    pieces(parts, Some(body.len()), async move |sender: Sender<Bytes>| {
        if sender.send(body.slice(..count.min(body.len()))).await.is_ok() {
            let _ = timeout(PATIENCE, sender.closed()).await;
        }
    })
}

fn dripping(parts: Parts, mut body: Bytes, pause: Duration, piece: usize) -> Response {
    pieces(parts, Some(body.len()), async move |sender: Sender<Bytes>| {
        while !body.is_empty() {
            let next = body.split_to(piece.min(body.len()));
            let last = body.is_empty();
            if sender.send(next).await.is_err() || last {
                break;
            }
            sleep(pause).await;
        }
    })
}

fn padded(parts: Parts, body: Bytes, padding: Option<usize>, tail: &'static str) -> Response {
    let length = padding.map(|padding| body.len() + padding + tail.len());
    let mut left = padding;
    pieces(parts, length, async move |sender: Sender<Bytes>| {
        let (chunk, deadline) = (Bytes::from(vec![b'x'; CHUNK]), Instant::now() + PATIENCE);
        let mut going = sender.send(body).await.is_ok();
        while going && left != Some(0) && Instant::now() < deadline {
            let size = left.unwrap_or(CHUNK).min(CHUNK);
            going = sender.send(chunk.slice(..size)).await.is_ok();
            left = left.map(|left| left - size);
        }
        if going && left.is_some() {
            let _ = sender.send(Bytes::from_static(tail.as_bytes())).await;
        }
    })
}

fn mislabelled(mut parts: Parts, mut body: Bytes, length: usize, line: Line) -> Response {
    let rest = body.split_off(length.min(body.len()));
    parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    Response::from_parts(parts, Body::new(Last { line, now: Some((body, rest)) }))
}

/// A response whose body a task of its own sends. If that ends before the length is reached, so does the connection.
fn pieces<F>(mut parts: Parts, length: Option<usize>, send: impl FnOnce(Sender<Bytes>) -> F) -> Response
where
    F: Future<Output = ()> + Send + 'static,
{
    let (sender, receiver) = channel(1);
    tokio::spawn(send(sender));
    if let Some(length) = length {
        parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    Response::from_parts(parts, Body::new(Pieces(receiver)))
}

struct Pieces(Receiver<Bytes>);

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(cx).map(|piece| piece.map(|bytes| Ok(Frame::data(bytes))))
    }
}

/// Hands out all it has and ends the line behind that. An end of the body itself would be noticed to come too early, and
/// take what is still unsent with it.
struct Last {
    line: Line,
    now: Option<(Bytes, Bytes)>,
}

impl HttpBody for Last {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let Some((bytes, rest)) = self.now.take() else { return Poll::Pending };
        self.line.end(End::Rest(rest));
        Poll::Ready(Some(Ok(Frame::data(bytes))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::BodyExt;

    fn sent(body: &str, sending: Sending) -> Body {
        send(axum::http::Response::new(body.into()), sending, Line::default()).into_body()
    }

    #[tokio::test(start_paused = true)]
    async fn a_stalled_body_is_given_up_after_ten_minutes() {
        let started = Instant::now();
        let mut body = sent("0123456789", Sending::Stalled(5));
        let first = body.frame().await.unwrap().unwrap().into_data().unwrap();
        assert_eq!((first.as_ref(), started.elapsed()), (b"01234".as_slice(), Duration::ZERO));
        assert!(body.frame().await.is_none());
        assert!(started.elapsed() >= PATIENCE && started.elapsed() < PATIENCE + Duration::from_secs(1));
    }

    #[tokio::test]
    async fn nobody_sends_to_a_client_that_left() {
        let reply = sent("{}", Sending::Padded { padding: None, tail: "" });
        let before = tokio::runtime::Handle::current().metrics().num_alive_tasks();
        drop(reply);
        timeout(Duration::from_secs(10), async {
            while tokio::runtime::Handle::current().metrics().num_alive_tasks() >= before {
                tokio::task::yield_now().await;
            }
        })
        .await
        .unwrap();
    }
}
