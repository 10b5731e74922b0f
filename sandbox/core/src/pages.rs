//! HTML errors, as a gateway gives them.

use crate::message::{Response, allow, response};
use http::header::ALLOW;
use http::{HeaderValue, Method, StatusCode};

/// An HTML page.
pub fn html(status: StatusCode, html: impl Into<Vec<u8>>) -> Response {
    response(status, "text/html; charset=utf-8", html)
}

/// An error page.
pub fn page(status: StatusCode) -> Response {
    let text = format!(
        "<html>\r\n<head><title>{status}</title></head>\r\n<body>\r\n<center><h1>{status}</h1></center>\r\n\
         <hr><center>qiscus-sandbox</center>\r\n</body>\r\n</html>\r\n"
    );
    html(status, text)
}

/// The answer to a method that a route doesn't take.
pub fn wrong_method(methods: &[Method]) -> Response {
    let mut response = page(StatusCode::METHOD_NOT_ALLOWED);
    if let Ok(methods) = HeaderValue::try_from(allow(methods)) {
        response.headers_mut().insert(ALLOW, methods);
    }
    response
}
