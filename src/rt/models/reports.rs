//! [`Reporter`]: what a tick has ended, the control floor learns, however its looks and the tick's ends meet.

use super::slots::slot;
use crate::rt::message::event::EndReason;
use crate::rt::message::report::{Report, Reporter};
use loom::sync::Arc;
use loom::thread;
use rtrb::{Consumer, RingBuffer};

/// Takes what was reported; answers whether a look at the slot has found join 1 ended.
fn hear(slot: &crate::rt::state::slot::Slot, reports: &mut Consumer<Report>) -> bool {
    let mut found = false;
    while let Ok(report) = reports.pop() {
        assert_eq!(report, Report::Look { slot: 0 });
        found |= slot.look().ended == EndReason::TimeLimit;
    }
    found
}

#[test]
fn an_end_that_comes_during_a_look_is_found_by_it_or_told_anew() {
    loom::model(|| {
        let slot = Arc::new(slot());
        slot.join.begin(1, 0);
        let (reports, mut heard) = RingBuffer::new(2);
        let mut reporter = Reporter::new(reports);
        // Reported before there is anything to find, as of the end of a session's time.
        reporter.look(0, &slot.reported);
        let tick = {
            let slot = slot.clone();
            thread::spawn(move || {
                assert!(slot.join.end(1, EndReason::TimeLimit));
                reporter.look(0, &slot.reported);
            })
        };
        let early = hear(&slot, &mut heard);
        tick.join().unwrap();
        assert!(early || hear(&slot, &mut heard), "the end was never told");
    });
}
