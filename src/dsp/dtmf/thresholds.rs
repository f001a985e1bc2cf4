//! What counts as a key: every threshold of the receiver, with where it comes from.
//!
//! Q.24: ITU-T Q.24, its table of the limits of AT&T, NTT and others. TR-TSY-000181: Bellcore, dual-tone receivers.

use super::goertzel::{HOP, TONE_HZ, TONES};
use super::hops::HALF;
use crate::dsp::tone::sine::cos_turns;
use core::f64::consts::TAU;

/// Power (mean square of samples) of a tone of 0 dBm0: a sine of full scale is 3.14 dBm0 (ITU-T G.711, A-law).
pub const POWER_0_DBM0: f32 = 260_510_000.0;

/// The weakest tone that counts, −44 dBm0: −36 must be heard (TR-TSY-000181) and −55 must not (Q.24).
pub const LEAST_POWER: f32 = POWER_0_DBM0 * 3.981e-5;

/// A line whose peak is below this holds no two tones of [`LEAST_POWER`]: not looked at.
pub const LEAST_PEAK: u16 = 100;

/// How much of a window's energy the tones of the first look have to be; a tone 1.5 % off its frequency shows 0.8 of
/// itself there.
pub const FIRST_PURITY: f32 = 0.55;

/// How uneven the halves of a window may be at the first look, which does not know what leaks from tone to tone.
pub const FIRST_EVEN: f32 = 8.0;

/// How much of a window's energy two fitted tones have to be. 9 dB of noise leave 0.89, speech 12 dB down 0.94 on the
/// mean; of 2,560 keys over such speech 0.7 % are lost at 0.75, 0.4 % at 0.72.
pub const PURITY: f32 = 0.72;

/// The same where something steady lies under the line ([`Steady`](super::steady_tones::Steady)), whose energy is taken off,
/// and what is left of the window has about that energy: within this ratio.
pub const AS_STEADY: f32 = 1.5;

/// How much of the whole window the tones have to be even then: as strong as what lies under them.
pub const LEAST_SHARE: f32 = 0.45;

/// Twist: column over row, as ratios of power: +5.5 and −9.5 dB. Q.24 (AT&T) asks for +4 and −8.
pub const MOST_TWIST: f32 = 3.548;
pub const LEAST_TWIST: f32 = 0.1122;

/// An echo 10 dB down shifts twist by up to 5.7 dB, and leaves the tones as pure as they were: of what is this pure,
/// +8 and −11.5 dB pass too, of a window; what windows may be together, [`TOGETHER`] says.
pub const PURITY_OF_TWISTED: f32 = 0.9;
pub const MOST_PURE_TWIST: f32 = 6.31;
pub const LEAST_PURE_TWIST: f32 = 0.0708;

/// By how much the two halves of a window may differ in each tone's power: 4 dB. It makes windows count that a tone
/// fills at least to 80 %, whatever the noise.
pub const EVEN: f32 = 2.5;

/// Codecs shape tones: windows this pure may be less even, by 6 dB, and count when they are filled to 75 %: with seven of
/// them 25 ms may be heard and 29 must be. Without this GSM full rate lost 7 % of the keys, with it 4 %.
pub const PURITY_OF_UNEVEN: f32 = 0.85;
pub const EVEN_OF_PURE: f32 = 4.0;

/// How far off a tone may be, in percent: of a window, and on the mean. Q.24 asks that 1.5 be heard and 3.5 not. Two
/// tones an octave apart are 2.08 % from 770 and 1477 Hz.
pub const OFF_IN_WINDOW: [f32; TONES] = drift_limits(2.1, 10.0);
pub const OFF_ON_MEAN: [f32; TONES] = drift_limits(2.0, 10.0);

/// What windows that agree may be together.
pub struct Together {
    /// How much of their whole energy the fitted tones are at least.
    pub purity: f32,
    /// How far off both tones may be together: the root of the sum of both squares, percent.
    pub off: f32,
    /// How much faster or slower a tone's phase may advance in the last window than in the first: cos of the difference.
    pub bend: f32,
    /// The column's power over the row's, at least and at most.
    pub twist: [f32; 2],
    /// How many they have to be.
    pub lasting: Lasting,
}

