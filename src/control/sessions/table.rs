//! The table of participants: who has which slot, and when a slot is free again.

use super::allowed_signals::{AllowedSignals, QueuedSignal};
use super::handed::Handed;
use super::telephone_events::TelephoneEvents;
use crate::control::accounts::counted::{TEXT_BYTES, Tables, lines};
use crate::control::accounts::usage::{NO_OWNER, Owner};
use crate::control::blocking::pace::Pace;
use crate::control::blocking::pending_say::PendingSay;
use crate::control::blocking::waiter::{ConferenceEnd, Waiter};
use crate::control::config::EngineConfig;
use crate::control::config::class::{LineClassIndex, MAX_CLASSES};
use crate::control::engine::slot_allocator::SlotAllocator;
use crate::control::os::fallible::{arc_bytes, collected, list};
use crate::error::{Error, Result, Status};
use crate::handle::ParticipantId;
use crate::rt::conversion::LineConversion;
use crate::rt::dtmf::digit_sender::DigitSender;
use crate::rt::index::JoinNumber;
use crate::rt::message::settings::Settings;
use crate::units::{DtmfDigit, SampleRate};
use std::collections::VecDeque;
use std::sync::Arc;

/// A participant.
#[derive(Debug)]
pub struct Session {
    /// The generation of the participant in the slot, or of the last one.
    pub generation: u32,
    /// The slot is in use.
    pub live: bool,
    /// The account's name.
    pub account: Arc<[u8]>,
    /// The account. It stays until the slot is free again.
    pub owner: Owner,
    /// The class of its line.
    pub class: LineClassIndex,
    /// The environment.
    pub environment: Arc<[u8]>,
    /// The host's user value.
    pub user: u64,
    /// The rates at which the host writes and reads, if it has set them.
    pub write_rate: Option<SampleRate>,
    /// See `write_rate`.
    pub read_rate: Option<SampleRate>,
    /// The index of its room.
    pub room: Option<u32>,
    /// The number of its last join. Numbers go on over the participants of the slot.
    pub join: JoinNumber,
    /// Its settings.
    pub settings: Settings,
    /// Digits sent to the slot since the engine was made.
    pub digits: u64,
    /// Those sent before its last join.
    pub digits_before: u64,
    /// How its last join ended.
    pub last_end: ConferenceEnd,
    /// Signals that may interrupt its last join.
    pub allows: AllowedSignals,
    /// Signals that its completed conferences have allowed.
    pub completed: AllowedSignals,
    /// Queued signals.
    pub signals: VecDeque<QueuedSignal>,
    /// The blocking conference that waits for the end.
    pub waiter: Option<Arc<Waiter<ConferenceEnd>>>,
    /// The blocking say that waits for its end.
    pub pending_say: Option<PendingSay>,
    /// A blocking conference runs.
    pub in_call: bool,
    /// The recordings that were announced to it, by number.
    pub announcements: Vec<u64>,
    /// The schedule of its line, if blocking calls move its audio.
    pub pace: Pace,
    /// The call was hung up.
    pub hung_up: bool,
    /// The injected digit that is pressed.
    pub injected: Option<InjectedKey>,
    /// Its telephone events.
    pub events: TelephoneEvents,
    /// The conversions between the rate of the slot's line and those of rooms.
    pub conversion: Handed<LineConversion>,
    /// What sends digits to the slot's participants.
    pub digit_sender: Handed<DigitSender>,
}

/// An injected digit that is pressed. It is kept over joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InjectedKey {
    /// The digit.
    pub digit: DtmfDigit,
    /// The join in which it began; 0: none.
    pub join: JoinNumber,
    /// The tick in which it ends if the host says nothing more.
    pub until: u64,
}

impl Session {
    /// `Busy` while a blocking call of the session runs.
    pub fn check_no_call(&self) -> Result<()> {
        let what = match () {
            _ if self.in_call => "a conference",
            _ if self.pending_say.is_some() => "a say",
            () => return Ok(()),
        };
        Err(Error::new(Status::Busy, format!("{what} of this session is running in another call")))
    }
}

/// All participants.
#[derive(Debug)]
pub struct Sessions {
    tag: u16,
    sessions: Vec<Session>,
    /// By class of the lines.
    allocators: Vec<SlotAllocator>,
}

impl Session {
    /// The state of an unused slot.
    fn new(class: LineClassIndex, account: Arc<[u8]>, environment: Arc<[u8]>, user: u64) -> Session {
        Session {
            generation: 0,
            live: false,
            account,
            owner: NO_OWNER,
            class,
            environment,
            user,
            write_rate: None,
            read_rate: None,
            room: None,
            join: 0,
            settings: Settings::DEFAULT,
            digits: 0,
            digits_before: 0,
            last_end: ConferenceEnd::none(),
            allows: AllowedSignals::NONE,
            completed: AllowedSignals::NONE,
            signals: VecDeque::new(),
            waiter: None,
            pending_say: None,
            in_call: false,
            announcements: Vec::new(),
            pace: Pace::default(),
            hung_up: false,
            injected: None,
            events: TelephoneEvents::NONE,
            conversion: Handed::NotMade,
            digit_sender: Handed::NotMade,
        }
    }
}

