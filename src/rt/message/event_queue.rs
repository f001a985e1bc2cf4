//! How events reach the host: one queue, of which each account has a share. When that is used up, its events are lost; then
//! comes a gap, and what it has is told again. Others lose nothing by that.
//!
//! The event_queue remembers what the host has been told of each slot and each room. After a gap it compares that with
//! what is, and tells the difference; so talkspurts may merge and moves may look like a leave and a join, but the
//! final state never lies. Nothing waits for the host's polling.

use super::event::{Event, EventKind};
use super::event_shares::{EventShares, NO_ACCOUNT};
use super::reported::{Reported, ReportedSlot};
use crate::rt::fixed_vec::FixedVec;
use rtrb::Producer;

/// Places of the queue that only [`EventQueue::push_last`] uses: one for a gap, one for the event.
pub const LAST_WORDS: usize = 2;

/// An event in the queue.
#[derive(Clone, Copy, Debug)]
pub struct Queued {
    /// The share that it takes.
    pub share: u32,
    /// The event.
    pub event: Event,
}

/// What became of the events of a share.
#[derive(Clone, Copy, Debug)]
pub struct Loss {
    /// Events lost since the last gap was told.
    pub(crate) lost: u64,
    pub(crate) resend: ResendState,
}

impl Loss {
    /// None was lost.
    pub const NONE: Loss = Loss { lost: 0, resend: ResendState::No };
}

/// How far it is with telling again what a share has lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResendState {
    /// All that happened was told, or it waits for places.
    No,
    /// In this tick.
    Now,
    /// In this tick its places were used up.
    Stuck,
}

/// The sending end of the queue to the host.
#[derive(Debug)]
pub struct EventQueue {
    queue: Producer<Queued>,
    pub(crate) sequence: u64,
    /// By share.
    pub(crate) losses: Box<[Loss]>,
    /// The shares that have lost events and were not told all since.
    pub(crate) losers: FixedVec<u32>,
    /// Events lost in all.
    pub lost_total: u64,
    /// Whether the tick in progress has put anything into the queue.
    pub any: bool,
}

impl EventQueue {
    /// A event_queue that has told nothing: the queue, with [`LAST_WORDS`] places beside those for events; a loss, and a place
    /// in `losers`, for each share.
    pub fn new(queue: Producer<Queued>, losses: Box<[Loss]>, losers: Box<[u32]>) -> EventQueue {
        EventQueue { queue, sequence: 0, losses, losers: FixedVec::new(losers), lost_total: 0, any: false }
    }

    /// The number of the last event that was told.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// Places of the queue that are free for events.
    pub fn free(&self) -> u32 {
        self.queue.slots().saturating_sub(LAST_WORDS) as u32
    }

    /// Tells one event of a share, or notes that it is lost.
    pub fn push_or_lose(&mut self, told: &Reported, owners: &EventShares, share: u32, event: Event) {
        if owners.loses(share) || !self.push(told, owners, share, event) {
            self.lose(owners, share, 1);
        }
    }

    /// Notes that `n` events of a share are lost.
    pub fn lose(&mut self, owners: &EventShares, share: u32, n: u64) {
        self.lost_total += n;
        if let Some(loss) = self.losses.get_mut(share as usize) {
            loss.lost += n;
        }
        if !owners.loses(share) {
            owners.set_loses(share, true);
            self.losers.push(share);
        }
    }

    /// Tells an event after which no other comes, whether or not the queue is full: first one gap for all that is lost, if
    /// anything is.
    pub fn push_last(&mut self, told: &Reported, owners: &EventShares, event: Event) {
        let mut lost = 0;
        for share in self.losers.iter() {
            if let Some(loss) = self.losses.get_mut(*share as usize) {
                lost += core::mem::take(&mut loss.lost);
            }
        }
        if lost > 0 {
            self.sequence += lost;
            let gap = Event { value: lost as i64, ..Event::of(EventKind::Gap, event.tick) };
            self.push_beyond(owners, NO_ACCOUNT, gap);
        }
        if self.push_beyond(owners, NO_ACCOUNT, event) {
            remember(told, NO_ACCOUNT, &event);
        }
    }

