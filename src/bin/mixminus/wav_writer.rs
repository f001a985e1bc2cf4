//! Writing WAV files, by hound.

use std::fs::File;
use std::io::{BufWriter, Cursor};
use std::path::{Path, PathBuf};

use hound::{SampleFormat, WavSpec, WavWriter};

/// The most samples that a mono 16-bit file holds: its lengths are 32-bit numbers of bytes, header included.
pub const MAX_SAMPLES: usize = (u32::MAX as usize - 64) / 2;

/// How many samples a [`BlockWriter`] gathers before it writes them to its file.
const BLOCK_SAMPLES: usize = 1 << 15;

/// What is written: 16-bit mono.
fn spec(sample_rate: u32) -> WavSpec {
    WavSpec { channels: 1, sample_rate, bits_per_sample: 16, sample_format: SampleFormat::Int }
}

/// A whole file of 16-bit mono samples.
pub fn whole(samples: &[i16], sample_rate: u32) -> hound::Result<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::with_capacity(2 * samples.len() + 64));
    let mut wav = WavWriter::new(&mut bytes, spec(sample_rate))?;
    let mut out = wav.get_i16_writer(samples.len() as u32);
    samples.iter().for_each(|&sample| out.write_sample(sample));
    out.flush()?;
    wav.finalize()?;
    Ok(bytes.into_inner())
}

/// Writes a 16-bit mono file block by block. Between blocks the file is closed and its header right, so that
/// a thousand writers need no file descriptors.
#[derive(Debug)]
pub struct BlockWriter {
    path: PathBuf,
    spec: WavSpec,
    block: Vec<i16>,
    begun: bool,
}

impl BlockWriter {
    /// A writer to `path`, which must not exist yet; nothing is written so far.
    pub fn new(path: PathBuf, sample_rate: u32) -> BlockWriter {
        BlockWriter { path, spec: spec(sample_rate), block: Vec::new(), begun: false }
    }

    /// Appends samples; now and then writes what it has gathered.
    pub fn push(&mut self, samples: &[i16]) -> hound::Result<()> {
        self.block.extend_from_slice(samples);
        if self.block.len() >= BLOCK_SAMPLES { self.flush() } else { Ok(()) }
    }

    /// Writes what is left; the file is then whole.
    pub fn finish(&mut self) -> hound::Result<()> {
        self.flush()
    }

    /// Where it writes.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn flush(&mut self) -> hound::Result<()> {
        let mut wav = if self.begun {
            WavWriter::append(&self.path)?
        } else {
            let file = File::options().read(true).write(true).create_new(true).open(&self.path)?;
            WavWriter::new(BufWriter::new(file), self.spec)?
        };
        self.begun = true;
        let mut samples = wav.get_i16_writer(self.block.len() as u32);
        self.block.iter().for_each(|&sample| samples.write_sample(sample));
        samples.flush()?;
        self.block.clear();
        wav.finalize()
    }
}
