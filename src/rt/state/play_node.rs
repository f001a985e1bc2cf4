//! One sound that plays: which samples, in which order, how far it has come.

use crate::dsp::LinearGain;
use crate::dsp::level::ramp::ramp;
use crate::rt::frame::AudioFormat;
use crate::rt::index::{MAX_RATES, NONE, RateIndex};
use crate::rt::message::event::PlayEnd;
use crate::rt::state::stored_sound::{StoredSound, Track};

/// What is to play, as the control layer fills it in.
#[derive(Clone, Copy, Debug)]
pub struct Play {
    /// The sound.
    pub sounds: PlaySounds,
    /// How many times it plays; 0: without end.
    pub times: u32,
    /// The gain of every sample.
    pub gain: LinearGain,
    /// It begins when the batch of that number is released; 0: at once.
    pub batch: u64,
    /// The tick in which it begins; if it comes later, it begins at the sample that it would have reached by then. 0:
    /// at once.
    pub begins: u64,
    /// The number by which the host knows it; 0: no event reports its end.
    pub number: u64,
    /// The recording that it announces to one participant, or [`REPEATED_ANNOUNCEMENT`]; 0: none.
    pub recording: u64,
}

/// A sound at each of the engine's rates. The control layer keeps them, unchanged, until the node that plays it has come
/// back.
#[derive(Clone, Copy, Debug)]
pub struct PlaySounds {
    first: *const StoredSound,
    len: u8,
}

// SAFETY: the sounds are only read, and nobody changes them while a node plays them (see `PlaySounds::new`).
unsafe impl Send for PlaySounds {}

impl PlaySounds {
    /// No sound.
    pub const NONE: PlaySounds = PlaySounds { first: core::ptr::null(), len: 0 };

    /// Those sounds, by rate.
    ///
    /// # Safety
    /// The caller keeps them and their samples in place, unchanged, until the node that plays them has come back.
    pub unsafe fn new(sounds: &[StoredSound]) -> PlaySounds {
        PlaySounds { first: sounds.as_ptr(), len: sounds.len().min(MAX_RATES) as u8 }
    }

    /// The sound at that rate.
    fn at(&self, rate: RateIndex) -> Option<&StoredSound> {
        if rate.at() >= usize::from(self.len) {
            return None;
        }
        // SAFETY: `new` took pointer and length of sounds that stay in place, unchanged, while this plays.
        unsafe { self.first.add(rate.at()).as_ref() }
    }
}

/// In place of a recording: it was already announced to the participant, and nothing waits for this announcement.
pub const REPEATED_ANNOUNCEMENT: u64 = u64::MAX;

/// The maximum number of restarts of an announcement after frames of it were lost.
const MAX_RESTARTS: u32 = 8;

/// One sound that plays or waits.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub struct Node {
    play: Play,
    /// The rate at which it plays, from its first sample on.
    rate: Option<RateIndex>,
    /// The order in which its samples play.
    track: Track,
    at: u32,
    /// Samples that are still to play; [`u64::MAX`]: without end.
    left: u64,
    /// The next in its queue; the queue links its nodes by it.
    pub(super) next: u32,
    begun: bool,
    stopping: bool,
    end: Option<PlayEnd>,
    /// Of an announcement: the tick in whose frame its last sample is; 0: not yet.
    last_tick: u64,
    /// Of an announcement: the last tick before the participant counted as having received it; 0: not yet.
    announced_at: u64,
    restarts: u32,
}

impl Node {
    /// A node that has not begun.
    pub fn of(play: Play) -> Node {
        Node {
            play,
            rate: None,
            track: Track::whole(0),
            at: 0,
            left: 0,
            next: NONE,
            begun: false,
            stopping: false,
            end: None,
            last_tick: 0,
            announced_at: 0,
            restarts: 0,
        }
    }

    /// Chooses the samples of that rate, unless it has begun.
    fn choose(&mut self, rate: RateIndex) {
        if self.rate.is_none() {
            let (track, left) =
                self.play.sounds.at(rate).map_or((Track::whole(0), 0), |sound| sound.track(self.play.times));
            (self.rate, self.track, self.at, self.left) = (Some(rate), track, track.start, left);
        }
    }

    /// Its samples.
    fn data(&self) -> &[i16] {
        self.rate.and_then(|rate| self.play.sounds.at(rate)).map_or(&[], StoredSound::data)
    }

