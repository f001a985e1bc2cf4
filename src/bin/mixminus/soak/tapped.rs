//! In virtual time, with `--impair`: what each caller contributes in a tick, as a tap on it records.
//!
//! What the jitter buffer makes of an impaired line depends on all that came before, and on how many analyses for
//! concealment its room has left, so it is not known beforehand.

use mixminus::{Engine, ParticipantId, TAP_SILENT, TapFrame, TapId, TapTarget};

use super::args::Args;
use super::callers::{CallerPool, CallerState};
use super::churn::CallObserver;
use crate::fail::Failure;

/// A tap's ring, frames: it is read after each tick.
const TAP_FRAMES: u32 = 2;

/// Taps on the callers of rooms that are checked, and their frames of the last tick.
#[derive(Debug)]
pub struct TappedContributions {
    /// Rooms that are checked.
    checked: usize,
    tap_ms: u32,
    frame: usize,
    /// By the number of the caller.
    taps: Vec<Option<TapId>>,
    /// The caller's frame is not silent.
    is_heard: Vec<bool>,
    frames: Vec<i16>,
}

impl CallObserver for TappedContributions {
    fn joins(
        &mut self,
        engine: &Engine,
        room: usize,
        caller: usize,
        who: ParticipantId,
    ) -> Result<(), Failure> {
        if room < self.checked {
            self.taps[caller] = Some(engine.tap_new(TapTarget::AfterMute(who), self.tap_ms)?);
        }
        Ok(())
    }

    fn leaves(&mut self, _: &Engine, _: usize, _: usize, _: ParticipantId) {}

    fn moves(
        &mut self,
        engine: &Engine,
        to: usize,
        caller: usize,
        who: ParticipantId,
    ) -> Result<(), Failure> {
        match self.taps[caller] {
            Some(tap) if to >= self.checked => {
                engine.tap_free(tap)?;
                self.taps[caller] = None;
            }
            None => self.joins(engine, to, caller, who)?,
            Some(_) => (),
        }
        Ok(())
    }
}

impl TappedContributions {
    /// No taps yet; `None` without `--impair`.
    pub fn new(args: &Args) -> Option<TappedContributions> {
        args.impair.map(|_| TappedContributions {
            checked: args.checked() as usize,
            tap_ms: TAP_FRAMES * args.frame_ms.ms(),
            frame: args.frame(),
            taps: vec![None; args.callers()],
            is_heard: vec![false; args.callers()],
            frames: vec![0; if args.checked() > 0 { args.callers() * args.frame() } else { 0 }],
        })
    }

    /// After tick `now`: reads all taps, and frees those of callers that have left with it.
    pub fn read(&mut self, engine: &Engine, now: u64, pool: &CallerPool) -> Result<(), Failure> {
        let mut reported = [TapFrame::default(); 1];
        for (number, caller) in pool.callers.iter().enumerate() {
            let Some(tap) = self.taps[number] else { continue };
            let frame = &mut self.frames[number * self.frame..][..self.frame];
            if engine.tap_read(tap, frame, &mut reported)? != 1 || reported[0].tick != now {
                return Err(Failure::Run(format!(
                    "the tap on caller {number} has no frame of tick {now}; please report this"
                )));
            }
            self.is_heard[number] = reported[0].flags & TAP_SILENT == 0;
            if caller.state == CallerState::Leaves {
                engine.tap_free(tap)?;
                self.taps[number] = None;
            }
        }
        Ok(())
    }

    /// What a caller contributed; `None`: silence.
    pub fn contributed(&self, caller: usize) -> Option<&[i16]> {
        self.is_heard[caller].then(|| &self.frames[caller * self.frame..][..self.frame])
    }
}
