//! Announcements to rooms, and prompts to single participants.

use mixminus::{Engine, SayOptions, Sound};

use super::callers::{ANNOUNCED, CallerPool, CallerState, Playing, SAID};
use crate::fail::Failure;

impl CallerPool {
    /// The number of announcements and prompts that play.
    pub fn playing(&self) -> u64 {
        let announced = self.rooms.iter().filter(|room| room.announced.is_some()).count();
        (announced + self.callers.iter().filter(|caller| caller.said.is_some()).count()) as u64
    }

    /// Advances a play by one tick. Returns the range of the prompt that plays in this tick, and true if the play ends.
    pub fn play(prompt: &[i16], playing: &mut Option<Playing>, frame: usize) -> (usize, usize, bool) {
        let Some(Playing { at }) = *playing else { return (0, 0, false) };
        let to = (at + frame).min(prompt.len());
        let ended = to == prompt.len();
        *playing = (!ended).then_some(Playing { at: to });
        (at, to, ended)
    }

    /// Plays an announcement to a random room, unless one plays there.
    pub(super) fn announce(&mut self, engine: &Engine) -> Result<(), Failure> {
        let rooms = (self.rooms.len() - self.plain_rooms) as u64;
        let room = self.plain_rooms + self.random.below(rooms) as usize;
        let room = &mut self.rooms[room];
        if room.present > 0 && room.announced.is_none() {
            engine.room_say(room.id, Sound::Prompt(self.prompt_ids[ANNOUNCED]), &SayOptions::default())?;
            room.announced = Some(Playing { at: 0 });
            self.commands += 1;
            self.done.plays += 1;
        }
        Ok(())
    }

    /// Plays a prompt to a random caller, unless one plays to it.
    pub(super) fn say(&mut self, engine: &Engine) -> Result<(), Failure> {
        let plain = self.plain_rooms * self.rooms[0].callers.len();
        let callers = (self.callers.len() - plain) as u64;
        let number = plain + self.random.below(callers) as usize;
        let caller = &mut self.callers[number];
        if caller.state == CallerState::Stays && caller.said.is_none() {
            engine.say(caller.participant, Sound::Prompt(self.prompt_ids[SAID]), &SayOptions::default())?;
            caller.said = Some(Playing { at: 0 });
            self.commands += 1;
            self.done.plays += 1;
        }
        Ok(())
    }
}
