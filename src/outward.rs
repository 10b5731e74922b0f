//! Our own values on their way to JavaScript.
//!
//! As lists of names and values in turn, which `src/wasm/error.js` makes into objects: derived, or as maps, every field and every
//! kind of map would cost the module a serializer of its own.

use serde::Serialize;

use crate::error::Error;
use crate::event::ClientEvent;
use crate::shape::Issue;

/// What a value can be: one type, so that the module has one serializer.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Outward<'a> {
    /// Nothing: the name is left out.
    Absent,
    /// A text.
    Text(&'a str),
    /// A number.
    Number(f64),
    /// A list, or an object as its names and values in turn.
    List(Vec<Outward<'a>>),
}

use Outward::{Absent, List, Number, Text};

/// An error as JavaScript sees it: names in camelCase, and what is absent left out.
pub fn error(error: &Error) -> Outward<'_> {
    List(vec![
        Text("code"),
        Text(error.code.as_str()),
        Text("outcome"),
        text(error.outcome.as_ref().map(|outcome| outcome.as_str())),
        Text("endpoint"),
        text(error.endpoint),
        Text("status"),
        number(error.status.map(f64::from)),
        Text("attempts"),
        number(error.attempts.map(f64::from)),
        Text("retryAfter"),
        number(error.retry_after.map(f64::from)),
        Text("apiMessage"),
        text(error.api_message.as_deref()),
        Text("detailedMessages"),
        list(&error.detailed_messages, |text, out| out.push(Text(text))),
        Text("fieldErrors"),
        list(&error.field_errors, |(name, text), out| out.extend([Text(name), Text(text)])),
        Text("issues"),
        list(&error.issues, |issue, out| out.push(self::issue(issue))),
        Text("body"),
        text(error.body.as_deref()),
        Text("uniqueTempId"),
        text(error.unique_temp_id.as_deref()),
    ])
}

fn issue(issue: &Issue) -> Outward<'_> {
    List(vec![
        Text("path"),
        Text(&issue.path),
        Text("expected"),
        Text(&issue.expected),
        Text("received"),
        Text(&issue.received),
        Text("message"),
        Text(&issue.message),
    ])
}

/// What a client did, as JavaScript sees it.
pub fn event(event: &ClientEvent) -> Outward<'_> {
    List(vec![
        Text("type"),
        Text(event.r#type.as_str()),
        Text("endpoint"),
        Text(&event.endpoint),
        Text("method"),
        Text(&event.method),
        Text("path"),
        Text(&event.path),
        Text("attempt"),
        Number(event.attempt.into()),
        Text("status"),
        number(event.status.map(f64::from)),
        Text("duration"),
        number(event.duration),
        Text("delay"),
        number(event.delay.map(f64::from)),
        Text("code"),
        text(event.code.as_ref().map(|code| code.as_str())),
    ])
}

fn text(text: Option<&str>) -> Outward<'_> {
    text.map_or(Absent, Text)
}

fn number<'a>(number: Option<f64>) -> Outward<'a> {
    number.map_or(Absent, Number)
}

/// A list that is absent where it is empty; `add` adds what an item gives.
fn list<'a, T>(items: &'a [T], add: fn(&'a T, &mut Vec<Outward<'a>>)) -> Outward<'a> {
    if items.is_empty() {
        return Absent;
    }
    let mut list = Vec::new();
    items.iter().for_each(|item| add(item, &mut list));
    List(list)
}
