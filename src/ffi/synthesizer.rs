//! Speech synthesis
//!
//! The host may give an engine a function that turns text into samples (text to speech), and then play texts:
//!
//! ```c
//! static int32_t speak(void *user, const char *text, size_t text_len, const char *voice, size_t voice_len,
//!                      mixminus_speech *speech)
//! {
//!     my_tts *tts = user;
//!     while (my_tts_next(tts, text, text_len)) {
//!         mixminus_speech_add(speech, tts->samples, tts->count, 22050);
//!     }
//!     return MIXMINUS_OK;
//! }
//!
//! mixminus_engine_set_synthesizer(engine, speak, tts);
//! mixminus_participant_say_text(engine, caller, "Good morning.", 13, NULL, 0, NULL, NULL);
//! ```

use std::ffi::{c_char, c_void};
use std::marker::PhantomData;
use std::sync::Arc;

use super::boundary::control_call;
use super::engine_pointer::EnginePointer;
use super::handle::{mixminus_participant, mixminus_play};
use super::invalid_argument::InvalidArgument;
use super::play::{mixminus_say_options, say_options};
use super::pointer::{In, Length, Out, Samples, SpokenText, Voice, Wav};
use super::status::mixminus_status;
use super::struct_pointer::InStruct;
use crate::control::playback::prompt_files::WavSource;
use crate::control::playback::synthesizer::{MAX_TEXT_BYTES, Speech, SpeechLimit, Synthesizer};
use crate::error::{Error, Result, Status};
use crate::handle::ParticipantId;

/// The speech that a mixminus_synthesizer is making. It adds samples by mixminus_speech_add or mixminus_speech_add_wav.
#[derive(Debug)]
pub struct mixminus_speech {
    speech: Speech,
    limit: SpeechLimit,
}

impl mixminus_speech {
    /// Refuses so many samples more, before they are read.
    fn check(&self, samples: u64, sample_rate_hz: u32) -> Result<()> {
        let speech = &self.speech;
        if !speech.samples.is_empty() && speech.sample_rate_hz != sample_rate_hz {
            return Err(InvalidArgument::Value("sample_rate_hz", sample_rate_hz).into());
        }
        let all = (speech.samples.len() as u64).saturating_add(samples);
        // Of nothing, the rate is judged.
        self.limit.check(all.max(1), sample_rate_hz)
    }

    fn add(&mut self, samples: &[i16], sample_rate_hz: u32) -> Result<()> {
        self.check(samples.len() as u64, sample_rate_hz)?;
        let speech = &mut self.speech;
        speech.samples.try_reserve(samples.len()).map_err(|_| Status::OutOfMemory)?;
        speech.sample_rate_hz = sample_rate_hz;
        speech.samples.extend_from_slice(samples);
        Ok(())
    }
}

/// A function of the host that speaks a text: it adds samples to speech and returns 0. If it returns another status,
/// mixminus_participant_say_text returns that. user: the value given with the function. text, voice: text_len and
/// voice_len bytes, valid while the function runs; voice_len is 0 for the default voice. It is called on the threads
/// that say texts, on several at the same time, never during a tick.
pub type mixminus_synthesizer = Option<
    unsafe extern "C" fn(
        user: *mut c_void,
        text: *const c_char,
        text_len: usize,
        voice: *const c_char,
        voice_len: usize,
        speech: *mut mixminus_speech,
    ) -> i32,
>;

/// A host's function and its value.
struct Host {
    speak: unsafe extern "C" fn(
        *mut c_void,
        *const c_char,
        usize,
        *const c_char,
        usize,
        *mut mixminus_speech,
    ) -> i32,
    user: *mut c_void,
}

// SAFETY: mixminus_engine_set_synthesizer asks the host for a function that may be called with `user` on any thread.
unsafe impl Send for Host {}
// SAFETY: and on several threads at the same time.
unsafe impl Sync for Host {}

