//! The same call in every encoding.

use crate::harness::{FORM, SECRET, Server, invalid, plain};
use serde_json::json;

fn multipart(fields: &[(&str, &str)]) -> String {
    let part = |(name, value): &(&str, &str)| {
        format!("--xyz\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    fields.iter().map(part).collect::<String>() + "--xyz--\r\n"
}

#[tokio::test]
async fn a_list_arrives_in_every_encoding() {
    let server = Server::with_rooms(&[]).await;
    let json = "application/json";
    let mixed = "multipart/form-data; boundary=xyz";
    let rows: [(&str, String); 14] = [
        (FORM, "name=r&creator=a&participants[]=a&participants[]=b".into()),
        (FORM, "name=r&creator=a&participants%5B%5D=a&participants%5b%5d=b".into()),
        (FORM, "name=r&creator=a&participants=a&participants=b".into()),
        (FORM, "name=r&creator=a&participants[0]=a&participants[1]=b".into()),
        (FORM, "participants[]=a&participants[]=b&participants[]=a&name=r&creator=a&unheard_of=1".into()),
        (
            "application/x-www-form-urlencoded; charset=UTF-8",
            "name=r&creator=a&participants[]=a&participants[]=b".into(),
        ),
        ("Application/X-WWW-Form-Urlencoded", "name=r&creator=a&participants[]=a&participants[]=b".into()),
        (mixed, multipart(&[("name", "r"), ("creator", "a"), ("participants[]", "a"), ("participants[]", "b")])),
        (mixed, multipart(&[("name", "r"), ("creator", "a"), ("participants", "a"), ("participants", "b")])),
        (json, r#"{"name":"r","creator":"a","participants":["a","b"]}"#.into()),
        (json, r#"{"name":"r","creator":"a","participants[]":["a","b"]}"#.into()),
        ("application/json; charset=utf-8", r#"{"name":"r","creator":"a","participants":["a","b"]}"#.into()),
        (
            "application/json;charset=UTF-8",
            r#"{"name":"r","creator":"a","participants":["a","b"],"options":null}"#.into(),
        ),
        (json, r#"{"name":"r","creator":"a","participants":["a","b"],"avatar_url":""}"#.into()),
    ];
    for (content_type, body) in rows {
        let results = server.post_as("create_room", content_type, body.clone()).await.results();
        assert_eq!(results["participants"], json!(["a", "b"]), "{content_type}: {body}");
        assert_eq!(results["room_name"], "r");
    }
    let body = "name=r&creator=a&participants[]=a&participants[]=b";
    let untyped = server.send("POST", "/api/v2/rest/create_room", &[("qiscus_sdk_secret", SECRET)], body).await;
    assert_eq!(untyped.results()["participants"], json!(["a", "b"]));
    let lone = server.post("create_room", "name=r&creator=a&participants=b").await.results();
    assert_eq!(lone["participants"], json!(["b"]));
}

#[tokio::test]
async fn a_query_takes_every_spelling() {
    let server = Server::with_rooms(&[]).await;
    for query in [
        "emails[]=a&emails[]=b",
        "emails%5B%5D=a&emails%5B%5D=b",
        "emails=b&emails=a",
        "emails[0]=b&emails[1]=a&avatar_url=http%3A%2F%2Fx",
    ] {
        let results = server.get("get_or_create_room_with_target", query).await.results();
        assert_eq!(results["room"]["id"], 201, "{query}");
    }
}

#[tokio::test]
async fn values_arrive_as_they_were_meant() {
    let server = Server::with_rooms(&[]).await;
    let json = "application/json";
    let payload = r#"{"type":"x","content":{"k":[1,"é"]}}"#;
    let form = "room_id=202&sender_email=a&type=custom&disable_link_preview=true&unique_temp_id=t1\
                &extras=%7B%22e%22%3A1%7D&message=1%2B1+%26+%C3%A9&payload=";
    let encoded = "%7B%22type%22%3A%22x%22%2C%22content%22%3A%7B%22k%22%3A%5B1%2C%22%C3%A9%22%5D%7D%7D";
    let fields = [
        ("room_id", "202"),
        ("sender_email", "a"),
        ("type", "custom"),
        ("disable_link_preview", "true"),
        ("unique_temp_id", "t1"),
        ("extras", r#"{"e":1}"#),
        ("message", "1+1 & é"),
        ("payload", payload),
    ];
    let object = format!(
        r#"{{"room_id":202,"sender_email":"a","type":"custom","disable_link_preview":true,"unique_temp_id":"t1",
            "extras":{{"e":1}},"message":"1+1 & é","payload":{payload}}}"#
    );
    let strings = object.replace("202", "\"202\"").replace(":true", ":\"true\"");
    let by_unique_id = object.replace("202", "\"sandbox-room-202\"");
    for (content_type, body) in [
        (FORM, format!("{form}{encoded}")),
        ("multipart/form-data; boundary=xyz", multipart(&fields)),
        (json, object),
        (json, strings),
        (json, by_unique_id),
    ] {
        let comment = server.post_as("post_comment", content_type, body.clone()).await.results()["comment"].take();
        assert_eq!(comment["room_id"], 202, "{body}");
        assert_eq!(comment["message"], "1+1 & é", "{body}");
        assert_eq!(comment["payload"], json!({ "type": "x", "content": { "k": [1, "é"] } }), "{body}");
        assert_eq!(comment["extras"], json!({ "e": 1 }), "{body}");
        assert_eq!(comment["disable_link_preview"], true, "{body}");
        assert_eq!(comment["unique_temp_id"], "t1", "{body}");
    }
}

#[tokio::test]
async fn options_are_json_in_a_string() {
    let server = Server::with_rooms(&[]).await;
    let rows = [
        (FORM, "name=r&creator=a&participants[]=a&options=%7B%22k%22%3A1%7D", json!("{\"k\":1}")),
        (
            "application/json",
            r#"{"name":"r","creator":"a","participants":["a"],"options":"{\"k\":1}"}"#,
            json!("{\"k\":1}"),
        ),
        (
            "application/json",
            r#"{"name":"r","creator":"a","participants":["a"],"options":{"k":1}}"#,
            json!("{\"k\":1}"),
        ),
        (FORM, "name=r&creator=a&participants[]=a", json!(null)),
    ];
    for (content_type, body, expected) in rows {
        let results = server.post_as("create_room", content_type, body).await.results();
        assert_eq!(results["room_options"], expected, "{body}");
    }
    let broken = server.post("create_room", "name=r&creator=a&participants[]=a&options={").await;
    assert_eq!(broken.json(), invalid(&[("options", "must be a JSON-encoded string")]));
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_an_error_in_the_documented_shape() {
    let server = Server::with_rooms(&[]).await;
    for (content_type, body, message) in [
        ("application/json", "{\"name\":", "the body is not valid JSON: EOF while parsing a value at line 1 column 8"),
        ("application/json", "[]", "the JSON body must be an object"),
        ("text/plain;charset=UTF-8", "name=r", "unsupported content type: text/plain"),
    ] {
        let reply = server.post_as("create_room", content_type, body).await;
        assert_eq!((reply.status, reply.json()), (400, plain(400, message)), "{body}");
    }
    for content_type in ["multipart/form-data; boundary=xyz", "multipart/form-data"] {
        let reply = server.post_as("create_room", content_type, "--xyz\r\nnonsense").await;
        assert_eq!(reply.status, 400);
        let message = reply.json()["error"]["message"].as_str().unwrap().to_owned();
        assert!(message.starts_with("malformed multipart body: "), "{message}");
    }
    for content_type in ["application/json", "text/plain", FORM] {
        let reply = server.post_as("login_or_register", content_type, "").await;
        let blank = [("email", "can't be blank"), ("username", "can't be blank")];
        assert_eq!((reply.status, reply.json()), (400, invalid(&blank)), "{content_type}");
    }
}

#[tokio::test]
async fn a_body_over_one_mebibyte_is_too_large() {
    let server = Server::with_rooms(&[]).await;
    let form = "email=a&username=";
    let fits = form.to_owned() + &"x".repeat(1024 * 1024 - form.len());
    assert_eq!(server.post("login_or_register", &fits).await.status, 200);
    for larger in [1, 4 * 1024 * 1024] {
        let reply = server.post("login_or_register", &(fits.clone() + &"x".repeat(larger))).await;
        assert_eq!((reply.status, reply.json()), (413, plain(413, "the body is larger than 1 MiB")));
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
    }
}
