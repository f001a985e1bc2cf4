//! Prompts
//!
//! A prompt is audio that the host gives to the engine once, at any sample rate, and plays as often as it likes: to a
//! participant, to rooms, when a participant joins or leaves, or while one is on hold. It is resampled when it is made,
//! so that playing it costs a tick no more than another speaker. Make it from samples:
//!
//! ```c
//! mixminus_prompt_config config;
//! mixminus_prompt_config_init(&config, sizeof config);
//! config.account = "acme";                                 // by default the account "default"
//! config.account_len = 4;
//! config.samples = samples;
//! config.count = count;
//! config.sample_rate_hz = 44100;
//! mixminus_prompt welcome;
//! mixminus_prompt_new(engine, &config, &welcome);
//! mixminus_participant_say(engine, caller, welcome, NULL, NULL);
//! mixminus_prompt_free(engine, welcome);                           // a play continues to its end
//! ```
//!
//! or from a WAV file, or from the contents of one:
//!
//! ```c
//! mixminus_prompt_new_file(engine, "acme", 4, "welcome.wav", 11, &welcome);
//! mixminus_prompt_new_wav(engine, "acme", 4, bytes, sizeof bytes, &goodbye);
//! ```
//!
//! Every call that plays audio takes a mixminus_sound: MIXMINUS_SOUND_NONE, MIXMINUS_SOUND_BEEP, or the handle of a
//! prompt.

use std::ffi::c_char;

use super::abi_struct::abi_struct;
use super::boundary::control_call;
use super::engine_pointer::EnginePointer;
use super::handle::mixminus_prompt;
use super::pointer::{Account, In, Length, Out, Path, Samples, Wav};
use super::status::mixminus_status;
use super::struct_pointer::{InStruct, NewStruct, OutStruct, SizeOf};
use crate::control::config::Sound;
use crate::control::playback::prompts::{PromptConfig, PromptInfo};
use crate::handle::PromptId;

/// What to play: MIXMINUS_SOUND_NONE, MIXMINUS_SOUND_BEEP, or a mixminus_prompt.
pub type mixminus_sound = u64;

/// A mixminus_sound: silence.
pub const MIXMINUS_SOUND_NONE: u64 = 0;

/// A mixminus_sound: the built-in beep, two short tones of -20 dBm0, 160 ms in all. The second is higher; for a leave
/// it is lower.
pub const MIXMINUS_SOUND_BEEP: u64 = 1;

/// What plays.
pub(crate) fn sound(sound: mixminus_sound) -> Sound {
    match sound {
        MIXMINUS_SOUND_NONE => Sound::None,
        MIXMINUS_SOUND_BEEP => Sound::Beep,
        prompt => Sound::Prompt(PromptId(prompt)),
    }
}

/// The samples of a prompt. mixminus_prompt_config_init fills in the defaults.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_prompt_config<'a> {
    /// Set by mixminus_prompt_config_init.
    pub struct_size: u32,
    /// Sample rate, Hz: 1000 to 192000. At this rate the samples play unchanged, bit for bit. Default 8000.
    pub sample_rate_hz: u32,
    /// The account whose quota of prompt bytes the prompt counts against: account_len bytes, borrowed for the call. Any
    /// participant may hear it. NULL with length 0, the default: the account "default".
    pub account: In<'a, c_char, Account>,
    /// Length of account, bytes: 1 to 255, or 0 with NULL.
    pub account_len: Length<Account>,
    /// count samples, mono, signed 16-bit linear, borrowed for the call.
    pub samples: In<'a, i16, Samples>,
    /// Number of samples: 1 to an hour's.
    pub count: Length<Samples>,
}

abi_struct!(mixminus_prompt_config<'_> {
    sample_rate_hz: 8000,
    account: In::NULL,
    account_len: Length::ZERO,
    samples: In::NULL,
    count: Length::ZERO,
});

/// Flag of mixminus_prompt_info: the WAV data gave no length (as when a program writes into a pipe) or a length beyond
/// its end. The prompt ends where the data end.
pub const MIXMINUS_PROMPT_READ_TO_END: u32 = 1;

/// Facts about a prompt.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_prompt_info {
    /// Set by mixminus_prompt_info_init.
    pub struct_size: u32,
    /// MIXMINUS_PROMPT_READ_TO_END, or 0.
    pub flags: u32,
    /// Its length in samples at sample_rate_hz of the engine.
    pub samples: u64,
    /// Its length in milliseconds, rounded up.
    pub duration_ms: u64,
}

