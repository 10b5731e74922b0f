//! What a request has to be, written a second time: which options are any, headers as the `http` crate reads them, a form as
//! the `form_urlencoded` crate reads it.

use std::borrow::Cow;
use std::rc::Rc;

use http::{HeaderName, HeaderValue};
use qiscus_wasm::client::form::Form;
use qiscus_wasm::client::{Client, PendingCall, Platform, Request};
use qiscus_wasm::endpoint::{ENDPOINTS, Endpoint, LOAD_COMMENTS, Method};
use qiscus_wasm::error::{Code, Error, Outcome};
use qiscus_wasm::event::ClientEvent;
use qiscus_wasm::options::{Call, Config, Environment};
use qiscus_wasm::schema::{JsonValue, MAX_ISSUES};
use serde_json::{Map, Value, json};

/// A platform on which the same things happen every time.
pub struct Still;

impl Platform for Still {
    type Cause = ();
    fn now(&self) -> f64 {
        0.0
    }
    fn random(&self) -> f64 {
        0.5
    }
    fn random_bytes(&self, bytes: &mut [u8]) {
        bytes.fill(MADE_UP_OF);
    }
    fn remaining(&self) -> Option<f64> {
        None
    }
    fn age(&self, _: &str, _: &str) -> f64 {
        f64::NAN
    }
    fn listens(&self) -> bool {
        false
    }
    fn emit(&self, _: ClientEvent) {}
}

/// The byte that is random to [`Still`], and the id of a message that is made of it.
const MADE_UP_OF: u8 = 18;
const MADE_UP: &str = "qwiiiiiiiiiiiiiiiiiiii";

/// The client of some options, anywhere but in a page.
pub fn client(options: Option<&Value>) -> Result<Rc<Client>, Box<Error>> {
    let environment = Environment { in_page: false, is_url: |_| true };
    Ok(Rc::new(Client::new(Config::new(&JsonValue::from(options), environment)?)))
}

/// The first request of a call.
pub fn request(
    client: &Rc<Client>,
    endpoint: &'static Endpoint,
    params: Option<&Value>,
    options: Option<&Value>,
) -> Result<Request, Box<Error>> {
    let (params, options) = (JsonValue::from(params), JsonValue::from(options));
    let call = Call::new(&client.config, endpoint, &params, &options)?;
    Ok(PendingCall::start(Rc::clone(client), &Still, Cow::Borrowed(endpoint), &params, &call).0.request().clone())
}

/// Holds the options, the parameters and the request that they make to an input of four lines: a method, and as JSON the
/// client's options, the parameters, and the call's options. A line that is no JSON is an argument that wasn't given. Gives
/// whether a request came out.
pub fn hold(input: &[u8]) -> bool {
    let text = String::from_utf8_lossy(input);
    let mut lines = text.splitn(4, '\n');
    let method = lines.next();
    let Some(endpoint) = ENDPOINTS.iter().find(|known| Some(known.method_name) == method) else { return false };
    let mut value = || serde_json::from_str(lines.next()?).ok();
    let (options, params, call): (Option<Value>, Option<Value>, Option<Value>) = (value(), value(), value());

    let client = client(options.as_ref());
    assert_eq!(client.is_ok(), options.as_ref().is_some_and(are_options), "{:?}", client.err());
    let client = match client {
        Ok(client) => client,
        Err(error) => {
            hold_error(&error, Code::InvalidOptions);
            return false;
        }
    };
    match request(&client, endpoint, params.as_ref(), call.as_ref()) {
        Ok(request) => {
            let (params, call) = (objects(params.as_ref()), objects(call.as_ref()));
            hold_address(&request, &client.config.base_url, endpoint);
            hold_headers(&request, &client.config);
            let expected = pairs(endpoint, &params, &objects(call.get("extraParams")));
            assert_eq!(read(&request.form), expected);
            true
        }
        Err(error) => {
            hold_error(&error, Code::InvalidRequest);
            assert_eq!((error.outcome, error.endpoint.as_deref()), (Some(Outcome::NotSent), Some(&*endpoint.name)));
            false
        }
    }
}

fn objects(value: Option<&Value>) -> Map<String, Value> {
    value.and_then(Value::as_object).cloned().unwrap_or_default()
}

/// A caller's mistake: some issues, not too many, each a line fit for logs.
fn hold_error(error: &Error, code: Code) {
    assert_eq!(error.code, code);
    assert!((1..=MAX_ISSUES).contains(&error.issues.len()), "{} issues", error.issues.len());
    assert!(error.message.len() < 4096 && !error.message.contains(char::is_control), "{:?}", error.message);
}

