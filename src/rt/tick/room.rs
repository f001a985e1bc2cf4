//! One room, one frame: input, select, mix, output.

use super::feed_taps::{feed_member, feed_room};
use super::input::{SILENT, add_parting, after_frame, available, input};
use super::output::output;
use super::play_to_room::add_playback;
use super::prefetch::{fetch_first, fetch_members};
use super::talk::{LineBefore, follow_talk};
use crate::dsp::{CacheLine, FrameLevel};
use crate::rt::conversion::{ConversionSpace, Route};
use crate::rt::cycle_counter;
use crate::rt::frame::{AudioFormat, samples};
use crate::rt::index::{NONE, RateIndex};
use crate::rt::message::event::{EndReason, Event, EventKind};
use crate::rt::message::staging::Phase;
use crate::rt::rates::RateSet;
use crate::rt::state::bus::Bus;
use crate::rt::state::claimed_room::{ClaimedMember, ClaimedRoom};
use crate::rt::state::jitter_buffer::Analyses;
use crate::rt::state::jobs::Memory;
use crate::rt::state::participant_state::ParticipantState;
use crate::rt::state::session_limits::WARNING_MS;
use crate::rt::state::shared::Shared;
use crate::rt::state::slot::Slot;
use crate::rt::state::stats::Stage;
use crate::rt::state::tap::TapPoint;
use crate::rt::state::unannounced::Unannounced;
use crate::rt::state::worker::WorkerLog;
use crate::rt::sync::atomics::Ordering;

/// Mixes a room. Its events and counts go to the log in `memory`.
pub fn mix_room(room: &mut ClaimedRoom<'_>, memory: Memory<'_>) {
    // Compiled twice, so that an engine with usual lines of one rate pays nothing for the others.
    if memory.space.is_mixed { mix::<true>(room, memory) } else { mix::<false>(room, memory) }
}

/// Mixes a room; `MIXED`: its lines may have other rates, or be those of agents.
fn mix<const MIXED: bool>(room: &mut ClaimedRoom<'_>, memory: Memory<'_>) {
    let Memory { bus, space, log } = memory;
    let (shared, has_taps) = (room.shared, room.room.has_taps);
    let started = cycle_counter::now();
    bus.clear(shared.rates.format(room.room.rate), room.room.id.0);
    space.rates = RateSet::default();
    add_members::<MIXED>(room, bus, space, log);
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
    bus.mix(shared.kernels);
    if has_taps && !differs {
        feed_room(room, bus);
    }
    if MIXED {
        convert_common(room, bus, space);
    }
    let mixed = cycle_counter::now();
    output::<MIXED>(room, bus, space, log);
    let done = cycle_counter::now();
    log.overloads += u64::from(bus.has_overload);
    log.count(Stage::Input, summed.wrapping_sub(started));
    log.count(Stage::Mix, mixed.wrapping_sub(summed));
    log.count(Stage::Output, done.wrapping_sub(mixed));
}

/// Takes every member's frame through the input stages, and puts the selected ones on the bus.
fn add_members<const MIXED: bool>(
    room: &mut ClaimedRoom<'_>,
    bus: &mut Bus,
    space: &mut ConversionSpace,
    log: &mut WorkerLog,
) {
    let (shared, tick, rate) = (room.shared, room.state.tick, room.room.rate);
    let room_format = shared.rates.format(rate);
    let is_over = is_over(room, log);
    log.analyses = Analyses::of_rooms(room.state.active.len());
    fetch_first(room, room_format);
    for at in 0..room.members().len() {
        fetch_members(room, room_format, at);
        let (state, index, parting) = (room.state, room.index, room.room.parting);
        let Some(mut member) = room.member(at) else { continue };
        let Some(contribution) = bus.next_frame() else { continue };
        let number = member.index;
        let ClaimedMember { member: noted, slot, participant, .. } = &mut member;
        let is_converted = MIXED && slot.rate != rate;
        let format = if is_converted { shared.format_of(slot) } else { room_format };
        let frame = if is_converted { space.line_frame(format) } else { &mut *contribution };
        let fill = available(format, slot, participant, tick);
        let line_before = LineBefore::of(participant, fill);
        if is_over {
            slot.join.end(participant.join, EndReason::TimeLimit);
        }
        let mut leaves = !slot.join.now().runs(participant.join);
        log.presses.clear();
        let mut level = input((shared, format), tick, (slot, participant), frame, fill, &mut leaves, log);
        if !log.presses.is_empty() {
            let of = participant.event(EventKind::DtmfBegan, tick);
            let WorkerLog { events, presses, .. } = log;
            events.add_presses(&shared.event_shares, index, Phase::Members, presses, of);
        }
        let mut report = |of: &ParticipantState, kind, value| {
            let event = Event { value, ..of.event(kind, tick) };
            log.events.add(&shared.event_shares, index, Phase::Members, event);
        };
        if MIXED && slot.is_agent {
            note_agent(slot, participant, &mut report);
        }
        if !participant.line_in.is_in_order() {
            after_frame(slot, participant, line_before.was_priming, report);
        }
        // Checked first, since most rooms have no parting frames and `participant.parting` is not prefetched.
        let parting =
            if parting == NONE { None } else { state.partings.of_returned(participant.parting, number) };
        if let Some(parting) = parting.filter(|_| !is_converted) {
            level = add_parting(format, shared.kernels, frame, level, parting);
        }
        slot.tick_counts.level(level);
        if participant.has_taps {
            let at = (TapPoint::AfterMute, tick, 0);
            let frame = is_selected(level).then_some(&*frame);
            feed_member(shared, slot, participant.tap_source(), at, frame, &Unannounced::NONE);
        }
        if participant.talk_events {
            let samples = samples(frame).get(..format.frame).unwrap_or_default();
            let change = follow_talk(shared, format, participant, &line_before, level, samples);
            if let Some(kind) = change {
                log.events.add(&shared.event_shares, index, Phase::Members, participant.event(kind, tick));
            }
        }
        noted.leaves = leaves;
        if is_converted {
            noted.is_converted = true;
            space.rates.add(slot.rate);
            level = convert(shared, rate, (slot, participant), (level, space), contribution);
            if let Some(parting) = parting {
                level = add_parting(room_format, shared.kernels, contribution, level, parting);
            }
        }
        if is_selected(level) {
            add_to_bus::<MIXED>((shared, format), member, bus);
        }
    }
}

