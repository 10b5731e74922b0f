//! One call from its parameters to its results: the requests, the retries between them, the judgement of the replies.
//!
//! It does nothing itself. It says which [`Step`] comes next, is told how it ended, and says the next one; the platform
//! (the clock, randomness, `fetch`, sleep) is outside. So it is tested without one, and the module needs no futures.

mod confirm;
mod request;

pub use request::{Client, Request};

use alloc::rc::Rc;

use crate::endpoint::Endpoint;
use crate::error::{Code, Error, Outcome};
use crate::event::{ClientEvent, ClientEventType};
use crate::options::Call;
use crate::prelude::*;
use crate::reply::{Reply, judge};
use crate::retry;
use crate::shape::{AnyValue, Kind, digit};
use confirm::{Doubt, Search};
use request::UNIQUE_TEMP_ID;

/// What a call needs to know of the platform it runs on.
pub trait Platform {
    /// What the platform throws.
    type Cause;
    /// Milliseconds since 1970.
    fn now(&self) -> f64;
    /// A number from 0 to 1.
    fn random(&self) -> f64;
    /// Milliseconds to the deadline, if there is one.
    fn remaining(&self) -> Option<f64>;
    /// How old something was when the last reply came, in milliseconds, by a time that the server gave; NaN if it gave none.
    fn age(&self, time: &str) -> f64;
    /// Whether the caller listens to what happens.
    fn listens(&self) -> bool;
    /// Tells the caller what happens.
    fn event(&self, event: ClientEvent);
}

impl<P: Platform> Platform for &P {
    type Cause = P::Cause;
    fn now(&self) -> f64 {
        (*self).now()
    }
    fn random(&self) -> f64 {
        (*self).random()
    }
    fn remaining(&self) -> Option<f64> {
        (*self).remaining()
    }
    fn age(&self, time: &str) -> f64 {
        (*self).age(time)
    }
    fn listens(&self) -> bool {
        (*self).listens()
    }
    fn event(&self, event: ClientEvent) {
        (*self).event(event);
    }
}

/// What comes next in a call.
#[derive(Debug)]
pub enum Step<V, C> {
    /// Send [`Attempts::request`], for no longer than [`Attempts::limit`]; then tell [`Attempts::answered`].
    Send,
    /// Wait some milliseconds; then tell [`Attempts::slept`].
    Sleep(u32),
    /// Nothing: this is the comment that was posted.
    Found(V),
    /// Nothing: these are the results.
    Done(Result<V, Failed<C>>),
}

/// Why no reply came.
#[derive(Debug)]
pub struct Failure<C> {
    /// What happened.
    pub kind: FailureKind,
    /// What the platform said of it.
    pub reason: String,
    /// What the platform threw, untouched.
    pub cause: Option<C>,
}

/// What happened instead of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// The caller's signal.
    Aborted,
    /// The deadline passed, or the time for this one request.
    TimedOut,
    /// The connection failed after the request may have left.
    Lost,
    /// The connection failed before the request could leave.
    NotSent,
    /// There is nothing to send it with.
    NoFetch,
    /// `fetch` gave something that is no response.
    NoResponse,
}

/// A reply, and what the platform threw when it read the body as JSON; or why there is none.
pub type Answer<V, C> = Result<(Reply<V>, Option<C>), Failure<C>>;

/// A call that failed: the error, and what the platform threw.
pub type Failed<C> = (Box<Error>, Option<C>);

/// An id for a message whose sender gave none: 20 random letters and digits (103 bits).
fn random_id<P: Platform>(platform: &P) -> String {
    let mut id = "qw".to_owned();
    for _ in 0..20 {
        id.push(digit(((platform.random() * 36.0) as u8).min(35)));
    }
    id
}

/// A call: the requests to its endpoint and, where it has to be confirmed, to another one.
pub struct Attempts<P: Platform> {
    /// Whose call it is.
    pub client: Rc<Client>,
    /// What the call runs on.
    pub platform: P,
    requests: Requests<P::Cause>,
    max_retries: u32,
    /// The id of the message, if the call posts one.
    unique_temp_id: Option<String>,
    /// How to find the message, if the call has to be confirmed.
    search: Option<Search>,
    /// The requests to the endpoint and why they are in doubt, while the message is looked up.
    doubt: Option<Doubt<P::Cause>>,
}

