//! Moves the audio of a call's line on the thread of a blocking call.

use super::pace::{LineAction, Pace};
use super::waiter::Waiter;
use crate::control::engine::inner::Inner;
use crate::control::engine::lifecycle::Engine;
use crate::control::os::system;
use crate::error::{Error, Result, Status};
use crate::handle::ParticipantId;
use crate::rt::host::edge::MAX_FRAME_TO_READ;
use crate::rt::host::read::{READ_SKIPPED, ReadInfo};
use crate::rt::state::writer::WriteInfo;
use std::time::{Duration, Instant};

/// How often a blocking call takes the reports of ticks itself while no control thread runs.
const POLL_EVERY: Duration = Duration::from_millis(10);

/// How long no tick may come, on the thread that ticked last, before a blocking call returns an error.
const STALLED_AFTER: Duration = Duration::from_secs(2);

/// How many frames are moved in one direction before the end of the call is checked.
const FRAMES_AT_ONCE: usize = 16;

/// Moves the audio of a call's line during a blocking call, if the host does not move it elsewhere.
///
/// After each [`wait`](Self::wait) everything that the line has received is read. The line gets one frame per frame
/// length. The schedule goes on over consecutive says and conferences of the call.
pub trait CallIo {
    /// Waits until the line has audio, has room for audio or has been hung up, until `wake_fd` is readable (−1:
    /// there is none), or until `timeout_ms` has passed. It may return early.
    fn wait(&mut self, wake_fd: i32, timeout_ms: u32);

    /// Takes samples that the line has received, at most as many as fit, at the rate at which the host writes: that of the
    /// line, unless [`set_rates`](Engine::set_rates) says otherwise. Returns how many, 0 if there are none now.
    fn read(&mut self, samples: &mut [i16]) -> usize;

    /// As [`read`](Self::read), for a line that knows of losses and timestamps: `info` is what
    /// [`write_ex`](Engine::write_ex) gets with these samples, at first nothing. With 0 samples it still counts, if
    /// anything was set. The blocking call makes this call, never `read`. By default it returns what `read` does.
    ///
    /// An error ends the blocking call, which returns it.
    fn read_ex(&mut self, samples: &mut [i16], info: &mut WriteInfo) -> Result<usize> {
        let _ = info;
        Ok(self.read(samples))
    }

    /// Gives the line one frame to send, at the rate at which the host reads. Frames have one length, but for those of 10 ms
    /// at 22.05 kHz: 220 and 221 samples in turn.
    fn write(&mut self, samples: &[i16]);

    /// As [`write`](Self::write), with what [`read_ex`](Engine::read_ex) reported of the frame. `READ_SKIPPED` also
    /// counts frames that were skipped since the last frame that the line got. The blocking call makes this call, never
    /// `write`. By default it calls `write`.
    fn write_ex(&mut self, samples: &[i16], info: &ReadInfo) {
        let _ = info;
        self.write(samples);
    }

    /// Returns true if the line has been hung up.
    fn is_hung_up(&mut self) -> bool;
}

/// A line, and the participant that it belongs to.
pub struct Line<'a> {
    engine: &'a Engine,
    participant: ParticipantId,
    io: &'a mut dyn CallIo,
    /// A frame at any rate.
    frame: [i16; MAX_FRAME_TO_READ],
    frame_len: Duration,
    pace: Pace,
    /// `READ_SKIPPED`, if frames were skipped and the line has got none since.
    skipped: u32,
}

