//! The typings of `qiscus-wasm/testing`, written from the data that the module validates against.

use qiscus_sandbox_core::{FAULT_FORMS, FaultForm, FaultValue, FaultWhen};
use qiscus_wasm::typescript::{PLATFORM, comment, interfaces};
use std::fmt::Write;

use crate::options::{SandboxOptions, SandboxWebhook};
use crate::record::{
    SandboxDelivery, SandboxFaultUse, SandboxRequest, SandboxRoom, SandboxSeed, SandboxSeedRoom, SandboxSeeded,
    SandboxUnknownRoute,
};

const TESTING: &str = include_str!("typescript/testing.d.ts");

/// The text of `testing.d.ts`.
pub fn declarations() -> String {
    let faults: String = FAULT_FORMS.iter().map(variant).collect();
    let mut text = TESTING.replace("// PLATFORM\n", PLATFORM).replace("    // FAULTS\n", &faults);
    text.push_str(&interfaces([
        (&SandboxWebhook::MODEL, true),
        (&SandboxOptions::MODEL, true),
        (&SandboxSeedRoom::MODEL, true),
        (&SandboxSeed::MODEL, true),
        (&SandboxSeeded::MODEL, false),
        (&SandboxRoom::MODEL, false),
        (&SandboxRequest::MODEL, false),
        (&SandboxUnknownRoute::MODEL, false),
        (&SandboxDelivery::MODEL, false),
        (&SandboxFaultUse::MODEL, false),
    ]));
    text
}

fn variant(form: &FaultForm) -> String {
    let FaultForm { name, doc, .. } = form;
    let names = match form.when {
        None => format!("\"{name}\""),
        Some(_) => format!("\"{name}\" | \"{name}-before\" | \"{name}-after\""),
    };
    let mut text = format!("{}    | {{\n        name: {names};\n", comment(doc, "    "));
    let value = match form.value {
        FaultValue::None => None,
        FaultValue::Number => Some("value: number".to_owned()),
        FaultValue::OptionalNumber => Some("value?: number | undefined".to_owned()),
        FaultValue::Words(words) => {
            Some(format!("value?: {} | undefined", union(words.iter().map(|word| format!("\"{word}\"")))))
        }
        FaultValue::Codes(codes) => Some(format!("value?: {} | undefined", union(codes.iter().map(u16::to_string)))),
        FaultValue::NumberOr(word) => Some(format!("value: number | \"{word}\"")),
    };
    let _ = value.map(|value| writeln!(text, "        {value};"));
    for key in form.keys {
        text.push_str(key_of(key));
    }
    if let Some(FaultWhen { default, by_value }) = form.when {
        let others: String = by_value.iter().map(|(value, when)| format!("; for `{value}`, to `{when}`")).collect();
        let _ = writeln!(text, "        /** Before or after the call is executed. Defaults to `{default}`{others}. */");
        text.push_str("        when?: \"before\" | \"after\" | undefined;\n");
    }
    text.push_str("      }\n");
    text
}

fn union(types: impl Iterator<Item = String>) -> String {
    types.collect::<Vec<_>>().join(" | ")
}

/// A key that belongs to some faults.
fn key_of(key: &str) -> &'static str {
    match key {
        "retry-after" => "        /** `Retry-After`, in seconds. */\n        retryAfter?: number | undefined;\n",
        "retry-date" => {
            "        /** `Retry-After` as a date this many seconds from now. Negative numbers are in the past. */\n        \
             retryDate?: number | undefined;\n"
        }
        "to" => {
            "        /** The target: the same path here, the same path at another origin, or an http(s) URL. */\n        \
             to?: \"same\" | \"other\" | (string & {}) | undefined;\n"
        }
        "bytes" => "        /** The chunk size in bytes. Defaults to 16. */\n        bytes?: number | undefined;\n",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A review sees every change of it: `cargo run -p qiscus-sandbox-wasm --bin typings > tests/golden/testing.d.ts`.
    #[test]
    fn the_interface_is_the_golden_one() {
        assert!(
            declarations() == include_str!("../../../tests/golden/testing.d.ts"),
            "tests/golden/testing.d.ts is another"
        );
    }

    #[test]
    fn every_key_of_a_fault_has_a_type() {
        for form in &FAULT_FORMS {
            for key in form.keys {
                assert_ne!(key_of(key), "", "{key}");
            }
        }
    }
}
