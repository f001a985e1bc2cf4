//! How events reach the host: one queue; when it is full, a gap, and then the states are told again.
//!
//! The teller remembers what the host has been told of each slot and each room. After a gap it compares that with
//! what is, and tells the difference; so talkspurts may merge and moves may look like a leave and a join, but the
//! final state never lies. Nothing waits for the host's polling.

use super::event::{Event, EventKind, STATE_TALKING};
use super::shared::{Floor, Shared};
use super::told::{Told, ToldSlot};
use crate::handle::RoomId;
use rtrb::Producer;

/// Places of the queue that only [`Teller::tell_last`] uses: one for a gap, one for the event.
pub const LAST_WORDS: usize = 2;

/// The sending end of the queue to the host.
#[derive(Debug)]
pub struct Teller {
    queue: Producer<Event>,
    sequence: u64,
    /// Events lost since the last gap was told; `None`: all that happened was told.
    lost: Option<u64>,
    /// Events lost in all.
    pub lost_total: u64,
    /// Whether the tick in progress has put anything into the queue.
    pub told: bool,
}

impl Teller {
    /// A teller that has told nothing: the queue, with [`LAST_WORDS`] places beside those for events.
    pub fn new(queue: Producer<Event>) -> Teller {
        Teller { queue, sequence: 0, lost: None, lost_total: 0, told: false }
    }

    /// The number of the last event that was told or lost.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// Tells one event, or notes that it is lost.
    pub fn tell(&mut self, told: &Told, event: Event) {
        if self.lost.is_some() || !self.push(told, event) {
            self.lose(1);
        }
    }

    /// Notes that `n` events are lost.
    pub fn lose(&mut self, n: u64) {
        self.sequence += n;
        self.lost_total += n;
        self.lost = Some(self.lost.unwrap_or(0) + n);
    }

    /// Tells an event after which no other comes, whether or not the queue is full: first the gap, if there is one.
    pub fn tell_last(&mut self, told: &Told, event: Event) {
        if let Some(lost) = self.lost.take().filter(|lost| *lost > 0) {
            self.push_beyond(told, Event { value: lost as i64, ..Event::of(EventKind::Gap, event.tick) });
        }
        self.push_beyond(told, event);
    }

    /// After a gap, and once half the queue is free: tells the gap and all that differs from what was told.
    ///
    /// # Safety
    /// Only for the holder of the ticker, outside the fork.
    pub unsafe fn tell_again(&mut self, shared: &Shared, floor: &Floor) {
        let Some(lost) = self.lost else { return };
        if self.queue.slots() < self.queue.buffer().capacity() / 2 {
            return;
        }
        let gap = Event { value: lost as i64, ..Event::of(EventKind::Gap, floor.tick) };
        if !self.push(&shared.told, gap) {
            return;
        }
        self.lost = Some(0);
        // SAFETY: the caller's contract is the same.
        let complete = unsafe {
            self.tell_departures(shared, floor.tick)
                && self.tell_rooms(shared, floor)
                && self.tell_arrivals(shared, floor.tick)
        };
        if complete {
            self.lost = None;
        }
    }

    /// Those of whom the host believes that they are where they are not. `false`: the queue is full.
    ///
    /// # Safety
    /// As [`Teller::tell_again`].
    unsafe fn tell_departures(&mut self, shared: &Shared, tick: u64) -> bool {
        for index in 0..shared.told.slots() {
            // SAFETY: the caller's contract is the same.
            let (Some(told), Some(is)) = (shared.told.slot(index), unsafe { actual(shared, index) }) else {
                continue;
            };
            let left =
                told.room != RoomId::NONE && (told.room, told.participant) != (is.room, is.participant);
            let event = Event { state: 0, value: 0, ..again(EventKind::Left, tick, &told) };
            if left && !self.push(&shared.told, event) {
                return false;
            }
        }
        true
    }

    /// Rooms that have ended or been opened.
    ///
    /// # Safety
    /// As [`Teller::tell_again`].
    unsafe fn tell_rooms(&mut self, shared: &Shared, floor: &Floor) -> bool {
        for (index, cell) in floor.rooms.iter().enumerate() {
            // SAFETY: the caller's contract is that of `get`.
            let room = unsafe { cell.get() };
            let is = if room.members.is_empty() { RoomId::NONE } else { room.id };
            let told = shared.told.room(index).unwrap_or(is);
            let of = |kind, room| Event { room, told_again: true, ..Event::of(kind, floor.tick) };
            if told == is {
                continue;
            }
            if told != RoomId::NONE && !self.push(&shared.told, of(EventKind::RoomEnded, told)) {
                return false;
            }
            if is != RoomId::NONE && !self.push(&shared.told, of(EventKind::RoomOpened, is)) {
                return false;
            }
        }
        true
    }

