//! What the tick holds of a participant.

use super::excess::Excess;
use super::join_state::JoinNumber;
use super::members::NONE;
use super::play::Queue;
use super::talkspurt::Talkspurt;
use crate::dsp::CacheLine;
use crate::dsp::LinearGain;
use crate::handle::{ParticipantId, RoomId};
use crate::rt::dtmf::digit_sender::DigitSender;
use crate::rt::dtmf::stage::Keys;
use crate::rt::message::event::{EndReason, Event, EventKind, KeyPress};
use rtrb::{Consumer, Producer};

/// Flag of [`TickSide::seam`]: a move cut off what it heard, which decays from `last_heard` under the new room's fade-in.
pub const SEAM_MOVED: u8 = 1;
/// Flag of [`TickSide::seam`]: it is the first frame of a join.
pub const SEAM_JOINED: u8 = 2;
/// Flag of [`TickSide::seam`]: frames were dropped before it.
pub const SEAM_DROPPED: u8 = 4;

/// What the tick holds of a participant: what every tick touches first, on two lines; on a third what is needed of those
/// whose frames go by way of `keys`, who have taps, or of whom events tell; then the rest.
#[derive(Debug)]
#[repr(C)]
pub struct TickSide {
    /// Samples from the host.
    pub in_ring: Consumer<i16>,
    /// Frames to the host.
    pub out_ring: Producer<CacheLine>,
    /// The position of the oldest sample in the in-ring.
    pub consumed: u64,
    /// Samples before this position are not heard.
    pub from_position: u64,
    /// The join that is in a room, if any.
    pub join: JoinNumber,
    /// The room it is in, or [`NONE`].
    pub room: u32,
    /// Reserve to gather, samples.
    pub prefill: u32,
    /// Reserve beyond which the oldest is cut where writes are of a frame, samples: a frame more than the prefill at least.
    pub cap: u32,
    /// The gain that is set.
    pub gain: LinearGain,
    /// The gain that the last sample had: differs from the target where a ramp is due.
    pub gain_now: LinearGain,
    /// The gain at which it hears: silence or unity, and a ramp in between.
    pub hear_now: LinearGain,
    /// Its talkspurt.
    pub talk: Talkspurt,
    /// The last sample that was pulled, before gain; 0 if it was pulled while muted.
    pub last: i16,
    /// The last sample that it heard.
    pub last_heard: i16,
    /// Whether the in-ring still gathers its prefill.
    pub priming: bool,
    /// Kept from the mix.
    pub mute: bool,
    /// Hears nothing.
    pub deaf: bool,
    /// `SEAM_` flags: how its next frame follows what it has heard; 0: without a seam.
    pub seam: u8,
    /// Whether talkspurts are told.
    pub talk_events: bool,
    /// Its frames go by way of `keys`: something is to be done about keys, or a tap takes what goes through there.
    pub is_heard: bool,
    /// Digits are being sent to it.
    pub is_dialled: bool,
    /// On hold: neither heard nor hearing.
    pub hold: bool,
    /// Something plays to it, or waits to.
    pub is_played: bool,
    /// It has taps.
    pub is_tapped: bool,
    /// By how much `keys` delay its audio, samples.
    pub delay: u32,
    /// Its keys. Apart from the slot, like `dial`: a tick needs them of some participants only, and slots that are short
    /// lie closer.
    pub keys: Box<Keys>,
    /// Where its last parting frame lay; of an earlier tick, or not its own any more, for all that this says.
    pub parting: u32,
    /// Its handle.
    pub participant: ParticipantId,
    /// Its user value.
    pub user: u64,
    /// The handle of its room.
    pub room_id: RoomId,
    /// The first of its taps.
    pub taps: u32,
    /// How many of them take what it says before mute.
    pub taps_before_mute: u32,
    /// The gain that is set, in thousandths of a decibel.
    pub gain_mdb: i32,
    /// What plays to it, in a room or in none.
    pub said: Queue,
    /// What it hears on hold.
    pub on_hold: Queue,
    /// That it is recorded, or will be: what it has not heard of that yet.
    pub notices: Queue,
    /// Of the frames for it, how many were lost when its notices last began.
    pub lost: u64,
    /// The node that its room will hear as it leaves, or [`NONE`].
    pub leave_sound: u32,
    /// Whether its in-ring holds more than it needs.
    pub excess: Excess,
    /// The tick of the last frame that it got in no room.
    pub booth_tick: u64,
    /// Digits on their way to it; apart like `keys`.
    pub dial: Box<DigitSender>,
}

