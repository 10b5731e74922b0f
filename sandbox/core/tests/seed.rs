//! Seeds: what they make, and what is wrong with them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "clippy.toml allows these in tests, but clippy counts only functions marked as tests, not what they share"
)]

use qiscus_sandbox_core::{Service, Settings, Step, Webhook};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_500_000_000)
}

/// The results of an endpoint.
fn post(service: &mut Service, endpoint: &str, body: &str) -> Value {
    let request = http::Request::post(format!("/api/v2/rest/{endpoint}")).header("qiscus_sdk_secret", Settings::SECRET);
    let mut exchange = service.begin(request.body(body.into()).unwrap());
    let steps = std::iter::from_fn(|| service.step(&mut exchange, now(), Duration::ZERO));
    let response = steps.filter_map(|step| if let Step::Respond(response, _) = step { Some(response) } else { None });
    let mut body: Value = serde_json::from_slice(response.last().unwrap().body()).unwrap();
    body["results"].take()
}

/// A seed with all that there can be.
fn whole() -> Value {
    json!({
        "users": [{ "email": "a", "username": "A", "extras": { "x": 1 } }, { "email": "b", "avatar_url": "http://b" }],
        "rooms": [
            {
                "name": "g", "participants": ["c", "a"], "creator": "d", "options": { "o": 1 }, "avatar_url": "http://g",
                "comments": [
                    { "sender_email": "a", "message": "old", "timestamp": "2017-07-14T02:39:59.5Z" },
                    { "sender_email": "c", "type": "custom", "payload": { "text": "p" }, "unique_temp_id": "t" },
                ],
            },
            { "participants": ["b", "a"], "comments": [{ "sender_email": "b", "message": "hi", "extras": { "e": 1 } }] },
            { "participants": ["a", "b"] },
            { "name": "h", "participants": ["b"] },
        ],
    })
}

#[test]
fn a_seed_makes_what_the_endpoints_show() {
    let webhook = Webhook { url: Some("http://hook/".to_owned()), ..Webhook::default() };
    let mut service = Service::new(Settings { webhook, ..Settings::default() });
    service.add_fault("reset".parse().unwrap());
    let made = service.seed(&whole(), now()).unwrap();
    assert_eq!(service.requests(), json!([]));
    assert_eq!(service.faults()[0]["seen"], 0);
    service.clear_faults();

    let users = made["users"].as_array().unwrap();
    assert_eq!((users.len(), &users[0]["username"], &users[0]["extras"]), (2, &json!("A"), &json!({ "x": 1 })));
    assert_eq!(
        (&users[1]["username"], &users[1]["avatar_url"], &users[1]["id"]),
        (&json!("b"), &json!("http://b"), &json!(1002))
    );
    let rooms: Vec<Value> = made["rooms"]
        .as_array()
        .unwrap()
        .iter()
        .map(|room| {
            json!([room["room_id"], room["room_name"], room["room_type"], room["comments"].as_array().unwrap().len()])
        })
        .collect();
    let expected =
        json!([[201, "g", "group", 2], [202, "b a", "single", 1], [202, "b a", "single", 0], [203, "h", "group", 0]]);
    assert_eq!(json!(rooms), expected);
    let comments = &made["rooms"][0]["comments"];
    assert_eq!(
        (&comments[0]["timestamp"], &comments[1]["timestamp"]),
        (&json!("2017-07-14T02:39:59Z"), &json!("2017-07-14T02:40:00Z"))
    );

    let mut loaded = post(&mut service, "load_comments", "room_id=201")["comments"].take();
    loaded.as_array_mut().unwrap().reverse();
    for (loaded, made) in loaded.as_array_mut().unwrap().iter_mut().zip(comments.as_array().unwrap()) {
        assert_eq!(loaded.as_object_mut().unwrap().remove("room_name"), Some(json!("g")));
        assert_eq!(loaded, made);
    }
    let group = post(&mut service, "add_room_participants", "room_id=201&emails[]=d");
    assert_eq!(
        (&group["creator"], &group["participants"], &group["room_options"]),
        (&json!("d"), &json!(["c", "a", "d"]), &json!("{\"o\":1}"))
    );
    let group = post(&mut service, "add_room_participants", "room_id=203&emails[]=c");
    assert_eq!((&group["creator"], &group["participants"]), (&json!("b"), &json!(["b", "c"])));
    assert_eq!(service.webhooks(), json!([]));
}

