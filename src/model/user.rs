use crate::schema::JsonObject;
use crate::{model, string_enum};

string_enum! {
    /// The platform of a device that receives push notifications. Specification: "Login or Register".
    pub enum DevicePlatform {
        /// An iPhone or iPad.
        Ios = "ios",
        /// An Android device.
        Android = "android",
    }
}

model! {
    /// A user. Specification: "Login or Register".
    ///
    /// @example
    /// ```ts
    /// import type { User } from "qiscus-wasm";
    ///
    /// const profileOf = ({ email, username, avatar_url }: User) => ({ email, username, avatar_url });
    /// const { user } = await qiscus.loginOrRegister({ email: "sari@outlook.com", username: "Sari" });
    /// profileOf(user).username; // => "Sari"
    /// ```
    pub struct User {
        /// The user's numeric id.
        pub id: i64,
        /// The user's id in your app. Any string, not only an e-mail address.
        pub email: String,
        /// The user's display name.
        pub username: String,
        /// The URL of the user's avatar.
        pub avatar_url: String,
        /// The user's token for the Qiscus SDKs. Keep it secret.
        pub token: String,
        /// `id` as a string, sent since late 2017.
        pub id_str: Option<String>,
        /// The app that the user belongs to.
        pub app: Option<App>,
        /// The user's avatar as an object. `avatar_url` has the same URL.
        pub avatar: Option<super::UserAvatar>,
        /// The custom data stored with the user: absent, `null` or an object.
        pub extras: Option<JsonObject>,
        /// The id of the newest comment that the user has received.
        pub last_comment_id: Option<i64>,
        /// `last_comment_id` as a string, sent since late 2017.
        pub last_comment_id_str: Option<String>,
        /// Whether push notifications to Android devices are configured.
        pub pn_android_configured: Option<bool>,
        /// Whether push notifications to iOS devices are configured.
        pub pn_ios_configured: Option<bool>,
        /// The key of the real-time connection.
        pub rt_key as "rtKey": Option<String>,
    }
}

model! {
    /// The app that a user belongs to. Not in the specification, but sent by the service.
    ///
    /// @example
    /// ```ts
    /// const { user } = await qiscus.loginOrRegister({ email: "sari@outlook.com", username: "Sari" });
    /// user.app?.code; // => "domino-prod"
    /// ```
    pub struct App {
        /// The app id.
        pub code: Option<String>,
        /// The app's numeric id.
        pub id: Option<i64>,
        /// `id` as a string, sent since late 2017.
        pub id_str: Option<String>,
        /// The app's name.
        pub name: Option<String>,
    }
}
