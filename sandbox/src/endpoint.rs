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

use crate::access;
use crate::app::App;
use crate::check::Check;
use crate::config::{Config, LoadComments};
use crate::error::{ApiError, reply};
use crate::params::Params;
use crate::store::{Kind, Room, RoomRef, Store};
use crate::view;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use serde_json::{Value, json};

/// Their names, which are their paths too.
pub const NAMES: [&str; 9] = [
    "create_room",
    "get_or_create_room_with_target",
    "get_rooms_info",
    "get_user_rooms",
    "add_room_participants",
    "remove_room_participants",
    "post_comment",
    "load_comments",
    "login_or_register",
];

type Endpoint = fn(&App, &Params) -> Result<Value, ApiError>;

/// The routes, below `/api/v2/rest`.
pub fn routes(config: &Config) -> Router<App> {
    let by_post = |endpoint: Endpoint| -> MethodRouter<App> {
        post(move |State(app): State<App>, request: Request| answer(app, request, endpoint))
    };
    let by_get = |endpoint: Endpoint| -> MethodRouter<App> {
        get(move |State(app): State<App>, request: Request| answer(app, request, endpoint))
    };
    let load = match config.load_comments {
        LoadComments::Post => by_post(load_comments::call),
        LoadComments::Get => by_get(load_comments::call),
        LoadComments::Both => by_post(load_comments::call).merge(by_get(load_comments::call)),
    };
    let mut router = Router::new();
    if config.get_user_rooms {
        router = router.route("/get_user_rooms", by_get(get_user_rooms::call));
    }
    router
        .route("/create_room", by_post(create_room::call))
        .route("/get_or_create_room_with_target", by_get(get_or_create_room_with_target::call))
        .route("/get_rooms_info", by_post(get_rooms_info::call))
        .route("/add_room_participants", by_post(add_room_participants::call))
        .route("/remove_room_participants", by_post(remove_room_participants::call))
        .route("/post_comment", by_post(post_comment::call))
        .route("/load_comments", load)
        .route("/login_or_register", by_post(login_or_register::call))
}

async fn answer(app: App, request: Request, endpoint: Endpoint) -> Response {
    if let Err(error) = access::check(&app, request.headers()) {
        return error.into_response();
    }
    let results = Params::read(request).await.and_then(|params| endpoint(&app, &params));
    match results {
        Ok(results) => reply(StatusCode::OK, &json!({ "results": results, "status": 200 })),
        Err(error) => error.into_response(),
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
fn change_group(app: &App, params: &Params, change: impl FnOnce(&mut Room, Vec<String>)) -> Result<Value, ApiError> {
    let mut check = Check::new(params);
    let room = check.required_room("room_id");
    let emails = check.required_texts("emails");
    check.done()?;

    let mut store = app.store();
    group(&mut store, params, &room)?;
    known(&store, params, &emails)?;
    let room = group(&mut store, params, &room)?;
    change(room, emails);
    Ok(view::group(room))
}

/// The room whose participants may be changed: only a group's.
fn group<'a>(store: &'a mut Store, params: &Params, room: &RoomRef) -> Result<&'a mut Room, ApiError> {
    let found = store.room_mut(room).ok_or_else(|| unknown_room(params, room))?;
    if found.kind == Kind::Group {
        return Ok(found);
    }
    Err(ApiError::rejected(format!("room {} is a single room: its participants are fixed", found.id)))
}
