//! Recordings: rooms and participants to WAV files, by a thread of their own, from taps.
//!
//! All tracks of a recording are in step: sample i of each is of the same tick. Where a tap has no frame (its participant
//! was in no room, ticks were skipped, frames were dropped) a track has silence.
//!
//! A recording touches only files that it has made. It makes each with `O_EXCL` and `O_NOFOLLOW`, in a directory that it
//! holds open, keeps it open, and knows it by its inode. It never deletes anything.

#[cfg(feature = "recorder")]
mod desk;
#[cfg(all(feature = "recorder", unix))]
mod directory;
#[cfg(all(feature = "recorder", not(unix)))]
#[path = "directory_by_path.rs"]
mod directory;
#[cfg(feature = "recorder")]
mod file;
#[cfg(feature = "recorder")]
mod files;
#[cfg(feature = "recorder")]
mod job;
#[cfg(feature = "recorder")]
mod ledger;
#[cfg(feature = "recorder")]
mod manners;
#[cfg(feature = "recorder")]
mod names;
#[cfg(feature = "recorder")]
mod place;
#[cfg(feature = "recorder")]
mod pool;
#[cfg(feature = "recorder")]
mod sheet;
#[cfg(feature = "recorder")]
mod thread;
#[cfg(feature = "recorder")]
mod track;

#[cfg(not(feature = "recorder"))]
#[path = "absent.rs"]
mod thread;

use super::config::{Sound, in_range};
use super::taps::{MAX_TAP_BUFFER_MS, TapTarget};
use crate::control::engine::lifecycle::Engine;
use crate::error::{Error, Result, Status};
use crate::handle::RecordingId;
use std::path::PathBuf;
use std::time::Duration;
pub(crate) use thread::{Recorder, later_bytes};

/// The most bytes of one WAV file, whose lengths are numbers of 32 bits.
pub const MAX_SPLIT_BYTES: u64 = u32::MAX as u64;

/// The fewest bytes after which files may be split.
pub const MIN_SPLIT_BYTES: u64 = 4096;

/// The longest that a caller waits for files: as a recording starts, as it stops, as the engine ends.
#[cfg_attr(not(feature = "recorder"), expect(dead_code, reason = "no recording is made"))]
const STOP_MOST: Duration = Duration::from_secs(5);

/// After how long a call to the file system that has not returned is taken to hang.
#[cfg_attr(not(feature = "recorder"), expect(dead_code, reason = "no recording is made"))]
const STOP_STILL: Duration = Duration::from_secs(2);

/// One track of a recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordTrack {
    /// What is recorded.
    pub target: TapTarget,
    /// The WAV file, 16-bit mono. There must be nothing of that name, be it a link. When the file is full, the next ones are
    /// numbered: of `room.wav` they are `room-0002.wav` and so on. A number whose name is taken is left out.
    pub path: PathBuf,
}

/// What is recorded, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordConfig {
    /// One file a track; at least one.
    pub tracks: Vec<RecordTrack>,
    /// A file that would grow beyond this is ended and another begun, in the same tick for all tracks:
    /// 4,096 … 4,294,967,295 bytes. Default the most.
    pub split_bytes: u64,
    /// How long the disk may be away before frames are lost, one frame … 60,000 ms: the size of each tap's ring.
    /// Default 4,000.
    pub buffer_ms: u32,
    /// What is said to each participant in the rooms that are recorded, and in those in which recorded participants are, and to
    /// a recorded participant in no room: once, beside all else that plays to it, also on hold and deaf. The recording begins
    /// with the tick after all have heard it to its end. EventSubject comes to them later hears it as it comes. Until a participant
    /// has heard all of it, the tracks of the recording are without it: a room's track, and one of what it says; one of what
    /// a participant hears is silent while anyone speaks there who has not. If the host does not read a participant's audio in
    /// time, the announcement waits for it, and begins once more if frames were lost; the recording begins without that
    /// participant two seconds later. A participant whose audio the host has never read is taken to have heard it. It
    /// takes a play and a command for each participant. Default none.
    pub announcement: Sound,
    /// A beep of 1400 Hz and 200 ms to those rooms, as they are when it begins, each so many seconds while it goes on,
    /// and in the recording too: 1 … 60; 0: none, the default.
    pub beep_s: u32,
    /// The permissions of the files, at most 0o777, whatever the umask. Default none: 0o600, less the umask, so that only
    /// the owner may read them.
    pub file_mode: Option<u32>,
}

/// The longest time between the beeps of a recording, seconds.
pub const MAX_BEEP_S: u32 = 60;

/// The most permissions of a file: all may do all.
const MAX_FILE_MODE: u32 = 0o777;

impl RecordConfig {
    /// Those tracks, with the defaults.
    pub fn new(tracks: Vec<RecordTrack>) -> RecordConfig {
        RecordConfig {
            tracks,
            split_bytes: MAX_SPLIT_BYTES,
            buffer_ms: 4_000,
            announcement: Sound::None,
            beep_s: 0,
            file_mode: None,
        }
    }
}

/// How it stands with a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
pub enum RecordState {
    /// It waits for its first tick, or for the end of its announcement.
    Starting = 0,
    /// It goes on.
    Running = 1,
    /// It is paused.
    Paused = 2,
    /// Nothing can be written, as its message says. It tries again each second; what could not be written is silence
    /// then, so that the tracks stay in step.
    Failed = 3,
    /// All that it records has ended, and its files are whole.
    Stopped = 4,
}

