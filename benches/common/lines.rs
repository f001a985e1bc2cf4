//! The audio of a hundred telephone lines for the DTMF benches: a second of each, in frames of 20 ms, the same in every
//! run, for the benches of this package and of `rivals`.
#![allow(dead_code)]

use mixminus::{DtmfDigit, SampleRate};
use std::f64::consts::TAU;
use std::path::{Path, PathBuf};

/// The rates of the tables in docs/performance.md.
pub const RATES: [SampleRate; 4] =
    [SampleRate::Hz8000, SampleRate::Hz16000, SampleRate::Hz32000, SampleRate::Hz48000];

/// How many lines.
pub const LINES: usize = 100;

/// Frames of each line.
pub const FRAMES: usize = 50;

/// A digit and the pause after it, milliseconds each.
const DIGIT_MS: u32 = 50;

/// Peak of each tone of a digit: −10 dBm0.
const DIGIT_PEAK: f64 = 7_218.0;

/// A frame with a peak below this holds no valid DTMF tone; such frames are left out of speech, because all talk.
const LEAST_PEAK: u16 = 100;

/// Where Debian's prompts are.
const PROMPTS: &str = "/usr/share/asterisk/sounds";

/// A hundred lines at one rate.
pub struct Lines {
    /// Samples a frame.
    pub samples: usize,
    /// Frames by time, then by line.
    pub frames: Vec<Vec<i16>>,
}

impl Lines {
    /// The lines of which sample `n` of line `l` is `sample(l, n)`.
    fn new(rate: SampleRate, mut sample: impl FnMut(usize, usize) -> i16) -> Lines {
        let samples = rate.samples_in_ms(20);
        let frame = |at: usize| at * samples..(at + 1) * samples;
        let mut frames = Vec::new();
        for at in 0..FRAMES {
            let places = (0..LINES).flat_map(|line| frame(at).map(move |n| (line, n)));
            frames.push(places.map(|(line, n)| sample(line, n)).collect());
        }
        Lines { samples, frames }
    }

    /// All silent.
    pub fn silence(rate: SampleRate) -> Lines {
        Lines::new(rate, |_, _| 0)
    }

    /// All send digits, 50 ms on and 50 ms off, each from another phase of that and other digits.
    pub fn digits(rate: SampleRate) -> Lines {
        const ROWS: [f64; 4] = [697.0, 770.0, 852.0, 941.0];
        const COLUMNS: [f64; 4] = [1209.0, 1336.0, 1477.0, 1633.0];
        let digit = rate.samples_in_ms(DIGIT_MS);
        Lines::new(rate, |line, n| {
            let n = n + line * 2 * digit / LINES;
            let (which, at) = (n / (2 * digit), n % (2 * digit));
            if at >= digit {
                return 0;
            }
            // Ten digits fill the second, so that it goes on where it began.
            let which = (line * 7 + which % 10 * 5) % 16;
            let key = DtmfDigit::at(which / 4, which % 4);
            let sine = |hz: f64| (TAU * hz * at as f64 / f64::from(rate.hz())).sin();
            (DIGIT_PEAK * (sine(ROWS[key.row()]) + sine(COLUMNS[key.column()]))) as i16
        })
    }

    /// All talk: a second each of `speech` (at 8 kHz), from places far apart, interpolated to the rate.
    pub fn speech(rate: SampleRate, speech: &[i16]) -> Lines {
        let ratio = (rate.hz() / SampleRate::Hz8000.hz()) as usize;
        let apart = speech.len() / LINES;
        Lines::new(rate, |line, n| {
            let at = |n: usize| i64::from(speech[(line * apart + n) % speech.len()]);
            let (before, after, part) = (at(n / ratio), at(n / ratio + 1), (n % ratio) as i64);
            ((before * (ratio as i64 - part) + after * part) / ratio as i64) as i16
        })
    }
}

/// Recorded speech at 8 kHz without its pauses, and where it is from: Debian's prompts if they are installed, else the
/// voices in `demo`.
pub fn recorded(demo: &str) -> (Vec<i16>, String) {
    let mut files = Vec::new();
    collect(Path::new(PROMPTS), &mut files);
    let mut from = format!("{} prompts in {PROMPTS}", files.len());
    if files.is_empty() {
        collect(Path::new(demo), &mut files);
        from = format!("the {} synthetic voices in demo", files.len());
    }
    let mut speech = Vec::new();
    for samples in files.iter().filter_map(|file| wav_samples(&std::fs::read(file).ok()?)) {
        let loud = |frame: &&[i16]| frame.iter().any(|x| x.unsigned_abs() >= LEAST_PEAK);
        speech.extend(samples.chunks_exact(160).filter(loud).flatten());
    }
    assert!(speech.len() >= 8_000, "no speech: {from}");
    (speech, from)
}

/// All WAV files in and below a directory, in order of their names.
fn collect(directory: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(directory) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "wav") {
            files.push(path);
        }
    }
}

/// The samples of a 16-bit mono WAV file of 8 kHz; `None` if it is none.
fn wav_samples(bytes: &[u8]) -> Option<Vec<i16>> {
    let mut rest = bytes.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WAVE")?;
    loop {
        let (head, body) = rest.split_at_checked(8)?;
        let length = u32::from_le_bytes(head[4..].try_into().ok()?) as usize;
        let body_len = length.min(body.len());
        match &head[..4] {
            // PCM, one channel, 8,000 samples a second.
            b"fmt " if body.get(..8)? != [1, 0, 1, 0, 0x40, 0x1f, 0, 0] => return None,
            b"data" => {
                let sample = |two: &[u8]| i16::from_le_bytes([two[0], two[1]]);
                return Some(body[..body_len].chunks_exact(2).map(sample).collect());
            }
            _ => rest = body.get(length + length % 2..)?,
        }
    }
}
