//! The recorder's thread: works at all recordings in turn, and sleeps in between.

use super::files::Files;
use super::job::{Job, Orders};
use super::manners::Manners;
use super::place::{Place, at};
use super::sheet::Sheet;
use super::track::Track;
use super::{RecordConfig, RecordInfo, RecordState};
use crate::control::inner::Inner;
use crate::control::notices::Told;
use crate::control::taps::TapTarget;
use crate::control::thread::Thread;
use crate::control::threads::{self, Scheduling};
use crate::error::{Error, Result, Status};
use crate::handle::{RecordingId, RoomId};
use crate::rt::command::Command;
use crate::rt::event::{Event, EventKind};
use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long the thread sleeps when it has done all.
const SLEEP: Duration = Duration::from_millis(20);

/// All recordings of an engine.
#[derive(Default)]
pub struct Recorder {
    board: Arc<Board>,
    thread: Mutex<Option<Thread>>,
}

/// Where callers and the thread meet.
#[derive(Default)]
struct Board {
    list: Mutex<List>,
    changed: Condvar,
}

#[derive(Default)]
struct List {
    entries: BTreeMap<u32, Entry>,
    last_number: u32,
    /// The engine ends.
    ends: bool,
}

struct Entry {
    orders: Orders,
    /// What the orders come to.
    on: bool,
    /// The work, while the thread is not at it.
    job: Option<Job>,
    info: RecordInfo,
}

impl std::fmt::Debug for Recorder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recorder").finish_non_exhaustive()
    }
}

impl Recorder {
    /// Starts a recording.
    pub fn start(&self, inner: &Arc<Inner>, config: &RecordConfig) -> Result<RecordingId> {
        self.run(inner)?;
        let job = begin(inner, config)?;
        let mut list = self.board.lock();
        list.last_number = list.last_number.wrapping_add(1).max(1);
        let number = list.last_number;
        let entry = Entry { orders: Orders::default(), on: true, info: job.info(), job: Some(job) };
        list.entries.insert(number, entry);
        self.board.changed.notify_all();
        Ok(RecordingId::new(inner.shared.tag, number))
    }

    /// Starts the thread, if it does not run.
    fn run(&self, inner: &Arc<Inner>) -> Result<()> {
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if thread.is_some() {
            return Ok(());
        }
        let (inner, board) = (inner.clone(), self.board.clone());
        let body = move || live(&inner, &board);
        *thread = Some(threads::spawn("mixminus-rec", Scheduling::default(), body)?.0);
        Ok(())
    }

    /// Pauses, or goes on, after the last tick.
    pub fn order(&self, inner: &Inner, recording: RecordingId, on: bool) -> Result<()> {
        let mut list = self.list(inner)?;
        let entry = list.find(inner, recording)?;
        if entry.on != on {
            entry.on = on;
            // Under the lock: the thread has looked at no later tick.
            entry.orders.switches.push_back((inner.last_tick(), on));
        }
        Ok(())
    }

