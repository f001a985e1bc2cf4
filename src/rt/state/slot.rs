//! A slot: one participant's rings, and the state that the writer, the reader and the tick each own.
//!
//! Everything here lives from `engine_new` to `engine_free`; participants come and go in it. Four users share a
//! slot, each with cache lines of its own: the control layer (generation, join), the writer, the reader, the tick.

use super::counters::{ArrivalCounts, Count, ReaderCounts, TickCounts, WriterCounts};
use super::edge::{ReadEdge, WriteEdge};
use super::excess::Excess;
use super::jitter_buffer::JitterBuffer;
use super::join_state::{JoinNow, JoinState};
use super::participant_state::ParticipantState;
use super::reader::Reader;
use super::session_limits::SessionStart;
use super::stats::ParticipantStats;
use super::writer::Writer;
use crate::dsp::CacheLine;
use crate::dsp::level::splice::Splice;
use crate::rt::dtmf::stage::DtmfStage;
use crate::rt::index::{JoinNumber, RateIndex};
use crate::rt::message::event::EndReason;
use crate::rt::message::mark_ring::MarkWriter;
use crate::rt::message::settings::SettingsCell;
use crate::rt::sync::atomics::{AtomicU32, AtomicU64, Ordering};
use crate::rt::sync::claim::Claimable;
use crate::rt::sync::exclusive::Exclusive;
use crate::rt::sync::pending_flag::PendingFlag;
use crate::rt::sync::prefetch::CACHE_LINE;
use rtrb::{Consumer, Producer};

/// The memory of one participant.
#[derive(Debug)]
#[repr(C, align(64))]
pub struct Slot {
    /// The generation of the participant that has the slot; 0: free. Changed by the control layer only.
    pub generation: AtomicU32,
    /// The generation whose session has expired.
    pub expired: AtomicU32,
    /// Frames that may wait in the out-ring before a read skips them. Set by the control layer at a join.
    pub cap_frames: AtomicU32,
    /// The in-ring's cap if each write has one frame, samples. Set by the control layer at a join.
    pub cap: AtomicU32,
    /// How many marks the writer has made in the in-ring's stream, over the life of the slot.
    pub marks: AtomicU32,
    /// The sample rate of the line.
    pub rate: RateIndex,
    /// It is the line of a speech agent: it waits for its turn, and nothing of it is cut.
    pub is_agent: bool,
    /// Samples of the largest write; of an agent, those that may wait.
    pub max_write: u32,
    /// The addresses of both rings' heads, for prefetching.
    pub ring_heads: RingHeads,
    /// The current join.
    pub join: JoinState,
    /// A report has asked the control layer to look at the slot, and it has not begun to.
    pub reported: PendingFlag,
    /// The session that the control layer has announced to the tick.
    pub start: SessionStart,
    /// The settings of the current join.
    pub settings: SettingsCell,
    /// The end of the in-ring that hosts write, and what they have counted.
    pub writer: Claimable<Writer>,
    /// Samples written into the in-ring since the engine was made: a 64-bit position.
    pub position: AtomicU64,
    /// Samples of silence that the tick has played because the in-ring had too few, over the life of the slot. It is
    /// on this cache line because each write reads it, and few ticks change it.
    pub silence_played: Count,
    /// What the writer counts.
    pub write_counts: WriterCounts,
    /// The host has flushed what lies before this position in the in-ring.
    pub flush_to: AtomicU64,
    /// The end of the out-ring that hosts read.
    pub reader: Claimable<Reader>,
    /// What the reader counts.
    pub read_counts: ReaderCounts,
    /// What the tick counts of packets that do not come in order.
    pub arrival_counts: ArrivalCounts,
    /// What the tick counts.
    pub tick_counts: TickCounts,
    /// What the tick owns.
    tick: Exclusive<ParticipantState>,
    /// The conversion of what the host writes, once it has written at another rate than the line's. Only for the thread
    /// that has claimed the writer.
    pub write_edge: Claimable<Option<Box<WriteEdge>>>,
    /// The conversion of what the host reads, once it has read at another rate. Only for the thread that has claimed the
    /// reader.
    pub read_edge: Claimable<Option<Box<ReadEdge>>>,
}

/// What [`Slot::new`] is made of. All elements of the rings have been written once.
#[derive(Debug)]
pub struct SlotParts {
    /// The sample rate of the line.
    pub rate: RateIndex,
    /// It is the line of a speech agent.
    pub is_agent: bool,
    /// Samples of the largest write.
    pub max_write: u32,
    /// Both ends of the in-ring.
    pub in_ring: (Producer<i16>, Consumer<i16>),
    /// The writer's end of the ring of marks.
    pub marks: MarkWriter,
    /// The jitter buffer, with the other end.
    pub buffer: Box<JitterBuffer>,
    /// Both ends of the out-ring.
    pub out_ring: (Producer<CacheLine>, Consumer<CacheLine>),
    /// Its DTMF stage.
    pub dtmf: Box<DtmfStage>,
    /// No splice yet, of the rate's ramps.
    pub splice: Splice,
}

