//! Private playback to one participant, added to its frame in a room, or alone while it is in none.
//!
//! A frame in no room names no join, so it is read whatever joins have begun or ended since: a prompt continues without
//! a gap when its participant joins or leaves. A slot is reused only after all plays to its participant were given
//! back.

use crate::dsp::CacheLine;
use crate::dsp::level::fade::add_saturating;
use crate::rt::frame::{AudioFormat, Header, NO_JOIN, samples_mut};
use crate::rt::message::event::PlayEnd;
use crate::rt::message::play_handle::PlayHandle;
use crate::rt::message::staging::Phase;
use crate::rt::state::jobs::ClaimedSlots;
use crate::rt::state::participant_playback::Playback;
use crate::rt::state::participant_state::{ParticipantState, PlaySubject};
use crate::rt::state::play_queue::PlayQueue;
use crate::rt::state::shared::Shared;
use crate::rt::state::slot::{Slot, is_current};
use crate::rt::state::tick_state::TickState;
use crate::rt::state::worker::WorkerLog;
use crate::rt::sync::atomics::Ordering;
use crate::units::MAX_FRAME_SAMPLES;

/// A worker's access for private playback to participants of one room, or to one in none.
#[derive(Debug)]
pub struct Player<'a> {
    /// What the engine's threads share.
    pub shared: &'a Shared,
    /// The state of rooms and sessions.
    pub state: &'a TickState,
    /// The sort key of events: the room's index; for a participant in no room, the number of rooms plus its slot.
    pub place: u32,
    /// Takes the events, and the plays that have ended.
    pub log: &'a mut WorkerLog,
}

/// Adds private playback to a participant's frame, saturating; without a frame, playback advances all the same.
pub fn play_over(
    player: &mut Player<'_>,
    slot: &Slot,
    playback: &mut Playback,
    subject: PlaySubject,
    mut frame: Option<&mut [i16]>,
) {
    if !playback.announcements.is_empty() {
        announce(player, slot, playback, subject, frame.as_deref_mut());
    }
    let plays = &player.shared.plays;
    for queue in [&mut playback.prompts, &mut playback.on_hold] {
        if !queue.is_empty() {
            player.render(player.shared.format_of(slot), queue, frame.as_deref_mut());
        }
    }
    for queue in [&mut playback.prompts, &mut playback.on_hold] {
        plays.sweep(queue, |play, number, end| player.give_back(subject, play, number, end));
    }
}

/// Adds announcements of recordings to a participant's frame. An announcement waits while a host that has read before
/// does not read, and restarts if frames were lost.
fn announce(
    player: &mut Player<'_>,
    slot: &Slot,
    playback: &mut Playback,
    subject: PlaySubject,
    frame: Option<&mut [i16]>,
) {
    let (plays, tick) = (&player.shared.plays, player.state.tick);
    let progress = playback.progress(&slot.read_counts);
    settle(player, slot, playback, subject);
    if progress.has_lost() {
        playback.note_lost(&slot.read_counts);
        plays.restart(&mut playback.announcements);
    }
    let cap = u64::from(slot.cap_frames.load(Ordering::Relaxed));
    if progress.is_behind(cap, tick) || (frame.is_none() && progress.is_read()) {
        plays.end_stopping(&mut playback.announcements);
    } else {
        player.render(player.shared.format_of(slot), &mut playback.announcements, frame);
        plays.note_last_tick(&mut playback.announcements, tick);
    }
    if !progress.is_read() {
        let give_back = |play, number, end| player.give_back(subject, play, number, end);
        plays.sweep_announced(&mut playback.announcements, |_| true, tick, give_back);
    }
}

/// Takes out the announcements that the participant has received by now.
fn settle(player: &mut Player<'_>, slot: &Slot, playback: &mut Playback, subject: PlaySubject) {
    let progress = playback.progress(&slot.read_counts);
    if !progress.is_read() {
        return;
    }
    let (plays, until) = (&player.shared.plays, player.state.tick.saturating_sub(1));
    let give_back = |play, number, end| player.give_back(subject, play, number, end);
    plays.sweep_announced(&mut playback.announcements, |tick| progress.has_received(tick), until, give_back);
}

