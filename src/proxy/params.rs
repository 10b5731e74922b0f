//! The parameters that a page sends.

use crate::error::{Code, Error};
use crate::output::Output;
use crate::refusal::refuse;
use crate::schema::printable;

/// The parameters of a page, by their names without brackets.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Params(Vec<(String, Param)>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Param {
    One(String),
    Many(Vec<String>),
}

impl Params {
    /// The parameters of a query or a form, in pairs of a name and a value as the platform decodes them. Duplicates, and what else a
    /// server could read in several ways, are refused.
    pub fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Result<Self, Box<Error>> {
        let mut params: Vec<(String, Param)> = Vec::new();
        for (name, value) in pairs {
            let list = name.strip_suffix("[]");
            let key = list.unwrap_or(&name);
            let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            let known = params.iter_mut().find(|(known, _)| known == key).map(|(_, param)| param);
            match (is_key, list, known) {
                (true, None, None) => params.push((key.to_owned(), Param::One(value))),
                (true, Some(_), None) => params.push((key.to_owned(), Param::Many(vec![value]))),
                (true, Some(_), Some(Param::Many(values))) => values.push(value),
                _ => {
                    let message = format!("duplicate or malformed parameter `{}`", printable(&name));
                    return Err(refuse(400, Code::InvalidRequest, &message));
                }
            }
        }
        Ok(Self(params))
    }
}

impl From<&Params> for Output {
    fn from(params: &Params) -> Self {
        let value = |param: &Param| match param {
            Param::One(text) => text.into(),
            Param::Many(texts) => Output::List(texts.iter().map(Output::from).collect()),
        };
        // In pairs: a parameter may be called `__proto__`.
        Output::List(params.0.iter().map(|(name, param)| Output::List(vec![name.into(), value(param)])).collect())
    }
}
