//! What a fault is, once it is understood.

use http::StatusCode;
use std::time::Duration;

/// Something that goes wrong, when, and for which requests. Made from its text, as the README has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    pub(super) text: String,
    pub(super) kind: Kind,
    pub(super) when: When,
    pub(super) scope: Scope,
}

/// Before the call is executed, which then never happens, or after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum When {
    Before,
    After,
}

/// What goes wrong.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    None,
    Latency(Duration),
    Stall(Part),
    Reset,
    Close,
    Status {
        code: StatusCode,
        html: bool,
        retry: Option<Retry>,
    },
    Redirect {
        code: StatusCode,
        to: Target,
    },
    Truncated,
    Garbage(Garbage),
    Length(Length),
    Drip {
        pause: Duration,
        bytes: usize,
    },
    Gzip(Gzip),
    /// Mebibytes; without a number it never ends.
    Huge(Option<usize>),
}

/// The part of a reply that never comes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Part {
    Headers,
    Body,
}

/// What `Retry-After` says, in seconds: as such, or as a date so far from now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Retry {
    Seconds(i64),
    Date(i64),
}

/// Where a redirect leads.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Target {
    Same,
    Other,
    Url(String),
}

/// What stands where JSON should be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Garbage {
    Text,
    Bytes,
    Empty,
    Shape,
}

/// How a content-length is wrong: it says more than there is, or less.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Length {
    Larger,
    Smaller,
}

/// A compressed body: a whole one, one that ends early, one that isn't compressed at all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Gzip {
    Whole,
    Cut,
    Plain,
}

/// Which requests a fault is for. Without a limit it is for all that see it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Scope {
    pub times: Option<u64>,
    pub id: Option<String>,
    pub endpoint: Option<String>,
    pub every: Option<u64>,
    pub rate: Option<f64>,
}
