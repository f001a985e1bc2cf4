//! Digits that the host sends to participants.

use super::dtmf::level_in_range;
use crate::control::config::in_range;
use crate::control::engine::lifecycle::Engine;
use crate::dsp::tone::dtmf_tone::{MAX_LEVEL_MDBM0, MIN_LEVEL_MDBM0, ToneLevel};
use crate::error::{Error, Result, Status};
use crate::handle::ParticipantId;
use crate::rt::dtmf::digit_sender::{DigitSender, Digits, MAX_DIGITS};
use crate::rt::message::command::Command;
use crate::units::DtmfDigit;

/// The most digits that may wait to be sent to a participant, including the one that is sounding.
pub const MAX_WAITING_DIGITS: usize = MAX_DIGITS;

/// The shortest and the longest tone or pause of a sent digit, milliseconds.
const DIGIT_MS: [u32; 2] = [20, 5_000];

/// Level and timing of sent digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DtmfTiming {
    /// Level of each of the two tones, thousandths of dBm0: −55,000 … −3,000.
    pub level_mdbm0: i32,
    /// Length of each tone, including its edges of 2 ms: 20 … 5,000 ms. Receivers need 40.
    pub on_ms: u32,
    /// Pause after each tone: 20 … 5,000 ms. Receivers need 40.
    pub off_ms: u32,
}

impl Default for DtmfTiming {
    /// −10 dBm0 per tone, 100 ms on and 100 ms off.
    fn default() -> DtmfTiming {
        DtmfTiming { level_mdbm0: -10_000, on_ms: 100, off_ms: 100 }
    }
}

impl Engine {
    /// Sends DTMF digits to the participant's line: their tones are added to what it hears, one after the other, after
    /// those that are queued. What is queued when it leaves is dropped.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
    /// use mixminus::{DtmfDigit, DtmfTiming};
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// # engine.join(call, &JoinOptions::new(b"1337"))?;
    /// let digits: Vec<DtmfDigit> = "1234#".chars().filter_map(DtmfDigit::from_char).collect();
    /// engine.send_dtmf(call, &digits, &DtmfTiming::default())?;
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors, and then none is sent: `InvalidArgument` (no digit, more than 32, or a timing out of range); `QueueFull`
    /// if more than 32 digits would be queued, or the command queue is full; `NotInRoom`.
    pub fn send_dtmf(
        &self,
        participant: ParticipantId,
        digits: &[DtmfDigit],
        timing: &DtmfTiming,
    ) -> Result<()> {
        if !(1..=MAX_DIGITS).contains(&digits.len()) {
            return Err(Error::new(
                Status::InvalidArgument,
                format!("digits: length {}, must be 1 to {MAX_DIGITS}", digits.len()),
            ));
        }
        level_in_range(timing.level_mdbm0, MIN_LEVEL_MDBM0, MAX_LEVEL_MDBM0)?;
        let [shortest, longest] = DIGIT_MS;
        in_range("on_ms", timing.on_ms, shortest, longest)?;
        in_range("off_ms", timing.off_ms, shortest, longest)?;
        let mut all = [DtmfDigit::at(0, 0); MAX_DIGITS];
        all[..digits.len()].copy_from_slice(digits);
        let count = digits.len() as u32;
        self.send_of(participant, |slot, session| {
            let rate = self.inner.format_of(slot).rate;
            let digits = Digits {
                digits: all,
                count,
                loudness: ToneLevel::from_mdbm0(timing.level_mdbm0),
                on: rate.samples_in_ms(timing.on_ms) as u32,
                off: rate.samples_in_ms(timing.off_ms) as u32,
            };
            // Until the tick has seen this join, its count may be of an earlier one.
            let done = self.inner.shared.slots[slot as usize]
                .tick_counts
                .digits_sent
                .get()
                .max(session.digits_before);
            let waiting = session.digits - done;
            if waiting + u64::from(digits.count) > MAX_DIGITS as u64 {
                return Err(Error::new(
                    Status::QueueFull,
                    format!("digits: {waiting} are waiting, must be at most {MAX_DIGITS} with these"),
                ));
            }
            session.digit_sender.make(|| DigitSender::new(rate))?;
            let sender = session.digit_sender.hand_over();
            session.digits += u64::from(digits.count);
            Ok(Command::SendDigits { slot, join: session.join, digits, sender })
        })
    }
}
