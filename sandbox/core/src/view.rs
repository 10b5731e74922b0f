//! How replies and webhooks show what the store holds. Real replies carry many more keys than the specification
//! shows, so these do too: a client that can't take them should find out here.

use crate::store::{Comment, Member, Room, Store, User};
use humantime::{format_rfc3339_micros, format_rfc3339_seconds};
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

/// The time of an empty room's last comment.
const NEVER: &str = "0001-01-01T00:00:00Z";

/// How the results of `create_room`, `add_room_participants` and `remove_room_participants` list participants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Participants {
    /// By email, as the specification shows it.
    #[default]
    Strings,
    /// As objects like those of the other endpoints, which some clients expect.
    Objects,
}

/// `user` of `login_or_register`.
pub fn user(store: &Store, user: &User) -> Value {
    let app = json!({ "code": store.app_id(), "id": 1, "id_str": "1", "name": store.app_id() });
    json!({
        "app": app,
        "avatar": { "avatar": { "url": user.avatar_url } },
        "avatar_url": user.avatar_url,
        "email": user.email,
        "extras": user.extras,
        "id": user.id,
        "id_str": user.id.to_string(),
        "last_comment_id": 0,
        "last_comment_id_str": "0",
        "pn_android_configured": user.device_platform.as_deref() == Some("android"),
        "pn_ios_configured": user.device_platform.as_deref() == Some("ios"),
        "rtKey": "sandbox",
        "token": user.token,
        "username": user.username,
    })
}

/// The results of `create_room` and of the two participant calls.
pub fn group(store: &Store, room: &Room, form: Participants) -> Value {
    json!({
        "creator": room.creator,
        "participants": match form {
            Participants::Strings => room.members.iter().map(|member| member.email.as_str()).collect(),
            Participants::Objects => participants(store, room),
        },
        "room_avatar_url": room.avatar_url,
        "room_id": room.id,
        "room_id_str": room.id.to_string(),
        "room_name": room.name,
        "room_options": room.options,
        "room_type": room.kind.word(),
        "room_unique_id": room.unique_id,
    })
}

/// `room` of `get_or_create_room_with_target`.
pub fn room(store: &Store, room: &Room) -> Value {
    json!({
        "avatar_url": room.avatar_url,
        "chat_type": room.kind.word(),
        "id": room.id,
        "id_str": room.id.to_string(),
        "is_public_channel": false,
        "last_comment_id": room.last_comment_id(),
        "last_comment_id_str": room.last_comment_id().to_string(),
        "last_comment_message": room.last_comment().map_or("", |comment| &comment.message),
        "last_topic_id": room.id,
        "last_topic_id_str": room.id.to_string(),
        "options": room.options,
        "participants": participants(store, room),
        "raw_room_name": room.name,
        "room_name": room.name,
        "room_total_participants": room.members.len(),
        "unique_id": room.unique_id,
        "unread_count": 0,
    })
}

/// An entry of `rooms_info`, as the user sees it.
pub fn room_info(store: &Store, room: &Room, email: &str, show_participants: bool) -> Value {
    let last = room.last_comment();
    let sender = last.and_then(|comment| store.user(&comment.email));
    let mut info = json!({
        "is_public_channel": false,
        "is_removed": room.member(email).is_none(),
        "last_comment_id": room.last_comment_id(),
        "last_comment_id_str": room.last_comment_id().to_string(),
        "last_comment_message": last.map_or("", |comment| &comment.message),
        "last_comment_sender_email": sender.map_or("", |user| &user.email),
        "last_comment_sender_id": sender.map_or(0, |user| user.id),
        "last_comment_sender_id_str": sender.map_or(0, |user| user.id).to_string(),
        "last_comment_sender_username": sender.map_or("", |user| &user.username),
        "last_comment_timestamp": last.map_or(NEVER.into(), |comment| seconds(comment.posted)),
        "last_comment_timestamp_unix": last.map_or(0, |comment| unix_nano(comment.posted) / 1_000_000_000),
        "raw_room_name": room.name,
        "room_avatar_url": room.avatar_url,
        "room_id": room.id,
        "room_id_str": room.id.to_string(),
        "room_name": room.name,
        "room_options": room.options.as_deref().unwrap_or("{}"),
        "room_type": room.kind.word(),
        "room_unique_id": room.unique_id,
        "unread_count": room.unread(email),
    });
    if show_participants {
        set(&mut info, "participants", participants(store, room));
    }
    info
}

