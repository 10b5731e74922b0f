//! The one type that a face drives.

use crate::endpoint::{Announcement, Context, Endpoint};
use crate::error::ApiError;
use crate::fault::{self, Action, End, Fault, Sending};
use crate::journal::{self, Entry};
use crate::message::{Request, Response};
use crate::redact::Redactor;
use crate::route::{self, Route};
use crate::settings::{Settings, Webhook};
use crate::state::State;
use crate::webhook::{Event, signature};
use crate::{access, cors, pages, seed, view};
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::time::{Duration, SystemTime};

/// A sandbox: users, rooms and comments, faults, and the journal.
pub struct Service {
    settings: Settings,
    state: State,
}

/// A request that is being answered. A face asks for the next step, takes it, and asks again.
pub struct Exchange {
    request: Request,
    route: Route,
    fault: Result<Option<Fault>, String>,
    actions: VecDeque<Action>,
    response: Response,
    sending: Sending,
    entry: Option<Entry>,
    ready: VecDeque<Step>,
}

/// What a face does next.
#[derive(Debug)]
pub enum Step {
    /// It waits. If the client leaves meanwhile, it calls [`Service::finish`] and is done.
    Sleep(Duration),
    /// It writes a line to the request log, which shows no secret.
    Log(String),
    /// It delivers a webhook in the background, and reports to [`Service::delivered`].
    Deliver(Event),
    /// It sends a response, and is done.
    Respond(Response, Sending),
    /// It sends no response, and is done.
    End(End),
}

impl Exchange {
    /// The request, if its path isn't one of the sandbox's. A face that has a file there answers with it, and calls
    /// [`Service::finish`] instead of asking for steps.
    pub fn elsewhere(&self) -> Option<&Request> {
        Some(&self.request).filter(|request| !route::is_own(request.uri().path()))
    }
}

impl Service {
    /// An empty sandbox.
    pub fn new(settings: Settings) -> Self {
        let state = State::new(&settings);
        Self { settings, state }
    }

    /// The recorded requests, as `GET /_sandbox/requests` lists them.
    pub fn requests(&self) -> Value {
        journal::show(&self.state.journal.requests)
    }

    /// The requests that matched no route, as `GET /_sandbox/unknown-routes` lists them.
    pub fn unknown_routes(&self) -> Value {
        journal::show(&self.state.journal.unknown_routes)
    }

    /// The delivered webhooks, as `GET /_sandbox/webhooks` lists them.
    pub fn webhooks(&self) -> Value {
        journal::show(&self.state.journal.webhooks)
    }

    /// The faults for all requests and their counts, as `GET /_sandbox/faults` lists them.
    pub fn faults(&self) -> Value {
        self.state.faults.list()
    }

    /// Adds a run-time fault behind those that are there, whose counts go on.
    pub fn add_fault(&mut self, fault: Fault) {
        self.state.faults.add(fault);
    }

    /// Removes the run-time faults.
    pub fn clear_faults(&mut self) {
        self.state.faults.set(&[]);
    }

    /// Deletes everything, including run-time faults; ids and counts start again. The settings stay, also those of
    /// [`Service::deliver_webhooks`].
    pub fn reset(&mut self) {
        self.state.reset();
    }

    /// Changes where posted comments are announced, if anywhere.
    pub fn deliver_webhooks(&mut self, webhook: Webhook) {
        self.settings.webhook = webhook;
    }

