//! Which request gets which fault. Same faults, same seed, same requests: same choice.

use super::spec::Fault;
use serde_json::{Value, json};
use std::collections::VecDeque;

/// Ids of headers that are counted; the oldest go first.
const KEPT_IDS: usize = 1000;

/// The faults for all requests, and the counts of those that came by header.
pub struct Faults {
    seed: u64,
    flags: Vec<Rule>,
    run_time: Vec<Rule>,
    ids: VecDeque<(String, u64)>,
}

impl Faults {
    /// Those of the flags.
    pub fn new(seed: u64, flags: &[Fault]) -> Self {
        Self { seed, flags: rules(seed, flags), run_time: Vec::new(), ids: VecDeque::new() }
    }

    /// Replaces those that were set at run time.
    pub fn set(&mut self, faults: &[Fault]) {
        self.run_time = rules(self.seed, faults);
    }

    /// Adds one at run time, behind those that were set; their counts go on.
    pub fn add(&mut self, fault: Fault) {
        let position = self.run_time.len();
        self.run_time.push(Rule::new(self.seed, position, fault));
    }

    /// As after the start.
    pub fn restart(&mut self) {
        let flags: Vec<Fault> = self.flags.drain(..).map(|rule| rule.fault).collect();
        *self = Self::new(self.seed, &flags);
    }

    /// All of them, in the order in which they are asked.
    pub fn list(&self) -> Value {
        let run_time = self.run_time.iter().map(|rule| rule.describe("run-time"));
        run_time.chain(self.flags.iter().map(|rule| rule.describe("flag"))).collect()
    }

    /// The fault for a request of an endpoint. All are asked, so that none depends on what the others say; the first
    /// that fits is the one.
    pub(super) fn pick(&mut self, endpoint: &str) -> Option<Fault> {
        let mut fitting = self.run_time.iter_mut().chain(&mut self.flags).filter_map(|rule| rule.fits(endpoint));
        let first = fitting.next();
        fitting.for_each(drop);
        let rule = first?;
        rule.applied += 1;
        Some(rule.fault.clone())
    }

    /// The fault that a request brought itself, unless its id had it often enough.
    pub(super) fn spend(&mut self, fault: Fault) -> Option<Fault> {
        let (Some(times), Some(id)) = (fault.scope.times, fault.scope.id.as_ref()) else { return Some(fault) };
        let Some((_, spent)) = self.ids.iter_mut().find(|(known, _)| known == id) else {
            if self.ids.len() == KEPT_IDS {
                self.ids.pop_front();
            }
            self.ids.push_back((id.clone(), 1));
            return Some(fault);
        };
        *spent += 1;
        (*spent <= times).then_some(fault)
    }
}

fn rules(seed: u64, faults: &[Fault]) -> Vec<Rule> {
    faults.iter().cloned().enumerate().map(|(position, fault)| Rule::new(seed, position, fault)).collect()
}

/// A fault, and what became of it.
struct Rule {
    fault: Fault,
    dice: Dice,
    seen: u64,
    applied: u64,
}

impl Rule {
    /// With dice of its own: a rule more or less doesn't change what the others throw.
    fn new(seed: u64, position: usize, fault: Fault) -> Self {
        let dice = Dice(Dice(seed).next() ^ Dice(position as u64).next());
        Self { fault, dice, seen: 0, applied: 0 }
    }

    /// Counts the request, throws the dice, and tells whether this is a request for the fault.
    fn fits(&mut self, endpoint: &str) -> Option<&mut Self> {
        let scope = &self.fault.scope;
        if scope.endpoint.as_ref().is_some_and(|name| name != endpoint) {
            return None;
        }
        self.seen += 1;
        let lucky = scope.rate.is_none_or(|rate| self.dice.share() < rate);
        let turn = scope.every.is_none_or(|every| self.seen.is_multiple_of(every));
        let left = scope.times.is_none_or(|times| self.applied < times);
        (lucky && turn && left).then_some(self)
    }

    fn describe(&self, from: &str) -> Value {
        json!({ "fault": self.fault.text, "from": from, "seen": self.seen, "applied": self.applied })
    }
}

/// `SplitMix64`: a few lines, the same on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// From 0 to just below 1, of 32 bits, which a float holds exactly.
    fn share(&mut self) -> f64 {
        let high = u32::try_from(self.next() >> 32).unwrap_or_default();
        f64::from(high) / (f64::from(u32::MAX) + 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a row of requests to an endpoint gets.
    fn picks(seed: u64, faults: &[&str], count: usize) -> Vec<Option<String>> {
        let faults: Vec<Fault> = faults.iter().map(|fault| fault.parse().unwrap()).collect();
        let mut faults = Faults::new(seed, &faults);
        (0..count).map(|_| faults.pick("post_comment").map(|fault| fault.text)).collect()
    }

    #[test]
    fn a_rate_is_met_and_depends_on_nothing_but_the_seed() {
        let rule = "reset;rate=0.1";
        let first = picks(1, &[rule], 10_000);
        let hits = first.iter().flatten().count();
        assert!((900..1100).contains(&hits), "{hits}");
        assert_eq!(first, picks(1, &[rule], 10_000));
        assert_ne!(first, picks(2, &[rule], 10_000));
        assert_eq!(picks(1, &["reset;rate=0"], 1000).iter().flatten().count(), 0);
        assert_eq!(picks(1, &["reset;rate=1"], 1000).iter().flatten().count(), 1000);
        // The second of two equal rules has dice of its own.
        let two = picks(1, &[rule, "close;rate=0.1"], 10_000);
        assert!(two.iter().flatten().filter(|fault| fault.starts_with("close")).count() > 700);
    }

    #[test]
    fn rules_are_asked_in_order_and_count_for_themselves() {
        let shown = |faults: &[&str], count| {
            let names = picks(0, faults, count).into_iter().map(|fault| fault.unwrap_or_default());
            names.map(|fault| fault.split(';').next().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
        };
        let rows: [(&[&str], &str); 5] = [
            (&["reset;times=2", "close;times=1"], "reset reset close  "),
            (&["reset;every=2"], " reset  reset "),
            (&["reset;every=2;times=1", "close;every=4"], " reset  close "),
            (&["none;every=2", "reset"], "reset none reset none reset"),
            (&["reset;endpoint=create_room", "close;endpoint=post_comment;every=5"], "    close"),
        ];
        for (faults, expected) in rows {
            assert_eq!(shown(faults, 5), expected, "{faults:?}");
        }
    }
}
