//! In real time: what is heard in a few rooms, against taps of what each member contributes.
//!
//! What was tapped of a tick is in its ring before anyone hears that tick, so once all that waits has been read, and then
//! all taps, each frame that was heard has its contributions at hand. Ticks of which the system's delays have cost a
//! tap a frame are not judged, nor are the fades at the beginning of a join.

use std::collections::{HashMap, VecDeque};

use mixminus::{
    Engine, ParticipantId, READ_SKIPPED, ReadInfo, Status, TAP_SILENT, TapFrame, TapId, TapTarget,
};

use super::churn::CallObserver;
use super::exact::{add, limited, without};
use super::findings::CheckResult;
use crate::fail::Failure;

/// How much a tap's ring holds, milliseconds.
const TAP_MS: u32 = 2_000;

/// For how many ticks contributions are kept.
const KEPT_TICKS: usize = 128;

/// Frames that are read from a tap at once.
const BATCH: usize = 8;

/// What was contributed to a room in a tick.
#[derive(Debug)]
struct Tick {
    number: u64,
    sum: Vec<i32>,
    own: HashMap<usize, Vec<i16>>,
    /// A frame of a tap is missing.
    is_broken: bool,
}

/// A tap of one who is, or was, in a room.
#[derive(Debug)]
struct TappedCaller {
    tap: TapId,
    caller: usize,
    /// The tick of the join: the first frame. 0: not yet.
    first: u64,
    last: u64,
    left: bool,
}

/// A frame that was heard and waits to be judged.
#[derive(Debug)]
struct Heard {
    caller: usize,
    tick: u64,
    samples: Vec<i16>,
}

/// A room that is watched.
#[derive(Debug, Default)]
struct CheckedRoom {
    taps: Vec<TappedCaller>,
    ticks: VecDeque<Tick>,
    heard: Vec<Heard>,
}

/// Watches the first rooms.
#[derive(Debug)]
pub struct TapCheck {
    /// What it has found.
    pub result: CheckResult,
    /// How often the in-rings ran dry of those who have left, in whatever room.
    pub underruns: u64,
    rooms: Vec<CheckedRoom>,
    frame: usize,
}

impl CallObserver for TapCheck {
    fn joins(
        &mut self,
        engine: &Engine,
        room: usize,
        caller: usize,
        who: ParticipantId,
    ) -> Result<(), Failure> {
        if let Some(watched) = self.rooms.get_mut(room) {
            let tap = engine.tap_new(TapTarget::AfterMute(who), TAP_MS)?;
            watched.taps.push(TappedCaller { tap, caller, first: 0, last: 0, left: false });
        }
        Ok(())
    }

    fn leaves(&mut self, engine: &Engine, room: usize, caller: usize, who: ParticipantId) {
        self.underruns += engine.participant_stats(who).map_or(0, |stats| stats.underruns);
        if let Some(watched) = self.rooms.get_mut(room) {
            watched
                .taps
                .iter_mut()
                .filter(|tapped| tapped.caller == caller)
                .for_each(|tapped| tapped.left = true);
        }
    }
}

impl TapCheck {
    /// Watches so many rooms.
    pub fn new(rooms: usize, frame: usize) -> TapCheck {
        let rooms = (0..rooms).map(|_| CheckedRoom::default()).collect();
        TapCheck { result: CheckResult::NONE, underruns: 0, rooms, frame }
    }

    /// One in a room has heard a frame.
    pub fn heard(&mut self, room: usize, caller: usize, info: &ReadInfo, samples: &[i16]) {
        let Some(watched) = self.rooms.get_mut(room) else { return };
        let whole = info.real == samples.len() && info.offset == 0 && info.flags & READ_SKIPPED == 0;
        if whole {
            watched.heard.push(Heard { caller, tick: info.tick, samples: samples.to_vec() });
        } else {
            self.result.unjudged += 1;
        }
    }

    /// Judges what was heard, once all who are watched have read what there was.
    pub fn judge(&mut self, engine: &Engine) -> Result<(), Failure> {
        for (room, watched) in self.rooms.iter_mut().enumerate() {
            watched.read_taps(engine, self.frame)?;
            let mut expected = vec![0; self.frame];
            for heard in std::mem::take(&mut watched.heard) {
                let of_seat = |tapped: &&TappedCaller| tapped.caller == heard.caller && !tapped.left;
                let joined = watched.taps.iter().find(of_seat).map_or(u64::MAX, |tapped| tapped.first);
                let tick = watched.ticks.iter().find(|tick| tick.number == heard.tick);
                let Some(tick) = tick.filter(|tick| heard.tick > joined && !tick.is_broken) else {
                    self.result.unjudged += 1;
                    continue;
                };
                match tick.own.get(&heard.caller) {
                    Some(own) => without(&tick.sum, own, &mut expected),
                    None => limited(&tick.sum, &mut expected),
                }
                self.result.compare(heard.tick, room, heard.caller, &heard.samples, &expected);
            }
        }
        Ok(())
    }
}

impl CheckedRoom {
    /// Takes all that the taps hold.
    fn read_taps(&mut self, engine: &Engine, frame: usize) -> Result<(), Failure> {
        let mut samples = vec![0; BATCH * frame];
        let mut frames = [TapFrame::default(); BATCH];
        let mut over = Vec::new();
        for at in 0..self.taps.len() {
            loop {
                let count = match engine.tap_read(self.taps[at].tap, &mut samples, &mut frames) {
                    Ok(count) => count,
                    Err(Status::Ended) => {
                        over.push(self.taps[at].tap);
                        break;
                    }
                    Err(status) => return Err(status.into()),
                };
                for (told, samples) in frames[..count].iter().zip(samples.chunks_exact(frame)) {
                    self.note(at, told, samples);
                }
                if count < BATCH {
                    break;
                }
            }
        }
        for tap in &over {
            engine.tap_free(*tap)?;
        }
        self.taps.retain(|tapped| !over.contains(&tapped.tap));
        while self.ticks.len() > KEPT_TICKS {
            self.ticks.pop_front();
        }
        Ok(())
    }

    /// Adds a frame of a tap to its tick.
    fn note(&mut self, at: usize, told: &TapFrame, samples: &[i16]) {
        let tapped = &mut self.taps[at];
        let (caller, last) = (tapped.caller, tapped.last);
        if last == 0 {
            tapped.first = told.tick;
        }
        tapped.last = told.tick;
        // Ticks between that nobody has a frame of were skipped by the driver.
        for tick in
            self.ticks.iter_mut().filter(|tick| last != 0 && (last + 1..told.tick).contains(&tick.number))
        {
            tick.is_broken = true;
        }
        let silent = told.flags & TAP_SILENT != 0;
        let tick = tick_of(&mut self.ticks, told.tick, samples.len());
        if !silent {
            add(&mut tick.sum, samples);
            tick.own.insert(caller, samples.to_vec());
        }
    }
}

/// The tick of that number, which is made if it is not there; they are kept in order.
fn tick_of(ticks: &mut VecDeque<Tick>, number: u64, frame: usize) -> &mut Tick {
    let at = ticks.partition_point(|tick| tick.number < number);
    if ticks.get(at).is_none_or(|tick| tick.number != number) {
        ticks.insert(at, Tick { number, sum: vec![0; frame], own: HashMap::new(), is_broken: false });
    }
    &mut ticks[at]
}
