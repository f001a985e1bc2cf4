//! A reading thread's state of a participant: how the next samples follow those that were read.

use super::excess::Excess;
use crate::dsp::CacheLine;
use crate::dsp::level::fade::cross_fade;
use crate::dsp::level::splice::Splice;
use crate::dsp::line::crossing::cross;
use crate::dsp::line::replay::{play_again, play_out};
use crate::rt::frame::{AudioFormat, FRAME_RESUMES, FRAME_STARTS, Header, samples, samples_mut};
use crate::rt::index::JoinNumber;
use crate::units::MAX_RAMP_SAMPLES;
use rtrb::Consumer;
use rtrb::chunks::ReadChunk;

/// A reading thread's state. The fields that every read touches share one cache line with its claim.
#[derive(Debug)]
#[repr(C)]
pub struct Reader {
    /// Frames on their way to the host, each a header line and its samples.
    pub ring: Consumer<CacheLine>,
    /// Samples of the first frame in the ring, or of what it was turned into, that were read already. A frame that was
    /// read to its end stays until the next one is read.
    pub offset: u16,
    /// The last sample that was read, from which silence decays.
    pub last: i16,
    /// The last read ended in silence because there were no frames.
    pub is_silent: bool,
    /// How many runs of frames between silences were short, one after the other.
    pub short_runs: u8,
    /// The number of ticks in which frames were read since the last silence.
    pub run: u8,
    /// The host reads at another rate than the line's.
    pub converts: bool,
    /// The last tick in which frames were read.
    pub run_tick: u32,
    /// How often the first frame in the ring was turned into what is played after it.
    replays: u8,
    /// The splice between the last samples and the next.
    pub splice: Splice,
    /// Frames that wait in excess.
    pub excess: Excess,
}

/// A host that gets frames in so many ticks without silence does not poll.
const LONG_RUN: u8 = 3;
/// So many shorter runs, one after the other, show a host that polls.
const SHORT_RUNS: u8 = 3;
/// A frame is played again once; then its end falls silent.
const MAX_REPLAYS: u8 = 2;

impl Reader {
    /// The reader of an empty ring, with splices of the engine's ramps.
    pub fn new(ring: Consumer<CacheLine>, splice: Splice) -> Reader {
        let short_runs = SHORT_RUNS;
        Reader {
            ring,
            offset: 0,
            last: 0,
            is_silent: true,
            short_runs,
            run: 0,
            run_tick: 0,
            converts: false,
            replays: 0,
            splice,
            excess: Excess::default(),
        }
    }

    /// The last sample decays into silence.
    pub fn fall_silent(&mut self) {
        if !self.is_silent {
            self.is_silent = true;
            self.splice.break_off(self.last);
            if self.replays == 0 {
                self.count_short_run();
            }
        }
    }

    /// A run of frames ends.
    fn count_short_run(&mut self) {
        self.short_runs = self.short_runs.saturating_add(1).min(SHORT_RUNS);
        self.run = 0;
    }

    /// Frames were read after tick `now`.
    pub fn count_run(&mut self, now: u64) {
        // The lower half of the tick's number suffices to distinguish two ticks.
        let now = now as u32;
        if self.run_tick != now {
            self.run_tick = now;
            self.run = self.run.saturating_add(1);
            if self.run >= LONG_RUN {
                self.short_runs = 0;
            }
        }
    }

    /// Returns true if the host reads until nothing is left and discards the silence that it then gets: for it, the
    /// frames before and after such a read are continuous. A host that plays all samples gets silence only now and
    /// then.
    pub fn polls(&self) -> bool {
        self.short_runs >= SHORT_RUNS
    }

    /// Frames come again, or, after a `cut`, the next frame does not follow the last. `starts`: it is a start by
    /// itself.
    pub fn resume(&mut self, cut: bool, starts: bool) {
        if !self.is_silent {
            self.splice.break_off(self.last);
        } else if self.polls() {
            self.splice.forget();
        }
        if !starts && (cut || !self.polls()) {
            self.splice.resume();
        }
        self.is_silent = false;
    }

    /// Goes to the frame from which to read next: gives back the one that was read, which stayed so that it could be
    /// played again. Returns false if there is none.
    #[inline(always)]
    pub fn advance(&mut self, format: &AudioFormat) -> bool {
        if self.replays == 0 && usize::from(self.offset) < format.frame {
            return self.ring.slots() >= format.entry_lines();
        }
        if self.ring.slots() < 2 * format.entry_lines() {
            return false;
        }
        if self.replays > 0 {
            self.end_replay(format);
        }
        self.give_back(format);
        true
    }

    /// Gives back the first frame of the ring.
    pub fn give_back(&mut self, format: &AudioFormat) {
        if let Ok(chunk) = self.ring.read_chunk(format.entry_lines()) {
            chunk.commit_all();
        }
        (self.offset, self.replays) = (0, 0);
    }

    /// Samples of frames that were not read yet.
    pub fn unread(&self, format: &AudioFormat) -> usize {
        let samples = self.ring.slots() / format.entry_lines() * format.frame;
        samples.saturating_sub(if self.replays > 0 { format.frame } else { usize::from(self.offset) })
    }

