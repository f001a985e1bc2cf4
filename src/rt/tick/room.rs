//! One room, one frame: input, select, mix, output.

use super::feed_taps::{feed_member, feed_room};
use super::input::{add_parting, after_frame, available, input};
use super::output::output;
use super::play_to_room::add_playback;
use super::prefetch::{fetch_first, fetch_members};
use super::talk::{LineBefore, follow_talk};
use crate::dsp::FrameLevel;
use crate::rt::cycle_counter;
use crate::rt::frame::samples;
use crate::rt::index::NONE;
use crate::rt::message::event::{EndReason, Event, EventKind};
use crate::rt::message::staging::Phase;
use crate::rt::state::bus::Bus;
use crate::rt::state::claimed_room::{ClaimedMember, ClaimedRoom};
use crate::rt::state::jitter_buffer::Analyses;
use crate::rt::state::session_limits::WARNING_MS;
use crate::rt::state::shared::Shared;
use crate::rt::state::stats::Stage;
use crate::rt::state::tap::TapPoint;
use crate::rt::state::unannounced::Unannounced;
use crate::rt::state::worker::WorkerLog;

/// Mixes a room. Its events and counts go to `log`.
pub fn mix_room(room: &mut ClaimedRoom<'_>, bus: &mut Bus, log: &mut WorkerLog) {
    let (shared, has_taps) = (room.shared, room.room.has_taps);
    let started = cycle_counter::now();
    bus.clear(room.room.id.0);
    add_members(room, bus, log);
    add_partings(room, bus);
    if room.room.has_playback {
        add_playback(room, bus);
    }
    let summed = cycle_counter::now();
    let differs = bus.differs_for_taps();
    if has_taps && differs {
        // This also writes the outputs of contributors; `bus.mix` below writes them again, complete.
        feed_room(room, bus);
    }
    bus.mix(shared.kernels, &shared.format);
    if has_taps && !differs {
        feed_room(room, bus);
    }
    let mixed = cycle_counter::now();
    output(room, bus, log);
    let done = cycle_counter::now();
    log.overloads += u64::from(bus.has_overload);
    log.count(Stage::Input, summed.wrapping_sub(started));
    log.count(Stage::Mix, mixed.wrapping_sub(summed));
    log.count(Stage::Output, done.wrapping_sub(mixed));
}

/// Takes every member's frame through the input stages, and puts the selected ones on the bus.
fn add_members(room: &mut ClaimedRoom<'_>, bus: &mut Bus, log: &mut WorkerLog) {
    let (shared, tick) = (room.shared, room.state.tick);
    let is_over = is_over(room, log);
    log.analyses = Analyses::of_rooms(room.state.active.len());
    fetch_first(room);
    for at in 0..room.members().len() {
        fetch_members(room, at);
        let (state, index, parting) = (room.state, room.index, room.room.parting);
        let Some(mut member) = room.member(at) else { continue };
        let Some(frame) = bus.next_frame(&shared.format) else { continue };
        let number = member.index;
        let ClaimedMember { slot, participant, .. } = &mut member;
        let fill = available(&shared.format, slot, participant, tick);
        let line_before = LineBefore::of(participant, fill);
        if is_over {
            slot.join.end(participant.join, EndReason::TimeLimit);
        }
        let mut leaves = !slot.join.now().runs(participant.join);
        log.presses.clear();
        let mut level = input(shared, tick, (slot, participant), frame, fill, &mut leaves, log);
        if !log.presses.is_empty() {
            let of = participant.event(EventKind::DtmfBegan, tick);
            let WorkerLog { events, presses, .. } = log;
            events.add_presses(&shared.event_shares, index, Phase::Members, presses, of);
        }
        if !participant.line_in.is_in_order() {
            after_frame(slot, participant, line_before.was_priming, |of, kind, value| {
                let event = Event { value, ..of.event(kind, tick) };
                log.events.add(&shared.event_shares, index, Phase::Members, event);
            });
        }
        // Checked first, since most rooms have no parting frames and `participant.parting` is not prefetched.
        if parting != NONE
            && let Some(parting) = state.partings.of_returned(participant.parting, number)
        {
            level = add_parting(&shared.format, shared.kernels, frame, level, parting);
        }
        slot.tick_counts.level(level);
        if participant.has_taps {
            let at = (TapPoint::AfterMute, tick, 0);
            let frame = is_selected(level).then_some(&*frame);
            feed_member(shared, slot, participant.tap_source(), at, frame, &Unannounced::NONE);
        }
        if participant.talk_events {
            let samples = samples(frame).get(..shared.format.frame).unwrap_or_default();
            let change = follow_talk(shared, participant, &line_before, level, samples);
            if let Some(kind) = change {
                log.events.add(&shared.event_shares, index, Phase::Members, participant.event(kind, tick));
            }
        }
        member.member.leaves = leaves;
        if is_selected(level) {
            add_to_bus(shared, member, bus);
        }
    }
}

/// Selects the contributors: all members whose frame is not silent.
#[inline(always)]
fn is_selected(level: FrameLevel) -> bool {
    level.peak > 0
}

/// Puts the member whose contribution is the next frame of the bus on it. Its mix goes straight to its out-ring, if
/// that has space and its output is not silent.
#[inline(always)]
fn add_to_bus(shared: &Shared, member: ClaimedMember<'_>, bus: &mut Bus) {
    let ClaimedMember { member, slot, participant, .. } = member;
    let is_silent = participant.line_out.transition.is_silent(participant.target_output_gain());
    let gets_output = !(member.leaves || is_silent);
    let output = if gets_output { participant.line_out.ring.next_samples(&shared.format) } else { None };
    let Some(place) = bus.add(output) else { return };
    member.contribution = place as u32;
    // A read may free space before the frame is published, but the mix will not be there.
    member.is_full = gets_output && output.is_none();
    if participant.has_playback {
        participant.playback.unannounced_recordings(&shared.plays, &slot.read_counts, |recording| {
            bus.unannounced.add(recording)
        });
    }
}

/// Adds the parting frames of members that moved elsewhere in this tick.
fn add_partings(room: &ClaimedRoom<'_>, bus: &mut Bus) {
    if room.room.parting == NONE {
        return;
    }
    let mut add = |is_unannounced| {
        for parting in room.state.partings.iter(room.room.parting, is_unannounced) {
            let Some(frame) = bus.next_frame(&room.shared.format) else { break };
            frame.iter_mut().zip(parting).for_each(|(to, from)| *to = *from);
            bus.add(None);
        }
        bus.count()
    };
    let from = add(false);
    add(true);
    bus.note_unannounced_partings(from);
}

/// Returns true if the room's time is over; reports a warning a minute before.
fn is_over(room: &ClaimedRoom<'_>, log: &mut WorkerLog) -> bool {
    let (shared, state, life) = (room.shared, room.state, room.room);
    let tick_ms = u64::from(shared.clock.frame_len.ms());
    let warned = life.ends.saturating_sub(WARNING_MS / tick_ms);
    if state.previous_tick < warned && warned <= state.tick && state.tick < life.ends && warned > life.opened
    {
        let left = (life.ends - state.tick) * tick_ms;
        let event =
            Event { room: life.id, value: left as i64, ..Event::of(EventKind::RoomWarning, state.tick) };
        log.events.add(&shared.event_shares, room.index, Phase::Members, event);
    }
    life.ends <= state.tick
}
