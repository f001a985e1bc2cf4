//! How the samples of a prompt are stored: at each of the engine's rates, for playing once and for playing as a loop.
//!
//! At its own rate both are the same samples. After resampling they differ: played once, a prompt begins and ends
//! in silence, which the filter smears over some milliseconds; looped, the end of a period runs into the beginning of
//! the next. Both share all samples except those around the seam.
//!
//! A period is seldom a whole number of samples at another rate. The difference, at most half a sample, is spread
//! over [`STRETCH`] samples before the seam; their pitch changes by up to 0.013 %. If a prompt is too short for that,
//! several periods are stored: as many as make a whole number of samples, or else come within 0.005 % of one.

use super::resample::{Resampler, reach, resampled_len};
use crate::control::os::fallible::{collected, list};
use crate::error::Result;
use crate::rt::state::stored_sound::{Form, StoredSound};
use crate::units::SampleRate;

/// Samples before the seam over which a period is stretched or shortened to a whole number of samples.
const STRETCH: u64 = 4096;

/// The most samples of several periods that make exactly a whole number of samples.
const MOST_EXACT: u64 = 32_768;

/// The most samples of several periods that nearly make one.
const MOST_NEAR: u64 = 16_384;

/// A sound of samples that are at its rate already.
pub fn plain(data: Vec<i16>) -> StoredSound {
    let once = data.len() as u64;
    StoredSound::new(data.into(), once, Form::Plain)
}

/// How a prompt will be stored, which follows from its length and rate.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    samples: u64,
    from_hz: u32,
    to_hz: u32,
    once: u64,
    form: Form,
}

impl Layout {
    /// For `samples` samples, one … an hour of them, from their rate to the engine's.
    pub fn new(samples: u64, from_hz: u32, to_hz: u32) -> Layout {
        let once = resampled_len(samples, from_hz, to_hz);
        Layout { samples, from_hz, to_hz, once, form: form(samples, from_hz, to_hz) }
    }

    /// Bytes of all stored samples.
    pub fn bytes(&self) -> u64 {
        let more = match self.form {
            Form::Plain => 0,
            Form::Seam { tail, head, .. } => tail + head,
            Form::Periods { samples, .. } => samples,
        };
        (self.once + more) * size_of::<i16>() as u64
    }

    /// Resamples. `OutOfMemory` if the system refuses the memory.
    pub fn fill(&self, samples: &[i16]) -> Result<StoredSound> {
        let Layout { once, form, .. } = *self;
        let mut data = list((self.bytes() / 2) as usize)?;
        if form == Form::Plain {
            data.extend_from_slice(samples);
            return Ok(plain(data));
        }
        let (from, to) = (u64::from(self.from_hz), u64::from(self.to_hz));
        let resampler = Resampler::new(self.from_hz, self.to_hz)?;
        let once_at = |n: u64| resampler.once(samples, n * from, to);
        match form {
            Form::Plain => {}
            Form::Seam { cut, tail, head } => {
                data.extend((0..cut).map(once_at));
                // From the cut to the end of the period, in equal steps.
                let step = self.samples * to - cut * from;
                let before = |n: u64| resampler.periodic(samples, cut * from * tail + n * step, to * tail);
                data.extend((0..tail).map(before));
                data.extend((0..head).map(|n| resampler.periodic(samples, n * from, to)));
                data.extend((cut..once).map(once_at));
            }
            Form::Periods { periods, samples: cycle } => {
                data.extend((0..once).map(once_at));
                let at = |n: u64| resampler.periodic(samples, n * periods * self.samples, cycle);
                data.extend((0..cycle).map(at));
            }
        }
        Ok(StoredSound::new(data.into(), once, form))
    }
}

/// How a prompt will be stored at each rate of the engine.
#[derive(Clone, Debug)]
pub struct Layouts(Vec<Layout>);

impl Layouts {
    /// For `samples` samples, one … an hour of them, from their rate to those of the engine.
    pub fn new(samples: u64, from_hz: u32, rates: impl Iterator<Item = SampleRate>) -> Layouts {
        Layouts(rates.map(|rate| Layout::new(samples, from_hz, rate.hz())).collect())
    }

    /// Bytes of all stored samples.
    pub fn bytes(&self) -> u64 {
        self.0.iter().map(Layout::bytes).sum()
    }

