//! One tick: the way of the data, from the in-rings to the out-rings.
//!
//! [`tick`] runs on one thread, the holder of the ticker; [`mix_rooms`] on it and on every worker that has come.

use super::apply::{apply_commands, left, of};
use super::command::Command;
use super::cycles;
use super::end::JoinNow;
use super::event::{EndReason, Event, EventKind};
use super::frame::Header;
use super::members::NONE;
use super::publish::publish;
use super::pull::{available, pull};
use super::push::{Heard, drop_frame, push, reserve};
use super::room::Room;
use super::shared::{Floor, Shared};
use super::slot::{Slot, TickSide};
use super::staging::{Phase, Staging};
use super::stats::Stage;
use super::talk::{Change, Talk};
use super::teller::Teller;
use super::worker::{Member, Worker};
use crate::dsp::FrameLevel;
use crate::units::Gain;
use rtrb::Consumer;

/// Flag of a frame: the sum of all who spoke was beyond 16 bits and was limited.
pub const FRAME_OVERLOAD: u32 = 8;

/// What the ticking thread owns.
#[derive(Debug)]
pub struct Ticker {
    /// Commands from the control floor.
    pub commands: Consumer<Command>,
    /// Events of commands and rooms.
    pub events: Staging,
    /// Events to the host.
    pub teller: Teller,
}

/// What a tick answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticked {
    /// Its number.
    pub tick: u64,
    /// Whether events were queued for the host.
    pub told: bool,
}

/// One tick of all rooms; `slipped` ticks before it were skipped and count as time. The bounds: at most
/// `COMMANDS_PER_TICK` commands, every active room and every member once.
pub fn tick(shared: &Shared, ticker: &mut Ticker, slipped: u64) -> Ticked {
    let started = cycles::now();
    // SAFETY: we hold the ticker, and no round of the crew is open: we are outside the fork.
    let floor = unsafe { shared.floor_mut() };
    floor.begin(slipped);
    ticker.begin(floor.tick, slipped);
    // SAFETY: as above.
    unsafe { apply_commands(shared, floor, ticker) };
    let applied = cycles::now();

    let rooms = floor.active.len() as u32;
    shared.crew.open(rooms);
    mix_rooms(shared, 0);
    shared.crew.join(rooms);

    let mixed = cycles::now();
    // SAFETY: the round has been joined, so again we are outside the fork.
    let ticked = unsafe { publish(shared, shared.floor_mut(), ticker) };
    let done = cycles::now();
    shared.stats.add_cycles(Stage::Commands, applied.wrapping_sub(started));
    shared.stats.add_cycles(Stage::Publish, done.wrapping_sub(mixed));
    shared.stats.tick_cycles.add(done.wrapping_sub(started));
    ticked
}

/// Mixes rooms as long as there are unclaimed ones, with the memory of worker `index`.
pub fn mix_rooms(shared: &Shared, index: usize) {
    let Some(cell) = shared.workers.get(index).and_then(|cell| cell.get()) else { return };
    while let Some(job) = shared.crew.claim() {
        // SAFETY: we have claimed a room of an open round, so the floor is not changed; the worker memory is ours.
        let (floor, worker) = unsafe { (shared.floor(), cell.get()) };
        if let Some(index) = floor.active.get(job as usize)
            && let Some(room) = floor.rooms.get(*index as usize)
        {
            // SAFETY: we have claimed this room, so its members are ours too.
            unsafe { mix_room(shared, floor, worker, *index, room.get()) };
        }
        shared.crew.finish();
    }
}

/// One room, one frame.
///
/// # Safety
/// Only for the worker that has claimed the room.
unsafe fn mix_room(shared: &Shared, floor: &Floor, worker: &mut Worker, index: u32, room: &mut Room) {
    let started = cycles::now();
    // SAFETY: the caller's contract is the same.
    let (members, talkers) = unsafe { pull_members(shared, floor, worker, index, room) };
    let contributors = add_partings(shared, floor, worker, room, talkers);
    let pulled = cycles::now();
    let overload = mix_minus(shared, worker, contributors);
    let mixed = cycles::now();
    // SAFETY: as above.
    unsafe { push_members(shared, floor, worker, index, room, members, overload) };
    let pushed = cycles::now();
    worker.count(Stage::Pull, pulled.wrapping_sub(started));
    worker.count(Stage::Mix, mixed.wrapping_sub(pulled));
    worker.count(Stage::Push, pushed.wrapping_sub(mixed));
}