/// A comment, as every endpoint shows it.
pub fn comment(store: &Store, room: &Room, comment: &Comment) -> Value {
    let user = store.user(&comment.email);
    let avatar_url = user.map_or("", |user| &user.avatar_url);
    json!({
        "comment_before_id": comment.before_id,
        "comment_before_id_str": comment.before_id.to_string(),
        "disable_link_preview": comment.disable_link_preview,
        "email": comment.email,
        "extras": comment.extras,
        "id": comment.id,
        "id_str": comment.id.to_string(),
        "is_deleted": false,
        "is_public_channel": false,
        "message": comment.message,
        "payload": comment.payload,
        "room_id": room.id,
        "room_id_str": room.id.to_string(),
        "status": "sent",
        "timestamp": seconds(comment.posted),
        "topic_id": room.id,
        "topic_id_str": room.id.to_string(),
        "type": comment.kind,
        "unique_temp_id": comment.unique_temp_id,
        "unix_nano_timestamp": unix_nano(comment.posted),
        "unix_timestamp": unix_nano(comment.posted) / 1_000_000_000,
        "user_avatar": { "avatar": { "url": avatar_url } },
        "user_avatar_url": avatar_url,
        "user_id": user.map_or(0, |user| user.id),
        "user_id_str": user.map_or(0, |user| user.id).to_string(),
        "username": user.map_or("", |user| &user.username),
    })
}

/// A room with all that is in it.
pub fn room_with_comments(store: &Store, room: &Room) -> Value {
    object([
        ("room_id", room.id.into()),
        ("room_name", room.name.as_str().into()),
        ("room_type", room.kind.word().into()),
        ("participants", room.members.iter().map(|member| member.email.as_str()).collect()),
        ("comments", room.comments.iter().map(|one| comment(store, room, one)).collect()),
    ])
}

/// A comment in a room's history, which also names the room.
pub fn comment_in_room(store: &Store, room: &Room, one: &Comment) -> Value {
    let mut value = comment(store, room, one);
    set(&mut value, "room_name", json!(room.name));
    value
}

/// The payload of the webhook that announces a comment.
pub fn webhook_payload(store: &Store, room: &Room, comment: &Comment) -> Value {
    let from = store.user(&comment.email).map(
        |user| json!({ "avatar_url": user.avatar_url, "email": user.email, "id": user.id, "name": user.username }),
    );
    let mut participants = participants(store, room);
    for participant in participants.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        participant.retain(|key, _| key != "active" && key != "extras");
    }
    json!({
        "from": from,
        "message": {
            "comment_before_id": comment.before_id,
            "created_at": format_rfc3339_micros(comment.posted).to_string(),
            "disable_link_preview": comment.disable_link_preview,
            "id": comment.id,
            "payload": comment.payload,
            "text": comment.message,
            "timestamp": seconds(comment.posted),
            "type": comment.kind,
            "unique_temp_id": comment.unique_temp_id,
            "unix_timestamp": unix_nano(comment.posted) / 1_000_000_000,
        },
        "room": {
            "id": room.id,
            "name": room.name,
            "options": room.options.as_deref().unwrap_or("{}"),
            "participants": participants,
            "room_avatar": room.avatar_url,
            "topic_id": room.id,
            "type": room.kind.word(),
        },
    })
}

fn participants(store: &Store, room: &Room) -> Value {
    let participant = |member: &Member| {
        let user = store.user(&member.email)?;
        Some(json!({
            "active": true,
            "avatar_url": user.avatar_url,
            "email": user.email,
            "extras": user.extras,
            "id": user.id,
            "last_comment_read_id": member.last_read,
            "last_comment_received_id": member.last_read,
            "username": user.username,
        }))
    };
    room.members.iter().filter_map(participant).collect()
}

/// An object of these fields. `json!` would copy the values.
pub fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    Value::Object(fields.map(|(name, value)| (name.to_owned(), value)).into_iter().collect())
}

fn set(object: &mut Value, key: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}

fn seconds(time: SystemTime) -> String {
    format_rfc3339_seconds(time).to_string()
}

/// Nanoseconds since 1970: above 2^53, so JavaScript's own JSON loses its last digits.
fn unix_nano(time: SystemTime) -> u64 {
    let nanos = time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    u64::try_from(nanos).unwrap_or(u64::MAX)
}
