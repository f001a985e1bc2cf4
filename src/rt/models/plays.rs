//! [`Plays`]: a node belongs to the control layer, to the ticking thread or to one worker, and always comes back.

use super::super::frame::{AudioFormat, TickClock};
use crate::dsp::LinearGain;
use crate::rt::index::RateIndex;
use crate::rt::message::event::PlayEnd;
use crate::rt::message::play_handle::PlayHandle;
use crate::rt::state::play_node::{Play, PlaySounds};
use crate::rt::state::play_queue::{PlayQueue, Plays, free_node};
use crate::rt::state::stored_sound::{Form, StoredSound};
use crate::rt::sync::atomics::{AtomicU32, Ordering};
use crate::rt::sync::exclusive::Exclusive;
use crate::rt::sync::job_counter::JobCounter;
use crate::units::{FrameLen, SampleRate};
use loom::sync::Arc;
use loom::thread;

/// Replaces a ring of one element, whose order loom would not check: 0 is empty.
#[derive(Debug)]
struct Ring(AtomicU32);

impl Ring {
    fn put(&self, play: PlayHandle) {
        assert_eq!(self.0.load(Ordering::Acquire), 0, "the ring has a place for every play");
        self.0.store(play.index() + 1, Ordering::Release);
    }

    fn take(&self) -> Option<PlayHandle> {
        let index = self.0.load(Ordering::Acquire).checked_sub(1)?;
        self.0.store(0, Ordering::Release);
        // SAFETY: `put` consumed the handle of this node, and `take` has just emptied the ring, so this is the only
        // handle.
        Some(unsafe { PlayHandle::from_index(index) })
    }
}

/// The samples of the sound. A tick plays one sample, so each play takes two ticks.
const SAMPLES: [i16; 2] = [1, 1];

/// One node, one queue in one room, the ended nodes of each of two workers, and the rings to the tick and back.
struct State {
    sounds: [StoredSound; 1],
    plays: Plays,
    jobs: JobCounter,
    queue: Exclusive<PlayQueue>,
    ended: [Exclusive<PlayQueue>; 2],
    /// True: the worker that played the queue removes ended nodes, as for a participant. False: the ticking thread
    /// removes them after the round is joined, as for a room.
    workers_sweep: bool,
    /// Samples that were played. Not an atomic of loom, because it decides nothing.
    played: std::sync::atomic::AtomicUsize,
    sent: Ring,
    returned: Ring,
}

/// Plays the room as worker `index`, if the job is unclaimed.
fn work(state: &State, format: &AudioFormat, index: usize) {
    while state.jobs.claim().is_some() {
        let mut frame = [0; 1];
        // SAFETY: `claim` gave the room to this worker alone until `finish`, so the queue, its nodes and this worker's
        // list of ended nodes are its own. This is the claim under test: loom fails the model if it is wrong.
        unsafe {
            state.plays.render(state.queue.get(), format, 0, 0, &mut frame);
            if state.workers_sweep {
                let ended = state.ended[index].get();
                let take_out = |node, _, _| state.plays.append(ended, node);
                state.plays.sweep(state.queue.get(), take_out);
            }
        }
        state.played.fetch_add(frame[0] as usize, std::sync::atomic::Ordering::Relaxed);
        state.jobs.finish();
    }
}

fn tick(state: &State, format: &AudioFormat) {
    if let Some(node) = state.sent.take() {
        // SAFETY: no round is open, so the queue belongs to the ticking thread, and the node came by its ring. This is
        // the claim under test: loom fails the model if it is wrong.
        unsafe { state.plays.append(state.queue.get(), node) };
    }
    state.jobs.open(1);
    work(state, format, 0);
    state.jobs.join(1);
    let give_back = |node, _, end| {
        assert_eq!(end, PlayEnd::Completed, "a node comes back once it is played");
        state.returned.put(node);
    };
    // SAFETY: the round is joined, so all lists belong to the ticking thread. This is the claim under test: loom fails
    // the model if it is wrong.
    unsafe {
        state.plays.sweep(state.queue.get(), give_back);
        for ended in &state.ended {
            state.plays.clear(ended.get(), give_back);
        }
    }
}

/// Fills the play and sends it.
fn say(state: &State, mut handle: PlayHandle, number: u64) {
    // SAFETY: the sound belongs to the state, as the play does.
    let sounds = unsafe { PlaySounds::new(&state.sounds) };
    let gain = LinearGain::UNITY;
    let play = Play { sounds, times: 1, gain, batch: 0, begins: 0, number, recording: 0 };
    state.plays.fill(&mut handle, play);
    state.sent.put(handle);
}

fn model(workers_sweep: bool) {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = Some(2);
    model.check(move || {
        let format =
            AudioFormat::new(TickClock { frame_len: FrameLen::Ms20 }, SampleRate::Hz8000, RateIndex::OWN);
        let state = Arc::new(State {
            sounds: [StoredSound::new(Box::new(SAMPLES), SAMPLES.len() as u64, Form::Plain)],
            plays: Plays::new(Box::new([free_node()])),
            jobs: JobCounter::new(),
            queue: Exclusive::new(PlayQueue::EMPTY),
            ended: [(); 2].map(|()| Exclusive::new(PlayQueue::EMPTY)),
            workers_sweep,
            played: Default::default(),
            sent: Ring(AtomicU32::new(0)),
            returned: Ring(AtomicU32::new(0)),
        });
        // SAFETY: the node is in no queue yet, and this is its only handle.
        say(&state, unsafe { PlayHandle::from_index(0) }, 1);
        let helper = {
            let state = state.clone();
            thread::spawn(move || (0..2).for_each(|_| work(&state, &format, 1)))
        };
        let ticker = {
            let state = state.clone();
            thread::spawn(move || (0..2).for_each(|_| tick(&state, &format)))
        };
        let (mut sent, mut back) = (1, 0);
        if let Some(handle) = state.returned.take() {
            (sent, back) = (2, 1);
            say(&state, handle, 2);
        }
        ticker.join().unwrap();
        helper.join().unwrap();
        (0..2).for_each(|_| tick(&state, &format));
        back += usize::from(state.returned.take().is_some());
        assert_eq!(back, sent, "as many as were sent");
        let played = state.played.load(std::sync::atomic::Ordering::Relaxed);
        assert_eq!(played, sent * SAMPLES.len(), "each was played to its end, once");
    });
}

#[test]
fn a_node_of_a_room_has_one_owner_at_a_time_and_comes_back() {
    model(false);
}

#[test]
fn a_node_of_a_participant_has_one_owner_at_a_time_and_comes_back() {
    model(true);
}