    /// Adds users, rooms and comments, without any request: no secret, no faults, no journal, no webhooks.
    ///
    /// ```
    /// # use qiscus_sandbox_core::{Service, Settings};
    /// # use serde_json::json;
    /// # let mut service = Service::new(Settings::default());
    /// let seed = json!({
    ///     "users": [{ "email": "abc@outlook.com", "username": "abc" }],
    ///     "rooms": [{
    ///         "name": "gege",
    ///         "participants": ["abc@outlook.com", "xyz@outlook.com"],
    ///         "comments": [
    ///             { "sender_email": "xyz@outlook.com", "message": "hi", "timestamp": "2026-01-31T09:30:00Z" },
    ///         ],
    ///     }],
    /// });
    /// let made = service.seed(&seed, std::time::UNIX_EPOCH).unwrap();
    /// assert_eq!(made["rooms"][0]["room_id"], 201);
    /// ```
    ///
    /// - A user has the parameters of `login_or_register`; `username` defaults to the email.
    /// - A room with a `name` has the parameters of `create_room`; `creator` defaults to the first participant. A room
    ///   without one is the single room of its two `participants`, with the other parameters of
    ///   `get_or_create_room_with_target`.
    /// - A comment has the parameters of `post_comment`, except `room_id`, and a `timestamp` (RFC 3339, in UTC) that
    ///   defaults to `now`.
    /// - Participants, creators and senders that aren't known are registered, with their email as username.
    ///
    /// The result is `{ users: [user], rooms: [{ room_id, room_name, room_type, comments: [comment] }] }` in the order of
    /// the seed, with users and comments as the endpoints show them. An error changes nothing, and names its path first:
    /// `rooms[0].comments[1]: sender_email can't be blank`.
    pub fn seed(&mut self, seed: &Value, now: SystemTime) -> Result<Value, String> {
        seed::add(&mut self.state.store, seed, now)
    }

    /// All rooms, from old to new: `[{ room_id, room_name, room_type, participants, comments }]`, the participants by their
    /// emails, the comments from old to new as the endpoints show them.
    pub fn rooms(&self) -> Value {
        let store = &self.state.store;
        store.rooms().map(|room| view::room_with_comments(store, room)).collect()
    }

    /// Takes a request on.
    pub fn begin(&mut self, request: Request) -> Exchange {
        let route = route::find(&self.settings, &request);
        let endpoint = if let Route::Endpoint(endpoint) = &route { Some(endpoint.name) } else { None };
        let fault = endpoint.map_or(Ok(None), |name| fault::choose(&mut self.state.faults, request.headers(), name));
        let applied = fault.as_ref().ok().and_then(Option::as_ref);
        let actions = applied.map_or_else(|| vec![Action::Execute, Action::Respond], Fault::actions);
        // Control routes aren't recorded.
        let control = request.uri().path().starts_with("/_sandbox/") && !matches!(route, Route::Unknown);
        let redactor = self.redactor(request.headers());
        let entry = (!control)
            .then(|| Entry::new(self.state.journal.age, &redactor, &request, endpoint, applied.map(Fault::text)));
        Exchange {
            request,
            route,
            fault,
            actions: actions.into(),
            response: Response::default(),
            sending: Sending::Whole,
            entry,
            ready: VecDeque::new(),
        }
    }

    /// The next step. `took` is the time since the request arrived. Nothing follows a response or an end.
    pub fn step(&mut self, exchange: &mut Exchange, now: SystemTime, took: Duration) -> Option<Step> {
        while exchange.ready.is_empty() {
            let action = exchange.actions.pop_front()?;
            self.act(exchange, action, now, took);
        }
        exchange.ready.pop_front()
    }

    /// Records a request without taking its steps to the end: with the status of the face's own file, or without one if
    /// the client left. Returns a line for the log, and none if the request is recorded already.
    pub fn finish(&mut self, exchange: &mut Exchange, status: Option<StatusCode>, took: Duration) -> Option<String> {
        let entry = exchange.entry.take()?;
        Some(self.state.journal.request(entry, status, true, took))
    }

    /// Records what became of a webhook: the receiver's status, or why there is none. Returns a line for the log.
    pub fn delivered(&mut self, event: &Event, outcome: Result<StatusCode, String>) -> String {
        let redactor = self.redactor(&HeaderMap::new());
        let (url, body) = (redactor.text(&event.url), journal::body(&redactor, event.body.as_bytes()));
        let id = event.comment_id;
        let (key, value, shown) = match outcome {
            Ok(status) => ("status", json!(status.as_u16()), status.as_u16().to_string()),
            Err(error) => {
                let error = redactor.text(&error);
                ("error", json!(error), error)
            }
        };
        self.state.journal.delivery(event.age, json!({ "url": url, key: value, "comment_id": id, "body": body }));
        format!("webhook {id} to {url}: {shown}")
    }

