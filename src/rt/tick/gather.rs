//! The first half of a room: what its members say is gathered, packed densely for the mix.

use super::feed_taps::tap_member;
use super::hear::pull_heard;
use super::prefetch::{fetch_first, fetch_members};
use super::pull::{available, lay_over, pull};
use crate::dsp::LinearGain;
use crate::dsp::{CacheLine, FrameLevel};
use crate::rt::frame::{samples, samples_mut};
use crate::rt::message::event::{EndReason, Event, EventKind};
use crate::rt::message::staging::{Phase, Staging};
use crate::rt::state::members::NONE;
use crate::rt::state::out_ring::reserve;
use crate::rt::state::participant_playback::owed;
use crate::rt::state::play::Queue;
use crate::rt::state::room::Room;
use crate::rt::state::room_playback::ALONE;
use crate::rt::state::session_limits::WARNING_MS;
use crate::rt::state::shared::{Floor, Shared};
use crate::rt::state::talkspurt::Change;
use crate::rt::state::tap::TapPoint;
use crate::rt::state::tick_side::{TickSide, of};
use crate::rt::state::unannounced::Unannounced;
use crate::rt::state::worker::{Gathered, Member, Worker};

/// Gathers what the members of a room say, and the parting frames of those who have just gone.
///
/// # Safety
/// Only for the worker that has claimed the room.
pub unsafe fn gather(
    shared: &Shared,
    floor: &Floor,
    worker: &mut Worker,
    index: u32,
    room: &Room,
) -> Gathered {
    // One pointer for all whose mix nobody hears: to ask for it again would end the first one's right to write.
    let discard = worker.discard.as_mut_ptr();
    // SAFETY: the caller's contract is the same.
    let (members, talkers) = unsafe { pull_members(shared, floor, worker, index, room, discard) };
    let parted = add_partings(shared, floor, worker, room, talkers, discard, false);
    let contributors = add_partings(shared, floor, worker, room, parted, discard, true);
    let mut gathered =
        Gathered { members, contributors, of_room: contributors, parted: parted..contributors };
    if room.has_sounds {
        // SAFETY: the caller has claimed the room.
        unsafe { add_sounds(shared, floor, worker, index, &mut gathered, discard) };
    }
    gathered
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
    discard: *mut CacheLine,
) -> (usize, usize) {
    let g = &shared.geometry;
    let members = list_members(floor, worker, room);
    let over = is_over(shared, floor, worker, index, room);
    let mut talkers = 0;
    worker.owed = Unannounced::NONE;
    // SAFETY: all of them are in the room that the caller has claimed.
    unsafe { fetch_first(shared, worker.members.get(..members).unwrap_or_default()) };
    for at in 0..members {
        // SAFETY: as above.
        unsafe { fetch_members(shared, worker.members.get(..members).unwrap_or_default(), at) };
        let Some(member) = worker.members.get_mut(at) else { break };
        let Some(slot) = shared.slots.get(member.slot as usize) else { continue };
        let place = talkers * g.frame_lines;
        let Some(frame) = worker.contributions.get_mut(place..place + g.frame_lines) else { continue };
        // SAFETY: as above.
        let side = unsafe { slot.tick_side() };
        let fill = available(slot, side);
        let before = (side.priming, side.gain_now);
        if over {
            slot.join.end(side.join, EndReason::TimeLimit);
        }
        let mut leaves = !slot.join.now().runs(side.join);
        let mut level = if side.is_heard {
            let (who, tick) = (side.who(), floor.tick);
            let mut tell = |kind, press| {
                worker.events.add(&shared.owners, index, Phase::Members, who.pressed(kind, tick, press));
            };
            // SAFETY: as above.
            unsafe { pull_heard(shared, slot, side, frame, fill, &mut leaves, tick, &mut tell) }
        } else {
            pull(slot, side, g, shared.kernels, frame, fill, leaves)
        };
        // Most rooms have no parting frames, and the side's last line is not asked for.
        if room.parting != NONE
            && let Some(parting) = floor.partings.of_returned(side.parting, member.slot)
        {
            level = lay_over(g, shared.kernels, frame, level, parting);
        }
        slot.ticked.level(level);
        if side.is_tapped {
            let spoken = (level.peak > 0).then_some(&*frame);
            // SAFETY: as above.
            unsafe {
                let at = (floor.tick, 0);
                tap_member(shared, (slot, side), TapPoint::AfterMute, at, spoken, &Unannounced::NONE);
            };
        }
        if side.talk_events {
            let samples = samples(frame).get(..g.frame).unwrap_or_default();
            let heard = Spoken { level, samples, fill, was_priming: before.0, gain: before.1 };
            hear_talk(side, &mut worker.events, index, floor.tick, &heard, shared);
        }
        member.leaves = leaves;
        if level.peak > 0
            && let Some(output) = worker.outputs.get_mut(talkers)
        {
            let deaf = side.target_hearing() == LinearGain::ZERO && side.hear_now == LinearGain::ZERO;
            let hears = !(leaves || deaf);
            let entry = if hears { reserve(side, g) } else { None };
            // SAFETY: an entry is a header line and the frame's lines after it.
            *output = entry.map_or(discard, |entry| unsafe { entry.add(1) });
            member.talker = talkers as u32;
            // A read may make room before the frame is pushed, but the mix will not lie there.
            member.full = hears && entry.is_none();
            talkers += 1;
            if side.is_played && !side.notices.is_empty() {
                // SAFETY: the member is in the room that the caller has claimed.
                unsafe { owed(shared, slot, side, |notice| worker.owed.add(notice)) };
            }
        }
    }
    (members, talkers)
}

