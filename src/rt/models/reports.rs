//! [`Reporter`]: the control layer learns every end from the tick, whether it comes before, during or after a look.

use super::slots::slot;
use crate::rt::message::event::EndReason;
use crate::rt::message::report::{Report, Reporter};
use loom::sync::Arc;
use loom::thread;
use rtrb::{Consumer, RingBuffer};

/// Takes the reports. Returns true if a look at the slot found join 1 ended.
fn look(slot: &crate::rt::state::slot::Slot, reports: &mut Consumer<Report>) -> bool {
    let mut found = false;
    while let Ok(report) = reports.pop() {
        assert_eq!(report, Report::Look { slot: 0 });
        found |= slot.look().ended == EndReason::TimeLimit;
    }
    found
}

#[test]
fn an_end_that_comes_during_a_look_is_found_by_it_or_reported_again() {
    loom::model(|| {
        let slot = Arc::new(slot());
        slot.join.begin(1, 0);
        let (reports, mut received) = RingBuffer::new(2);
        let mut reporter = Reporter::new(reports);
        // Reported before there is anything to find, as when a session's time limit passes.
        reporter.look(0, &slot.reported);
        let tick = {
            let slot = slot.clone();
            thread::spawn(move || {
                assert!(slot.join.end(1, EndReason::TimeLimit));
                reporter.look(0, &slot.reported);
            })
        };
        let early = look(&slot, &mut received);
        tick.join().unwrap();
        assert!(early || look(&slot, &mut received), "the end was never reported");
    });
}
