//! What the control floor asks of the tick: fixed-size commands, applied in order at the start of a tick.

use super::event::{EndReason, Event};
use super::play_handle::PlayHandle;
use super::settings::Settings;
use super::tap_handle::TapHandle;
use crate::handle::{ParticipantId, RoomId};
use crate::rt::dtmf::digit_sender::Digits;
use crate::rt::dtmf::stage::{ReportedPress, TelephoneEventUpdate};
use crate::rt::dtmf::terminator::Terminator;
use crate::rt::index::JoinNumber;
use crate::units::DtmfDigit;

/// At most this many commands are applied in one tick; the rest waits for the next.
pub const COMMANDS_PER_TICK: usize = 256;

/// A room as the tick knows it: its index and the handle of its present life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoomRef {
    /// Index into the rooms.
    pub index: u32,
    /// The handle.
    pub id: RoomId,
    /// How many ticks it may last; 0: without a limit. Only the first to come sets it.
    pub limit: u64,
}

/// One command.
#[derive(Debug)]
pub enum Command {
    /// A participant enters a room; the first opens it.
    Join(Join),
    /// A participant goes to another room without leaving its join.
    Move {
        /// The participant's slot.
        slot: u32,
        /// The join that is meant; void if that has ended.
        join: JoinNumber,
        /// Where to.
        room: RoomRef,
    },
    /// The host says that a key of the participant is down.
    DtmfBegin {
        /// The participant's slot.
        slot: u32,
        /// The join that is meant; void if that has ended.
        join: JoinNumber,
        /// The press.
        press: ReportedPress,
    },
    /// The host says that a key of the participant is up.
    DtmfEnd {
        /// The participant's slot.
        slot: u32,
        /// The join that is meant; void if that has ended.
        join: JoinNumber,
        /// The digit.
        digit: DtmfDigit,
    },
    /// A further packet of a telephone event of the participant has come.
    DtmfUpdate {
        /// The participant's slot.
        slot: u32,
        /// The join that is meant; void if that has ended.
        join: JoinNumber,
        /// What it says.
        update: TelephoneEventUpdate,
    },
    /// About plays.
    Playback(PlaybackCommand),
    /// Digits are to be sent to the participant.
    SendDigits {
        /// The participant's slot.
        slot: u32,
        /// The join that is meant; void if that has ended.
        join: JoinNumber,
        /// The digits.
        digits: Digits,
    },
    /// Something that the control floor has decided is to be told.
    Report {
        /// The event; its tick, and where its participant is, are for the tick to fill in.
        event: Event,
        /// The share of the event queue that it takes.
        share: u32,
    },
    /// A tap, which the control layer has made, is to be fed.
    Attach {
        /// The tap.
        tap: TapHandle,
    },
}

/// A participant enters a room.
#[derive(Debug)]
pub struct Join {
    /// Its slot.
    pub slot: u32,
    /// The number of this join.
    pub join: JoinNumber,
    /// Why the participant's join before this one ended.
    pub last_end: EndReason,
    /// By which key, or by the signal of which number.
    pub last_value: i64,
    /// Its handle.
    pub participant: ParticipantId,
    /// Its user value.
    pub user: u64,
    /// Where to.
    pub room: RoomRef,
    /// How it is heard and hears.
    pub settings: Settings,
    /// Reserve to gather before it is heard, samples.
    pub prefill: u32,
    /// Reserve beyond which the in-ring is trimmed, samples.
    pub cap: u32,
    /// What was written before this in-ring position belongs to an earlier join and is not heard.
    pub from_position: u64,
    /// Whether talkspurts are told.
    pub talk_events: bool,
    /// The delay of its audio if its tones are suppressed from the first, milliseconds.
    pub look_ahead_ms: u32,
    /// The key that ends it.
    pub terminator: Option<Terminator>,
    /// Digits that were sent to the slot before this join: done, or never to be heard.
    pub digits_before: u64,
    /// What plays to the room as it joins.
    pub join_sound: Option<PlayHandle>,
    /// What plays to the room as it leaves.
    pub leave_sound: Option<PlayHandle>,
}

/// A command about plays. Nodes that it carries are the tick's from then on.
#[derive(Debug)]
pub enum PlaybackCommand {
    /// A node plays to a participant, wherever it is; void if it is gone.
    Say {
        /// The participant's slot.
        slot: u32,
        /// Its handle.
        participant: ParticipantId,
        /// Its user value.
        user: u64,
        /// The node.
        play: PlayHandle,
        /// What plays to it, and waits to, is stopped first.
        interrupt: bool,
    },
    /// What plays to a participant stops.
    SayStop {
        /// The participant's slot.
        slot: u32,
        /// The number of the play; 0: all.
        number: u64,
    },
    /// A node plays to a room; void if that has ended.
    Announce {
        /// The room.
        room: RoomRef,
        /// The node.
        play: PlayHandle,
        /// What plays to it, and waits to, is stopped first.
        interrupt: bool,
    },
    /// What was announced to a room stops.
    AnnounceStop {
        /// The room.
        room: RoomRef,
        /// The number of the play; 0: all.
        number: u64,
    },
    /// A node announces a recording to a participant, wherever it is, beside all else that plays to it; void if it is gone.
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
    /// A node of beeps that tell of a recording plays to a room; void if that has ended.
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
    /// The nodes of that batch, and of all before it, may begin.
    Release {
        /// The batch.
        batch: u64,
    },
    /// What one hears who is alone in a room, in place of what was; void if that has ended.
    Alone {
        /// The room.
        room: RoomRef,
        /// What plays, or nothing.
        play: Option<PlayHandle>,
    },
}
