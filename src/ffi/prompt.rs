//! Prompts
//!
//! A prompt is samples that a host gives once, at any rate, and plays as often as it likes: to a participant, to rooms,
//! as one joins, leaves or is on hold. It is resampled as it is made, so that playing it costs a tick no more than
//! another speaker would.
//!
//! ```c
//! mixminus_prompt_config config;
//! mixminus_prompt_config_init(&config, sizeof config);
//! config.account = "acme";
//! config.account_len = 4;
//! config.samples = samples;
//! config.count = count;
//! config.sample_rate_hz = 44100;
//! mixminus_prompt welcome;
//! mixminus_prompt_new(engine, &config, &welcome);
//! mixminus_participant_say(engine, caller, welcome, NULL, NULL);
//! mixminus_prompt_free(engine, welcome);                           // it plays on to its end
//! ```
//!
//! Or of a WAV file, or of what is in one, in one call:
//!
//! ```c
//! mixminus_prompt_new_file(engine, "acme", 4, "welcome.wav", 11, &welcome);
//! mixminus_prompt_new_wav(engine, "acme", 4, bytes, sizeof bytes, &goodbye);
//! ```
//!
//! Wherever something plays a mixminus_sound is taken: MIXMINUS_SOUND_NONE, MIXMINUS_SOUND_BEEP, or a prompt.

use std::ffi::c_char;

use super::boundary::control_call;
use super::engine::mixminus_engine;
use super::handle::mixminus_prompt;
use super::layout::{self, Plain, Target, Versioned};
use super::pointer::{self, Out};
use super::status::mixminus_status;
use crate::control::config::Sound;
use crate::control::playback::prompts::{PromptConfig, PromptInfo};
use crate::error::Result;
use crate::handle::PromptId;

/// What plays: MIXMINUS_SOUND_NONE, MIXMINUS_SOUND_BEEP, or a mixminus_prompt.
pub type mixminus_sound = u64;

/// A mixminus_sound: nothing.
pub const MIXMINUS_SOUND_NONE: u64 = 0;

/// A mixminus_sound: the engine's own, two short tones of -20 dBm0 that rise, or fall for a leave; 160 ms.
pub const MIXMINUS_SOUND_BEEP: u64 = 1;

/// What plays.
pub(crate) fn sound(sound: mixminus_sound) -> Sound {
    match sound {
        MIXMINUS_SOUND_NONE => Sound::None,
        MIXMINUS_SOUND_BEEP => Sound::Beep,
        prompt => Sound::Prompt(PromptId(prompt)),
    }
}

/// A prompt to be made. mixminus_prompt_config_init gives the defaults.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_prompt_config {
    /// Set by mixminus_prompt_config_init.
    pub struct_size: u32,
    /// The rate of the samples: 1000 to 192000 Hz. At the engine's rate they play as they are, bit for bit. Default 8000.
    pub sample_rate_hz: u32,
    /// Whose quota of prompt bytes it counts against: account_len bytes, borrowed for the call. It may play to anyone.
    pub account: *const c_char,
    /// 1 to 255.
    pub account_len: usize,
    /// Mono, 16 bits: count samples, borrowed for the call.
    pub samples: *const i16,
    /// 1 to as many as an hour holds.
    pub count: usize,
}

// SAFETY: two 32-bit integers, then four fields of pointer size: no padding, be a pointer 32 bits or 64.
unsafe impl Plain for mixminus_prompt_config {
    const NAME: &'static str = "mixminus_prompt_config";
}

// SAFETY: it begins with `struct_size`.
unsafe impl Versioned for mixminus_prompt_config {
    fn initial() -> mixminus_prompt_config {
        mixminus_prompt_config {
            struct_size: 0,
            sample_rate_hz: 8000,
            account: std::ptr::null(),
            account_len: 0,
            samples: std::ptr::null(),
            count: 0,
        }
    }
}