/// How many windows have to agree, each one of the last so many and one: the less they have risen out of what was before,
/// the more.
pub struct Lasting {
    /// If they have risen by [`RISEN`], and not by [`FROM_SILENCE`], where [`FEWEST`] are enough.
    pub risen: u32,
    /// If they have not.
    pub at_all: u32,
}

/// The most windows until which what may be a key is suspected: of one that needs more, most are voices.
pub const MOST_SUSPECTED: u32 = PURE.at_all;

/// How pure windows that agree have to be on the mean to be suspected before they are certain: at 0.72 false mutes last two
/// to four times as long.
pub const PURITY_OF_SUSPECTED: f32 = 0.75;

/// Over what was before, in 10 of the 30 ms before the first window: 30 dB.
pub const FROM_SILENCE: f32 = 1_000.0;

/// Over what was before, in 10 of the 20 ms before the first window: 3 dB. 9 dB of noise leave 6.7, 99 of 100 keys over
/// speech 12 dB down have 6; of what is steady a key need not rise.
pub const RISEN: f32 = 2.0;

/// 30 ms are enough out of silence, 33 out of what is not, and 40 even for a key that follows a voice as loud: two
/// partials that are this pure among others do not stay so.
const PURE: Lasting = Lasting { risen: 8, at_all: 10 };

/// A voice may have two partials at the right places for long when others stand beside them: 35 ms at least, and 85 where
/// it was there before.
const IMPURE: Lasting = Lasting { risen: 9, at_all: 28 };

/// By how pure they are; they are a key if they are within the limits of one of these. In turn:
///
/// - Tones that nothing has befallen are 0.955 pure and bend by less than 0.43. They may be 1.5 % off, both of them
///   (AT&T, Q.24), which is 2.12 % together; NTT's 1.8 % are 2.55.
/// - Of a column much weaker than its row, the phase is not so well known.
/// - Codecs bend 99.9 % of the tones by less than 2.2 radians, but leave nearly all that they pass 0.9 pure and more, and
///   put 99 % of them less than 0.9 % off; an echo 10 dB down does less. They shift twist by up to 6 dB.
/// - 9 dB of noise leave 0.85, put both less than 0.3 % off, bend them by less than 0.5 and shift twist by 1 dB.
/// - Speech 12 dB down leaves 0.77, something steady as strong as the tones 0.45. They do no more to the tones than noise.
///
/// Partials of voices are mostly more than 1 % off, and their rows stronger. They do not begin at once: of 194 false keys in
/// 64 hours of speech of many languages at 8 kHz that purer windows alone made, 26 had risen and lasted as [`Lasting`]
/// asks, and none of these is left by the other limits.
pub const TOGETHER: [Together; 5] = [
    Together {
        purity: 0.95,
        off: 2.6,
        bend: cos(0.43),
        twist: [LEAST_PURE_TWIST, MOST_PURE_TWIST],
        lasting: PURE,
    },
    Together {
        purity: 0.95,
        off: 2.6,
        bend: cos(0.6),
        twist: [LEAST_PURE_TWIST, WEAK_COLUMN],
        lasting: PURE,
    },
    Together {
        purity: 0.90,
        off: 1.1,
        bend: cos(2.2),
        twist: [LEAST_BENT_TWIST, MOST_PURE_TWIST],
        lasting: IMPURE,
    },
    Together { purity: 0.82, off: 0.6, bend: cos(0.8), twist: IMPURE_TWIST, lasting: IMPURE },
    Together { purity: 0.0, off: 0.45, bend: cos(0.7), twist: IMPURE_TWIST, lasting: IMPURE },
];

/// −3.5 dB.
const WEAK_COLUMN: f32 = 0.447;

/// −8.5 dB: what a codec or an echo has shaped may not be twisted much further than Q.24 asks of tones alone.
const LEAST_BENT_TWIST: f32 = 0.141;

