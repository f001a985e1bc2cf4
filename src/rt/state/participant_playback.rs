//! What plays to one participant: prompts, one after the other, over what it hears in its room, or alone, in its
//! *booth*, while it is in none; and what it hears while it is held.
//!
//! A frame of a booth names no join, so it is read whatever joins have come and gone since: a prompt goes on from the
//! booth into a room and out of it without a gap. A slot is not given to another participant before all that played to
//! it has come back.

use super::members::NONE;
use super::out_ring::{entry_of, publish, seam_flags};
use super::play::Queue;
use super::shared::{Floor, Shared};
use super::slot::{Slot, is_current};
use super::tick_side::{SEAM_DROPPED, SEAM_JOINED, TickSide, of};
use super::unannounced::Unannounced;
use super::worker::Worker;
use crate::dsp::CacheLine;
use crate::dsp::level::fade::add_saturating;
use crate::handle::RoomId;
use crate::rt::frame::{Header, NO_JOIN, samples_mut};
use crate::rt::message::event::{Event, EventKind, PlayEnd};
use crate::rt::message::staging::{Phase, Staging};
use crate::rt::sync::atomics::Ordering;
use crate::units::MAX_FRAME_SAMPLES;

/// Booths that a worker claims at a time.
pub const BOOTHS_A_JOB: usize = 8;

/// Where a worker tells of plays that end, and leaves them for the ticking thread to give back.
#[derive(Debug)]
pub struct Playing<'a> {
    /// What the engine's threads share.
    pub shared: &'a Shared,
    /// The tick.
    pub floor: &'a Floor,
    /// The room, or the number of the booth behind all rooms.
    pub place: u32,
    /// Events of the worker.
    pub events: &'a mut Staging,
    /// What has ended.
    pub ended: &'a mut Queue,
    /// The recordings of which some who speak in the room have not heard yet.
    pub owed: Unannounced,
}

/// How far the host of a participant has read what it is to hear.
#[derive(Clone, Copy, Debug)]
pub struct ReadProgress {
    /// The last tick up to which all was read.
    tick: u64,
    /// Whether the host reads at all: if it does not, it has no line that could hear anything.
    is_read: bool,
    /// Frames were lost since its announcements last began.
    has_lost: bool,
}

impl ReadProgress {
    /// That of a participant.
    pub fn of(slot: &Slot, side: &TickSide) -> ReadProgress {
        let tick = slot.heard.tick.get();
        ReadProgress { tick, is_read: tick != 0, has_lost: slot.heard.lost.get() != side.lost }
    }

    /// Whether it has heard what the frame of that tick ends.
    pub fn has_heard(&self, tick: u64) -> bool {
        !self.is_read || (tick <= self.tick && !self.has_lost)
    }
}

/// Tells `owed` of each recording that was not yet announced to the participant to the end.
///
/// # Safety
/// Only for the worker that has claimed the participant's room, or the ticking thread outside the fork.
pub unsafe fn owed(shared: &Shared, slot: &Slot, side: &TickSide, owed: impl FnMut(u64)) {
    let ear = ReadProgress::of(slot, side);
    // SAFETY: the caller has the participant, and so its queue.
    unsafe { shared.plays.owed(&side.notices, |laid| ear.has_heard(laid), owed) };
}

/// EventSubject is in a room hears it there; else in its booth.
pub fn is_in_booth(side: &TickSide) -> bool {
    side.room == NONE && !(side.said.is_empty() && side.notices.is_empty())
}

/// The event of a play to a participant that has ended.
pub fn ended(side: &TickSide, tick: u64, number: u64, end: PlayEnd) -> Event {
    let event = Event { value: number as i64, play_end: Some(end), ..of(side, EventKind::PlayEnded, tick) };
    if side.room == NONE { Event { room: RoomId::NONE, state: 0, ..event } } else { event }
}

