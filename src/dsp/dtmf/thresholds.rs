//! The thresholds of the DTMF receiver, each with its source.
//!
//! Sources: ITU-T Q.24 (its table of the limits of AT&T, NTT and others), TR-TSY-000181 (Bellcore, dual-tone
//! receivers), and figures measured on generated digits, on digits over speech and through codecs, and on 64 hours of
//! speech at 8 kHz.
//!
//! Purity is the share of the fitted tones in the energy of a window. Drift is the phase advance of a tone between the
//! halves of a window beyond that of its nominal frequency; thresholds of drift are cosines, so a smaller value is
//! wider. Bend is the change of drift from the first window to the last. Imbalance is the ratio of a tone's powers in
//! the two halves.

use super::goertzel::{HOP, TONE_HZ, TONES};
use super::hop_history::HALF_WINDOW_HOPS;
use crate::dsp::tone::sine::cos_turns;
use core::f64::consts::TAU;

/// Power (mean square of samples) of a tone of 0 dBm0: a sine of full scale is 3.14 dBm0 (ITU-T G.711, A-law).
pub const POWER_0_DBM0: f32 = 260_510_000.0;

/// The weakest tone that counts: −44 dBm0. A receiver must detect −36 (TR-TSY-000181) and must not detect −55 (Q.24).
pub const MIN_POWER: f32 = POWER_0_DBM0 * 3.981e-5;

/// A frame whose peak is below this cannot hold two tones of [`MIN_POWER`], and is not scanned.
pub const MIN_PEAK: u16 = 100;

/// Screening: the least purity. A tone 1.5 % off its frequency shows 0.8 of its power at the nominal frequency.
pub const SCREEN_MIN_PURITY: f32 = 0.55;

/// Screening: the largest imbalance. Wide, since screening does not separate the tones from each other's leakage.
pub const SCREEN_MAX_IMBALANCE: f32 = 8.0;

/// The least purity of a window. 9 dB of noise leave 0.89, speech 12 dB down leaves 0.94 on average. Of 2,560 digits
/// over such speech 0.7 % are lost at 0.75, 0.4 % at 0.72.
pub const MIN_PURITY: f32 = 0.72;

/// With [`SteadyTones`](super::steady_tones::SteadyTones) in the background their energy is subtracted before purity is
/// computed, if the rest of the window has about that energy: within this ratio.
pub const STEADY_TOLERANCE: f32 = 1.5;

/// The least share of the tones in the whole window, background included: about as strong as the background.
pub const MIN_TONE_SHARE: f32 = 0.45;

/// Twist of a window, as ratio of powers, column over row: at most +5.5 dB. Q.24 (AT&T) requires +4.
pub const MAX_TWIST: f32 = 3.548;
/// Twist of a window: at least −9.5 dB. Q.24 (AT&T) requires −8.
pub const MIN_TWIST: f32 = 0.1122;

/// Windows of this purity may have more twist. An echo 10 dB down shifts twist by up to 5.7 dB and leaves the purity as
/// it is. [`COMBINED`] restricts the average.
pub const PURITY_FOR_TWIST: f32 = 0.9;
/// Twist of a pure window: at most +8 dB.
pub const MAX_TWIST_OF_PURE: f32 = 6.31;
/// Twist of a pure window: at least −11.5 dB.
pub const MIN_TWIST_OF_PURE: f32 = 0.0708;

/// The largest imbalance of a window: 4 dB. A tone must fill at least 80 % of a window, whatever the noise.
pub const MAX_IMBALANCE: f32 = 2.5;

/// Windows of this purity may have more imbalance, since codecs shape tones. Without this, GSM full rate lost 7 % of
/// the digits, with it 4 %.
pub const PURITY_FOR_IMBALANCE: f32 = 0.85;
/// The largest imbalance of a pure window: 6 dB. Such windows count when a tone fills 75 %; with seven of them, digits
/// of 25 ms may be detected and digits of 29 ms must be.
pub const MAX_IMBALANCE_OF_PURE: f32 = 4.0;

/// Frequency error of a tone in one window: 2.1 %, as drift. Q.24 requires 1.5 % and forbids 3.5 %.
pub const DRIFT_IN_WINDOW: [f32; TONES] = drift_cosines(2.1, 10.0);
/// Average frequency error of a tone: 2.0 %, as drift. Two tones an octave apart are 2.08 % from 770 and 1477 Hz.
pub const DRIFT_ON_AVERAGE: [f32; TONES] = drift_cosines(2.0, 10.0);

