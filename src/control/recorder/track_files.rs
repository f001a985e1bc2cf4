//! The files of one track. They are split at a size, and filled with silence after a failure.

use super::directory;
use super::file_list::FileList;
use super::track_path::TrackPath;
use super::wav_file::{Damage, HEADER_BYTES, WavFile};
use std::fs::File;
use std::io;
use std::sync::Arc;

/// The files of one track.
#[derive(Debug)]
pub struct TrackFiles {
    track_path: TrackPath,
    sample_rate: u32,
    /// The permissions of its files, if configured.
    mode: Option<u32>,
    /// Samples per file.
    capacity: u64,
    /// The list of its files.
    file_list: Arc<FileList>,
    /// The number that the next file tries first.
    next: u32,
    /// Samples in full files.
    full: u64,
    /// Of these, silence that replaces lost samples.
    full_lost: u64,
    current: Option<WavFile>,
    /// The last full file, until its samples have been published.
    ended: Option<WavFile>,
    /// A file was truncated by others since the last [`TrackFiles::was_cut`].
    cut: bool,
}

/// The default permissions of a file.
const OWNER_ONLY: u32 = 0o600;

impl TrackFiles {
    /// Makes the first file, which must not exist, without samples. Each file holds whole frames of `frame`
    /// samples.
    pub fn new(
        track_path: TrackPath,
        sample_rate: u32,
        split_bytes: u64,
        frame: usize,
        mode: Option<u32>,
    ) -> io::Result<TrackFiles> {
        let frame = frame as u64;
        let capacity = (((split_bytes - HEADER_BYTES) / 2) / frame).max(1) * frame;
        let file = track_path.create_first(mode.unwrap_or(OWNER_ONLY))?;
        let file_list = Arc::new(FileList::new(track_path.clone()));
        file_list.push(0);
        let mut files = TrackFiles {
            track_path,
            sample_rate,
            mode,
            capacity,
            file_list,
            next: 1,
            full: 0,
            full_lost: 0,
            current: None,
            ended: None,
            cut: false,
        };
        files.begin(file)?;
        Ok(files)
    }

    /// Samples in all files.
    pub fn len(&self) -> u64 {
        self.full + self.current.as_ref().map_or(0, WavFile::len)
    }

    /// Samples that the headers count.
    pub fn counted(&self) -> u64 {
        self.full + self.current.as_ref().map_or(0, WavFile::counted)
    }

    /// Of these, silence that replaces lost samples.
    pub fn lost(&self) -> u64 {
        self.full_lost + self.current.as_ref().map_or(0, WavFile::lost)
    }

    /// The list of its files.
    pub fn file_list(&self) -> &Arc<FileList> {
        &self.file_list
    }

    /// The message of an error, with the name of the current or the next file.
    pub fn explain(&self, error: io::Error) -> String {
        let number = self.current.as_ref().and_then(|_| self.file_list.last()).unwrap_or(self.next);
        format!("{}: {error}", self.track_path.name(number).display())
    }

    /// Returns true if a file was truncated by others since the last call.
    pub fn was_cut(&mut self) -> bool {
        std::mem::take(&mut self.cut)
    }

    /// Appends samples, as many as fit into one file, and updates its header. Returns how many.
    pub fn write(&mut self, samples: &[i16]) -> io::Result<usize> {
        self.check_damage()?;
        if samples.is_empty() {
            return self.write_header().map(|()| 0);
        }
        let (file, room) = self.file()?;
        let count = samples.len().min(usize::try_from(room).unwrap_or(usize::MAX));
        let done = file.append(&samples[..count]);
        // Also after an error: the header counts the samples that were written.
        let counted = self.write_header();
        done.and(counted).map(|()| count)
    }

    /// Appends silence for lost samples, as many as fit into one file.
    pub fn fill(&mut self, count: u64) -> io::Result<()> {
        self.check_damage()?;
        if count == 0 {
            return self.write_header();
        }
        let (file, room) = self.file()?;
        let done = file.append_lost(count.min(room));
        let counted = self.write_header();
        done.and(counted)
    }

    /// What was written has been published: closes the file that is full.
    pub fn settle(&mut self) {
        self.ended = None;
    }

    /// Closes all files.
    pub fn close(&mut self) {
        (self.current, self.ended) = (None, None);
    }

    /// Removes the samples after the first `samples`, of those written since the last [`TrackFiles::settle`].
    pub fn roll_back(&mut self, samples: u64) -> io::Result<()> {
        let before = self.full - if self.ended.is_some() { self.capacity } else { 0 };
        let file = self.ended.as_mut().or(self.current.as_mut());
        file.map_or(Ok(()), |file| file.roll_back(samples.saturating_sub(before)))
    }

    /// The current file, and how many samples it has room for.
    fn file(&mut self) -> io::Result<(&mut WavFile, u64)> {
        if self.current.is_none() {
            let file = self.track_path.create(&mut self.next, self.mode.unwrap_or(OWNER_ONLY))?;
            self.file_list.push(self.next);
            self.next += 1;
            self.begin(file)?;
        }
        let file = self.current.as_mut().ok_or(io::ErrorKind::NotFound)?;
        let room = self.capacity - file.len();
        Ok((file, room))
    }

    /// Continues with a file that was just made. If its header cannot be written, that is tried again with its
    /// samples.
    fn begin(&mut self, file: File) -> io::Result<()> {
        let mode = self.mode.map_or(Ok(()), |mode| directory::set_mode(&file, mode));
        self.current.insert(WavFile::new(file, self.sample_rate)?).write_header()?;
        mode
    }

    /// Updates the header, and ends the file if it is full.
    fn write_header(&mut self) -> io::Result<()> {
        let Some(file) = &mut self.current else { return Ok(()) };
        file.write_header()?;
        if file.len() == self.capacity {
            self.full += self.capacity;
            self.full_lost += file.lost();
            self.ended = self.current.take();
        }
        Ok(())
    }

    /// Checks what others have done to the current file. An error if it was deleted.
    fn check_damage(&mut self) -> io::Result<()> {
        let (Some(file), Some(number)) = (&mut self.current, self.file_list.last()) else { return Ok(()) };
        match file.check_damage(&self.track_path, number)? {
            Damage::None => Ok(()),
            Damage::Cut => {
                self.cut = true;
                Ok(())
            }
            Damage::Deleted => {
                self.current = None;
                self.file_list.pop();
                self.next = number;
                Err(io::Error::new(io::ErrorKind::NotFound, "another program has deleted the file"))
            }
        }
    }
}