/// The addresses of the heads of a slot's rings. They are prefetched, never read.
#[derive(Clone, Copy, Debug)]
pub struct RingHeads(pub [*const u8; 2]);

// SAFETY: the addresses never change, and nobody reads through them: they are only prefetched.
unsafe impl Send for RingHeads {}
// SAFETY: the addresses never change, and nobody reads through them: they are only prefetched.
unsafe impl Sync for RingHeads {}

impl Slot {
    /// A free slot.
    pub fn new(parts: SlotParts) -> Slot {
        let SlotParts { rate, is_agent, max_write, in_ring, marks, buffer, out_ring, dtmf, splice } = parts;
        let ((in_producer, in_consumer), (out_producer, out_consumer)) = (in_ring, out_ring);
        Slot {
            generation: AtomicU32::new(0),
            expired: AtomicU32::new(0),
            cap_frames: AtomicU32::new(1),
            cap: AtomicU32::new(0),
            marks: AtomicU32::new(0),
            rate,
            is_agent,
            max_write,
            ring_heads: RingHeads([
                (&raw const *in_consumer.buffer()).cast(),
                (&raw const *out_producer.buffer()).cast(),
            ]),
            join: JoinState::new(),
            reported: PendingFlag::default(),
            start: SessionStart::default(),
            settings: SettingsCell::new(),
            writer: Claimable::new(Writer::new(in_producer, marks)),
            flush_to: AtomicU64::new(0),
            position: AtomicU64::new(0),
            silence_played: Count::default(),
            write_counts: WriterCounts::default(),
            reader: Claimable::new(Reader::new(out_consumer, splice)),
            read_counts: ReaderCounts::default(),
            arrival_counts: ArrivalCounts::default(),
            tick_counts: TickCounts::default(),
            tick: Exclusive::new(ParticipantState::new(in_consumer, buffer, out_producer, dtmf)),
            write_edge: Claimable::new(None),
            read_edge: Claimable::new(None),
        }
    }

    /// The tick's state of the participant.
    ///
    /// # Safety
    /// The caller has the slot in this tick: it is the ticking thread outside the fork, or the worker that has claimed
    /// the job in which the slot is. No other reference from this call is alive.
    #[allow(clippy::mut_from_ref)]
    #[inline(always)]
    pub(super) unsafe fn participant_state(&self) -> &mut ParticipantState {
        // SAFETY: the caller has the slot, by this function's contract: no other thread reaches `tick`, no other
        // reference is alive.
        unsafe { self.tick.get() }
    }

    /// The writer has made a mark, or has flushed the line. Only for the thread that has claimed the writer.
    pub fn count_mark(&self) {
        self.marks.store(self.marks.load(Ordering::Relaxed).wrapping_add(1), Ordering::Release);
    }

    /// Returns true if the session of that generation has expired.
    #[inline(always)]
    pub fn is_expired(&self, generation: u32) -> bool {
        self.expired.load(Ordering::Acquire) == generation
    }

    /// The current join, for the control layer, after a report has asked it to look.
    pub fn look(&self) -> JoinNow {
        self.reported.lower();
        self.join.now()
    }

    /// Expires the session of that generation: its conference ends, and it can begin no other. Returns false, with
    /// nothing done, if it has been freed. Only for the ticking thread.
    ///
    /// The join is read before the generation. If the participant has the slot after that, the join is its own or one
    /// that had ended before; numbers of joins are never reused. So this cannot end a conference of the slot's next
    /// participant, however long the thread is held up in between.
    pub fn expire(&self, generation: u32) -> bool {
        let join = self.join.now().number;
        if !is_current(self, generation) {
            return false;
        }
        self.expired.store(generation, Ordering::Release);
        self.join.end(join, EndReason::TimeLimit);
        true
    }

    /// Ends join `join` of that generation if the session expired while the join began. Only for the ticking thread.
    pub fn end_if_expired(&self, generation: u32, join: JoinNumber) {
        if self.expired.load(Ordering::Acquire) == generation {
            self.join.end(join, EndReason::TimeLimit);
        }
    }

