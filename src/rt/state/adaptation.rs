//! The adaptive target of a line whose samples have a time.

use super::arrival_model::ArrivalModel;
use super::counters::{ArrivalCounts, WriterCounts};
use crate::rt::frame::AudioFormat;
use crate::rt::message::target_limits::TargetLimits;

/// A packet that is late by no more than this is still played when the line has run dry, ms.
const TOLERANCE_MS: u32 = 60;

/// At most so many packets of a run are learnt from: more come after a stall.
const MAX_LEARNT: usize = 64;

/// What learning from the packets of a line depends on.
#[derive(Clone, Copy, Debug)]
pub struct Arrivals<'a> {
    /// The format of the line.
    pub format: &'a AudioFormat,
    /// The time of the tick: the first sample of its frame.
    pub now: u64,
    /// What writes have counted.
    pub writes: &'a WriterCounts,
    /// What is counted.
    pub counts: &'a ArrivalCounts,
}

/// The adaptive target of a line: first what every packet touches.
#[derive(Debug)]
#[repr(C)]
pub struct Adaptation {
    /// Samples before this position in the in-ring were learnt from.
    learnt_to: u64,
    /// The time of this tick, samples.
    now: i64,
    /// The offset to play with: the tick's time minus the media time that is played.
    target: i64,
    model: ArrivalModel,
    limits: TargetLimits,
    /// The reserve that was published last; at first none.
    published: u32,
    /// Samples of the largest write, as far as it was looked up.
    packet: u32,
    /// The offset with which the line has run dry.
    dry_offset: i64,
    /// Samples in a row that were dropped because the line had run dry and they came too late.
    pub dropped_run: usize,
}

impl Adaptation {
    /// Bytes from its beginning on that every packet touches.
    pub const OFTEN_TOUCHED: usize = core::mem::offset_of!(Adaptation, dry_offset);

    /// What fills the memory before it is used.
    pub const BLANK: Adaptation = Adaptation {
        learnt_to: 0,
        now: 0,
        target: 0,
        model: ArrivalModel::BLANK,
        limits: TargetLimits { least: 0, most: 0 },
        published: u32::MAX,
        packet: 0,
        dry_offset: 0,
        dropped_run: 0,
    };

    /// A join begins whose stream begins at that position in the in-ring; `reserve` until something was learnt, samples.
    pub fn begin_join(&mut self, format: &AudioFormat, limits: TargetLimits, reserve: u32, position: u64) {
        *self = Adaptation {
            model: ArrivalModel::new(format, reserve),
            limits,
            learnt_to: position,
            ..Adaptation::BLANK
        };
    }

    /// The time of this tick, samples.
    pub fn set_now(&mut self, now: u64) {
        self.now = now as i64;
    }

    /// Learns from the samples at `position` in the in-ring, of that media time; all are seen now. Publishes the target.
    pub fn learn(&mut self, stream: &Arrivals<'_>, media: u64, position: u64, len: usize) {
        let known = usize::try_from(self.learnt_to.saturating_sub(position)).unwrap_or(usize::MAX);
        if known >= len {
            return;
        }
        // The writer counts the largest write on a cache line of its own: looked up only if it matters.
        if len - known > self.packet as usize {
            self.packet = stream.writes.largest.get() as u32;
        }
        let mut at = known;
        for _ in 0..MAX_LEARNT {
            self.model.learn(stream.format, self.offset(media + at as u64));
            at += self.packet.max(1) as usize;
            if at >= len {
                break;
            }
        }
        self.learnt_to = position + len as u64;
        self.target = self.model.floor().saturating_add(i64::from(self.reserve()));
        if self.published != self.reserve() {
            self.published = self.reserve();
            stream.counts.target.set(self.published.into());
        }
    }

    /// The media times of all packets from now on are so many samples later than they were.
    pub fn shift(&mut self, by: i64) {
        self.model.shift(by);
        self.target = self.target.saturating_sub(by);
    }

    /// Media times have another origin from now on.
    pub fn forget_floor(&mut self) {
        self.model.forget_floor();
    }

    /// The offset of a line that plays that media time in this tick; the lag of a packet that is seen in it.
    pub fn offset(&self, media: u64) -> i64 {
        self.now.wrapping_sub(media as i64)
    }

    /// The media time that is played in this tick if the line has its target.
    pub fn on_target(&self) -> u64 {
        self.now.wrapping_sub(self.target) as u64
    }

    /// The media time of the first sample of a packet that is seen in this tick, if it was as fast as the fastest of the last.
    pub fn if_fastest(&self) -> u64 {
        self.now.wrapping_sub(self.model.floor()) as u64
    }

    /// The reserve to play with, samples above the fastest of the last packets.
    pub fn reserve(&self) -> u32 {
        self.model.reserve().clamp(self.limits.least, self.limits.most)
    }

    /// Samples of the largest write that was learnt from.
    pub fn packet(&self) -> u32 {
        self.packet
    }

    /// The line runs dry; the next sample was that media time.
    pub fn run_dry(&mut self, next: u64) {
        (self.dry_offset, self.dropped_run) = (self.offset(next), 0);
    }

    /// Returns true if the line has run dry, and a packet of that media time is too late to be played.
    pub fn is_too_late(&self, format: &AudioFormat, media: u64) -> bool {
        let tolerated = self.dry_offset.saturating_add(format.rate.samples_in_ms(TOLERANCE_MS) as i64);
        self.offset(media) > self.target.max(tolerated)
    }

    /// By how much the line is later than its target, if it plays that media time in this tick.
    pub fn over(&self, media: u64) -> i64 {
        self.offset(media).saturating_sub(self.target)
    }
}
