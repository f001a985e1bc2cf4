//! The end of a tick: rooms are swept, statistics and events are published.

use super::apply_playback::room_player;
use super::attach_taps::{detach_of_left, end_all, look_at_pending};
use crate::rt::index::NONE;
use crate::rt::message::event::{Event, EventKind};
use crate::rt::message::staging::{Phase, Staged};
use crate::rt::state::outside_fork::OutsideFork;
use crate::rt::state::room_playback::LEFT;
use crate::rt::state::shared::MAX_WORKERS;
use crate::rt::state::stats::Stage;
use crate::rt::state::tick_state::TickState;
use crate::rt::state::ticker::{Ticked, Ticker};
use crate::rt::sync::atomics::Ordering;

/// Ends the tick.
pub fn publish(outside: &mut OutsideFork<'_>) -> Ticked {
    let shared = outside.shared;
    take_counts(outside);
    take_plays(outside);
    sweep_rooms(outside);
    sweep_private(outside);
    look_at_pending(outside);
    shared.reported.begin();
    push_events(outside);
    super::resend::resend(outside);
    let OutsideFork { state, ticker, .. } = outside;
    shared.reported.end(ticker.event_queue.sequence(), state.tick);
    shared.stats.events_lost.set(ticker.event_queue.lost_total);
    shared.stats.ticks.add(1);
    shared.now.store(state.tick, Ordering::Release);
    Ticked { tick: state.tick, has_events: ticker.event_queue.any, has_reports: ticker.reports.any }
}

/// Adds up what the workers have counted.
fn take_counts(outside: &mut OutsideFork<'_>) {
    let shared = outside.shared;
    let mut left = 0;
    for worker in outside.workers() {
        for (stage, cycles) in Stage::ALL.into_iter().zip(&mut worker.log.cycles) {
            shared.stats.add_cycles(stage, core::mem::take(cycles));
        }
        shared.stats.overloads.add(core::mem::take(&mut worker.log.overloads));
        left += core::mem::take(&mut worker.log.left);
    }
    let participants = &mut outside.state.participants;
    *participants = participants.saturating_sub(left);
    shared.stats.active_participants.set(*participants);
}

/// Gives back the plays that have ended in the rooms of the workers.
fn take_plays(outside: &mut OutsideFork<'_>) {
    let shared = outside.shared;
    let (workers, ticker) = outside.workers_and_ticker();
    for worker in workers {
        shared.plays.clear(&mut worker.log.ended, |play, _, _| ticker.reports.played(play));
    }
}

/// Removes members that have left from the lists, and ends empty rooms.
fn sweep_rooms(outside: &mut OutsideFork<'_>) {
    let OutsideFork { shared, state, ticker, participants } = outside;
    let TickState { active, rooms, work, pool, tick, private, .. } = &mut **state;
    let (tick, shares) = (*tick, &shared.event_shares);
    let mut player = room_player(shared, tick, ticker);
    active.retain(|&index| {
        let at = index as usize;
        let (Some(room), Some(work)) = (rooms.get_mut(at), work.get_mut(at)) else { return false };
        let id = room.id;
        if room.has_playback {
            room.has_playback = player.sweep((index, id), &mut work.get_mut().playback, false);
        }
        if !room.take_leavers() {
            return true;
        }
        room.parting = NONE;
        let has_playback = &mut room.has_playback;
        pool.retain(&mut room.members, |number| {
            let Some((slot, participant)) = participants.get(number) else { return false };
            if participant.room == index {
                return true;
            }
            player.reports.look(number, &slot.reported);
            if participant.plays_privately() {
                TickState::add_private(private, number);
            }
            let leave_sound = participant.playback.leave_sound.take();
            if participant.has_taps && participant.room == NONE {
                detach_of_left(shared, player.reports, tick, participant);
            }
            if let Some(play) = leave_sound {
                player.begin(&mut work.get_mut().playback, LEFT, play);
                *has_playback = true;
            }
            false
        });
        if !room.members.is_empty() {
            return true;
        }
        let work = work.get_mut();
        (room.is_active, room.has_playback, room.has_taps) = (false, false, false);
        player.sweep((index, id), &mut work.playback, true);
        end_all(shared, &mut work.taps, player.reports, tick);
        let event = Event { room: id, ..Event::of(EventKind::RoomEnded, tick) };
        player.events.add(shares, index, Phase::Room, event);
        if let Some(emptied) = shared.emptied.get(at) {
            emptied.store(room.entries, Ordering::Release);
        }
        false
    });
    shared.stats.active_rooms.set(active.len() as u64);
}

/// Drops the slots that have no more playback in no room.
fn sweep_private(outside: &mut OutsideFork<'_>) {
    let OutsideFork { state, participants, .. } = outside;
    state.private.retain(|&index| {
        participants.get(index).is_some_and(|(_, participant)| participant.plays_privately())
    });
}

/// Merges the events of this tick, commands first, then by (room, number), and queues them.
fn push_events(outside: &mut OutsideFork<'_>) {
    let shared = outside.shared;
    let (workers, Ticker { events, event_queue, .. }) = outside.workers_and_ticker();
    events.sort();
    let mut sources: [&[Staged]; MAX_WORKERS + 1] = [&[]; MAX_WORKERS + 1];
    let mut count = 0;
    let staged = workers.map(|worker| &*worker).map(|worker| worker.log.events.entries());
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
        event_queue.push_or_lose(&shared.reported, &shared.event_shares, first.share, first.event);
    }
    let (workers, Ticker { events, event_queue, .. }) = outside.workers_and_ticker();
    let mut lose = |share, count: u32| event_queue.lose(&shared.event_shares, share, count.into());
    events.dropped().for_each(|(share, count)| lose(share, count));
    for worker in workers {
        worker.log.events.dropped().for_each(|(share, count)| lose(share, count));
        worker.log.events.clear();
    }
}
