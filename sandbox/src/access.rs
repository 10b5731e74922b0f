//! Who may call: those who know the secret key, and name no other app.

use crate::app::App;
use crate::error::ApiError;
use axum::http::HeaderMap;

const SECRET: [&str; 2] = ["qiscus_sdk_secret", "qiscus-sdk-secret"];
const APP_ID: [&str; 2] = ["qiscus_sdk_app_id", "qiscus-sdk-app-id"];

/// The secret key in either spelling of its header, and no other app's id. Refused with 400, as the service does it, not
/// with 401.
pub fn check(app: &App, headers: &HeaderMap) -> Result<(), ApiError> {
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
