//! Sends webhooks: in the background, never in the answer's way.

use crate::app::App;
use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Request, StatusCode};
use http_body_util::Full;
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use qiscus_sandbox_core::{Event, SIGNATURE};
use std::time::Duration;

const DEADLINE: Duration = Duration::from_secs(10);

/// Posts to plain-http URLs.
pub struct Webhook(Client<HttpConnector, Full<Bytes>>);

impl Webhook {
    /// Has no connection yet.
    pub fn new() -> Self {
        Self(Client::builder(TokioExecutor::new()).build_http())
    }

    async fn send(&self, event: &Event) -> Result<StatusCode, String> {
        let mut request = Request::post(&event.url).header(CONTENT_TYPE, "application/json");
        if let Some(signature) = &event.signature {
            request = request.header(SIGNATURE, signature);
        }
        let request = request.body(Full::from(event.body.clone())).map_err(|error| error.to_string())?;
        match tokio::time::timeout(DEADLINE, self.0.request(request)).await {
            Ok(Ok(response)) => Ok(response.status()),
            Ok(Err(error)) => Err(with_causes(&error)),
            Err(_) => Err(format!("no response within {} s", DEADLINE.as_secs())),
        }
    }
}

/// Starts a delivery. Tried once; the outcome is logged and recorded.
pub fn deliver(app: &App, event: Event) {
    let app = App::clone(app);
    tokio::spawn(async move {
        let outcome = app.webhook.send(&event).await;
        let line = app.service().delivered(&event, outcome);
        app.log(&line);
    });
}

fn with_causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}
