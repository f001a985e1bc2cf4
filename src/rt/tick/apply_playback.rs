//! Commands about plays, applied at the start of a tick as all others are.

use super::ticker::Ticker;
use crate::handle::ParticipantId;
use crate::rt::fixed_vec::Fixed;
use crate::rt::message::command::{Join, PlaybackCommand, RoomRef};
use crate::rt::message::event::{Event, EventKind, PlayEnd};
use crate::rt::message::staging::Phase;
use crate::rt::state::members::NONE;
use crate::rt::state::participant_playback::{ended, is_in_booth};
use crate::rt::state::play::{Queue, Which};
use crate::rt::state::room_playback::{ALONE, ANNOUNCED, BEEPS, Desk, JOINED, LEFT};
use crate::rt::state::shared::{Floor, Shared};
use crate::rt::state::slot::is_current;
use crate::rt::state::tick_side::TickSide;

/// The ticking thread's hands on plays.
fn desk<'a>(shared: &'a Shared, floor: &Floor, ticker: &'a mut Ticker) -> Desk<'a> {
    Desk {
        plays: &shared.plays,
        geometry: &shared.geometry,
        owners: &shared.owners,
        events: &mut ticker.events,
        reports: &mut ticker.reports,
        tick: floor.tick,
    }
}

/// Applies one command about plays.
///
/// # Safety
/// Only for the holder of the ticker, outside the fork.
pub unsafe fn cue(shared: &Shared, floor: &mut Floor, ticker: &mut Ticker, cue: &PlaybackCommand) {
    // SAFETY: the caller's contract is the same.
    unsafe {
        match *cue {
            PlaybackCommand::Say { slot, participant, user, play, interrupt } => {
                say(shared, floor, ticker, slot, (participant, user), play, interrupt);
            }
            PlaybackCommand::SayStop { slot, number } => {
                let Some(slot) = shared.slots.get(slot as usize) else { return };
                let side = slot.tick_side();
                let mut said = side.said;
                stop(shared, floor.tick, ticker, side, &mut said, Which::of(number));
                side.said = said;
                note(side);
            }
            PlaybackCommand::Announce { room, play, interrupt } => {
                with_room(shared, floor, ticker, room, ANNOUNCED, play, |desk, queue| {
                    if interrupt {
                        desk.stop((room.index, room.id), queue, Which::All);
                    }
                    desk.plays.append(queue, play);
                });
            }
            PlaybackCommand::AnnounceStop { room, number } => {
                with_room(shared, floor, ticker, room, ANNOUNCED, NONE, |desk, queue| {
                    desk.stop((room.index, room.id), queue, Which::of(number));
                });
            }
            PlaybackCommand::Notice { slot, participant, user, play } => {
                announce(shared, floor, ticker, slot, (participant, user), play);
            }
            PlaybackCommand::NoticeStop { slot, play } => {
                let Some(slot) = shared.slots.get(slot as usize) else { return };
                let side = slot.tick_side();
                let mut notices = side.notices;
                stop(shared, floor.tick, ticker, side, &mut notices, Which::Node(play));
                side.notices = notices;
                note(side);
            }
            PlaybackCommand::Beeps { room, play } => {
                with_room(shared, floor, ticker, room, BEEPS, play, |desk, queue| {
                    desk.plays.append(queue, play);
                });
            }
            PlaybackCommand::BeepsStop { room, play } => {
                with_room(shared, floor, ticker, room, BEEPS, NONE, |desk, queue| {
                    desk.stop((room.index, room.id), queue, Which::Node(play));
                });
            }
            PlaybackCommand::Release { batch } => floor.released = batch,
            PlaybackCommand::Alone { room, play } => {
                with_room(shared, floor, ticker, room, ALONE, play, |desk, queue| {
                    desk.stop((room.index, room.id), queue, Which::All);
                    desk.plays.append(queue, play);
                });
            }
        }
    }
}