/// Thresholds for the averages over all windows of a candidate.
pub struct CombinedThresholds {
    /// The least purity.
    pub min_purity: f32,
    /// The largest frequency error of both tones together: the root of the sum of both squares, percent.
    pub max_error_percent: f32,
    /// The largest bend of a tone, as a cosine.
    pub max_bend: f32,
    /// The least and the largest twist: ratio of powers, column over row.
    pub twist: [f32; 2],
    /// How many windows must match.
    pub min_windows: MinWindows,
}

/// How many windows must match, out of as many and one: [`MIN_WINDOWS`] if the digit has risen by
/// [`RISE_FROM_SILENCE`], else one of these.
pub struct MinWindows {
    /// If it has risen by [`MIN_RISE`].
    pub risen: u32,
    /// If it has not.
    pub not_risen: u32,
}

/// A candidate that needs more windows than this is not detected tentatively: most such candidates are voices.
pub const MAX_TENTATIVE_WINDOWS: u32 = PURE.not_risen;

/// The least average purity of a candidate for tentative detection. At 0.72 the suppressor mutes speech two to four
/// times as long.
pub const TENTATIVE_MIN_PURITY: f32 = 0.75;

/// A digit begins out of silence if it is 30 dB above the least 10 ms of the 30 ms before its first window.
pub const RISE_FROM_SILENCE: f32 = 1_000.0;

/// A digit has risen if it is 3 dB above the least 10 ms of the 20 ms before its first window. 9 dB of noise leave 6.7;
/// 99 of 100 digits over speech 12 dB down have 6. It need not rise above sounds that are stationary.
pub const MIN_RISE: f32 = 2.0;

/// For pure windows: 30 ms are enough out of silence, 33 if risen, and 40 even for a digit that follows a voice of the
/// same loudness. Two partials of a voice do not stay this pure.
const PURE: MinWindows = MinWindows { risen: 8, not_risen: 10 };

/// For impure windows: 35 ms if risen, else 85. Two partials of a voice may be at the right frequencies for long if
/// other partials are beside them.
const IMPURE: MinWindows = MinWindows { risen: 9, not_risen: 28 };

/// A candidate is a digit if it passes one of these, from pure to impure:
///
/// - Tones without impairment are 0.955 pure and bend by less than 0.43. Each may be 1.5 % off (AT&T, Q.24), which is
///   2.12 % together; NTT's 1.8 % are 2.55.
/// - If the column is much weaker than the row, its phase is less exact.
/// - Codecs bend 99.9 % of the tones by less than 2.2 radians, but leave nearly all that they pass 0.9 pure and more,
///   and put 99 % of them less than 0.9 % off; an echo 10 dB down does less. They shift twist by up to 6 dB.
/// - 9 dB of noise leave 0.85, put both tones less than 0.3 % off, bend them by less than 0.5 and shift twist by 1 dB.
/// - Speech 12 dB down leaves 0.77, steady tones as strong as the digit leave 0.45. Both affect the tones no more than
///   noise.
///
/// Partials of voices are mostly more than 1 % off, and their rows stronger. They do not begin at once: of 194 false
/// digits in 64 hours of speech of many languages at 8 kHz that the thresholds of single windows alone made, 26 had
/// risen and lasted as [`MinWindows`] requires, and the other thresholds reject all of these.
pub const COMBINED: [CombinedThresholds; 5] = [
    CombinedThresholds {
        min_purity: 0.95,
        max_error_percent: 2.6,
        max_bend: cos(0.43),
        twist: [MIN_TWIST_OF_PURE, MAX_TWIST_OF_PURE],
        min_windows: PURE,
    },
    CombinedThresholds {
        min_purity: 0.95,
        max_error_percent: 2.6,
        max_bend: cos(0.6),
        twist: [MIN_TWIST_OF_PURE, WEAK_COLUMN],
        min_windows: PURE,
    },
    CombinedThresholds {
        min_purity: 0.90,
        max_error_percent: 1.1,
        max_bend: cos(2.2),
        twist: [MIN_TWIST_OF_CODED, MAX_TWIST_OF_PURE],
        min_windows: IMPURE,
    },
    CombinedThresholds {
        min_purity: 0.82,
        max_error_percent: 0.6,
        max_bend: cos(0.8),
        twist: IMPURE_TWIST,
        min_windows: IMPURE,
    },
    CombinedThresholds {
        min_purity: 0.0,
        max_error_percent: 0.45,
        max_bend: cos(0.7),
        twist: IMPURE_TWIST,
        min_windows: IMPURE,
    },
];

/// The column is much weaker than the row: twist of at most −3.5 dB.
const WEAK_COLUMN: f32 = 0.447;

/// −8.5 dB: after a codec or an echo, not much more twist than Q.24 requires of undistorted tones.
const MIN_TWIST_OF_CODED: f32 = 0.141;

