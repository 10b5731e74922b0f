//! Users.

use super::{FIRST_USER_ID, Store};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// A person or a bot, known by "email", which may be any text.
#[derive(Clone)]
pub struct User {
    /// Its number.
    pub id: u64,
    /// Its id in requests.
    pub email: String,
    /// The shown name.
    pub username: String,
    /// The shown picture.
    pub avatar_url: String,
    /// The same as long as app and user are.
    pub token: String,
    /// Whatever was stored with it.
    pub extras: Value,
    /// `ios` or `android`, once a device registered.
    pub device_platform: Option<String>,
    /// Stored and overwritten as documented; no endpoint of the sandbox asks for it.
    _password: Option<String>,
}

/// What `login_or_register` is given.
pub struct Login {
    /// Who.
    pub email: String,
    /// The shown name, replaced each time.
    pub username: String,
    /// Replaced if given.
    pub password: Option<String>,
    /// Replaced if given.
    pub avatar_url: Option<String>,
    /// Replaced if given.
    pub device_platform: Option<String>,
    /// Replaced if given.
    pub extras: Option<Value>,
}

impl Store {
    /// A user by email.
    pub fn user(&self, email: &str) -> Option<&User> {
        self.users.get(email)
    }

    /// Those of `emails` that nobody registered.
    pub fn strangers(&self, emails: &[String]) -> Vec<String> {
        emails.iter().filter(|email| !self.users.contains_key(*email)).cloned().collect()
    }

    /// Creates the user or brings it up to date.
    pub fn login(&mut self, login: Login) {
        let Login { email, username, password, avatar_url, device_platform, extras } = login;
        let next_id = FIRST_USER_ID + self.users.len() as u64;
        let user = self.users.entry(email).or_insert_with_key(|email| User {
            id: next_id,
            email: email.clone(),
            username: String::new(),
            avatar_url: format!("{}/_sandbox/avatar.svg", self.url),
            token: token(&self.app_id, email),
            extras: json!({}),
            device_platform: None,
            _password: None,
        });
        user.username = username;
        user._password = password.or(user._password.take());
        user.device_platform = device_platform.or(user.device_platform.take());
        if let Some(url) = avatar_url {
            user.avatar_url = url;
        }
        if let Some(extras) = extras {
            user.extras = extras;
        }
    }
}

fn token(app_id: &str, email: &str) -> String {
    let digest = Sha256::digest(format!("{app_id}\n{email}"));
    digest.iter().take(10).map(|byte| format!("{byte:02x}")).collect()
}