/// ±4 dB: what a voice, noise or a dial tone lies over or under may be less twisted than Q.24 asks of tones alone.
const IMPURE_TWIST: [f32; 2] = [0.398, 2.512];

#[expect(clippy::indexing_slicing, reason = "the compiler's own index, below TONES")]
/// How many percent off a tone is whose phase drifts by a radian in half a window.
pub const PERCENT_A_RADIAN: [f32; TONES] = {
    let mut percent = [0.0; TONES];
    let mut tone = 0;
    while tone < TONES {
        percent[tone] = (100.0 / (TAU * TONE_HZ[tone] as f64 * 0.010)) as f32;
        tone += 1;
    }
    percent
};

/// Windows without a key after which what agreed before them is forgotten.
pub const MISSED: u32 = 8;

/// The fewest windows that make a key, out of silence; more are needed where it was not silent: [`Lasting`].
pub const FEWEST: u32 = 7;

/// Hops below half the amplitude after which a key is let go: gaps of 10 ms are bridged, pauses of 20 ms split.
pub const GONE_AFTER: u32 = 6;

/// From the beginning of the first window that agrees to the onset, samples at 8 kHz: it is filled to 85 %, at once or
/// within a hop.
pub const INTO_FIRST_WINDOW: i64 = 23 - 2 * (HALF * HOP) as i64;

/// Half of what the sums of four hops lag behind, samples at 8 kHz.
pub const HALF_LAG: i64 = (HALF * HOP / 2) as i64;

/// What is suspected at the end of a frame.
pub struct Suspicion {
    /// Hops of half the window.
    pub half: usize,
    /// How much of the window's energy the tones' sums over the last 10 ms have to show, before they are fitted.
    pub share: f32,
    /// How much of it the fitted tones have to be.
    pub purity: f32,
    /// How far off they may be.
    pub off: [f32; TONES],
    /// How uneven its halves may be: as what is not filled makes them.
    pub even: f32,
    /// It has risen: by this ratio of energies above some 10 ms of the 20 before. Speech that looks like a key for 10 ms
    /// has mostly gone on for longer.
    pub rise: f32,
}

/// 10 ms, and 15; and 10 that follow silence, more of which may be missing, since nothing else is there that could be
/// heard. In 864 000 keys over silence that began anywhere in a frame two passed 10 ms of look-ahead, for less than half a
/// millisecond. In two hours of speech they closed for 8 to 25 ms an hour (11 to 33 without look-ahead).
pub const SUSPICIONS: [Suspicion; 3] = [
    Suspicion { half: 2, share: 0.6, purity: 0.84, off: drift_limits(2.7, 5.0), even: 4.0, rise: 12.0 },
    Suspicion { half: 3, share: 0.35, purity: 0.88, off: drift_limits(2.6, 7.5), even: 4.0, rise: 12.0 },
    Suspicion { half: 2, share: 0.5, purity: 0.80, off: drift_limits(2.7, 5.0), even: 10.0, rise: 1_000.0 },
];

/// The weakest tone that is suspected: 1.5 dB below the weakest that counts, as a short window may show it.
pub const LEAST_SUSPECT_POWER: f32 = 0.7 * LEAST_POWER;

/// Twist that may be suspected: wider, since a short window knows it less well.
pub const MOST_SUSPECT_TWIST: f32 = 4.5;
pub const LEAST_SUSPECT_TWIST: f32 = 0.09;

/// cos of so many radians.
const fn cos(radians: f64) -> f32 {
    cos_turns(radians / TAU) as f32
}

#[expect(clippy::indexing_slicing, reason = "the compiler's own index, below TONES")]
/// cos of the drift between halves of `half_ms` of a tone that is so many percent off.
const fn drift_limits(percent: f64, half_ms: f64) -> [f32; TONES] {
    let mut limits = [0.0; TONES];
    let mut tone = 0;
    while tone < TONES {
        limits[tone] = cos_turns(TONE_HZ[tone] as f64 * percent / 100.0 * half_ms / 1000.0) as f32;
        tone += 1;
    }
    limits
}
