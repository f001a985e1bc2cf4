//! Participants as the control floor knows them: who has which slot, and when a slot is free again.

use super::allowed_signals::{AllowedSignals, QueuedSignal};
use super::telephone_events::TelephoneEvents;
use crate::control::accounts::counted::{TEXT_BYTES, Tables};
use crate::control::accounts::usage::{NO_OWNER, Owner};
use crate::control::blocking::pace::Pace;
use crate::control::blocking::pending_say::PendingSay;
use crate::control::blocking::waiter::{ConferenceEnd, Waiter};
use crate::control::engine::slot_allocator::SlotAllocator;
use crate::control::os::fallible::{arc_bytes, collected};
use crate::error::{Error, Result, Status};
use crate::handle::ParticipantId;
use crate::rt::message::settings::DtmfSettings;
use crate::rt::state::join_state::JoinNumber;
use crate::units::{DtmfDigit, Gain};
use std::collections::VecDeque;
use std::sync::Arc;

/// A participant.
#[derive(Debug)]
pub struct Session {
    /// The generation of the participant that has the slot, or had it last.
    pub generation: u32,
    /// Whether the slot is taken.
    pub live: bool,
    /// Whose call it is.
    pub account: Arc<[u8]>,
    /// The same among the accounts, until the slot is free again.
    pub owner: Owner,
    /// In which environment.
    pub environment: Arc<[u8]>,
    /// The host's value.
    pub user: u64,
    /// The index of the room it is in.
    pub room: Option<u32>,
    /// The number of its last join, counted over the life of the slot.
    pub join: JoinNumber,
    /// StoredPrompt from the mix.
    pub mute: bool,
    /// Hears nothing.
    pub deaf: bool,
    /// On hold.
    pub hold: bool,
    /// On what it says.
    pub gain: Gain,
    /// What is done about its keys.
    pub keys: DtmfSettings,
    /// Digits that were sent to the slot over its life.
    pub digits: u64,
    /// Those of them that were sent before its last join.
    pub digits_before: u64,
    /// How its last join ended.
    pub last_end: ConferenceEnd,
    /// Which signals may interrupt its last join.
    pub allows: AllowedSignals,
    /// Which signals the joins that are over have allowed.
    pub completed: AllowedSignals,
    /// Signals that wait for a conference that allows them.
    pub signals: VecDeque<QueuedSignal>,
    /// EventSubject waits for the end of its conference.
    pub waiter: Option<Arc<Waiter<ConferenceEnd>>>,
    /// What an application's call waits for to have been said.
    pub pending_say: Option<PendingSay>,
    /// A conference is going on in an application's call.
    pub in_call: bool,
    /// The recordings that were announced to it.
    pub announcements: Vec<u64>,
    /// When its line gets frames, if the calls move its audio.
    pub pace: Pace,
    /// The call has been hung up.
    pub hung_up: bool,
    /// The key that the host says is down.
    pub injected: Option<InjectedKey>,
    /// Its telephone events.
    pub events: TelephoneEvents,
}

/// A key that the host says is down, as the control floor remembers it over joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InjectedKey {
    /// Which.
    pub key: DtmfDigit,
    /// In which join it began; 0: in none.
    pub join: JoinNumber,
    /// The tick from which it counts as up, if nothing more is heard of it.
    pub until: u64,
}

impl Session {
    /// `Busy` while an application's call is going on.
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
    allocator: SlotAllocator,
}

impl Session {
    /// One that has done nothing yet, in a slot that nobody has had before.
    fn new(account: Arc<[u8]>, environment: Arc<[u8]>, user: u64) -> Session {
        Session {
            generation: 0,
            live: false,
            account,
            owner: NO_OWNER,
            environment,
            user,
            room: None,
            join: 0,
            mute: false,
            deaf: false,
            hold: false,
            gain: Gain::UNITY,
            keys: DtmfSettings::NONE,
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
        }
    }
}

impl Sessions {
    /// No participants yet, of at most `max`; one account has at most `most`.
    pub fn new(tag: u16, most: u32, max: u32) -> Result<Sessions> {
        let nobody: Arc<[u8]> = Arc::from([]);
        let session = |_| Ok(Session::new(nobody.clone(), nobody.clone(), 0));
        let sessions = collected(max as usize, session)?.into_vec();
        Ok(Sessions { tag, sessions, allocator: SlotAllocator::new(most, max)? })
    }

    /// Bytes that allocator for `max` participants take: themselves, and their allocator in both queues.
    pub fn bytes(max: u32) -> u64 {
        u64::from(max) * (size_of::<Session>() + SlotAllocator::BYTES) as u64
    }

    /// Bytes that participants take later, at most, beside names of signals: their account's name and environment, the text of
    /// their last end, the recordings that were announced to them, and a call that waits.
    pub fn later_bytes(tables: &Tables, frame_samples: usize) -> u64 {
        let announcements = tables.taps.next_power_of_two().max(4) * size_of::<u64>();
        let call = 2 * arc_bytes::<Waiter<ConferenceEnd>>() + frame_samples * size_of::<i16>();
        u64::from(tables.participants) * (3 * TEXT_BYTES + announcements + call) as u64
    }

    /// The slot of a participant that lives.
    pub fn find(&self, participant: ParticipantId) -> Result<u32> {
        let (index, generation) = participant.decode(self.tag)?;
        let session = self.sessions.get(index as usize).ok_or(Status::InvalidHandle)?;
        if !session.live || session.generation != generation {
            return Err(Status::StaleHandle.into());
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

    /// Whether a slot is free, as [`SlotAllocator::has_free`] says it.
    pub fn has_free(&self) -> bool {
        self.allocator.has_free()
    }

    /// Takes a free slot for a new participant.
    pub fn take(
        &mut self,
        owner: Owner,
        account: Arc<[u8]>,
        environment: Arc<[u8]>,
        user: u64,
    ) -> Option<u32> {
        let slot = self.allocator.take()?;
        let session = self.at_mut(slot);
        // What is counted over the life of the slot goes on.
        *session = Session {
            generation: session.generation.wrapping_add(1).max(1),
            live: true,
            owner,
            join: session.join,
            digits: session.digits,
            digits_before: session.digits_before,
            ..Session::new(account, environment, user)
        };
        Some(slot)
    }

    /// The participant in a slot is gone; the slot waits for [`Sessions::reclaim`].
    pub fn retire(&mut self, slot: u32) {
        self.at_mut(slot).live = false;
        self.allocator.retire(slot);
    }

    /// Makes every call that sleeps look for itself how things stand.
    pub fn nudge_calls(&self) {
        for session in &self.sessions {
            session.waiter.iter().for_each(|waiter| waiter.nudge());
            session.pending_say.iter().for_each(PendingSay::nudge);
        }
    }

    /// Frees the retired slots with which, says `done` of the slot and its last join, nobody has to do any more, as
    /// [`SlotAllocator::reclaim`] does; `freed` is given whose shares they took.
    pub fn reclaim(
        &mut self,
        all: bool,
        done: impl Fn(u32, JoinNumber) -> bool,
        mut freed: impl FnMut(Owner),
    ) {
        let Sessions { sessions, allocator, .. } = self;
        allocator.reclaim(
            all,
            |slot| done(slot, sessions[slot as usize].join),
            |slot| freed(sessions[slot as usize].owner),
        );
    }
}