    /// Resamples. `OutOfMemory` if the system refuses the memory.
    pub fn fill(&self, samples: &[i16]) -> Result<Box<[StoredSound]>> {
        collected(self.0.len(), |at| self.0[at].fill(samples))
    }
}

fn form(samples: u64, from_hz: u32, to_hz: u32) -> Form {
    if from_hz == to_hz {
        return Form::Plain;
    }
    let (from, to) = (u64::from(from_hz), u64::from(to_hz));
    // A period is `count` / `from` samples of the rate of the engine.
    let count = samples * to;
    let whole = (2 * count + from) / (2 * from);
    // Further from the seam than this, the samples are the same with and without it.
    let head = (reach(from_hz, to_hz) * to).div_ceil(from) + 1;
    let tail = if count.is_multiple_of(from) { head } else { head.max(STRETCH) };
    if whole >= tail + 2 * head {
        return Form::Seam { cut: whole - tail, tail, head };
    }
    let exact = from / gcd(count, from);
    if exact * count / from <= MOST_EXACT {
        return Form::Periods { periods: exact, samples: exact * count / from };
    }
    // How far `periods` periods are from a whole number of samples, relative to their length.
    let miss = |periods: u64| {
        let rest = periods * count % from;
        rest.min(from - rest) as f64 / (periods * count) as f64
    };
    let most = (MOST_NEAR * from / count).max(1);
    let periods = (1..=most).min_by(|a, b| miss(*a).total_cmp(&miss(*b))).unwrap_or(1);
    Form::Periods { periods, samples: (2 * periods * count + from) / (2 * from) }
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dsp::tone::sine::sin_turns;

    const RATES: [u32; 7] = [1_000, 8_000, 11_025, 44_100, 44_099, 48_000, 192_000];

    /// Layouts of every form, from one sample to some seconds.
    fn layouts() -> impl Iterator<Item = Layout> {
        let lengths = [1, 2, 3, 7, 50, 441, 1_000, 4_999, 10_007, 44_100, 100_003];
        let pairs = RATES.into_iter().flat_map(|from| SampleRate::ALL.map(|to| (from, to.hz())));
        pairs.flat_map(move |(from, to)| lengths.map(|samples| Layout::new(samples, from, to)))
    }

    /// Layouts that are resampled quickly.
    fn short() -> impl Iterator<Item = Layout> {
        layouts().filter(|layout| layout.bytes() < 20_000)
    }

    #[test]
    fn a_loop_is_in_its_place_within_a_ten_thousandth() {
        for layout in layouts() {
            let Layout { samples, from_hz, to_hz, .. } = layout;
            let exact = samples as f64 * f64::from(to_hz) / f64::from(from_hz);
            let pitch = match layout.form {
                Form::Plain => 0.0,
                Form::Seam { cut, tail, .. } => ((cut + tail) as f64 - exact) / tail as f64,
                Form::Periods { periods, samples } => samples as f64 / periods as f64 / exact - 1.0,
            };
            assert!(pitch.abs() < 1.3e-4, "{layout:?}: {pitch}");
            if matches!(layout.form, Form::Periods { .. }) {
                assert!(pitch.abs() < 5e-5, "{layout:?}: {pitch}");
            }
        }
    }

    #[test]
    fn what_is_kept_is_as_much_as_was_said_and_little_more_than_once() {
        for layout in short() {
            let stored = layout.fill(&vec![1_000; layout.samples as usize]).unwrap();
            assert_eq!(size_of_val(stored.data()) as u64, layout.bytes(), "{layout:?}");
            assert_eq!(stored.samples(), resampled_len(layout.samples, layout.from_hz, layout.to_hz));
            assert!(layout.bytes() <= 2 * stored.samples() + (1 << 16), "{layout:?}");
        }
    }

    #[test]
    fn played_once_it_is_what_it_was() {
        for layout in short() {
            let turns = |n: u64| 20_000.0 * sin_turns((n * n % 997) as f64 / 997.0);
            let samples: Vec<i16> = (0..layout.samples).map(|n| turns(n) as i16).collect();
            let stored = layout.fill(&samples).unwrap();
            let (track, total) = stored.track(1);
            let mut once = stored.data()[track.start as usize..track.to as usize].to_vec();
            if track.from > track.to {
                once.extend(&stored.data()[track.from as usize..]);
            }
            assert_eq!(once.len() as u64, total);
            assert!(once == crate::resample(&samples, layout.from_hz, layout.to_hz).unwrap(), "{layout:?}");
        }
    }
}
