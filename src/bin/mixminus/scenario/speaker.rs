//! What a call's line says: its voice, and the DTMF digits that the caller presses.

use std::collections::VecDeque;

use mixminus::dsp::tone::dtmf_tone::{DtmfTone, ToneLevel};
use mixminus::{DtmfDigit, SampleRate};

use super::file::script::Dtmf;

/// A DTMF digit, or the pause after it.
#[derive(Clone, Copy, Debug)]
struct Segment {
    /// `None`: a pause.
    digit: Option<(DtmfDigit, ToneLevel)>,
    samples: usize,
}

/// A source of samples without end.
#[derive(Debug)]
pub struct Speaker<'a> {
    rate: SampleRate,
    voice: &'a [i16],
    /// Samples before it begins.
    silent: u64,
    /// Where in the voice it is.
    at: usize,
    segments: VecDeque<Segment>,
    tone: DtmfTone,
    /// Samples that are left of the segment that is on.
    segment_left: usize,
}

impl<'a> Speaker<'a> {
    /// A speaker that says `voice` after so many silent samples.
    pub fn new(rate: SampleRate, voice: &'a [i16], silent: u64) -> Speaker<'a> {
        Speaker {
            rate,
            voice,
            silent,
            at: 0,
            segments: VecDeque::new(),
            tone: DtmfTone::silent(rate),
            segment_left: 0,
        }
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
            if self.segment_left == 0 {
                let Some(segment) = self.segments.pop_front() else { return };
                self.segment_left = segment.samples;
                if let Some((digit, level)) = segment.digit {
                    self.tone.begin(digit, level, Some(segment.samples as u32));
                }
            }
            let count = self.segment_left.min(packet.len() - at);
            if self.tone.is_on() {
                self.tone.add_to(&mut packet[at..at + count]);
            }
            self.segment_left -= count;
            at += count;
        }
    }
}
