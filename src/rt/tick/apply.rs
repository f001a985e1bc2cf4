//! Settings and commands of the control layer, applied at the start of a tick.

use super::apply_playback::{after_join, apply_playback, before_join, play_on_hold};
use super::attach_taps::attach;
use super::decide::cap_now;
use super::input::parting_frame;
use crate::dsp::{CacheLine, FrameLevel, LinearGain};
use crate::rt::conversion::{LineConversion, Route};
use crate::rt::dtmf::digit_sender::{DigitSender, Digits};
use crate::rt::dtmf::press_events::PressEvents;
use crate::rt::dtmf::stage::DtmfStage;
use crate::rt::frame::MAX_FRAME_LINES;
use crate::rt::index::{JoinNumber, NONE, RateIndex};
use crate::rt::message::command::{COMMANDS_PER_TICK, Command, Join, RoomRef};
use crate::rt::message::event::{EndReason, Event, EventKind};
use crate::rt::message::settings::Settings;
use crate::rt::message::staging::{Phase, Staging};
use crate::rt::state::outside_fork::OutsideFork;
use crate::rt::state::participant_state::ParticipantState;
use crate::rt::state::shared::Shared;
use crate::rt::state::slot::Slot;
use crate::rt::state::talkspurt::Talkspurt;
use crate::rt::state::tick_state::TickState;
use crate::rt::state::ticker::Ticker;
use crate::rt::sync::atomics::Ordering;
use crate::rt::sync::pending_list::PendingList;

/// Applies the latest changed settings of each participant, in the order in which they began to change; then queued
/// commands, at most [`COMMANDS_PER_TICK`].
pub fn apply(outside: &mut OutsideFork<'_>) {
    let shared = outside.shared;
    let entry = |index: u32| shared.slots.get(index as usize).map(|slot| &slot.settings.pending);
    let mut changed = PendingList::in_order(shared.changed.take(), entry);
    while let Some(pending) = entry(changed) {
        let index = changed;
        changed = PendingList::next(pending);
        set(outside, index, None);
    }
    for _ in 0..COMMANDS_PER_TICK {
        let Ok(command) = outside.ticker.commands.pop() else { break };
        shared.stats.commands.add(1);
        match command {
            Command::Join(mut command) => {
                before_join(outside, command.slot);
                equip(outside, command.slot, command.conversion.take());
                join(outside, &command);
                after_join(outside, &mut command);
            }
            Command::Playback(command) => apply_playback(outside, command),
            Command::Move { slot, join, room, conversion } => {
                equip(outside, slot, conversion);
                move_to(outside, slot, join, room);
            }
            Command::DtmfBegin { slot, join, press } => {
                report_press(outside, slot, join, |dtmf, now, events| dtmf.begin(&press, now, events));
            }
            Command::DtmfEnd { slot, join, digit } => {
                report_press(outside, slot, join, |dtmf, now, events| dtmf.end(digit, now, events));
            }
            Command::DtmfUpdate { slot, join, update } => {
                report_press(outside, slot, join, |dtmf, now, events| dtmf.update(&update, now, events));
            }
            Command::SendDigits { slot, join, digits, sender } => {
                send_digits(outside, slot, join, &digits, sender);
            }
            Command::Report { event, share } => report(outside, &event, share),
            Command::Attach { tap } => attach(outside, tap),
        }
    }
}

/// A slot gets the conversions of its line, which it has not had so far.
fn equip(outside: &mut OutsideFork<'_>, slot: u32, conversion: Option<Box<LineConversion>>) {
    if let (Some(conversion), Some((_, participant))) = (conversion, outside.participants.get(slot)) {
        participant.conversion = Some(conversion);
    }
}

