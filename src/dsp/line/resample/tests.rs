//! Properties of the resamplers, over all pairs of rates and all SIMD levels of this machine.

use std::f64::consts::TAU;

use super::prototype::value;
use super::*;
use crate::dsp::{Kernels, SimdLevel};

/// The seconds of a tone that are analysed: multiples of 10 Hz are orthogonal.
const WINDOW: f64 = 0.1;

const AMPLITUDE: f64 = 16_000.0;

fn levels() -> impl Iterator<Item = &'static Kernels> {
    SimdLevel::ALL.into_iter().filter_map(Kernels::for_level)
}

fn best() -> &'static Kernels {
    levels().last().unwrap()
}

fn pairs() -> impl Iterator<Item = Conversion> {
    LINE_RATES_HZ
        .into_iter()
        .flat_map(|from| LINE_RATES_HZ.into_iter().filter_map(move |to| Conversion::new(from, to)))
}

fn filter(conversion: Conversion) -> Filter {
    Filter::new(conversion, vec![0.0; conversion.coefficients()].into()).unwrap()
}

fn drift_filter() -> DriftFilter {
    DriftFilter::new(vec![0.0; DriftFilter::COEFFICIENTS].into()).unwrap()
}

/// Noise of full scale, the same everywhere (Knuth's MMIX constants).
fn noise(count: usize) -> Vec<i16> {
    let mut state = 1_u64;
    let next = || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 48) as i16
    };
    std::iter::repeat_with(next).take(count).collect()
}

fn tone(rate: u32, hz: f64, seconds: f64) -> Vec<i16> {
    let count = (f64::from(rate) * seconds).round() as usize;
    let sample = |n: usize| (AMPLITUDE * (TAU * hz * n as f64 / f64::from(rate)).sin()).round() as i16;
    (0..count).map(sample).collect()
}

/// All input in one call.
fn converted(kernels: &Kernels, filter: &Filter, input: &[i16]) -> Vec<i16> {
    let mut resampler = Resampler::new(filter.conversion());
    process(kernels, filter, &mut resampler, input)
}

fn process(kernels: &Kernels, filter: &Filter, resampler: &mut Resampler, input: &[i16]) -> Vec<i16> {
    let mut output = vec![0; resampler.output_len(filter.conversion(), input.len())];
    let all = Progress { consumed: input.len(), written: output.len() };
    assert_eq!(resampler.process(kernels, filter, input, &mut output), all);
    output
}

/// The amplitude of `hz` in samples from `begin` seconds on, relative to that of the tone, and its phase in turns.
fn component(samples: &[i16], rate: u32, hz: f64, begin: f64) -> (f64, f64) {
    let first = (begin * f64::from(rate)).round() as usize;
    let count = (WINDOW * f64::from(rate)).round() as usize;
    let (mut sine, mut cosine) = (0.0, 0.0);
    for (n, x) in samples.iter().enumerate().skip(first).take(count) {
        let angle = TAU * hz * n as f64 / f64::from(rate);
        sine += f64::from(*x) * angle.sin();
        cosine += f64::from(*x) * angle.cos();
    }
    (sine.hypot(cosine) * 2.0 / count as f64 / AMPLITUDE, cosine.atan2(sine) / TAU)
}

fn decibels(ratio: f64) -> f64 {
    20.0 * (ratio + 1e-9).log10()
}

/// A multiple of 10 Hz near `part` of the lower rate, no other image of itself at any rate.
fn near(conversion: Conversion, part: f64) -> f64 {
    let lower = f64::from(conversion.from_hz().min(conversion.to_hz()));
    (part * lower / 10.0).floor() * 10.0
}

/// Where a frequency is found at a rate.
fn folded(hz: f64, rate: u32) -> f64 {
    let rate = f64::from(rate);
    (hz - (hz / rate).round() * rate).abs()
}

