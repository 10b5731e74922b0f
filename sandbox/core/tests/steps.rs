//! The steps that a face is given, in their order, without a network or a clock.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "clippy.toml allows these in tests, but clippy counts only functions marked as tests, not what they share"
)]

use http::{Method, StatusCode};
use qiscus_sandbox_core::{
    BODY_LIMIT, End, Event, Exchange, Request, Response, Sending, Service, Settings, Step, Webhook,
};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const TOOK: Duration = Duration::from_millis(7);
const COMMENT: &str = "sender_email=a&room_id=201&message=x";

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_500_000_000)
}

/// A sandbox with user `a` in room 201, whose posts are announced.
fn service() -> Service {
    let people = vec!["b".to_owned()];
    let webhook = Webhook { url: Some("http://hook/".to_owned()), key: Some("k3y".to_owned()), people };
    let settings = Settings { webhook, ..Settings::default() };
    let mut service = Service::new(settings);
    post(&mut service, "login_or_register", "none", "email=a&username=a");
    post(&mut service, "create_room", "none", "name=r&creator=a&participants[]=a");
    service
}

fn request(method: Method, path: &str, fault: &str, body: &str) -> Request {
    let request = http::Request::builder().method(method).uri(path).header("qiscus_sdk_secret", Settings::SECRET);
    request.header("sandbox-fault", fault).body(body.into()).unwrap()
}

fn call(endpoint: &str, fault: &str, body: &str) -> Request {
    request(Method::POST, &format!("/api/v2/rest/{endpoint}"), fault, body)
}

fn all(service: &mut Service, exchange: &mut Exchange) -> Vec<Step> {
    std::iter::from_fn(|| service.step(exchange, now(), TOOK)).collect()
}

fn post(service: &mut Service, endpoint: &str, fault: &str, body: &str) -> Vec<Step> {
    let mut exchange = service.begin(call(endpoint, fault, body));
    all(service, &mut exchange)
}

fn response(steps: Vec<Step>) -> (Response, Sending) {
    match steps.into_iter().last() {
        Some(Step::Respond(response, sending)) => (response, sending),
        step => panic!("{step:?}"),
    }
}

fn json_of(response: &Response) -> Value {
    serde_json::from_slice(response.body()).unwrap()
}

fn list(service: &mut Service, name: &str) -> Value {
    let mut exchange = service.begin(request(Method::GET, &format!("/_sandbox/{name}"), "none", ""));
    json_of(&response(all(service, &mut exchange)).0)
}

fn event(steps: Vec<Step>) -> Event {
    let events = steps.into_iter().find_map(|step| if let Step::Deliver(event) = step { Some(event) } else { None });
    events.unwrap()
}

fn name(step: &Step) -> String {
    match step {
        Step::Sleep(pause) => format!("sleep {}", pause.as_millis()),
        Step::Log(_) => "log".to_owned(),
        Step::Deliver(_) => "deliver".to_owned(),
        Step::Respond(response, sending) => format!("{} {sending:?}", response.status().as_u16()),
        Step::End(end) => format!("{end:?}"),
    }
}

#[test]
fn each_fault_has_its_steps() {
    let rows = [
        ("none", "deliver, log, 200 Whole"),
        ("latency=5", "sleep 5, deliver, log, 200 Whole"),
        ("latency=5;when=after", "deliver, sleep 5, log, 200 Whole"),
        ("stall", "log, Silence"),
        ("stall;when=after", "deliver, log, Silence"),
        ("stall=body;when=before", "log, 200 Stalled(13)"),
        ("reset", "log, Reset"),
        ("reset;when=after", "deliver, log, Reset"),
        ("close", "log, Close"),
        ("status=503", "log, 503 Whole"),
        ("html;when=after", "deliver, log, 502 Whole"),
        ("redirect", "log, 302 Whole"),
        ("truncated", "deliver, log, 200 Whole"),
        ("length;when=before", "log, 200 Mislabelled(43)"),
        ("length=smaller;when=before", "log, 200 Mislabelled(11)"),
        ("drip=9;bytes=4", "deliver, log, 200 Drip { pause: 9ms, bytes: 4 }"),
        ("huge=1;when=before", "log, 200 Padded { padding: Some(1048536), tail: \"\\\"}\" }"),
        ("huge=endless;when=before", "log, 200 Padded { padding: None, tail: \"\\\"}\" }"),
        ("explode", "log, 400 Whole"),
    ];
    let mut service = service();
    for (fault, expected) in rows {
        let steps: Vec<String> = post(&mut service, "post_comment", fault, COMMENT).iter().map(name).collect();
        assert_eq!(steps.join(", "), expected, "{fault}");
    }
}

