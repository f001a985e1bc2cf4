//! [`Plays`]: a node is the control floor's, the ticking thread's or a worker's, and always comes back.

use super::super::frame::Geometry;
use crate::dsp::LinearGain;
use crate::rt::message::event::PlayEnd;
use crate::rt::state::play::{Play, PlayCell, Plays, Queue, Track};
use crate::rt::sync::atomics::{AtomicU32, Exclusive, Ordering};
use crate::rt::sync::job_counter::JobCounter;
use crate::units::{FrameLen, SampleRate};
use loom::sync::Arc;
use loom::thread;

/// In place of a ring of one element, whose order loom would not see: 0 is empty.
#[derive(Debug)]
struct Ring(AtomicU32);

impl Ring {
    fn put(&self, node: u32) {
        assert_eq!(self.0.load(Ordering::Acquire), 0, "everything that may come has its place");
        self.0.store(node + 1, Ordering::Release);
    }

    fn take(&self) -> Option<u32> {
        let node = self.0.load(Ordering::Acquire).checked_sub(1)?;
        self.0.store(0, Ordering::Release);
        Some(node)
    }
}

/// What the nodes point to. A tick plays one sample, so each play takes two ticks.
static SAMPLES: [i16; 2] = [1, 1];

/// One node, one queue in one room, what each of two workers has done with, and the rings to the tick and back.
struct Floor {
    plays: Plays,
    crew: JobCounter,
    queue: Exclusive<Queue>,
    ended: [Exclusive<Queue>; 2],
    /// EventSubject takes out of the queue what has ended: the worker that has played it, as from the queue of a participant, or the
    /// ticking thread once the round is joined, as from that of a room.
    workers_sweep: bool,
    /// Samples that were played. Not loom's: it decides nothing.
    played: std::sync::atomic::AtomicUsize,
    sent: Ring,
    returned: Ring,
}

/// Plays the room as worker `index`, if that is unclaimed.
fn work(floor: &Floor, g: &Geometry, index: usize) {
    while floor.crew.claim().is_some() {
        let mut frame = [0; 1];
        // SAFETY: the protocol under test says that the queue and its nodes, and what this worker has done with, are ours;
        // loom watches.
        unsafe {
            floor.plays.render(&*floor.queue.look(), g, 0, 0, &mut frame);
            if floor.workers_sweep {
                let ended = &mut *floor.ended[index].change();
                let take_out = |node, _, _| floor.plays.append(ended, node);
                floor.plays.sweep(&mut *floor.queue.change(), take_out);
            }
        }
        floor.played.fetch_add(frame[0] as usize, std::sync::atomic::Ordering::Relaxed);
        floor.crew.finish();
    }
}

fn tick(floor: &Floor, g: &Geometry) {
    if let Some(node) = floor.sent.take() {
        // SAFETY: no round is open, so the queue is the ticking thread's, and the node has come to it; loom watches.
        unsafe { floor.plays.append(&mut *floor.queue.change(), node) };
    }
    floor.crew.open(1);
    work(floor, g, 0);
    floor.crew.join(1);
    let give_back = |node, _, end| {
        assert_eq!(end, PlayEnd::Completed, "a node comes back once it is played");
        floor.returned.put(node);
    };
    // SAFETY: the round is joined, so all is the ticking thread's; loom watches.
    unsafe {
        floor.plays.sweep(&mut *floor.queue.change(), give_back);
        for ended in &floor.ended {
            floor.plays.clear(&mut *ended.change(), give_back);
        }
    }
}

/// Fills the node and sends it.
fn say(floor: &Floor, number: u64) {
    let (data, len) = (SAMPLES.as_ptr(), SAMPLES.len() as u32);
    let (track, total) = (Track::whole(len), u64::from(len));
    let play =
        Play { data, len, track, total, gain: LinearGain::UNITY, batch: 0, begins: 0, number, notice: 0 };
    // SAFETY: the node is free, or has come back, so it is the control floor's; loom watches.
    unsafe { floor.plays.fill(0, play) };
    floor.sent.put(0);
}

fn model(workers_sweep: bool) {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = Some(2);
    model.check(move || {
        let g = Geometry::new(SampleRate::Hz8000, FrameLen::Ms20, 100, 60);
        let floor = Arc::new(Floor {
            plays: Plays::new(Box::new([PlayCell::new()])),
            crew: JobCounter::new(),
            queue: Exclusive::new(Queue::EMPTY),
            ended: [Queue::EMPTY; 2].map(Exclusive::new),
            workers_sweep,
            played: Default::default(),
            sent: Ring(AtomicU32::new(0)),
            returned: Ring(AtomicU32::new(0)),
        });
        say(&floor, 1);
        let helper = {
            let floor = floor.clone();
            thread::spawn(move || (0..2).for_each(|_| work(&floor, &g, 1)))
        };
        let ticker = {
            let floor = floor.clone();
            thread::spawn(move || (0..2).for_each(|_| tick(&floor, &g)))
        };
        let mut back = 0;
        if floor.returned.take().is_some() {
            back += 1;
            say(&floor, 2);
        }
        ticker.join().unwrap();
        helper.join().unwrap();
        (0..2).for_each(|_| tick(&floor, &g));
        back += u64::from(floor.returned.take().is_some());
        // SAFETY: nobody else is left; loom watches.
        let last = unsafe { floor.plays.number(0) };
        assert_eq!(back, last, "as many as were sent");
        let played = floor.played.load(std::sync::atomic::Ordering::Relaxed);
        assert_eq!(played, last as usize * SAMPLES.len(), "each was played to its end, once");
    });
}

#[test]
fn a_node_of_a_room_is_one_party_s_at_a_time_and_comes_back() {
    model(false);
}

#[test]
fn a_node_of_a_participant_is_one_party_s_at_a_time_and_comes_back() {
    model(true);
}
