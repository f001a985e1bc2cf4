//! The suppressor of keys by itself: a delay bit for bit, and no tone, no click.

#[path = "support/common.rs"]
mod common;
#[path = "support/line.rs"]
mod line;

use common::{Audio, Random, frame_lens};
use line::{Press, kernels, keys, noise, power};
use mixminus::dsp::dtmf::receiver::{Detection, Receiver};
use mixminus::dsp::dtmf::suppress::Suppressor;
use mixminus::{FrameLen, SampleRate};

/// What a suppressor passes of a line that a receiver hears in frames of that length.
fn suppressed(rate: SampleRate, frame_len: FrameLen, look_ahead_ms: u32, line: &[i16]) -> Vec<i16> {
    let mut receiver = Receiver::new(rate);
    let mut suppressor = Suppressor::new(rate, look_ahead_ms);
    let mut passed = line.to_vec();
    for frame in passed.chunks_exact_mut(frame_len.samples(rate)) {
        let detection = receiver.scan(kernels(), frame, false);
        suppressor.pass(frame, &detection, true);
    }
    passed
}

/// The line, later.
fn delayed(line: &[i16], delay: usize) -> Vec<i16> {
    [&vec![0; delay], &line[..line.len() - delay]].concat()
}

#[test]
fn without_a_tone_it_is_a_delay_bit_for_bit() {
    for rate in SampleRate::ALL {
        for frame in frame_lens(rate).map(|len| len.samples(rate)) {
            for look_ahead in [0, 1, 7, 10, 13, 20] {
                for audio in Audio::ALL {
                    let line = audio.samples(1, 12 * frame);
                    let delay = rate.samples_in_ms(look_ahead);
                    for (remove, detection) in [
                        (false, Detection::default()),
                        (true, Detection::default()),
                        // What is heard is of no account if it is not to be removed.
                        (false, Detection { tone_from: Some(-20), ..Detection::default() }),
                    ] {
                        let mut suppressor = Suppressor::new(rate, look_ahead);
                        assert_eq!(suppressor.delay(), delay);
                        let mut passed = line.clone();
                        for frame in passed.chunks_exact_mut(frame) {
                            suppressor.pass(frame, &detection, remove);
                        }
                        assert_eq!(
                            passed,
                            delayed(&line, delay),
                            "{rate:?} {look_ahead} ms {audio:?} {remove}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn noise_passes_as_it_is() {
    let mut random = Random(2);
    for rate in SampleRate::ALL {
        for frame_len in frame_lens(rate) {
            for dbm0 in [-5.0, -20.0, -50.0] {
                let line = noise(&mut random, dbm0, rate.samples_in_ms(2_000));
                let passed = suppressed(rate, frame_len, 10, &line);
                assert_eq!(passed, delayed(&line, rate.samples_in_ms(10)), "{rate:?} {frame_len:?} {dbm0}");
            }
        }
    }
}

#[test]
fn with_ten_milliseconds_of_look_ahead_nothing_of_a_key_passes_wherever_it_begins() {
    let mut random = Random(3);
    let keys: Vec<_> = keys().collect();
    for rate in SampleRate::ALL {
        let window = rate.samples_in_ms(5) / 2;
        for frame_len in frame_lens(rate) {
            // Every sample of a frame at 8 kHz, and as many places at the other rates, each with sixteen keys.
            let frame = frame_len.samples(rate);
            let places = (0..frame).step_by(rate.samples_in_ms(1) / 8);
            for within in std::iter::repeat_n(places, 16).flatten() {
                let mut line = vec![0; rate.samples_in_ms(200)];
                let key = keys[random.below(keys.len())];
                let onset = rate.samples_in_ms(60) + within;
                let mut press = Press::new(&mut random, key, onset, rate.samples_in_ms(50));
                // All that Q.24 has a receiver hear: −8 … +4 dB of twist, each tone up to 1.5 % off.
                let row = -5.0 - random.below(14) as f64;
                press.dbm0 = [row, row - 8.0 + 0.1 * random.below(121) as f64];
                press.off = [0, 1].map(|_| 0.01 * random.below(301) as f64 - 1.5);
                press.lay(rate, &mut line);
                let passed = suppressed(rate, frame_len, 10, &line);
                // Both tones together, in windows of 2.5 ms.
                let loudest = passed
                    .windows(window)
                    .step_by(window / 5)
                    .map(|window| window.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>())
                    .fold(0.0, f64::max);
                let least = window as f64 * power(-40.0);
                assert!(loudest <= least, "{rate:?} {frame_len:?} {press:?}: {:.1} dB above −40 dBm0", {
                    10.0 * (loudest / least).log10()
                });
            }
        }
    }
}

/// The largest step between two samples.
fn largest_step(samples: &[i16]) -> i32 {
    samples.windows(2).map(|two| (i32::from(two[1]) - i32::from(two[0])).abs()).max().unwrap_or(0)
}

#[test]
fn no_step_is_larger_than_those_of_the_line() {
    let mut random = Random(4);
    let mut keys = keys().cycle();
    for rate in SampleRate::ALL {
        for frame_len in frame_lens(rate) {
            for look_ahead in [0, 5, 10, 20] {
                for _ in 0..40 {
                    let mut line = vec![0; rate.samples_in_ms(200)];
                    let key = keys.next().expect("they go round");
                    let onset = rate.samples_in_ms(60) + random.below(frame_len.samples(rate));
                    let press = Press::new(&mut random, key, onset, rate.samples_in_ms(50));
                    press.lay(rate, &mut line);
                    let passed = suppressed(rate, frame_len, look_ahead, &line);
                    let (was, is) = (largest_step(&line), largest_step(&passed));
                    assert!(is <= was, "{rate:?} {frame_len:?} {look_ahead} ms {press:?}: {is}, was {was}");
                }
            }
        }
    }
}

#[test]
fn what_is_silenced_fades_without_a_click() {
    const PEAK: f64 = 8_000.0;
    let mut random = Random(5);
    for rate in SampleRate::ALL {
        let turn = std::f64::consts::TAU * 100.0 / f64::from(rate.hz());
        let hum: Vec<i16> =
            (0..rate.samples_in_ms(200)).map(|n| (PEAK * (turn * n as f64).sin()) as i16).collect();
        // The hum's own, what a fade of 1 ms adds, and the last bits of rounding.
        let most = largest_step(&hum) + (PEAK / (1.0e-3 * f64::from(rate.hz()))) as i32 + 3;
        for frame in frame_lens(rate).map(|len| len.samples(rate)) {
            for look_ahead in [0, 5, 10, 20] {
                for _ in 0..20 {
                    // A tone of 60 ms is detected with the frame in which it began, and its end 10 ms late.
                    let from = rate.samples_in_ms(60) + random.below(frame);
                    let to = from + rate.samples_in_ms(60);
                    let mut suppressor = Suppressor::new(rate, look_ahead);
                    let mut passed = hum.clone();
                    for (at, samples) in passed.chunks_exact_mut(frame).enumerate() {
                        let (start, end) = (at * frame, (at + 1) * frame);
                        let place = |n: usize| n as i32 - start as i32;
                        let detected = end > from && start < to + rate.samples_in_ms(10);
                        let tone_from = detected.then(|| place(from));
                        let tone_to = (detected && end > to + rate.samples_in_ms(10)).then(|| place(to));
                        suppressor.pass(
                            samples,
                            &Detection { tone_from, tone_to, ..Detection::default() },
                            true,
                        );
                    }
                    let step = largest_step(&passed);
                    assert!(
                        step <= most,
                        "{rate:?} {frame} {look_ahead} ms, from {from}: {step}, not {most}"
                    );
                    // It has closed, and it has opened again.
                    let (from, to) = (from + frame + rate.samples_in_ms(2), to);
                    assert!(passed[from + suppressor.delay()..to].iter().all(|x| *x == 0));
                    let later = passed.len() - rate.samples_in_ms(20);
                    let whole = &hum[later - suppressor.delay()..hum.len() - suppressor.delay()];
                    assert_eq!(&passed[later..], whole, "{rate:?} {frame} {look_ahead} ms");
                }
            }
        }
    }
}
