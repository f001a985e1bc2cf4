//! The recorder's thread: works at all recordings in turn, and sleeps in between.

use super::config::{RecordConfig, RecordState, STOP_MOST, TrackInfo};
use super::desk::{Desk, Entry, Hanging, REMEMBERED};
use super::files::Files;
use super::job::Job;
use super::ledger::{Ledger, nothing_yet};
use super::manners::Manners;
use super::names::Names;
use super::orders::Orders;
use super::place::{Place, at};
use super::sheet::{Sheet, Written};
use super::track::Track;
use crate::control::accounts::counted::{Counted, Tables};
use crate::control::accounts::usage::Owner;
use crate::control::config::{EngineConfig, Sound};
use crate::control::engine::inner::Inner;
use crate::control::os::thread::Thread;
use crate::control::os::threads;
use crate::control::os::threads::Scheduling;
use crate::control::playback::announcements::Told;
use crate::control::taps::table::TapTarget;
use crate::error::{Error, Result, Status};
use crate::handle::{RecordingId, RoomId};
use crate::rt::message::command::Command;
use crate::rt::message::event::{Event, EventKind};
use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Bytes of the longest path, and of the name in it.
const PATH_BYTES: usize = 4096 + 256;

/// How long the thread sleeps when it has done all.
const SLEEP: Duration = Duration::from_millis(20);

/// All recordings of an engine.
#[derive(Default)]
pub struct Recorder {
    desk: Desk,
    thread: Mutex<Option<Thread>>,
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
        let tracks = config.tracks.len();
        let targets = config.tracks.iter().map(|track| track.target);
        let owner = inner.lock().take_recording(&inner.shared, targets)?;
        let calls = Arc::new(());
        let job = begin(inner, config, owner, (&self.desk, &calls)).inspect_err(|_| {
            if Arc::strong_count(&calls) > 1 {
                self.desk.lock().hanging.push(Hanging { owner, tracks, by: Arc::downgrade(&calls) as _ });
            } else {
                give_back(inner, owner, tracks);
            }
        })?;
        let mut list = self.desk.lock();
        list.last_number = list.last_number.wrapping_add(1).max(1);
        let number = list.last_number;
        let ledger = job.ledger().clone();
        list.entries.insert(
            number,
            Entry { owner, tracks, orders: Orders::default(), on: true, over: false, ledger, job: Some(job) },
        );
        self.desk.wake(list);
        Ok(RecordingId::new(inner.shared.tag, number))
    }

    /// Starts the threads, if they do not run.
    fn run(&self, inner: &Arc<Inner>) -> Result<()> {
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        self.desk.pool.start()?;
        if thread.is_some() {
            return Ok(());
        }
        let (inner, desk) = (inner.clone(), self.desk.clone());
        let body = move || live(&inner, &desk);
        *thread = Some(threads::spawn("mixminus-rec", Scheduling::default(), body)?.0);
        Ok(())
    }

    /// Pauses, or goes on, after the last tick.
    pub fn order(&self, inner: &Inner, recording: RecordingId, on: bool) -> Result<()> {
        let number = number(inner, recording)?;
        let mut list = self.desk.lock();
        let entry = list.find(number)?;
        if entry.on != on {
            // Under the lock: the thread has looked at no later tick.
            entry.orders.switch(inner.last_tick(), on)?;
            entry.on = on;
        }
        Ok(())
    }

    /// Stops a recording and waits for it, for `STOP_MOST` at most.
    pub fn stop(&self, inner: &Inner, recording: RecordingId) -> Result<Arc<Ledger>> {
        let number = number(inner, recording)?;
        let mut list = self.desk.lock();
        list.find(number)?.orders.stop(inner.last_tick());
        self.desk.wake(list);
        let mut list = self.desk.lock();
        loop {
            let entry = list.find(number)?;
            if entry.over {
                let (ledger, owner, tracks) = (entry.ledger.clone(), entry.owner, entry.tracks);
                list.forget(number);
                if ledger.is_given_up() {
                    list.hanging.push(Hanging { owner, tracks, by: Arc::downgrade(&ledger) as _ });
                    return Ok(ledger);
                }
                drop(list);
                give_back(inner, owner, tracks);
                return Ok(ledger);
            }
            list = self.desk.wait(list);
        }
    }

    /// What is known of a recording.
    pub fn ledger(&self, inner: &Inner, recording: RecordingId) -> Result<Arc<Ledger>> {
        Ok(self.desk.lock().find(number(inner, recording)?)?.ledger.clone())
    }

    /// The path of a file of a recording, also of the last ones that were stopped.
    pub fn file(&self, inner: &Inner, recording: RecordingId, track: usize, file: usize) -> Result<PathBuf> {
        let number = number(inner, recording)?;
        let mut list = self.desk.lock();
        let past = list.past_names(number);
        let names = past.map_or_else(|| list.find(number).map(|entry| entry.ledger.names()), Ok)?;
        drop(list);
        let wrong = |what: &str, is: usize| {
            Error::new(Status::InvalidArgument, format!("{what}: {is}, there is none"))
        };
        let names = names.get(track).ok_or_else(|| wrong("track", track))?;
        names.path(file).ok_or_else(|| wrong("file", file))
    }

    /// The engine ends: all recordings stop, and the threads are joined, but for those that hang in a call to the file
    /// system: these have nothing of the engine.
    pub fn finish(&mut self, inner: &Inner) {
        let thread = self.thread.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        if inner.check_process().is_err() {
            // A fork's child has no such threads; they hold the memory, so that stays.
            std::mem::forget((thread, self.desk.clone()));
            return;
        }
        let mut list = self.desk.lock();
        list.ends = true;
        self.desk.wake(list);
        if let Some(thread) = thread {
            thread.join();
        }
        self.desk.pool.finish();
    }
}

