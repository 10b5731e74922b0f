//! Users, rooms and comments from one JSON value, made by the endpoints' own code.

use crate::check::Check;
use crate::endpoint::{self, Context};
use crate::error::ApiError;
use crate::params::Params;
use crate::store::{RoomRef, Store};
use crate::view::{self, Participants};
use serde_json::{Map, Value, json};
use std::time::SystemTime;

type Object = Map<String, Value>;
type Call = fn(&mut Context<'_>, &Params) -> Result<Value, ApiError>;

const SEED_KEYS: [&str; 2] = ["users", "rooms"];
const ROOM_KEYS: [&str; 6] = ["name", "participants", "creator", "avatar_url", "options", "comments"];

/// Adds all of a seed, or nothing if anything is wrong with it.
pub fn add(store: &mut Store, seed: &Value, now: SystemTime) -> Result<Value, String> {
    let before = store.clone();
    let added = Seeding { store, now }.add(seed);
    added.map_err(|problem| {
        *store = before;
        problem.into_message()
    })
}

/// What is wrong, and where.
struct Problem {
    path: String,
    message: String,
}

impl Problem {
    fn new(message: impl Into<String>) -> Self {
        Self { path: String::new(), message: message.into() }
    }

    fn within(self, parent: &str) -> Self {
        let path = if self.path.is_empty() { parent.to_owned() } else { format!("{parent}.{}", self.path) };
        Self { path, ..self }
    }

    fn into_message(self) -> String {
        if self.path.is_empty() { self.message } else { format!("{}: {}", self.path, self.message) }
    }
}

impl From<ApiError> for Problem {
    fn from(error: ApiError) -> Self {
        Self::new(error.to_string())
    }
}

struct Seeding<'a> {
    store: &'a mut Store,
    now: SystemTime,
}

impl Seeding<'_> {
    fn add(&mut self, seed: &Value) -> Result<Value, Problem> {
        let seed = seed.as_object().ok_or_else(|| Problem::new("a seed must be an object"))?;
        check_keys(seed, "a seed", &SEED_KEYS)?;
        let users = each(seed, "users", |user| self.user(user))?;
        let rooms = each(seed, "rooms", |room| self.room(room))?;
        Ok(view::object([("users", users.into()), ("rooms", rooms.into())]))
    }

    fn user(&mut self, user: &Object) -> Result<Value, Problem> {
        let mut params = Params::from_json(user.clone());
        // An email that is missing or wrong is one problem, not two.
        let email = params.get("email").and_then(Value::as_str).unwrap_or("unknown").to_owned();
        params.set_default("username", json!(email));
        let results = self.call(endpoint::login_or_register, &params, self.now)?;
        Ok(field(results, "user"))
    }

    fn register(&mut self, email: &str) -> Result<(), Problem> {
        if self.store.user(email).is_none() {
            self.user(&Object::from_iter([("email".to_owned(), json!(email))]))?;
        }
        Ok(())
    }

    fn room(&mut self, room: &Object) -> Result<Value, Problem> {
        check_keys(room, "a room", &ROOM_KEYS)?;
        let id = self.open(Params::from_json(room.clone()))?;
        let comments = each(room, "comments", |comment| self.comment(id, comment))?;
        let room = self.store.room(&RoomRef::Id(id));
        let (name, kind) = room.map(|room| (&room.name, room.kind.word())).unzip();
        Ok(view::object([
            ("room_id", id.into()),
            ("room_name", name.map(String::as_str).into()),
            ("room_type", kind.into()),
            ("comments", comments.into()),
        ]))
    }

    /// The id of a room: a new group if it has a name, else the single room of its participants.
    fn open(&mut self, mut params: Params) -> Result<u64, Problem> {
        let mut check = Check::new(&params);
        let participants = check.required_texts("participants");
        let creator = check.text("creator");
        let group = check.has("name");
        if !group && check.has("participants") && participants.len() != 2 {
            check.problem("participants", "must be exactly 2 different users in a room without a name");
        }
        if !group && creator.is_some() {
            check.problem("creator", "is only for a room with a name");
        }
        check.done()?;

        for email in participants.iter().chain(&creator) {
            self.register(email)?;
        }
        let id = if group {
            params.set_default("creator", json!(participants.first()));
            field(self.call(endpoint::create_room, &params, self.now)?, "room_id")
        } else {
            params.set_default("emails", json!(participants));
            field(field(self.call(endpoint::get_or_create_room_with_target, &params, self.now)?, "room"), "id")
        };
        id.as_u64().ok_or_else(|| Problem::new("the room has no id"))
    }

    fn comment(&mut self, room: u64, comment: &Object) -> Result<Value, Problem> {
        let mut comment = comment.clone();
        let posted = match comment.remove("timestamp") {
            None | Some(Value::Null) => self.now,
            Some(timestamp) => time(&timestamp)?,
        };
        if comment.insert("room_id".to_owned(), json!(room)).is_some() {
            return Err(Problem::new("room_id must be left out: the comment belongs to this room"));
        }
        let params = Params::from_json(comment);
        if let Some(sender) = params.get("sender_email").and_then(Value::as_str) {
            self.register(sender)?;
        }
        let results = self.call(endpoint::post_comment, &params, posted)?;
        Ok(field(results, "comment"))
    }

    /// Calls an endpoint; nothing is announced.
    fn call(&mut self, call: Call, params: &Params, now: SystemTime) -> Result<Value, ApiError> {
        // No result of a seed lists participants.
        let participants = Participants::default();
        call(&mut Context { store: self.store, now, participants, announcements: &mut Vec::new() }, params)
    }
}

fn check_keys(object: &Object, owner: &str, keys: &[&str]) -> Result<(), Problem> {
    match object.keys().find(|key| !keys.contains(&key.as_str())) {
        Some(key) => Err(Problem::new(format!("unknown key `{key}`; {owner} takes {}", keys.join(", ")))),
        None => Ok(()),
    }
}

/// Adds each object of a list that may be missing.
fn each(
    parent: &Object,
    name: &str,
    mut add: impl FnMut(&Object) -> Result<Value, Problem>,
) -> Result<Vec<Value>, Problem> {
    let items = match parent.get(name) {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(items)) => items,
        Some(_) => return Err(Problem::new(format!("{name} must be a list"))),
    };
    let mut add_at = |(index, item): (usize, &Value)| {
        let object = item.as_object().ok_or_else(|| Problem::new("must be an object"));
        object.and_then(&mut add).map_err(|problem| problem.within(&format!("{name}[{index}]")))
    };
    items.iter().enumerate().map(&mut add_at).collect()
}

fn field(mut object: Value, name: &str) -> Value {
    object.get_mut(name).map(Value::take).unwrap_or_default()
}

fn time(timestamp: &Value) -> Result<SystemTime, Problem> {
    let time = timestamp.as_str().and_then(|text| humantime::parse_rfc3339(text).ok());
    time.ok_or_else(|| {
        Problem::new(format!("timestamp must be a UTC time such as \"2026-01-31T09:30:00Z\", not {timestamp}"))
    })
}