    /// Returns true if its tick has come. If that was an earlier tick, moves it to where it would be at the sample `at`
    /// of this one.
    fn has_its_tick_come(&mut self, tick: u64, format: &AudioFormat, at: usize) -> bool {
        if self.begun || self.play.begins == 0 {
            return true;
        }
        let Some(late) = tick.checked_sub(self.play.begins) else { return false };
        let position = late.wrapping_mul(format.frame as u64).wrapping_add(at as u64);
        self.choose(format.index);
        self.at = self.track.after(position);
        self.left = self.left.saturating_sub(position);
        true
    }

    /// Copies the next samples into `out`, behind its first `filled` samples, which this play has copied there before.
    /// Returns their number.
    ///
    /// Once `out` contains a whole loop, it is copied from there, so each copy doubles it: a frame takes about ten
    /// copies at most, however short the loop is.
    fn copy(&mut self, out: &mut [i16], filled: usize) -> usize {
        let Some((laid, rest)) = out.split_at_mut_checked(filled) else { return 0 };
        let track = self.track;
        let whole = filled - filled.checked_rem(track.cycle() as usize).unwrap_or(filled);
        if whole > 0 {
            let cycles = laid.get(filled - whole..).unwrap_or_default();
            rest.iter_mut().zip(cycles).for_each(|(to, from)| *to = *from);
            let copied = rest.len().min(whole);
            self.at = Track { start: self.at, ..track }.after(copied as u64);
            return copied;
        }
        let data = self.data();
        let end = if self.at < track.to { track.to as usize } else { data.len() };
        let data = data.get(self.at as usize..end).unwrap_or_default();
        rest.iter_mut().zip(data).for_each(|(to, from)| *to = *from);
        let copied = rest.len().min(data.len());
        self.at += copied as u32;
        if self.at == track.to {
            self.at = track.from;
        }
        copied
    }

    /// Plays into `out` as much as fits, but at most a ramp's length if it is to stop. Returns the number of samples:
    /// the next node begins behind them.
    fn play_into(&mut self, format: &AudioFormat, out: &mut [i16]) -> usize {
        self.choose(format.index);
        self.begun = true;
        let ramp_samples = format.ramp;
        let most = if self.stopping { ramp_samples.min(out.len()) } else { out.len() };
        let most = most.min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let out = out.get_mut(..most).unwrap_or_default();
        let mut filled = 0;
        while filled < out.len() {
            let copied = self.copy(out, filled);
            if copied == 0 {
                self.left = 0;
                break;
            }
            filled += copied;
        }
        self.left = self.left.saturating_sub(filled as u64);
        if self.left == 0 {
            self.end = Some(PlayEnd::Completed);
        }
        let laid = out.get_mut(..filled).unwrap_or_default();
        let gain = self.play.gain;
        if self.stopping {
            ramp(laid, gain, LinearGain::ZERO, ramp_samples);
            self.end = self.end.or(Some(PlayEnd::Stopped));
        } else if gain != LinearGain::UNITY {
            ramp(laid, gain, gain, 1);
        }
        filled
    }

    /// The number of its play.
    pub fn number(&self) -> u64 {
        self.play.number
    }

    /// How it has ended, if it has.
    pub fn end(&self) -> Option<PlayEnd> {
        self.end
    }

    /// Returns true if it has begun.
    pub fn has_begun(&self) -> bool {
        self.begun
    }

    /// Plays the next samples into `out`, which begins at the sample `at` of this tick's frame. Returns their number;
    /// `None` if it waits for its batch or its tick.
    pub fn render(
        &mut self,
        format: &AudioFormat,
        tick: u64,
        released: u64,
        at: usize,
        out: &mut [i16],
    ) -> Option<usize> {
        if self.play.batch > released || !self.has_its_tick_come(tick, format, at) {
            return None;
        }
        Some(self.play_into(format, out))
    }

    /// Fades out. The next time it begins from its start, unless it was to stop.
    pub fn pause(&mut self, format: &AudioFormat, out: &mut [i16]) {
        if !self.begun || self.end.is_some() {
            return;
        }
        let ends = core::mem::replace(&mut self.stopping, true);
        self.play_into(format, out);
        if !ends {
            *self = Node { next: self.next, ..Node::of(self.play) };
        }
    }

    /// Fades out with the next samples, if it has begun. Returns true if it has.
    pub fn stop(&mut self) -> bool {
        self.stopping |= self.begun;
        self.begun
    }

    /// Ends without a fade if it is to stop: nothing of it is audible now.
    pub fn end_if_stopping(&mut self) {
        if self.stopping {
            self.end = self.end.or(Some(PlayEnd::Stopped));
        }
    }

    /// The recording that it announces, if the participant has not received it to the end yet. `is_received` returns
    /// true if the participant has received the frame of a tick.
    pub fn unannounced_recording(&self, is_received: impl Fn(u64) -> bool) -> Option<u64> {
        let is_over = self.end == Some(PlayEnd::Completed) && is_received(self.last_tick);
        (self.play.recording != REPEATED_ANNOUNCEMENT && !is_over).then_some(self.play.recording)
    }

