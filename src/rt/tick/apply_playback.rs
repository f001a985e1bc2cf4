//! Playback commands, applied at the start of a tick.

use crate::handle::ParticipantId;
use crate::rt::index::NONE;
use crate::rt::message::command::{Join, PlaybackCommand, RoomRef};
use crate::rt::message::event::{Event, EventKind, PlayEnd};
use crate::rt::message::play_handle::{PlayHandle, PlaySelection};
use crate::rt::message::staging::Phase;
use crate::rt::state::outside_fork::OutsideFork;
use crate::rt::state::participant_state::{ParticipantState, PlaySubject};
use crate::rt::state::play_queue::PlayQueue;
use crate::rt::state::room_playback::{ALONE, ANNOUNCED, BEEPS, JOINED, LEFT, RoomPlayer};
use crate::rt::state::shared::Shared;
use crate::rt::state::slot::is_current;
use crate::rt::state::ticker::Ticker;

/// The ticking thread's access to the playback of rooms.
pub fn room_player<'a>(shared: &'a Shared, tick: u64, ticker: &'a mut Ticker) -> RoomPlayer<'a> {
    RoomPlayer {
        plays: &shared.plays,
        clock: shared.clock,
        shares: &shared.event_shares,
        events: &mut ticker.events,
        reports: &mut ticker.reports,
        tick,
    }
}

/// Applies one playback command.
pub fn apply_playback(outside: &mut OutsideFork<'_>, command: PlaybackCommand) {
    match command {
        PlaybackCommand::Say { slot, participant, user, play, interrupt } => {
            say(outside, slot, (participant, user), play, interrupt);
        }
        PlaybackCommand::SayStop { slot, number } => {
            stop_queue(outside, slot, PlaySelection::of(number), |participant| {
                &mut participant.playback.prompts
            });
        }
        PlaybackCommand::Announce { room, play, interrupt } => {
            with_room(outside, room, ANNOUNCED, Some(play), |player, queue, play| {
                if interrupt {
                    player.stop((room.index, room.id), queue, PlaySelection::All);
                }
                append(player, queue, play);
            });
        }
        PlaybackCommand::AnnounceStop { room, number } => {
            with_room(outside, room, ANNOUNCED, None, |player, queue, _| {
                player.stop((room.index, room.id), queue, PlaySelection::of(number));
            });
        }
        PlaybackCommand::Notice { slot, participant, user, play } => {
            announce(outside, slot, (participant, user), play);
        }
        PlaybackCommand::NoticeStop { slot, play } => {
            stop_queue(outside, slot, PlaySelection::Node(play), |participant| {
                &mut participant.playback.announcements
            });
        }
        PlaybackCommand::Beeps { room, play } => with_room(outside, room, BEEPS, Some(play), append),
        PlaybackCommand::BeepsStop { room, play } => {
            with_room(outside, room, BEEPS, None, |player, queue, _| {
                player.stop((room.index, room.id), queue, PlaySelection::Node(play));
            });
        }
        PlaybackCommand::Release { batch } => outside.state.released_batch = batch,
        PlaybackCommand::Alone { room, play } => {
            with_room(outside, room, ALONE, play, |player, queue, play| {
                player.stop((room.index, room.id), queue, PlaySelection::All);
                append(player, queue, play);
            });
        }
    }
}

/// Puts a play, if there is one, at the end of a queue.
fn append(player: &mut RoomPlayer<'_>, queue: &mut PlayQueue, play: Option<PlayHandle>) {
    if let Some(play) = play {
        player.plays.append(queue, play);
    }
}

/// Queues the announcement of a recording to a participant, in its room or in none; dropped if it was freed.
fn announce(outside: &mut OutsideFork<'_>, index: u32, (id, user): (ParticipantId, u64), play: PlayHandle) {
    let OutsideFork { shared, state, ticker, participants } = outside;
    let Some((slot, participant)) = participants.get(index) else { return };
    if !is_current(slot, id.generation()) {
        return ticker.reports.played(play);
    }
    let played_privately = participant.plays_privately();
    if participant.room == NONE {
        (participant.identity.participant, participant.identity.user) = (id, user);
    }
    participant.playback.begin_announcement(&slot.read_counts);
    shared.plays.append(&mut participant.playback.announcements, play);
    if participant.room == NONE && !played_privately {
        state.begin_private(index);
    }
    participant.note_playback();
}

/// Replaces a participant's hold music by a play, or by nothing.
pub fn play_on_hold(
    shared: &Shared,
    tick: u64,
    ticker: &mut Ticker,
    participant: &mut ParticipantState,
    play: Option<PlayHandle>,
) {
    let subject = PlaySubject::of(participant, tick);
    stop(shared, ticker, subject, &mut participant.playback.on_hold, PlaySelection::All);
    if let Some(play) = play {
        shared.plays.append(&mut participant.playback.on_hold, play);
    }
    participant.note_playback();
}

