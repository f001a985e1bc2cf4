//! A second implementation of the contract's arithmetic: fades, sums, limits.

/// 0 dB in the fixed point of ramps.
const UNITY: i64 = 1 << 25;

/// A sample at a gain.
fn scaled(x: i16, gain: i64) -> i16 {
    ((i64::from(x) * gain + UNITY / 2) >> 25).clamp(-32_768, 32_767) as i16
}

/// Fades in within `ramp` samples.
pub fn fade_in(frame: &mut [i16], ramp: usize) {
    for (x, step) in frame.iter_mut().zip(1..ramp as i64) {
        *x = scaled(*x, UNITY * step / ramp as i64);
    }
}

/// Fades out within `ramp` samples.
pub fn fade_out(frame: &mut [i16], ramp: usize) {
    for (x, step) in frame.iter_mut().zip(1..) {
        *x = scaled(*x, (UNITY - UNITY * step / ramp as i64).max(0));
    }
}

/// Adds the decay of `last`, within `length` samples, to a frame.
pub fn lay_decay(frame: &mut [i16], last: i16, length: usize) {
    for (x, left) in frame.iter_mut().zip((0..length as i32).rev()) {
        *x = x.saturating_add((i32::from(last) * left / length as i32) as i16);
    }
}

/// Adds `sound` to a frame, saturating.
pub fn lay(frame: &mut [i16], sound: &[i16]) {
    frame.iter_mut().zip(sound).for_each(|(x, y)| *x = x.saturating_add(*y));
}

/// Adds a contribution to a sum.
pub fn add(sum: &mut [i32], contribution: &[i16]) {
    sum.iter_mut().zip(contribution).for_each(|(sum, x)| *sum += i32::from(*x));
}

/// The output of a contributor: the sum without its own contribution, limited.
pub fn without(sum: &[i32], own: &[i16], output: &mut [i16]) {
    for ((output, sum), own) in output.iter_mut().zip(sum).zip(own) {
        *output = (sum - i32::from(*own)).clamp(-32_768, 32_767) as i16;
    }
}

/// The common output: the sum of all, limited.
pub fn limited(sum: &[i32], output: &mut [i16]) {
    output.iter_mut().zip(sum).for_each(|(output, sum)| *output = (*sum).clamp(-32_768, 32_767) as i16);
}

/// A hash of samples and numbers in their order: two runs that agree in it agree in all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hash(pub u64);

impl Hash {
    /// The hash of nothing.
    pub const START: Hash = Hash(0xcbf2_9ce4_8422_2325);

    /// Adds a number.
    pub fn number(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(23) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    /// Adds samples.
    pub fn samples(&mut self, samples: &[i16]) {
        let (fours, rest) = samples.as_chunks::<4>();
        for &[a, b, c, d] in fours {
            let bits = |x: i16| u64::from(x as u16);
            self.number(bits(a) | bits(b) << 16 | bits(c) << 32 | bits(d) << 48);
        }
        rest.iter().for_each(|x| self.number(*x as u64));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fades_go_from_silence_to_the_sample_and_back() {
        let mut frame = [i16::MAX; 8];
        fade_in(&mut frame, 4);
        assert_eq!(frame, [8192, 16384, 24575, 32767, 32767, 32767, 32767, 32767]);
        fade_out(&mut frame, 4);
        assert_eq!(frame, [6144, 8192, 6144, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn what_one_hears_is_limited_only_at_the_end() {
        let mut sum = [0; 2];
        [[30_000, -30_000], [30_000, -30_000], [-20_000, 1]].iter().for_each(|said| add(&mut sum, said));
        let mut heard = [0; 2];
        without(&sum, &[30_000, -30_000], &mut heard);
        assert_eq!(heard, [10_000, -29_999]);
        limited(&sum, &mut heard);
        assert_eq!(heard, [i16::MAX, i16::MIN]);
        lay_decay(&mut heard, 100, 2);
        assert_eq!(heard, [i16::MAX, i16::MIN]);
        lay_decay(&mut heard, -100, 2);
        assert_eq!(heard, [i16::MAX - 50, i16::MIN]);
    }

    #[test]
    fn a_hash_knows_order_and_every_bit() {
        let of = |samples: &[i16]| {
            let mut hash = Hash::START;
            hash.samples(samples);
            hash
        };
        let whole = [1, 2, 3, 4, 5, 6];
        for at in 0..whole.len() {
            let mut other = whole;
            other[at] ^= 1;
            assert_ne!(of(&whole), of(&other));
        }
        assert_ne!(of(&[1, 2, 3, 4, 0, 0, 0, 0]), of(&[0, 0, 0, 0, 1, 2, 3, 4]));
    }
}
