//! Faults on demand: one layer around the endpoints, which know nothing of it.
//!
//! | module | what |
//! |---|---|
//! | `grammar`, `value`, `spec` | a fault's text to what it means |
//! | `choice` | which request gets which |
//! | `effect`, `body`, `line` | what it does to the call, to the body of its reply, to the connection |

mod body;
mod choice;
mod effect;
mod grammar;
mod line;
mod spec;
mod value;

pub use choice::Faults;
pub use line::{Line, Lines};
pub use spec::Fault;

use crate::app::App;
use crate::error::{ApiError, reply};
use crate::journal::Entry;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use grammar::Place;
use spec::Kind;
use std::sync::Arc;

const HEADER: &str = "sandbox-fault";

/// The layer: lets the request through, or has a fault answer it.
pub async fn layer(State(app): State<App>, request: Request, next: Next) -> Response {
    let entry = request.extensions().get::<Arc<Entry>>().map(Arc::clone);
    match (choose(&app, &request), entry) {
        (Err(message), _) => ApiError::rejected(format!("Sandbox-Fault: {message}")).into_response(),
        (Ok(Some(fault)), Some(entry)) if fault.kind != Kind::None => {
            entry.note(&fault.text);
            effect::apply(fault, entry, request, next).await
        }
        (Ok(_), _) => next.run(request).await,
    }
}

/// The request's own fault, and only without one those for all requests.
fn choose(app: &App, request: &Request) -> Result<Option<Fault>, String> {
    let mut headers = request.headers().get_all(HEADER).iter();
    let Some(header) = headers.next() else {
        let endpoint = request.uri().path().rsplit('/').next().unwrap_or_default();
        return Ok(app.faults().pick(endpoint));
    };
    if headers.next().is_some() {
        return Err("one fault a request, not two".into());
    }
    let text = header.to_str().map_err(|_| "a fault is printable ASCII".to_owned())?;
    let fault = grammar::parse(text, Place::Header)?;
    Ok(app.faults().spend(fault))
}

/// The control route: GET lists the faults for all requests, PUT and DELETE change those of the run time.
pub fn route() -> MethodRouter<App> {
    let list = async |State(app): State<App>| reply(StatusCode::OK, &app.faults().list());
    let clear = async |State(app): State<App>| {
        app.faults().set(&[]);
        StatusCode::NO_CONTENT
    };
    get(list).put(replace).delete(clear)
}

async fn replace(State(app): State<App>, body: Bytes) -> Response {
    match read(&body) {
        Ok(faults) => {
            app.faults().set(&faults);
            StatusCode::NO_CONTENT.into_response()
        }
        Err(message) => ApiError::rejected(message).into_response(),
    }
}

/// All of them or none.
fn read(body: &[u8]) -> Result<Vec<Fault>, String> {
    let texts = serde_json::from_slice::<serde_json::Value>(body).ok();
    let texts = texts.as_ref().and_then(serde_json::Value::as_array);
    let texts = texts.and_then(|texts| texts.iter().map(serde_json::Value::as_str).collect::<Option<Vec<&str>>>());
    let texts = texts.ok_or("the body must be a JSON list of faults, each a string")?;
    texts.iter().map(|text| text.parse().map_err(|error| format!("{text:?}: {error}"))).collect()
}
