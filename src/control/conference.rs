//! The blocking call: a conference from its join to its end, on the thread of the call.

use super::config::JoinOptions;
use super::engine::{Engine, Inner};
use super::joins::Started;
use super::os;
use super::waiter::{ConferenceEnd, Waiter};
use crate::error::{Error, Result, Status};
use crate::handle::ParticipantId;
use crate::rt::event::EndReason;
use crate::units::Key;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How the blocking call moves the audio of its telephone line, if the host does not move it elsewhere.
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

/// What is called with the name of a signal.
pub type OnSignal<'a> = dyn FnMut(&[u8]) + 'a;

/// What an application hears of how its conference ended.
#[derive(Default)]
pub struct Handlers<'a> {
    /// The terminator ended it: which key.
    pub on_choice: Option<&'a mut (dyn FnMut(Key) + 'a)>,
    /// A signal ended it: its name.
    pub on_signal: Option<&'a mut OnSignal<'a>>,
}

impl std::fmt::Debug for Handlers<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Handlers").finish_non_exhaustive()
    }
}

/// How long a waiting call sleeps at most before it takes up the reports of ticks itself: there may be no control
/// thread.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// How long the clock may stand still, if the waiting thread was the last to tick, before the call gives up: nobody else
/// will tick.
const CLOCK_STANDS_STILL: Duration = Duration::from_secs(2);

/// How many times a frame is moved at once before the end is looked for.
const FRAMES_AT_ONCE: usize = 16;

impl Engine {
    /// Joins a room and waits until that is over; answers how it ended.
    ///
    /// Without `io` the host moves the participant's audio elsewhere, and this thread only waits. A handler is called at
    /// most once, on this thread, after the participant has left and before the call returns; the session is then free
    /// for other calls. Nothing of `io` or the handlers is touched after the call has returned.
    ///
    /// A signal that had been waiting ends it before it joins: that is no error, but an end.
    ///
    /// Errors, and then there was no conference: `Busy` if a conference of this session is running in another call;
    /// `WrongMode` if this thread is the one that ticks the engine; else as of [`join`](Self::join).
    pub fn conference(
        &self,
        participant: ParticipantId,
        options: &JoinOptions<'_>,
        io: Option<&mut dyn CallIo>,
        handlers: Handlers<'_>,
    ) -> Result<ConferenceEnd> {
        let end = match (Call::begin(self, participant, options)?, io) {
            (Begun::Over(end), _) => end,
            (Begun::Running(call), Some(io)) => call.carry(self, io)?,
            (Begun::Running(call), None) => call.wait()?,
        };
        match (end.reason, end.key) {
            (EndReason::Terminator, Some(key)) => {
                if let Some(on_choice) = handlers.on_choice {
                    on_choice(key);
                }
            }
            (EndReason::Signal, _) => {
                if let Some(on_signal) = handlers.on_signal {
                    on_signal(&end.text);
                }
            }
            _ => {}
        }
        Ok(end)
    }

    /// Ends all conferences, with `EngineStopped`, and lets none begin: a host that frees the engine while calls wait in
    /// it makes them return first.
    pub(crate) fn end_calls(&self) {
        self.inner.lock().close(&self.inner.shared);
    }
}

/// What comes of a blocking call as it starts.
enum Begun<'a> {
    /// Its conference runs.
    Running(Call<'a>),
    /// A signal that had been waiting has ended it.
    Over(ConferenceEnd),
}

/// A blocking call that goes on.
struct Call<'a> {
    inner: &'a Inner,
    participant: ParticipantId,
    waiter: Arc<Waiter>,
}

