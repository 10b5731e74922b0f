//! Posting and paging.

use crate::harness::{FIRST_COMMENT, Server};
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::task::JoinSet;

#[tokio::test]
async fn ids_grow_over_all_rooms_and_chain_within_one() {
    let server = Server::with_rooms(&[]).await;
    let rows = [(201, 0), (202, 0), (201, FIRST_COMMENT), (202, FIRST_COMMENT + 1), (202, FIRST_COMMENT + 3)];
    for ((room, before), n) in rows.into_iter().zip(0..) {
        let comment = server.say("a", room, "x").await;
        assert_eq!(comment["id"], FIRST_COMMENT + n);
        assert_eq!(comment["id_str"], json!((FIRST_COMMENT + n).to_string()));
        assert_eq!(comment["comment_before_id"], before);
        assert_eq!(comment["room_id"], room);
    }
}

#[tokio::test]
async fn the_first_id_can_be_chosen() {
    let server = Server::with_rooms(&["--first-comment-id", "985"]).await;
    assert_eq!(server.say("a", 201, "x").await["id"], 985);
}

#[tokio::test]
async fn a_text_comment_is_as_documented() {
    let server = Server::with_rooms(&[]).await;
    let comment = server.say("a", 201, "Hello+%F0%9F%91%8B").await;
    let expected = [
        ("message", json!("Hello 👋")),
        ("disable_link_preview", json!(false)),
        ("email", json!("a")),
        ("username", json!("a-name")),
        ("user_id", json!(1001)),
        ("type", json!("text")),
        ("payload", Value::Null),
        ("extras", json!({})),
        ("unique_temp_id", json!(format!("sandbox-{FIRST_COMMENT}"))),
        ("status", json!("sent")),
        ("topic_id", json!(201)),
    ];
    for (key, value) in expected {
        assert_eq!(comment[key], value, "{key}");
    }
    let timestamp = comment["timestamp"].as_str().unwrap();
    assert!(timestamp.len() == 20 && timestamp.ends_with('Z'), "{timestamp}");
    let nanos = comment["unix_nano_timestamp"].as_u64().unwrap();
    assert!(nanos > 1 << 53);
    assert_eq!(comment["unix_timestamp"], nanos / 1_000_000_000);
}

#[tokio::test]
async fn every_type_that_may_be_sent_echoes_its_payload() {
    let server = Server::with_rooms(&[]).await;
    let types = [
        "account_linking",
        "buttons",
        "button_postback_response",
        "card",
        "carousel",
        "contact_person",
        "custom",
        "file_attachment",
        "location",
    ];
    for kind in types {
        let form =
            format!("sender_email=a&room_id=201&type={kind}&payload=%7B%22text%22%3A%22t%22%2C%22x%22%3Anull%7D");
        let comment = server.post("post_comment", &form).await.results()["comment"].take();
        assert_eq!(comment["type"], kind);
        assert_eq!(comment["payload"], json!({ "text": "t", "x": null }), "{kind}");
        assert_eq!(comment["message"], "t", "{kind}");
    }
}

#[tokio::test]
async fn types_messages_and_payloads_have_defaults() {
    let server = Server::with_rooms(&[]).await;
    let rows = [
        ("type=card&payload={}", "card", json!({}), ""),
        ("type=card&payload={}&message=own", "card", json!({}), "own"),
        ("message=m&payload={}", "text", json!({}), "m"),
        ("message=m&payload=null&type=text", "text", Value::Null, "m"),
        ("message=m&payload=&type=", "text", Value::Null, "m"),
    ];
    for (more, kind, payload, message) in rows {
        let comment = server.post("post_comment", &format!("sender_email=a&room_id=201&{more}")).await.results();
        let comment = &comment["comment"];
        assert_eq!((&comment["type"], &comment["payload"]), (&json!(kind), &payload), "{more}");
        assert_eq!(comment["message"], message, "{more}");
    }
    for kind in ["system_event", "Text", "video"] {
        let form = format!("sender_email=a&room_id=201&message=x&payload={{}}&type={kind}");
        let reply = server.post("post_comment", &form).await;
        let problem = reply.json()["error"]["errors"]["type"].take();
        assert!(reply.status == 400 && problem.as_str().unwrap().starts_with("must be one of text, "), "{kind}");
    }
}

