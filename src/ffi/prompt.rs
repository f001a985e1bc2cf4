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

use super::abi_struct::{InStruct, NewStruct, OutStruct, SizeOf, abi_struct};
use super::boundary::control_call;
use super::engine_pointer::EnginePointer;
use super::handle::mixminus_prompt;
use super::pointer::{Account, In, Length, Out, Path, Samples, Wav};
use super::status::mixminus_status;
use crate::control::config::Sound;
use crate::control::playback::prompts::{PromptConfig, PromptInfo};
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
pub struct mixminus_prompt_config<'a> {
    /// Set by mixminus_prompt_config_init.
    pub struct_size: u32,
    /// The rate of the samples: 1000 to 192000 Hz. At the engine's rate they play as they are, bit for bit. Default 8000.
    pub sample_rate_hz: u32,
    /// Whose quota of prompt bytes it counts against: account_len bytes, borrowed for the call. It may play to anyone.
    pub account: In<'a, c_char, Account>,
    /// 1 to 255.
    pub account_len: Length<Account>,
    /// Mono, 16 bits: count samples, borrowed for the call.
    pub samples: In<'a, i16, Samples>,
    /// 1 to as many as an hour holds.
    pub count: Length<Samples>,
}

abi_struct!(mixminus_prompt_config<'_> {
    sample_rate_hz: 8000,
    account: In::NULL,
    account_len: Length::ZERO,
    samples: In::NULL,
    count: Length::ZERO,
});

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

abi_struct!(mixminus_prompt_info { flags, samples, duration_ms });

/// Makes a prompt configuration of 8000 Hz without samples, to be filled in.
///
/// config: the struct to fill. size: sizeof *config as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (config is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_prompt_config_init(
    config: NewStruct<'_, mixminus_prompt_config<'static>>,
    size: SizeOf<mixminus_prompt_config<'static>>,
) -> mixminus_status {
    control_call(|| Ok(config.init("config", size)?))
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
pub extern "C" fn mixminus_prompt_new(
    engine: EnginePointer<'_>,
    config: InStruct<'_, mixminus_prompt_config<'_>>,
    prompt: Out<'_, mixminus_prompt>,
) -> mixminus_status {
    engine.control_result(prompt.required("prompt", 0), |engine| {
        let config = config.load("config")?;
        let account = config.account.name(config.account_len)?;
        let samples = config.samples.slice(config.count)?;
        Ok(engine.prompt_new(&PromptConfig { account, samples, sample_rate_hz: config.sample_rate_hz })?.0)
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
pub extern "C" fn mixminus_prompt_new_wav(
    engine: EnginePointer<'_>,
    account: In<'_, c_char, Account>,
    account_len: Length<Account>,
    wav: In<'_, u8, Wav>,
    wav_len: Length<Wav>,
    prompt: Out<'_, mixminus_prompt>,
) -> mixminus_status {
    engine.control_result(prompt.required("prompt", 0), |engine| {
        Ok(engine.prompt_from_wav(account.name(account_len)?, wav.slice(wav_len)?)?.0)
    })
}

/// The same of the file of that name. It is read before the call returns, and not needed later.
///
/// path: path_len bytes, 1 to 4095, borrowed for the call. The others: as of mixminus_prompt_new_wav.
/// Returns what that does, MIXMINUS_ERR_SYSTEM if the file cannot be read, and MIXMINUS_ERR_INVALID_ARGUMENT if it is a pipe,
/// a socket or a device, which may never end.
/// Thread: any but the ticker's. Waits for the disk.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_prompt_new_file(
    engine: EnginePointer<'_>,
    account: In<'_, c_char, Account>,
    account_len: Length<Account>,
    path: In<'_, c_char, Path>,
    path_len: Length<Path>,
    prompt: Out<'_, mixminus_prompt>,
) -> mixminus_status {
    engine.control_result(prompt.required("prompt", 0), |engine| {
        Ok(engine.prompt_from_file(account.name(account_len)?, &path.path(path_len)?)?.0)
    })
}

/// Gives a prompt up: it can be played no more. What plays or waits of it goes on to its end, and until then its bytes
/// count against the quota.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL) or a handle status (freed twice: stale).
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_prompt_free(
    engine: EnginePointer<'_>,
    prompt: mixminus_prompt,
) -> mixminus_status {
    engine.control_call(|engine| engine.prompt_free(PromptId(prompt)))
}

/// Makes a struct ready to be filled by mixminus_prompt_get_info.
///
/// info: the struct to prepare. size: sizeof *info as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (info is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_prompt_info_init(
    info: NewStruct<'_, mixminus_prompt_info>,
    size: SizeOf<mixminus_prompt_info>,
) -> mixminus_status {
    control_call(|| Ok(info.init("info", size)?))
}

/// Tells how long a prompt is.
///
/// info: filled in; left alone if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle
/// status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_prompt_get_info(
    engine: EnginePointer<'_>,
    prompt: mixminus_prompt,
    info: OutStruct<'_, mixminus_prompt_info>,
) -> mixminus_status {
    engine.control_result(info.required("info"), |engine| {
        let PromptInfo { samples, duration_ms, read_to_end } = engine.prompt_info(PromptId(prompt))?;
        let flags = if read_to_end { MIXMINUS_PROMPT_READ_TO_END } else { 0 };
        Ok(mixminus_prompt_info { struct_size: 0, flags, samples, duration_ms })
    })
}