    /// The statistics, with frames of `frame` samples. Only for the control layer, under its lock: slots pass from one
    /// participant to the next only there.
    pub fn stats(&self, frame: usize) -> ParticipantStats {
        let Slot { write_counts, read_counts, arrival_counts, tick_counts, .. } = self;
        ParticipantStats {
            written: write_counts.taken.get(),
            write_refused: write_counts.refused.get(),
            write_discarded: write_counts.discarded.get(),
            read: read_counts.real.get(),
            read_silence: read_counts.silence.get(),
            underruns: tick_counts.underruns.get(),
            trims: tick_counts.trims.get(),
            trimmed: tick_counts.trimmed.get(),
            out_dropped: tick_counts.dropped.get(),
            out_stale: read_counts.stale.get(),
            late: arrival_counts.late.get(),
            duplicate: arrival_counts.duplicate.get(),
            reordered: arrival_counts.reordered.get(),
            concealed: arrival_counts.concealed.get(),
            concealment_events: arrival_counts.concealment_events.get(),
            target: arrival_counts.target.get(),
            inserted: arrival_counts.inserted.get(),
            removed: arrival_counts.removed.get(),
            played: arrival_counts.played.get(),
            in_fill: tick_counts.in_fill.get() as u32,
            out_fill: read_counts.fill.get() as u32,
            latency: read_counts.latency.get() as u32,
            mean_square: (tick_counts.sum_squares.get() / frame.max(1) as u64) as u32,
            peak: tick_counts.peak.get() as u32,
        }
    }

    /// The memory of the rings, the jitter buffer and the DTMF stage, for locking it. Only while the rings are empty.
    pub fn regions(&mut self) -> [(*const u8, usize); 9] {
        const NONE: (*const u8, usize) = (core::ptr::null(), 0);
        let rings = self.writer.claim().map(|mut writer| [region(&mut writer.ring), writer.marks.region()]);
        let [in_ring, marks] = rings.unwrap_or([NONE; 2]);
        let participant = self.tick.get_mut();
        let buffer = participant.line_in.buffer();
        let [runs, notes, history, ready] = buffer.regions();
        [
            in_ring,
            marks,
            (core::ptr::from_ref(buffer).cast(), size_of_val(buffer)),
            runs,
            notes,
            history,
            ready,
            region(participant.line_out.ring.producer()),
            ((&raw const *participant.dtmf).cast(), size_of_val(&*participant.dtmf)),
        ]
    }

    /// Resets the writer's and the reader's state for the next participant. Returns false, with nothing done, if a
    /// thread still uses one of them.
    pub fn reset(&self) -> bool {
        let (Some(mut writer), Some(mut reader)) = (self.writer.claim(), self.reader.claim()) else {
            return false;
        };
        writer.join = 0;
        writer.converts = false;
        // Unread frames would take space from the next participant's.
        let unread = reader.ring.slots();
        if let Ok(chunk) = reader.ring.read_chunk(unread) {
            chunk.commit_all();
        }
        reader.reset();
        self.write_counts.reset();
        self.read_counts.reset();
        self.arrival_counts.reset();
        self.tick_counts.reset();
        true
    }
}

/// The memory of an empty ring that was only ever emptied as a whole: its first slice is the whole buffer.
fn region<T>(ring: &mut Producer<T>) -> (*const u8, usize) {
    let capacity = ring.buffer().capacity();
    ring.write_chunk_uninit(capacity).map_or((core::ptr::null(), 0), |mut chunk| {
        let (first, _) = chunk.as_mut_slices();
        (first.as_ptr().cast(), size_of_val(first))
    })
}

// The compiler checks these. The first line has what writes, reads and ticks look at first; what else a write or a read
// touches of the slot lies on three lines, or on two. What ticks touch begins a line; what every tick touches ends with
// the second of them, and what many need with the third. Slots at a multiple of 4096 bytes would share one set of the
// first-level cache.
#[cfg(not(loom))]
#[allow(clippy::disallowed_macros, reason = "evaluated by the compiler, not in a tick")]
const _: () = {
    assert!(core::mem::offset_of!(Slot, join) + size_of::<u64>() <= CACHE_LINE);
    assert!(size_of::<Claimable<Writer>>() == 2 * CACHE_LINE);
    assert!(core::mem::offset_of!(Slot, position) % CACHE_LINE == 0);
    assert!(core::mem::offset_of!(Slot, reader) - core::mem::offset_of!(Slot, position) == CACHE_LINE);
    assert!(core::mem::offset_of!(Reader, excess) + Excess::OFTEN_TOUCHED <= CACHE_LINE - size_of::<u64>());
    assert!(size_of::<ReaderCounts>() <= CACHE_LINE);
    assert!(size_of::<TickCounts>() == CACHE_LINE);
    assert!(core::mem::offset_of!(Slot, tick_counts) % CACHE_LINE == 0);
    assert!(core::mem::offset_of!(Slot, tick) % CACHE_LINE == 0);
    assert!(core::mem::offset_of!(ParticipantState, dtmf) <= 2 * CACHE_LINE);
    assert!(core::mem::offset_of!(ParticipantState, playback) <= 3 * CACHE_LINE);
    assert!(!size_of::<Slot>().is_multiple_of(4096));
};

/// Returns true if `generation` has the slot now.
#[inline(always)]
pub fn is_current(slot: &Slot, generation: u32) -> bool {
    slot.generation.load(Ordering::Acquire) == generation
}
