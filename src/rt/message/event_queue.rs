//! The event queue to the host. Each account has a share of it. When a share is used up, further events of that account
//! are lost; then comes a gap event, and the account's present state is re-sent. Other accounts lose nothing by that.
//!
//! The tick remembers the last reported state of each slot and room. After a gap it compares that with the present
//! state and reports the difference: talkspurts may merge, and a move may look like a leave and a join, but the final
//! state is right. The tick never waits for the host to poll.

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
    /// The share that it counts against.
    pub share: u32,
    /// The event.
    pub event: Event,
}

/// The losses of a share.
#[derive(Clone, Copy, Debug)]
pub struct Loss {
    /// Events lost since the last gap event.
    pub(crate) lost: u64,
    pub(crate) resend: ResendState,
}

impl Loss {
    /// Nothing lost.
    pub const NONE: Loss = Loss { lost: 0, resend: ResendState::No };
}

/// The progress of re-sending what a share has lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResendState {
    /// Nothing to re-send, or waiting for free places.
    No,
    /// Re-sending in this tick.
    Now,
    /// Re-sending stopped in this tick because the share was used up.
    Stuck,
}

/// The sending end of the queue to the host.
#[derive(Debug)]
pub struct EventQueue {
    queue: Producer<Queued>,
    pub(crate) sequence: u64,
    /// By share.
    pub(crate) losses: Box<[Loss]>,
    /// The shares that have lost events and whose state is not fully re-sent yet.
    pub(crate) lossy_shares: FixedVec<u32>,
    /// Events lost in all.
    pub lost_total: u64,
    /// True if the tick in progress has put anything into the queue.
    pub any: bool,
}

impl EventQueue {
    /// An event queue with nothing sent. `queue` has [`LAST_WORDS`] places beside those for events; `losses` and
    /// `lossy_shares` have one entry per share.
    pub fn new(queue: Producer<Queued>, losses: Box<[Loss]>, lossy_shares: Box<[u32]>) -> EventQueue {
        EventQueue {
            queue,
            sequence: 0,
            losses,
            lossy_shares: FixedVec::new(lossy_shares),
            lost_total: 0,
            any: false,
        }
    }

    /// The number of the last event that was sent.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// Places of the queue that are free for events.
    pub fn free(&self) -> u32 {
        self.queue.slots().saturating_sub(LAST_WORDS) as u32
    }

    /// Sends an event of a share, or counts it as lost.
    pub fn push_or_lose(&mut self, reported: &Reported, shares: &EventShares, share: u32, event: Event) {
        if shares.has_losses(share) || !self.push(reported, shares, share, event) {
            self.lose(shares, share, 1);
        }
    }

    /// Counts `n` events of a share as lost.
    pub fn lose(&mut self, shares: &EventShares, share: u32, n: u64) {
        self.lost_total += n;
        if let Some(loss) = self.losses.get_mut(share as usize) {
            loss.lost += n;
        }
        if !shares.has_losses(share) {
            shares.set_has_losses(share, true);
            self.lossy_shares.push(share);
        }
    }

    /// Sends the last event of the engine, even if the queue is full. A gap event for all losses precedes it if
    /// anything is lost.
    pub fn push_last(&mut self, reported: &Reported, shares: &EventShares, event: Event) {
        let mut lost = 0;
        for share in self.lossy_shares.iter() {
            if let Some(loss) = self.losses.get_mut(*share as usize) {
                lost += core::mem::take(&mut loss.lost);
            }
        }
        if lost > 0 {
            self.sequence += lost;
            let gap = Event { value: lost as i64, ..Event::of(EventKind::Gap, event.tick) };
            self.push_beyond(shares, NO_ACCOUNT, gap);
        }
        if self.push_beyond(shares, NO_ACCOUNT, event) {
            remember(reported, NO_ACCOUNT, &event);
        }
    }

    /// Queues an event of a share and remembers the state that it reports. Returns false and changes nothing if there
    /// is no place.
    pub(crate) fn push(
        &mut self,
        reported: &Reported,
        shares: &EventShares,
        share: u32,
        event: Event,
    ) -> bool {
        shares.fits(share, 0, self.free())
            && remember(reported, share, &event)
            && self.push_beyond(shares, share, event)
    }

