//! Participants
//!
//! A participant is one call, from mixminus_participant_new to mixminus_participant_free: a session. It belongs to an
//! account and an environment, and is in at most one room at a time:
//!
//! ```c
//! mixminus_participant_config config;
//! mixminus_participant_config_init(&config, sizeof config);
//! config.account = "acme";                                 // by default the account "default"
//! config.account_len = 4;
//! config.user = (uint64_t)(uintptr_t)call;                 // comes back with each event
//! mixminus_participant caller;
//! mixminus_participant_new(engine, &config, &caller);
//! talk(engine, caller);                                    // join, write, read, leave, join ...
//! mixminus_participant_free(engine, caller);               // the call has hung up
//! ```
//!
//! Its settings (mute, deaf, gain, hold and how DTMF is treated) may be changed at any time while it is in a room. A
//! change takes effect at the next tick, with a ramp of 5 ms. Settings last until the next join, which brings its own.
//! They take no space in the command queue: if several calls change settings between two ticks, the last values count,
//! and one MIXMINUS_EVENT_CHANGED reports them.
//!
//! The sample rates at which the host writes and reads are no such settings: they are at first the rate of the line, and
//! last until they are changed. When a G.711 call is re-INVITEd to G.722, it stays in its room:
//!
//! ```c
//! mixminus_participant_set_rates(engine, caller, 16000, 16000);
//! ```

use std::ffi::c_char;

use super::abi_struct::abi_struct;
use super::boundary::control_call;
use super::engine_pointer::EnginePointer;
use super::event::mixminus_end_reason;
use super::handle::{mixminus_participant, mixminus_room};
use super::pointer::{Account, Environment, In, Length, Out};
use super::status::mixminus_status;
use super::struct_pointer::{InStruct, NewStruct, OutStruct, SizeOf};
use super::value;
use crate::control::config::ParticipantConfig;
use crate::control::participants::ParticipantInfo;
use crate::handle::ParticipantId;
use crate::units::Gain;

/// The call that a participant stands for. mixminus_participant_config_init gives the defaults: the account "default"
/// and the environment "production".
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_participant_config<'a> {
    /// Set by mixminus_participant_config_init.
    pub struct_size: u32,
    /// Sample rate of its line in both directions, Hz: sample_rate_hz of the engine, or one of which its configuration has
    /// lines (lines_16000 and so on). Default 0: sample_rate_hz of the engine.
    pub sample_rate_hz: u32,
    /// The account that the call belongs to: account_len bytes, compared byte by byte, borrowed for the call. NULL with
    /// length 0, the default: the account "default".
    pub account: In<'a, c_char, Account>,
    /// Length of account, bytes: 1 to 255, or 0 with NULL.
    pub account_len: Length<Account>,
    /// The environment, such as "production" or "development": environment_len bytes, compared byte by byte, borrowed
    /// for the call. NULL with length 0, the default: the environment "production".
    pub environment: In<'a, c_char, Environment>,
    /// Length of environment, bytes: 1 to 255, or 0 with NULL.
    pub environment_len: Length<Environment>,
    /// Any value of the host. Every event of this participant carries it. Default 0.
    pub user: u64,
    /// 1: a speech agent, whose line is one of agents of mixminus_engine_config and has their sample rate. 0: a usual line.
    /// Default 0.
    pub agent: u32,
    /// Must be 0.
    pub reserved: u32,
}

abi_struct!(#[added(agent)] mixminus_participant_config<'_> {
    sample_rate_hz: 0,
    account: In::NULL,
    account_len: Length::ZERO,
    environment: In::NULL,
    environment_len: Length::ZERO,
    user: 0,
    agent: 0,
    reserved: 0,
});

