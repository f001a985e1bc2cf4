//! The receiver of keys by itself: what it has to hear and what it must not (ITU-T Q.24), at every rate.

#[path = "support/common.rs"]
mod common;
#[path = "support/line.rs"]
mod line;

use common::{Random, frame_lens};
use line::{Detected, Press, detected, detections, kernels, keys, noise};
use mixminus::dsp::dtmf::receiver::{Detection, Receiver};
use mixminus::dsp::{Kernels, SimdLevel};
use mixminus::{DtmfDigit, FrameLen, SampleRate};
use std::f64::consts::TAU;

/// A line with each key once, from 60 ms on every 150 ms and some samples, pressed as `press` changes it.
fn one_of_each(
    rate: SampleRate,
    seed: u64,
    ms: u32,
    mut press: impl FnMut(&mut Press),
) -> (Vec<i16>, Vec<Press>) {
    let mut random = Random(seed);
    let mut line = vec![0; rate.samples_in_ms(20 * (16 * 8 + 8))];
    let presses: Vec<Press> = (0..)
        .zip(keys())
        .map(|(at, key)| {
            let onset = rate.samples_in_ms(60 + 150 * at) + random.below(rate.samples_in_ms(20));
            let mut one = Press::new(&mut random, key, onset, rate.samples_in_ms(ms));
            press(&mut one);
            one.lay(rate, &mut line);
            one
        })
        .collect();
    (line, presses)
}

/// Whether `detected` is one press of each, in order; says what it is if not.
fn check_each_once(detected: &[Detected], presses: &[Press], what: &str) {
    let (detected, pressed): (Vec<DtmfDigit>, Vec<DtmfDigit>) = (
        detected.iter().map(|detected| detected.key).collect(),
        presses.iter().map(|press| press.key).collect(),
    );
    assert_eq!(detected, pressed, "{what}");
}

#[test]
fn every_key_is_reported_once_and_where_it_was() {
    for rate in SampleRate::ALL {
        for frame_len in frame_lens(rate) {
            let what = format!("{rate:?} {frame_len:?}");
            let (line, presses) = one_of_each(rate, 1, 60, |_| {});
            let detected = detected(rate, frame_len, &line);
            check_each_once(&detected, &presses, &what);
            let near = |a: i64, b: usize| a.abs_diff(b as i64) <= rate.samples_in_ms(5) as u64;
            for (detected, press) in detected.iter().zip(&presses) {
                assert!(near(detected.onset, press.onset), "{what}: {detected:?} of {press:?}");
                let end = detected.end.expect("it has ended");
                assert!(near(end, press.onset + press.samples), "{what}: {detected:?} of {press:?}");
                let late = detected.known - press.onset as i64;
                assert!(
                    late <= rate.samples_in_ms(60) as i64,
                    "{what}: known {late} samples after its onset"
                );
            }
        }
    }
}

#[test]
fn tones_up_to_one_and_a_half_percent_off_are_keys() {
    for rate in SampleRate::ALL {
        for off in [[1.5, 1.5], [-1.5, -1.5], [1.5, -1.5], [-1.5, 1.5], [1.5, 0.0], [0.0, -1.5]] {
            let (line, presses) = one_of_each(rate, 2, 50, |press| press.off = off);
            check_each_once(&detected(rate, FrameLen::Ms20, &line), &presses, &format!("{rate:?} {off:?} %"));
        }
    }
}

#[test]
fn tones_three_and_a_half_percent_off_and_more_are_none() {
    for rate in SampleRate::ALL {
        for off in [3.5, 4.0, 5.0] {
            for off in [[off, off], [-off, -off], [off, 0.0], [-off, 0.0], [0.0, off], [0.0, -off]] {
                let (line, _) = one_of_each(rate, 3, 50, |press| press.off = off);
                assert_eq!(detected(rate, FrameLen::Ms20, &line), [], "{rate:?} {off:?} %");
            }
        }
    }
}