impl Playing<'_> {
    /// Lays what plays to the participant over a frame, saturating; without one, time passes all the same.
    ///
    /// # Safety
    /// Only for the worker that has claimed the participant's room or booth.
    pub unsafe fn lay(&mut self, slot: &Slot, side: &mut TickSide, frame: Option<&mut [i16]>) {
        let g = &self.shared.geometry;
        let mut frame = frame;
        if !side.notices.is_empty() {
            // SAFETY: the caller has claimed the participant's room or booth.
            unsafe { self.announce(slot, side, frame.as_deref_mut()) };
        }
        for queue in [side.said, side.on_hold] {
            if queue.is_empty() {
                continue;
            }
            let mut sound = [0_i16; MAX_FRAME_SAMPLES];
            let sound = sound.get_mut(..g.frame).unwrap_or_default();
            // SAFETY: the queue is of a participant in the room or booth that the caller has claimed.
            unsafe { self.shared.plays.render(&queue, g, self.floor.tick, self.floor.released, sound) };
            if let Some(frame) = &mut frame {
                add_saturating(frame, sound);
            }
        }
        // SAFETY: as above.
        unsafe { self.sweep(side) };
    }

    /// # Safety
    /// As of [`Playing::lay`].
    unsafe fn sweep(&mut self, side: &mut TickSide) {
        let plays = &self.shared.plays;
        let (mut said, mut on_hold) = (side.said, side.on_hold);
        // SAFETY: the caller's contract is the same.
        unsafe {
            plays.sweep(&mut said, |index, number, end| self.give(side, index, number, end));
            plays.sweep(&mut on_hold, |index, number, end| self.give(side, index, number, end));
        }
        (side.said, side.on_hold) = (said, on_hold);
        side.is_played = !(said.is_empty() && on_hold.is_empty() && side.notices.is_empty());
    }

    /// Lays what announces recordings to the participant over a frame. Where its host reads, it waits while that does not,
    /// and begins once more if frames were lost.
    ///
    /// # Safety
    /// As of [`Playing::lay`].
    unsafe fn announce(&mut self, slot: &Slot, side: &mut TickSide, frame: Option<&mut [i16]>) {
        let (g, tick) = (&self.shared.geometry, self.floor.tick);
        let plays = &self.shared.plays;
        let ear = ReadProgress::of(slot, side);
        // SAFETY: the queue is of a participant in the room or booth that the caller has claimed.
        unsafe {
            self.settle(slot, side);
            let mut notices = side.notices;
            if ear.has_lost {
                side.lost = slot.heard.lost.get();
                plays.begin_again(&notices);
            }
            let cap = u64::from(slot.cap_frames.load(Ordering::Relaxed));
            let is_behind = ear.is_read && ear.tick.saturating_add(cap).saturating_add(1) < tick;
            if is_behind || (frame.is_none() && ear.is_read) {
                plays.end_stopping(&notices);
            } else {
                let mut sound = [0_i16; MAX_FRAME_SAMPLES];
                let sound = sound.get_mut(..g.frame).unwrap_or_default();
                plays.render(&notices, g, tick, self.floor.released, sound);
                plays.note_laid(&notices, tick);
                if let Some(frame) = frame {
                    add_saturating(frame, sound);
                }
            }
            if !ear.is_read {
                let give = |node, number, end| self.give(side, node, number, end);
                plays.sweep_heard(&mut notices, |_| true, tick, give);
            }
            side.notices = notices;
        }
    }

    /// Takes out the announcements that count as heard by now.
    ///
    /// # Safety
    /// As of [`Playing::lay`].
    unsafe fn settle(&mut self, slot: &Slot, side: &mut TickSide) {
        let ear = ReadProgress::of(slot, side);
        if !ear.is_read {
            return;
        }
        let (plays, until) = (&self.shared.plays, self.floor.tick.saturating_sub(1));
        let mut notices = side.notices;
        let give = |node, number, end| self.give(side, node, number, end);
        // SAFETY: the queue is of a participant in the room or booth that the caller has claimed.
        unsafe { plays.sweep_heard(&mut notices, |laid| ear.has_heard(laid), until, give) };
        side.notices = notices;
    }

    /// Tells of the end of a play, if it has a number, and leaves its node to the ticking thread.
    fn give(&mut self, side: &TickSide, index: u32, number: u64, end: PlayEnd) {
        if number != 0 {
            let event = ended(side, self.floor.tick, number, end);
            self.events.add(&self.shared.owners, self.place, Phase::Members, event);
        }
        // SAFETY: the node has just been taken out of its queue by the worker that holds it.
        unsafe { self.shared.plays.append(self.ended, index) };
    }

    /// The participant has left its room in this tick: what is said to it goes on in its booth, at once, unless it is
    /// gone; what it heard on hold does not.
    ///
    /// # Safety
    /// Only for the worker that has claimed the room that was left.
    pub unsafe fn after_leave(&mut self, slot: &Slot, side: &mut TickSide) {
        let mut on_hold = side.on_hold;
        // SAFETY: the caller's contract is the same.
        unsafe {
            self.shared.plays.clear(&mut on_hold, |index, number, end| self.give(side, index, number, end));
        }
        side.on_hold = on_hold;
        side.is_played = is_in_booth(side);
        if side.is_played {
            // SAFETY: as above.
            unsafe { self.booth(slot, side, true) };
        }
    }

    /// One frame of a participant in no room: what plays to it, and nothing else. `goes_on`: it has played before, in the
    /// room that was left.
    ///
    /// # Safety
    /// Only for the worker that has claimed the booth, or the room that was left in this tick.
    pub unsafe fn booth(&mut self, slot: &Slot, side: &mut TickSide, goes_on: bool) {
        let g = &self.shared.geometry;
        if !is_current(slot, side.participant.generation()) {
            let (mut said, mut notices) = (side.said, side.notices);
            // SAFETY: the caller's contract is the same.
            unsafe {
                self.shared.plays.clear(&mut said, |index, number, end| self.give(side, index, number, end));
                self.shared.plays.clear(&mut notices, |index, number, end| {
                    self.give(side, index, number, end);
                });
            }
            (side.said, side.notices, side.is_played) = (said, notices, false);
            return;
        }
        // SAFETY: the caller has claimed the booth, or the room that was left in this tick.
        unsafe { self.settle(slot, side) };
        if !is_in_booth(side) {
            side.is_played = false;
            return;
        }
        if side.booth_tick != self.floor.before && !goes_on {
            side.seam = SEAM_JOINED;
        }
        let Some((head, frame)) = entry_of(side, g) else {
            slot.ticked.dropped.add(1);
            side.booth_tick = self.floor.tick;
            side.seam = SEAM_DROPPED;
            // SAFETY: as above.
            unsafe { self.lay(slot, side, None) };
            return;
        };
        let flags = seam_flags(side, self.floor.before);
        (side.booth_tick, side.seam) = (self.floor.tick, 0);
        frame.fill(CacheLine::ZERO);
        let samples = samples_mut(frame).get_mut(..g.frame).unwrap_or_default();
        // SAFETY: as above.
        unsafe { self.lay(slot, side, Some(samples)) };
        side.last_heard = 0;
        *head = Header { tick: self.floor.tick, join: NO_JOIN, mix_id: 0, flags, in_fill: 0 }.to_line();
        publish(side, g);
    }
}

/// How many jobs the booths of a tick are.
pub fn booth_jobs(floor: &Floor) -> u32 {
    floor.booths.len().div_ceil(BOOTHS_A_JOB) as u32
}

/// The frames of a job's booths.
///
/// # Safety
/// Only for the worker that has claimed the job.
pub unsafe fn play_booths(shared: &Shared, floor: &Floor, worker: &mut Worker, job: usize) {
    let from = job * BOOTHS_A_JOB;
    for index in floor.booths.iter().skip(from).take(BOOTHS_A_JOB) {
        let Some(slot) = shared.slots.get(*index as usize) else { continue };
        // SAFETY: the slot is in no room, and in a booth of the job that the caller has claimed.
        let side = unsafe { slot.tick_side() };
        let place = (floor.rooms.len() as u32).saturating_add(*index);
        let Worker { events, ended, .. } = worker;
        // SAFETY: as above.
        unsafe {
            Playing { shared, floor, place, events, ended, owed: Unannounced::NONE }.booth(slot, side, false);
        };
    }
}