/// Of whom an event tells.
#[derive(Clone, Copy, Debug)]
pub struct EventSubject {
    room: RoomId,
    participant: ParticipantId,
    user: u64,
    state: u32,
}

impl EventSubject {
    /// An event of its keys.
    pub fn pressed(self, kind: EventKind, tick: u64, press: KeyPress) -> Event {
        let EventSubject { room, participant, user, state } = self;
        Event { room, participant, user, state, dtmf: Some(press), ..Event::of(kind, tick) }
    }
}

impl TickSide {
    /// Of nobody, with the tick's ends of its rings.
    pub fn new(
        in_ring: Consumer<i16>,
        out_ring: Producer<CacheLine>,
        keys: Box<Keys>,
        dial: Box<DigitSender>,
    ) -> TickSide {
        TickSide {
            in_ring,
            out_ring,
            consumed: 0,
            from_position: 0,
            join: 0,
            room: NONE,
            priming: true,
            mute: false,
            deaf: false,
            talk_events: false,
            is_heard: false,
            is_dialled: false,
            hold: false,
            is_played: false,
            is_tapped: false,
            delay: 0,
            gain: LinearGain::UNITY,
            gain_mdb: 0,
            gain_now: LinearGain::ZERO,
            hear_now: LinearGain::ZERO,
            last: 0,
            last_heard: 0,
            seam: 0,
            prefill: 0,
            cap: 0,
            talk: Talkspurt::SILENT,
            parting: NONE,
            participant: ParticipantId::NONE,
            user: 0,
            room_id: RoomId::NONE,
            taps: NONE,
            taps_before_mute: 0,
            said: Queue::EMPTY,
            on_hold: Queue::EMPTY,
            notices: Queue::EMPTY,
            lost: 0,
            leave_sound: NONE,
            excess: Excess::default(),
            booth_tick: u64::MAX,
            keys,
            dial,
        }
    }

    /// It is a participant's that is in no room: of the one before it, nothing is left.
    pub fn belong_to(&mut self, participant: ParticipantId, user: u64) {
        if self.participant != participant {
            self.keys.forget();
        }
        (self.participant, self.user) = (participant, user);
    }

    /// Whether its frames go by way of its keys.
    pub fn choose_way(&mut self) {
        self.is_heard = self.keys.is_needed() || self.taps_before_mute > 0;
    }

    /// The gain that its contribution ramps to.
    #[inline(always)]
    pub fn target_gain(&self) -> LinearGain {
        if self.mute || self.hold { LinearGain::ZERO } else { self.gain }
    }

    /// The gain at which its hearing ramps to.
    #[inline(always)]
    pub fn target_hearing(&self) -> LinearGain {
        if self.deaf || self.hold { LinearGain::ZERO } else { LinearGain::UNITY }
    }

    /// Of whom its events tell.
    pub fn who(&self) -> EventSubject {
        EventSubject {
            room: self.room_id,
            participant: self.participant,
            user: self.user,
            state: self.state(),
        }
    }

    /// `STATE_` flags for events.
    pub fn state(&self) -> u32 {
        use crate::rt::message::event::{
            STATE_DEAF, STATE_DTMF_DETECTED, STATE_DTMF_GENERATED, STATE_DTMF_SUPPRESSED, STATE_HELD,
            STATE_MUTED, STATE_TALKING,
        };
        let flag = |on, bit| if on { bit } else { 0 };
        let switches = self.keys.switches();
        flag(self.mute, STATE_MUTED)
            | flag(self.deaf, STATE_DEAF)
            | flag(self.hold, STATE_HELD)
            | flag(self.talk.is_talking(), STATE_TALKING)
            | flag(switches.detect, STATE_DTMF_DETECTED)
            | flag(!switches.play, STATE_DTMF_SUPPRESSED)
            | flag(switches.sound, STATE_DTMF_GENERATED)
    }
}

/// An event of a participant and its room.
pub fn of(side: &TickSide, kind: EventKind, tick: u64) -> Event {
    Event {
        room: side.room_id,
        participant: side.participant,
        user: side.user,
        state: side.state(),
        ..Event::of(kind, tick)
    }
}

/// The event of a participant that leaves.
pub fn left(side: &TickSide, tick: u64, reason: EndReason, value: i64) -> Event {
    Event { reason, value, state: 0, ..of(side, EventKind::Left, tick) }
}
