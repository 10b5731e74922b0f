//! Comments.

use super::{RoomRef, Store};
use serde_json::Value;
use std::time::SystemTime;

/// A message in a room.
#[derive(Clone)]
pub struct Comment {
    /// Its number, larger than that of every comment before, in any room.
    pub id: u64,
    /// The comment before it in its room, 0 for none.
    pub before_id: u64,
    /// Who wrote it.
    pub email: String,
    /// The text.
    pub message: String,
    /// `text`, `card`, ...
    pub kind: String,
    /// What its type adds; null for a plain text.
    pub payload: Value,
    /// Whatever was stored with it.
    pub extras: Value,
    /// The sender's own name for it.
    pub unique_temp_id: String,
    /// Whether clients should leave its links alone.
    pub disable_link_preview: bool,
    /// When it was posted.
    pub posted: SystemTime,
}

/// A comment before it is posted.
pub struct Draft {
    /// Who writes.
    pub email: String,
    /// The text.
    pub message: String,
    /// `text`, `card`, ...
    pub kind: String,
    /// What its type adds.
    pub payload: Value,
    /// Whatever is stored with it.
    pub extras: Value,
    /// Made up if there is none.
    pub unique_temp_id: Option<String>,
    /// Whether clients should leave its links alone.
    pub disable_link_preview: bool,
}

impl Store {
    /// Posts to a room, if there is one; its writer has then read everything up to it.
    pub fn post(&mut self, room: &RoomRef, draft: Draft, now: SystemTime) {
        let id = self.next_comment_id;
        let Some(room) = self.room_mut(room) else { return };
        let comment = Comment {
            id,
            before_id: room.last_comment_id(),
            email: draft.email,
            message: draft.message,
            kind: draft.kind,
            payload: draft.payload,
            extras: draft.extras,
            unique_temp_id: draft.unique_temp_id.unwrap_or_else(|| format!("sandbox-{id}")),
            disable_link_preview: draft.disable_link_preview,
            posted: now,
        };
        if let Some(member) = room.members.iter_mut().find(|member| member.email == comment.email) {
            member.last_read = id;
        }
        room.comments.push(comment);
        self.next_comment_id = id + 1;
    }
}