/// A recording is announced to a participant, in its room or in its booth; void if it is gone.
///
/// # Safety
/// As of [`cue`].
unsafe fn announce(
    shared: &Shared,
    floor: &mut Floor,
    ticker: &mut Ticker,
    index: u32,
    (participant, user): (ParticipantId, u64),
    play: u32,
) {
    let Some(slot) = shared.slots.get(index as usize) else { return };
    if !is_current(slot, participant.generation()) {
        return ticker.reports.played(play);
    }
    // SAFETY: the caller holds the ticker, outside the fork.
    let side = unsafe { slot.tick_side() };
    let was_in_booth = is_in_booth(side);
    if side.room == NONE {
        (side.participant, side.user) = (participant, user);
    }
    if side.notices.is_empty() {
        side.lost = slot.heard.lost.get();
    }
    // SAFETY: as above; the node is the tick's since the command has come.
    unsafe { shared.plays.append(&mut side.notices, play) };
    if side.room == NONE && !was_in_booth {
        enter_booth(&mut floor.booths, index);
    }
    note(side);
}

/// What a participant hears on hold, in place of what it was: a node, or [`NONE`].
///
/// # Safety
/// As of [`cue`]; the node is the tick's.
pub unsafe fn hold(shared: &Shared, floor: &Floor, ticker: &mut Ticker, side: &mut TickSide, node: u32) {
    let mut on_hold = side.on_hold;
    // SAFETY: the caller holds the ticker, outside the fork.
    unsafe {
        stop(shared, floor.tick, ticker, side, &mut on_hold, Which::All);
        shared.plays.append(&mut on_hold, node);
    }
    side.on_hold = on_hold;
    note(side);
}

/// A prompt is to play to a participant, in its room or in its booth; void if it is gone.
///
/// # Safety
/// As of [`cue`].
unsafe fn say(
    shared: &Shared,
    floor: &mut Floor,
    ticker: &mut Ticker,
    index: u32,
    (participant, user): (ParticipantId, u64),
    play: u32,
    interrupt: bool,
) {
    let Some(slot) = shared.slots.get(index as usize) else { return };
    // SAFETY: the caller's contract is the same, here and below.
    let side = unsafe { slot.tick_side() };
    if !is_current(slot, participant.generation()) {
        // SAFETY: as above; the node is the tick's since the command has come.
        let number = unsafe { shared.plays.number(play) };
        let event = Event {
            participant,
            user,
            value: number as i64,
            play_end: Some(PlayEnd::Dropped),
            ..Event::of(EventKind::PlayEnded, floor.tick)
        };
        ticker.events.add(&shared.owners, NONE, Phase::Commands, event);
        return ticker.reports.played(play);
    }
    let was_in_booth = is_in_booth(side);
    if side.room == NONE {
        side.belong_to(participant, user);
    }
    let mut said = side.said;
    if interrupt {
        // SAFETY: as above.
        unsafe { stop(shared, floor.tick, ticker, side, &mut said, Which::All) };
    }
    // SAFETY: as above.
    unsafe { shared.plays.append(&mut said, play) };
    side.said = said;
    if side.room == NONE && !was_in_booth {
        enter_booth(&mut floor.booths, index);
    }
    note(side);
}

/// Stops what plays in a queue of a participant.
///
/// # Safety
/// As of [`cue`].
unsafe fn stop(
    shared: &Shared,
    tick: u64,
    ticker: &mut Ticker,
    side: &TickSide,
    queue: &mut Queue,
    which: Which,
) {
    let Ticker { events, reports, .. } = ticker;
    // SAFETY: the caller's contract is the same.
    unsafe {
        shared.plays.stop(queue, which, |node, number, end| {
            if number != 0 {
                events.add(&shared.owners, NONE, Phase::Commands, ended(side, tick, number, end));
            }
            reports.played(node);
        });
    }
}

/// Notes whether anything plays to a participant.
fn note(side: &mut TickSide) {
    side.is_played = !(side.said.is_empty() && side.on_hold.is_empty() && side.notices.is_empty());
}

