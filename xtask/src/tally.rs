//! Adds up the summaries of the test runners of cargo and Node.js, and keeps what they say of failures.

/// What begins the part of a runner's output that tells of the tests that failed.
const FAILURES: [&str; 2] = ["✖ failing tests:", "failures:"];

/// Tests passed, failed and skipped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u32,
    /// Tests that failed.
    pub failed: u32,
    /// Tests that were skipped.
    pub skipped: u32,
    /// What the runners said of the tests that failed, line by line.
    pub failures: Vec<String>,
}

impl Tally {
    /// Adds one line of output, if it is part of a summary.
    pub fn read(&mut self, line: &str) {
        if !self.failures.is_empty() || FAILURES.contains(&line) {
            self.failures.push(line.to_owned());
        }
        let line = line.trim();
        if let Some((_, counts)) = line.split_once("test result: ") {
            self.passed += number_before(counts, " passed");
            self.failed += number_before(counts, " failed");
            self.skipped += number_before(counts, " ignored");
        } else if let Some(summary) = line.strip_prefix("ℹ ") {
            match summary.split_once(' ') {
                Some(("pass", number)) => self.passed += number.parse().unwrap_or(0),
                Some(("fail" | "cancelled", number)) => self.failed += number.parse().unwrap_or(0),
                Some(("skipped", number)) => self.skipped += number.parse().unwrap_or(0),
                _ => {}
            }
        }
    }

    /// Adds the numbers of another tally.
    pub fn add(&mut self, other: &Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

fn number_before(text: &str, word: &str) -> u32 {
    let Some((before, _)) = text.split_once(word) else { return 0 };
    before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_and_node_are_read() {
        let mut tally = Tally::default();
        for line in [
            "test result: ok. 12 passed; 1 failed; 3 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "running 12 tests",
            "ℹ tests 9",
            "ℹ pass 7",
            "ℹ fail 1",
            "ℹ cancelled 1",
            "ℹ skipped 2",
            "ℹ duration_ms 91.2",
        ] {
            tally.read(line);
        }
        assert_eq!(tally, Tally { passed: 19, failed: 3, skipped: 5, failures: Vec::new() });
    }

    #[test]
    fn what_is_said_of_failures_is_kept() {
        for runner in [["✖ failing tests:", "test at a.test.mjs:5:1"], ["failures:", "---- adds stdout ----"]] {
            let mut tally = Tally::default();
            tally.read("a line before");
            runner.iter().for_each(|line| tally.read(line));
            assert_eq!(tally.failures, runner);
        }
    }
}