/// A recording of an account is no more, and had so many tracks.
fn give_back(inner: &Inner, owner: Owner, tracks: usize) {
    inner.lock().rooms.accounts.give_back_many(Counted::RecordTracks, owner, tracks);
}

/// The number that a handle of this engine names.
fn number(inner: &Inner, recording: RecordingId) -> Result<u32> {
    inner.check_process()?;
    Ok(recording.decode(inner.shared.tag)?)
}

/// Announces a recording, and makes its taps and then its files: nothing is left if one of the taps or the announcement
/// cannot be, nor if there is something of a file's name. Files are not deleted once they are made, so nothing but a disk
/// that fails, or somebody else who makes a file meanwhile, leaves some of them without samples.
fn begin(
    inner: &Inner,
    config: &RecordConfig,
    owner: Owner,
    (desk, calls): (&Desk, &Arc<()>),
) -> Result<Job> {
    let (rate, frame) = (inner.config.sample_rate.hz(), inner.shared.geometry.frame);
    let paths = config.tracks.iter().map(|track| std::path::absolute(&track.path));
    let paths = paths.collect::<io::Result<Vec<_>>>().map_err(refused)?;
    let places = in_time(desk, calls, move |_| Place::find_all(&paths).map_err(refused))?;
    let mut taps = Vec::new();
    let mut manners = Manners::default();
    let made = (|| {
        let notice = if config.announcement == Sound::None { 0 } else { inner.new_notice() };
        for track in &config.tracks {
            taps.push(inner.tap_new(track.target, config.buffer_ms, notice)?);
        }
        manners = Manners::begin(inner, config, owner, notice)?;
        let (split_bytes, mode) = (config.split_bytes, config.file_mode);
        let sheet = move |place: Place| {
            let path = place.path(0);
            let files = Files::new(place, rate, split_bytes, frame, mode);
            Sheet::new(files.map_err(at(&path)).map_err(refused)?, rate as usize)
        };
        in_time(desk, calls, move |given_up| {
            Place::check_descriptors(&places).map_err(refused)?;
            let wanted = |_: &Place| !given_up.load(Ordering::Relaxed);
            places.into_iter().take_while(wanted).map(sheet).collect::<Result<Vec<_>>>()
        })
    })();
    let sheets = made.inspect_err(|_| {
        taps.iter().for_each(|tap| drop(inner.tap_free(*tap)));
        desk.lock().loud.extend(manners.end(inner));
    })?;
    let room = config.tracks.iter().find_map(|track| match track.target {
        TapTarget::Room(room) => Some(room),
        _ => None,
    });
    let tracks: Vec<Track> = taps.into_iter().map(|tap| Track::new(tap, frame)).collect();
    let ledger = Arc::new(Ledger::new(sheets, nothing_yet(tracks.len())));
    Ok(Job::new(tracks, (ledger, rate as usize), room.unwrap_or(RoomId::NONE), manners, frame))
}

