//! One call, from its parameters to its results: the requests, the retries between them, the lookups that confirm it.
//!
//! Nothing is done here. A [`PendingCall`] names the next [`Step`], is given its outcome, and names the next one; the clock,
//! randomness, `fetch` and sleep are the platform's. So all of it is tested without any.

mod confirm;
mod failure;
pub mod form;
mod request;
pub mod response;
pub mod retry;

pub use failure::{Failure, FailureKind};
pub use request::{Client, Headers, Request};

use std::borrow::Cow;
use std::rc::Rc;

use crate::endpoint::{Endpoint, Repeat};
use crate::error::{Code, Error, Outcome};
use crate::event::{ClientEvent, ClientEventType};
use crate::options::Call;
use crate::schema::{AnyValue, Issue, Kind};
use confirm::{Lookup, Unconfirmed};
use request::UNIQUE_TEMP_ID;
use response::{Response, parse_response};

/// The platform of a call.
pub trait Platform {
    /// What it throws.
    type Cause;
    /// Milliseconds of a clock that nobody sets, from any start.
    fn now(&self) -> f64;
    /// A number from 0 to 1, for waits.
    fn random(&self) -> f64;
    /// Secure random bytes, for ids.
    fn random_bytes(&self, bytes: &mut [u8]);
    /// Milliseconds to the deadline, if there is one.
    fn remaining(&self) -> Option<f64>;
    /// The age of a time that the server gave, in milliseconds: at its last response, if that has a date, or else at a later time
    /// that it gave; NaN where one can't be read.
    fn age(&self, time: &str, later: &str) -> f64;
    /// Whether anyone listens to events.
    fn listens(&self) -> bool;
    /// Hands an event to the caller.
    fn emit(&self, event: ClientEvent);
}

impl<P: Platform> Platform for &P {
    type Cause = P::Cause;
    fn now(&self) -> f64 {
        (*self).now()
    }
    fn random(&self) -> f64 {
        (*self).random()
    }
    fn random_bytes(&self, bytes: &mut [u8]) {
        (*self).random_bytes(bytes);
    }
    fn remaining(&self) -> Option<f64> {
        (*self).remaining()
    }
    fn age(&self, time: &str, later: &str) -> f64 {
        (*self).age(time, later)
    }
    fn listens(&self) -> bool {
        (*self).listens()
    }
    fn emit(&self, event: ClientEvent) {
        (*self).emit(event);
    }
}

/// What a call needs next.
#[derive(Debug)]
pub enum Step<V, C> {
    /// Send [`PendingCall::request`], for no longer than [`PendingCall::limit`]; then call [`PendingCall::received`].
    Send,
    /// Wait so many milliseconds; then call [`PendingCall::slept`].
    Sleep(u32),
    /// Nothing: a lookup found this comment, so it was posted.
    Found(V),
    /// Nothing: these are the results.
    Done(Result<V, Failed<C>>),
}

/// A response, and what the platform threw when it parsed the body as JSON; or why there is none.
pub type Received<V, C> = Result<(Response<V>, Option<C>), Failure<C>>;

/// A call that failed: the error, and what the platform threw.
pub type Failed<C> = (Box<Error>, Option<C>);

/// An id for a message whose sender gave none: 20 random letters and digits (100 bits).
fn random_id<P: Platform>(platform: &P) -> String {
    let mut bytes = [0; 20];
    platform.random_bytes(&mut bytes);
    let digits = bytes.iter().filter_map(|byte| char::from_digit((byte & 31).into(), 36));
    "qw".chars().chain(digits).collect()
}

/// A call under way: the requests to its endpoint and, where it has to be confirmed, to `load_comments`.
pub struct PendingCall<P: Platform> {
    /// The client that makes it.
    pub client: Rc<Client>,
    /// The platform it runs on.
    pub platform: P,
    attempts: Attempts<P::Cause>,
    /// Milliseconds for the call; 0 for no limit.
    timeout: f64,
    max_retries: u32,
    /// The id of the message, if the call posts one.
    unique_temp_id: Option<String>,
    /// How to find the message, if the call has to be confirmed.
    lookup: Option<Lookup>,
    /// The attempts whose outcome is unknown, while the message is looked up.
    unconfirmed: Option<Unconfirmed<P::Cause>>,
}

/// The requests to one endpoint.
struct Attempts<C> {
    endpoint: Cow<'static, Endpoint>,
    /// The request to send.
    request: Request,
    /// How many were sent.
    sent: u32,
    /// When the last one was, if anyone listens.
    started: f64,
    /// The status of its response.
    status: Option<u16>,
    /// The refusal after which the fallback method was tried.
    refused: Option<Failed<C>>,
    /// Whether one of them may have had its effect.
    outcome: Option<Outcome>,
}

