//! Loops at any rate: what is repeated is a period, without a seam.

#[path = "support/common.rs"]
mod common;
#[path = "support/player.rs"]
mod player;

use common::{cases, frame_lens};
use mixminus::{FrameLen, PromptConfig, PromptId, SampleRate, SayOptions, Sound};
use player::{Player, noise, same};
use proptest::prelude::*;
use std::f64::consts::TAU;

const AMPLITUDE: f64 = 20_000.0;

/// −60 dB of the amplitude, and the rounding of both.
const INAUDIBLE: f64 = AMPLITUDE / 1000.0 + 1.0;

/// Whole periods of a sine in `samples` samples, which begins at a part of a turn.
fn sine(periods: u32, samples: usize, phase: f64) -> Vec<i16> {
    let turns = |n: usize| f64::from(periods) * n as f64 / samples as f64 + phase;
    (0..samples).map(|n| (AMPLITUDE * (TAU * turns(n)).sin()).round() as i16).collect()
}

fn prompt(p: &Player, samples: &[i16], sample_rate_hz: u32) -> PromptId {
    p.engine.prompt_new(&PromptConfig { account: b"a", samples, sample_rate_hz }).unwrap()
}

/// What a participant gets of a prompt that plays so many times; behind it a decay of 2 ms, and silence.
fn played(p: &Player, prompt: PromptId, times: u32, frames: usize) -> Vec<i16> {
    let who = p.call();
    p.engine.say(who, Sound::Prompt(prompt), &SayOptions { times, ..SayOptions::default() }).unwrap();
    let mut out = vec![1; frames * p.frame];
    for frame in out.chunks_mut(p.frame) {
        p.tick();
        p.engine.read(who, frame).unwrap();
    }
    p.engine.participant_free(who).unwrap();
    p.tick();
    out
}

/// The largest distance from the sine that goes on, in its place, for ever, and where that is.
fn error(out: &[i16], hz: f64, rate: SampleRate, phase: f64) -> (f64, usize) {
    let exact = |n: usize| AMPLITUDE * (TAU * (hz * n as f64 / f64::from(rate.hz()) + phase)).sin();
    let errors = out.iter().enumerate().map(|(n, x)| ((f64::from(*x) - exact(n)).abs(), n));
    errors.fold((0.0, 0), |most, one| if one.0 > most.0 { one } else { most })
}

#[test]
fn a_looped_sine_is_the_sine_that_goes_on() {
    let mut worse = Vec::new();
    for rate in SampleRate::ALL {
        let p = Player::new(rate, FrameLen::Ms20);
        for from in [8_000, 11_025, 16_000, 22_050, 44_100, 48_000] {
            // Four tenths of a second of 400 Hz, a second of 1001 Hz, a second of 3300 Hz, a hundred samples of one period.
            let sounds =
                [(160, from as usize * 4 / 10), (1001, from as usize), (3300, from as usize), (1, 100)];
            for (periods, samples) in sounds {
                for phase in [0.0, 0.25] {
                    let hz = f64::from(periods) * f64::from(from) / samples as f64;
                    let prompt = prompt(&p, &sine(periods, samples, phase), from);
                    let (error, at) = error(&played(&p, prompt, 0, 150), hz, rate, phase);
                    // One that is a whole number of samples only many times over may be three millionths off.
                    if error > INAUDIBLE + AMPLITUDE * TAU * hz * 3.0 * 3e-6 {
                        let rate = rate.hz();
                        worse.push(format!(
                            "{from} to {rate}, {samples} samples of {hz} Hz: {error:.0} at {at}"
                        ));
                    }
                }
            }
        }
    }
    assert!(worse.is_empty(), "{worse:#?}");
}

