//! The voices of WAV files, at the rate of the room.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use mixminus::{PROMPT_RATES_HZ, SampleRate, resample};

use crate::fail::Failure;
use crate::printable::printable;
use crate::wav::{Reader, WavError};

/// A voice: its name, and its samples.
pub type Voice = (String, Arc<[i16]>);

/// Reads WAV files of any rate that prompts may have, and resamples them.
pub fn load(paths: &[PathBuf], rate: SampleRate) -> Result<Vec<Voice>, Failure> {
    let load = |path: &PathBuf| {
        let failure = |error: WavError| Failure::at(path, error);
        let reader = File::open(path).map_err(WavError::Io).and_then(Reader::stream).map_err(failure)?;
        let (hz, [lowest, highest]) = (reader.info().sample_rate_hz, PROMPT_RATES_HZ);
        if !(lowest..=highest).contains(&hz) {
            return Err(Failure::at(path, format!("is at {hz} Hz, must be {lowest} to {highest}")));
        }
        let recording = reader.read().map_err(failure)?;
        let name = printable(path.file_stem().unwrap_or_default());
        let samples = resample(&recording.samples, recording.sample_rate_hz, rate.hz())
            .map_err(|error| Failure::at(path, error))?;
        Ok((name, samples.into()))
    };
    paths.iter().map(load).collect()
}