    /// Stops a recording and waits for it.
    pub fn stop(&self, inner: &Inner, recording: RecordingId) -> Result<RecordInfo> {
        let mut list = self.list(inner)?;
        let entry = list.find(inner, recording)?;
        entry.orders.stop.get_or_insert(inner.last_tick());
        self.board.changed.notify_all();
        loop {
            let entry = list.find(inner, recording)?;
            if entry.info.state == RecordState::Stopped {
                let info = entry.info.clone();
                list.entries.remove(&recording.decode(inner.shared.tag)?);
                return Ok(info);
            }
            list = self.board.changed.wait(list).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// A recording as it is.
    pub fn info(&self, inner: &Inner, recording: RecordingId) -> Result<RecordInfo> {
        Ok(self.list(inner)?.find(inner, recording)?.info.clone())
    }

    fn list(&self, inner: &Inner) -> Result<MutexGuard<'_, List>> {
        inner.check_process()?;
        Ok(self.board.lock())
    }

    /// The engine ends: all recordings stop, and the thread is joined.
    pub fn finish(&mut self, inner: &Inner) {
        let thread = self.thread.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        let Some(thread) = thread else { return };
        if inner.check_process().is_err() {
            // A fork's child has no such thread; it holds the memory, so that stays.
            std::mem::forget((thread, self.board.clone()));
            return;
        }
        self.board.lock().ends = true;
        self.board.changed.notify_all();
        thread.join();
    }
}

/// Announces a recording, and makes its taps and then its files: nothing is left if one of the taps or the announcement
/// cannot be, nor if there is something of a file's name. Files are not deleted once they are made, so nothing but a disk
/// that fails, or somebody else who makes a file meanwhile, leaves some of them without samples.
fn begin(inner: &Inner, config: &RecordConfig) -> Result<Job> {
    let (rate, frame) = (inner.config.sample_rate.hz(), inner.shared.geometry.frame);
    let refused = |error: std::io::Error| Error::new(Status::System, error.to_string());
    let paths = config.tracks.iter().map(|track| std::path::absolute(&track.path));
    let paths = paths.collect::<std::io::Result<Vec<_>>>().map_err(refused)?;
    let places = Place::find_all(&paths).map_err(refused)?;
    let mut taps = Vec::new();
    let mut manners = Manners::default();
    let made = (|| {
        for track in &config.tracks {
            taps.push(inner.tap_new(track.target, config.buffer_ms)?);
        }
        manners = Manners::begin(inner, config)?;
        let file = |(place, path): (Place, &PathBuf)| {
            let files = Files::new(place, rate, config.split_bytes, frame, config.file_mode);
            let files = files.map_err(|error| refused(at(path)(error)))?;
            Sheet::new(files, rate as usize)
        };
        places.into_iter().zip(&paths).map(file).collect::<Result<Vec<_>>>()
    })();
    let sheets = made.inspect_err(|_| {
        taps.iter().for_each(|tap| drop(inner.tap_free(*tap)));
        manners.end(inner);
    })?;
    let room = config.tracks.iter().find_map(|track| match track.target {
        TapTarget::Room(room) => Some(room),
        _ => None,
    });
    let tracks = taps.into_iter().map(|tap| Track::new(tap, frame)).collect();
    Ok(Job::new(tracks, (sheets, rate as usize), room.unwrap_or(RoomId::NONE), manners, frame))
}

impl Board {
    fn lock(&self) -> MutexGuard<'_, List> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl List {
    fn find(&mut self, inner: &Inner, recording: RecordingId) -> Result<&mut Entry> {
        let number = recording.decode(inner.shared.tag)?;
        Ok(self.entries.get_mut(&number).ok_or(Status::StaleHandle)?)
    }
}

/// What could not be said to the tick yet.
#[derive(Default)]
struct News {
    events: VecDeque<(EventKind, RoomId, RecordingId)>,
    /// What recordings that are over still say.
    loud: Vec<Told>,
}

/// The thread's life.
fn live(inner: &Inner, board: &Board) {
    let mut news = News::default();
    loop {
        let (numbers, ends): (Vec<u32>, bool) = {
            let list = board.lock();
            (list.entries.keys().copied().collect(), list.ends)
        };
        for number in numbers {
            work_at(inner, board, number, ends, &mut news);
        }
        tell(inner, &mut news);
        if !news.loud.is_empty() {
            news.loud = inner.silence(std::mem::take(&mut news.loud));
        }
        let list = board.lock();
        let busy = |entry: &Entry| entry.job.is_some();
        if list.ends && !list.entries.values().any(busy) {
            return;
        }
        let ordered = |entry: &Entry| busy(entry) && entry.orders.stop.is_some();
        if !list.ends && !list.entries.values().any(ordered) {
            drop(board.changed.wait_timeout(list, SLEEP));
        }
    }
}

/// Works at one recording; the callers may look at the others, and give orders, meanwhile.
fn work_at(inner: &Inner, board: &Board, number: u32, ends: bool, news: &mut News) {
    let (mut job, mut orders, now) = {
        let mut list = board.lock();
        let Some(entry) = list.entries.get_mut(&number) else { return };
        let Some(job) = entry.job.take() else { return };
        let now = inner.last_tick();
        if ends {
            entry.orders.stop.get_or_insert(now);
        }
        (job, std::mem::take(&mut entry.orders), now)
    };
    let done = catch_unwind(AssertUnwindSafe(|| job.work(inner, now, &mut orders)));
    let recording = RecordingId::new(inner.shared.tag, number);
    let sound = done.is_ok();
    news.events.extend(done.into_iter().flatten().map(|kind| (kind, job.room, recording)));
    let over = job.is_finished() || !sound;
    if over {
        news.loud.extend(job.end(inner));
    }
    let mut list = board.lock();
    let Some(entry) = list.entries.get_mut(&number) else { return };
    entry.info = job.info();
    if !sound {
        entry.info.state = RecordState::Stopped;
        entry.info.message = Some("a defect of the library was caught".into());
    }
    // What is left of the orders comes before those that were given meanwhile.
    orders.switches.append(&mut entry.orders.switches);
    orders.stop = orders.stop.or(entry.orders.stop);
    entry.orders = orders;
    if !over {
        entry.job = Some(job);
    } else {
        board.changed.notify_all();
    }
}

/// Tells the host, by way of the tick; what finds the queue full is told later.
fn tell(inner: &Inner, news: &mut News) {
    while let Some((kind, room, recording)) = news.events.front().copied() {
        let event = Event { room, value: recording.0 as i64, ..Event::of(kind, 0) };
        if inner.lock().send(Command::Tell { event }).is_err() {
            return;
        }
        news.events.pop_front();
    }
}
