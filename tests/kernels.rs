//! Every SIMD level of the kernels against plain 64-bit arithmetic, bit for bit.

use mixminus::Gain;
use mixminus::dsp::LinearGain;
use mixminus::dsp::{CACHE_LINE_SAMPLES, CacheLine, FrameLevel, Kernels, SimdLevel, lines};
use proptest::prelude::*;

/// What every guard line holds before and after.
const GUARD: i16 = 0x5a5a;
const GUARD_LINE: CacheLine = CacheLine([GUARD; CACHE_LINE_SAMPLES]);

/// Samples of every frame there is: 10 and 20 ms at each rate.
const FRAMES: [usize; 10] = [80, 120, 160, 240, 320, 441, 480, 640, 882, 960];

/// The kernels of every level that this machine has.
fn levels() -> impl Iterator<Item = &'static Kernels> {
    SimdLevel::ALL.into_iter().filter_map(Kernels::for_level)
}

/// A generator of noise that is the same everywhere (Knuth's MMIX constants).
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> i16 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 48) as i16
    }

    fn samples(&mut self, count: usize) -> Vec<i16> {
        (0..count).map(|_| self.next()).collect()
    }
}

fn sat16(x: i64) -> i16 {
    if x > 32_767 {
        32_767
    } else if x < -32_768 {
        -32_768
    } else {
        x as i16
    }
}

/// Frames in whole lines with a guard line before, between and after them.
struct Frames {
    store: Vec<CacheLine>,
    frame_lines: usize,
}

impl Frames {
    fn new(count: usize, frame_lines: usize) -> Frames {
        Frames { store: vec![GUARD_LINE; count * (frame_lines + 1) + 1], frame_lines }
    }

    fn stride_lines(&self) -> usize {
        self.frame_lines + 1
    }

    fn pointer(&mut self, frame: usize) -> *mut CacheLine {
        let at = 1 + frame * self.stride_lines();
        self.store[at..].as_mut_ptr()
    }

    fn fill(&mut self, frame: usize, samples: &[i16]) {
        let at = 1 + frame * self.stride_lines();
        for (line, samples) in
            self.store[at..at + self.frame_lines].iter_mut().zip(samples.chunks(CACHE_LINE_SAMPLES))
        {
            line.0 = [0; CACHE_LINE_SAMPLES];
            line.0[..samples.len()].copy_from_slice(samples);
        }
    }

    fn samples(&self, frame: usize) -> Vec<i16> {
        let at = 1 + frame * self.stride_lines();
        let lines: Vec<_> = self.store[at..at + self.frame_lines].iter().map(|line| line.0).collect();
        lines.into_flattened()
    }

    fn guards_are_whole(&self) -> bool {
        self.store.iter().step_by(self.stride_lines()).all(|line| line.0 == GUARD_LINE.0)
    }
}

/// Mixes `inputs` (frames of one length) at every level and compares with the definition.
fn check_mix(inputs: &[Vec<i16>], samples: usize) {
    let frame_lines = lines(samples);
    let mut sums = vec![0_i64; frame_lines * CACHE_LINE_SAMPLES];
    for input in inputs {
        for (sum, x) in sums.iter_mut().zip(input) {
            *sum += i64::from(*x);
        }
    }
    let overload = sums.iter().any(|sum| i64::from(sat16(*sum)) != *sum);
    let common: Vec<i16> = sums.iter().map(|sum| sat16(*sum)).collect();
    // Once for all levels: this is most of the work.
    let expected: Vec<Vec<i16>> = inputs
        .iter()
        .map(|input| {
            let own = input.iter().map(|x| i64::from(*x)).chain(std::iter::repeat(0));
            sums.iter().zip(own).map(|(sum, x)| sat16(sum - x)).collect()
        })
        .collect();
    for kernels in levels() {
        let name = kernels.level().name();
        let mut contributions = Frames::new(inputs.len(), frame_lines);
        let mut outputs = Frames::new(inputs.len() + 1, frame_lines);
        for (i, input) in inputs.iter().enumerate() {
            contributions.fill(i, input);
        }
        let pointers: Vec<*mut CacheLine> = (0..inputs.len()).map(|i| outputs.pointer(i)).collect();
        let common_frame = outputs.pointer(inputs.len());
        let stride_lines = contributions.stride_lines();
        // SAFETY: every pointer is to a frame of frame_lines lines in its own store, at the stride of that
        // store.
        let beyond = unsafe {
            kernels.mix(
                contributions.pointer(0),
                stride_lines,
                inputs.len(),
                frame_lines,
                pointers.as_ptr(),
                common_frame,
            )
        };
        assert_eq!(beyond, overload, "{name}: overload of {} x {samples}", inputs.len());
        assert_eq!(outputs.samples(inputs.len()), common, "{name}: common of {} x {samples}", inputs.len());
        for (i, expected) in expected.iter().enumerate() {
            assert_eq!(&outputs.samples(i), expected, "{name}: output {i} of {} x {samples}", inputs.len());
        }
        assert!(outputs.guards_are_whole() && contributions.guards_are_whole(), "{name}: guard lines");
    }
}

