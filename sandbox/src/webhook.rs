//! The `post_comment_rest` webhook: after a post, in the background, never in the answer's way.

use crate::app::App;
use crate::journal::keep;
use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Request, StatusCode, Uri};
use hmac::{Hmac, KeyInit, Mac};
use http_body_util::Full;
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};
use sha2::Sha256;
use std::time::Duration;

const DEADLINE: Duration = Duration::from_secs(10);
const SIGNATURE: &str = "qiscus-sdk-signature";

/// Where posts are announced, and how they are signed.
pub struct Webhook {
    url: Uri,
    key: Option<String>,
    client: Client<HttpConnector, Full<Bytes>>,
}

impl Webhook {
    /// Announces to a plain-http `url`; signed if there is a key.
    pub fn new(url: Uri, key: Option<String>) -> Self {
        Self { url, key, client: Client::builder(TokioExecutor::new()).build_http() }
    }

    async fn send(&self, event: &Value) -> Result<StatusCode, String> {
        let body = event.to_string();
        let mut request = Request::post(&self.url).header(CONTENT_TYPE, "application/json");
        if let Some(key) = &self.key {
            request = request.header(SIGNATURE, signature(key, body.as_bytes())?);
        }
        let request = request.body(Full::from(body)).map_err(|error| error.to_string())?;
        match tokio::time::timeout(DEADLINE, self.client.request(request)).await {
            Ok(Ok(response)) => Ok(response.status()),
            Ok(Err(error)) => Err(with_causes(&error)),
            Err(_) => Err(format!("no answer within {} s", DEADLINE.as_secs())),
        }
    }
}

/// Starts the delivery of a comment's event, if there is anywhere to deliver it. Tried once; the outcome is logged
/// and recorded.
pub fn deliver(app: &App, comment_id: u64, event: Value) {
    if app.webhook.is_none() {
        return;
    }
    let app = App::clone(app);
    let age = app.journal().age;
    tokio::spawn(async move {
        let Some(webhook) = &app.webhook else { return };
        let outcome = webhook.send(&event).await;
        let url = app.redactor(&HeaderMap::new()).text(&webhook.url.to_string());
        let (key, value, shown) = match outcome {
            Ok(status) => ("status", json!(status.as_u16()), status.as_u16().to_string()),
            Err(error) => ("error", json!(error), error),
        };
        app.log(&format!("webhook {comment_id} to {url}: {shown}"));
        let mut journal = app.journal();
        if journal.age == age {
            keep(&mut journal.webhooks, json!({ "url": url, key: value, "comment_id": comment_id }));
        }
    });
}

fn signature(key: &str, body: &[u8]) -> Result<String, String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).map_err(|error| error.to_string())?;
    mac.update(body);
    Ok(mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn with_causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

#[cfg(test)]
mod tests {
    /// RFC 4231, test case 2.
    #[test]
    fn the_signature_is_lower_case_hex() {
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(super::signature("Jefe", b"what do ya want for nothing?").as_deref(), Ok(expected));
    }
}