fn hold_address(request: &Request, base_url: &str, endpoint: &Endpoint) {
    assert!(base_url.bytes().all(|byte| byte.is_ascii_graphic() || byte > 127), "{base_url:?}");
    assert!(!base_url.ends_with('/') && !base_url.contains(['?', '#', '@', '\\']), "{base_url:?}");
    assert_eq!(request.address, format!("{base_url}/api/v2/rest/{}", endpoint.name));
    let encoded = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%&=".contains(&byte);
    assert!(request.form.bytes().all(encoded), "{}", request.form);
    let (url, body) = match request.method {
        Method::Get => (format!("{}?{}", request.address, request.form), None),
        Method::Post => (request.address.clone(), Some(&*request.form)),
    };
    assert_eq!((request.url(), request.body()), (url, body));
}

/// A header's name as proxies see it, who take an underscore for a hyphen.
fn plain(name: &str) -> String {
    name.to_ascii_lowercase().replace('_', "-")
}

/// Every header can be sent, none comes twice, and the secret's is the client's own.
fn hold_headers(request: &Request, config: &Config) {
    let mut names: Vec<_> = request.headers().map(|(name, _)| plain(name)).collect();
    for (name, value) in request.headers() {
        assert!(is_name(name) && is_value(value), "{name:?}: {value:?}");
        assert!(!name.contains(['\r', '\n']) && !value.contains(['\r', '\n']));
    }
    if let Some((name, secret)) = &config.secret {
        assert_eq!(request.headers().last(), Some((&**name, &**secret)));
        let others = names.iter().rev().skip(1).filter(|other| **other == plain(name) || *other == "qiscus-sdk-secret");
        assert_eq!(others.count(), 0, "{names:?}");
    }
    let own = names.iter().filter(|name| *name == "content-type").count();
    assert_eq!(own, usize::from(request.method == Method::Post), "{names:?}");
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count, "{names:?}");
}

fn is_name(name: &str) -> bool {
    HeaderName::from_bytes(name.as_bytes()).is_ok()
}

/// On the wire, a value is Latin-1.
fn is_value(value: &str) -> bool {
    let bytes: Result<Vec<u8>, _> = value.chars().map(u8::try_from).collect();
    bytes.is_ok_and(|bytes| HeaderValue::from_bytes(&bytes).is_ok())
}

/// Whether these are options of a client that isn't in a page. In JSON there are no functions, so `fetch` and `onEvent` have to
/// be missing.
fn are_options(options: &Value) -> bool {
    let Value::Object(options) = options else { return false };
    let known = "appId baseUrl secretKey secretHeader timeout maxRetries headers dangerouslyAllowBrowser";
    let text = |name: &str| options.get(name).map(Value::as_str);
    let each_is = |name: &str, fits: &dyn Fn(&Value) -> bool| options.get(name).is_none_or(fits);
    options.keys().all(|name| known.split(' ').any(|known| known == name))
        && (options.contains_key("appId") || options.contains_key("baseUrl"))
        && text("appId").is_none_or(|id| id.is_some_and(is_app_id))
        && text("baseUrl").is_none_or(|url| url.is_some_and(is_base_url))
        && text("secretKey").is_none_or(|key| key.is_some_and(is_secret))
        && text("secretHeader").is_none_or(|name| name.is_some_and(is_secret_header))
        && each_is("timeout", &|number| number.as_f64().is_some_and(|number| number >= 0.0))
        && each_is("maxRetries", &|number| number.as_f64().is_some_and(is_count))
        && each_is("headers", &|headers| headers.as_object().is_some_and(are_headers))
        && each_is("dangerouslyAllowBrowser", &Value::is_boolean)
}

fn is_app_id(id: &str) -> bool {
    let inner = id.bytes().all(|byte| byte == b'-' || byte.is_ascii_alphanumeric());
    inner && !id.is_empty() && id.len() < 64 && !id.starts_with('-') && !id.ends_with('-')
}

fn is_base_url(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let starts = lower.starts_with("http://") || lower.starts_with("https://") || url.starts_with('/');
    starts && !url.starts_with("//") && !url.contains(|c: char| c <= ' ' || c == '\u{7f}' || "?#\\@".contains(c))
}

fn is_secret(secret: &str) -> bool {
    !secret.is_empty() && secret.trim_matches(|c: char| c.is_ascii_whitespace()) == secret && is_value(secret)
}

