//! A participant that is freed with its owner.

use crate::control::blocking::call_audio::CallIo;
use crate::control::blocking::conference::Handlers;
use crate::control::blocking::pending_say::SayEnd;
use crate::control::blocking::waiter::ConferenceEnd;
use crate::control::config::{JoinOptions, ParticipantConfig, Sound};
use crate::control::engine::lifecycle::Engine;
use crate::control::participants::ParticipantInfo;
use crate::control::playback::plays::{PlayId, SayOptions};
use crate::control::sessions::send_dtmf::DtmfTiming;
use crate::control::sessions::telephone_events::TelephoneEvent;
use crate::dsp::{EncodedBuffer, EncodedSamples};
use crate::error::{Result, Status};
use crate::handle::{ParticipantId, RoomId};
use crate::rt::host::read::ReadInfo;
use crate::rt::message::event::SignalOutcome;
use crate::rt::state::stats::ParticipantStats;
use crate::rt::state::writer::WriteInfo;
use crate::units::{DtmfDigit, Gain, SampleRate};
use std::sync::Arc;

/// One call in an engine, freed when it is dropped: if it is in a room it leaves, with `HangUp`.
///
/// It holds the engine, so it can move into the thread or the task of its call, and the engine lives as long as it does.
/// Every method takes `&self`: a host may share it between the thread that writes, the one that reads and those that
/// control. Each forwards to the method of [`Engine`] of the same name, which states errors and units.
///
/// ```
/// use mixminus::{Engine, EngineConfig, JoinOptions, Participant, ParticipantConfig};
/// use std::sync::Arc;
///
/// let engine = Arc::new(Engine::new(&EngineConfig::default())?);
/// let call = Participant::new(&engine, &ParticipantConfig::default())?;
/// let id = call.id();
/// let thread = std::thread::spawn(move || -> mixminus::Result<()> {
///     call.join(&JoinOptions::new(b"1337"))?;
///     call.write(&[0; 160])?;
///     Ok(())
/// });
/// thread.join().unwrap()?;
/// assert!(engine.participant_info(id).is_err());
/// # Ok::<(), mixminus::Error>(())
/// ```
pub struct Participant {
    engine: Arc<Engine>,
    id: ParticipantId,
}

impl Participant {
    /// Makes a participant, in no room. See [`Engine::participant_new`].
    pub fn new(engine: &Arc<Engine>, config: &ParticipantConfig<'_>) -> Result<Participant> {
        Ok(Participant { engine: engine.clone(), id: engine.participant_new(config)? })
    }

    /// The handle, for the methods of [`Engine`] and to compare with events.
    pub fn id(&self) -> ParticipantId {
        self.id
    }

    /// The engine that it is in.
    pub fn engine(&self) -> &Arc<Engine> {
        &self.engine
    }

    /// Joins a room. See [`Engine::join`].
    pub fn join(&self, options: &JoinOptions<'_>) -> Result<RoomId> {
        self.engine.join(self.id, options)
    }

    /// Leaves the room. See [`Engine::leave`].
    pub fn leave(&self) -> Result<()> {
        self.engine.leave(self.id)
    }

    /// Removes the participant from its room, with a text for its application. See [`Engine::remove`].
    pub fn remove(&self, text: &[u8]) -> Result<()> {
        self.engine.remove(self.id, text)
    }

    /// Moves to another room. See [`Engine::move_to`].
    pub fn move_to(&self, conference_id: &[u8]) -> Result<RoomId> {
        self.engine.move_to(self.id, conference_id)
    }

    /// Reports that the line has gone; its conference ends. See [`Engine::hang_up`].
    pub fn hang_up(&self) -> Result<()> {
        self.engine.hang_up(self.id)
    }

    /// Returns how the last conference ended. See [`Engine::conference_end`].
    pub fn conference_end(&self) -> Result<ConferenceEnd> {
        self.engine.conference_end(self.id)
    }