#[test]
fn an_end_is_recorded_before_it_comes() {
    let mut service = service();
    let mut exchange = service.begin(call("post_comment", "reset", COMMENT));
    let Some(Step::Log(line)) = service.step(&mut exchange, now(), TOOK) else { panic!("no log") };
    assert_eq!(line, "POST /api/v2/rest/post_comment - 7 ms, fault reset");
    assert_eq!(list(&mut service, "requests")[2]["status"], Value::Null);
    assert!(matches!(service.step(&mut exchange, now(), TOOK), Some(Step::End(End::Reset))));
    assert!(service.step(&mut exchange, now(), TOOK).is_none());
}

#[test]
fn a_call_whose_client_left_is_not_executed_but_recorded_once() {
    let mut service = service();
    let mut exchange = service.begin(call("post_comment", "latency=5", COMMENT));
    assert!(matches!(service.step(&mut exchange, now(), TOOK), Some(Step::Sleep(_))));
    let line = service.finish(&mut exchange, None, TOOK);
    assert_eq!(line.as_deref(), Some("POST /api/v2/rest/post_comment - 7 ms, fault latency=5"));
    assert_eq!(service.finish(&mut exchange, None, TOOK), None);
    assert_eq!(list(&mut service, "requests").as_array().unwrap().len(), 3);
    let comments = response(post(&mut service, "load_comments", "none", "room_id=201")).0;
    assert_eq!(json_of(&comments)["results"], json!({ "comments": [] }));
}

#[test]
fn a_delivery_is_recorded_until_a_reset() {
    let mut service = service();
    let first = event(post(&mut service, "post_comment", "none", COMMENT));
    let second = event(post(&mut service, "post_comment", "none", COMMENT));
    assert_eq!(first.signature.as_ref().map(String::len), Some(64));
    let line = service.delivered(&first, Ok(StatusCode::OK));
    assert_eq!(line, format!("webhook {} to http://hook/: 200", Settings::FIRST_COMMENT_ID));
    let expected = json!({ "url": "http://hook/", "status": 200, "comment_id": first.comment_id, "body": first.body });
    assert_eq!(list(&mut service, "webhooks"), json!([expected]));
    let mut reset = service.begin(request(Method::POST, "/_sandbox/reset", "none", ""));
    all(&mut service, &mut reset);
    service.delivered(&second, Err("refused".to_owned()));
    assert_eq!(list(&mut service, "webhooks"), json!([]));
}

#[test]
fn a_face_reads_and_changes_what_the_control_routes_do() {
    let mut service = service();
    service.add_fault("status=500;every=2".parse().unwrap());
    post(&mut service, "post_comment", "none", COMMENT);
    let mut exchange = service.begin(request(Method::GET, "/none", "none", ""));
    all(&mut service, &mut exchange);
    let mut plain = call("post_comment", "none", COMMENT);
    plain.headers_mut().remove("sandbox-fault");
    for status in [200, 500] {
        let mut exchange = service.begin(plain.clone());
        assert_eq!(response(all(&mut service, &mut exchange)).0.status(), status);
        service.add_fault("status=501;times=1;every=3".parse().unwrap());
    }
    let fault =
        |fault: &str, seen, applied| json!({ "fault": fault, "from": "run-time", "seen": seen, "applied": applied });
    let late = "status=501;times=1;every=3";
    assert_eq!(service.faults(), json!([fault("status=500;every=2", 2, 1), fault(late, 1, 0), fault(late, 0, 0)]));
    for name in ["requests", "unknown-routes", "webhooks", "faults"] {
        let shown = match name {
            "requests" => service.requests(),
            "unknown-routes" => service.unknown_routes(),
            "webhooks" => service.webhooks(),
            _ => service.faults(),
        };
        assert_eq!(shown, list(&mut service, name), "{name}");
    }
    assert_eq!(service.unknown_routes(), json!([{ "method": "GET", "path": "/none" }]));
    service.clear_faults();
    assert_eq!((service.faults(), service.requests().as_array().unwrap().len()), (json!([]), 6));
    service.add_fault("reset".parse().unwrap());
    service.reset();
    assert_eq!((service.faults(), service.requests(), service.unknown_routes()), (json!([]), json!([]), json!([])));
}

