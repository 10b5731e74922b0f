//! What a proxy handler may be made with, what it accepts of a page, what it sends on and what it answers.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod functions;

use functions::Options;
use qiscus_wasm::client::Request;
use qiscus_wasm::endpoint::{ENDPOINTS, GET_ROOMS_INFO, LOAD_COMMENTS, Method, POST_COMMENT};
use qiscus_wasm::error::{Code, Error};
use qiscus_wasm::output::Output;
use qiscus_wasm::proxy::{Answer, Failed, Head, Params, Proxy, Stage, decide, endpoint};
use qiscus_wasm::schema::{AnyValue, JsonValue, Kind, Schema, Strength};
use serde_json::{Value, json};

fn made(options: &Value) -> Result<Proxy, Box<Error>> {
    Proxy::new(&Options(JsonValue::of(options), &[]), |url| !url.contains("[no url]"))
}

/// A proxy with the options that are required, and these.
fn proxy(options: Value) -> Proxy {
    let mut all = json!({ "appId": "domino-prod", "secretKey": "s3cret", "authorize": true });
    all.as_object_mut().unwrap().extend(options.as_object().unwrap().clone());
    made(&all).unwrap()
}

fn sent(proxy: &Proxy, params: &Value) -> Result<Request, Box<Error>> {
    proxy.request(&POST_COMMENT, "POST", &JsonValue::of(params))
}

#[test]
fn options_become_what_every_request_carries() {
    let form_type = ("Content-Type", "application/x-www-form-urlencoded");
    let accept = ("Accept", "application/json");
    for (options, base_url, headers, limits) in [
        (
            json!({ "appId": "domino-prod", "secretKey": "s3cret", "authorize": true }),
            "https://domino-prod.qiscus.com",
            vec![form_type, accept, ("QISCUS-SDK-APP-ID", "domino-prod"), ("QISCUS_SDK_SECRET", "s3cret")],
            (131_072, 30_000.0),
        ),
        (
            json!({ "baseUrl": "http://127.0.0.1:7070/a/", "secretKey": "s3cret", "authorize": true, "allow": [] }),
            "http://127.0.0.1:7070/a",
            vec![form_type, accept, ("QISCUS_SDK_SECRET", "s3cret")],
            (131_072, 30_000.0),
        ),
        (
            json!({
                "appId": "a", "baseUrl": "https://gate.example.com", "secretKey": "s3cret",
                "secretHeader": "QISCUS-SDK-SECRET", "allow": ["post_comment", "load_comments"], "authorize": true,
                "origins": ["https://app.example.com"], "maxBytes": 1, "timeout": 0, "fetch": true, "onError": true,
            }),
            "https://gate.example.com",
            vec![form_type, accept, ("QISCUS-SDK-APP-ID", "a"), ("QISCUS-SDK-SECRET", "s3cret")],
            (1, 0.0),
        ),
    ] {
        let proxy = made(&options).unwrap();
        let request = sent(&proxy, &json!({})).unwrap();
        let sent: Vec<_> = request.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!((request.address, sent), (format!("{base_url}/api/v2/rest/post_comment"), headers), "{options}");
        assert_eq!((proxy.max_bytes, proxy.timeout), limits, "{options}");
    }
}

#[test]
fn other_endpoints_are_allowed_by_name_or_by_path() {
    let proxy = proxy(json!({ "allow": ["get_user_rooms", "/api/v2/rest/get_users", "/api/v2.1/rest/x/y"] }));
    for (path, method, expected) in [
        ("/api/qiscus/api/v2/rest/get_user_rooms", "GET", Ok("get_user_rooms")),
        ("/api/v2/rest/get_user_rooms", "POST", Ok("get_user_rooms")),
        ("/api/v2/rest/get_users", "GET", Ok("get_users")),
        ("/front/api/v2.1/rest/x/y", "POST", Ok("/api/v2.1/rest/x/y")),
        ("/front/api/v2.1/rest/x", "POST", Err((404, "unknown endpoint"))),
        ("/api/v2/rest/reset_user_token", "POST", Err((404, "unknown endpoint"))),
        ("/api/v2/rest/post_comment", "POST", Err((403, "the proxy does not allow `post_comment`"))),
        ("/api/v2/rest/get_users", "DELETE", Err((405, "unsupported method DELETE; expected GET or POST"))),
        ("//api/v2/rest/get_users", "GET", Err((404, "unknown endpoint"))),
    ] {
        let accepted = accepted(&proxy, Head { path, method, ..head() });
        let expected = expected.map(str::to_owned).map_err(|(status, text)| (status, text.to_owned()));
        assert_eq!(accepted, expected, "{method} {path}");
    }
    let request = |method| proxy.request(&endpoint("/api/v2.1/rest/x/y"), method, &JsonValue::of(&json!({ "a": "1" })));
    let get = request("GET").unwrap();
    assert_eq!((&*get.url(), get.body()), ("https://domino-prod.qiscus.com/api/v2.1/rest/x/y?a=1", None));
    let post = request("POST").unwrap();
    assert_eq!((&*post.url(), post.body()), ("https://domino-prod.qiscus.com/api/v2.1/rest/x/y", Some("a=1")));
}