/// The state of a participant.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_participant_info {
    /// Set by mixminus_participant_info_init.
    pub struct_size: u32,
    /// 1: muted, its audio is not mixed. 0: its audio is mixed.
    pub mute: u32,
    /// 1: deaf, it does not hear the room. 0: its output is the room's mix.
    pub deaf: u32,
    /// Gain on its contribution, thousandths of a decibel.
    pub gain_mdb: i32,
    /// The user value of its mixminus_participant_config.
    pub user: u64,
    /// The room that it is in, or 0.
    pub room: mixminus_room,
    /// Why its last conference ended, a MIXMINUS_END_ constant; MIXMINUS_END_NONE if it is in a conference or never was
    /// in one.
    pub last_end: u32,
    /// 1: DTMF digits in its audio are reported as events. 0: they are not.
    pub detect_dtmf: u32,
    /// 1: the others hear its DTMF tones. 0: the tones are suppressed.
    pub play_tones: u32,
    /// 1: for digits that the host injects, the others get generated tones, if play_tones is 1. 0: they do not.
    pub generate_dtmf: u32,
    /// 1: on hold: not mixed and not hearing the room, whatever mute and deaf are. 0: not on hold.
    pub hold: u32,
    /// Sample rate of its line, Hz.
    pub sample_rate_hz: u32,
    /// Sample rate at which the host writes, Hz: see mixminus_participant_set_rates.
    pub write_rate_hz: u32,
    /// Sample rate at which the host reads, Hz.
    pub read_rate_hz: u32,
}

abi_struct!(
    #[added(hold)]
    mixminus_participant_info {
        mute,
        deaf,
        gain_mdb,
        user,
        room,
        last_end,
        detect_dtmf,
        play_tones,
        generate_dtmf,
        hold,
        sample_rate_hz,
        write_rate_hz,
        read_rate_hz
    }
);

impl From<ParticipantInfo> for mixminus_participant_info {
    fn from(info: ParticipantInfo) -> mixminus_participant_info {
        mixminus_participant_info {
            struct_size: 0,
            mute: info.mute.into(),
            deaf: info.deaf.into(),
            gain_mdb: info.gain.mdb(),
            user: info.user,
            room: info.room.0,
            last_end: mixminus_end_reason::from(info.last_end) as u32,
            detect_dtmf: info.detect_dtmf.into(),
            play_tones: info.play_tones.into(),
            generate_dtmf: info.generate_dtmf.into(),
            hold: info.hold.into(),
            sample_rate_hz: info.sample_rate.hz(),
            write_rate_hz: info.write_rate.hz(),
            read_rate_hz: info.read_rate.hz(),
        }
    }
}

/// Fills a participant configuration with the defaults.
///
/// config: the struct to fill.
/// size: sizeof *config.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (config is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_config_init(
    config: NewStruct<'_, mixminus_participant_config<'static>>,
    size: SizeOf<mixminus_participant_config<'static>>,
) -> mixminus_status {
    control_call(|| Ok(config.init("config", size)?))
}

/// Makes a participant. It is in no room.
///
/// config: the call, borrowed with its strings for the call.
/// participant: receives the handle, valid until mixminus_participant_free; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, a name is not 1 to 255 bytes long; NULL
/// with length 0 is the default, or the engine has no lines of sample_rate_hz, or no agents), MIXMINUS_ERR_STRUCT_SIZE,
/// MIXMINUS_ERR_TOO_MANY_PARTICIPANTS (max_participants; mixminus_last_error has the account's limit) or
/// MIXMINUS_ERR_QUOTA_EXCEEDED (of the account, or max_accounts of the engine).
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_new(
    engine: EnginePointer<'_>,
    config: InStruct<'_, mixminus_participant_config<'_>>,
    participant: Out<'_, mixminus_participant>,
) -> mixminus_status {
    engine.control_result(participant.required("participant", 0), |engine| {
        let config = config.load("config")?;
        value::reserved("reserved", config.reserved)?;
        let sample_rate = value::sample_rate(config.sample_rate_hz)?;
        let agent = value::flag("agent", config.agent)?;
        let account = config.account.account(config.account_len)?;
        let environment = config.environment.environment(config.environment_len)?;
        Ok(engine
            .participant_new(&ParticipantConfig {
                account,
                environment,
                user: config.user,
                sample_rate,
                agent,
            })?
            .0)
    })
}

/// Frees a participant: the call has hung up. If it is in a room, it leaves with MIXMINUS_END_HANG_UP. This works with
/// a full command queue and a stopped clock. The handle is stale from then on. Calls that other threads have begun with
/// it complete safely.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL) or a handle status (freed twice: stale).
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_free(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
) -> mixminus_status {
    engine.control_call(|engine| engine.participant_free(ParticipantId(participant)))
}

