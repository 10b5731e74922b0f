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

/// Names and values in turn. Its methods are calls of their own, which a literal list would not be.
#[derive(Default)]
struct Record<'a>(Vec<Outward<'a>>);

impl<'a> Record<'a> {
    #[inline(never)]
    fn text(&mut self, name: &'a str, text: impl Into<Option<&'a str>>) {
        self.value(name, text.into().map_or(Absent, Text));
    }

    #[inline(never)]
    fn number(&mut self, name: &'a str, number: Option<f64>) {
        self.value(name, number.map_or(Absent, Number));
    }

    /// A list that is absent where it is empty; `add` adds what an item gives.
    #[inline(never)]
    fn list<T>(&mut self, name: &'a str, items: &'a [T], add: fn(&'a T, &mut Vec<Outward<'a>>)) {
        let mut list = Vec::new();
        items.iter().for_each(|item| add(item, &mut list));
        self.value(name, if list.is_empty() { Absent } else { List(list) });
    }

    #[inline(never)]
    fn value(&mut self, name: &'a str, value: Outward<'a>) {
        self.0.push(Text(name));
        self.0.push(value);
    }
}

/// An error as JavaScript sees it: names in camelCase, and what is absent left out.
pub fn error(error: &Error) -> Outward<'_> {
    let mut record = Record::default();
    record.text("code", error.code.as_str());
    record.text("outcome", error.outcome.as_ref().map(|outcome| outcome.as_str()));
    record.text("endpoint", error.endpoint);
    record.number("status", error.status.map(f64::from));
    record.number("attempts", error.attempts.map(f64::from));
    record.number("retryAfter", error.retry_after.map(f64::from));
    record.text("apiMessage", error.api_message.as_deref());
    record.list("detailedMessages", &error.detailed_messages, |text, out| out.push(Text(text)));
    record.list("fieldErrors", &error.field_errors, |(name, text), out| {
        out.push(Text(name));
        out.push(Text(text));
    });
    record.list("issues", &error.issues, |issue, out| out.push(self::issue(issue)));
    record.text("body", error.body.as_deref());
    record.text("uniqueTempId", error.unique_temp_id.as_deref());
    List(record.0)
}

fn issue(issue: &Issue) -> Outward<'_> {
    let mut record = Record::default();
    record.text("path", &*issue.path);
    record.text("expected", &*issue.expected);
    record.text("received", &*issue.received);
    record.text("message", &*issue.message);
    List(record.0)
}

/// What a client did, as JavaScript sees it.
pub fn event(event: &ClientEvent) -> Outward<'_> {
    let mut record = Record::default();
    record.text("type", event.r#type.as_str());
    record.text("endpoint", &*event.endpoint);
    record.text("method", &*event.method);
    record.text("path", &*event.path);
    record.number("attempt", Some(event.attempt.into()));
    record.number("status", event.status.map(f64::from));
    record.number("duration", event.duration);
    record.number("delay", event.delay.map(f64::from));
    record.text("code", event.code.as_ref().map(|code| code.as_str()));
    List(record.0)
}