#[test]
fn every_wrong_option_is_named() {
    let url = "baseUrl: expected an http or https URL without query, received another string";
    let names = ENDPOINTS.map(|endpoint| format!("\"{}\"", endpoint.name)).join(" or ");
    let endpoints = format!("expected {names}, received");
    for (option, value, sentence) in [
        ("secretKey", json!(""), "secretKey: expected your secret key, received an empty string".to_owned()),
        ("secretKey", json!(null), "secretKey: expected string, received null".into()),
        ("authorize", json!("s3cret"), "authorize: expected function, received string".into()),
        (
            "allow",
            json!(["postComment"]),
            format!("allow[0]: {endpoints} \"postComment\", did you mean \"post_comment\"?"),
        ),
        (
            "allow",
            json!(["load_coment"]),
            format!("allow[0]: {endpoints} \"load_coment\", did you mean \"load_comments\"?"),
        ),
        (
            "allow",
            json!(["post_comment", "POST_COMMENT"]),
            format!("allow[1]: {endpoints} \"POST_COMMENT\", did you mean \"post_comment\"?"),
        ),
        ("allow", json!(["post"]), format!("allow[0]: {endpoints} \"post\"")),
        ("allow", json!(["/v2/rest/post_comment"]), format!("allow[0]: {endpoints} \"/v2/rest/post_comment\"")),
        ("allow", json!(["/api/../x"]), format!("allow[0]: {endpoints} \"/api/../x\"")),
        ("allow", json!(["a\nb"]), format!("allow[0]: {endpoints} string")),
        ("allow", json!(["post_comment", "s3cret"]), format!("allow[1]: {endpoints} another string")),
        ("allow", json!([true]), format!("allow[0]: {endpoints} function")),
        (
            "allow",
            json!("post_comment"),
            "allow: expected array, received string, did you mean [\"post_comment\"]?".into(),
        ),
        ("allow", json!(null), "allow: expected array, received null".into()),
        ("origins", json!(["https://a.example", 7]), "origins[1]: expected string, received integer".into()),
        ("baseUrl", json!("/api/qiscus"), url.into()),
        ("baseUrl", json!("//evil.example"), url.into()),
        ("baseUrl", json!("ftp://a.example"), url.into()),
        ("baseUrl", json!("https://[no url]"), url.into()),
        ("maxBytes", json!(0), "maxBytes: expected 1 or more, received a smaller number".into()),
        ("Allow", json!([]), "unknown option `Allow`, did you mean `allow`?".into()),
        ("dangerouslyAllowBrowser", json!(true), "unknown option `dangerouslyAllowBrowser`".into()),
    ] {
        let mut options = json!({ "appId": "domino-prod", "secretKey": "s3cret", "authorize": true });
        options[option] = value;
        let error = made(&options).unwrap_err();
        assert_eq!(
            (error.code, error.message),
            (Code::InvalidOptions, format!("invalid options: {sentence}")),
            "{options}"
        );
    }
}

#[test]
fn what_is_no_object_and_what_is_missing_is_named() {
    for (options, message) in [
        (json!(null), "invalid options: options: expected object, received null"),
        (json!([]), "invalid options: options: expected object, received array"),
        (json!(true), "invalid options: options: expected object, received function"),
        (
            json!({}),
            "invalid options: secretKey is missing, expected string; authorize is missing, expected function; appId is \
             missing, expected your app id, or the option baseUrl",
        ),
    ] {
        let error = made(&options).unwrap_err();
        assert_eq!((error.code, error.message.as_str()), (Code::InvalidOptions, message));
    }
}

/// What is said of the head of a request: the name of its endpoint, or the status and the message.
fn accepted(proxy: &Proxy, head: Head) -> Result<String, (u16, String)> {
    proxy.accept(head).map(|endpoint| endpoint.name.to_string()).map_err(|error| {
        assert_eq!(error.code, Code::InvalidRequest);
        (error.status.unwrap(), error.message)
    })
}

const FORM: &str = "application/x-www-form-urlencoded";

/// The head of a request that is accepted.
fn head<'a>() -> Head<'a> {
    Head {
        method: "POST",
        path: "/api/qiscus/api/v2/rest/load_comments",
        url_host: "app.example.com",
        host: Some("app.example.com"),
        origin: Some("https://app.example.com"),
        site: Some("same-origin"),
        content_type: Some(FORM),
        content_length: Some("10"),
    }
}

