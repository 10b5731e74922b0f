//! A post that has to be confirmed: what is asked of the server, and that a message is there once, or not at all.
//!
//! The world is a room on a server whose responses get lost, and a clock.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use qiscus_wasm::client::response::Response;
use qiscus_wasm::client::{Client, Failure, FailureKind, PendingCall, Platform, Step};
use qiscus_wasm::endpoint::POST_COMMENT;
use qiscus_wasm::error::{Code, Error, Outcome};
use qiscus_wasm::event::ClientEvent;
use qiscus_wasm::options::{Call, Config, Environment};
use qiscus_wasm::schema::{AnyValue, JsonValue};
use serde_json::{Value, json};

/// What happens to a request.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fate {
    /// It is executed and answered.
    Answered,
    /// The connection is lost, before or after it is executed.
    LostBefore,
    LostAfter,
    /// It is answered with this status, before or after it is executed.
    FailsBefore(u16),
    FailsAfter(u16),
    /// It is never answered, and never executed; or executed.
    StallsBefore,
    StallsAfter,
    /// It never leaves.
    NotSent,
    /// The server has too many requests.
    AsksToWait,
    /// It is executed, and the response is not what the types promise.
    Garbled,
    /// The caller gives up while it is under way; it is executed.
    AbortedAfter,
}
use Fate::*;

/// The server's clock is an hour ahead of ours.
const AHEAD: f64 = 3_600_000.0;

struct World {
    now: Cell<f64>,
    deadline: Option<f64>,
    /// When each comment was stored by our clock, and its id.
    comments: RefCell<Vec<(f64, String)>>,
    /// How many comments others write while one is posted, and while one is looked up.
    noise: [usize; 2],
    events: RefCell<Vec<String>>,
}

impl World {
    fn new(deadline: Option<f64>) -> Self {
        Self { now: Cell::new(0.0), deadline, comments: RefCell::default(), noise: [0, 0], events: RefCell::default() }
    }

    /// With comments of before the call.
    fn with_comments(self, count: usize, age: f64) -> Self {
        self.comments.borrow_mut().extend((0..count).map(|_| (-age, "before".to_owned())));
        self
    }

    fn stored(&self, id: &str) -> usize {
        self.comments.borrow().iter().filter(|(_, other)| other == id).count()
    }

    fn passes(&self, milliseconds: f64) {
        self.now.set(self.now.get() + milliseconds);
    }

    fn execute(&self, url: &str, form: &str) -> Value {
        let field = |name: &str| form.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        let mut comments = self.comments.borrow_mut();
        let results = if url.ends_with("/post_comment") {
            comments.push((self.now.get(), field("unique_temp_id").unwrap().to_owned()));
            json!({ "comment": comment(comments.len(), &comments[comments.len() - 1]) })
        } else {
            assert!(url.ends_with("/load_comments") && field("room_id") == Some("7"), "{url} {form}");
            let (page, limit): (usize, usize) =
                (field("page").unwrap().parse().unwrap(), field("limit").unwrap().parse().unwrap());
            let newest_first = comments.iter().enumerate().rev().skip((page - 1) * limit).take(limit);
            json!({ "comments": newest_first.map(|(id, stored)| comment(id + 1, stored)).collect::<Vec<_>>() })
        };
        json!({ "results": results, "status": 200 })
    }
}

/// A comment; its timestamp is in milliseconds, by the server's clock.
fn comment(id: usize, (stored, unique_temp_id): &(f64, String)) -> Value {
    json!({ "id": id, "comment_before_id": id - 1, "message": "hi", "email": "a", "username": "a", "user_avatar_url": "",
        "timestamp": (stored + AHEAD).to_string(), "unique_temp_id": unique_temp_id, "disable_link_preview": false })
}

