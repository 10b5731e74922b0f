//! Rooms and who is in them.

use super::{Comment, FIRST_ROOM_ID, Store};

/// How a request names a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoomRef {
    /// By number.
    Id(u64),
    /// By unique id.
    Unique(String),
}

/// A room's type.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Two users, for ever.
    Single,
    /// Any number of users.
    Group,
}

impl Kind {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Group => "group",
        }
    }
}

/// A user in a room.
#[derive(Clone)]
pub struct Member {
    /// Who.
    pub email: String,
    /// The newest comment that it has seen, 0 for none. Only posting moves it: no endpoint marks comments as read.
    pub last_read: u64,
}

/// A room, with its comments from old to new.
#[derive(Clone)]
pub struct Room {
    /// Its number.
    pub id: u64,
    /// Its other name.
    pub unique_id: String,
    /// The shown name.
    pub name: String,
    /// Single or group.
    pub kind: Kind,
    /// Who made it.
    pub creator: String,
    /// The shown picture, or nothing.
    pub avatar_url: String,
    /// JSON as text, as it was sent.
    pub options: Option<String>,
    /// Who is in it, in the order of joining.
    pub members: Vec<Member>,
    /// Who was in it and was removed.
    pub removed: Vec<String>,
    /// From old to new.
    pub comments: Vec<Comment>,
}

/// What a room is made of.
pub struct NewRoom {
    /// The shown name.
    pub name: String,
    /// Single or group.
    pub kind: Kind,
    /// Who makes it; joined only if also a participant.
    pub creator: String,
    /// Who is in it, each once.
    pub participants: Vec<String>,
    /// The shown picture.
    pub avatar_url: Option<String>,
    /// JSON as text.
    pub options: Option<String>,
}

impl Room {
    /// A participant.
    pub fn member(&self, email: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.email == email)
    }

    /// The newest comment.
    pub fn last_comment(&self) -> Option<&Comment> {
        self.comments.last()
    }

    /// The newest comment's id, 0 for none.
    pub fn last_comment_id(&self) -> u64 {
        self.last_comment().map_or(0, |comment| comment.id)
    }

    /// How many comments by others a participant has not seen.
    pub fn unread(&self, email: &str) -> usize {
        let Some(member) = self.member(email) else { return 0 };
        let newer = self.comments.iter().rev().take_while(|comment| comment.id > member.last_read);
        newer.filter(|comment| comment.email != email).count()
    }

    /// Adds users; who is in it already stays as it is.
    pub fn add(&mut self, emails: Vec<String>) {
        self.removed.retain(|email| !emails.contains(email));
        for email in emails {
            if self.member(&email).is_none() {
                self.members.push(Member { email, last_read: 0 });
            }
        }
    }

    /// Removes users; who isn't in it is passed over.
    pub fn remove(&mut self, emails: &[String]) {
        let (gone, left) = self.members.drain(..).partition(|member| emails.contains(&member.email));
        self.members = left;
        self.removed.extend(gone.into_iter().map(|member: Member| member.email));
    }
}

impl Store {
    /// All rooms, from old to new.
    pub fn rooms(&self) -> impl Iterator<Item = &Room> {
        self.rooms.values()
    }

    /// A room by either name.
    pub fn room(&self, room: &RoomRef) -> Option<&Room> {
        match room {
            RoomRef::Id(id) => self.rooms.get(id),
            RoomRef::Unique(id) => self.rooms.values().find(|room| room.unique_id == *id),
        }
    }

    /// The same, to be changed.
    pub fn room_mut(&mut self, room: &RoomRef) -> Option<&mut Room> {
        let id = self.room(room)?.id;
        self.rooms.get_mut(&id)
    }

    /// Opens a room.
    pub fn create_room(&mut self, new: NewRoom) -> u64 {
        let id = FIRST_ROOM_ID + self.rooms.len() as u64;
        let mut room = Room {
            id,
            unique_id: format!("{}-room-{id}", self.app_id),
            name: new.name,
            kind: new.kind,
            creator: new.creator,
            avatar_url: new.avatar_url.unwrap_or_default(),
            options: new.options,
            members: Vec::new(),
            removed: Vec::new(),
            comments: Vec::new(),
        };
        room.add(new.participants);
        self.rooms.insert(id, room);
        id
    }

    /// The single room of two users, in either order.
    pub fn single_room(&self, emails: &[String]) -> Option<&Room> {
        let both = |room: &&Room| emails.iter().all(|email| room.member(email).is_some());
        self.rooms.values().filter(|room| room.kind == Kind::Single).find(both)
    }
}
