//! In real time: compares the outputs of a few rooms with taps of all contributions.
//!
//! The frame of a tap is in its ring before the outputs of that tick can be read. So once all outputs and then all taps
//! are read, the contributions of each output are known. Not compared: ticks in which the system's delays cost a tap a
//! frame, and the fade-in after a join, and after a read that came before its tick.

use std::collections::{HashMap, VecDeque};

use mixminus::{
    Engine, ParticipantId, READ_SKIPPED, ReadInfo, Status, TAP_SILENT, TapFrame, TapId, TapTarget,
};

use super::churn::CallObserver;
use super::exact::{add, limited, without};
use super::findings::CheckResult;
use crate::fail::Failure;

/// Length of a tap's ring, milliseconds.
const TAP_MS: u32 = 2_000;

/// Ticks whose contributions are kept.
const KEPT_TICKS: usize = 128;

/// Frames per read of a tap.
const BATCH: usize = 8;

/// The contributions to a room in a tick.
#[derive(Debug)]
struct Tick {
    number: u64,
    sum: Vec<i32>,
    own: HashMap<usize, Vec<i16>>,
    /// The frame of a tap is missing.
    is_broken: bool,
}

/// The tap of a caller that is, or was, in a room.
#[derive(Debug)]
struct TappedCaller {
    tap: TapId,
    caller: usize,
    /// The tick of its last frame; 0: none yet.
    last: u64,
    /// The tick of the frame that the caller read last; 0: its next frame fades in.
    heard: u64,
    left: bool,
}

/// An output frame that is to be compared.
#[derive(Debug)]
struct Output {
    caller: usize,
    tick: u64,
    samples: Vec<i16>,
}

/// A room that is checked.
#[derive(Debug, Default)]
struct CheckedRoom {
    taps: Vec<TappedCaller>,
    ticks: VecDeque<Tick>,
    outputs: Vec<Output>,
}

/// Checks the first rooms.
#[derive(Debug)]
pub struct TapCheck {
    /// The comparison.
    pub result: CheckResult,
    /// Underruns of participants that have left, of all rooms.
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
        if let Some(checked_room) = self.rooms.get_mut(room) {
            let tap = engine.tap_new(TapTarget::AfterMute(who), TAP_MS)?;
            checked_room.taps.push(TappedCaller { tap, caller, last: 0, heard: 0, left: false });
        }
        Ok(())
    }

    fn leaves(&mut self, engine: &Engine, room: usize, caller: usize, who: ParticipantId) {
        self.underruns += engine.participant_stats(who).map_or(0, |stats| stats.underruns);
        if let Some(checked_room) = self.rooms.get_mut(room) {
            checked_room
                .taps
                .iter_mut()
                .filter(|tapped| tapped.caller == caller)
                .for_each(|tapped| tapped.left = true);
        }
    }
}

impl TapCheck {
    /// Checks so many rooms.
    pub fn new(rooms: usize, frame: usize) -> TapCheck {
        let rooms = (0..rooms).map(|_| CheckedRoom::default()).collect();
        TapCheck { result: CheckResult::NONE, underruns: 0, rooms, frame }
    }

    /// Adds what a caller has read.
    pub fn add_output(&mut self, room: usize, caller: usize, info: &ReadInfo, samples: &[i16]) {
        let Some(checked_room) = self.rooms.get_mut(room) else { return };
        let mut seated =
            checked_room.taps.iter_mut().filter(|tapped| tapped.caller == caller && !tapped.left);
        let Some(tapped) = seated.next() else { return };
        let is_whole = info.real == samples.len() && info.offset == 0 && info.flags & READ_SKIPPED == 0;
        let continues = info.tick == tapped.heard + 1 && tapped.heard != 0;
        tapped.heard = if info.real == samples.len() { info.tick } else { 0 };
        if is_whole && continues {
            checked_room.outputs.push(Output { caller, tick: info.tick, samples: samples.to_vec() });
        } else if info.real > 0 {
            self.result.unjudged += 1;
        }
    }

