//! Sounds that the engine plays by itself: of joins and leaves, on hold, alone in a room.

use super::announcements::AnnouncementRequest;
use super::prompts::{JOIN_BEEP, LEAVE_BEEP};
use crate::control::accounts::counted::Counted;
use crate::control::accounts::usage::Owner;
use crate::control::config::Sound;
use crate::control::engine::lifecycle::Engine;
use crate::control::engine::state::ControlState;
use crate::control::rooms::table::RoomKey;
use crate::error::{Result, Status};
use crate::handle::{ParticipantId, RoomId};
use crate::rt::message::command::{Command, PlaybackCommand, RoomRef};
use crate::rt::state::shared::Shared;

/// The sounds of a join or a move.
#[derive(Clone, Debug)]
pub struct EntrySounds {
    /// The prompt that plays as it joins.
    pub joined: Option<u32>,
    /// The prompt that plays as it leaves.
    pub left: Option<u32>,
    /// The sound for a participant alone, if the room is made now.
    pub alone: Option<u32>,
    /// Announcements of recordings.
    pub announcements: Vec<AnnouncementRequest>,
}

impl EntrySounds {
    /// The sounds for participants that enter the room of `key`. `join`: they come from no room. An error if not
    /// all can play.
    pub fn new(
        control: &ControlState,
        owner: Owner,
        key: &RoomKey,
        (arriving, join): (&[u32], bool),
        [joined, left]: [Sound; 2],
    ) -> Result<EntrySounds> {
        let room = control.rooms.find(key);
        let makes = room.is_none();
        let entry = EntrySounds {
            joined: control.prompts.of_sound(joined, JOIN_BEEP)?,
            left: control.prompts.of_sound(left, LEAVE_BEEP)?,
            // A prompt that was freed after the template was set does not play.
            alone: control
                .prompts
                .of_sound(if makes { control.rooms.alone_loop(key) } else { Sound::None }, JOIN_BEEP)
                .unwrap_or_default(),
            announcements: control.announcements_for(room, arriving, join),
        };
        let announcements = entry.announcements.len();
        control.check(Counted::Commands, owner, 1 + usize::from(entry.alone.is_some()) + announcements)?;
        let sounds = [entry.joined, entry.left, entry.alone];
        control.check(Counted::Plays, owner, sounds.iter().flatten().count() + announcements)?;
        Ok(entry)
    }
}

impl Engine {
    /// Puts a participant on hold, from the next tick on, or takes it off hold. On hold it is not heard, whatever its
    /// mute setting, and hears only `sound`, in a loop, and what is said to it. Mute and deaf can be changed meanwhile
    /// and apply again afterwards. A `Changed` event with [`STATE_HELD`](crate::STATE_HELD) reports it.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
    /// use mixminus::Sound;
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// # engine.join(call, &JoinOptions::new(b"1337"))?;
    /// engine.set_hold(call, true, Sound::Beep)?;
    /// engine.set_hold(call, false, Sound::None)?;
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: `NotInRoom`; a handle status, of the prompt too; `QueueFull` of plays.
    pub fn set_hold(&self, participant: ParticipantId, hold: bool, sound: Sound) -> Result<()> {
        self.inner.shared.check_alive()?;
        let mut control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        control.sessions.at(slot).room.ok_or(Status::NotInRoom)?;
        let prompt = control.prompts.of_sound(if hold { sound } else { Sound::None }, JOIN_BEEP)?;
        control.set_hold_sound(&self.inner.shared, slot, prompt)?;
        let session = control.sessions.at_mut(slot);
        session.settings.hold = hold;
        let settings = session.settings;
        self.inner.shared.change(slot, settings);
        Ok(())
    }

    /// Sets the sound that plays in a loop to a participant that is alone in the room, until another joins. It replaces
    /// what the template or an earlier call has set.
    ///
    /// Errors: a handle status, of the prompt too; `QueueFull` of plays or of commands.
    pub fn room_set_alone_loop(&self, room: RoomId, sound: Sound) -> Result<()> {
        self.inner.shared.check_alive()?;
        let mut control = self.inner.lock();
        let (index, _) = control.rooms.get(room)?;
        let prompt = control.prompts.of_sound(sound, JOIN_BEEP)?;
        let owner = control.room_owner(index);
        control.check(Counted::Commands, owner, 1)?;
        let play = control.start_sound(&self.inner.shared, owner, prompt, 0)?;
        let room = control.room_ref(index);
        control.send(owner, Command::Playback(PlaybackCommand::Alone { room, play }))
    }
}

impl ControlState {
    /// Sets the hold sound of the participant in a slot, from the next tick on. It takes no command: a sound that
    /// no tick has taken gives its node to the new one.
    fn set_hold_sound(&mut self, shared: &Shared, slot: u32, prompt: Option<u32>) -> Result<()> {
        let settings = &shared.slots[slot as usize].settings;
        let join = self.sessions.at(slot).join;
        let Some(prompt) = prompt else {
            let replaced = settings.hold_sound(join, None);
            self.take_back_unheard(shared, replaced);
            return Ok(());
        };
        let play = match settings.withdraw_hold_sound() {
            Some(mut play) => {
                self.replace_prompt(shared, &mut play, prompt);
                Some(play)
            }
            None => self.start_sound(shared, self.owner(slot), Some(prompt), 0)?,
        };
        let replaced = settings.hold_sound(join, play);
        self.take_back_unheard(shared, replaced);
        Ok(())
    }

    /// Sends the sound for a participant alone in a room that was just made.
    pub(crate) fn send_alone(
        &mut self,
        shared: &Shared,
        owner: Owner,
        room: RoomRef,
        prompt: Option<u32>,
    ) -> Result<()> {
        if prompt.is_none() {
            return Ok(());
        }
        let play = self.start_sound(shared, owner, prompt, 0)?;
        self.send(owner, Command::Playback(PlaybackCommand::Alone { room, play }))
    }
}
