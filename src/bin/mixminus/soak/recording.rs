//! Records the mix of the first room, and compares the file with the expected samples.

use std::path::Path;
use std::time::Duration;

use mixminus::{Engine, RecordConfig, RecordInfo, RecordTrack, RecordingId, RoomId, TapTarget};

use super::exact::Hash;
use super::outcome::Recording;
use crate::fail::Failure;

/// How far the recorder's thread may lag behind the virtual clock, ticks; half the length of its ring.
const MOST_LAG_TICKS: u64 = 250;

/// The length of the ring, milliseconds.
const BUFFER_MS: u32 = 10_000;

/// A running recording.
#[derive(Debug)]
pub struct Recorder {
    recording: RecordingId,
    /// Its first tick.
    first: u64,
}

impl Recorder {
    /// Starts the recording, which begins with tick `first`, the next one.
    pub fn start(engine: &Engine, room: RoomId, path: &Path, first: u64) -> Result<Recorder, Failure> {
        let track = RecordTrack { target: TapTarget::Room(room), path: path.into() };
        let config = RecordConfig { buffer_ms: BUFFER_MS, ..RecordConfig::new(vec![track]) };
        let recording = engine.record_start(&config).map_err(|error| Failure::at(path, error))?;
        Ok(Recorder { recording, first })
    }

    /// After tick `now`: waits until the recorder's thread is not far behind.
    pub fn keep_up(&self, engine: &Engine, now: u64) -> Result<(), Failure> {
        if !now.is_multiple_of(50) {
            return Ok(());
        }
        loop {
            let done = engine.record_info(self.recording)?.tick.max(self.first);
            if now.saturating_sub(done) < MOST_LAG_TICKS {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Stops the recording, and compares the files with the expected hash.
    pub fn finish(
        self,
        engine: &Engine,
        expected: Option<Hash>,
        ticks: u64,
        frame: usize,
    ) -> Result<Recording, Failure> {
        let info = engine.record_stop(self.recording)?;
        let samples = info.samples;
        let lost =
            info.tracks.iter().map(|track| track.gaps + track.dropped_frames + track.lost_samples).sum();
        let whole = info.start_tick == self.first && samples == ticks * frame as u64;
        let exact = whole && Some(hash_of(&info, frame)?) == expected;
        Ok(Recording { samples, lost, exact })
    }
}

/// The hash of a recording's samples, frame by frame.
fn hash_of(info: &RecordInfo, frame: usize) -> Result<Hash, Failure> {
    let mut hash = Hash::START;
    let mut pending = Vec::with_capacity(frame);
    for path in info.tracks.iter().flat_map(|track| &track.files) {
        let wav = hound::WavReader::open(path).map_err(|error| Failure::at(path, error))?;
        for sample in wav.into_samples::<i16>() {
            pending.push(sample.map_err(|error| Failure::at(path, error))?);
            if pending.len() == frame {
                hash.samples(&pending);
                pending.clear();
            }
        }
    }
    Ok(hash)
}
