//! One cache line in registers: loads and stores that are safe, since the line's length is fixed.

use super::Lanes;
use crate::dsp::cache_line::{CACHE_LINE_SAMPLES, CacheLine};

/// 32-bit values of one cache line.
pub const WIDE_SAMPLES: usize = CACHE_LINE_SAMPLES / 2;

/// The samples of a line in `REGISTERS` registers; checked at compile time to be exactly a line.
#[expect(clippy::disallowed_macros, reason = "asserted at compile time")]
#[inline(always)]
pub(crate) fn load_line<L: Lanes, const REGISTERS: usize>(lanes: L, line: &CacheLine) -> [L::V; REGISTERS] {
    const { assert!(REGISTERS * L::LANES == CACHE_LINE_SAMPLES) };
    let mut registers = [lanes.splat(0); REGISTERS];
    for (r, register) in registers.iter_mut().enumerate() {
        // SAFETY: register r reads samples r · LANES … (r + 1) · LANES, r < REGISTERS, all within the line (asserted above).
        *register = unsafe { lanes.load(line.0.as_ptr().add(r * L::LANES)) };
    }
    registers
}

/// Writes `REGISTERS` registers of 32-bit lanes; checked at compile time to be exactly a line.
#[expect(clippy::disallowed_macros, reason = "asserted at compile time")]
#[inline(always)]
pub(crate) fn store_wide_line<L: Lanes, const REGISTERS: usize>(
    lanes: L,
    registers: [L::W; REGISTERS],
    to: &mut [i32; WIDE_SAMPLES],
) {
    const { assert!(REGISTERS * L::LANES == CACHE_LINE_SAMPLES) };
    for (r, register) in registers.into_iter().enumerate() {
        // SAFETY: register r writes values r · LANES/2 … (r + 1) · LANES/2, r < REGISTERS, all within `to` (asserted above);
        // `i32` and `u32` have the same layout.
        unsafe { lanes.store_wide(to.as_mut_ptr().cast::<u32>().add(r * L::LANES / 2), register) };
    }
}