/// A participant enters a room. If the tick has not seen its last join end, that ends first.
fn join(outside: &mut OutsideFork<'_>, command: &Join) {
    let OutsideFork { shared, state, ticker, participants } = outside;
    let events = &mut ticker.events;
    let Some((slot, participant)) = participants.get(command.slot) else { return };
    if participant.room != NONE {
        while let Some(value) = participant.line_in.drop_note(participant.join) {
            let event = Event { value, ..participant.event(EventKind::MarkFlushed, state.tick) };
            events.add(&shared.event_shares, participant.room, Phase::Commands, event);
        }
        let event = participant.left(state.tick, command.last_end, command.last_value);
        events.add(&shared.event_shares, participant.room, Phase::Commands, event);
        participant.dtmf.leave(shared.format_of(slot).start_of(state.tick) as i64);
        depart(shared, state, (slot, participant), command.slot, command.from_position);
    }
    let Join { settings, look_ahead_ms, prefill, terminator, .. } = *command;
    let is_new = participant.identity.participant != command.participant;
    (participant.identity.participant, participant.identity.user) = (command.participant, command.user);
    participant.join = command.join;
    participant.talk_events = command.talk_events;
    participant.talk = Talkspurt::SILENT;
    let longest = command.adaptive.map_or(prefill, |limits| limits.most.max(prefill));
    participant.dtmf.reset(settings.dtmf, look_ahead_ms, longest, terminator, is_new);
    participant.line_in.begin_join(command.from_position, prefill, participant.dtmf.delay() as u16);
    participant.is_adaptive = command.adaptive.is_some();
    if let Some(limits) = command.adaptive {
        participant.line_in.adapt(shared.format_of(slot), limits);
    }
    participant.reserve.begin_join(command.cap);
    participant.steering.forget();
    participant.is_steered = false;
    participant.agent.begin_join(command.from_position);
    participant.line_out.transition.begin_join();
    participant.update_needs_dtmf();
    if let Some(sender) = &mut participant.digit_sender {
        sender.reset(shared.format_of(slot).rate, command.digits_before);
    }
    participant.is_sending_digits = false;
    slot.tick_counts.digits_sent.set(command.digits_before);
    participant.settings = settings;
    enter(shared, state, events, participant, command.slot, command.room);
    let gain = i64::from(settings.gain_mdb);
    let event = Event { value: gain, ..participant.event(EventKind::Joined, state.tick) };
    events.add(&shared.event_shares, participant.room, Phase::Commands, event);
    // Settings may have changed since the call that joined.
    set(outside, command.slot, Some(settings));
    if let Some(slot) = outside.shared.slots.get(command.slot as usize) {
        slot.end_if_expired(command.participant.generation(), command.join);
    }
}

/// A participant moves to another room; ignored if its join has ended.
fn move_to(outside: &mut OutsideFork<'_>, index: u32, join: JoinNumber, to: RoomRef) {
    let OutsideFork { shared, state, ticker, participants } = outside;
    let events = &mut ticker.events;
    let Some((slot, participant)) = participants.get(index) else { return };
    if !is_in(slot, participant, join) {
        count_void_entry(shared, state, to);
        return;
    }
    let from = participant.identity.room;
    depart(shared, state, (slot, participant), index, u64::MAX);
    enter(shared, state, events, participant, index, to);
    participant.line_in.gain_now = LinearGain::ZERO;
    participant.line_out.transition.note_move();
    let event = Event { value: from.0 as i64, ..participant.event(EventKind::Moved, state.tick) };
    events.add(&shared.event_shares, participant.room, Phase::Commands, event);
}

