//! Confirms a comment that may have been posted: it is looked up by its id in the newest comments of its room.

use std::borrow::Cow;
use std::mem::replace;

use super::form::Form;
use super::request::UNIQUE_TEMP_ID;
use super::{Attempts, Failed, PendingCall, Platform, Step};
use crate::endpoint::LOAD_COMMENTS;
use crate::error::{Code, Error, Outcome};
use crate::event::ClientEventType;
use crate::schema::AnyValue;

/// Between the two lookups that a comment has to be missing in, in milliseconds: the server may be storing it just then.
const BETWEEN_LOOKUPS: u32 = 1_000;
/// How much older than the call a comment has to be to end a lookup, in milliseconds: clocks differ.
const MARGIN: f64 = 60_000.0;
/// The most pages of a lookup: more than are written during a call, unless the server repeats one for ever.
const MAX_PAGES: u32 = 100;

/// How the comment of a call is found.
pub(super) struct Lookup {
    room_id: String,
    /// When the call started, by the platform's clock.
    since: f64,
    /// The newest time on the first page: the server's clock is not behind it.
    newest: Option<String>,
    /// The page that is searched.
    page: u32,
    /// Whether it was missing in the first lookup.
    was_missing: bool,
}

/// The attempts whose outcome is unknown, and their error.
pub(super) type Unconfirmed<C> = (Attempts<C>, Failed<C>);

/// What a page of comments shows.
enum Page<V> {
    Found(V),
    /// It may be on the next page.
    Continues,
    MissingOnce,
    MissingTwice,
    /// More pages than a lookup may read.
    Endless,
}

impl Lookup {
    pub(super) fn new<V: AnyValue>(params: &V, since: f64) -> Self {
        Self { room_id: params.get("room_id").text(), since, newest: None, page: 1, was_missing: false }
    }

    /// Searches the results of `load_comments` for the comment with that id.
    fn search<V: AnyValue>(&mut self, results: &V, id: &str, platform: &impl Platform) -> Page<V> {
        let comments = results.get("comments");
        let text = |at, name| comments.item(at).get(name).text();
        if let Some(at) = (0..comments.len()).find(|at| text(*at, UNIQUE_TEMP_ID) == id) {
            return Page::Found(comments.item(at));
        }
        // The last one is the oldest. An empty page is the end of the room.
        if let Some(last) = comments.len().checked_sub(1) {
            let newest = self.newest.get_or_insert_with(|| text(0, "timestamp"));
            // Only times of the server are compared: our clock says no more than how long the call has taken. NaN is not older.
            let age = platform.age(&text(last, "timestamp"), newest);
            let is_older_than_the_call = age > platform.now() - self.since + MARGIN;
            if !is_older_than_the_call {
                self.page += 1;
                return if self.page > MAX_PAGES { Page::Endless } else { Page::Continues };
            }
        }
        self.page = 1;
        self.newest = None;
        self.was_missing = !self.was_missing;
        if self.was_missing { Page::MissingOnce } else { Page::MissingTwice }
    }
}

impl<P: Platform> PendingCall<P> {
    /// Whether a call that failed like this is to be looked up, and can be.
    pub(super) fn can_look_up(&self, error: &Error) -> bool {
        self.lookup.is_some()
            && matches!(error.outcome, Some(Outcome::Unknown | Outcome::Accepted))
            && error.code != Code::Aborted
            && self.has_time_for(0)
            // An empty id is that of other comments too.
            && self.unique_temp_id.as_ref().is_some_and(|id| !id.is_empty())
    }

    fn has_time_for(&self, milliseconds: u32) -> bool {
        self.platform.remaining().is_none_or(|remaining| remaining > milliseconds.into())
    }

    /// Puts the attempts aside, and looks up what they did.
    pub(super) fn look_up<V: AnyValue>(&mut self, failed: Failed<P::Cause>) -> Step<V, P::Cause> {
        self.emit(ClientEventType::Retry, Some(&failed.0), Some(0));
        let search = self.attempts_for_page();
        self.unconfirmed = Some((replace(&mut self.attempts, search), failed));
        self.send()
    }

    /// The requests for the page that is searched.
    fn attempts_for_page(&self) -> Attempts<P::Cause> {
        let mut form = Form::default();
        if let Some(lookup) = &self.lookup {
            form.pair("room_id", &lookup.room_id);
            form.pair("page", &lookup.page.to_string());
            form.pair("limit", "100");
        }
        let headers = self.attempts.request.headers.clone();
        Attempts::new(Cow::Borrowed(&LOAD_COMMENTS), self.client.request_to(&LOAD_COMMENTS, form, headers))
    }

    /// The next step, after a page of comments.
    pub(super) fn looked_up<V: AnyValue>(
        &mut self,
        results: &V,
        unconfirmed: Unconfirmed<P::Cause>,
    ) -> Step<V, P::Cause> {
        let id = self.unique_temp_id.as_deref().unwrap_or_default();
        let page = match &mut self.lookup {
            Some(lookup) => lookup.search(results, id, &self.platform),
            None => Page::Endless,
        };
        match page {
            Page::Found(comment) => {
                self.attempts = unconfirmed.0;
                self.emit(ClientEventType::Response, None, None);
                Step::Found(comment)
            }
            Page::Continues => {
                self.attempts = self.attempts_for_page();
                self.unconfirmed = Some(unconfirmed);
                self.send()
            }
            Page::MissingOnce if self.has_time_for(BETWEEN_LOOKUPS) => {
                self.attempts = self.attempts_for_page();
                self.unconfirmed = Some(unconfirmed);
                Step::Sleep(BETWEEN_LOOKUPS)
            }
            // What the server accepted is never sent again.
            Page::MissingTwice
                if unconfirmed.0.sent <= self.max_retries && unconfirmed.1.0.outcome == Some(Outcome::Unknown) =>
            {
                self.attempts = unconfirmed.0;
                self.send()
            }
            _ => self.stays_unconfirmed(unconfirmed, "; it was not found in the newest comments"),
        }
    }

    /// The next step, after a lookup that failed.
    pub(super) fn lookup_failed<V>(
        &mut self,
        unconfirmed: Unconfirmed<P::Cause>,
        (mut error, cause): Failed<P::Cause>,
    ) -> Step<V, P::Cause> {
        error.locate(&LOAD_COMMENTS, self.attempts.sent);
        self.emit(ClientEventType::Failure, Some(&error), None);
        if error.code == Code::Aborted {
            error.outcome = Some(Outcome::Unknown);
            return self.stays_unconfirmed((unconfirmed.0, (error, cause)), "");
        }
        self.stays_unconfirmed(unconfirmed, &format!("; looking it up failed: {}", error.message))
    }

    fn stays_unconfirmed<V>(&mut self, unconfirmed: Unconfirmed<P::Cause>, why: &str) -> Step<V, P::Cause> {
        let (attempts, (mut error, cause)) = unconfirmed;
        self.attempts = attempts;
        error.message.push_str(why);
        self.end((error, cause))
    }
}
