//! The blocking conference: from its join to its end, on the thread of the call.

use super::call_audio::{CallIo, Line, StallDetector};
use super::waiter::{ConferenceEnd, Waiter};
use crate::control::config::JoinOptions;
use crate::control::engine::inner::Inner;
use crate::control::engine::lifecycle::Engine;
use crate::control::rooms::joins::ConferenceStart;
use crate::error::{Result, Status};
use crate::handle::ParticipantId;
use crate::rt::message::event::EndReason;
use crate::units::DtmfDigit;
use std::sync::Arc;

/// Called with the name of a signal.
pub type OnSignal<'a> = dyn FnMut(&[u8]) + 'a;

/// Handlers of an application for the end of its conference.
#[derive(Default)]
pub struct Handlers<'a> {
    /// The terminator ended it; called with the digit.
    pub on_choice: Option<&'a mut (dyn FnMut(DtmfDigit) + 'a)>,
    /// A signal ended it; called with its name.
    pub on_signal: Option<&'a mut OnSignal<'a>>,
}

impl std::fmt::Debug for Handlers<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Handlers").finish_non_exhaustive()
    }
}

/// # Calls that block
impl Engine {
    /// Joins a room and blocks until the conference is over. Returns how it ended. For application threads;
    /// [`join`](Self::join) does not block.
    ///
    /// With `io`, this thread moves the audio of the line. Without it, the host moves the audio on other threads, and
    /// this thread only waits. One handler is called, at most once, on this thread, after the participant has left and
    /// before the call returns; the session is then free for other calls. Neither `io` nor the handlers are used after
    /// the call has returned. A queued signal that the conference allows ends it before it joins: that is an end, not
    /// an error.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig};
    /// use mixminus::{DriverConfig, EndReason, Handlers, JoinOptions, ParticipantConfig, RoomId};
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// let call = engine.participant_new(&ParticipantConfig::default())?;
    /// engine.start(&DriverConfig::default())?;
    /// std::thread::scope(|scope| {
    ///     let application = scope.spawn(|| {
    ///         engine.conference(call, &JoinOptions::new(b"1337"), None, Handlers::default())
    ///     });
    ///     while engine.participant_info(call)?.room == RoomId::NONE {
    ///         std::thread::yield_now();
    ///     }
    ///     engine.hang_up(call)?;
    ///     assert_eq!(application.join().unwrap()?.reason, EndReason::HangUp);
    ///     Ok::<(), mixminus::Error>(())
    /// })?;
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors, and then there was no conference: `Busy` if another conference or say of this session is running;
    /// `WrongMode` if this thread ticks the engine; else as [`join`](Self::join). An error of [`CallIo::read_ex`] ends
    /// the conference, with `Removed`, and is returned.
    pub fn conference(
        &self,
        participant: ParticipantId,
        options: &JoinOptions<'_>,
        io: Option<&mut dyn CallIo>,
        handlers: Handlers<'_>,
    ) -> Result<ConferenceEnd> {
        let end = match (BlockingConference::begin(self, participant, options)?, io) {
            (Begun::Over(end), _) => end,
            (Begun::Running(call), Some(io)) => call.move_audio(self, io)?,
            (Begun::Running(call), None) => call.wait()?,
        };
        match (end.reason, end.digit) {
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

    /// Ends all conferences, with `EngineStopped`, and lets none begin. Before a host's engine is freed, this makes
    /// blocking calls return.
    pub(crate) fn end_calls(&self) {
        self.inner.lock().close(&self.inner.shared);
    }
}

/// How a blocking conference began.
enum Begun<'a> {
    /// It runs.
    Running(BlockingConference<'a>),
    /// A queued signal has ended it.
    Over(ConferenceEnd),
}

/// A blocking conference that runs.
struct BlockingConference<'a> {
    inner: &'a Inner,
    participant: ParticipantId,
    waiter: Arc<Waiter<ConferenceEnd>>,
}

impl<'a> BlockingConference<'a> {
    /// Joins the room and reserves the session, under one lock.
    fn begin(engine: &'a Engine, participant: ParticipantId, options: &JoinOptions<'_>) -> Result<Begun<'a>> {
        let inner: &Inner = &engine.inner;
        inner.check_ready()?;
        let join_options = engine.check_join(options)?;
        let mut control = inner.lock();
        let slot = control.find_active(&inner.shared, participant)?;
        control.sessions.at(slot).check_no_call()?;
        if let ConferenceStart::Interrupted(end) =
            control.begin_conference(&inner.shared, slot, join_options)?
        {
            return Ok(Begun::Over(end));
        }
        let waiter = Arc::new(Waiter::new());
        let session = control.sessions.at_mut(slot);
        session.in_call = true;
        session.waiter = Some(waiter.clone());
        Ok(Begun::Running(BlockingConference { inner, participant, waiter }))
    }

    /// Waits for the end.
    fn wait(&self) -> Result<ConferenceEnd> {
        let mut clock = StallDetector::new(self.inner);
        loop {
            if let Some(end) = self.waiter.wait(clock.sleep_limit(self.inner)) {
                return Ok(end);
            }
            clock.poll(self.inner)?;
        }
    }

    /// Moves the audio of the line until the end.
    fn move_audio(&self, engine: &Engine, io: &mut dyn CallIo) -> Result<ConferenceEnd> {
        let fd = self.waiter.fd().unwrap_or(-1);
        let mut line = Line::new(engine, self.participant, io);
        let mut clock = StallDetector::new(self.inner);
        loop {
            if let Some(end) = self.waiter.over() {
                line.conference_ended();
                return Ok(end);
            }
            if line.is_hung_up() {
                let hung_up = engine.hang_up(self.participant);
                // The participant may have been freed meanwhile.
                return self.waiter.over().ok_or_else(|| match hung_up {
                    Err(error) => error,
                    Ok(()) => Status::Internal.into(),
                });
            }
            line.move_audio()?;
            line.wait(fd);
            clock.poll(self.inner)?;
        }
    }
}

impl Drop for BlockingConference<'_> {
    /// Releases the session. If the call returns an error, or a callback panicked, the conference ends.
    fn drop(&mut self) {
        if self.inner.check_process().is_err() {
            return;
        }
        let mut control = self.inner.lock();
        let Ok(slot) = control.sessions.find(self.participant) else { return };
        if self.waiter.over().is_none() {
            control.end(&self.inner.shared, slot, EndReason::Removed, 0, &[]);
        }
        let session = control.sessions.at_mut(slot);
        session.in_call = false;
        session.waiter = None;
    }
}
