//! Samples to floats and back, and copies that cannot panic.

/// Floats between 2²³ and 2²⁴ are whole numbers, so adding 1.5·2²³ rounds.
const ROUNDS: f32 = 12_582_912.0;

/// The float as a sample: rounded to the nearest, ties to even, limited to 16 bits. Not for NaN.
#[inline(always)]
pub fn sample(value: f32) -> i16 {
    // The lower 16 bits of the sum are the whole number in two's complement.
    (value.clamp(-32_768.0, 32_767.0) + ROUNDS).to_bits() as i16
}

/// Converts as many values as both have, as [`sample`].
#[inline(always)]
pub fn samples(to: &mut [i16], from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to = sample(*from));
}

/// Copies as many samples as both have.
#[inline(always)]
pub fn copy(to: &mut [i16], from: &[i16]) {
    let (to_eights, from_eights) = (to.as_chunks_mut::<8>().0, from.as_chunks::<8>().0);
    to_eights.iter_mut().zip(from_eights).for_each(|(to, from)| *to = *from);
    let copied = 8 * to_eights.len().min(from_eights.len());
    let (to, from) = (to.get_mut(copied..).unwrap_or_default(), from.get(copied..).unwrap_or_default());
    to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
}

/// Converts as many samples as both have.
#[inline(always)]
pub fn floats(to: &mut [f32], from: &[i16]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to = f32::from(*from));
}

/// Appends `input` to a history: keeps the last samples of both.
#[inline(always)]
pub fn remember(history: &mut [i16], input: &[i16]) {
    let keep = history.len();
    if let Some(last) = input.len().checked_sub(keep).and_then(|at| input.get(at..)) {
        copy(history, last);
        return;
    }
    let len = input.len();
    for at in len..keep {
        let from = history.get(at).copied().unwrap_or_default();
        if let Some(to) = history.get_mut(at - len) {
            *to = from;
        }
    }
    copy(history.get_mut(keep - len..).unwrap_or_default(), input);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_rounded_and_limited() {
        let cases = [
            (0.0, 0),
            (-0.0, 0),
            (0.5, 0),
            (1.5, 2),
            (-0.75, -1),
            (-1.5, -2),
            (32_766.6, 32_767),
            (32_767.5, 32_767),
            (1e9, 32_767),
            (-32_768.4, -32_768),
            (f32::NEG_INFINITY, -32_768),
        ];
        for (value, expected) in cases {
            assert_eq!(sample(value), expected, "{value}");
        }
        for x in i16::MIN..=i16::MAX {
            assert_eq!(sample(f32::from(x)), x);
        }
    }

    #[test]
    fn a_history_keeps_the_last() {
        let mut history = [1, 2, 3, 4];
        remember(&mut history, &[]);
        assert_eq!(history, [1, 2, 3, 4]);
        remember(&mut history, &[5]);
        assert_eq!(history, [2, 3, 4, 5]);
        remember(&mut history, &[6, 7, 8]);
        assert_eq!(history, [5, 6, 7, 8]);
        remember(&mut history, &[9, 10, 11, 12, 13]);
        assert_eq!(history, [10, 11, 12, 13]);
    }
}
