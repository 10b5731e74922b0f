//! A call's parameters and options, checked together.

use super::config::Config;
use super::header::headers;
use super::{ClientOptions, number, object_issues};
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::schema::{AnyValue, Issue, Kind, Kinds, Schema, issues, printable};

/// A call's options, checked; the signal stays with the platform.
#[derive(Debug)]
pub struct Call<V> {
    /// Milliseconds for the call; 0 for no limit.
    pub timeout: f64,
    /// How often a failed request is sent again.
    pub max_retries: u32,
    /// Whether a comment that may have been posted is looked up.
    pub confirm: bool,
    /// Whether it may be sent twice, although it writes.
    pub idempotent: bool,
    /// Headers of this call.
    pub headers: Vec<(String, String)>,
    /// Parameters beyond the model's, if there are any.
    pub extra_params: Option<V>,
}

impl<V: AnyValue> Call<V> {
    /// The options as the caller gave them, checked together with the parameters.
    pub fn new(config: &Config, endpoint: &Endpoint, params: &V, options: &V) -> Result<Self, Box<Error>> {
        let mut issues = object_issues(params, endpoint.params_schema, "params")
            .map_err(|issue| Error::invalid_request(endpoint, vec![issue]))?;
        if endpoint.is_other() {
            issues.append(&mut parameters(params, ""));
        } else if let Some(model) = endpoint.options.model {
            let place = "is an option, pass it in the second argument";
            issues.iter_mut().for_each(|issue| issue.belongs(model.names, place));
        }
        let mut call = Self {
            timeout: config.timeout,
            max_retries: config.max_retries,
            confirm: false,
            idempotent: false,
            headers: Vec::new(),
            extra_params: None,
        };
        if !options.is_missing() {
            call.headers = check_options(params, options, endpoint, &mut issues);
            call.timeout = number(options, "timeout").unwrap_or(call.timeout);
            call.max_retries = number(options, "maxRetries").map_or(call.max_retries, |count| count as u32);
            call.confirm = options.get("confirm").is_true();
            call.idempotent = options.get("idempotent").is_true();
            call.extra_params = Some(options.get("extraParams")).filter(AnyValue::is_object);
        }
        if issues.is_empty() { Ok(call) } else { Err(Error::invalid_request(endpoint, issues)) }
    }
}

fn check_options<V: AnyValue>(
    params: &V,
    options: &V,
    endpoint: &Endpoint,
    issues: &mut Vec<Issue>,
) -> Vec<(String, String)> {
    match object_issues(options, endpoint.options, "options") {
        Ok(mut found) => {
            for issue in &mut found {
                issue.belongs(endpoint.params.names, "is a parameter, pass it in the first argument");
                issue.belongs(ClientOptions::MODEL.names, "is an option of the client");
            }
            issues.append(&mut found);
        }
        Err(issue) => {
            issues.push(issue);
            return Vec::new();
        }
    }
    let extra = options.get("extraParams");
    if extra.kind() == Kind::Object {
        for name in extra.keys() {
            if !params.get(&name).is_missing() {
                let path = format!("extraParams.{}", printable(&name));
                issues.push(Issue::new(&path, "a parameter that is not given already", "its name again"));
            }
        }
        issues.append(&mut parameters(&extra, "extraParams"));
    }
    headers(&options.get("headers"), issues)
}

/// What is wrong with parameters that no model describes. `root` is the path of the object, often empty.
pub(crate) fn parameters<V: AnyValue>(params: &V, root: &str) -> Vec<Issue> {
    let dot = if root.is_empty() { "" } else { "." };
    let mut found = Vec::new();
    for name in params.keys() {
        let value = params.get(&name);
        if !value.is_missing() {
            found.append(&mut issues(&value, &EXTRA, &format!("{root}{dot}{}", printable(&name))));
        }
    }
    found
}

/// What a parameter that this package doesn't know may be.
static EXTRA: Schema = ANY.items(&ANY);
const ANY: Schema = Schema::of(Kinds::ANY.without(Kinds::NULL));
