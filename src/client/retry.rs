//! Whether a failed call is made again, and when: a pure function.

use crate::endpoint::Repeat;
use crate::error::{Code, Error, Outcome};

/// The longest wait before the first retry, in milliseconds; doubled for each further one.
const FIRST_WAIT: u32 = 500;
/// The longest wait before any retry.
const LONGEST_WAIT: u32 = 8_000;

/// How long to wait before the next request, in milliseconds; `None` to give up.
///
/// - `attempts`: the requests sent so far, at least 1.
/// - `remaining`: the milliseconds to the deadline, if there is one.
/// - `random`: from 0 to 1; the wait is spread over all of its range ("full jitter"), so that clients which failed together
///   don't come back together.
pub fn wait(
    repeat: Repeat,
    error: &Error,
    attempts: u32,
    max_retries: u32,
    remaining: Option<f64>,
    random: f64,
) -> Option<u32> {
    if attempts > max_retries || !may_repeat(repeat, error) {
        return None;
    }
    let longest = FIRST_WAIT.saturating_mul(1 << (attempts - 1).min(8)).min(LONGEST_WAIT);
    let wait = error.retry_after.unwrap_or((f64::from(longest) * random) as u32);
    match remaining {
        Some(remaining) if f64::from(wait) >= remaining => None,
        _ => Some(wait),
    }
}

fn may_repeat(repeat: Repeat, error: &Error) -> bool {
    let nothing_happened = matches!(error.outcome, Some(Outcome::NotSent | Outcome::Rejected));
    let may_pass = match error.code {
        Code::Network | Code::Timeout => true,
        _ => matches!(error.status, Some(408 | 425 | 429 | 500..600)),
    };
    may_pass && (repeat != Repeat::Once || nothing_happened)
}

/// The milliseconds that a `Retry-After` header asks for: seconds, or a date (RFC 9110, section 10.2.3).
///
/// A date is compared with the response's `Date`, the clock by which the server wrote it: ours may be wrong. `now` is our clock,
/// for a server that sends no `Date`. It and the result of `parse_date` are milliseconds since 1970; `parse_date` returns NaN for
/// what is not a date.
pub fn retry_after(header: &str, date: Option<&str>, now: f64, parse_date: impl Fn(&str) -> f64) -> Option<u32> {
    let header = header.trim_ascii();
    if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(header.parse().unwrap_or(u32::MAX).saturating_mul(1000));
    }
    let then = http_date(header, &parse_date)?;
    let now = date.and_then(|date| http_date(date, &parse_date)).unwrap_or(now);
    // As a cast, a date that has passed is 0.
    Some((then - now) as u32)
}

/// A date has a day of the week in front and a time in it; engines take much else for one ("1.5", "maybe 7").
fn http_date(text: &str, parse_date: impl Fn(&str) -> f64) -> Option<f64> {
    let text = text.trim_ascii();
    let has_day = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].iter().any(|day| text.starts_with(day));
    let date = (has_day && text.bytes().any(|byte| byte == b':')).then(|| parse_date(text))?;
    (!date.is_nan()).then_some(date)
}

/// Whether a connection failed before a request could leave, by the code that Node.js gives.
///
/// Not by `EHOSTUNREACH` and `ENETUNREACH`: a connection that was made can end with them, too.
pub fn surely_not_sent(system_code: &str) -> bool {
    matches!(system_code, "ECONNREFUSED" | "ENOTFOUND" | "EAI_AGAIN" | "UND_ERR_CONNECT_TIMEOUT")
}
