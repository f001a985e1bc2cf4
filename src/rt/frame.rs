//! The clock, formats and sizes that an engine fixes once, and the header that goes before each frame of an out-ring.

use crate::dsp::line::conceal::HISTORY_MS;
use crate::dsp::{CACHE_LINE_SAMPLES, CacheLine, lines};
use crate::rt::index::{JoinNumber, RateIndex};
use crate::units::{FrameLen, MAX_FRAME_SAMPLES, SampleRate};

/// The engine's clock, which every line, room and tap follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TickClock {
    /// The length of a tick, and so of a frame.
    pub frame_len: FrameLen,
}

impl TickClock {
    /// The window over which ring levels are watched, 2 s, in ticks.
    pub const fn window(self) -> u64 {
        2000 / self.frame_len.ms() as u64
    }
}

/// The format of audio: of a line, a room, or a tap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AudioFormat {
    /// The sample rate.
    pub rate: SampleRate,
    /// Its place among the rates of the engine.
    pub index: RateIndex,
    /// Samples in a frame.
    pub frame: usize,
    /// Cache lines in a frame.
    pub frame_lines: usize,
    /// Samples of a 5 ms ramp.
    pub ramp: usize,
    /// Samples of a 2 ms decay.
    pub decay: usize,
    /// Played samples that stay in an in-ring: what concealment continues.
    pub history: usize,
}

impl AudioFormat {
    /// The format of a sample rate, in frames of the clock's length; `index`: its place among the rates of the engine.
    pub fn new(clock: TickClock, rate: SampleRate, index: RateIndex) -> AudioFormat {
        let frame = clock.frame_len.samples(rate);
        AudioFormat {
            rate,
            index,
            frame,
            frame_lines: lines(frame),
            ramp: rate.samples_in_ms(5),
            decay: rate.samples_in_ms(2),
            history: rate.samples_in_ms(HISTORY_MS),
        }
    }

    /// The sample position at which the frame of `tick` begins, counted from the creation of the engine.
    pub const fn start_of(&self, tick: u64) -> u64 {
        tick.saturating_sub(1).wrapping_mul(self.frame as u64)
    }

    /// Cache lines of one frame with its header.
    pub const fn entry_lines(&self) -> usize {
        self.frame_lines + 1
    }
}

/// Cache lines of the longest frame.
pub const MAX_FRAME_LINES: usize = lines(MAX_FRAME_SAMPLES);

/// The [history](AudioFormat::history), milliseconds.
pub const MAX_HISTORY_MS: u32 = HISTORY_MS;

/// The sizes of a line's rings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineSizes {
    /// Samples of the largest write.
    pub max_write: usize,
    /// Capacity of an in-ring in samples: the largest cap, one frame, twice the largest write (the rest of the previous
    /// write does not count towards the cap), and what stays after it was played.
    pub in_ring_samples: usize,
    /// Capacity of an out-ring in frames: the largest cap or write, one for the tick and one for a read in progress.
    pub out_ring_frames: usize,
}

impl LineSizes {
    /// The sizes for a format, the largest cap and the largest write.
    pub fn new(clock: TickClock, format: &AudioFormat, max_cap_ms: u32, max_write_ms: u32) -> LineSizes {
        LineSizes {
            max_write: format.rate.samples_in_ms(max_write_ms),
            in_ring_samples: format.rate.samples_in_ms(max_cap_ms + 2 * max_write_ms)
                + format.frame
                + format.history,
            out_ring_frames: (max_cap_ms.max(max_write_ms) / clock.frame_len.ms()) as usize + 2,
        }
    }

    /// The same for a line whose in-ring holds that much audio.
    pub fn with_queue(self, format: &AudioFormat, queue_ms: u32) -> LineSizes {
        let queue = format.rate.samples_in_ms(queue_ms).next_multiple_of(format.frame);
        LineSizes { max_write: queue, in_ring_samples: queue + format.history, ..self }
    }

    /// Cache lines of an out-ring: a multiple of an entry, so that no entry wraps around.
    pub const fn out_ring_lines(&self, format: &AudioFormat) -> usize {
        self.out_ring_frames * format.entry_lines()
    }
}

