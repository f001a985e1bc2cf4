//! Prompts from WAV data.

use super::engine::Engine;
#[cfg(feature = "recorder")]
use super::prompts::MAX_PROMPT_MS;
use super::prompts::PromptConfig;
use super::synthesizer::Speech;
use crate::error::{Error, Result, Status};
use crate::handle::PromptId;
use std::path::Path;

impl Speech {
    /// What a WAV file holds: integers of 8, 16, 24 or 32 bits or floats of 32, at any rate. Several channels are
    /// averaged; what is wider than 16 bits is rounded; floats beyond full scale are clipped.
    ///
    /// Errors: `InvalidArgument` says what is wrong with it: that it is something else, is damaged or cut short, has no
    /// samples, is of a kind that is not read (A-law, µ-law, ADPCM, …), or lasts more than an hour. `Unsupported` without
    /// the feature `recorder`.
    pub fn from_wav(wav: &[u8]) -> Result<Speech> {
        read(wav).map_err(|fault| fault.error("wav"))
    }

    /// The same of the file of that name. Reads it all before it answers.
    ///
    /// Errors: as of [`from_wav`](Self::from_wav), with the name of the file; `System` if it cannot be read.
    pub fn from_wav_file(path: &Path) -> Result<Speech> {
        let file = std::fs::File::open(path).map_err(Fault::from);
        file.and_then(read).map_err(|fault| fault.error(&path.display().to_string()))
    }
}

impl Engine {
    /// Keeps a prompt of WAV data: as [`prompt_new`](Self::prompt_new) of [`Speech::from_wav`].
    ///
    /// Errors: of both; then nothing is kept.
    pub fn prompt_from_wav(&self, account: &[u8], wav: &[u8]) -> Result<PromptId> {
        self.prompt_of(account, &Speech::from_wav(wav)?)
    }

    /// The same of the file of that name, which is read before it answers, and not needed later.
    ///
    /// Errors: as of [`prompt_from_wav`](Self::prompt_from_wav); `System` if the file cannot be read.
    pub fn prompt_from_file(&self, account: &[u8], path: &Path) -> Result<PromptId> {
        self.prompt_of(account, &Speech::from_wav_file(path)?)
    }

    fn prompt_of(&self, account: &[u8], speech: &Speech) -> Result<PromptId> {
        let Speech { samples, sample_rate_hz } = speech;
        self.prompt_new(&PromptConfig { account, samples, sample_rate_hz: *sample_rate_hz })
    }
}

/// Why there are no samples.
struct Fault(Status, String);

impl Fault {
    fn error(self, of: &str) -> Error {
        let Fault(status, what) = self;
        Error::new(status, format!("{of}: {what}"))
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Fault {
        Fault(Status::System, error.to_string())
    }
}

#[cfg(feature = "recorder")]
fn read(from: impl std::io::Read) -> std::result::Result<Speech, Fault> {
    use super::wav::{Recording, WavError, decode_within};
    match decode_within(from, MAX_PROMPT_MS / 1000) {
        Ok(Recording { samples, sample_rate_hz, .. }) => Ok(Speech { samples, sample_rate_hz }),
        Err(WavError::Io(error)) => Err(error.into()),
        Err(error) => Err(Fault(Status::InvalidArgument, error.to_string())),
    }
}

#[cfg(not(feature = "recorder"))]
fn read(_from: impl std::io::Read) -> std::result::Result<Speech, Fault> {
    Err(Fault(Status::Unsupported, "this build reads no WAV data (feature \"recorder\")".into()))
}
