//! Sums of products in a fixed order, so that every machine and every SIMD level gives the same bits.

/// Partial sums of a dot product: enough for the widest registers that a compiler may choose.
const LANES: usize = 8;

/// The sum of `a[n]`·`b[n]` over as many samples as both hold: lane n mod 8 first, then the lanes.
#[inline]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let count = a.len().min(b.len());
    let (a, a_rest) = a.get(..count).unwrap_or_default().as_chunks::<LANES>();
    let (b, b_rest) = b.get(..count).unwrap_or_default().as_chunks::<LANES>();
    let mut lanes = [0.0_f32; LANES];
    for (a, b) in a.iter().zip(b) {
        for (lane, (a, b)) in lanes.iter_mut().zip(a.iter().zip(b)) {
            *lane += a * b;
        }
    }
    for (lane, (a, b)) in lanes.iter_mut().zip(a_rest.iter().zip(b_rest)) {
        *lane += a * b;
    }
    let [a, b, c, d, e, f, g, h] = lanes;
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}

/// The sum of the squares.
#[inline]
pub fn energy(samples: &[f32]) -> f32 {
    dot(samples, samples)
}

/// The last `count` samples, or all if there are fewer.
#[inline]
pub fn last<T>(samples: &[T], count: usize) -> &[T] {
    samples.get(samples.len().saturating_sub(count)..).unwrap_or_default()
}

/// The first `count` samples, or all if there are fewer.
#[inline]
pub fn first<T>(samples: &[T], count: usize) -> &[T] {
    samples.get(..count).unwrap_or(samples)
}

/// The first `count` samples, or all if there are fewer.
#[inline]
pub fn first_mut<T>(samples: &mut [T], count: usize) -> &mut [T] {
    let count = count.min(samples.len());
    samples.get_mut(..count).unwrap_or_default()
}

/// The first `count` samples, or all if there are fewer, and the rest.
#[inline]
pub fn cut<T>(samples: &mut [T], count: usize) -> (&mut [T], &mut [T]) {
    samples.split_at_mut_checked(count.min(samples.len())).unwrap_or_default()
}

/// The `N` samples after the first `from`, if there are as many.
#[inline]
pub fn some_from<T, const N: usize>(samples: &[T], from: usize) -> Option<&[T; N]> {
    samples.get(from..)?.first_chunk()
}

/// Copies as many samples as both hold.
#[inline]
pub fn copy<T: Copy>(to: &mut [T], from: &[T]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
}

/// Converts as many samples as both hold.
#[inline]
pub fn to_floats(to: &mut [f32], from: &[i16]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to = f32::from(*from));
}

/// Rises from 0 to 1 as `x` does, like a raised cosine (within 0.01).
#[inline]
pub fn smooth(x: f32) -> f32 {
    x * x * (3.0 - 2.0 * x)
}

/// The nearest sample, ties to even.
#[inline]
pub fn to_sample(x: f32) -> i16 {
    // 1.5·2²³: the sum's lowest bit counts 1.
    const WHOLE: f32 = 12_582_912.0;
    let above = if x > -32_768.0 { x } else { -32_768.0 };
    let within = if above < 32_767.0 { above } else { 32_767.0 };
    (within + WHOLE).to_bits() as i16
}
