//! A client's options, checked and made into what every call needs.

use super::header::{headers, is_name, is_value};
use super::{ClientOptions, PostCommentOptions, number, object_issues};
use crate::error::Error;
use crate::redact::Redactor;
use crate::schema::{AnyValue, HasSchema, Issue, Strength};

/// The deadline of a call where the caller gives none, in milliseconds.
pub const DEFAULT_TIMEOUT: f64 = 30_000.0;
/// The retries of a call where the caller gives no number.
pub const DEFAULT_MAX_RETRIES: u32 = 2;

/// The most bytes of a response where the caller gives no number.
pub const DEFAULT_MAX_RESPONSE_BYTES: u32 = 32 * 1024 * 1024;

/// The header of the app id.
const APP_ID: &str = "QISCUS-SDK-APP-ID";
/// The header of the secret, as the API documents it.
const UNDERSCORES: &str = "QISCUS_SDK_SECRET";
/// The header of the secret, in the spelling of later documents.
pub const HYPHENS: &str = "QISCUS-SDK-SECRET";

/// A client's options, checked.
#[derive(Debug)]
pub struct Config {
    /// The base URL, without a slash at its end.
    pub base_url: String,
    /// The headers of every request but the secret's.
    pub headers: Vec<(String, String)>,
    /// The header of the secret, and the secret.
    pub secret: Option<(String, String)>,
    /// Milliseconds for a call; 0 for no limit.
    pub timeout: f64,
    /// How often a failed request is sent again.
    pub max_retries: u32,
    /// The most bytes of a response.
    pub max_response_bytes: u32,
    /// How optional fields of responses are validated.
    pub strength: Strength,
}

/// The environment of a client, which only the platform knows.
#[derive(Debug, Clone, Copy)]
pub struct Environment {
    /// Whether this is a browser page, whose source anyone can read.
    pub in_page: bool,
    /// Whether the platform can parse a URL: an absolute one or, where it has a location, one that is relative to that.
    pub is_url: fn(&str) -> bool,
}

impl Config {
    /// The secret key, if there is one.
    pub fn secret_key(&self) -> Option<&str> {
        self.secret.as_ref().map(|(_, key)| &**key)
    }

    /// What takes the secret key out of what a server said.
    pub fn redactor(&self) -> Redactor {
        Redactor::new(self.secret_key())
    }

    /// The options as the caller gave them, checked.
    pub fn new<V: AnyValue>(options: &V, environment: Environment) -> Result<Self, Box<Error>> {
        let mut issues = object_issues(options, &ClientOptions::SCHEMA, "options")
            .map_err(|issue| Error::invalid_options(vec![issue]))?;
        for issue in &mut issues {
            issue.belongs(PostCommentOptions::MODEL.names, "is an option of a call, pass it in the second argument");
        }
        Self::checked(options, environment, false, issues)
    }

    /// The options, once they were held against their schema; with the issues that were found. A proxy, which adds the
    /// secret, calls no other one.
    pub(crate) fn checked<V: AnyValue>(
        options: &V,
        environment: Environment,
        is_proxy: bool,
        mut issues: Vec<Issue>,
    ) -> Result<Self, Box<Error>> {
        let string = |name| options.get(name).string();
        let app_id = string("appId");
        let secret_key = string("secretKey");
        let base_url = base_url(&app_id, string("baseUrl"), options, environment, is_proxy, &mut issues);
        if let Some(secret) = &secret_key {
            check_secret(secret, options, environment, is_proxy, &mut issues);
        } else if app_id.is_some() && is_undefined(options, "secretKey") && !is_proxy {
            // Of an environment variable that isn't set. Every call would be refused.
            issues.push(Issue::new(
                "secretKey",
                "your secret key, or no such option where a proxy adds it",
                "undefined",
            ));
        }
        let secret_header = string("secretHeader").unwrap_or_else(|| UNDERSCORES.to_owned());
        let taken = ["Accept", "Content-Type", APP_ID].iter().any(|name| secret_header.eq_ignore_ascii_case(name));
        if taken || !is_name(&secret_header) {
            issues.push(Issue::new("secretHeader", "the name of a header of its own", "another string"));
        }
        let mut headers = headers(&options.get("headers"), &mut issues);
        if !issues.is_empty() {
            return Err(Error::invalid_options(issues));
        }
        if let Some(app_id) = app_id {
            headers.push((APP_ID.to_owned(), app_id));
        }
        Ok(Self {
            base_url,
            headers,
            secret: secret_key.map(|secret| (secret_header, secret)),
            timeout: number(options, "timeout").unwrap_or(DEFAULT_TIMEOUT),
            max_retries: number(options, "maxRetries").map_or(DEFAULT_MAX_RETRIES, |count| count as u32),
            max_response_bytes: number(options, "maxResponseBytes")
                .map_or(DEFAULT_MAX_RESPONSE_BYTES, |count| count as u32),
            strength: Strength::of(options),
        })
    }
}

