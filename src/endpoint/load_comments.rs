//! `POST /api/v2/rest/load_comments`
//!
//! Loads a page of a room's comments. Specification: "Load comments".

use std::num::NonZeroU32;

use super::endpoint;
use crate::model::{Comment, Id};
use crate::schema::{Filled, null_as_empty};
use crate::{model, params};

params! {
    /// The parameters of {@link QiscusClient.loadComments}. Specification: "Load comments".
    ///
    /// @example
    /// ```ts
    /// import type { LoadCommentsParams } from "qiscus-wasm";
    ///
    /// const secondPage: LoadCommentsParams = { room_id, page: 2, limit: 2 };
    /// const { comments } = await qiscus.loadComments(secondPage);
    /// comments.length; // => 1
    /// ```
    pub struct LoadCommentsParams {
        /// The room's id: a number in the specification, a string in later revisions.
        pub room_id: Filled<Id>,
        /// The page number, starting at 1. Defaults to 1.
        pub page: Option<NonZeroU32>,
        /// The number of comments per page, at most 100. Defaults to 20.
        pub limit: Option<NonZeroU32>,
    }
}

model! {
    /// A page of comments. Specification: "Load comments".
    ///
    /// @example
    /// ```ts
    /// const { comments } = await qiscus.loadComments({ room_id, limit: 2 });
    /// comments.map((comment) => comment.message); // => ["Hello", "How are you?"]
    /// ```
    pub struct LoadCommentsResults {
        /// The comments, newest first; empty past the last page. `null` from the server becomes `[]`.
        #[serde(deserialize_with = "null_as_empty")]
        pub comments: Vec<Comment>,
    }
}

endpoint! {
    /// Loads a page of a room's comments, newest first. Specification: "Load comments".
    ///
    /// The specification has POST, later revisions have GET. If the server answers POST with 404 or 405, the request is
    /// sent again as GET; if that succeeds, the client uses GET from then on.
    ///
    /// To iterate over all comments, see {@link QiscusClient.comments}.
    ///
    /// @throws {@link QiscusError}
    ///
    /// @example
    /// ```ts
    /// const { comments } = await qiscus.loadComments({ room_id, limit: 50 });
    /// comments.at(0)?.message; // => "Hello"
    /// ```
    pub static LOAD_COMMENTS = Post or Get "load_comments" loadComments(LoadCommentsParams) -> LoadCommentsResults,
    repeat Read;
}
