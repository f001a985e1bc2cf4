//! Commands of the control floor, applied at the start of a tick.

use super::apply_playback;
use super::feed_taps;
use super::hear::part_heard;
use super::pull::{cap_now, part};
use super::ticker::Ticker;
use crate::dsp::LinearGain;
use crate::rt::dtmf::digit_sender::Digits;
use crate::rt::dtmf::stage::Keys;
use crate::rt::message::command::{COMMANDS_PER_TICK, Command, Join, RoomRef};
use crate::rt::message::event::{EndReason, Event, EventKind, KeyPress};
use crate::rt::message::settings::Settings;
use crate::rt::message::staging::{Phase, Staging};
use crate::rt::state::excess::Excess;
use crate::rt::state::join_state::JoinNumber;
use crate::rt::state::members::NONE;
use crate::rt::state::shared::{Floor, Shared};
use crate::rt::state::slot::Slot;
use crate::rt::state::talkspurt::Talkspurt;
use crate::rt::state::tick_side::{SEAM_JOINED, SEAM_MOVED, TickSide, left, of};
use crate::rt::sync::atomics::Ordering;
use crate::rt::sync::pending_list::PendingList;

/// Applies the settings that have changed, of each participant the latest, in the order in which they began to change;
/// then the commands that wait, at most [`COMMANDS_PER_TICK`].
///
/// # Safety
/// Only for the holder of the ticker, outside the fork.
pub unsafe fn apply_commands(shared: &Shared, floor: &mut Floor, ticker: &mut Ticker) {
    let ask = |index: u32| shared.slots.get(index as usize).map(|slot| &slot.settings.ask);
    let mut changed = PendingList::turn(shared.changed.take(), ask);
    while let Some(slot) = shared.slots.get(changed as usize) {
        changed = PendingList::pass(&slot.settings.ask);
        // SAFETY: the caller holds the ticker, outside the fork.
        unsafe { set(shared, floor, ticker, slot, None) };
    }
    for _ in 0..COMMANDS_PER_TICK {
        let Ok(command) = ticker.commands.pop() else { break };
        shared.stats.commands.add(1);
        let events = &mut ticker.events;
        // SAFETY: the caller's contract is the same.
        unsafe {
            match command {
                Command::Join(command) => {
                    apply_playback::before_join(shared, floor, ticker, command.slot);
                    join(shared, floor, ticker, &command);
                    apply_playback::after_join(shared, floor, ticker, &command);
                }
                Command::PlaybackCommand(command) => apply_playback::cue(shared, floor, ticker, &command),
                Command::Move { slot, join, room } => relocate(shared, floor, events, slot, join, room),
                Command::KeyDown { slot, join, injected } => {
                    press(shared, floor, events, slot, join, |keys, now, tell| {
                        keys.begin(&injected, now, tell)
                    });
                }
                Command::KeyUp { slot, join, key } => {
                    press(shared, floor, events, slot, join, |keys, now, tell| keys.end(key, now, tell));
                }
                Command::KeyUpdate { slot, join, update } => {
                    press(shared, floor, events, slot, join, |keys, now, tell| {
                        keys.update(&update, now, tell)
                    });
                }
                Command::DigitSender { slot, join, digits } => dial(shared, slot, join, &digits),
                Command::Tell { event, share } => tell(shared, floor, events, &event, share),
                Command::Attach { tap } => feed_taps::attach(shared, floor, &mut ticker.reports, tap),
            }
        }
    }
}

/// A participant enters a room. If the tick has not seen its last join end, that ends first.
///
/// # Safety
/// As [`apply_commands`].
unsafe fn join(shared: &Shared, floor: &mut Floor, ticker: &mut Ticker, command: &Join) {
    let Some(slot) = shared.slots.get(command.slot as usize) else { return };
    let events = &mut ticker.events;
    // SAFETY: the caller holds the ticker, outside the fork.
    let side = unsafe { slot.tick_side() };
    if side.room != NONE {
        let event = left(side, floor.tick, command.last_end, command.last_value);
        events.add(&shared.owners, side.room, Phase::Commands, event);
        side.keys.leave(shared.geometry.start_of(floor.tick) as i64);
        // SAFETY: as above.
        unsafe { depart(shared, floor, side, command.slot, command.from_position) };
    }
    let is_new = side.participant != command.participant;
    side.join = command.join;
    side.participant = command.participant;
    side.user = command.user;
    side.from_position = command.from_position;
    side.prefill = command.prefill;
    side.cap = command.cap;
    side.talk_events = command.talk_events;
    side.priming = true;
    side.talk = Talkspurt::SILENT;
    side.last = 0;
    side.excess = Excess::default();
    side.last_heard = 0;
    side.seam = SEAM_JOINED;
    side.gain_now = LinearGain::ZERO;
    side.hear_now = LinearGain::ZERO;
    let Join { settings, look_ahead_ms, prefill, terminator, .. } = *command;
    side.keys.reset(settings.keys, look_ahead_ms, prefill, terminator, is_new);
    side.delay = side.keys.delay() as u32;
    side.choose_way();
    side.dial.reset(shared.geometry.rate, command.digits_before);
    side.is_dialled = false;
    slot.ticked.dialled.set(command.digits_before);
    assign(side, command.settings);
    // SAFETY: as above.
    unsafe { enter(shared, floor, events, side, command.slot, command.room) };
    let event = Event { value: i64::from(side.gain_mdb), ..of(side, EventKind::Joined, floor.tick) };
    events.add(&shared.owners, side.room, Phase::Commands, event);
    // What has changed since the call that joined.
    // SAFETY: the caller holds the ticker, outside the fork, and `side` is used no more.
    unsafe { set(shared, floor, ticker, slot, Some(command.settings)) };
    slot.end_if_expired(command.participant.generation(), command.join);
}

