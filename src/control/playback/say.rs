//! Plays prompts to participants and rooms, and stops them.

use super::plays::{PlayId, PlayRequest, SayOptions, Target};
use super::prompts::JOIN_BEEP;
use crate::control::accounts::counted::Counted;
use crate::control::accounts::usage::Owner;
use crate::control::config::Sound;
use crate::control::engine::lifecycle::Engine;
use crate::control::engine::state::ControlState;
use crate::error::{Error, Result, Status};
use crate::handle::{ParticipantId, RoomId};
use crate::rt::message::command::{Command, PlaybackCommand};
use crate::rt::message::play_handle::PlayHandle;

/// The most rooms that one call plays to.
pub const MAX_ROOMS_PER_SAY: usize = 1024;

/// # Playback
impl Engine {
    /// Plays a sound to a participant, from the next tick on: on top of what it hears in its room, deaf or not, or
    /// alone while it is in no room. It goes on without a gap if the participant joins or leaves meanwhile. Up to 16
    /// plays are queued. The event `PlayEnded` reports the end.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, ParticipantConfig};
    /// use mixminus::{SayOptions, Sound};
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// let play = engine.say(call, Sound::Beep, &SayOptions { times: 3, ..SayOptions::default() })?;
    /// assert!(engine.is_playing(play));
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors, and then nothing has changed: `InvalidArgument` names the option, or `sound` for [`Sound::None`]; a
    /// handle status; `QueueFull` if 16 plays are queued, the account has `max_plays`, or the command queue is full.
    pub fn say(&self, participant: ParticipantId, sound: Sound, options: &SayOptions) -> Result<PlayId> {
        self.inner.check_ready()?;
        options.validate()?;
        self.inner.lock().say(self, participant, sound, options)
    }

    /// Stops everything that plays to a participant and everything that is queued for it, within 5 ms of the next tick.
    /// Does nothing if nothing plays.
    ///
    /// Errors: a handle status; `QueueFull`.
    pub fn say_stop(&self, participant: ParticipantId) -> Result<()> {
        self.inner.shared.check_alive()?;
        let mut control = self.inner.lock();
        let slot = control.sessions.find(participant)?;
        let owner = control.owner(slot);
        control.check(Counted::Commands, owner, 1)?;
        if control.plays.stop_all(Target::Slot(slot)) {
            control.send(owner, Command::Playback(PlaybackCommand::SayStop { slot, number: 0 }))?;
        }
        Ok(())
    }

    /// Returns true while a play is playing or queued.
    pub fn is_playing(&self, play: PlayId) -> bool {
        self.inner.lock().plays.is_on(play)
    }

    /// Stops one play, to a participant or to a room, within 5 ms of the next tick.
    ///
    /// Errors: `StaleHandle` if it has ended; `InvalidHandle` if there never was a play of that number; `QueueFull`.
    pub fn play_stop(&self, play: PlayId) -> Result<()> {
        self.inner.shared.check_alive()?;
        self.inner.lock().play_stop(play)
    }

    /// Plays a sound to all participants of a room who are not deaf, from the next tick on, as one more contribution to
    /// the mix. Up to 16 plays are queued.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
    /// use mixminus::{SayOptions, Sound};
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// # let room = engine.join(call, &JoinOptions::new(b"1337"))?;
    /// engine.room_say(room, Sound::Beep, &SayOptions::default())?;
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: as [`say`](Self::say).
    pub fn room_say(&self, room: RoomId, sound: Sound, options: &SayOptions) -> Result<PlayId> {
        let mut ids = self.rooms_say(&[room], sound, options)?;
        ids.pop().ok_or_else(|| Status::Internal.into())
    }

