//! Requests and responses in memory.

use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method, StatusCode};

/// A request with its whole body.
pub type Request = http::Request<Vec<u8>>;

/// A response with its whole body. The body of a response to HEAD is there too; a face leaves it out.
pub type Response = http::Response<Vec<u8>>;

/// A response of a content type.
pub fn response(status: StatusCode, content_type: &'static str, body: impl Into<Vec<u8>>) -> Response {
    let mut response = empty(status);
    *response.body_mut() = body.into();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

/// A response without a body.
pub fn empty(status: StatusCode) -> Response {
    let mut response = Response::default();
    *response.status_mut() = status;
    response
}

/// Whether a route of these methods answers a request: GET answers HEAD, too.
pub fn answers(methods: &[Method], method: &Method) -> bool {
    methods.contains(method) || (method == Method::HEAD && methods.contains(&Method::GET))
}

/// The `Allow` header of a route of these methods.
pub fn allow(methods: &[Method]) -> String {
    let names = methods.iter().map(|method| if method == Method::GET { "GET,HEAD" } else { method.as_str() });
    names.collect::<Vec<_>>().join(",")
}
