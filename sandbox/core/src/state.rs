//! What a running sandbox holds, and what its control routes and its face do with all of it at once.

use crate::fault::Faults;
use crate::journal::Journal;
use crate::settings::Settings;
use crate::store::Store;

/// Everything that a sandbox shows and changes.
pub struct State {
    /// Users, rooms and comments.
    pub store: Store,
    /// What goes wrong, for which requests.
    pub faults: Faults,
    /// What was asked and delivered.
    pub journal: Journal,
}

impl State {
    /// That of a sandbox that has just started.
    pub fn new(settings: &Settings) -> Self {
        Self {
            store: Store::new(&settings.app_id, &settings.url, settings.first_comment_id),
            faults: Faults::new(settings.fault_seed, &settings.faults),
            journal: Journal::default(),
        }
    }

    /// Deletes everything, including run-time faults; ids and counts start again.
    pub fn reset(&mut self) {
        self.store.clear();
        self.faults.restart();
        self.journal.clear();
    }
}
