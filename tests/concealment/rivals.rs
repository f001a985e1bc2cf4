//! Plays clips with losses: `rivals METHOD AHEAD` reads clips from the standard input and writes what is played.
//! A clip is two `u32` (samples, frames), the samples as `i16`, and one byte a frame of 20 ms: 1 if it is lost.
//! AHEAD is how many frames are known when a frame is played. `rivals time RATE` measures.

mod appendix_i;
#[allow(dead_code)]
#[path = "../../src/dsp/line/conceal/mod.rs"]
mod conceal;

use conceal::Concealer;
use std::io::{Read, Write};
use std::time::Instant;

const FRAME: usize = 160;

/// A concealer of a line without history.
fn concealer(rate_hz: u32) -> Concealer {
    Concealer::new(rate_hz, Concealer::memory(rate_hz).map(|len| vec![0; len].into_boxed_slice()))
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let number = arguments.get(2).map_or(0, |text| text.parse().expect("a number"));
    let method = arguments.get(1).map_or("", |text| text);
    if method == "time" {
        return time(number);
    }
    let mut input = Vec::new();
    std::io::stdin().read_to_end(&mut input).expect("clips");
    let mut input = input.as_slice();
    let mut output = Vec::new();
    while !input.is_empty() {
        let mut part = |bytes: usize| input.split_off(..bytes).expect("a whole clip");
        let mut count = || u32::from_le_bytes(part(4).try_into().expect("four bytes")) as usize;
        let (samples, frames) = (count(), count());
        let clip: Vec<i16> = part(2 * samples).chunks(2).map(|x| i16::from_le_bytes([x[0], x[1]])).collect();
        let lost: Vec<bool> = part(frames).iter().map(|x| *x != 0).collect();
        let played = match method {
            "silence" => simple(&clip, &lost, false),
            "repeat" => simple(&clip, &lost, true),
            "appendix-i" => yardstick(&clip, &lost),
            "ours" => ours(&clip, &lost, number),
            _ => panic!("silence, repeat, appendix-i or ours"),
        };
        output.extend(played.iter().flat_map(|x| x.to_le_bytes()));
    }
    std::io::stdout().write_all(&output).expect("written");
}

fn simple(clip: &[i16], lost: &[bool], repeat: bool) -> Vec<i16> {
    let mut played = Vec::new();
    for (frame, lost) in clip.chunks(FRAME).zip(lost) {
        match (lost, repeat && played.len() >= FRAME) {
            (false, _) => played.extend(frame),
            (true, true) => played.extend_from_within(played.len() - FRAME..),
            (true, false) => played.extend([0; FRAME]),
        }
    }
    played
}

fn yardstick(clip: &[i16], lost: &[bool]) -> Vec<i16> {
    let mut plc = appendix_i::AppendixI::new();
    let mut played = Vec::new();
    for (frame, lost) in clip.chunks(FRAME).zip(lost) {
        for half in frame.chunks(FRAME / 2) {
            played.extend(if *lost { plc.bad() } else { plc.good(half) });
        }
    }
    // What is measured is the sound, not the delay.
    played.extend(plc.good(&[0; FRAME / 2]));
    played[30..30 + clip.len()].to_vec()
}

fn ours(clip: &[i16], lost: &[bool], ahead: usize) -> Vec<i16> {
    let mut concealer = concealer(8000);
    let mut played = clip.to_vec();
    for (at, out) in played.chunks_mut(FRAME).enumerate() {
        if !lost[at] {
            concealer.pass(out);
            continue;
        }
        // The first frame that is known, and as many as follow it without a loss.
        let known = &lost[at..lost.len().min(at + 1 + ahead)];
        let gap = known.iter().position(|lost| !lost);
        let (gap, next) = gap.map_or((0, 0..0), |gap| {
            let frames = known[gap..].iter().take_while(|lost| !**lost).count();
            (gap * FRAME, (at + gap) * FRAME..(at + gap + frames) * FRAME)
        });
        concealer.conceal(out, gap, &clip[next], true);
    }
    played
}

/// Nanoseconds of each call, the least of many.
fn time(rate: usize) {
    let frame = rate / 50;
    // A voice: a pulse train at 120 Hz through two resonances, with noise.
    let mut voice = vec![0.0_f32; frame * 50];
    let mut random = 1_u32;
    for n in 2..voice.len() {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = (random >> 16) as f32 / 65_536.0 - 0.5;
        let pulse = if n % (rate / 120) == 0 { 4_000.0 } else { 0.0 };
        voice[n] = 1.6 * voice[n - 1] - 0.85 * voice[n - 2] + pulse + 100.0 * noise;
    }
    let voice: Vec<i16> = voice.iter().map(|x| *x as i16).collect();
    let next = &voice[frame * 5..frame * 6 + frame / 4];
    let least = |name: &str, before: &mut dyn FnMut(&mut Concealer), call: &mut dyn FnMut(&mut Concealer)| {
        let mut best = u128::MAX;
        let mut concealer = concealer(rate as u32);
        for _ in 0..20_000 {
            concealer.forget();
            concealer.begin(&voice[..frame * 4]);
            before(&mut concealer);
            let from = Instant::now();
            call(&mut concealer);
            best = best.min(from.elapsed().as_nanos());
            std::hint::black_box(&concealer);
        }
        println!("{rate} Hz, {name}: {best} ns");
    };
    let lose = |c: &mut Concealer, gap, next: &[i16], may_analyse| {
        let mut out = [0; 960];
        std::hint::black_box(c.conceal(&mut out[..frame], gap, next, may_analyse));
        std::hint::black_box(&out);
    };
    let mut nothing = |_: &mut Concealer| {};
    let mut one = |c: &mut Concealer| lose(c, 0, &[], true);
    least("first lost, one-sided", &mut nothing, &mut |c| lose(c, 0, &[], true));
    least("first lost, two-sided", &mut nothing, &mut |c| lose(c, frame, next, true));
    least("first lost, 60 ms two-sided", &mut nothing, &mut |c| lose(c, 3 * frame, next, true));
    least("first lost, no analysis", &mut nothing, &mut |c| lose(c, 0, &[], false));
    least("second lost, one-sided", &mut one, &mut |c| lose(c, 0, &[], true));
    least("second lost, now two-sided", &mut one, &mut |c| lose(c, frame, next, true));
    let mut out = voice[frame * 5..frame * 6].to_vec();
    least("return after one-sided", &mut one, &mut |c| c.pass(&mut out));
    least("pass", &mut nothing, &mut |c| c.pass(&mut out));
    least("pause", &mut nothing, &mut |c| c.pause(&mut out));
}
