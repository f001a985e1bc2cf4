//! Engine configuration
//!
//! The configuration is fixed when an engine is made, so its memory and its cost per tick are known before the first
//! call comes in. Fill it with mixminus_engine_config_init, change fields, and pass it to mixminus_engine_new:
//!
//! ```c
//! mixminus_engine_config config;
//! mixminus_engine_config_init(&config, sizeof config);   // the defaults
//! config.sample_rate_hz = 16000;
//! config.max_participants = 5000;
//! uint64_t bytes;
//! mixminus_engine_memory_bytes(&config, &bytes);         // the most memory it can take
//! ```
//!
//! Accounts cannot exhaust each other. The limits below (max_participants, max_rooms, the queues and so on) are what
//! ONE account may have at the same time. The engine itself holds more: twice as many commands, events, plays, taps and
//! recordings; twice as many bytes of prompts and of names; a quarter more rooms; a sixteenth more participants. An
//! account may take one more as long as it has fewer than are left free (rooms: fewer than four times as many;
//! participants: fewer than sixteen times as many). So one account alone can use its full limit, and whatever it does,
//! the next account still finds half as many of each, a fifth of max_rooms and a seventeenth of max_participants; the
//! account after that finds its part of the rest, and so on. When a call is refused, mixminus_last_error names the
//! limit, its value and the account. Quotas (mixminus_account_quota_set) set lower limits.

use super::abi_struct::abi_struct;
use super::boundary::control_call;
use super::invalid_argument::InvalidArgument;
use super::pointer::{Out, Place};
use super::status::mixminus_status;
use super::struct_pointer::{InStruct, NewStruct, SizeOf};
use super::value;
use crate::control::config::{AgentLines, EngineConfig, LineClass, Quota, in_range};
use crate::control::engine::lifecycle::Engine;
use crate::control::os::fallible::list;
use crate::dsp::SimdLevel;
use crate::error::{Error, Result, Status};
use crate::handle::MAX_INDEX;
use crate::units::{FrameLen, SampleRate};

/// The width of the mixer's arithmetic. Every level gives the same samples, bit for bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum mixminus_simd {
    /// The level that the environment variable MIXMINUS_SIMD names (portable, sse2, avx2, avx512, neon), else the best
    /// that the machine supports.
    MIXMINUS_SIMD_AUTO = 0,
    /// Plain code for every machine.
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

