//! One request: from the connection to the sandbox, and the steps back.

use crate::app::App;
use crate::body::{self, PATIENCE};
use crate::line::{self, Line};
use crate::webhook;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use http_body_util::BodyExt;
use qiscus_sandbox_core::{BODY_LIMIT, End, Exchange, Step};
use std::time::{Instant, SystemTime};
use tokio::time::sleep;

/// Bytes read of a body that is too large, so that its sender gets to read the refusal.
const DRAINED: usize = 16 * BODY_LIMIT;

/// A request that is being answered. It is recorded when it is answered, or when its client has left.
struct Call {
    app: App,
    exchange: Exchange,
    started: Instant,
}

/// Answers a request, by a file or by the sandbox.
pub async fn answer(State(app): State<App>, ConnectInfo(line): ConnectInfo<Line>, request: Request) -> Response {
    let started = Instant::now();
    let (parts, body) = request.into_parts();
    let request = Request::from_parts(parts, read(body).await);
    let exchange = app.service().begin(request);
    let mut call = Call { app, exchange, started };
    match call.file().await {
        Some(file) => file,
        None => call.respond(line).await,
    }
}

impl Call {
    async fn file(&mut self) -> Option<Response> {
        let file = self.app.files.answer(self.exchange.elsewhere()?).await?;
        self.finish(Some(file.status()));
        Some(file)
    }

    /// Takes the steps to the response.
    async fn respond(&mut self, line: Line) -> Response {
        while let Some(step) = self.step() {
            match step {
                Step::Sleep(pause) => sleep(pause).await,
                Step::Log(line) => self.app.log(&line),
                Step::Deliver(event) => webhook::deliver(&self.app, event),
                Step::Respond(response, sending) => return body::send(response, sending, line),
                Step::End(end) => return ended(line, end).await,
            }
        }
        Response::default()
    }

    fn step(&mut self) -> Option<Step> {
        self.app.service().step(&mut self.exchange, SystemTime::now(), self.started.elapsed())
    }

    fn finish(&mut self, status: Option<StatusCode>) {
        let line = self.app.service().finish(&mut self.exchange, status, self.started.elapsed());
        if let Some(line) = line {
            self.app.log(&line);
        }
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        self.finish(None);
    }
}

/// Reads a body, up to where the sandbox finds it too large.
async fn read(mut body: Body) -> Vec<u8> {
    let (mut bytes, mut seen) = (Vec::new(), 0);
    while let Some(Ok(frame)) = body.frame().await {
        let Some(data) = frame.data_ref() else { continue };
        seen += data.len();
        if bytes.len() <= BODY_LIMIT {
            bytes.extend_from_slice(data);
        } else if seen > DRAINED {
            break;
        }
    }
    bytes
}

/// Ends the connection. The server needs something to write, to notice that it can't.
async fn ended(line: Line, end: End) -> Response {
    if end == End::Silence {
        sleep(PATIENCE).await;
    }
    line.end(if end == End::Reset { line::End::Reset } else { line::End::Close });
    Response::default()
}
