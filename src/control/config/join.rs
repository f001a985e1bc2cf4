//! The options of a join.

use super::sound::Sound;
use crate::units::{DtmfDigit, Gain};

/// How far beyond the prefill a participant's in-ring may fill before it is trimmed, unless the join sets a cap.
pub const DEFAULT_CAP_BEYOND_PREFILL_MS: u32 = 40;

/// The most milliseconds of prefill that a join may ask for.
pub const MAX_PREFILL_MS: u32 = 200;

/// The longest lock-out after a DTMF digit that is not the terminator, in milliseconds: an hour.
pub const MAX_INTERDIGIT_TIMEOUT_MS: u32 = 3_600_000;

/// How a participant joins a room. [`JoinOptions::new`] sets the defaults.
///
/// ```
/// use mixminus::{AllowSignals, DtmfDigit, JoinOptions};
///
/// let options = JoinOptions {
///     terminator: DtmfDigit::from_char('*'),
///     allow_signals: AllowSignals::Names(&[b"operator"]),
///     ..JoinOptions::new(b"1337")
/// };
/// # let _ = options;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JoinOptions<'a> {
    /// The room's id within the participant's account and environment: 1 … 255 bytes.
    pub conference_id: &'a [u8],
    /// Muted: its audio is not mixed; it still hears the room. Default false.
    pub mute: bool,
    /// Deaf: it gets silence; the room still hears it. Default false.
    pub deaf: bool,
    /// Gain on what it says. Default 0 dB.
    pub gain: Gain,
    /// The prefill of its in-ring, 0 … 200 ms; `None`: the engine's, the default.
    pub prefill_ms: Option<u32>,
    /// The target of its jitter buffer adapts to the arrivals of its packets, once a write has given a timestamp. `None`:
    /// the target is the prefill, the default.
    pub adaptive: Option<AdaptiveTarget>,
    /// How much its in-ring may hold before it is trimmed, milliseconds: from the prefill, or from `adaptive.max_ms` if
    /// that is more, to the engine's `max_cap_ms`; `None`: 40 ms more than these, the default. What one write brings
    /// beyond a frame does not count, nor does the frame that completes the prefill.
    pub cap_ms: Option<u32>,
    /// Reports starts and ends of its talkspurts as events. Default false.
    pub talk_events: bool,
    /// Detects DTMF in its audio, muted or not, and reports it as events. Injected DTMF is always reported. Default
    /// true.
    pub detect_dtmf: bool,
    /// Lets the others hear its DTMF. If false, the tones are suppressed, which delays its audio by the engine's
    /// `dtmf_look_ahead_ms`. The delay is fixed at the join; changing this setting later does not change it. Default
    /// false.
    pub play_tones: bool,
    /// Makes injected DTMF audible to the others, while `play_tones` is true. Default true.
    pub generate_dtmf: bool,
    /// What plays to all in the room as it joins, itself included. Joins in one room share a sound: none begins while
    /// another plays, nor within one second of its beginning. Default none.
    pub join_prompt: Sound,
    /// What plays to the others after it has left, whatever the reason. Leaves share a sound in the same way. Default
    /// none.
    pub leave_prompt: Sound,
    /// The DTMF digit that leaves the room at its onset, in-band or injected, even while it is muted or `detect_dtmf`
    /// is false. Default none.
    pub terminator: Option<DtmfDigit>,
    /// Lock-out: after a digit that is not the terminator no digit leaves the room for so long, counted from its onset,
    /// in milliseconds: 0 … 3,600,000. Without a terminator it has no effect. Default 0.
    pub interdigit_timeout_ms: u32,
    /// Which signals may interrupt the conference. Default any.
    pub allow_signals: AllowSignals<'a>,
}

/// Within what limits the target of a jitter buffer adapts.
///
/// The target is the reserve that a line plays with, beyond the fastest of its last packets. It is chosen by what a longer
/// delay and what late packets would have cost. The line goes to its target at once in a pause of the speech and where
/// packets are missing, and by single pitch periods, at most 15 ms each, in speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdaptiveTarget {
    /// The least reserve, 0 … `max_ms` ms.
    pub min_ms: u32,
    /// The most, up to the engine's `max_cap_ms`, ms.
    pub max_ms: u32,
}

/// Which signals may interrupt a conference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllowSignals<'a> {
    /// Any: `*`.
    Any,
    /// Signals of these names, compared byte by byte: at most 64, each of 1 … 255 bytes. `*` allows any. Empty names
    /// are ignored. Without a name no signal interrupts the conference.
    Names(&'a [&'a [u8]]),
}

impl<'a> JoinOptions<'a> {
    /// The defaults: neither muted nor deaf, 0 dB, the engine's prefill, no talk events; DTMF is reported and
    /// suppressed; no terminator; any signal interrupts.
    pub fn new(conference_id: &'a [u8]) -> JoinOptions<'a> {
        JoinOptions {
            conference_id,
            mute: false,
            deaf: false,
            gain: Gain::UNITY,
            prefill_ms: None,
            adaptive: None,
            cap_ms: None,
            talk_events: false,
            detect_dtmf: true,
            play_tones: false,
            generate_dtmf: true,
            terminator: None,
            interdigit_timeout_ms: 0,
            allow_signals: AllowSignals::Any,
            join_prompt: Sound::None,
            leave_prompt: Sound::None,
        }
    }

    /// As [`JoinOptions::new`], without DTMF detection and suppression: the audio is mixed as it came, tones included,
    /// without the delay of the look-ahead.
    pub fn without_dtmf(conference_id: &'a [u8]) -> JoinOptions<'a> {
        JoinOptions {
            detect_dtmf: false,
            play_tones: true,
            generate_dtmf: false,
            ..JoinOptions::new(conference_id)
        }
    }
}
