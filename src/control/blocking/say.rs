//! The blocking say: plays a prompt on the thread of the call. It ends when the last frame has gone to the line, or
//! was read by the host.

use super::call_audio::{CallIo, Line, StallDetector};
use super::pending_say::{PendingSay, SayEnd, SayResult};
use super::waiter::Waiter;
use crate::control::config::Sound;
use crate::control::engine::inner::Inner;
use crate::control::engine::lifecycle::Engine;
use crate::control::engine::state::ControlState;
use crate::control::playback::plays::{PlayId, SayOptions};
use crate::error::{Result, Status};
use crate::handle::ParticipantId;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
/// How long, beyond the cap, a say waits for the host to read the last frame.
const READ_TIMEOUT_S: u32 = 1;

/// How often a say checks whether the host has read the last frame.
const READ_POLL_EVERY: Duration = Duration::from_millis(5);

impl Engine {
    /// Plays a sound to a participant as [`say`](Self::say) does, and blocks until it is over. Returns how it ended.
    /// For applications, before and after conferences and within their handlers; during a conference the host may use
    /// [`say`](Self::say).
    ///
    /// With `io`, this thread moves the audio of the line. Without it, the host moves the audio on other threads, and
    /// this call returns when the host has read the last frame. A host that has stopped reading does not block it: it
    /// waits for that no longer than the cap and a second of ticks, and returns if the clock stands still for two
    /// seconds. `io` is not used after the call has returned. Whatever ends the call before the sound is over stops the
    /// sound.
    ///
    /// Errors, and then nothing was played: `Busy` if a conference or another say of this session is running; `HungUp`;
    /// `SessionExpired`; `WrongMode` if this thread ticks the engine; as [`say`](Self::say). An error of
    /// [`CallIo::read_ex`] stops the sound and is returned.
    pub fn say_blocking(
        &self,
        participant: ParticipantId,
        sound: Sound,
        options: &SayOptions,
        io: Option<&mut dyn CallIo>,
    ) -> Result<SayEnd> {
        self.inner.check_ready()?;
        options.validate()?;
        let call = BlockingSay::begin(self, participant, sound, options)?;
        match io {
            Some(io) => call.move_audio(self, io),
            None => call.wait(),
        }
    }

    /// Speaks a text as [`say_text`](Self::say_text) does, and blocks until it is over. Returns how it ended. While the
    /// synthesizer works, no audio of the line is moved.
    ///
    /// Errors: of [`say_blocking`](Self::say_blocking) and [`say_text`](Self::say_text).
    pub fn say_text_blocking(
        &self,
        participant: ParticipantId,
        text: &str,
        voice: &str,
        options: &SayOptions,
        io: Option<&mut dyn CallIo>,
    ) -> Result<SayEnd> {
        self.inner.check_ready()?;
        options.validate()?;
        check_free(self, &self.inner.lock(), participant)?;
        let prompt = self.speak(participant, text, voice)?;
        let said = self.say_blocking(participant, Sound::Prompt(prompt), options, io);
        // Fails in the child of a fork, which has no use for the prompt.
        let _ = self.prompt_free(prompt);
        said
    }
}

/// The slot of a participant for which a blocking call may begin.
fn check_free(engine: &Engine, control: &ControlState, participant: ParticipantId) -> Result<u32> {
    let slot = control.find_active(&engine.inner.shared, participant)?;
    if control.closing {
        return Err(Status::EngineStopped.into());
    }
    control.sessions.at(slot).check_no_call()?;
    Ok(slot)
}

/// A blocking say that runs.
struct BlockingSay<'a> {
    inner: &'a Inner,
    participant: ParticipantId,
    play: PlayId,
    waiter: Arc<Waiter<SayResult>>,
}

impl<'a> BlockingSay<'a> {
    /// Starts to play and reserves the session, under one lock.
    fn begin(
        engine: &'a Engine,
        participant: ParticipantId,
        sound: Sound,
        options: &SayOptions,
    ) -> Result<BlockingSay<'a>> {
        let mut control = engine.inner.lock();
        let slot = check_free(engine, &control, participant)?;
        let play = control.say(engine, participant, sound, options)?;
        let waiter = Arc::new(Waiter::new());
        control.sessions.at_mut(slot).pending_say = Some(PendingSay::new(play, waiter.clone()));
        Ok(BlockingSay { inner: &engine.inner, participant, play, waiter })
    }

    /// Waits for the end.
    fn wait(&self) -> Result<SayEnd> {
        let mut clock = StallDetector::new(self.inner);
        loop {
            if let Some(said) = self.waiter.wait(clock.sleep_limit(self.inner)) {
                return self.wait_for_read(said, clock);
            }
            clock.poll(self.inner)?;
        }
    }

    /// Waits until the host has read the last frame of the prompt.
    fn wait_for_read(&self, said: SayResult, mut clock: StallDetector) -> Result<SayEnd> {
        let Inner { shared, config, .. } = self.inner;
        if said.tick == 0 {
            return Ok(said.end);
        }
        loop {
            self.inner.check_process()?;
            if let Some(end) = self.gone() {
                return Ok(end);
            }
            let (slot, _) = shared.slot(self.participant)?;
            let cap = u64::from(slot.cap_frames.load(Ordering::Relaxed));
            let given_up = said.tick + cap + config.ticks(READ_TIMEOUT_S);
            if slot.read_counts.tick.get() >= said.tick
                || self.inner.last_tick() >= given_up
                || clock.is_stalled(self.inner)
            {
                break;
            }
            std::thread::sleep(READ_POLL_EVERY);
        }
        Ok(said.end)
    }

    /// Returns a reason if nobody will read the participant's audio any more.
    fn gone(&self) -> Option<SayEnd> {
        let control = self.inner.lock();
        let Ok(slot) = control.sessions.find(self.participant) else { return Some(SayEnd::HangUp) };
        match () {
            _ if control.sessions.at(slot).hung_up => Some(SayEnd::HangUp),
            _ if control.closing => Some(SayEnd::EngineStopped),
            _ if control.is_expired(&self.inner.shared, slot) => Some(SayEnd::TimeLimit),
            () => None,
        }
    }

    /// Moves the audio of the line until the end, and then the last frames of the prompt.
    fn move_audio(&self, engine: &Engine, io: &mut dyn CallIo) -> Result<SayEnd> {
        let fd = self.waiter.fd().unwrap_or(-1);
        let mut line = Line::new(engine, self.participant, io);
        let mut clock = StallDetector::new(self.inner);
        loop {
            if let Some(said) = self.waiter.over() {
                if said.tick > 0 {
                    line.finish(&self.waiter, fd)?;
                }
                return Ok(said.end);
            }
            if line.is_hung_up() {
                let _ = engine.hang_up(self.participant);
                return Ok(self.waiter.over().map_or(SayEnd::HangUp, |said| said.end));
            }
            line.move_audio()?;
            line.wait(fd);
            clock.poll(self.inner)?;
        }
    }
}

impl Drop for BlockingSay<'_> {
    /// Releases the session, and stops the play if it has not ended.
    fn drop(&mut self) {
        if self.inner.check_process().is_err() {
            return;
        }
        let mut control = self.inner.lock();
        let Ok(slot) = control.sessions.find(self.participant) else { return };
        control.sessions.at_mut(slot).pending_say = None;
        // If the queue is full it plays to its end.
        let _ = control.play_stop(self.play);
    }
}