impl Player<'_> {
    /// Adds the next samples of a queue to a frame; without a frame, the queue advances all the same.
    fn render(&self, format: &AudioFormat, queue: &mut PlayQueue, frame: Option<&mut [i16]>) {
        let (shared, state) = (self.shared, self.state);
        let mut sound = [0_i16; MAX_FRAME_SAMPLES];
        let sound = sound.get_mut(..format.frame).unwrap_or_default();
        shared.plays.render(queue, format, state.tick, state.released_batch, sound);
        if let Some(frame) = frame {
            add_saturating(frame, sound);
        }
    }

    /// Reports the end of a play, if it has a number, and hands the play to the ticking thread.
    fn give_back(&mut self, subject: PlaySubject, play: PlayHandle, number: u64, end: PlayEnd) {
        if number != 0 {
            let event = subject.ended(number, end);
            self.log.events.add(&self.shared.event_shares, self.place, Phase::Members, event);
        }
        self.shared.plays.append(&mut self.log.ended, play);
    }

    /// The participant has left its room in this tick: its prompts and announcements continue at once in no room,
    /// unless it was freed; hold music ends.
    pub fn after_leave(&mut self, slot: &Slot, participant: &mut ParticipantState) {
        let (plays, subject) = (&self.shared.plays, PlaySubject::of(participant, self.state.tick));
        plays.clear(&mut participant.playback.on_hold, |play, number, end| {
            self.give_back(subject, play, number, end)
        });
        participant.has_playback = participant.plays_privately();
        if participant.has_playback {
            self.play(slot, participant, true);
        }
    }

    /// One frame of a participant in no room: only its private playback. `goes_on`: that has begun in the room that it
    /// left.
    fn play(&mut self, slot: &Slot, participant: &mut ParticipantState, goes_on: bool) {
        let (shared, tick) = (self.shared, self.state.tick);
        let subject = PlaySubject::of(participant, tick);
        if !is_current(slot, participant.identity.participant.generation()) {
            for queue in [&mut participant.playback.prompts, &mut participant.playback.announcements] {
                shared.plays.clear(queue, |play, number, end| self.give_back(subject, play, number, end));
            }
            participant.has_playback = false;
            return;
        }
        settle(self, slot, &mut participant.playback, subject);
        if !participant.plays_privately() {
            participant.has_playback = false;
            return;
        }
        let ParticipantState { line_out, playback, .. } = participant;
        if !playback.played_privately_in(self.state.previous_tick) && !goes_on {
            line_out.transition.note_start();
        }
        let format = shared.format_of(slot);
        if let Some(mut entry) = line_out.ring.entry(format) {
            let flags = line_out.transition.flags(|| playback.played_privately_in(self.state.previous_tick));
            playback.note_private_frame(tick);
            let frame = entry.frame();
            frame.fill(CacheLine::ZERO);
            let samples = samples_mut(frame).get_mut(..format.frame).unwrap_or_default();
            play_over(self, slot, playback, subject, Some(samples));
            line_out.transition.end_frame(0);
            entry.publish(Header { tick, join: NO_JOIN, mix_id: 0, flags, in_fill: 0 });
        } else {
            slot.tick_counts.dropped.add(1);
            playback.note_private_frame(tick);
            line_out.transition.note_private_drop();
            play_over(self, slot, playback, subject, None);
        }
        participant.note_playback();
    }
}

/// The frames of the slots of a job.
pub fn play_to_slots(slots: &mut ClaimedSlots<'_>, log: &mut WorkerLog) {
    let (shared, state) = (slots.shared, slots.state);
    slots.each(|index, slot, participant| {
        let place = (state.rooms.len() as u32).saturating_add(index);
        Player { shared, state, place, log }.play(slot, participant, false);
    });
}