#[test]
fn a_seed_adds_to_what_is_there() {
    let mut service = Service::new(Settings::default());
    post(&mut service, "login_or_register", "email=a&username=A");
    let seed =
        json!({ "rooms": [{ "participants": ["a", "b"], "comments": [{ "sender_email": "a", "message": "x" }] }] });
    for count in 1..3 {
        let made = service.seed(&seed, now()).unwrap();
        assert_eq!((&made["users"], &made["rooms"][0]["room_id"]), (&json!([]), &json!(201)));
        assert_eq!(made["rooms"][0]["comments"][0]["username"], "A");
        assert_eq!(post(&mut service, "load_comments", "room_id=201")["comments"].as_array().unwrap().len(), count);
    }
    assert_eq!(service.seed(&json!({}), now()), Ok(json!({ "users": [], "rooms": [] })));
}

#[test]
fn a_wrong_seed_is_refused_with_its_path_and_changes_nothing() {
    let group = |room: Value| {
        let mut whole = json!({ "name": "g", "participants": ["a"] });
        whole.as_object_mut().unwrap().extend(room.as_object().unwrap().clone());
        json!({ "users": [{ "email": "z" }], "rooms": [whole] })
    };
    let comment = |comment: Value| group(json!({ "comments": [{ "sender_email": "a", "message": "x" }, comment] }));
    let two = "participants must be exactly 2 different users in a room without a name";
    let rows = [
        (json!([]), "a seed must be an object"),
        (json!({ "user": [] }), "unknown key `user`; a seed takes users, rooms"),
        (json!({ "users": {} }), "users must be a list"),
        (json!({ "users": [{ "email": "a" }, "b"] }), "users[1]: must be an object"),
        (json!({ "users": [{}] }), "users[0]: email can't be blank"),
        (
            json!({ "users": [{ "email": 1, "username": 2 }] }),
            "users[0]: email must be a string, username must be a string",
        ),
        (
            group(json!({ "members": [] })),
            "rooms[0]: unknown key `members`; a room takes name, participants, creator, avatar_url, options, comments",
        ),
        (group(json!({ "participants": [] })), "rooms[0]: participants can't be blank"),
        (group(json!({ "participants": ["a", ""] })), "rooms[0]: participants can't be blank"),
        (group(json!({ "participants": ["a", 1] })), "rooms[0]: participants must be a list of strings"),
        (group(json!({ "name": 1 })), "rooms[0]: name must be a string"),
        (group(json!({ "creator": 1 })), "rooms[0]: creator must be a string"),
        (group(json!({ "options": "{" })), "rooms[0]: options must be a JSON-encoded string"),
        (group(json!({ "name": null })), &format!("rooms[0]: {two}")),
        (group(json!({ "name": "", "participants": ["a", "a"] })), &format!("rooms[0]: {two}")),
        (json!({ "rooms": [{ "participants": ["a", "b"] }, {}] }), "rooms[1]: participants can't be blank"),
        (
            json!({ "rooms": [{ "participants": ["a", "b"], "creator": "a" }] }),
            "rooms[0]: creator is only for a room with a name",
        ),
        (group(json!({ "comments": "x" })), "rooms[0]: comments must be a list"),
        (comment(json!("x")), "rooms[0].comments[1]: must be an object"),
        (comment(json!({ "message": "x" })), "rooms[0].comments[1]: sender_email can't be blank"),
        (comment(json!({})), "rooms[0].comments[1]: sender_email can't be blank, message can't be blank"),
        (
            comment(json!({ "sender_email": "z", "message": "x" })),
            "rooms[0].comments[1]: user z is not a participant of room 201",
        ),
        (
            comment(json!({ "sender_email": "new", "message": "x" })),
            "rooms[0].comments[1]: user new is not a participant of room 201",
        ),
        (
            comment(json!({ "sender_email": "a", "message": "x", "room_id": 201 })),
            "rooms[0].comments[1]: room_id must be left out: the comment belongs to this room",
        ),
        (
            comment(json!({ "sender_email": "a", "message": "x", "timestamp": "yesterday" })),
            "rooms[0].comments[1]: timestamp must be a UTC time such as \"2026-01-31T09:30:00Z\", not \"yesterday\"",
        ),
        (
            comment(json!({ "sender_email": "a", "message": "x", "timestamp": 5 })),
            "rooms[0].comments[1]: timestamp must be a UTC time such as \"2026-01-31T09:30:00Z\", not 5",
        ),
    ];
    let mut service = Service::new(Settings::default());
    for (seed, message) in rows {
        assert_eq!(service.seed(&seed, now()), Err(message.to_owned()), "{seed}");
    }
    let seed = json!({ "users": [{ "email": "y" }], "rooms": [{ "participants": ["y", "x"], "comments": [
        { "sender_email": "x", "message": "x" },
    ] }] });
    let made = service.seed(&seed, now()).unwrap();
    let ids = (&made["users"][0]["id"], &made["rooms"][0]["room_id"], &made["rooms"][0]["comments"][0]["id"]);
    assert_eq!(ids, (&json!(1001), &json!(201), &json!(Settings::FIRST_COMMENT_ID)));
}
