//! Users, rooms and comments, in memory. Same calls, same ids: nothing here is random.

mod comment;
mod room;
mod user;

pub use comment::{Comment, Draft};
pub use room::{Kind, Member, NewRoom, Room, RoomRef};
pub use user::{Login, User};

use std::collections::BTreeMap;

/// Ids start far apart, so that one taken for another is not found.
const FIRST_USER_ID: u64 = 1001;
const FIRST_ROOM_ID: u64 = 201;

/// Everything that the sandbox remembers.
#[derive(Clone)]
pub struct Store {
    app_id: String,
    url: String,
    first_comment_id: u64,
    next_comment_id: u64,
    users: BTreeMap<String, User>,
    rooms: BTreeMap<u64, Room>,
}

impl Store {
    /// An empty store of the app at `url`.
    pub fn new(app_id: &str, url: &str, first_comment_id: u64) -> Self {
        Self {
            app_id: app_id.to_owned(),
            url: url.to_owned(),
            first_comment_id,
            next_comment_id: first_comment_id,
            users: BTreeMap::new(),
            rooms: BTreeMap::new(),
        }
    }

    /// Forgets everything; ids start anew.
    pub fn clear(&mut self) {
        *self = Self::new(&self.app_id, &self.url, self.first_comment_id);
    }

    /// The app's id.
    pub fn app_id(&self) -> &str {
        &self.app_id
    }
}
