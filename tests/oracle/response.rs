//! What a response may be, written a second time: plain serde and HTTP's own meaning of a status, from the specification and not
//! from the crate's models. `tests/fuzz_seeds.rs` and `fuzz/` hold the crate's verdict against this one.

use super::payload;
use super::plain::{Id, Rest, RoomType, TextOrObject, Time, Whole};
use qiscus_wasm::client::response::{Response, parse_response};
use qiscus_wasm::endpoint::{ENDPOINTS, Endpoint, Repeat};
use qiscus_wasm::error::{Code, Error, MAX_BODY, Outcome};
use qiscus_wasm::schema::{JsonValue, MAX_ISSUES, Strength};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

/// Holds the verdict on a response to an input: a line as `loadComments 200`, with the milliseconds of a `Retry-After` behind it
/// if there was one, and then the body. Gives whether it is a response with results.
pub fn hold(input: &[u8]) -> bool {
    let text = String::from_utf8_lossy(input);
    let Some((head, body)) = text.split_once('\n') else { return false };
    let mut words = head.split(' ');
    let mut word = || words.next().unwrap_or_default();
    let endpoint = word();
    let Some(endpoint) = ENDPOINTS.iter().find(|known| known.method_name == endpoint) else { return false };
    let Ok(status) = word().parse() else { return false };
    let retry_after = word().parse().ok();

    let value: Option<Value> = serde_json::from_str(body).ok();
    let text = Value::from(body);
    let response = Response {
        status,
        retry_after,
        json: JsonValue::from(value.as_ref()),
        text: JsonValue::of(&text),
        exceeded: None,
    };
    let refused = refused(status, value.as_ref());
    let expected = refused.is_none() && value.as_ref().is_some_and(|value| has_results(endpoint, value));
    match parse_response(endpoint, &response, Strength::Strict) {
        Ok(results) => {
            assert!(expected, "accepted, but plain serde refuses it");
            hold_results(endpoint, value.as_ref().and_then(|value| value.get("results")), results.0.to_json().as_ref());
        }
        Err(error) => {
            assert!(!expected, "refused, but plain serde accepts it: {}", error.message);
            hold_body(&error, body);
            match refused {
                Some(refused) => hold_refusal(&error, refused, retry_after, value.as_ref()),
                None => hold_issues(endpoint, &error, status),
            }
        }
    }
    expected
}

/// The lists that the server may send as `null`.
const LISTS: [&str; 5] = ["comments", "participants", "rooms_info", "buttons", "cards"];

/// The results are what was sent, but for lists: what was `null` is an empty one.
fn hold_results(endpoint: &Endpoint, sent: Option<&Value>, results: Option<&Value>) {
    let (Some(sent), Some(results)) = (sent, results) else { panic!("there are no results") };
    assert!(is_same(sent, results), "sent {sent}, received {results}");
    let lists: &[&str] = match &*endpoint.name {
        "get_or_create_room_with_target" => &["/comments", "/room/participants"],
        "get_rooms_info" => &["/rooms_info"],
        "load_comments" => &["/comments"],
        "create_room" | "add_room_participants" | "remove_room_participants" => &["/participants"],
        _ => &[],
    };
    for list in lists {
        assert!(results.pointer(list).is_some_and(Value::is_array), "{list} of {results}");
    }
}

fn is_same(sent: &Value, received: &Value) -> bool {
    match (sent, received) {
        (Value::Array(sent), Value::Array(received)) => {
            sent.len() == received.len() && sent.iter().zip(received).all(|(sent, received)| is_same(sent, received))
        }
        (Value::Object(sent), Value::Object(received)) => {
            let is_same = |(name, sent): (&String, &Value)| match received.get(name) {
                Some(Value::Array(list)) if sent.is_null() => list.is_empty() && LISTS.contains(&&**name),
                Some(received) => is_same(sent, received),
                None => false,
            };
            sent.len() == received.len() && sent.iter().all(is_same)
        }
        _ => sent == received,
    }
}