#[test]
fn the_pass_band_is_flat_and_delayed_by_what_the_conversion_says() {
    for conversion in pairs() {
        let filter = filter(conversion);
        let delay = f64::from(conversion.delay_ns()) * 1e-9;
        assert!(delay * f64::from(conversion.from_hz().min(conversion.to_hz())) < 12.0);
        for part in [0.02, 0.1, 0.21, 0.3, 0.38, 0.425] {
            let hz = near(conversion, part);
            let output = converted(best(), &filter, &tone(conversion.from_hz(), hz, 0.02 + WINDOW));
            let (gain, turns) = component(&output, conversion.to_hz(), hz, 0.02);
            assert!(decibels(gain).abs() < 0.1, "{conversion:?}, {hz} Hz: {} dB", decibels(gain));
            let late = turns + hz * delay;
            let error = (late - late.round()) / hz;
            assert!(error.abs() < 1e-7, "{conversion:?}, {hz} Hz: {error} s");
        }
    }
}

#[test]
fn images_and_aliases_are_80_db_down() {
    for conversion in pairs() {
        let (from, to) = (conversion.from_hz(), conversion.to_hz());
        let filter = filter(conversion);
        let level = |output: &[i16], hz: f64| decibels(component(output, to, folded(hz, to), 0.02).0);
        if from < to {
            for part in [0.03, 0.17, 0.3, 0.425] {
                let hz = near(conversion, part);
                let output = converted(best(), &filter, &tone(from, hz, 0.02 + WINDOW));
                for image in (1..=6).flat_map(|n| [f64::from(n * from) - hz, f64::from(n * from) + hz]) {
                    // An image may fall on the tone itself.
                    let level = if folded(image, to) == hz { -80.1 } else { level(&output, image) };
                    assert!(level < -80.0, "{conversion:?}, {hz} Hz, image {image} Hz: {level} dB");
                }
            }
        } else {
            for part in [0.58, 0.6, 0.75, 1.0, 1.5, 2.2, 2.9] {
                let hz = near(conversion, part) + 10.0;
                if hz < f64::from(from) / 2.0 {
                    let level = level(&converted(best(), &filter, &tone(from, hz, 0.02 + WINDOW)), hz);
                    assert!(level < -80.0, "{conversion:?}, {hz} Hz: {level} dB");
                }
            }
        }
    }
}

/// The definition of the output, in 64-bit floats: the prototype at the distance of each input.
fn by_definition(conversion: Conversion, input: &[i16], output_len: usize) -> Vec<f64> {
    let (inputs, outputs) = (i64::from(conversion.inputs()), i64::from(conversion.outputs()));
    let longer = inputs.max(outputs);
    let scale = outputs as f64 / longer as f64;
    (1..=output_len as i64)
        .map(|period| {
            // Time in parts of an input, of which `longer` are one sample of the lower rate.
            let centre = period * inputs - 12 * longer;
            let first = ((centre - 12 * longer) / outputs).max(0);
            let taps = (first..).zip(input.iter().skip(first as usize)).take(150);
            taps.map(|(n, x)| f64::from(*x) * value(centre - n * outputs, longer) * scale).sum()
        })
        .collect()
}

#[test]
fn every_sample_is_the_saturated_sum_of_its_taps() {
    let mut limited = 0;
    for conversion in pairs() {
        // Noise, then a square wave of full scale, which overshoots.
        let mut input = noise(conversion.from_hz() as usize / 200);
        let half = conversion.from_hz() / conversion.to_hz().min(conversion.from_hz()) * 9;
        input.extend((0..half * 8).map(|n| if n / half % 2 == 0 { i16::MAX } else { i16::MIN }));
        let output = converted(best(), &filter(conversion), &input);
        for (at, (x, exact)) in output.iter().zip(by_definition(conversion, &input, output.len())).enumerate()
        {
            let expected = exact.clamp(-32_768.0, 32_767.0);
            limited += usize::from(expected != exact);
            let error = (f64::from(*x) - expected).abs();
            assert!(error < 0.53, "{conversion:?}, output {at}: {x} for {expected}");
        }
    }
    assert!(limited > 1_000, "only {limited} samples overshoot");
}