#[tokio::test]
async fn a_reply_quotes_what_it_answers() {
    let server = Server::with_rooms(&[]).await;
    let first = server.say("b", 201, "question").await["id"].take();
    for id in [first.to_string(), format!("%22{first}%22")] {
        let payload = format!("%7B%22text%22%3A%22answer%22%2C%22replied_comment_id%22%3A{id}%7D");
        let form = format!("sender_email=a&room_id=201&type=reply&payload={payload}");
        let comment = server.post("post_comment", &form).await.results()["comment"].take();
        assert_eq!(comment["message"], "answer");
        assert_eq!(
            comment["payload"],
            json!({
                "text": "answer",
                "replied_comment_id": first,
                "replied_comment_is_deleted": false,
                "replied_comment_message": "question",
                "replied_comment_payload": null,
                "replied_comment_sender_email": "b",
                "replied_comment_sender_username": "b-name",
                "replied_comment_type": "text",
            })
        );
    }
    let elsewhere = format!("sender_email=a&room_id=202&type=reply&payload=%7B%22replied_comment_id%22%3A{first}%7D");
    assert_eq!(server.post("post_comment", &elsewhere).await.status, 400);
}

#[tokio::test]
async fn the_longest_message_and_a_repeated_temp_id() {
    let server = Server::with_rooms(&[]).await;
    let longest = "%C3%A9".repeat(4000);
    assert_eq!(server.say("a", 201, &longest).await["message"].as_str().unwrap().chars().count(), 4000);
    let form = "sender_email=a&room_id=201&message=x&unique_temp_id=same";
    let first = server.post("post_comment", form).await.results();
    let second = server.post("post_comment", form).await.results();
    assert_eq!(first["comment"]["unique_temp_id"], "same");
    assert_ne!(first["comment"]["id"], second["comment"]["id"]);
}

#[tokio::test]
async fn pages_go_from_new_to_old_and_end_empty() {
    let server = Server::with_rooms(&[]).await;
    for n in 0..105 {
        server.say("a", 201, &format!("{n}")).await;
    }
    server.say("a", 202, "elsewhere").await;
    let rows: [(&str, std::ops::Range<u64>); 11] = [
        ("", 85..105),
        ("&page=1", 85..105),
        ("&page=2&limit=20", 65..85),
        ("&page=6", 0..5),
        ("&page=7", 0..0),
        ("&limit=1", 104..105),
        ("&limit=100", 5..105),
        ("&limit=1000", 5..105),
        ("&limit=1000&page=2", 0..5),
        ("&page=18446744073709551615", 0..0),
        ("&page=&limit=", 85..105),
    ];
    for (more, expected) in rows {
        let form = format!("room_id=201{more}");
        let posted = server.post("load_comments", &form).await.results();
        let got = server.get("load_comments", &form).await.results();
        let messages: Vec<&str> =
            posted["comments"].as_array().unwrap().iter().map(|c| c["message"].as_str().unwrap()).collect();
        let expected: Vec<String> = expected.rev().map(|n| n.to_string()).collect();
        assert_eq!(messages, expected, "{more}");
        assert_eq!(posted, got, "{more}");
    }
    let json = r#"{"room_id":"201","page":2,"limit":"50"}"#;
    let results = server.post_as("load_comments", "application/json", json).await.results();
    assert_eq!(results["comments"][0]["message"], "54");
    assert_eq!(results["comments"][0]["room_name"], "a b");
}

#[tokio::test]
async fn posting_at_the_same_time_gives_every_comment_its_own_id() {
    let server = Arc::new(Server::with_rooms(&[]).await);
    let mut posts = JoinSet::new();
    for n in 0..20 {
        let server = Arc::clone(&server);
        posts.spawn(async move { server.say(if n % 2 == 0 { "a" } else { "b" }, 202, "x").await["id"].as_u64() });
    }
    let mut ids = posts.join_all().await;
    ids.sort_unstable();
    assert_eq!(ids, (0..20).map(|n| Some(FIRST_COMMENT + n)).collect::<Vec<_>>());
}