/// Applies the settings that the control layer has written last for the participant in a slot. Ignored if its join has
/// ended; a next join that is still queued applies them itself. `with`: the settings with which it has joined in this
/// tick; if they are the same, nothing has changed.
fn set(outside: &mut OutsideFork<'_>, index: u32, with: Option<Settings>) {
    let OutsideFork { shared, state, ticker, participants } = outside;
    let Some((slot, participant)) = participants.get(index) else { return };
    let settings = slot.settings.read();
    // Settings of a later join are written only after this one has ended, so the end is visible here.
    if !is_in(slot, participant, participant.join) {
        return;
    }
    let on_hold = slot.settings.take_hold_sound(participant.join);
    let has_hold_changed = on_hold.is_some();
    if let Some(sound) = on_hold {
        play_on_hold(shared, state.tick, ticker, participant, sound);
    }
    if with == Some(settings) && !has_hold_changed {
        return;
    }
    participant.settings = settings;
    ticker.presses.clear();
    let of = participant.event(EventKind::DtmfBegan, state.tick);
    let now = shared.format_of(slot).start_of(state.tick) as i64;
    participant.dtmf.change(settings.dtmf, now, &mut ticker.presses);
    let Ticker { events, presses, .. } = &mut **ticker;
    events.add_presses(&shared.event_shares, participant.room, Phase::Commands, presses, of);
    participant.update_needs_dtmf();
    let gain = i64::from(settings.gain_mdb);
    let event = Event { value: gain, ..participant.event(EventKind::Changed, state.tick) };
    ticker.events.add(&shared.event_shares, participant.room, Phase::Commands, event);
}

/// The host reports a press, or an update of one; ignored if the join has ended. If it is the terminator, the join ends
/// here, so later commands in the queue have no effect. If the room's time is over too, that is the reason.
fn report_press(
    outside: &mut OutsideFork<'_>,
    index: u32,
    join: JoinNumber,
    change: impl FnOnce(&mut DtmfStage, i64, &mut PressEvents),
) {
    let OutsideFork { shared, state, ticker, participants } = outside;
    let Some((slot, participant)) = participants.get(index) else { return };
    if !is_in(slot, participant, join) {
        return;
    }
    let now = shared.format_of(slot).start_of(state.tick) as i64;
    ticker.presses.clear();
    change(&mut participant.dtmf, now, &mut ticker.presses);
    let of = participant.event(EventKind::DtmfBegan, state.tick);
    let Ticker { events, presses, .. } = &mut **ticker;
    events.add_presses(&shared.event_shares, participant.room, Phase::Commands, presses, of);
    participant.update_needs_dtmf();
    if let Some(digit) = participant.dtmf.take_terminator(now) {
        let ends = state.rooms.get(participant.room as usize).map_or(u64::MAX, |room| room.ends);
        if ends <= state.tick {
            slot.join.end(join, EndReason::TimeLimit);
        } else {
            slot.join.end_by_terminator(join, digit);
        }
    }
}

/// Starts to send digits; ignored if the join has ended. The first for a slot come with their `sender`.
fn send_digits(
    outside: &mut OutsideFork<'_>,
    index: u32,
    join: JoinNumber,
    digits: &Digits,
    sender: Option<Box<DigitSender>>,
) {
    let OutsideFork { shared, participants, .. } = outside;
    let Some((slot, participant)) = participants.get(index) else { return };
    if let Some(mut sender) = sender {
        sender.reset(shared.format_of(slot).rate, slot.tick_counts.digits_sent.get());
        participant.digit_sender = Some(sender);
    }
    if is_in(slot, participant, join)
        && let Some(sender) = &mut participant.digit_sender
    {
        sender.add(digits);
        participant.is_sending_digits = sender.is_busy();
    }
}

/// Adds an event from the control layer. If its participant exists and is in a room, adds its room and state.
fn report(outside: &mut OutsideFork<'_>, event: &Event, share: u32) {
    let OutsideFork { shared, state, ticker, participants } = outside;
    let mut event = Event { tick: state.tick, ..*event };
    if shared.slot(event.participant).is_ok()
        && let Some((_, participant)) = participants.get(event.participant.index())
        && participant.room != NONE
        && participant.identity.participant == event.participant
    {
        event.room = participant.identity.room;
        event.state = participant.state_flags();
    }
    ticker.events.add_reported(&shared.event_shares, share, event);
}

