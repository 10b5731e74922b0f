//! The one place that reads a fault: `name[=value][;key=value]*`, as text or in parts.

use super::form::{self, FAULT_FORMS, FaultForm, FaultValue};
use super::spec::{Fault, Garbage, Gzip, Kind, Length, Part, Retry, Scope, Target, When};
use super::value::{Keys, Value};
use crate::endpoint;
use http::{StatusCode, Uri};
use std::str::FromStr;
use std::time::Duration;

/// The longest pause: ten minutes, in milliseconds.
const PAUSE: i64 = 600_000;
/// The longest `Retry-After`: a day.
const RETRY: i64 = 86_400;
/// The largest body of a known size, in mebibytes.
const HUGE: i64 = 1024;
/// The largest count of anything.
const COUNT: i64 = 1_000_000;

/// Where a fault was written: the keys that choose requests differ.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    /// In the header of the one request that it is for.
    Header,
    /// In a flag or at run time, for all requests.
    Rule,
}

/// For flags.
impl FromStr for Fault {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        parse(text, Place::Rule)
    }
}

impl Fault {
    /// A fault for all requests from its parts, in which `;` and `=` are characters like any other.
    pub fn from_parts(name: &str, value: Option<&str>, keys: &[(&str, &str)]) -> Result<Self, String> {
        let head = value.map_or_else(|| name.to_owned(), |value| format!("{name}={value}"));
        let text = keys.iter().fold(head, |text, (key, value)| format!("{text};{key}={value}"));
        read(printable(&text)?, Value { name, text: value }, keys, Place::Rule)
    }
}

/// Reads a fault; an error names what is wrong with it.
pub(super) fn parse(text: &str, place: Place) -> Result<Fault, String> {
    let text = printable(text.trim())?;
    let mut parts = text.split(';').map(str::trim);
    let head = parts.next().unwrap_or_default();
    let (name, value) = head.split_once('=').map_or((head, None), |(name, value)| (name, Some(value)));
    let pairs = parts.map(|part| part.split_once('=').ok_or_else(|| format!("{part:?} is not key=value")));
    let keys = pairs.collect::<Result<Vec<_>, _>>()?;
    read(text, Value { name, text: value }, &keys, place)
}

fn printable(text: &str) -> Result<&str, String> {
    let printable = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if printable { Ok(text) } else { Err("a fault is printable ASCII".into()) }
}

/// The meaning of a fault's parts. `text` is how they are written.
fn read(text: &str, head: Value<'_>, keys: &[(&str, &str)], place: Place) -> Result<Fault, String> {
    let mut keys = Keys::read(keys)?;
    let name = without_when(head.name, &mut keys)?;
    let form = form::find(name).ok_or_else(|| unknown(name))?;
    let kind = kind(form, Value { name, ..head }, &mut keys)?;
    let when = when(form, head.text, &mut keys)?;
    let scope = scope(place, &mut keys)?;
    match keys.left() {
        Some(key) => Err(format!("{name} takes no {key}")),
        None => Ok(Fault { text: text.to_owned(), kind, when, scope }),
    }
}

/// Takes `-before` or `-after` off a name: it is the key `when`.
fn without_when<'a>(name: &'a str, keys: &mut Keys<'a>) -> Result<&'a str, String> {
    let Some((short, when @ ("before" | "after"))) = name.rsplit_once('-') else { return Ok(name) };
    if keys.add("when", when) { Ok(short) } else { Err(format!("{name} already says when")) }
}

fn unknown(name: &str) -> String {
    if name.is_empty() {
        return "a fault begins with its name".to_owned();
    }
    let names: Vec<&str> = FAULT_FORMS.iter().map(|form| form.name).collect();
    format!("unknown fault `{name}`, expected one of {}", names.join(", "))
}

fn kind(form: &FaultForm, value: Value<'_>, keys: &mut Keys<'_>) -> Result<Kind, String> {
    let kind = match form.name {
        "latency" => Kind::Latency(milliseconds(value.required(0, PAUSE)?)),
        "stall" => Kind::Stall(one_of(form, value, &[Part::Headers, Part::Body])?),
        "reset" => value.absent(Kind::Reset)?,
        "close" => value.absent(Kind::Close)?,
        "status" => Kind::Status { code: code(value.required(400, 599)?), html: false, retry: retry(keys)? },
        "html" => Kind::Status { code: code(value.number(400, 599)?.unwrap_or(502)), html: true, retry: retry(keys)? },
        "redirect" => Kind::Redirect { code: code(one_of(form, value, form.codes())?.into()), to: target(keys)? },
        "truncated" => value.absent(Kind::Truncated)?,
        "garbage" => {
            let meanings = [Garbage::Text, Garbage::Bytes, Garbage::Empty, Garbage::Shape];
            Kind::Garbage(one_of(form, value, &meanings)?)
        }
        "length" => Kind::Length(one_of(form, value, &[Length::Larger, Length::Smaller])?),
        "drip" => {
            let pause = milliseconds(value.number(0, PAUSE)?.unwrap_or(100));
            Kind::Drip { pause, bytes: count(keys.value("bytes").number(1, COUNT)?.unwrap_or(16)) }
        }
        "gzip" => Kind::Gzip(one_of(form, value, &[Gzip::Whole, Gzip::Cut, Gzip::Plain])?),
        "huge" => match form.value {
            FaultValue::NumberOr(word) if value.text == Some(word) => Kind::Huge(None),
            _ => Kind::Huge(Some(count(value.required(1, HUGE)?))),
        },
        _ => value.absent(Kind::None)?,
    };
    Ok(kind)
}

/// One of a form's words. `meanings` has their order; without a value, it is the first.
fn one_of<T: Copy>(form: &FaultForm, value: Value<'_>, meanings: &[T]) -> Result<T, String> {
    let words: Vec<(String, T)> = form.words().into_iter().zip(meanings.iter().copied()).collect();
    value.choice(&words)
}