/// A flag of mixminus_prompt_info: the WAV data of which the prompt was made did not say how long they are, as those of a
/// program that writes into a pipe do not, or said more than there is. The prompt ends where they do.
pub const MIXMINUS_PROMPT_READ_TO_END: u32 = 1;

/// A prompt as it is kept.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_prompt_info {
    /// Set by mixminus_prompt_info_init.
    pub struct_size: u32,
    /// MIXMINUS_PROMPT_READ_TO_END, or 0.
    pub flags: u32,
    /// How many samples it is at the engine's rate.
    pub samples: u64,
    /// How long it lasts, milliseconds, rounded up.
    pub duration_ms: u64,
}

// SAFETY: two 32-bit integers, then two of 64 bits: no padding.
unsafe impl Plain for mixminus_prompt_info {
    const NAME: &'static str = "mixminus_prompt_info";
}

// SAFETY: it begins with `struct_size`.
unsafe impl Versioned for mixminus_prompt_info {
    fn initial() -> mixminus_prompt_info {
        mixminus_prompt_info { struct_size: 0, flags: 0, samples: 0, duration_ms: 0 }
    }
}

/// Makes a prompt configuration of 8000 Hz without samples, to be filled in.
///
/// config: the struct to fill. size: sizeof *config as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (config is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_prompt_config_init(
    config: *mut mixminus_prompt_config,
    size: usize,
) -> mixminus_status {
    // SAFETY: by the rules of the header.
    control_call(|| Ok(unsafe { layout::init(config, "config", size) }?))
}

/// Makes a prompt: copies the samples, resampled to the engine's rate. Takes some 10 ms for each second of sound.
///
/// Played more than once, it is a loop without a seam: its samples are resampled as one period of an endless sound, whose
/// pitch is that of the samples within 0.013 %. Played once, it begins and ends in silence.
///
/// config: borrowed for the call, its account and samples too. prompt: receives the handle, which is good until
/// mixminus_prompt_free; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL or not aligned, or a field is out of its range),
/// MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_QUOTA_EXCEEDED (the account's quota of prompt bytes, its max_prompt_bytes, or its
/// share of the 262142 prompts of an engine: up to 131071, and no more than are left free for others; or max_accounts of the
/// engine) or MIXMINUS_ERR_OUT_OF_MEMORY.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_prompt_new(
    engine: *mut mixminus_engine,
    config: *const mixminus_prompt_config,
    prompt: *mut mixminus_prompt,
) -> mixminus_status {
    control_call(|| {
        // SAFETY: by the rules of the header, here and in the blocks below.
        let prompt = unsafe { Out::new(prompt, "prompt", 0) }?;
        // SAFETY: as above.
        let (engine, config) = unsafe { (pointer::engine(engine)?, layout::load(config, "config")?) };
        // SAFETY: as above, for what the struct points to.
        let (account, samples) = unsafe {
            (
                pointer::name("account", config.account, config.account_len)?,
                pointer::samples(config.samples, config.count)?,
            )
        };
        let config = PromptConfig { account, samples, sample_rate_hz: config.sample_rate_hz };
        prompt.set(engine.prompt_new(&config)?.0);
        Ok(())
    })
}

