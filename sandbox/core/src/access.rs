//! Who may call: those who know the secret key, and name no other app.

use crate::error::ApiError;
use http::HeaderMap;

const SECRET: [&str; 2] = ["qiscus_sdk_secret", "qiscus-sdk-secret"];
const APP_ID: [&str; 2] = ["qiscus_sdk_app_id", "qiscus-sdk-app-id"];

/// The secret key in either spelling of its header, and no other app's id. Refused with 400, as the service does it, not
/// with 401.
pub fn check(headers: &HeaderMap, secret: &str, app_id: &str) -> Result<(), ApiError> {
    let mut secrets = SECRET.iter().flat_map(|name| headers.get_all(*name)).peekable();
    if secrets.peek().is_none() {
        return Err(ApiError::rejected("the secret key is missing: send it as the header QISCUS_SDK_SECRET"));
    }
    if secrets.any(|sent| sent.as_bytes() != secret.as_bytes()) {
        return Err(ApiError::rejected("the secret key is wrong"));
    }
    let mut app_ids = APP_ID.iter().flat_map(|name| headers.get_all(*name));
    if app_ids.any(|id| id.as_bytes() != app_id.as_bytes()) {
        return Err(ApiError::rejected("the app id is wrong"));
    }
    Ok(())
}

/// Whether a secret key or a webhook's key can be sent in a header.
pub fn is_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_graphic())
}