#[test]
fn twist_from_minus_eight_to_plus_four_decibels_is_heard() {
    for rate in SampleRate::ALL {
        for twist in [4.0, -8.0] {
            let (line, presses) = one_of_each(rate, 4, 50, |press| press.dbm0[1] += twist);
            check_each_once(
                &detected(rate, FrameLen::Ms20, &line),
                &presses,
                &format!("{rate:?} {twist} dB"),
            );
        }
    }
}

#[test]
fn what_is_as_loud_as_a_line_allows_or_as_weak_as_minus_forty_is_heard_and_minus_fifty_five_is_not() {
    for rate in SampleRate::ALL {
        for dbm0 in [3.0, 0.0, -40.0] {
            let (line, presses) = one_of_each(rate, 5, 50, |press| press.dbm0 = [dbm0; 2]);
            check_each_once(
                &detected(rate, FrameLen::Ms20, &line),
                &presses,
                &format!("{rate:?} {dbm0} dBm0"),
            );
        }
        let (line, _) = one_of_each(rate, 6, 100, |press| press.dbm0 = [-55.0; 2]);
        assert_eq!(detected(rate, FrameLen::Ms20, &line), [], "{rate:?}");
    }
}

/// What is far off must be purer than what is near: a voice's partials are rarely both near and pure.
/// Noise that is so many dB under both tones of a press; they are 3 dB over one, and of the noise what lies within 4 kHz counts.
fn noise_under(rate: SampleRate, seed: u64, decibels: f64) -> Vec<i16> {
    let within = 10.0 * (f64::from(rate.hz()) / 8_000.0).log10();
    noise(&mut Random(seed), -10.0 + 3.0 - decibels + within, 1 << 20)
}

#[test]
fn the_nearer_the_tones_are_the_more_noise_they_may_be_under() {
    for rate in SampleRate::ALL {
        for (off, decibels) in
            [([0.0, 0.0], 9.0), ([0.3, -0.3], 9.0), ([1.5, -1.5], 18.0), ([-1.5, -1.5], 18.0)]
        {
            let (mut line, presses) = one_of_each(rate, 17, 60, |press| press.off = off);
            for (x, noise) in line.iter_mut().zip(noise_under(rate, 18, decibels)) {
                *x += noise;
            }
            let what = format!("{rate:?} {off:?} %, {decibels} dB");
            check_each_once(&detected(rate, FrameLen::Ms20, &line), &presses, &what);
        }
    }
}

/// What is detected of presses of 45 ms over noise that is so many dB under both tones, and so many in the 60 ms before each.
fn out_of_noise(rate: SampleRate, seed: u64, under: f64, before: f64) -> (Vec<Detected>, Vec<Press>) {
    let (mut line, presses) = one_of_each(rate, seed, 45, |_| {});
    let (louder, softer) = (noise_under(rate, seed + 1, before), noise_under(rate, seed + 2, under));
    for (n, x) in line.iter_mut().enumerate() {
        let is_before = |press: &Press| (1..=rate.samples_in_ms(60)).contains(&press.onset.wrapping_sub(n));
        *x += if presses.iter().any(is_before) { louder[n] } else { softer[n] };
    }
    (detected(rate, FrameLen::Ms20, &line), presses)
}

#[test]
fn impure_tones_have_to_rise_out_of_what_was_before_or_to_last() {
    for rate in SampleRate::ALL {
        let what = |case: &str| format!("{rate:?} {case}");
        // 8 dB of noise leave 0.86 of a window.
        let (detected, presses) = out_of_noise(rate, 20, 8.0, 8.0);
        check_each_once(&detected, &presses, &what("as before"));
        let (detected, presses) = out_of_noise(rate, 21, 8.0, 4.5);
        check_each_once(&detected, &presses, &what("risen by 4 dB"));
        let (detected, _) = out_of_noise(rate, 22, 8.0, -2.0);
        assert_eq!(detected, [], "{}", what("not risen"));
        // That much of a window is not needed of those that are pure: 40 ms are enough, for 98 of 100.
        let mut found = 0;
        for at in 0..20 {
            let (detected, presses) = out_of_noise(rate, 23 + 10 * at, 30.0, -2.0);
            let near = |onset: i64, press: &Press| {
                onset.abs_diff(press.onset as i64) <= rate.samples_in_ms(10) as u64
            };
            let is_found =
                |press: &&Press| detected.iter().any(|one| one.key == press.key && near(one.onset, press));
            let right = presses.iter().filter(is_found).count();
            assert_eq!(detected.len(), right, "{}", what("pure, and no other"));
            found += right;
        }
        assert!(found >= 314, "{}: {found} of 320", what("pure"));
    }
}