/// Whether an option is there, but without a value.
pub(crate) fn is_undefined<V: AnyValue>(options: &V, name: &str) -> bool {
    options.get(name).is_missing() && options.keys().iter().any(|key| key == name)
}

fn base_url<V: AnyValue>(
    app_id: &Option<String>,
    base_url: Option<String>,
    options: &V,
    environment: Environment,
    is_proxy: bool,
    issues: &mut Vec<Issue>,
) -> String {
    check_app_id(app_id.as_deref(), issues);
    match (base_url, app_id) {
        (Some(url), _) => {
            if !is_base_url(&url, environment.is_url) || (is_proxy && url.starts_with("/")) {
                let expected = if is_proxy {
                    "an http or https URL without query"
                } else {
                    "an http or https URL without query, or a path that starts with a slash"
                };
                issues.push(Issue::new("baseUrl", expected, "another string"));
            } else if url.starts_with("/") && options.get("fetch").is_missing() && !(environment.is_url)(&url) {
                // As in server-side rendering. A fetch of the caller's may know better.
                let expected = "an http or https URL, since this runtime has no location that a path could belong to";
                issues.push(Issue::new("baseUrl", expected, "a path"));
            }
            url.trim_end_matches('/').to_owned()
        }
        (None, Some(app_id)) => format!("https://{app_id}.qiscus.com"),
        (None, None) => {
            if !issues.iter().any(|issue| issue.path == "appId" || issue.path == "baseUrl") {
                issues.push(Issue::new("appId", "your app id, or the option baseUrl", "nothing"));
            }
            String::new()
        }
    }
}

/// An app id has to be a label of a host's name.
pub fn check_app_id(app_id: Option<&str>, issues: &mut Vec<Issue>) {
    if let Some(app_id) = app_id.filter(|id| !is_host_label(id)) {
        let received = if app_id.is_empty() { "an empty string" } else { "another string" };
        let expected = "an app id such as my-app-1: letters, digits and hyphens";
        issues.push(Issue::new("appId", expected, received));
    }
}

fn is_host_label(text: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=63).contains(&text.len()) && text.bytes().all(inner) && !text.starts_with("-") && !text.ends_with("-")
}

/// A query would swallow the path; a name and a password make every fetch fail.
fn is_base_url(url: &str, is_url: fn(&str) -> bool) -> bool {
    let clean = url.bytes().all(|byte| byte > b' ' && !matches!(byte, b'?' | b'#' | b'\\' | b'@' | 0x7f));
    let path = url.starts_with("/") && !url.starts_with("//");
    let starts = |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    clean && (path || ((starts("http://") || starts("https://")) && is_url(url)))
}

fn check_secret<V: AnyValue>(
    secret: &str,
    options: &V,
    environment: Environment,
    is_proxy: bool,
    issues: &mut Vec<Issue>,
) {
    let mut issue = |expected: &str, received: &str| {
        issues.push(Issue::new("secretKey", expected, received));
    };
    let trimmed = secret.trim_ascii();
    if trimmed.is_empty() {
        let expected =
            if is_proxy { "your secret key" } else { "your secret key, or no such option where a proxy adds it" };
        issue(expected, "an empty string");
    } else if !is_value(secret) || trimmed.len() != secret.len() {
        issue("a secret key without blanks around it, line breaks or characters beyond Latin-1", "another string");
    } else if environment.in_page && !options.get("dangerouslyAllowBrowser").is_true() {
        issue(
            "no secret key in a page, where everybody can read it: call through your own server (baseUrl), or set \
             dangerouslyAllowBrowser on your own machine",
            "a string",
        );
    }
}
