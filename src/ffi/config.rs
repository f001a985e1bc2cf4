//! Engine configuration
//!
//! What an engine is made of is chosen once: every later cost is known before the first call comes in.
//!
//! ```c
//! mixminus_engine_config config;
//! mixminus_engine_config_init(&config, sizeof config);   // the defaults
//! config.sample_rate_hz = 16000;
//! config.max_participants = 5000;
//! uint64_t bytes;
//! mixminus_engine_memory_bytes(&config, &bytes);         // the most that it takes
//! ```
//!
//! Accounts cannot exhaust each other. Of everything that is counted, the configuration says how much ONE account may have
//! at once. The engine has more: twice as many places for commands, events, plays, taps and recordings, twice as many bytes
//! for prompts and for names, a quarter more rooms, a sixteenth more participants. An account may take a place as long as it
//! has fewer than are left free (of rooms four times, of participants sixteen times as many as are left free). So one
//! account alone can use all that it may have, and whatever it does, the next one still finds half as many places and bytes,
//! a fifth of max_rooms and a seventeenth of max_participants, the one after that its part of the rest, and so on. A call
//! that is refused names the limit, its value and the account in mixminus_last_error. Quotas (mixminus_account_quota_set)
//! set lower limits.

use super::abi_struct::{InStruct, NewStruct, SizeOf, abi_struct};
use super::boundary::control_call;
use super::invalid_argument::InvalidArgument;
use super::pointer::{Out, Place};
use super::status::mixminus_status;
use super::value;
use crate::control::config::{EngineConfig, Quota};
use crate::control::engine::lifecycle::Engine;
use crate::dsp::SimdLevel;
use crate::error::Result;
use crate::units::{FrameLen, SampleRate};

/// How wide the arithmetic runs. Every level gives the same samples, bit for bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum mixminus_simd {
    /// What the environment variable MIXMINUS_SIMD names (portable, sse2, avx2, avx512, neon), else the best that
    /// the machine has.
    MIXMINUS_SIMD_AUTO = 0,
    /// Plain code, for every machine.
    MIXMINUS_SIMD_PORTABLE = 1,
    /// x86-64, 128-bit.
    MIXMINUS_SIMD_SSE2 = 2,
    /// x86-64, 256-bit.
    MIXMINUS_SIMD_AVX2 = 3,
    /// x86-64, 512-bit (F and BW).
    MIXMINUS_SIMD_AVX512 = 4,
    /// AArch64, 128-bit.
    MIXMINUS_SIMD_NEON = 5,
}

impl From<SimdLevel> for mixminus_simd {
    fn from(level: SimdLevel) -> mixminus_simd {
        match level {
            SimdLevel::Portable => mixminus_simd::MIXMINUS_SIMD_PORTABLE,
            SimdLevel::Sse2 => mixminus_simd::MIXMINUS_SIMD_SSE2,
            SimdLevel::Avx2 => mixminus_simd::MIXMINUS_SIMD_AVX2,
            SimdLevel::Avx512 => mixminus_simd::MIXMINUS_SIMD_AVX512,
            SimdLevel::Neon => mixminus_simd::MIXMINUS_SIMD_NEON,
        }
    }
}