#[test]
fn every_level_gives_the_same_bits() {
    for conversion in pairs() {
        let filter = filter(conversion);
        let input = noise(conversion.from_hz() as usize / 20);
        let expected = converted(Kernels::for_level(SimdLevel::Portable).unwrap(), &filter, &input);
        for kernels in levels() {
            assert!(converted(kernels, &filter, &input) == expected, "{conversion:?}, {:?}", kernels.level());
        }
    }
}

#[test]
fn pieces_of_any_length_give_the_same_samples() {
    for conversion in pairs() {
        let filter = filter(conversion);
        let input = noise(conversion.from_hz() as usize / 10);
        let expected = converted(best(), &filter, &input);
        for lengths in [&[1][..], &[7, 0, 160, 3, 1_000], &[221, 220], &[441]] {
            let mut resampler = Resampler::new(conversion);
            let (mut rest, mut output) = (&input[..], Vec::new());
            for length in lengths.iter().cycle() {
                let (piece, after) = rest.split_at((*length).min(rest.len()));
                output.extend(process(best(), &filter, &mut resampler, piece));
                rest = after;
                if rest.is_empty() {
                    break;
                }
            }
            assert!(output == expected, "{conversion:?}, pieces of {lengths:?}");
        }
    }
}

#[test]
fn a_frame_gives_a_frame() {
    for conversion in pairs() {
        let filter = filter(conversion);
        for per_second in [50, 100] {
            let (from, to) = (conversion.from_hz() as usize, conversion.to_hz() as usize);
            let mut resampler = Resampler::new(conversion);
            if from.is_multiple_of(per_second) && to.is_multiple_of(per_second) {
                for _ in 0..4 {
                    assert_eq!(resampler.input_len(conversion, to / per_second), from / per_second);
                    let given = process(best(), &filter, &mut resampler, &vec![0; from / per_second]);
                    assert_eq!(given.len(), to / per_second, "{conversion:?}");
                }
            }
        }
    }
}

#[test]
fn ten_milliseconds_of_22050_hz_are_221_and_220_samples_in_turn() {
    for to in [8_000, 12_000, 16_000, 24_000, 32_000, 48_000] {
        let conversion = Conversion::new(22_050, to).unwrap();
        let filter = filter(conversion);
        let input = noise(4_410);
        let expected = converted(best(), &filter, &input);
        let (mut resampler, mut rest) = (Resampler::new(conversion), &input[..]);
        let mut output = Vec::new();
        for length in [221, 220].into_iter().cycle().take(20) {
            let mut frame = vec![0; to as usize / 100];
            assert_eq!(resampler.input_len(conversion, frame.len()), length);
            let progress = resampler.process(best(), &filter, rest, &mut frame);
            assert_eq!(progress, Progress { consumed: length, written: frame.len() });
            rest = &rest[length..];
            output.extend(frame);
        }
        assert!(rest.is_empty() && output == expected, "{conversion:?}");
    }
}

#[test]
fn silence_stays_silence_and_nothing_rings_on() {
    for conversion in pairs() {
        let filter = filter(conversion);
        let mut resampler = Resampler::new(conversion);
        let silence = vec![0; conversion.from_hz() as usize / 50];
        assert!(process(best(), &filter, &mut resampler, &silence).iter().all(|x| *x == 0));
        assert!(process(best(), &filter, &mut resampler, &noise(500)).iter().any(|x| *x != 0));
        process(best(), &filter, &mut resampler, &vec![0; conversion.tail()]);
        assert!(process(best(), &filter, &mut resampler, &silence).iter().all(|x| *x == 0));
    }
}