    /// Plays a sound to 1 … 1,024 rooms, each named once. It begins in one tick in all rooms that have nothing else
    /// queued. Returns the plays in the order of the rooms.
    ///
    /// Errors, and then nothing plays in any room: as [`say`](Self::say). The command queue must have room for one
    /// command per room and one more.
    pub fn rooms_say(&self, rooms: &[RoomId], sound: Sound, options: &SayOptions) -> Result<Vec<PlayId>> {
        self.inner.check_ready()?;
        options.validate()?;
        if !(1..=MAX_ROOMS_PER_SAY).contains(&rooms.len()) {
            return Err(Error::new(
                Status::InvalidArgument,
                format!("rooms: {}, must be 1 to {MAX_ROOMS_PER_SAY}", rooms.len()),
            ));
        }
        let mut control = self.inner.lock();
        let prompt = control.prompt(sound)?;
        let mut indices = Vec::with_capacity(rooms.len());
        let mut owners = Vec::with_capacity(rooms.len() + 1);
        for room in rooms {
            let (index, _) = control.rooms.get(*room)?;
            control.plays.check_queue(Target::Room(index), options.interrupt)?;
            indices.push(index);
            owners.push(control.room_owner(index));
        }
        let mut sorted = indices.clone();
        sorted.sort_unstable();
        if sorted.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(Error::new(Status::InvalidArgument, "rooms: a room is named twice"));
        }
        let accounts = &mut control.rooms.accounts;
        accounts.check_each(Counted::Plays, &owners)?;
        // The last command, which starts all of them.
        let last = owners[0];
        owners.push(last);
        accounts.check_each(Counted::Commands, &owners)?;
        let batch = if rooms.len() > 1 { control.plays.new_batch() } else { 0 };
        let mut ids = Vec::with_capacity(rooms.len());
        for index in indices {
            let owner = control.room_owner(index);
            let (play, id) =
                control.start_requested(self, owner, prompt, Target::Room(index), options, batch)?;
            let (room, interrupt) = (control.room_ref(index), options.interrupt);
            control.send(owner, Command::Playback(PlaybackCommand::Announce { room, play, interrupt }))?;
            ids.push(id);
        }
        if batch != 0 {
            control.send(last, Command::Playback(PlaybackCommand::Release { batch }))?;
        }
        Ok(ids)
    }

    /// Stops everything that plays to a room and everything that is queued for it, within 5 ms of the next tick. Does
    /// nothing if nothing plays.
    ///
    /// Errors: a handle status; `QueueFull`.
    pub fn room_say_stop(&self, room: RoomId) -> Result<()> {
        self.inner.shared.check_alive()?;
        let mut control = self.inner.lock();
        let (index, _) = control.rooms.get(room)?;
        let owner = control.room_owner(index);
        control.check(Counted::Commands, owner, 1)?;
        if control.plays.stop_all(Target::Room(index)) {
            let room = control.room_ref(index);
            control.send(owner, Command::Playback(PlaybackCommand::AnnounceStop { room, number: 0 }))?;
        }
        Ok(())
    }
}

impl ControlState {
    /// Plays to a participant; the options were checked.
    pub(crate) fn say(
        &mut self,
        engine: &Engine,
        participant: ParticipantId,
        sound: Sound,
        options: &SayOptions,
    ) -> Result<PlayId> {
        let slot = self.sessions.find(participant)?;
        let prompt = self.prompt(sound)?;
        let target = Target::Slot(slot);
        self.plays.check_queue(target, options.interrupt)?;
        let owner = self.owner(slot);
        self.check(Counted::Commands, owner, 1)?;
        self.check(Counted::Plays, owner, 1)?;
        let (play, id) = self.start_requested(engine, owner, prompt, target, options, 0)?;
        let (user, interrupt) = (self.sessions.at(slot).user, options.interrupt);
        self.send(
            owner,
            Command::Playback(PlaybackCommand::Say { slot, participant, user, play, interrupt }),
        )?;
        Ok(id)
    }

    /// Stops one play.
    pub(crate) fn play_stop(&mut self, play: PlayId) -> Result<()> {
        let (target, owner) = self.plays.find(play)?;
        self.check(Counted::Commands, owner, 1)?;
        self.plays.stop(play);
        let number = play.0;
        let command = match target {
            Target::Slot(slot) => PlaybackCommand::SayStop { slot, number },
            Target::Room(index) => PlaybackCommand::AnnounceStop { room: self.room_ref(index), number },
        };
        self.send(owner, Command::Playback(command))
    }

    /// The index of the prompt of a sound; an error for no sound.
    fn prompt(&self, sound: Sound) -> Result<u32> {
        let none = || Error::new(Status::InvalidArgument, "sound: must not be none");
        self.prompts.of_sound(sound, JOIN_BEEP)?.ok_or_else(none)
    }

    /// A node for a play that the host has started.
    fn start_requested(
        &mut self,
        engine: &Engine,
        owner: Owner,
        prompt: u32,
        target: Target,
        options: &SayOptions,
        batch: u64,
    ) -> Result<(PlayHandle, PlayId)> {
        if options.interrupt {
            self.plays.stop_all(target);
        }
        let SayOptions { times, gain, .. } = *options;
        let request =
            PlayRequest { gain, target: Some(target), batch, ..PlayRequest::sound(owner, prompt, times) };
        self.start_play(&engine.inner.shared, request)
    }
}
