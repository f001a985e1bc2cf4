//! A gain as a factor that lanes of 16 bits can apply.

use crate::units::Gain;

/// An amplitude factor, held exactly as `mantissa · 2^-shift` so that 16-bit lanes can apply it.
///
/// A settled gain is applied as `sat16((x · mantissa + 2^(shift−1)) >> shift)`. The mantissa of a non-zero
/// gain has its top bit set (16,384 … 32,767), so the relative error is below 2⁻¹⁵ (0.0003 dB) at every
/// level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LinearGain {
    /// The mantissa in bits 8 to 22, the shift below: a tick compares gains several times a participant.
    bits: u32,
}

impl LinearGain {
    /// The binary point of [`LinearGain::q25`].
    pub const Q: u32 = 25;
    /// 0 dB: a stage that is bypassed.
    pub const UNITY: LinearGain = LinearGain::new(1 << 14, 14);
    /// Silence.
    pub const ZERO: LinearGain = LinearGain::new(0, 14);

    const fn new(mantissa: i16, shift: u8) -> LinearGain {
        LinearGain { bits: (mantissa as u32) << 8 | shift as u32 }
    }

    /// The gain in 23 bits, for [`LinearGain::from_bits`].
    pub(crate) const fn to_bits(self) -> u32 {
        self.bits
    }

    /// The gain of those bits.
    pub(crate) const fn from_bits(bits: u32) -> LinearGain {
        LinearGain { bits: bits & 0x7f_ffff }
    }

    /// 10^(mdb / 20,000) for `mdb` below 2¹⁷, by binary decomposition of the exponent.
    fn decibels(mdb: u32) -> f64 {
        // 10^(2^k / 20,000); only IEEE multiplications follow, which round alike everywhere.
        const POWERS: [f64; 17] = [
            1.0001151358822766,
            1.0002302850208247,
            1.0004606230728403,
            1.0009214583192958,
            1.001843765724026,
            1.003690930920097,
            1.007395484811251,
            1.0148456628180953,
            1.0299117193406992,
            1.060718149635315,
            1.1251229929657667,
            1.2659017493002445,
            1.602507238881419,
            2.5680294506673493,
            6.594775259494849,
            43.491060723245354,
            1891.4723628330148,
        ];
        let mut product = 1.0;
        for (bit, power) in POWERS.iter().enumerate() {
            if mdb >> bit & 1 == 1 {
                product *= power;
            }
        }
        product
    }

    /// The factor as a fixed-point number with 25 fractional bits.
    pub const fn q25(self) -> i64 {
        (self.mantissa() as i64) << (LinearGain::Q - self.shift())
    }

    /// The mantissa, 0 or 16,384 … 32,767.
    pub const fn mantissa(self) -> i16 {
        (self.bits >> 8) as i16
    }

    /// The right shift that follows the product, 10 … 25.
    pub const fn shift(self) -> u32 {
        self.bits & 0xff
    }
}

impl From<Gain> for LinearGain {
    /// Computed by products of constants, without libm, so that every machine gets the same gain.
    fn from(gain: Gain) -> LinearGain {
        if gain == Gain::UNITY {
            return LinearGain::UNITY;
        }
        let mut value = LinearGain::decibels((gain.mdb() - Gain::MIN.mdb()) as u32) * 1e-3;
        let mut shift = 14_u8;
        while value < 1.0 {
            value *= 2.0;
            shift += 1;
        }
        while value >= 2.0 {
            value *= 0.5;
            shift -= 1;
        }
        let mantissa = (value * 16_384.0 + 0.5) as i32;
        // 2 · 16,384 − ½ and above rounds out of 15 bits: one octave up, exactly.
        if mantissa > i32::from(i16::MAX) {
            return LinearGain::new(1 << 14, shift - 1);
        }
        LinearGain::new(mantissa as i16, shift)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linear(mdb: i32) -> LinearGain {
        Gain::from_mdb(mdb).unwrap().into()
    }

    #[test]
    fn every_gain_is_its_decibels_to_2_to_the_minus_15() {
        for mdb in Gain::MIN.mdb()..=Gain::MAX.mdb() {
            let gain = linear(mdb);
            let exact = 10_f64.powf(f64::from(mdb) / 20_000.0);
            let held = f64::from(gain.mantissa()) * 0.5_f64.powi(gain.shift() as i32);
            assert!((held / exact - 1.0).abs() <= 0.5_f64.powi(15), "{mdb} mdB: {held} for {exact}");
            assert!(gain.mantissa() >= 1 << 14 && (10..=25).contains(&gain.shift()), "{mdb} mdB: {gain:?}");
            assert_eq!(gain.q25() as f64, held * 2_f64.powi(25), "{mdb} mdB");
        }
    }

    #[test]
    fn gains_never_fall_as_decibels_rise() {
        let mut last = 0;
        for mdb in Gain::MIN.mdb()..=Gain::MAX.mdb() {
            let gain = linear(mdb).q25();
            assert!(gain >= last, "{mdb} mdB");
            last = gain;
        }
    }

    #[test]
    fn the_gain_of_0_db_and_silence_are_exact() {
        assert_eq!(linear(0), LinearGain::UNITY);
        assert_eq!((LinearGain::UNITY.q25(), LinearGain::ZERO.q25()), (1 << LinearGain::Q, 0));
    }
}
