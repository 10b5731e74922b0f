//! Refusals, word for word.

use crate::harness::{FIRST_COMMENT, SECRET, Server, invalid, plain};
use serde_json::{Value, json};

const BLANK: &str = "can't be blank";

type Pairs<'a> = &'a [(&'a str, &'a str)];

#[tokio::test]
async fn the_secret_is_asked_for_in_either_spelling() {
    let server = Server::start(&["--app-id", "mine"]).await;
    let missing = "the secret key is missing: send it as the header QISCUS_SDK_SECRET";
    let rows: [(Pairs, Option<&str>); 11] = [
        (&[], Some(missing)),
        (&[("secret", SECRET)], Some(missing)),
        (&[("qiscus_sdk_secret", "nope")], Some("the secret key is wrong")),
        (&[("qiscus-sdk-secret", "nope")], Some("the secret key is wrong")),
        (&[("qiscus-sdk-secret", "")], Some("the secret key is wrong")),
        (&[("qiscus-sdk-secret", SECRET), ("qiscus_sdk_secret", "nope")], Some("the secret key is wrong")),
        (&[("qiscus-sdk-secret", SECRET), ("qiscus-sdk-app-id", "other")], Some("the app id is wrong")),
        (&[("qiscus_sdk_secret", SECRET), ("qiscus_sdk_app_id", "other")], Some("the app id is wrong")),
        (&[("QISCUS_SDK_SECRET", SECRET)], None),
        (&[("QISCUS-SDK-SECRET", SECRET), ("QISCUS-SDK-APP-ID", "mine")], None),
        (&[("qiscus-sdk-secret", SECRET), ("qiscus_sdk_secret", SECRET)], None),
    ];
    for (headers, message) in rows {
        let reply = server.send("POST", "/api/v2/rest/login_or_register", headers, "email=a&username=a").await;
        match message {
            Some(message) => assert_eq!((reply.status, reply.json()), (400, plain(400, message)), "{headers:?}"),
            None => assert_eq!(reply.results()["user"]["email"], "a", "{headers:?}"),
        }
    }
}

#[tokio::test]
async fn every_problem_is_named_at_once() {
    let server = Server::with_rooms(&[]).await;
    let many = (0..26).map(|n| format!("&participants[]=u{n}")).collect::<String>();
    let rooms = (0..101).map(|n| format!("&room_id[]={n}")).collect::<String>();
    let count = "must be a whole number of at least 1";
    let rows: [(&str, &str, Pairs); 12] = [
        ("create_room", "", &[("name", BLANK), ("creator", BLANK), ("participants", BLANK)]),
        ("create_room", "name=&creator=a&participants[]=", &[("name", BLANK), ("participants", BLANK)]),
        ("create_room", &format!("name=x&creator=a{many}"), &[("participants", "can't be more than 25")]),
        ("get_rooms_info", "", &[("user_email", BLANK), ("room_id", BLANK)]),
        ("get_rooms_info", &format!("user_email=a{rooms}"), &[("room_id", "can't be more than 100")]),
        (
            "get_rooms_info",
            "user_email=a&room_id[]=201&show_participants=1",
            &[("show_participants", "must be true or false")],
        ),
        ("add_room_participants", "", &[("room_id", BLANK), ("emails", BLANK)]),
        ("remove_room_participants", "room_id=202", &[("emails", BLANK)]),
        ("load_comments", "page=0&limit=-1", &[("room_id", BLANK), ("page", count), ("limit", count)]),
        ("load_comments", "room_id=201&page=1.5&limit=x", &[("page", count), ("limit", count)]),
        (
            "login_or_register",
            "device_platform=symbian",
            &[("email", BLANK), ("username", BLANK), ("device_platform", "must be one of ios, android")],
        ),
        ("login_or_register", "email=a&username=a&extras=[]", &[("extras", "must be a JSON object")]),
    ];
    assert_problems(&server, &rows).await;
}

#[tokio::test]
async fn every_problem_of_a_post_is_named_at_once() {
    let server = Server::with_rooms(&[]).await;
    let rows: [(&str, &str, Pairs); 8] = [
        ("post_comment", "", &[("sender_email", BLANK), ("message", BLANK), ("room_id", BLANK)]),
        ("post_comment", "room_id=201&sender_email=a&type=text&message=", &[("message", BLANK)]),
        ("post_comment", "room_id=201&sender_email=a&type=card", &[("payload", BLANK)]),
        ("post_comment", "room_id=201&sender_email=a&type=card&payload=x", &[("payload", "must be a JSON object")]),
        ("post_comment", "room_id=201&sender_email=a&message=x&payload=[1]", &[("payload", "must be a JSON object")]),
        (
            "post_comment",
            "room_id=201&sender_email=a&message=x&type=reply&payload={}",
            &[("payload", "must name a comment of the room as replied_comment_id")],
        ),
        (
            "post_comment",
            "room_id=201&sender_email=a&message=x&disable_link_preview=yes",
            &[("disable_link_preview", "must be true or false")],
        ),
        (
            "post_comment",
            &format!("room_id=201&sender_email=a&message={}", "x".repeat(4001)),
            &[("message", "is too long (maximum is 4000 characters)")],
        ),
    ];
    assert_problems(&server, &rows).await;
}