fn is_secret_header(name: &str) -> bool {
    is_name(name) && !["accept", "content-type", "qiscus-sdk-app-id"].contains(&&*name.to_ascii_lowercase())
}

fn is_count(number: f64) -> bool {
    number == number.trunc() && (0.0..9_007_199_254_740_992.0).contains(&number)
}

fn are_headers(headers: &Map<String, Value>) -> bool {
    headers.iter().all(|(name, value)| is_name(name) && value.as_str().is_some_and(is_value))
}

/// Between the parts of an input of [`hold_given_headers`]: the client's and the call's headers, one and the next, name and
/// value.
const GROUPS: char = '\u{1d}';
const HEADERS: char = '\u{1e}';
const FIELDS: char = '\u{1f}';

/// Holds headers of any name and value to an input in three groups: the name of the secret's header, the headers of the
/// client, and those of the call. Gives whether they were taken.
pub fn hold_given_headers(input: &[u8]) -> bool {
    let text = String::from_utf8_lossy(input);
    let mut groups = text.split(GROUPS);
    let secret_header = groups.next().unwrap_or_default();
    let mut headers = || -> Map<String, Value> {
        let given = groups.next().unwrap_or_default().split(HEADERS).filter_map(|header| header.split_once(FIELDS));
        given.map(|(name, value)| (name.to_owned(), json!(value))).collect()
    };
    let (of_client, of_call) = (headers(), headers());

    let options = json!({ "appId": "a", "secretKey": "the-key", "secretHeader": secret_header, "headers": of_client });
    let client = client(Some(&options));
    assert_eq!(client.is_ok(), is_secret_header(secret_header) && are_headers(&of_client), "{:?}", client.err());
    let Ok(client) = client else { return false };
    let (params, options) = (json!({ "room_id": 1 }), json!({ "headers": of_call }));
    let request = request(&client, &LOAD_COMMENTS, Some(&params), Some(&options));
    assert_eq!(request.is_ok(), are_headers(&of_call), "{:?}", request.err());
    let Ok(request) = request else { return false };
    hold_headers(&request, &client.config);
    // A call's header is sent, unless its name is ours.
    let ours = ["content-type".to_owned(), "qiscus-sdk-secret".to_owned(), plain(secret_header)];
    for (name, value) in &of_call {
        let same: Vec<_> = request.headers().filter(|(sent, _)| plain(sent) == plain(name)).collect();
        if !ours.contains(&plain(name)) {
            // Of names that differ in case alone, one is sent.
            let given: Vec<_> = of_call.iter().filter(|(other, _)| plain(other) == plain(name)).collect();
            assert_eq!(same.len(), 1, "{name:?}: {value}");
            assert!(given.iter().any(|(other, value)| same.contains(&(&**other, value.as_str().unwrap_or_default()))));
        }
    }
    true
}

/// Holds the form of any names and values to an input, a JSON object. Gives whether it was one.
pub fn hold_form(input: &[u8]) -> bool {
    let Ok(values) = serde_json::from_slice::<Map<String, Value>>(input) else { return false };
    let mut form = Form::default();
    values.iter().for_each(|(name, value)| form.value(name, &JsonValue::of(value)));
    assert_eq!(read(&form.finish()), values.iter().flat_map(|(name, value)| pairs_of(name, value)).collect::<Vec<_>>());
    true
}

/// The names and values of a form, as servers read it.
fn read(form: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(form.as_bytes()).into_owned().collect()
}

/// What has to be sent: the parameters in the order of the documentation, an id for a message that has none, and what the
/// package doesn't know.
fn pairs(endpoint: &Endpoint, params: &Map<String, Value>, extra: &Map<String, Value>) -> Vec<(String, String)> {
    let known = endpoint.params.names().filter_map(|name| Some((name, params.get(name)?)));
    let mut pairs: Vec<_> = known.flat_map(|(name, value)| pairs_of(name, value)).collect();
    let has_id = |given: &Map<String, Value>| given.get("unique_temp_id").is_some_and(Value::is_string);
    if endpoint.name == "post_comment" && !has_id(params) && !has_id(extra) {
        pairs.push(("unique_temp_id".to_owned(), MADE_UP.to_owned()));
    }
    pairs.extend(extra.iter().flat_map(|(name, value)| pairs_of(name, value)));
    pairs
}

/// Arrays as `name[]` repeated, strings as they are, everything else as JSON.
fn pairs_of(name: &str, value: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match value {
        Value::Array(items) => items.iter().map(|item| (format!("{name}[]"), text(item))).collect(),
        value => vec![(name.to_owned(), text(value))],
    }
}
