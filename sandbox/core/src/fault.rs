//! Faults on demand: what goes wrong with a call to an endpoint, which knows nothing of it.
//!
//! | module | what |
//! |---|---|
//! | `form` | every fault, and what it takes |
//! | `grammar`, `value`, `spec` | a fault's text or parts to what it means |
//! | `choice` | which request gets which |
//! | `effect` | what it does to the call, to its response, to the connection |

mod choice;
mod effect;
mod form;
mod grammar;
mod spec;
mod value;

pub use choice::Faults;
pub use effect::{Action, End, Sending, stand_in};
pub use form::{FAULT_FORMS, FaultForm, FaultValue, FaultWhen};
pub use spec::Fault;

use grammar::Place;
use http::HeaderMap;
use spec::Kind;

const HEADER: &str = "sandbox-fault";

/// The request's own fault, and only without one those for all requests.
pub fn choose(faults: &mut Faults, headers: &HeaderMap, endpoint: &str) -> Result<Option<Fault>, String> {
    let mut own = headers.get_all(HEADER).iter();
    let Some(header) = own.next() else { return Ok(faults.pick(endpoint).filter(does_something)) };
    if own.next().is_some() {
        return Err("one fault a request, not two".into());
    }
    let text = header.to_str().map_err(|_| "a fault is printable ASCII".to_owned())?;
    let fault = grammar::parse(text, Place::Header)?;
    Ok(faults.spend(fault).filter(does_something))
}

fn does_something(fault: &Fault) -> bool {
    fault.kind != Kind::None
}

/// Reads a JSON list of faults: all of them or none.
pub fn read(body: &[u8]) -> Result<Vec<Fault>, String> {
    let texts = serde_json::from_slice::<serde_json::Value>(body).ok();
    let texts = texts.as_ref().and_then(serde_json::Value::as_array);
    let texts = texts.and_then(|texts| texts.iter().map(serde_json::Value::as_str).collect::<Option<Vec<&str>>>());
    let texts = texts.ok_or("the body must be a JSON list of faults, each a string")?;
    texts.iter().map(|text| text.parse().map_err(|error| format!("{text:?}: {error}"))).collect()
}
