//! [`SessionStart`]: the tick learns of the last session that was announced in a slot, however many were, and whenever.

use super::slots::slot;
use crate::handle::ParticipantId;
use crate::rt::state::session_limits::{SessionEnd, SessionLimits};
use crate::rt::state::slot::Slot;
use loom::sync::Arc;
use loom::thread;
use rtrb::{Consumer, Producer, RingBuffer};

/// Announces a session, as `participant_new` does it.
fn announce(slot: &Slot, births: &mut Producer<u32>, number: u64) {
    if slot.start.announce(ParticipantId(number), number, 10 * number) {
        births.push(0).expect("a slot is on its way once at most");
    }
}

/// Takes up what was announced, as a tick does it.
fn admit(slot: &Slot, births: &mut Consumer<u32>, lives: &mut SessionLimits) {
    while let Ok(index) = births.pop() {
        lives.start(index, &slot.start);
    }
}

#[test]
fn the_session_that_was_announced_last_is_the_one_whose_time_runs() {
    loom::model(|| {
        let slot = Arc::new(slot());
        let (mut births, mut taken) = RingBuffer::new(1);
        announce(&slot, &mut births, 1);
        let tick = {
            let slot = slot.clone();
            thread::spawn(move || {
                let mut lives = SessionLimits::new(Box::new([SessionEnd::BLANK]), 0);
                admit(&slot, &mut taken, &mut lives);
                (lives, taken)
            })
        };
        announce(&slot, &mut births, 2);
        let (mut lives, mut taken) = tick.join().unwrap();
        admit(&slot, &mut taken, &mut lives);
        let (_, life) = lives.next_expired(20).expect("a session whose time runs");
        assert_eq!((life.participant, life.user, life.ends), (ParticipantId(2), 2, 20));
    });
}

/// Two sessions are announced while the tick takes them up: what it has of either is of that one alone.
#[test]
fn a_session_is_taken_up_whole() {
    loom::model(|| {
        let slot = Arc::new(slot());
        let (mut births, mut taken) = RingBuffer::new(1);
        let mut lives = SessionLimits::new(Box::new([SessionEnd::BLANK]), 0);
        announce(&slot, &mut births, 1);
        let tick = {
            let slot = slot.clone();
            thread::spawn(move || {
                admit(&slot, &mut taken, &mut lives);
                if let Some((_, life)) = lives.next_expired(u64::MAX) {
                    assert_eq!((life.participant, life.ends), (ParticipantId(life.user), 10 * life.user));
                }
                (lives, taken)
            })
        };
        announce(&slot, &mut births, 2);
        let (mut lives, mut taken) = tick.join().unwrap();
        admit(&slot, &mut taken, &mut lives);
    });
}
