//! With `--impair`: the line of each caller, from its script through a network of its own to the engine.

use mixminus::{AdaptiveTarget, Engine, FrameLen, ParticipantId, ParticipantStats, SampleRate};

use super::args::Args;
use super::impair::Impair;
use super::line_counts::{Delays, LineCounts};
use super::script::Script;
use crate::network::{Network, Packet};
use crate::random::Random;

/// Tells the seed of lines from that of other choices.
const LINE_SEED: u64 = 0x6c_696e_6573;

/// The most that an in-ring may hold, milliseconds, and how much it holds beyond the longest reserve.
const MOST_CAP_MS: u32 = 1000;
const CAP_BEYOND_RESERVE_MS: u32 = 40;

/// The line of a caller, while that is in a room.
#[derive(Debug)]
struct Line {
    participant: ParticipantId,
    network: Network,
    /// Samples of the script that were said.
    said: usize,
}

/// The lines of all callers.
#[derive(Debug)]
pub struct Lines {
    impair: Impair,
    rate: SampleRate,
    frame_len: FrameLen,
    random: Random,
    /// By the number of the caller.
    lines: Vec<Option<Line>>,
    /// What became of the packets of lines that have ended.
    ended: LineCounts,
    /// Delays of lines, once a second each.
    delays: Delays,
    /// DTMF digits in the packets that were sent.
    pressed: u64,
}

/// The cap of in-rings for such lines, milliseconds.
pub fn cap_ms(impair: &Impair, frame_len: FrameLen) -> u32 {
    reserve_ms(impair, frame_len) + CAP_BEYOND_RESERVE_MS
}

fn reserve_ms(impair: &Impair, frame_len: FrameLen) -> u32 {
    impair.reserve_ms(frame_len, MOST_CAP_MS - CAP_BEYOND_RESERVE_MS)
}

impl Lines {
    /// No lines yet; `None` without `--impair`.
    pub fn new(args: &Args) -> Option<Lines> {
        args.impair.map(|impair| Lines {
            impair,
            rate: args.rate,
            frame_len: args.frame_ms,
            random: Random(args.seed ^ LINE_SEED),
            lines: (0..args.callers()).map(|_| None).collect(),
            ended: LineCounts::default(),
            delays: Delays::default(),
            pressed: 0,
        })
    }

    /// The limits of the jitter buffers.
    pub fn adaptive(&self) -> AdaptiveTarget {
        AdaptiveTarget { min_ms: 0, max_ms: reserve_ms(&self.impair, self.frame_len) }
    }

    /// A caller joins: its line begins.
    pub fn begin(&mut self, caller: usize, participant: ParticipantId) {
        let impairments = self.impair.of_line(self.frame_len, &mut self.random);
        let network = Network::new(self.rate, self.frame_len, Some(impairments));
        self.lines[caller] = Some(Line { participant, network, said: 0 });
    }

    /// A caller leaves: its line ends.
    pub fn end(&mut self, engine: &Engine, caller: usize) {
        if let Some(line) = self.lines[caller].take() {
            self.ended += line.counts(engine);
        }
    }

    /// A tick passes for a caller: it says what its clock has completed. Returns the packets that arrive.
    pub fn tick(&mut self, caller: usize, script: Option<&Script>) -> Vec<Packet> {
        let Some(Line { network, said, .. }) = &mut self.lines[caller] else { return Vec::new() };
        let pressed = &mut self.pressed;
        network.tick(|samples| {
            if let Some(script) = script {
                script.say(*said, samples);
                *pressed += script.digits_in(*said, samples.len());
            }
            *said += samples.len();
        })
    }

    /// After the reads of tick `now`: adds the delays of a part of the lines, such that each is added once a second.
    pub fn measure(&mut self, engine: &Engine, now: u64) {
        let period = u64::from(1000 / self.frame_len.ms());
        let part = self.lines.iter().skip((now % period) as usize).step_by(period as usize);
        for line in part.flatten().filter(|line| line.said > 0) {
            self.delays.add(line.stats(engine).latency);
        }
    }

    /// What became of the packets of all lines so far.
    pub fn counts(&self, engine: &Engine) -> LineCounts {
        let mut counts = self.ended;
        self.lines.iter().flatten().for_each(|line| counts += line.counts(engine));
        counts
    }

    /// Delays that were added since [`Lines::forget_delays`].
    pub fn delays(&self) -> Delays {
        self.delays
    }

    /// Forgets the delays so far.
    pub fn forget_delays(&mut self) {
        self.delays = Delays::default();
    }

    /// DTMF digits in the packets that were sent.
    pub fn pressed(&self) -> u64 {
        self.pressed
    }
}

impl Line {
    fn stats(&self, engine: &Engine) -> ParticipantStats {
        engine.participant_stats(self.participant).unwrap_or_default()
    }

    fn counts(&self, engine: &Engine) -> LineCounts {
        LineCounts::new(self.network.counts(), &self.stats(engine))
    }
}
