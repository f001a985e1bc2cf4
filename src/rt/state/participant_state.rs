//! The tick's state of a participant.

use super::agent::Agent;
use super::jitter_buffer::JitterBuffer;
use super::line_in::LineIn;
use super::line_out::LineOut;
use super::participant_playback::Playback;
use super::reserve::Reserve;
use super::steering::Steering;
use super::talkspurt::Talkspurt;
use super::tap_list::TapList;
use crate::dsp::{CacheLine, LinearGain};
use crate::handle::{ParticipantId, RoomId};
use crate::rt::conversion::LineConversion;
use crate::rt::dtmf::digit_sender::DigitSender;
use crate::rt::dtmf::stage::DtmfStage;
use crate::rt::index::{JoinNumber, NONE};
use crate::rt::message::event::{
    EndReason, Event, EventKind, PlayEnd, STATE_DEAF, STATE_DTMF_DETECTED, STATE_DTMF_GENERATED,
    STATE_DTMF_SUPPRESSED, STATE_HELD, STATE_MUTED, STATE_TALKING,
};
use crate::rt::message::settings::Settings;
use rtrb::{Consumer, Producer};

/// The tick's state of a participant: first the fields that every tick touches, on two cache lines; on a third those of
/// participants with a DTMF stage, taps or events; then the rest.
#[derive(Debug)]
#[repr(C)]
pub struct ParticipantState {
    /// From the host.
    pub line_in: LineIn,
    /// To the host.
    pub line_out: LineOut,
    /// The join that is in a room, if any.
    pub join: JoinNumber,
    /// The room it is in, or [`NONE`].
    pub room: u32,
    /// Its talkspurt.
    pub talk: Talkspurt,
    /// Its settings.
    pub settings: Settings,
    /// Events report its talkspurts.
    pub talk_events: bool,
    /// Its frames go through the DTMF stage: there is something to do, or a tap takes its output.
    pub needs_dtmf: bool,
    /// Digits are being sent to it.
    pub is_sending_digits: bool,
    /// Its private playback is not empty.
    pub has_playback: bool,
    /// It has taps.
    pub has_taps: bool,
    /// The target of its in-ring adapts to the arrivals, if writes give timestamps.
    pub is_adaptive: bool,
    /// Its delay is not what it should be, or was so: `steering` is not at rest.
    pub is_steered: bool,
    /// Its DTMF stage. In memory of its own: only some participants need it, and shorter slots are closer together.
    pub dtmf: Box<DtmfStage>,
    /// The index of its last parting frame. That may be of an earlier tick, and another participant's by now.
    pub parting: u32,
    /// How many of its taps take its audio before mute.
    pub taps_before_mute: u32,
    /// Its identity.
    pub identity: Identity,
    /// Its taps.
    pub taps: TapList,
    /// Its private playback.
    pub playback: Playback,
    /// The reserve of its in-ring.
    pub reserve: Reserve,
    /// How its delay is being changed.
    pub steering: Steering,
    /// Sends digits to it; from the first on that the slot has got.
    pub digit_sender: Option<Box<DigitSender>>,
    /// The conversions between its rate and its room's, once the slot has been in a room of another rate.
    pub conversion: Option<Box<LineConversion>>,
    /// What is noted of a speech agent.
    pub agent: Agent,
}

/// The identity of a participant, as events report it.
#[derive(Clone, Copy, Debug)]
pub struct Identity {
    /// Its handle.
    pub participant: ParticipantId,
    /// Its user value.
    pub user: u64,
    /// The handle of its room, or of its last one.
    pub room: RoomId,
}

/// The fields of a participant that feeding its taps needs.
#[derive(Debug)]
pub struct TapSource<'a> {
    /// The taps.
    pub taps: &'a mut TapList,
    /// Its private playback, with the announcements that some recordings need first.
    pub playback: &'a mut Playback,
    /// Its identity.
    pub identity: Identity,
    /// Its join.
    pub join: JoinNumber,
}

/// The participant that events of plays name.
#[derive(Clone, Copy, Debug)]
pub struct PlaySubject(Event);

impl PlaySubject {
    /// That participant, as it is now.
    pub fn of(participant: &ParticipantState, tick: u64) -> PlaySubject {
        let event = participant.event(EventKind::PlayEnded, tick);
        PlaySubject(if participant.room == NONE {
            Event { room: RoomId::NONE, state: 0, ..event }
        } else {
            event
        })
    }