    /// Compares the outputs, once all callers of checked rooms have read theirs.
    pub fn compare(&mut self, engine: &Engine) -> Result<(), Failure> {
        for (room, checked_room) in self.rooms.iter_mut().enumerate() {
            checked_room.read_taps(engine, self.frame)?;
            let mut expected = vec![0; self.frame];
            for output in std::mem::take(&mut checked_room.outputs) {
                let tick = checked_room.ticks.iter().find(|tick| tick.number == output.tick);
                let Some(tick) = tick.filter(|tick| !tick.is_broken) else {
                    self.result.unjudged += 1;
                    continue;
                };
                match tick.own.get(&output.caller) {
                    Some(own) => without(&tick.sum, own, &mut expected),
                    None => limited(&tick.sum, &mut expected),
                }
                self.result.compare(output.tick, room, output.caller, &output.samples, &expected);
            }
        }
        Ok(())
    }
}

impl CheckedRoom {
    /// Reads all taps.
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
                for (info, samples) in frames[..count].iter().zip(samples.chunks_exact(frame)) {
                    self.note(at, info, samples);
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
    fn note(&mut self, at: usize, info: &TapFrame, samples: &[i16]) {
        let tapped = &mut self.taps[at];
        let (caller, last) = (tapped.caller, tapped.last);
        tapped.last = info.tick;
        // The driver skipped ticks of which no tap has a frame.
        for tick in
            self.ticks.iter_mut().filter(|tick| last != 0 && (last + 1..info.tick).contains(&tick.number))
        {
            tick.is_broken = true;
        }
        let silent = info.flags & TAP_SILENT != 0;
        let tick = tick_of(&mut self.ticks, info.tick, samples.len());
        if !silent {
            add(&mut tick.sum, samples);
            tick.own.insert(caller, samples.to_vec());
        }
    }
}

/// The tick of that number, inserted in order if it is missing.
fn tick_of(ticks: &mut VecDeque<Tick>, number: u64, frame: usize) -> &mut Tick {
    let at = ticks.partition_point(|tick| tick.number < number);
    if ticks.get(at).is_none_or(|tick| tick.number != number) {
        ticks.insert(at, Tick { number, sum: vec![0; frame], own: HashMap::new(), is_broken: false });
    }
    &mut ticks[at]
}

#[cfg(test)]
mod tests {
    use super::*;
    use mixminus::{EngineConfig, JoinOptions, ParticipantConfig};

    const FRAME: usize = 160;

    /// A read that comes before its tick gets nothing; the frame after it fades in, which is no fault.
    #[test]
    fn a_frame_that_fades_in_is_not_compared() {
        let config = EngineConfig { prefill_ms: 0, ..EngineConfig::default() };
        let engine = Engine::new(&config).unwrap();
        let mut check = TapCheck::new(1, FRAME);
        let callers: Vec<ParticipantId> = (0..3)
            .map(|caller| {
                let who = engine.participant_new(&ParticipantConfig::default()).unwrap();
                check.joins(&engine, 0, caller, who).unwrap();
                engine.join(who, &JoinOptions::without_dtmf(b"room")).unwrap();
                who
            })
            .collect();
        let mut output = [0; FRAME];
        for tick in 0..100 {
            callers.iter().for_each(|who| _ = engine.write(*who, &[1000; FRAME]).unwrap());
            if tick != 50 {
                engine.tick().unwrap();
            }
            for (caller, who) in callers.iter().enumerate() {
                let info = engine.read_ex(*who, &mut output).unwrap();
                check.add_output(0, caller, &info, &output);
            }
            check.compare(&engine).unwrap();
        }
        // Of 99 ticks all but the first one, and the one after the read that came too early.
        assert_eq!((check.result.checked, check.result.unjudged, check.result.wrong), (97 * 3, 2 * 3, 0));
    }
}