/// Sets the sample rates at which the host writes the participant's audio and reads its output, each direction for
/// itself. At first both are the rate of its line. They may change as often as the codecs of the call do (re-INVITE), in a
/// room or in none.
///
/// All that a write or a read takes or returns is then in samples of its rate: counts, timestamps, losses, real and offset.
/// The line keeps its own rate, and with it what is detected, tapped and recorded, the events and the statistics. So the
/// participant says and hears no more than the lower of both rates carries: make it at the highest rate that the call may
/// come to.
///
/// Conversion takes place in the write or the read, which stays wait-free. It delays by 12 samples of the lower rate, less
/// one of the output: 1.44 ms from 8000 to 16000 Hz, 1.38 ms back. At the rate of the line there is no conversion, no delay,
/// and no sample changes. Any number of samples may be written or read at a time. At 22050 Hz that holds also in an engine
/// with frames of 10 ms, of which every other then has 221 samples, not 220.
///
/// What was written before the change is played; the next samples follow it. Each filter begins after silence: the first
/// samples fade in within the delay, and as much at the end of those before is not heard. The same holds where packets
/// were lost or come in another order, and where the line ran dry. A mark is reported when the line has played the samples
/// before it, which the filter still holds in part. After a change timestamps count from a new origin. In RTP they count
/// at the clock of the codec, which for G.722 is 8000 Hz and not its rate: the host doubles the difference. While a read is
/// converted, mix_id is 0.
///
/// The call may allocate: up to 64 KiB for the filter of a pair of rates, which all participants share, and less than 1 KiB
/// for the participant. The engine keeps both.
///
/// write_rate_hz: of samples that the host writes: 8000, 12000, 16000, 22050, 24000, 32000, 44100 or 48000; 0: as it is.
/// read_rate_hz: of samples that the host reads; 0: as it is.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or a rate is another), MIXMINUS_ERR_BUSY (another
/// thread is in a write or a read of the participant whose rate is to be set), MIXMINUS_ERR_OUT_OF_MEMORY or a handle status.
/// If it fails, nothing has changed.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_set_rates(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    write_rate_hz: u32,
    read_rate_hz: u32,
) -> mixminus_status {
    engine.control_call(|engine| {
        let write = value::new_rate("write_rate_hz", write_rate_hz)?;
        let read = value::new_rate("read_rate_hz", read_rate_hz)?;
        engine.set_rates(ParticipantId(participant), write, read)
    })
}

/// Mutes or unmutes a participant. A muted participant still hears the room. It must be in a room.
///
/// mute: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or mute is neither 0 nor 1),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_set_mute(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    mute: u32,
) -> mixminus_status {
    engine.control_call(|engine| engine.set_mute(ParticipantId(participant), value::flag("mute", mute)?))
}

/// Deafens a participant or ends that. A deaf participant does not hear the room, only what the host plays and sends to
/// it; the others still hear it. It must be in a room.
///
/// deaf: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or deaf is neither 0 nor 1),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_set_deaf(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    deaf: u32,
) -> mixminus_status {
    engine.control_call(|engine| engine.set_deaf(ParticipantId(participant), value::flag("deaf", deaf)?))
}

/// Sets the gain on a participant's contribution. It must be in a room.
///
/// gain_mdb: thousandths of a decibel, -60000 to 24000. At 0 the audio passes bit for bit.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or the gain is out of its range),
/// MIXMINUS_ERR_NOT_IN_ROOM or a handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_set_gain(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    gain_mdb: i32,
) -> mixminus_status {
    engine.control_call(|engine| engine.set_gain(ParticipantId(participant), Gain::from_mdb(gain_mdb)?))
}

/// Prepares a struct for mixminus_participant_get_info to fill in.
///
/// info: the struct to fill.
/// size: sizeof *info.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (info is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_info_init(
    info: NewStruct<'_, mixminus_participant_info>,
    size: SizeOf<mixminus_participant_info>,
) -> mixminus_status {
    control_call(|| Ok(info.init("info", size)?))
}

/// Returns the state of a participant as control calls have set it. Events report when a tick has applied it.
///
/// info: filled in; unchanged if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_participant_get_info(
    engine: EnginePointer<'_>,
    participant: mixminus_participant,
    info: OutStruct<'_, mixminus_participant_info>,
) -> mixminus_status {
    engine.control_result(info.required("info"), |engine| {
        Ok(engine.participant_info(ParticipantId(participant))?.into())
    })
}
