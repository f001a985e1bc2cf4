//! Recordings
//!
//! A recording writes WAV files, one a track: of a room's mix, of what participants say or hear. A thread of its own,
//! mixminus-rec, writes them from taps; a disk that is slow or full never touches a tick. All tracks are in step: sample
//! i of each is of the same tick. What a track has not (its participant was in no room, ticks were skipped, frames were
//! dropped) is silence, and counted.
//!
//! ```c
//! mixminus_record_config config;
//! mixminus_record_config_init(&config, sizeof config);
//! mixminus_record_track tracks[2] = {
//!     {.target = room, .point = MIXMINUS_TAP_MIX, .path = "room.wav", .path_len = 8},
//!     {.target = caller, .point = MIXMINUS_TAP_BEFORE_MUTE, .path = "caller.wav", .path_len = 10},
//! };
//! mixminus_recording recording;
//! mixminus_recording_start(engine, &config, tracks, sizeof tracks[0], 2, &recording);
//! talk(engine, caller);
//! mixminus_recording_stop(engine, recording, NULL);
//! ```
//!
//! A recording may say that it is one: config.announcement to those who are recorded, before the first sample, and to those
//! who join them later; config.beep_s now and then.
//!
//! A recording writes only to files that it has made itself. It never opens, follows a link to, cuts or deletes a file of
//! anybody else. A relative path is taken from the directory in which the process is as the recording starts. Only the owner
//! may read the files, unless config.file_mode says otherwise. If somebody deletes a file that is written, what was in it is
//! counted as lost, and the recording goes on in another within a second; if somebody moves it, it is written to its end where
//! it is; if somebody cuts it, silence stands for what was cut, which is counted as lost.
//!
//! Files are 16-bit mono at the engine's rate. At each moment they are whole, at most a second behind: a process that is
//! killed leaves files that can be played.
//!
//! A file system that hangs or is slow holds up only the recordings whose files are there. Their frames wait in the rings of
//! their taps, for config.buffer_ms; later ones are dropped and counted. A recording for which a call has not returned for 2
//! seconds is MIXMINUS_RECORD_FAILED until it does. mixminus_recording_start, mixminus_recording_stop and
//! mixminus_engine_free each wait for files for at most 5 seconds. A library that was built without recordings answers each
//! call of this section by MIXMINUS_ERR_UNSUPPORTED.

use std::ffi::c_char;

use super::abi_struct::{InElements, InStruct, NewStruct, OutStruct, SizeOf, abi_struct};
use super::boundary::control_call;
use super::engine_pointer::EnginePointer;
use super::handle::mixminus_recording;
use super::pointer::{In, Length, Out, OutArray, Path, Place};
use super::prompt::{MIXMINUS_SOUND_NONE, mixminus_sound, sound};
use super::status::mixminus_status;
use super::tap::target;
use super::value;
use crate::control::recorder::config::{RecordConfig, RecordInfo, RecordState, RecordTrack};
use crate::error::{Error, Result, Status};
use crate::handle::RecordingId;

/// The most tracks of one recording.
const MAX_TRACKS: usize = 65_536;

/// How it stands with a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum mixminus_record_state {
    /// It waits for its first tick, or for the end of its announcement.
    MIXMINUS_RECORD_STARTING = 0,
    /// It goes on.
    MIXMINUS_RECORD_RUNNING = 1,
    /// It is paused.
    MIXMINUS_RECORD_PAUSED = 2,
    /// Nothing can be written, as the message says. It tries again each second; what could not be written is silence
    /// then.
    MIXMINUS_RECORD_FAILED = 3,
    /// All that it records has ended, or it was stopped; its files are whole.
    MIXMINUS_RECORD_STOPPED = 4,
}

impl From<RecordState> for mixminus_record_state {
    fn from(state: RecordState) -> mixminus_record_state {
        match state {
            RecordState::Starting => mixminus_record_state::MIXMINUS_RECORD_STARTING,
            RecordState::Running => mixminus_record_state::MIXMINUS_RECORD_RUNNING,
            RecordState::Paused => mixminus_record_state::MIXMINUS_RECORD_PAUSED,
            RecordState::Failed => mixminus_record_state::MIXMINUS_RECORD_FAILED,
            RecordState::Stopped => mixminus_record_state::MIXMINUS_RECORD_STOPPED,
        }
    }
}

