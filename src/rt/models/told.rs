//! [`Told`]: whoever reads without being disturbed reads one state.

use super::super::told::{Told, ToldCell, ToldSlot};
use crate::handle::{ParticipantId, RoomId};
use loom::sync::Arc;
use loom::sync::atomic::AtomicU64;
use loom::thread;

/// A state whose every part is `n`.
fn state(n: u64) -> ToldSlot {
    ToldSlot { participant: ParticipantId(n), user: n, room: RoomId(n), state: n as u32, gain_mdb: n as i64 }
}

#[test]
fn a_reading_that_nothing_disturbed_is_of_one_state() {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = Some(3);
    model.check(|| {
        let told = Arc::new(Told::new(Box::new([ToldCell::default()]), Box::new([AtomicU64::new(0)])));
        let tick = {
            let told = told.clone();
            thread::spawn(move || {
                told.begin();
                told.set_slot(0, state(1));
                told.set_room(0, RoomId(1));
                told.end(1, 1);
            })
        };
        let read = told.read(|at| (at, told.slot(0), told.room(0)));
        if let Some((at, slot, room)) = read {
            assert_eq!(
                (at.tick, slot, room),
                (at.sequence, Some(state(at.sequence)), Some(RoomId(at.sequence)))
            );
        }
        tick.join().unwrap();
        let after = told.read(|at| (at.sequence, told.slot(0)));
        assert_eq!(after, Some((1, Some(state(1)))), "what nobody changes can be read");
    });
}
