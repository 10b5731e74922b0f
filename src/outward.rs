//! Our own values on their way to JavaScript.
//!
//! As maps and in loops: derived, every field of a struct would cost the module a call of its own.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::error::Error;
use crate::event::ClientEvent;
use crate::shape::Issue;

/// A value as JavaScript sees it: names in camelCase, and what is absent left out.
#[derive(Debug)]
pub struct Outward<'a, T>(pub &'a T);

/// What a value can be: one type, so that the module has one serializer.
enum Out<'a> {
    Text(&'a str),
    Number(f64),
    Texts(&'a [String]),
    Pairs(&'a [(String, String)]),
    Issues(&'a [Issue]),
    Issue(&'a Issue),
}

impl Serialize for Out<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Out::Text(text) => serializer.serialize_str(text),
            Out::Number(number) => serializer.serialize_f64(*number),
            Out::Texts(texts) => serializer.collect_seq(texts.iter().map(|text| Out::Text(text))),
            Out::Issues(issues) => serializer.collect_seq(issues.iter().map(Out::Issue)),
            Out::Pairs(pairs) => {
                let pairs: Vec<_> = pairs.iter().map(|(name, text)| (&**name, Some(Out::Text(text)))).collect();
                map(serializer, &pairs)
            }
            Out::Issue(issue) => map(
                serializer,
                &[
                    ("path", Some(Out::Text(&issue.path))),
                    ("expected", Some(Out::Text(&issue.expected))),
                    ("received", Some(Out::Text(&issue.received))),
                    ("message", Some(Out::Text(&issue.message))),
                ],
            ),
        }
    }
}

impl Serialize for Outward<'_, Error> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let error = self.0;
        map(
            serializer,
            &[
                ("code", Some(Out::Text(error.code.as_str()))),
                ("outcome", error.outcome.as_ref().map(|outcome| Out::Text(outcome.as_str()))),
                ("endpoint", error.endpoint.map(Out::Text)),
                ("status", number(error.status)),
                ("attempts", number(error.attempts)),
                ("retryAfter", number(error.retry_after)),
                ("apiMessage", error.api_message.as_deref().map(Out::Text)),
                ("detailedMessages", some(&error.detailed_messages).map(Out::Texts)),
                ("fieldErrors", some(&error.field_errors).map(Out::Pairs)),
                ("issues", some(&error.issues).map(Out::Issues)),
                ("body", error.body.as_deref().map(Out::Text)),
                ("uniqueTempId", error.unique_temp_id.as_deref().map(Out::Text)),
            ],
        )
    }
}

impl Serialize for Outward<'_, ClientEvent> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let event = self.0;
        map(
            serializer,
            &[
                ("type", Some(Out::Text(event.r#type.as_str()))),
                ("endpoint", Some(Out::Text(&event.endpoint))),
                ("method", Some(Out::Text(&event.method))),
                ("path", Some(Out::Text(&event.path))),
                ("attempt", number(Some(event.attempt))),
                ("status", number(event.status)),
                ("duration", event.duration.map(Out::Number)),
                ("delay", number(event.delay)),
                ("code", event.code.as_ref().map(|code| Out::Text(code.as_str()))),
            ],
        )
    }
}

fn number<'a>(number: Option<impl Into<f64>>) -> Option<Out<'a>> {
    number.map(|number| Out::Number(number.into()))
}

fn some<T>(list: &[T]) -> Option<&[T]> {
    Some(list).filter(|list| !list.is_empty())
}

fn map<S: Serializer>(serializer: S, entries: &[(&str, Option<Out>)]) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    for (name, value) in entries {
        if let Some(value) = value {
            map.serialize_entry(name, value)?;
        }
    }
    map.end()
}