#[test]
fn an_endpoint_is_known_by_the_end_of_its_path() {
    let names: Vec<_> = ENDPOINTS.iter().map(|endpoint| &*endpoint.name).collect();
    let proxy = proxy(json!({ "allow": names }));
    for front in ["", "/api", "/api/qiscus", "/a.b-c_d~/0", "/api/v2/rest"] {
        for endpoint in ENDPOINTS {
            let path = format!("{front}/api/v2/rest/{}", endpoint.name);
            let method = endpoint.method.name();
            assert_eq!(
                accepted(&proxy, Head { method, path: &path, ..head() }),
                Ok(endpoint.name.to_string()),
                "{path}"
            );
        }
    }
    for path in [
        "",
        "/",
        "load_comments",
        "/load_comments",
        "/rest/load_comments",
        "/v2/rest/load_comments",
        "api/v2/rest/load_comments",
        "/api/v1/rest/load_comments",
        "/api/v2/rest",
        "/api/v2/rest/",
        "/api/v2/rest/load_comments/",
        "/api/v2/rest/load_comments/more",
        "/api/v2/rest/load_comments?page=1",
        "/api/v2/rest/Load_comments",
        "/api/v2/rest/loadComments",
        "/api/v2/rest/load%5Fcomments",
        "/api/v2/rest/delete_messages",
        "/API/v2/rest/load_comments",
        "/%61pi/v2/rest/load_comments",
        "//api/v2/rest/load_comments",
        "/api//v2/rest/load_comments",
        "/api/v2/rest//load_comments",
        "/a//api/v2/rest/load_comments",
        "//a/api/v2/rest/load_comments",
        "/a%2F/api/v2/rest/load_comments",
        "/%2e%2e/api/v2/rest/load_comments",
        "/a/%/b/api/v2/rest/load_comments",
        "/a/api/v2/rest/ load_comments",
    ] {
        // Whatever else is wrong with it.
        for method in ["POST", "DELETE"] {
            let refused = accepted(&proxy, Head { method, path, ..head() });
            assert_eq!(refused, Err((404, "unknown endpoint".to_owned())), "{path}");
        }
    }
}

#[test]
fn a_head_is_refused_for_the_first_thing_that_is_wrong() {
    let proxy = proxy(json!({ "allow": ["load_comments", "post_comment"], "maxBytes": 10 }));
    let post = "/api/v2/rest/post_comment";
    let info = "/api/v2/rest/get_rooms_info";
    let other = "requests from other origins are not allowed";
    let content_type = "unsupported content type; expected application/x-www-form-urlencoded";
    let wrong = Head { site: Some("cross-site"), content_type: None, content_length: Some("11"), ..head() };
    for (head, refused) in [
        // Methods.
        (head(), None),
        (Head { method: "GET", ..head() }, None),
        (Head { path: post, ..head() }, None),
        (Head { method: "GET", path: post, ..head() }, Some((405, "unsupported method GET; expected POST"))),
        (Head { method: "post", ..head() }, Some((405, "unsupported method post; expected POST or GET"))),
        (Head { method: "HEAD", ..head() }, Some((405, "unsupported method HEAD; expected POST or GET"))),
        (Head { method: "OPTIONS", path: post, ..head() }, Some((405, "unsupported method OPTIONS; expected POST"))),
        (Head { method: "", path: post, ..head() }, Some((405, "unsupported method ; expected POST"))),
        (Head { method: "PUT", path: info, ..wrong }, Some((405, "unsupported method PUT; expected POST"))),
        // Other origins.
        (Head { path: info, ..wrong }, Some((403, other))),
        (Head { method: "GET", ..wrong }, Some((403, other))),
        // Endpoints that are not allowed.
        (Head { path: info, ..head() }, Some((403, "the proxy does not allow `get_rooms_info`"))),
        (
            Head { path: "/x/api/v2/rest/create_room", content_type: None, content_length: Some("11"), ..head() },
            Some((403, "the proxy does not allow `create_room`")),
        ),
        // Content types, of requests with a body.
        (Head { content_type: None, ..head() }, Some((415, content_type))),
        (Head { content_type: None, method: "GET", ..head() }, None),
        (Head { content_type: Some(""), ..head() }, Some((415, content_type))),
        (
            Head { content_type: Some("application/json"), content_length: Some("11"), ..head() },
            Some((415, content_type)),
        ),
        (Head { content_type: Some("multipart/form-data; boundary=x"), ..head() }, Some((415, content_type))),
        (Head { content_type: Some("text/plain"), ..head() }, Some((415, content_type))),
        (Head { content_type: Some("application/x-www-form-urlencoded2"), ..head() }, Some((415, content_type))),
        (
            Head { content_type: Some("text/plain; application/x-www-form-urlencoded"), ..head() },
            Some((415, content_type)),
        ),
        (Head { content_type: Some("application/x-www-form-urlencoded;charset=UTF-8"), ..head() }, None),
        (Head { content_type: Some("Application/X-WWW-Form-Urlencoded \t; charset=UTF-8"), ..head() }, None),
        // Announced lengths, of requests with a body.
        (Head { content_length: None, ..head() }, None),
        (Head { content_length: Some("0"), ..head() }, None),
        (Head { content_length: Some("11"), ..head() }, Some((413, "the body has more than 10 bytes"))),
        (
            Head { content_length: Some("18446744073709551616"), ..head() },
            Some((413, "the body has more than 10 bytes")),
        ),
        (Head { content_length: Some("11"), method: "GET", ..head() }, None),
    ] {
        let refused = refused.map(|(status, message)| (status, message.to_owned()));
        assert_eq!(accepted(&proxy, head).err(), refused, "{head:?}");
    }
}