/// A participant goes to another room; void if its join has ended.
///
/// # Safety
/// As [`apply_commands`].
unsafe fn relocate(
    shared: &Shared,
    floor: &mut Floor,
    events: &mut Staging,
    slot_index: u32,
    join: JoinNumber,
    to: RoomRef,
) {
    let Some(slot) = shared.slots.get(slot_index as usize) else { return };
    // SAFETY: the caller holds the ticker, outside the fork.
    let side = unsafe { slot.tick_side() };
    if !is_in(slot, side, join) {
        // SAFETY: as above.
        unsafe { count_void_entry(shared, floor, to) };
        return;
    }
    let from = side.room_id;
    // SAFETY: as above.
    unsafe {
        depart(shared, floor, side, slot_index, u64::MAX);
        enter(shared, floor, events, side, slot_index, to);
    }
    side.gain_now = LinearGain::ZERO;
    side.hear_now = LinearGain::ZERO;
    side.seam |= SEAM_MOVED;
    let event = Event { value: from.0 as i64, ..of(side, EventKind::Moved, floor.tick) };
    events.add(&shared.owners, side.room, Phase::Commands, event);
}

/// The settings of the participant in a slot become what the control floor has written last. Void if its join has ended;
/// if its next join waits behind other commands, that takes them up. A participant that has joined `with` settings is in
/// this tick, and has not changed unless they differ.
///
/// # Safety
/// As [`apply_commands`]; no reference to the tick's side of the slot may be alive.
unsafe fn set(shared: &Shared, floor: &Floor, ticker: &mut Ticker, slot: &Slot, with: Option<Settings>) {
    // SAFETY: the caller holds the ticker, outside the fork.
    let side = unsafe { slot.tick_side() };
    let settings = slot.settings.read();
    // Those of a later join are written after this one has ended, which is seen here then.
    if !is_in(slot, side, side.join) {
        return;
    }
    let on_hold = slot.settings.take_hold_sound(side.join);
    if let Some(node) = on_hold {
        // SAFETY: as above; the node is the tick's since it was taken up.
        unsafe { apply_playback::hold(shared, floor, ticker, side, node) };
    }
    if with == Some(settings) && on_hold.is_none() {
        return;
    }
    let events = &mut ticker.events;
    assign(side, settings);
    let (room, who, tick) = (side.room, side.who(), floor.tick);
    let now = shared.geometry.start_of(tick) as i64;
    side.keys.switch(settings.keys, now, &mut |kind, press| {
        events.add(&shared.owners, room, Phase::Commands, who.pressed(kind, tick, press));
    });
    side.choose_way();
    let event = Event { value: i64::from(side.gain_mdb), ..of(side, EventKind::Changed, floor.tick) };
    events.add(&shared.owners, side.room, Phase::Commands, event);
}

/// A key that the host injects goes down or up; void if the join has ended. If it is the terminator, the join ends here, so
/// nothing that comes after it in the queue takes effect; by the room's time, if that is over.
///
/// # Safety
/// As [`apply_commands`].
unsafe fn press(
    shared: &Shared,
    floor: &Floor,
    events: &mut Staging,
    slot: u32,
    join: JoinNumber,
    change: impl FnOnce(&mut Keys, i64, &mut dyn FnMut(EventKind, KeyPress)),
) {
    let Some(slot) = shared.slots.get(slot as usize) else { return };
    // SAFETY: the caller holds the ticker, outside the fork.
    let side = unsafe { slot.tick_side() };
    if !is_in(slot, side, join) {
        return;
    }
    let (room, who, tick) = (side.room, side.who(), floor.tick);
    let now = shared.geometry.start_of(tick) as i64;
    change(&mut side.keys, now, &mut |kind, press| {
        events.add(&shared.owners, room, Phase::Commands, who.pressed(kind, tick, press));
    });
    side.choose_way();
    if let Some(key) = side.keys.take_terminator(now) {
        // SAFETY: the caller holds the ticker, outside the fork.
        let ends = floor.rooms.get(room as usize).map_or(u64::MAX, |room| unsafe { room.get() }.ends);
        if ends <= tick {
            slot.join.end(join, EndReason::TimeLimit);
        } else {
            slot.join.end_by_key(join, key);
        }
    }
}

