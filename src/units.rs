//! The quantities that every floor speaks: sample rates, frame lengths, gains.

use crate::error::{Error, Result, Status};

/// The most samples that one frame holds: 20 ms at 48 kHz.
pub const MAX_FRAME_SAMPLES: usize = 960;

/// The longest ramp or fade, samples: 5 ms at 48 kHz.
pub const MAX_RAMP_SAMPLES: usize = 240;

/// The most participants that one room may be configured for.
pub const MAX_ROOM_CAPACITY: u32 = 1024;

/// The smallest settable gain, in thousandths of a decibel.
pub const MIN_GAIN_MDB: i32 = -60_000;

/// The largest settable gain, in thousandths of a decibel.
pub const MAX_GAIN_MDB: i32 = 24_000;

/// A sample rate that a room can run at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u32)]
pub enum SampleRate {
    /// 8 kHz, narrowband (G.711).
    Hz8000 = 8_000,
    /// 16 kHz, wideband (G.722).
    Hz16000 = 16_000,
    /// 32 kHz, super-wideband (G.722.1C).
    Hz32000 = 32_000,
    /// 48 kHz, fullband (Opus).
    Hz48000 = 48_000,
}

impl SampleRate {
    /// Every rate, lowest first.
    pub const ALL: [SampleRate; 4] =
        [SampleRate::Hz8000, SampleRate::Hz16000, SampleRate::Hz32000, SampleRate::Hz48000];

    /// The rate of that many hertz; an error names the legal values.
    pub fn from_hz(hz: u32) -> Result<SampleRate> {
        SampleRate::ALL.into_iter().find(|rate| rate.hz() == hz).ok_or_else(|| {
            Error::new(
                Status::InvalidArgument,
                format!("sample_rate_hz: {hz}, must be 8000, 16000, 32000 or 48000"),
            )
        })
    }

    /// Samples a second.
    pub const fn hz(self) -> u32 {
        self as u32
    }

    /// How many samples `ms` milliseconds hold.
    pub const fn samples_in_ms(self, ms: u32) -> usize {
        (self as u32 / 1000) as usize * ms as usize
    }
}

/// How much time one frame, and so one tick, spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u32)]
pub enum FrameLen {
    /// 10 milliseconds.
    Ms10 = 10,
    /// 20 milliseconds.
    Ms20 = 20,
}

impl FrameLen {
    /// The frame of that many milliseconds; an error names the legal values.
    pub fn from_ms(ms: u32) -> Result<FrameLen> {
        match ms {
            10 => Ok(FrameLen::Ms10),
            20 => Ok(FrameLen::Ms20),
            _ => Err(Error::new(Status::InvalidArgument, format!("frame_ms: {ms}, must be 10 or 20"))),
        }
    }

    /// Milliseconds.
    pub const fn ms(self) -> u32 {
        self as u32
    }

    /// Samples of one frame at `rate`.
    pub const fn samples(self, rate: SampleRate) -> usize {
        rate.samples_in_ms(self as u32)
    }
}

/// An amplitude factor, held exactly as `mantissa · 2^-shift` so that 16-bit lanes can apply it.
///
/// A settled gain is applied as `sat16((x · mantissa + 2^(shift−1)) >> shift)`. The mantissa of a non-zero
/// gain has its top bit set (16,384 … 32,767), so the relative error is below 2⁻¹⁵ (0.0003 dB) at every
/// level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Gain {
    mantissa: i16,
    shift: u8,
}

impl Gain {
    /// The binary point of [`Gain::q25`].
    pub const Q: u32 = 25;
    /// 0 dB: a stage that is bypassed.
    pub const UNITY: Gain = Gain { mantissa: 1 << 14, shift: 14 };
    /// Silence.
    pub const ZERO: Gain = Gain { mantissa: 0, shift: 14 };

    /// The gain in 23 bits, for [`Gain::from_bits`].
    pub(crate) const fn to_bits(self) -> u32 {
        (self.mantissa as u32) << 8 | self.shift as u32
    }