#[test]
fn only_pages_of_the_same_origin_and_of_listed_ones_are_accepted() {
    let listed = "https://app.example.org";
    for (origins, site, origin, host, is_accepted) in [
        // The browser's word counts, whatever the hosts are.
        (json!([]), Some("same-origin"), Some("https://a.example"), Some("a.example"), true),
        (json!([]), Some("same-origin"), Some("https://a.example"), Some("inner:3000"), true),
        (json!([]), Some("same-origin"), None, Some("a.example"), true),
        (json!([]), Some("none"), None, Some("a.example"), true),
        (json!([]), Some("same-site"), Some("https://b.a.example"), Some("a.example"), false),
        (json!([]), Some("cross-site"), Some("https://a.example"), Some("a.example"), false),
        (json!([]), Some("cross-site"), None, Some("a.example"), false),
        (json!([]), Some("Same-Origin"), None, Some("a.example"), false),
        (json!([]), Some(""), None, Some("a.example"), false),
        // Without it, the hosts have to be the same.
        (json!([]), None, Some("https://a.example"), Some("a.example"), true),
        (json!([]), None, Some("http://a.example:3000"), Some("a.example:3000"), true),
        (json!([]), None, Some("https://a.example:3000"), Some("a.example"), false),
        (json!([]), None, Some("https://b.example"), Some("a.example"), false),
        (json!([]), None, Some("https://a.example.evil.example"), Some("a.example"), false),
        (json!([]), None, Some("https://evil.example/a.example"), Some("a.example"), false),
        (json!([]), None, Some("ftp://a.example"), Some("a.example"), false),
        (json!([]), None, Some("null"), Some("a.example"), false),
        (json!([]), None, Some(""), Some("a.example"), false),
        // Without the header of the host, that of the URL counts; with it, it doesn't.
        (json!([]), None, Some("https://url.example"), None, true),
        (json!([]), None, Some("https://a.example"), None, false),
        (json!([]), None, Some("https://url.example"), Some("a.example"), false),
        // Programs that aren't browsers send neither.
        (json!([]), None, None, Some("a.example"), true),
        (json!([]), None, None, None, true),
        // Listed origins.
        (json!([listed]), Some("cross-site"), Some(listed), Some("a.example"), true),
        (json!(["https://x.example", listed]), Some("same-site"), Some(listed), Some("a.example"), true),
        (json!([listed]), None, Some(listed), Some("a.example"), true),
        (json!([listed]), Some("cross-site"), Some("http://app.example.org"), Some("a.example"), false),
        (json!([listed]), Some("cross-site"), Some("https://app.example.org:8443"), Some("a.example"), false),
        (json!([listed]), Some("cross-site"), Some("https://x.app.example.org"), Some("a.example"), false),
        (json!([listed]), Some("cross-site"), Some("null"), Some("a.example"), false),
        (json!([listed]), Some("cross-site"), None, Some("a.example"), false),
        (json!([listed]), None, Some("https://a.example"), Some("a.example"), true),
        (json!(["*"]), Some("cross-site"), Some(listed), Some("a.example"), false),
    ] {
        let proxy = proxy(json!({ "allow": ["load_comments"], "origins": origins }));
        let head = Head { site, origin, host, url_host: "url.example", ..head() };
        for head in [head, Head { method: "GET", ..head }] {
            let refused = (403, "requests from other origins are not allowed".to_owned());
            let expected = if is_accepted { Ok("load_comments".to_owned()) } else { Err(refused) };
            assert_eq!(accepted(&proxy, head), expected, "{origins} {head:?}");
        }
    }
}

#[test]
fn without_a_list_no_endpoint_is_allowed() {
    for options in [json!({}), json!({ "allow": [] })] {
        let proxy = proxy(options);
        for endpoint in ENDPOINTS {
            let path = format!("/api/v2/rest/{}", endpoint.name);
            let head = Head { method: endpoint.method.name(), path: &path, ..head() };
            let refused = (403, format!("the proxy does not allow `{}`", endpoint.name));
            assert_eq!(accepted(&proxy, head), Err(refused));
        }
    }
}