/// The settings of an engine. mixminus_engine_config_init gives the defaults.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_engine_config {
    /// Set by mixminus_engine_config_init.
    pub struct_size: u32,
    /// The rate of every room and participant: 8000, 16000, 32000 or 48000. Default 8000.
    pub sample_rate_hz: u32,
    /// How long a frame, and so a tick, is: 10 or 20. Default 20.
    pub frame_ms: u32,
    /// How many participants an account may have at once, in or out of rooms: 1 to 1048575. One that was freed in a room
    /// counts until the next tick. Default 1024.
    pub max_participants: u32,
    /// How many rooms an account may have at once: 1 to 1048575. One that has ended counts until the next tick.
    /// Default 256.
    pub max_rooms: u32,
    /// How many participants a room holds unless its template says otherwise: 1 to 1024. Default 100.
    pub room_capacity: u32,
    /// The reserve that a participant's in-ring gathers before it is heard: 0 to 200 ms. Default 20.
    pub prefill_ms: u32,
    /// The largest cap_ms that a join may ask for; it fixes the size of every ring: prefill_ms + 40 to 1000 ms.
    /// Default 100.
    pub max_cap_ms: u32,
    /// The longest stretch that may be written between two ticks, in one write or several: it is sure to be taken while
    /// the clock runs, and never cut while it comes no faster than real time. It adds to the size of every ring: frame_ms to
    /// 1000 ms. Default 60.
    pub max_write_ms: u32,
    /// How many commands of an account may wait for the next tick: 16 to 1048576. Default 4096.
    pub command_queue: u32,
    /// How many events of an account may wait to be polled: 16 to 1048576. Default 8192.
    pub event_queue: u32,
    /// How many rooms an account without a quota of its own may have at once; 0: max_rooms. Default 0.
    pub account_rooms: u32,
    /// How many participants an account without a quota of its own may have at once, in or out of rooms; 0:
    /// max_participants. Default 0.
    pub account_participants: u32,
    /// 1: ask the system to keep resident what the engine takes for participants, their rings and rooms when it is
    /// made; the engine's statistics say whether it did. Queues, later workers and taps' rings are not asked for.
    /// 0: do not. Default 0.
    pub lock_memory: u32,
    /// A MIXMINUS_SIMD_ constant. Default MIXMINUS_SIMD_AUTO.
    pub simd: u32,
    /// By how much the audio of a participant is delayed that joins with play_tones 0, so that a tone is known before
    /// its beginning would be heard: 0 to 20 ms. At 0 up to some 10 ms of a tone may pass. Default 10.
    pub dtmf_look_ahead_ms: u32,
    /// How long a session lasts, from mixminus_participant_new, in seconds of the engine's clock, in or out of
    /// conferences: 1 to 31536000; then its conference ends with MIXMINUS_END_TIME_LIMIT, MIXMINUS_EVENT_SESSION_EXPIRED
    /// tells the host to hang up, and what the session asks for later gets MIXMINUS_ERR_SESSION_EXPIRED. Skipped ticks
    /// count. 0: without a limit. Default 7200.
    pub session_limit_s: u32,
    /// How many signals of an account without a quota of its own may wait at once; 0: as many as its participants may
    /// (64 each). Default 0.
    pub account_queued_signals: u32,
    /// How many sounds an account may have that play or wait at once: prompts, sounds of joins and leaves, loops. That of a
    /// leave counts from the join on. 16 to 1048576; 0: the default. Default 2048.
    pub max_plays: u32,
    /// How many taps an account may have at once, and how many tracks of recordings: 0 to 65536. A tap that was freed counts
    /// until the next tick, a track until its recording was stopped and no thread hangs in its file. All accounts together
    /// have at most 65536. Default 64.
    pub max_taps: u32,
    /// How many bytes of prompts an account without a quota of its own may have at once, counted as prompt_bytes of
    /// mixminus_account_quota; 0: any number. Default 0.
    pub account_prompt_bytes: u64,
    /// How many bytes of prompts an account may have at once, counted as prompt_bytes of mixminus_account_quota, which cannot
    /// allow more: 1 to 2^40; 0: the default. The beeps of its recordings count too. Default 512 MiB.
    pub max_prompt_bytes: u64,
    /// How many bytes of names an account may have the engine keep at once: 1024 to 2^30; 0: the default. It keeps the names of
    /// the signals that running conferences allow, that completed ones have allowed, and that wait: each takes its length
    /// and 64 bytes; and templates: each takes the lengths of its environment and its conference id, and 320 bytes. Default
    /// 8 MiB.
    pub max_name_bytes: u32,
    /// How many accounts the engine knows at once, that is, those that have something, a template, or a quota of their own:
    /// 1 to 1048575; 0: the default. Default 65536.
    pub max_accounts: u32,
}