/// Queues a prompt to a participant, in its room or in none; dropped if it was freed.
fn say(
    outside: &mut OutsideFork<'_>,
    index: u32,
    (id, user): (ParticipantId, u64),
    play: PlayHandle,
    interrupt: bool,
) {
    let OutsideFork { shared, state, ticker, participants } = outside;
    let Some((slot, participant)) = participants.get(index) else { return };
    if !is_current(slot, id.generation()) {
        let event = Event {
            participant: id,
            user,
            value: shared.plays.number(&play) as i64,
            play_end: Some(PlayEnd::Dropped),
            ..Event::of(EventKind::PlayEnded, state.tick)
        };
        ticker.events.add(&shared.event_shares, NONE, Phase::Commands, event);
        return ticker.reports.played(play);
    }
    let played_privately = participant.plays_privately();
    if participant.room == NONE {
        participant.assign_to(id, user);
    }
    if interrupt {
        let subject = PlaySubject::of(participant, state.tick);
        stop(shared, ticker, subject, &mut participant.playback.prompts, PlaySelection::All);
    }
    shared.plays.append(&mut participant.playback.prompts, play);
    if participant.room == NONE && !played_privately {
        state.begin_private(index);
    }
    participant.note_playback();
}

/// Stops plays in a queue of the participant in a slot.
fn stop_queue(
    outside: &mut OutsideFork<'_>,
    index: u32,
    which: PlaySelection,
    queue: impl FnOnce(&mut ParticipantState) -> &mut PlayQueue,
) {
    let OutsideFork { shared, state, ticker, participants } = outside;
    let Some((_, participant)) = participants.get(index) else { return };
    let subject = PlaySubject::of(participant, state.tick);
    stop(shared, ticker, subject, queue(participant), which);
    participant.note_playback();
}

/// Stops plays in a queue of a participant.
fn stop(
    shared: &Shared,
    ticker: &mut Ticker,
    subject: PlaySubject,
    queue: &mut PlayQueue,
    which: PlaySelection,
) {
    let Ticker { events, reports, .. } = ticker;
    shared.plays.stop(queue, which, |play, number, end| {
        if number != 0 {
            events.add(&shared.event_shares, NONE, Phase::Commands, subject.ended(number, end));
        }
        reports.played(play);
    });
}

/// Calls `act` with a queue of a room and `play`, if that room is still open; else gives `play` back.
fn with_room(
    outside: &mut OutsideFork<'_>,
    to: RoomRef,
    queue_index: usize,
    play: Option<PlayHandle>,
    act: impl FnOnce(&mut RoomPlayer<'_>, &mut PlayQueue, Option<PlayHandle>),
) {
    let OutsideFork { shared, state, ticker, .. } = outside;
    let mut player = room_player(shared, state.tick, ticker);
    let room = state.room(to.index).filter(|(room, _)| room.is_active && room.id == to.id);
    if let Some((room, work)) = room
        && let Some(queue) = work.playback.queues.get_mut(queue_index)
    {
        act(&mut player, queue, play);
        room.has_playback = true;
    } else if let Some(play) = play {
        player.refuse(to.id, play);
    }
}

/// Before a join: ends the playback of the last join, if the tick has not seen its end.
pub fn before_join(outside: &mut OutsideFork<'_>, index: u32) {
    let OutsideFork { shared, ticker, participants, .. } = outside;
    let Some((_, participant)) = participants.get(index) else { return };
    if participant.room == NONE {
        return;
    }
    shared.plays.clear(&mut participant.playback.on_hold, |play, _, _| ticker.reports.played(play));
    participant.note_playback();
    let (room, play) = (participant.room, participant.playback.leave_sound.take());
    play_sound(outside, room, LEFT, play);
}

/// After a join: plays the join sound, keeps the leave sound, and ends playback in no room.
pub fn after_join(outside: &mut OutsideFork<'_>, join: &mut Join) {
    let Some((_, participant)) = outside.participants.get(join.slot) else { return };
    participant.playback.leave_sound = join.leave_sound.take();
    let room = participant.room;
    // Also if that playback was stopped in this tick: from now on the slot belongs to the room's job.
    outside.state.end_private(join.slot);
    play_sound(outside, room, JOINED, join.join_sound.take());
}

/// Plays a join or leave sound to a room.
fn play_sound(outside: &mut OutsideFork<'_>, index: u32, queue_index: usize, play: Option<PlayHandle>) {
    let Some(play) = play else { return };
    let OutsideFork { shared, state, ticker, .. } = outside;
    let mut player = room_player(shared, state.tick, ticker);
    let Some((room, work)) = state.room(index) else { return player.reports.played(play) };
    room.has_playback = true;
    player.begin(&mut work.playback, queue_index, play);
}