    /// The gain of those bits.
    pub(crate) const fn from_bits(bits: u32) -> Gain {
        Gain { mantissa: (bits >> 8 & 0x7fff) as i16, shift: bits as u8 }
    }

    /// The gain of `mdb` thousandths of a decibel, −60,000 … 24,000.
    ///
    /// Computed by products of constants, without libm, so that every machine gets the same gain.
    pub fn from_mdb(mdb: i32) -> Result<Gain> {
        if !(MIN_GAIN_MDB..=MAX_GAIN_MDB).contains(&mdb) {
            return Err(Error::new(
                Status::InvalidArgument,
                format!("gain_mdb: {mdb}, must be {MIN_GAIN_MDB} to {MAX_GAIN_MDB}"),
            ));
        }
        if mdb == 0 {
            return Ok(Gain::UNITY);
        }
        let mut value = Gain::decibels((mdb - MIN_GAIN_MDB) as u32) * 1e-3;
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
            return Ok(Gain { mantissa: 1 << 14, shift: shift - 1 });
        }
        Ok(Gain { mantissa: mantissa as i16, shift })
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
        (self.mantissa as i64) << (Gain::Q - self.shift as u32)
    }

    /// The mantissa, 0 or 16,384 … 32,767.
    pub const fn mantissa(self) -> i16 {
        self.mantissa
    }

    /// The right shift that follows the product, 10 … 25.
    pub const fn shift(self) -> u32 {
        self.shift as u32
    }
}

/// A key of a telephone: 0–9, *, #, A–D (ITU-T Q.23).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DtmfDigit(u8);

impl DtmfDigit {
    /// The keys as they lie: four rows of four columns.
    const NAMES: [u8; 16] = *b"123A456B789C*0#D";

    /// The key in that row and column, each 0 … 3 (taken modulo 4).
    pub const fn at(row: usize, column: usize) -> DtmfDigit {
        DtmfDigit(((row % 4) * 4 + column % 4) as u8)
    }

    /// Its number, 0 … 15: by rows, then columns.
    pub(crate) const fn number(self) -> u8 {
        self.0
    }

    /// The key of that name; letters of either case.
    pub fn from_char(name: char) -> Option<DtmfDigit> {
        let at = DtmfDigit::NAMES.iter().position(|known| char::from(*known) == name.to_ascii_uppercase())?;
        Some(DtmfDigit(at as u8))
    }

    /// Its name: one of `0`–`9`, `*`, `#`, `A`–`D`.
    pub fn to_char(self) -> char {
        DtmfDigit::NAMES.get(usize::from(self.0)).map_or('0', |name| char::from(*name))
    }

    /// Its row, 0 … 3: 697, 770, 852, 941 Hz.
    pub const fn row(self) -> usize {
        (self.0 / 4) as usize
    }

    /// Its column, 0 … 3: 1209, 1336, 1477, 1633 Hz.
    pub const fn column(self) -> usize {
        (self.0 % 4) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_gain_is_its_decibels_to_2_to_the_minus_15() {
        for mdb in MIN_GAIN_MDB..=MAX_GAIN_MDB {
            let gain = Gain::from_mdb(mdb).unwrap();
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
        for mdb in MIN_GAIN_MDB..=MAX_GAIN_MDB {
            let gain = Gain::from_mdb(mdb).unwrap().q25();
            assert!(gain >= last, "{mdb} mdB");
            last = gain;
        }
    }

    #[test]
    fn gains_are_exact_at_zero_and_refused_beyond_the_ends() {
        assert_eq!(Gain::from_mdb(0).unwrap(), Gain::UNITY);
        assert_eq!((Gain::UNITY.q25(), Gain::ZERO.q25()), (1 << Gain::Q, 0));
        for mdb in [MIN_GAIN_MDB - 1, MAX_GAIN_MDB + 1, i32::MIN, i32::MAX] {
            assert!(Gain::from_mdb(mdb).is_err(), "{mdb} mdB");
        }
        assert!(Gain::from_mdb(MIN_GAIN_MDB).is_ok() && Gain::from_mdb(MAX_GAIN_MDB).is_ok());
    }
}
