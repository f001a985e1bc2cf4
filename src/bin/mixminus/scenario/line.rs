//! What the line of a call sends: its voice, the tones of keys that are pressed, and what is lost or late on the way.

use std::collections::VecDeque;

use mixminus::dsp::tone::dtmf_tone::{DtmfTone, ToneLevel};
use mixminus::{DtmfDigit, Engine, ParticipantId, SampleRate, Status, WriteInfo};

use super::file::script::Dtmf;
use crate::fail::Failure;

/// A key that is to be pressed, or the pause after it.
#[derive(Clone, Copy, Debug)]
struct Stroke {
    /// None: a pause.
    key: Option<(DtmfDigit, ToneLevel)>,
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
    strokes: VecDeque<Stroke>,
    tone: DtmfTone,
    /// Samples that are left of the stroke that is on.
    stroke_left: usize,
    /// Frames that will be lost.
    lose: u64,
    /// Samples lost since the last that came.
    lost: u32,
    /// Frames for which nothing comes.
    stall: u64,
    /// What has not come yet.
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
            strokes: VecDeque::new(),
            tone: DtmfTone::silent(rate),
            stroke_left: 0,
            lose: 0,
            lost: 0,
            stall: 0,
            held: Vec::new(),
            frame: vec![0; frame],
        }
    }

    /// Dtmf are pressed, one after the other, after those that wait.
    pub fn press(&mut self, dtmf: &Dtmf) {
        let loudness = ToneLevel::from_mdbm0(dtmf.level_mdbm0);
        for &key in &dtmf.digits {
            let samples = |ms| self.rate.samples_in_ms(ms);
            self.strokes.push_back(Stroke { key: Some((key, loudness)), samples: samples(dtmf.on_ms) });
            self.strokes.push_back(Stroke { key: None, samples: samples(dtmf.off_ms) });
        }
    }

    /// The next frames are lost on the way.
    pub fn lose(&mut self, frames: u64) {
        self.lose += frames;
    }

    /// For so many frames nothing comes, then all at once.
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
        let info = WriteInfo { timestamp: None, lost: std::mem::take(&mut self.lost) };
        // What a line brings at once beyond what a ring holds is gone, as it would be on a real one.
        match engine.write_ex(participant, &self.held, &info) {
            // Its line is still open; nobody hears it any more.
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
            if self.stroke_left == 0 {
                let Some(stroke) = self.strokes.pop_front() else { return };
                self.stroke_left = stroke.samples;
                if let Some((key, loudness)) = stroke.key {
                    self.tone.begin(key, loudness, Some(stroke.samples as u32));
                }
            }
            let count = self.stroke_left.min(self.frame.len() - at);
            if self.tone.is_on() {
                self.tone.add_to(&mut self.frame[at..at + count]);
            }
            self.stroke_left -= count;
            at += count;
        }
    }
}
