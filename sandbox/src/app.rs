//! What every request shares.

use crate::files::Files;
use crate::webhook::Webhook;
use qiscus_sandbox_core::Service;
use std::io::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A handle to the one sandbox; clones share it.
pub type App = Arc<Shared>;

/// The sandbox and what its server adds to it.
pub struct Shared {
    /// The folders.
    pub files: Files,
    /// Announces posts.
    pub webhook: Webhook,
    service: Mutex<Service>,
    quiet: bool,
}

impl Shared {
    /// A sandbox with a request log, unless `quiet`.
    pub fn new(service: Service, files: Files, quiet: bool) -> Self {
        Self { files, webhook: Webhook::new(), service: Mutex::new(service), quiet }
    }

    /// The sandbox itself, locked for one synchronous step and never across an await.
    pub fn service(&self) -> MutexGuard<'_, Service> {
        self.service.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes a line, which holds no secret, to stderr. A closed stderr is ignored.
    pub fn log(&self, line: &str) {
        if !self.quiet {
            let _ = writeln!(std::io::stderr(), "{line}");
        }
    }
}
