//! The recorder's thread: works on all recordings in turn, and sleeps in between.

use super::config::RecordState;
use super::recordings::Recordings;
use crate::control::accounts::counted::Counted;
use crate::control::accounts::usage::Owner;
use crate::control::engine::inner::Inner;
use crate::control::playback::announcements::RecordingSound;
use crate::handle::{RecordingId, RoomId};
use crate::rt::message::command::Command;
use crate::rt::message::event::{Event, EventKind};
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;
/// How long the thread sleeps between rounds.
const SLEEP: Duration = Duration::from_millis(20);

/// Uncounts a recording of an account, and its tracks.
pub fn give_back(inner: &Inner, owner: Owner, tracks: usize) {
    inner.lock().rooms.accounts.give_back_many(Counted::RecordTracks, owner, tracks);
}

/// What could not be sent to the tick yet.
#[derive(Default)]
struct PendingEvents {
    events: VecDeque<(Owner, EventKind, RoomId, RecordingId)>,
    /// Sounds of ended recordings, to be stopped.
    still_playing: Vec<RecordingSound>,
}

impl PendingEvents {
    /// Queues an event. Of failures and recoveries that wait, the first pair and the latest state are kept.
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

/// The body of the thread.
pub fn run(inner: &Inner, recordings: &Recordings) {
    let mut pending = PendingEvents::default();
    let mut numbers = Vec::new();
    loop {
        let mut table = recordings.lock();
        table.woken = false;
        let ends = table.ends;
        numbers.clear();
        numbers.extend(
            table.entries.iter().filter(|(_, entry)| entry.active.is_some()).map(|(number, _)| *number),
        );
        pending.still_playing.append(&mut table.still_playing);
        let back = table.take_returned();
        drop(table);
        back.into_iter().for_each(|hung| give_back(inner, hung.owner, hung.tracks));
        recordings.pool.grow();
        let now = inner.last_tick();
        if !numbers.is_empty() {
            // Takes the reports of ticks up to `now`.
            drop(inner.lock());
        }
        for &number in &numbers {
            advance_one(inner, recordings, number, (now, ends), &mut pending);
        }
        report(inner, &mut pending);
        if !pending.still_playing.is_empty() {
            pending.still_playing = inner.silence(std::mem::take(&mut pending.still_playing));
        }
        let table = recordings.lock();
        if table.ends && !table.entries.values().any(|entry| entry.active.is_some()) {
            return;
        }
        recordings.sleep(table, SLEEP);
    }
}

/// Works on one recording. Callers may query the others, and make requests, meanwhile.
fn advance_one(
    inner: &Inner,
    recordings: &Recordings,
    number: u32,
    (now, ends): (u64, bool),
    pending: &mut PendingEvents,
) {
    let (mut active, mut requests, owner) = {
        let mut table = recordings.lock();
        let Some(entry) = table.entries.get_mut(&number) else { return };
        let Some(active) = entry.active.take() else { return };
        if ends {
            entry.requests.stop(now);
        }
        (active, std::mem::take(&mut entry.requests), entry.owner)
    };
    let done = catch_unwind(AssertUnwindSafe(|| active.work(inner, now, &mut requests)));
    let recording = RecordingId::new(inner.shared.tag, 0, number);
    let panicked = done.is_err();
    active.take_task().into_iter().for_each(|task| recordings.submit(task));
    done.into_iter().flatten().for_each(|kind| pending.push((owner, kind, active.room, recording)));
    let over = active.is_finished() || panicked;
    if over {
        pending.still_playing.extend(active.end(inner));
    }
    if panicked {
        active.progress().update(|info| {
            info.state = RecordState::Stopped;
            info.message = Some("a defect of the library was caught".into());
        });
    }
    let mut table = recordings.lock();
    let Some(entry) = table.entries.get_mut(&number) else { return };
    // Requests that remain come before those that were made meanwhile.
    requests.switches.append(&mut entry.requests.switches);
    requests.stop = requests.stop.or(entry.requests.stop);
    requests.waited_since = requests.waited_since.or(entry.requests.waited_since);
    entry.requests = requests;
    if !over {
        entry.active = Some(active);
    } else {
        entry.over = true;
        recordings.notify();
    }
}

/// Sends queued events to the host, through the tick. If an account's share of the command queue is used up, its
/// events wait, in order.
fn report(inner: &Inner, pending: &mut PendingEvents) {
    let mut later: Vec<Owner> = Vec::new();
    pending.events.retain(|&(owner, kind, room, recording)| {
        let event = Event { room, value: recording.0 as i64, ..Event::of(kind, 0) };
        let mut control = inner.lock();
        let share = control.rooms.accounts.events(owner);
        if !later.contains(&owner) && control.send(owner, Command::Report { event, share }).is_ok() {
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
        let recordings = [1, 2].map(|number| RecordingId::new(1, 0, number));
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
