//! Keys that noise, distortion, an echo or a codec has made impure, pressed during a steady sound that stops when the key
//! begins or goes on under it: each is reported once, within 60 ms of its onset.

#[path = "support/common.rs"]
mod common;
#[path = "support/impairments.rs"]
mod impairments;
#[path = "support/line.rs"]
mod line;

use common::{Random, frame_lens};
use impairments::{Impairment, Sound};
use line::{Press, detected, detections, keys, noise};
use mixminus::dsp::Kernels;
use mixminus::dsp::dtmf::receiver::Receiver;
use mixminus::{DtmfDigit, FrameLen, SampleRate, SimdLevel};

const RATES: [SampleRate; 3] = [SampleRate::Hz8000, SampleRate::Hz16000, SampleRate::Hz48000];

/// Rates whose ratio to 8 kHz is not whole: the receiver's filter has phases.
const PHASED: [SampleRate; 3] = [SampleRate::Hz12000, SampleRate::Hz22050, SampleRate::Hz44100];

/// What happens to the sound while a key is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum During {
    Stops,
    GoesOn,
}

/// Presses of all keys over a sound.
#[derive(Clone, Copy, Debug)]
struct Case {
    rate: SampleRate,
    seed: u64,
    sound: Sound,
    /// How far the sound is below both tones, decibels.
    under: f64,
    during: During,
    impairment: Impairment,
}

impl Case {
    /// The line, and its presses: of 70 to 130 ms, 60 to 560 ms apart.
    fn line(&self) -> (Vec<i16>, Vec<Press>) {
        let Case { rate, sound, impairment, .. } = *self;
        let random = &mut Random(self.seed);
        let ms = |ms: u32| rate.samples_in_ms(ms);
        let level = random.pick(&[-10.0, -16.0, -22.0]);
        // Both tones together.
        let pair = level + 10.0 * 2.0_f64.log10();
        let mut order: Vec<DtmfDigit> = keys().collect();
        for at in (1..order.len()).rev() {
            order.swap(at, random.below(at + 1));
        }
        let mut at = ms(600) + random.below(ms(20));
        let mut presses = Vec::new();
        for key in order {
            let samples = ms(70) + random.below(ms(60));
            let mut press = Press::new(random, key, at, samples);
            press.dbm0 = [level; 2];
            impairment.shift(&mut press, random);
            at += press.samples + ms(60) + random.below(ms(500));
            presses.push(press);
        }
        let mut line = sound.samples(rate, random, pair - self.under, at + ms(200));
        for press in &presses {
            let end = press.onset + press.samples;
            if self.during == During::Stops {
                line[press.onset..end].fill(0.0);
            }
            let mut alone = vec![0; end];
            press.lay(rate, &mut alone);
            let mut alone: Vec<f64> = alone[press.onset..].iter().map(|x| f64::from(*x)).collect();
            impairment.befall(rate, random, pair, &mut alone);
            for (x, y) in line[press.onset..].iter_mut().zip(alone) {
                *x += y;
            }
        }
        impairment.code(&mut line);
        (line.into_iter().map(|x| x.round() as i16).collect(), presses)
    }

    /// Counts its presses: all, late by 60 ms, not reported once as what they are; and the latest, ms.
    fn count(&self) -> [i64; 4] {
        let (line, presses) = self.line();
        let rate = i64::from(self.rate.hz());
        let detected = detected(self.rate, FrameLen::Ms20, &line);
        let (mut late, mut right, mut latest) = (0, 0, 0);
        for press in &presses {
            let during = press.onset as i64 - rate / 100..(press.onset + press.samples) as i64;
            let of_it: Vec<_> = detected.iter().filter(|detected| during.contains(&detected.onset)).collect();
            if let [one] = of_it[..]
                && one.key == press.key
            {
                let after = (one.known - press.onset as i64) * 1_000 / rate;
                latest = latest.max(after);
                late += i64::from(after > 60);
                right += 1;
            }
        }
        let wrong = presses.len().max(detected.len()) as i64 - right;
        [presses.len() as i64, late, wrong, latest]
    }
}