async fn assert_problems(server: &Server, rows: &[(&str, &str, Pairs<'_>)]) {
    for (endpoint, form, problems) in rows {
        let reply = server.post(endpoint, form).await;
        let (mut expected, actual) = (invalid(problems), reply.json());
        // The order of the detailed list is the order of the checks, which nobody has to know.
        sort(&mut expected);
        let mut sorted = actual.clone();
        sort(&mut sorted);
        assert_eq!((reply.status, sorted), (400, expected), "{endpoint} {form}");
    }
}

fn sort(error: &mut Value) {
    let list = error["error"]["detailed_messages"].as_array_mut().unwrap();
    list.sort_by_key(Value::to_string);
}

#[tokio::test]
async fn json_of_the_wrong_type_is_refused() {
    let server = Server::with_rooms(&[]).await;
    let rows = [
        ("login_or_register", json!({ "email": 1, "username": "x" }), ("email", "must be a string")),
        (
            "login_or_register",
            json!({ "email": "a", "username": "x", "extras": 1 }),
            ("extras", "must be a JSON object"),
        ),
        ("add_room_participants", json!({ "room_id": 202, "emails": [1] }), ("emails", "must be a list of strings")),
        ("add_room_participants", json!({ "room_id": 202, "emails": {} }), ("emails", "must be a list of strings")),
        ("add_room_participants", json!({ "room_id": 202, "emails": [null] }), ("emails", BLANK)),
        ("load_comments", json!({ "room_id": 1.5 }), ("room_id", "must be a room's id")),
        ("load_comments", json!({ "room_id": { "id": 1 } }), ("room_id", "must be a room's id")),
        ("get_rooms_info", json!({ "room_id": [true], "user_email": "a" }), ("room_id", "must be a list of room ids")),
        ("load_comments", json!({ "room_id": null }), ("room_id", BLANK)),
        (
            "post_comment",
            json!({ "room_id": 201, "sender_email": "a", "message": "x", "unique_temp_id": 5 }),
            ("unique_temp_id", "must be a string"),
        ),
        (
            "create_room",
            json!({ "name": "x", "creator": "a", "participants": ["a"], "options": 1 }),
            ("options", "must be a JSON-encoded string"),
        ),
    ];
    for (endpoint, body, problem) in rows {
        let reply = server.post_as(endpoint, "application/json", body.to_string()).await;
        assert_eq!((reply.status, reply.json()), (400, invalid(&[problem])), "{endpoint} {body}");
    }
}

#[tokio::test]
async fn two_different_users_make_a_single_room() {
    let server = Server::with_rooms(&[]).await;
    for (query, problem) in [
        ("", BLANK),
        ("emails[]=a", "must be exactly 2 different users"),
        ("emails[]=a&emails[]=a", "must be exactly 2 different users"),
        ("emails[]=a&emails[]=b&emails[]=c", "must be exactly 2 different users"),
    ] {
        let reply = server.get("get_or_create_room_with_target", query).await;
        assert_eq!((reply.status, reply.json()), (400, invalid(&[("emails", problem)])), "{query}");
    }
}

#[tokio::test]
async fn unknown_users_and_rooms_are_400_by_post_and_404_by_get() {
    let server = Server::with_rooms(&[]).await;
    let rows = [
        ("create_room", "name=x&creator=nobody&participants[]=a", "user nobody not found"),
        ("create_room", "name=x&creator=a&participants[]=x&participants[]=a&participants[]=y", "user x, y not found"),
        ("get_rooms_info", "room_id[]=201&user_email=nobody", "user nobody not found"),
        ("add_room_participants", "room_id=202&emails[]=nobody", "user nobody not found"),
        ("remove_room_participants", "room_id=202&emails[]=nobody", "user nobody not found"),
        ("add_room_participants", "room_id=9&emails[]=a", "room 9 not found"),
        ("remove_room_participants", "room_id=some-room&emails[]=a", "room some-room not found"),
        ("post_comment", "room_id=9&sender_email=a&message=x", "room 9 not found"),
        ("post_comment", "room_id=201&sender_email=nobody&message=x", "user nobody not found"),
        ("post_comment", "room_id=201&sender_email=c&message=x", "user c is not a participant of room 201"),
        ("load_comments", "room_id=9", "room 9 not found"),
        ("add_room_participants", "room_id=201&emails[]=c", "room 201 is a single room: its participants are fixed"),
        ("remove_room_participants", "room_id=201&emails[]=a", "room 201 is a single room: its participants are fixed"),
    ];
    for (endpoint, form, message) in rows {
        let reply = server.post(endpoint, form).await;
        assert_eq!((reply.status, reply.json()), (400, plain(400, message)), "{endpoint} {form}");
    }
    let reply = server.get("load_comments", "room_id=9").await;
    assert_eq!((reply.status, reply.json()), (404, plain(404, "room 9 not found")));
    let reply = server.get("get_or_create_room_with_target", "emails[]=a&emails[]=nobody").await;
    assert_eq!((reply.status, reply.json()), (404, plain(404, "user nobody not found")));
}

#[tokio::test]
async fn a_refused_call_changes_nothing() {
    let server = Server::with_rooms(&[]).await;
    server.post("create_room", "name=x&creator=a&participants[]=nobody").await;
    server.post("post_comment", "room_id=201&sender_email=c&message=x").await;
    server.post("add_room_participants", "room_id=202&emails[]=c&emails[]=nobody").await;
    let room = server.post("create_room", "name=x&creator=a&participants[]=a").await.results();
    assert_eq!(room["room_id"], 203);
    assert_eq!(server.say("a", 201, "x").await["id"], FIRST_COMMENT);
    let group = server.post("remove_room_participants", "room_id=202&emails[]=c").await.results();
    assert_eq!(group["participants"], json!(["a", "b"]));
}