/// The counts around every limit of the arithmetic: none, one, a pair, blocks of 256, the largest rooms.
const COUNTS: [usize; 12] = [0, 1, 2, 3, 100, 255, 256, 257, 300, 512, 1023, 1024];

#[test]
fn mix_of_noise_is_the_sum_of_the_others() {
    let mut noise = Noise(1);
    for count in COUNTS {
        for samples in FRAMES {
            let inputs: Vec<_> = (0..count).map(|_| noise.samples(samples)).collect();
            check_mix(&inputs, samples);
        }
    }
}

#[test]
fn mix_of_extremes_is_the_sum_of_the_others() {
    type Sample = fn(usize, usize) -> i16;
    let signals: [Sample; 7] = [
        |_, _| i16::MIN,
        |_, _| i16::MAX,
        |_, at| if at % 2 == 0 { i16::MIN } else { i16::MAX },
        |stream, _| if stream % 2 == 0 { i16::MIN } else { i16::MAX },
        |_, _| 255,
        |_, _| -1,
        |stream, at| if stream == 0 { i16::MAX } else { -((at % 2) as i16) },
    ];
    for count in COUNTS.into_iter().chain([4095, 4096]) {
        for signal in signals {
            for samples in [80, 160] {
                let inputs: Vec<_> =
                    (0..count).map(|stream| (0..samples).map(|at| signal(stream, at)).collect()).collect();
                check_mix(&inputs, samples);
            }
        }
    }
}

#[test]
fn overload_is_reported_for_a_single_sample_and_not_for_full_scale() {
    let mut inputs = vec![vec![0_i16; 960]; 3];
    for at in [0, 31, 32, 511, 928, 959] {
        for (a, b, beyond) in
            [(32_767, 0, false), (32_767, 1, true), (-32_768, 0, false), (-32_767, -2, true)]
        {
            (inputs[0][at], inputs[2][at]) = (a, b);
            assert_eq!(i64::from(sat16(i64::from(a) + i64::from(b))) != i64::from(a) + i64::from(b), beyond);
            check_mix(&inputs, 960);
        }
        (inputs[0][at], inputs[2][at]) = (0, 0);
    }
}

/// The definition of conditioning: the samples padded with zeros, and their level.
fn conditioned(src: &[i16], gain: LinearGain) -> (Vec<i16>, FrameLevel) {
    let (mantissa, shift) = (i64::from(gain.mantissa()), gain.shift());
    let mut out: Vec<i16> =
        src.iter().map(|x| sat16((i64::from(*x) * mantissa + (1 << (shift - 1))) >> shift)).collect();
    let mut level = FrameLevel::default();
    for x in &out {
        level.sum_squares += (i64::from(*x) * i64::from(*x)) as u64;
        level.peak = level.peak.max(i32::from(*x).unsigned_abs());
    }
    out.resize(lines(src.len()) * CACHE_LINE_SAMPLES, 0);
    (out, level)
}

