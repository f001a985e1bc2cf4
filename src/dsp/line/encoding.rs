//! Samples as a line has them, and their conversion to and from the engine's 16 bits.

use super::g711;

/// Samples that came from a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum EncodedSamples<'a> {
    /// 16-bit linear.
    S16(&'a [i16]),
    /// Floats, full scale ±1.0: rounded to the nearest, limited to 16 bits; NaN is silence.
    F32(&'a [f32]),
    /// µ-law.
    MuLaw(&'a [u8]),
    /// A-law. If all samples are of the smallest amplitude, ±8, they are silence.
    ALaw(&'a [u8]),
}

/// Space for samples that go to a line.
#[derive(Debug, PartialEq)]
pub enum EncodedBuffer<'a> {
    /// 16-bit linear.
    S16(&'a mut [i16]),
    /// Floats, full scale ±1.0.
    F32(&'a mut [f32]),
    /// µ-law.
    MuLaw(&'a mut [u8]),
    /// A-law.
    ALaw(&'a mut [u8]),
}

impl<'a> EncodedSamples<'a> {
    /// The number of samples.
    pub fn len(&self) -> usize {
        match self {
            EncodedSamples::S16(samples) => samples.len(),
            EncodedSamples::F32(samples) => samples.len(),
            EncodedSamples::MuLaw(codes) | EncodedSamples::ALaw(codes) => codes.len(),
        }
    }

    /// Returns true if there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The samples from index `at` on; none if there are not so many.
    pub fn tail(self, at: usize) -> EncodedSamples<'a> {
        match self {
            EncodedSamples::S16(samples) => EncodedSamples::S16(samples.get(at..).unwrap_or_default()),
            EncodedSamples::F32(samples) => EncodedSamples::F32(samples.get(at..).unwrap_or_default()),
            EncodedSamples::MuLaw(codes) => EncodedSamples::MuLaw(codes.get(at..).unwrap_or_default()),
            EncodedSamples::ALaw(codes) => EncodedSamples::ALaw(codes.get(at..).unwrap_or_default()),
        }
    }

    /// The sample at index `at`, decoded by itself.
    pub fn get(&self, at: usize) -> Option<i16> {
        let mut one = [0];
        (at < self.len()).then(|| {
            self.tail(at).decode(&mut one, false);
            let [sample] = one;
            sample
        })
    }

    /// Returns true if the line is idle: its samples are no zeros, and mean silence.
    pub fn is_idle(&self) -> bool {
        matches!(self, EncodedSamples::ALaw(codes) if g711::is_idle_a_law(codes))
    }

    /// Decodes as many samples as both have. `is_idle`: they are part of an idle line's, so they are zeros.
    pub fn decode(&self, to: &mut [i16], is_idle: bool) {
        match self {
            _ if is_idle => to.fill(0),
            EncodedSamples::S16(samples) => to.iter_mut().zip(*samples).for_each(|(to, from)| *to = *from),
            EncodedSamples::F32(samples) => {
                to.iter_mut().zip(*samples).for_each(|(to, from)| *to = linear(*from));
            }
            EncodedSamples::MuLaw(codes) => {
                to.iter_mut().zip(*codes).for_each(|(to, code)| *to = g711::decode_mu_law(*code));
            }
            EncodedSamples::ALaw(codes) => {
                to.iter_mut().zip(*codes).for_each(|(to, code)| *to = g711::decode_a_law(*code));
            }
        }
    }
}

impl EncodedBuffer<'_> {
    /// The number of samples that fit.
    pub fn len(&self) -> usize {
        match self {
            EncodedBuffer::S16(samples) => samples.len(),
            EncodedBuffer::F32(samples) => samples.len(),
            EncodedBuffer::MuLaw(codes) | EncodedBuffer::ALaw(codes) => codes.len(),
        }
    }

    /// Returns true if there is no space.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Encodes samples to the places from index `at` on, as many as there are.
    pub fn encode(&mut self, at: usize, from: &[i16]) {
        match self {
            EncodedBuffer::S16(to) => put(to, at, from, |sample| sample),
            EncodedBuffer::F32(to) => put(to, at, from, |sample| f32::from(sample) / 32_768.0),
            EncodedBuffer::MuLaw(to) => put(to, at, from, g711::encode_mu_law),
            EncodedBuffer::ALaw(to) => put(to, at, from, g711::encode_a_law),
        }
    }

    /// Fills it with silence.
    pub fn silence(&mut self) {
        match self {
            EncodedBuffer::S16(to) => to.fill(0),
            EncodedBuffer::F32(to) => to.fill(0.0),
            EncodedBuffer::MuLaw(to) => to.fill(g711::encode_mu_law(0)),
            EncodedBuffer::ALaw(to) => to.fill(g711::encode_a_law(0)),
        }
    }
}

fn put<T>(to: &mut [T], at: usize, from: &[i16], encode: impl Fn(i16) -> T) {
    let to = to.get_mut(at..).unwrap_or_default();
    to.iter_mut().zip(from).for_each(|(to, from)| *to = encode(*from));
}

/// A float as a 16-bit sample: rounded to the nearest, ties to even, limited; NaN is 0. The same on every machine: no
/// library function rounds.
fn linear(sample: f32) -> i16 {
    /// Floats between 2²³ and 2²⁴ are whole numbers, so adding 1.5·2²³ rounds.
    const ROUNDS: f32 = 12_582_912.0;
    // `as` makes NaN 0. A product with a power of two is exact.
    let limited = (sample * 32_768.0).clamp(-32_768.0, 32_767.0);
    ((limited + ROUNDS) - ROUNDS) as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_rounded_and_limited() {
        let cases = [
            (0.0, 0),
            (1.0, 32_767),
            (-1.0, -32_768),
            (2.0, 32_767),
            (f32::NEG_INFINITY, -32_768),
            (f32::INFINITY, 32_767),
            (f32::NAN, 0),
            (0.5 / 32_768.0, 0),
            (1.5 / 32_768.0, 2),
            (-1.5 / 32_768.0, -2),
            (-0.75 / 32_768.0, -1),
            (f32::MIN_POSITIVE / 2.0, 0),
        ];
        for (sample, expected) in cases {
            assert_eq!(linear(sample), expected, "{sample}");
        }
    }

    #[test]
    fn every_sample_survives_a_float() {
        let all: Vec<i16> = (i16::MIN..=i16::MAX).collect();
        let mut floats = vec![0.0; all.len()];
        EncodedBuffer::F32(&mut floats).encode(0, &all);
        let mut back = vec![0; all.len()];
        EncodedSamples::F32(&floats).decode(&mut back, false);
        assert_eq!(back, all);
    }

    #[test]
    fn parts_are_found() {
        let codes = [0xd5, 0xaa, 0x2a];
        let samples = EncodedSamples::ALaw(&codes);
        assert_eq!((samples.len(), samples.get(1), samples.get(3)), (3, Some(32_256), None));
        assert_eq!(samples.tail(2), EncodedSamples::ALaw(&[0x2a]));
        assert_eq!(samples.tail(4).len(), 0);
        assert!(!samples.is_idle() && EncodedSamples::ALaw(&codes[..1]).is_idle());
        assert!(!EncodedSamples::MuLaw(&[0xff]).is_idle());
        let mut space = [9_u8; 4];
        EncodedBuffer::MuLaw(&mut space).encode(2, &[0, 1, 2]);
        assert_eq!(space, [9, 9, 0xff, 0xff]);
        EncodedBuffer::ALaw(&mut space).silence();
        assert_eq!(space, [0xd5; 4]);
    }
}
