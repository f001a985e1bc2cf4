//! [`SessionStart`]: the tick learns of the last session that was announced in a slot, at any time and after any number
//! of others.

use super::slots::slot;
use crate::handle::ParticipantId;
use crate::rt::state::session_limits::{SessionEnd, SessionLimits};
use crate::rt::state::slot::Slot;
use loom::sync::Arc;
use loom::thread;
use rtrb::{Consumer, Producer, RingBuffer};

/// Announces a session, as `participant_new` does it.
fn announce(slot: &Slot, announcements: &mut Producer<u32>, number: u64) {
    if slot.start.announce(ParticipantId(number), number, 10 * number) {
        announcements.push(0).expect("a slot is announced at most once until it is taken");
    }
}

/// Takes up the announced sessions, as a tick does it.
fn admit(slot: &Slot, announcements: &mut Consumer<u32>, limits: &mut SessionLimits) {
    while let Ok(index) = announcements.pop() {
        limits.start(index, &slot.start);
    }
}

#[test]
fn the_session_that_was_announced_last_is_the_one_whose_time_runs() {
    loom::model(|| {
        let slot = Arc::new(slot());
        let (mut announcements, mut taken) = RingBuffer::new(1);
        announce(&slot, &mut announcements, 1);
        let tick = {
            let slot = slot.clone();
            thread::spawn(move || {
                let mut limits = SessionLimits::new(Box::new([SessionEnd::BLANK]), 0);
                admit(&slot, &mut taken, &mut limits);
                (limits, taken)
            })
        };
        announce(&slot, &mut announcements, 2);
        let (mut limits, mut taken) = tick.join().unwrap();
        admit(&slot, &mut taken, &mut limits);
        let (_, session) = limits.next_expired(20).expect("a session whose time runs");
        assert_eq!((session.participant, session.user, session.ends), (ParticipantId(2), 2, 20));
    });
}

/// Two sessions are announced while the tick takes them up: what it gets belongs to one of them alone.
#[test]
fn a_session_is_taken_up_whole() {
    loom::model(|| {
        let slot = Arc::new(slot());
        let (mut announcements, mut taken) = RingBuffer::new(1);
        let mut limits = SessionLimits::new(Box::new([SessionEnd::BLANK]), 0);
        announce(&slot, &mut announcements, 1);
        let tick = {
            let slot = slot.clone();
            thread::spawn(move || {
                admit(&slot, &mut taken, &mut limits);
                if let Some((_, session)) = limits.next_expired(u64::MAX) {
                    assert_eq!(
                        (session.participant, session.ends),
                        (ParticipantId(session.user), 10 * session.user)
                    );
                }
                (limits, taken)
            })
        };
        announce(&slot, &mut announcements, 2);
        let (mut limits, mut taken) = tick.join().unwrap();
        admit(&slot, &mut taken, &mut limits);
    });
}
