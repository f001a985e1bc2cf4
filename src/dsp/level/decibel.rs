//! Decibels without libm, so the same bits on every machine.

/// A ratio of powers in thousandths of a decibel: 10,000·log₁₀(`ratio`), within 1. The least result is that of 1e-12,
/// also for 0 and negative ratios.
pub fn power_ratio_mdb(ratio: f32) -> i32 {
    const LEAST: f32 = 1e-12;
    let bits = ratio.max(LEAST).to_bits();
    let exponent = (bits >> 23) as i32 - 127;
    let mantissa = f32::from_bits((bits & 0x7f_ffff) | 0x3f80_0000);
    // log₂ of 1 … 2 by the area tangent, about √2.
    let t = (mantissa - core::f32::consts::SQRT_2) / (mantissa + core::f32::consts::SQRT_2);
    let square = t * t;
    let series = t * (1.0 + square * (1.0 / 3.0 + square * (0.2 + square / 7.0)));
    let log2 = exponent as f32 + 0.5 + series * 2.0 * core::f32::consts::LOG2_E;
    (log2 * 3_010.3) as i32
}

#[cfg(test)]
mod tests {
    use super::power_ratio_mdb;

    #[test]
    fn it_is_the_logarithm() {
        for step in -900..900 {
            let decibels = f64::from(step) / 10.0;
            let ratio = 10_f64.powf(decibels / 10.0) as f32;
            assert!((f64::from(power_ratio_mdb(ratio)) - decibels * 1_000.0).abs() < 2.0, "{decibels}");
        }
        assert_eq!(power_ratio_mdb(0.0), power_ratio_mdb(-1.0));
    }
}
