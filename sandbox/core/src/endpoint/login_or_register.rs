//! `POST login_or_register`: creates a user or brings it up to date.

use super::Context;
use crate::check::Check;
use crate::error::ApiError;
use crate::params::Params;
use crate::store::Login;
use crate::view;
use serde_json::{Value, json};

pub fn call(context: &mut Context<'_>, params: &Params) -> Result<Value, ApiError> {
    let mut check = Check::new(params);
    let login = Login {
        email: check.required_text("email"),
        username: check.required_text("username"),
        password: check.text("password"),
        avatar_url: check.text("avatar_url"),
        device_platform: check.word("device_platform", &["ios", "android"]),
        extras: check.object("extras"),
    };
    check.text("device_token");
    check.done()?;

    let store = &mut *context.store;
    let email = login.email.clone();
    store.login(login);
    Ok(json!({ "user": store.user(&email).map(|user| view::user(store, user)) }))
}