/// Notes how far a speech agent has come, and reports that it may write again.
fn note_agent(
    slot: &Slot,
    participant: &mut ParticipantState,
    report: impl FnOnce(&ParticipantState, EventKind, i64),
) {
    let position = participant.line_in.position();
    slot.arrival_counts.played.set(participant.agent.played(position));
    let fill = slot.position.load(Ordering::Acquire).saturating_sub(position) as usize;
    let most = slot.max_write as usize;
    if participant.agent.may_write(fill, most) {
        report(participant, EventKind::Writable, (most - fill) as i64);
    }
}

/// Converts a member's frame to the room's rate; returns the level of the contribution.
fn convert(
    shared: &Shared,
    rate: RateIndex,
    (slot, participant): (&Slot, &mut ParticipantState),
    (level, space): (FrameLevel, &mut ConversionSpace),
    contribution: &mut [CacheLine],
) -> FrameLevel {
    let Some(route) = Route::new(shared.kernels, &shared.rates, slot.rate, rate) else { return SILENT };
    let Some(conversion) = &mut participant.conversion else { return SILENT };
    conversion.input.contribute(&route, level, space.line_frame(shared.format_of(slot)), contribution)
}

/// Converts the common frame to the rate of each line that has another than the room, once a rate.
fn convert_common(room: &mut ClaimedRoom<'_>, bus: &Bus, space: &mut ConversionSpace) {
    let (shared, state, life) = (room.shared, room.state, room.room);
    let common = (bus.count() > 0).then_some(bus.common());
    for rate in space.rates.without(life.rate) {
        let conversion = room.work().and_then(|work| work.conversions.get_mut(rate.at()));
        let route = Route::new(shared.kernels, &shared.rates, life.rate, rate);
        if let (Some(conversion), Some(route), Some(frame)) =
            (conversion, route, space.common.get_mut(rate.at()))
        {
            frame.convert(conversion, &route, life.id, (state.tick, state.previous_tick), common);
        }
    }
}

/// Selects the contributors: all members whose frame is not silent.
#[inline(always)]
fn is_selected(level: FrameLevel) -> bool {
    level.peak > 0
}

/// Puts the member whose contribution is the next frame of the bus on it. Its mix goes straight to its out-ring, unless
/// it is converted first, if that has space and its output is not silent.
#[inline(always)]
fn add_to_bus<const MIXED: bool>(
    (shared, format): (&Shared, &AudioFormat),
    member: ClaimedMember<'_>,
    bus: &mut Bus,
) {
    let ClaimedMember { member, slot, participant, .. } = member;
    let is_silent = participant.line_out.transition.is_silent(participant.target_output_gain());
    let gets_output = !(member.leaves || is_silent);
    let output = if gets_output { participant.line_out.ring.next_samples(format) } else { None };
    let place =
        if MIXED && member.is_converted && output.is_some() { bus.add_to_convert() } else { bus.add(output) };
    let Some(place) = place else { return };
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
            let Some(frame) = bus.next_frame() else { break };
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