    /// Those who are somewhere, or somehow, that the host does not know of.
    ///
    /// # Safety
    /// As [`Teller::tell_again`].
    unsafe fn tell_arrivals(&mut self, shared: &Shared, tick: u64) -> bool {
        for index in 0..shared.told.slots() {
            // SAFETY: the caller's contract is the same.
            let (Some(told), Some(is)) = (shared.told.slot(index), unsafe { actual(shared, index) }) else {
                continue;
            };
            if is.room == RoomId::NONE {
                continue;
            }
            let arrived = told.room != is.room;
            if arrived && !self.push(&shared.told, again(EventKind::Joined, tick, &is)) {
                return false;
            }
            let changed = (told.state ^ is.state) & !STATE_TALKING != 0 || told.gain_mdb != is.gain_mdb;
            if !arrived && changed && !self.push(&shared.told, again(EventKind::Changed, tick, &is)) {
                return false;
            }
            let talks = is.state & STATE_TALKING != 0;
            let kind = if talks { EventKind::TalkStarted } else { EventKind::TalkStopped };
            let talked = !arrived && told.state & STATE_TALKING != 0;
            if talks != talked && !self.push(&shared.told, Event { value: 0, ..again(kind, tick, &is) }) {
                return false;
            }
        }
        true
    }

    /// Queues an event and remembers what it tells. `false`, with nothing changed: the queue is full.
    fn push(&mut self, told: &Told, event: Event) -> bool {
        self.queue.slots() > LAST_WORDS && self.push_beyond(told, event)
    }

    /// As [`Teller::push`], and uses the last places too.
    fn push_beyond(&mut self, told: &Told, event: Event) -> bool {
        let event = Event { sequence: self.sequence + 1, ..event };
        if self.queue.push(event).is_err() {
            return false;
        }
        self.sequence += 1;
        self.told = true;
        remember(told, &event);
        true
    }
}

/// Notes what an event tells.
fn remember(all: &Told, event: &Event) {
    let (slot, room) = (event.participant.index() as usize, event.room.index() as usize);
    let told = ToldSlot {
        participant: event.participant,
        user: event.user,
        room: event.room,
        state: event.state,
        gain_mdb: event.value,
    };
    match event.kind {
        EventKind::RoomOpened => all.set_room(room, event.room),
        EventKind::RoomEnded => all.set_room(room, RoomId::NONE),
        EventKind::Joined | EventKind::Changed => all.set_slot(slot, told),
        EventKind::Moved => {
            let gain_mdb = all.slot(slot).map_or(0, |told| told.gain_mdb);
            all.set_slot(slot, ToldSlot { gain_mdb, ..told });
        }
        EventKind::TalkStarted | EventKind::TalkStopped => {
            if let Some(told) = all.slot(slot) {
                all.set_slot(slot, ToldSlot { state: event.state, ..told });
            }
        }
        EventKind::Left => all.set_slot(slot, ToldSlot::NOWHERE),
        // No states: what is lost of these in a gap is not told again.
        EventKind::KeyBegan
        | EventKind::KeyEnded
        | EventKind::PlayEnded
        | EventKind::RecordingFailed
        | EventKind::RecordingStarted
        | EventKind::RecordingStopped
        | EventKind::RecordingRecovered
        | EventKind::Gap
        | EventKind::Slipped
        | EventKind::Stopped
        | EventKind::SessionWarning
        | EventKind::SessionExpired
        | EventKind::RoomWarning
        | EventKind::RoomLocked
        | EventKind::Signal => {}
    }
}

/// What is, of a slot.
///
/// # Safety
/// As [`Teller::tell_again`].
unsafe fn actual(shared: &Shared, index: usize) -> Option<ToldSlot> {
    let slot = shared.slots.get(index)?;
    // SAFETY: the caller holds the ticker outside the fork, so no worker has the slot.
    let side = unsafe { slot.tick_side() };
    if side.room == super::members::NONE {
        return Some(ToldSlot::NOWHERE);
    }
    Some(ToldSlot {
        participant: side.participant,
        user: side.user,
        room: side.room_id,
        state: side.state(),
        gain_mdb: i64::from(side.gain_mdb),
    })
}

/// An event that tells `of` again.
fn again(kind: EventKind, tick: u64, of: &ToldSlot) -> Event {
    Event {
        room: of.room,
        participant: of.participant,
        user: of.user,
        state: of.state,
        value: of.gain_mdb,
        told_again: true,
        ..Event::of(kind, tick)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tells `count` room events into a queue of four, then the last one; answers what the host polls.
    fn polled(count: u64) -> Vec<(EventKind, i64, u64)> {
        let (queue, mut host) = rtrb::RingBuffer::new(4 + LAST_WORDS);
        let (mut teller, told) = (Teller::new(queue), Told::new(Box::new([]), Box::new([])));
        (0..count).for_each(|tick| teller.tell(&told, Event::of(EventKind::RoomOpened, tick)));
        teller.tell_last(&told, Event::of(EventKind::Stopped, count));
        core::iter::from_fn(|| host.pop().ok()).map(|e| (e.kind, e.value, e.sequence)).collect()
    }

    #[test]
    fn the_last_event_is_told_even_if_the_queue_is_full() {
        let opened = |n| (EventKind::RoomOpened, 0, n);
        assert_eq!(polled(1), [opened(1), (EventKind::Stopped, 0, 2)]);
        assert_eq!(polled(4), [opened(1), opened(2), opened(3), opened(4), (EventKind::Stopped, 0, 5)]);
        let with_gap = [
            opened(1),
            opened(2),
            opened(3),
            opened(4),
            (EventKind::Gap, 5, 10),
            (EventKind::Stopped, 0, 11),
        ];
        assert_eq!(polled(9), with_gap);
    }
}
