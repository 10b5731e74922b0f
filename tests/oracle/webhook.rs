//! What a webhook may be, written a second time: plain serde, from the specification and not from the crate's models.
//! `tests/webhook_properties.rs` and `fuzz/` hold the crate's verdict against this one.
//!
//! Both look at the same parsed value, so that some differences between parsers don't count:
//! - Of a key that stands there twice, the last one counts. serde refuses it when it reads the text itself.
//! - Numbers beyond 64 bits are floats, and those beyond an `f64` (`1e400`) no JSON. JavaScript reads infinity.
//! - A lone surrogate (`"\ud800"`) and more than 128 levels are no JSON to `serde_json`. JavaScript reads both.

use super::payload;
use super::plain::{Id, Rest, RoomType, TextOrObject, Time, one_of};
use qiscus_wasm::error::{Code, Error};
use qiscus_wasm::schema::{JsonValue, Strength};
use qiscus_wasm::webhook::{Body, validate};
use serde::Deserialize;
use serde_json::{Map, Value};

/// The crate's verdict on a raw body.
pub fn verdict(body: &[u8]) -> Result<(), Box<Error>> {
    match (serde_json::from_slice::<Value>(body), str::from_utf8(body)) {
        (_, Err(_)) => validate(Body::<JsonValue>::Bytes, Strength::Strict).map(drop),
        (Err(_), Ok(text)) => validate(Body::<JsonValue>::Text(text.to_owned()), Strength::Strict).map(drop),
        (Ok(value), _) => validate(Body::Json(JsonValue::of(&value)), Strength::Strict).map(drop),
    }
}

/// Holds the verdict on a raw body against the oracle's. Gives whether it is a webhook.
pub fn hold(body: &[u8]) -> bool {
    let expected = serde_json::from_slice(body).is_ok_and(|value| is_webhook(&value));
    match verdict(body) {
        Ok(()) => assert!(expected, "accepted, but plain serde refuses it"),
        Err(error) => {
            assert!(!expected, "refused, but plain serde accepts it: {}", error.message);
            assert_eq!(error.code, Code::InvalidWebhook);
            assert!((1..=100).contains(&error.issues.len()), "{} issues", error.issues.len());
        }
    }
    expected
}

/// Whether serde takes a value for a webhook.
pub fn is_webhook(value: &Value) -> bool {
    Event::deserialize(&lifted(value)).is_ok_and(|event| {
        let message = event.payload.message;
        payload::fits(&message.r#type, &message.payload)
    })
}

/// A value with the `type` at its top: deliveries of 2021 have it inside `payload`, and nowhere else.
pub fn lifted(value: &Value) -> Value {
    let mut value = value.clone();
    let inner = value.pointer("/payload/type").filter(|inner| inner.is_string()).cloned();
    if let (Some(event), Some(inner)) = (value.as_object_mut(), inner) {
        event.entry("type").or_insert(inner);
    }
    value
}

#[derive(Deserialize)]
struct Event {
    r#type: EventType,
    payload: Payload,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct EventType;

impl TryFrom<String> for EventType {
    type Error = &'static str;
    fn try_from(word: String) -> Result<Self, Self::Error> {
        one_of(&["post_comment", "post_comment_mobile", "post_comment_rest"], &word).map(|()| Self)
    }
}

#[derive(Deserialize)]
struct Payload {
    from: Sender,
    room: Room,
    message: Message,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct Sender {
    id: Id,
    email: String,
    name: String,
    avatar_url: Option<String>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct Room {
    id: Id,
    topic_id: Id,
    r#type: RoomType,
    name: String,
    participants: Option<Vec<Participant>>,
    options: Option<TextOrObject>,
    room_avatar: Option<String>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct Participant {
    email: String,
    id: Option<Id>,
    username: Option<String>,
    avatar_url: Option<String>,
    last_comment_read_id: Option<Id>,
    last_comment_received_id: Option<Id>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Deserialize)]
struct Message {
    r#type: String,
    text: String,
    id: Option<Id>,
    comment_before_id: Option<Id>,
    unique_temp_id: Option<String>,
    created_at: Option<String>,
    timestamp: Option<String>,
    unix_timestamp: Option<Time>,
    disable_link_preview: Option<bool>,
    extras: Option<Map<String, Value>>,
    #[serde(default)]
    payload: Value,
    #[serde(flatten)]
    rest: Rest,
}