    /// Writes samples that came from the line. Wait-free. See [`Engine::write`].
    pub fn write(&self, samples: &[i16]) -> std::result::Result<usize, Status> {
        self.engine.write(self.id, samples)
    }

    /// Writes samples with a timestamp and losses. Wait-free. See [`Engine::write_ex`].
    pub fn write_ex(&self, samples: &[i16], info: &WriteInfo) -> std::result::Result<usize, Status> {
        self.engine.write_ex(self.id, samples, info)
    }

    /// Writes samples in the line's own encoding. Wait-free. See [`Engine::write_encoded`].
    pub fn write_encoded(
        &self,
        samples: EncodedSamples<'_>,
        info: &WriteInfo,
    ) -> std::result::Result<usize, Status> {
        self.engine.write_encoded(self.id, samples, info)
    }

    /// Drops all that was written and has not been heard yet. Wait-free. See [`Engine::flush`].
    pub fn flush(&self) -> std::result::Result<(), Status> {
        self.engine.flush(self.id)
    }

    /// Marks the place after what was written last. Wait-free. See [`Engine::mark`].
    pub fn mark(&self, value: i64) -> std::result::Result<(), Status> {
        self.engine.mark(self.id, value)
    }

    /// Reads samples to send to the line. Wait-free. See [`Engine::read`].
    pub fn read(&self, samples: &mut [i16]) -> std::result::Result<usize, Status> {
        self.engine.read(self.id, samples)
    }

    /// Reads samples and their tick, mix and flags. Wait-free. See [`Engine::read_ex`].
    pub fn read_ex(&self, samples: &mut [i16]) -> std::result::Result<ReadInfo, Status> {
        self.engine.read_ex(self.id, samples)
    }

    /// Reads samples in the line's own encoding. Wait-free. See [`Engine::read_encoded`].
    pub fn read_encoded(&self, samples: &mut EncodedBuffer<'_>) -> std::result::Result<ReadInfo, Status> {
        self.engine.read_encoded(self.id, samples)
    }

    /// Sets the rates at which samples are written and read. See [`Engine::set_rates`].
    pub fn set_rates(&self, write: Option<SampleRate>, read: Option<SampleRate>) -> Result<()> {
        self.engine.set_rates(self.id, write, read)
    }

    /// Mutes or unmutes. See [`Engine::set_mute`].
    pub fn set_mute(&self, mute: bool) -> Result<()> {
        self.engine.set_mute(self.id, mute)
    }

    /// Stops or resumes the room's audio to the participant. See [`Engine::set_deaf`].
    pub fn set_deaf(&self, deaf: bool) -> Result<()> {
        self.engine.set_deaf(self.id, deaf)
    }

    /// Sets the gain on what the participant says. See [`Engine::set_gain`].
    pub fn set_gain(&self, gain: Gain) -> Result<()> {
        self.engine.set_gain(self.id, gain)
    }

    /// Puts on hold, with a sound, or takes off hold. See [`Engine::set_hold`].
    pub fn set_hold(&self, hold: bool, sound: Sound) -> Result<()> {
        self.engine.set_hold(self.id, hold, sound)
    }

    /// Plays a sound to the participant. See [`Engine::say`].
    pub fn say(&self, sound: Sound, options: &SayOptions) -> Result<PlayId> {
        self.engine.say(self.id, sound, options)
    }

    /// Speaks a text to the participant. See [`Engine::say_text`].
    pub fn say_text(&self, text: &str, voice: &str, options: &SayOptions) -> Result<PlayId> {
        self.engine.say_text(self.id, text, voice, options)
    }

    /// Stops what plays to the participant. See [`Engine::say_stop`].
    pub fn say_stop(&self) -> Result<()> {
        self.engine.say_stop(self.id)
    }

    /// Turns events of DTMF on or off. See [`Engine::set_detect_dtmf`].
    pub fn set_detect_dtmf(&self, detect_dtmf: bool) -> Result<()> {
        self.engine.set_detect_dtmf(self.id, detect_dtmf)
    }