    /// Leaves out the next frame if that is not heard: in a pause, or where it resembles the one after it as much as
    /// [`Excess`] asks for. Only if it `may` be read and the frame after it continues it. Returns true if it did.
    #[cold]
    pub fn leave_out(&mut self, format: &AudioFormat, may: impl Fn(&Header) -> bool) -> bool {
        let entry = format.entry_lines();
        let Ok(mut chunk) = self.ring.read_chunk(2 * entry) else { return false };
        let Some([(header, frame), (next_header, next)]) = two_frames(&mut chunk, format) else {
            return false;
        };
        let (header, next_is) = (Header::from_line(header), Header::from_line(next_header));
        let follows = header.join == next_is.join
            && may(&header)
            && (header.flags | next_is.flags) & (FRAME_STARTS | FRAME_RESUMES) == 0;
        let Some(at) = self.excess.consider(frame, next, format.ramp).filter(|_| follows) else {
            return false;
        };
        cross(frame, next, at, format.ramp);
        *next_header = Header { mix_id: 0, ..next_is }.to_line();
        self.give_back(format);
        self.excess.note_left_out(format);
        true
    }

    /// The ring has run dry: fills the beginning of `out` with the last frame of `join`, played again, then with its end
    /// that falls silent. Returns how many samples that are: none if the host polls.
    #[cold]
    pub fn replay(&mut self, out: &mut [i16], format: &AudioFormat, join: JoinNumber) -> usize {
        // The ring has frames again if one came just now: the next read takes it.
        let was_read = self.replays > 0 || usize::from(self.offset) >= format.frame;
        if self.is_silent || !was_read || self.first_join(format) != Some(join) {
            return 0;
        }
        let mut done = 0;
        while done < out.len() {
            if usize::from(self.offset) >= format.frame && !self.make_replay(format) {
                break;
            }
            let Ok(chunk) = self.ring.read_chunk(format.entry_lines()) else { break };
            let Some((_, frame)) = chunk.as_slices().0.split_first() else { break };
            let from = samples(frame).get(usize::from(self.offset)..format.frame).unwrap_or_default();
            let to = out.get_mut(done..).unwrap_or_default();
            let n = from.len().min(to.len());
            to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
            self.offset += n as u16;
            done += n;
        }
        let replayed = out.get_mut(..done).unwrap_or_default();
        if !self.splice.is_settled() {
            self.splice.pass(replayed);
        }
        self.last = replayed.last().copied().unwrap_or(self.last);
        done
    }

    /// The join of the first frame in the ring.
    fn first_join(&mut self, format: &AudioFormat) -> Option<JoinNumber> {
        let chunk = self.ring.read_chunk(format.entry_lines()).ok()?;
        chunk.as_slices().0.first().map(|head| Header::from_line(head).join)
    }

    /// Turns the frame that was read last into what is played after it. Returns false if nothing is.
    fn make_replay(&mut self, format: &AudioFormat) -> bool {
        if self.replays == 0 && self.polls() || self.replays >= MAX_REPLAYS {
            return false;
        }
        let Ok(mut chunk) = self.ring.read_chunk(format.entry_lines()) else { return false };
        let Some((_, frame)) = chunk.as_mut_slices().0.split_first_mut() else { return false };
        let Some(frame) = samples_mut(frame).get_mut(..format.frame) else { return false };
        if self.replays == 0 {
            play_again(frame, format.rate.hz());
            self.count_short_run();
        } else {
            play_out(frame, format.rate.hz());
        }
        self.replays += 1;
        self.offset = 0;
        true
    }

    /// The ring has frames again: the next one follows what was played of the last, with a cross-fade if it does not do
    /// so by itself.
    #[cold]
    fn end_replay(&mut self, format: &AudioFormat) {
        let is_whole = usize::from(self.offset) >= format.frame && self.replays == 1;
        let Ok(mut chunk) = self.ring.read_chunk(2 * format.entry_lines()) else { return };
        let Some([(header, frame), (next_header, next)]) = two_frames(&mut chunk, format) else { return };
        let (header, next_is) = (Header::from_line(header), Header::from_line(next_header));
        if self.is_silent || next_is.flags & FRAME_RESUMES != 0 {
            // It fades in where it is read.
        } else if next_is.flags & FRAME_STARTS != 0 || next_is.join != header.join {
            self.splice.break_off(self.last);
        } else if !is_whole {
            // What would go on being played: the rest of the frame, then what follows a frame that is played again.
            let mut rest = [0; MAX_RAMP_SAMPLES];
            let left = frame.get(usize::from(self.offset)..).unwrap_or_default();
            let then = if self.replays == 1 { &*next } else { &[] };
            rest.iter_mut().zip(left.iter().chain(then)).for_each(|(to, from)| *to = *from);
            cross_fade(next, rest.get(..format.ramp).unwrap_or_default());
            *next_header = Header { mix_id: 0, ..next_is }.to_line();
        }
    }

    /// Resets it for the next participant.
    pub fn reset(&mut self) {
        (self.offset, self.replays, self.last, self.is_silent) = (0, 0, 0, true);
        (self.run, self.short_runs) = (0, SHORT_RUNS);
        self.converts = false;
        self.excess = Excess::default();
        self.splice.forget();
    }
}

/// The header and the samples of the first two frames.
fn two_frames<'a>(
    chunk: &'a mut ReadChunk<'_, CacheLine>,
    format: &AudioFormat,
) -> Option<[(&'a mut CacheLine, &'a mut [i16]); 2]> {
    let entry = format.entry_lines();
    let (first, second) = chunk.as_mut_slices();
    // The ring is a multiple of the entry, so no entry wraps around.
    let (one, rest) = first.split_at_mut_checked(entry)?;
    let two = if rest.is_empty() { second } else { rest };
    let frame = |lines: &'a mut [CacheLine]| {
        let (head, frame) = lines.split_first_mut()?;
        Some((head, samples_mut(frame).get_mut(..format.frame)?))
    };
    Some([frame(one)?, frame(two)?])
}
