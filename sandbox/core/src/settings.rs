//! What a sandbox is started with.

use crate::fault::Fault;
use crate::view::Participants;
use http::Method;

/// The settings of a sandbox; [`Settings::default`] has what a face doesn't ask for.
pub struct Settings {
    /// The app id; a request that names another one is refused.
    pub app_id: String,
    /// The secret key that requests must carry.
    pub secret: String,
    /// Where the sandbox is reached, without a trailing slash.
    pub url: String,
    /// Where every posted comment is announced.
    pub webhook: Webhook,
    /// The methods that `load_comments` answers: its text says POST, its clients say GET.
    pub load_comments: Vec<Method>,
    /// Whether there is `get_user_rooms`, which is not in the specification.
    pub get_user_rooms: bool,
    /// How groups list their participants.
    pub participants: Participants,
    /// The id of the first comment.
    pub first_comment_id: u64,
    /// What goes wrong, and for which requests.
    pub faults: Vec<Fault>,
    /// The seed of the faults that have a rate.
    pub fault_seed: u64,
}

/// Where comments are announced, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Webhook {
    /// The URL, if they are announced anywhere.
    pub url: Option<String>,
    /// The key that webhooks are signed with, if they are.
    pub key: Option<String>,
    /// The emails of users who write in an app: their comments are announced as `post_comment_mobile`, all others as
    /// `post_comment_rest`.
    pub people: Vec<String>,
}

impl Settings {
    /// The default app id.
    pub const APP_ID: &str = "sandbox";
    /// The default secret key.
    pub const SECRET: &str = "sandbox-secret";
    /// The default id of the first comment: above 2^32, as on the real service, to catch 32-bit ids.
    pub const FIRST_COMMENT_ID: u64 = 4_638_469_007;
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            app_id: Self::APP_ID.to_owned(),
            secret: Self::SECRET.to_owned(),
            url: String::new(),
            webhook: Webhook::default(),
            load_comments: vec![Method::POST, Method::GET],
            get_user_rooms: false,
            participants: Participants::default(),
            first_comment_id: Self::FIRST_COMMENT_ID,
            faults: Vec::new(),
            fault_seed: 0,
        }
    }
}
