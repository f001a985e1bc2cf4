//! [`JobCounter`]: each job of a round is done once, and no worker touches a round that is over.

use crate::rt::sync::exclusive::Exclusive;
use crate::rt::sync::job_counter::JobCounter;
use loom::sync::Arc;
use loom::thread;

/// A small model of a tick's memory: the state, which jobs read and the ticking thread changes between rounds, and one
/// room per job.
struct State {
    jobs: JobCounter,
    round: Exclusive<u32>,
    rooms: [Exclusive<u32>; 2],
}

/// Does the unclaimed jobs.
fn work(state: &State) {
    while let Some(job) = state.jobs.claim() {
        // SAFETY: `claim` gave this job to this worker alone, and the round cannot end before `finish`. So no other
        // thread uses the room or writes `round` meanwhile. This is the claim under test: loom fails the model if it is
        // wrong.
        unsafe {
            let round = *state.round.get_ref();
            let room = state.rooms[job as usize].get();
            assert_eq!(*room + 1, round, "a job is done once per round");
            *room = round;
        }
        state.jobs.finish();
    }
}

/// Runs one round per element of `counts`, with `helpers` helper threads that look for work `looks` times.
fn rounds(counts: &'static [u32], helpers: usize, looks: usize) {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = Some(3);
    model.check(move || {
        let rooms = [0; 2].map(Exclusive::new);
        let state = Arc::new(State { jobs: JobCounter::new(), round: Exclusive::new(0), rooms });
        let helpers: Vec<_> = (0..helpers)
            .map(|_| {
                let state = state.clone();
                thread::spawn(move || (0..looks).for_each(|_| work(&state)))
            })
            .collect();
        for (round, &count) in counts.iter().enumerate() {
            // SAFETY: `join` has ended the round before, so no worker uses the state. This is the claim under test:
            // loom fails the model if it is wrong.
            unsafe { *state.round.get() = round as u32 + 1 };
            for room in &state.rooms[count as usize..] {
                // SAFETY: `join` has ended the round before, so no worker uses a room. A room without a job keeps up
                // with the rounds.
                unsafe { *room.get() += 1 };
            }
            state.jobs.open(count);
            work(&state);
            state.jobs.join(count);
            for room in &state.rooms {
                // SAFETY: `join` has ended this round, so no worker writes to a room any more.
                assert_eq!(unsafe { *room.get_ref() }, round as u32 + 1, "no job is lost");
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
fn a_late_worker_never_touches_another_round() {
    rounds(&[1, 2, 1], 1, 1);
}
