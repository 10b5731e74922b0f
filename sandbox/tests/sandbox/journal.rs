//! The control routes: what is recorded, and what never is.

use crate::harness::{FIRST_COMMENT, FORM, SECRET, Server};
use serde_json::{Value, json};

#[tokio::test]
async fn a_request_is_recorded_whole() {
    let server = Server::start(&[]).await;
    server.post("login_or_register", "email=a&username=A%26B").await.results();
    server.get("load_comments", "room_id=1&page=2").await;
    server.send("PUT", "/api/v2/rest/create_room?x=1", &[("x-twice", "1"), ("x-twice", "2")], "raw \u{e9}").await;
    let requests = server.list("requests").await;
    let rows = [
        (
            ("POST", "/api/v2/rest/login_or_register", "", "email=a&username=A%26B", 200),
            (json!("login_or_register"), json!({ "email": "a", "username": "A&B" })),
        ),
        (
            ("GET", "/api/v2/rest/load_comments", "room_id=1&page=2", "", 404),
            (json!("load_comments"), json!({ "room_id": "1", "page": "2" })),
        ),
        (("PUT", "/api/v2/rest/create_room", "x=1", "raw \u{e9}", 405), (Value::Null, Value::Null)),
    ];
    assert_eq!(requests.as_array().unwrap().len(), rows.len());
    for (row, request) in rows.into_iter().zip(requests.as_array().unwrap()) {
        let ((method, path, query, body, status), (endpoint, params)) = row;
        let mut request = request.clone();
        let headers = request.as_object_mut().unwrap().remove("headers").unwrap();
        assert_eq!(
            request,
            json!({
                "method": method, "path": path, "query": query, "body": body, "endpoint": endpoint,
                "params": params, "status": status, "known": true
            })
        );
        assert_eq!(headers["host"], server.url.replace("http://", ""));
    }
    assert_eq!(requests[0]["headers"]["qiscus_sdk_secret"], "[redacted]");
    assert_eq!(requests[0]["headers"]["content-type"], "application/x-www-form-urlencoded");
    assert_eq!(requests[2]["headers"]["x-twice"], "1, 2");

    let reply = server.send("DELETE", "/_sandbox/requests", &[], "").await;
    assert_eq!(reply.status, 204);
    assert_eq!(server.list("requests").await, json!([]));
}

#[tokio::test]
async fn params_are_what_an_endpoint_reads() {
    let server = Server::start(&[]).await;
    let multipart = "--x\r\ncontent-disposition: form-data; name=\"emails[]\"\r\n\r\na\r\n--x--\r\n";
    let limit = 64 * 1024;
    let name = |length| "n".repeat(length - "name=".len());
    let rows = [
        (FORM, "name=a%20b&participants[]=a&participants[1]=b&options={}", {
            json!({ "name": "a b", "participants": ["a", "b"], "options": "{}" })
        }),
        (FORM, "", json!({})),
        ("application/json", r#"{"name":"","n":1,"x":null,"l[]":"a","o":{"k":[true]}}"#, {
            json!({ "name": "", "n": 1, "x": null, "l": ["a"], "o": { "k": [true] } })
        }),
        ("application/json", "{", Value::Null),
        ("application/json", "[]", Value::Null),
        ("text/plain", "name=a", Value::Null),
        ("multipart/form-data; boundary=x", multipart, json!({ "emails": ["a"] })),
        ("multipart/form-data", multipart, Value::Null),
        ("application/json", r#"{"s3cr3t/key":{"s3cr3t\/key":["x s3cr3t/key"]},"o":"{\"a\":\"s3cr3t\\/key\"}"}"#, {
            json!({ "[redacted]": { "[redacted]": ["x [redacted]"] }, "o": "{\"a\":\"[redacted]\"}" })
        }),
        (FORM, "name=s3cr3t%2Fkey", json!({ "name": "[redacted]" })),
        (FORM, &format!("name={}", name(limit)), json!({ "name": name(limit) })),
        (FORM, &format!("name={}", name(limit + 1)), Value::Null),
    ];
    for (content_type, body, expected) in &rows {
        server.post_as("create_room", content_type, (*body).to_owned()).await;
        let entry = &server.list("requests").await[0];
        assert_eq!((&entry["endpoint"], &entry["params"]), (&json!("create_room"), expected), "{body}");
        server.send("DELETE", "/_sandbox/requests", &[], "").await;
    }
    for (method, path) in [("GET", "/x?a=b"), ("OPTIONS", "/api/v2/rest/create_room"), ("POST", "/api/v2/rest/none")] {
        server.send(method, path, &[], "a=b").await;
    }
    server.get("get_or_create_room_with_target", "emails=a&emails=b").await;
    let shown: Vec<Value> = server
        .list("requests")
        .await
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| json!([entry["endpoint"], entry["params"]]))
        .collect();
    let last = json!(["get_or_create_room_with_target", { "emails": ["a", "b"] }]);
    assert_eq!(shown, [json!([null, null]), json!([null, null]), json!([null, null]), last]);
}

#[tokio::test]
async fn only_the_newest_thousand_are_kept_and_large_bodies_are_cut() {
    let server = Server::start(&[]).await;
    let large = "x".repeat(100_000);
    server.post("login_or_register", &large).await;
    let body = server.list("requests").await[0]["body"].take();
    let body = body.as_str().unwrap();
    assert!(body.len() < 70_000 && body.ends_with("xxx... [cut]"), "{}", body.len());

    for n in 0..1001 {
        server.send("GET", &format!("/none/{n}"), &[], "").await;
    }
    for list in ["requests", "unknown-routes"] {
        let entries = server.list(list).await;
        assert_eq!(entries.as_array().unwrap().len(), 1000, "{list}");
        assert_eq!(entries[0]["path"], "/none/1", "{list}");
        assert_eq!(entries[999]["path"], "/none/1000", "{list}");
    }
}

