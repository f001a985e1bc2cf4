//! Quantities that every layer uses: sample rates, frame lengths, gains, DTMF digits.

use crate::error::{Error, Result, Status};

/// The largest frame, samples: 20 ms at 48 kHz.
pub const MAX_FRAME_SAMPLES: usize = 960;

/// The longest ramp or fade, samples: 5 ms at 48 kHz.
pub const MAX_RAMP_SAMPLES: usize = 240;

/// The largest capacity that a room may be given, participants.
pub const MAX_ROOM_CAPACITY: u32 = 1024;

/// The sample rate of an engine.
///
/// ```
/// use mixminus::{FrameLen, SampleRate};
///
/// for rate in SampleRate::ALL {
///     assert_eq!(SampleRate::from_hz(rate.hz())?, rate);
///     assert_eq!(FrameLen::Ms20.samples(rate), rate.hz() as usize / 50);
/// }
/// assert!(SampleRate::from_hz(11_025).is_err());
/// # Ok::<(), mixminus::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u32)]
pub enum SampleRate {
    /// 8 kHz, narrowband (G.711).
    Hz8000 = 8_000,
    /// 12 kHz, medium band (Opus, SILK).
    Hz12000 = 12_000,
    /// 16 kHz, wideband (G.722).
    Hz16000 = 16_000,
    /// 22.05 kHz, half of 44.1 kHz: speech synthesis. Only in frames of 20 ms: 10 ms are 220.5 samples.
    Hz22050 = 22_050,
    /// 24 kHz, super-wideband of Opus: speech models.
    Hz24000 = 24_000,
    /// 32 kHz, super-wideband (G.722.1C).
    Hz32000 = 32_000,
    /// 44.1 kHz, compact disc.
    Hz44100 = 44_100,
    /// 48 kHz, fullband (Opus).
    Hz48000 = 48_000,
}

impl SampleRate {
    /// Every rate, lowest first.
    pub const ALL: [SampleRate; 8] = [
        SampleRate::Hz8000,
        SampleRate::Hz12000,
        SampleRate::Hz16000,
        SampleRate::Hz22050,
        SampleRate::Hz24000,
        SampleRate::Hz32000,
        SampleRate::Hz44100,
        SampleRate::Hz48000,
    ];

    /// The rate of `hz` hertz. The error names the legal values.
    pub fn from_hz(hz: u32) -> Result<SampleRate> {
        SampleRate::ALL.into_iter().find(|rate| rate.hz() == hz).ok_or_else(|| {
            let sentence = format!("sample_rate_hz: {hz}, must be {}", SampleRate::in_words());
            Error::new(Status::InvalidArgument, sentence)
        })
    }

    /// Every rate in hertz, for messages: `8000, 12000, … or 48000`.
    pub(crate) fn in_words() -> String {
        let [rest @ .., last] = SampleRate::ALL.map(SampleRate::hz);
        format!("{} or {last}", rest.map(|hz| hz.to_string()).join(", "))
    }

    /// The rate in hertz.
    pub const fn hz(self) -> u32 {
        self as u32
    }

    /// Samples in `ms` milliseconds. Rounded down where they are not whole: 1 ms at 44.1 kHz, 10 ms at 22.05 kHz.
    pub const fn samples_in_ms(self, ms: u32) -> usize {
        (self as u64 * ms as u64 / 1000) as usize
    }

    /// Returns true if a frame is a whole number of samples. It is not at 22,050 Hz in 10 ms: 220.5 samples.
    pub const fn has_whole_frames(self, frame_len: FrameLen) -> bool {
        (self as u32 * frame_len.ms()).is_multiple_of(1000)
    }

    /// Refuses this rate in frames that are no whole number of samples. The error names the frames that it needs.
    pub fn check_frames(self, frame_len: FrameLen) -> Result<()> {
        if self.has_whole_frames(frame_len) {
            return Ok(());
        }
        let (hz, ms) = (self.hz(), frame_len.ms());
        let samples = f64::from(hz * ms) / 1000.0;
        let sentence = format!("sample_rate_hz: {hz} needs frames of 20 ms: {ms} ms are {samples} samples");
        Err(Error::new(Status::InvalidArgument, sentence))
    }
}