    /// The event that the play `number` has ended.
    pub fn ended(&self, number: u64, end: PlayEnd) -> Event {
        Event { value: number as i64, play_end: Some(end), ..self.0 }
    }
}

impl ParticipantState {
    /// The state of a free slot, with the tick's ends of its rings.
    pub fn new(
        in_ring: Consumer<i16>,
        buffer: Box<JitterBuffer>,
        out_ring: Producer<CacheLine>,
        dtmf: Box<DtmfStage>,
    ) -> ParticipantState {
        ParticipantState {
            line_in: LineIn::new(in_ring, buffer),
            line_out: LineOut::new(out_ring),
            join: 0,
            room: NONE,
            talk: Talkspurt::SILENT,
            settings: Settings::DEFAULT,
            talk_events: false,
            needs_dtmf: false,
            is_sending_digits: false,
            has_playback: false,
            has_taps: false,
            is_adaptive: false,
            is_steered: false,
            dtmf,
            parting: NONE,
            taps_before_mute: 0,
            identity: Identity { participant: ParticipantId::NONE, user: 0, room: RoomId::NONE },
            taps: TapList::EMPTY,
            playback: Playback::NONE,
            reserve: Reserve::default(),
            steering: Steering::default(),
            digit_sender: None,
            conversion: None,
            agent: Agent::default(),
        }
    }

    /// Assigns it to a participant that is in no room, and drops the DTMF state of another one before it.
    pub fn assign_to(&mut self, participant: ParticipantId, user: u64) {
        if self.identity.participant != participant {
            self.dtmf.forget();
        }
        (self.identity.participant, self.identity.user) = (participant, user);
    }

    /// Decides whether its frames go through the DTMF stage.
    pub fn update_needs_dtmf(&mut self) {
        self.needs_dtmf = self.dtmf.is_needed() || self.taps_before_mute > 0;
    }

    /// The fields that feeding its taps needs.
    pub fn tap_source(&mut self) -> TapSource<'_> {
        let ParticipantState { taps, playback, identity, join, .. } = self;
        TapSource { taps, playback, identity: *identity, join: *join }
    }

    /// A cut takes the place of what was going on to change its delay.
    pub fn interrupt_steering(&mut self) {
        if self.is_steered {
            self.steering.resampling = None;
        }
    }

    /// Returns true if something plays to it in no room.
    pub fn plays_privately(&self) -> bool {
        self.room == NONE && self.playback.plays_privately()
    }

    /// Notes whether anything plays to it.
    pub fn note_playback(&mut self) {
        self.has_playback = !self.playback.is_empty();
    }

    /// The gain that its contribution ramps to.
    #[inline(always)]
    pub fn target_gain(&self) -> LinearGain {
        let Settings { mute, hold, gain, .. } = self.settings;
        if mute || hold { LinearGain::ZERO } else { gain }
    }

    /// The gain that its output ramps to.
    #[inline(always)]
    pub fn target_output_gain(&self) -> LinearGain {
        let Settings { deaf, hold, .. } = self.settings;
        if deaf || hold { LinearGain::ZERO } else { LinearGain::UNITY }
    }

    /// `STATE_` flags for events.
    pub fn state_flags(&self) -> u32 {
        let flag = |on, bit| if on { bit } else { 0 };
        let dtmf = self.dtmf.settings();
        flag(self.settings.mute, STATE_MUTED)
            | flag(self.settings.deaf, STATE_DEAF)
            | flag(self.settings.hold, STATE_HELD)
            | flag(self.talk.is_talking(), STATE_TALKING)
            | flag(dtmf.detect, STATE_DTMF_DETECTED)
            | flag(!dtmf.play, STATE_DTMF_SUPPRESSED)
            | flag(dtmf.generate, STATE_DTMF_GENERATED)
    }

    /// An event of it, in its room.
    pub fn event(&self, kind: EventKind, tick: u64) -> Event {
        let Identity { participant, user, room } = self.identity;
        Event { room, participant, user, state: self.state_flags(), ..Event::of(kind, tick) }
    }

    /// The event that it leaves its room.
    pub fn left(&self, tick: u64, reason: EndReason, value: i64) -> Event {
        Event { reason, value, state: 0, ..self.event(EventKind::Left, tick) }
    }
}