#[tokio::test]
async fn unknown_routes_are_remembered() {
    let server = Server::start(&[]).await;
    let rows = [
        ("GET", "/none?x=1", Some("/none")),
        ("POST", "/api/v2/rest/create_rooms", Some("/api/v2/rest/create_rooms")),
        ("POST", "/api/v2/rest/create_room/", Some("/api/v2/rest/create_room/")),
        ("POST", "/api/v2/rest", Some("/api/v2/rest")),
        ("GET", "/api/v3/rest/load_comments", Some("/api/v3/rest/load_comments")),
        ("DELETE", "/api/v2/rest/x", Some("/api/v2/rest/x")),
        ("GET", "/_sandbox/request", Some("/_sandbox/request")),
        ("GET", "/pkg/x.js", Some("/pkg/x.js")),
        ("GET", "/favicon.ico", None),
        ("GET", "/", None),
        ("GET", "/api/v2/rest/create_room", None),
        ("POST", "/_sandbox/requests", None),
    ];
    for (method, path, _) in rows {
        server.send(method, path, &[], "").await;
    }
    let expected: Vec<Value> =
        rows.into_iter().filter_map(|(method, _, path)| Some(json!({ "method": method, "path": path? }))).collect();
    assert_eq!(server.list("unknown-routes").await, json!(expected));
    let requests = server.list("requests").await;
    let unknown = requests.as_array().unwrap().iter().filter(|request| request["known"] == false).count();
    assert_eq!(unknown, expected.len() + 1, "favicon.ico is unknown, too, but nobody's mistake");
    assert_eq!(server.send("DELETE", "/_sandbox/unknown-routes", &[], "").await.status, 204);
    assert_eq!(server.list("unknown-routes").await, json!([]));
    assert_eq!(server.list("requests").await, requests, "control routes aren't recorded");
}

#[tokio::test]
async fn a_reset_forgets_everything() {
    let server = Server::with_rooms(&[]).await;
    server.say("a", 201, "x").await;
    server.send("GET", "/none", &[], "").await;
    assert_eq!(server.send("POST", "/_sandbox/reset", &[], "").await.status, 204);
    for list in ["requests", "unknown-routes", "webhooks"] {
        assert_eq!(server.list(list).await, json!([]), "{list}");
    }
    assert_eq!(server.post("load_comments", "room_id=201").await.status, 400);
    let user = server.post("login_or_register", "email=z&username=z").await.results();
    assert_eq!(user["user"]["id"], 1001);
    let room = server.post("create_room", "name=x&creator=z&participants[]=z").await.results();
    assert_eq!(room["room_id"], 201);
    assert_eq!(server.say("z", 201, "x").await["id"], FIRST_COMMENT);
}

#[tokio::test]
async fn health() {
    let server = Server::start(&[]).await;
    let reply = server.send("GET", "/_sandbox/health", &[], "").await;
    assert_eq!((reply.status, reply.json()), (200, json!({ "status": "ok" })));
}

/// Sends the secret, and a wrong one, wherever somebody may put it by mistake.
pub async fn leak(server: &Server) {
    let encoded = SECRET.replace('/', "%2F");
    let api = "/api/v2/rest/create_room";
    let json = json!({ "name": SECRET, "secret": { "nested": SECRET } }).to_string();
    server.send("GET", &format!("/x?qiscus_sdk_secret={encoded}&y={SECRET}"), &[], "").await;
    server.send("GET", &format!("/{SECRET}/{encoded}"), &[], "").await;
    server.send("POST", api, &[("x-mine", SECRET), ("authorization", "Bearer b64-of-it")], "").await;
    server.send("POST", api, &[("qiscus_sdk_secret", SECRET)], format!("name={encoded}&creator={SECRET}")).await;
    server.send("POST", api, &[("qiscus_sdk_secret", SECRET), ("content-type", "application/json")], json).await;
    server.send("POST", api, &[("content-type", "application/json")], r#"{"a":"s3cr3t\/key"}"#).await;
    let wrong = [("qiscus-sdk-secret", "wr0ng-key"), ("x-copy", "wr0ng-key")];
    server.send("POST", &format!("{api}?s=wr0ng-key"), &wrong, "s=wr0ng-key").await;
}

/// Fails if the text holds either secret, however encoded.
pub fn assert_clean(text: &str) {
    for part in ["s3cr3t", "wr0ng", "b64-of-it"] {
        assert!(!text.contains(part), "{part} in {text}");
    }
}

#[tokio::test]
async fn no_secret_is_ever_recorded() {
    let server = Server::start(&["--webhook-key", "wr0ng-too"]).await;
    leak(&server).await;
    server.post("create_room", "key=wr0ng-too").await;
    for list in ["requests", "unknown-routes"] {
        assert_clean(&server.list(list).await.to_string());
    }
    let requests = server.list("requests").await;
    assert_eq!(requests[0]["query"], "qiscus_sdk_secret=[redacted]&y=[redacted]");
    assert_eq!(requests[1]["path"], "/[redacted]/[redacted]");
    assert_eq!(requests[3]["body"], "name=[redacted]&creator=[redacted]");
    assert_eq!(requests[5]["body"], r#"{"a":"[redacted]"}"#);
}