    /// Notes that its last sample is in the frame of `tick`, if it has just ended.
    pub fn note_last_tick(&mut self, tick: u64) {
        if self.end.is_some() && self.last_tick == 0 {
            self.last_tick = tick;
        }
    }

    /// Restarts it, since frames of it were lost.
    pub fn restart(&mut self) {
        if self.begun && !self.stopping && self.restarts < MAX_RESTARTS {
            let restarts = self.restarts + 1;
            *self = Node { next: self.next, restarts, ..Node::of(self.play) };
        }
    }

    /// Notes that the participant has received it by tick `until`, or that it was stopped. Returns how it ended; `None`
    /// if it plays, or was not received yet.
    pub fn end_announced(&mut self, is_received: impl Fn(u64) -> bool, until: u64) -> Option<PlayEnd> {
        let end = self.end?;
        if end == PlayEnd::Completed && !self.stopping && !is_received(self.last_tick) {
            return None;
        }
        self.announced_at = until;
        Some(end)
    }

    /// The last tick before the participant counted as having received it; `None` if that is not known.
    pub fn announced_at(&self) -> Option<u64> {
        Some(self.announced_at).filter(|&tick| tick != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rt::state::stored_sound::Form;

    /// Plays frames; returns the samples, and the most copies that a frame took.
    fn play(data: &[i16], track: Track, total: u64, frame: usize, frames: usize) -> (Vec<i16>, usize) {
        let gain = LinearGain::UNITY;
        let sounds = [StoredSound::new(data.into(), data.len() as u64, Form::Plain)];
        let play = Play {
            // SAFETY: `sounds` outlives the node.
            sounds: unsafe { PlaySounds::new(&sounds) },
            times: 0,
            gain,
            batch: 0,
            begins: 0,
            number: 0,
            recording: 0,
        };
        let (rate, at) = (Some(RateIndex::OWN), track.start);
        let mut node = Node { rate, track, at, left: total, ..Node::of(play) };
        let (mut out, mut most) = (Vec::new(), 0);
        for _ in 0..frames {
            let mut samples = vec![0; frame];
            let (mut filled, mut copies) = (0, 0);
            while filled < frame {
                filled += node.copy(&mut samples, filled);
                copies += 1;
            }
            out.extend(samples);
            most = most.max(copies);
        }
        (out, most)
    }

    /// Samples that are all different.
    fn samples(count: usize) -> Vec<i16> {
        (0..count as i16).collect()
    }

    #[test]
    fn a_frame_takes_few_copies_however_short_the_loop_is() {
        for frame in [80, 160, 320, 441, 640, 960] {
            for len in (1..=2 * frame).chain([20 * frame]) {
                let data = samples(len);
                let (out, copies) = play(&data, Track::whole(len as u32), u64::MAX, frame, 5);
                assert!(out.iter().eq(data.iter().cycle().take(5 * frame)), "{len} in {frame}");
                assert!(copies <= 12, "{copies} copies of {len} in {frame}");
            }
        }
    }

    #[test]
    fn a_loop_that_begins_in_the_middle_goes_on_at_its_first() {
        let data = samples(50);
        for (start, from, to) in [(49, 10, 50), (10, 10, 50), (20, 0, 21), (7, 7, 8)] {
            let (out, _) = play(&data, Track { start, from, to }, u64::MAX, 160, 3);
            let first = data[start as usize..to as usize].iter();
            let exact = first.chain(data[from as usize..to as usize].iter().cycle());
            assert!(out.iter().eq(exact.take(480)), "{start} {from} {to}");
        }
    }

    #[test]
    fn a_part_that_is_left_out_is_passed_over_once() {
        let (data, track) = (samples(50), Track { start: 0, from: 30, to: 10 });
        let (out, copies) = play(&data, track, 30, 30, 1);
        assert!(out.iter().eq(data[..10].iter().chain(&data[30..])));
        assert_eq!(copies, 2);
    }

    #[test]
    fn a_place_is_found_as_playing_finds_it() {
        let data = samples(50);
        for track in
            [Track { start: 49, from: 10, to: 50 }, Track::whole(50), Track { start: 0, from: 30, to: 10 }]
        {
            let samples = if track.cycle() == 0 { 30 } else { 300 };
            let (out, _) = play(&data, track, u64::MAX, samples, 1);
            for (at, sample) in out.iter().enumerate() {
                assert_eq!(data[track.after(at as u64) as usize], *sample, "{track:?} after {at}");
            }
        }
    }
}
