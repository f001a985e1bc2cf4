//! What events tell, as far as it holds whatever was called.

use crate::abi::{self, Event};
use std::collections::BTreeMap;

/// What events have reported, and what calls have returned.
#[derive(Debug, Default)]
pub struct Reported {
    /// Ticks done.
    pub ticks: u64,
    sequence: u64,
    has_gap: bool,
    joined: u64,
    left: u64,
    /// Of each mark, by its value: whose it is, and how many times it was reported.
    pub marks: Vec<(u64, u64)>,
    /// Of each play that was given: how many times its end was reported.
    pub plays: BTreeMap<u64, u64>,
    /// Of each signal that was sent: what its call returned, and what events reported.
    pub signals: BTreeMap<u64, (u32, Vec<u32>)>,
}

impl Reported {
    /// Takes one event.
    pub fn take(&mut self, event: &Event) {
        let lost = if event.kind == abi::GAP { event.value as u64 } else { 0 };
        assert_eq!(event.sequence, self.sequence + lost + 1, "{event:?}");
        assert!(event.tick <= self.ticks, "{event:?}");
        self.sequence = event.sequence;
        self.has_gap |= event.kind == abi::GAP;
        match event.kind {
            abi::JOINED => self.joined += 1,
            abi::LEFT => {
                self.left += 1;
                assert!(event.reason <= abi::BY_SIGNAL && event.reason != 2, "{event:?}");
                match event.reason {
                    // The only terminator that a join of ours may have.
                    abi::TERMINATOR => assert_eq!(event.value, 42, "{event:?}"),
                    // Signals are numbered from 1 on, so one of them has the number 42 too.
                    abi::BY_SIGNAL => {
                        let signal = self.signals.get(&(event.value as u64));
                        assert_eq!(signal.map(|signal| signal.0), Some(1), "{event:?}");
                    }
                    _ => assert_eq!(event.value, 0, "{event:?}"),
                }
            }
            abi::PLAY_ENDED => {
                assert!((1..=3).contains(&event.outcome), "{event:?}");
                let times = self.plays.get_mut(&(event.value as u64));
                *times.expect("a play that nobody has begun") += 1;
            }
            abi::SIGNAL => {
                let signal = self.signals.get_mut(&(event.value as u64));
                signal.expect("a signal that nobody has sent").1.push(event.outcome);
            }
            abi::MARK_HEARD | abi::MARK_FLUSHED => {
                let (participant, times) = &mut self.marks[event.value as usize];
                assert_eq!(event.participant, *participant, "{event:?}");
                *times += 1;
            }
            abi::LOCKED => assert!(matches!(event.value, 0 | 1), "{event:?}"),
            kind => assert!(
                kind <= abi::ROOM_WARNING && kind != 10 && kind != 11 || abi::RECORDING.contains(&kind),
                "{event:?}"
            ),
        }
    }

    /// All has ended and was reported. `waiting`: how many signals waited then.
    pub fn compare(&self) {
        assert!(self.plays.values().all(|times| *times <= 1), "{:?}", self.plays);
        assert!(self.marks.iter().all(|(_, times)| *times <= 1), "{:?}", self.marks);
        for (number, (answer, reported)) in &self.signals {
            let due: &[u32] = if *answer == 2 { &[2, 6] } else { std::slice::from_ref(answer) };
            let fits = due.starts_with(reported) && (self.has_gap || !reported.is_empty());
            assert!(fits || self.has_gap, "signal {number}: {answer}, but {reported:?}");
        }
        if !self.has_gap {
            assert!(self.plays.values().all(|times| *times == 1), "{:?}", self.plays);
            assert!(self.marks.iter().all(|(_, times)| *times == 1), "{:?}", self.marks);
            assert_eq!(self.joined, self.left);
        }
    }
}