abi_struct!(mixminus_prompt_info { flags, samples, duration_ms });

/// Makes a prompt configuration of 8000 Hz without samples, to be filled in.
///
/// config: the struct to fill.
/// size: sizeof *config.
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

/// Makes a prompt: copies the samples, resampled to each rate of the engine. It takes about 10 ms for each second of
/// audio and rate.
///
/// Played more than once, a prompt is a loop without a seam: its samples are resampled as one period of an endless
/// sound, whose pitch is that of the samples within 0.013 %. Played once, it begins and ends in silence.
///
/// config: the samples, borrowed for the call with its account and samples.
/// prompt: receives the handle, valid until mixminus_prompt_free; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL or misaligned, or a field is out of its
/// range), MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_QUOTA_EXCEEDED (the account's quota of prompt bytes, its
/// max_prompt_bytes, or its share of the 262142 prompts of an engine, which is up to 131071 and no more than are left
/// free; or max_accounts of the engine) or MIXMINUS_ERR_OUT_OF_MEMORY.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_prompt_new(
    engine: EnginePointer<'_>,
    config: InStruct<'_, mixminus_prompt_config<'_>>,
    prompt: Out<'_, mixminus_prompt>,
) -> mixminus_status {
    engine.control_result(prompt.required("prompt", 0), |engine| {
        let config = config.load("config")?;
        let account = config.account.account(config.account_len)?;
        let samples = config.samples.slice(config.count)?;
        Ok(engine.prompt_new(&PromptConfig { account, samples, sample_rate_hz: config.sample_rate_hz })?.0)
    })
}

/// Makes a prompt from WAV data. It reads RIFF, RF64, BW64 and Wave64, also WAVE_FORMAT_EXTENSIBLE, with integers of 8
/// to 32 or 64 bits (also 12 or 20 bits in the upper bits of more), floats of 32 or 64 bits, A-law or mu-law; up to 256
/// channels, 1000 to 192000 Hz, at most an hour and 1 GiB of samples. Channels are averaged, more than 16 bits are
/// rounded, floats beyond full scale are clipped. A length of 0, or beyond the end of the data, means up to the end:
/// mixminus_prompt_get_info reports that. Otherwise like mixminus_prompt_new.
///
/// The format and the quota are checked from the header, before a sample is read.
///
/// account, account_len: as in mixminus_prompt_config.
/// wav, wav_len: the bytes of a WAV file, borrowed for the call.
/// prompt: receives the handle; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or mixminus_last_error says what is wrong
/// with the data: not a WAV file, damaged, no samples, unsupported rate, too long), MIXMINUS_ERR_UNSUPPORTED
/// (mixminus_last_error names the format, such as ADPCM, MP3 or FLAC, and how to convert it; or the library was built
/// without recordings and reads no WAV data), MIXMINUS_ERR_QUOTA_EXCEEDED or MIXMINUS_ERR_OUT_OF_MEMORY.
/// Thread: any but the ticker.
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
        Ok(engine.prompt_from_wav(account.account(account_len)?, wav.slice(wav_len)?)?.0)
    })
}

/// Makes a prompt from a WAV file. The file is read before the call returns and is not needed later.
///
/// account, account_len: as in mixminus_prompt_config.
/// path, path_len: the file's path, 1 to 4095 bytes, borrowed for the call.
/// prompt: receives the handle; 0 if the call fails.
/// Returns the statuses of mixminus_prompt_new_wav; MIXMINUS_ERR_SYSTEM if the file cannot be read;
/// MIXMINUS_ERR_INVALID_ARGUMENT if it is a pipe, a socket or a device, which may never end.
/// Thread: any but the ticker. Waits for the disk.
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
        Ok(engine.prompt_from_file(account.account(account_len)?, &path.path(path_len)?)?.0)
    })
}

/// Frees a prompt: it cannot be played any more. What already plays or is queued of it continues to its end; until then
/// its bytes count against the quota.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL) or a handle status (freed twice: stale).
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_prompt_free(
    engine: EnginePointer<'_>,
    prompt: mixminus_prompt,
) -> mixminus_status {
    engine.control_call(|engine| engine.prompt_free(PromptId(prompt)))
}

/// Prepares a struct for mixminus_prompt_get_info to fill in.
///
/// info: the struct to fill.
/// size: sizeof *info.
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

/// Returns the length of a prompt.
///
/// info: filled in; unchanged if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle status.
/// Thread: any but the ticker.
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
