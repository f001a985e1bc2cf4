//! [`Plays`]: a node is the control floor's, the ticking thread's or a worker's, and always comes back.

use super::super::crew::Crew;
use super::super::frame::Geometry;
use super::super::play::{Play, PlayCell, PlayEnd, Plays, Queue, Track};
use super::super::sync::{AtomicU32, Ordering, Turns};
use crate::units::{FrameLen, Gain, SampleRate};
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

/// One node, one queue in one room, and the rings to the tick and back.
struct Floor {
    plays: Plays,
    crew: Crew,
    queue: Turns<Queue>,
    sent: Ring,
    returned: Ring,
}

/// Plays the room, if that is unclaimed.
fn work(floor: &Floor, g: &Geometry) {
    while floor.crew.claim().is_some() {
        // SAFETY: the protocol under test says that the queue and its nodes are ours; loom watches.
        unsafe { floor.plays.render(&*floor.queue.look(), g, 0, 0, &mut [0; 1]) };
        floor.crew.finish();
    }
}

fn tick(floor: &Floor, g: &Geometry) {
    let taken = floor.sent.take();
    if let Some(node) = taken {
        // SAFETY: as above.
        unsafe { floor.plays.append(&mut *floor.queue.change(), node) };
    }
    floor.crew.open(1);
    work(floor, g);
    floor.crew.join(1);
    // SAFETY: as above.
    unsafe {
        floor.plays.sweep(&mut *floor.queue.change(), |node, _, end| {
            assert_eq!(end, PlayEnd::Completed);
            floor.returned.put(node);
        });
    }
}

/// Fills the node and sends it.
fn say(floor: &Floor, number: u64) {
    // Of no samples: it ends as soon as it is played.
    let play = Play {
        data: core::ptr::null(),
        len: 0,
        track: Track::whole(0),
        total: 0,
        gain: Gain::UNITY,
        batch: 0,
        begins: 0,
        number,
    };
    // SAFETY: as above.
    unsafe { floor.plays.fill(0, play) };
    floor.sent.put(0);
}

#[test]
fn a_node_is_one_party_s_at_a_time_and_comes_back() {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = Some(2);
    model.check(|| {
        let g = Geometry::new(SampleRate::Hz8000, FrameLen::Ms20, 100, 60);
        let floor = Arc::new(Floor {
            plays: Plays::new(Box::new([PlayCell::new()])),
            crew: Crew::new(),
            queue: Turns::new(Queue::EMPTY),
            sent: Ring(AtomicU32::new(0)),
            returned: Ring(AtomicU32::new(0)),
        });
        say(&floor, 1);
        let helper = {
            let floor = floor.clone();
            thread::spawn(move || (0..2).for_each(|_| work(&floor, &g)))
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
        // SAFETY: as above.
        let last = unsafe { floor.plays.number(0) };
        assert_eq!(back, last, "as many as were sent");
    });
}