fn params(pairs: &[(&str, &str)]) -> Result<Value, Box<Error>> {
    let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Params::of(pairs).map(|params| serde_json::to_value(Output::from(&params)).unwrap())
}

#[test]
fn parameters_are_strings_and_lists_in_their_order() {
    for (pairs, expected) in [
        (&[][..], json!([])),
        (&[("room_id", "16"), ("message", "")], json!([["room_id", "16"], ["message", ""]])),
        (&[("message", "a=b&c\r\n\u{0}ü💬")], json!([["message", "a=b&c\r\n\u{0}ü💬"]])),
        (&[("emails[]", "a")], json!([["emails", ["a"]]])),
        (
            &[("emails[]", "a"), ("page", "1"), ("emails[]", "a"), ("emails[]", "")],
            json!([["emails", ["a", "a", ""]], ["page", "1"]]),
        ),
        (
            &[("z", "1"), ("A", "2"), ("a", "3"), ("__proto__", "x"), ("constructor[]", "y"), ("7", "z")],
            json!([["z", "1"], ["A", "2"], ["a", "3"], ["__proto__", "x"], ["constructor", ["y"]], ["7", "z"]]),
        ),
    ] {
        assert_eq!(params(pairs).unwrap(), expected, "{pairs:?}");
    }
}

#[test]
fn what_a_server_could_read_in_several_ways_is_refused() {
    let long = "x".repeat(100) + " ";
    for (pairs, name) in [
        (&[("room_id", "1"), ("room_id", "1")][..], "room_id"),
        (&[("room_id", "1"), ("message", "x"), ("room_id", "2")], "room_id"),
        (&[("emails", "a"), ("emails[]", "b")], "emails[]"),
        (&[("emails[]", "a"), ("emails", "b")], "emails"),
        (&[("", "x")], ""),
        (&[("[]", "x")], "[]"),
        (&[("a[][]", "x")], "a[][]"),
        (&[("a[0]", "x")], "a[0]"),
        (&[("a[b]", "x")], "a[b]"),
        (&[("a[", "x")], "a["),
        (&[("a]", "x")], "a]"),
        (&[("a.b", "x")], "a.b"),
        (&[("a-b", "x")], "a-b"),
        (&[(" a", "x")], " a"),
        (&[("a ", "x")], "a "),
        (&[("a\u{0}", "x")], "a?"),
        (&[("a\r\nb", "x")], "a??b"),
        (&[("ä", "x")], "ä"),
        (&[("a%5B%5D", "x")], "a%5B%5D"),
        (&[("a", "x"), (&long, "y")], &"x".repeat(64)),
    ] {
        let error = params(pairs).unwrap_err();
        let message = format!("duplicate or malformed parameter `{name}`");
        assert_eq!((error.status, error.code, error.message), (Some(400), Code::InvalidRequest, message), "{pairs:?}");
    }
}

#[test]
fn parameters_become_a_form() {
    let proxy = proxy(json!({}));
    for (params, expected) in [
        (json!({}), ""),
        (json!({ "message": "a=b&c d\r\n+ü", "room_id": 16 }), "message=a%3Db%26c%20d%0D%0A%2B%C3%BC&room_id=16"),
        (json!({ "emails": ["a", "b"], "none": [] }), "emails%5B%5D=a&emails%5B%5D=b"),
        (
            json!({ "show": true, "extras": { "a": 1 }, "__proto__": "x" }),
            "__proto__=x&extras=%7B%22a%22%3A1%7D&show=true",
        ),
    ] {
        assert_eq!(sent(&proxy, &params).unwrap().form, expected);
    }
    let error = sent(&proxy, &json!({ "a": null, "b": [null], "c": "" })).unwrap_err();
    let expected = "invalid parameters: params.a: expected number or string or boolean or array or object, received null; \
                    params.b[0]: expected number or string or boolean or array or object, received null";
    assert_eq!((error.code, error.message.as_str()), (Code::InvalidRequest, expected));
}

#[test]
fn a_request_is_sent_by_the_method_of_the_page() {
    let proxy = proxy(json!({ "baseUrl": "https://gate.example.com/q/" }));
    let address = "https://gate.example.com/q/api/v2/rest/load_comments";
    let params = JsonValue::of(&json!({ "room_id": "7" }));
    let post = proxy.request(&LOAD_COMMENTS, "POST", &params).unwrap();
    assert_eq!((post.method, post.url().as_str(), post.body()), (Method::Post, address, Some("room_id=7")));
    let names = |request: &Request| request.headers().map(|(name, _)| name.to_owned()).collect::<Vec<_>>();
    assert_eq!(names(&post), ["Content-Type", "Accept", "QISCUS-SDK-APP-ID", "QISCUS_SDK_SECRET"]);
    let get = proxy.request(&LOAD_COMMENTS, "GET", &params).unwrap();
    assert_eq!((get.method, get.url(), get.body()), (Method::Get, format!("{address}?room_id=7"), None));
    assert_eq!(names(&get), ["Accept", "QISCUS-SDK-APP-ID", "QISCUS_SDK_SECRET"]);
    for (endpoint, method, message) in [
        (&LOAD_COMMENTS, "PUT", "unsupported method PUT; expected POST or GET"),
        (&GET_ROOMS_INFO, "GET", "unsupported method GET; expected POST"),
    ] {
        let error = proxy.request(endpoint, method, &params).unwrap_err();
        assert_eq!((error.status, error.code, error.message.as_str()), (Some(405), Code::InvalidRequest, message));
    }
}