/// Digits are to be sent; void if the join has ended.
///
/// # Safety
/// As [`apply_commands`].
unsafe fn dial(shared: &Shared, slot: u32, join: JoinNumber, digits: &Digits) {
    let Some(slot) = shared.slots.get(slot as usize) else { return };
    // SAFETY: the caller holds the ticker, outside the fork.
    let side = unsafe { slot.tick_side() };
    if is_in(slot, side, join) {
        side.dial.add(digits);
        side.is_dialled = side.dial.is_busy();
    }
}

/// The control floor has something to tell; of a participant that lives, with where and how it is.
///
/// # Safety
/// As [`apply_commands`].
unsafe fn tell(shared: &Shared, floor: &Floor, events: &mut Staging, event: &Event, share: u32) {
    let mut event = Event { tick: floor.tick, ..*event };
    if let Ok((slot, _)) = shared.slot(event.participant) {
        // SAFETY: the caller holds the ticker, outside the fork.
        let side = unsafe { slot.tick_side() };
        if side.room != NONE && side.participant == event.participant {
            event.room = side.room_id;
            event.state = side.state();
        }
    }
    events.add_told(&shared.owners, share, event);
}

fn assign(side: &mut TickSide, settings: Settings) {
    side.mute = settings.mute;
    side.deaf = settings.deaf;
    side.hold = settings.hold;
    side.gain = settings.gain;
    side.gain_mdb = settings.gain_mdb;
}

/// Whether the tick has the slot in a room by that join, which has not ended.
pub fn is_in(slot: &Slot, side: &TickSide, join: JoinNumber) -> bool {
    side.room != NONE && side.join == join && slot.join.now().runs(join)
}

/// Takes a participant out of its room, in which its next frame still fades out, as far as that was written before
/// position `end`.
///
/// # Safety
/// As [`apply_commands`].
unsafe fn depart(shared: &Shared, floor: &mut Floor, side: &mut TickSide, slot: u32, end: u64) {
    let Some(cell) = floor.rooms.get(side.room as usize) else { return };
    // SAFETY: the caller holds the ticker, outside the fork.
    let room = unsafe { cell.get() };
    floor.pool.retain(&mut room.members, |member| member != slot);
    floor.participants = floor.participants.saturating_sub(1);
    room.thinned = true;
    let left = core::mem::replace(&mut side.room, NONE);
    floor.partings.note_place(side.parting, slot, NONE);
    let before = room.parting;
    let owes = room.taps != NONE && !side.notices.is_empty();
    if let Some(frame) = floor.partings.add(&mut room.parting, slot, left, owes) {
        let (g, k) = (&shared.geometry, shared.kernels);
        let cap = shared.slots.get(slot as usize).map_or(0, |slot| cap_now(slot, side, g));
        let level = if side.is_heard {
            part_heard(side, g, k, frame, end, cap)
        } else {
            part(side, g, k, frame, end, cap)
        };
        if level.peak == 0 {
            floor.partings.take_back(&mut room.parting, before);
        } else {
            side.parting = room.parting;
        }
    }
}

/// Puts a participant into a room, which is opened if nobody is in it.
///
/// # Safety
/// As [`apply_commands`].
unsafe fn enter(
    shared: &Shared,
    floor: &mut Floor,
    events: &mut Staging,
    side: &mut TickSide,
    slot: u32,
    to: RoomRef,
) {
    let Some(cell) = floor.rooms.get(to.index as usize) else { return };
    // SAFETY: the caller holds the ticker, outside the fork.
    let room = unsafe { cell.get() };
    room.entries += 1;
    if !room.is_active {
        room.is_active = true;
        room.id = to.id;
        room.opened = floor.tick;
        room.ends = if to.limit == 0 { u64::MAX } else { floor.tick.saturating_add(to.limit) };
        let at = floor.active.partition_point(|&index| index < to.index);
        floor.active.insert(at, to.index);
        let event = Event { room: to.id, ..Event::of(EventKind::RoomOpened, floor.tick) };
        events.add(&shared.owners, to.index, Phase::Commands, event);
    }
    if floor.pool.push(&mut room.members, slot) {
        side.room = to.index;
        side.room_id = to.id;
        floor.partings.note_place(side.parting, slot, to.index);
        floor.participants += 1;
    }
}

/// An entry that the control floor has counted and that will not come: the room's count must agree.
///
/// # Safety
/// As [`apply_commands`].
unsafe fn count_void_entry(shared: &Shared, floor: &Floor, to: RoomRef) {
    let Some(cell) = floor.rooms.get(to.index as usize) else { return };
    // SAFETY: the caller holds the ticker, outside the fork.
    let room = unsafe { cell.get() };
    room.entries += 1;
    if !room.is_active
        && let Some(emptied) = shared.emptied.get(to.index as usize)
    {
        emptied.store(room.entries, Ordering::Release);
    }
}
