//! The WAV files of one track: whole at every moment that counts, split where they would grow too large.

use hound::{SampleFormat, WavSpec, WavWriter};
use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

/// Bytes before the samples of a 16-bit mono file as hound writes it.
const HEADER_BYTES: u64 = 44;

/// Bytes that are gathered before the system is asked to write them.
const BUFFER_BYTES: usize = 1 << 16;

/// The files of one track.
pub struct Files {
    path: PathBuf,
    spec: WavSpec,
    /// Samples that a file holds.
    capacity: u64,
    /// The file that is written, from 0.
    number: u32,
    /// Samples in it.
    filled: u64,
    writer: Option<WavWriter<BufWriter<File>>>,
}

/// The file of that number, from 0: `room.wav`, `room-0002.wav`, `room-0003.wav`.
pub fn numbered(path: &Path, number: u32) -> PathBuf {
    if number == 0 {
        return path.to_owned();
    }
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{:04}", u64::from(number) + 1));
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

impl Files {
    /// Makes the first file, which must not exist, with no samples. `frame`: files hold whole frames of that many.
    pub fn new(path: &Path, sample_rate: u32, split_bytes: u64, frame: usize) -> hound::Result<Files> {
        let spec =
            WavSpec { channels: 1, sample_rate, bits_per_sample: 16, sample_format: SampleFormat::Int };
        let frame = frame as u64;
        let capacity = (((split_bytes - HEADER_BYTES) / 2) / frame).max(1) * frame;
        let mut files = Files { path: path.to_owned(), spec, capacity, number: 0, filled: 0, writer: None };
        files.create()?;
        Ok(files)
    }

    /// Samples in all files.
    pub fn len(&self) -> u64 {
        u64::from(self.number) * self.capacity + self.filled
    }

    /// The files' names, in their order.
    pub fn names(&self) -> Vec<PathBuf> {
        // One that was just filled is followed by none until there is something to be in it.
        let begun = self.number + u32::from(self.filled > 0 || self.writer.is_some());
        (0..begun.max(1)).map(|number| numbered(&self.path, number)).collect()
    }

    /// Appends samples.
    pub fn write(&mut self, mut samples: &[i16]) -> hound::Result<()> {
        while !samples.is_empty() {
            if self.writer.is_none() {
                self.create()?;
            }
            let room = usize::try_from(self.capacity - self.filled).unwrap_or(usize::MAX);
            let (now, later) = samples.split_at(samples.len().min(room));
            let Some(writer) = &mut self.writer else { return Ok(()) };
            let mut block = writer.get_i16_writer(now.len() as u32);
            now.iter().for_each(|&sample| block.write_sample(sample));
            block.flush()?;
            self.filled += now.len() as u64;
            samples = later;
            if self.filled == self.capacity {
                self.close()?;
                (self.number, self.filled) = (self.number + 1, 0);
            }
        }
        Ok(())
    }

    /// Appends zeros.
    pub fn silence(&mut self, mut count: u64) -> hound::Result<()> {
        const ZEROS: [i16; 4096] = [0; 4096];
        while count > 0 {
            let now = count.min(ZEROS.len() as u64);
            self.write(&ZEROS[..now as usize])?;
            count -= now;
        }
        Ok(())
    }

    /// Gives all that was appended to the system, with a header that says so. An error, too, if the file is not where it
    /// was made.
    pub fn flush(&mut self) -> hound::Result<()> {
        if let Some(writer) = &mut self.writer {
            writer.flush()?;
            fs::metadata(numbered(&self.path, self.number))?;
        }
        Ok(())
    }

    /// Ends the file: it is whole.
    pub fn close(&mut self) -> hound::Result<()> {
        self.flush()?;
        match self.writer.take() {
            Some(writer) => writer.finalize(),
            None => Ok(()),
        }
    }

    /// After an error: finds out how much is in the file that was written, to go on from there.
    pub fn recover(&mut self) -> hound::Result<()> {
        // Its end writes what it can.
        drop(self.writer.take());
        let path = numbered(&self.path, self.number);
        if !path.exists() {
            return self.create();
        }
        match WavWriter::append(&path) {
            Ok(mut writer) => {
                self.filled = u64::from(writer.duration());
                // What lies behind it no header tells of.
                File::options().write(true).open(&path)?.set_len(HEADER_BYTES + 2 * self.filled)?;
                writer.flush()?;
                self.writer = Some(writer);
                Ok(())
            }
            Err(hound::Error::IoError(error)) if error.kind() != io::ErrorKind::UnexpectedEof => {
                Err(error.into())
            }
            // Not even its header had been written.
            Err(_) => {
                fs::remove_file(&path)?;
                self.create()
            }
        }
    }

    fn create(&mut self) -> hound::Result<()> {
        let path = numbered(&self.path, self.number);
        let file = File::options().read(true).write(true).create_new(true).open(&path)?;
        let buffer = BufWriter::with_capacity(BUFFER_BYTES, file);
        let mut writer = WavWriter::new(buffer, self.spec)?;
        self.filled = 0;
        writer.flush()?;
        self.writer = Some(writer);
        Ok(())
    }

    /// Takes the first file away again: the recording has not begun.
    pub fn discard(mut self) {
        drop(self.writer.take());
        let _ = fs::remove_file(&self.path);
    }
}
