use super::*;

const RATES: [usize; 9] = [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];

/// A sine.
fn sine(rate: usize, hz: f64, amplitude: f64, count: usize) -> Vec<i16> {
    let step = std::f64::consts::TAU * hz / rate as f64;
    (0..count).map(|n| (amplitude * (step * n as f64).sin()).round() as i16).collect()
}

/// Something like a voice: pulses at a gliding pitch through two resonances, with a little noise, swelling and fading.
fn voice(rate: usize, count: usize) -> Vec<i16> {
    let mut noise = ComfortNoise::NONE;
    let (mut phase, mut state) = (0.0_f32, [0.0_f32; 4]);
    (0..count)
        .map(|n| {
            let seconds = n as f32 / rate as f32;
            phase += (110.0 + 60.0 * (seconds * 5.0).sin()) / rate as f32;
            let pulse = if phase >= 1.0 { 9_000.0 * (1.1 + (seconds * 9.0).sin()) } else { 0.0 };
            phase = phase.fract();
            let mut x = pulse + 60.0 * noise.sample();
            for (at, hz) in [600.0, 1_500.0].into_iter().enumerate() {
                let (a, b) = (state[2 * at], state[2 * at + 1]);
                let turn = (std::f32::consts::TAU * hz / rate as f32).cos();
                let radius = 1.0 - 300.0 / rate as f32;
                x = x * 600.0 / rate as f32 * 4.0 + 2.0 * radius * turn * a - radius * radius * b;
                (state[2 * at], state[2 * at + 1]) = (x, a);
            }
            x.clamp(-30_000.0, 30_000.0) as i16
        })
        .collect()
}

/// A concealer of a line without history.
fn concealer(rate: usize) -> Concealer {
    Concealer::new(rate as u32, Concealer::memory(rate as u32).map(|len| vec![0; len].into_boxed_slice()))
}

/// A concealer that heard `clip`.
fn after(rate: usize, clip: &[i16]) -> Concealer {
    let mut concealer = concealer(rate);
    clip.chunks(rate / 100).for_each(|part| concealer.pass(&mut part.to_vec()));
    concealer
}

fn level(samples: &[i16]) -> f64 {
    (samples.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>() / samples.len() as f64).sqrt()
}

fn largest_step(samples: &[i16]) -> i32 {
    samples.windows(2).map(|w| (i32::from(w[1]) - i32::from(w[0])).abs()).max().unwrap_or(0)
}

/// Plays `clip`, from which `gap` is missing, of which `known` samples behind the gap are known at its beginning.
fn with_gap(rate: usize, clip: &[i16], gap: std::ops::Range<usize>, known: usize) -> Vec<i16> {
    let mut played = clip.to_vec();
    let mut concealer = after(rate, &clip[..gap.start]);
    let next = &clip[gap.end..gap.end + known];
    let mut left = gap.len();
    for out in played[gap.clone()].chunks_mut(rate / 50) {
        concealer.conceal(out, left, next, true);
        left -= out.len();
    }
    // A gap that is too short to be bridged may be continued all the same.
    let is_short = gap.len() <= rate * 2 / 1000;
    assert!(concealer.is_fading() == (known == 0) || is_short);
    played[gap.end..].chunks_mut(rate / 50).for_each(|part| concealer.pass(part));
    played
}

#[test]
fn a_sine_continues_in_phase() {
    for rate in RATES {
        for hz in [160.0, 300.0, 1_000.0] {
            let clip = sine(rate, hz, 8_000.0, rate / 2);
            for known in [0, rate / 50] {
                let gap = rate / 5..rate / 5 + rate / 100;
                let played = with_gap(rate, &clip, gap.clone(), known);
                let error: Vec<i16> = played.iter().zip(&clip).map(|(a, b)| a.wrapping_sub(*b)).collect();
                let error = level(&error[gap.start..gap.end + rate / 100]) / level(&clip);
                assert!(error < 0.04, "{rate} Hz, {hz} Hz, {known} known: error {error}");
            }
        }
    }
}

