//! The recorder's thread: works at all recordings in turn, and sleeps in between.

use super::active_recording::ActiveRecording;
use super::config::{RecordConfig, RecordState, STOP_MOST, TrackInfo};
use super::file_list::FileList;
use super::notification::Notification;
use super::progress::{Progress, nothing_yet};
use super::recordings::{Entry, HungFiles, REMEMBERED, Recordings};
use super::requests::Requests;
use super::track::Track;
use super::track_files::TrackFiles;
use super::track_path::{TrackPath, at};
use super::track_writer::{TrackWriter, Written};
use crate::control::accounts::counted::{Counted, Tables};
use crate::control::accounts::usage::Owner;
use crate::control::config::{EngineConfig, Sound};
use crate::control::engine::inner::Inner;
use crate::control::os::thread::Thread;
use crate::control::os::threads;
use crate::control::os::threads::Scheduling;
use crate::control::playback::announcements::RecordingSound;
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
    recordings: Recordings,
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
        let active = begin(inner, config, owner, (&self.recordings, &calls)).inspect_err(|_| {
            if Arc::strong_count(&calls) > 1 {
                self.recordings.lock().hung.push(HungFiles {
                    owner,
                    tracks,
                    by: Arc::downgrade(&calls) as _,
                });
            } else {
                give_back(inner, owner, tracks);
            }
        })?;
        let mut list = self.recordings.lock();
        list.last_number = list.last_number.wrapping_add(1).max(1);
        let number = list.last_number;
        let progress = active.progress().clone();
        list.entries.insert(
            number,
            Entry {
                owner,
                tracks,
                requests: Requests::default(),
                on: true,
                over: false,
                progress,
                active: Some(active),
            },
        );
        self.recordings.wake(list);
        Ok(RecordingId::new(inner.shared.tag, number))
    }

    /// Starts the threads, if they do not run.
    fn run(&self, inner: &Arc<Inner>) -> Result<()> {
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        self.recordings.pool.start()?;
        if thread.is_some() {
            return Ok(());
        }
        let (inner, recordings) = (inner.clone(), self.recordings.clone());
        let body = move || run(&inner, &recordings);
        *thread = Some(threads::spawn("mixminus-rec", Scheduling::default(), body)?.0);
        Ok(())
    }

    /// Pauses, or goes on, after the last tick.
    pub fn switch(&self, inner: &Inner, recording: RecordingId, on: bool) -> Result<()> {
        let number = number(inner, recording)?;
        let mut list = self.recordings.lock();
        let entry = list.find(number)?;
        if entry.on != on {
            // Under the lock: the thread has looked at no later tick.
            entry.requests.switch(inner.last_tick(), on)?;
            entry.on = on;
        }
        Ok(())
    }

    /// Stops a recording and waits for it, for `STOP_MOST` at most.
    pub fn stop(&self, inner: &Inner, recording: RecordingId) -> Result<Arc<Progress>> {
        let number = number(inner, recording)?;
        let mut list = self.recordings.lock();
        list.find(number)?.requests.stop(inner.last_tick());
        self.recordings.wake(list);
        let mut list = self.recordings.lock();
        loop {
            let entry = list.find(number)?;
            if entry.over {
                let (progress, owner, tracks) = (entry.progress.clone(), entry.owner, entry.tracks);
                list.forget(number);
                if progress.is_given_up() {
                    list.hung.push(HungFiles { owner, tracks, by: Arc::downgrade(&progress) as _ });
                    return Ok(progress);
                }
                drop(list);
                give_back(inner, owner, tracks);
                return Ok(progress);
            }
            list = self.recordings.wait(list);
        }
    }

    /// What is known of a recording.
    pub fn progress(&self, inner: &Inner, recording: RecordingId) -> Result<Arc<Progress>> {
        Ok(self.recordings.lock().find(number(inner, recording)?)?.progress.clone())
    }

    /// The path of a file of a recording, also of the last ones that were stopped.
    pub fn file(&self, inner: &Inner, recording: RecordingId, track: usize, file: usize) -> Result<PathBuf> {
        let number = number(inner, recording)?;
        let mut list = self.recordings.lock();
        let past = list.past_file_lists(number);
        let names = past.map_or_else(|| list.find(number).map(|entry| entry.progress.file_lists()), Ok)?;
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
            std::mem::forget((thread, self.recordings.clone()));
            return;
        }
        let mut list = self.recordings.lock();
        list.ends = true;
        self.recordings.wake(list);
        if let Some(thread) = thread {
            thread.join();
        }
        self.recordings.pool.finish();
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
/// cannot be, nor if there is something of a file's name. TrackFiles are not deleted once they are made, so nothing but a disk
/// that fails, or somebody else who makes a file meanwhile, leaves some of them without samples.
fn begin(
    inner: &Inner,
    config: &RecordConfig,
    owner: Owner,
    (recordings, calls): (&Recordings, &Arc<()>),
) -> Result<ActiveRecording> {
    let (rate, frame) = (inner.config.sample_rate.hz(), inner.shared.geometry.frame);
    let paths = config.tracks.iter().map(|track| std::path::absolute(&track.path));
    let paths = paths.collect::<io::Result<Vec<_>>>().map_err(refused)?;
    let track_paths = in_time(recordings, calls, move |_| TrackPath::find_all(&paths).map_err(refused))?;
    let mut taps = Vec::new();
    let mut notification = Notification::default();
    let made = (|| {
        let notice = if config.announcement == Sound::None { 0 } else { inner.new_announcement() };
        for track in &config.tracks {
            taps.push(inner.tap_new(track.target, config.buffer_ms, notice)?);
        }
        notification = Notification::begin(inner, config, owner, notice)?;
        let (split_bytes, mode) = (config.split_bytes, config.file_mode);
        let writer = move |track_path: TrackPath| {
            let path = track_path.path(0);
            let files = TrackFiles::new(track_path, rate, split_bytes, frame, mode);
            TrackWriter::new(files.map_err(at(&path)).map_err(refused)?, rate as usize)
        };
        in_time(recordings, calls, move |given_up| {
            TrackPath::check_descriptors(&track_paths).map_err(refused)?;
            let wanted = |_: &TrackPath| !given_up.load(Ordering::Relaxed);
            track_paths.into_iter().take_while(wanted).map(writer).collect::<Result<Vec<_>>>()
        })
    })();
    let writers = made.inspect_err(|_| {
        taps.iter().for_each(|tap| drop(inner.tap_free(*tap)));
        recordings.lock().still_playing.extend(notification.end(inner));
    })?;
    let room = config.tracks.iter().find_map(|track| match track.target {
        TapTarget::Room(room) => Some(room),
        _ => None,
    });
    let tracks: Vec<Track> = taps.into_iter().map(|tap| Track::new(tap, frame)).collect();
    let progress = Arc::new(Progress::new(writers, nothing_yet(tracks.len())));
    Ok(ActiveRecording::new(
        tracks,
        (progress, rate as usize),
        room.unwrap_or(RoomId::NONE),
        notification,
        frame,
    ))
}