/// The parts of an answer: its status, its headers, its body as JSON.
fn parts(answer: &Answer) -> (u16, Vec<(&str, &str)>, Value) {
    let headers = answer.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    (answer.status, headers, serde_json::to_value(&answer.body).unwrap())
}

const NO_STORE: (&str, &str) = ("cache-control", "no-store");
const NO_SNIFF: (&str, &str) = ("x-content-type-options", "nosniff");

#[test]
fn a_response_is_passed_on_without_the_secret() {
    let proxy = proxy(json!({ "secretKey": "s3cret/key" }));
    let json = "application/json";
    let text = "text/plain;charset=utf-8";
    for (status, content_type, retry_after, body, expected_type, expected_body) in [
        (200, Some(json), None, "{\"a\":1}", json, "{\"a\":1}"),
        (200, Some("Application/JSON; charset=utf-8"), None, "{}", json, "{}"),
        (200, Some("application/problem+json"), None, "{}", json, "{}"),
        (400, Some("application/json"), None, "{\"error\":\"s3cret/key\"}", json, "{\"error\":\"[redacted]\"}"),
        (
            401,
            Some(json),
            None,
            r#""s3cret\/key s3cret%2Fkey S3CRET/KEY""#,
            json,
            r#""[redacted] [redacted] S3CRET/KEY""#,
        ),
        (404, Some("text/html"), None, "<p>s3cret&#x2F;key</p>", text, "<p>[redacted]</p>"),
        (404, Some("text/html; charset=json5"), None, "<script>", text, "<script>"),
        (404, Some("application/jsonp"), None, "x()", text, "x()"),
        (429, Some(json), Some("7"), "", json, ""),
        (503, None, Some("Wed, 21 Oct 2015 07:28:00 GMT"), "down", text, "down"),
        (500, Some(""), None, "s3cret", text, "[redacted]"),
        (299, None, None, "", text, ""),
    ] {
        let answer = proxy.answer(status, content_type, retry_after.map(str::to_owned), body).unwrap();
        let mut headers = vec![NO_STORE, NO_SNIFF, ("content-type", expected_type)];
        headers.extend(retry_after.map(|value| ("retry-after", value)));
        assert_eq!(parts(&answer), (status, headers, json!(expected_body)), "{body}");
    }
}

#[test]
fn a_redirect_is_not_passed_on() {
    let proxy = proxy(json!({}));
    for status in [300, 301, 302, 303, 304, 307, 308, 399] {
        let error = proxy.answer(status, Some("application/json"), Some("1".to_owned()), "{}").unwrap_err();
        let message = format!("Qiscus redirects (status {status})");
        assert_eq!((error.code, error.message), (Code::InvalidResponse, message));
    }
}

#[test]
fn an_answer_leaves_with_its_headers_as_an_object() {
    let answer = proxy(json!({})).answer(429, Some("application/json"), Some("7".to_owned()), "{}").unwrap();
    assert_eq!(
        serde_json::to_value(Output::from(&answer)).unwrap(),
        json!({
            "status": 429.0,
            "headers": {
                "cache-control": "no-store", "x-content-type-options": "nosniff", "content-type": "application/json",
                "retry-after": "7",
            },
            "body": "{}",
        })
    );
}

