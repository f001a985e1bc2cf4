//! The audio of a call's telephone line, moved on the thread of a call that waits.

use super::pace::{LineAction, Pace};
use super::waiter::Waiter;
use crate::control::engine::inner::Inner;
use crate::control::engine::lifecycle::Engine;
use crate::control::os::system;
use crate::error::{Error, Result, Status};
use crate::handle::ParticipantId;
use std::time::{Duration, Instant};

/// How often a waiting call takes up the reports of ticks itself while no control thread does.
const POLL_EVERY: Duration = Duration::from_millis(10);

/// How long the clock may stand still, if nobody else may be going to tick, before a call waits no longer.
const STALLED_AFTER: Duration = Duration::from_secs(2);

/// How many times a frame is moved at once before the end is looked for.
const FRAMES_AT_ONCE: usize = 16;

/// How a blocking call moves the audio of its telephone line, if the host does not move it elsewhere.
///
/// Each time [`wait`](Self::wait) returns, all that the line has sent is read. The line gets one frame every frame's length,
/// on one schedule over all the says and conferences of the call, as long as one follows the other.
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
    frame_len: Duration,
    pace: Pace,
}

impl<'a> Line<'a> {
    /// The line of a participant.
    pub fn new(engine: &'a Engine, participant: ParticipantId, io: &'a mut dyn CallIo) -> Line<'a> {
        let control = engine.inner.lock();
        let slot = control.sessions.find(participant);
        let pace = slot.map(|slot| control.sessions.at(slot).pace).unwrap_or_default();
        let config = engine.config();
        Line {
            engine,
            participant,
            io,
            frame: vec![0; config.frame_samples()],
            frame_len: Duration::from_millis(config.frame_len.ms().into()),
            pace,
        }
    }

    /// Whether it has been hung up.
    pub fn is_hung_up(&mut self) -> bool {
        self.io.is_hung_up()
    }

    /// Moves what waits, both ways. That another thread is in a side, or that the participant has just left, is found out
    /// by the next round.
    pub fn move_audio(&mut self) {
        self.receive();
        self.send();
    }

    /// Moves what the line has sent.
    fn receive(&mut self) {
        for _ in 0..FRAMES_AT_ONCE {
            let count = self.io.read(&mut self.frame).min(self.frame.len());
            if count == 0 {
                break;
            }
            let _ = self.engine.write(self.participant, &self.frame[..count]);
        }
    }

    /// Gives the line those frames that the participant hears whose action has come; answers how many.
    fn send(&mut self) -> usize {
        let mut sent = 0;
        for _ in 0..FRAMES_AT_ONCE {
            let now = Instant::now();
            let mut action = self.pace.next_action(now, self.waiting());
            if action == LineAction::Wait {
                break;
            }
            let Ok(real) = self.engine.read(self.participant, &mut self.frame) else { break };
            if real > 0 {
                action = LineAction::Frame;
            } else if action == LineAction::Frame {
                // What waited was too old, or of a conference that is over.
                action = self.pace.next_action(now, 0);
            }
            if action == LineAction::Wait {
                break;
            }
            self.io.write(&self.frame);
            self.pace.given(now, self.frame_len, action);
            sent += usize::from(action == LineAction::Frame);
        }
        sent
    }

    /// How many frames wait for the line.
    fn waiting(&self) -> usize {
        self.engine.inner.shared.frames_to_read(self.participant).unwrap_or(0)
    }

    /// Gives the line all that waits for it now, each frame in its action, until it is hung up. `waiter` has what the call
    /// waited for.
    pub fn finish<T: Clone>(&mut self, waiter: &Waiter<T>, wake_fd: i32) {
        let mut left = self.waiting();
        let patience = self.frame_len * (left as u32 + 1);
        let begun = Instant::now();
        loop {
            self.receive();
            left = left.saturating_sub(self.send());
            if left == 0 || self.waiting() == 0 || begun.elapsed() > patience || self.is_hung_up() {
                return;
            }
            waiter.clear_fd();
            self.wait(wake_fd);
        }
    }

    /// A conference has ended: the line gets silence until it gets something else.
    pub fn conference_ended(&mut self) {
        self.pace.conference_ended();
    }

    /// Waits for the line, for `wake_fd`, or for the action of the next frame.
    pub fn wait(&mut self, wake_fd: i32) {
        self.io.wait(wake_fd, self.pace.wait_ms(Instant::now(), self.frame_len));
    }
}

impl Drop for Line<'_> {
    /// The next call goes on with the same pace.
    fn drop(&mut self) {
        if self.engine.check_process().is_err() {
            return;
        }
        let mut control = self.engine.inner.lock();
        if let Ok(slot) = control.sessions.find(self.participant) {
            control.sessions.at_mut(slot).pace = self.pace;
        }
    }
}

/// Finds out that nobody will tick, since the thread that did waits here.
#[derive(Debug)]
pub struct StallDetector {
    tick: u64,
    since: Instant,
}

impl StallDetector {
    /// It has just been seen.
    pub fn new(inner: &Inner) -> StallDetector {
        StallDetector { tick: inner.last_tick(), since: Instant::now() }
    }

    /// How long a thread may sleep before it [looks](Self::poll) again; `None`: until it is woken. While the control
    /// thread runs, that wakes it; but nobody would wake the only thread that ticks.
    pub fn sleep_limit(&self, inner: &Inner) -> Option<Duration> {
        let sleeps = inner.has_control_thread() && !inner.was_last_ticked_by(system::this_thread());
        (!sleeps).then_some(POLL_EVERY)
    }

    /// Takes up what ticks have reported, unless the control thread does, and looks whether any come.
    pub fn poll(&mut self, inner: &Inner) -> Result<()> {
        inner.check_process()?;
        if !inner.has_control_thread() {
            inner.serve();
        }
        self.check(inner)
    }

    /// Whether no tick has come for long.
    pub fn is_stalled(&mut self, inner: &Inner) -> bool {
        if inner.last_tick() != self.tick {
            *self = StallDetector::new(inner);
        }
        self.since.elapsed() > STALLED_AFTER
    }

    fn check(&mut self, inner: &Inner) -> Result<()> {
        if self.is_stalled(inner) && inner.was_last_ticked_by(system::this_thread()) {
            return Err(Error::new(
                Status::WrongMode,
                "the thread that ticks the engine waits in a call: no tick came for two seconds",
            ));
        }
        Ok(())
    }
}