impl Sessions {
    /// An empty table. Slots are in the order of their classes. Of each class, those beyond the most of one account are
    /// spare.
    pub fn new(tag: u16, tables: &Tables, config: &EngineConfig) -> Result<Sessions> {
        let nobody: Arc<[u8]> = Arc::from([]);
        let mut allocators = list(MAX_CLASSES)?;
        let mut classes = list(tables.participants as usize)?;
        let mut first = 0;
        for ((class, count), most) in LineClassIndex::all().zip(tables.lines).zip(lines(config)) {
            allocators.push(SlotAllocator::new(first, most, count)?);
            classes.extend(std::iter::repeat_n(class, count as usize));
            first += count;
        }
        let session = |slot: usize| Ok(Session::new(classes[slot], nobody.clone(), nobody.clone(), 0));
        let sessions = collected(tables.participants as usize, session)?.into_vec();
        Ok(Sessions { tag, sessions, allocators })
    }

    /// Bytes that a table of `max` participants takes when it is made.
    pub fn bytes(max: u32) -> u64 {
        u64::from(max) * (size_of::<Session>() + SlotAllocator::BYTES) as u64
    }

    /// Bytes that participants later take at most, without names of signals: account and environment, the text of
    /// their last end, the announcements made to them, a blocking call, telephone events, what sends digits, and the
    /// conversion between the rates of line and room if the engine `is_mixed`.
    pub fn later_bytes(tables: &Tables, is_mixed: bool) -> u64 {
        let announcements = tables.taps.next_power_of_two().max(4) * size_of::<u64>();
        let call = 2 * arc_bytes::<Waiter<ConferenceEnd>>();
        let conversion = if is_mixed { size_of::<LineConversion>() } else { 0 };
        let dtmf = TelephoneEvents::LATER_BYTES + size_of::<DigitSender>();
        u64::from(tables.participants) * (3 * TEXT_BYTES + announcements + call + dtmf + conversion) as u64
    }

    /// The slot of a live participant.
    pub fn find(&self, participant: ParticipantId) -> Result<u32> {
        let wrong = |status| Error::handle("participant", status);
        let (index, generation) = participant.decode(self.tag).map_err(wrong)?;
        let session = self.sessions.get(index as usize).ok_or_else(|| wrong(Status::InvalidHandle))?;
        if !session.live || session.generation != generation {
            return Err(wrong(Status::StaleHandle));
        }
        Ok(index)
    }

    /// The participant in a slot.
    pub fn at(&self, slot: u32) -> &Session {
        &self.sessions[slot as usize]
    }

    /// The participant in a slot, to change.
    pub fn at_mut(&mut self, slot: u32) -> &mut Session {
        &mut self.sessions[slot as usize]
    }

    /// The handle of the participant in a slot.
    pub fn id(&self, slot: u32) -> ParticipantId {
        ParticipantId::new(self.tag, slot, self.at(slot).generation)
    }

    /// Returns true if a slot of that class is free: see [`SlotAllocator::has_free`].
    pub fn has_free(&self, class: LineClassIndex) -> bool {
        self.allocators[class.at()].has_free()
    }

    /// Takes a free slot of that class for a new participant.
    pub fn take(
        &mut self,
        class: LineClassIndex,
        owner: Owner,
        account: Arc<[u8]>,
        environment: Arc<[u8]>,
        user: u64,
    ) -> Option<u32> {
        let slot = self.allocators[class.at()].take()?;
        let session = self.at_mut(slot);
        // These counts go on over the participants of the slot; these parts stay with it.
        *session = Session {
            generation: session.generation.wrapping_add(1).max(1),
            live: true,
            owner,
            join: session.join,
            digits: session.digits,
            digits_before: session.digits_before,
            conversion: std::mem::take(&mut session.conversion),
            digit_sender: std::mem::take(&mut session.digit_sender),
            ..Session::new(class, account, environment, user)
        };
        Some(slot)
    }

    /// Frees a participant. Its slot is reused after [`Sessions::reclaim`].
    pub fn retire(&mut self, slot: u32) {
        let session = self.at_mut(slot);
        session.live = false;
        let class = session.class;
        self.allocators[class.at()].retire(slot);
    }

    /// Wakes every blocking call once to check its state itself.
    pub fn nudge_calls(&self) {
        for session in &self.sessions {
            session.waiter.iter().for_each(|waiter| waiter.nudge());
            session.pending_say.iter().for_each(PendingSay::nudge);
        }
    }

    /// Frees the slots of freed participants that no thread uses any more, as `done` says of the slot and its last
    /// join: see [`SlotAllocator::reclaim`]. `freed` gets their accounts and the classes of their lines.
    pub fn reclaim(
        &mut self,
        all: bool,
        done: impl Fn(u32, JoinNumber) -> bool,
        mut freed: impl FnMut(Owner, LineClassIndex),
    ) {
        let Sessions { sessions, allocators, .. } = self;
        for allocator in allocators {
            allocator.reclaim(
                all,
                |slot| done(slot, sessions[slot as usize].join),
                |slot| freed(sessions[slot as usize].owner, sessions[slot as usize].class),
            );
        }
    }
}
