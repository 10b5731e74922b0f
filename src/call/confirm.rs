//! Whether a comment was posted after all: it is looked up by its id among the newest of its room.

use core::mem::replace;

use super::request::UNIQUE_TEMP_ID;
use super::{Attempts, Failed, Platform, Requests, Step};
use crate::endpoint::LOAD_COMMENTS;
use crate::error::{Code, Error, Outcome};
use crate::event::ClientEventType;
use crate::form::Form;
use crate::prelude::*;
use crate::shape::{AnyValue, concat, decimal};

/// Between the two times that a comment has to be absent, in milliseconds: the server may be storing it just then.
const BETWEEN_LOOKS: u32 = 1_000;
/// How much older than the call a comment has to be to end the search, in milliseconds: clocks differ.
const MARGIN: f64 = 60_000.0;
/// How many pages are searched: more than are written during a call, unless the server gives the same one for ever.
const MAX_PAGES: u32 = 100;

/// A search for the comment of a call in its room.
pub(super) struct Search {
    room_id: String,
    /// Since when it may be there.
    since: f64,
    /// The page that is searched.
    page: u32,
    /// Whether it was absent once.
    was_absent: bool,
}

/// The requests to an endpoint that may have had their effect, and why that is not known.
pub(super) type Doubt<C> = (Requests<C>, Failed<C>);

/// What a page of comments says.
enum Finding<V> {
    Posted(V),
    /// It may be on the next page.
    MoreToSearch,
    AbsentOnce,
    AbsentTwice,
    /// There is no end to the pages.
    Unclear,
}

impl Search {
    pub(super) fn new<V: AnyValue>(params: &V, since: f64) -> Self {
        Self { room_id: params.field("room_id").text(), since, page: 1, was_absent: false }
    }

    /// What the results of `load_comments` say of the comment with that id.
    fn look<V: AnyValue>(&mut self, results: &V, id: &str, platform: &impl Platform) -> Finding<V> {
        let comments = results.field("comments");
        let text = |at, name| comments.item(at).field(name).text();
        if let Some(at) = (0..comments.len()).find(|at| text(*at, UNIQUE_TEMP_ID) == id) {
            return Finding::Posted(comments.item(at));
        }
        // The last one is the oldest. An empty page is the end of the room.
        if let Some(last) = comments.len().checked_sub(1) {
            let age = platform.age(&text(last, "timestamp"));
            let is_older_than_the_call = age > platform.now() - self.since + MARGIN;
            if !is_older_than_the_call {
                self.page += 1;
                return if self.page > MAX_PAGES { Finding::Unclear } else { Finding::MoreToSearch };
            }
        }
        self.page = 1;
        self.was_absent = !self.was_absent;
        if self.was_absent { Finding::AbsentOnce } else { Finding::AbsentTwice }
    }
}

impl<P: Platform> Attempts<P> {
    /// Whether requests that failed like this can be looked up, and have to be.
    pub(super) fn can_look_up(&self, error: &Error) -> bool {
        self.search.is_some()
            && error.outcome == Some(Outcome::Unknown)
            && error.code != Code::Aborted
            && self.has_time_for(0)
            // An empty id is that of other comments too.
            && self.unique_temp_id.as_ref().is_some_and(|id| !id.is_empty())
    }

    fn has_time_for(&self, milliseconds: u32) -> bool {
        self.platform.remaining().is_none_or(|remaining| remaining > milliseconds.into())
    }

    /// Puts the requests aside, and looks up what they did.
    pub(super) fn look_up<V: AnyValue>(&mut self, failed: Failed<P::Cause>) -> Step<V, P::Cause> {
        self.tell(ClientEventType::Retry, Some(&failed.0), Some(0));
        let search = self.requests_for_page();
        self.doubt = Some((replace(&mut self.requests, search), failed));
        self.send()
    }

    /// The requests for the page that is searched.
    fn requests_for_page(&self) -> Requests<P::Cause> {
        let mut form = Form::default();
        if let Some(search) = &self.search {
            form.pair("room_id", &search.room_id);
            form.pair("page", &decimal(search.page));
            form.pair("limit", "100");
        }
        let headers = self.requests.request.headers.clone();
        Requests::new(&LOAD_COMMENTS, self.client.request_to(&LOAD_COMMENTS, form, headers))
    }

    /// What comes after a page of comments.
    pub(super) fn looked<V: AnyValue>(&mut self, results: &V, doubt: Doubt<P::Cause>) -> Step<V, P::Cause> {
        let id = self.unique_temp_id.as_deref().unwrap_or_default();
        let finding = match &mut self.search {
            Some(search) => search.look(results, id, &self.platform),
            None => Finding::Unclear,
        };
        match finding {
            Finding::Posted(comment) => {
                self.requests = doubt.0;
                self.tell(ClientEventType::Response, None, None);
                Step::Found(comment)
            }
            Finding::MoreToSearch => {
                self.requests = self.requests_for_page();
                self.doubt = Some(doubt);
                self.send()
            }
            Finding::AbsentOnce if self.has_time_for(BETWEEN_LOOKS) => {
                self.requests = self.requests_for_page();
                self.doubt = Some(doubt);
                Step::Sleep(BETWEEN_LOOKS)
            }
            Finding::AbsentTwice if doubt.0.sent <= self.max_retries => {
                self.requests = doubt.0;
                self.send()
            }
            _ => self.unconfirmed(doubt, "; it was not found among the newest comments"),
        }
    }

    /// What comes after a search that failed.
    pub(super) fn not_looked_up<V>(
        &mut self,
        doubt: Doubt<P::Cause>,
        (mut error, cause): Failed<P::Cause>,
    ) -> Step<V, P::Cause> {
        error.at(&LOAD_COMMENTS, self.requests.sent);
        self.tell(ClientEventType::Failure, Some(&error), None);
        if error.code == Code::Aborted {
            error.outcome = Some(Outcome::Unknown);
            return self.unconfirmed((doubt.0, (error, cause)), "");
        }
        self.unconfirmed(doubt, &concat(&["; looking it up failed: ", &error.message]))
    }

    fn unconfirmed<V>(&mut self, doubt: Doubt<P::Cause>, why: &str) -> Step<V, P::Cause> {
        let (requests, (mut error, cause)) = doubt;
        self.requests = requests;
        error.message.push_str(why);
        self.end((error, cause))
    }
}