impl Synthesizer for Host {
    fn synthesize(&self, text: &str, voice: &str, limit: &SpeechLimit) -> Result<Speech> {
        let mut speech = mixminus_speech { speech: Speech::default(), limit: limit.clone() };
        // SAFETY: the host keeps the function and `user` valid until the calls that have begun have returned
        // (mixminus_engine_set_synthesizer); the other pointers are to values that live until it returns.
        let returned = unsafe {
            (self.speak)(
                self.user,
                text.as_ptr().cast(),
                text.len(),
                voice.as_ptr().cast(),
                voice.len(),
                &raw mut speech,
            )
        };
        if returned == 0 {
            return Ok(speech.speech);
        }
        let status = Status::ALL.into_iter().find(|status| status.code() == returned);
        Err(Error::new(status.unwrap_or(Status::Internal), format!("the synthesizer returned {returned}")))
    }
}

/// The speech that a synthesizer was given: NULL, or a [`mixminus_speech`] of a call in progress, which nobody else
/// uses.
#[repr(transparent)]
#[derive(Debug)]
pub struct SpeechPointer<'a>(*mut mixminus_speech, PhantomData<&'a mut mixminus_speech>);

impl<'a> SpeechPointer<'a> {
    fn speech(self) -> std::result::Result<&'a mut mixminus_speech, InvalidArgument> {
        // SAFETY: not NULL, so `synthesize` has lent it to the host's function, which is running and uses it only by
        // the call that this pointer is an argument of.
        unsafe { self.0.as_mut() }.ok_or(InvalidArgument::Null("speech"))
    }
}

/// Sets or removes the function that turns text into speech. A call that is inside the previous function continues: the
/// host keeps that function and its user value valid until all calls of mixminus_participant_say_text and
/// mixminus_say_text that began before have returned.
///
/// synthesizer: the function, which must be callable on any thread and on several at the same time, and must not throw.
/// It may call the engine. NULL: none.
/// user: passed to it unchanged.
/// Returns MIXMINUS_OK or MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL).
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_engine_set_synthesizer(
    engine: EnginePointer<'_>,
    synthesizer: mixminus_synthesizer,
    user: *mut c_void,
) -> mixminus_status {
    engine.control_call(|engine| {
        let host = synthesizer.map(|speak| Arc::new(Host { speak, user }) as Arc<dyn Synthesizer>);
        engine.set_synthesizer(host)
    })
}

/// Adds samples to a speech. Only from inside a mixminus_synthesizer, with the speech that it was given.
///
/// samples, count: mono, signed 16-bit linear; copied.
/// sample_rate_hz: 1000 to 192000, the same in each call for one speech.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL or misaligned, the rate is out of its range or
/// differs from the previous call, or the speech exceeds an hour), MIXMINUS_ERR_QUOTA_EXCEEDED (the speech exceeds the
/// prompt bytes that the account has left) or MIXMINUS_ERR_OUT_OF_MEMORY. If the call fails, nothing is added.
/// Thread: that of the synthesizer.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_speech_add(
    speech: SpeechPointer<'_>,
    samples: In<'_, i16, Samples>,
    count: Length<Samples>,
    sample_rate_hz: u32,
) -> mixminus_status {
    control_call(|| speech.speech()?.add(samples.slice(count)?, sample_rate_hz))
}

/// Adds the contents of a WAV file to a speech, for synthesizers that produce WAV. Only from inside a
/// mixminus_synthesizer, with the speech that it was given.
///
/// wav, wav_len: the bytes of a WAV file, as for mixminus_prompt_new_wav; borrowed for the call.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, mixminus_last_error says what is wrong with
/// the data, the rate differs from the previous call, or the speech exceeds an hour), MIXMINUS_ERR_UNSUPPORTED,
/// MIXMINUS_ERR_QUOTA_EXCEEDED or MIXMINUS_ERR_OUT_OF_MEMORY. If the call fails, nothing is added.
/// Thread: that of the synthesizer.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_speech_add_wav(
    speech: SpeechPointer<'_>,
    wav: In<'_, u8, Wav>,
    wav_len: Length<Wav>,
) -> mixminus_status {
    control_call(|| {
        let speech = speech.speech()?;
        let sound = WavSource::bytes(wav.slice(wav_len)?)?;
        speech.check(sound.samples, sound.sample_rate_hz)?;
        let (read, _) = sound.read()?;
        speech.add(&read.samples, read.sample_rate_hz)
    })
}