/// Pulls every member's frame, with gain and ramps, and measures it. Answers how many members there are, and how
/// many of them speak: their contributions lie packed at the front, and their outputs point to where their mix goes.
///
/// # Safety
/// Only for the worker that has claimed the room.
unsafe fn pull_members(
    shared: &Shared,
    floor: &Floor,
    worker: &mut Worker,
    index: u32,
    room: &Room,
) -> (usize, usize) {
    let g = &shared.geometry;
    let discard = worker.discard.as_mut_ptr();
    let (mut members, mut talkers) = (0, 0);
    for (slot_index, member) in floor.pool.iter(&room.members).zip(worker.members.iter_mut()) {
        let Some(slot) = shared.slots.get(slot_index as usize) else { continue };
        let place = talkers * g.frame_lines;
        let Some(frame) = worker.contributions.get_mut(place..place + g.frame_lines) else { continue };
        // SAFETY: the slot is in the room that the caller has claimed.
        let side = unsafe { slot.tick_side() };
        let fill = available(slot, side);
        let leaves = slot.join.now() != JoinNow { number: side.join, ended: EndReason::None };
        let level = pull(slot, side, g, shared.kernels, frame, fill, leaves);
        slot.ticked.level(level);
        if side.talk_events {
            hear_talk(side, &mut worker.events, index, floor.tick, level, shared);
        }
        *member = Member { slot: slot_index, talker: NONE, leaves, full: false };
        members += 1;
        if level.peak > 0
            && let Some(output) = worker.outputs.get_mut(talkers)
        {
            let hears = !leaves && !(side.deaf && side.hear_now == Gain::ZERO);
            let entry = if hears { reserve(side, g) } else { None };
            // SAFETY: an entry is a header line and the frame's lines after it.
            *output = entry.map_or(discard, |entry| unsafe { entry.add(1) });
            member.talker = talkers as u32;
            // A read may make room before the frame is pushed, but the mix will not lie there.
            member.full = hears && entry.is_none();
            talkers += 1;
        }
    }
    (members, talkers)
}

/// Adds the frames of those who went elsewhere in this tick: they are heard for the last time.
fn add_partings(shared: &Shared, floor: &Floor, worker: &mut Worker, room: &Room, talkers: usize) -> usize {
    let lines = shared.geometry.frame_lines;
    let mut count = talkers;
    for parting in floor.partings.iter(room.parting) {
        let place = count * lines;
        let (Some(frame), Some(output)) =
            (worker.contributions.get_mut(place..place + lines), worker.outputs.get_mut(count))
        else {
            break;
        };
        frame.iter_mut().zip(parting).for_each(|(to, from)| *to = *from);
        *output = worker.discard.as_mut_ptr();
        count += 1;
    }
    count
}

/// Sums all contributions, and writes to each contributor's output the sum without its own. Answers whether the sum
/// was beyond 16 bits.
fn mix_minus(shared: &Shared, worker: &mut Worker, contributors: usize) -> bool {
    let lines = shared.geometry.frame_lines;
    // SAFETY: `contributors` frames lie packed at the front of `contributions`, and as many outputs were set, each to
    // a frame in an out-ring of this room's members, which is ours until it is published, or to `discard`, which
    // nobody reads. There are at most 4096 (a room's members and a tick's commands).
    let overload = unsafe {
        shared.kernels.mix(
            worker.contributions.as_ptr(),
            lines,
            contributors,
            lines,
            worker.outputs.as_ptr(),
            worker.common.as_mut_ptr(),
        )
    };
    worker.overloads += u64::from(overload);
    overload
}

/// Hands every member what it hears; who leaves, leaves.
///
/// # Safety
/// Only for the worker that has claimed the room.
unsafe fn push_members(
    shared: &Shared,
    floor: &Floor,
    worker: &mut Worker,
    index: u32,
    room: &mut Room,
    members: usize,
    overload: bool,
) {
    let flags = if overload { FRAME_OVERLOAD } else { 0 };
    for member in worker.members.iter().take(members) {
        let Some(slot) = shared.slots.get(member.slot as usize) else { continue };
        // SAFETY: the slot is in the room that the caller has claimed.
        let side = unsafe { slot.tick_side() };
        if member.leaves {
            leave(slot, side, &mut worker.events, index, floor.tick);
            worker.left += 1;
            room.thinned = true;
            continue;
        }
        if member.full {
            drop_frame(slot, side);
            continue;
        }
        let heard = if member.talker == NONE { Heard::Common(&worker.common) } else { Heard::Own };
        let in_fill = slot.ticked.in_fill.get() as u32;
        let header = Header { tick: floor.tick, join: side.join, mix_id: 0, flags, in_fill };
        push(slot, side, &shared.geometry, heard, room.id.0, header);
    }
}

/// Takes a participant whose join has ended out of its room; from the acknowledgement on its slot may be reused.
fn leave(slot: &Slot, side: &mut TickSide, events: &mut Staging, room: u32, tick: u64) {
    let reason = slot.join.end_of(side.join);
    events.add(room, Phase::Members, left(side, tick, reason));
    side.room = NONE;
    side.talk = Talk::SILENT;
    slot.join.acknowledge(side.join);
}

/// Follows a member's talkspurts.
fn hear_talk(side: &mut TickSide, events: &mut Staging, room: u32, tick: u64, level: FrameLevel, shared: &Shared) {
    let kind = match side.talk.hear(level, shared.geometry.frame, shared.geometry.frame_len) {
        Change::None => return,
        Change::Started => EventKind::TalkStarted,
        Change::Stopped => EventKind::TalkStopped,
    };
    events.add(room, Phase::Members, of(side, kind, tick));
}

impl Floor {
    /// The next tick begins; those that were skipped count.
    fn begin(&mut self, slipped: u64) {
        self.tick += 1 + slipped;
        self.partings.clear();
    }
}

impl Ticker {
    fn begin(&mut self, tick: u64, slipped: u64) {
        self.teller.told = false;
        self.events.clear();
        if slipped > 0 {
            self.events.add_for_engine(Event { value: slipped as i64, ..Event::of(EventKind::Slipped, tick) });
        }
    }
}