    /// Queues an event; it may use the reserved last places too. Returns false and changes nothing if the queue is
    /// full.
    pub(crate) fn push_beyond(&mut self, shares: &EventShares, share: u32, event: Event) -> bool {
        let event = Event { sequence: self.sequence + 1, ..event };
        if self.queue.push(Queued { share, event }).is_err() {
            return false;
        }
        shares.push(share);
        self.sequence += 1;
        self.any = true;
        true
    }
}

/// Remembers the state that an event of a share reports. Returns false and changes nothing if there is no place for it.
fn remember(reported: &Reported, share: u32, event: &Event) -> bool {
    let (slot, room) = (event.participant.index() as usize, event.room.index() as usize);
    let now = ReportedSlot {
        participant: event.participant,
        user: event.user,
        room: event.room,
        state: event.state,
        gain_mdb: event.value,
        share,
    };
    let is_its = |before: &ReportedSlot| before.participant == event.participant;
    match event.kind {
        EventKind::RoomOpened => return reported.set_room(room, event.room, share),
        EventKind::RoomEnded if reported.room(room).is_some_and(|(known, _)| known == event.room) => {
            reported.clear_room(room);
        }
        EventKind::Joined | EventKind::Changed => return reported.set_slot(slot, now),
        EventKind::Moved => {
            let gain_mdb = reported.slot(slot).map_or(0, |before| before.gain_mdb);
            return reported.set_slot(slot, ReportedSlot { gain_mdb, ..now });
        }
        EventKind::TalkStarted | EventKind::TalkStopped => {
            if let Some(before) = reported.slot(slot).filter(is_its) {
                return reported.set_slot(slot, ReportedSlot { state: event.state, ..before });
            }
        }
        EventKind::Left if reported.slot(slot).as_ref().is_some_and(is_its) => reported.clear_slot(slot),
        // These carry no state: they are not re-sent after a gap.
        EventKind::Left
        | EventKind::RoomEnded
        | EventKind::DtmfBegan
        | EventKind::DtmfEnded
        | EventKind::PlayEnded
        | EventKind::RecordingFailed
        | EventKind::RecordingStarted
        | EventKind::RecordingStopped
        | EventKind::RecordingRecovered
        | EventKind::MarkHeard
        | EventKind::MarkFlushed
        | EventKind::Writable
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

    /// Sends `count` room events into a queue of four, then the last event; returns the events that the host polls.
    fn polled(count: u64) -> Vec<(EventKind, i64, u64)> {
        let (queue, mut host) = rtrb::RingBuffer::new(4 + LAST_WORDS);
        let mut event_queue = EventQueue::new(queue, Box::new([Loss::NONE]), Box::new([0]));
        let reported = Reported::new(Box::new([]), Box::new([]));
        let shares = EventShares::new(Box::new([]), Box::new([]), Box::new([ShareCell::default()]), 16);
        let opened = |tick| Event::of(EventKind::RoomOpened, tick);
        (0..count).for_each(|tick| event_queue.push_or_lose(&reported, &shares, NO_ACCOUNT, opened(tick)));
        event_queue.push_last(&reported, &shares, Event::of(EventKind::Stopped, count));
        core::iter::from_fn(|| host.pop().ok())
            .map(|Queued { event, .. }| (event.kind, event.value, event.sequence))
            .collect()
    }

    #[test]
    fn the_last_event_is_sent_even_if_the_queue_is_full() {
        let opened = |n| (EventKind::RoomOpened, 0, n);
        assert_eq!(polled(1), [opened(1), (EventKind::Stopped, 0, 2)]);
        // A share may use no more places than it leaves free for the others.
        assert_eq!(polled(2), [opened(1), opened(2), (EventKind::Stopped, 0, 3)]);
        let with_gap = [opened(1), opened(2), (EventKind::Gap, 7, 10), (EventKind::Stopped, 0, 11)];
        assert_eq!(polled(9), with_gap);
    }
}
