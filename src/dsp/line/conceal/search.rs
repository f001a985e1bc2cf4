//! Finds where in a signal something like a template is.

use super::sums::{dot, energy, some_from};

/// The coarse search runs at about 4 kHz.
const COARSE_HZ: usize = 4_000;

/// Samples of the longest signal of a coarse search: 30 ms at up to 5.6 kHz, and a group.
const MAX_COARSE: usize = 176;

/// Offsets that are tried at a time.
const GROUP: usize = 8;

/// The coarse search looks at each offset that is a multiple of this.
pub fn coarse_ratio(rate: usize) -> usize {
    (rate / COARSE_HZ).max(1)
}

/// A place in a signal, and how well it fits the template there: −1 … 1.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Samples of the signal before it.
    pub offset: usize,
    /// Normalised correlation.
    pub likeness: f32,
}

/// Finds `template` in `signal`, at most 30 ms. Of places alike, the one for which `favour` is largest is taken; it gets
/// an offset over the last one's, 0 … 1.
pub fn find(template: &[f32], signal: &[f32], rate: usize, favour: impl Fn(f32) -> f32) -> Place {
    let ratio = coarse_ratio(rate);
    let farthest = signal.len().saturating_sub(template.len());
    let middle = coarse(template, signal, ratio, favour).min(farthest);
    let own = energy(template);
    let mut best = Place { offset: middle, likeness: -1.0 };
    for offset in (middle + 1).saturating_sub(ratio)..(middle + ratio).min(farthest + 1) {
        let there = signal.get(offset..offset + template.len()).unwrap_or_default();
        let size = own * energy(there);
        let likeness = if size > 1.0 { dot(template, there) / size.sqrt() } else { 0.0 };
        if likeness > best.likeness {
            best = Place { offset, likeness };
        }
    }
    best
}

/// The best offset in signals decimated by `ratio`.
fn coarse(template: &[f32], signal: &[f32], ratio: usize, favour: impl Fn(f32) -> f32) -> usize {
    let (mut short, mut long) = ([0.0_f32; MAX_COARSE], [0.0_f32; MAX_COARSE]);
    let short = decimate(template, ratio, &mut short);
    // Zeros follow, up to the end of a group.
    let count = decimate(signal, ratio, &mut long).len();
    let offsets = (count + 1).saturating_sub(short.len()).max(1);
    let mut products = [0.0_f32; MAX_COARSE];
    for (at, products) in
        products.as_chunks_mut::<GROUP>().0.iter_mut().take(offsets.div_ceil(GROUP)).enumerate()
    {
        let mut sums = [0.0_f32; GROUP];
        let from = long.get(at * GROUP..).unwrap_or_default();
        for (at, x) in short.iter().enumerate() {
            let Some(there) = some_from::<f32, GROUP>(from, at) else { break };
            for (sum, there) in sums.iter_mut().zip(there) {
                *sum += x * there;
            }
        }
        *products = sums;
    }
    let floor = energy(short) * 1e-3 + 1.0;
    let mut size = energy(long.get(..short.len()).unwrap_or_default());
    let step = 1.0 / offsets as f32;
    let (mut best, mut best_offset) = (0.0_f32, offsets / 2);
    let enters = long.get(short.len()..).unwrap_or_default().iter();
    let changes = long.iter().zip(enters.chain(std::iter::once(&0.0)));
    for (offset, (product, (leaves, enters))) in products.iter().take(offsets).zip(changes).enumerate() {
        // The square of the correlation.
        let merit = product * product.max(0.0) / size.max(floor) * favour(offset as f32 * step);
        if merit >= best {
            (best, best_offset) = (merit, offset);
        }
        size += enters * enters - leaves * leaves;
    }
    best_offset * ratio
}

/// Sums of `ratio` samples each.
fn decimate<'a>(samples: &[f32], ratio: usize, out: &'a mut [f32; MAX_COARSE]) -> &'a [f32] {
    let count = (samples.len() / ratio).min(MAX_COARSE - GROUP);
    if let (2, (pairs, _)) = (ratio, samples.as_chunks::<2>()) {
        out.iter_mut().take(count).zip(pairs).for_each(|(out, [a, b])| *out = a + b);
    } else {
        for (at, out) in out.iter_mut().take(count).enumerate() {
            *out = samples.get(at * ratio..(at + 1) * ratio).unwrap_or_default().iter().sum();
        }
    }
    out.get(..count).unwrap_or_default()
}
