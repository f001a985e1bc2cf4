//! Hosts whose clock is not the engine's: lines without timestamps stay where they began, and nothing is heard of it.

#[path = "support/common.rs"]
mod common;
#[path = "support/members.rs"]
mod members;
#[path = "support/steady_sounds.rs"]
mod steady_sounds;

use common::Random;
use members::members;
use mixminus::{EngineConfig, FrameLen, ParticipantStats, SampleRate, WriteInfo};
use std::f64::consts::TAU;
use steady_sounds::{Sound, dips_and_steps};

/// A line with a clock of its own.
#[derive(Clone, Copy, Debug)]
struct Line {
    rate: SampleRate,
    frame_len: FrameLen,
    packet_ms: u32,
    prefill_ms: u32,
    /// Up to so late, ms.
    jitter_ms: f64,
    has_timestamps: bool,
    sound: Sound,
    /// How much faster than the engine's its clock is.
    ppm: f64,
    /// At [`HELD_AT_S`] the network holds everything back for so long, ms.
    hold_ms: f64,
}

/// Seconds until the network holds packets back.
const HELD_AT_S: f64 = 150.0;

const LINE: Line = Line {
    rate: SampleRate::Hz8000,
    frame_len: FrameLen::Ms20,
    packet_ms: 20,
    prefill_ms: 40,
    jitter_ms: 0.0,
    has_timestamps: false,
    sound: Sound::Voice,
    ppm: 0.0,
    hold_ms: 0.0,
};

/// What was heard of it, and how late it was.
struct Heard {
    audio: Vec<i16>,
    /// The delay of each tick, ms: what the host has said by its clock less what was played.
    delays_ms: Vec<f64>,
    stats: ParticipantStats,
}

impl Line {
    /// What is sent in that time, and in the second after it.
    fn said(self, seconds: usize) -> Vec<i16> {
        self.sound.samples(self.rate, seconds + 1)
    }

    fn hear(self, said: &[i16], seconds: usize) -> Heard {
        let config =
            EngineConfig { sample_rate: self.rate, frame_len: self.frame_len, ..EngineConfig::default() };
        let (engine, [speaker, listener]) = members(config, [self.prefill_ms, 0]);
        let rate = f64::from(self.rate.hz());
        let frame = self.frame_len.samples(self.rate);
        let packet = self.rate.samples_in_ms(self.packet_ms);
        let mut random = Random(7);
        // The first packet comes amid a tick.
        let way = 0.02 - f64::from(self.frame_len.ms()) / 2e3;
        let mut arrival = move |at: usize, last: f64| {
            let jitter =
                if self.jitter_ms > 0.0 { random.below(1_000) as f64 / 1e6 * self.jitter_ms } else { 0.0 };
            let sent = (at + 1) as f64 * f64::from(self.packet_ms) / 1e3 / (1.0 + self.ppm * 1e-6) + way;
            let held = HELD_AT_S..HELD_AT_S + self.hold_ms / 1e3;
            let arrives = if held.contains(&(sent + jitter)) { held.end } else { sent + jitter };
            arrives.max(last)
        };
        let (mut sent, mut next) = (0, arrival(0, 0.0));
        let mut heard =
            Heard { audio: Vec::new(), delays_ms: Vec::new(), stats: ParticipantStats::default() };
        let mut out = vec![0; frame];
        for tick in 1..=seconds * 1_000 / self.frame_len.ms() as usize {
            let now = tick as f64 * f64::from(self.frame_len.ms()) / 1e3;
            while next <= now {
                let samples = &said[sent * packet..][..packet];
                let timestamp = self.has_timestamps.then_some((sent * packet) as u64);
                let info = WriteInfo { timestamp, ..WriteInfo::default() };
                engine.write_ex(speaker, samples, &info).expect("written");
                sent += 1;
                next = arrival(sent, next);
            }
            engine.tick().expect("ticked");
            engine.read(listener, &mut out).expect("read");
            heard.audio.extend_from_slice(&out);
            let stats = engine.participant_stats(speaker).expect("stats");
            let said = now * (1.0 + self.ppm * 1e-6) * rate;
            let played = (stats.written + stats.write_refused - u64::from(stats.in_fill)) as f64;
            heard.delays_ms.push((said - played) / rate * 1e3);
        }
        heard.stats = engine.participant_stats(speaker).expect("stats");
        heard
    }
}