/// The length of a frame, which is also the time between two ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u32)]
pub enum FrameLen {
    /// 10 milliseconds.
    Ms10 = 10,
    /// 20 milliseconds.
    Ms20 = 20,
}

impl FrameLen {
    /// The frame length of `ms` milliseconds. The error names the legal values.
    pub fn from_ms(ms: u32) -> Result<FrameLen> {
        match ms {
            10 => Ok(FrameLen::Ms10),
            20 => Ok(FrameLen::Ms20),
            _ => Err(Error::new(Status::InvalidArgument, format!("frame_ms: {ms}, must be 10 or 20"))),
        }
    }

    /// The length in milliseconds.
    pub const fn ms(self) -> u32 {
        self as u32
    }

    /// Samples in one frame at `rate`, which must [have whole frames](SampleRate::has_whole_frames).
    pub const fn samples(self, rate: SampleRate) -> usize {
        rate.samples_in_ms(self as u32)
    }
}

/// A gain that a host sets: a whole number of thousandths of a decibel, −60 dB … +24 dB.
///
/// There is no gain of silence: mute a participant instead.
///
/// ```
/// use mixminus::Gain;
///
/// assert_eq!(Gain::from_db(-6.0)?, Gain::from_mdb(-6_000)?);
/// assert_eq!(Gain::default(), Gain::UNITY);
/// assert!(Gain::from_db(24.1).is_err());
/// # Ok::<(), mixminus::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Gain(i32);

impl Gain {
    /// 0 dB: the audio passes bit for bit.
    pub const UNITY: Gain = Gain(0);
    /// The smallest gain, −60 dB.
    pub const MIN: Gain = Gain(-60_000);
    /// The largest gain, +24 dB.
    pub const MAX: Gain = Gain(24_000);

    /// The gain of `mdb` thousandths of a decibel; an error names the range.
    pub fn from_mdb(mdb: i32) -> Result<Gain> {
        if (Gain::MIN.0..=Gain::MAX.0).contains(&mdb) {
            return Ok(Gain(mdb));
        }
        let range = format!("gain_mdb: {mdb}, must be {} to {}", Gain::MIN.0, Gain::MAX.0);
        Err(Error::new(Status::InvalidArgument, range))
    }

    /// The gain of `mdb` thousandths of a decibel, or the nearest one within the range.
    ///
    /// ```
    /// const QUIET: mixminus::Gain = mixminus::Gain::clamp_mdb(-20_000);
    /// assert_eq!(QUIET.db(), -20.0);
    /// ```
    pub const fn clamp_mdb(mdb: i32) -> Gain {
        match mdb {
            _ if mdb < Gain::MIN.0 => Gain::MIN,
            _ if mdb > Gain::MAX.0 => Gain::MAX,
            _ => Gain(mdb),
        }
    }

    /// The gain of `db` decibels, to the nearest thousandth; an error names the range.
    pub fn from_db(db: f32) -> Result<Gain> {
        if (-60.0..=24.0).contains(&db) {
            return Gain::from_mdb((db * 1000.0).round() as i32);
        }
        Err(Error::new(Status::InvalidArgument, format!("gain: {db} dB, must be -60 to 24")))
    }

    /// Thousandths of a decibel.
    pub const fn mdb(self) -> i32 {
        self.0
    }

    /// Decibels.
    pub fn db(self) -> f32 {
        self.0 as f32 / 1000.0
    }
}

/// A DTMF digit: 0–9, *, #, A–D (ITU-T Q.23).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DtmfDigit(u8);

impl DtmfDigit {
    /// The keypad: four rows of four columns.
    const NAMES: [u8; 16] = *b"123A456B789C*0#D";

