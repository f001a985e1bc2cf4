//! [`MarkRing`]: the tick sees each mark whole and in its order, also where a place is used again.

use crate::rt::message::mark::{Mark, MarkKind};
use crate::rt::message::mark_ring::{MARKS, MarkReader, MarkRing};
use loom::thread;
use std::sync::Arc;

/// A mark whose fields all tell its number, which is not 0, as the empty ring's are.
fn mark(number: u64) -> Mark {
    Mark { position: number, kind: MarkKind::Note, value: number, join: number as u16 }
}

#[test]
fn marks_come_whole_and_in_order() {
    loom::model(|| {
        let (mut writer, mut reader) = Arc::new(MarkRing::new()).ends();
        let host = thread::spawn(move || {
            // The last finds the ring full unless the tick has taken one.
            (1..=MARKS as u64 + 1).map(|number| writer.push(mark(number))).collect::<Vec<_>>()
        });
        let mut seen = 0;
        let mut take = |reader: &mut _| {
            let Some(next) = MarkReader::peek(reader) else { return };
            seen += 1;
            assert_eq!(next, mark(seen));
            MarkReader::pop(reader);
        };
        (0..2).for_each(|_| take(&mut reader));
        let pushed = host.join().unwrap();
        (0..=MARKS).for_each(|_| take(&mut reader));
        assert!(pushed[..MARKS].iter().all(|is_in| *is_in));
        assert_eq!(seen, pushed.iter().filter(|is_in| **is_in).count() as u64);
    });
}
