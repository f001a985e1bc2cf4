//! That one is recorded: announcements to rooms, and to those who join them later; beeps.
#![cfg_attr(not(feature = "recorder"), allow(dead_code))]

use super::inner::Inner;
use super::plays::{Cast, Target, Watch};
use super::prompts::{JOIN_BEEP, Sound};
use super::state::Control;
use crate::error::Result;
use crate::handle::{ParticipantId, RoomId};
use crate::rt::command::{Command, Cue};
use crate::rt::shared::Shared;
use std::sync::Arc;

/// Who is recorded.
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    /// Rooms.
    pub rooms: Vec<RoomId>,
    /// Participants, and so the rooms in which they are.
    pub people: Vec<ParticipantId>,
}

/// One recording that is announced to those who join.
#[derive(Debug)]
struct Notice {
    number: u64,
    prompt: u32,
    recorded: Recorded,
}

/// All of them.
#[derive(Debug, Default)]
pub struct Notices {
    list: Vec<Notice>,
    last_number: u64,
}

/// A node that tells a room of a recording.
#[derive(Debug)]
pub struct Told {
    room: RoomId,
    node: u32,
    beeps: bool,
    watch: Arc<Watch>,
}

/// An announcement that has begun.
#[derive(Debug, Default)]
pub struct Announced {
    number: u64,
    /// Whose ends it waits for.
    pub watches: Vec<Arc<Watch>>,
    /// What plays to rooms.
    pub told: Vec<Told>,
}

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

    /// The prompts that one is to hear who goes into a room from another, or from none.
    pub fn notices_of(&self, room: u32, from: Option<u32>) -> Vec<u32> {
        let is_new = |notice: &&Notice| {
            self.is_recorded(&notice.recorded, room)
                && from.is_none_or(|from| !self.is_recorded(&notice.recorded, from))
        };
        self.notices.list.iter().filter(is_new).map(|notice| notice.prompt).collect()
    }

    /// Plays prompts to one who has just gone into a room; there must be nodes and places in the queue for them.
    pub fn tell_notices(&mut self, shared: &Shared, slot: u32, prompts: &[u32]) -> Result<()> {
        for &prompt in prompts {
            self.tell_one(shared, slot, prompt, None)?;
        }
        Ok(())
    }

    fn tell_one(&mut self, shared: &Shared, slot: u32, prompt: u32, watch: Option<Arc<Watch>>) -> Result<()> {
        let cast = Cast { target: Some(Target::Slot(slot)), watch, ..Cast::sound(prompt, 1) };
        let (play, _) = self.cast(shared, cast)?;
        let (participant, user) = (self.sessions.id(slot), self.sessions.at(slot).user);
        self.send(Command::Cue(Cue::Say { slot, participant, user, play, interrupt: false }))
    }

    /// Plays a prompt to a room.
    fn tell_room(&mut self, shared: &Shared, room: RoomId, cast: Cast, beeps: bool) -> Result<Told> {
        let index = self.rooms.get(room)?.0;
        let watch = Arc::new(Watch::default());
        let (node, _) = self.cast(shared, Cast { watch: Some(watch.clone()), ..cast })?;
        let notice = Cue::Notice { room: self.room_ref(index), play: node, beeps };
        self.send(Command::Cue(notice))?;
        Ok(Told { room, node, beeps, watch })
    }

    /// No one is told any more who joins.
    fn forget_notice(&mut self, number: u64) {
        let Some(at) = self.notices.list.iter().position(|notice| notice.number == number) else { return };
        let notice = self.notices.list.swap_remove(at);
        if let Some((account, bytes)) = self.prompts.give_up(notice.prompt) {
            self.rooms.accounts.dismiss_prompt(&account, bytes);
        }
    }
}

impl Inner {
    /// Announces a recording to all who are recorded, at once, and from now on to those who join them. `None`: without
    /// a sound. If it fails, nobody is told.
    pub fn announce(&self, sound: Sound, recorded: &Recorded) -> Result<Option<Announced>> {
        let mut control = self.lock();
        let Some(prompt) = control.prompts.of_sound(sound, JOIN_BEEP)? else { return Ok(None) };
        let (rooms, slots) = control.whereabouts(recorded);
        control.check_queue_for(rooms.len() + slots.len() + 1)?;
        control.plays.check_free(rooms.len() + slots.len())?;
        let batch = if rooms.len() > 1 { control.plays.new_batch() } else { 0 };
        let mut announced = Announced::default();
        for index in rooms {
            let cast = Cast { batch, ..Cast::sound(prompt, 1) };
            let room = control.rooms.id(index);
            let told = control.tell_room(&self.shared, room, cast, false)?;
            announced.watches.push(told.watch.clone());
            announced.told.push(told);
        }
        for slot in slots {
            let watch = Arc::new(Watch::default());
            announced.watches.push(watch.clone());
            control.tell_one(&self.shared, slot, prompt, Some(watch))?;
        }
        if batch != 0 {
            control.send(Command::Cue(Cue::Release { batch }))?;
        }
        control.prompts.take(prompt);
        control.notices.last_number += 1;
        let number = control.notices.last_number;
        control.notices.list.push(Notice { number, prompt, recorded: recorded.clone() });
        announced.number = number;
        Ok(Some(announced))
    }

    /// The recording is over: who joins is told no more. Answers what still plays, which is to be silenced.
    pub fn end_announcement(&self, announced: Announced) -> Vec<Told> {
        self.lock().forget_notice(announced.number);
        announced.told
    }

    /// Beeps to the rooms of a recording, each `period_s` seconds, the first at the beginning of tick `begins`. Rooms for
    /// which there is no place now are left out.
    pub fn beep(&self, recorded: &Recorded, period_s: u32, begins: u64) -> Vec<Told> {
        let mut control = self.lock();
        let (rooms, _) = control.whereabouts(recorded);
        if rooms.is_empty()
            || control.check_queue_for(rooms.len()).is_err()
            || control.plays.check_free(rooms.len()).is_err()
        {
            return Vec::new();
        }
        let Some(prompt) = control.prompts.add_beeps(self.config.sample_rate, period_s) else {
            return Vec::new();
        };
        let mut told = Vec::new();
        for index in rooms {
            let room = control.rooms.id(index);
            told.extend(control.tell_room(
                &self.shared,
                room,
                Cast { begins, ..Cast::sound(prompt, 0) },
                true,
            ));
        }
        control.prompts.let_go(prompt);
        told
    }

    /// Silences what still plays; answers what is to be tried again, since the queue was full.
    pub fn silence(&self, told: Vec<Told>) -> Vec<Told> {
        let mut control = self.lock();
        let mut left = Vec::new();
        for one in told {
            let Ok((index, _)) = control.rooms.get(one.room) else { continue };
            if one.watch.ended().is_some() {
                continue;
            }
            let stop = Cue::NoticeStop { room: control.room_ref(index), play: one.node, beeps: one.beeps };
            if control.send(Command::Cue(stop)).is_err() {
                left.push(one);
            }
        }
        left
    }
}
