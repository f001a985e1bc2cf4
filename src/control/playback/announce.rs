//! Announcements that a recording is made, and its beeps: started and stopped.
#![cfg_attr(not(feature = "recorder"), allow(dead_code))]

use super::announcements::{Announced, Notice, Notify, Recorded, Told, Whom};
use super::beeps::record_beeps;
use super::plays::{Cast, Target, Watch};
use super::prompts::JOIN_BEEP;
use crate::control::accounts::counted::Counted;
use crate::control::accounts::usage::{NOBODY, Owner};
use crate::control::config::Sound;
use crate::control::engine::inner::Inner;
use crate::control::engine::state::Control;
use crate::control::os::fallible::list;
use crate::error::{Result, Status};
use crate::handle::ParticipantId;
use crate::rt::message::command::{Command, PlaybackCommand};
use crate::rt::state::play::AGAIN;
use crate::rt::state::shared::Shared;
use std::sync::Arc;

/// How long, beyond its length, an announcement at the start of a recording is waited for, seconds. EventSubject has not heard it
/// then is recorded once it has.
const PATIENCE_S: u32 = 2;

impl Control {
    /// The rooms in which somebody may hear of a recording now, and the slots of those who are in none.
    fn whereabouts(&self, recorded: &Recorded) -> (Vec<u32>, Vec<u32>) {
        let (mut rooms, mut slots) = (Vec::new(), Vec::new());
        rooms.extend(recorded.rooms.iter().filter_map(|room| Some(self.rooms.get(*room).ok()?.0)));
        for person in &recorded.people {
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

    /// Whether a recording is one of what is said in the room of that index.
    fn is_recorded(&self, recorded: &Recorded, room: u32) -> bool {
        let is_in = |person: &ParticipantId| {
            self.sessions.find(*person).is_ok_and(|slot| self.sessions.at(slot).room == Some(room))
        };
        recorded.rooms.contains(&self.rooms.id(room)) || recorded.people.iter().any(is_in)
    }

    /// What is to be announced before those in `comers` go into a room, if there is one already: to them, that it is
    /// recorded; and to those who are there, that somebody who comes is. Each hears it once, but for those who `join` a
    /// recorded room from none: they are reminded.
    pub fn notices_of(&self, room: Option<u32>, comers: &[u32], join: bool) -> Vec<Notify> {
        let mut all = Vec::new();
        for notice in &self.notices.list {
            let recorded = &notice.recorded;
            let brings = comers.iter().any(|slot| recorded.people.contains(&self.sessions.id(*slot)));
            let is_there = room.is_some_and(|room| self.is_recorded(recorded, room));
            let mut whom: Vec<u32> = Vec::new();
            if brings || is_there {
                whom.extend(comers);
            }
            if let (true, Some(room)) = (brings, room) {
                whom.extend(&self.rooms.at(room).members);
            }
            let Notice { number, prompt, .. } = *notice;
            all.extend(whom.into_iter().filter_map(|slot| {
                let is_again = self.sessions.at(slot).notices.contains(&number);
                let is_due =
                    !is_again || (join && is_there && comers.contains(&slot) && !notice.plays_to(slot));
                is_due.then_some(Notify { slot, number, prompt, is_again })
            }));
        }
        all
    }

    /// Announces recordings to participants; there must be nodes and places in the queue for them.
    pub fn notify(&mut self, shared: &Shared, all: &[Notify]) -> Result<()> {
        for one in all {
            self.notify_one(shared, *one, 0)?;
        }
        Ok(())
    }

    /// Announces a recording to one participant; answers what tells its end.
    fn notify_one(&mut self, shared: &Shared, one: Notify, batch: u64) -> Result<Arc<Watch>> {
        let Notify { slot, number, prompt, is_again } = one;
        let owner = self.owner(slot);
        let watch = Arc::new(Watch::default());
        let (target, notice) = (Some(Target::Slot(slot)), if is_again { AGAIN } else { number });
        let cast =
            Cast { target, watch: Some(watch.clone()), notice, batch, ..Cast::sound(owner, prompt, 1) };
        let (node, _) = self.cast(shared, cast)?;
        let (participant, user) = (self.sessions.id(slot), self.sessions.at(slot).user);
        self.send(
            owner,
            Command::PlaybackCommand(PlaybackCommand::Notice { slot, participant, user, play: node }),
        )?;
        let Control { notices, sessions, .. } = self;
        let known = |number: &u64| notices.list.iter().any(|notice| notice.number == *number);
        let session = sessions.at_mut(slot);
        session.notices.retain(known);
        session.notices.push(number);
        if let Some(notice) = notices.list.iter_mut().find(|notice| notice.number == number) {
            notice.told.retain(|told| told.watch.ended().is_none());
            notice.told.push(Told { whom: Whom::Slot(slot), node, watch: watch.clone() });
        }
        Ok(watch)
    }

    /// No one is told any more who comes. Answers what still plays.
    fn forget_notice(&mut self, number: u64) -> Vec<Told> {
        let Some(at) = self.notices.list.iter().position(|notice| notice.number == number) else {
            return Vec::new();
        };
        let notice = self.notices.list.swap_remove(at);
        if let Some(gone) = self.prompts.give_up(notice.prompt) {
            self.rooms.accounts.dismiss_prompt(gone);
        }
        notice.told
    }
}

impl Inner {
    /// The number of a recording that is to be announced.
    pub fn new_notice(&self) -> u64 {
        let mut control = self.lock();
        control.notices.last_number += 1;
        control.notices.last_number
    }

    /// Announces the recording of that number to all who are recorded, at once, and from now on to those who come to them.
    /// `None`: without a sound. If it fails, nobody is told.
    pub fn announce(&self, sound: Sound, number: u64, recorded: &Recorded) -> Result<Option<Announced>> {
        let mut control = self.lock();
        let Some(prompt) = control.prompts.of_sound(sound, JOIN_BEEP)? else { return Ok(None) };
        let (rooms, mut slots) = control.whereabouts(recorded);
        for room in rooms {
            slots.extend(&control.rooms.at(room).members);
        }
        let mut owners: Vec<Owner> = slots.iter().map(|&slot| control.owner(slot)).collect();
        let accounts = &mut control.rooms.accounts;
        accounts.check_each(Counted::Plays, &owners)?;
        // The last command, which lets them all begin.
        let last = owners.first().copied().unwrap_or(NOBODY);
        owners.push(last);
        accounts.check_each(Counted::Commands, &owners)?;
        let (told, watches) = (list(slots.len())?, list(slots.len())?);
        let batch = if slots.len() > 1 { control.plays.new_batch() } else { 0 };
        let taken = control.prompts.take(prompt);
        let frames = taken.data().len().div_ceil(self.shared.geometry.frame) as u64;
        control.notices.list.push(Notice { number, prompt, recorded: recorded.clone(), told });
        let mut announced = Announced { number, watches, patience: 0 };
        for slot in slots {
            let one = Notify { slot, number, prompt, is_again: false };
            announced.watches.push(control.notify_one(&self.shared, one, batch)?);
        }
        if batch != 0 {
            control.send(last, Command::PlaybackCommand(PlaybackCommand::Release { batch }))?;
        }
        // Others may be announced before it.
        let others = control.notices.list.len() as u64;
        announced.patience = self.last_tick() + others * frames + self.config.ticks(PATIENCE_S);
        Ok(Some(announced))
    }

    /// The recording is over: who comes is told no more. Answers what still plays, which is to be silenced.
    pub fn end_announcement(&self, announced: &Announced) -> Vec<Told> {
        self.lock().forget_notice(announced.number)
    }

    /// Makes the beeps of an account's recording, each `period_s` seconds: a prompt of that account, refused as prompts are.
    pub fn make_beeps(&self, owner: Owner, period_s: u32) -> Result<u32> {
        let beeps = record_beeps(self.config.sample_rate, period_s)?;
        let bytes = size_of_val(beeps.as_slice()) as u64;
        let mut control = self.lock();
        control.rooms.accounts.take_prompt(owner, bytes)?;
        // There is a place for each that may be taken.
        Ok(control.prompts.add_beeps(owner, beeps).ok_or(Status::Internal)?)
    }

    /// They are given up as soon as no node points to them.
    pub fn drop_beeps(&self, prompt: u32) {
        let mut control = self.lock();
        if let Some(gone) = control.prompts.retire(prompt) {
            control.rooms.accounts.dismiss_prompt(gone);
        }
    }

    /// Beeps to the rooms of a recording, the first at the beginning of tick `begins`. Rooms for which there is no place now
    /// are left out.
    pub fn beep(&self, recorded: &Recorded, prompt: u32, begins: u64) -> Vec<Told> {
        let mut control = self.lock();
        let (rooms, _) = control.whereabouts(recorded);
        let owners: Vec<Owner> = rooms.iter().map(|&index| control.room_owner(index)).collect();
        let accounts = &mut control.rooms.accounts;
        if rooms.is_empty()
            || accounts.check_each(Counted::Commands, &owners).is_err()
            || accounts.check_each(Counted::Plays, &owners).is_err()
        {
            return Vec::new();
        }
        let mut told = Vec::new();
        for index in rooms {
            let (room, owner) = (control.rooms.id(index), control.room_owner(index));
            let watch = Arc::new(Watch::default());
            let cast = Cast { begins, watch: Some(watch.clone()), ..Cast::sound(owner, prompt, 0) };
            let Ok((node, _)) = control.cast(&self.shared, cast) else { continue };
            let beeps = PlaybackCommand::Beeps { room: control.room_ref(index), play: node };
            if control.send(owner, Command::PlaybackCommand(beeps)).is_ok() {
                told.push(Told { whom: Whom::Room(room), node, watch });
            }
        }
        told
    }

    /// Silences what still plays; answers what is to be tried again, since the queue was full.
    pub fn silence(&self, told: Vec<Told>) -> Vec<Told> {
        let mut control = self.lock();
        let mut left = Vec::new();
        for one in told {
            if one.watch.ended().is_some() {
                continue;
            }
            let (owner, stop) = match one.whom {
                Whom::Slot(slot) => {
                    (control.owner(slot), PlaybackCommand::NoticeStop { slot, play: one.node })
                }
                Whom::Room(room) => {
                    let Ok((index, _)) = control.rooms.get(room) else { continue };
                    let stop = PlaybackCommand::BeepsStop { room: control.room_ref(index), play: one.node };
                    (control.room_owner(index), stop)
                }
            };
            if control.send(owner, Command::PlaybackCommand(stop)).is_err() {
                left.push(one);
            }
        }
        left
    }
}