/// Whether the room's time is over; a warning is told a minute before.
fn is_over(shared: &Shared, floor: &Floor, worker: &mut Worker, index: u32, room: &Room) -> bool {
    let frame_len = shared.geometry.frame_len;
    let warned = room.ends.saturating_sub(WARNING_MS / u64::from(frame_len.ms()));
    if floor.before < warned && warned <= floor.tick && floor.tick < room.ends && warned > room.opened {
        let left = (room.ends - floor.tick) * u64::from(frame_len.ms());
        let event =
            Event { room: room.id, value: left as i64, ..Event::of(EventKind::RoomWarning, floor.tick) };
        worker.events.add(&shared.owners, index, Phase::Members, event);
    }
    room.ends <= floor.tick
}

/// Lists the members of the room.
fn list_members(floor: &Floor, worker: &mut Worker, room: &Room) -> usize {
    let mut count = 0;
    for (slot, member) in floor.pool.iter(&room.members).zip(worker.members.iter_mut()) {
        *member = Member { slot, talker: NONE, leaves: false, full: false, is_apart: false };
        count += 1;
    }
    count
}

/// Adds the frames of those who went elsewhere in this tick, and who `owe` it to hear of a recording or do not: they are
/// heard for the last time.
fn add_partings(
    shared: &Shared,
    floor: &Floor,
    worker: &mut Worker,
    room: &Room,
    talkers: usize,
    discard: *mut CacheLine,
    owe: bool,
) -> usize {
    let lines = shared.geometry.frame_lines;
    let mut count = talkers;
    for parting in floor.partings.iter(room.parting, owe) {
        let place = count * lines;
        let (Some(frame), Some(output)) =
            (worker.contributions.get_mut(place..place + lines), worker.outputs.get_mut(count))
        else {
            break;
        };
        frame.iter_mut().zip(parting).for_each(|(to, from)| *to = *from);
        *output = discard;
        count += 1;
    }
    count
}

