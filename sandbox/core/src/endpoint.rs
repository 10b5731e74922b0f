//! The eight endpoints, and one beyond them. Each takes parameters and returns its `results`; what they share is here.

mod add_room_participants;
mod create_room;
mod get_or_create_room_with_target;
mod get_rooms_info;
mod get_user_rooms;
mod load_comments;
mod login_or_register;
mod post_comment;
mod remove_room_participants;

pub use create_room::call as create_room;
pub use get_or_create_room_with_target::call as get_or_create_room_with_target;
pub use login_or_register::call as login_or_register;
pub use post_comment::call as post_comment;

use crate::check::Check;
use crate::error::{ApiError, reply};
use crate::message::{Request, Response};
use crate::params::Params;
use crate::store::{Kind, Room, RoomRef, Store};
use crate::view::{self, Participants};
use http::StatusCode;
use serde_json::Value;
use std::time::SystemTime;

/// An endpoint: its name, which is its path too, and its code.
pub struct Endpoint {
    /// The last segment of its path.
    pub name: &'static str,
    /// The methods that it answers.
    pub methods: Methods,
    call: fn(&mut Context<'_>, &Params) -> Result<Value, ApiError>,
}

/// The methods that an endpoint answers.
pub enum Methods {
    /// GET.
    Get,
    /// POST.
    Post,
    /// Those of the settings.
    Chosen,
    /// GET, if the settings have the endpoint at all.
    Optional,
}

/// What an endpoint works on.
pub struct Context<'a> {
    /// Users, rooms and comments.
    pub store: &'a mut Store,
    /// The time.
    pub now: SystemTime,
    /// How groups list their participants.
    pub participants: Participants,
    /// The webhooks to send.
    pub announcements: &'a mut Vec<Announcement>,
}

/// A webhook to send, if there is anywhere to send it.
pub struct Announcement {
    /// The comment that it announces.
    pub comment_id: u64,
    /// The email of its sender.
    pub sender: String,
    /// What it tells of the comment.
    pub payload: Value,
}

static ENDPOINTS: [Endpoint; 9] = [
    Endpoint { name: "create_room", methods: Methods::Post, call: create_room::call },
    Endpoint {
        name: "get_or_create_room_with_target",
        methods: Methods::Get,
        call: get_or_create_room_with_target::call,
    },
    Endpoint { name: "get_rooms_info", methods: Methods::Post, call: get_rooms_info::call },
    Endpoint { name: "get_user_rooms", methods: Methods::Optional, call: get_user_rooms::call },
    Endpoint { name: "add_room_participants", methods: Methods::Post, call: add_room_participants::call },
    Endpoint { name: "remove_room_participants", methods: Methods::Post, call: remove_room_participants::call },
    Endpoint { name: "post_comment", methods: Methods::Post, call: post_comment::call },
    Endpoint { name: "load_comments", methods: Methods::Chosen, call: load_comments::call },
    Endpoint { name: "login_or_register", methods: Methods::Post, call: login_or_register::call },
];

/// The names of all endpoints.
pub fn names() -> [&'static str; ENDPOINTS.len()] {
    std::array::from_fn(|at| ENDPOINTS.get(at).map_or("", |endpoint| endpoint.name))
}

/// An endpoint by its name.
pub fn find(name: &str) -> Option<&'static Endpoint> {
    ENDPOINTS.iter().find(|endpoint| endpoint.name == name)
}

impl Endpoint {
    /// Executes a call.
    pub fn answer(&self, context: &mut Context<'_>, request: &Request) -> Result<Response, ApiError> {
        let params = Params::read(request)?;
        let results = (self.call)(context, &params)?;
        Ok(reply(StatusCode::OK, &view::object([("results", results), ("status", 200.into())])))
    }
}

/// Refuses users that nobody registered.
fn known(store: &Store, params: &Params, emails: &[String]) -> Result<(), ApiError> {
    match store.strangers(emails) {
        strangers if strangers.is_empty() => Ok(()),
        strangers => Err(params.unknown(&format!("user {}", strangers.join(", ")))),
    }
}

fn unknown_room(params: &Params, room: &RoomRef) -> ApiError {
    match room {
        RoomRef::Id(id) => params.unknown(&format!("room {id}")),
        RoomRef::Unique(id) => params.unknown(&format!("room {id}")),
    }
}

/// Changes the participants of a group, and tells who is in it then.
fn change_group(
    context: &mut Context<'_>,
    params: &Params,
    change: impl FnOnce(&mut Room, Vec<String>),
) -> Result<Value, ApiError> {
    let mut check = Check::new(params);
    let room = check.required_room("room_id");
    let emails = check.required_texts("emails");
    check.done()?;

    let store = &mut *context.store;
    group(store, params, &room)?;
    known(store, params, &emails)?;
    let room = group(store, params, &room)?;
    let id = room.id;
    change(room, emails);
    Ok(show_group(context, id))
}

/// A group as its results show it.
fn show_group(context: &Context<'_>, id: u64) -> Value {
    let room = context.store.room(&RoomRef::Id(id));
    room.map_or(Value::Null, |room| view::group(context.store, room, context.participants))
}

/// The room whose participants may be changed: only a group's.
fn group<'a>(store: &'a mut Store, params: &Params, room: &RoomRef) -> Result<&'a mut Room, ApiError> {
    let found = store.room_mut(room).ok_or_else(|| unknown_room(params, room))?;
    if found.kind == Kind::Group {
        return Ok(found);
    }
    Err(ApiError::rejected(format!("room {} is a single room: its participants are fixed", found.id)))
}
