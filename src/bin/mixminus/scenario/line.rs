//! The line of a call: voice, DTMF tones, lost and late frames.

use std::collections::VecDeque;

use mixminus::dsp::tone::dtmf_tone::{DtmfTone, ToneLevel};
use mixminus::{DtmfDigit, Engine, ParticipantId, SampleRate, Status, WriteInfo};

use super::file::script::Dtmf;
use crate::fail::Failure;

/// A DTMF digit, or the pause after it.
#[derive(Clone, Copy, Debug)]
struct Segment {
    /// `None`: a pause.
    digit: Option<(DtmfDigit, ToneLevel)>,
    samples: usize,
}

/// The line of a call.
#[derive(Debug)]
pub struct Line<'a> {
    rate: SampleRate,
    voice: &'a [i16],
    /// Frames before it begins.
    silent: u64,
    /// Where in the voice it is.
    at: usize,
    segments: VecDeque<Segment>,
    tone: DtmfTone,
    /// Samples that are left of the segment that is on.
    segment_left: usize,
    /// Frames that will be lost.
    lose: u64,
    /// Samples lost since the last that came.
    lost: u32,
    /// Frames that are still to be held back.
    stall: u64,
    /// Samples that are held back.
    held: Vec<i16>,
    frame: Vec<i16>,
}

impl<'a> Line<'a> {
    /// A line that is about to say `voice` after so many silent frames, in frames of that many samples.
    pub fn new(rate: SampleRate, voice: &'a [i16], silent: u64, frame: usize) -> Line<'a> {
        Line {
            rate,
            voice,
            silent,
            at: 0,
            segments: VecDeque::new(),
            tone: DtmfTone::silent(rate),
            segment_left: 0,
            lose: 0,
            lost: 0,
            stall: 0,
            held: Vec::new(),
            frame: vec![0; frame],
        }
    }

    /// Dtmf are pressed, one after the other, after those that wait.
    pub fn press(&mut self, dtmf: &Dtmf) {
        let level = ToneLevel::from_mdbm0(dtmf.level_mdbm0);
        for &digit in &dtmf.digits {
            let samples = |ms| self.rate.samples_in_ms(ms);
            self.segments.push_back(Segment { digit: Some((digit, level)), samples: samples(dtmf.on_ms) });
            self.segments.push_back(Segment { digit: None, samples: samples(dtmf.off_ms) });
        }
    }

    /// The next frames are lost on the way.
    pub fn lose(&mut self, frames: u64) {
        self.lose += frames;
    }

    /// Holds back so many frames, then sends all at once.
    pub fn stall(&mut self, frames: u64) {
        self.stall += frames;
    }

    /// Sends the frame of this tick.
    pub fn send(&mut self, engine: &Engine, participant: ParticipantId) -> Result<(), Failure> {
        self.fill();
        if self.lose > 0 {
            self.lose -= 1;
            self.lost += self.frame.len() as u32;
            return Ok(());
        }
        self.held.extend_from_slice(&self.frame);
        if self.stall > 0 {
            self.stall -= 1;
            return Ok(());
        }
        let info =
            WriteInfo { timestamp: None, lost: std::mem::take(&mut self.lost), ..WriteInfo::default() };
        // Samples beyond the capacity of the ring are lost, as with a real line.
        match engine.write_ex(participant, &self.held, &info) {
            // The line is still open, but no longer in a conference.
            Ok(_) | Err(Status::SessionExpired) => self.held.clear(),
            Err(status) => return Err(status.into()),
        }
        Ok(())
    }

    /// The next frame of voice and tones.
    fn fill(&mut self) {
        let rest = if self.silent > 0 { &[] } else { self.voice.get(self.at..).unwrap_or_default() };
        self.silent = self.silent.saturating_sub(1);
        let spoken = rest.len().min(self.frame.len());
        self.frame[..spoken].copy_from_slice(&rest[..spoken]);
        self.frame[spoken..].fill(0);
        self.at += spoken;
        let mut at = 0;
        while at < self.frame.len() {
            if self.segment_left == 0 {
                let Some(segment) = self.segments.pop_front() else { return };
                self.segment_left = segment.samples;
                if let Some((digit, level)) = segment.digit {
                    self.tone.begin(digit, level, Some(segment.samples as u32));
                }
            }
            let count = self.segment_left.min(self.frame.len() - at);
            if self.tone.is_on() {
                self.tone.add_to(&mut self.frame[at..at + count]);
            }
            self.segment_left -= count;
            at += count;
        }
    }
}
