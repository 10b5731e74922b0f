//! The sandbox's own routes, for tests and for the curious. They aren't recorded themselves.

use crate::error::{ApiError, reply};
use crate::fault::{self, Faults};
use crate::journal::{self, Journal};
use crate::message::{Response, empty, response};
use crate::state::State;
use http::{Method, StatusCode};
use serde_json::{Value, json};
use std::collections::VecDeque;

/// The default picture of a user: needs no network.
const AVATAR: &str = concat!(
    r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#8a94a6"/>"##,
    r##"<circle cx="32" cy="25" r="11" fill="#fff"/><path d="M10 60a22 19 0 0 1 44 0z" fill="#fff"/></svg>"##
);

/// A list of the journal.
type List = fn(&mut Journal) -> &mut VecDeque<Value>;

/// A control route.
#[derive(Clone, Copy)]
pub enum Control {
    /// Says that the sandbox is there.
    Health,
    /// GET shows a list of the journal, DELETE empties it.
    List(List),
    /// GET lists the faults for all requests, PUT and DELETE change those of the run time.
    Faults,
    /// Forgets everything.
    Reset,
    /// The default picture of a user.
    Avatar,
}

impl Control {
    /// A route by its path below `/_sandbox/`.
    pub fn find(path: &str) -> Option<Self> {
        Some(match path {
            "health" => Self::Health,
            "requests" => Self::List(|journal| &mut journal.requests),
            "unknown-routes" => Self::List(|journal| &mut journal.unknown_routes),
            "webhooks" => Self::List(|journal| &mut journal.webhooks),
            "faults" => Self::Faults,
            "reset" => Self::Reset,
            "avatar.svg" => Self::Avatar,
            _ => return None,
        })
    }

    /// The methods that it answers.
    pub fn methods(self) -> &'static [Method] {
        match self {
            Self::Health | Self::Avatar => &[Method::GET],
            Self::List(_) => &[Method::GET, Method::DELETE],
            Self::Faults => &[Method::GET, Method::PUT, Method::DELETE],
            Self::Reset => &[Method::POST],
        }
    }

    /// Answers a request of one of its methods.
    pub fn answer(self, method: &Method, body: &[u8], state: &mut State) -> Response {
        match self {
            Self::Health => reply(StatusCode::OK, &json!({ "status": "ok" })),
            Self::List(list) => show_or_empty(list(&mut state.journal), method),
            Self::Faults => faults(&mut state.faults, method, body),
            Self::Reset => {
                state.reset();
                empty(StatusCode::NO_CONTENT)
            }
            Self::Avatar => response(StatusCode::OK, "image/svg+xml", AVATAR),
        }
    }
}

fn show_or_empty(list: &mut VecDeque<Value>, method: &Method) -> Response {
    if method == Method::DELETE {
        list.clear();
        return empty(StatusCode::NO_CONTENT);
    }
    reply(StatusCode::OK, &journal::show(list))
}

fn faults(faults: &mut Faults, method: &Method, body: &[u8]) -> Response {
    let new = match *method {
        Method::PUT => fault::read(body),
        Method::DELETE => Ok(Vec::new()),
        _ => return reply(StatusCode::OK, &faults.list()),
    };
    match new {
        Ok(new) => {
            faults.set(&new);
            empty(StatusCode::NO_CONTENT)
        }
        Err(message) => ApiError::rejected(message).into_response(),
    }
}
