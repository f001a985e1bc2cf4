//! One WAV file, 16-bit mono, that this recording has made.

use super::directory::{self, Identity};
use super::track_path::TrackPath;
use std::fs::File;
use std::io;
use std::ops::Range;

/// Bytes before the samples.
pub const HEADER_BYTES: u64 = 44;

/// Samples that are converted to bytes at a time.
const BLOCK: usize = 4096;

/// An open file.
#[derive(Debug)]
pub struct WavFile {
    file: File,
    identity: Identity,
    sample_rate: u32,
    /// Samples that the system has written.
    stored: u64,
    /// Samples that the header counts; `None` before there is a header.
    counted: Option<u64>,
    /// Ranges of silence that replace lost samples, in order.
    lost: Vec<Range<u64>>,
}

/// What others have done to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// Nothing, or it was moved.
    None,
    /// It was deleted.
    Deleted,
    /// It was truncated.
    Cut,
}

/// The header of a file with `samples` samples: RIFF, a format chunk (PCM, one channel, 16 bits), a data chunk.
fn header(sample_rate: u32, samples: u64) -> [u8; HEADER_BYTES as usize] {
    // A file is full before its lengths exceed 32 bits.
    let bytes = (2 * samples).min(u64::from(u32::MAX) - HEADER_BYTES) as u32;
    let mut header = *b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\0\0\0\0\0\0\0\0\x02\0\x10\0data\0\0\0\0";
    let mut put = |at: usize, value: u32| header[at..at + 4].copy_from_slice(&value.to_le_bytes());
    put(4, bytes + HEADER_BYTES as u32 - 8);
    put(24, sample_rate);
    put(28, 2 * sample_rate);
    put(40, bytes);
    header
}

impl WavFile {
    /// A file that was just made, without a header.
    pub fn new(file: File, sample_rate: u32) -> io::Result<WavFile> {
        let identity = directory::condition(&file)?.identity;
        Ok(WavFile { file, identity, sample_rate, stored: 0, counted: None, lost: Vec::new() })
    }

    /// Samples in it, whether its header counts them or not.
    pub fn len(&self) -> u64 {
        self.stored
    }

    /// Samples that the header counts.
    pub fn counted(&self) -> u64 {
        self.counted.unwrap_or(0)
    }

    /// Of the samples that the header counts, silence that replaces lost ones.
    pub fn lost(&self) -> u64 {
        self.lost.iter().map(|range| range.end.min(self.counted()).saturating_sub(range.start)).sum()
    }

    /// Appends samples. After an error it has as many as the system has written.
    pub fn append(&mut self, samples: &[i16]) -> io::Result<()> {
        let mut bytes = [0; 2 * BLOCK];
        for samples in samples.chunks(BLOCK) {
            for (to, sample) in bytes.chunks_exact_mut(2).zip(samples) {
                to.copy_from_slice(&sample.to_le_bytes());
            }
            let (begin, bytes) = (HEADER_BYTES + 2 * self.stored, &bytes[..2 * samples.len()]);
            let (taken, done) = write_all(&self.file, bytes, begin);
            // Half a sample is overwritten later.
            self.stored += taken as u64 / 2;
            done?;
        }
        Ok(())
    }

    /// Appends silence for lost samples.
    pub fn append_lost(&mut self, count: u64) -> io::Result<()> {
        const ZEROS: [i16; BLOCK] = [0; BLOCK];
        let begin = self.stored;
        let mut done = Ok(());
        if count > BLOCK as u64 {
            // A hole, which reads as zeros. What others may have appended is cut off first.
            let length = |samples: u64| self.file.set_len(HEADER_BYTES + 2 * samples);
            done = length(begin).and_then(|()| length(begin + count));
            self.stored += done.as_ref().map_or(0, |()| count);
        } else {
            done = done.and_then(|()| self.append(&ZEROS[..count as usize]));
        }
        self.note_lost(begin..self.stored);
        done
    }

    fn note_lost(&mut self, range: Range<u64>) {
        match self.lost.last_mut() {
            _ if range.is_empty() => {}
            Some(last) if last.end == range.start => last.end = range.end,
            _ => self.lost.push(range),
        }
    }

    /// Writes the header: the file is complete.
    pub fn write_header(&mut self) -> io::Result<()> {
        write_all(&self.file, &header(self.sample_rate, self.stored), 0).1?;
        self.counted = Some(self.stored);
        Ok(())
    }

    /// Removes the samples after the first `samples`.
    pub fn roll_back(&mut self, samples: u64) -> io::Result<()> {
        self.stored = self.stored.min(samples);
        self.write_header()?;
        self.file.set_len(HEADER_BYTES + 2 * self.stored)
    }

    /// Checks what others have done to the file. What was cut off is replaced by silence, and lost.
    pub fn check_damage(&mut self, track_path: &TrackPath, number: u32) -> io::Result<Damage> {
        let found = match directory::condition(&self.file) {
            Err(error) if directory::is_stale(&error) => return Ok(Damage::Deleted),
            found => found?,
        };
        // Its name leads elsewhere: it was moved, unless that is how it was deleted.
        let moved = || {
            track_path.directory().find(&track_path.name(number)).is_ok_and(|id| id != Some(self.identity))
        };
        if found.deleted || moved() && directory::is_hidden(&self.file) {
            return Ok(Damage::Deleted);
        }
        let whole = HEADER_BYTES + 2 * self.stored;
        if found.bytes >= whole || self.counted.is_none() {
            return Ok(Damage::None);
        }
        let left = found.bytes.saturating_sub(HEADER_BYTES) / 2;
        // Drop half a sample.
        self.file.set_len((HEADER_BYTES + 2 * left).min(found.bytes))?;
        self.file.set_len(whole)?;
        self.lost.retain_mut(|range| {
            range.end = range.end.min(left);
            !range.is_empty()
        });
        self.note_lost(left..self.stored);
        self.write_header()?;
        Ok(Damage::Cut)
    }
}

/// Writes all bytes at an offset. Returns how many were written, and whether all were.
fn write_all(file: &File, bytes: &[u8], at: u64) -> (usize, io::Result<()>) {
    let mut done = 0;
    while done < bytes.len() {
        match directory::write_at(file, &bytes[done..], at + done as u64) {
            Ok(0) => return (done, Err(io::ErrorKind::WriteZero.into())),
            Ok(count) => done += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return (done, Err(error)),
        }
    }
    (done, Ok(()))
}
