//! One call from its parameters to its results: the requests, the retries between them, the judgement of the replies.
//!
//! It does nothing itself. It says which [`Step`] comes next, is told how it ended, and says the next one; the platform
//! (the clock, randomness, `fetch`, sleep) is outside. So it is tested without one, and the module needs a single future.

use std::cell::Cell;

use crate::endpoint::{Endpoint, Verb};
use crate::error::{Code, Error, Outcome};
use crate::event::{ClientEvent, ClientEventType};
use crate::form::Form;
use crate::options::{Call, Config, HYPHENS};
use crate::reply::{Reply, judge};
use crate::retry;
use crate::shape::{Kind, Values, concat};

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
    /// Tells the caller what happens, if the caller listens.
    fn event(&self, event: &dyn Fn() -> ClientEvent);
}

/// What comes next in a call.
#[derive(Debug)]
pub enum Step<V, C> {
    /// Send [`Attempts::request`]; then tell [`Attempts::answered`].
    Send,
    /// Wait some milliseconds; then tell [`Attempts::slept`].
    Sleep(u32),
    /// Nothing: these are the results.
    Done(Result<V, Failed<C>>),
}

/// A request, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The verb.
    pub verb: Verb,
    /// The base URL and the endpoint's path.
    pub address: String,
    /// The parameters.
    pub form: String,
    /// The headers but the body's, the secret's last.
    pub headers: Vec<(String, String)>,
}

impl Request {
    /// Where the request goes: for GET with the parameters as query.
    pub fn url(&self) -> String {
        match self.verb {
            Verb::Get => concat(&[&*self.address, "?", &self.form]),
            Verb::Post => self.address.clone(),
        }
    }

    /// The body: for POST the parameters.
    pub fn body(&self) -> Option<&str> {
        (self.verb == Verb::Post).then_some(&*self.form)
    }

    /// The headers.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        let body = self.body().map(|_| (CONTENT_TYPE, "application/x-www-form-urlencoded"));
        body.into_iter().chain(self.headers.iter().map(|(name, value)| (&**name, &**value)))
    }
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
    /// The deadline passed.
    TimedOut,
    /// The connection failed after the request may have left.
    Lost,
    /// The connection failed before the request could leave.
    NotSent,
    /// `fetch` gave something that is no response.
    NoResponse,
}

/// A reply, and what the platform threw when it read the body as JSON; or why there is none.
pub type Answer<V, C> = Result<(Reply<V>, Option<C>), Failure<C>>;

/// A call that failed: the error, and what the platform threw.
pub type Failed<C> = (Box<Error>, Option<C>);

/// A client: its options, and what it has learnt of the server.
#[derive(Debug)]
pub struct Client {
    /// The options.
    pub config: Config,
    /// Whether the server wants the other verb of the endpoint that has two.
    wants_other_verb: Cell<bool>,
}

impl Client {
    /// A client that knows nothing of the server yet.
    pub fn new(config: Config) -> Self {
        Self { config, wants_other_verb: Cell::new(false) }
    }

    /// The request that a call starts with.
    pub fn request<V: Values>(&self, endpoint: &Endpoint, params: &V, call: &Call<V>, id: Option<&str>) -> Request {
        let mut form = Form::default();
        form.fields(params, endpoint.params);
        if let Some(id) = id {
            form.pair(UNIQUE_TEMP_ID, id);
        }
        if call.extra_params.kind() == Kind::Object {
            for name in call.extra_params.keys() {
                form.value(&name, &call.extra_params.field(&name));
            }
        }
        let verb = match endpoint.other_verb {
            Some(other) if self.wants_other_verb.get() => other,
            _ => endpoint.verb,
        };
        let address = concat(&[&*self.config.base_url, &endpoint.path()]);
        Request { verb, address, form: form.finish(), headers: self.headers(call) }
    }

    /// The headers: ours, then the client's, then the call's, each replacing those before; the secret's and the body's
    /// can't be replaced.
    fn headers<V>(&self, call: &Call<V>) -> Vec<(String, String)> {
        let mut headers = vec![("Accept".to_owned(), "application/json".to_owned())];
        for (name, value) in self.config.headers.iter().chain(&call.headers) {
            let ours = same(name, CONTENT_TYPE) || (self.config.secret.is_some() && same(name, HYPHENS));
            if !ours {
                headers.retain(|(other, _)| !same(other, name));
                headers.push((name.clone(), value.clone()));
            }
        }
        headers.extend(self.config.secret.as_ref().map(|(name, secret)| ((*name).to_owned(), secret.clone())));
        headers
    }
}

/// Whether two names are those of one header; proxies take an underscore for a hyphen.
fn same(a: &str, b: &str) -> bool {
    let plain = |byte: u8| if byte == b'_' { b'-' } else { byte.to_ascii_lowercase() };
    a.len() == b.len() && a.bytes().zip(b.bytes()).all(|(a, b)| plain(a) == plain(b))
}

const CONTENT_TYPE: &str = "Content-Type";
const UNIQUE_TEMP_ID: &str = "unique_temp_id";

/// An id for a message whose sender gave none: 20 random letters and digits (103 bits).
fn random_id<P: Platform>(platform: &P) -> String {
    let letter = |_| char::from_digit((platform.random() * 36.0) as u32, 36).unwrap_or('0');
    let mut id = String::from("qw");
    id.extend((0..20).map(letter));
    id
}

