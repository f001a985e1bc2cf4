//! The end of a tick: rooms are swept, statistics and events are published.

use super::apply_playback::enter_booth;
use super::feed_taps::{detach_of_left, end_all, look_at_asked};
use super::ticker::{Ticked, Ticker};
use crate::rt::message::event::{Event, EventKind};
use crate::rt::message::staging::{Phase, Staged};
use crate::rt::state::members::NONE;
use crate::rt::state::participant_playback::is_in_booth;
use crate::rt::state::room_playback::{Desk, LEFT};
use crate::rt::state::shared::{Floor, MAX_WORKERS, Shared};
use crate::rt::state::stats::Stage;
use crate::rt::state::worker::Worker;
use crate::rt::sync::atomics::Ordering;

/// Ends the tick.
///
/// # Safety
/// Only for the holder of the ticker, outside the fork.
pub unsafe fn publish(shared: &Shared, floor: &mut Floor, ticker: &mut Ticker) -> Ticked {
    // SAFETY: the caller's contract is the same.
    unsafe {
        gather(shared, floor);
        take_back(shared, ticker);
        sweep_rooms(shared, floor, ticker);
        sweep_booths(shared, floor);
        look_at_asked(shared, floor, &mut ticker.reports, &mut ticker.taps_asked);
        shared.told.begin();
        tell_events(shared, ticker);
        ticker.teller.tell_again(shared, floor);
    }
    shared.told.end(ticker.teller.sequence(), floor.tick);
    shared.stats.events_lost.set(ticker.teller.lost_total);
    shared.stats.ticks.add(1);
    shared.now.store(floor.tick, Ordering::Release);
    Ticked { tick: floor.tick, told: ticker.teller.told, reported: ticker.reports.told }
}

/// Adds up what the workers have counted.
///
/// # Safety
/// As [`publish`].
unsafe fn gather(shared: &Shared, floor: &mut Floor) {
    // SAFETY: the caller's contract is the same.
    for worker in unsafe { workers(shared) } {
        for (stage, cycles) in Stage::ALL.into_iter().zip(&mut worker.cycles) {
            shared.stats.add_cycles(stage, core::mem::take(cycles));
        }
        shared.stats.overloads.add(core::mem::take(&mut worker.overloads));
        floor.participants = floor.participants.saturating_sub(core::mem::take(&mut worker.left));
    }
    shared.stats.active_participants.set(floor.participants);
}

/// Takes those who have left out of the lists, and ends the rooms that nobody is in.
///
/// # Safety
/// As [`publish`].
unsafe fn sweep_rooms(shared: &Shared, floor: &mut Floor, ticker: &mut Ticker) {
    let Floor { active, rooms, pool, tick, sounds, booths, .. } = floor;
    let Ticker { events, reports, .. } = ticker;
    let (plays, geometry, owners) = (&shared.plays, &shared.geometry, &shared.owners);
    let mut desk = Desk { plays, geometry, owners, events, reports, tick: *tick };
    active.retain(|&index| {
        let Some(cell) = rooms.get(index as usize) else { return false };
        // SAFETY: the caller holds the ticker, outside the fork.
        let room = unsafe { cell.get() };
        let id = room.id;
        if room.has_sounds
            && let Some(sounds) = sounds.get_mut(index as usize)
        {
            // SAFETY: as above.
            room.has_sounds = unsafe { desk.sweep((index, id), sounds, false) };
        }
        if !core::mem::take(&mut room.thinned) {
            return true;
        }
        room.parting = NONE;
        let has_sounds = &mut room.has_sounds;
        pool.retain(&mut room.members, |number| {
            let Some(slot) = shared.slots.get(number as usize) else { return false };
            // SAFETY: as above.
            let side = unsafe { slot.tick_side() };
            if side.room == index {
                return true;
            }
            desk.reports.look(number, &slot.reported);
            if is_in_booth(side) {
                enter_booth(booths, number);
            }
            let node = core::mem::replace(&mut side.leave_sound, NONE);
            if side.is_tapped && side.room == NONE {
                // SAFETY: as above; `side` is not used any more.
                unsafe { detach_of_left(shared, desk.reports, *tick, number) };
            }
            if node != NONE
                && let Some(sounds) = sounds.get_mut(index as usize)
            {
                // SAFETY: as above.
                unsafe { desk.begin(sounds, LEFT, node) };
                *has_sounds = true;
            }
            false
        });
        if !room.members.is_empty() {
            return true;
        }
        room.is_active = false;
        room.has_sounds = false;
        if let Some(sounds) = sounds.get_mut(index as usize) {
            // SAFETY: as above.
            unsafe { desk.sweep((index, id), sounds, true) };
        }
        // SAFETY: as above.
        unsafe { end_all(&shared.taps, &mut room.taps, desk.reports, *tick) };
        desk.events.add(
            owners,
            index,
            Phase::Room,
            Event { room: room.id, ..Event::of(EventKind::RoomEnded, *tick) },
        );
        if let Some(emptied) = shared.emptied.get(index as usize) {
            emptied.store(room.entries, Ordering::Release);
        }
        false
    });
    shared.stats.active_rooms.set(active.len() as u64);
}

