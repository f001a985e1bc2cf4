//! The events that must be told, against those that were.

use mixminus::{Engine, Event, EventKind};

use super::callers::{CallerPool, CallerState, Counts};
use super::exact::Hash;
use crate::fail::Failure;

/// What was told, and what should have been.
#[derive(Clone, Debug, Default)]
pub struct EventCheck {
    /// All events.
    pub told: u64,
    /// Participants that joined, left, and moved, and plays that began and have ended.
    pub done: Counts,
    /// Key presses that were told as down and as up.
    pub keys: [u64; 2],
    /// Those that the scripts have pressed and let go, where that is known.
    pub pressed: [u64; 2],
    /// Events that nobody should have told.
    pub unexpected: u64,
    /// Gaps, and what was lost in them.
    pub gaps: u64,
    /// Ticks that were skipped.
    pub skipped: u64,
    events: Vec<Event>,
}

/// Where a handle holds the number of its engine in the process.
const ENGINE_TAG: u64 = ((1 << 10) - 1) << 52;

/// The value of an event, without the tag of the engine that told it.
fn value_of_any_engine(event: &Event) -> u64 {
    let value = event.value as u64;
    if event.kind == EventKind::Moved { value & !ENGINE_TAG } else { value }
}

impl EventCheck {
    /// An empty one.
    pub fn new() -> EventCheck {
        EventCheck { events: vec![Event::default(); 1024], ..EventCheck::default() }
    }

    /// Takes all events that wait. `scripted`: those of tick `now`, all of which are looked at by the pool's scripts,
    /// and hashed.
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
                // The recorder's thread tells in its own time.
                let by_tick =
                    !matches!(event.kind, EventKind::RecordingStarted | EventKind::RecordingStopped);
                if let Some((now, hash)) = scripted.as_mut().filter(|_| by_tick) {
                    self.unexpected += u64::from(event.tick != *now);
                    for number in [event.kind as u64, event.user, event.tick, value_of_any_engine(&event)] {
                        hash.number(number);
                    }
                    if let Some(press) = event.dtmf {
                        hash.number(press.position);
                        let told = is_scripted(pool, &event);
                        self.unexpected += u64::from(!told);
                    }
                }
            }
            if count < self.events.len() {
                break;
            }
        }
        if scripted.is_some() {
            self.expect_keys(pool);
        }
        Ok(())
    }

    /// Whether all that was done has been reported.
    pub fn has_all(&self, done: &Counts) -> bool {
        self.done == *done
    }

    fn note(&mut self, event: &Event) {
        self.told += 1;
        match event.kind {
            EventKind::Joined => self.done.joins += 1,
            EventKind::Left => self.done.leaves += 1,
            EventKind::Moved => self.done.moves += 1,
            EventKind::PlayEnded => self.done.plays += 1,
            EventKind::DtmfBegan => self.keys[0] += 1,
            EventKind::DtmfEnded => self.keys[1] += 1,
            EventKind::TicksSkipped => self.skipped += event.value as u64,
            EventKind::Gap => self.gaps += event.value.max(1) as u64,
            EventKind::RoomOpened | EventKind::RecordingStarted | EventKind::RecordingStopped => (),
            _ => self.unexpected += 1,
        }
    }

    /// Adds the keys that the scripts press, and let go, in this tick.
    fn expect_keys(&mut self, pool: &CallerPool) {
        for caller in &pool.callers {
            if matches!(caller.state, CallerState::Away | CallerState::Joins) {
                continue;
            }
            let Some(script) = caller.script else { continue };
            for told in pool.scripts[script].told(caller.frame) {
                self.pressed[usize::from(told.kind == EventKind::DtmfEnded)] += 1;
            }
        }
    }

    /// What is wrong: events that should have been told and were not, or the other way round. `done` is what was done;
    /// `playing` how many plays have not ended.
    pub fn faults(&self, done: &Counts, playing: u64, exact_keys: bool) -> Vec<String> {
        let mut faults = Vec::new();
        let mut judge = |what: &str, told: u64, expected: u64| {
            if told != expected {
                faults.push(format!("{what}: {told} told, {expected} expected"));
            }
        };
        judge("joins", self.done.joins, done.joins);
        judge("leaves", self.done.leaves, done.leaves);
        judge("moves", self.done.moves, done.moves);
        judge("plays that ended", self.done.plays, done.plays - playing.min(done.plays));
        judge("events lost", self.gaps, 0);
        judge("events of which nothing is known", self.unexpected, 0);
        if exact_keys {
            judge("keys down", self.keys[0], self.pressed[0]);
            judge("keys up", self.keys[1], self.pressed[1]);
        }
        faults
    }
}

/// Whether the participant's script has that key there.
fn is_scripted(pool: &CallerPool, event: &Event) -> bool {
    let caller = usize::try_from(event.user).ok().and_then(|number| pool.callers.get(number));
    caller.filter(|caller| caller.participant == event.participant).is_some_and(|caller| {
        let told = caller.script.map(|script| pool.scripts[script].told(caller.frame)).unwrap_or_default();
        told.iter()
            .any(|told| told.kind == event.kind && event.dtmf.is_some_and(|press| press.digit == told.key))
    })
}