/// Returns true if the tick has the slot in a room by that join, which has not ended.
fn is_in(slot: &Slot, participant: &ParticipantState, join: JoinNumber) -> bool {
    participant.room != NONE && participant.join == join && slot.join.now().runs(join)
}

/// Takes a participant out of its room. Its next frame fades out there, from samples written before position `end`.
fn depart(
    shared: &Shared,
    state: &mut TickState,
    (slot, participant): (&Slot, &mut ParticipantState),
    index: u32,
    end: u64,
) {
    let Some(room) = state.rooms.get_mut(participant.room as usize) else { return };
    state.pool.retain(&mut room.members, |member| member != index);
    state.participants = state.participants.saturating_sub(1);
    room.note_leaver();
    let left = core::mem::replace(&mut participant.room, NONE);
    state.partings.note_place(participant.parting, index, NONE);
    let before = room.parting;
    let is_unannounced = room.has_taps && !participant.playback.announcements.is_empty();
    if let Some(frame) = state.partings.add(&mut room.parting, index, left, is_unannounced) {
        if part(shared, room.rate, (slot, participant), frame, end).peak == 0 {
            state.partings.take_back(&mut room.parting, before);
        } else {
            participant.parting = room.parting;
        }
    }
}

/// Fills a participant's parting frame, at the rate of the room that it leaves, and returns its level.
fn part(
    shared: &Shared,
    rate: RateIndex,
    (slot, participant): (&Slot, &mut ParticipantState),
    frame: &mut [CacheLine],
    end: u64,
) -> FrameLevel {
    let (format, kernels) = (shared.format_of(slot), shared.kernels);
    let cap = cap_now(format, slot, participant);
    let Some(route) = Route::new(kernels, &shared.rates, slot.rate, rate) else {
        return parting_frame(format, kernels, participant, frame, end, cap);
    };
    let mut line = [CacheLine::ZERO; MAX_FRAME_LINES];
    let line = line.get_mut(..format.frame_lines).unwrap_or_default();
    let level = parting_frame(format, kernels, participant, line, end, cap);
    // A copy: the frame is taken again for the next room.
    let converter = participant.conversion.as_ref().map(|conversion| conversion.input.clone());
    converter.unwrap_or_default().contribute(&route, level, line, frame)
}

/// Puts a participant into a room; opens the room if it is empty.
fn enter(
    shared: &Shared,
    state: &mut TickState,
    events: &mut Staging,
    participant: &mut ParticipantState,
    slot: u32,
    to: RoomRef,
) {
    let Some(room) = state.rooms.get_mut(to.index as usize) else { return };
    room.entries += 1;
    if !room.is_active {
        room.is_active = true;
        room.id = to.id;
        room.rate = to.rate;
        room.opened = state.tick;
        room.ends = if to.limit == 0 { u64::MAX } else { state.tick.saturating_add(to.limit) };
        let at = state.active.partition_point(|&index| index < to.index);
        state.active.insert(at, to.index);
        let event = Event { room: to.id, ..Event::of(EventKind::RoomOpened, state.tick) };
        events.add(&shared.event_shares, to.index, Phase::Commands, event);
    }
    if state.pool.push(&mut room.members, slot) {
        participant.room = to.index;
        participant.identity.room = to.id;
        if let Some(conversion) = &mut participant.conversion {
            conversion.begin(state.previous_tick);
        }
        state.partings.note_place(participant.parting, slot, to.index);
        state.participants += 1;
    }
}

/// Counts an entry that the control layer has counted and that will not happen, so the counts agree.
fn count_void_entry(shared: &Shared, state: &mut TickState, to: RoomRef) {
    let Some(room) = state.rooms.get_mut(to.index as usize) else { return };
    room.entries += 1;
    if !room.is_active
        && let Some(emptied) = shared.emptied.get(to.index as usize)
    {
        emptied.store(room.entries, Ordering::Release);
    }
}