/// The settings of an engine. mixminus_engine_config_init fills in the defaults.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_engine_config {
    /// Set by mixminus_engine_config_init.
    pub struct_size: u32,
    /// Sample rate of participants and rooms that name none, Hz: 8000, 12000, 16000, 22050, 24000, 32000, 44100 or 48000;
    /// 22050 needs frames of 20 ms. Default 8000.
    pub sample_rate_hz: u32,
    /// Length of a frame, and so of a tick, ms: 10 or 20. Default 20.
    pub frame_ms: u32,
    /// Participants that an account may have at the same time, in or out of rooms: 1 to 1048575. One that was freed
    /// while in a room counts until the next tick. Default 1024.
    pub max_participants: u32,
    /// Rooms that an account may have at the same time: 1 to 1048575. One that has ended counts until the next tick.
    /// Default 256.
    pub max_rooms: u32,
    /// Participants that a room may hold unless its template says otherwise: 1 to 1024. Default 100.
    pub room_capacity: u32,
    /// Audio that a participant's in-ring collects before the first of it is mixed (jitter reserve), ms: 0 to 200.
    /// Default 20.
    pub prefill_ms: u32,
    /// The largest cap_ms that a join may ask for, ms: prefill_ms + 40 to 1000. It fixes the size of every ring.
    /// Default 100.
    pub max_cap_ms: u32,
    /// The most audio that the host may write to a participant between two ticks, in one write or several, ms: frame_ms
    /// to 1000. While the clock runs that much is always accepted, and is never cut as long as audio comes no faster
    /// than real time. It adds to the size of every ring. Default 60.
    pub max_write_ms: u32,
    /// Commands of an account that may wait for the next tick: 16 to 1048576. Default 4096.
    pub command_queue: u32,
    /// Events of an account that may wait to be polled: 16 to 1048576. Default 8192.
    pub event_queue: u32,
    /// Rooms that an account without a quota of its own may have at the same time; 0: max_rooms. Default 0.
    pub account_rooms: u32,
    /// Participants that an account without a quota of its own may have at the same time, in or out of rooms; 0:
    /// max_participants. Default 0.
    pub account_participants: u32,
    /// 1: ask the system to lock into RAM the memory that the engine takes for participants, their rings and rooms when
    /// it is made; memory_locked of mixminus_engine_stats says whether the system did. Queues, workers that are started
    /// later, the rings of taps, and what participants take later (the conversion to a room of another rate, what sends
    /// digits) are not locked. 0: do not ask. Default 0.
    pub lock_memory: u32,
    /// A MIXMINUS_SIMD_ constant. Default MIXMINUS_SIMD_AUTO.
    pub simd: u32,
    /// Delay added to the audio of a participant that joins with play_tones 0, so that a DTMF tone is recognised before
    /// its beginning is mixed, ms: 0 to 20. With 0, up to about 10 ms of a tone may pass. Default 10.
    pub dtmf_look_ahead_ms: u32,
    /// Time limit of a session, from mixminus_participant_new on, in seconds of the engine's clock, in or out of
    /// conferences: 1 to 31536000; 0: no limit. At the limit the session's conference ends with
    /// MIXMINUS_END_TIME_LIMIT, MIXMINUS_EVENT_SESSION_EXPIRED asks the host to hang up, and later requests of the
    /// session get MIXMINUS_ERR_SESSION_EXPIRED. Skipped ticks count. Default 7200.
    pub session_limit_s: u32,
    /// Signals of an account without a quota of its own that may be queued at the same time; 0: 64 for each of its
    /// participants. Default 0.
    pub account_queued_signals: u32,
    /// Plays that an account may have at the same time, playing or queued: prompts, join and leave sounds, loops. A
    /// leave sound counts from the join on. 16 to 1048576; 0: the default. Default 2048.
    pub max_plays: u32,
    /// Taps that an account may have at the same time, and tracks of recordings: 0 to 65536. A freed tap counts until
    /// the next tick. A track counts until its recording is stopped and no thread hangs in its file. All accounts
    /// together have at most 65536. Default 64.
    pub max_taps: u32,
    /// Bytes of prompts that an account without a quota of its own may have at the same time, counted as prompt_bytes
    /// of mixminus_account_quota; 0: max_prompt_bytes. Default 0.
    pub account_prompt_bytes: u64,
    /// Bytes of prompts that an account may have at the same time, counted as prompt_bytes of mixminus_account_quota,
    /// which cannot allow more: 1 to 2^40; 0: the default. The beeps of its recordings count too. Default 512 MiB.
    pub max_prompt_bytes: u64,
    /// Bytes of names that an account may have the engine keep at the same time: 1024 to 2^30; 0: the default. Counted
    /// are the names of signals that running conferences allow, that completed ones have allowed, and that are queued:
    /// each counts its length and 64 bytes; and templates: each counts the lengths of its environment and its
    /// conference id, and 320 bytes. Default 8 MiB.
    pub max_name_bytes: u32,
    /// Accounts that the engine knows at the same time: those that have any object, a template or a quota of their own:
    /// 1 to 1048575; 0: the default. Default 65536.
    pub max_accounts: u32,
    /// Participants that an account may have at the same time with lines of 8000 Hz, if that is not sample_rate_hz, of
    /// which max_participants may: 0 to 1048575, all rates together. Rooms may have each rate of which there are lines,
    /// too (sample_rate_hz of mixminus_room_template). The memory of a line is in proportion to its rate. Default 0.
    pub lines_8000: u32,
    /// The same at 12000 Hz.
    pub lines_12000: u32,
    /// The same at 16000 Hz.
    pub lines_16000: u32,
    /// The same at 22050 Hz.
    pub lines_22050: u32,
    /// The same at 24000 Hz.
    pub lines_24000: u32,
    /// The same at 32000 Hz.
    pub lines_32000: u32,
    /// The same at 44100 Hz.
    pub lines_44100: u32,
    /// The same at 48000 Hz.
    pub lines_48000: u32,
    /// Speech agents that an account may have at the same time, beside max_participants: 0 to 1048575, all rates together.
    /// An agent's line has a deep in-ring: it may write an answer at once, far faster than it is heard, and nothing of it
    /// is cut. Default 0.
    pub agents: u32,
    /// Sample rate of agents' lines, Hz: one of those above; 0: 24000. Default 24000.
    pub agent_rate_hz: u32,
    /// Audio of an agent that may wait to be heard, ms: 1000 to 60000; 0: 10000. 10000 takes 480 KB at 24000 Hz. Default
    /// 10000.
    pub agent_queue_ms: u32,
    /// Must be 0.
    pub reserved: u32,
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
    lines_8000: 0,
    lines_12000: 0,
    lines_16000: 0,
    lines_22050: 0,
    lines_24000: 0,
    lines_32000: 0,
    lines_44100: 0,
    lines_48000: 0,
    agents: 0,
    agent_rate_hz: AgentLines::default().sample_rate.hz(),
    agent_queue_ms: AgentLines::default().queue_ms,
    reserved: 0,
});

