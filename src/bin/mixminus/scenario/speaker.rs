//! What a call's line says: its voice, and the DTMF digits that the caller presses.

use std::borrow::Cow;
use std::collections::VecDeque;

use mixminus::dsp::tone::dtmf_tone::{DtmfTone, ToneLevel};
use mixminus::{DtmfDigit, SampleRate, resample};

use super::file::script::Dtmf;

/// A DTMF digit, or the pause after it.
#[derive(Clone, Copy, Debug)]
struct Segment {
    /// `None`: a pause.
    digit: Option<(DtmfDigit, ToneLevel)>,
    /// Samples that are left of it.
    samples: usize,
}

/// A source of samples without end.
#[derive(Debug)]
pub struct Speaker<'a> {
    rate: SampleRate,
    voice: Cow<'a, [i16]>,
    /// The voice at the line's rate.
    original: (&'a [i16], SampleRate),
    /// Samples before it begins.
    silent: u64,
    /// Where in the voice it is.
    at: usize,
    /// The segments that are left.
    segments: VecDeque<Segment>,
    tone: DtmfTone,
    /// The first segment has begun.
    has_begun: bool,
}

impl<'a> Speaker<'a> {
    /// A speaker that says `voice` after so many silent samples.
    pub fn new(rate: SampleRate, voice: &'a [i16], silent: u64) -> Speaker<'a> {
        Speaker {
            rate,
            voice: Cow::Borrowed(voice),
            original: (voice, rate),
            silent,
            at: 0,
            segments: VecDeque::new(),
            tone: DtmfTone::silent(rate),
            has_begun: false,
        }
    }

    /// Goes on at another rate, where it is.
    pub fn set_rate(&mut self, rate: SampleRate) -> mixminus::Result<()> {
        let (original, line_rate) = self.original;
        self.voice = match rate == line_rate {
            true => Cow::Borrowed(original),
            false => Cow::Owned(resample(original, line_rate.hz(), rate.hz())?),
        };
        let converted = |samples: u64| samples * u64::from(rate.hz()) / u64::from(self.rate.hz());
        self.silent = converted(self.silent);
        self.at = converted(self.at as u64) as usize;
        self.segments.iter_mut().for_each(|it| it.samples = converted(it.samples as u64) as usize);
        self.rate = rate;
        // A tone that is on begins again, for the rest of its time.
        self.tone = DtmfTone::silent(rate);
        self.has_begun = false;
        Ok(())
    }

    /// Digits are pressed, one after the other, after those that wait.
    pub fn press(&mut self, dtmf: &Dtmf) {
        let level = ToneLevel::from_mdbm0(dtmf.level_mdbm0);
        for &digit in &dtmf.digits {
            let samples = |ms| self.rate.samples_in_ms(ms);
            self.segments.push_back(Segment { digit: Some((digit, level)), samples: samples(dtmf.on_ms) });
            self.segments.push_back(Segment { digit: None, samples: samples(dtmf.off_ms) });
        }
    }

    /// The next samples of voice and tones.
    pub fn fill(&mut self, packet: &mut [i16]) {
        packet.fill(0);
        let silent = self.silent.min(packet.len() as u64);
        self.silent -= silent;
        let spoken = &mut packet[silent as usize..];
        let rest = self.voice.get(self.at..).unwrap_or_default();
        let count = rest.len().min(spoken.len());
        spoken[..count].copy_from_slice(&rest[..count]);
        self.at += count;
        self.add_tones(packet);
    }

    fn add_tones(&mut self, packet: &mut [i16]) {
        let mut at = 0;
        while at < packet.len() {
            let Some(segment) = self.segments.front_mut() else { return };
            if !std::mem::replace(&mut self.has_begun, true)
                && let Some((digit, level)) = segment.digit
            {
                self.tone.begin(digit, level, Some(segment.samples as u32));
            }
            let count = segment.samples.min(packet.len() - at);
            if self.tone.is_on() {
                self.tone.add_to(&mut packet[at..at + count]);
            }
            segment.samples -= count;
            if segment.samples == 0 {
                self.segments.pop_front();
                self.has_begun = false;
            }
            at += count;
        }
    }
}