impl<'a> Line<'a> {
    /// The line of a participant.
    pub fn new(engine: &'a Engine, participant: ParticipantId, io: &'a mut dyn CallIo) -> Line<'a> {
        let control = engine.inner.lock();
        let slot = control.sessions.find(participant);
        let pace = slot.map(|slot| control.sessions.at(slot).pace).unwrap_or_default();
        Line {
            engine,
            participant,
            io,
            frame: [0; MAX_FRAME_TO_READ],
            frame_len: Duration::from_millis(engine.config().frame_len.ms().into()),
            pace,
            skipped: 0,
        }
    }

    /// Returns true if the line has been hung up.
    pub fn is_hung_up(&mut self) -> bool {
        self.io.is_hung_up()
    }

    /// Moves audio in both directions. If another thread uses the writer or the reader, or the participant has just
    /// left, the next call tries again. Errors: of [`CallIo::read_ex`].
    pub fn move_audio(&mut self) -> Result<()> {
        self.receive()?;
        self.send();
        Ok(())
    }

    /// Writes what the line has received to the participant.
    fn receive(&mut self) -> Result<()> {
        let shared = &self.engine.inner.shared;
        for _ in 0..FRAMES_AT_ONCE {
            let mut info = WriteInfo::default();
            // The rate may change during the call.
            let Ok(most) = shared.frame_to_write(self.participant) else { break };
            let frame = &mut self.frame[..most];
            let count = self.io.read_ex(frame, &mut info)?.min(most);
            if count > 0 || info != WriteInfo::default() {
                // Not `write_ex`, which takes nothing once the session has expired: the call is about to end then.
                let _ = shared.write(self.participant, &frame[..count], &info);
            }
            if count == 0 {
                break;
            }
        }
        Ok(())
    }

    /// Gives the line the participant's frames that are due. Returns how many.
    fn send(&mut self) -> usize {
        let mut sent = 0;
        for _ in 0..FRAMES_AT_ONCE {
            let now = Instant::now();
            let mut action = self.pace.next_action(now, self.waiting());
            if action == LineAction::Wait {
                break;
            }
            let Ok(count) = self.engine.inner.shared.frame_to_read(self.participant) else { break };
            let frame = &mut self.frame[..count];
            let Ok(mut info) = self.engine.read_ex(self.participant, frame) else { break };
            self.skipped |= info.flags & READ_SKIPPED;
            if info.real > 0 {
                action = LineAction::Frame;
            } else if action == LineAction::Frame {
                // The waiting frames were too old, or belonged to a conference that has ended.
                action = self.pace.next_action(now, 0);
            }
            if action == LineAction::Wait {
                break;
            }
            info.flags |= std::mem::take(&mut self.skipped);
            self.io.write_ex(&self.frame[..count], &info);
            self.pace.given(now, self.frame_len, action);
            sent += usize::from(action == LineAction::Frame);
        }
        sent
    }

    /// Frames of the participant that are ready to be read.
    fn waiting(&self) -> usize {
        self.engine.inner.shared.frames_to_read(self.participant).unwrap_or(0)
    }

    /// Gives the line all frames that are ready, each when it is due, until the line is hung up. `waiter` has the
    /// result of the call. Errors: of [`CallIo::read_ex`].
    pub fn finish<T: Clone>(&mut self, waiter: &Waiter<T>, wake_fd: i32) -> Result<()> {
        let mut left = self.waiting();
        let patience = self.frame_len * (left as u32 + 1);
        let begun = Instant::now();
        loop {
            self.receive()?;
            left = left.saturating_sub(self.send());
            if left == 0 || self.waiting() == 0 || begun.elapsed() > patience || self.is_hung_up() {
                return Ok(());
            }
            waiter.clear_fd();
            self.wait(wake_fd);
        }
    }

    /// A conference has ended: the line gets silence until there are frames again.
    pub fn conference_ended(&mut self) {
        self.pace.conference_ended();
    }

    /// Waits for the line, for `wake_fd`, or until the next frame is due.
    pub fn wait(&mut self, wake_fd: i32) {
        self.io.wait(wake_fd, self.pace.wait_ms(Instant::now(), self.frame_len));
    }
}

impl Drop for Line<'_> {
    /// Keeps the schedule for the next call.
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

/// Detects that no tick will come, because the thread that ticks waits in a blocking call.
#[derive(Debug)]
pub struct StallDetector {
    tick: u64,
    since: Instant,
}

impl StallDetector {
    /// Starts from the current tick.
    pub fn new(inner: &Inner) -> StallDetector {
        StallDetector { tick: inner.last_tick(), since: Instant::now() }
    }

    /// How long a thread may sleep before it must [poll](Self::poll) again; `None`: until it is woken. The control
    /// thread wakes sleeping calls, but nobody would wake the only thread that ticks.
    pub fn sleep_limit(&self, inner: &Inner) -> Option<Duration> {
        let sleeps = inner.has_control_thread() && !inner.was_last_ticked_by(system::this_thread());
        (!sleeps).then_some(POLL_EVERY)
    }

    /// Takes the reports of ticks, unless the control thread does, and checks that ticks still come.
    pub fn poll(&mut self, inner: &Inner) -> Result<()> {
        inner.check_process()?;
        if !inner.has_control_thread() {
            inner.serve();
        }
        self.check(inner)
    }

    /// Returns true if no tick has come for two seconds.
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