/// Gives back the nodes that workers have done with.
///
/// # Safety
/// As [`publish`].
unsafe fn take_back(shared: &Shared, ticker: &mut Ticker) {
    // SAFETY: the caller's contract is the same; what a worker has done with is the ticking thread's now.
    unsafe {
        for worker in workers(shared) {
            shared.plays.clear(&mut worker.ended, |node, _, _| {
                ticker.reports.played(node);
            });
        }
    }
}

/// Closes the booths in which nothing plays any more.
///
/// # Safety
/// As [`publish`].
unsafe fn sweep_booths(shared: &Shared, floor: &mut Floor) {
    floor.booths.retain(|&index| {
        // SAFETY: the caller holds the ticker, outside the fork.
        shared.slots.get(index as usize).is_some_and(|slot| is_in_booth(unsafe { slot.tick_side() }))
    });
}

/// Merges the events of this tick, commands first, then by (room, number), and tells them.
///
/// # Safety
/// As [`publish`].
unsafe fn tell_events(shared: &Shared, ticker: &mut Ticker) {
    let Ticker { events, teller, .. } = ticker;
    events.sort();
    let mut sources: [&[Staged]; MAX_WORKERS + 1] = [&[]; MAX_WORKERS + 1];
    let mut count = 0;
    // SAFETY: the caller's contract is the same; the workers' buffers are only read until they are cleared below.
    let staged = unsafe { workers(shared) }.map(|worker| &*worker).map(|worker| worker.events.entries());
    for entries in core::iter::once(events.entries()).chain(staged).filter(|entries| !entries.is_empty()) {
        if let Some(source) = sources.get_mut(count) {
            *source = entries;
            count += 1;
        }
    }
    let sources = sources.get_mut(..count).unwrap_or_default();
    while let Some(next) =
        sources.iter_mut().filter(|s| !s.is_empty()).min_by_key(|s| s.first().map(|e| e.key))
    {
        let Some((first, rest)) = next.split_first() else { break };
        *next = rest;
        teller.tell(&shared.told, &shared.owners, first.share, first.event);
    }
    events.dropped().for_each(|(share, count)| teller.lose(&shared.owners, share, count.into()));
    // SAFETY: the caller holds the ticker, outside the fork; no other reference to a worker is left.
    for worker in unsafe { workers(shared) } {
        worker.events.dropped().for_each(|(share, count)| teller.lose(&shared.owners, share, count.into()));
        worker.events.clear();
    }
}

/// The memory of every worker.
///
/// # Safety
/// As [`publish`]; no reference to a worker may be alive.
unsafe fn workers(shared: &Shared) -> impl Iterator<Item = &mut Worker> {
    // SAFETY: the caller holds the ticker, outside the fork.
    shared.workers.iter().map_while(|cell| cell.get()).map(|cell| unsafe { cell.get() })
}
