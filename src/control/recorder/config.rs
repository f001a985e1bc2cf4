//! What a recording is asked to be, and how it stands with it.

use crate::control::config::Sound;
use crate::control::taps::table::TapTarget;
use std::path::PathBuf;
use std::time::Duration;

/// The most bytes of one WAV file, whose lengths are numbers of 32 bits.
pub const MAX_SPLIT_BYTES: u64 = u32::MAX as u64;

/// The fewest bytes after which files may be split.
pub const MIN_SPLIT_BYTES: u64 = 4096;

/// The longest that a caller waits for files: as a recording starts, as it stops, as the engine ends.
#[cfg_attr(not(feature = "recorder"), expect(dead_code, reason = "no recording is made"))]
pub const STOP_MOST: Duration = Duration::from_secs(5);

/// After how long a call to the file system that has not returned is taken to hang.
#[cfg_attr(not(feature = "recorder"), expect(dead_code, reason = "no recording is made"))]
pub const STOP_STILL: Duration = Duration::from_secs(2);

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
pub const MAX_FILE_MODE: u32 = 0o777;

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
