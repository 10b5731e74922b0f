//! `login_or_register`.

use crate::harness::Server;
use serde_json::json;

#[tokio::test]
async fn a_user_is_made_once_and_brought_up_to_date() {
    let server = Server::start(&["--app-id", "mine"]).await;
    let first = server.post("login_or_register", "email=guest-1001&username=Johnny&password=1").await.results();
    let user = &first["user"];
    let avatar = format!("{}/_sandbox/avatar.svg", server.url);
    assert_eq!(user["id"], 1001);
    assert_eq!(user["id_str"], "1001");
    assert_eq!(user["email"], "guest-1001");
    assert_eq!(user["username"], "Johnny");
    assert_eq!(user["avatar_url"], json!(avatar));
    assert_eq!(user["avatar"]["avatar"]["url"], json!(avatar));
    assert_eq!(user["app"], json!({ "code": "mine", "id": 1, "id_str": "1", "name": "mine" }));
    assert_eq!(user["extras"], json!({}));
    assert_eq!(user["pn_ios_configured"], false);
    assert_eq!(user["token"].as_str().unwrap().len(), 20);

    let form = "email=guest-1001&username=Cage&password=2&avatar_url=http%3A%2F%2Fx%2Fy.png&device_token=t\
                &device_platform=ios&extras=%7B%22k%22%3Atrue%7D";
    let second = server.post("login_or_register", form).await.results();
    let expected = [
        ("id", json!(1001)),
        ("token", user["token"].clone()),
        ("username", json!("Cage")),
        ("avatar_url", json!("http://x/y.png")),
        ("extras", json!({ "k": true })),
        ("pn_ios_configured", json!(true)),
        ("pn_android_configured", json!(false)),
    ];
    for (key, value) in expected {
        assert_eq!(second["user"][key], value, "{key}");
    }

    let third = server.post("login_or_register", "email=guest-1001&username=Cage").await.results();
    assert_eq!(third, second, "what isn't given stays");
    let other = server.post("login_or_register", "email=other&username=Other").await.results();
    assert_eq!(other["user"]["id"], 1002);
    assert_ne!(other["user"]["token"], user["token"]);
}

#[tokio::test]
async fn the_default_avatar_is_there() {
    let server = Server::start(&[]).await;
    let avatar = server.send("GET", "/_sandbox/avatar.svg", &[], "").await;
    assert_eq!((avatar.status, avatar.header("content-type")), (200, Some("image/svg+xml")));
    assert!(avatar.text().ends_with("</svg>"));
}