/// Bytes that recordings take later, at most: their tracks, themselves, and what is remembered of those that were stopped.
pub fn later_bytes(config: &EngineConfig, tables: &Tables) -> u64 {
    let frame = config.frame_samples();
    let writer = size_of::<TrackWriter>() + config.sample_rate.hz() as usize * size_of::<i16>();
    // The names of its files are known in three track_paths, and two sentences may have one.
    let track = writer + Track::bytes(frame) + size_of::<Written>() + size_of::<TrackInfo>() + 5 * PATH_BYTES;
    let recording = 2 * size_of::<Entry>() + size_of::<Progress>() + Requests::bytes() + PATH_BYTES;
    let past = REMEMBERED * config.max_taps as usize * (size_of::<FileList>() + PATH_BYTES);
    (tables.record_tracks * (track + recording) + past) as u64
}

fn refused(error: io::Error) -> Error {
    Error::new(Status::System, error.to_string())
}

/// Does what may take for ever on a thread of the pool, which has one of `calls` meanwhile, and waits for it, but not for
/// ever.
fn in_time<T: Send + 'static>(
    recordings: &Recordings,
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
    recordings.pool.run(STOP_MOST, work).unwrap_or_else(late)
}

/// What could not be said to the tick yet.
#[derive(Default)]
struct PendingEvents {
    events: VecDeque<(Owner, EventKind, RoomId, RecordingId)>,
    /// What recordings that are over still say.
    still_playing: Vec<RecordingSound>,
}

