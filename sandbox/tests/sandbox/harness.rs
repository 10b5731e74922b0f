//! Starts a sandbox and talks to it. Whatever is awaited has a deadline.

use axum::body::Bytes;
use axum::http::{HeaderMap, Request, StatusCode};
use clap::Parser;
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use qiscus_sandbox::{Config, Sandbox};
use serde_json::{Value, json};
use std::time::Duration;

pub const SECRET: &str = "s3cr3t/key";
pub const FIRST_COMMENT: u64 = 4_638_469_007;
pub const FORM: &str = "application/x-www-form-urlencoded";
/// The eight endpoints, one of them by either verb.
pub const ROUTES: [(&str, &str); 9] = [
    ("POST", "create_room"),
    ("GET", "get_or_create_room_with_target"),
    ("POST", "get_rooms_info"),
    ("POST", "add_room_participants"),
    ("POST", "remove_room_participants"),
    ("POST", "post_comment"),
    ("POST", "load_comments"),
    ("GET", "load_comments"),
    ("POST", "login_or_register"),
];
const DEADLINE: Duration = Duration::from_secs(10);

/// Fails the test instead of waiting for ever.
pub async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    tokio::time::timeout(DEADLINE, future).await.unwrap_or_else(|_| panic!("{what} took too long"))
}

pub struct Server {
    pub url: String,
    client: Client<HttpConnector, Full<Bytes>>,
}

pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The `results` of an envelope that says that all went well.
    pub fn results(&self) -> Value {
        let mut body = self.json();
        assert_eq!((self.status, &body["status"]), (200, &json!(200)), "{body}");
        assert_eq!(self.header("content-type"), Some("application/json"));
        body["results"].take()
    }
}

impl Server {
    /// An empty sandbox.
    pub async fn start(flags: &[&str]) -> Self {
        let own = ["qiscus-sandbox", "--port", "0", "--secret", SECRET, "--quiet"];
        let config = Config::parse_from(own.iter().chain(flags));
        let sandbox = soon("the start", Sandbox::bind(config)).await.unwrap();
        let url = sandbox.url().to_owned();
        tokio::spawn(sandbox.run(std::future::pending()));
        Self::at(&url)
    }

    /// One that runs already.
    pub fn at(url: &str) -> Self {
        Self { url: url.to_owned(), client: Client::builder(TokioExecutor::new()).build_http() }
    }

    /// A sandbox with users `a`, `b`, `c`, the single room 201 of `a` and `b`, and the group room 202 of `a` and `b`.
    pub async fn with_rooms(flags: &[&str]) -> Self {
        let server = Self::start(flags).await;
        for email in ["a", "b", "c"] {
            server.post("login_or_register", &format!("email={email}&username={email}-name")).await.results();
        }
        server.get("get_or_create_room_with_target", "emails[]=a&emails[]=b").await.results();
        let group = "name=g&creator=c&participants[]=a&participants[]=b";
        server.post("create_room", group).await.results();
        server
    }

    pub async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Reply {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Full::new(body.into())).unwrap();
        soon(path, async {
            let response = self.client.request(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let body = body.collect().await.unwrap().to_bytes();
            Reply { status: parts.status.as_u16(), headers: parts.headers, body }
        })
        .await
    }

    /// An endpoint by POST, with a form and the secret.
    pub async fn post(&self, endpoint: &str, form: &str) -> Reply {
        self.post_as(endpoint, FORM, form.to_owned()).await
    }

    /// An endpoint by POST, with the secret.
    pub async fn post_as(&self, endpoint: &str, content_type: &str, body: impl Into<Bytes>) -> Reply {
        let headers = [("qiscus_sdk_secret", SECRET), ("content-type", content_type)];
        self.send("POST", &format!("/api/v2/rest/{endpoint}"), &headers, body).await
    }

    /// An endpoint by GET, with the secret.
    pub async fn get(&self, endpoint: &str, query: &str) -> Reply {
        self.send("GET", &format!("/api/v2/rest/{endpoint}?{query}"), &[("qiscus_sdk_secret", SECRET)], "").await
    }

    /// A list of a control route.
    pub async fn list(&self, name: &str) -> Value {
        let reply = self.send("GET", &format!("/_sandbox/{name}"), &[], "").await;
        assert_eq!(reply.status, StatusCode::OK);
        reply.json()
    }

    /// Posts a text and returns the comment.
    pub async fn say(&self, sender: &str, room: u64, message: &str) -> Value {
        let form = format!("sender_email={sender}&room_id={room}&message={message}");
        self.post("post_comment", &form).await.results()["comment"].take()
    }
}

/// The error body of anything but a validation error.
pub fn plain(status: u16, message: &str) -> Value {
    json!({ "error": { "message": message }, "status": status })
}

/// The error body of a validation error whose fields have one problem each.
pub fn invalid(problems: &[(&str, &str)]) -> Value {
    let detailed: Vec<String> = problems.iter().map(|(field, what)| format!("{field} {what}")).collect();
    let errors: serde_json::Map<String, Value> =
        problems.iter().map(|(field, what)| ((*field).to_owned(), json!(what))).collect();
    let error = json!({ "message": "Validation error", "detailed_messages": detailed, "errors": errors });
    json!({ "error": error, "status": 400 })
}