/// The requests to one endpoint.
struct Requests<C> {
    endpoint: &'static Endpoint,
    /// The one to send.
    request: Request,
    /// How many were sent.
    sent: u32,
    /// When the last one was.
    started: f64,
    /// What it was answered.
    status: Option<u16>,
    /// The refusal after which the other verb was tried.
    refused: Option<Failed<C>>,
    /// Whether one of them may have had its effect.
    outcome: Option<Outcome>,
}

impl<C> Requests<C> {
    fn new(endpoint: &'static Endpoint, request: Request) -> Self {
        Self { endpoint, request, sent: 0, started: 0.0, status: None, refused: None, outcome: None }
    }
}

impl<P: Platform> Attempts<P> {
    /// A call that is about to begin, with its first step.
    pub fn begin<V: AnyValue>(
        client: Rc<Client>,
        platform: P,
        endpoint: &'static Endpoint,
        params: &V,
        call: &Call<V>,
    ) -> (Self, Step<V, P::Cause>) {
        let mut unique_temp_id = None;
        let mut made_up = None;
        if endpoint.params.names().any(|name| name == UNIQUE_TEMP_ID) {
            // A number is sent as text, too; a list is sent under another name.
            let given = |values: &V| {
                let id = values.field(UNIQUE_TEMP_ID);
                (!matches!(id.kind(), Kind::Missing | Kind::Array)).then(|| id.text())
            };
            unique_temp_id = given(params).or_else(|| given(&call.extra_params)).or_else(|| {
                made_up = Some(random_id(&platform));
                made_up.clone()
            });
        }
        let request = client.request(endpoint, params, call, made_up.as_deref());
        let search = call.confirm.then(|| Search::new(params, platform.now()));
        let requests = Requests::new(endpoint, request);
        let max_retries = call.max_retries;
        let mut attempts = Self { client, platform, requests, max_retries, unique_temp_id, search, doubt: None };
        let step = attempts.send();
        (attempts, step)
    }

    /// The request to send.
    pub fn request(&self) -> &Request {
        &self.requests.request
    }

    /// How many milliseconds it may take. One that has to be confirmed leaves time for that: it has a third of what is left.
    pub fn limit(&self) -> f64 {
        match (&self.search, self.platform.remaining()) {
            (Some(_), Some(remaining)) => remaining / 3.0,
            _ => f64::INFINITY,
        }
    }

    fn send<V>(&mut self) -> Step<V, P::Cause> {
        self.requests.sent += 1;
        self.requests.started = self.platform.now();
        self.requests.status = None;
        self.tell(ClientEventType::Request, None, None);
        Step::Send
    }

    /// What comes after a reply, or after a request that got none.
    pub fn answered<V: AnyValue>(&mut self, reply: Answer<V, P::Cause>) -> Step<V, P::Cause> {
        let mut hopeless = false;
        let (mut error, cause) = match reply {
            Ok((reply, cause)) => {
                self.requests.status = Some(reply.status);
                match judge(self.requests.endpoint, &reply) {
                    Ok(results) => return self.succeeded(results),
                    Err(error) => (error, cause),
                }
            }
            Err(failure) => {
                hopeless = failure.kind == FailureKind::NoFetch;
                failure.error()
            }
        };
        // What an earlier request may have done is not undone by the refusal of a later one.
        if self.requests.outcome == Some(Outcome::Unknown) {
            error.outcome = Some(Outcome::Unknown);
        }
        if hopeless {
            return self.failed(error, cause);
        }
        let Requests { endpoint, ref request, ref refused, sent, .. } = self.requests;
        let other_verb = endpoint.other_verb.filter(|other| *other != request.verb);
        if let (Some(verb), Some(404 | 405), None) = (other_verb, error.status, refused) {
            self.tell(ClientEventType::Retry, Some(&error), Some(0));
            self.requests.request.verb = verb;
            self.requests.refused = Some((error, cause));
            return self.send();
        }
        let (remaining, random) = (self.platform.remaining(), self.platform.random());
        match retry::wait(endpoint.repeat, &error, sent, self.max_retries, remaining, random) {
            Some(wait) => {
                self.tell(ClientEventType::Retry, Some(&error), Some(wait));
                self.requests.outcome = error.outcome;
                Step::Sleep(wait)
            }
            None => self.failed(error, cause),
        }
    }

