//! Deliveries, to a receiver of the test's own.

use crate::harness::{FIRST_COMMENT, Server, soon};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

type Delivery = (String, HeaderMap, Bytes);

/// Listens, answers with the status after a while, and passes on what came.
async fn receiver(status: u16, delay: Duration) -> (String, UnboundedReceiver<Delivery>) {
    let (sender, deliveries) = unbounded_channel();
    let answer = move |request: Request| {
        let sender = sender.clone();
        async move {
            let (parts, body): (_, Body) = request.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap();
            sender.send((format!("{} {}", parts.method, parts.uri), parts.headers, body)).unwrap();
            tokio::time::sleep(delay).await;
            StatusCode::from_u16(status).unwrap()
        }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook?x=1", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
    (url, deliveries)
}

/// The recorded deliveries, once there are as many as expected.
async fn outcomes(server: &Server, count: usize) -> Value {
    soon("the delivery", async {
        loop {
            let list = server.list("webhooks").await;
            if list.as_array().unwrap().len() >= count {
                return list;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await
}

#[tokio::test]
async fn a_key_signs_the_exact_bytes() {
    let (url, mut deliveries) = receiver(200, Duration::ZERO).await;
    let server = Server::with_rooms(&["--webhook-url", &url, "--webhook-key", "k3y"]).await;
    let mut bodies = Vec::new();
    for (message, count) in [("x", 1), ("%C3%A9+%22%5C%22+k3y", 2)] {
        server.say("a", 202, message).await;
        let (target, headers, body) = soon("the webhook", deliveries.recv()).await.unwrap();
        assert_eq!(target, "POST /hook?x=1");
        assert_eq!(headers["content-type"], "application/json");
        let mut mac = Hmac::<Sha256>::new_from_slice(b"k3y").unwrap();
        mac.update(&body);
        let expected: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(headers["qiscus-sdk-signature"], expected.as_str());
        outcomes(&server, count).await;
        bodies.push(String::from_utf8(body.to_vec()).unwrap().replace("k3y", "[redacted]"));
    }
    let expected = [0, 1]
        .map(|n| json!({ "url": url, "status": 200, "comment_id": FIRST_COMMENT + n, "body": bodies[n as usize] }));
    assert_eq!(outcomes(&server, 2).await, json!(expected));
}

#[tokio::test]
async fn a_post_is_announced_in_the_recorded_shape() {
    let (url, mut deliveries) = receiver(200, Duration::ZERO).await;
    let server = Server::with_rooms(&["--webhook-url", &url]).await;
    server.say("b", 202, "first").await;
    soon("the first webhook", deliveries.recv()).await.unwrap();
    let form = "sender_email=a&room_id=202&type=custom&payload=%7B%22type%22%3A%22x%22%7D&message=%C3%A9";
    let comment = server.post("post_comment", form).await.results()["comment"].take();
    let (_, _, body) = soon("the webhook", deliveries.recv()).await.unwrap();

    let mut event: Value = serde_json::from_slice(&body).unwrap();
    let created_at = event["payload"]["message"]["created_at"].take();
    let created_at = created_at.as_str().unwrap();
    assert!(created_at.starts_with(comment["timestamp"].as_str().unwrap().trim_end_matches('Z')));
    assert_eq!(created_at.len(), "2017-09-23T10:34:44.156457Z".len());
    assert_eq!(event, second_event(&format!("{}/_sandbox/avatar.svg", server.url), &comment));
}

fn second_event(avatar: &str, comment: &Value) -> Value {
    let participant = |email: &str, id: u64, read: u64| {
        json!({
            "avatar_url": avatar, "email": email, "id": id, "last_comment_read_id": read,
            "last_comment_received_id": read, "username": format!("{email}-name")
        })
    };
    json!({
        "payload": {
            "from": { "avatar_url": avatar, "email": "a", "id": 1001, "name": "a-name" },
            "message": {
                "comment_before_id": FIRST_COMMENT,
                "created_at": null,
                "disable_link_preview": false,
                "id": FIRST_COMMENT + 1,
                "payload": { "type": "x" },
                "text": "\u{e9}",
                "timestamp": comment["timestamp"],
                "type": "custom",
                "unique_temp_id": comment["unique_temp_id"],
                "unix_timestamp": comment["unix_timestamp"],
            },
            "room": {
                "id": 202, "name": "g", "options": "{}", "room_avatar": "", "topic_id": 202, "type": "group",
                "participants": [participant("a", 1001, FIRST_COMMENT + 1), participant("b", 1002, FIRST_COMMENT)],
            },
        },
        "type": "post_comment_rest",
    })
}

#[tokio::test]
async fn without_a_key_there_is_no_signature() {
    let (url, mut deliveries) = receiver(200, Duration::ZERO).await;
    let server = Server::with_rooms(&["--webhook-url", &url]).await;
    assert_eq!(server.post("post_comment", "sender_email=c&room_id=201&message=x").await.status, 400);
    server.say("a", 201, "x").await;
    let (_, headers, body) = soon("the webhook", deliveries.recv()).await.unwrap();
    assert_eq!(headers.get("qiscus-sdk-signature"), None);
    let event: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(event["payload"]["message"]["payload"], Value::Null);
    outcomes(&server, 1).await;
    assert!(deliveries.try_recv().is_err(), "a refused post is announced to nobody");
}

#[tokio::test]
async fn a_slow_receiver_delays_no_answer() {
    let (url, mut deliveries) = receiver(200, Duration::from_secs(2)).await;
    let server = Server::with_rooms(&["--webhook-url", &url]).await;
    let before = Instant::now();
    server.say("a", 201, "x").await;
    assert!(before.elapsed() < Duration::from_secs(2));
    soon("the webhook", deliveries.recv()).await.unwrap();
    assert_eq!(server.list("webhooks").await, json!([]));
    assert_eq!(outcomes(&server, 1).await[0]["status"], 200);
}

#[tokio::test]
async fn failures_are_recorded() {
    let (url, mut deliveries) = receiver(503, Duration::ZERO).await;
    let server = Server::with_rooms(&["--webhook-url", &url]).await;
    server.say("a", 201, "x").await;
    let (_, _, body) = soon("the webhook", deliveries.recv()).await.unwrap();
    let body = String::from_utf8(body.to_vec()).unwrap();
    let expected = json!([{ "url": url, "status": 503, "comment_id": FIRST_COMMENT, "body": body }]);
    assert_eq!(outcomes(&server, 1).await, expected);

    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", closed.local_addr().unwrap());
    drop(closed);
    let server = Server::with_rooms(&["--webhook-url", &url]).await;
    server.say("a", 201, "x").await;
    let outcome = outcomes(&server, 1).await[0].take();
    assert_eq!((&outcome["url"], &outcome["status"]), (&json!(url), &Value::Null));
    assert!(outcome["body"].as_str().unwrap().contains(&FIRST_COMMENT.to_string()), "{outcome}");
    assert!(outcome["error"].as_str().unwrap().to_lowercase().contains("refused"), "{outcome}");
}

#[tokio::test]
async fn a_delivery_from_before_a_reset_is_not_recorded_after_it() {
    let (url, mut deliveries) = receiver(200, Duration::from_millis(300)).await;
    let server = Server::with_rooms(&["--webhook-url", &url]).await;
    server.say("a", 201, "x").await;
    soon("the webhook", deliveries.recv()).await.unwrap();
    server.send("POST", "/_sandbox/reset", &[], "").await;
    tokio::time::sleep(Duration::from_millis(600)).await;
    assert_eq!(server.list("webhooks").await, json!([]));
}
