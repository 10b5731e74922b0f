//! `POST /api/v2/rest/login_or_register`
//!
//! Signs a user in.

use super::endpoint;
use crate::model::{DevicePlatform, User};
use crate::prelude::*;
use crate::shape::JsonObject;
use crate::{model, params};

params! {
    /// What {@link QiscusClient.loginOrRegister} takes.
    pub struct LoginOrRegisterParams {
        /// The user's id in your app; called an address, but any text will do.
        pub email: String,
        /// The name that is shown.
        pub username: String,
        /// The user's password. It replaces the one stored, if the user exists.
        pub password: Option<String>,
        /// The address of the user's picture.
        pub avatar_url: Option<String>,
        /// The device that receives push notifications.
        pub device_token: Option<String>,
        /// The platform of that device.
        pub device_platform: Option<DevicePlatform>,
        /// What you want to store with the user.
        pub extras: Option<JsonObject>,
    }
}

model! {
    /// The user who signed in.
    pub struct LoginOrRegisterResults {
        /// The user, with a token.
        pub user: User,
    }
}

endpoint! {
    /// Signs a user in; the first time the user is registered. Specification: "Login or Register".
    pub static LOGIN_OR_REGISTER = Post "login_or_register"
        loginOrRegister(LoginOrRegisterParams) -> LoginOrRegisterResults,
    repeat Always;
}