/// What `authorize` returned: JSON, or a value that JSON doesn't have.
#[derive(Debug, Clone)]
enum Decision {
    Json(JsonValue),
    Foreign(Kind, &'static str, f64),
}

impl AnyValue for Decision {
    fn kind(&self) -> Kind {
        match self {
            Self::Json(value) => value.kind(),
            Self::Foreign(kind, ..) => *kind,
        }
    }
    fn unsettled(&self, _: &'static Schema) -> Vec<u32> {
        panic!("a decision has no schema")
    }
    fn get(&self, key: &str) -> Self {
        match self {
            Self::Json(value) => Self::Json(value.get(key)),
            Self::Foreign(..) => Self::Json(JsonValue::missing()),
        }
    }
    fn item(&self, at: u32) -> Self {
        panic!("item {at} of a decision")
    }
    fn len(&self) -> u32 {
        match self {
            Self::Json(value) => value.len(),
            Self::Foreign(..) => 0,
        }
    }
    fn text(&self) -> String {
        match self {
            Self::Json(value) => value.text(),
            Self::Foreign(_, text, _) => (*text).to_owned(),
        }
    }
    fn item_texts(&self) -> Vec<String> {
        panic!("items of a decision")
    }
    fn number(&self) -> f64 {
        match self {
            Self::Json(value) => value.number(),
            Self::Foreign(.., number) => *number,
        }
    }
    fn keys(&self) -> Vec<String> {
        panic!("keys of a decision")
    }
    fn remove(&self, key: &str) {
        panic!("{key} of a decision removed")
    }
    fn set(&self, key: &str, _: Self) {
        panic!("set {key} of a decision")
    }
    fn set_empty_array(&self, key: &str) {
        panic!("{key} of a decision replaced")
    }
}

#[test]
fn a_decision_allows_or_refuses_or_is_a_mistake() {
    enum Means {
        /// Allowed, with the parameters of the page.
        Allowed,
        /// Allowed, with these.
        With(Value),
        /// Refused with 403.
        Refused,
        /// Not a decision.
        Mistake,
    }
    use Means::*;
    let json = |value: Value| Decision::Json(JsonValue::of(&value));
    let foreign = |kind| Decision::Foreign(kind, "", f64::NAN);
    for (decision, means) in [
        (json(json!(true)), Allowed),
        (json(json!(false)), Refused),
        (Decision::Json(JsonValue::missing()), Refused),
        (json(json!(null)), Refused),
        (json(json!("")), Refused),
        (json(json!(0)), Refused),
        (json(json!(-0.0)), Refused),
        (Decision::Foreign(Kind::NotFinite, "NaN", f64::NAN), Refused),
        (Decision::Foreign(Kind::BigInt, "0", f64::NAN), Refused),
        (json(json!({ "params": {} })), With(json!({}))),
        (json(json!({ "params": { "room_id": 7, "x": null } })), With(json!({ "room_id": 7, "x": null }))),
        (json(json!({ "params": { "a": ["b"] }, "more": 1 })), With(json!({ "a": ["b"] }))),
        (json(json!({})), Mistake),
        (json(json!({ "parameters": {} })), Mistake),
        (json(json!({ "params": null })), Mistake),
        (json(json!({ "params": true })), Mistake),
        (json(json!({ "params": "room_id=7" })), Mistake),
        (json(json!({ "params": [] })), Mistake),
        (json(json!({ "params": [["room_id", "7"]] })), Mistake),
        (json(json!({ "params": { "class": true } })), Mistake),
        (json(json!([])), Mistake),
        (json(json!(["a"])), Mistake),
        (json(json!("false")), Mistake),
        (json(json!("0")), Mistake),
        (json(json!(1)), Mistake),
        (json(json!(-1)), Mistake),
        (json(json!(0.5)), Mistake),
        (json(json!(1e300)), Mistake),
        (Decision::Foreign(Kind::NotFinite, "Infinity", f64::INFINITY), Mistake),
        (Decision::Foreign(Kind::NotFinite, "-Infinity", f64::NEG_INFINITY), Mistake),
        (Decision::Foreign(Kind::BigInt, "1", f64::NAN), Mistake),
        (Decision::Foreign(Kind::BigInt, "-7", f64::NAN), Mistake),
        (foreign(Kind::Function), Mistake),
        (foreign(Kind::Symbol), Mistake),
        (foreign(Kind::Unreadable), Mistake),
    ] {
        // A Map, or an object of a class.
        let is_plain = |params: &Decision| params.get("class").is_missing();
        let decided = decide(&decision, is_plain).map(|params| {
            params.map(|params| match params {
                Decision::Json(params) => params.to_json().unwrap(),
                Decision::Foreign(..) => panic!("no parameters"),
            })
        });
        let decided = decided.map_err(|error| (error.status, error.code, error.message));
        let mistake =
            "`authorize` has to return `true`, `{ params }` with a plain object, a Response, or something falsy";
        let expected = match means {
            Allowed => Ok(None),
            With(params) => Ok(Some(params)),
            Refused => Err((Some(403), Code::InvalidRequest, "`authorize` did not allow this request".to_owned())),
            Mistake => Err((None, Code::InvalidOptions, mistake.to_owned())),
        };
        assert_eq!(decided, expected, "{decision:?}");
    }
}

#[test]
fn no_kind_of_value_allows_by_itself() {
    for kind in Kind::ALL {
        let decision = Decision::Foreign(kind, "7", 7.0);
        assert!(decide(&decision, |_| true).is_err(), "{kind:?}");
    }
}

#[test]
fn a_failure_is_answered_by_how_far_the_request_came() {
    use Stage::{Authorizing, Reading, Sent};
    let unread = (500, "the request could not be read");
    let undecided = (503, "`authorize` failed; see the server log");
    let late = (504, "no response from Qiscus in time");
    let unreachable = (503, "could not connect to Qiscus");
    let unusable = (502, "no usable response from Qiscus");
    let forbidden = (403, "`authorize` did not allow this request");
    let too_slow = (408, "not done within 30 ms");
    let proxy = proxy(json!({}));
    let (load, post) = ("/x/api/v2/rest/load_comments", "/api/v2/rest/post_comment");
    let failed = |stage, refusal, is_late, system_code| Failed { stage, refusal, is_late, system_code };
    let method = (405, "unsupported method PUT; expected POST or GET");
    let (allow_both, allow_post, later) = (("allow", "POST, GET"), ("allow", "POST"), ("retry-after", "1"));
    for (failed, path, (status, message), header) in [
        (failed(Reading, None, false, ""), load, unread, None),
        (failed(Reading, None, true, "ECONNREFUSED"), load, unread, None),
        (failed(Reading, Some(method), false, ""), load, method, Some(allow_both)),
        (failed(Reading, Some(method), false, ""), post, method, Some(allow_post)),
        (failed(Reading, Some(method), false, ""), "/nowhere", method, None),
        (failed(Reading, Some((404, "unknown endpoint")), false, ""), "/nowhere", (404, "unknown endpoint"), None),
        (
            failed(Reading, Some((413, "the body has more than 10 bytes")), false, ""),
            post,
            (413, "the body has more than 10 bytes"),
            None,
        ),
        (failed(Reading, Some(too_slow), true, ""), post, too_slow, None),
        (failed(Authorizing, None, false, ""), load, undecided, Some(later)),
        (failed(Authorizing, None, true, "ECONNREFUSED"), load, undecided, Some(later)),
        (failed(Authorizing, Some(forbidden), false, ""), load, forbidden, None),
        (failed(Authorizing, Some(too_slow), true, ""), load, undecided, Some(later)),
        (failed(Authorizing, Some(forbidden), true, ""), load, undecided, Some(later)),
        (failed(Sent, None, false, ""), load, unusable, None),
        (failed(Sent, None, false, "ECONNRESET"), load, unusable, None),
        (failed(Sent, None, false, "UND_ERR_SOCKET"), load, unusable, None),
        (failed(Sent, None, false, "ECONNREFUSED"), load, unreachable, Some(later)),
        (failed(Sent, None, false, "ENOTFOUND"), load, unreachable, Some(later)),
        (failed(Sent, None, false, "EAI_AGAIN"), load, unreachable, Some(later)),
        (failed(Sent, None, false, "EHOSTUNREACH"), load, unusable, None),
        (failed(Sent, None, false, "ENETUNREACH"), load, unusable, None),
        (failed(Sent, None, false, "UND_ERR_CONNECT_TIMEOUT"), load, unreachable, Some(later)),
        (failed(Sent, None, true, ""), load, late, None),
        // What has left may have had its effect, whatever else is known.
        (failed(Sent, None, true, "ECONNREFUSED"), load, late, None),
        (failed(Sent, Some(forbidden), false, ""), load, unusable, None),
        (failed(Sent, Some(too_slow), true, ""), load, late, None),
    ] {
        let answer = failed.answer(proxy.endpoint_at(path).as_deref());
        let mut headers = vec![NO_STORE, NO_SNIFF, ("content-type", "application/json")];
        headers.extend(header);
        let body = json!({ "error": { "message": message }, "status": f64::from(status) });
        assert_eq!(parts(&answer), (status, headers, body), "{failed:?}");
    }
}

#[test]
fn a_page_that_uses_the_client_understands_the_answers() {
    use qiscus_wasm::client::response::{Response, parse_response};
    use qiscus_wasm::error::Outcome;
    // Where nobody knows whether a call had its effect, the page's client has to say so, too.
    for (stage, is_late, system_code, outcome) in [
        (Stage::Authorizing, false, "", Outcome::Rejected),
        (Stage::Sent, false, "ECONNREFUSED", Outcome::Rejected),
        (Stage::Sent, false, "", Outcome::Unknown),
        (Stage::Sent, true, "", Outcome::Unknown),
    ] {
        let answer = Failed { stage, refusal: None, is_late, system_code }.answer(Some(&POST_COMMENT));
        let (status, headers, body) = parts(&answer);
        let retry_after = headers
            .iter()
            .find(|(name, _)| *name == "retry-after")
            .map(|(_, seconds)| seconds.parse::<u32>().unwrap() * 1000);
        let (json, text) = (JsonValue::of(&body), JsonValue::of(&json!(body.to_string())));
        let error = parse_response(
            &POST_COMMENT,
            &Response { status, retry_after, json, text, exceeded: None },
            Strength::Lenient,
        )
        .unwrap_err();
        assert_eq!((error.outcome, error.status), (Some(outcome), Some(status)));
        assert_eq!(error.api_message.as_deref(), body.pointer("/error/message").and_then(Value::as_str));
    }
}