/// The status of a refusal: HTTP's, or the envelope's own where a gateway has made a success of it.
fn refused(status: u16, body: Option<&Value>) -> Option<u16> {
    if !(200..300).contains(&status) {
        return Some(status);
    }
    let body = body?.as_object()?;
    if body.contains_key("results") {
        return None;
    }
    let own = match body.get("status") {
        Some(Value::Number(number)) => number.as_u64(),
        Some(Value::String(text)) if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
        _ => None,
    };
    let own = own.filter(|own| (400..600).contains(own)).map(|own| own as u16);
    own.or_else(|| body.get("error").filter(|error| !error.is_null()).map(|_| status))
}

/// The error has the beginning of the body, and never more than was promised.
fn hold_body(error: &Error, body: &str) {
    let kept = error.body.as_deref().unwrap_or_default();
    assert!(body.starts_with(kept) && kept.len() <= MAX_BODY);
    assert!(kept.len() == body.len() || kept.len() > MAX_BODY - 4, "{} of {} bytes", kept.len(), body.len());
}

fn hold_refusal(error: &Error, status: u16, retry_after: Option<u32>, body: Option<&Value>) {
    let code = match status {
        401 | 403 => Code::Unauthorized,
        404 => Code::NotFound,
        429 => Code::RateLimited,
        400..=499 => Code::Rejected,
        500..=599 => Code::ServerError,
        _ => Code::InvalidResponse,
    };
    let did_nothing = match status {
        408 | 425 => false,
        503 => retry_after.is_some(),
        _ => (400..500).contains(&status),
    };
    let outcome = if did_nothing { Outcome::Rejected } else { Outcome::Unknown };
    assert_eq!((&error.code, error.status, &error.outcome), (&code, Some(status), &Some(outcome)));
    assert_eq!((error.retry_after, error.issues.len()), (retry_after, 0));
    let said = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let body = body.and_then(Value::as_object);
    let in_body = |name| body.and_then(|body| body.get(name));
    let expected = match in_body("error") {
        Some(Value::Object(error)) => said(error.get("message")),
        error => said(error).or_else(|| said(in_body("message"))),
    };
    assert_eq!(error.api_message, expected);
    assert!(expected.is_none_or(|said| error.message.contains(&said)));
}

/// The error of a success that isn't one: its text is all ours, a line fit for logs.
fn hold_issues(endpoint: &Endpoint, error: &Error, status: u16) {
    assert_eq!((&error.code, error.status), (&Code::InvalidResponse, Some(status)));
    // What writes had its effect.
    assert_eq!(error.outcome, Some(if endpoint.repeat == Repeat::Read { Outcome::Unknown } else { Outcome::Accepted }));
    assert!((1..=MAX_ISSUES).contains(&error.issues.len()), "{} issues", error.issues.len());
    assert!(error.message.len() < 2048 && !error.message.contains(char::is_control), "{}", error.message);
    assert_eq!((&error.api_message, error.retry_after), (&None, None));
}

/// Whether plain serde takes a body for a response with results.
pub fn has_results(endpoint: &Endpoint, body: &Value) -> bool {
    let fits: fn(&Value) -> bool = match &*endpoint.name {
        "get_or_create_room_with_target" => is::<RoomWithComments>,
        "get_rooms_info" => is::<RoomsInfo>,
        "post_comment" => is::<PostedComment>,
        "load_comments" => is::<Comments>,
        "login_or_register" => is::<SignedIn>,
        _ => is::<Group>,
    };
    body.as_object().and_then(|body| body.get("results")).is_some_and(fits)
}

fn is<T: for<'a> Deserialize<'a>>(results: &Value) -> bool {
    T::deserialize(results).is_ok()
}

/// For a field that may be missing but not `null`: of a plain `Option`, serde takes both.
fn never_null<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    String::deserialize(deserializer).map(Some)
}

