//! What a client is made with, and what a call may add: declared, checked, and made into a [`Config`].

use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::params;
use crate::shape::{
    Inner, Issue, JsonObject, Kind, Kinds, Limit, Shape, Shaped, Values, check, concat, printable, unknown_names,
};

/// The deadline of a call where the caller gives none, in milliseconds.
pub const DEFAULT_TIMEOUT: f64 = 30_000.0;
/// The retries of a call where the caller gives no number.
pub const DEFAULT_MAX_RETRIES: u32 = 2;

params! {
    /// What a client is made with.
    pub struct ClientOptions {
        /// Your app id, from the dashboard. Gives the base URL `https://<appId>.qiscus.com`, and is sent as
        /// `QISCUS-SDK-APP-ID`.
        pub app_id as "appId": Option<String>,
        /// Another base URL: a host, a path of your own server (`/api/qiscus`, in a page), a local server.
        pub base_url as "baseUrl": Option<String>,
        /// Your secret key, from the dashboard. Leave it out where a proxy adds it: it does not belong in a page.
        pub secret_key as "secretKey": Option<String>,
        /// The header that carries the secret key: `QISCUS_SDK_SECRET` unless told. Some proxies drop names with
        /// underscores; `QISCUS-SDK-SECRET` gets through.
        pub secret_header as "secretHeader": Option<SecretHeader>,
        /// Milliseconds for a whole call: all tries, the waits between them, and the reading of the reply. 30 000 unless
        /// told, 0 for no limit.
        pub timeout: Option<Milliseconds>,
        /// How often a failed request is sent again, where that can't do harm: 2 unless told, 0 for exactly one request.
        pub max_retries as "maxRetries": Option<u32>,
        /// What is called for every request, as `fetch(url, init)`: the global `fetch` unless told.
        pub fetch: Option<Fetch>,
        /// Headers for every request. They can't replace the secret's.
        pub headers: Option<Headers>,
        /// Called for every request, response, retry and failure, with data that is fit for logs.
        pub on_event as "onEvent": Option<OnEvent>,
        /// Allows a secret key in a browser page, where everybody who opens the page can read it. For tools on your own
        /// machine only.
        pub dangerously_allow_browser as "dangerouslyAllowBrowser": Option<bool>,
    }
}

params! {
    /// What a call may add to the client's options.
    pub struct CallOptions {
        /// Aborts the call, also between two tries.
        pub signal: Option<Signal>,
        /// Milliseconds for the whole call instead of the client's.
        pub timeout: Option<Milliseconds>,
        /// How often a failed request is sent again, instead of the client's number.
        pub max_retries as "maxRetries": Option<u32>,
        /// Headers for this call, besides the client's.
        pub headers: Option<Headers>,
        /// Parameters that this package doesn't know; sent as they are.
        pub extra_params as "extraParams": Option<JsonObject>,
    }
}

crate::literals! {
    /// The spellings of the header that carries the secret key.
    pub enum SecretHeader {
        /// As the API documents it.
        Underscores = "QISCUS_SDK_SECRET",
        /// For proxies that drop names with underscores.
        Hyphens = "QISCUS-SDK-SECRET",
    }
}

