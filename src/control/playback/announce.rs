//! Starts and stops the announcements and the beeps of recordings.
#![cfg_attr(not(feature = "recorder"), allow(dead_code))]

use super::announcements::{
    Announcement, AnnouncementRequest, Listener, RecordedTargets, RecordingSound, StartAnnouncement,
};
use super::beeps::record_beeps;
use super::plays::{PlayEndTick, PlayRequest, Target};
use super::prompts::{JOIN_BEEP, bytes};
use super::stored::plain;
use crate::control::accounts::counted::Counted;
use crate::control::accounts::usage::{NO_OWNER, Owner};
use crate::control::config::Sound;
use crate::control::engine::inner::Inner;
use crate::control::engine::state::ControlState;
use crate::control::os::fallible::{collected, list};
use crate::error::{Result, Status};
use crate::handle::ParticipantId;
use crate::rt::message::command::{Command, PlaybackCommand};
use crate::rt::state::play_node::REPEATED_ANNOUNCEMENT;
use crate::rt::state::shared::Shared;
use crate::units::SampleRate;
use std::sync::Arc;

/// How long, beyond its length, the start of a recording waits for its announcement, seconds. A participant that
/// has not heard it by then is recorded once it has.
const EXTRA_WAIT_S: u32 = 2;

impl ControlState {
    /// The rooms in which a recording must be announced now, and the slots of recorded participants in no room.
    fn rooms_and_slots(&self, recorded: &RecordedTargets) -> (Vec<u32>, Vec<u32>) {
        let (mut rooms, mut slots) = (Vec::new(), Vec::new());
        rooms.extend(recorded.rooms.iter().filter_map(|room| Some(self.rooms.get(*room).ok()?.0)));
        for person in &recorded.participants {
            let Ok(slot) = self.sessions.find(*person) else { continue };
            match self.sessions.at(slot).room {
                Some(room) => rooms.push(room),
                None => slots.push(slot),
            }
        }
        for list in [&mut rooms, &mut slots] {
            list.sort_unstable();
            list.dedup();
        }
        (rooms, slots)
    }

    /// Returns true if a recording records the room of that index or one of its members.
    fn is_recorded(&self, recorded: &RecordedTargets, room: u32) -> bool {
        let is_in = |person: &ParticipantId| {
            self.sessions.find(*person).is_ok_and(|slot| self.sessions.at(slot).room == Some(room))
        };
        recorded.rooms.contains(&self.rooms.id(room)) || recorded.participants.iter().any(is_in)
    }

    /// The announcements to make before the participants in `arriving` enter a room, which may not exist yet: to
    /// them, if the room is recorded, and to its members, if an arriving participant is. Each participant hears an
    /// announcement once. `join`: they come from no room, and hear it again.
    pub fn announcements_for(
        &self,
        room: Option<u32>,
        arriving: &[u32],
        join: bool,
    ) -> Vec<AnnouncementRequest> {
        let mut all = Vec::new();
        for announcement in &self.announcements.list {
            let recorded = &announcement.recorded;
            let brings = arriving.iter().any(|slot| recorded.participants.contains(&self.sessions.id(*slot)));
            let is_there = room.is_some_and(|room| self.is_recorded(recorded, room));
            let mut listener: Vec<u32> = Vec::new();
            if brings || is_there {
                listener.extend(arriving);
            }
            if let (true, Some(room)) = (brings, room) {
                listener.extend(&self.rooms.at(room).members);
            }
            let Announcement { number, prompt, .. } = *announcement;
            all.extend(listener.into_iter().filter_map(|slot| {
                let is_repeat = self.sessions.at(slot).announcements.contains(&number);
                let is_wanted = !is_repeat
                    || (join && is_there && arriving.contains(&slot) && !announcement.plays_to(slot));
                is_wanted.then_some(AnnouncementRequest { slot, number, prompt, is_repeat })
            }));
        }
        all
    }

    /// Announces recordings to participants. The caller has checked that there are nodes, and space in the command
    /// queue.
    pub fn send_announcements(&mut self, shared: &Shared, all: &[AnnouncementRequest]) -> Result<()> {
        for one in all {
            self.send_announcement(shared, *one, 0)?;
        }
        Ok(())
    }