impl<'a> Call<'a> {
    /// Joins, and reserves the session, in one step.
    fn begin(engine: &'a Engine, participant: ParticipantId, options: &JoinOptions<'_>) -> Result<Begun<'a>> {
        let inner: &Inner = &engine.inner;
        inner.shared.check_alive()?;
        let asked = engine.check_join(options)?;
        let mut control = inner.lock();
        let slot = control.find_active(&inner.shared, participant)?;
        if control.sessions.at(slot).in_call {
            return Err(Error::new(Status::Busy, "a conference of this session is running in another call"));
        }
        if let Started::Interrupted(end) = control.begin_conference(&inner.shared, slot, asked)? {
            return Ok(Begun::Over(end));
        }
        let waiter = Arc::new(Waiter::new());
        let session = control.sessions.at_mut(slot);
        session.in_call = true;
        session.waiter = Some(waiter.clone());
        Ok(Begun::Running(Call { inner, participant, waiter }))
    }

    /// Waits for the end.
    fn wait(&self) -> Result<ConferenceEnd> {
        let mut clock = StandingClock::new(self.inner);
        loop {
            if let Some(end) = self.waiter.wait(LOOK_EVERY) {
                return Ok(end);
            }
            self.look(&mut clock)?;
        }
    }

    /// Moves the audio of the line until the end.
    fn carry(&self, engine: &Engine, io: &mut dyn CallIo) -> Result<ConferenceEnd> {
        let fd = self.waiter.fd().unwrap_or(-1);
        let config = engine.config();
        let mut frame = vec![0; config.frame_samples()];
        let mut clock = StandingClock::new(self.inner);
        loop {
            if let Some(end) = self.waiter.over() {
                return Ok(end);
            }
            if io.is_hung_up() {
                let hung_up = engine.hang_up(self.participant);
                // It may have been freed meanwhile.
                return self.waiter.over().ok_or_else(|| match hung_up {
                    Err(error) => error,
                    Ok(()) => Status::Internal.into(),
                });
            }
            // That another thread is in a side, or that the participant has just left, is found out by the next round.
            for _ in 0..FRAMES_AT_ONCE {
                let count = io.read(&mut frame).min(frame.len());
                if count == 0 {
                    break;
                }
                let _ = engine.write(self.participant, &frame[..count]);
            }
            for _ in 0..FRAMES_AT_ONCE {
                if self.inner.shared.frames_to_read(self.participant).unwrap_or(0) == 0 {
                    break;
                }
                // What waited may all have been too old.
                match engine.read(self.participant, &mut frame) {
                    Ok(real) if real > 0 => io.write(&frame),
                    _ => break,
                }
            }
            io.wait(fd, config.frame_len.ms());
            self.look(&mut clock)?;
        }
    }

    /// Takes up what ticks have reported, and looks after the clock.
    fn look(&self, clock: &mut StandingClock) -> Result<()> {
        self.inner.check_process()?;
        self.inner.serve();
        clock.check(self.inner)
    }
}

impl Drop for Call<'_> {
    /// The session is free for other calls. If the call gave up, or a callback panicked, its conference ends.
    fn drop(&mut self) {
        if self.inner.check_process().is_err() {
            return;
        }
        let mut control = self.inner.lock();
        let Ok(slot) = control.sessions.find(self.participant) else { return };
        if self.waiter.over().is_none() {
            control.end(&self.inner.shared, slot, EndReason::Removed, 0, Arc::from([]));
        }
        let session = control.sessions.at_mut(slot);
        session.in_call = false;
        session.waiter = None;
    }
}

/// Finds out that nobody will tick, since the thread that did waits here.
struct StandingClock {
    tick: u64,
    since: Instant,
}

impl StandingClock {
    fn new(inner: &Inner) -> StandingClock {
        StandingClock { tick: inner.last_tick(), since: Instant::now() }
    }

    fn check(&mut self, inner: &Inner) -> Result<()> {
        if inner.last_tick() != self.tick {
            *self = StandingClock::new(inner);
        } else if inner.was_last_ticked_by(os::this_thread()) && self.since.elapsed() > CLOCK_STANDS_STILL {
            return Err(Error::new(
                Status::WrongMode,
                "the thread that ticks the engine waits for a conference: no tick came for two seconds",
            ));
        }
        Ok(())
    }
}