    /// What comes after a wait, or after one that was ended.
    pub fn slept<V: AnyValue>(&mut self, ended: Option<Failure<P::Cause>>) -> Step<V, P::Cause> {
        let Some(failure) = ended else { return self.send() };
        let (mut error, cause) = failure.error();
        // Nor by giving up the next one.
        error.outcome = self.requests.outcome.take();
        self.failed(error, cause)
    }

    fn succeeded<V: AnyValue>(&mut self, results: V) -> Step<V, P::Cause> {
        let Requests { endpoint, ref request, .. } = self.requests;
        if endpoint.other_verb.is_some() {
            self.client.wants_other_verb.set(request.verb != endpoint.verb);
        }
        self.tell(ClientEventType::Response, None, None);
        match self.doubt.take() {
            Some(doubt) => self.looked(&results, doubt),
            None => Step::Done(Ok(results)),
        }
    }

    fn failed<V: AnyValue>(&mut self, error: Box<Error>, cause: Option<P::Cause>) -> Step<V, P::Cause> {
        // Where both verbs fail, the first one's error is shown, unless the second one's says more than a refusal.
        let more = matches!(error.code, Code::Aborted | Code::Timeout | Code::InvalidResponse);
        let first = self.requests.refused.take().filter(|_| !more);
        let failed = first.unwrap_or((error, cause));
        match self.doubt.take() {
            Some(doubt) => self.not_looked_up(doubt, failed),
            None if self.can_look_up(&failed.0) => self.look_up(failed),
            None => self.end(failed),
        }
    }

    fn end<V>(&mut self, (mut error, cause): Failed<P::Cause>) -> Step<V, P::Cause> {
        error.unique_temp_id = self.unique_temp_id.take();
        error.at(self.requests.endpoint, self.requests.sent);
        self.tell(ClientEventType::Failure, Some(&error), None);
        Step::Done(Err((error, cause)))
    }

    fn tell(&self, r#type: ClientEventType, error: Option<&Error>, delay: Option<u32>) {
        if !self.platform.listens() {
            return;
        }
        let Requests { endpoint, request, sent, started, status, .. } = &self.requests;
        let duration = (self.platform.now() - started).max(0.0);
        self.platform.event(ClientEvent {
            duration: (r#type != ClientEventType::Request).then_some(duration),
            r#type,
            endpoint: endpoint.name.to_owned(),
            method: request.verb.name().to_owned(),
            path: endpoint.path(),
            attempt: *sent,
            status: status.map(u32::from),
            delay,
            code: error.map(|error| error.code.clone()),
        });
    }
}

impl<C> Failure<C> {
    /// The error that this failure is.
    pub fn error(self) -> Failed<C> {
        let (code, outcome, what) = match self.kind {
            FailureKind::Aborted => (Code::Aborted, Outcome::Unknown, "aborted"),
            FailureKind::TimedOut => (Code::Timeout, Outcome::Unknown, "no reply in time"),
            FailureKind::Lost => (Code::Network, Outcome::Unknown, "no reply"),
            FailureKind::NotSent | FailureKind::NoFetch => {
                (Code::Network, Outcome::NotSent, "the request could not be sent")
            }
            FailureKind::NoResponse => (Code::InvalidResponse, Outcome::Unknown, "fetch gave no response"),
        };
        let mut error = Error::new(code, what);
        if !self.reason.is_empty() {
            error.message.push_str(": ");
            error.message.push_str(&self.reason);
        }
        error.outcome = Some(outcome);
        (error, self.cause)
    }
}
