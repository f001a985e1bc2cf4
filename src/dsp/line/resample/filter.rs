//! The coefficients of one conversion, shared by all resamplers that do it.

use super::conversion::Conversion;
use super::prototype::value;

/// Half the taps per sample of the lower rate: rows of filters with mirrored phases have so many.
pub(super) const HALF: usize = 12;

/// All of them.
pub(super) const FULL: usize = 24;

/// The coefficients of one conversion. They do not change, so all resamplers of that conversion share one filter.
///
/// The layout depends on the ratio:
///
/// | ratio | layout |
/// |---|---|
/// | 1 : L | L rows of 12; a row of half the sum and one of half the difference stand for each two mirrored phases |
/// | L : 1 | L rows of 24, one per phase of the input |
/// | other | a row per phase, oldest tap first, padded with zeros in front to whole registers of eight |
#[derive(Clone, Debug)]
pub struct Filter {
    conversion: Conversion,
    coefficients: Box<[f32]>,
}

impl Filter {
    /// Computes the filter into `memory`, which must hold [`Conversion::coefficients`] floats, else `None` is returned.
    ///
    /// Allocates nothing. Takes up to 10 ms (44.1 kHz to 8 kHz), so it is no work for a tick.
    pub fn new(conversion: Conversion, mut memory: Box<[f32]>) -> Option<Filter> {
        if memory.len() != conversion.coefficients() {
            return None;
        }
        match (conversion.inputs(), conversion.outputs()) {
            (1, whole) => interpolating(i64::from(whole), &mut memory),
            (whole, 1) => decimating(i64::from(whole), &mut memory),
            _ => rational(conversion, &mut memory),
        }
        Some(Filter { conversion, coefficients: memory })
    }

    /// What it converts.
    pub fn conversion(&self) -> Conversion {
        self.conversion
    }

    /// The memory of the coefficients: where it begins, and bytes.
    pub fn region(&self) -> (*const u8, usize) {
        (self.coefficients.as_ptr().cast(), size_of_val(&*self.coefficients))
    }

    /// The coefficients, in the layout of its ratio.
    pub(super) fn coefficients(&self) -> &[f32] {
        &self.coefficients
    }
}

/// Output q of L has the tap r, oldest first, at t = (q + 1)/L + 11 − r. Output L − 2 − q has the same taps in reverse:
/// row q holds half the sum of both, row L − 2 − q half the difference. If L is even, output L/2 − 1 mirrors itself. So
/// does output L − 1, around tap 12, which its row holds in place of tap 0: that is 0.
fn interpolating(whole: i64, rows: &mut [f32]) {
    let tap = |q: i64, r: i64| value(q + 1 + (11 - r) * whole, whole);
    for (q, row) in (0..).zip(rows.as_chunks_mut::<HALF>().0) {
        let mirrored = whole - 2 - q;
        for (r, to) in (0..).zip(row) {
            *to = match q {
                _ if q == whole - 1 && r == 0 => tap(q, 12),
                _ if q == whole - 1 || q == mirrored => tap(q, r),
                _ if q < mirrored => 0.5 * (tap(q, r) + tap(q, 23 - r)),
                _ => 0.5 * (tap(mirrored, r) - tap(mirrored, 23 - r)),
            } as f32;
        }
    }
}

/// Input r·L + q of the 24·L that an output reads has its tap at t = 12 − r − q/L. Row 0 mirrors itself around tap 12,
/// which it holds in place of tap 0: that is 0.
fn decimating(whole: i64, rows: &mut [f32]) {
    for (q, row) in (0..).zip(rows.as_chunks_mut::<FULL>().0) {
        for (r, to) in (0..).zip(row) {
            let r = if q == 0 && r == 0 { 12 } else { r };
            *to = (value((12 - r) * whole - q, whole) / whole as f64) as f32;
        }
    }
}

/// Row φ − 1, for φ = 1 … outputs: tap u, counted back from the newest, is at t = −12 + (φ + u·outputs)/longer.
fn rational(conversion: Conversion, rows: &mut [f32]) {
    let (outputs, longer) = (i64::from(conversion.outputs()), i64::from(conversion.longer()));
    // The sum of taps that lie outputs/longer apart is longer/outputs.
    let scale = outputs as f64 / longer as f64;
    let taps = conversion.taps();
    for (at, to) in (0_i64..).zip(rows) {
        let (phase, back) = (at / taps as i64 + 1, taps as i64 - 1 - at % taps as i64);
        *to = (value(phase + back * outputs - 12 * longer, longer) * scale) as f32;
    }
}