#[test]
fn a_reset_resampler_is_a_new_one() {
    for conversion in pairs() {
        let filter = filter(conversion);
        let mut resampler = Resampler::new(conversion);
        process(best(), &filter, &mut resampler, &noise(777));
        resampler.reset(conversion);
        let input = noise(1_000);
        assert!(process(best(), &filter, &mut resampler, &input) == converted(best(), &filter, &input));
    }
}

#[test]
fn after_silence_it_goes_on_where_that_ended() {
    for conversion in pairs() {
        let filter = filter(conversion);
        let input = noise(300);
        for silence in [0, 1, 2, 79, 160, 147 * 640 + 5, 441 * 640] {
            let mut resampler = Resampler::new(conversion);
            process(best(), &filter, &mut resampler, &vec![0; silence]);
            let mut after = Resampler::after(conversion, silence as u64);
            for length in [1, 2, 7, 160] {
                assert_eq!(
                    after.output_len(conversion, length),
                    resampler.output_len(conversion, length),
                    "{conversion:?} after {silence}"
                );
            }
            let expected = process(best(), &filter, &mut resampler, &input);
            assert!(
                process(best(), &filter, &mut after, &input) == expected,
                "{conversion:?} after {silence}"
            );
        }
    }
}

#[test]
fn outputs_of_any_length_give_the_same_samples() {
    for conversion in pairs() {
        let filter = filter(conversion);
        let input = noise(1_500);
        let expected = converted(best(), &filter, &input);
        for length in [12, 156, 1_200] {
            let (mut resampler, mut rest) = (Resampler::new(conversion), &input[..]);
            let mut output: Vec<i16> = Vec::new();
            loop {
                let mut samples = vec![0; length];
                let progress = resampler.process(best(), &filter, rest, &mut samples);
                rest = &rest[progress.consumed..];
                output.extend(&samples[..progress.written]);
                if progress.written < length {
                    break;
                }
            }
            assert!(rest.is_empty() && output == expected, "{conversion:?}, outputs of {length}");
        }
        let nothing = Resampler::new(conversion).process(best(), &filter, &input, &mut []);
        assert_eq!(nothing, Progress::default());
    }
}

#[test]
fn memory_of_another_length_is_refused() {
    for conversion in pairs() {
        let length = conversion.coefficients();
        assert!(Filter::new(conversion, vec![0.0; length - 1].into()).is_none());
        assert!(Filter::new(conversion, vec![0.0; length + 1].into()).is_none());
    }
    assert!(DriftFilter::new(vec![0.0; DriftFilter::COEFFICIENTS - 1].into()).is_none());
}

/// All the input that is needed for frames of `frame` samples, as long as it suffices.
fn drifted(kernels: &Kernels, ratio: DriftRatio, input: &[i16], frame: usize) -> (Vec<i16>, usize) {
    let (filter, mut resampler) = (drift_filter(), DriftResampler::new());
    let (mut output, mut consumed) = (Vec::new(), 0);
    loop {
        let mut samples = vec![0; frame];
        let needed = resampler.input_len(ratio, frame);
        let progress = resampler.process(kernels, &filter, ratio, &input[consumed..], &mut samples);
        output.extend(&samples[..progress.written]);
        consumed += progress.consumed;
        if progress.written < frame {
            return (output, consumed);
        }
        assert_eq!(progress.consumed, needed);
    }
}

