//! Replies whose body comes slowly, in part, in masses, or not at all.

use super::line::{End, Line};
use super::spec::Length;
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_LENGTH;
use axum::http::response::Parts;
use axum::response::Response;
use http_body::Frame;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::{Instant, sleep, timeout};

/// How long anything may go on without an end: clients leave before, but a forgotten one must not stay for ever.
pub(super) const PATIENCE: Duration = Duration::from_mins(10);
/// Bytes of a huge body that are sent at once.
const CHUNK: usize = 64 * 1024;
/// Bytes that a content-length is wrong by, if the body has as many.
const WRONG_BY: usize = 16;

/// A reply and its body, the length of which is open again.
pub(super) async fn take(reply: Response) -> (Parts, Bytes) {
    let (mut parts, body) = reply.into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    // Every body of a handler is in memory already: there is nothing to fail.
    (parts, to_bytes(body, usize::MAX).await.unwrap_or_default())
}

/// The first half.
pub(super) fn half(bytes: &Bytes) -> Bytes {
    bytes.slice(..bytes.len() / 2)
}

/// Half of the body, and then nothing.
pub(super) async fn stalled(reply: Response) -> Response {
    let (parts, bytes) = take(reply).await;
    pieces(parts, Some(bytes.len()), async move |sender: Sender<Bytes>| {
        if sender.send(half(&bytes)).await.is_ok() {
            let _ = timeout(PATIENCE, sender.closed()).await;
        }
    })
}

/// The whole body, a few bytes at a time.
pub(super) async fn dripping(reply: Response, pause: Duration, piece: usize) -> Response {
    let (parts, mut bytes) = take(reply).await;
    pieces(parts, Some(bytes.len()), async move |sender: Sender<Bytes>| {
        while !bytes.is_empty() {
            let next = bytes.split_to(piece.min(bytes.len()));
            let last = bytes.is_empty();
            if sender.send(next).await.is_err() || last {
                break;
            }
            sleep(pause).await;
        }
    })
}

/// The reply's object with a text added to it that makes it so many mebibytes large, or endless.
pub(super) async fn huge(reply: Response, mebibytes: Option<usize>) -> Response {
    let (parts, bytes) = take(reply).await;
    let object = bytes.strip_suffix(b"}").unwrap_or(&bytes);
    let head = Bytes::from([object, b",\"padding\":\""].concat());
    let tail = Bytes::from_static(b"\"}");
    let length = mebibytes.map(|count| count * 1024 * 1024);
    let mut left = length.map(|length| length.saturating_sub(head.len() + tail.len()));
    pieces(parts, length, async move |sender: Sender<Bytes>| {
        let (chunk, deadline) = (Bytes::from(vec![b'x'; CHUNK]), Instant::now() + PATIENCE);
        let mut going = sender.send(head).await.is_ok();
        while going && left != Some(0) && Instant::now() < deadline {
            let size = left.unwrap_or(CHUNK).min(CHUNK);
            going = sender.send(chunk.slice(..size)).await.is_ok();
            left = left.map(|left| left - size);
        }
        if going && left.is_some() {
            let _ = sender.send(tail).await;
        }
    })
}

/// The whole body, but the header says another length. The connection ends with it.
pub(super) async fn of_wrong_length(reply: Response, line: Line, length: Length) -> Response {
    let (mut parts, mut bytes) = take(reply).await;
    let (said, rest) = match length {
        Length::Larger => (bytes.len() + WRONG_BY, Bytes::new()),
        Length::Smaller => {
            let rest = bytes.split_off(bytes.len().saturating_sub(WRONG_BY));
            (bytes.len(), rest)
        }
    };
    parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(said));
    Response::from_parts(parts, Body::new(Last { line, now: Some((bytes, rest)) }))
}

/// A reply whose body a task of its own sends. If that ends before the length is reached, so does the connection.
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
    use axum::response::IntoResponse;
    use http_body_util::BodyExt;

    #[tokio::test(start_paused = true)]
    async fn a_stalled_body_is_given_up_after_ten_minutes() {
        let started = Instant::now();
        let mut body = stalled("0123456789".into_response()).await.into_body();
        let first = body.frame().await.unwrap().unwrap().into_data().unwrap();
        assert_eq!((first.as_ref(), started.elapsed()), (b"01234".as_slice(), Duration::ZERO));
        assert!(body.frame().await.is_none());
        assert!(started.elapsed() >= PATIENCE && started.elapsed() < PATIENCE + Duration::from_secs(1));
    }

    #[tokio::test]
    async fn nobody_sends_to_a_client_that_left() {
        let reply = huge("{}".into_response(), None).await;
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
