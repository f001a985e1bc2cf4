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
fn change(told: &Reported, n: u64) {
    told.begin();
    if n > 1 {
        told.clear_slot(0);
        told.clear_room(0);
    }
    assert!(told.set_slot(0, state(n)) && told.set_room(0, RoomId(n), n as u32));
    told.end(n, n);
}

/// The state that a reading finds, if nothing has disturbed it: one of them whole.
fn read(told: &Reported) -> Option<u64> {
    let (at, slot, room) = told.read(|at| (at, told.slot(0), told.room(0)))?;
    let n = at.sequence;
    assert_eq!((at.tick, room), (n, Some((RoomId(n), n as u32))));
    assert!(told.slots() == 0 || slot == Some(state(n)));
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
        let told = Arc::new(Reported::new(slots, rooms));
        let reader = {
            let told = told.clone();
            thread::spawn(move || read(&told))
        };
        (1..=changes).for_each(|n| change(&told, n));
        found.lock().unwrap().insert(reader.join().unwrap());
        assert_eq!(read(&told), Some(changes), "what nobody changes can be read");
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
