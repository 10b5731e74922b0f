//! The values of a fault's name and keys, and what may be wrong with them.

use std::collections::BTreeMap;

/// What stands behind a name: nothing, or text.
#[derive(Clone, Copy)]
pub(super) struct Value<'a> {
    pub name: &'a str,
    pub text: Option<&'a str>,
}

impl Value<'_> {
    /// There must be none.
    pub fn absent<T>(self, meaning: T) -> Result<T, String> {
        match self.text {
            None => Ok(meaning),
            Some(_) => Err(format!("{} takes no value", self.name)),
        }
    }

    /// A whole number of a range.
    pub fn number(self, least: i64, most: i64) -> Result<Option<i64>, String> {
        let Some(text) = self.text else { return Ok(None) };
        match text.parse() {
            Ok(number) if (least..=most).contains(&number) => Ok(Some(number)),
            _ => Err(format!("{} must be a whole number from {least} to {most}, not `{text}`", self.name)),
        }
    }

    /// A whole number that has to be there.
    pub fn required(self, least: i64, most: i64) -> Result<i64, String> {
        let missing = || format!("{} needs a value, a number from {least} to {most}", self.name);
        self.number(least, most)?.ok_or_else(missing)
    }

    /// One of some words; none is the first of them.
    pub fn choice<W: AsRef<str>, T: Copy>(self, words: &[(W, T)]) -> Result<T, String> {
        let chosen = words.iter().find(|(word, _)| self.text.is_none_or(|text| text == word.as_ref()));
        chosen.map(|(_, meaning)| *meaning).ok_or_else(|| {
            let words: Vec<&str> = words.iter().map(|(word, _)| word.as_ref()).collect();
            format!("{} must be one of {}, not `{}`", self.name, words.join(", "), self.text.unwrap_or_default())
        })
    }

    /// Text that isn't empty.
    pub fn word(self) -> Result<Option<String>, String> {
        match self.text {
            Some("") => Err(format!("{} is empty", self.name)),
            text => Ok(text.map(str::to_owned)),
        }
    }

    /// A share of one.
    pub fn share(self) -> Result<Option<f64>, String> {
        let Some(text) = self.text else { return Ok(None) };
        match text.parse() {
            Ok(share) if (0.0..=1.0).contains(&share) => Ok(Some(share)),
            _ => Err(format!("{} must be a number from 0 to 1, not `{text}`", self.name)),
        }
    }
}

/// The keys of a fault, each to be asked for once.
pub(super) struct Keys<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Keys<'a> {
    /// Keys and their values, each key once.
    pub fn read(pairs: &[(&'a str, &'a str)]) -> Result<Self, String> {
        let mut keys = Self(BTreeMap::new());
        for (key, value) in pairs {
            if !keys.add(key, value) {
                return Err(format!("{key} is duplicated"));
            }
        }
        Ok(keys)
    }

    /// Adds a key, unless it is there.
    pub fn add(&mut self, key: &'a str, value: &'a str) -> bool {
        self.0.insert(key, value).is_none()
    }

    /// Takes a key's value out.
    pub fn value<'k>(&mut self, name: &'k str) -> Value<'k>
    where
        'a: 'k,
    {
        Value { name, text: self.0.remove(name) }
    }

    /// Tells whether a key is there.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// A key that nobody asked for.
    pub fn left(&self) -> Option<&'a str> {
        self.0.keys().next().copied()
    }
}