/// How a recording is made. mixminus_record_config_init gives the defaults.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_record_config {
    /// Set by mixminus_record_config_init.
    pub struct_size: u32,
    /// How long the disk may be away before frames are lost: one frame to 60000 ms. The engine takes memory for so much,
    /// for each track. Default 4000.
    pub buffer_ms: u32,
    /// A file that would grow beyond so many bytes is ended and another begun, in the same tick for all tracks. From
    /// 4096 to 4294967295, which is the default.
    pub split_bytes: u64,
    /// What is said to each participant in the rooms that are recorded, and in those in which recorded participants are, and to
    /// a recorded participant in no room: once, beside all else that plays to it, also on hold and deaf; and again if it
    /// joins them again. The recording begins, and MIXMINUS_EVENT_RECORDING_STARTED tells of it, with the tick after all
    /// have heard it to its end. EventSubject comes to them later hears it as it comes. Until a participant has heard all of it, the
    /// tracks of the recording are without it: a room's track, and one of what it says; one of what a participant hears is
    /// silent while anyone speaks there who has not. If the host does not read a participant's audio in time, the
    /// announcement waits for it, and begins once more if frames were lost; the recording begins without that participant
    /// two seconds later. A participant whose audio the host has never read is taken to have heard it. It takes a play and
    /// a command for each participant. Default MIXMINUS_SOUND_NONE.
    pub announcement: mixminus_sound,
    /// A beep of 1400 Hz and 200 ms to those rooms, as they are when it begins, each so many seconds while it goes on,
    /// and in the recording too: 1 to 60; 0: none, the default.
    pub beep_s: u32,
    /// Must be 0.
    pub reserved: u32,
    /// The permissions of the files (0640, for example): 1 to 0777, whatever the umask. 0, the default: 0600 less the umask,
    /// so only the owner may read them.
    pub file_mode: u32,
    /// Must be 0.
    pub reserved_2: u32,
}

abi_struct!(#[added(announcement)] mixminus_record_config, let config = RecordConfig::new(Vec::new()); {
    buffer_ms: config.buffer_ms,
    split_bytes: config.split_bytes,
    announcement: MIXMINUS_SOUND_NONE,
    beep_s: 0,
    reserved: 0,
    file_mode: 0,
    reserved_2: 0,
});

/// One track of a recording. It has no struct_size because tracks come in arrays: mixminus_recording_start is given the
/// size of an element.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_record_track<'a> {
    /// A room for MIXMINUS_TAP_MIX, else a participant.
    pub target: u64,
    /// A MIXMINUS_TAP_ point.
    pub point: u32,
    /// Must be 0.
    pub reserved: u32,
    /// The WAV file, path_len bytes, borrowed for the call. There must be nothing of that name, be it a link. When the
    /// file is full, the next ones are numbered: of room.wav they are room-0002.wav and so on. A number whose name is
    /// taken is left out.
    pub path: In<'a, c_char, Path>,
    /// 1 to 4095.
    pub path_len: Length<Path>,
}

abi_struct!(element mixminus_record_track<'_> { target, point, reserved, path, path_len });

/// A recording as it is, or as it was when it stopped.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_recording_info {
    /// Set by mixminus_recording_info_init.
    pub struct_size: u32,
    /// A MIXMINUS_RECORD_ state.
    pub state: u32,
    /// The tick of its first samples; 0 while it waits for that.
    pub start_tick: u64,
    /// The last tick of which all samples were taken from the taps.
    pub tick: u64,
    /// Samples of each track so far: of every tick from the first to that one, but for those that were paused.
    pub samples: u64,
    /// How often a track had no frame where one was due; of all tracks.
    pub gaps: u64,
    /// Samples of silence in their place.
    pub gap_samples: u64,
    /// Frames that were dropped because a ring was full; they are in the gaps, too.
    pub dropped_frames: u64,
    /// Samples that could not be written, or were in a file that somebody deleted or cut: silence, if the recording could go
    /// on; else missing at the end.
    pub lost_samples: u64,
    /// Tracks.
    pub tracks: u32,
    /// Files of each track so far.
    pub files: u32,
    /// Why nothing can be written; ends in NUL; empty if all is well.
    pub message: [u8; 256],
}

abi_struct!(mixminus_recording_info {
    state,
    start_tick,
    tick,
    samples,
    gaps,
    gap_samples,
    dropped_frames,
    lost_samples,
    tracks,
    files,
    message
});