impl mixminus_engine_config {
    /// As the engine takes it; it checks the ranges of the numbers itself.
    pub(crate) fn convert(&self) -> Result<EngineConfig> {
        let default = EngineConfig::default();
        Ok(EngineConfig {
            line_classes: self.line_classes()?,
            agents: self.agents()?,
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

impl mixminus_engine_config {
    fn agents(&self) -> Result<Option<AgentLines>> {
        value::reserved("reserved", self.reserved)?;
        let default = AgentLines::default();
        let agents = AgentLines {
            sample_rate: value::sample_rate(self.agent_rate_hz)?.unwrap_or(default.sample_rate),
            max_participants: self.agents,
            queue_ms: or_default(self.agent_queue_ms, default.queue_ms),
        };
        Ok(Some(agents).filter(|agents| agents.max_participants > 0))
    }

    fn line_classes(&self) -> Result<Vec<LineClass>> {
        let lines = [
            (8000, self.lines_8000),
            (12000, self.lines_12000),
            (16000, self.lines_16000),
            (22050, self.lines_22050),
            (24000, self.lines_24000),
            (32000, self.lines_32000),
            (44100, self.lines_44100),
            (48000, self.lines_48000),
        ];
        let mut classes = list(lines.len())?;
        for (hz, max_participants) in lines.into_iter().filter(|(_, most)| *most > 0) {
            if hz == self.sample_rate_hz {
                let name = format!("lines_{hz}: {max_participants}, must be 0: max_participants counts them");
                return Err(Error::new(Status::InvalidArgument, name));
            }
            in_range(&format!("lines_{hz}"), max_participants, 0, MAX_INDEX - 1)?;
            classes.push(LineClass { sample_rate: SampleRate::from_hz(hz)?, max_participants });
        }
        Ok(classes)
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
/// config: the struct to fill.
/// size: sizeof *config.
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

/// Computes the most memory that an engine of this configuration can ever take, without making one: with 64 workers,
/// all prompts, the longest rings of all taps, all recordings, and names of the greatest length. mixminus_engine_new
/// takes only a part of it, and fails if that part is not available.
///
/// config: the configuration, borrowed for the call.
/// bytes: receives the number of bytes. Not included are the overhead of the allocator, the stacks of the engine's
/// threads (2 MiB each, of which little is used), what a call takes while it runs (such as a file that it reads), and
/// what the host's synthesizer takes.
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
