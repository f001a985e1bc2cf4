//! Participants: make, change, free.

use super::sessions::allowed_signals::{AllowedSignals, bytes_of};
use super::sessions::table::Session;
use crate::control::config::{DEFAULT_CAP_BEYOND_PREFILL_MS, ParticipantConfig, check_name};
use crate::control::engine::lifecycle::Engine;
use crate::error::{Result, Status};
use crate::handle::{ParticipantId, RoomId};
use crate::rt::message::event::EndReason;
use crate::units::{Gain, SampleRate};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// A participant, as the control layer knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParticipantInfo {
    /// The host's user value.
    pub user: u64,
    /// Its room, or none.
    pub room: RoomId,
    /// The sample rate of its line.
    pub sample_rate: SampleRate,
    /// The rate at which the host writes: see [`Engine::set_rates`].
    pub write_rate: SampleRate,
    /// The rate at which the host reads.
    pub read_rate: SampleRate,
    /// Muted.
    pub mute: bool,
    /// Deaf: it does not hear the room.
    pub deaf: bool,
    /// On hold: neither heard nor hearing, whatever `mute` and `deaf` are.
    pub hold: bool,
    /// Gain on its audio.
    pub gain: Gain,
    /// DTMF in its audio is reported by events.
    pub detect_dtmf: bool,
    /// The others hear its DTMF digits.
    pub play_tones: bool,
    /// Injected digits are made audible, if `play_tones` is on.
    pub generate_dtmf: bool,
    /// Why its last conference ended; `None` if it is in one or has not been in any.
    pub last_end: EndReason,
}

/// # Participants
impl Engine {
    /// Makes a participant, in no room. One participant is one call, from its start to its hang-up.
    /// [`Participant`](crate::Participant) owns one and frees it.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig};
    /// use mixminus::ParticipantConfig;
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// let config = ParticipantConfig { account: b"acme", user: 42, ..ParticipantConfig::default() };
    /// let call = engine.participant_new(&config)?;
    /// assert_eq!(engine.participant_info(call)?.user, 42);
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: `InvalidArgument` if a name is not 1 to 255 bytes long; `QuotaExceeded`; `TooManyParticipants`.
    pub fn participant_new(&self, config: &ParticipantConfig<'_>) -> Result<ParticipantId> {
        self.inner.check_ready()?;
        check_name("account", config.account)?;
        check_name("environment", config.environment)?;
        let (account, environment): (Arc<[u8]>, Arc<[u8]>) =
            (config.account.into(), config.environment.into());
        let class = self.inner.config.class_of(config)?;
        let mut control = self.inner.lock();
        if !control.sessions.has_free(class) {
            control.reclaim(&self.inner.shared, false);
        }
        let mut admitted = control.rooms.accounts.add_participant(&account, class);
        if admitted.as_ref().is_err_and(|error| error.status() == Status::TooManyParticipants) {
            control.reclaim(&self.inner.shared, true);
            admitted = control.rooms.accounts.add_participant(&account, class);
        }
        let owner = admitted?;
        // There is a slot for every participant that the shares allow.
        let Some(slot) = control.sessions.take(class, owner, account, environment, config.user) else {
            return Err(Status::TooManyParticipants.into());
        };
        let participant = control.sessions.id(slot);
        let owners = &self.inner.shared.event_shares;
        let share = control.rooms.accounts.open_events(owner, |share| owners.is_idle(share));
        owners.set_participant(participant, share);
        let (config_of, shared_slot) = (&self.inner.config, &self.inner.shared.slots[slot as usize]);
        // Until its first join: for private playback outside a room.
        let cap_ms = (config_of.prefill_ms + DEFAULT_CAP_BEYOND_PREFILL_MS).min(config_of.max_cap_ms);
        shared_slot.cap_frames.store((cap_ms / config_of.frame_len.ms()).max(1), Ordering::Relaxed);
        shared_slot.generation.store(participant.generation(), Ordering::Release);
        let limit = config_of.session_ticks();
        if limit > 0 {
            let now = self.inner.last_tick();
            if shared_slot.start.announce(participant, config.user, now + limit) {
                // The ring has an entry for each slot, and each slot is in it once at most.
                let _ = control.starts.push(slot);
            }
        }
        Ok(participant)
    }