impl From<(RecordInfo, usize)> for mixminus_recording_info {
    fn from((info, files): (RecordInfo, usize)) -> mixminus_recording_info {
        let mut message = [0; 256];
        let text = info.message.as_deref().unwrap_or_default();
        // The last byte stays NUL.
        message[..255].iter_mut().zip(text.bytes()).for_each(|(to, from)| *to = from);
        let tracks = || info.tracks.iter();
        mixminus_recording_info {
            struct_size: 0,
            state: mixminus_record_state::from(info.state) as u32,
            start_tick: info.start_tick,
            tick: info.tick,
            samples: info.samples,
            gaps: tracks().map(|track| track.gaps).sum(),
            gap_samples: tracks().map(|track| track.gap_samples).sum(),
            dropped_frames: tracks().map(|track| track.dropped_frames).sum(),
            lost_samples: tracks().map(|track| track.lost_samples).sum(),
            tracks: info.tracks.len() as u32,
            files: files as u32,
            message,
        }
    }
}

/// The tracks of a recording.
fn tracks_of(
    tracks: InElements<'_, mixminus_record_track<'_>>,
    size: SizeOf<mixminus_record_track<'_>>,
    count: Length<mixminus_record_track<'_>>,
) -> Result<Vec<RecordTrack>> {
    if !(1..=MAX_TRACKS).contains(&count.get()) {
        let sentence = format!("track_count: {}, must be 1 to {MAX_TRACKS}", count.get());
        return Err(Error::new(Status::InvalidArgument, sentence));
    }
    let one = |track: mixminus_record_track<'_>| {
        value::reserved("reserved", track.reserved)?;
        Ok(RecordTrack { path: track.path.path(track.path_len)?, target: target(track.target, track.point)? })
    };
    tracks.required("tracks", size, count)?.map(one).collect()
}

/// Fills a configuration with the defaults.
///
/// config: the struct to fill. size: sizeof *config as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (config is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_record_config_init(
    config: NewStruct<'_, mixminus_record_config>,
    size: SizeOf<mixminus_record_config>,
) -> mixminus_status {
    control_call(|| Ok(config.init("config", size)?))
}

/// Starts a recording with the next tick. Makes its files, and starts the recorder's thread if this is the engine's
/// first.
///
/// config: borrowed for the call. tracks: track_count elements of track_size bytes, borrowed for the call, their paths
/// too. track_size: sizeof(mixminus_record_track) as the host was compiled. track_count: 1 to 65536; each track takes a
/// tap of the engine's max_taps.
/// recording: receives the recording, to be ended by mixminus_recording_stop; 0 if the call fails, and then no file is
/// left. (One exception: if the disk fails, or somebody else takes a name, while the files are being made, then those that
/// were made remain, without samples: a recording deletes nothing.)
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a field is out of its range),
/// MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_SYSTEM (a file cannot be made within 5 seconds, or exists; two tracks have one
/// name, or one has the name that another would come to by its numbers), MIXMINUS_ERR_OUT_OF_MEMORY,
/// MIXMINUS_ERR_TOO_MANY_TAPS, MIXMINUS_ERR_QUOTA_EXCEEDED (an account may have as many tracks of recordings as max_taps,
/// those that have ended and were not stopped included, and those in whose files a thread hangs; the samples of beep_s
/// seconds count against max_prompt_bytes), MIXMINUS_ERR_QUEUE_FULL (of commands, or of plays: max_plays),
/// MIXMINUS_ERR_UNSUPPORTED or a handle status, of the announcement too.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_recording_start(
    engine: EnginePointer<'_>,
    config: InStruct<'_, mixminus_record_config>,
    tracks: InElements<'_, mixminus_record_track<'_>>,
    track_size: SizeOf<mixminus_record_track<'_>>,
    track_count: Length<mixminus_record_track<'_>>,
    recording: Out<'_, mixminus_recording>,
) -> mixminus_status {
    engine.control_result(recording.required("recording", 0), |engine| {
        let config = config.load("config")?;
        let mixminus_record_config { split_bytes, buffer_ms, announcement, beep_s, file_mode, .. } = config;
        value::reserved("config.reserved", config.reserved)?;
        value::reserved("config.reserved_2", config.reserved_2)?;
        let file_mode = Some(file_mode).filter(|mode| *mode != 0);
        let announcement = sound(announcement);
        let tracks = tracks_of(tracks, track_size, track_count)?;
        let config = RecordConfig { tracks, split_bytes, buffer_ms, announcement, beep_s, file_mode };
        Ok(engine.record_start(&config)?.0)
    })
}

