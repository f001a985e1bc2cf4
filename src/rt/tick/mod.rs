//! One tick, from the in-rings to the out-rings.
//!
//! | step | file |
//! |---|---|
//! | sessions expire | `expire` |
//! | settings and commands are applied | `apply`, `apply_playback`, `attach_taps` |
//! | fork: workers claim rooms | here |
//! | each room: input, select, mix, output | `room` |
//! | – a member's frame: the action on its in-ring, DTMF, gain, level | `decide`, `input`, `talk` |
//! | – playback to the room | `play_to_room` |
//! | – between the rates of lines and their room | `../conversion` |
//! | – the mix, and each member's output | `state/bus`, `output`, `play_privately` |
//! | – taps | `feed_taps` |
//! | join; rooms are swept, events published | `publish`, `resend` |
//!
//! [`begin_tick`] and [`end_tick`] run on one thread, the holder of the ticker; [`help_tick`] on every helper thread
//! that takes part.

mod action;
mod apply;
mod apply_playback;
mod attach_taps;
mod decide;
mod expire;
mod feed_taps;
mod input;
mod output;
mod play_privately;
mod play_to_room;
mod prefetch;
mod publish;
mod resend;
mod room;
mod steer;
mod talk;

use apply::apply;
use expire::end_sessions;
use play_privately::play_to_slots;
use prefetch::fetch_rooms;
use publish::publish;
use room::mix_room;

use crate::rt::cycle_counter;
use crate::rt::state::jobs::{Job, Memory, count_jobs, do_jobs, help};
use crate::rt::state::outside_fork::OutsideFork;
use crate::rt::state::shared::Shared;
use crate::rt::state::stats::Stage;
use crate::rt::state::ticker::{Ticked, Ticker};

/// A tick whose rooms are all mixed, except those that helpers have begun.
#[derive(Debug)]
pub struct TickInProgress {
    jobs: u32,
    started: u64,
    applied: u64,
}

impl TickInProgress {
    /// Returns true if helpers have finished the rooms that they have begun.
    pub fn is_mixed(&self, shared: &Shared) -> bool {
        shared.job_counter.is_done(self.jobs)
    }
}

/// Runs one tick until only rooms that helpers have begun are left to mix; [`end_tick`] must follow. `skipped`
/// ticks before it were skipped and count as time. The bounds: at most `COMMANDS_PER_TICK` commands, every session that
/// has started or expires, every active room and every member once.
///
/// Returns `None`, with nothing done, if the previous tick has not ended.
#[cfg_attr(feature = "rtsan", rtsan_standalone::nonblocking)]
pub fn begin_tick(shared: &Shared, ticker: &mut Ticker, skipped: u64) -> Option<TickInProgress> {
    let started = cycle_counter::now();
    let mut outside = OutsideFork::new(shared, ticker)?;
    outside.state.begin(skipped);
    shared.event_shares.begin(outside.ticker.event_queue.free());
    outside.ticker.begin(&shared.event_shares, outside.state.tick, skipped);
    end_sessions(&mut outside);
    apply(&mut outside);
    let applied = cycle_counter::now();

    let jobs = count_jobs(outside.state);
    outside.fork(jobs);
    do_jobs(shared, do_job);
    Some(TickInProgress { jobs, started, applied })
}

/// The end of the tick. Spins until it is [mixed](TickInProgress::is_mixed): the scheduler may delay a helper, so the
/// caller waits for that first, in a way that real-time code may not.
#[cfg_attr(feature = "rtsan", rtsan_standalone::nonblocking)]
pub fn end_tick(shared: &Shared, ticker: &mut Ticker, tick: TickInProgress) -> Ticked {
    let TickInProgress { jobs, started, applied } = tick;
    let mut outside = OutsideFork::join(shared, ticker, jobs);
    let mixed = cycle_counter::now();
    let ticked = publish(&mut outside);
    let done = cycle_counter::now();
    shared.stats.add_cycles(Stage::Commands, applied.wrapping_sub(started));
    shared.stats.add_cycles(Stage::Publish, done.wrapping_sub(mixed));
    shared.stats.tick_cycles.add(done.wrapping_sub(started));
    ticked
}

/// Mixes rooms as the helper of that number, from 1 on, until all are claimed.
#[cfg_attr(feature = "rtsan", rtsan_standalone::nonblocking)]
pub fn help_tick(shared: &Shared, helper: usize) {
    help(shared, helper, do_job);
}

/// One job: a room, or playback to some participants in no room.
#[inline(always)]
fn do_job(number: usize, job: Job<'_>, memory: Memory<'_>) {
    match job {
        Job::Room(mut room) => {
            fetch_rooms(&room, number);
            mix_room(&mut room, memory);
        }
        Job::Private(mut slots) => play_to_slots(&mut slots, memory.log),
    }
}
