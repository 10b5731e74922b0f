//! What every request shares.

use crate::config::Config;
use crate::fault::Faults;
use crate::journal::Journal;
use crate::redact::Redactor;
use crate::store::Store;
use crate::webhook::Webhook;
use axum::http::HeaderMap;
use std::io::Write;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A handle to the one sandbox; clones share it.
pub type App = Arc<Shared>;

/// The flags and the state. Each lock is held for one synchronous step and never across an await.
pub struct Shared {
    /// What it was started with.
    pub config: Config,
    /// The folder at `/`.
    pub www: Option<PathBuf>,
    /// The folder at `/pkg/`.
    pub pkg: Option<PathBuf>,
    /// Where posts are announced.
    pub webhook: Option<Webhook>,
    store: Mutex<Store>,
    faults: Mutex<Faults>,
    journal: Mutex<Journal>,
}

impl Shared {
    /// An empty sandbox that is reached at `url`.
    pub fn new(config: Config, url: &str, www: Option<PathBuf>, pkg: Option<PathBuf>) -> Self {
        let store = Store::new(&config.app_id, url, config.first_comment_id);
        let webhook = config.webhook_url.clone().map(|url| Webhook::new(url, config.webhook_key.clone()));
        let faults = Mutex::new(Faults::new(config.fault_seed, &config.fault));
        Self { config, www, pkg, webhook, store: Mutex::new(store), faults, journal: Mutex::default() }
    }

    /// Users, rooms and comments.
    pub fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What goes wrong, for which requests.
    pub fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was asked and delivered.
    pub fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hides the sandbox's keys and those that `headers` hold.
    pub fn redactor(&self, headers: &HeaderMap) -> Redactor {
        let webhook_key = self.config.webhook_key.as_deref().unwrap_or_default();
        Redactor::new(&[&self.config.secret, webhook_key], headers)
    }

    /// Writes a line to stderr. Callers redact; nobody reading is no failure.
    pub fn log(&self, line: &str) {
        if !self.config.quiet {
            let _ = writeln!(std::io::stderr(), "{line}");
        }
    }
}