impl PendingEvents {
    /// Something is to be told of a recording. Of failures and recoveries that were not told yet the first pair and the latest
    /// state are enough.
    fn push(&mut self, pending: (Owner, EventKind, RoomId, RecordingId)) {
        let (_, kind, _, recording) = pending;
        let mut of_it =
            self.events.iter().rev().filter(|(.., of)| *of == recording).map(|(_, kind, ..)| *kind);
        let was = (of_it.next(), of_it.next());
        let failed_again = kind == EventKind::RecordingFailed
            && was == (Some(EventKind::RecordingRecovered), Some(EventKind::RecordingFailed));
        if !failed_again {
            self.events.push_back(pending);
        } else if let Some(last) = self.events.iter().rposition(|(.., of)| *of == recording) {
            self.events.remove(last);
        }
    }
}

/// The thread's life.
fn run(inner: &Inner, recordings: &Recordings) {
    let mut pending = PendingEvents::default();
    let mut numbers = Vec::new();
    loop {
        let mut list = recordings.lock();
        list.woken = false;
        let ends = list.ends;
        numbers.clear();
        numbers.extend(
            list.entries.iter().filter(|(_, entry)| entry.active.is_some()).map(|(number, _)| *number),
        );
        pending.still_playing.append(&mut list.still_playing);
        let back = list.take_returned();
        drop(list);
        back.into_iter().for_each(|hung| give_back(inner, hung.owner, hung.tracks));
        recordings.pool.grow();
        let now = inner.last_tick();
        if !numbers.is_empty() {
            // What ticks up to `now` have reported is heard with the lock.
            drop(inner.lock());
        }
        for &number in &numbers {
            advance_one(inner, recordings, number, (now, ends), &mut pending);
        }
        report(inner, &mut pending);
        if !pending.still_playing.is_empty() {
            pending.still_playing = inner.silence(std::mem::take(&mut pending.still_playing));
        }
        let list = recordings.lock();
        if list.ends && !list.entries.values().any(|entry| entry.active.is_some()) {
            return;
        }
        recordings.sleep(list, SLEEP);
    }
}

/// Works at one recording; the callers may look at the others, and give requests, meanwhile.
fn advance_one(
    inner: &Inner,
    recordings: &Recordings,
    number: u32,
    (now, ends): (u64, bool),
    pending: &mut PendingEvents,
) {
    let (mut active, mut requests, owner) = {
        let mut list = recordings.lock();
        let Some(entry) = list.entries.get_mut(&number) else { return };
        let Some(active) = entry.active.take() else { return };
        if ends {
            entry.requests.stop(now);
        }
        (active, std::mem::take(&mut entry.requests), entry.owner)
    };
    let done = catch_unwind(AssertUnwindSafe(|| active.work(inner, now, &mut requests)));
    let recording = RecordingId::new(inner.shared.tag, number);
    let sound = done.is_ok();
    active.take_task().into_iter().for_each(|task| recordings.submit(task));
    done.into_iter().flatten().for_each(|kind| pending.push((owner, kind, active.room, recording)));
    let over = active.is_finished() || !sound;
    if over {
        pending.still_playing.extend(active.end(inner));
    }
    if !sound {
        active.progress().update(|info| {
            info.state = RecordState::Stopped;
            info.message = Some("a defect of the library was caught".into());
        });
    }
    let mut list = recordings.lock();
    let Some(entry) = list.entries.get_mut(&number) else { return };
    // What is left of the requests comes before those that were given meanwhile.
    requests.switches.append(&mut entry.requests.switches);
    requests.stop = requests.stop.or(entry.requests.stop);
    requests.asked = requests.asked.or(entry.requests.asked);
    entry.requests = requests;
    if !over {
        entry.active = Some(active);
    } else {
        entry.over = true;
        recordings.send_announcements();
    }
}

/// Tells the host, by way of the tick; what finds its account's share of the queue used up is told later, in order.
fn report(inner: &Inner, pending: &mut PendingEvents) {
    let mut later: Vec<Owner> = Vec::new();
    pending.events.retain(|&(owner, kind, room, recording)| {
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
        let mut pending = PendingEvents::default();
        let recordings = [1, 2].map(|number| RecordingId::new(1, number));
        let mut push = |kind| recordings.map(|recording| pending.push((1, kind, RoomId::NONE, recording)));
        push(Started);
        for _ in 0..1000 {
            push(Failed);
            push(Recovered);
        }
        push(Failed);
        for recording in recordings {
            let of_it = pending.events.iter().filter(|(.., of)| *of == recording);
            assert_eq!(of_it.map(|(_, kind, ..)| *kind).collect::<Vec<_>>(), [Started, Failed]);
        }
    }
}
