//! What those who talk say: voices and keys, over and over, and what each contributes to a room by that.

use mixminus::dsp::tone::dtmf_tone::{DtmfTone, ToneLevel};
use mixminus::{DtmfDigit, EventKind, SampleRate};

use super::random::Random;
use crate::voices::Voice;

/// How many scripts there are.
pub const SCRIPTS: usize = 12;

/// Voices in one script.
const VOICES: usize = 3;

/// Keys after each voice.
const KEYS: usize = 3;

/// How long a key is down, and the pause after it, milliseconds.
const KEY_MS: u32 = 80;

/// Level of each tone of a key: that of telephones.
const KEY_MDBM0: i32 = -10_000;

/// Silence before the first voice and after each, and at the end of a script, milliseconds.
const PAUSE_MS: u32 = 250;
const END_MS: u32 = 700;

/// Levels of voices, as shares of 32,768: −12, −15 and −18 dB.
const LEVELS: [i32; 3] = [8_231, 5_827, 4_125];

/// NoObserver leaves within so many frames of a key.
const DTMF_DISTANCE_FRAMES: usize = 8;

/// A key, as it was told of one who spoke alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScriptedDtmf {
    /// In which frame of the script.
    pub frame: usize,
    /// That it was down or up.
    pub kind: EventKind,
    /// Which.
    pub key: DtmfDigit,
}

/// What one says.
#[derive(Clone, Debug)]
pub struct Script {
    frame: usize,
    said: Vec<i16>,
    /// What the others hear of that, from [`Script::set_contribution`] on.
    contributed: Vec<i16>,
    /// In order.
    told: Vec<ScriptedDtmf>,
    /// By frame: no key is near.
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
            for _ in 0..KEYS {
                let key = DtmfDigit::at(random.below(4) as usize, random.below(4) as usize);
                let samples = rate.samples_in_ms(KEY_MS);
                let mut tone = DtmfTone::silent(rate);
                tone.begin(key, ToneLevel::from_mdbm0(KEY_MDBM0), Some(samples as u32));
                let mut sound = vec![0; samples];
                tone.add_to(&mut sound);
                said.extend(sound);
                said.extend(silence(KEY_MS));
            }
            said.extend(silence(PAUSE_MS));
        }
        said.extend(silence(END_MS));
        said.resize(said.len().next_multiple_of(frame), 0);
        let far_from_dtmf = vec![true; said.len() / frame];
        Script { frame, contributed: Vec::new(), said, told: Vec::new(), far_from_dtmf }
    }

    /// Takes up what was heard, and told of keys, while it was said alone.
    pub fn set_contribution(&mut self, contributed: Vec<i16>, told: Vec<ScriptedDtmf>) {
        let frames = self.frames();
        let mut down = None;
        for told in &told {
            let from = down.take().unwrap_or(told.frame);
            for frame in
                from.saturating_sub(DTMF_DISTANCE_FRAMES)..(told.frame + DTMF_DISTANCE_FRAMES).min(frames)
            {
                self.far_from_dtmf[frame] = false;
            }
            down = (told.kind == EventKind::DtmfBegan).then_some(told.frame);
        }
        (self.contributed, self.told) = (contributed, told);
    }

    /// How many frames it has; it then begins anew.
    pub fn frames(&self) -> usize {
        self.said.len() / self.frame
    }

    /// What is said in a frame of it.
    pub fn said(&self, frame: usize) -> &[i16] {
        &self.said[frame * self.frame..][..self.frame]
    }

    /// What the others hear of that.
    pub fn contributed(&self, frame: usize) -> &[i16] {
        &self.contributed[frame * self.frame..][..self.frame]
    }

    /// Whether no key is near.
    pub fn is_far_from_dtmf(&self, frame: usize) -> bool {
        self.far_from_dtmf[frame]
    }

    /// What is told of keys in a frame of it.
    pub fn told(&self, frame: usize) -> &[ScriptedDtmf] {
        let from = self.told.partition_point(|told| told.frame < frame);
        let to = self.told.partition_point(|told| told.frame <= frame);
        &self.told[from..to]
    }

    /// How many keys it has.
    pub fn keys() -> usize {
        VOICES * KEYS
    }
}