    /// Announces a recording to one participant. Returns the tick of its end, to come.
    fn send_announcement(
        &mut self,
        shared: &Shared,
        one: AnnouncementRequest,
        batch: u64,
    ) -> Result<Arc<PlayEndTick>> {
        let AnnouncementRequest { slot, number, prompt, is_repeat } = one;
        let owner = self.owner(slot);
        let end_tick = Arc::new(PlayEndTick::default());
        let (target, notice) =
            (Some(Target::Slot(slot)), if is_repeat { REPEATED_ANNOUNCEMENT } else { number });
        let request = PlayRequest {
            target,
            end_tick: Some(end_tick.clone()),
            notice,
            batch,
            ..PlayRequest::sound(owner, prompt, 1)
        };
        let (play, _) = self.start_play(shared, request)?;
        let node = play.index();
        let (participant, user) = (self.sessions.id(slot), self.sessions.at(slot).user);
        self.send(owner, Command::Playback(PlaybackCommand::Notice { slot, participant, user, play }))?;
        let ControlState { announcements, sessions, .. } = self;
        let known =
            |number: &u64| announcements.list.iter().any(|announcement| announcement.number == *number);
        let session = sessions.at_mut(slot);
        session.announcements.retain(known);
        session.announcements.push(number);
        if let Some(announcement) =
            announcements.list.iter_mut().find(|announcement| announcement.number == number)
        {
            announcement.sounds.retain(|sound| sound.end_tick.ended().is_none());
            announcement.sounds.push(RecordingSound {
                listener: Listener::Slot(slot),
                node,
                end_tick: end_tick.clone(),
            });
        }
        Ok(end_tick)
    }

    /// Announces the recording to nobody else. Returns the announcements that still play.
    fn forget_announcement(&mut self, number: u64) -> Vec<RecordingSound> {
        let Some(at) = self.announcements.list.iter().position(|announcement| announcement.number == number)
        else {
            return Vec::new();
        };
        let announcement = self.announcements.list.swap_remove(at);
        if let Some(gone) = self.prompts.give_up(announcement.prompt) {
            self.rooms.accounts.release_prompt(gone);
        }
        announcement.sounds
    }
}

impl Inner {
    /// A number for a new announcement.
    pub fn new_announcement(&self) -> u64 {
        let mut control = self.lock();
        control.announcements.last_number += 1;
        control.announcements.last_number
    }

    /// Announces a recording to all recorded participants at once, and from now on to participants who join them.
    /// Returns `None` for no sound. On an error nothing is announced.
    pub fn announce(
        &self,
        sound: Sound,
        number: u64,
        recorded: &RecordedTargets,
    ) -> Result<Option<StartAnnouncement>> {
        let mut control = self.lock();
        let Some(prompt) = control.prompts.of_sound(sound, JOIN_BEEP)? else { return Ok(None) };
        let (rooms, mut slots) = control.rooms_and_slots(recorded);
        for room in rooms {
            slots.extend(&control.rooms.at(room).members);
        }
        let mut owners: Vec<Owner> = slots.iter().map(|&slot| control.owner(slot)).collect();
        let accounts = &mut control.rooms.accounts;
        accounts.check_each(Counted::Plays, &owners)?;
        // The last command, which starts all of them.
        let last = owners.first().copied().unwrap_or(NO_OWNER);
        owners.push(last);
        accounts.check_each(Counted::Commands, &owners)?;
        let (sounds, end_ticks) = (list(slots.len())?, list(slots.len())?);
        let batch = if slots.len() > 1 { control.plays.new_batch() } else { 0 };
        let taken = control.prompts.take(prompt);
        let samples = taken.first().map_or(0, |sound| sound.data().len());
        let frames = samples.div_ceil(self.shared.own_format().frame) as u64;
        control.announcements.list.push(Announcement { number, prompt, recorded: recorded.clone(), sounds });
        let mut announced = StartAnnouncement { number, end_ticks, deadline: 0 };
        for slot in slots {
            let one = AnnouncementRequest { slot, number, prompt, is_repeat: false };
            announced.end_ticks.push(control.send_announcement(&self.shared, one, batch)?);
        }
        if batch != 0 {
            control.send(last, Command::Playback(PlaybackCommand::Release { batch }))?;
        }
        // Other announcements may be queued before it.
        let others = control.announcements.list.len() as u64;
        announced.deadline = self.last_tick() + others * frames + self.config.ticks(EXTRA_WAIT_S);
        Ok(Some(announced))
    }

