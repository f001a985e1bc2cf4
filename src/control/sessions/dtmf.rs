//! DTMF of participants: settings, and digits that arrive out of band.

use super::table::{InjectedKey, Session};
use super::telephone_events::{Packet, TelephoneEvent};
use crate::control::accounts::counted::Counted;
use crate::control::config::in_range;
use crate::control::engine::lifecycle::Engine;
use crate::dsp::tone::dtmf_tone::ToneLevel;
use crate::error::{Error, Result, Status};
use crate::handle::ParticipantId;
use crate::rt::message::command::Command;
use crate::rt::message::reported_press::{PressEnd, ReportedPress, TelephoneEventUpdate};
use crate::units::DtmfDigit;
/// How long an injected digit without an end lasts by default: 5 s.
pub const DEFAULT_DTMF_LIMIT_MS: u32 = 5_000;

/// The longest limit for an injected digit without an end: 60 s.
pub const MAX_DTMF_LIMIT_MS: u32 = 60_000;

/// The longest press of [`Engine::inject_dtmf_press`]: 60 s.
pub const MAX_PRESS_MS: u32 = 60_000;

/// When a telephone event without an end ends, after its last packet: 300 ms, six of the update intervals of 50 ms
/// that RFC 4733 suggests (section 2.5.1.2).
pub const EVENT_TIMEOUT_MS: u32 = 300;

/// The lowest volume of an injected digit (RFC 4733, section 2.3.4), thousandths of dBm0; the highest is 0.
pub const MIN_DTMF_LEVEL_MDBM0: i32 = -63_000;

/// # DTMF
impl Engine {
    /// Turns DTMF detection in the participant's audio on or off, from the next tick on. A digit that is down when
    /// detection is turned off ends there.
    ///
    /// Errors: `NotInRoom`.
    pub fn set_detect_dtmf(&self, participant: ParticipantId, detect_dtmf: bool) -> Result<()> {
        self.change(participant, |session| session.settings.dtmf.detect = detect_dtmf)
    }

    /// Lets the others hear the participant's DTMF, or suppresses it, from the next tick on. The delay of its audio
    /// stays as it was at the join.
    ///
    /// Errors: `NotInRoom`.
    pub fn set_play_tones(&self, participant: ParticipantId, play_tones: bool) -> Result<()> {
        self.change(participant, |session| session.settings.dtmf.play = play_tones)
    }

    /// Makes injected DTMF audible to the others, or not, from the next tick on; it has an effect only while
    /// `play_tones` is true.
    ///
    /// Errors: `NotInRoom`.
    pub fn set_generate_dtmf(&self, participant: ParticipantId, generate_dtmf: bool) -> Result<()> {
        self.change(participant, |session| session.settings.dtmf.generate = generate_dtmf)
    }

    /// Begins a DTMF digit that came beside the audio, from a source that reports its begin and its end. For RFC 4733
    /// there is [`telephone_event`](Self::telephone_event), for SIP INFO
    /// [`inject_dtmf_press`](Self::inject_dtmf_press). Another begin of the same digit while it is down belongs to the
    /// same press; another digit ends it. A digit that an earlier call says was down before the conference does not
    /// count in it until it has ended.
    ///
    /// `level_mdbm0`: the level of each tone, −63,000 … 0 thousandths of dBm0. `limit_ms`: the digit ends by itself so
    /// long after the last begin, in case its end is lost: 1 … 60,000; 0: [`DEFAULT_DTMF_LIMIT_MS`].
    ///
    /// Errors: `InvalidArgument`, `NotInRoom`, `QueueFull`.
    pub fn inject_dtmf_begin(
        &self,
        participant: ParticipantId,
        digit: DtmfDigit,
        level_mdbm0: i32,
        limit_ms: u32,
    ) -> Result<()> {
        level_in_range(level_mdbm0, MIN_DTMF_LEVEL_MDBM0, 0)?;
        in_range("limit_ms", limit_ms, 0, MAX_DTMF_LIMIT_MS)?;
        let limit_ms = if limit_ms == 0 { DEFAULT_DTMF_LIMIT_MS } else { limit_ms };
        self.inner.shared.check_alive()?;
        let now = self.inner.last_tick();
        let until = now + u64::from(limit_ms.div_ceil(self.inner.config.frame_len.ms())) + 1;
        let mut control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        let session = control.sessions.at_mut(slot);
        let current = session.room.map(|_| session.join);
        let held = session.injected.filter(|held| held.digit == digit && now < held.until);
        let join = held.map_or(current.unwrap_or(0), |held| held.join);
        session.injected = Some(InjectedKey { digit, join, until });
        let current = current.ok_or(Status::NotInRoom)?;
        if join != current {
            // It began before this conference, and does not count in it.
            return Ok(());
        }
        let injected = ReportedPress {
            id: 0,
            digit,
            level_mdbm0,
            loudness: ToneLevel::from_mdbm0(level_mdbm0),
            limit: self.inner.format_of(slot).rate.samples_in_ms(limit_ms) as u32,
            end: PressEnd::UntilEnd,
        };
        let owner = control.owner(slot);
        control.send(owner, Command::DtmfBegin { slot, join, press: injected })
    }

