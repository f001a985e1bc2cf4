//! [`Reported`]: a reading that succeeds is of one state.

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

/// Changes everything to state `n`, as a tick does it.
fn change(reported: &Reported, n: u64) {
    reported.begin();
    if n > 1 {
        reported.clear_slot(0);
        reported.clear_room(0);
    }
    assert!(reported.set_slot(0, state(n)) && reported.set_room(0, RoomId(n), n as u32));
    reported.end(n, n);
}

/// Reads once. Returns the number of the state, which must be whole, or `None` if a change disturbed the reading.
fn read(reported: &Reported) -> Option<u64> {
    let (at, slot, room) = reported.read(|at| (at, reported.slot(0), reported.room(0)))?;
    let n = at.sequence;
    assert_eq!((at.tick, room), (n, Some((RoomId(n), n as u32))));
    assert!(reported.slots() == 0 || slot == Some(state(n)));
    Some(n)
}

/// The tick makes `changes` changes of a room and of `slots` slots while another thread reads. Within its bound loom
/// first tries the first thread without a pause. That is the tick, so some readings come after each change.
fn model(changes: u64, slots: usize, bound: usize) {
    let seen = std::sync::Arc::new(Mutex::new(BTreeSet::new()));
    let mut model = loom::model::Builder::new();
    model.preemption_bound = Some(bound);
    let found = seen.clone();
    model.check(move || {
        // Half of the entries are for participants and rooms whose slot or index is in use again.
        let slots = (0..2 * slots).map(|_| ReportedCell::default()).collect();
        let rooms = Box::new([ReportedRoom::default(), ReportedRoom::default()]);
        let reported = Arc::new(Reported::new(slots, rooms));
        let reader = {
            let reported = reported.clone();
            thread::spawn(move || read(&reported))
        };
        (1..=changes).for_each(|n| change(&reported, n));
        found.lock().unwrap().insert(reader.join().unwrap());
        assert_eq!(read(&reported), Some(changes), "a state that does not change can be read");
    });
    // The model proves nothing about a reading that it did not reach.
    let all: BTreeSet<_> = (0..=changes).map(Some).chain([None]).collect();
    assert_eq!(*seen.lock().unwrap(), all, "not all readings were tried");
}

#[test]
fn a_reading_that_nothing_disturbed_is_of_one_state() {
    model(1, 1, 2);
}

#[test]
fn a_reading_among_several_changes_is_of_one_state() {
    model(2, 0, 2);
}
