//! The steps of a call: which requests are sent, how often, after which waits, and which events are emitted. No clock, no
//! network: the platform is a script.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod oracle;

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use oracle::retry_after::parse_date;
use qiscus_wasm::client::response::Response;
use qiscus_wasm::client::retry;
use qiscus_wasm::client::{Client, Failure, FailureKind, PendingCall, Platform, Step};
use qiscus_wasm::endpoint::{CREATE_ROOM, ENDPOINTS, Endpoint, GET_ROOMS_INFO, LOAD_COMMENTS, POST_COMMENT, Repeat};
use qiscus_wasm::error::{Code, Error, Outcome};
use qiscus_wasm::event::ClientEvent;
use qiscus_wasm::options::{Call, Config, Environment};
use qiscus_wasm::schema::JsonValue;
use serde_json::{Value, json};

#[derive(Default)]
struct Script {
    remaining: Cell<Option<f64>>,
    now: Cell<f64>,
    events: RefCell<Vec<String>>,
}

impl Platform for Script {
    type Cause = &'static str;
    fn now(&self) -> f64 {
        self.now.set(self.now.get() + 5.0);
        self.now.get()
    }
    fn random(&self) -> f64 {
        0.5
    }
    fn random_bytes(&self, bytes: &mut [u8]) {
        bytes.fill(18);
    }
    fn remaining(&self) -> Option<f64> {
        self.remaining.get()
    }
    fn age(&self, _: &str, _: &str) -> f64 {
        f64::NAN
    }
    fn listens(&self) -> bool {
        true
    }
    fn emit(&self, event: ClientEvent) {
        let ClientEvent { r#type, method, attempt, status, delay, code, .. } = event;
        let mut text = format!("{} {method} {attempt}", r#type.as_str());
        for (name, value) in [("status", status), ("delay", delay)] {
            value.inspect(|value| text.push_str(&format!(" {name}={value}")));
        }
        code.inspect(|code| text.push_str(&format!(" {}", code.as_str())));
        self.events.borrow_mut().push(text);
    }
}

/// What the network does with a request, in order; the last one goes on for ever.
#[derive(Clone, Copy)]
enum Network {
    Answers(u16),
    AsksToWait(u16, u32),
    Fails(FailureKind),
}
use Network::{Answers, AsksToWait, Fails};

fn client(options: &Value) -> Rc<Client> {
    let environment = Environment { in_page: false, is_url: |_| true };
    Rc::new(Client::new(Config::new(&JsonValue::of(options), environment).unwrap()))
}

fn params(endpoint: &Endpoint) -> Value {
    match &*endpoint.name {
        "load_comments" => json!({ "room_id": 1 }),
        "post_comment" => json!({ "sender_email": "a", "room_id": 1, "message": "hi", "unique_temp_id": "t" }),
        "create_room" => json!({ "name": "n", "participants": ["a"], "creator": "a" }),
        "get_rooms_info" => json!({ "room_id": [1], "user_email": "a" }),
        name => panic!("no parameters for {name}"),
    }
}

fn results(endpoint: &Endpoint) -> Value {
    let comment = json!({ "id": 1, "comment_before_id": 0, "message": "hi", "email": "a", "username": "a", "user_avatar_url": "",
        "timestamp": "t", "unique_temp_id": "t", "disable_link_preview": false });
    let results = match &*endpoint.name {
        "load_comments" => json!({ "comments": [] }),
        "post_comment" => json!({ "comment": comment }),
        "create_room" => {
            json!({ "creator": "a", "participants": ["a"], "room_id": 1, "room_name": "n", "room_type": "group" })
        }
        "get_rooms_info" => json!({ "rooms_info": [] }),
        name => panic!("no results for {name}"),
    };
    json!({ "results": results, "status": 200 })
}

/// Makes a call on this network. Returns whether it succeeded or why not, and the events.
fn run(
    client: &Rc<Client>,
    script: &Script,
    endpoint: &'static Endpoint,
    options: &Value,
    network: &[Network],
) -> (Result<(), Box<Error>>, Vec<String>) {
    let (params, good, bad) = (params(endpoint), results(endpoint), json!({ "error": { "message": "no" } }));
    let (params, options) = (JsonValue::of(&params), JsonValue::of(options));
    let call = Call::new(&client.config, endpoint, &params, &options).unwrap();
    let (mut pending, mut step) =
        PendingCall::start(Rc::clone(client), script, Cow::Borrowed(endpoint), &params, &call);
    let mut network = network.iter().copied();
    let mut last = Fails(FailureKind::Lost);
    let result = loop {
        step = match step {
            Step::Done(result) => break result.map(|_| ()).map_err(|(error, _)| error),
            Step::Found(_) => panic!("nothing was to be confirmed"),
            Step::Sleep(_) => pending.slept(None),
            Step::Send => {
                last = network.next().unwrap_or(last);
                pending.received(match last {
                    Answers(status) | AsksToWait(status, _) => {
                        let retry_after = match last {
                            AsksToWait(_, wait) => Some(wait),
                            _ => None,
                        };
                        let json = JsonValue::of(if status == 200 { &good } else { &bad });
                        Ok((Response { status, retry_after, json, text: JsonValue::missing(), exceeded: None }, None))
                    }
                    Fails(kind) => {
                        if kind == FailureKind::TimedOut {
                            script.remaining.set(Some(0.0));
                        }
                        Err(Failure { kind, reason: "why".to_owned(), cause: Some("thrown") })
                    }
                })
            }
        };
    };
    (result, script.events.take())
}

fn events(endpoint: &'static Endpoint, options: Value, network: &[Network]) -> Vec<String> {
    run(&client(&json!({ "appId": "app" })), &Script::default(), endpoint, &options, network).1
}

#[test]
fn a_call_that_succeeds_is_one_request() {
    assert_eq!(events(&POST_COMMENT, json!({}), &[Answers(200)]), ["request POST 1", "response POST 1 status=200"]);
}

#[test]
fn reads_are_repeated_and_posts_only_where_nothing_happened() {
    use FailureKind::{Aborted, Lost, NoResponse, NotSent, TimedOut};
    // What happens to the first request; whether a read and a post are sent again.
    let table = [
        (Answers(400), false, false),
        (Answers(401), false, false),
        (Answers(404), false, false),
        (Answers(408), true, false),
        (Answers(425), true, false),
        (Answers(429), true, true),
        (AsksToWait(429, 3000), true, true),
        (Answers(500), true, false),
        (Answers(502), true, false),
        (Answers(503), true, false),
        (AsksToWait(503, 1000), true, true),
        (Answers(504), true, false),
        (Answers(302), false, false),
        (Fails(Lost), true, false),
        (Fails(NotSent), true, true),
        (Fails(NoResponse), false, false),
        (Fails(TimedOut), false, false),
        (Fails(Aborted), false, false),
    ];
    for (at, (first, read, post)) in table.into_iter().enumerate() {
        for (endpoint, again) in [(&GET_ROOMS_INFO, read), (&POST_COMMENT, post), (&CREATE_ROOM, post)] {
            let events = events(endpoint, json!({}), &[first, Answers(200)]);
            assert_eq!(
                events.iter().any(|event| event.starts_with("retry")),
                again,
                "row {at}, {}: {events:?}",
                endpoint.name
            );
        }
    }
}

#[test]
fn no_endpoint_that_posts_is_repeated_always() {
    let posting: Vec<_> = ENDPOINTS.iter().filter(|e| e.repeat == Repeat::Once).map(|e| &*e.name).collect();
    assert_eq!(posting, ["create_room", "post_comment"]);
}

#[test]
fn retries_are_counted_and_their_waits_grow() {
    let expected = [
        "request POST 1",
        "retry POST 1 status=500 delay=250 server_error",
        "request POST 2",
        "retry POST 2 status=500 delay=500 server_error",
        "request POST 3",
        "failure POST 3 status=500 server_error",
    ];
    assert_eq!(events(&GET_ROOMS_INFO, json!({}), &[Answers(500)]), expected);
}

#[test]
fn zero_retries_are_one_request() {
    let events = events(&GET_ROOMS_INFO, json!({ "maxRetries": 0 }), &[Fails(FailureKind::NotSent)]);
    assert_eq!(events, ["request POST 1", "failure POST 1 network"]);
}

#[test]
fn the_server_says_when() {
    let events = events(&POST_COMMENT, json!({ "maxRetries": 1 }), &[AsksToWait(429, 7000), Answers(200)]);
    assert_eq!(events.get(1).unwrap(), "retry POST 1 status=429 delay=7000 rate_limited");
}

#[test]
fn a_wait_beyond_the_deadline_is_not_waited() {
    let script = Script { remaining: Some(6999.0).into(), ..Script::default() };
    let (result, events) =
        run(&client(&json!({ "appId": "app" })), &script, &POST_COMMENT, &json!({}), &[AsksToWait(429, 7000)]);
    assert_eq!(events, ["request POST 1", "failure POST 1 status=429 rate_limited"]);
    assert_eq!(result.unwrap_err().retry_after, Some(7000));
}

#[test]
fn the_fallback_method_is_tried_once_and_remembered() {
    let client = client(&json!({ "appId": "app" }));
    let script = Script::default();
    let (result, events) = run(&client, &script, &LOAD_COMMENTS, &json!({}), &[Answers(405), Answers(200)]);
    assert!(result.is_ok());
    let retried = "retry POST 1 status=405 delay=0 rejected";
    assert_eq!(events, ["request POST 1", retried, "request GET 2", "response GET 2 status=200"]);
    let (_, events) = run(&client, &script, &POST_COMMENT, &json!({}), &[Answers(200)]);
    assert_eq!(events, ["request POST 1", "response POST 1 status=200"]);
    let (_, events) = run(&client, &script, &LOAD_COMMENTS, &json!({}), &[Answers(200)]);
    assert_eq!(events, ["request GET 1", "response GET 1 status=200"]);
}

#[test]
fn where_both_methods_fail_the_first_error_is_shown() {
    let client = client(&json!({ "appId": "app" }));
    let (result, events) = run(&client, &Script::default(), &LOAD_COMMENTS, &json!({}), &[Answers(404), Answers(400)]);
    let retried = "retry POST 1 status=404 delay=0 not_found";
    assert_eq!(events, ["request POST 1", retried, "request GET 2", "failure GET 2 status=400 not_found"]);
    let error = result.unwrap_err();
    assert_eq!((error.code, error.status, error.attempts), (Code::NotFound, Some(404), Some(2)));
    let (_, events) = run(&client, &Script::default(), &LOAD_COMMENTS, &json!({}), &[Answers(200)]);
    assert_eq!(events[0], "request POST 1", "a method that failed is not remembered");
}

#[test]
fn the_fallback_method_is_repeated_as_any_request() {
    let client = client(&json!({ "appId": "app" }));
    let network = [Answers(405), AsksToWait(429, 0), Answers(200)];
    let (result, events) = run(&client, &Script::default(), &LOAD_COMMENTS, &json!({}), &network);
    assert!(result.is_ok());
    assert_eq!(events.last().unwrap(), "response GET 3 status=200");
}

#[test]
fn a_request_that_can_not_be_sent_is_not_tried_again() {
    let events = events(&GET_ROOMS_INFO, json!({}), &[Fails(FailureKind::CannotSend)]);
    assert_eq!(events, ["request POST 1", "failure POST 1 network"]);
}

#[test]
fn an_error_says_what_then_where() {
    let client = client(&json!({ "appId": "app" }));
    let table = [
        (Answers(400), "the server rejected the request: no, in post_comment (status 400)", Outcome::Rejected),
        (Answers(401), "the server refused access: no, in post_comment (status 401)", Outcome::Rejected),
        (
            Answers(404),
            "the server found nothing there: no (https://app.qiscus.com/api/v2/rest/post_comment), in post_comment (status 404)",
            Outcome::Rejected,
        ),
        (Answers(429), "rate limited by the server: no, in post_comment (status 429)", Outcome::Rejected),
        (Answers(500), "the server failed: no, in post_comment (status 500)", Outcome::Unknown),
        (Fails(FailureKind::Lost), "no response: why, in post_comment", Outcome::Unknown),
        (Fails(FailureKind::NotSent), "the request could not be sent: why, in post_comment", Outcome::NotSent),
        (
            Fails(FailureKind::NotConnected),
            "the request could not be sent: why (https://app.qiscus.com/api/v2/rest/post_comment), in post_comment",
            Outcome::NotSent,
        ),
        (
            Fails(FailureKind::LostUnexplained),
            "no response: why (https://app.qiscus.com/api/v2/rest/post_comment), in post_comment",
            Outcome::Unknown,
        ),
        (Fails(FailureKind::TimedOut), "no response within 30000 ms, in post_comment", Outcome::Unknown),
        (Fails(FailureKind::Aborted), "aborted: why, in post_comment", Outcome::Unknown),
        (Fails(FailureKind::NoResponse), "`fetch` returned no response: why, in post_comment", Outcome::Unknown),
    ];
    for (first, message, outcome) in table {
        let (result, _) = run(&client, &Script::default(), &POST_COMMENT, &json!({ "maxRetries": 0 }), &[first]);
        let error = result.unwrap_err();
        assert_eq!((&*error.message, error.outcome), (message, Some(outcome)));
        assert_eq!((error.attempts, error.unique_temp_id.as_deref()), (Some(1), Some("t")));
    }
}

#[test]
fn every_failure_has_its_code_outcome_and_message() {
    use FailureKind::{Aborted, CannotSend, Lost, LostUnexplained, NoResponse, NotConnected, NotSent, TimedOut};
    for kind in [Aborted, TimedOut, Lost, LostUnexplained, NotSent, NotConnected, CannotSend, NoResponse] {
        // A match, so that a new kind is missing here.
        let (code, outcome, message) = match kind {
            Aborted => (Code::Aborted, Outcome::Unknown, "aborted"),
            TimedOut => (Code::Timeout, Outcome::Unknown, "no response in time"),
            Lost | LostUnexplained => (Code::Network, Outcome::Unknown, "no response"),
            NotSent | NotConnected | CannotSend => (Code::Network, Outcome::NotSent, "the request could not be sent"),
            NoResponse => (Code::InvalidResponse, Outcome::Unknown, "`fetch` returned no response"),
        };
        for (reason, message) in [("", message.to_owned()), ("why", format!("{message}: why"))] {
            let (error, cause) = Failure { kind, reason: reason.to_owned(), cause: Some("thrown") }.error();
            assert_eq!(
                (error.code.clone(), error.outcome.clone(), &error.message),
                (code.clone(), Some(outcome.clone()), &message)
            );
            assert_eq!(cause, Some("thrown"), "{kind:?}");
            let mut bare = Error::new(code.clone(), &message);
            bare.outcome = Some(outcome.clone());
            assert_eq!(error, bare, "nothing else is said of {kind:?}");
        }
        let (error, cause) = Failure { kind, reason: String::new(), cause: None::<()> }.error();
        assert_eq!((&*error.message, cause), (message, None));
    }
}

#[test]
fn a_timeout_that_was_meant_in_seconds_is_pointed_out() {
    let client = client(&json!({ "appId": "app" }));
    let hint = " (`timeout` is in milliseconds)";
    for (timeout, message) in [
        (json!(1), format!("no response within 1 ms{hint}")),
        (json!(30), format!("no response within 30 ms{hint}")),
        (json!(999), format!("no response within 999 ms{hint}")),
        (json!(1000), "no response within 1000 ms".to_owned()),
        (json!(120_000), "no response within 120000 ms".to_owned()),
    ] {
        let late = [Fails(FailureKind::TimedOut)];
        let (result, _) = run(&client, &Script::default(), &POST_COMMENT, &json!({ "timeout": timeout }), &late);
        let error = result.unwrap_err();
        assert_eq!((error.code, error.message), (Code::Timeout, format!("{message}, in post_comment")));
    }
}

#[test]
fn a_timeout_during_a_wait_is_that_of_the_call() {
    let client = client(&json!({ "appId": "app", "timeout": 250 }));
    let script = Script::default();
    let (params, none) = (JsonValue::of(&params(&GET_ROOMS_INFO)), JsonValue::missing());
    let call = Call::new(&client.config, &GET_ROOMS_INFO, &params, &none).unwrap();
    let (mut pending, _) = PendingCall::start(client, &script, Cow::Borrowed(&GET_ROOMS_INFO), &params, &call);
    let failure = |kind| Failure { kind, reason: String::new(), cause: None };
    let step: Step<JsonValue, _> = pending.received(Err(failure(FailureKind::Lost)));
    assert!(matches!(step, Step::Sleep(250)));
    let Step::Done(Err((error, _))) = pending.slept::<JsonValue>(Some(failure(FailureKind::TimedOut))) else {
        panic!("not done")
    };
    let message = "no response within 250 ms (`timeout` is in milliseconds), in get_rooms_info";
    assert_eq!((&*error.message, error.code, error.outcome), (message, Code::Timeout, Some(Outcome::Unknown)));
}

#[test]
fn what_one_request_may_have_done_is_not_undone_by_the_next_ones() {
    let client = client(&json!({ "appId": "app" }));
    let lost = Fails(FailureKind::Lost);
    let table: [(&[Network], Outcome); 6] = [
        (&[lost, Answers(400)], Outcome::Unknown),
        (&[lost, Fails(FailureKind::NotSent)], Outcome::Unknown),
        (&[lost, Fails(FailureKind::CannotSend)], Outcome::Unknown),
        (&[Answers(502), AsksToWait(429, 0), Answers(403)], Outcome::Unknown),
        (&[AsksToWait(429, 0), Fails(FailureKind::NotSent), Answers(400)], Outcome::Rejected),
        (&[AsksToWait(503, 0), Fails(FailureKind::NotSent)], Outcome::NotSent),
    ];
    for (network, outcome) in table {
        let (result, _) = run(&client, &Script::default(), &GET_ROOMS_INFO, &json!({}), network);
        assert_eq!(result.unwrap_err().outcome, Some(outcome));
    }
}

#[test]
fn an_abort_during_a_wait_keeps_what_the_last_request_may_have_done() {
    let client = client(&json!({ "appId": "app" }));
    let script = Script::default();
    let value = params(&POST_COMMENT);
    let (params, none) = (JsonValue::of(&value), JsonValue::missing());
    let call = Call::new(&client.config, &POST_COMMENT, &params, &none).unwrap();
    let (mut pending, _) = PendingCall::start(client, &script, Cow::Borrowed(&POST_COMMENT), &params, &call);
    let lost = Failure { kind: FailureKind::NotSent, reason: String::new(), cause: None };
    let step: Step<JsonValue, _> = pending.received(Err(lost));
    assert!(matches!(step, Step::Sleep(250)));
    let aborted = Failure { kind: FailureKind::Aborted, reason: String::new(), cause: Some("reason") };
    let Step::Done(Err((error, cause))) = pending.slept::<JsonValue>(Some(aborted)) else { panic!("not done") };
    assert_eq!((error.code, error.outcome, cause), (Code::Aborted, Some(Outcome::NotSent), Some("reason")));
}

#[test]
fn waits_are_spread_between_nothing_and_their_longest() {
    let error = |retry_after| {
        let mut error = Error::new(Code::ServerError, "");
        (error.status, error.retry_after) = (Some(500), retry_after);
        error
    };
    let wait = |attempts, random| retry::wait(Repeat::Idempotent, &error(None), attempts, 100, None, random);
    let longest = [(1, 500), (2, 1000), (3, 2000), (4, 4000), (5, 8000), (6, 8000), (40, 8000)];
    for (attempts, longest) in longest {
        assert_eq!((wait(attempts, 0.0), wait(attempts, 1.0)), (Some(0), Some(longest)), "attempt {attempts}");
    }
    assert_eq!(retry::wait(Repeat::Idempotent, &error(Some(60_000)), 1, 2, None, 0.5), Some(60_000));
    assert_eq!(retry::wait(Repeat::Idempotent, &error(None), 3, 2, None, 0.5), None);
}

#[test]
fn retry_after_is_seconds_or_a_date() {
    let now = parse_date("Wed, 21 Oct 2015 07:28:00 GMT");
    let table = [
        ("0", Some(0)),
        ("2", Some(2000)),
        (" 120 ", Some(120_000)),
        ("99999999999", Some(u32::MAX)),
        ("4294967295", Some(u32::MAX)),
        ("Wed, 21 Oct 2015 07:28:30 GMT", Some(30_000)),
        ("Wed, 21 Oct 2015 07:27:00 GMT", Some(0)),
        ("-1", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
    ];
    for (header, wait) in table {
        assert_eq!(retry::retry_after(header, None, now, parse_date), wait, "{header:?}");
    }
}

#[test]
fn a_date_is_waited_for_by_the_clock_of_the_server() {
    let [servers_now, in_30_seconds] = ["Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 21 Oct 2015 07:28:30 GMT"];
    let now = parse_date(servers_now);
    // The header, the response's `Date`, how far our own clock is ahead, and the wait.
    for (header, date, ahead, wait) in [
        (in_30_seconds, Some(servers_now), 0.0, 30_000),
        (in_30_seconds, Some(servers_now), 3_600_000.0, 30_000),
        (in_30_seconds, Some(servers_now), -3_600_000.0, 30_000),
        (in_30_seconds, Some("Wed, 21 Oct 2015 07:29:00 GMT"), 0.0, 0),
        ("30", Some("Wed, 21 Oct 2015 07:29:00 GMT"), 3_600_000.0, 30_000),
        // What isn't a date says nothing, and our own clock is all there is.
        (in_30_seconds, None, 10_000.0, 20_000),
        (in_30_seconds, Some(""), 10_000.0, 20_000),
        (in_30_seconds, Some("1445412480"), 10_000.0, 20_000),
        (in_30_seconds, Some("2015-10-21T07:28:00Z"), 10_000.0, 20_000),
        (in_30_seconds, Some("Wed, today: noon"), 10_000.0, 20_000),
    ] {
        let asked = retry::retry_after(header, date, now + ahead, parse_date);
        assert_eq!(asked, Some(wait), "{header:?} at {date:?}, {ahead} ms ahead");
    }
}

#[test]
fn what_only_an_engine_takes_for_a_date_is_no_retry_after() {
    let parse_date = |_: &str| 0.0;
    for header in ["1.5", "-3", "soon 5", "later, maybe 7", "Monday 5", "at 07:28:00", "2015-10-21T07:28:30Z"] {
        assert_eq!(retry::retry_after(header, None, 0.0, parse_date), None, "{header:?}");
    }
    for header in ["Wed, 21 Oct 2015 07:28:00 GMT", "Wednesday, 21-Oct-15 07:28:00 GMT", "Wed Oct 21 07:28:00 2015"] {
        assert_eq!(retry::retry_after(header, None, 0.0, parse_date), Some(0), "{header:?}");
    }
}