impl<C> Attempts<C> {
    fn new(endpoint: Cow<'static, Endpoint>, request: Request) -> Self {
        Self { endpoint, request, sent: 0, started: 0.0, status: None, refused: None, outcome: None }
    }
}

impl<P: Platform> PendingCall<P> {
    /// Starts a call. Returns it with its first step.
    pub fn start<V: AnyValue>(
        client: Rc<Client>,
        platform: P,
        mut endpoint: Cow<'static, Endpoint>,
        params: &V,
        call: &Call<V>,
    ) -> (Self, Step<V, P::Cause>) {
        let mut generated_id = None;
        let mut unique_temp_id = None;
        if endpoint.params.names().any(|name| name == UNIQUE_TEMP_ID) {
            // A number is sent as a string, too; a list is sent under another name.
            let given = |values: &V| {
                let id = values.get(UNIQUE_TEMP_ID);
                (!matches!(id.kind(), Kind::Missing | Kind::Array)).then(|| id.text())
            };
            unique_temp_id = given(params).or_else(|| call.extra_params.as_ref().and_then(given)).or_else(|| {
                generated_id = Some(random_id(&platform));
                generated_id.clone()
            });
        }
        if call.idempotent && endpoint.repeat == Repeat::Once {
            endpoint.to_mut().repeat = Repeat::Idempotent;
        }
        let request = client.request(&endpoint, params, call, generated_id.as_deref());
        let lookup = call.confirm.then(|| Lookup::new(params, platform.now()));
        let attempts = Attempts::new(endpoint, request);
        let (timeout, max_retries) = (call.timeout, call.max_retries);
        let unconfirmed = None;
        let mut pending =
            Self { client, platform, attempts, timeout, max_retries, unique_temp_id, lookup, unconfirmed };
        let step = pending.send();
        (pending, step)
    }

    /// The request to send.
    pub fn request(&self) -> &Request {
        &self.attempts.request
    }

    /// Whether its headers are those of every call of the client that adds none.
    pub fn has_headers_of_client(&self) -> bool {
        Rc::ptr_eq(&self.attempts.request.headers, &self.client.headers(&[]))
    }

    /// How many milliseconds it may take. A call that is confirmed leaves time for that: each request has a third of what is left.
    pub fn limit(&self) -> f64 {
        let remaining = self.lookup.as_ref().and_then(|_| self.platform.remaining());
        remaining.map_or(f64::INFINITY, |remaining| remaining / 3.0)
    }

    fn send<V>(&mut self) -> Step<V, P::Cause> {
        self.attempts.sent += 1;
        if self.platform.listens() {
            self.attempts.started = self.platform.now();
        }
        self.attempts.status = None;
        self.emit(ClientEventType::Request, None, None);
        Step::Send
    }

    /// The next step, after a request that got this.
    pub fn received<V: AnyValue>(&mut self, received: Received<V, P::Cause>) -> Step<V, P::Cause> {
        let mut cannot_send = false;
        let is_address_suspect;
        let (mut error, cause) = match received {
            Ok((response, cause)) => {
                self.attempts.status = Some(response.status);
                match parse_response(&self.attempts.endpoint, &response, self.client.config.strength) {
                    Ok((results, ignored)) => return self.succeeded(results, ignored),
                    Err(error) => {
                        is_address_suspect = response.may_be_of_another_server();
                        (error, cause)
                    }
                }
            }
            Err(failure) => {
                cannot_send = failure.kind == FailureKind::CannotSend;
                is_address_suspect = matches!(failure.kind, FailureKind::NotConnected | FailureKind::LostUnexplained);
                self.error_of(failure)
            }
        };
        if is_address_suspect {
            // Without the query.
            error.message.push_str(&format!(" ({})", self.attempts.request.address));
        }
        // The effect that an earlier request may have had isn't undone by the refusal of a later one.
        if self.attempts.outcome == Some(Outcome::Unknown) && error.outcome != Some(Outcome::Accepted) {
            error.outcome = Some(Outcome::Unknown);
        }
        if cannot_send {
            return self.failed(error, cause);
        }
        let Attempts { endpoint, request, refused, sent, .. } = &self.attempts;
        let fallback = endpoint.fallback_method.filter(|fallback| *fallback != request.method);
        if let (Some(method), Some(404 | 405), None) = (fallback, error.status, refused) {
            self.emit(ClientEventType::Retry, Some(&error), Some(0));
            self.attempts.request.method = method;
            self.attempts.refused = Some((error, cause));
            return self.send();
        }
        let (remaining, random) = (self.platform.remaining(), self.platform.random());
        match retry::wait(endpoint.repeat, &error, *sent, self.max_retries, remaining, random) {
            Some(wait) => {
                self.emit(ClientEventType::Retry, Some(&error), Some(wait));
                self.attempts.outcome = error.outcome;
                Step::Sleep(wait)
            }
            None => self.failed(error, cause),
        }
    }