macro_rules! foreign {
    ($($(#[doc = $doc:literal])* $name:ident: $kinds:expr, $typescript:literal;)*) => { $(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        pub struct $name;

        impl Shaped for $name {
            const SHAPE: Shape = Shape::of($kinds).typescript($typescript);
        }
    )* };
}

foreign! {
    /// A function that stands for `fetch`.
    Fetch: Kinds::FUNCTION, "FetchFunction";
    /// A function that is told what happens.
    OnEvent: Kinds::FUNCTION, "(event: ClientEvent) => void";
    /// An `AbortSignal`.
    Signal: Kinds::OBJECT, "AbortSignal";
    /// Headers by name.
    Headers: Kinds::OBJECT, "HeadersInput";
}

/// A time in milliseconds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Milliseconds(pub f64);

impl Shaped for Milliseconds {
    const SHAPE: Shape = f64::SHAPE.limit(Limit::AtLeast(0));
}

/// A client's options, checked.
#[derive(Debug)]
pub struct Config {
    /// The base URL, without a slash at its end.
    pub base_url: String,
    /// The headers of every request but the secret's.
    pub headers: Vec<(String, String)>,
    /// The header of the secret, and the secret.
    pub secret: Option<(&'static str, String)>,
    /// Milliseconds for a call; 0 for no limit.
    pub timeout: f64,
    /// How often a failed request is sent again.
    pub max_retries: u32,
}

/// Where a client is made: what only the platform knows.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Whether this is a page, whose source everybody can read.
    pub in_page: bool,
    /// The platform's own judgement of an absolute URL.
    pub is_url: fn(&str) -> bool,
}

impl Config {
    /// The options as the caller gave them, checked.
    pub fn new<V: Values>(options: &V, place: Place) -> Result<Self, Box<Error>> {
        let mut issues = check(options, &ClientOptions::SHAPE, "");
        if issues.iter().any(|issue| issue.path.is_empty()) {
            return Err(Error::invalid_options(vec![Issue::new("options", "object", options.kind().name())]));
        }
        issues.extend(unknown_names(options, &ClientOptions::MODEL, "option"));
        let string = |name| options.field(name).string();
        let app_id = string("appId");
        let secret_key = string("secretKey");
        let base_url = base_url(&app_id, string("baseUrl"), place, &mut issues);
        if let Some(secret) = &secret_key {
            check_secret(secret, options, place, &mut issues);
        }
        let headers = headers(&options.field("headers"), &mut issues);
        if !issues.is_empty() {
            return Err(Error::invalid_options(issues));
        }
        let header = string("secretHeader").is_some_and(|name| name == HYPHENS);
        let app_id = app_id.map(|id| ("QISCUS-SDK-APP-ID".to_owned(), id));
        Ok(Self {
            base_url,
            headers: headers.into_iter().chain(app_id).collect(),
            secret: secret_key.map(|secret| (if header { HYPHENS } else { UNDERSCORES }, secret)),
            timeout: number(options, "timeout").unwrap_or(DEFAULT_TIMEOUT),
            max_retries: number(options, "maxRetries").map_or(DEFAULT_MAX_RETRIES, |count| count as u32),
        })
    }
}

const UNDERSCORES: &str = "QISCUS_SDK_SECRET";
/// The header of the secret, in the spelling of later documents.
pub const HYPHENS: &str = "QISCUS-SDK-SECRET";

fn number<V: Values>(options: &V, name: &str) -> Option<f64> {
    let value = options.field(name);
    (value.kind() != Kind::Missing).then(|| value.number())
}

fn base_url(app_id: &Option<String>, base_url: Option<String>, place: Place, issues: &mut Vec<Issue>) -> String {
    if let Some(app_id) = app_id.as_deref().filter(|id| !is_host_label(id)) {
        let received = if app_id.is_empty() { "an empty string" } else { "another string" };
        let expected = "an app id such as my-app-1: letters, digits and hyphens";
        issues.push(Issue::new("appId", expected, received));
    }
    match (base_url, app_id) {
        (Some(url), _) => {
            if !is_base_url(&url, place.is_url) {
                let expected = "an http or https URL without query, or a path that starts with a slash";
                issues.push(Issue::new("baseUrl", expected, "another string"));
            }
            url.trim_end_matches('/').to_owned()
        }
        (None, Some(app_id)) => concat(&["https://", app_id, ".qiscus.com"]),
        (None, None) => {
            if !issues.iter().any(|issue| issue.path == "appId" || issue.path == "baseUrl") {
                issues.push(Issue::new("appId", "your app id, or the option baseUrl", "nothing"));
            }
            String::new()
        }
    }
}

fn is_host_label(text: &str) -> bool {
    let inner = |c: char| c.is_ascii_alphanumeric() || c == '-';
    (1..=63).contains(&text.len()) && text.chars().all(inner) && !text.starts_with('-') && !text.ends_with('-')
}

/// A query would swallow the path; a name and a password make every fetch fail.
fn is_base_url(url: &str, is_url: fn(&str) -> bool) -> bool {
    let clean = url.bytes().all(|byte| byte > b' ' && !b"?#\\@\x7f".contains(&byte));
    let path = url.starts_with('/') && !url.starts_with("//");
    clean && (path || ((url.starts_with("http://") || url.starts_with("https://")) && is_url(url)))
}

fn check_secret<V: Values>(secret: &str, options: &V, place: Place, issues: &mut Vec<Issue>) {
    let mut issue = |expected: &str, received: &str| {
        issues.push(Issue::new("secretKey", expected, received));
    };
    if secret.trim().is_empty() {
        issue("your secret key, or no such option where a proxy adds it", "an empty string");
    } else if !is_header_value(secret) || secret.trim() != secret {
        issue("a secret key without blanks around it, line breaks or characters beyond Latin-1", "another string");
    } else if place.in_page && options.field("dangerouslyAllowBrowser").text() != "true" {
        issue(
            "no secret key in a page, where everybody can read it: call through your own server (baseUrl), or set \
             dangerouslyAllowBrowser on your own machine",
            "a string",
        );
    }
}

/// The headers given, checked: a bad one would make the platform throw.
fn headers<V: Values>(headers: &V, issues: &mut Vec<Issue>) -> Vec<(String, String)> {
    if !matches!(headers.kind(), Kind::Object) {
        return Vec::new();
    }
    let mut checked = Vec::new();
    for name in headers.keys() {
        let value = headers.field(&name);
        let path = concat(&["headers.", &*printable(&name)]);
        match value.kind() {
            Kind::Missing => continue,
            Kind::String => {}
            kind => {
                issues.push(Issue::new(&path, "string", kind.name()));
                continue;
            }
        }
        let value = value.text();
        if !is_header_name(&name) {
            issues.push(Issue::new(&path, "the name of a header", "another string"));
        } else if !is_header_value(&value) {
            let expected = "text without line breaks or characters beyond Latin-1";
            issues.push(Issue::new(&path, expected, "another string"));
        }
        checked.push((name, value));
    }
    checked
}

// The `http` crate judges the same, with tables of known headers that would be a fifth of the module.

/// Whether a text may be a header's name: a token (RFC 9110, section 5.6.2).
fn is_header_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// Whether a text may be a header's value: what `fetch` takes, characters up to U+00FF but no control ones.
fn is_header_value(text: &str) -> bool {
    text.chars().all(|c| c <= '\u{ff}' && c != '\u{7f}' && (c >= ' ' || c == '\t'))
}

/// A call's options, checked; the signal stays with the platform.
#[derive(Debug)]
pub struct Call<V> {
    /// Milliseconds for the call; 0 for no limit.
    pub timeout: f64,
    /// How often a failed request is sent again.
    pub max_retries: u32,
    /// Headers of this call.
    pub headers: Vec<(String, String)>,
    /// Parameters beyond the model's.
    pub extra_params: V,
}

impl<V: Values> Call<V> {
    /// The options as the caller gave them, checked together with the parameters.
    pub fn new(config: &Config, endpoint: &Endpoint, params: &V, options: &V) -> Result<Self, Box<Error>> {
        let mut issues = check(params, endpoint.params_shape, "");
        if issues.iter().any(|issue| issue.path.is_empty()) {
            let issue = Issue::new("params", "object", params.kind().name());
            return Err(Error::invalid_request(endpoint, vec![issue]));
        }
        issues.extend(unknown_names(params, endpoint.params, "parameter"));
        let mut headers_found = Vec::new();
        if options.kind() != Kind::Missing {
            headers_found = check_options(params, options, &mut issues);
        }
        if !issues.is_empty() {
            return Err(Error::invalid_request(endpoint, issues));
        }
        Ok(Self {
            timeout: number(options, "timeout").unwrap_or(config.timeout),
            max_retries: number(options, "maxRetries").map_or(config.max_retries, |count| count as u32),
            headers: headers_found,
            extra_params: options.field("extraParams"),
        })
    }
}

fn check_options<V: Values>(params: &V, options: &V, issues: &mut Vec<Issue>) -> Vec<(String, String)> {
    let found = check(options, &CallOptions::SHAPE, "");
    if found.iter().any(|issue| issue.path.is_empty()) {
        issues.push(Issue::new("options", "object", options.kind().name()));
        return Vec::new();
    }
    issues.extend(found);
    issues.extend(unknown_names(options, &CallOptions::MODEL, "option"));
    let extra = options.field("extraParams");
    if extra.kind() == Kind::Object {
        let given = params.keys();
        for name in extra.keys() {
            let path = concat(&["extraParams.", &*printable(&name)]);
            let value = extra.field(&name);
            if given.contains(&name) && params.field(&name).kind() != Kind::Missing {
                issues.push(Issue::new(&path, "a parameter that is not given already", "its name again"));
            } else if value.kind() != Kind::Missing {
                issues.extend(check(&value, &EXTRA, &path));
            }
        }
    }
    headers(&options.field("headers"), issues)
}

/// What a parameter that this package doesn't know may be.
static EXTRA: Shape = Shape::with(
    Kinds::ANY.without(Kinds::NULL),
    &Inner { items: Some(&Shape::of(Kinds::ANY.without(Kinds::NULL))), model: None, literals: &[] },
);