    /// Lets the others hear its DTMF, or not. See [`Engine::set_play_tones`].
    pub fn set_play_tones(&self, play_tones: bool) -> Result<()> {
        self.engine.set_play_tones(self.id, play_tones)
    }

    /// Makes injected DTMF audible to the others, or not. See [`Engine::set_generate_dtmf`].
    pub fn set_generate_dtmf(&self, generate_dtmf: bool) -> Result<()> {
        self.engine.set_generate_dtmf(self.id, generate_dtmf)
    }

    /// Begins a DTMF digit that came beside the audio. See [`Engine::inject_dtmf_begin`].
    pub fn inject_dtmf_begin(&self, key: DtmfDigit, level_mdbm0: i32, limit_ms: u32) -> Result<()> {
        self.engine.inject_dtmf_begin(self.id, key, level_mdbm0, limit_ms)
    }

    /// Ends that DTMF digit. See [`Engine::inject_dtmf_end`].
    pub fn inject_dtmf_end(&self, key: DtmfDigit) -> Result<()> {
        self.engine.inject_dtmf_end(self.id, key)
    }

    /// Takes a whole DTMF digit (SIP INFO). See [`Engine::inject_dtmf_press`].
    pub fn inject_dtmf_press(&self, key: DtmfDigit, level_mdbm0: i32, duration_ms: u32) -> Result<()> {
        self.engine.inject_dtmf_press(self.id, key, level_mdbm0, duration_ms)
    }

    /// Takes a packet of a telephone event (RFC 4733). See [`Engine::telephone_event`].
    pub fn telephone_event(&self, event: &TelephoneEvent) -> Result<()> {
        self.engine.telephone_event(self.id, event)
    }

    /// Sends DTMF digits to the participant. See [`Engine::send_dtmf`].
    pub fn send_dtmf(&self, digits: &[DtmfDigit], timing: &DtmfTiming) -> Result<()> {
        self.engine.send_dtmf(self.id, digits, timing)
    }

    /// Sends a signal to the session. See [`Engine::signal`].
    pub fn signal(&self, name: &[u8]) -> Result<(SignalOutcome, u64)> {
        self.engine.signal(self.id, name)
    }

    /// Returns how many signals wait. See [`Engine::queued_signals`].
    pub fn queued_signals(&self) -> Result<usize> {
        self.engine.queued_signals(self.id)
    }

    /// Joins a room and blocks until the conference is over. See [`Engine::conference`].
    pub fn conference(
        &self,
        options: &JoinOptions<'_>,
        io: Option<&mut dyn CallIo>,
        handlers: Handlers<'_>,
    ) -> Result<ConferenceEnd> {
        self.engine.conference(self.id, options, io, handlers)
    }

    /// Plays a sound and blocks until it is over. See [`Engine::say_blocking`].
    pub fn say_blocking(
        &self,
        sound: Sound,
        options: &SayOptions,
        io: Option<&mut dyn CallIo>,
    ) -> Result<SayEnd> {
        self.engine.say_blocking(self.id, sound, options, io)
    }

    /// Speaks a text and blocks until it is over. See [`Engine::say_text_blocking`].
    pub fn say_text_blocking(
        &self,
        text: &str,
        voice: &str,
        options: &SayOptions,
        io: Option<&mut dyn CallIo>,
    ) -> Result<SayEnd> {
        self.engine.say_text_blocking(self.id, text, voice, options, io)
    }

    /// Returns room and settings. See [`Engine::participant_info`].
    pub fn info(&self) -> Result<ParticipantInfo> {
        self.engine.participant_info(self.id)
    }

    /// Returns what has been counted. See [`Engine::participant_stats`].
    pub fn stats(&self) -> Result<ParticipantStats> {
        self.engine.participant_stats(self.id)
    }
}

frees_on_drop!(Participant, participant_free);
