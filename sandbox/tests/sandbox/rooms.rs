//! Rooms, their participants, and what is unread in them.

use crate::harness::{FIRST_COMMENT, Server};
use serde_json::{Value, json};

fn pick(value: &Value, keys: &[&str]) -> Value {
    keys.iter().map(|key| ((*key).to_owned(), value[*key].clone())).collect::<serde_json::Map<_, _>>().into()
}

#[tokio::test]
async fn a_group_is_as_documented_and_its_creator_stays_outside() {
    let server = Server::with_rooms(&[]).await;
    let form = "name=gege&creator=c&participants[]=b&participants[]=a&participants[]=b&avatar_url=http://x";
    let results = server.post("create_room", form).await.results();
    let keys = ["creator", "participants", "room_id", "room_name", "room_type"];
    let expected = json!({
        "creator": "c", "participants": ["b", "a"], "room_id": 203, "room_name": "gege", "room_type": "group"
    });
    assert_eq!(pick(&results, &keys), expected);
    let more = json!({ "room_id_str": "203", "room_unique_id": "sandbox-room-203", "room_avatar_url": "http://x" });
    assert_eq!(pick(&results, &["room_id_str", "room_unique_id", "room_avatar_url"]), more);
}

#[tokio::test]
async fn participants_are_added_and_removed_as_often_as_one_likes() {
    let server = Server::with_rooms(&[]).await;
    let rows: [(&str, &str, &[&str]); 7] = [
        ("add_room_participants", "room_id=202&emails[]=c", &["a", "b", "c"]),
        ("add_room_participants", "room_id=202&emails[]=c&emails[]=a", &["a", "b", "c"]),
        ("remove_room_participants", "room_id=sandbox-room-202&emails[]=a", &["b", "c"]),
        ("remove_room_participants", "room_id=202&emails[]=a", &["b", "c"]),
        ("add_room_participants", "room_id=202&emails[]=a", &["b", "c", "a"]),
        ("remove_room_participants", "room_id=202&emails[]=a&emails[]=b&emails[]=c", &[]),
        ("add_room_participants", "room_id=202&emails[]=b", &["b"]),
    ];
    for (endpoint, form, expected) in rows {
        let results = server.post(endpoint, form).await.results();
        assert_eq!(results["participants"], json!(expected), "{endpoint} {form}");
        assert_eq!(
            pick(&results, &["room_id", "room_name", "room_type", "creator"]),
            json!({
                "room_id": 202, "room_name": "g", "room_type": "group", "creator": "c"
            })
        );
    }
}

#[tokio::test]
async fn groups_list_emails_or_objects() {
    for (form, objects) in [("strings", false), ("objects", true)] {
        let server = Server::with_rooms(&["--participants", form]).await;
        let rows: [(&str, &str, &[&str]); 3] = [
            ("create_room", "name=x&creator=c&participants[]=b&participants[]=a", &["b", "a"]),
            ("add_room_participants", "room_id=203&emails[]=c", &["b", "a", "c"]),
            ("remove_room_participants", "room_id=203&emails[]=a", &["b", "c"]),
        ];
        for (endpoint, form, emails) in rows {
            let mut results = server.post(endpoint, form).await.results();
            let participants = results["participants"].take();
            let mut expected = json!(emails);
            if objects {
                let info =
                    server.post("get_rooms_info", "room_id=203&user_email=b&show_participants=true").await.results();
                expected = info["rooms_info"][0]["participants"].clone();
                let shown: Vec<&Value> = participants.as_array().unwrap().iter().map(|one| &one["email"]).collect();
                assert_eq!(json!(shown), json!(emails), "{endpoint}");
            }
            assert_eq!(participants, expected, "{endpoint}");
        }
    }
}

#[tokio::test]
async fn a_single_room_is_the_same_for_both_of_its_users() {
    let server = Server::with_rooms(&[]).await;
    let first = server.get("get_or_create_room_with_target", "emails[]=b&emails[]=c&options=%7B%7D").await.results();
    let room = &first["room"];
    assert_eq!(first["comments"], json!([]));
    let expected = json!({
        "avatar_url": "", "chat_type": "single", "id": 203, "id_str": "203", "last_comment_id": 0,
        "last_comment_message": "", "last_topic_id": 203, "options": "{}", "room_name": "b c", "raw_room_name": "b c",
        "room_total_participants": 2, "unique_id": "sandbox-room-203", "unread_count": 0, "is_public_channel": false
    });
    let keys: Vec<&str> = expected.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(pick(room, &keys), expected);
    assert_eq!(room["participants"][0]["email"], "b");
    assert_eq!(
        pick(&room["participants"][1], &["id", "email", "username", "last_comment_read_id", "active"]),
        json!({
            "id": 1003, "email": "c", "username": "c-name", "last_comment_read_id": 0, "active": true
        })
    );

    let swapped = server.get("get_or_create_room_with_target", "emails[]=c&emails[]=b").await.results();
    assert_eq!(swapped, first);
    let group = server.get("get_or_create_room_with_target", "emails[]=a&emails[]=b").await.results();
    assert_eq!(
        pick(&group["room"], &["id", "options"]),
        json!({ "id": 201, "options": null }),
        "the group isn't taken"
    );
}

#[tokio::test]
async fn a_single_room_comes_with_its_twenty_newest_comments() {
    let server = Server::with_rooms(&[]).await;
    for n in 0..25 {
        server.say("a", 201, &format!("m{n}")).await;
    }
    let results = server.get("get_or_create_room_with_target", "emails[]=a&emails[]=b").await.results();
    let messages: Vec<&str> =
        results["comments"].as_array().unwrap().iter().map(|c| c["message"].as_str().unwrap()).collect();
    let expected: Vec<String> = (5..25).rev().map(|n| format!("m{n}")).collect();
    assert_eq!(messages, expected);
    assert_eq!(
        pick(&results["room"], &["last_comment_id", "last_comment_message"]),
        json!({
            "last_comment_id": FIRST_COMMENT + 24, "last_comment_message": "m24"
        })
    );
}