impl Platform for World {
    type Cause = ();
    fn now(&self) -> f64 {
        self.now.get()
    }
    fn random(&self) -> f64 {
        0.5
    }
    fn random_bytes(&self, bytes: &mut [u8]) {
        bytes.fill(18);
    }
    fn remaining(&self) -> Option<f64> {
        self.deadline.map(|deadline| (deadline - self.now()).max(0.0))
    }
    fn age(&self, time: &str, _: &str) -> f64 {
        self.now() + AHEAD - time.parse().unwrap_or(f64::NAN)
    }
    fn listens(&self) -> bool {
        true
    }
    fn emit(&self, event: ClientEvent) {
        let ClientEvent { r#type, endpoint, attempt, code, .. } = event;
        let code = code.map_or("", |code| match code {
            Code::Network => " network",
            Code::Timeout => " timeout",
            _ => " another",
        });
        self.events.borrow_mut().push(format!("{} {endpoint} {attempt}{code}", r#type.as_str()));
    }
}

/// What is done next, without the values of the response before.
enum Next {
    Send,
    Sleep(u32),
    Ends(Result<String, Box<Error>>),
}

fn next(step: Step<JsonValue, ()>) -> Next {
    match step {
        Step::Send => Next::Send,
        Step::Sleep(wait) => Next::Sleep(wait),
        Step::Found(comment) => Next::Ends(Ok(comment.get("unique_temp_id").text())),
        Step::Done(Ok(results)) => Next::Ends(Ok(results.get("comment").get("unique_temp_id").text())),
        Step::Done(Err((error, _))) => Next::Ends(Err(error)),
    }
}

/// Posts a comment in this world. The last fate goes on for ever.
fn post(world: &World, params: Value, options: &Value, fates: &[Fate]) -> Result<String, Box<Error>> {
    let environment = Environment { in_page: false, is_url: |_| true };
    let client = Rc::new(Client::new(Config::new(&JsonValue::of(&json!({ "appId": "app" })), environment).unwrap()));
    let (params, options) = (JsonValue::of(&params), JsonValue::of(options));
    let call = Call::new(&client.config, &POST_COMMENT, &params, &options).unwrap();
    let (mut pending, step) = PendingCall::start(client, world, Cow::Borrowed(&POST_COMMENT), &params, &call);
    let mut step = next(step);
    let mut fates = fates.iter().copied();
    let mut fate = Answered;
    loop {
        step = match step {
            Next::Ends(result) => return result,
            Next::Sleep(wait) => {
                let wait = f64::from(wait);
                let left = world.remaining().unwrap_or(f64::INFINITY);
                world.passes(wait.min(left));
                next(pending.slept::<JsonValue>((wait > left).then(|| failure(FailureKind::TimedOut))))
            }
            Next::Send => {
                fate = fates.next().unwrap_or(fate);
                let (url, form, limit) = (pending.request().url(), pending.request().form.clone(), pending.limit());
                let executes = !matches!(fate, LostBefore | FailsBefore(_) | StallsBefore | NotSent | AsksToWait);
                let body = if executes { world.execute(&url, &form) } else { json!({ "error": { "message": "no" } }) };
                let (noise, now) = (world.noise[usize::from(url.ends_with("/load_comments"))], world.now());
                world.comments.borrow_mut().extend((0..noise).map(|_| (now, "other".to_owned())));
                world.passes(20.0);
                if world.remaining() == Some(0.0) {
                    step = next(pending.received::<JsonValue>(Err(failure(FailureKind::TimedOut))));
                    continue;
                }
                let response = |status, retry_after| {
                    let json = JsonValue::of(&body);
                    Ok((Response { status, retry_after, json, text: JsonValue::missing(), exceeded: None }, None))
                };
                next(pending.received(match fate {
                    Answered => response(200, None),
                    FailsBefore(status) | FailsAfter(status) => response(status, None),
                    AsksToWait => response(429, Some(300)),
                    Garbled => {
                        let (json, text) = (JsonValue::missing(), JsonValue::missing());
                        Ok((Response { status: 200, retry_after: None, json, text, exceeded: None }, None))
                    }
                    LostBefore | LostAfter => Err(failure(FailureKind::Lost)),
                    NotSent => Err(failure(FailureKind::NotSent)),
                    AbortedAfter => Err(failure(FailureKind::Aborted)),
                    StallsBefore | StallsAfter => {
                        assert!(limit.is_finite(), "a request would hang for ever");
                        world.passes(limit);
                        Err(failure(FailureKind::TimedOut))
                    }
                }))
            }
        };
    }
}

fn failure(kind: FailureKind) -> Failure<()> {
    Failure { kind, reason: String::new(), cause: Some(()) }
}

fn message() -> Value {
    json!({ "sender_email": "a", "room_id": 7, "message": "hi", "unique_temp_id": "mine" })
}

fn confirmed() -> Value {
    json!({ "confirm": true })
}

/// Posts with half a minute. Returns what became of it, how often the message is there, and the events.
fn run(fates: &[Fate]) -> (Result<String, Box<Error>>, usize, Vec<String>) {
    let world = World::new(Some(30_000.0));
    let result = post(&world, message(), &confirmed(), fates);
    (result, world.stored("mine"), world.events.take())
}

#[test]
fn a_post_that_is_answered_is_not_looked_up() {
    let (result, stored, events) = run(&[Answered]);
    assert_eq!((result.unwrap().as_str(), stored), ("mine", 1));
    assert_eq!(events, ["request post_comment 1", "response post_comment 1"]);
}

#[test]
fn a_post_that_was_stored_is_found() {
    for fate in [LostAfter, FailsAfter(500), FailsAfter(408), StallsAfter, Garbled] {
        let (result, stored, events) = run(&[fate, Answered]);
        assert_eq!((result.unwrap().as_str(), stored), ("mine", 1), "{fate:?}");
        assert!(events[1].starts_with("retry post_comment 1 "), "{events:?}");
        assert_eq!(events[2..], ["request load_comments 1", "response load_comments 1", "response post_comment 1"]);
    }
}

#[test]
fn a_post_that_is_absent_twice_is_sent_again() {
    for fate in [LostBefore, FailsBefore(500), StallsBefore] {
        let (result, stored, events) = run(&[fate, Answered]);
        assert_eq!((result.unwrap().as_str(), stored), ("mine", 1), "{fate:?}");
        let look = ["request load_comments 1", "response load_comments 1"];
        let again = ["request post_comment 2", "response post_comment 2"];
        assert_eq!(events[2..], [look, look, again].concat());
    }
}

#[test]
fn a_post_that_surely_did_nothing_is_sent_again_without_a_look() {
    for fate in [NotSent, AsksToWait] {
        let (result, stored, events) = run(&[fate, Answered]);
        assert_eq!((result.unwrap().as_str(), stored), ("mine", 1));
        assert!(!events.iter().any(|event| event.contains("load_comments")), "{events:?}");
    }
}

#[test]
fn where_it_can_not_be_said_the_error_says_unknown_and_why() {
    let absent = "the server failed: no; it was not found in the newest comments, in post_comment (status 500)";
    let refused = "looking it up failed: the server refused access: no, in load_comments (status 401)";
    let failed = "looking it up failed: the server failed: no, in load_comments (status 500)";
    let late = "looking it up failed: no response in time, in load_comments";
    let cases: [(&[Fate], Code, String, usize); 6] = [
        (
            &[FailsBefore(500), Answered, Answered, FailsBefore(500), Answered, Answered, FailsBefore(500), Answered],
            Code::ServerError,
            absent.to_owned(),
            0,
        ),
        (&[LostAfter, FailsBefore(401)], Code::Network, format!("no response; {refused}, in post_comment"), 1),
        (&[LostBefore, FailsBefore(401)], Code::Network, format!("no response; {refused}, in post_comment"), 0),
        (&[LostAfter, FailsBefore(500)], Code::Network, format!("no response; {failed}, in post_comment"), 1),
        (&[StallsAfter], Code::Timeout, format!("no response in time; {late}, in post_comment"), 1),
        (&[LostAfter, AbortedAfter], Code::Aborted, "aborted, in load_comments, in post_comment".to_owned(), 1),
    ];
    for (fates, code, message, times) in cases {
        let (result, stored, _) = run(fates);
        let error = result.unwrap_err();
        assert_eq!((&*error.message, error.code, stored), (&*message, code, times));
        assert_eq!((error.outcome, error.endpoint.as_deref()), (Some(Outcome::Unknown), Some("post_comment")));
        assert_eq!(error.unique_temp_id.as_deref(), Some("mine"));
    }
}

#[test]
fn an_abort_is_not_looked_up() {
    let (result, _, events) = run(&[AbortedAfter]);
    assert_eq!(result.unwrap_err().code, Code::Aborted);
    assert_eq!(events, ["request post_comment 1", "failure post_comment 1 another"]);
}

#[test]
fn without_retries_a_post_is_looked_up_and_never_sent_again() {
    for (fate, found) in [(LostAfter, true), (LostBefore, false)] {
        let world = World::new(Some(30_000.0));
        let result = post(&world, message(), &json!({ "confirm": true, "maxRetries": 0 }), &[fate, Answered]);
        assert_eq!((result.is_ok(), world.stored("mine")), (found, usize::from(found)));
        assert_eq!(world.events.borrow().iter().filter(|event| event.starts_with("request post_comment")).count(), 1);
    }
}

#[test]
fn without_the_option_nothing_is_looked_up() {
    for options in [json!({}), json!({ "confirm": false })] {
        let world = World::new(Some(30_000.0));
        let error = post(&world, message(), &options, &[LostAfter, Answered]).unwrap_err();
        assert_eq!(error.message, "no response, in post_comment");
        assert_eq!(*world.events.borrow(), ["request post_comment 1", "failure post_comment 1 network"]);
    }
}

#[test]
fn an_empty_id_is_no_id_to_look_for() {
    let world = World::new(Some(30_000.0));
    let mut params = message();
    params["unique_temp_id"] = json!("");
    let error = post(&world, params, &confirmed(), &[LostAfter, Answered]).unwrap_err();
    assert_eq!((error.outcome, world.events.borrow().len()), (Some(Outcome::Unknown), 2));
}

#[test]
fn an_id_among_the_extra_parameters_is_looked_for_as_it_is_sent() {
    // As a list it has another name, and an id is made up.
    for (given, sent) in
        [(json!("mine"), "mine"), (json!(5), "5"), (json!(true), "true"), (json!(["a"]), "qwiiiiiiiiiiiiiiiiiiii")]
    {
        let world = World::new(Some(30_000.0));
        let params = json!({ "sender_email": "a", "room_id": 7, "message": "hi" });
        let options = json!({ "confirm": true, "extraParams": { "unique_temp_id": given } });
        let id = post(&world, params, &options, &[LostAfter, Answered]).unwrap();
        assert_eq!((&*id, world.comments.borrow().len()), (sent, 1), "{given}");
    }
}

#[test]
fn pages_are_searched_until_a_comment_is_older_than_the_call() {
    let requests =
        |world: &World| world.events.borrow().iter().filter(|event| event.starts_with("request load")).count();
    // Written by others while the post was under way; written before; how many pages are searched, each time.
    for (noise, before, pages) in [(0, 0, 1), (0, 500, 1), (99, 1, 1), (100, 1, 2), (250, 500, 3), (250, 0, 4)] {
        let world = || World { noise: [noise, 0], ..World::new(None) }.with_comments(before, 100_000.0);
        let (absent, there) = (world(), world());
        let options = json!({ "confirm": true, "maxRetries": 0 });
        assert!(post(&absent, message(), &options, &[LostBefore, Answered]).is_err());
        assert_eq!(requests(&absent), 2 * pages, "{noise} {before}");
        assert!(post(&there, message(), &options, &[LostAfter, Answered]).is_ok());
        assert_eq!(requests(&there), noise / 100 + 1, "{noise} {before}");
    }
    // A minute is granted to clocks that differ, so comments of just before the call don't end the search.
    let world = World::new(None).with_comments(350, 59_000.0);
    assert!(post(&world, message(), &json!({ "confirm": true, "maxRetries": 0 }), &[LostBefore, Answered]).is_err());
    assert_eq!(requests(&world), 10, "five pages, the last one empty, twice");
}

#[test]
fn a_server_that_gives_the_same_page_for_ever_is_not_searched_for_ever() {
    let world = World { noise: [100, 100], ..World::new(None) };
    let error = post(&world, message(), &confirmed(), &[LostBefore, Answered]).unwrap_err();
    assert_eq!(error.message, "no response; it was not found in the newest comments, in post_comment");
    assert_eq!(world.events.borrow().iter().filter(|event| event.starts_with("request load")).count(), 100);
}

fn fate() -> impl Strategy<Value = Fate> {
    let statuses = vec![500, 502, 503, 504, 408, 425];
    prop_oneof![
        4 => Just(Answered),
        2 => select(vec![LostBefore, LostAfter, StallsBefore, StallsAfter, NotSent, AsksToWait, Garbled]),
        1 => select(statuses.clone()).prop_map(FailsBefore),
        1 => select(statuses).prop_map(FailsAfter),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever happens to the requests: a message that was posted is there once, one that wasn't is not there, and of one
    /// of which nobody knows there are no two.
    #[test]
    fn a_message_is_there_once_or_not_at_all(
        fates in vec(fate(), 1..40), noise in [0_usize..250, 0_usize..120], before in 0_usize..300, retries in 0_u32..5, seconds in 1_u32..60,
    ) {
        let world = World { noise, ..World::new(Some(f64::from(seconds) * 1000.0)) }.with_comments(before, 120_000.0);
        let result = post(&world, message(), &json!({ "confirm": true, "maxRetries": retries }), &fates);
        let stored = world.stored("mine");
        match result {
            Ok(id) => prop_assert_eq!((id.as_str(), stored), ("mine", 1)),
            Err(error) => match error.outcome {
                Some(Outcome::Unknown) => prop_assert!(stored <= 1),
                Some(Outcome::Accepted) => prop_assert_eq!(stored, 1),
                _ => prop_assert_eq!(stored, 0),
            },
        }
        prop_assert!(world.now() <= f64::from(seconds) * 1000.0 + 20.0, "the deadline has passed");
    }
}
