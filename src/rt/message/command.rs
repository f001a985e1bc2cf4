//! Commands from the control layer to the tick: of fixed size, applied in order at the start of a tick.

use super::event::{EndReason, Event};
use super::play_handle::PlayHandle;
use super::settings::Settings;
use super::tap_handle::TapHandle;
use crate::handle::{ParticipantId, RoomId};
use crate::rt::conversion::LineConversion;
use crate::rt::dtmf::digit_sender::{DigitSender, Digits};
use crate::rt::dtmf::terminator::Terminator;
use crate::rt::index::{JoinNumber, RateIndex};
use crate::rt::message::reported_press::{ReportedPress, TelephoneEventUpdate};
use crate::rt::message::target_limits::TargetLimits;
use crate::units::DtmfDigit;

/// The tick applies at most this many commands; the rest waits for the next tick.
pub const COMMANDS_PER_TICK: usize = 256;

/// A room as the tick knows it: its index and its current handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoomRef {
    /// Index into the rooms.
    pub index: u32,
    /// The handle.
    pub id: RoomId,
    /// Its sample rate.
    pub rate: RateIndex,
    /// The time limit of the room in ticks; 0: none. Only the first join sets it.
    pub limit: u64,
}

/// One command.
#[derive(Debug)]
pub enum Command {
    /// A participant enters a room. The first join opens the room.
    Join(Join),
    /// A participant moves to another room within the same join.
    Move {
        /// The participant's slot.
        slot: u32,
        /// The join that the command applies to; ignored if that has ended.
        join: JoinNumber,
        /// The destination.
        room: RoomRef,
        /// See [`Join::conversion`].
        conversion: Option<Box<LineConversion>>,
    },
    /// The host reports that a DTMF digit begins.
    DtmfBegin {
        /// The participant's slot.
        slot: u32,
        /// The join that the command applies to; ignored if that has ended.
        join: JoinNumber,
        /// The press.
        press: ReportedPress,
    },
    /// The host reports that a DTMF digit ends.
    DtmfEnd {
        /// The participant's slot.
        slot: u32,
        /// The join that the command applies to; ignored if that has ended.
        join: JoinNumber,
        /// The digit.
        digit: DtmfDigit,
    },
    /// The host reports a further packet of a telephone event.
    DtmfUpdate {
        /// The participant's slot.
        slot: u32,
        /// The join that the command applies to; ignored if that has ended.
        join: JoinNumber,
        /// The content of the packet.
        update: TelephoneEventUpdate,
    },
    /// A command about playback.
    Playback(PlaybackCommand),
    /// Sends DTMF digits to the participant.
    SendDigits {
        /// The participant's slot.
        slot: u32,
        /// The join that the command applies to; ignored if that has ended.
        join: JoinNumber,
        /// The digits.
        digits: Digits,
        /// What sends them, with the first for the slot.
        sender: Option<Box<DigitSender>>,
    },
    /// Reports an event that the control layer has decided.
    Report {
        /// The event. The tick fills in the tick number and the participant's room.
        event: Event,
        /// The share of the event queue that it counts against.
        share: u32,
    },
    /// Starts feeding a tap that the control layer has made.
    Attach {
        /// The tap.
        tap: TapHandle,
    },
}

/// A participant enters a room.
#[derive(Debug)]
pub struct Join {
    /// The conversions of its line, when its slot is in a room of another rate for the first time.
    pub conversion: Option<Box<LineConversion>>,
    /// The participant's slot.
    pub slot: u32,
    /// The number of this join.
    pub join: JoinNumber,
    /// The end reason of the participant's previous join.
    pub last_end: EndReason,
    /// The `value` of that end: the DTMF digit or the signal number.
    pub last_value: i64,
    /// Its handle.
    pub participant: ParticipantId,
    /// Its user value.
    pub user: u64,
    /// The destination.
    pub room: RoomRef,
    /// The settings at the start of the join.
    pub settings: Settings,
    /// The in-ring's prefill in samples: the participant becomes audible once this much is buffered.
    pub prefill: u32,
    /// The limits within which the target adapts to the arrivals; `None`: the target is the prefill.
    pub adaptive: Option<TargetLimits>,
    /// The in-ring's cap in samples: a longer backlog is trimmed.
    pub cap: u32,
    /// Samples before this in-ring position belong to an earlier join and are not played.
    pub from_position: u64,
    /// Talkspurts are reported as events.
    pub talk_events: bool,
    /// The delay of its audio, in milliseconds, if DTMF is suppressed from the start of the join.
    pub look_ahead_ms: u32,
    /// The DTMF digit that ends the conference.
    pub terminator: Option<Terminator>,
    /// The count of digits that were sent to the slot before this join; none of them plays any more.
    pub digits_before: u64,
    /// The sound that the room plays when the participant joins.
    pub join_sound: Option<PlayHandle>,
    /// The sound that the room plays when the participant leaves.
    pub leave_sound: Option<PlayHandle>,
}

/// A command about playback. The tick owns the nodes that a command carries.
#[derive(Debug)]
pub enum PlaybackCommand {
    /// Plays a node to a participant, in any room or none; ignored if the participant is gone.
    Say {
        /// The participant's slot.
        slot: u32,
        /// Its handle.
        participant: ParticipantId,
        /// Its user value.
        user: u64,
        /// The node.
        play: PlayHandle,
        /// The plays that are running or queued there are stopped first.
        interrupt: bool,
    },
    /// Stops plays to a participant.
    SayStop {
        /// The participant's slot.
        slot: u32,
        /// The number of the play; 0: all.
        number: u64,
    },
    /// Plays a node to a room; ignored if the room has ended.
    Announce {
        /// The room.
        room: RoomRef,
        /// The node.
        play: PlayHandle,
        /// The plays that are running or queued there are stopped first.
        interrupt: bool,
    },
    /// Stops announcements to a room.
    AnnounceStop {
        /// The room.
        room: RoomRef,
        /// The number of the play; 0: all.
        number: u64,
    },
    /// Plays a recording notice to a participant, in any room or none, alongside its other plays; ignored if the
    /// participant is gone.
    Notice {
        /// The participant's slot.
        slot: u32,
        /// Its handle.
        participant: ParticipantId,
        /// Its user value.
        user: u64,
        /// The node.
        play: PlayHandle,
    },
    /// Such a node stops.
    NoticeStop {
        /// The participant's slot.
        slot: u32,
        /// The node.
        play: u32,
    },
    /// Plays recording beeps to a room; ignored if the room has ended.
    Beeps {
        /// The room.
        room: RoomRef,
        /// The node.
        play: PlayHandle,
    },
    /// Such a node stops.
    BeepsStop {
        /// The room.
        room: RoomRef,
        /// The node.
        play: u32,
    },
    /// Lets the nodes of this batch, and of all earlier batches, begin.
    Release {
        /// The batch.
        batch: u64,
    },
    /// Replaces the sound that a participant hears while it is alone in a room; ignored if the room has ended.
    Alone {
        /// The room.
        room: RoomRef,
        /// The sound, or none.
        play: Option<PlayHandle>,
    },
}