#[test]
fn silent_by_150_ms() {
    for rate in RATES {
        // Not a multiple of anything: it ends in a loud part.
        let clip = sine(rate, 440.0, 12_000.0, rate * 3 / 10 + 17);
        for may_analyse in [true, false] {
            let mut concealer = after(rate, &clip);
            let mut gap = vec![77; rate * 3 / 10];
            let mut silent = 0;
            for out in gap.chunks_mut(rate / 100) {
                silent += concealer.conceal(out, 0, &[], may_analyse).silent;
            }
            assert!(level(&gap[..rate / 100]) > 6_000.0, "{rate} Hz");
            let quiet = &gap[rate * 15 / 100..];
            let noise = 2.5 * LOUDEST_NOISE;
            assert!(
                quiet.iter().all(|x| f64::from(*x).abs() <= noise),
                "{rate} Hz: {:?}",
                quiet.iter().max()
            );
            assert!(silent >= quiet.len() && silent <= gap.len() - rate / 10, "{rate} Hz: {silent}");
        }
    }
}

/// The level of the loudest comfort noise.
const LOUDEST_NOISE: f64 = 60.0;

#[test]
fn comfort_noise_is_like_the_line_and_digital_silence_stays() {
    for rate in RATES {
        let mut noise = ComfortNoise::NONE;
        let mut clip: Vec<i16> = (0..rate / 2).map(|_| to_sample(noise.sample() * 50.0)).collect();
        let voice = voice(rate, rate / 2);
        clip.extend(&voice);
        let mut concealer = after(rate, &clip);
        let mut pause = vec![0; rate / 2];
        pause.chunks_mut(rate / 50).for_each(|out| concealer.pause(out));
        let heard = level(&pause[rate / 10..]) / level(&clip[..rate / 2]);
        assert!((0.6..1.4).contains(&heard), "{rate} Hz: {heard}");

        let mut concealer = after(rate, &[vec![0; rate / 10], voice].concat());
        let mut gap = vec![77; rate / 5];
        concealer.conceal(&mut gap, 0, &[], true);
        assert!(gap[rate * 15 / 100..].iter().all(|x| *x == 0), "{rate} Hz");
        concealer.pause(&mut gap);
        assert!(gap.iter().all(|x| *x == 0), "{rate} Hz");
    }
}

#[test]
fn nothing_clicks_and_nothing_is_louder() {
    for rate in RATES {
        let clip = voice(rate, rate * 2);
        for start in (rate / 5..rate * 17 / 10).step_by(rate / 23) {
            for (ms, known) in [(20, 0), (20, 20), (60, 0), (60, 20), (20, 10)] {
                let gap = start..start + rate * ms / 1000;
                let played = with_gap(rate, &clip, gap.clone(), rate * known / 1000);
                let around = start - rate / 25..gap.end + rate / 25;
                let step = largest_step(&played[gap.start - 1..gap.end + rate / 100]);
                let usual = largest_step(&clip[around.clone()]);
                assert!(
                    f64::from(step) <= 1.3 * f64::from(usual) + 20.0,
                    "{rate} Hz at {start}, {ms} {known}: {step} > {usual}"
                );
                let loudest = |clip: &[i16]| clip.chunks_exact(rate / 200).map(level).fold(0.0, f64::max);
                let loud = loudest(&played[gap]) / loudest(&clip[around]);
                assert!(loud < 1.15, "{rate} Hz at {start}, {ms} {known}: {loud}");
            }
        }
    }
}

#[test]
fn the_line_passes_unchanged_and_returns_after_the_fade() {
    let clip = voice(8_000, 8_000);
    let mut concealer = after(8_000, &clip[..1_600]);
    let mut passed = clip[1_600..1_760].to_vec();
    concealer.pass(&mut passed);
    assert_eq!(passed, clip[1_600..1_760]);
    let played = with_gap(8_000, &clip, 1_600..1_760, 0);
    assert_eq!(played[..1_600], clip[..1_600]);
    assert_ne!(played[1_760..1_770], clip[1_760..1_770]);
    assert_eq!(played[1_780..], clip[1_780..]);
    let played = with_gap(8_000, &clip, 1_600..1_760, 160);
    assert_eq!(played[1_760..], clip[1_760..]);
}