    /// Queues an event of a share and remembers what it tells. `false`, with nothing changed: there is no place for it.
    pub(crate) fn push(&mut self, told: &Reported, owners: &EventShares, share: u32, event: Event) -> bool {
        owners.may(share, 0, self.free())
            && remember(told, share, &event)
            && self.push_beyond(owners, share, event)
    }

    /// Queues an event, in one of the last places too. `false`, with nothing changed: the queue is full.
    pub(crate) fn push_beyond(&mut self, owners: &EventShares, share: u32, event: Event) -> bool {
        let event = Event { sequence: self.sequence + 1, ..event };
        if self.queue.push(Queued { share, event }).is_err() {
            return false;
        }
        owners.push(share);
        self.sequence += 1;
        self.any = true;
        true
    }
}

/// Notes what an event of a share tells. `false`, with nothing changed: there is no place to note it.
fn remember(all: &Reported, share: u32, event: &Event) -> bool {
    let (slot, room) = (event.participant.index() as usize, event.room.index() as usize);
    let told = ReportedSlot {
        participant: event.participant,
        user: event.user,
        room: event.room,
        state: event.state,
        gain_mdb: event.value,
        share,
    };
    let is_its = |told: &ReportedSlot| told.participant == event.participant;
    match event.kind {
        EventKind::RoomOpened => return all.set_room(room, event.room, share),
        EventKind::RoomEnded if all.room(room).is_some_and(|(told, _)| told == event.room) => {
            all.clear_room(room);
        }
        EventKind::Joined | EventKind::Changed => return all.set_slot(slot, told),
        EventKind::Moved => {
            let gain_mdb = all.slot(slot).map_or(0, |told| told.gain_mdb);
            return all.set_slot(slot, ReportedSlot { gain_mdb, ..told });
        }
        EventKind::TalkStarted | EventKind::TalkStopped => {
            if let Some(told) = all.slot(slot).filter(is_its) {
                return all.set_slot(slot, ReportedSlot { state: event.state, ..told });
            }
        }
        EventKind::Left if all.slot(slot).as_ref().is_some_and(is_its) => all.clear_slot(slot),
        // No states: what is lost of these in a gap is not told again.
        EventKind::Left
        | EventKind::RoomEnded
        | EventKind::DtmfBegan
        | EventKind::DtmfEnded
        | EventKind::PlayEnded
        | EventKind::RecordingFailed
        | EventKind::RecordingStarted
        | EventKind::RecordingStopped
        | EventKind::RecordingRecovered
        | EventKind::Gap
        | EventKind::TicksSkipped
        | EventKind::Stopped
        | EventKind::SessionWarning
        | EventKind::SessionExpired
        | EventKind::RoomWarning
        | EventKind::RoomLocked
        | EventKind::Signal => {}
    }
    true
}

#[cfg(test)]
mod tests {
    use super::super::event_shares::ShareCell;
    use super::*;

    /// Tells `count` room events into a queue of four, then the last one; answers what the host polls.
    fn polled(count: u64) -> Vec<(EventKind, i64, u64)> {
        let (queue, mut host) = rtrb::RingBuffer::new(4 + LAST_WORDS);
        let mut event_queue = EventQueue::new(queue, Box::new([Loss::NONE]), Box::new([0]));
        let told = Reported::new(Box::new([]), Box::new([]));
        let owners = EventShares::new(Box::new([]), Box::new([]), Box::new([ShareCell::default()]), 16);
        let opened = |tick| Event::of(EventKind::RoomOpened, tick);
        (0..count).for_each(|tick| event_queue.push_or_lose(&told, &owners, NO_ACCOUNT, opened(tick)));
        event_queue.push_last(&told, &owners, Event::of(EventKind::Stopped, count));
        core::iter::from_fn(|| host.pop().ok())
            .map(|Queued { event, .. }| (event.kind, event.value, event.sequence))
            .collect()
    }

    #[test]
    fn the_last_event_is_told_even_if_the_queue_is_full() {
        let opened = |n| (EventKind::RoomOpened, 0, n);
        assert_eq!(polled(1), [opened(1), (EventKind::Stopped, 0, 2)]);
        // An account has no more in the queue than are left free for others.
        assert_eq!(polled(2), [opened(1), opened(2), (EventKind::Stopped, 0, 3)]);
        let with_gap = [opened(1), opened(2), (EventKind::Gap, 7, 10), (EventKind::Stopped, 0, 11)];
        assert_eq!(polled(9), with_gap);
    }
}
