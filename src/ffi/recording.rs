//! Recordings
//!
//! A recording writes WAV files, one per track: a room's mix, or a participant's audio or output. The engine's recorder
//! thread, mixminus-rec, takes the audio from taps, so a slow or full disk never affects a tick. All tracks are in
//! step: sample i of each belongs to the same tick. Where a track has no audio (its participant was in no room, ticks
//! were skipped, frames were dropped) it has silence, which is counted. Start it, let it run, stop it:
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
//! A recording may announce itself: config.announcement plays to the recorded participants before the first sample, and
//! to later joiners; config.beep_s plays a beep at intervals.
//!
//! A recording writes only to files that it has made. It never opens, truncates or deletes a file of anybody else, and
//! follows no link to one. A relative path starts at the working directory of the process when the recording starts.
//! Only the owner may read the files, unless config.file_mode says otherwise. If somebody deletes a file while it is
//! written, its contents count as lost, and the recording continues in another file within a second. If somebody moves
//! it, it is written to its end in its new place. If somebody truncates it, silence replaces what was cut, which counts
//! as lost.
//!
//! Files are 16-bit mono, each at the rate of its room or line. They are crash-safe: after kill -9 the files open, and
//! at most the last second is missing.
//!
//! A file system that hangs or is slow holds up only the recordings whose files are on it. Their frames wait in the
//! rings of their taps, up to config.buffer_ms; later ones are dropped and counted. A recording for which a file system
//! call has not returned for 2 seconds is MIXMINUS_RECORD_FAILED until it does. mixminus_recording_start,
//! mixminus_recording_stop and mixminus_engine_free each wait for files for at most 5 seconds. In a library that was
//! built without recordings, each call of this section returns MIXMINUS_ERR_UNSUPPORTED.

use std::ffi::c_char;

use super::abi_struct::abi_struct;
use super::boundary::control_call;
use super::engine_pointer::EnginePointer;
use super::handle::mixminus_recording;
use super::pointer::{In, Length, Out, OutArray, Path, Place};
use super::prompt::{MIXMINUS_SOUND_NONE, mixminus_sound, sound};
use super::status::mixminus_status;
use super::struct_pointer::{InElements, InStruct, NewStruct, OutStruct, SizeOf};
use super::tap::target;
use super::value;
use crate::control::recorder::config::{RecordConfig, RecordInfo, RecordState, RecordTrack};
use crate::error::{Error, Result, Status};
use crate::handle::RecordingId;

/// The most tracks of one recording.
const MAX_TRACKS: usize = 65_536;

/// The state of a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum mixminus_record_state {
    /// It waits for its first tick, or for the end of its announcement.
    MIXMINUS_RECORD_STARTING = 0,
    /// It is recording.
    MIXMINUS_RECORD_RUNNING = 1,
    /// It is paused.
    MIXMINUS_RECORD_PAUSED = 2,
    /// Nothing can be written, as message says. It tries again every second; what could not be written becomes silence.
    MIXMINUS_RECORD_FAILED = 3,
    /// Everything that it records has ended, or it was stopped; its files are complete.
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

/// How a recording is made. mixminus_record_config_init fills in the defaults.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_record_config {
    /// Set by mixminus_record_config_init.
    pub struct_size: u32,
    /// Audio that is kept while the disk does not respond, before frames are dropped, ms: one frame to 60000. The
    /// engine takes memory for that much, per track. Default 4000.
    pub buffer_ms: u32,
    /// Size limit of a file, bytes: 4096 to 4294967295. A file that would exceed it is completed and the next begins,
    /// in the same tick for all tracks. Default 4294967295.
    pub split_bytes: u64,
    /// Sound that announces the recording. It plays once to each participant in a recorded room, to each in a room with
    /// a recorded participant, and to a recorded participant in no room; besides everything else that plays to them,
    /// also on hold and deaf; and again if a participant joins such a room again. The recording begins, and
    /// MIXMINUS_EVENT_RECORDING_STARTED reports it, with the tick after all of them have heard it to its end. A
    /// participant that joins later hears it as it joins. Until a participant has heard all of it, the tracks leave it
    /// out: a room's track and its own track are without it, and an output track is silent while anyone speaks there
    /// who has not heard it. If the host does not read a participant's audio in time, the announcement waits for it,
    /// and begins again if frames were lost; the recording begins without that participant two seconds later. A
    /// participant whose audio the host has never read counts as having heard it. The announcement takes a play and a
    /// command per participant. Default MIXMINUS_SOUND_NONE.
    pub announcement: mixminus_sound,
    /// Interval of a beep (1400 Hz, 200 ms) that plays to those rooms while the recording runs, and is in the recording
    /// too, seconds: 1 to 60; 0: no beep. The rooms are those at the start of the recording. Default 0.
    pub beep_s: u32,
    /// Must be 0.
    pub reserved: u32,
    /// Permissions of the files, such as 0640: 1 to 0777, whatever the umask; 0: 0600 less the umask, so only the owner
    /// may read them. Default 0.
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
    /// Path of the WAV file, path_len bytes, borrowed for the call. Nothing of that name may exist, not even a link.
    /// When the file is full, the next ones are numbered: room-0002.wav follows room.wav. A number whose name is taken
    /// is skipped.
    pub path: In<'a, c_char, Path>,
    /// Length of path, bytes: 1 to 4095.
    pub path_len: Length<Path>,
}