    /// Ends a DTMF digit that [`inject_dtmf_begin`](Self::inject_dtmf_begin) began. A repeated end, or the end of a
    /// digit that is not down, is ignored.
    ///
    /// Errors: `NotInRoom`, `QueueFull`.
    pub fn inject_dtmf_end(&self, participant: ParticipantId, digit: DtmfDigit) -> Result<()> {
        self.inner.shared.check_alive()?;
        let mut control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        let session = control.sessions.at_mut(slot);
        let held = session.injected.take_if(|held| held.digit == digit);
        session.room.ok_or(Status::NotInRoom)?;
        let join = session.join;
        if held.is_some_and(|held| held.join != join) {
            return Ok(());
        }
        let owner = control.owner(slot);
        control.send(owner, Command::DtmfEnd { slot, join, digit })
    }

    /// Takes a whole DTMF digit that lasts `duration_ms`, 1 … 60,000 (SIP INFO). Each call is a press of its own, from
    /// the next tick on. If the last press of the digit still lasts, it ends there, with the duration that was given
    /// for it. `level_mdbm0`: as for [`inject_dtmf_begin`](Self::inject_dtmf_begin).
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
    /// use mixminus::DtmfDigit;
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// # engine.join(call, &JoinOptions::new(b"1337"))?;
    /// engine.inject_dtmf_press(call, DtmfDigit::at(1, 1), -10_000, 250)?; // the digit 5
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: `InvalidArgument`, `NotInRoom`, `QueueFull`.
    pub fn inject_dtmf_press(
        &self,
        participant: ParticipantId,
        digit: DtmfDigit,
        level_mdbm0: i32,
        duration_ms: u32,
    ) -> Result<()> {
        level_in_range(level_mdbm0, MIN_DTMF_LEVEL_MDBM0, 0)?;
        in_range("duration_ms", duration_ms, 1, MAX_PRESS_MS)?;
        self.send_of(participant, |slot, session| {
            let limit = self.inner.format_of(slot).rate.samples_in_ms(duration_ms) as u32;
            let injected = ReportedPress {
                id: session.events.next_id(),
                digit,
                level_mdbm0,
                loudness: ToneLevel::from_mdbm0(level_mdbm0),
                limit,
                end: PressEnd::Whole,
            };
            Ok(Command::DtmfBegin { slot, join: session.join, press: injected })
        })
    }

    /// Takes a packet of a telephone event (RFC 4733), as it arrives. All packets of an event are one press, whatever
    /// their order and repetition: it begins with the first packet that arrives, and ends with the first that says so,
    /// or [`EVENT_TIMEOUT_MS`] after its last packet. Its duration is the one in its packets. A press that began before
    /// the conference, or in no conference, does not count in it.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
    /// use mixminus::TelephoneEvent;
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// # engine.join(call, &JoinOptions::new(b"1337"))?;
    /// let packet = TelephoneEvent { event: 5, volume: 10, duration: 160, ..TelephoneEvent::default() };
    /// engine.telephone_event(call, &packet)?;
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors, and then nothing has changed: `InvalidArgument` names the field; `Unsupported` if the event is not a
    /// DTMF digit (flash is 16); `NotInRoom`: this and the further packets of the event are ignored; `QueueFull`.
    pub fn telephone_event(&self, participant: ParticipantId, event: &TelephoneEvent) -> Result<()> {
        let (digit, packet) = event.check()?;
        let level_mdbm0 = -1_000 * event.volume as i32;
        self.inner.shared.check_alive()?;
        let mut control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        let rate = self.inner.format_of(slot).rate;
        let limit = rate.samples_in_ms(EVENT_TIMEOUT_MS) as u32;
        let samples = |units: u64| {
            let samples = units.saturating_mul(u64::from(rate.hz())) / u64::from(packet.clock_rate);
            u32::try_from(samples).unwrap_or(u32::MAX)
        };
        if control.sessions.at(slot).room.is_none() {
            let events = &mut control.sessions.at_mut(slot).events;
            events.take(&packet)?;
            events.close();
            return Err(Status::NotInRoom.into());
        }
        let owner = control.owner(slot);
        control.check(Counted::Commands, owner, 1)?;
        let session = control.sessions.at_mut(slot);
        let join = session.join;
        match session.events.take(&packet)? {
            Packet::Nothing => Ok(()),
            Packet::Begins { id, duration } => {
                let end = PressEnd::Event { duration: samples(duration), ended: packet.end };
                let loudness = ToneLevel::from_mdbm0(level_mdbm0);
                let injected = ReportedPress { id, digit, level_mdbm0, loudness, limit, end };
                control.send(owner, Command::DtmfBegin { slot, join, press: injected })
            }
            Packet::Updates { id, duration } => {
                let limit = (!packet.end).then_some(limit);
                let update = TelephoneEventUpdate { id, duration: samples(duration), limit };
                control.send(owner, Command::DtmfUpdate { slot, join, update })
            }
        }
    }

    /// Sends a command for a participant that is in a room.
    pub(super) fn send_of(
        &self,
        participant: ParticipantId,
        make: impl FnOnce(u32, &mut Session) -> Result<Command>,
    ) -> Result<()> {
        self.inner.shared.check_alive()?;
        let mut control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        control.sessions.at(slot).room.ok_or(Status::NotInRoom)?;
        let owner = control.owner(slot);
        control.check(Counted::Commands, owner, 1)?;
        let command = make(slot, control.sessions.at_mut(slot))?;
        control.send(owner, command)
    }
}

pub(super) fn level_in_range(level_mdbm0: i32, low: i32, high: i32) -> Result<()> {
    if (low..=high).contains(&level_mdbm0) {
        return Ok(());
    }
    Err(Error::new(Status::InvalidArgument, format!("level_mdbm0: {level_mdbm0}, must be {low} to {high}")))
}