/// Speaks a text to a participant: runs the engine's synthesizer before the call returns, and plays the result as
/// mixminus_participant_say does. The speech counts against the prompt bytes of the participant's account until it has
/// been played.
///
/// text, text_len: up to 65536 bytes of UTF-8; borrowed for the call.
/// voice, voice_len: up to 65536 bytes of UTF-8, passed to the synthesizer; NULL and 0 for the default voice.
/// options, play: as for mixminus_participant_say.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, a text is too long or not UTF-8, a field is
/// out of its range, or the speech has no samples or an unsupported rate), MIXMINUS_ERR_STRUCT_SIZE,
/// MIXMINUS_ERR_UNSUPPORTED (no synthesizer is set), the status that the synthesizer returned,
/// MIXMINUS_ERR_QUOTA_EXCEEDED, MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_say_text(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    text: In<'_, c_char, SpokenText>,
    text_len: Length<SpokenText>,
    voice: In<'_, c_char, Voice>,
    voice_len: Length<Voice>,
    options: InStruct<'_, mixminus_say_options>,
    play: Out<'_, mixminus_play>,
) -> mixminus_status {
    engine.control_result(play.optional(0), |engine| {
        let text = text.utf8(text_len, MAX_TEXT_BYTES)?;
        let voice = voice.utf8(voice_len, MAX_TEXT_BYTES)?;
        Ok(engine.say_text(ParticipantId(participant), text, voice, &say_options(options)?)?.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ffi::status::mixminus_status::{self, *};

    fn speech(bytes_left: u64) -> mixminus_speech {
        mixminus_speech {
            speech: Speech::default(),
            limit: SpeechLimit::of(bytes_left, crate::SampleRate::Hz8000),
        }
    }

    fn add(speech: &mut mixminus_speech, count: usize, sample_rate_hz: u32) -> mixminus_status {
        let samples = vec![1; count];
        let (samples, count) = In::of(&samples);
        mixminus_speech_add(SpeechPointer(speech, PhantomData), samples, count, sample_rate_hz)
    }

    #[test]
    fn a_speech_ends_where_the_account_has_no_bytes_left() {
        let mut speech = speech(200);
        assert_eq!(add(&mut speech, 60, 8_000), MIXMINUS_OK);
        assert_eq!(add(&mut speech, 41, 8_000), MIXMINUS_ERR_QUOTA_EXCEEDED);
        assert_eq!(add(&mut speech, 40, 8_000), MIXMINUS_OK);
        assert_eq!(speech.speech.samples.len(), 100);
        assert_eq!(add(&mut speech, 1, 8_000), MIXMINUS_ERR_QUOTA_EXCEEDED);
    }

    #[test]
    fn rates_are_judged_before_anything_is_kept() {
        for rate in [0, 1, 999, 192_001, u32::MAX] {
            let mut speech = speech(u64::MAX >> 1);
            assert_eq!(add(&mut speech, 10, rate), MIXMINUS_ERR_INVALID_ARGUMENT, "{rate}");
            assert_eq!(speech.speech, Speech::default());
        }
        let mut speech = speech(u64::MAX >> 1);
        assert_eq!(add(&mut speech, 10, 8_000), MIXMINUS_OK);
        assert_eq!(add(&mut speech, 10, 16_000), MIXMINUS_ERR_INVALID_ARGUMENT);
    }
}