/// A vowel that is sung: partials of one pitch under three formants, whose pitch trembles by so many percent.
fn sung(rate: SampleRate, hz: f64, tremble: f64, formants: [f64; 3]) -> Vec<i16> {
    let mut turns = 0.0;
    let sample = |n: usize| {
        let t = n as f64 / f64::from(rate.hz());
        let now = hz * (1.0 + tremble / 100.0 * (TAU * 5.0 * t).sin());
        turns += now / f64::from(rate.hz());
        let partial = |at: i32| {
            let hz = f64::from(at) * now;
            let gain: f64 = [(1.0, 80.0), (0.6, 100.0), (0.6, 150.0)]
                .iter()
                .zip(formants)
                .map(|((gain, width), formant)| gain / (1.0 + ((hz - formant) / width).powi(2)))
                .sum();
            gain * (TAU * f64::from(at) * turns).sin()
        };
        (6_000.0 * (1..).take_while(|at| f64::from(*at) * now < 3_600.0).map(partial).sum::<f64>()) as i16
    };
    (0..rate.samples_in_ms(1_000)).map(sample).collect()
}

#[test]
fn partials_of_a_vowel_that_trembles_are_no_key() {
    for rate in SampleRate::ALL {
        // 3 : 7 is near 697 : 1633, 4 : 7 near 770 : 1336, 852 : 1477 and 941 : 1633, 4 : 5 near 941 : 1209.
        for [row, column, partial] in [
            [697.0, 1633.0, 3.0],
            [770.0, 1336.0, 4.0],
            [852.0, 1477.0, 4.0],
            [941.0, 1633.0, 4.0],
            [941.0, 1209.0, 4.0],
        ] {
            for tremble in [1.5, 3.0] {
                // A bright voice: a third partial as strong as the column.
                for third in [9.0, 10.0] {
                    let pitch = row / partial;
                    let vowel = sung(rate, pitch, tremble, [row, column, third * pitch]);
                    let what = format!("{rate:?} {row} {column} {tremble} {third}");
                    assert_eq!(detected(rate, FrameLen::Ms20, &vowel), [], "{what}");
                }
            }
        }
    }
}

#[test]
fn thirty_five_milliseconds_are_a_press_and_twenty_three_are_not() {
    for rate in SampleRate::ALL {
        for frame_len in frame_lens(rate) {
            for seed in 7..11 {
                let (line, presses) = one_of_each(rate, seed, 35, |_| {});
                check_each_once(
                    &detected(rate, frame_len, &line),
                    &presses,
                    &format!("{rate:?} {frame_len:?} {seed}"),
                );
                let (line, _) = one_of_each(rate, seed, 23, |_| {});
                assert_eq!(detected(rate, frame_len, &line), [], "{rate:?} {frame_len:?} {seed}");
            }
        }
    }
}

#[test]
fn a_pause_of_twenty_milliseconds_splits_and_a_gap_of_ten_does_not() {
    let mut random = Random(12);
    for rate in SampleRate::ALL {
        for frame_len in frame_lens(rate) {
            for (pause, count) in [(20, 2), (10, 1), (5, 1)] {
                for key in keys() {
                    let mut line = vec![0; rate.samples_in_ms(320)];
                    let mut onset = rate.samples_in_ms(40) + random.below(rate.samples_in_ms(20));
                    for _ in 0..2 {
                        Press::new(&mut random, key, onset, rate.samples_in_ms(60)).lay(rate, &mut line);
                        onset += rate.samples_in_ms(60 + pause);
                    }
                    let detected: Vec<DtmfDigit> =
                        detected(rate, frame_len, &line).into_iter().map(|detected| detected.key).collect();
                    assert_eq!(detected, vec![key; count], "{rate:?} {frame_len:?} {key:?}: {pause} ms");
                }
            }
        }
    }
}

