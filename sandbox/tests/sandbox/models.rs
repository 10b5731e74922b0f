//! Every response against the client's own models: by its validator, and by serde into its types.

use crate::harness::{Reply, Server};
use qiscus_wasm::endpoint::{
    ENDPOINTS, Endpoint, GetOrCreateRoomWithTargetResults, GetRoomsInfoResults, LoadCommentsResults,
    LoginOrRegisterResults, Method, PostCommentResults,
};
use qiscus_wasm::model::Group;
use qiscus_wasm::schema::{JsonValue, issues};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeSet;

type Fits = fn(&str, &Reply);

fn endpoint(name: &str) -> &'static Endpoint {
    ENDPOINTS.into_iter().find(|endpoint| endpoint.name == name).unwrap()
}

/// Sends a call as the client's own table says.
async fn call(server: &Server, name: &str, params: &str) -> Reply {
    match endpoint(name).method {
        Method::Get => server.get(name, params).await,
        Method::Post => server.post(name, params).await,
    }
}

fn assert_fits<T: DeserializeOwned>(name: &str, reply: &Reply) {
    let body = reply.json();
    let issues = issues(&JsonValue::of(&body), endpoint(name).response, "");
    assert!(issues.is_empty(), "{name}: {issues:?}\n{body}");
    if let Err(error) = serde_json::from_value::<T>(reply.results()) {
        panic!("{name}: {error}\n{body}");
    }
}

#[tokio::test]
async fn every_response_is_what_the_client_expects() {
    let server = Server::with_rooms(&[]).await;
    let user = "email=a&username=A&device_token=t&device_platform=android&extras={\"k\":1}";
    let rows: [(&str, &str, Fits); 15] = [
        ("login_or_register", "email=d&username=D", assert_fits::<LoginOrRegisterResults>),
        ("login_or_register", user, assert_fits::<LoginOrRegisterResults>),
        ("create_room", "name=n&creator=a&participants[]=a&options={\"k\":1}", assert_fits::<Group>),
        ("add_room_participants", "room_id=202&emails[]=c", assert_fits::<Group>),
        ("remove_room_participants", "room_id=202&emails[]=c", assert_fits::<Group>),
        ("get_rooms_info", "room_id[]=201&room_id[]=202&user_email=a", assert_fits::<GetRoomsInfoResults>),
        ("load_comments", "room_id=201", assert_fits::<LoadCommentsResults>),
        ("get_or_create_room_with_target", "emails[]=a&emails[]=b", assert_fits::<GetOrCreateRoomWithTargetResults>),
        ("post_comment", "sender_email=a&room_id=201&message=x", assert_fits::<PostCommentResults>),
        (
            "post_comment",
            "sender_email=b&room_id=201&message=x&payload={}&extras={\"k\":[]}&disable_link_preview=true",
            assert_fits::<PostCommentResults>,
        ),
        (
            "get_rooms_info",
            "room_id[]=201&room_id[]=202&user_email=a&show_participants=true",
            assert_fits::<GetRoomsInfoResults>,
        ),
        ("load_comments", "room_id=201&page=1&limit=1", assert_fits::<LoadCommentsResults>),
        ("load_comments", "room_id=201&page=9", assert_fits::<LoadCommentsResults>),
        ("get_or_create_room_with_target", "emails[]=a&emails[]=b", assert_fits::<GetOrCreateRoomWithTargetResults>),
        (
            "get_or_create_room_with_target",
            "emails[]=a&emails[]=c&options={}",
            assert_fits::<GetOrCreateRoomWithTargetResults>,
        ),
    ];
    for (name, params, fits) in rows {
        let params = params.replace('{', "%7B").replace('}', "%7D").replace('"', "%22");
        fits(name, &call(&server, name, &params).await);
    }
    let tried: BTreeSet<&str> = rows.iter().map(|row| row.0).collect();
    assert_eq!(tried, ENDPOINTS.iter().map(|endpoint| &*endpoint.name).collect());
    assert_eq!(server.list("unknown-routes").await, json!([]));
}

#[tokio::test]
async fn every_type_of_comment_is_what_the_client_expects() {
    let server = Server::with_rooms(&[]).await;
    let first = server.say("b", 201, "question").await["id"].take();
    let button = json!({ "label": "l", "type": "postback", "postback_text": "p", "payload": { "url": "u" } });
    let link = json!({ "label": "l", "type": "link", "payload": { "url": "u", "method": "get", "payload": null } });
    let card = json!({
        "image": "i", "title": "t", "description": "d", "buttons": [button.clone(), link],
        "default_action": { "type": "postback", "postback_text": "p", "payload": { "url": "u", "method": "get", "payload": null } }
    });
    let rows: [(&str, Value); 10] = [
        (
            "account_linking",
            json!({ "text": "t", "url": "u", "redirect_url": "r", "params": { "user_id": 1, "topic_id": 1 } }),
        ),
        ("buttons", json!({ "text": "t", "buttons": [button.clone()] })),
        ("button_postback_response", json!({ "url": "u", "method": "get", "payload": null })),
        (
            "card",
            json!({ "text": "t", "image": "i", "title": "t", "description": "d", "url": "u", "buttons": [button] }),
        ),
        ("carousel", json!({ "cards": [card] })),
        ("contact_person", json!({ "name": "n", "value": "v", "type": "phone" })),
        ("custom", json!({ "type": "x", "content": { "any": [1, null] } })),
        ("file_attachment", json!({ "url": "u", "caption": "c", "file_name": "f", "size": 1, "pages": 1 })),
        ("location", json!({ "name": "n", "address": "a", "latitude": -7.5, "longitude": 110.25, "map_url": "m" })),
        ("reply", json!({ "text": "t", "replied_comment_id": first })),
    ];
    for (kind, payload) in rows {
        let body = json!({ "sender_email": "a", "room_id": 201, "type": kind, "payload": payload }).to_string();
        let reply = server.post_as("post_comment", "application/json", body).await;
        assert_fits::<PostCommentResults>("post_comment", &reply);
    }
    let comments = call(&server, "load_comments", "room_id=201").await;
    assert_fits::<LoadCommentsResults>("load_comments", &comments);
    assert_eq!(comments.results()["comments"].as_array().unwrap().len(), 11);
}
