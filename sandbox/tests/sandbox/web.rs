//! What browsers see: CORS, HTML errors, static files.

use crate::harness::{ROUTES, Reply, SECRET, Server};
use std::path::PathBuf;

fn assert_html(reply: &Reply, status: u16, title: &str) {
    assert_eq!((reply.status, reply.header("content-type")), (status, Some("text/html; charset=utf-8")));
    assert!(reply.text().contains(&format!("<title>{title}</title>")), "{}", reply.text());
}

#[tokio::test]
async fn any_page_may_call_the_api() {
    let server = Server::start(&[]).await;
    let preflight = [
        ("origin", "https://page.example"),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "qiscus_sdk_secret,x-mine"),
    ];
    let reply = server.send("OPTIONS", "/api/v2/rest/create_room", &preflight, "").await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
    assert_eq!(reply.header("access-control-allow-headers"), Some("qiscus_sdk_secret,x-mine"));
    assert_eq!(reply.header("access-control-allow-methods"), Some("GET,POST,OPTIONS"));

    let origin = ("origin", "https://page.example");
    for (method, path, status) in [
        ("POST", "/api/v2/rest/create_room", 400),
        ("GET", "/api/v2/rest/create_room", 405),
        ("POST", "/api/v2/rest/none", 404),
        ("POST", "/api/none", 404),
    ] {
        let reply = server.send(method, path, &[origin], "").await;
        assert_eq!(reply.status, status, "{method} {path}");
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"), "{method} {path}");
        assert_eq!(reply.header("access-control-expose-headers"), Some("retry-after"), "{method} {path}");
    }
}

#[tokio::test]
async fn all_eight_routes_are_there() {
    let server = Server::start(&[]).await;
    for (method, endpoint) in ROUTES {
        let path = format!("/api/v2/rest/{endpoint}");
        let reply = server.send(method, &path, &[("qiscus_sdk_secret", SECRET)], "").await;
        assert_eq!(reply.json()["error"]["message"], "Validation error", "{method} {path}");
    }
}

#[tokio::test]
async fn other_routes_and_verbs_are_a_gateway_s_html() {
    let server = Server::start(&[]).await;
    for path in ["/none", "/api/v2/rest/none", "/api/v2/rest/", "/_sandbox/none", "/pkg/none"] {
        for method in ["GET", "POST"] {
            let reply = server.send(method, path, &[("qiscus_sdk_secret", SECRET)], "").await;
            assert_html(&reply, 404, "404 Not Found");
        }
    }
    for (method, path, allow) in [
        ("GET", "/api/v2/rest/create_room", "POST"),
        ("POST", "/api/v2/rest/get_or_create_room_with_target", "GET,HEAD"),
        ("PUT", "/api/v2/rest/post_comment", "POST"),
        ("DELETE", "/_sandbox/reset", "POST"),
    ] {
        let reply = server.send(method, path, &[], "").await;
        assert_html(&reply, 405, "405 Method Not Allowed");
        assert_eq!(reply.header("allow"), Some(allow), "{method} {path}");
    }
}

#[tokio::test]
async fn load_comments_can_be_made_to_refuse_a_verb() {
    for (flag, post, get) in [("post", 200, 405), ("get", 405, 200), ("both", 200, 200)] {
        let server = Server::with_rooms(&["--load-comments", flag]).await;
        assert_eq!(server.post("load_comments", "room_id=201").await.status, post, "{flag}");
        assert_eq!(server.get("load_comments", "room_id=201").await.status, get, "{flag}");
        assert_eq!(server.list("unknown-routes").await, serde_json::json!([]));
    }
}

/// A folder of files, gone when dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path = std::env::temp_dir().join(format!("qiscus-sandbox-{}-{name}", std::process::id()));
        for (file, text) in files {
            let file = path.join(file);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn folders_are_served_with_their_types() {
    let www = Folder::new("www", &[("index.html", "<p>home"), ("app.mjs", "1"), ("a b.css", "x{}")]);
    let pkg = Folder::new("pkg", &[("index.js", "2"), ("web/core.wasm", "\0asm")]);
    let server = Server::start(&["--www", www.path(), "--pkg", pkg.path()]).await;
    for (path, content_type, body) in [
        ("/", "text/html", "<p>home"),
        ("/index.html", "text/html", "<p>home"),
        ("/app.mjs", "application/javascript", "1"),
        ("/a%20b.css?v=1", "text/css", "x{}"),
        ("/pkg/index.js", "text/javascript", "2"),
        ("/pkg/web/core.wasm", "application/wasm", "\0asm"),
    ] {
        let reply = server.send("GET", path, &[], "").await;
        assert_eq!((reply.status, reply.text().as_str()), (200, body), "{path}");
        assert_eq!(reply.header("content-type"), Some(content_type), "{path}");
        assert_eq!(reply.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(reply.header("access-control-allow-origin"), None, "{path}");
    }
    assert_eq!(server.send("HEAD", "/index.html", &[], "").await.status, 200);
    assert_eq!(server.list("unknown-routes").await, serde_json::json!([]));

    let secret = format!("/..{}", pkg.path());
    for path in ["/none.html", "/pkg/none.js", "/../Cargo.toml", "/%2e%2e/Cargo.toml", "/pkg/..%2findex.html", &secret]
    {
        assert_html(&server.send("GET", path, &[], "").await, 404, "404 Not Found");
    }
    assert_html(&server.send("POST", "/index.html", &[], "").await, 405, "405 Method Not Allowed");
    assert_html(&server.send("POST", "/none.html", &[], "").await, 404, "404 Not Found");
}

#[tokio::test]
async fn without_a_folder_there_is_a_word_of_explanation() {
    let server = Server::start(&[]).await;
    let reply = server.send("GET", "/", &[], "").await;
    assert_html(&reply, 200, "qiscus-sandbox");
}
