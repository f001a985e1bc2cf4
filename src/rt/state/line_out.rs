//! The tick's end of an out-ring: frames are filled where they lie, then published.

use crate::dsp::level::fade::{add_saturating, decay};
use crate::dsp::level::ramp::ramp;
use crate::dsp::{CacheLine, LinearGain};
use crate::rt::frame::{AudioFormat, FRAME_RESUMES, FRAME_STARTS, Header};
use crate::units::MAX_RAMP_SAMPLES;
use rtrb::Producer;
use rtrb::chunks::WriteChunkUninit;

/// A move cut off the output of the old room: it decays under the new room's fade-in.
const MOVED: u8 = 1;
/// It is the first frame of a join.
const JOINED: u8 = 2;
/// Frames were dropped before it.
const DROPPED: u8 = 4;

/// The tick's end of an out-ring, and the transition from each frame to the next.
#[derive(Debug)]
#[repr(C)]
pub struct LineOut {
    /// Frames to the host.
    pub ring: OutRing,
    /// The transition from the last frame to the next.
    pub transition: Transition,
}

/// Frames to the host.
#[derive(Debug)]
pub struct OutRing(Producer<CacheLine>);

/// A frame that is being filled. Nothing of it is published until [`Entry::publish`].
#[derive(Debug)]
pub struct Entry<'a>(WriteChunkUninit<'a, CacheLine>);

/// The transition from the last frame of an output to the next.
#[derive(Debug)]
pub struct Transition {
    /// The gain of the output: silence or unity, and a ramp in between.
    gain_now: LinearGain,
    /// The last sample that was output, without private playback.
    last: i16,
    /// Flags of the breaks between the last frame and the next; 0: none.
    breaks: u8,
}

impl LineOut {
    /// An empty ring.
    pub fn new(ring: Producer<CacheLine>) -> LineOut {
        LineOut {
            ring: OutRing(ring),
            transition: Transition { gain_now: LinearGain::ZERO, last: 0, breaks: 0 },
        }
    }
}

impl OutRing {
    /// The next frame, if there is room for it.
    #[inline(always)]
    pub fn entry(&mut self, format: &AudioFormat) -> Option<Entry<'_>> {
        self.0.write_chunk_uninit(format.entry_lines()).ok().map(Entry)
    }

    /// Where the samples of the next frame will lie, if there is room for it: a frame's lines.
    #[inline(always)]
    pub fn next_samples(&mut self, format: &AudioFormat) -> Option<*mut CacheLine> {
        let mut entry = self.entry(format)?;
        // The ring is a multiple of the entry, so the entry lies in the first slice: a header line, then the frame.
        entry.0.as_mut_slices().0.get_mut(1..).map(|frame| frame.as_mut_ptr().cast())
    }

    /// The ring, of which the control layer locks the memory.
    pub fn producer(&mut self) -> &mut Producer<CacheLine> {
        &mut self.0
    }
}

impl Entry<'_> {
    /// The lines of the frame.
    #[inline(always)]
    pub fn frame(&mut self) -> &mut [CacheLine] {
        self.lines().get_mut(1..).unwrap_or_default()
    }

    /// Publishes the frame, with its header.
    #[inline(always)]
    pub fn publish(mut self, header: Header) {
        if let Some(first) = self.lines().first_mut() {
            *first = header.to_line();
        }
        // SAFETY: every line of an out-ring was initialised when the engine was made.
        unsafe { self.0.commit_all() };
    }

    /// The header's line, and those of the frame.
    #[inline(always)]
    fn lines(&mut self) -> &mut [CacheLine] {
        // The ring is a multiple of the entry, so the entry lies in the first slice.
        let (lines, _) = self.0.as_mut_slices();
        // SAFETY: every line of an out-ring was initialised when the engine was made.
        unsafe { core::slice::from_raw_parts_mut(lines.as_mut_ptr().cast(), lines.len()) }
    }
}

impl Transition {
    /// A join begins.
    pub fn begin_join(&mut self) {
        *self = Transition { gain_now: LinearGain::ZERO, last: 0, breaks: JOINED };
    }

    /// The participant moved to another room: the output of the old room is cut off.
    pub fn note_move(&mut self) {
        self.gain_now = LinearGain::ZERO;
        self.breaks |= MOVED;
    }

    /// The output starts in no room.
    pub fn note_start(&mut self) {
        self.breaks = JOINED;
    }

    /// A frame was dropped; the next has `gain` from its first sample.
    pub fn note_drop(&mut self, gain: LinearGain) {
        self.gain_now = gain;
        self.breaks = self.breaks & MOVED | DROPPED;
    }

    /// A frame in no room was dropped.
    pub fn note_private_drop(&mut self) {
        self.breaks = DROPPED;
    }

    /// Returns true if the output is silent and stays so.
    #[inline(always)]
    pub fn is_silent(&self, target: LinearGain) -> bool {
        target == LinearGain::ZERO && self.gain_now == LinearGain::ZERO
    }

    /// Returns true if the gain of the output is the target, and nothing decays under it.
    #[inline(always)]
    pub fn is_settled(&self, target: LinearGain) -> bool {
        self.gain_now == target && self.breaks & MOVED == 0
    }

    /// The `FRAME_` flags of the next frame; `continues`: playback to the participant continues from the previous tick.
    #[inline(always)]
    pub fn flags(&self, continues: impl FnOnce() -> bool) -> u32 {
        match self.breaks {
            0 => 0,
            breaks if breaks & DROPPED != 0 => FRAME_RESUMES,
            breaks if breaks & JOINED != 0 && !continues() => FRAME_STARTS,
            _ => 0,
        }
    }

    /// Brings the gain of a frame to `target`, and adds the decay of the old room's output.
    pub fn settle(&mut self, format: &AudioFormat, samples: &mut [i16], target: LinearGain) {
        let from = core::mem::replace(&mut self.gain_now, target);
        if from != target {
            ramp(samples, from, target, format.ramp);
        } else if target == LinearGain::ZERO {
            samples.fill(0);
        }
        if self.breaks & MOVED != 0 {
            let mut tail = [0_i16; MAX_RAMP_SAMPLES];
            let tail = tail.get_mut(..format.decay).unwrap_or_default();
            decay(tail, self.last, format.decay);
            add_saturating(samples, tail);
        }
    }

    /// A frame was completed; its last sample is `last`.
    #[inline(always)]
    pub fn end_frame(&mut self, last: i16) {
        (self.last, self.breaks) = (last, 0);
    }
}
