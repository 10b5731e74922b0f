//! The faults as data: their names, and what each takes.

/// What a fault is written with.
pub struct FaultForm {
    /// Its name.
    pub name: &'static str,
    /// What happens to the call, and what a client sees.
    pub doc: &'static str,
    /// The value behind its name.
    pub value: FaultValue,
    /// Its keys, besides `when` and those that choose requests.
    pub keys: &'static [&'static str],
    /// The key `when`, if it has this key.
    pub when: Option<FaultWhen>,
}

/// The value of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultValue {
    /// There is none.
    None,
    /// A whole number.
    Number,
    /// A whole number that may be left out.
    OptionalNumber,
    /// One of these words. The first is the default.
    Words(&'static [&'static str]),
    /// A whole number, or this word.
    NumberOr(&'static str),
    /// One of these numbers. The first is the default.
    Codes(&'static [u16]),
}

/// The default of the key `when`, which is `before` or `after`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultWhen {
    /// The default.
    pub default: &'static str,
    /// The defaults of values that have another one.
    pub by_value: &'static [(&'static str, &'static str)],
}

const BEFORE: Option<FaultWhen> = Some(FaultWhen { default: "before", by_value: &[] });
/// A response can be corrupted only once there is one.
const AFTER: Option<FaultWhen> = Some(FaultWhen { default: "after", by_value: &[] });

/// Every fault, in the order of the README.
pub static FAULT_FORMS: [FaultForm; 14] = [
    FaultForm {
        name: "latency",
        doc: "The response arrives this many milliseconds late. A client with a shorter timeout gives up.",
        value: FaultValue::Number,
        keys: &[],
        when: BEFORE,
    },
    FaultForm {
        name: "stall",
        doc: "The response never arrives; with `body`, its head and half of its body do. The call waits until the client's timeout.",
        value: FaultValue::Words(&["headers", "body"]),
        keys: &[],
        when: Some(FaultWhen { default: "before", by_value: &[("body", "after")] }),
    },
    FaultForm {
        name: "reset",
        doc: "The connection is reset without a response. The client sees a network error.",
        value: FaultValue::None,
        keys: &[],
        when: BEFORE,
    },
    FaultForm {
        name: "close",
        doc: "The connection is closed without a response. The client sees a network error.",
        value: FaultValue::None,
        keys: &[],
        when: BEFORE,
    },
    FaultForm {
        name: "status",
        doc: "The response has this error status, from 400 to 599, and a JSON body.",
        value: FaultValue::Number,
        keys: &["retry-after", "retry-date"],
        when: BEFORE,
    },
    FaultForm {
        name: "html",
        doc: "The response has an error status, 502 by default, and a gateway's HTML page as its body.",
        value: FaultValue::OptionalNumber,
        keys: &["retry-after", "retry-date"],
        when: BEFORE,
    },
    FaultForm {
        name: "redirect",
        doc: "The response is a redirect to `to`, with status 302 by default.",
        value: FaultValue::Codes(&[302, 301, 303, 307, 308]),
        keys: &["to"],
        when: BEFORE,
    },
    FaultForm {
        name: "truncated",
        doc: "The response is complete, but its JSON stops in the middle. The client can't parse it.",
        value: FaultValue::None,
        keys: &[],
        when: AFTER,
    },
    FaultForm {
        name: "garbage",
        doc: "The client can't use the body: a string that isn't JSON, bytes that aren't UTF-8, nothing at all, or JSON with another schema.",
        value: FaultValue::Words(&["text", "bytes", "empty", "shape"]),
        keys: &[],
        when: AFTER,
    },
    FaultForm {
        name: "length",
        doc: "The `Content-Length` is larger or smaller than the body. The client sees an incomplete body, or one that is cut off.",
        value: FaultValue::Words(&["larger", "smaller"]),
        keys: &[],
        when: AFTER,
    },
    FaultForm {
        name: "drip",
        doc: "The correct response arrives slowly: `bytes` (16) at a time, with a pause of so many milliseconds (100) between.",
        value: FaultValue::OptionalNumber,
        keys: &["bytes"],
        when: None,
    },
    FaultForm {
        name: "gzip",
        doc: "The correct response arrives compressed. With `cut` the data stops in the middle, with `plain` it isn't compressed: the client can't decode either.",
        value: FaultValue::Words(&["whole", "cut", "plain"]),
        keys: &[],
        when: None,
    },
    FaultForm {
        name: "huge",
        doc: "The correct response arrives with a string added that makes it this many MiB large, from 1 to 1024, or endless.",
        value: FaultValue::NumberOr("endless"),
        keys: &[],
        when: AFTER,
    },
    FaultForm {
        name: "none",
        doc: "Nothing goes wrong: the call is exempt from the faults that come after this one.",
        value: FaultValue::None,
        keys: &[],
        when: None,
    },
];