fn when(form: &FaultForm, value: Option<&str>, keys: &mut Keys<'_>) -> Result<When, String> {
    // A fault without this key leaves the response itself whole.
    let Some(when) = form.when else { return Ok(When::After) };
    let mut choices = [("before", When::Before), ("after", When::After)];
    if when.default_of(value) == "after" {
        choices.reverse();
    }
    keys.value("when").choice(&choices)
}

fn scope(place: Place, keys: &mut Keys<'_>) -> Result<Scope, String> {
    let (foreign, home) = match place {
        Place::Header => (["endpoint", "every", "rate"].as_slice(), "--fault and /_sandbox/faults"),
        Place::Rule => (["id"].as_slice(), "the header of a request"),
    };
    if let Some(key) = foreign.iter().find(|key| keys.has(key)) {
        return Err(format!("{key} is for {home} only"));
    }
    let number = |value: Value<'_>| value.number(1, COUNT).map(|number| number.map(i64::unsigned_abs));
    let scope = Scope {
        times: number(keys.value("times"))?,
        id: keys.value("id").word()?,
        endpoint: keys.value("endpoint").word()?,
        every: number(keys.value("every"))?,
        rate: keys.value("rate").share()?,
    };
    if let Some(name) = scope.endpoint.as_deref().filter(|name| endpoint::find(name).is_none()) {
        return Err(format!("unknown endpoint `{name}`, expected one of {}", endpoint::names().join(", ")));
    }
    if place == Place::Header && scope.times.is_some() != scope.id.is_some() {
        return Err("times and id need each other: the first so many requests of that id fail".into());
    }
    Ok(scope)
}

fn retry(keys: &mut Keys<'_>) -> Result<Option<Retry>, String> {
    let seconds = keys.value("retry-after").number(0, RETRY)?;
    let date = keys.value("retry-date").number(-RETRY, RETRY)?;
    match (seconds, date) {
        (Some(_), Some(_)) => Err("retry-after and retry-date exclude each other".into()),
        (seconds, date) => Ok(seconds.map(Retry::Seconds).or(date.map(Retry::Date))),
    }
}

fn target(keys: &mut Keys<'_>) -> Result<Target, String> {
    match keys.value("to").text {
        None | Some("same") => Ok(Target::Same),
        Some("other") => Ok(Target::Other),
        Some(url) if is_http(url) => Ok(Target::Url(url.to_owned())),
        Some(text) => Err(format!("to must be same, other or an http(s) URL, not `{text}`")),
    }
}

fn is_http(url: &str) -> bool {
    let scheme = url.parse::<Uri>().ok().and_then(|url| url.scheme_str().map(str::to_owned));
    matches!(scheme.as_deref(), Some("http" | "https"))
}

fn milliseconds(number: i64) -> Duration {
    Duration::from_millis(number.unsigned_abs())
}

fn count(number: i64) -> usize {
    usize::try_from(number).unwrap_or_default()
}

/// Numbers outside of what a status can be were refused before.
fn code(number: i64) -> StatusCode {
    let code = u16::try_from(number).ok().and_then(|code| StatusCode::from_u16(code).ok());
    code.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_say_when() {
        for (short, long) in [
            ("reset-after", "reset;when=after"),
            ("latency-before=5;times=2", "latency=5;times=2;when=before"),
            ("stall-before=body", "stall=body;when=before"),
            ("huge-before=endless", "huge=endless;when=before"),
        ] {
            let long: Fault = long.parse().unwrap();
            assert_eq!(short.parse(), Ok(Fault { text: short.to_owned(), ..long }), "{short}");
        }
    }

    #[test]
    fn parts_mean_what_their_text_means() {
        type Row = (&'static str, Option<&'static str>, &'static [(&'static str, &'static str)], &'static str);
        let rows: [Row; 4] = [
            ("reset", None, &[], "reset"),
            ("reset-after", None, &[("times", "2")], "reset-after;times=2"),
            ("status", Some("503"), &[("retry-after", "1"), ("every", "3")], "status=503;retry-after=1;every=3"),
            ("drip", Some("0"), &[("bytes", "1"), ("endpoint", "create_room")], "drip=0;bytes=1;endpoint=create_room"),
        ];
        for (name, value, keys, text) in rows {
            assert_eq!(Fault::from_parts(name, value, keys), text.parse(), "{text}");
        }
        let url = "http://x/?a=b;c=d";
        let fault = Fault::from_parts("redirect", None, &[("to", url)]).unwrap();
        assert_eq!(fault.text, format!("redirect;to={url}"));
        assert_eq!(fault.kind, Kind::Redirect { code: StatusCode::FOUND, to: Target::Url(url.to_owned()) });
    }

    #[test]
    fn wrong_parts_are_refused_by_what_is_wrong_with_them() {
        type Row = (&'static str, Option<&'static str>, &'static [(&'static str, &'static str)], &'static str);
        let rows: [Row; 6] = [
            ("", None, &[], "a fault begins with its name"),
            ("reset", Some(""), &[], "reset takes no value"),
            (
                "latency",
                Some("1;when=after"),
                &[],
                "latency must be a whole number from 0 to 600000, not `1;when=after`",
            ),
            ("reset", None, &[("times", "1"), ("times", "2")], "times is duplicated"),
            ("reset", None, &[("id", "x")], "id is for the header of a request only"),
            ("reset", None, &[("endpoint", "\u{e9}")], "a fault is printable ASCII"),
        ];
        for (name, value, keys, message) in rows {
            assert_eq!(Fault::from_parts(name, value, keys), Err(message.to_owned()), "{name} {keys:?}");
        }
    }
}