/// Conditions `src` at every level, from an odd address and in place, and compares with the definition.
fn check_condition(src: &[i16], gain: LinearGain) {
    let samples = src.len();
    let (expected, level) = conditioned(src, gain);
    for kernels in levels() {
        let name = kernels.level().name();
        for skew in [0, 1, 7, 16] {
            let mut from = vec![GUARD; skew];
            from.extend_from_slice(src);
            let mut frame = Frames::new(1, lines(samples));
            // SAFETY: src has `samples` samples after the skew, the frame lines(samples) lines.
            let got = unsafe { kernels.condition(from[skew..].as_ptr(), frame.pointer(0), samples, gain) };
            assert_eq!(frame.samples(0), expected, "{name}: {samples} at {gain:?}");
            assert_eq!(got, level, "{name}: {samples} at {gain:?}");
            assert!(frame.guards_are_whole(), "{name}: guard lines");
        }
        let mut frame = Frames::new(1, lines(samples));
        frame.fill(0, src);
        let at = frame.pointer(0);
        // SAFETY: the frame holds the samples, and is its own destination.
        let got = unsafe { kernels.condition(at.cast(), at, samples, gain) };
        assert_eq!(
            (frame.samples(0), got),
            (expected.clone(), level),
            "{name}: {samples} in place at {gain:?}"
        );
        assert!(frame.guards_are_whole(), "{name}: guard lines");
        let mut safe = vec![CacheLine([GUARD; CACHE_LINE_SAMPLES]); lines(samples) + 1];
        assert_eq!(kernels.condition_from(src, &mut safe, gain), level, "{name}: {samples} at {gain:?}");
        let flat = |lines: &[CacheLine]| lines.iter().flat_map(|line| line.0).collect::<Vec<i16>>();
        let (guard, frame) = safe.split_last_mut().unwrap();
        assert_eq!((flat(frame), guard.0), (expected.clone(), [GUARD; CACHE_LINE_SAMPLES]), "{name}");
        frame.iter_mut().flat_map(|line| &mut line.0).zip(src).for_each(|(y, x)| *y = *x);
        assert_eq!(kernels.condition_in_place(frame, samples, gain), level, "{name}: {samples} at {gain:?}");
        assert_eq!((flat(frame), guard.0), (expected.clone(), [GUARD; CACHE_LINE_SAMPLES]), "{name}");
    }
}

/// Gains at and next to the ends, around unity, and silence.
fn gains() -> Vec<LinearGain> {
    let mut gains = vec![LinearGain::UNITY, LinearGain::ZERO];
    gains.extend([-60_000, -59_999, -6_021, -6_020, -1, 1, 6_020, 6_021, 23_999, 24_000].map(gain));
    gains
}

fn gain(mdb: i32) -> LinearGain {
    Gain::from_mdb(mdb).unwrap().into()
}

#[test]
fn condition_follows_its_definition_at_every_length_and_gain() {
    let mut noise = Noise(2);
    for samples in FRAMES.into_iter().chain([0, 1, 15, 31, 32, 33, 79, 81]) {
        for gain in gains() {
            check_condition(&noise.samples(samples), gain);
            check_condition(&vec![i16::MIN; samples], gain);
            check_condition(&vec![i16::MAX; samples], gain);
        }
    }
}

#[test]
fn level_is_exact_at_full_scale_and_zero_in_silence() {
    let full = vec![i16::MIN; 960];
    assert_eq!(conditioned(&full, LinearGain::UNITY).1, FrameLevel { sum_squares: 960 << 30, peak: 32_768 });
    check_condition(&full, LinearGain::UNITY);
    assert_eq!(conditioned(&[0; 960], LinearGain::UNITY).1, FrameLevel::default());
    check_condition(&[0; 960], LinearGain::UNITY);
    check_condition(&[-1; 960], LinearGain::UNITY);
}

#[test]
fn a_peak_is_found_wherever_it_stands() {
    for at in 0..96 {
        for peak in [1, -1, 300, -300, i16::MAX, -i16::MAX, i16::MIN] {
            let mut frame = [0_i16; 96];
            frame[at] = peak;
            assert_eq!(conditioned(&frame, LinearGain::UNITY).1.peak, i32::from(peak).unsigned_abs());
            check_condition(&frame, LinearGain::UNITY);
        }
    }
}

#[test]
fn missing_levels_have_no_kernels() {
    for level in SimdLevel::ALL {
        match Kernels::for_level(level) {
            Some(kernels) => {
                assert_eq!(kernels.level(), level);
                eprintln!("tested at {}", level.name());
            }
            None => eprintln!("NOT RUN: {} (this machine does not have it)", level.name()),
        }
        assert_eq!(Kernels::for_level(level).is_some(), level.is_supported());
    }
}

/// The tones of the keypad (ITU-T Q.23), hertz.
const TONE_HZ: [usize; 8] = [697, 770, 852, 941, 1209, 1336, 1477, 1633];

/// Samples of a hop at 8 kHz.
const HOP: usize = 20;

/// What the place after the last hop holds before and after.
const GUARD_TONES: [i32; 16] = [0x5a5a_5a5a; 16];