/// Makes a prompt of WAV data: integers of 8 to 32 or of 64 bits, also of 12 or 20 in the upper bits of more, floats of 32
/// or 64, A-law or u-law, in RIFF, RF64, BW64 or Wave64, also as WAVE_FORMAT_EXTENSIBLE; up to 256 channels, 1000 to 192000
/// Hz, at most an hour and 1 GiB of samples. Several channels are averaged; what is wider than 16 bits is rounded; floats
/// beyond full scale are clipped. A length that is 0, or goes beyond the end of the data, means up to their end:
/// mixminus_prompt_get_info says so. Else as mixminus_prompt_new.
///
/// All of that, and the quota, is judged by the header, before a sample is read.
///
/// account, account_len: as of mixminus_prompt_config. wav, wav_len: the bytes of a WAV file, borrowed for the call.
/// prompt: receives the handle; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or mixminus_last_error says what is wrong with
/// the data: no WAV file, damaged, without samples, of another rate, too long), MIXMINUS_ERR_UNSUPPORTED
/// (mixminus_last_error says what they are and how to convert them, as ADPCM, MP3 or FLAC; or the library was built without
/// recordings, and reads no WAV data), MIXMINUS_ERR_QUOTA_EXCEEDED or MIXMINUS_ERR_OUT_OF_MEMORY.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_prompt_new_wav(
    engine: *mut mixminus_engine,
    account: *const c_char,
    account_len: usize,
    wav: *const u8,
    wav_len: usize,
    prompt: *mut mixminus_prompt,
) -> mixminus_status {
    control_call(|| {
        // SAFETY: by the rules of the header.
        let (prompt, engine, account, wav) = unsafe {
            (
                Out::new(prompt, "prompt", 0)?,
                pointer::engine(engine)?,
                pointer::name("account", account, account_len)?,
                pointer::bytes("wav", wav, wav_len)?,
            )
        };
        prompt.set(engine.prompt_from_wav(account, wav)?.0);
        Ok(())
    })
}

/// The same of the file of that name. It is read before the call returns, and not needed later.
///
/// path: path_len bytes, 1 to 4095, borrowed for the call. The others: as of mixminus_prompt_new_wav.
/// Returns what that does, MIXMINUS_ERR_SYSTEM if the file cannot be read, and MIXMINUS_ERR_INVALID_ARGUMENT if it is a pipe,
/// a socket or a device, which may never end.
/// Thread: any but the ticker's. Waits for the disk.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_prompt_new_file(
    engine: *mut mixminus_engine,
    account: *const c_char,
    account_len: usize,
    path: *const c_char,
    path_len: usize,
    prompt: *mut mixminus_prompt,
) -> mixminus_status {
    control_call(|| {
        // SAFETY: by the rules of the header.
        let (prompt, engine, account, path) = unsafe {
            (
                Out::new(prompt, "prompt", 0)?,
                pointer::engine(engine)?,
                pointer::name("account", account, account_len)?,
                pointer::path("path", path, path_len)?,
            )
        };
        prompt.set(engine.prompt_from_file(account, &path)?.0);
        Ok(())
    })
}

/// Gives a prompt up: it can be played no more. What plays or waits of it goes on to its end, and until then its bytes
/// count against the quota.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL) or a handle status (freed twice: stale).
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_prompt_free(
    engine: *mut mixminus_engine,
    prompt: mixminus_prompt,
) -> mixminus_status {
    // SAFETY: by the rules of the header.
    control_call(|| unsafe { pointer::engine(engine) }?.prompt_free(PromptId(prompt)))
}

/// Makes a struct ready to be filled by mixminus_prompt_get_info.
///
/// info: the struct to prepare. size: sizeof *info as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (info is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_prompt_info_init(
    info: *mut mixminus_prompt_info,
    size: usize,
) -> mixminus_status {
    // SAFETY: by the rules of the header.
    control_call(|| Ok(unsafe { layout::init(info, "info", size) }?))
}

/// Tells how long a prompt is.
///
/// info: filled in; left alone if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle
/// status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_prompt_get_info(
    engine: *mut mixminus_engine,
    prompt: mixminus_prompt,
    info: *mut mixminus_prompt_info,
) -> mixminus_status {
    control_call(|| -> Result<()> {
        // SAFETY: by the rules of the header.
        let (engine, info) = unsafe { (pointer::engine(engine)?, Target::new(info, "info")?) };
        let PromptInfo { samples, duration_ms, read_to_end } = engine.prompt_info(PromptId(prompt))?;
        let flags = if read_to_end { MIXMINUS_PROMPT_READ_TO_END } else { 0 };
        info.fill(mixminus_prompt_info { struct_size: 0, flags, samples, duration_ms });
        Ok(())
    })
}