abi_struct!(#[added(session_limit_s)] mixminus_engine_config, let config = EngineConfig::default(); {
    sample_rate_hz: config.sample_rate.hz(),
    frame_ms: config.frame_len.ms(),
    max_participants: config.max_participants,
    max_rooms: config.max_rooms,
    room_capacity: config.room_capacity,
    prefill_ms: config.prefill_ms,
    max_cap_ms: config.max_cap_ms,
    max_write_ms: config.max_write_ms,
    command_queue: config.command_queue,
    event_queue: config.event_queue,
    account_rooms: config.account_quota.rooms,
    account_participants: config.account_quota.participants,
    lock_memory: config.lock_memory.into(),
    simd: config.simd.map_or(mixminus_simd::MIXMINUS_SIMD_AUTO, Into::into) as u32,
    dtmf_look_ahead_ms: config.dtmf_look_ahead_ms,
    session_limit_s: config.session_limit_s,
    account_queued_signals: config.account_quota.queued_signals,
    max_plays: config.max_plays,
    max_taps: config.max_taps,
    account_prompt_bytes: config.account_quota.prompt_bytes,
    max_prompt_bytes: config.max_prompt_bytes,
    max_name_bytes: config.max_name_bytes,
    max_accounts: config.max_accounts,
});

impl mixminus_engine_config {
    /// As the engine takes it; it checks the ranges of the numbers itself.
    pub(crate) fn convert(&self) -> Result<EngineConfig> {
        let default = EngineConfig::default();
        Ok(EngineConfig {
            sample_rate: SampleRate::from_hz(self.sample_rate_hz)?,
            frame_len: FrameLen::from_ms(self.frame_ms)?,
            max_participants: self.max_participants,
            max_rooms: self.max_rooms,
            room_capacity: self.room_capacity,
            prefill_ms: self.prefill_ms,
            max_cap_ms: self.max_cap_ms,
            max_write_ms: self.max_write_ms,
            command_queue: self.command_queue,
            event_queue: self.event_queue,
            max_plays: or_default(self.max_plays, default.max_plays),
            account_quota: Quota {
                rooms: self.account_rooms,
                participants: self.account_participants,
                queued_signals: self.account_queued_signals,
                prompt_bytes: self.account_prompt_bytes,
            },
            lock_memory: value::flag("lock_memory", self.lock_memory)?,
            simd: simd_level(self.simd)?,
            dtmf_look_ahead_ms: self.dtmf_look_ahead_ms,
            session_limit_s: self.session_limit_s,
            max_taps: self.max_taps,
            max_prompt_bytes: or_default(self.max_prompt_bytes, default.max_prompt_bytes),
            max_name_bytes: or_default(self.max_name_bytes, default.max_name_bytes),
            max_accounts: or_default(self.max_accounts, default.max_accounts),
        })
    }
}

/// What a field that was added later means if a host leaves it 0.
fn or_default<T: Default + PartialEq>(value: T, default: T) -> T {
    if value == T::default() { default } else { value }
}

fn simd_level(simd: u32) -> std::result::Result<Option<SimdLevel>, InvalidArgument> {
    if simd == mixminus_simd::MIXMINUS_SIMD_AUTO as u32 {
        return Ok(None);
    }
    let level = SimdLevel::ALL.into_iter().find(|level| mixminus_simd::from(*level) as u32 == simd);
    level.map(Some).ok_or(InvalidArgument::Value("simd", simd))
}

/// Fills a configuration with the defaults.
///
/// config: the struct to fill. size: sizeof *config as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (config is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_engine_config_init(
    config: NewStruct<'_, mixminus_engine_config>,
    size: SizeOf<mixminus_engine_config>,
) -> mixminus_status {
    control_call(|| Ok(config.init("config", size)?))
}

/// Gives the most memory that an engine of this configuration ever takes, whatever its accounts do, without making one: as
/// it is made, and with 64 workers, all prompts, the longest rings of all taps, all recordings, and names of the greatest
/// length. mixminus_engine_new takes a part of it, and is refused if that is not there.
///
/// config: borrowed for the call. bytes: receives the bytes. Beside them are what the allocator adds, the stacks of the
/// engine's threads (2 MiB each, of which little is used), what a call takes while it runs, as for a file that is read, and
/// what a synthesizer of the host's takes.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a field is out of its range) or
/// MIXMINUS_ERR_STRUCT_SIZE.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_engine_memory_bytes(
    config: InStruct<'_, mixminus_engine_config>,
    bytes: Out<'_, u64>,
) -> mixminus_status {
    control_call(|| {
        let bytes = bytes.required("bytes", 0)?;
        bytes.write(Engine::memory_bytes(&config.load("config")?.convert()?)?);
        Ok(())
    })
}
