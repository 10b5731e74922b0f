//! The sandbox's own routes, for tests and for the curious. They aren't recorded themselves.

use crate::app::App;
use crate::error::reply;
use crate::fault;
use crate::journal::Journal;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use serde_json::{Value, json};
use std::collections::VecDeque;

type List = fn(&mut Journal) -> &mut VecDeque<Value>;

/// The default picture of a user: needs no network.
const AVATAR: &str = concat!(
    r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#8a94a6"/>"##,
    r##"<circle cx="32" cy="25" r="11" fill="#fff"/><path d="M10 60a22 19 0 0 1 44 0z" fill="#fff"/></svg>"##
);

/// The routes, below `/_sandbox`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/health", get(|| async { reply(StatusCode::OK, &json!({ "status": "ok" })) }))
        .route("/requests", list(|journal| &mut journal.requests))
        .route("/unknown-routes", list(|journal| &mut journal.unknown_routes))
        .route("/webhooks", list(|journal| &mut journal.webhooks))
        .route("/faults", fault::route())
        .route("/reset", post(reset))
        .route("/avatar.svg", get(|| async { ([(header::CONTENT_TYPE, "image/svg+xml")], AVATAR) }))
}

/// GET shows a list, DELETE empties it.
fn list(list: List) -> MethodRouter<App> {
    let show = move |State(app): State<App>| async move {
        let mut journal = app.journal();
        reply(StatusCode::OK, &list(&mut journal).iter().cloned().collect())
    };
    let empty = move |State(app): State<App>| async move {
        list(&mut app.journal()).clear();
        StatusCode::NO_CONTENT
    };
    get(show).delete(empty)
}

async fn reset(State(app): State<App>) -> Response {
    app.store().clear();
    app.faults().restart();
    app.journal().clear();
    StatusCode::NO_CONTENT.into_response()
}
