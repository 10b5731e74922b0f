use crate::prelude::*;
use crate::shape::JsonObject;
use crate::{literals, model};

literals! {
    /// The platform of a device that receives push notifications.
    pub enum DevicePlatform {
        /// An iPhone or iPad.
        Ios = "ios",
        /// An Android device.
        Android = "android",
    }
}

model! {
    /// A user, as `login_or_register` returns it. Specification: "Login or Register".
    pub struct User {
        /// The number of the user.
        pub id: i64,
        /// The user's id in your app; called an address, but any text will do.
        pub email: String,
        /// The name that is shown.
        pub username: String,
        /// The address of the picture.
        pub avatar_url: String,
        /// The token that the SDKs log in with. A secret of this user.
        pub token: String,
        /// `id` as text.
        pub id_str: Option<String>,
        /// The app that the user belongs to.
        pub app: Option<App>,
        /// The picture again.
        pub avatar: Option<super::UserAvatar>,
        /// What you stored with the user.
        pub extras: Option<JsonObject>,
        /// The newest comment that the user has received.
        pub last_comment_id: Option<i64>,
        /// `last_comment_id` as text.
        pub last_comment_id_str: Option<String>,
        /// Whether push notifications to Android are set up.
        pub pn_android_configured: Option<bool>,
        /// Whether push notifications to iOS are set up.
        pub pn_ios_configured: Option<bool>,
        /// The key of the real-time connection.
        pub rt_key as "rtKey": Option<String>,
    }
}

model! {
    /// The app that a user belongs to.
    pub struct App {
        /// The app id.
        pub code: Option<String>,
        /// The number of the app.
        pub id: Option<i64>,
        /// `id` as text.
        pub id_str: Option<String>,
        /// The app's name.
        pub name: Option<String>,
    }
}
