//! Prompts from WAV data. The header decides whether a file is accepted, before any sample is read.

use super::synthesizer::Speech;
use crate::control::engine::lifecycle::Engine;
use crate::error::{Error, Result, Status};
use crate::handle::PromptId;
use std::fmt;
use std::fs::File;
use std::path::Path;

impl Speech {
    /// Reads WAV data: integers of 8 to 32 or of 64 bits, floats of 32 or 64 bits, A-law or µ-law, in RIFF, RF64 or
    /// Wave64. Several channels are averaged. Samples wider than 16 bits are rounded. Floats beyond full scale are
    /// clipped. A length that is 0 or goes beyond the end of the data means up to the end.
    ///
    /// Errors: `InvalidArgument` says what is wrong: not audio, damaged, no samples, not at 1,000 … 192,000 Hz, longer
    /// than an hour or more than 1 GiB of samples. `Unsupported` names the kind of audio that is not read (ADPCM, MP3,
    /// FLAC, …), or says that this build lacks the feature `recorder`.
    pub fn from_wav(wav: &[u8]) -> Result<Speech> {
        Ok(WavSource::bytes(wav)?.read()?.0)
    }

    /// Reads a WAV file of that name, completely.
    ///
    /// Errors: those of [`from_wav`](Self::from_wav), with the name of the file; `System` if it cannot be read;
    /// `InvalidArgument` if it is a pipe, a socket or a device.
    pub fn from_wav_file(path: &Path) -> Result<Speech> {
        Ok(WavSource::file(path)?.read()?.0)
    }
}

impl Engine {
    /// Makes a prompt of the bytes of a WAV file, as [`prompt_new`](Self::prompt_new) of [`Speech::from_wav`].
    ///
    /// Errors: of both; then nothing is kept. If the account has too few bytes left, no sample is read.
    pub fn prompt_from_wav(&self, account: &[u8], wav: &[u8]) -> Result<PromptId> {
        self.prompt_of(account, WavSource::bytes(wav)?)
    }

    /// Makes a prompt of a WAV file. The file is read before the call returns, and not needed later.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, ParticipantConfig};
    /// use mixminus::{DEFAULT_ACCOUNT, SayOptions, Sound};
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// # #[cfg(feature = "recorder")] {
    /// let welcome = engine.prompt_from_file(DEFAULT_ACCOUNT, "demo/prompts/welcome.wav".as_ref())?;
    /// engine.say(call, Sound::Prompt(welcome), &SayOptions::default())?;
    /// # }
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: as [`prompt_from_wav`](Self::prompt_from_wav); `System` if the file cannot be read; `InvalidArgument` if
    /// it is a pipe, a socket or a device.
    pub fn prompt_from_file(&self, account: &[u8], path: &Path) -> Result<PromptId> {
        self.prompt_of(account, WavSource::file(path)?)
    }

    fn prompt_of(&self, account: &[u8], sound: WavSource<'_>) -> Result<PromptId> {
        let admitted = self.reserve_prompt(account, sound.samples, sound.sample_rate_hz)?;
        let (speech, read_to_end) = sound.read()?;
        admitted.keep(&speech.samples, read_to_end)
    }
}

/// WAV data whose header was accepted and whose samples have not been read.
pub(crate) struct WavSource<'a> {
    /// How many samples it has.
    pub samples: u64,
    /// Their rate, 1,000 … 192,000 Hz.
    pub sample_rate_hz: u32,
    read: Box<dyn FnOnce() -> Result<(Speech, bool)> + 'a>,
}

impl fmt::Debug for WavSource<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let WavSource { samples, sample_rate_hz, .. } = self;
        f.debug_struct("WavSource").field("samples", samples).field("sample_rate_hz", sample_rate_hz).finish()
    }
}

impl<'a> WavSource<'a> {
    /// Reads the samples. Returns true if the data ended elsewhere than the header says.
    pub fn read(self) -> Result<(Speech, bool)> {
        (self.read)()
    }

    /// From memory.
    pub fn bytes(wav: &'a [u8]) -> Result<WavSource<'a>> {
        from::bytes(wav)
    }

    /// From a regular file.
    pub fn file(path: &Path) -> Result<WavSource<'static>> {
        let name = path.display().to_string();
        from::file(regular(path, &name)?, name)
    }
}

