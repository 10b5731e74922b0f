//! `POST /api/v2/rest/load_comments`
//!
//! Loads a page of a room's comments.

use core::num::NonZeroU32;

use super::endpoint;
use crate::model::{Comment, Id};
use crate::prelude::*;
use crate::shape::null_as_empty;
use crate::{model, params};

params! {
    /// What {@link QiscusClient.loadComments} takes.
    pub struct LoadCommentsParams {
        /// The room.
        pub room_id: Id,
        /// The page, from 1 on.
        pub page: Option<NonZeroU32>,
        /// How many comments a page has: 20 unless told, at most 100.
        pub limit: Option<NonZeroU32>,
    }
}

model! {
    /// A page of comments.
    pub struct LoadCommentsResults {
        /// The comments, newest first; empty past the end.
        #[serde(deserialize_with = "null_as_empty")]
        pub comments: Vec<Comment>,
    }
}

endpoint! {
    /// Loads a page of a room's comments, newest first. Specification: "Load comments".
    ///
    /// Servers differ in the verb: answered 404 or 405, the request is sent again as GET, and if that works the client
    /// remembers it. For all comments see {@link QiscusClient.comments}.
    pub static LOAD_COMMENTS = Post or Get "load_comments" loadComments(LoadCommentsParams) -> LoadCommentsResults,
    repeat Always;
}