#[tokio::test]
async fn rooms_info_keeps_the_order_and_leaves_out_what_the_user_cannot_see() {
    let server = Server::with_rooms(&[]).await;
    let rows: [(&str, &[u64]); 9] = [
        ("room_id[]=201&room_id[]=202&user_email=a", &[201, 202]),
        ("room_id[]=202&room_id[]=201&user_email=a", &[202, 201]),
        ("room_id[]=202&room_id[]=9&room_id[]=202&user_email=a", &[202]),
        ("room_id=202&user_email=a", &[202]),
        ("room_unique_id[]=sandbox-room-202&room_unique_id[]=x&user_email=a", &[202]),
        ("room_id[]=sandbox-room-201&room_unique_id[]=sandbox-room-202&user_email=b", &[201, 202]),
        ("room_id[]=201&room_id[]=202&user_email=c", &[]),
        ("room_id[]=201&room_id[]=202&user_email=c&show_removed=true", &[]),
        ("room_id[]=9&user_email=a", &[]),
    ];
    for (form, expected) in rows {
        let results = server.post("get_rooms_info", form).await.results();
        let ids: Vec<u64> =
            results["rooms_info"].as_array().unwrap().iter().map(|r| r["room_id"].as_u64().unwrap()).collect();
        assert_eq!(ids, expected, "{form}");
    }
    let json = r#"{"room_id":["202",201],"user_email":"a"}"#;
    let results = server.post_as("get_rooms_info", "application/json", json).await.results();
    assert_eq!(results["rooms_info"][1]["room_id"], 201);
}

#[tokio::test]
async fn a_removed_user_sees_the_room_only_when_asking_for_removed_ones() {
    let server = Server::with_rooms(&[]).await;
    server.post("remove_room_participants", "room_id=202&emails[]=a").await.results();
    let info = async |form: &str| server.post("get_rooms_info", form).await.results()["rooms_info"].take();
    assert_eq!(info("room_id[]=202&user_email=a").await, json!([]));
    assert_eq!(info("room_id[]=202&user_email=a&show_removed=true").await[0]["is_removed"], true);
    server.post("add_room_participants", "room_id=202&emails[]=a").await.results();
    assert_eq!(info("room_id[]=202&user_email=a&show_removed=true").await[0]["is_removed"], false);
}

#[tokio::test]
async fn an_empty_room_and_a_used_one() {
    let server = Server::with_rooms(&[]).await;
    let form = "room_id[]=202&user_email=b&show_participants=true";
    let info = server.post("get_rooms_info", form).await.results()["rooms_info"][0].take();
    let keys = ["last_comment_id", "last_comment_message", "last_comment_timestamp", "room_name", "room_type"];
    assert_eq!(
        pick(&info, &keys),
        json!({
            "last_comment_id": 0, "last_comment_message": "", "last_comment_timestamp": "0001-01-01T00:00:00Z",
            "room_name": "g", "room_type": "group"
        })
    );
    assert_eq!(info["participants"][1]["email"], "b");

    let comment = server.say("a", 202, "hi").await;
    let info = server.post("get_rooms_info", "room_id[]=202&user_email=b").await.results()["rooms_info"][0].take();
    assert_eq!(info["last_comment_id"], comment["id"]);
    assert_eq!(info["last_comment_timestamp"], comment["timestamp"]);
    assert_eq!(info["last_comment_timestamp_unix"], comment["unix_timestamp"]);
    assert_eq!(info["last_comment_message"], "hi");
    assert_eq!(info["last_comment_sender_email"], "a");
    assert_eq!(info["participants"], Value::Null);
}

#[tokio::test]
async fn unread_counts_what_others_wrote_since_one_wrote_oneself() {
    let server = Server::with_rooms(&[]).await;
    let rows = [("", 0, 0), ("a", 0, 1), ("a", 0, 2), ("b", 1, 0), ("b", 2, 0), ("a", 0, 1), ("b", 1, 0)];
    for (step, (sender, for_a, for_b)) in rows.into_iter().enumerate() {
        if !sender.is_empty() {
            server.say(sender, 202, "x").await;
        }
        server.post("load_comments", "room_id=202").await.results();
        for (email, expected) in [("a", for_a), ("b", for_b)] {
            let form = format!("room_id[]=202&room_id[]=201&user_email={email}");
            let info = server.post("get_rooms_info", &form).await.results()["rooms_info"].take();
            assert_eq!(info[0]["unread_count"], expected, "step {step}, {email}");
            assert_eq!(info[1]["unread_count"], 0, "the other room");
        }
    }
}

#[tokio::test]
async fn the_rooms_of_a_user_are_listed_if_the_flag_asks_for_it() {
    let server = Server::with_rooms(&["--get-user-rooms"]).await;
    let rooms = server.get("get_user_rooms", "user_email=a").await.results();
    let ids: Vec<_> = rooms["rooms_info"].as_array().unwrap().iter().map(|room| room["room_id"].clone()).collect();
    assert_eq!(ids, [json!(201), json!(202)]);
    assert_eq!(server.get("get_user_rooms", "user_email=nobody").await.status, 404);
    assert_eq!(server.get("get_user_rooms", "").await.status, 400);
    let plain = Server::with_rooms(&[]).await;
    assert_eq!(plain.get("get_user_rooms", "user_email=a").await.status, 404);
}
