//! [`Reported`]: whoever reads without being disturbed reads one state.

use crate::handle::{ParticipantId, RoomId};
use crate::rt::message::reported::{Reported, ReportedCell, ReportedRoom, ReportedSlot};
use loom::sync::Arc;
use loom::thread;
use std::collections::BTreeSet;
use std::sync::Mutex;

/// A state whose every part is `n`.
fn state(n: u64) -> ReportedSlot {
    let share = n as u32;
    ReportedSlot {
        participant: ParticipantId(n),
        user: n,
        room: RoomId(n),
        state: share,
        gain_mdb: n as i64,
        share,
    }
}

/// A tick that changes all to state `n`.
fn change(reported: &Reported, n: u64) {
    reported.begin();
    if n > 1 {
        reported.clear_slot(0);
        reported.clear_room(0);
    }
    assert!(reported.set_slot(0, state(n)) && reported.set_room(0, RoomId(n), n as u32));
    reported.end(n, n);
}

/// The state that a reading finds, if nothing has disturbed it: one of them whole.
fn read(reported: &Reported) -> Option<u64> {
    let (at, slot, room) = reported.read(|at| (at, reported.slot(0), reported.room(0)))?;
    let n = at.sequence;
    assert_eq!((at.tick, room), (n, Some((RoomId(n), n as u32))));
    assert!(reported.slots() == 0 || slot == Some(state(n)));
    Some(n)
}

/// `changes` changes by the tick, of a room and of `slots` slots, while another thread reads. Within its bound loom tries
/// first what the first thread does without a pause: that is the tick, so that there are readings after each change, too.
fn model(changes: u64, slots: usize, bound: usize) {
    let seen = std::sync::Arc::new(Mutex::new(BTreeSet::new()));
    let mut model = loom::model::Builder::new();
    model.preemption_bound = Some(bound);
    let found = seen.clone();
    model.check(move || {
        // Half of them are for those whose slots and indices others have.
        let slots = (0..2 * slots).map(|_| ReportedCell::default()).collect();
        let rooms = Box::new([ReportedRoom::default(), ReportedRoom::default()]);
        let reported = Arc::new(Reported::new(slots, rooms));
        let reader = {
            let reported = reported.clone();
            thread::spawn(move || read(&reported))
        };
        (1..=changes).for_each(|n| change(&reported, n));
        found.lock().unwrap().insert(reader.join().unwrap());
        assert_eq!(read(&reported), Some(changes), "what nobody changes can be read");
    });
    // What a model has not come to it proves nothing of.
    let all: BTreeSet<_> = (0..=changes).map(Some).chain([None]).collect();
    assert_eq!(*seen.lock().unwrap(), all, "not all readings were tried");
}

#[test]
fn a_reading_that_nothing_disturbed_is_of_one_state() {
    model(1, 1, 2);
}

#[test]
fn nor_is_it_of_several_changes() {
    model(2, 0, 2);
}
