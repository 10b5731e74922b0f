//! Prints each step: its name and reason before, its time after.

use anyhow::Result;
use std::io::Write;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// Prints the step, runs it, and prints its time.
pub fn step<T>(what: &str, why: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("==> {what} ({why})");
    let start = Instant::now();
    let result = work();
    let outcome = if result.is_ok() { "done in" } else { "failed after" };
    println!("    {what}: {outcome} {}", elapsed(start));
    result
}

/// Prints a line after two seconds of silent work, then every ten seconds.
pub fn heartbeat<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let (finished, waiting) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || beat(name, &waiting));
        let result = work();
        drop(finished);
        result
    })
}

fn beat(name: &str, waiting: &mpsc::Receiver<()>) {
    let start = Instant::now();
    let mut pause = Duration::from_secs(2);
    while waiting.recv_timeout(pause) == Err(mpsc::RecvTimeoutError::Timeout) {
        println!("    ... {name}, {}", elapsed(start));
        // Output to a pipe is buffered: flush it for the reader of a log.
        std::io::stdout().flush().ok();
        pause = Duration::from_secs(10);
    }
}

/// The time since `start`, rounded for reading.
pub fn elapsed(start: Instant) -> String {
    duration(start.elapsed())
}

fn duration(duration: Duration) -> String {
    match duration.as_secs() {
        0..10 => format!("{:.1} s", duration.as_secs_f64()),
        10..60 => format!("{} s", duration.as_secs()),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        assert_eq!(duration(Duration::from_millis(1234)), "1.2 s");
        assert_eq!(duration(Duration::from_secs(42)), "42 s");
        assert_eq!(duration(Duration::from_secs(125)), "2 min 5 s");
    }
}