    fn act(&mut self, exchange: &mut Exchange, action: Action, now: SystemTime, took: Duration) {
        match action {
            Action::Wait(pause) => exchange.ready.push_back(Step::Sleep(pause)),
            Action::Execute => exchange.response = self.execute(exchange, now),
            Action::StandIn => exchange.response = fault::stand_in(),
            Action::Spoil => {
                if let Ok(Some(fault)) = &exchange.fault {
                    let response = std::mem::take(&mut exchange.response);
                    (exchange.response, exchange.sending) = fault.spoil(&exchange.request, response, now);
                }
            }
            Action::Respond => {
                let mut response = std::mem::take(&mut exchange.response);
                if route::is_api(exchange.request.uri().path()) && !matches!(exchange.route, Route::Preflight) {
                    cors::expose(response.headers_mut());
                }
                self.record(exchange, Some(response.status()), took);
                exchange.ready.push_back(Step::Respond(response, exchange.sending));
            }
            Action::End(end) => {
                self.record(exchange, None, took);
                exchange.ready.push_back(Step::End(end));
            }
        }
    }

    fn record(&mut self, exchange: &mut Exchange, status: Option<StatusCode>, took: Duration) {
        let Some(entry) = exchange.entry.take() else { return };
        let known = !matches!(exchange.route, Route::Unknown);
        let line = self.state.journal.request(entry, status, known, took);
        exchange.ready.push_back(Step::Log(line));
    }

    fn execute(&mut self, exchange: &mut Exchange, now: SystemTime) -> Response {
        match exchange.route {
            Route::Endpoint(endpoint) => self.call(endpoint, exchange, now).unwrap_or_else(ApiError::into_response),
            Route::Control(control) => {
                control.answer(exchange.request.method(), exchange.request.body(), &mut self.state)
            }
            Route::Preflight => cors::preflight(exchange.request.headers()),
            Route::WrongMethod(ref methods) => pages::wrong_method(methods),
            Route::Unknown => pages::page(StatusCode::NOT_FOUND),
        }
    }

    fn call(&mut self, endpoint: &Endpoint, exchange: &mut Exchange, now: SystemTime) -> Result<Response, ApiError> {
        if let Err(message) = &exchange.fault {
            return Err(ApiError::rejected(format!("Sandbox-Fault: {message}")));
        }
        access::check(exchange.request.headers(), &self.settings.secret, &self.settings.app_id)?;
        let mut announcements = Vec::new();
        let (store, participants) = (&mut self.state.store, self.settings.participants);
        let mut context = Context { store, now, participants, announcements: &mut announcements };
        let response = endpoint.answer(&mut context, &exchange.request)?;
        exchange.ready.extend(announcements.into_iter().filter_map(|new| self.event(new)).map(Step::Deliver));
        Ok(response)
    }

    /// The webhook of an announcement, if there is anywhere to deliver it.
    fn event(&self, announcement: Announcement) -> Option<Event> {
        let Webhook { url, key, people } = &self.settings.webhook;
        let url = url.clone()?;
        let Announcement { comment_id, sender, payload } = announcement;
        let kind = if people.contains(&sender) { "post_comment_mobile" } else { "post_comment_rest" };
        let body = view::object([("payload", payload), ("type", kind.into())]).to_string();
        let signature = key.as_ref().and_then(|key| signature(key, body.as_bytes()));
        Some(Event { url, comment_id, body, signature, age: self.state.journal.age })
    }

    /// Hides the sandbox's keys and those that `headers` hold.
    fn redactor(&self, headers: &HeaderMap) -> Redactor {
        let webhook_key = self.settings.webhook.key.as_deref().unwrap_or_default();
        Redactor::new(&[&self.settings.secret, webhook_key], headers)
    }
}
