//! [`JoinState`]: a join ends once, and the tick always learns the reason.

use crate::rt::message::event::EndReason;
use crate::rt::state::join_state::{JoinNow, JoinState};
use crate::rt::sync::exclusive::Exclusive;
use crate::units::DtmfDigit;
use loom::sync::Arc;
use loom::thread;

#[test]
fn of_two_ends_of_a_join_one_decides_the_reason() {
    loom::model(|| {
        let state = Arc::new(JoinState::new());
        state.begin(1, 0);
        let other = {
            let state = state.clone();
            thread::spawn(move || state.end(1, EndReason::RoomClosed))
        };
        let reader = {
            let state = state.clone();
            thread::spawn(move || (state.now().ended, state.now().ended))
        };
        let first = state.end(1, EndReason::Removed);
        let second = other.join().unwrap();
        let winner = if first { EndReason::Removed } else { EndReason::RoomClosed };
        assert!(first != second, "exactly one has ended it");
        assert_eq!(state.now(), JoinNow { number: 1, ended: winner, digit: None });
        let (before, after) = reader.join().unwrap();
        assert!([EndReason::None, winner].contains(&before));
        assert!(after == winner || before == EndReason::None, "an end stays");
    });
}

/// The tick has join 2 in a room. The control layer ends it and begins others, each of which ends for another reason.
#[test]
fn the_tick_learns_why_a_join_ended_or_that_another_has_begun() {
    loom::model(|| {
        let state = Arc::new(JoinState::new());
        state.begin(1, 5);
        assert!(state.end(1, EndReason::HangUp));
        state.begin(2, 10);
        let tick = {
            let state = state.clone();
            thread::spawn(move || {
                let leaves = !state.now().runs(2);
                leaves.then(|| (state.end_and_value_of(2), state.stream_end(2)))
            })
        };
        assert!(state.end(2, EndReason::Removed));
        state.begin(3, 20);
        assert!(!state.end(2, EndReason::HangUp), "an old join cannot be ended again");
        assert!(state.end(3, EndReason::RoomClosed));
        assert_eq!(state.end_and_value_of(3), Some((EndReason::RoomClosed, 0)));
        state.begin(4, 30);
        if let Some((end, stream_end)) = tick.join().unwrap() {
            assert!(end.is_none_or(|end| end == (EndReason::Removed, 0)), "{end:?}");
            assert!([u64::MAX, 20, 0].contains(&stream_end), "{stream_end}");
        }
        assert_eq!(state.stream_end(3), 30);
        assert_eq!(state.end_and_value_of(3), None);
        assert!(state.now().is_running());
    });
}

/// The tick ends join 1 by its terminator, or finds that a signal has ended it. Meanwhile the control layer begins
/// another join, which another signal ends.
#[test]
fn a_terminator_and_a_signal_leave_one_reason_with_its_value() {
    loom::model(|| {
        let (state, star) = (Arc::new(JoinState::new()), DtmfDigit::from_char('*').unwrap());
        state.begin(1, 0);
        let tick = {
            let state = state.clone();
            thread::spawn(move || (state.end_by_terminator(1, star), state.end_and_value_of(1)))
        };
        let interrupted = state.end_by_signal(1, 70);
        state.begin(2, 0);
        assert!(state.end_by_signal(2, 71) && !state.end_by_signal(2, 72));
        let (pressed, end) = tick.join().unwrap();
        assert!(pressed != interrupted, "exactly one has ended it");
        let reason = if pressed { (EndReason::Terminator, 42) } else { (EndReason::Signal, 70) };
        assert!(end.is_none_or(|end| end == reason), "{end:?}, {reason:?}");
        assert_eq!(state.end_and_value_of(2), Some((EndReason::Signal, 71)));
    });
}

#[test]
fn an_acknowledged_join_is_no_longer_used_by_the_tick() {
    loom::model(|| {
        let shared = Arc::new((JoinState::new(), Exclusive::new(0_u32)));
        shared.0.begin(1, 0);
        let tick = {
            let shared = shared.clone();
            thread::spawn(move || {
                // SAFETY: the join is not acknowledged yet, so only the tick uses the value. This is the claim under
                // test: loom fails the model if it is wrong.
                unsafe { *shared.1.get() = 1 };
                shared.0.acknowledge(1);
            })
        };
        if shared.0.is_acknowledged(1) {
            // SAFETY: the join is acknowledged, so the tick no longer uses the value. This is the claim under test:
            // loom fails the model if it is wrong.
            assert_eq!(unsafe { *shared.1.get_ref() }, 1);
        }
        tick.join().unwrap();
        assert!(shared.0.is_acknowledged(1) && !shared.0.is_acknowledged(2));
    });
}
