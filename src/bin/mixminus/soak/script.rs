//! The scripts of talking callers: voices and DTMF digits, repeated without end, and the contribution of each to a
//! room.

use mixminus::dsp::tone::dtmf_tone::{DtmfTone, ToneLevel};
use mixminus::{DtmfDigit, EventKind, SampleRate};

use crate::random::Random;
use crate::voices::Voice;

/// The number of scripts.
pub const SCRIPTS: usize = 12;

/// Voices in one script.
const VOICES: usize = 3;

/// DTMF digits after each voice.
const DIGITS: usize = 3;

/// Duration of a digit, and of the pause after it, milliseconds.
const DIGIT_MS: u32 = 80;

/// Level of each tone of a digit, thousandths of dBm0: that of telephones.
const DIGIT_MDBM0: i32 = -10_000;

/// Silence before the first voice and after each, and at the end of a script, milliseconds.
const PAUSE_MS: u32 = 250;
const END_MS: u32 = 700;

/// Gains of voices, in 1/32,768: −12, −15 and −18 dB.
const LEVELS: [i32; 3] = [8_231, 5_827, 4_125];

/// No caller leaves within so many frames of a digit.
const DTMF_DISTANCE_FRAMES: usize = 8;

/// The beginning or end of a digit in a script, as the engine reported it when the script ran alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScriptedDtmf {
    /// The frame of the script.
    pub frame: usize,
    /// Began or ended.
    pub kind: EventKind,
    /// Which digit.
    pub digit: DtmfDigit,
}

/// One script.
#[derive(Clone, Debug)]
pub struct Script {
    frame: usize,
    said: Vec<i16>,
    /// Its contribution to a room; empty until [`Script::set_contribution`].
    contributed: Vec<i16>,
    /// Its digits, in order.
    dtmf: Vec<ScriptedDtmf>,
    /// Per frame: no digit is near.
    far_from_dtmf: Vec<bool>,
}

impl Script {
    /// The script of that number: whole frames, silent at both ends.
    pub fn new(number: usize, voices: &[Voice], rate: SampleRate, frame: usize) -> Script {
        let silence = |ms| std::iter::repeat_n(0, rate.samples_in_ms(ms));
        let mut random = Random(number as u64);
        let mut said: Vec<i16> = silence(PAUSE_MS).collect();
        for part in 0..VOICES {
            let voice = &voices[(number + part * (1 + number / voices.len())) % voices.len()];
            let level = LEVELS[(number + part) % LEVELS.len()];
            said.extend(voice.samples.iter().map(|x| ((i32::from(*x) * level) >> 15) as i16));
            said.extend(silence(PAUSE_MS));
            for _ in 0..DIGITS {
                let digit = DtmfDigit::at(random.below(4) as usize, random.below(4) as usize);
                let samples = rate.samples_in_ms(DIGIT_MS);
                let mut tone = DtmfTone::silent(rate);
                tone.begin(digit, ToneLevel::from_mdbm0(DIGIT_MDBM0), Some(samples as u32));
                let mut sound = vec![0; samples];
                tone.add_to(&mut sound);
                said.extend(sound);
                said.extend(silence(DIGIT_MS));
            }
            said.extend(silence(PAUSE_MS));
        }
        said.extend(silence(END_MS));
        said.resize(said.len().next_multiple_of(frame), 0);
        let far_from_dtmf = vec![true; said.len() / frame];
        Script { frame, contributed: Vec::new(), said, dtmf: Vec::new(), far_from_dtmf }
    }

    /// Sets the contribution and the digits, as found when the script ran alone.
    pub fn set_contribution(&mut self, contributed: Vec<i16>, dtmf: Vec<ScriptedDtmf>) {
        let frames = self.frames();
        let mut down = None;
        for event in &dtmf {
            let from = down.take().unwrap_or(event.frame);
            for frame in
                from.saturating_sub(DTMF_DISTANCE_FRAMES)..(event.frame + DTMF_DISTANCE_FRAMES).min(frames)
            {
                self.far_from_dtmf[frame] = false;
            }
            down = (event.kind == EventKind::DtmfBegan).then_some(event.frame);
        }
        (self.contributed, self.dtmf) = (contributed, dtmf);
    }

    /// The number of frames; the script then begins again.
    pub fn frames(&self) -> usize {
        self.said.len() / self.frame
    }

    /// Copies the samples from `at` on, as often repeated as it takes.
    pub fn say(&self, at: usize, out: &mut [i16]) {
        let (before, after) = self.said.split_at(at % self.said.len());
        let from = after.iter().chain(before).cycle();
        out.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
    }

    /// The digits that begin in `count` samples from `at` on: those of the frames that end there.
    pub fn digits_in(&self, at: usize, count: usize) -> u64 {
        let frames = at / self.frame..(at + count) / self.frame;
        let began = |frame: usize| {
            let dtmf = self.dtmf(frame % self.frames()).iter();
            dtmf.filter(|event| event.kind == EventKind::DtmfBegan).count() as u64
        };
        frames.map(began).sum()
    }

    /// The samples of a frame.
    pub fn said(&self, frame: usize) -> &[i16] {
        &self.said[frame * self.frame..][..self.frame]
    }

    /// The contribution of a frame.
    pub fn contributed(&self, frame: usize) -> &[i16] {
        &self.contributed[frame * self.frame..][..self.frame]
    }

    /// Returns true if no digit is near.
    pub fn is_far_from_dtmf(&self, frame: usize) -> bool {
        self.far_from_dtmf[frame]
    }

    /// The digits that are reported in a frame.
    pub fn dtmf(&self, frame: usize) -> &[ScriptedDtmf] {
        let from = self.dtmf.partition_point(|event| event.frame < frame);
        let to = self.dtmf.partition_point(|event| event.frame <= frame);
        &self.dtmf[from..to]
    }

    /// The number of digits.
    pub fn digits() -> usize {
        VOICES * DIGITS
    }
}
