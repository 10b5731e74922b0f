//! Who may call: the secret key and app id of the API, the same-origin rule of the proxy.

use crate::app::App;
use crate::error::ApiError;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, StatusCode};

const SECRET: [&str; 2] = ["qiscus_sdk_secret", "qiscus-sdk-secret"];
const APP_ID: [&str; 2] = ["qiscus_sdk_app_id", "qiscus-sdk-app-id"];

/// Decides on a request by its headers.
pub type Guard = fn(&App, &HeaderMap) -> Result<(), ApiError>;

/// The API: the secret key in either spelling of its header, and no other app's id. Refused with 400, as the service
/// does it, not with 401.
pub fn by_secret(app: &App, headers: &HeaderMap) -> Result<(), ApiError> {
    let mut secrets = SECRET.iter().flat_map(|name| headers.get_all(*name)).peekable();
    if secrets.peek().is_none() {
        return Err(ApiError::rejected("the secret key is missing: send it as the header QISCUS_SDK_SECRET"));
    }
    if secrets.any(|secret| secret.as_bytes() != app.config.secret.as_bytes()) {
        return Err(ApiError::rejected("the secret key is wrong"));
    }
    let mut app_ids = APP_ID.iter().flat_map(|name| headers.get_all(*name));
    if app_ids.any(|id| id.as_bytes() != app.config.app_id.as_bytes()) {
        return Err(ApiError::rejected("the app id is wrong"));
    }
    Ok(())
}

/// The proxy: anything but a page of another origin. It needs no secret, so no foreign page may use it.
pub fn by_origin(_: &App, headers: &HeaderMap) -> Result<(), ApiError> {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let site_allowed = matches!(text("sec-fetch-site"), None | Some("same-origin" | "none"));
    let origin_allowed = text(ORIGIN.as_str()).is_none_or(|origin| is_own(origin, text(HOST.as_str())));
    if site_allowed && origin_allowed {
        return Ok(());
    }
    Err(ApiError::Plain(StatusCode::FORBIDDEN, "pages of another origin may not use the proxy".into()))
}

fn is_own(origin: &str, host: Option<&str>) -> bool {
    let authority = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
    authority.zip(host).is_some_and(|(authority, host)| authority.eq_ignore_ascii_case(host))
}
