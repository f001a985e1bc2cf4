//! The same inputs at the same ticks give the same bits of audio and the same events, whatever the SIMD
//! level, the number of workers and the floating-point mode of the host's thread.

#[path = "support/common.rs"]
mod common;
#[path = "support/event_consumer.rs"]
mod event_consumer;
#[path = "support/scene.rs"]
mod scene;

use common::Hash;
use mixminus::{EngineStats, SampleRate, SimdLevel};
use scene::{Machine, Outcome, Scene, play};

/// The long scene: narrowband, and a host that polls in time.
const LONG: Scene = Scene { rate: SampleRate::Hz8000, ticks: 3000, event_queue: 8192 };
/// A shorter one at full band.
const WIDE: Scene = Scene { rate: SampleRate::Hz48000, ticks: 300, event_queue: 8192 };
/// One at a rate whose frames end within a cache line, and whose tones are scanned by a filter of many phases.
const ODD: Scene = Scene { rate: SampleRate::Hz22050, ticks: 300, event_queue: 8192 };
/// One whose host polls so rarely that events are lost.
const LOSSY: Scene = Scene { rate: SampleRate::Hz8000, ticks: 1000, event_queue: 32 };

/// The plainest machine, with which all others must agree.
const PLAIN: Machine = Machine { level: SimdLevel::Portable, workers: 1, flush: false };

/// Plays a scene on every machine; all must come to what the plain one comes to.
fn same_on_every_machine(scene: Scene) -> Outcome {
    let (expected, _) = play(scene, PLAIN).unwrap();
    println!("{expected:?}");
    let (mut shared, mut timed) = (0, false);
    for level in SimdLevel::ALL {
        if !level.is_supported() {
            println!("NOT RUN: this machine does not have {}", level.name());
            continue;
        }
        for workers in [1, 2, 4] {
            for flush in [false, true] {
                let machine = Machine { level, workers, flush };
                let Some((outcome, stats)) = play(scene, machine) else {
                    println!("NOT RUN: this machine cannot flush to zero");
                    continue;
                };
                assert_eq!(outcome, expected, "{machine:?}");
                shared += u32::from(workers > 1 && helped(&stats));
                timed |= stats.stage_ns.iter().any(|ns| *ns > 0);
            }
        }
    }
    if timed && std::thread::available_parallelism().is_ok_and(|cpus| cpus.get() > 1) {
        println!("{shared} runs in which helpers are known to have mixed");
        assert!(shared > 0, "no helper ever mixed a room");
    } else {
        println!("NOT RUN: whether helpers mix cannot be known on this machine");
    }
    assert_ne!(expected.audio, Hash::START);
    assert!(expected.overloads > 0 && expected.underruns > 0 && expected.trims > 0);
    assert!(expected.presses > 0 && expected.plays > 0 && expected.tapped > 1000);
    assert!(expected.busiest_rooms >= 10, "workers have rooms to share: {}", expected.busiest_rooms);
    expected
}

/// Whether helpers are known to have mixed. On one thread the stages are disjoint parts of the tick, so their
/// times add up to no more than the ticks'; they are more only if two threads were inside stages at once.
fn helped(stats: &EngineStats) -> bool {
    stats.stage_ns.iter().sum::<u64>() > stats.tick_ns_total
}

#[test]
fn a_long_scene_is_the_same_on_every_machine() {
    let outcome = same_on_every_machine(LONG);
    assert_eq!(outcome.lost, 0);
    let [_, hang_up, _, closed, removed, time, terminator, signal] = outcome.ends;
    assert!([hang_up, closed, removed, time, terminator, signal].iter().all(|ends| *ends > 0), "{outcome:?}");
}

#[test]
fn a_wide_scene_is_the_same_on_every_machine() {
    assert_eq!(same_on_every_machine(WIDE).lost, 0);
}

#[test]
fn a_scene_of_odd_frames_is_the_same_on_every_machine() {
    assert_eq!(same_on_every_machine(ODD).lost, 0);
}

#[test]
fn a_scene_whose_host_loses_events_is_the_same_on_every_machine() {
    assert!(same_on_every_machine(LOSSY).lost > 0);
}