/// Presses on noise, with much that is in doubt: off, short, weak, twisted.
fn doubtful(rate: SampleRate, seed: u64) -> Vec<i16> {
    let mut random = Random(seed);
    let mut line = noise(&mut random, -30.0, rate.samples_in_ms(6_000));
    for at in 0..55 {
        let key = DtmfDigit::at(random.below(4), random.below(4));
        let onset = rate.samples_in_ms(100 * at + 30) + random.below(rate.samples_in_ms(20));
        let ms = 20 + random.below(40) as u32;
        let mut press = Press::new(&mut random, key, onset, rate.samples_in_ms(ms));
        for (dbm0, off) in press.dbm0.iter_mut().zip(&mut press.off) {
            *dbm0 -= random.below(18) as f64;
            *off = random.below(60) as f64 / 10.0 - 3.0;
        }
        press.lay(rate, &mut line);
    }
    line
}

#[test]
fn every_simd_level_hears_the_same() {
    for rate in SampleRate::ALL {
        for frame_len in frame_lens(rate) {
            let frame = frame_len.samples(rate);
            let line = doubtful(rate, 13);
            let at = |level: SimdLevel| {
                let kernels = Kernels::for_level(level)?;
                Some(detections(&mut Receiver::new(rate), kernels, frame, &line))
            };
            let portable = at(SimdLevel::Portable).unwrap();
            // Not a comparison of nothing with nothing.
            let detected = portable.iter().flat_map(|detection| detection.events).flatten().count();
            let suspected = portable.iter().filter(|detection| detection.tone_from.is_some()).count();
            assert!(detected >= 20 && suspected >= 20, "{rate:?} {frame_len:?}: {detected} {suspected}");
            for level in SimdLevel::ALL {
                assert!(at(level).is_none_or(|got| got == portable), "{rate:?} {frame_len:?} {level:?}");
            }
        }
    }
}

#[test]
fn silence_tells_nothing_whether_it_is_said_to_be_silence_or_not() {
    for rate in SampleRate::ALL {
        for frame_len in frame_lens(rate) {
            let silence = vec![0; frame_len.samples(rate)];
            let mut receiver = Receiver::new(rate);
            for at in 0..200 {
                assert_eq!(
                    receiver.scan(kernels(), &silence, at % 3 == 0),
                    Detection::default(),
                    "{rate:?} {at}"
                );
            }
            // The same after a press.
            let (line, _) = one_of_each(rate, 14, 50, |_| {});
            let run = |silent: bool| {
                let mut receiver = Receiver::new(rate);
                detections(&mut receiver, kernels(), silence.len(), &line[..rate.samples_in_ms(100)]);
                (0..50).map(|_| receiver.scan(kernels(), &silence, silent)).collect::<Vec<_>>()
            };
            assert_eq!(run(true), run(false), "{rate:?} {frame_len:?}");
            assert_eq!(run(true)[20..], [Detection::default(); 30], "{rate:?} {frame_len:?}");
        }
    }
}

#[test]
fn nothing_of_the_stream_before_a_reset_is_reported_after_it() {
    for rate in SampleRate::ALL {
        for frame_len in frame_lens(rate) {
            let frame = frame_len.samples(rate);
            let (former, line) = (doubtful(rate, 15), doubtful(rate, 16));
            let line = &line[..rate.samples_in_ms(800)];
            let expected = detections(&mut Receiver::new(rate), kernels(), frame, line);
            let mut receiver = Receiver::new(rate);
            // Cut off wherever a frame ends: within a key, before it is certain, as it is let go, …
            for cut in 1..60 {
                detections(&mut receiver, kernels(), frame, &former[..cut * frame]);
                receiver.reset();
                if cut % 2 == 0 {
                    assert_eq!(detections(&mut receiver, kernels(), frame, line), expected, "{rate:?} {cut}");
                } else {
                    let silence = detections(&mut receiver, kernels(), frame, &vec![0; 10 * frame]);
                    assert_eq!(silence, [Detection::default(); 10], "{rate:?} {cut}");
                }
                receiver.reset();
            }
        }
    }
}