/// The slot has a booth from this tick on.
pub fn enter_booth(booths: &mut Fixed<u32>, slot: u32) {
    let at = booths.partition_point(|&index| index < slot);
    if booths.get(at) != Some(&slot) {
        booths.insert(at, slot);
    }
}

/// The slot has no booth from now on.
fn leave_booth(booths: &mut Fixed<u32>, slot: u32) {
    let at = booths.partition_point(|&index| index < slot);
    if booths.get(at) == Some(&slot) {
        booths.retain(|&index| index != slot);
    }
}

/// Does `act` to a queue of a room, if the tick knows the room by that life; else gives `play` back.
///
/// # Safety
/// As of [`cue`].
unsafe fn with_room(
    shared: &Shared,
    floor: &mut Floor,
    ticker: &mut Ticker,
    to: RoomRef,
    lane: usize,
    play: u32,
    act: impl FnOnce(&mut Desk<'_>, &mut Queue),
) {
    let mut desk = desk(shared, floor, ticker);
    let cell = floor.rooms.get(to.index as usize);
    // SAFETY: the caller holds the ticker, outside the fork.
    let room = cell.map(|cell| unsafe { cell.get() }).filter(|room| room.is_active && room.id == to.id);
    let queue = floor.sounds.get_mut(to.index as usize).and_then(|sounds| sounds.lanes.get_mut(lane));
    let (Some(room), Some(queue)) = (room, queue) else {
        if play != NONE {
            // SAFETY: as above; the node is the tick's since the command has come.
            unsafe { desk.refuse(to.id, play) };
        }
        return;
    };
    act(&mut desk, queue);
    room.has_sounds = true;
}

/// A participant is about to join: what its last join, of which the tick has not seen the end, leaves behind.
///
/// # Safety
/// As of [`cue`].
pub unsafe fn before_join(shared: &Shared, floor: &mut Floor, ticker: &mut Ticker, slot: u32) {
    let Some(slot) = shared.slots.get(slot as usize) else { return };
    // SAFETY: the caller holds the ticker, outside the fork.
    let side = unsafe { slot.tick_side() };
    if side.room == NONE {
        return;
    }
    let mut desk = desk(shared, floor, ticker);
    // SAFETY: as above.
    unsafe { shared.plays.clear(&mut side.on_hold, |node, _, _| desk.give_back(node)) };
    note(side);
    let node = core::mem::replace(&mut side.leave_sound, NONE);
    // SAFETY: as above.
    unsafe { sound(shared, floor, ticker, side.room, LEFT, node) };
}

/// A participant has joined: its sound, and the one that it will leave with. It has no booth any more.
///
/// # Safety
/// As of [`cue`].
pub unsafe fn after_join(shared: &Shared, floor: &mut Floor, ticker: &mut Ticker, join: &Join) {
    let Some(slot) = shared.slots.get(join.slot as usize) else { return };
    // SAFETY: the caller holds the ticker, outside the fork.
    let side = unsafe { slot.tick_side() };
    side.leave_sound = join.leave_sound;
    // Also if what played there was stopped in this tick: the slot is now of whoever claims the room.
    leave_booth(&mut floor.booths, join.slot);
    // SAFETY: as above.
    unsafe { sound(shared, floor, ticker, side.room, JOINED, join.join_sound) };
}

/// The sound of a join or a leave plays to a room.
///
/// # Safety
/// As of [`cue`].
pub unsafe fn sound(
    shared: &Shared,
    floor: &mut Floor,
    ticker: &mut Ticker,
    index: u32,
    lane: usize,
    node: u32,
) {
    if node == NONE {
        return;
    }
    let mut desk = desk(shared, floor, ticker);
    let (Some(cell), Some(sounds)) = (floor.rooms.get(index as usize), floor.sounds.get_mut(index as usize))
    else {
        return desk.give_back(node);
    };
    // SAFETY: the caller holds the ticker, outside the fork.
    unsafe {
        cell.get().has_sounds = true;
        desk.begin(sounds, lane, node);
    }
}