/// cos and −sin of a tone at a sample of a hop.
fn factors(tone: usize, at: usize) -> [f64; 2] {
    let angle = std::f64::consts::TAU * (TONE_HZ[tone] * at) as f64 / 8_000.0;
    [angle.cos(), -angle.sin()]
}

/// Correlates `hops` hops of `src` from an address that is `skew` samples off.
fn correlated(kernels: &Kernels, src: &[i16], hops: usize, skew: usize) -> Vec<[i32; 16]> {
    let mut from = vec![GUARD; skew];
    from.extend_from_slice(&src[..hops * HOP]);
    let mut out = vec![GUARD_TONES; hops + 1];
    kernels.correlate(from[skew..].as_chunks().0, &mut out);
    assert_eq!(out.pop(), Some(GUARD_TONES), "{}: beyond {hops} hops", kernels.level().name());
    out
}

/// Correlates whole hops at every level, and compares with the portable level bit for bit, and with sines by floating
/// point to what rounding every factor to 1/2048 may make of it.
fn check_correlate(src: &[i16]) {
    let hops = src.len() / HOP;
    let portable = Kernels::for_level(SimdLevel::Portable).unwrap();
    let expected = correlated(portable, src, hops, 0);
    for (hop, (got, samples)) in expected.iter().zip(src.chunks_exact(HOP)).enumerate() {
        let bound = 0.5 * samples.iter().map(|x| f64::from(*x).abs()).sum::<f64>() + 1e-3;
        for (tone, hz) in TONE_HZ.iter().enumerate() {
            let mut exact = [0.0, 0.0];
            for (at, x) in samples.iter().enumerate() {
                for (sum, factor) in exact.iter_mut().zip(factors(tone, at)) {
                    *sum += 2048.0 * factor * f64::from(*x);
                }
            }
            for (part, exact) in exact.into_iter().enumerate() {
                let got = f64::from(got[8 * part + tone]);
                assert!((got - exact).abs() <= bound, "hop {hop}, {hz} Hz, part {part}: {got}, not {exact}");
            }
        }
    }
    for kernels in levels() {
        for skew in [0, 1, 3, 7, 16] {
            let got = correlated(kernels, src, hops, skew);
            assert_eq!(got, expected, "{} from {skew}", kernels.level().name());
        }
    }
}

#[test]
fn correlations_hold_at_the_ends_of_the_range() {
    let mut noise = Noise(3);
    for hops in 0..=8 {
        check_correlate(&noise.samples(hops * HOP));
        for constant in [i16::MIN, i16::MAX, -1, 0, 1] {
            check_correlate(&vec![constant; hops * HOP]);
        }
    }
    // The greatest sums there are: full scale with the sign of a factor, and against it.
    for tone in 0..TONE_HZ.len() {
        for part in [0, 1] {
            for along in [1.0, -1.0] {
                let sign =
                    |at: usize| if factors(tone, at)[part] * along < 0.0 { i16::MIN } else { i16::MAX };
                check_correlate(&(0..2 * HOP).map(|at| sign(at % HOP)).collect::<Vec<_>>());
            }
        }
    }
}

/// Samples that meet the limits of 16 and of 8 bits more often than chance would.
fn sample() -> impl Strategy<Value = i16> {
    prop_oneof![
        any::<i16>(),
        prop::sample::select(vec![i16::MIN, -32_767, -257, -256, -255, -1, 0, 1, 255, 256, i16::MAX])
    ]
}

proptest! {
    #[test]
    fn any_room_is_mixed_exactly(
        count in 0_usize..20,
        frame in prop::sample::select(FRAMES.to_vec()),
        pool in prop::collection::vec(sample(), 4096),
        quiet in 0_u32..12,
    ) {
        // Streams are windows of the pool at steps that share no factor with it; `quiet` keeps some rooms
        // below overload.
        let inputs: Vec<Vec<i16>> = (0..count)
            .map(|stream| (0..frame).map(|at| pool[(stream * 977 + at) % pool.len()] >> quiet).collect())
            .collect();
        check_mix(&inputs, frame);
    }

    #[test]
    fn any_frame_is_conditioned_exactly(
        src in prop::collection::vec(sample(), 0..=960),
        mdb in -60_000_i32..=24_000,
    ) {
        check_condition(&src, gain(mdb));
    }

    #[test]
    fn any_hops_are_correlated_alike(hops in 0_usize..=8, pool in prop::collection::vec(sample(), 8 * HOP)) {
        check_correlate(&pool[..hops * HOP]);
    }
}