#[test]
fn pieces_are_the_whole() {
    for rate in RATES {
        let clip = voice(rate, rate);
        let ms = rate / 1000;
        // A gap of 20 ms one-sided; of 60 and 90 ms two-sided.
        for (gap, known) in [(20 * ms, 0), (60 * ms, 20 * ms), (90 * ms, 25 * ms)] {
            let next = &clip[rate / 2 + gap..rate / 2 + gap + known];
            let whole = {
                let mut concealer = after(rate, &clip[..rate / 2]);
                let mut out = vec![0; gap];
                concealer.conceal(&mut out, gap, next, true);
                let mut rest = clip[rate / 2 + gap..rate / 2 + gap + 20 * ms].to_vec();
                concealer.pass(&mut rest);
                [out, rest].concat()
            };
            for piece in [1, 7, 10 * ms] {
                let mut concealer = after(rate, &clip[..rate / 2]);
                let mut pieces = vec![0; gap];
                let mut left = gap;
                for out in pieces.chunks_mut(piece) {
                    concealer.conceal(out, left, next, true);
                    left -= out.len();
                }
                pieces.extend(&clip[rate / 2 + gap..rate / 2 + gap + 20 * ms]);
                pieces[gap..].chunks_mut(piece).for_each(|part| concealer.pass(part));
                assert!(pieces == whole, "{rate} Hz, gap {gap}, pieces of {piece}");
            }
        }
    }
}

/// The bits that every machine gives.
#[test]
fn the_same_bits_everywhere() {
    // No sine of the standard library: its bits differ.
    let mut random = 1_u32;
    let mut clip = vec![0_i16; 8_000];
    for n in 2..clip.len() {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let pulse = if n % 67 == 0 { 2_000 + n as i32 * 37 % 5_000 } else { 0 };
        let x = (7 * i32::from(clip[n - 1]) - 4 * i32::from(clip[n - 2])) / 5 + pulse + (random >> 24) as i32;
        clip[n] = x.clamp(-20_000, 20_000) as i16;
    }
    let mut sum = 0_u32;
    for known in [0, 160] {
        for x in with_gap(8_000, &clip, 2_000..2_480, known) {
            sum = sum.wrapping_mul(31).wrapping_add(x as u16 as u32);
        }
    }
    assert_eq!(sum, 1_669_837_266, "if the arithmetic was changed on purpose, this is the new sum");
}

#[test]
fn anything_is_survived() {
    let mut noise = ComfortNoise::NONE;
    for rate in RATES.into_iter().chain([0, 1, 100, 4_000, 11_025, 96_000]) {
        let mut concealer = concealer(rate);
        let loud: Vec<i16> =
            (0..rate / 10 + 5).map(|n| if n / 9 % 2 == 0 { i16::MAX } else { i16::MIN }).collect();
        for round in 0..200 {
            let mut pick =
                |most: usize| ((noise.sample().clamp(-1.0, 1.0) + 1.0) * 0.5 * most as f32) as usize;
            let mut out = vec![0; pick(rate / 25 + 4)];
            let next = &loud[..pick(loud.len())];
            match pick(8) {
                0 => concealer.pass(&mut loud[..out.len().min(loud.len())].to_vec()),
                1 => concealer.begin(next),
                2 => concealer.pause(&mut out),
                3 if round % 5 == 0 => concealer.forget(),
                4 => drop(concealer.conceal(&mut out, 0, &[], false)),
                5 => drop(concealer.conceal(&mut out, 0, &[], true)),
                _ => drop(concealer.conceal(&mut out, pick(rate / 5 + 1), next, true)),
            }
        }
    }
}