/// Bytes that recordings take later, at most: their tracks, themselves, and what is remembered of those that were stopped.
pub fn later_bytes(config: &EngineConfig, tables: &Tables) -> u64 {
    let frame = config.frame_samples();
    let sheet = size_of::<Sheet>() + config.sample_rate.hz() as usize * size_of::<i16>();
    // The names of its files are known in three places, and two sentences may have one.
    let track = sheet + Track::bytes(frame) + size_of::<Written>() + size_of::<TrackInfo>() + 5 * PATH_BYTES;
    let recording = 2 * size_of::<Entry>() + size_of::<Ledger>() + Orders::bytes() + PATH_BYTES;
    let past = REMEMBERED * config.max_taps as usize * (size_of::<Names>() + PATH_BYTES);
    (tables.record_tracks * (track + recording) + past) as u64
}

fn refused(error: io::Error) -> Error {
    Error::new(Status::System, error.to_string())
}

/// Does what may take for ever on a thread of the pool, which has one of `calls` meanwhile, and waits for it, but not for
/// ever.
fn in_time<T: Send + 'static>(
    desk: &Desk,
    calls: &Arc<()>,
    work: impl FnOnce(&AtomicBool) -> Result<T> + Send + 'static,
) -> Result<T> {
    let late = || Err(Error::new(Status::System, "the file system does not respond"));
    let call = calls.clone();
    let work = move |given_up: &AtomicBool| {
        let made = work(given_up);
        drop(call);
        made
    };
    desk.pool.run(STOP_MOST, work).unwrap_or_else(late)
}

/// What could not be said to the tick yet.
#[derive(Default)]
struct News {
    events: VecDeque<(Owner, EventKind, RoomId, RecordingId)>,
    /// What recordings that are over still say.
    loud: Vec<Told>,
}

impl News {
    /// Something is to be told of a recording. Of failures and recoveries that were not told yet the first pair and the latest
    /// state are enough.
    fn push(&mut self, news: (Owner, EventKind, RoomId, RecordingId)) {
        let (_, kind, _, recording) = news;
        let mut of_it =
            self.events.iter().rev().filter(|(.., of)| *of == recording).map(|(_, kind, ..)| *kind);
        let was = (of_it.next(), of_it.next());
        let failed_again = kind == EventKind::RecordingFailed
            && was == (Some(EventKind::RecordingRecovered), Some(EventKind::RecordingFailed));
        if !failed_again {
            self.events.push_back(news);
        } else if let Some(last) = self.events.iter().rposition(|(.., of)| *of == recording) {
            self.events.remove(last);
        }
    }
}