proptest! {
    #![proptest_config(cases(48))]

    /// Of any length: neither a dip nor a click anywhere. A sine obeys x(n+1) + x(n−1) = 2·cos(ω)·x(n); a sample that does
    /// not is off by as much.
    #[test]
    fn a_looped_sine_of_any_length_has_no_seam(
        from in prop::sample::select(&[6_000, 8_000, 11_025, 16_000, 22_050, 44_100, 44_099, 48_000, 96_000][..]),
        rate in prop::sample::select(&SampleRate::ALL[..]),
        samples in prop_oneof![20_usize..2_000, 2_000_usize..60_000],
        hz in 60.0_f64..2_200.0,
        phase in 0.0_f64..1.0,
        times in prop_oneof![Just(0_u32), 2_u32..6],
    ) {
        let periods: f64 = (hz * samples as f64 / f64::from(from)).round().max(1.0);
        let hz = periods * f64::from(from) / samples as f64;
        prop_assume!(hz < 2_300.0);
        let p = Player::new(rate, FrameLen::Ms20);
        let prompt = prompt(&p, &sine(periods as u32, samples, phase), from);
        let length = samples as f64 * f64::from(rate.hz()) / f64::from(from);
        let frames = ((3.5 * length) as usize / p.frame + 2).min(500);
        let mut out = played(&p, prompt, times, frames);
        let all = (f64::from(times) * length).round() as usize;
        if times > 0 && all < out.len() {
            let over = all + times as usize + rate.samples_in_ms(2);
            prop_assert!(out.iter().skip(over).all(|x| *x == 0), "longer than {times} times");
            out.truncate(all - times as usize);
        }
        let cos = (TAU * hz / f64::from(rate.hz())).cos();
        for (n, x) in out.windows(3).enumerate() {
            let [before, x, after] = [x[0], x[1], x[2]].map(f64::from);
            let off = (before + after - 2.0 * cos * x).abs();
            prop_assert!(off < 2.0 * INAUDIBLE, "{off} at {n} of {}: {hz} Hz, {samples} samples", out.len());
        }
        // It is as loud as it was, in its place, and of its pitch within 0.005 %, or 0.013 % in the last half second.
        let (error, at) = error(&out[..out.len().min(200)], hz, rate, phase);
        let drift = AMPLITUDE * TAU * hz * at as f64 / f64::from(rate.hz()) * 1.3e-4;
        prop_assert!(error < 2.0 * INAUDIBLE + drift, "{error} at {at}");
    }
}

#[test]
fn once_a_sound_is_as_it_was_and_at_the_rate_of_the_engine_a_loop_is_too() {
    let p = Player::usual();
    let samples = noise(1, 4_410, 20_000);
    let once = played(&p, prompt(&p, &samples, 44_100), 1, 6);
    same!(once[..800], mixminus::resample(&samples, 44_100, 8_000).unwrap());
    same!(once[816..], [0; 144]);
    let samples = noise(2, 401, 20_000);
    let looped: Vec<i16> = samples.iter().copied().cycle().take(3_200).collect();
    same!(played(&p, prompt(&p, &samples, 8_000), 0, 20), looped);
}

#[test]
fn so_many_times_are_so_many_lengths() {
    let p = Player::usual();
    // 800 samples; a single one of 8.01; 50,007 of 9,071.6.
    for (samples, rate, times, most) in
        [(4_410, 44_100, 3, 2_400), (44, 44_100, 1_000, 7_982), (50_007, 44_100, 2, 18_144)]
    {
        let out = played(&p, prompt(&p, &vec![10_000; samples], rate), times, 120);
        assert!(out[..most].iter().all(|x| x.abs_diff(10_000) < 20), "{samples}");
        same!(out[most + 16..], vec![0; 120 * 160 - most - 16]);
    }
}

/// A constant is a loop of any length: at every rate it stays what it is.
#[test]
fn the_shortest_sounds_are_constants() {
    for rate in SampleRate::ALL {
        let p = Player::new(rate, frame_lens(rate).next().unwrap());
        for from in [1_000, 7_999, 8_000, 44_100, 48_000, 191_999, 192_000] {
            let out = played(&p, prompt(&p, &[-9_000], from), 0, 10);
            assert!(out.iter().all(|x| x.abs_diff(-9_000) < 12), "{from} to {}: {:?}", rate.hz(), &out[..9]);
        }
    }
}