/// A recording as it is, or as it was when it stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordInfo {
    /// How it stands.
    pub state: RecordState,
    /// Why nothing can be written, or could when it stopped.
    pub message: Option<String>,
    /// The tick of its first samples; 0 while it waits for that.
    pub start_tick: u64,
    /// The last tick of which all samples were taken from the taps.
    pub tick: u64,
    /// Samples of each track so far: of every tick from the first to that one, but for those that were paused.
    pub samples: u64,
    /// Its tracks, in their order.
    pub tracks: Vec<TrackInfo>,
}

/// A track as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrackInfo {
    /// Its files, in their order, from the root on, as they were named when they were made.
    pub files: Vec<PathBuf>,
    /// How often its tap had no frame where one was due.
    pub gaps: u64,
    /// Samples of silence in their place.
    pub gap_samples: u64,
    /// Frames that ticks dropped because the tap's ring was full; they are in the gaps, too.
    pub dropped_frames: u64,
    /// Samples that could not be written, or were in a file that somebody deleted or cut: silence, if the recording could go
    /// on; else missing at the end.
    pub lost_samples: u64,
}

impl Engine {
    /// Starts a recording with the next tick. Its files are made here; the thread `mixminus-rec`, which the first
    /// recording starts, writes them. At each moment they are whole WAV files, at most a second behind.
    ///
    /// Errors, and then no file is left, unless the disk fails while files are being made: `InvalidArgument`; `System` if a
    /// file cannot be made, or exists, or if two tracks would write to one name; `OutOfMemory`; `TooManyTaps`, `QueueFull`
    /// and the handle statuses, as of [`tap_new`](Self::tap_new), of the announcement too; `Unsupported` without the
    /// feature
    /// `recorder`.
    pub fn record_start(&self, config: &RecordConfig) -> Result<RecordingId> {
        self.inner.check_ready()?;
        let wrong = |what: String| Error::new(Status::InvalidArgument, what);
        let frame_ms = self.inner.config.frame_len.ms();
        in_range("buffer_ms", config.buffer_ms, frame_ms, MAX_TAP_BUFFER_MS)?;
        if !(MIN_SPLIT_BYTES..=MAX_SPLIT_BYTES).contains(&config.split_bytes) {
            let (is, least, most) = (config.split_bytes, MIN_SPLIT_BYTES, MAX_SPLIT_BYTES);
            return Err(wrong(format!("split_bytes: {is}, must be {least} to {most}")));
        }
        in_range("beep_s", config.beep_s, 0, MAX_BEEP_S)?;
        in_range("file_mode", config.file_mode.unwrap_or(MAX_FILE_MODE), 1, MAX_FILE_MODE)?;
        if config.tracks.is_empty() {
            return Err(wrong("tracks: none".into()));
        }
        self.recorder.start(&self.inner, config)
    }

    /// Pauses a recording: what comes after the last tick is left out, of all tracks alike. No effect if it is paused.
    ///
    /// Errors: `StaleHandle`; `QueueFull` if 1,024 pauses and resumptions wait, since a file hangs.
    pub fn record_pause(&self, recording: RecordingId) -> Result<()> {
        self.recorder.order(&self.inner, recording, false)
    }

    /// Goes on with a paused recording: what comes after the last tick is recorded. No effect if it is not paused.
    ///
    /// Errors: `StaleHandle`; `QueueFull` if 1,024 pauses and resumptions wait, since a file hangs.
    pub fn record_resume(&self, recording: RecordingId) -> Result<()> {
        self.recorder.order(&self.inner, recording, true)
    }

    /// Stops a recording after the last tick: waits until all up to that is written and the files are whole, and
    /// returns how it was. The handle is then stale, but for [`record_file`](Self::record_file).
    ///
    /// Returns within 5 s, and within 2 s if a file hangs, whatever the file system does: what is not in the files by then is
    /// counted in `lost_samples`, and never gets there.
    ///
    /// Errors: `StaleHandle`.
    pub fn record_stop(&self, recording: RecordingId) -> Result<RecordInfo> {
        self.recorder.stop(&self.inner, recording).map(|ledger| ledger.info())
    }

    /// As [`record_stop`](Self::record_stop), without the paths of files, which may be very many; and how many files the
    /// track with the most has.
    pub(crate) fn record_stop_brief(&self, recording: RecordingId) -> Result<(RecordInfo, usize)> {
        self.recorder.stop(&self.inner, recording).map(|ledger| ledger.summary())
    }

    /// How it stands with a recording. Errors: `StaleHandle`.
    pub fn record_info(&self, recording: RecordingId) -> Result<RecordInfo> {
        self.recorder.ledger(&self.inner, recording).map(|ledger| ledger.info())
    }

    /// As [`record_info`](Self::record_info), without the paths of files, which may be very many; and how many files the track
    /// with the most has.
    pub(crate) fn record_info_brief(&self, recording: RecordingId) -> Result<(RecordInfo, usize)> {
        self.recorder.ledger(&self.inner, recording).map(|ledger| ledger.summary())
    }

    /// The path of a file of a recording: of track `track` the file `file`, both from 0. Also of 64 recordings that
    /// were stopped; beyond these the oldest of the account that has the most of them is forgotten.
    ///
    /// Errors: `InvalidArgument` if there is no such track or file; `StaleHandle`.
    pub fn record_file(&self, recording: RecordingId, track: usize, file: usize) -> Result<PathBuf> {
        self.recorder.file(&self.inner, recording, track, file)
    }
}
