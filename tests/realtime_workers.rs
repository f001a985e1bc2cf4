//! Workers that share a tick allocate nothing either. Alone in its file, because it counts the allocations of every
//! thread but the control thread.

#[path = "support/realtime/mod.rs"]
mod realtime;

use mixminus::{Clock, DriverConfig, EngineConfig};
use realtime::count::{Counting, on_every_thread};
use realtime::life::Life;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[test]
fn workers_allocate_nothing() {
    let mut life = Life::new(&EngineConfig { event_queue: 256, ..EngineConfig::default() }, 60, 9);
    life.frees_taps = false;
    let helped = DriverConfig { clock: Clock::Host, workers: 3, ..DriverConfig::default() };
    assert_eq!(life.engine.start(&helped).unwrap().threads, 2);
    // The threads have just been started: what that takes is over before the watch begins.
    (0..200).for_each(|_| life.round());
    let mut count = 0;
    for _ in 0..2_000 {
        life.control();
        count += on_every_thread(|| life.round()).1;
    }
    life.engine.stop().unwrap();
    assert_eq!(count, 0, "allocations and frees");
}
