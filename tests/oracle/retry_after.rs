//! What a `Retry-After` header asks for, written a second time: 128 bits for the seconds, and the `httpdate` crate.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use qiscus_wasm::client::retry::retry_after;

/// A date as HTTP has it. The crate would also drop blanks that HTTP doesn't know, such as a vertical tab.
fn date(text: &str) -> Option<SystemTime> {
    httpdate::parse_http_date(text).ok().filter(|_| text.trim() == text)
}

/// What `Date.parse` does in JavaScript, for these dates: milliseconds since 1970, or NaN.
pub fn parse_date(text: &str) -> f64 {
    date(text).map_or(f64::NAN, |date| match date.duration_since(UNIX_EPOCH) {
        Ok(after) => after.as_millis() as f64,
        Err(before) => -(before.duration().as_millis() as f64),
    })
}

/// Holds `retry_after` to an input: a line with the seconds since 1970 that it is now, and then the header. Gives whether it
/// asks for a wait.
pub fn hold(input: &[u8]) -> bool {
    let text = String::from_utf8_lossy(input);
    let Some((now, header)) = text.split_once('\n') else { return false };
    // The crate's dates end with the year 9999.
    let Some(now) = now.parse().ok().filter(|now| *now < 253_000_000_000) else { return false };
    let wait = wait(header, now);
    let ours = now as f64 * 1000.0;
    assert_eq!(retry_after(header, None, ours, parse_date), wait, "{header:?} at {now}");
    // A server that says what time it is has the last word; what isn't a date says nothing.
    let servers = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(now));
    assert_eq!(retry_after(header, Some(&servers), 0.0, parse_date), wait, "{header:?} at {servers}");
    assert_eq!(retry_after(header, Some("0"), ours, parse_date), wait, "{header:?} at {now}");
    // As the same server would write it, it asks for the same.
    if let Some(wait) = wait.filter(|wait| wait % 1000 == 0 && *wait < u32::MAX) {
        let date = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(now) + Duration::from_millis(wait.into()));
        assert_eq!(retry_after(&date, None, ours, parse_date), Some(wait), "{date:?} at {now}");
    }
    wait.is_some()
}

/// The milliseconds to wait, as RFC 9110 (section 10.2.3) has it, and at most as many as fit.
fn wait(header: &str, now: u64) -> Option<u32> {
    let header = header.trim_matches(|c: char| c.is_ascii_whitespace());
    let milliseconds = if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than 128 bits have are more than enough.
        header.parse::<u128>().unwrap_or(u128::MAX).saturating_mul(1000)
    } else {
        date(header)?.duration_since(UNIX_EPOCH + Duration::from_secs(now)).unwrap_or_default().as_millis()
    };
    Some(u32::try_from(milliseconds).unwrap_or(u32::MAX))
}