/// ±4 dB: with a voice, noise or a dial tone in the window, less twist than Q.24 requires of undistorted tones.
const IMPURE_TWIST: [f32; 2] = [0.398, 2.512];

#[expect(clippy::indexing_slicing, reason = "the compiler's own index, below TONES")]
/// Frequency error in percent of a tone whose phase drifts by one radian in half a window (10 ms).
pub const PERCENT_PER_RADIAN: [f32; TONES] = {
    let mut percent = [0.0; TONES];
    let mut tone = 0;
    while tone < TONES {
        percent[tone] = (100.0 / (TAU * TONE_HZ[tone] as f64 * 0.010)) as f32;
        tone += 1;
    }
    percent
};

/// Windows without a match in a row after which a candidate is dropped.
pub const MAX_MISSES: u32 = 8;

/// The fewest windows that make a digit, out of silence. [`MinWindows`] has the others.
pub const MIN_WINDOWS: u32 = 7;

/// Hops below half the amplitude after which a digit has ended: gaps of 10 ms are bridged, pauses of 20 ms separate
/// digits.
pub const ENDED_AFTER: u32 = 6;

/// From the end of the first matching window to the onset, samples at 8 kHz, negative: the onset is 23 samples into
/// that window, which the tone then fills to 85 %, exactly or within a hop.
pub const ONSET_IN_FIRST_WINDOW: i64 = 23 - 2 * (HALF_WINDOW_HOPS * HOP) as i64;

/// The delay of sums over four hops: half of them, samples at 8 kHz.
pub const SUM_LAG: i64 = (HALF_WINDOW_HOPS * HOP / 2) as i64;

/// Thresholds of tentative detection, at the end of a frame.
pub struct TentativeThresholds {
    /// Hops of half the window.
    pub half_window_hops: usize,
    /// Screening: the least share of the tones over the last 10 ms in the energy of the window.
    pub screen_min_purity: f32,
    /// The least purity.
    pub min_purity: f32,
    /// The largest frequency error of each tone, as drift.
    pub max_drift: [f32; TONES],
    /// The largest imbalance: that of a tone which began within the window.
    pub max_imbalance: f32,
    /// The least rise: ratio of energies, over the least 10 ms of the 20 ms before. Speech that looks like a digit for
    /// 10 ms has mostly gone on for longer.
    pub min_rise: f32,
}

/// Windows of 10 ms and of 15 ms; and of 10 ms after silence, which the tone may fill less, since nothing else is there
/// that could be audible. Of 864,000 digits over silence that began anywhere in a frame, two passed 10 ms of
/// look-ahead, for less than half a millisecond. In two hours of speech the suppressor closed for 8 to 25 ms per hour
/// (11 to 33 without look-ahead).
pub const TENTATIVE: [TentativeThresholds; 3] = [
    TentativeThresholds {
        half_window_hops: 2,
        screen_min_purity: 0.6,
        min_purity: 0.84,
        max_drift: drift_cosines(2.7, 5.0),
        max_imbalance: 4.0,
        min_rise: 12.0,
    },
    TentativeThresholds {
        half_window_hops: 3,
        screen_min_purity: 0.35,
        min_purity: 0.88,
        max_drift: drift_cosines(2.6, 7.5),
        max_imbalance: 4.0,
        min_rise: 12.0,
    },
    TentativeThresholds {
        half_window_hops: 2,
        screen_min_purity: 0.5,
        min_purity: 0.80,
        max_drift: drift_cosines(2.7, 5.0),
        max_imbalance: 10.0,
        min_rise: 1_000.0,
    },
];

/// The weakest tone that is detected tentatively: 1.5 dB below [`MIN_POWER`], as a short window may show it.
pub const TENTATIVE_MIN_POWER: f32 = 0.7 * MIN_POWER;

/// Twist for tentative detection: at most +6.5 dB. Wider, since a short window measures it less well.
pub const TENTATIVE_MAX_TWIST: f32 = 4.5;
/// Twist for tentative detection: at least −10.5 dB.
pub const TENTATIVE_MIN_TWIST: f32 = 0.09;

/// The cosine of an angle.
const fn cos(radians: f64) -> f32 {
    cos_turns(radians / TAU) as f32
}

#[expect(clippy::indexing_slicing, reason = "the compiler's own index, below TONES")]
/// The cosine of each tone's drift between halves of `half_ms`, at a frequency error of `percent`.
const fn drift_cosines(percent: f64, half_ms: f64) -> [f32; TONES] {
    let mut cosines = [0.0; TONES];
    let mut tone = 0;
    while tone < TONES {
        cosines[tone] = cos_turns(TONE_HZ[tone] as f64 * percent / 100.0 * half_ms / 1000.0) as f32;
        tone += 1;
    }
    cosines
}