#[derive(Deserialize)]
struct RoomWithComments {
    room: Room,
    #[serde(deserialize_with = "Option::deserialize")]
    comments: Option<Vec<Comment>>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct RoomsInfo {
    #[serde(deserialize_with = "Option::deserialize")]
    rooms_info: Option<Vec<RoomInfo>>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct PostedComment {
    comment: Comment,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct Comments {
    #[serde(deserialize_with = "Option::deserialize")]
    comments: Option<Vec<Comment>>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct SignedIn {
    user: User,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct Group {
    creator: String,
    #[serde(deserialize_with = "Option::deserialize")]
    participants: Option<Vec<Member>>,
    room_id: Id,
    room_name: String,
    room_type: RoomType,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Member {
    Email(String),
    Participant(Box<Participant>),
}

#[derive(Deserialize)]
struct Participant {
    email: String,
    username: Option<String>,
    avatar_url: Option<String>,
    id: Option<Id>,
    id_str: Option<String>,
    last_comment_read_id: Option<Whole>,
    last_comment_received_id: Option<Whole>,
    active: Option<bool>,
    extras: Option<Map<String, Value>>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct Room {
    id: Id,
    chat_type: RoomType,
    room_name: String,
    avatar_url: String,
    #[serde(deserialize_with = "Option::deserialize")]
    participants: Option<Vec<Participant>>,
    last_comment_id: Whole,
    last_comment_message: String,
    last_topic_id: Id,
    options: Option<TextOrObject>,
    id_str: Option<String>,
    last_comment_id_str: Option<String>,
    last_topic_id_str: Option<String>,
    unique_id: Option<String>,
    raw_room_name: Option<String>,
    is_public_channel: Option<bool>,
    room_total_participants: Option<Whole>,
    unread_count: Option<Whole>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct RoomInfo {
    room_id: Id,
    room_name: String,
    room_type: RoomType,
    unread_count: Whole,
    last_comment_id: Whole,
    last_comment_message: String,
    last_comment_timestamp: String,
    last_comment_id_str: Option<String>,
    last_comment_sender_email: Option<String>,
    last_comment_sender_id: Option<Whole>,
    last_comment_sender_id_str: Option<String>,
    last_comment_sender_username: Option<String>,
    last_comment_timestamp_unix: Option<Time>,
    is_removed: Option<bool>,
    raw_room_name: Option<String>,
    room_avatar_url: Option<String>,
    room_unique_id: Option<String>,
    room_id_str: Option<String>,
    room_options: Option<TextOrObject>,
    participants: Option<Vec<Participant>>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
#[serde(try_from = "AnyComment")]
struct Comment;

impl TryFrom<AnyComment> for Comment {
    type Error = &'static str;
    fn try_from(comment: AnyComment) -> Result<Self, Self::Error> {
        let fits = payload::fits(comment.r#type.as_deref().unwrap_or("text"), &comment.payload);
        if fits { Ok(Self) } else { Err("not the payload of its type") }
    }
}

#[derive(Deserialize)]
struct AnyComment {
    id: Whole,
    comment_before_id: Whole,
    message: String,
    email: String,
    username: String,
    user_avatar_url: String,
    timestamp: String,
    unique_temp_id: String,
    disable_link_preview: bool,
    room_id: Option<Id>,
    room_name: Option<String>,
    id_str: Option<String>,
    comment_before_id_str: Option<String>,
    room_id_str: Option<String>,
    topic_id: Option<Id>,
    topic_id_str: Option<String>,
    user_id: Option<Id>,
    user_id_str: Option<String>,
    user_avatar: Option<UserAvatar>,
    unix_timestamp: Option<Time>,
    unix_nano_timestamp: Option<Time>,
    status: Option<String>,
    is_deleted: Option<bool>,
    is_public_channel: Option<bool>,
    extras: Option<Map<String, Value>>,
    #[serde(default, deserialize_with = "never_null")]
    r#type: Option<String>,
    #[serde(default)]
    payload: Value,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct UserAvatar {
    avatar: Option<Avatar>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct Avatar {
    url: Option<String>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct User {
    id: Whole,
    email: String,
    username: String,
    avatar_url: String,
    token: String,
    id_str: Option<String>,
    app: Option<App>,
    avatar: Option<UserAvatar>,
    extras: Option<Map<String, Value>>,
    last_comment_id: Option<Whole>,
    last_comment_id_str: Option<String>,
    pn_android_configured: Option<bool>,
    pn_ios_configured: Option<bool>,
    #[serde(rename = "rtKey")]
    rt_key: Option<String>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct App {
    code: Option<String>,
    id: Option<Whole>,
    id_str: Option<String>,
    name: Option<String>,
    #[serde(flatten)]
    rest: Rest,
}
