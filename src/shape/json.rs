//! The walker's view of `serde_json` values: where native tests and fuzzers live.

use core::ops::Range;

use serde_json::Value;

use super::{Columns, Kind, Model, Values, names};
use crate::prelude::*;

/// A column of JSON values; `None` where a field is missing.
#[derive(Debug, Clone)]
pub struct JsonValues<'a>(pub Vec<Option<&'a Value>>);

impl<'a> JsonValues<'a> {
    /// A column of one.
    pub fn one(value: &'a Value) -> Self {
        Self(vec![Some(value)])
    }

    /// The first value.
    pub fn first(&self) -> Option<&'a Value> {
        self.0.first().copied().flatten()
    }
}

fn kind(value: Option<&Value>, literals: &'static str) -> u8 {
    const SAFE: f64 = 9_007_199_254_740_991.0;
    let kind = match value {
        None => Kind::Missing,
        Some(Value::Null) => Kind::Null,
        Some(Value::Bool(_)) => Kind::Boolean,
        Some(Value::Number(number)) => match number.as_f64().unwrap_or(f64::NAN) {
            number if !number.is_finite() => Kind::NotFinite,
            number if number.fract() != 0.0 => Kind::Number,
            number if number.abs() <= SAFE => Kind::Integer,
            _ => Kind::Large,
        },
        Some(Value::String(text)) => match names(literals).position(|literal| literal == text) {
            Some(index) => return Kind::LITERAL + index as u8,
            None => Kind::String,
        },
        Some(Value::Array(_)) => Kind::Array,
        Some(Value::Object(map)) if map.is_empty() => Kind::Empty,
        Some(Value::Object(_)) => Kind::Object,
    };
    kind as u8
}

impl Values for JsonValues<'_> {
    fn len(&self) -> u32 {
        self.0.len() as u32
    }

    fn kinds(&self, rows: Range<u32>, columns: Columns, out: &mut Vec<u8>) {
        let rows = self.0.get(rows.start as usize..rows.end as usize).unwrap_or_default();
        for row in rows {
            let object = row.and_then(Value::as_object);
            columns.each(&mut |name, literals, _| {
                out.push(kind(name.map_or(*row, |name| object.and_then(|map| map.get(name))), literals));
            });
        }
    }

    fn unsettled(&self, columns: Columns) -> u32 {
        let mut settled = Vec::new();
        columns.each(&mut |_, _, kinds| settled.push(kinds));
        if matches!(columns, Columns::Of(_)) && !self.0.iter().all(|row| row.is_some_and(Value::is_object)) {
            return u32::MAX;
        }
        let mut kinds = Vec::new();
        self.kinds(0..self.len(), columns, &mut kinds);
        let is_unsettled = |at: usize, kinds_settled: &u32| {
            kinds.iter().skip(at).step_by(settled.len()).any(|kind| kinds_settled >> kind & 1 == 0)
        };
        (0..).zip(&settled).fold(0, |bits, (at, settled)| bits | u32::from(is_unsettled(at, settled)) << at)
    }

    fn pick(&self, name: Option<&'static str>, rows: &[u32]) -> Self {
        Self(
            rows.iter()
                .map(|row| {
                    let value = self.0.get(*row as usize).copied().flatten()?;
                    match name {
                        None => Some(value),
                        Some(name) => value.as_object()?.get(name),
                    }
                })
                .collect(),
        )
    }

    fn items(&self, lengths: &mut Vec<u32>) -> Self {
        let mut items = Vec::new();
        for row in &self.0 {
            let list = row.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            lengths.push(list.len() as u32);
            items.extend(list.iter().map(Some));
        }
        Self(items)
    }

    // The values are borrowed; serde's own deserializer gives the empty list natively.
    fn empty_lists(&self, _: &'static str, _: &[u32]) {}

    fn field(&self, name: &'static str) -> Self {
        self.entry(name)
    }

    fn entry(&self, key: &str) -> Self {
        Self(vec![self.first().and_then(|value| value.as_object()?.get(key))])
    }

    fn kind(&self) -> Kind {
        Kind::from_byte(kind(self.first(), ""))
    }

    fn text(&self) -> String {
        match self.first() {
            None => "undefined".to_owned(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        }
    }

    fn item_texts(&self) -> Vec<String> {
        let items = self.items(&mut Vec::new());
        items.0.into_iter().map(|item| Self(vec![item]).text()).collect()
    }

    fn number(&self) -> f64 {
        self.first().and_then(Value::as_f64).unwrap_or(f64::NAN)
    }

    fn keys(&self) -> Vec<String> {
        self.first().and_then(Value::as_object).map(|map| map.keys().cloned().collect()).unwrap_or_default()
    }

    fn unknown_keys(&self, model: &'static Model) -> Vec<String> {
        self.keys().into_iter().filter(|key| !model.columns().any(|name| name == key)).collect()
    }
}