/// The lines that are tried, but for their clocks.
fn lines() -> Vec<Line> {
    let mut lines = Vec::new();
    for sound in [Sound::Voice, Sound::Pauses, Sound::Music] {
        for (frame_len, packet_ms) in [(FrameLen::Ms20, 20), (FrameLen::Ms10, 20), (FrameLen::Ms20, 30)] {
            for (jitter_ms, has_timestamps) in [(0.0, false), (15.0, false), (15.0, true)] {
                lines.push(Line { sound, frame_len, packet_ms, jitter_ms, has_timestamps, ..LINE });
            }
        }
    }
    lines.push(Line { rate: SampleRate::Hz48000, sound: Sound::Music, ..LINE });
    lines.push(Line { rate: SampleRate::Hz22050, jitter_ms: 5.0, ..LINE });
    lines
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Without drift each sample is played as it was sent.
#[test]
fn a_line_without_drift_is_never_touched() {
    for line in lines() {
        let said = line.said(60);
        let heard = line.hear(&said, 60);
        let stats = heard.stats;
        assert_eq!((stats.inserted, stats.removed, stats.trims, stats.underruns), (0, 0, 0, 0), "{line:?}");
        let begins = heard.audio.iter().position(|sample| *sample != 0).expect("it is heard");
        let first = said.iter().position(|sample| *sample != 0).expect("a sample");
        // The first frame fades in.
        let from = line.frame_len.samples(line.rate);
        let end = heard.audio.len() - begins;
        assert!(heard.audio[begins..][from..] == said[first..][from..end], "{line:?}");
    }
}

/// Whatever the clock, the delay stays near where it began, nothing runs dry, and nothing is cut.
#[test]
fn the_delay_stays_where_it_began() {
    let seconds = 240;
    for line in lines() {
        let said = line.said(seconds);
        for ppm in [-500.0, -50.0, 300.0] {
            let heard = Line { ppm, ..line }.hear(&said, seconds);
            let (stats, delays) = (heard.stats, &heard.delays_ms);
            let ticks = |seconds: usize| seconds * 1_000 / line.frame_len.ms() as usize;
            let steady = &delays[ticks(3)..];
            let (first, last) = (mean(&steady[..ticks(10)]), mean(&steady[steady.len() - ticks(80)..]));
            let is_near = (last - first).abs() <= 12.0;
            // After an underrun, the prefill is gathered again.
            assert!(is_near || stats.underruns > 0, "{line:?}, {ppm}: {first} ms, then {last} ms");
            let (least, most) =
                steady.iter().fold((f64::MAX, f64::MIN), |(a, b), delay| (a.min(*delay), b.max(*delay)));
            // A frame is the least difference that a tick sees. A voice's period comes to that.
            let span = f64::from(line.frame_len.ms()) + 18.0;
            let stays = most - least <= span;
            assert!(stays || stats.underruns > 0, "{line:?}, {ppm}: {least} to {most} ms");
            // Packets of another length than a tick may come too late once: their first reserve is luck.
            let dry = u64::from(line.jitter_ms > 0.0 && line.packet_ms == 30);
            assert!(stats.underruns <= dry && stats.trims == 0, "{line:?}, {ppm}: {stats:?}");
            let drifted = ppm * 1e-6 * seconds as f64 * f64::from(line.rate.hz());
            let moved = stats.removed as f64 - stats.inserted as f64;
            let packet = line.rate.samples_in_ms(40) as f64;
            assert!(dry > 0 || (moved - drifted).abs() <= packet, "{line:?}, {ppm}: {moved} of {drifted}");
        }
    }
}

/// A line that has run dry once, because the network held packets back, is soon as late as before.
#[test]
fn one_underrun_leaves_no_delay() {
    for (packet_ms, prefill_ms) in [(20, 40), (20, 60), (30, 60)] {
        for (jitter_ms, has_timestamps) in [(0.0, false), (15.0, false), (15.0, true), (40.0, true)] {
            for hold_ms in [130.0, 200.0, 300.0] {
                let line = Line { packet_ms, prefill_ms, jitter_ms, has_timestamps, hold_ms, ..LINE };
                let heard = line.hear(&line.said(270), 270);
                let ticks = |seconds: f64| (seconds * 50.0) as usize;
                let before = mean(&heard.delays_ms[ticks(60.0)..ticks(HELD_AT_S - 1.0)]);
                let after = mean(&heard.delays_ms[ticks(HELD_AT_S + 20.0)..]);
                assert_eq!(heard.stats.underruns, 1, "{line:?}");
                assert!(
                    (after - before).abs() <= 5.0,
                    "{line:?}: {before} ms, then {after} ms, {:?}",
                    heard.stats
                );
            }
        }
    }
}

/// A voice has no holes and no clicks from it.
#[test]
fn corrections_of_a_voice_are_not_heard() {
    for ppm in [-500.0, 500.0] {
        for (rate, jitter_ms) in
            [(SampleRate::Hz8000, 0.0), (SampleRate::Hz8000, 15.0), (SampleRate::Hz16000, 0.0)]
        {
            let line = Line { rate, jitter_ms, ppm, ..LINE };
            let said = line.said(300);
            let heard = line.hear(&said, 300);
            assert!(heard.stats.inserted + heard.stats.removed > 0, "{line:?}");
            let (quietest, step) = dips_and_steps(&said, rate);
            let (quietest_heard, step_heard) = dips_and_steps(&heard.audio[rate.hz() as usize..], rate);
            assert!(quietest_heard > quietest / 2.0, "{line:?}: {quietest_heard} of {quietest}");
            assert!(step_heard * 10 <= step * 13, "{line:?}: {step_heard} of {step}");
        }
    }
}

/// A voice is heard sample for sample as it was said, but for the frames in which its delay changes: few, or in slow
/// resampling up to one in ten.
#[test]
fn what_is_not_corrected_is_as_it_was_said() {
    let (rate, seconds) = (LINE.rate, 240);
    let frame = LINE.frame_len.samples(rate);
    for ppm in [-300.0, 300.0] {
        for (jitter_ms, has_timestamps) in [(0.0, false), (15.0, false), (15.0, true)] {
            let line = Line { jitter_ms, has_timestamps, ppm, ..LINE };
            let said = line.said(seconds);
            let heard = line.hear(&said, seconds);
            // Where the frame was said: its delay is less than 200 ms, and 1.5 % of the time is far more than the drift.
            let is_said = |(at, samples): (usize, &[i16])| {
                let now = at * frame;
                let past =
                    said.len().min(now + now / 64)..now.saturating_sub(rate.samples_in_ms(200) + now / 64);
                said[past.end..past.start].windows(frame).any(|window| window == samples)
            };
            let frames = heard.audio.chunks_exact(frame).enumerate().skip(50);
            let (count, exact) = (frames.len(), frames.filter(|frame| is_said(*frame)).count());
            assert!(heard.stats.inserted + heard.stats.removed > 300, "{line:?}: {:?}", heard.stats);
            assert!((count * 9 / 10..count).contains(&exact), "{line:?}: {exact} of {count}");
        }
    }
}

/// The part of some samples that is none of the tones of [`Sound::Music`], at that ratio of their frequencies: its mean
/// square.
fn residual(samples: &[i16], rate: f64, ratio: f64) -> f64 {
    // The Gram-Schmidt process with a sine and a cosine of each tone.
    let mut bases: Vec<Vec<f64>> = Vec::new();
    let dot = |one: &[f64], other: &[f64]| one.iter().zip(other).map(|(a, b)| a * b).sum::<f64>();
    for hz in [301.3, 587.7, 947.1] {
        for phase in [0.0, TAU / 4.0] {
            let mut base: Vec<f64> =
                (0..samples.len()).map(|at| (TAU * hz * ratio * at as f64 / rate + phase).sin()).collect();
            for _ in 0..2 {
                for earlier in &bases {
                    let share = dot(&base, earlier);
                    base.iter_mut().zip(earlier).for_each(|(to, from)| *to -= share * from);
                }
            }
            let norm = dot(&base, &base).sqrt();
            base.iter_mut().for_each(|x| *x /= norm);
            bases.push(base);
        }
    }
    let mut rest: Vec<f64> = samples.iter().map(|x| f64::from(*x)).collect();
    for base in &bases {
        let share = dot(&rest, base);
        rest.iter_mut().zip(base).for_each(|(to, from)| *to -= share * from);
    }
    dot(&rest, &rest) / samples.len() as f64
}

/// Music is resampled: apart from the few frames in which that begins or ends, what is heard are the same tones, at the
/// same pitch or 0.1 % beside it.
#[test]
fn music_stays_pure() {
    for ppm in [-400.0, 400.0] {
        let line = Line { sound: Sound::Music, ppm, ..LINE };
        let heard = line.hear(&line.said(300), 300);
        assert!(heard.stats.inserted + heard.stats.removed > 300, "{line:?}: {:?}", heard.stats);
        let (rate, frame) = (f64::from(line.rate.hz()), line.frame_len.samples(line.rate));
        let frames: Vec<&[i16]> = heard.audio[line.rate.hz() as usize..].chunks_exact(frame).collect();
        let level = |frame: &&[i16]| {
            let ratios = [1.0, 1.0 + 1.0 / 960.0, 1.0 - 1.0 / 960.0];
            let least = ratios.map(|ratio| residual(frame, rate, ratio)).into_iter().fold(f64::MAX, f64::min);
            10.0 * (least / 32_768.0_f64.powi(2)).log10()
        };
        let levels: Vec<f64> = frames.iter().map(level).collect();
        let impure = levels.iter().filter(|level| **level > -60.0).count();
        let worst = levels.iter().copied().fold(f64::MIN, f64::max);
        assert!(
            impure * 500 <= levels.len() && worst < -50.0,
            "{line:?}: {impure} frames, worst {worst} dBFS"
        );
    }
}
