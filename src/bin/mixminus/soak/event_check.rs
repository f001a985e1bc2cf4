//! Compares the events of the engine with those that are expected.

use mixminus::{Engine, Event, EventKind};

use super::callers::{CallerPool, CallerState, Counts};
use super::exact::Hash;
use crate::fail::Failure;

/// Counts of the events that were reported, and of those expected.
#[derive(Clone, Debug, Default)]
pub struct EventCheck {
    /// All events that were reported.
    pub reported: u64,
    /// Joins, leaves, moves and ended plays that were reported.
    pub done: Counts,
    /// DTMF digits that were reported as begun, and as ended.
    pub dtmf: [u64; 2],
    /// Digits that the scripts began, and ended; in virtual time, or with impaired lines, where an end is not counted
    /// apart.
    pub pressed: [u64; 2],
    /// Events that are not expected.
    pub unexpected: u64,
    /// Events lost in gaps.
    pub gaps: u64,
    /// Skipped ticks.
    pub skipped: u64,
    /// Digits are those of the scripts, in their ticks: lines are not impaired.
    follows_scripts: bool,
    events: Vec<Event>,
}

/// The bits of a handle that identify its engine in the process.
const ENGINE_TAG: u64 = ((1 << 10) - 1) << 52;

/// The value of an event without the engine's tag, which differs from run to run.
fn value_of_any_engine(event: &Event) -> u64 {
    let value = event.value as u64;
    if event.kind == EventKind::Moved { value & !ENGINE_TAG } else { value }
}

impl EventCheck {
    /// No events yet. `follows_scripts`: in virtual time each digit is reported in its tick.
    pub fn new(follows_scripts: bool) -> EventCheck {
        EventCheck { follows_scripts, events: vec![Event::default(); 1024], ..EventCheck::default() }
    }

    /// Polls all events. `scripted`: the tick, all of whose events are added to the hash and, without impaired lines,
    /// compared with the scripts.
    pub fn poll(
        &mut self,
        engine: &Engine,
        pool: &CallerPool,
        mut scripted: Option<(u64, &mut Hash)>,
    ) -> Result<(), Failure> {
        loop {
            let count = engine.poll(&mut self.events)?;
            for at in 0..count {
                let event = self.events[at];
                self.note(&event);
                // Events of the recorder's thread come at any tick.
                let by_tick =
                    !matches!(event.kind, EventKind::RecordingStarted | EventKind::RecordingStopped);
                if let Some((now, hash)) = scripted.as_mut().filter(|_| by_tick) {
                    self.unexpected += u64::from(event.tick != *now);
                    for number in [event.kind as u64, event.user, event.tick, value_of_any_engine(&event)] {
                        hash.number(number);
                    }
                    if let Some(press) = event.dtmf {
                        hash.number(press.position);
                        self.unexpected += u64::from(self.follows_scripts && !is_scripted(pool, &event));
                    }
                }
            }
            if count < self.events.len() {
                break;
            }
        }
        if scripted.is_some() && self.follows_scripts {
            self.expect_dtmf(pool);
        }
        if let Some(lines) = &pool.lines {
            self.pressed = [lines.pressed(); 2];
        }
        Ok(())
    }

    /// Returns true if everything that was requested has been reported.
    pub fn has_all(&self, done: &Counts) -> bool {
        self.done == *done
    }

    fn note(&mut self, event: &Event) {
        self.reported += 1;
        match event.kind {
            EventKind::Joined => self.done.joins += 1,
            EventKind::Left => self.done.leaves += 1,
            EventKind::Moved => self.done.moves += 1,
            EventKind::PlayEnded => self.done.plays += 1,
            EventKind::DtmfBegan => self.dtmf[0] += 1,
            EventKind::DtmfEnded => self.dtmf[1] += 1,
            EventKind::TicksSkipped => self.skipped += event.value as u64,
            EventKind::Gap => self.gaps += event.value.max(1) as u64,
            EventKind::RoomOpened | EventKind::RecordingStarted | EventKind::RecordingStopped => (),
            _ => self.unexpected += 1,
        }
    }

    /// Adds the digits that the scripts begin, and end, in this tick.
    fn expect_dtmf(&mut self, pool: &CallerPool) {
        for caller in &pool.callers {
            if matches!(caller.state, CallerState::Away | CallerState::Joins) {
                continue;
            }
            let Some(script) = caller.script else { continue };
            for event in pool.scripts[script].dtmf(caller.frame) {
                self.pressed[usize::from(event.kind == EventKind::DtmfEnded)] += 1;
            }
        }
    }

    /// The differences between reported and expected events. `done`: what was requested; `playing`: plays that have not
    /// ended.
    pub fn faults(&self, done: &Counts, playing: u64) -> Vec<String> {
        let mut faults = Vec::new();
        let mut judge = |what: &str, reported: u64, expected: u64| {
            if reported != expected {
                faults.push(format!("{what}: {reported} reported, {expected} expected"));
            }
        };
        judge("joins", self.done.joins, done.joins);
        judge("leaves", self.done.leaves, done.leaves);
        judge("moves", self.done.moves, done.moves);
        judge("plays that ended", self.done.plays, done.plays - playing.min(done.plays));
        judge("events lost", self.gaps, 0);
        judge("unexpected events", self.unexpected, 0);
        if self.follows_scripts {
            judge("digits begun", self.dtmf[0], self.pressed[0]);
            judge("digits ended", self.dtmf[1], self.pressed[1]);
        }
        faults
    }
}

/// Returns true if the participant's script has that digit in this frame.
fn is_scripted(pool: &CallerPool, event: &Event) -> bool {
    let caller = usize::try_from(event.user).ok().and_then(|number| pool.callers.get(number));
    caller.filter(|caller| caller.participant == event.participant).is_some_and(|caller| {
        let expected =
            caller.script.map(|script| pool.scripts[script].dtmf(caller.frame)).unwrap_or_default();
        expected
            .iter()
            .any(|one| one.kind == event.kind && event.dtmf.is_some_and(|press| press.digit == one.digit))
    })
}
