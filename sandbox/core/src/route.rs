//! From a request's method and path to who answers it.

use crate::control::Control;
use crate::endpoint::{self, Endpoint, Methods};
use crate::message::{Request, answers};
use crate::settings::Settings;
use http::Method;

/// Who answers a request.
#[derive(Clone)]
pub enum Route {
    /// An endpoint.
    Endpoint(&'static Endpoint),
    /// One of the sandbox's own routes.
    Control(Control),
    /// A CORS preflight.
    Preflight,
    /// Nobody: the route has other methods, these.
    WrongMethod(Vec<Method>),
    /// Nobody.
    Unknown,
}

/// Whether a path is the API's, whose responses every page may read.
pub fn is_api(path: &str) -> bool {
    below(path, "/api").is_some()
}

/// Whether a path belongs to the sandbox. Any other may be a file of the face.
pub fn is_own(path: &str) -> bool {
    is_api(path) || below(path, "/_sandbox").is_some()
}

/// Finds who answers a request.
pub fn find(settings: &Settings, request: &Request) -> Route {
    let (method, path) = (request.method(), request.uri().path());
    if is_api(path) && method == Method::OPTIONS {
        return Route::Preflight;
    }
    let endpoint = below(path, "/api/v2/rest").and_then(endpoint::find);
    let control = below(path, "/_sandbox").and_then(Control::find);
    match (endpoint, control) {
        (Some(endpoint), _) => for_methods(Route::Endpoint(endpoint), &methods(endpoint, settings), method),
        (_, Some(control)) => for_methods(Route::Control(control), control.methods(), method),
        (None, None) => Route::Unknown,
    }
}

/// The rest of a path behind a folder's and its slash.
fn below<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    match path.strip_prefix(folder)? {
        "" => Some(""),
        rest => rest.strip_prefix('/'),
    }
}

fn for_methods(route: Route, methods: &[Method], method: &Method) -> Route {
    match methods {
        [] => Route::Unknown,
        _ if answers(methods, method) => route,
        _ => Route::WrongMethod(methods.to_vec()),
    }
}

fn methods(endpoint: &Endpoint, settings: &Settings) -> Vec<Method> {
    match endpoint.methods {
        Methods::Get => vec![Method::GET],
        Methods::Post => vec![Method::POST],
        Methods::Chosen => settings.load_comments.clone(),
        Methods::Optional if settings.get_user_rooms => vec![Method::GET],
        Methods::Optional => Vec::new(),
    }
}