/// The requests of one call.
pub struct Attempts<'a, P: Platform> {
    client: &'a Client,
    platform: &'a P,
    endpoint: &'static Endpoint,
    /// The request to send.
    pub request: Request,
    max_retries: u32,
    /// The id of the message, if the call posts one.
    unique_temp_id: Option<String>,
    /// How many were sent.
    sent: u32,
    /// When the last one was.
    started: f64,
    /// What it was answered.
    status: Option<u16>,
    /// The refusal after which the other verb was tried.
    refused: Option<Failed<P::Cause>>,
    /// Whether the last request may have had its effect.
    outcome: Option<Outcome>,
}

impl<'a, P: Platform> Attempts<'a, P> {
    /// A call that is about to begin, with its first step.
    pub fn begin<V: Values>(
        client: &'a Client,
        platform: &'a P,
        endpoint: &'static Endpoint,
        params: &V,
        call: &Call<V>,
    ) -> (Self, Step<V, P::Cause>) {
        let mut unique_temp_id = None;
        let mut made_up = None;
        if endpoint.params.columns().any(|name| name == UNIQUE_TEMP_ID) {
            let given =
                params.field(UNIQUE_TEMP_ID).string().or_else(|| call.extra_params.field(UNIQUE_TEMP_ID).string());
            unique_temp_id = Some(given.unwrap_or_else(|| made_up.insert(random_id(platform)).clone()));
        }
        let request = client.request(endpoint, params, call, made_up.as_deref());
        let mut attempts = Self {
            client,
            platform,
            endpoint,
            request,
            max_retries: call.max_retries,
            unique_temp_id,
            sent: 0,
            started: 0.0,
            status: None,
            refused: None,
            outcome: None,
        };
        let step = attempts.send();
        (attempts, step)
    }

    fn send<V>(&mut self) -> Step<V, P::Cause> {
        self.sent += 1;
        self.started = self.platform.now();
        self.status = None;
        self.tell(ClientEventType::Request, None, None);
        Step::Send
    }

    /// What comes after a reply, or after a request that got none.
    pub fn answered<V: Values>(&mut self, reply: Answer<V, P::Cause>) -> Step<V, P::Cause> {
        let (error, cause) = match reply {
            Ok((reply, cause)) => {
                self.status = Some(reply.status);
                match judge(self.endpoint, &reply) {
                    Ok(results) => return self.succeeded(results),
                    Err(error) => (error, cause),
                }
            }
            Err(failure) => failure.error(),
        };
        let other_verb = self.endpoint.other_verb.filter(|other| *other != self.request.verb);
        if let (Some(verb), Some(404 | 405), None) = (other_verb, error.status, &self.refused) {
            self.request.verb = verb;
            self.refused = Some((error, cause));
            return self.send();
        }
        // Where both verbs fail, the first one's error is shown; only an abort or the deadline is news.
        let first = self.refused.take().filter(|_| !matches!(error.code, Code::Aborted | Code::Timeout));
        let (error, cause) = first.unwrap_or((error, cause));
        let (remaining, random) = (self.platform.remaining(), self.platform.random());
        match retry::wait(self.endpoint.repeat, &error, self.sent, self.max_retries, remaining, random) {
            Some(wait) => {
                self.tell(ClientEventType::Retry, Some(&error), Some(wait));
                self.outcome = error.outcome;
                Step::Sleep(wait)
            }
            None => self.failed(error, cause),
        }
    }

    /// What comes after a wait, or after one that was ended.
    pub fn slept<V: Values>(&mut self, ended: Option<Failure<P::Cause>>) -> Step<V, P::Cause> {
        let Some(failure) = ended else { return self.send() };
        let (mut error, cause) = failure.error();
        // What the last request may have done is not undone by giving up the next one.
        error.outcome = self.outcome.take();
        self.failed(error, cause)
    }

    fn succeeded<V>(&mut self, results: V) -> Step<V, P::Cause> {
        if self.endpoint.other_verb.is_some() {
            self.client.wants_other_verb.set(self.request.verb != self.endpoint.verb);
        }
        self.tell(ClientEventType::Response, None, None);
        Step::Done(Ok(results))
    }

    fn failed<V>(&mut self, mut error: Box<Error>, cause: Option<P::Cause>) -> Step<V, P::Cause> {
        error.unique_temp_id = self.unique_temp_id.take();
        error.at(self.endpoint, self.sent);
        self.tell(ClientEventType::Failure, Some(&error), None);
        Step::Done(Err((error, cause)))
    }

    fn tell(&self, r#type: ClientEventType, error: Option<&Error>, delay: Option<u32>) {
        let duration = (self.platform.now() - self.started).max(0.0);
        self.platform.event(&|| ClientEvent {
            duration: (r#type != ClientEventType::Request).then_some(duration),
            r#type: r#type.clone(),
            endpoint: self.endpoint.name.to_owned(),
            method: self.request.verb.name().to_owned(),
            path: self.endpoint.path(),
            attempt: self.sent,
            status: self.status.map(u32::from),
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
            FailureKind::NotSent => (Code::Network, Outcome::NotSent, "the request could not be sent"),
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
