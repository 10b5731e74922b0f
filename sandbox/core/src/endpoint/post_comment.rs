//! `POST post_comment`: writes to a room as one of its participants, then announces it by webhook.

use super::{Announcement, Context, known, unknown_room};
use crate::check::Check;
use crate::error::ApiError;
use crate::params::Params;
use crate::store::{Comment, Draft, Room, RoomRef};
use crate::view;
use serde_json::{Value, json};

const MOST_CHARACTERS: usize = 4000;

/// `system_event` is missing on purpose: it's only ever received.
const TYPES: [&str; 11] = [
    "text",
    "account_linking",
    "buttons",
    "button_postback_response",
    "card",
    "carousel",
    "contact_person",
    "custom",
    "file_attachment",
    "location",
    "reply",
];

pub fn call(context: &mut Context<'_>, params: &Params) -> Result<Value, ApiError> {
    let mut check = Check::new(params);
    let room = check.required_room("room_id");
    let mut draft = read(&mut check);
    check.done()?;

    let store = &mut *context.store;
    known(store, params, std::slice::from_ref(&draft.email))?;
    let found = store.room(&room).ok_or_else(|| unknown_room(params, &room))?;
    if found.member(&draft.email).is_none() {
        return Err(ApiError::rejected(format!("user {} is not a participant of room {}", draft.email, found.id)));
    }
    if draft.kind == "reply" {
        quote(&mut draft.payload, found, |comment| store.user(&comment.email).map(|user| user.username.clone()))?;
    }
    let id = found.id;
    store.post(&RoomRef::Id(id), draft, context.now);
    let posted = store.room(&RoomRef::Id(id)).and_then(|room| Some((room, room.last_comment()?)));
    let (room, comment) = posted.ok_or_else(|| params.unknown("room"))?;
    context.announcements.push(Announcement {
        comment_id: comment.id,
        sender: comment.email.clone(),
        payload: view::webhook_payload(store, room, comment),
    });
    Ok(view::object([("comment", view::comment(store, room, comment))]))
}

fn read(check: &mut Check) -> Draft {
    let email = check.required_text("sender_email");
    let kind = check.word("type", &TYPES).unwrap_or_else(|| "text".to_owned());
    let payload = check.object("payload");
    let message = if kind == "text" { Some(check.required_text("message")) } else { check.text("message") };
    if kind != "text" && !check.has("payload") {
        check.problem("payload", "can't be blank");
    }
    let text = payload.as_ref().and_then(|payload| payload.get("text")).and_then(Value::as_str);
    let message = message.unwrap_or_else(|| text.unwrap_or_default().to_owned());
    if message.chars().count() > MOST_CHARACTERS {
        check.problem("message", format!("is too long (maximum is {MOST_CHARACTERS} characters)"));
    }
    Draft {
        email,
        message,
        kind,
        payload: payload.unwrap_or_default(),
        extras: check.object("extras").unwrap_or_else(|| json!({})),
        unique_temp_id: check.text("unique_temp_id"),
        disable_link_preview: check.flag("disable_link_preview"),
    }
}

/// Adds what a reply repeats of the comment that it answers.
fn quote(payload: &mut Value, room: &Room, name: impl Fn(&Comment) -> Option<String>) -> Result<(), ApiError> {
    let id = match payload.get("replied_comment_id") {
        Some(Value::String(text)) => text.parse().ok(),
        other => other.and_then(Value::as_u64),
    };
    let Some(replied) = room.comments.iter().find(|comment| Some(comment.id) == id) else {
        let what = "must name a comment of the room as replied_comment_id";
        return Err(ApiError::Invalid(vec![("payload", what.to_owned())]));
    };
    let quoted = [
        ("replied_comment_id", json!(replied.id)),
        ("replied_comment_is_deleted", json!(false)),
        ("replied_comment_message", json!(replied.message)),
        ("replied_comment_payload", replied.payload.clone()),
        ("replied_comment_sender_email", json!(replied.email)),
        ("replied_comment_sender_username", json!(name(replied))),
        ("replied_comment_type", json!(replied.kind)),
    ];
    if let Some(payload) = payload.as_object_mut() {
        payload.extend(quoted.map(|(key, value)| (key.to_owned(), value)));
    }
    Ok(())
}