    /// Frees a participant. If it is in a room, it leaves with `HangUp`. Works with a full queue and a stopped clock.
    ///
    /// Errors: `StaleHandle` if it was freed before.
    pub fn participant_free(&self, participant: ParticipantId) -> Result<()> {
        self.inner.check_process()?;
        let mut control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        self.inner.shared.slots[slot as usize].generation.store(0, Ordering::Release);
        control.hang_up(&self.inner.shared, slot);
        control.end_taps(&self.inner.shared, slot);
        let session = control.sessions.at_mut(slot);
        let (owner, signals) = (session.owner, std::mem::take(&mut session.signals));
        let names = std::mem::replace(&mut session.completed, AllowedSignals::NONE);
        control.rooms.accounts.unqueue_signals(owner, signals.len(), bytes_of(&signals) + names.bytes());
        control.rooms.accounts.remove_participant(owner);
        control.sessions.retire(slot);
        Ok(())
    }

    /// Mutes or unmutes a participant: a ramp of 5 ms begins with the next tick. A muted participant still hears the
    /// room.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// # engine.join(call, &JoinOptions::new(b"1337"))?;
    /// engine.set_mute(call, true)?;
    /// assert!(engine.participant_info(call)?.mute);
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: `NotInRoom`.
    pub fn set_mute(&self, participant: ParticipantId, mute: bool) -> Result<()> {
        self.change(participant, |session| session.settings.mute = mute)
    }

    /// Stops or resumes the room's audio to a participant: a ramp of 5 ms begins with the next tick. The room still
    /// hears it.
    ///
    /// Errors: `NotInRoom`.
    pub fn set_deaf(&self, participant: ParticipantId, deaf: bool) -> Result<()> {
        self.change(participant, |session| session.settings.deaf = deaf)
    }

    /// Sets the gain on what a participant says: a ramp of 5 ms begins with the next tick.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
    /// use mixminus::Gain;
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// # engine.join(call, &JoinOptions::new(b"1337"))?;
    /// engine.set_gain(call, Gain::from_db(-6.0)?)?;
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: `NotInRoom`.
    pub fn set_gain(&self, participant: ParticipantId, gain: Gain) -> Result<()> {
        self.change(participant, |session| session.settings.set_gain(gain))
    }

    pub(crate) fn change(&self, participant: ParticipantId, change: impl FnOnce(&mut Session)) -> Result<()> {
        self.inner.shared.check_alive()?;
        let mut control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        control.sessions.at(slot).room.ok_or(Status::NotInRoom)?;
        let session = control.sessions.at_mut(slot);
        change(session);
        let settings = session.settings;
        self.inner.shared.change(slot, settings);
        Ok(())
    }

    /// Returns the room and the settings of a participant.
    pub fn participant_info(&self, participant: ParticipantId) -> Result<ParticipantInfo> {
        self.inner.check_process()?;
        let control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        let session = control.sessions.at(slot);
        let settings = &session.settings;
        let ended = self.inner.shared.slots[slot as usize].join.now().ended;
        let line = self.inner.format_of(slot).rate;
        Ok(ParticipantInfo {
            user: session.user,
            // A failed tick may have ended a join that the control layer still takes as running.
            room: session
                .room
                .filter(|_| ended == EndReason::None)
                .map_or(RoomId::NONE, |room| control.rooms.id(room)),
            sample_rate: line,
            write_rate: session.write_rate.unwrap_or(line),
            read_rate: session.read_rate.unwrap_or(line),
            mute: settings.mute,
            deaf: settings.deaf,
            hold: settings.hold,
            gain: Gain::clamp_mdb(settings.gain_mdb),
            detect_dtmf: settings.dtmf.detect,
            play_tones: settings.dtmf.play,
            generate_dtmf: settings.dtmf.generate,
            // A join of the slot without a room may belong to an earlier participant.
            last_end: if session.room.is_some() { ended } else { session.last_end.reason },
        })
    }
}