#[test]
fn a_drifting_tone_keeps_its_purity() {
    for ppm in [-10_000, -500, -1, 0, 37, 500, 10_000] {
        // THD+N of 16-bit input and output alone is −89 dB. At the edge of the pass band the image adds −85 dB.
        for (hz, most) in [(1_000.0, -87.0), (3_400.0, -82.0)] {
            let ratio = DriftRatio::from_ppb(ppm * 1_000);
            let (output, _) = drifted(best(), ratio, &tone(8_000, hz, 1.0), 160);
            let step = TAU * hz / 8_000.0 * (1.0 + f64::from(ppm) * 1e-6);
            // A least-squares fit of the sine and the cosine; all else is noise.
            let settled = &output[100..];
            let mut sums = [0.0; 5];
            for (n, x) in settled.iter().enumerate() {
                let (sine, cosine) = (step * n as f64).sin_cos();
                let x = f64::from(*x);
                for (sum, term) in
                    sums.iter_mut().zip([sine * sine, sine * cosine, cosine * cosine, x * sine, x * cosine])
                {
                    *sum += term;
                }
            }
            let [ss, sc, cc, xs, xc] = sums;
            let determinant = ss * cc - sc * sc;
            let (a, b) = ((xs * cc - xc * sc) / determinant, (xc * ss - xs * sc) / determinant);
            let noise = settled.iter().enumerate().map(|(n, x)| {
                let (sine, cosine) = (step * n as f64).sin_cos();
                (f64::from(*x) - a * sine - b * cosine).powi(2)
            });
            let ratio = (noise.sum::<f64>() / settled.len() as f64 / (a * a + b * b) * 2.0).sqrt();
            assert!(decibels(ratio) < most, "{ppm} ppm, {hz} Hz: {} dB", decibels(ratio));
            assert!(decibels(a.hypot(b) / AMPLITUDE).abs() < 0.1);
        }
    }
}

#[test]
fn drift_takes_what_the_ratio_says_at_every_level_and_in_every_frame() {
    let input = noise(8_000);
    for ppb in [i32::MIN, -500_000, -1, 0, 1, 300_000, 10_000_000] {
        let ratio = DriftRatio::from_ppb(ppb);
        let (expected, consumed) = drifted(best(), ratio, &input, 160);
        let exact = (expected.len() - 1) as f64 * (1.0 + f64::from(ppb.max(-10_000_000)) * 1e-9) + 1.0;
        assert!((consumed as f64 - exact).abs() < 1.01, "{ppb}: {consumed} for {exact}");
        for kernels in levels() {
            for frame in [1, 80, 160, 441, 960, 1_700] {
                let (output, _) = drifted(kernels, ratio, &input, frame);
                let both = output.len().min(expected.len());
                assert!(both > 7_000 && output[..both] == expected[..both], "{ppb}, frames of {frame}");
            }
        }
    }
}

#[test]
fn drift_of_nothing_delays_by_12_samples() {
    let mut input = [0; 100];
    input[20] = 16_000;
    let (output, _) = drifted(best(), DriftRatio::UNITY, &input, 1);
    assert!(output.len() == 100 && output[32] > 10_000, "{output:?}");
    let peak = output.iter().enumerate().max_by_key(|(_, x)| **x).map(|(at, _)| at);
    assert_eq!(peak, Some(20 + DriftResampler::DELAY));
    for distance in 1..12 {
        assert_eq!(output[32 - distance], output[32 + distance], "the phase is linear");
    }
}

#[test]
fn drift_saturates_and_is_reset() {
    let square: Vec<i16> = (0..400).map(|n| if n / 9 % 2 == 0 { i16::MAX } else { i16::MIN }).collect();
    let (output, _) = drifted(best(), DriftRatio::from_ppb(2_000_000), &square, 50);
    for pair in output[40..].windows(9) {
        // A wrap would leap from one limit to the other at once.
        assert!(
            pair.iter().any(|x| x.unsigned_abs() < 32_000)
                || pair.iter().all(|x| x.signum() == pair[0].signum())
        );
    }
    assert!(output.contains(&i16::MAX) && output.contains(&i16::MIN));
    let (filter, mut resampler) = (drift_filter(), DriftResampler::new());
    let mut first = [0; 100];
    resampler.process(best(), &filter, DriftRatio::from_ppb(77_000), &square, &mut first);
    resampler.reset();
    let mut second = [0; 100];
    resampler.process(best(), &filter, DriftRatio::from_ppb(77_000), &square, &mut second);
    assert_eq!(first, second);
}
