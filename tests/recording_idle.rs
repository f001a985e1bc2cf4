//! What the recorder does while nothing is recorded does not grow with the files that a recording has: what its threads
//! allocate is counted.
#![cfg(feature = "recorder")]

#[path = "support/recording.rs"]
mod recording;

use mixminus::{RecordConfig, RecordState, RecordTrack, RecordingId, SampleRate, TapTarget};
use recording::{Folder, House};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Counts what threads allocate that are not the test's.
struct Counting;

static BYTES: AtomicU64 = AtomicU64::new(0);

thread_local!(static IS_OF_TEST: Cell<bool> = const { Cell::new(false) });

// SAFETY: all is done by the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !IS_OF_TEST.get() {
            BYTES.fetch_add(layout.size() as u64, Ordering::Relaxed);
        }
        // SAFETY: the layout is the caller's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: it came from `alloc`, with that layout.
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Bytes that the recorder's threads allocate in half a second in which nothing is recorded.
fn idle_bytes(house: &mut House, recording: RecordingId) -> u64 {
    house.engine.record_pause(recording).unwrap();
    house.ticks(1);
    house.wait_for_state(recording, RecordState::Paused);
    // What was recorded goes to its files.
    std::thread::sleep(Duration::from_millis(700));
    let before = BYTES.load(Ordering::Relaxed);
    std::thread::sleep(Duration::from_millis(500));
    let bytes = BYTES.load(Ordering::Relaxed) - before;
    house.engine.record_resume(recording).unwrap();
    house.ticks(1);
    house.wait_for_state(recording, RecordState::Running);
    bytes
}

#[test]
fn a_recording_that_is_idle_costs_no_more_the_more_files_it_has() {
    IS_OF_TEST.set(true);
    let folder = Folder::new("idle");
    let mut house = House::new(SampleRate::Hz8000, 1);
    let track = RecordTrack { target: TapTarget::BeforeMute(house.people[0]), path: folder.file("room.wav") };
    let config = RecordConfig { split_bytes: 4096, ..RecordConfig::new(vec![track]) };
    let recording = house.engine.record_start(&config).unwrap();
    house.ticks(1);
    house.wait_for_state(recording, RecordState::Running);
    let few = idle_bytes(&mut house, recording);
    house.ticks_in_step(recording, 12 * 1_500);
    let many = idle_bytes(&mut house, recording);
    let info = house.engine.record_stop(recording).unwrap();
    let files = info.tracks[0].files.len();
    println!("{few} bytes in half a second with one file, {many} with {files}");
    assert!(files >= 1_500 && info.tracks[0].lost_samples == 0);
    // A file's path alone is longer than what is allowed for it here.
    assert!(many <= few + 10_000, "{few} bytes with one file, {many} with {files}");
}
