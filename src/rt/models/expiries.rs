//! [`Slot::expire`]: the time limit of a session ends a conference of that session, and of no other.

use super::slots::slot;
use crate::rt::message::event::EndReason;
use crate::rt::state::slot::Slot;
use crate::rt::sync::atomics::Ordering;
use loom::sync::Arc;
use loom::thread;

/// The slot of a first participant, generation 1, in its first join.
fn joined() -> Arc<Slot> {
    let slot = Arc::new(slot());
    slot.join.begin(1, 0);
    slot
}

/// Frees the first participant as the control layer does it. If the tick no longer uses the slot, gives it to a second
/// participant, generation 2, in join 2.
fn give_to_another(slot: &Slot) {
    slot.generation.store(0, Ordering::Release);
    slot.join.end(1, EndReason::HangUp);
    if slot.join.is_acknowledged(1) && slot.reset() {
        slot.generation.store(2, Ordering::Release);
        slot.join.begin(2, 0);
    }
}

#[test]
fn a_session_that_is_freed_between_two_conferences_does_not_end_the_next_ones() {
    loom::model(|| {
        let slot = joined();
        slot.join.end(1, EndReason::Removed);
        slot.join.acknowledge(1);
        let tick = {
            let slot = slot.clone();
            thread::spawn(move || slot.expire(1))
        };
        give_to_another(&slot);
        tick.join().unwrap();
        assert!(slot.join.now().runs(2), "the next participant's conference has ended");
    });
}

#[test]
fn a_session_that_is_freed_in_a_conference_does_not_end_the_next_ones() {
    loom::model(|| {
        let slot = joined();
        let tick = {
            let slot = slot.clone();
            thread::spawn(move || {
                let is_over = slot.expire(1);
                // It finds that the join has ended, and acknowledges it.
                if !slot.join.now().runs(1) {
                    slot.join.acknowledge(1);
                }
                is_over
            })
        };
        give_to_another(&slot);
        let is_over = tick.join().unwrap();
        let now = slot.join.now();
        assert!(now.runs(2) || now.number == 1 && now.ended != EndReason::None);
        assert!(is_over || now.ended != EndReason::TimeLimit);
    });
}

/// The session begins another conference, as `begin_conference` does it, just when its time limit passes; the tick
/// takes the join up later.
#[test]
fn a_conference_that_begins_as_the_time_ends_is_refused_or_ended() {
    loom::model(|| {
        let slot = joined();
        slot.join.end(1, EndReason::Removed);
        let tick = {
            let slot = slot.clone();
            thread::spawn(move || assert!(slot.expire(1)))
        };
        let begins = slot.expired.load(Ordering::Acquire) != 1;
        if begins {
            slot.join.begin(2, 0);
        }
        tick.join().unwrap();
        if begins {
            slot.end_if_expired(1, 2);
            assert_eq!(slot.join.now().ended, EndReason::TimeLimit);
        }
        assert!(!slot.join.now().is_running());
    });
}