/// Pauses a recording: what comes after the last tick is left out, of all tracks alike. No effect if it is paused.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_QUEUE_FULL (1024 pauses and resumptions
/// wait, since a file hangs), MIXMINUS_ERR_UNSUPPORTED or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_recording_pause(
    engine: EnginePointer<'_>,
    recording: mixminus_recording,
) -> mixminus_status {
    engine.control_call(|engine| engine.record_pause(RecordingId(recording)))
}

/// Goes on with a paused recording: what comes after the last tick is recorded. No effect if it is not paused.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_QUEUE_FULL (1024 pauses and resumptions
/// wait, since a file hangs), MIXMINUS_ERR_UNSUPPORTED or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_recording_resume(
    engine: EnginePointer<'_>,
    recording: mixminus_recording,
) -> mixminus_status {
    engine.control_call(|engine| engine.record_resume(RecordingId(recording)))
}

/// Stops a recording after the last tick. Waits until all up to that is written and the files are whole. The handle is
/// stale then (but for mixminus_recording_get_file), be the recording stopped by this or by the end of what it recorded.
///
/// Returns within 5 seconds, whatever the file system does; within 2 if a call to it hangs. What is not in the files by then
/// is counted in info.lost_samples and never gets there, info.message says so, and a thread that hangs is left to itself.
///
/// info: filled in with how it was; left alone if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_STRUCT_SIZE (the recording goes on),
/// MIXMINUS_ERR_UNSUPPORTED or a handle status.
/// Thread: any but the ticker's. Waits for the disk.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_recording_stop(
    engine: EnginePointer<'_>,
    recording: mixminus_recording,
    info: OutStruct<'_, mixminus_recording_info>,
) -> mixminus_status {
    engine.control_result(info.optional("info"), |engine| {
        Ok(engine.record_stop_brief(RecordingId(recording))?.into())
    })
}

/// Sets the struct_size of a recording's info.
///
/// info: the struct to fill, with zeros. size: sizeof *info as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (info is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_recording_info_init(
    info: NewStruct<'_, mixminus_recording_info>,
    size: SizeOf<mixminus_recording_info>,
) -> mixminus_status {
    control_call(|| Ok(info.init("info", size)?))
}

/// Tells how it stands with a recording.
///
/// info: filled in; left alone if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE,
/// MIXMINUS_ERR_UNSUPPORTED or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_recording_get_info(
    engine: EnginePointer<'_>,
    recording: mixminus_recording,
    info: OutStruct<'_, mixminus_recording_info>,
) -> mixminus_status {
    engine.control_result(info.required("info"), |engine| {
        Ok(engine.record_info_brief(RecordingId(recording))?.into())
    })
}

/// Gives the path of a file of a recording, from the root on, as it was named when it was made. It also works for 64
/// recordings that were stopped; beyond these the oldest of the account that has the most of them is forgotten.
///
/// track: from 0, in the order of mixminus_recording_start. file: from 0; mixminus_recording_info.files is how many the track
/// with the most has. path: room for path_size bytes; receives the path, which ends in NUL if there is room for that; NULL
/// only if path_size is 0. path_len: receives the path's length without the NUL, be it more than path_size; 0 if the call
/// fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or there is no such track or file),
/// MIXMINUS_ERR_UNSUPPORTED or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_recording_get_file(
    engine: EnginePointer<'_>,
    recording: mixminus_recording,
    track: u32,
    file: u32,
    path: OutArray<'_, c_char, Path>,
    path_size: Length<Path>,
    path_len: Out<'_, usize>,
) -> mixminus_status {
    let path_len = path_len.required("path_len", 0);
    engine.control_call(|engine| {
        let path_len = path_len?;
        let path = path.places(path_size)?;
        let found = engine.record_file(RecordingId(recording), track as usize, file as usize)?;
        let bytes = found.as_os_str().as_encoded_bytes();
        path.fill(bytes.iter().map(|byte| *byte as c_char).chain([0]));
        path_len.write(bytes.len());
        Ok(())
    })
}