/// The thread's life.
fn live(inner: &Inner, desk: &Desk) {
    let mut news = News::default();
    let mut numbers = Vec::new();
    loop {
        let mut list = desk.lock();
        list.woken = false;
        let ends = list.ends;
        numbers.clear();
        numbers
            .extend(list.entries.iter().filter(|(_, entry)| entry.job.is_some()).map(|(number, _)| *number));
        news.loud.append(&mut list.loud);
        let back = list.come_back();
        drop(list);
        back.into_iter().for_each(|hanging| give_back(inner, hanging.owner, hanging.tracks));
        desk.pool.tend();
        let now = inner.last_tick();
        if !numbers.is_empty() {
            // What ticks up to `now` have reported is heard with the lock.
            drop(inner.lock());
        }
        for &number in &numbers {
            work_at(inner, desk, number, (now, ends), &mut news);
        }
        tell(inner, &mut news);
        if !news.loud.is_empty() {
            news.loud = inner.silence(std::mem::take(&mut news.loud));
        }
        let list = desk.lock();
        if list.ends && !list.entries.values().any(|entry| entry.job.is_some()) {
            return;
        }
        desk.sleep(list, SLEEP);
    }
}

/// Works at one recording; the callers may look at the others, and give orders, meanwhile.
fn work_at(inner: &Inner, desk: &Desk, number: u32, (now, ends): (u64, bool), news: &mut News) {
    let (mut job, mut orders, owner) = {
        let mut list = desk.lock();
        let Some(entry) = list.entries.get_mut(&number) else { return };
        let Some(job) = entry.job.take() else { return };
        if ends {
            entry.orders.stop(now);
        }
        (job, std::mem::take(&mut entry.orders), entry.owner)
    };
    let done = catch_unwind(AssertUnwindSafe(|| job.work(inner, now, &mut orders)));
    let recording = RecordingId::new(inner.shared.tag, number);
    let sound = done.is_ok();
    job.take_task().into_iter().for_each(|task| desk.submit(task));
    done.into_iter().flatten().for_each(|kind| news.push((owner, kind, job.room, recording)));
    let over = job.is_finished() || !sound;
    if over {
        news.loud.extend(job.end(inner));
    }
    if !sound {
        job.ledger().update(|info| {
            info.state = RecordState::Stopped;
            info.message = Some("a defect of the library was caught".into());
        });
    }
    let mut list = desk.lock();
    let Some(entry) = list.entries.get_mut(&number) else { return };
    // What is left of the orders comes before those that were given meanwhile.
    orders.switches.append(&mut entry.orders.switches);
    orders.stop = orders.stop.or(entry.orders.stop);
    orders.asked = orders.asked.or(entry.orders.asked);
    entry.orders = orders;
    if !over {
        entry.job = Some(job);
    } else {
        entry.over = true;
        desk.notify();
    }
}

/// Tells the host, by way of the tick; what finds its account's share of the queue used up is told later, in order.
fn tell(inner: &Inner, news: &mut News) {
    let mut later: Vec<Owner> = Vec::new();
    news.events.retain(|&(owner, kind, room, recording)| {
        let event = Event { room, value: recording.0 as i64, ..Event::of(kind, 0) };
        let mut control = inner.lock();
        let share = control.rooms.accounts.events(owner);
        if !later.contains(&owner) && control.send(owner, Command::Tell { event, share }).is_ok() {
            return false;
        }
        later.push(owner);
        true
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use EventKind::{
        RecordingFailed as Failed, RecordingRecovered as Recovered, RecordingStarted as Started,
    };

    #[test]
    fn one_that_fails_again_and_again_has_few_news() {
        let mut news = News::default();
        let recordings = [1, 2].map(|number| RecordingId::new(1, number));
        let mut push = |kind| recordings.map(|recording| news.push((1, kind, RoomId::NONE, recording)));
        push(Started);
        for _ in 0..1000 {
            push(Failed);
            push(Recovered);
        }
        push(Failed);
        for recording in recordings {
            let of_it = news.events.iter().filter(|(.., of)| *of == recording);
            assert_eq!(of_it.map(|(_, kind, ..)| *kind).collect::<Vec<_>>(), [Started, Failed]);
        }
    }
}
