//! HTML errors, as a gateway gives them, and static files.

use crate::app::App;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use std::path::Path;
use tower_http::services::ServeDir;

/// Left on the response to a request that matched no route.
#[derive(Clone)]
pub struct Unknown;

const HOME: &str = "<!doctype html><meta charset=\"utf-8\"><title>qiscus-sandbox</title><h1>qiscus-sandbox</h1>\
    <p>A local stand-in for the Qiscus Chat REST API, at <code>/api/v2/rest/</code>. There is no folder to show here: \
    start it with <code>--www</code>.</p>";

/// The answer to a route that there isn't.
pub async fn not_found() -> Response {
    let mut response = page(StatusCode::NOT_FOUND);
    response.extensions_mut().insert(Unknown);
    response
}

/// The answer to a verb that a route doesn't take.
pub async fn wrong_verb() -> Response {
    page(StatusCode::METHOD_NOT_ALLOWED)
}

/// A file of the folder at `/`, or a page that says that there is none.
pub async fn www(State(app): State<App>, request: Request) -> Response {
    match &app.www {
        Some(folder) => file(folder, request).await,
        None if request.uri().path() == "/" && request.method() == Method::GET => Html(HOME).into_response(),
        None => not_found().await,
    }
}

/// A file of the folder at `/pkg/`.
pub async fn pkg(State(app): State<App>, request: Request) -> Response {
    match &app.pkg {
        Some(folder) => file(folder, request).await,
        None => not_found().await,
    }
}

async fn file(folder: &Path, request: Request) -> Response {
    // Asked as if it were a GET, to tell a wrong verb from a wrong path.
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let (mut parts, _) = request.into_parts();
    if !reads {
        parts.method = Method::GET;
    }
    let served = ServeDir::new(folder).try_call(Request::from_parts(parts, Body::empty())).await;
    let mut response = match served {
        Ok(response) if response.status() == StatusCode::NOT_FOUND => return not_found().await,
        Ok(_) if !reads => return wrong_verb().await,
        Ok(response) => response.map(Body::new),
        Err(_) => return page(StatusCode::INTERNAL_SERVER_ERROR),
    };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// An error page.
pub fn page(status: StatusCode) -> Response {
    let html = format!(
        "<html>\r\n<head><title>{status}</title></head>\r\n<body>\r\n<center><h1>{status}</h1></center>\r\n\
         <hr><center>qiscus-sandbox</center>\r\n</body>\r\n</html>\r\n"
    );
    (status, Html(html)).into_response()
}