    /// The next step, after a wait, or after one that was ended.
    pub fn slept<V: AnyValue>(&mut self, ended: Option<Failure<P::Cause>>) -> Step<V, P::Cause> {
        let Some(failure) = ended else { return self.send() };
        let (mut error, cause) = self.error_of(failure);
        // Nor is it undone by giving up before the next one.
        error.outcome = self.attempts.outcome.take();
        self.failed(error, cause)
    }

    fn error_of(&self, failure: Failure<P::Cause>) -> Failed<P::Cause> {
        let is_late = failure.kind == FailureKind::TimedOut;
        let (mut error, cause) = failure.error();
        // Where a call is confirmed, a request has only a part of the time.
        if is_late && self.lookup.is_none() {
            let unit = if self.timeout < 1000.0 { " (`timeout` is in milliseconds)" } else { "" };
            error.message = format!("no response within {} ms{unit}", self.timeout.ceil() as u32);
        }
        (error, cause)
    }

    fn succeeded<V: AnyValue>(&mut self, results: V, ignored: Vec<Issue>) -> Step<V, P::Cause> {
        let Attempts { endpoint, request, .. } = &self.attempts;
        if endpoint.fallback_method.is_some() {
            self.client.wants_fallback_method.set(request.method != endpoint.method);
        }
        self.emit(ClientEventType::Response, None, None);
        if !ignored.is_empty() {
            self.emit_event(ClientEventType::Ignored, None, None, ignored);
        }
        match self.unconfirmed.take() {
            Some(unconfirmed) => self.looked_up(&results, unconfirmed),
            None => Step::Done(Ok(results)),
        }
    }

    fn failed<V: AnyValue>(&mut self, error: Box<Error>, cause: Option<P::Cause>) -> Step<V, P::Cause> {
        // Where both methods fail, the first one's error is shown, unless the second one's is more than a refusal.
        let is_more = matches!(error.code, Code::Aborted | Code::Timeout | Code::InvalidResponse);
        let first = self.attempts.refused.take().filter(|_| !is_more);
        let failed = first.unwrap_or((error, cause));
        match self.unconfirmed.take() {
            Some(unconfirmed) => self.lookup_failed(unconfirmed, failed),
            None if self.can_look_up(&failed.0) => self.look_up(failed),
            None => self.end(failed),
        }
    }

    /// The error of results that the caller's own schema refuses, or of a schema that throws.
    pub fn refuse(&mut self, mut error: Box<Error>, body: String) -> Box<Error> {
        error = response::accepted(&self.attempts.endpoint, error);
        error.status = self.attempts.status;
        error.set_body(body);
        error.locate(&self.attempts.endpoint, self.attempts.sent);
        self.emit(ClientEventType::Failure, Some(&error), None);
        error
    }

    fn end<V>(&mut self, (mut error, cause): Failed<P::Cause>) -> Step<V, P::Cause> {
        error.unique_temp_id = self.unique_temp_id.take();
        error.locate(&self.attempts.endpoint, self.attempts.sent);
        self.emit(ClientEventType::Failure, Some(&error), None);
        Step::Done(Err((error, cause)))
    }

    fn emit(&self, r#type: ClientEventType, error: Option<&Error>, delay: Option<u32>) {
        self.emit_event(r#type, error, delay, Vec::new());
    }

    fn emit_event(&self, r#type: ClientEventType, error: Option<&Error>, delay: Option<u32>, issues: Vec<Issue>) {
        if !self.platform.listens() {
            return;
        }
        let Attempts { endpoint, request, sent, started, status, .. } = &self.attempts;
        let duration = (self.platform.now() - started).max(0.0) as u32;
        self.platform.emit(ClientEvent {
            duration: (r#type != ClientEventType::Request).then_some(duration),
            r#type,
            endpoint: endpoint.name.to_string(),
            method: request.method.name().to_owned(),
            path: endpoint.path(),
            attempt: *sent,
            status: status.map(u32::from),
            delay,
            code: error.map(|error| error.code.clone()),
            issues: (!issues.is_empty()).then_some(issues),
        });
    }
}
