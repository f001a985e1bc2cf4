//! One tick: the way of the data, from the in-rings to the out-rings.
//!
//! [`begin_tick`] and [`end_tick`] run on one thread, the holder of the ticker; [`mix_rooms`] on it and on every worker that
//! has come.

mod apply;
mod apply_playback;
mod expire;
mod feed_taps;
mod gather;
mod hear;
mod mix;
mod output;
mod output_frame;
mod prefetch;
mod publish;
mod pull;
mod resend;
pub mod ticker;
mod trim;
mod unannounced_mix;

use super::frame::FRAME_OVERLOAD;
use crate::rt::cycle_counter;
use crate::rt::state::members::NONE;
use crate::rt::state::participant_playback::{booth_jobs, play_booths};
use crate::rt::state::room::Room;
use crate::rt::state::shared::{Floor, Shared};
use crate::rt::state::stats::Stage;
use crate::rt::state::tap::{TapPoint, tap_header};
use crate::rt::state::worker::Worker;
use crate::rt::tick::apply::apply_commands;
use crate::rt::tick::expire::end_sessions;
use crate::rt::tick::feed_taps::give;
use crate::rt::tick::gather::gather;
use crate::rt::tick::mix::mix_minus;
use crate::rt::tick::output::hand_out;
use crate::rt::tick::prefetch::fetch_rooms;
use crate::rt::tick::publish::publish;
use crate::rt::tick::ticker::{Ticked, Ticker};
use crate::rt::tick::unannounced_mix::tap_apart;

/// A tick of which all rooms are mixed, but for those that helpers have begun.
#[derive(Debug)]
pub struct Begun {
    jobs: u32,
    started: u64,
    applied: u64,
}

impl Begun {
    /// Whether helpers have done with the rooms that they have begun.
    pub fn is_mixed(&self, shared: &Shared) -> bool {
        shared.crew.is_done(self.jobs)
    }
}

/// One tick of all rooms, up to where nothing is left to mix but what helpers have begun; [`end_tick`] must follow. `skipped`
/// ticks before it were skipped and count as time. The bounds: at most `COMMANDS_PER_TICK` commands, every session that
/// was born or whose time is over, every active room and every member once.
#[cfg_attr(feature = "rtsan", rtsan_standalone::nonblocking)]
pub fn begin_tick(shared: &Shared, ticker: &mut Ticker, skipped: u64) -> Begun {
    let started = cycle_counter::now();
    // SAFETY: we hold the ticker, and no round of the crew is open: we are outside the fork.
    let floor = unsafe { shared.floor_mut() };
    floor.begin(skipped);
    shared.owners.begin(ticker.teller.free());
    ticker.begin(&shared.owners, floor.tick, skipped);
    end_sessions(shared, floor, ticker);
    // SAFETY: as above.
    unsafe { apply_commands(shared, floor, ticker) };
    let applied = cycle_counter::now();

    let jobs = floor.active.len() as u32 + booth_jobs(floor);
    shared.crew.open(jobs);
    mix_rooms(shared, 0);
    Begun { jobs, started, applied }
}

/// The end of the tick. Spins until it is [mixed](Begun::is_mixed): how long a helper takes is for the scheduler to say, so
/// the caller waits for that before, by means that are not for here.
#[cfg_attr(feature = "rtsan", rtsan_standalone::nonblocking)]
pub fn end_tick(shared: &Shared, ticker: &mut Ticker, begun: Begun) -> Ticked {
    let Begun { jobs, started, applied } = begun;
    shared.crew.join(jobs);
    let mixed = cycle_counter::now();
    // SAFETY: the round has been joined, so again we are outside the fork.
    let ticked = unsafe { publish(shared, shared.floor_mut(), ticker) };
    let done = cycle_counter::now();
    shared.stats.add_cycles(Stage::Commands, applied.wrapping_sub(started));
    shared.stats.add_cycles(Stage::Publish, done.wrapping_sub(mixed));
    shared.stats.tick_cycles.add(done.wrapping_sub(started));
    ticked
}

/// Mixes rooms as long as there are unclaimed ones, then plays in booths, with the memory of worker `index`.
#[cfg_attr(feature = "rtsan", rtsan_standalone::nonblocking)]
pub fn mix_rooms(shared: &Shared, index: usize) {
    let Some(cell) = shared.workers.get(index).and_then(|cell| cell.get()) else { return };
    while let Some(job) = shared.crew.claim() {
        // SAFETY: we have claimed a room of an open round, so the floor is not changed; the worker memory is ours.
        let (floor, worker) = unsafe { (shared.floor(), cell.get()) };
        if let Some(room_index) = floor.active.get(job as usize)
            && let Some(room) = floor.rooms.get(*room_index as usize)
        {
            // SAFETY: we are within the fork; we have claimed this room, so its members are ours too.
            unsafe {
                fetch_rooms(shared, floor, job as usize);
                if mix_room(shared, floor, worker, *room_index, room.look()) {
                    room.thin();
                }
            }
        } else {
            // SAFETY: we are within the fork; we have claimed this job, so its booths are ours.
            unsafe { play_booths(shared, floor, worker, job as usize - floor.active.len()) };
        }
        shared.crew.finish();
    }
}

/// One room, one frame. Answers whether a member has left.
///
/// # Safety
/// Only for the worker that has claimed the room.
unsafe fn mix_room(shared: &Shared, floor: &Floor, worker: &mut Worker, index: u32, room: &Room) -> bool {
    let started = cycle_counter::now();
    // SAFETY: the caller's contract is the same.
    let gathered = unsafe { gather(shared, floor, worker, index, room) };
    let pulled = cycle_counter::now();
    let is_apart =
        gathered.of_room < gathered.contributors || !worker.owed.is_empty() || !gathered.parted.is_empty();
    if room.taps != NONE && is_apart {
        // What is written now to those who speak is written once more below, with all that they hear.
        // SAFETY: the caller has claimed the room.
        unsafe { tap_apart(shared, floor, worker, room, &gathered) };
    }
    let overload = mix_minus(shared, worker, gathered.contributors);
    worker.overloads += u64::from(overload);
    if room.taps != NONE && !is_apart {
        // SAFETY: the caller has claimed the room.
        unsafe { tap_mix(shared, floor, worker, room, overload) };
    }
    let mixed = cycle_counter::now();
    // SAFETY: as above.
    let left = unsafe { hand_out(shared, floor, worker, index, room, gathered.members, overload) };
    let pushed = cycle_counter::now();
    worker.count(Stage::Input, pulled.wrapping_sub(started));
    worker.count(Stage::Mix, mixed.wrapping_sub(pulled));
    worker.count(Stage::Output, pushed.wrapping_sub(mixed));
    left
}

/// Gives the sum that lies in `common` to the room's taps.
///
/// # Safety
/// Only for the worker that has claimed the room: its taps are of whoever has that.
unsafe fn tap_mix(shared: &Shared, floor: &Floor, worker: &Worker, room: &Room, overload: bool) {
    let flags = if overload { FRAME_OVERLOAD } else { 0 };
    let header = tap_header(floor.tick, 0, room.id, flags);
    let mix = (TapPoint::Mix, room.id.0);
    // SAFETY: the caller has claimed the room.
    unsafe { give(&shared.taps, room.taps, mix, &shared.geometry, header, Some(&worker.common), |_| false) };
}

impl Floor {
    /// The next tick begins; those that were skipped count.
    fn begin(&mut self, skipped: u64) {
        self.before = self.tick;
        self.tick += 1 + skipped;
        self.partings.clear();
    }
}