/// Counts presses over each sound as loud as these, by each impairment and at each of three rates, each at another level. None may be
/// late, and 99 of 100 have to be right, as in `benches/dtmf`.
fn check(rates: [SampleRate; 3], during: During, sounds: &[(&[Sound], &[f64])], impairments: &[Impairment]) {
    let (mut seed, mut failed, mut keys, mut all_wrong) = (0, Vec::new(), 0, 0);
    for (sounds, under) in sounds {
        for sound in *sounds {
            for impairment in impairments {
                let (mut sum, mut latest) = ([0; 3], 0);
                for rate in rates {
                    seed += 1;
                    let under = under[seed % under.len()];
                    let case = Case {
                        rate,
                        seed: seed as u64,
                        sound: *sound,
                        under,
                        during,
                        impairment: *impairment,
                    };
                    let [all, late, wrong, last] = case.count();
                    sum = [sum[0] + all, sum[1] + late, sum[2] + wrong];
                    latest = latest.max(last);
                }
                let [all, late, wrong] = sum;
                (keys, all_wrong) = (keys + all, all_wrong + wrong);
                if late > 0 {
                    failed.push(format!(
                        "{sound:?}, {impairment:?}: of {all} keys {late} late, {wrong} wrong, the latest after {latest} ms"
                    ));
                }
            }
        }
    }
    println!("{during:?}: of {keys} keys {all_wrong} wrong");
    assert!(failed.is_empty(), "{during:?}:\n{}", failed.join("\n"));
    assert!(100 * all_wrong <= keys, "{during:?}: of {keys} keys {all_wrong} wrong");
}

#[test]
fn an_impure_key_is_reported_within_60_ms_when_a_steady_sound_stops() {
    let louder: &[f64] = &[-9.0, -6.0, -3.0, 0.0, 1.0, 2.0, 4.0, 6.0, 10.0];
    for rates in [RATES, PHASED] {
        check(
            rates,
            During::Stops,
            &[
                (&Sound::TONAL, louder),
                (&[Sound::White], &[-3.0, 0.0, 1.0, 2.0, 4.0, 6.0]),
                (&[Sound::Pink], &[0.0, 2.0, 4.0, 6.0]),
            ],
            &Impairment::ALL,
        );
    }
}

#[test]
fn an_impure_key_is_reported_within_60_ms_while_a_steady_sound_goes_on() {
    let all = [&Sound::TONAL[..], &[Sound::White, Sound::Pink]].concat();
    for rates in [RATES, PHASED] {
        check(rates, During::GoesOn, &[(&all, &[12.0, 16.0, 20.0, 30.0])], &Impairment::NEAR);
        // The sound alone makes it impure.
        check(rates, During::GoesOn, &[(&all, &[9.0, 10.0, 11.0])], &[Impairment::ALaw]);
    }
}

/// A line of impure keys that begin where noise stops, which is so many dB under them and lasts for so many ms.
fn detected_in_noise(rate: SampleRate, seed: u64, lasts: u32, under: f64, swells: bool) -> usize {
    let mut random = Random(seed + u64::from(lasts));
    let ms = |ms: u32| rate.samples_in_ms(ms);
    let mut line = vec![0_i16; ms(16 * 900)];
    let within = 10.0 * (f64::from(rate.hz()) / 8_000.0).log10();
    for (at, key) in (0..).zip(keys()) {
        let onset = ms(900 * at + 700) + random.below(ms(20));
        let before = noise(&mut random, -7.0 - under + within, ms(lasts));
        let from = onset - before.len();
        for (n, (x, y)) in line[from..].iter_mut().zip(before).enumerate() {
            // By 6 dB, ten times a second.
            let gain = if swells && n * 10 / rate.hz() as usize % 2 == 1 { 0.5 } else { 1.0 };
            *x = (f64::from(y) * gain) as i16;
        }
        let press = Press::new(&mut random, key, onset, ms(70));
        let during = noise(&mut random, -17.0 + within, press.samples);
        line[onset..].iter_mut().zip(during).for_each(|(x, y)| *x += y);
        press.lay(rate, &mut line);
    }
    detected(rate, FrameLen::Ms20, &line).len()
}

#[test]
fn a_sound_that_is_short_or_not_even_counts_against_an_impure_key() {
    for rate in SampleRate::ALL {
        // Ten lines: 160 keys.
        let detected = |lasts, swells| -> usize {
            (0..10).map(|line| detected_in_noise(rate, 1_000 * line, lasts, 0.0, swells)).sum()
        };
        assert_eq!(detected(500, false), 160, "{rate:?} steady");
        assert!(detected(240, false) <= 40, "{rate:?} as short as a vowel");
        assert!(detected(500, true) <= 40, "{rate:?} swells as a voice does");
    }
}

#[test]
fn every_simd_level_reports_the_same_over_sounds() {
    for rate in [RATES, PHASED].concat() {
        for (seed, sound) in (0..).zip(Sound::TONAL.into_iter().chain([Sound::White, Sound::Pink])) {
            let case =
                Case { rate, seed, sound, under: 0.0, during: During::Stops, impairment: Impairment::Noise };
            let (line, _) = case.line();
            let frame = frame_lens(rate).next().expect("a rate has frames").samples(rate);
            let at = |level| {
                let kernels = Kernels::for_level(level)?;
                Some(detections(&mut Receiver::new(rate), kernels, frame, &line))
            };
            let portable = at(SimdLevel::Portable);
            for level in SimdLevel::ALL {
                assert!(at(level).is_none_or(|got| Some(got) == portable), "{rate:?} {sound:?} {level:?}");
            }
        }
    }
}