    /// The digit in that row and column, each 0 … 3 (taken modulo 4).
    pub const fn at(row: usize, column: usize) -> DtmfDigit {
        DtmfDigit(((row % 4) * 4 + column % 4) as u8)
    }

    /// Its number, 0 … 15: row by row.
    pub(crate) const fn number(self) -> u8 {
        self.0
    }

    /// The digit of that [number](Self::number), modulo 16.
    pub(crate) const fn of_number(number: u8) -> DtmfDigit {
        DtmfDigit(number % 16)
    }

    /// The digit of that name, in either case.
    pub fn from_char(name: char) -> Option<DtmfDigit> {
        let at = DtmfDigit::NAMES.iter().position(|known| char::from(*known) == name.to_ascii_uppercase())?;
        Some(DtmfDigit(at as u8))
    }

    /// Its name: `0`–`9`, `*`, `#`, `A`–`D`.
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
    fn samples_are_exact_where_they_are_whole() {
        for rate in SampleRate::ALL {
            let hz = u64::from(rate.hz());
            for ms in [0, 1, 2, 5, 7, 10, 20, 25, 60, 1_000, 60_000, u32::MAX] {
                let (samples, exact) = (rate.samples_in_ms(ms) as u64, hz * u64::from(ms));
                assert!(samples * 1000 <= exact && exact < (samples + 1) * 1000, "{rate:?}, {ms} ms");
            }
            assert_eq!(rate.samples_in_ms(1_000) as u64, hz);
        }
        assert_eq!(SampleRate::Hz44100.samples_in_ms(10), 441);
        assert_eq!(SampleRate::Hz22050.samples_in_ms(20), 441);
    }

    #[test]
    fn rates_are_listed_in_words() {
        assert_eq!(SampleRate::in_words(), "8000, 12000, 16000, 22050, 24000, 32000, 44100 or 48000");
        for hz in [0, 7_999, 11_025, 44_101, 96_000, u32::MAX] {
            let error = SampleRate::from_hz(hz).unwrap_err().to_string();
            assert!(error.contains(&format!("{hz}, must be {}", SampleRate::in_words())), "{error}");
        }
    }

    #[test]
    fn one_rate_needs_the_longer_frames() {
        for rate in SampleRate::ALL {
            for frame_len in [FrameLen::Ms10, FrameLen::Ms20] {
                let is_whole = rate.hz() * frame_len.ms() % 1000 == 0;
                assert_eq!(is_whole, (rate, frame_len) != (SampleRate::Hz22050, FrameLen::Ms10));
                assert_eq!(rate.has_whole_frames(frame_len), is_whole);
                assert_eq!(rate.check_frames(frame_len).is_ok(), is_whole);
            }
        }
        let error = SampleRate::Hz22050.check_frames(FrameLen::Ms10).unwrap_err().to_string();
        let sentence = "sample_rate_hz: 22050 needs frames of 20 ms: 10 ms are 220.5 samples";
        assert!(error.ends_with(sentence), "{error}");
    }

    #[test]
    fn every_gain_comes_back_from_its_decibels() {
        for mdb in Gain::MIN.mdb()..=Gain::MAX.mdb() {
            let gain = Gain::from_mdb(mdb).unwrap();
            assert_eq!((gain.mdb(), Gain::from_db(gain.db()).unwrap()), (mdb, gain));
        }
    }

    #[test]
    fn gains_beyond_the_ends_are_refused() {
        for mdb in [Gain::MIN.mdb() - 1, Gain::MAX.mdb() + 1, i32::MIN, i32::MAX] {
            assert!(Gain::from_mdb(mdb).is_err(), "{mdb} mdB");
            assert_eq!(Gain::clamp_mdb(mdb), if mdb < 0 { Gain::MIN } else { Gain::MAX });
        }
        for db in [-60.001, 24.001, f32::INFINITY, f32::NEG_INFINITY, f32::NAN] {
            assert!(Gain::from_db(db).is_err(), "{db} dB");
        }
    }
}