/// The form of a fault.
pub(super) fn find(name: &str) -> Option<&'static FaultForm> {
    FAULT_FORMS.iter().find(|form| form.name == name)
}

impl FaultForm {
    /// The words that its value is one of.
    pub(super) fn words(&self) -> Vec<String> {
        match self.value {
            FaultValue::Words(words) => words.iter().map(|word| (*word).to_owned()).collect(),
            FaultValue::NumberOr(word) => vec![word.to_owned()],
            _ => self.codes().iter().map(u16::to_string).collect(),
        }
    }

    /// The numbers that its value is one of.
    pub(super) fn codes(&self) -> &'static [u16] {
        if let FaultValue::Codes(codes) = self.value { codes } else { &[] }
    }
}

impl FaultWhen {
    /// The default of a value.
    pub(super) fn default_of(self, value: Option<&str>) -> &'static str {
        let other = self.by_value.iter().find(|(word, _)| value == Some(word));
        other.map_or(self.default, |(_, default)| default)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::spec::Fault;
    use std::collections::BTreeSet;

    const OWN_KEYS: [(&str, &str); 4] = [("retry-after", "1"), ("retry-date", "1"), ("to", "same"), ("bytes", "1")];
    const COMMON_KEYS: [(&str, &str); 4] =
        [("times", "1"), ("every", "2"), ("rate", "0.5"), ("endpoint", "create_room")];

    /// Values that a form takes, and some that it doesn't.
    fn values(form: &FaultForm) -> (Vec<Option<String>>, Vec<Option<String>>) {
        let some = |text: &str| Some(text.to_owned());
        let words = form.words().into_iter().map(Some);
        let wrong = vec![some(""), some("x"), some("-1")];
        match form.value {
            FaultValue::None => (vec![None], [wrong, vec![some("500")]].concat()),
            FaultValue::Number => (vec![some("500")], [wrong, vec![None]].concat()),
            FaultValue::OptionalNumber => (vec![None, some("500")], wrong),
            FaultValue::Words(_) | FaultValue::Codes(_) => {
                ([None].into_iter().chain(words).collect(), [wrong, vec![some("500")]].concat())
            }
            FaultValue::NumberOr(_) => ([some("500")].into_iter().chain(words).collect(), [wrong, vec![None]].concat()),
        }
    }

    #[test]
    fn the_parser_takes_the_values_of_a_form_and_no_others() {
        let mut kinds = BTreeSet::new();
        for form in &FAULT_FORMS {
            let (right, wrong) = values(form);
            for value in &right {
                let fault = Fault::from_parts(form.name, value.as_deref(), &[]).unwrap();
                assert!(kinds.insert(format!("{:?}", fault.kind)) || value.is_some(), "{} {value:?}", form.name);
            }
            for value in &wrong {
                assert!(Fault::from_parts(form.name, value.as_deref(), &[]).is_err(), "{} {value:?}", form.name);
            }
            if let Some(first) = form.words().first().filter(|_| right.contains(&None)) {
                let default = Fault::from_parts(form.name, None, &[]).unwrap();
                assert_eq!(default.kind, Fault::from_parts(form.name, Some(first), &[]).unwrap().kind, "{}", form.name);
            }
        }
    }

    #[test]
    fn the_parser_takes_the_keys_of_a_form_and_no_others() {
        for form in &FAULT_FORMS {
            for value in values(form).0 {
                let parses = |key| Fault::from_parts(form.name, value.as_deref(), &[key]).is_ok();
                for key in OWN_KEYS {
                    assert_eq!(parses(key), form.keys.contains(&key.0), "{} {}", form.name, key.0);
                }
                for when in ["before", "after"] {
                    assert_eq!(parses(("when", when)), form.when.is_some(), "{} {when}", form.name);
                }
                assert!(COMMON_KEYS.into_iter().all(parses) && !parses(("x", "1")), "{}", form.name);
            }
            assert!(form.keys.iter().all(|key| OWN_KEYS.iter().any(|(own, _)| own == key)), "{}", form.name);
        }
    }

    #[test]
    fn a_form_names_the_defaults_of_when() {
        for form in &FAULT_FORMS {
            let Some(when) = form.when else { continue };
            for value in values(form).0 {
                let read = |keys| Fault::from_parts(form.name, value.as_deref(), keys).unwrap();
                let default = when.default_of(value.as_deref());
                assert_eq!(read(&[]).when, read(&[("when", default)]).when, "{} {value:?}", form.name);
            }
        }
    }

    #[test]
    fn forms_have_the_order_of_the_readme() {
        let readme = include_str!("../../../README.md");
        let place = |form: &FaultForm| readme.find(&format!("\n| `{}", form.name));
        let places: Option<Vec<usize>> = FAULT_FORMS.iter().map(place).collect();
        assert!(places.unwrap().is_sorted());
    }
}