#[test]
fn the_receiver_of_webhooks_can_change() {
    let mut service = service();
    let first = event(post(&mut service, "post_comment", "none", COMMENT));
    let people = vec!["a".to_owned()];
    service.deliver_webhooks(Webhook { url: Some("http://other/".to_owned()), key: None, people });
    let second = event(post(&mut service, "post_comment", "none", COMMENT));
    assert_eq!((second.url.as_str(), second.signature.as_deref()), ("http://other/", None));
    // By the REST API, and by a person.
    let kind = |event: &Event| serde_json::from_str::<Value>(&event.body).unwrap()["type"].clone();
    assert_eq!((kind(&first), kind(&second)), (json!("post_comment_rest"), json!("post_comment_mobile")));
    for event in [&first, &second] {
        service.delivered(event, Ok(StatusCode::OK));
    }
    let webhooks = service.webhooks();
    assert_eq!((&webhooks[0]["url"], &webhooks[1]["url"]), (&json!("http://hook/"), &json!("http://other/")));
    service.deliver_webhooks(Webhook::default());
    let steps = post(&mut service, "post_comment", "none", COMMENT);
    assert!(!steps.iter().any(|step| matches!(step, Step::Deliver(_))));
}

#[test]
fn time_is_what_the_face_says() {
    let mut service = service();
    let (comment, _) = response(post(&mut service, "post_comment", "none", COMMENT));
    assert_eq!(json_of(&comment)["results"]["comment"]["timestamp"], "2017-07-14T02:40:00Z");
    let (refused, _) = response(post(&mut service, "post_comment", "status=503;retry-date=60", COMMENT));
    assert_eq!(refused.headers()["retry-after"], "Fri, 14 Jul 2017 02:41:00 GMT");
}

#[test]
fn a_redirect_without_a_host_goes_by_the_authority() {
    let mut service = service();
    for (uri, location) in [
        ("http://127.0.0.1:7070/api/v2/rest/post_comment?x=1", "http://localhost:7070/api/v2/rest/post_comment?x=1"),
        ("http://localhost/api/v2/rest/post_comment", "http://127.0.0.1/api/v2/rest/post_comment"),
    ] {
        let mut exchange = service.begin(request(Method::POST, uri, "redirect;to=other", COMMENT));
        let (redirect, _) = response(all(&mut service, &mut exchange));
        assert_eq!(redirect.headers()["location"], location, "{uri}");
    }
}

#[test]
fn files_are_the_face_s_business() {
    let mut service = service();
    for (path, elsewhere) in [("/", true), ("/apis", true), ("/api/none", false), ("/_sandbox", false)] {
        let exchange = service.begin(request(Method::GET, path, "none", ""));
        assert_eq!(exchange.elsewhere().is_some(), elsewhere, "{path}");
    }
    let mut exchange = service.begin(request(Method::GET, "/index.html", "none", ""));
    let line = service.finish(&mut exchange, Some(StatusCode::OK), TOOK);
    assert_eq!(line.as_deref(), Some("GET /index.html 200 7 ms"));
    assert_eq!(list(&mut service, "unknown-routes"), json!([]));
    let mut exchange = service.begin(request(Method::GET, "/none", "none", ""));
    assert_eq!(response(all(&mut service, &mut exchange)).0.status(), 404);
    assert_eq!(list(&mut service, "unknown-routes"), json!([{ "method": "GET", "path": "/none" }]));
}

#[test]
fn a_body_over_the_limit_is_refused() {
    let mut service = service();
    let body = format!("email=a&username={}", "x".repeat(BODY_LIMIT));
    let (refused, _) = response(post(&mut service, "login_or_register", "none", &body));
    assert_eq!(refused.status(), 413);
}
