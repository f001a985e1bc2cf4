//! Where the three meet that have to do with a recording: callers, who ask how it is; the recorder's thread, which takes
//! samples from taps; and a thread of the pool, which has the sheets while it writes them and may hang for ever.

use super::names::Names;

use super::config::{RecordInfo, RecordState, TrackInfo};
use super::sheet::{Sheet, Written};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
/// What is known of one recording.
#[derive(Debug)]
pub struct Ledger(Mutex<Book>);

#[derive(Debug)]
struct Book {
    /// The sheets, unless they are being written.
    sheets: Option<Vec<Sheet>>,
    /// Nobody waits for the sheets any more: what is not in the files by now never will be.
    given_up: bool,
    /// When sheets were taken to be written, or something was last written.
    moved: Instant,
    /// A file was damaged and mended since that was asked.
    mended: bool,
    written: Vec<Written>,
    info: RecordInfo,
}

impl Ledger {
    /// Of a recording that has not begun.
    pub fn new(sheets: Vec<Sheet>, info: RecordInfo) -> Ledger {
        let written = sheets.iter().map(Sheet::written).collect();
        let (given_up, mended) = (false, false);
        Ledger(Mutex::new(Book {
            sheets: Some(sheets),
            given_up,
            moved: Instant::now(),
            mended,
            written,
            info,
        }))
    }

    /// The sheets, unless they are being written.
    pub fn take(&self) -> Option<Vec<Sheet>> {
        self.lock().sheets.take()
    }

    /// Gives them back. Nobody may want them any more: then their files are closed here, which may take for ever.
    pub fn put(&self, sheets: Vec<Sheet>) {
        let mut book = self.lock();
        if !book.given_up {
            book.sheets = Some(sheets);
            return;
        }
        drop(book);
        drop(sheets);
    }

    /// They are going to be written from now on.
    pub fn lend(&self) {
        self.lock().moved = Instant::now();
    }

    /// Writes all that is pending, and gives the sheets back. `ends`: nothing more will come. May take for ever; if it comes
    /// to an end after nobody waits for it any more, the files hold what they were reported to hold.
    pub fn write(&self, mut sheets: Vec<Sheet>, ends: bool) {
        if self.lock().given_up {
            return;
        }
        for (index, sheet) in sheets.iter_mut().enumerate() {
            loop {
                let done = sheet.step(ends);
                let mended = sheet.was_mended();
                if let Err(counted) = self.publish(index, sheet, mended) {
                    let _ = sheet.files().roll_back(counted);
                    return;
                }
                sheet.files().settle();
                if done {
                    break;
                }
            }
            if ends {
                sheet.files().close();
            }
        }
        self.put(sheets);
    }

    /// What was written of a sheet. `Err`: nobody wants that any more; its headers are to count so many samples.
    fn publish(&self, index: usize, sheet: &Sheet, mended: bool) -> Result<(), u64> {
        let mut book = self.lock();
        let given_up = book.given_up;
        let Some(written) = book.written.get_mut(index) else { return Ok(()) };
        if given_up {
            return Err(written.counted);
        }
        *written = sheet.written();
        book.moved = Instant::now();
        book.mended |= mended;
        Ok(())
    }

    /// Nobody waits for the sheets any more; `samples` of each track were to be in the files.
    pub fn give_up(&self, samples: u64) {
        let mut book = self.lock();
        book.given_up = true;
        book.written.iter_mut().for_each(|written| written.wanted = samples);
    }

    /// Whether nobody waits for the sheets any more. A thread that has them has this ledger, too.
    pub fn is_given_up(&self) -> bool {
        self.lock().given_up
    }

    /// How long they have been away, or since something was last written.
    pub fn still_for(&self) -> Duration {
        self.lock().moved.elapsed()
    }

    /// Why nothing can be written; and whether a file was damaged and mended since that was asked last.
    pub fn trouble(&self) -> (Option<String>, bool) {
        let mut book = self.lock();
        let mended = std::mem::take(&mut book.mended);
        (book.written.iter().find_map(|written| written.broken.clone()), mended)
    }

    /// Changes what is known, but for the files.
    pub fn update(&self, change: impl FnOnce(&mut RecordInfo)) {
        change(&mut self.lock().info);
    }

    /// The recording as it is, without the paths of its files; and how many the track with the most has.
    pub fn summary(&self) -> (RecordInfo, usize) {
        let book = self.lock();
        let mut info = book.info.clone();
        for (track, written) in info.tracks.iter_mut().zip(&book.written) {
            track.lost_samples = written.lost + written.wanted.saturating_sub(written.counted);
        }
        (info, book.written.iter().map(|written| written.names.count()).max().unwrap_or(0))
    }

    /// The recording as it is.
    pub fn info(&self) -> RecordInfo {
        let (mut info, _) = self.summary();
        for (track, names) in info.tracks.iter_mut().zip(self.names()) {
            track.files = names.paths();
        }
        info
    }

    /// Which files each track has.
    pub fn names(&self) -> Vec<Arc<Names>> {
        self.lock().written.iter().map(|written| written.names.clone()).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Book> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A recording that has not begun.
pub fn nothing_yet(tracks: usize) -> RecordInfo {
    RecordInfo {
        state: RecordState::Starting,
        message: None,
        start_tick: 0,
        tick: 0,
        samples: 0,
        tracks: vec![TrackInfo::default(); tracks],
    }
}
