//! [`Slot`]: it goes to another participant only when no thread is inside, and a thread that comes late is turned away.

use super::super::frame::{AudioFormat, TickClock};
use crate::dsp::CacheLine;
use crate::dsp::level::splice::Splice;
use crate::dsp::line::conceal::Concealer;
use crate::rt::dtmf::stage::DtmfStage;
use crate::rt::fixed_vec::FixedVec;
use crate::rt::index::RateIndex;
use crate::rt::message::mark_ring::MarkRing;
use crate::rt::state::jitter_buffer::JitterBuffer;
use crate::rt::state::shared::Shared;
use crate::rt::state::slot::{Slot, SlotParts, is_current};
use crate::rt::sync::atomics::Ordering;
use crate::units::{FrameLen, SampleRate};
use loom::sync::Arc;
use loom::thread;
use rtrb::RingBuffer;

/// The value that the first participant's writer leaves in the slot; the second participant must not find it.
const LEFT_BEHIND: u64 = 77;

pub fn slot() -> Slot {
    let format =
        AudioFormat::new(TickClock { frame_len: FrameLen::Ms20 }, SampleRate::Hz8000, RateIndex::OWN);
    let (marks, marks_out) = std::sync::Arc::new(MarkRing::new()).ends();
    let rate = format.rate.hz();
    let concealer = Concealer::new(rate, Concealer::memory(rate).map(|len| vec![0; len].into_boxed_slice()));
    let buffer = JitterBuffer::new(marks_out, FixedVec::new([].into()), FixedVec::new([].into()), concealer);
    let slot = Slot::new(SlotParts {
        rate: RateIndex::OWN,
        is_agent: false,
        max_write: 1,
        in_ring: RingBuffer::new(1),
        marks,
        buffer: Box::new(buffer),
        out_ring: RingBuffer::<CacheLine>::new(1),
        dtmf: Box::new(DtmfStage::<[i16; 0]>::new(format.rate)),
        splice: Splice::none(format.decay, format.ramp),
    });
    slot.generation.store(1, Ordering::Release);
    slot
}

/// A write of the participant of that generation, as `Shared::write` does it.
fn write(slot: &Slot, generation: u32, see: impl FnOnce(&mut u64)) {
    if !is_current(slot, generation) {
        return;
    }
    let Some(mut writer) = slot.writer.claim() else {
        return;
    };
    if Shared::check_generation(slot, generation).is_ok() {
        see(&mut writer.join);
    }
}

/// A read of the participant of that generation, as `Shared::read` does it.
fn read(slot: &Slot, generation: u32) {
    if !is_current(slot, generation) {
        return;
    }
    let Some(mut reader) = slot.reader.claim() else {
        return;
    };
    if Shared::check_generation(slot, generation).is_ok() {
        reader.last = LEFT_BEHIND as i16;
    }
}

/// Frees the first participant. If the slot is idle, gives it to a second participant, who must find it clean.
fn give_to_another(slot: &Slot) {
    slot.generation.store(0, Ordering::Release);
    if !slot.reset() {
        return;
    }
    slot.generation.store(2, Ordering::Release);
    write(slot, 2, |join| assert_eq!(*join, 0, "the last participant's writer came late"));
    if let Some(reader) = slot.reader.claim() {
        assert_eq!(reader.last, 0, "the last participant's reader came late");
    }
}

#[test]
fn a_late_writer_touches_nothing_of_the_next_participant() {
    loom::model(|| {
        let slot = Arc::new(slot());
        let late = {
            let slot = slot.clone();
            thread::spawn(move || write(&slot, 1, |join| *join = LEFT_BEHIND))
        };
        give_to_another(&slot);
        late.join().unwrap();
    });
}

#[test]
fn a_late_reader_touches_nothing_of_the_next_participant() {
    loom::model(|| {
        let slot = Arc::new(slot());
        let late = {
            let slot = slot.clone();
            thread::spawn(move || read(&slot, 1))
        };
        give_to_another(&slot);
        late.join().unwrap();
    });
}

#[test]
fn an_idle_slot_is_always_reused() {
    loom::model(|| {
        let slot = Arc::new(slot());
        let late = {
            let slot = slot.clone();
            thread::spawn(move || {
                write(&slot, 1, |join| *join = LEFT_BEHIND);
                read(&slot, 1);
            })
        };
        give_to_another(&slot);
        late.join().unwrap();
        assert!(is_current(&slot, 2) || slot.reset(), "a slot that is idle can be reset");
    });
}