/// Stands for a join number in the frame of a participant that is in no room. The reader accepts such a frame in any
/// join.
pub const NO_JOIN: JoinNumber = 0;

/// Flag of a frame: the sum of all contributions exceeded 16 bits and was limited.
pub const FRAME_OVERLOAD: u32 = 8;
/// Flag of a frame: it starts without a step, so the reader adds no ramp, whatever it read before.
pub const FRAME_STARTS: u32 = 1 << 31;
/// Flag of a frame: the one before it was dropped.
pub const FRAME_RESUMES: u32 = 1 << 30;

/// The mix id of silence, which a deaf participant gets. See [`ReadInfo::mix_id`](crate::ReadInfo::mix_id).
pub const MIX_SILENCE: u64 = 1;

/// The mix id of a common mix at another rate than its room's. Bits 61–52 of the room's own are the same for all rooms of
/// an engine.
pub const fn mix_id_at(mix_id: u64, rate: RateIndex) -> u64 {
    mix_id ^ (rate.at() as u64 + 1) << 52
}

/// The header of a frame in an out-ring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The tick that produced the frame.
    pub tick: u64,
    /// The join for which it was produced, or [`NO_JOIN`].
    pub join: JoinNumber,
    /// The id of a common mix; 0 if the frame is a participant's own mix.
    pub mix_id: u64,
    /// `READ_` and `FRAME_` flags of the frame.
    pub flags: u32,
    /// The in-ring's fill after this tick's pull, plus the delay of DTMF suppression, in samples.
    pub in_fill: u32,
}

impl Header {
    /// Encodes the header as a cache line.
    #[inline(always)]
    pub fn to_line(self) -> CacheLine {
        let mut line = [0_i16; CACHE_LINE_SAMPLES];
        put(&mut line, 0, self.tick);
        put(&mut line, 1, self.join);
        put(&mut line, 2, self.mix_id);
        put(&mut line, 3, u64::from(self.flags) << 32 | u64::from(self.in_fill));
        CacheLine(line)
    }

    /// Decodes the header from a cache line.
    #[inline(always)]
    pub fn from_line(line: &CacheLine) -> Header {
        let last = get(&line.0, 3);
        Header {
            tick: get(&line.0, 0),
            join: get(&line.0, 1),
            mix_id: get(&line.0, 2),
            flags: (last >> 32) as u32,
            in_fill: last as u32,
        }
    }
}

/// The cache lines as a slice of samples.
pub fn samples_mut(lines: &mut [CacheLine]) -> &mut [i16] {
    // SAFETY: a `CacheLine` is exactly 32 samples (repr(C), size 64), so `lines` is one run of `lines.len() * 32`
    // initialized samples. The slice borrows `lines`, so it is valid and exclusive for as long as `lines` is.
    unsafe { core::slice::from_raw_parts_mut(lines.as_mut_ptr().cast(), lines.len() * CACHE_LINE_SAMPLES) }
}

/// The cache lines as a slice of samples.
pub fn samples(lines: &[CacheLine]) -> &[i16] {
    // SAFETY: a `CacheLine` is exactly 32 samples (repr(C), size 64), so `lines` is one run of `lines.len() * 32`
    // initialized samples. The slice borrows `lines`, so it is valid and exclusive for as long as `lines` is.
    unsafe { core::slice::from_raw_parts(lines.as_ptr().cast(), lines.len() * CACHE_LINE_SAMPLES) }
}

#[inline(always)]
fn put(line: &mut [i16; CACHE_LINE_SAMPLES], at: usize, value: u64) {
    for (k, quarter) in line.iter_mut().skip(at * 4).take(4).enumerate() {
        *quarter = (value >> (16 * k)) as i16;
    }
}

#[inline(always)]
fn get(line: &[i16; CACHE_LINE_SAMPLES], at: usize) -> u64 {
    line.iter().skip(at * 4).take(4).enumerate().fold(0, |sum, (k, q)| sum | u64::from(*q as u16) << (16 * k))
}