/// Adds what plays to the room, behind the contributions that are there.
///
/// # Safety
/// Only for the worker that has claimed the room.
unsafe fn add_sounds(
    shared: &Shared,
    floor: &Floor,
    worker: &mut Worker,
    index: u32,
    gathered: &mut Gathered,
    discard: *mut CacheLine,
) {
    let g = &shared.geometry;
    let Some(sounds) = floor.sounds.get(index as usize) else { return };
    let members = worker.members.iter().take(gathered.members);
    let alone = members.filter(|member| !member.leaves).take(2).count() == 1;
    for (lane, queue) in sounds.lanes.iter().enumerate() {
        // SAFETY: the caller's contract is the same.
        if !unsafe { is_heard(shared, lane, queue, alone) } {
            continue;
        }
        let place = gathered.contributors * g.frame_lines;
        let (Some(frame), Some(output)) = (
            worker.contributions.get_mut(place..place + g.frame_lines),
            worker.outputs.get_mut(gathered.contributors),
        ) else {
            break;
        };
        frame.fill(CacheLine::ZERO);
        let samples = samples_mut(frame).get_mut(..g.frame).unwrap_or_default();
        // SAFETY: as above.
        unsafe { play_lane(shared, floor, lane, queue, alone, samples) };
        *output = discard;
        gathered.contributors += 1;
        gathered.of_room += usize::from(lane != ALONE);
    }
}

/// What a member says in a frame.
struct Spoken<'a> {
    level: FrameLevel,
    samples: &'a [i16],
    /// What was in its in-ring.
    fill: usize,
    /// Whether it gathered its prefill before.
    was_priming: bool,
    /// Its gain before.
    gain: LinearGain,
}

/// Follows a member's talkspurts.
fn hear_talk(
    side: &mut TickSide,
    events: &mut Staging,
    room: u32,
    tick: u64,
    &Spoken { level, samples, fill, was_priming, gain }: &Spoken<'_>,
    shared: &Shared,
) {
    let g = &shared.geometry;
    let ramps_twice = side.talk.is_ramping() && gain != side.gain_now;
    if was_priming && !side.priming {
        side.talk.ramps_until(side.delay as usize + g.ramp);
    } else if gain != side.gain_now {
        side.talk.ramps_until(g.ramp);
    }
    // What a line that runs dry, or has, decays to is not its own.
    let own = match (side.priming, was_priming || side.delay > 0) {
        _ if ramps_twice => 0,
        (false, _) => g.frame,
        (true, false) => fill.min(g.frame.saturating_sub(g.decay)),
        (true, true) => 0,
    };
    let judged = samples.get(..own).unwrap_or_default();
    let kind = match side.talk.hear(level, judged, (g.frame, g.ramp), g.frame_len) {
        Change::None => return,
        Change::Started => EventKind::TalkStarted,
        Change::Stopped => EventKind::TalkStopped,
    };
    events.add(&shared.owners, room, Phase::Members, of(side, kind, tick));
}

/// Plays the queue `lane` of a room into a frame of zeros; `alone` says whether one member is in it.
///
/// # Safety
/// Only for the worker that has claimed the room.
unsafe fn play_lane(
    shared: &Shared,
    floor: &Floor,
    lane: usize,
    queue: &Queue,
    alone: bool,
    frame: &mut [i16],
) {
    let (plays, g) = (&shared.plays, &shared.geometry);
    // SAFETY: the queue is of a room that this worker has claimed, so no other thread has its nodes.
    unsafe {
        if lane != ALONE || alone {
            plays.render(queue, g, floor.tick, floor.released, frame);
        } else {
            plays.pause(queue, g, frame);
        }
    }
}

/// Whether the queue `lane` of a room sounds in this tick.
///
/// # Safety
/// Only for the worker that has claimed the room.
unsafe fn is_heard(shared: &Shared, lane: usize, queue: &Queue, alone: bool) -> bool {
    // SAFETY: the queue is of a room that this worker has claimed, so no other thread has its nodes.
    !queue.is_empty() && (lane != ALONE || alone || unsafe { shared.plays.has_begun(queue) })
}
