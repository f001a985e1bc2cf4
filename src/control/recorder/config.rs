//! The configuration and the state of a recording, as hosts see them.

use crate::control::config::Sound;
use crate::control::taps::table::TapTarget;
use std::path::PathBuf;
use std::time::Duration;

/// The largest WAV file, bytes: its lengths are 32-bit numbers.
pub const MAX_SPLIT_BYTES: u64 = u32::MAX as u64;

/// The smallest size at which files may be split, bytes.
pub const MIN_SPLIT_BYTES: u64 = 4096;

/// The longest that a call waits for files: when a recording starts or stops, and when the engine is dropped.
#[cfg_attr(not(feature = "recorder"), expect(dead_code, reason = "no recording is made"))]
pub const STOP_TIMEOUT: Duration = Duration::from_secs(5);

/// A file system call that has not returned after this time is taken to hang.
#[cfg_attr(not(feature = "recorder"), expect(dead_code, reason = "no recording is made"))]
pub const HANG_TIMEOUT: Duration = Duration::from_secs(2);

/// One track of a recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordTrack {
    /// What is recorded.
    pub target: TapTarget,
    /// The WAV file, 16-bit mono. No file or link of that name may exist. When it is full, further files are
    /// numbered: `room.wav` is followed by `room-0002.wav` and so on. Numbers whose names are taken are skipped.
    pub path: PathBuf,
}

/// What to record, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordConfig {
    /// The tracks, one file each; at least one.
    pub tracks: Vec<RecordTrack>,
    /// The file size at which a new file begins, in the same tick for all tracks: 4,096 … 4,294,967,295 bytes.
    /// Default: the largest.
    pub split_bytes: u64,
    /// How long the disk may stall before frames are lost, one frame … 60,000 ms: the length of each tap's ring.
    /// Default 4,000.
    pub buffer_ms: u32,
    /// An announcement to each participant in recorded rooms, in the rooms of recorded participants, and to
    /// recorded participants in no room. It plays once, beside everything else, also on hold and to the deaf. The
    /// recording begins with the tick after all of them have heard it to the end. Participants who join later hear it
    /// as they join. Until a participant has heard all of it, the tracks do not contain it: it is missing from a room's
    /// track and from the track of its own audio, and a track of another participant's output is silent while an
    /// unannounced participant speaks there. If the host does not read a participant's audio in time, the announcement
    /// waits, and plays again if frames were lost; the recording begins without that participant two seconds later. A
    /// participant whose audio the host has never read counts as announced. It takes one play and one command per
    /// participant. Default: none.
    pub announcement: Sound,
    /// Plays a beep of 1,400 Hz and 200 ms every so many seconds to the recorded rooms, as they are when it begins,
    /// and into the recording: 1 … 60; 0: no beeps, the default.
    pub beep_s: u32,
    /// The permissions of the files, at most 0o777, whatever the umask. Default: 0o600 less the umask, so that only
    /// the owner may read them.
    pub file_mode: Option<u32>,
}

/// The longest interval of the beeps, seconds.
pub const MAX_BEEP_S: u32 = 60;

/// The widest permissions of a file.
pub const MAX_FILE_MODE: u32 = 0o777;

impl RecordConfig {
    /// A recording of those tracks, with the defaults.
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

/// The state of a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
pub enum RecordState {
    /// It waits for its first tick or for the end of its announcement.
    Starting = 0,
    /// It records.
    Running = 1,
    /// It is paused.
    Paused = 2,
    /// Nothing can be written; the message says why. It retries every second. Samples that could not be written
    /// become silence, so that the tracks stay in step.
    Failed = 3,
    /// Everything that it records has ended, and its files are complete.
    Stopped = 4,
}

/// A recording: its current state, or its state when it stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordInfo {
    /// The state.
    pub state: RecordState,
    /// Why nothing can be written, or could be when it stopped.
    pub message: Option<String>,
    /// The tick of its first samples; 0 before that.
    pub start_tick: u64,
    /// The last tick that was taken from the taps.
    pub tick: u64,
    /// Samples so far, at the engine's own rate: of every tick from the first to `tick`, without pauses. Each track has
    /// the rate of its tap.
    pub samples: u64,
    /// The tracks, in the order of the configuration.
    pub tracks: Vec<TrackInfo>,
}

/// The state of a track.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrackInfo {
    /// Its files, in order, as absolute paths; named as they were when they were made.
    pub files: Vec<PathBuf>,
    /// How often frames were missing from its tap.
    pub gaps: u64,
    /// Samples of silence that replace them.
    pub gap_samples: u64,
    /// Frames that ticks dropped because the tap's ring was full; counted in the gaps, too.
    pub dropped_frames: u64,
    /// Samples that could not be written, or were in a file that was deleted or truncated by others. They are
    /// silence if the recording could continue, else they are missing at the end.
    pub lost_samples: u64,
}