    /// Ends the announcement of a recording: participants who join no longer hear it. Returns the announcements
    /// that still play, to be silenced.
    pub fn end_announcement(&self, announced: &StartAnnouncement) -> Vec<RecordingSound> {
        self.lock().forget_announcement(announced.number)
    }

    /// Makes the beeps of an account's recording, one every `period_s` seconds. They are a prompt of the account,
    /// and refused as one.
    pub fn make_beeps(&self, owner: Owner, period_s: u32) -> Result<u32> {
        let rates: Vec<SampleRate> = self.config.sample_rates().collect();
        let beeps = collected(rates.len(), |at| Ok(plain(record_beeps(rates[at], period_s)?)))?;
        let bytes = bytes(&beeps);
        let mut control = self.lock();
        control.rooms.accounts.take_prompt(owner, bytes)?;
        // There is an entry for each prompt that the shares allow.
        Ok(control.prompts.add_beeps(owner, beeps).ok_or(Status::Internal)?)
    }

    /// Drops beeps, once no node plays them.
    pub fn drop_beeps(&self, prompt: u32) {
        let mut control = self.lock();
        if let Some(gone) = control.prompts.retire(prompt) {
            control.rooms.accounts.release_prompt(gone);
        }
    }

    /// Plays beeps to the rooms of a recording, the first at the beginning of tick `begins`. Rooms for which there
    /// is no node or command are left out.
    pub fn beep(&self, recorded: &RecordedTargets, prompt: u32, begins: u64) -> Vec<RecordingSound> {
        let mut control = self.lock();
        let (rooms, _) = control.rooms_and_slots(recorded);
        let owners: Vec<Owner> = rooms.iter().map(|&index| control.room_owner(index)).collect();
        let accounts = &mut control.rooms.accounts;
        if rooms.is_empty()
            || accounts.check_each(Counted::Commands, &owners).is_err()
            || accounts.check_each(Counted::Plays, &owners).is_err()
        {
            return Vec::new();
        }
        let mut sounds = Vec::new();
        for index in rooms {
            let (room, owner) = (control.rooms.id(index), control.room_owner(index));
            let end_tick = Arc::new(PlayEndTick::default());
            let request = PlayRequest {
                begins,
                end_tick: Some(end_tick.clone()),
                ..PlayRequest::sound(owner, prompt, 0)
            };
            let Ok((play, _)) = control.start_play(&self.shared, request) else { continue };
            let node = play.index();
            let beeps = PlaybackCommand::Beeps { room: control.room_ref(index), play };
            if control.send(owner, Command::Playback(beeps)).is_ok() {
                sounds.push(RecordingSound { listener: Listener::Room(room), node, end_tick });
            }
        }
        sounds
    }

    /// Stops sounds that still play. Returns those for which the command queue was full, to be tried again.
    pub fn silence(&self, sounds: Vec<RecordingSound>) -> Vec<RecordingSound> {
        let mut control = self.lock();
        let mut left = Vec::new();
        for one in sounds {
            if one.end_tick.ended().is_some() {
                continue;
            }
            let (owner, stop) = match one.listener {
                Listener::Slot(slot) => {
                    (control.owner(slot), PlaybackCommand::NoticeStop { slot, play: one.node })
                }
                Listener::Room(room) => {
                    let Ok((index, _)) = control.rooms.get(room) else { continue };
                    let stop = PlaybackCommand::BeepsStop { room: control.room_ref(index), play: one.node };
                    (control.room_owner(index), stop)
                }
            };
            if control.send(owner, Command::Playback(stop)).is_err() {
                left.push(one);
            }
        }
        left
    }
}
