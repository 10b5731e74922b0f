//! Static files.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, Method, StatusCode, Uri};
use axum::response::Response;
use qiscus_sandbox_core::{html, page};
use std::path::{Path, PathBuf};
use tower_http::services::ServeDir;

const HOME: &str = "<!doctype html><meta charset=\"utf-8\"><title>qiscus-sandbox</title><h1>qiscus-sandbox</h1>\
    <p>A local stand-in for the Qiscus Chat REST API, at <code>/api/v2/rest/</code>. There is no folder to show here: \
    start it with <code>--www</code>.</p>";

/// The folders to serve.
pub struct Files {
    /// The folder at `/`.
    pub www: Option<PathBuf>,
    /// The folder at `/pkg/`.
    pub pkg: Option<PathBuf>,
}

impl Files {
    /// A file, or an error other than 404. Without a folder, `/` has a page that says so.
    pub async fn answer(&self, request: &qiscus_sandbox_core::Request) -> Option<Response> {
        let (method, uri) = (request.method(), request.uri());
        let (folder, uri) = match (&self.pkg, below_pkg(uri.path()), &self.www) {
            (Some(pkg), Some(uri), _) => (pkg, uri),
            (_, _, Some(www)) => (www, uri.clone()),
            _ if uri.path() == "/" && method == Method::GET => return Some(html(StatusCode::OK, HOME).map(Body::from)),
            _ => return None,
        };
        let mut asked = Request::new(Body::empty());
        *asked.uri_mut() = uri;
        asked.headers_mut().clone_from(request.headers());
        file(folder, method, asked).await
    }
}

/// The path of a file of the package.
fn below_pkg(path: &str) -> Option<Uri> {
    match path.strip_prefix("/pkg")? {
        "" => Some(Uri::from_static("/")),
        rest if rest.starts_with('/') => rest.parse().ok(),
        _ => None,
    }
}

async fn file(folder: &Path, method: &Method, mut asked: Request) -> Option<Response> {
    // Asked as if it were a GET, to tell a wrong method from a wrong path.
    let reads = matches!(*method, Method::GET | Method::HEAD);
    if reads {
        asked.method_mut().clone_from(method);
    }
    let mut response = match ServeDir::new(folder).try_call(asked).await {
        Ok(response) if response.status() == StatusCode::NOT_FOUND => return None,
        Ok(_) if !reads => return Some(page(StatusCode::METHOD_NOT_ALLOWED).map(Body::from)),
        Ok(response) => response.map(Body::new),
        Err(_) => return Some(page(StatusCode::INTERNAL_SERVER_ERROR).map(Body::from)),
    };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Some(response)
}