abi_struct!(element mixminus_record_track<'_> { target, point, reserved, path, path_len });

/// The state of a recording, or its state when it stopped.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_recording_info {
    /// Set by mixminus_recording_info_init.
    pub struct_size: u32,
    /// A MIXMINUS_RECORD_ state.
    pub state: u32,
    /// Number of the tick of its first samples; 0 while it waits for that.
    pub start_tick: u64,
    /// Number of the last tick of which all samples were taken from the taps.
    pub tick: u64,
    /// Samples of each track so far: of every tick from start_tick to tick, except those that were paused.
    pub samples: u64,
    /// Number of times that a track had no frame where it should have one, over all tracks.
    pub gaps: u64,
    /// Samples of silence that replaced them.
    pub gap_samples: u64,
    /// Frames that were dropped because a ring was full; they are counted in gaps too.
    pub dropped_frames: u64,
    /// Samples that could not be written, or were in a file that somebody deleted or truncated: silence if the
    /// recording could continue, else missing at the end.
    pub lost_samples: u64,
    /// Number of tracks.
    pub tracks: u32,
    /// Number of files of the track that has the most.
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
/// config: the struct to fill.
/// size: sizeof *config.
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
/// first recording.
///
/// config: how to record, borrowed for the call.
/// tracks: track_count elements of track_size bytes, borrowed for the call with their paths.
/// track_size: sizeof(mixminus_record_track) as the host was compiled.
/// track_count: 1 to 65536; each track takes one tap of the engine's max_taps.
/// recording: receives the recording, which mixminus_recording_stop ends; 0 if the call fails, and then no file is
/// left. (One exception: if the disk fails, or somebody else takes a name, while the files are being made, the files
/// that were made remain, without samples, because a recording deletes nothing.)
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a field is out of its range),
/// MIXMINUS_ERR_STRUCT_SIZE, MIXMINUS_ERR_SYSTEM (a file exists or cannot be made within 5 seconds; two tracks have the
/// same name, or one has a name that another would reach by its numbers), MIXMINUS_ERR_OUT_OF_MEMORY,
/// MIXMINUS_ERR_TOO_MANY_TAPS, MIXMINUS_ERR_QUOTA_EXCEEDED (an account may have max_taps tracks of recordings,
/// including those that have ended and were not stopped, and those in whose files a thread hangs; the samples of beep_s
/// seconds count against max_prompt_bytes), MIXMINUS_ERR_QUEUE_FULL (of commands, or max_plays),
/// MIXMINUS_ERR_UNSUPPORTED or a handle status, also for the announcement.
/// Thread: any but the ticker.
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

/// Pauses a recording: audio after the last tick is left out, of all tracks alike. No effect if it is paused already.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_QUEUE_FULL (1024 pauses and
/// resumptions wait because a file hangs), MIXMINUS_ERR_UNSUPPORTED or a handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_recording_pause(
    engine: EnginePointer<'_>,
    recording: mixminus_recording,
) -> mixminus_status {
    engine.control_call(|engine| engine.record_pause(RecordingId(recording)))
}

/// Resumes a paused recording: audio after the last tick is recorded. No effect if it is not paused.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_QUEUE_FULL (1024 pauses and
/// resumptions wait because a file hangs), MIXMINUS_ERR_UNSUPPORTED or a handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_recording_resume(
    engine: EnginePointer<'_>,
    recording: mixminus_recording,
) -> mixminus_status {
    engine.control_call(|engine| engine.record_resume(RecordingId(recording)))
}

/// Stops a recording after the last tick. Waits until everything up to that is written and the files are complete. The
/// handle is stale afterwards (except for mixminus_recording_get_file). A recording that has ended by itself must be
/// stopped too.
///
/// Returns within 5 seconds, whatever the file system does; within 2 if a call to it hangs. Audio that is not in the
/// files by then never gets there and is counted in info.lost_samples; info.message says so, and a thread that hangs is
/// abandoned.
///
/// info: receives the final state; unchanged if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL), MIXMINUS_ERR_STRUCT_SIZE (the recording
/// continues), MIXMINUS_ERR_UNSUPPORTED or a handle status.
/// Thread: any but the ticker. Waits for the disk.
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

/// Prepares a struct for mixminus_recording_get_info or mixminus_recording_stop to fill in.
///
/// info: the struct to fill.
/// size: sizeof *info.
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

/// Returns the state of a recording.
///
/// info: filled in; unchanged if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE,
/// MIXMINUS_ERR_UNSUPPORTED or a handle status.
/// Thread: any but the ticker.
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

/// Returns the absolute path of a file of a recording, as it was named when it was made. It also works for the last 64
/// recordings that were stopped; beyond these, the oldest of the account that has the most of them is forgotten.
///
/// track: from 0, in the order of mixminus_recording_start.
/// file: from 0; mixminus_recording_info.files is the number of the track that has the most.
/// path: space for path_size bytes; receives the path, with a NUL at the end if there is space for it; NULL only if
/// path_size is 0.
/// path_len: receives the length of the path without the NUL, which may exceed path_size; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or there is no such track or file),
/// MIXMINUS_ERR_UNSUPPORTED or a handle status.
/// Thread: any but the ticker.
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
