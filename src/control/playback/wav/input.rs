//! Input from a file, from memory or from a pipe, that can be peeked at.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// Bytes that are read at a time, and the most that can be peeked at.
const BLOCK: usize = 1 << 16;

/// A reader with a buffer.
pub struct Input<R> {
    reader: R,
    /// Skips bytes of the reader. Skipping beyond its end is no error.
    pass: fn(&mut R, u64) -> io::Result<()>,
    size: Option<u64>,
    taken: u64,
    buffer: Box<[u8]>,
    from: usize,
    to: usize,
}

impl<R> fmt::Debug for Input<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Input { size, taken, .. } = self;
        f.debug_struct("Input").field("size", size).field("taken", taken).finish_non_exhaustive()
    }
}

impl<R: Read> Input<R> {
    /// Input of unknown length.
    pub fn stream(reader: R) -> Input<R> {
        let pass = |reader: &mut R, bytes| io::copy(&mut reader.take(bytes), &mut io::sink()).map(drop);
        Input::new(reader, None, pass)
    }

    fn new(reader: R, size: Option<u64>, pass: fn(&mut R, u64) -> io::Result<()>) -> Input<R> {
        Input { reader, pass, size, taken: 0, buffer: vec![0; BLOCK].into(), from: 0, to: 0 }
    }

    /// The next `count` bytes, at most 65,536, or as many as there are.
    pub fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        let count = count.min(BLOCK);
        if self.to - self.from < count {
            self.buffer.copy_within(self.from..self.to, 0);
            (self.from, self.to) = (0, self.to - self.from);
        }
        while self.to < self.from + count {
            match self.reader.read(&mut self.buffer[self.to..]) {
                Ok(0) => break,
                Ok(read) => self.to += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(&self.buffer[self.from..self.to.min(self.from + count)])
    }

    /// Skips bytes.
    pub fn skip(&mut self, bytes: u64) -> io::Result<()> {
        let seen = bytes.min((self.to - self.from) as u64);
        self.from += seen as usize;
        self.taken = self.taken.saturating_add(bytes);
        if bytes > seen { (self.pass)(&mut self.reader, bytes - seen) } else { Ok(()) }
    }

    /// Bytes left, if that is known.
    pub fn left(&self) -> Option<u64> {
        self.size.map(|size| size.saturating_sub(self.taken))
    }
}

impl Input<File> {
    /// A file, from its current position.
    pub fn file(file: File) -> io::Result<Input<File>> {
        let size = file.metadata()?.len();
        Ok(Input::new(file, Some(size), |file, bytes| {
            let on = SeekFrom::Current(i64::try_from(bytes).unwrap_or(i64::MAX));
            // An offset that does not fit is beyond the end.
            file.seek(on).or_else(|_| file.seek(SeekFrom::End(0))).map(drop)
        }))
    }
}

impl<'a> Input<&'a [u8]> {
    /// Bytes in memory.
    pub fn bytes(bytes: &'a [u8]) -> Input<&'a [u8]> {
        Input::new(bytes, Some(bytes.len() as u64), |rest, bytes| {
            *rest = &rest[rest.len().min(usize::try_from(bytes).unwrap_or(usize::MAX))..];
            Ok(())
        })
    }
}
