//! `POST /api/v2/rest/login_or_register`
//!
//! Logs a user in, or registers the user. Specification: "Login or Register".

use super::endpoint;
use crate::model::{DevicePlatform, User};
use crate::schema::{Filled, JsonObject};
use crate::{model, params};

params! {
    /// The parameters of {@link QiscusClient.loginOrRegister}. Specification: "Login or Register".
    ///
    /// @example
    /// ```ts
    /// import type { LoginOrRegisterParams } from "qiscus-wasm";
    ///
    /// const params: LoginOrRegisterParams = { email: "sari@outlook.com", username: "Sari", extras: { plan: "free" } };
    /// const { user } = await qiscus.loginOrRegister(params);
    /// ```
    pub struct LoginOrRegisterParams {
        /// The user's id in your app. Any string, not only an e-mail address.
        pub email: Filled<String>,
        /// The user's display name.
        pub username: String,
        /// The user's password. Replaces the stored password of an existing user.
        pub password: Option<String>,
        /// The URL of the user's avatar.
        pub avatar_url: Option<String>,
        /// The push notification token of the user's device.
        pub device_token: Option<String>,
        /// The platform of the device: `ios` or `android`.
        pub device_platform: Option<DevicePlatform>,
        /// Custom data to store with the user. Not in the specification.
        pub extras: Option<JsonObject>,
    }
}

model! {
    /// The logged-in user. Specification: "Login or Register".
    ///
    /// @example
    /// ```ts
    /// const { user } = await qiscus.loginOrRegister({ email: "sari@outlook.com", username: "Sari" });
    /// console.log(user.token); // for the Qiscus SDK of this user's device
    /// ```
    pub struct LoginOrRegisterResults {
        /// The user, including the token.
        pub user: User,
    }
}

endpoint! {
    /// Logs a user in, and registers the user if necessary. Specification: "Login or Register".
    ///
    /// @throws {@link QiscusError}
    ///
    /// @example
    /// ```ts
    /// const { user } = await qiscus.loginOrRegister({ email: "abc@outlook.com", username: "abc" });
    /// user.username; // => "abc"
    /// ```
    pub static LOGIN_OR_REGISTER = Post "login_or_register"
        loginOrRegister(LoginOrRegisterParams) -> LoginOrRegisterResults,
    repeat Idempotent;
}
