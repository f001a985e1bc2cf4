//! The names of the participants, rooms, plays and signals that events identify by handles and numbers.

use std::collections::{HashMap, VecDeque};

use mixminus::{ParticipantId, PlayId, RoomId};
use serde_json::Value;

/// Which room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomName {
    /// Whose.
    pub account: String,
    /// In which environment.
    pub environment: String,
    /// Its id.
    pub id: String,
}

/// Names, noted as the calls return that make them.
#[derive(Debug, Default)]
pub struct Names {
    /// The participants', by their user values.
    participants: Vec<String>,
    rooms: HashMap<RoomId, RoomName>,
    signals: HashMap<u64, String>,
    sounds: HashMap<u64, String>,
    /// The texts of removals that no event has reported yet, in order.
    removals: HashMap<ParticipantId, VecDeque<String>>,
}

impl Names {
    /// Names of participants whose user values are places in `participants`.
    pub fn new(participants: Vec<String>) -> Names {
        Names { participants, ..Names::default() }
    }

    /// A participant has joined or moved to a room of that account, environment and id.
    pub fn note_room(&mut self, room: RoomId, [account, environment, id]: [&str; 3]) {
        let name = || RoomName { account: account.into(), environment: environment.into(), id: id.into() };
        self.rooms.entry(room).or_insert_with(name);
    }

    /// A signal was sent.
    pub fn note_signal(&mut self, number: u64, name: &str) {
        self.signals.insert(number, name.into());
    }

    /// A sound plays.
    pub fn note_play(&mut self, play: PlayId, sound: &str) {
        self.sounds.insert(play.0, sound.into());
    }

    /// A participant was removed: its `Left` event is still to come.
    pub fn note_removal(&mut self, who: ParticipantId, text: &str) {
        self.removals.entry(who).or_default().push_back(text.into());
    }

    /// The name of the participant with that user value.
    pub fn participant(&self, user: u64) -> Value {
        usize::try_from(user).ok().and_then(|user| self.participants.get(user)).map(String::as_str).into()
    }

    /// The room; its handle, as text, is its id if nothing is known of it.
    pub fn room(&self, room: RoomId) -> RoomName {
        let unknown =
            || RoomName { account: String::new(), environment: String::new(), id: format!("{:#x}", room.0) };
        self.rooms.get(&room).cloned().unwrap_or_else(unknown)
    }

    /// The name of a signal.
    pub fn signal(&self, number: i64) -> Value {
        self.signals.get(&(number as u64)).map(String::as_str).into()
    }

    /// What a play that has ended played, if that is known.
    pub fn take_sound(&mut self, play: i64) -> Option<String> {
        self.sounds.remove(&(play as u64))
    }

    /// The text of the removal that an event reports now.
    pub fn take_removal(&mut self, who: ParticipantId) -> Option<String> {
        self.removals.get_mut(&who)?.pop_front()
    }
}