/// Opens a regular file. Reading anything else might block or never end.
fn regular(path: &Path, name: &str) -> Result<File> {
    let system = |error: std::io::Error| Error::new(Status::System, format!("{name}: {error}"));
    let check = |kind: std::fs::FileType| {
        // The system refuses to read a directory.
        if kind.is_file() || kind.is_dir() {
            return Ok(());
        }
        let sentence = format!("{name}: is {}, must be a regular file", named(kind));
        Err(Error::new(Status::InvalidArgument, sentence))
    };
    check(std::fs::metadata(path).map_err(system)?.file_type())?;
    let mut options = File::options();
    options.read(true);
    // The file may have been replaced meanwhile, by a pipe that waits for a writer or by a terminal.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK | libc::O_NOCTTY);
    let file = options.open(path).map_err(system)?;
    check(file.metadata().map_err(system)?.file_type())?;
    Ok(file)
}

/// What a file is that is not regular.
#[cfg(unix)]
fn named(kind: std::fs::FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    match kind {
        _ if kind.is_fifo() => "a pipe",
        _ if kind.is_socket() => "a socket",
        _ => "a device",
    }
}

#[cfg(not(unix))]
fn named(_: std::fs::FileType) -> &'static str {
    "a special file"
}

#[cfg(feature = "recorder")]
mod from {
    use super::super::prompts::{MAX_PROMPT_MS, PROMPT_RATES_HZ};
    use super::super::wav::{Info, Length, Reader, WavError};
    use super::*;
    use std::io::Read;

    /// The most bytes of samples in a file: about an hour of two channels of 24 bits at 48 kHz.
    const MAX_WAV_BYTES: u64 = 1 << 30;

    pub fn bytes(wav: &[u8]) -> Result<WavSource<'_>> {
        sound(Reader::bytes(wav), "wav".into())
    }

    pub fn file(file: File, name: String) -> Result<WavSource<'static>> {
        sound(Reader::file(file), name)
    }

    fn sound<'a, R: Read + 'a>(
        reader: std::result::Result<Reader<R>, WavError>,
        name: String,
    ) -> Result<WavSource<'a>> {
        let reader = reader.map_err(|fault| error(fault, &name))?;
        let Info { sample_rate_hz, samples, bytes, length, .. } = *reader.info();
        let (samples, bytes) = (samples.unwrap_or(u64::MAX), bytes.unwrap_or(u64::MAX));
        check(&name, samples, sample_rate_hz, bytes)?;
        let read = move || {
            let recording = reader.read().map_err(|fault| error(fault, &name))?;
            if recording.samples.len() as u64 != samples {
                return Err(Error::new(Status::System, format!("{name}: changed while it was being read")));
            }
            Ok((Speech { samples: recording.samples, sample_rate_hz }, length != Length::Said))
        };
        Ok(WavSource { samples, sample_rate_hz, read: Box::new(read) })
    }

    /// Refuses what exceeds the limits of a prompt.
    fn check(name: &str, samples: u64, sample_rate_hz: u32, bytes: u64) -> Result<()> {
        let refuse = |sentence: String| Err(Error::new(Status::InvalidArgument, sentence));
        let [lowest, highest] = PROMPT_RATES_HZ;
        crate::control::config::in_range("sample_rate_hz", sample_rate_hz, lowest, highest)?;
        let most_s = MAX_PROMPT_MS / 1000;
        if samples > most_s * u64::from(sample_rate_hz) {
            return refuse(format!("{name}: is longer than {most_s} seconds"));
        }
        if bytes > MAX_WAV_BYTES {
            return refuse(format!("{name}: has {bytes} bytes of samples, must be at most {MAX_WAV_BYTES}"));
        }
        Ok(())
    }

    fn error(fault: WavError, name: &str) -> Error {
        let status = match &fault {
            WavError::Io(error) if error.kind() == std::io::ErrorKind::OutOfMemory => Status::OutOfMemory,
            WavError::Io(_) => Status::System,
            WavError::Foreign(_) | WavError::Unsupported(_) => Status::Unsupported,
            _ => Status::InvalidArgument,
        };
        Error::new(status, format!("{name}: {fault}"))
    }
}

#[cfg(not(feature = "recorder"))]
mod from {
    use super::*;

    pub fn bytes(_: &[u8]) -> Result<WavSource<'_>> {
        Err(unsupported("wav"))
    }

    pub fn file(_: File, name: String) -> Result<WavSource<'static>> {
        Err(unsupported(&name))
    }

    fn unsupported(name: &str) -> Error {
        let sentence = format!("{name}: this build reads no WAV data (feature \"recorder\")");
        Error::new(Status::Unsupported, sentence)
    }
}
