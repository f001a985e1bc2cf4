//! [`JobCounter`]: each job of a round is done once, and nobody touches a round that is over.

use crate::rt::sync::atomics::Exclusive;
use crate::rt::sync::job_counter::JobCounter;
use loom::sync::Arc;
use loom::thread;

/// A tick's memory in small: the floor, which jobs look at and the ticking thread changes between rounds, and a room
/// a job.
struct Floor {
    crew: JobCounter,
    round: Exclusive<u32>,
    rooms: [Exclusive<u32>; 2],
}

/// Does what is unclaimed.
fn work(floor: &Floor) {
    while let Some(job) = floor.crew.claim() {
        // SAFETY: the protocol under test says that nobody changes either meanwhile; loom watches.
        unsafe {
            let round = *floor.round.look();
            let room = &mut *floor.rooms[job as usize].change();
            assert_eq!(*room + 1, round, "a job is done once a round");
            *room = round;
        }
        floor.crew.finish();
    }
}

/// `rounds` rounds, helped by `helpers` threads that look for work `looks` times.
fn rounds(jobs: &'static [u32], helpers: usize, looks: usize) {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = Some(3);
    model.check(move || {
        let rooms = [0; 2].map(Exclusive::new);
        let floor = Arc::new(Floor { crew: JobCounter::new(), round: Exclusive::new(0), rooms });
        let helpers: Vec<_> = (0..helpers)
            .map(|_| {
                let floor = floor.clone();
                thread::spawn(move || (0..looks).for_each(|_| work(&floor)))
            })
            .collect();
        for (round, &count) in jobs.iter().enumerate() {
            // SAFETY: the round before was joined; loom watches.
            unsafe { *floor.round.change() = round as u32 + 1 };
            for room in &floor.rooms[count as usize..] {
                // SAFETY: as above; a room without a job keeps up with the rounds.
                unsafe { *room.change() += 1 };
            }
            floor.crew.open(count);
            work(&floor);
            floor.crew.join(count);
            for room in &floor.rooms {
                // SAFETY: as above.
                assert_eq!(unsafe { *room.look() }, round as u32 + 1, "no job is lost");
            }
        }
        for helper in helpers {
            helper.join().unwrap();
        }
    });
}

#[test]
fn two_share_two_rounds() {
    rounds(&[2, 2], 1, 2);
}

#[test]
fn three_share_a_round() {
    rounds(&[2], 2, 1);
}

#[test]
fn a_late_worker_never_reaches_into_another_round() {
    rounds(&[1, 2, 1], 1, 1);
}
