//! The audio of a call's telephone line, moved on the thread of a call that waits.

use super::engine::Engine;
use super::inner::Inner;
use super::os;
use crate::error::{Error, Result, Status};
use crate::handle::ParticipantId;
use std::time::{Duration, Instant};

/// How often a waiting call takes up the reports of ticks itself while no control thread does.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// How long the clock may stand still, if the waiting thread was the last to tick, before the call gives up: nobody else
/// will tick.
const CLOCK_STANDS_STILL: Duration = Duration::from_secs(2);

/// How many times a frame is moved at once before the end is looked for.
const FRAMES_AT_ONCE: usize = 16;

/// How a blocking call moves the audio of its telephone line, if the host does not move it elsewhere.
pub trait CallIo {
    /// Waits until the line has audio, has room for audio, or has been hung up; until `wake_fd` is readable (−1: there is
    /// none); or until `timeout_ms` has passed. It may return early.
    fn wait(&mut self, wake_fd: i32, timeout_ms: u32);

    /// Takes samples that the line has sent, at most as many as fit; answers how many, 0 if there are none now.
    fn read(&mut self, samples: &mut [i16]) -> usize;

    /// Gives the line a frame to send.
    fn write(&mut self, samples: &[i16]);

    /// Whether the line has been hung up.
    fn is_hung_up(&mut self) -> bool;
}

/// A line, and the participant whose it is.
pub struct Line<'a> {
    engine: &'a Engine,
    participant: ParticipantId,
    io: &'a mut dyn CallIo,
    frame: Vec<i16>,
}

impl<'a> Line<'a> {
    /// The line of a participant.
    pub fn new(engine: &'a Engine, participant: ParticipantId, io: &'a mut dyn CallIo) -> Line<'a> {
        Line { engine, participant, io, frame: vec![0; engine.config().frame_samples()] }
    }

    /// Whether it has been hung up.
    pub fn is_hung_up(&mut self) -> bool {
        self.io.is_hung_up()
    }

    /// Moves what waits, both ways. That another thread is in a side, or that the participant has just left, is found out
    /// by the next round.
    pub fn carry(&mut self) {
        for _ in 0..FRAMES_AT_ONCE {
            let count = self.io.read(&mut self.frame).min(self.frame.len());
            if count == 0 {
                break;
            }
            let _ = self.engine.write(self.participant, &self.frame[..count]);
        }
        self.send();
    }

    /// Gives the line what the participant hears.
    pub fn send(&mut self) {
        for _ in 0..FRAMES_AT_ONCE {
            if self.engine.inner.shared.frames_to_read(self.participant).unwrap_or(0) == 0 {
                break;
            }
            // What waited may all have been too old.
            match self.engine.read(self.participant, &mut self.frame) {
                Ok(real) if real > 0 => self.io.write(&self.frame),
                _ => break,
            }
        }
    }

    /// Waits for the line, for `wake_fd`, or for a frame's time.
    pub fn wait(&mut self, wake_fd: i32) {
        self.io.wait(wake_fd, self.engine.config().frame_len.ms());
    }
}

/// Finds out that nobody will tick, since the thread that did waits here.
#[derive(Debug)]
pub struct StandingClock {
    tick: u64,
    since: Instant,
}

impl StandingClock {
    /// It has just been seen.
    pub fn new(inner: &Inner) -> StandingClock {
        StandingClock { tick: inner.last_tick(), since: Instant::now() }
    }

    /// How long a thread may sleep before it [looks](Self::look) again; `None`: until it is woken. While the control
    /// thread runs, that wakes it; but nobody would wake the only thread that ticks.
    pub fn patience(&self, inner: &Inner) -> Option<Duration> {
        let sleeps = inner.has_control_thread() && !inner.was_last_ticked_by(os::this_thread());
        (!sleeps).then_some(LOOK_EVERY)
    }

    /// Takes up what ticks have reported, unless the control thread does, and looks whether any come.
    pub fn look(&mut self, inner: &Inner) -> Result<()> {
        inner.check_process()?;
        if !inner.has_control_thread() {
            inner.serve();
        }
        self.check(inner)
    }

    fn check(&mut self, inner: &Inner) -> Result<()> {
        if inner.last_tick() != self.tick {
            *self = StandingClock::new(inner);
        } else if inner.was_last_ticked_by(os::this_thread()) && self.since.elapsed() > CLOCK_STANDS_STILL {
            return Err(Error::new(
                Status::WrongMode,
                "the thread that ticks the engine waits in a call: no tick came for two seconds",
            ));
        }
        Ok(())
    }
}
