//! [`Taps`]: the tick looks at every tap that the control layer asks it to look at, after the control layer has written
//! what is to be found there.

use crate::rt::state::tap::{TapCell, Taps};
use crate::rt::sync::atomics::Ordering;
use loom::sync::Arc;
use loom::thread;

/// The tick takes the list once. Returns which of the two cells it found detached.
fn look(taps: &Taps) -> [bool; 2] {
    let (mut found, mut head) = ([false; 2], taps.take_pending());
    let mut steps = 0;
    while let Some((index, cell)) = taps.next_pending(&mut head) {
        found[index as usize] |= cell.detach.load(Ordering::Relaxed);
        steps += 1;
        assert!(steps <= 2, "a list that ends");
    }
    found
}

#[test]
fn the_tick_finds_every_change_that_it_was_asked_to_look_for() {
    loom::model(|| {
        let taps = Arc::new(Taps::new(Box::new([TapCell::new(), TapCell::new()])));
        let tick = {
            let taps = taps.clone();
            thread::spawn(move || [look(&taps), look(&taps)])
        };
        // Asked before there is anything to find, as for a tap that had the cell before.
        taps.ask(0);
        for index in [0, 1] {
            taps.get(index).unwrap().detach.store(true, Ordering::Relaxed);
            taps.ask(index);
        }
        let [first, second] = tick.join().unwrap();
        let last = look(&taps);
        for index in [0, 1] {
            assert!(first[index] || second[index] || last[index], "cell {index} was forgotten");
        }
    });
}
