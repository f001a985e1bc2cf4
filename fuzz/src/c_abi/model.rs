//! The plain model of one engine: who is in which room, as control calls have left it, and what must go wrong.
//!
//! Written from the header's words. Nothing is ever removed from its lists, so indices are names.

use super::ear::Ear;
use super::voice::Voice;
use crate::abi;
use std::collections::{BTreeMap, VecDeque};

/// In `sequence` of an event that the model expects: it is what a command did, and comes before what rooms did.
pub const COMMAND: u64 = 1;

/// Of account, environment and conference id: numbers in [`super::names`].
pub type Key = (usize, usize, usize);

/// What the engine was configured with.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Samples a second.
    pub hz: usize,
    /// Milliseconds a frame.
    pub frame_ms: usize,
    /// Participants at once.
    pub participants: usize,
    /// Rooms at once.
    pub rooms: usize,
    /// Participants a room.
    pub capacity: usize,
    /// The default of a join.
    pub prefill_ms: u32,
    /// The largest cap of a join.
    pub max_cap_ms: u32,
    /// What one write is sure to take.
    pub max_write_ms: usize,
    /// Commands that may wait.
    pub commands: usize,
    /// Rooms and participants of an account; 0: any number.
    pub quota: (usize, usize),
}

impl Limits {
    /// Samples a frame.
    pub fn frame(&self) -> usize {
        self.samples(self.frame_ms)
    }

    /// Whole samples in so many milliseconds.
    pub fn samples(&self, ms: usize) -> usize {
        self.hz * ms / 1000
    }

    /// Ticks over which the levels of rings are watched: 2 s.
    pub fn window(&self) -> u64 {
        2000 / self.frame_ms as u64
    }
}

/// How a participant is heard and hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Kept from the mix.
    pub mute: bool,
    /// Hears nothing.
    pub deaf: bool,
    /// On what it says.
    pub gain_mdb: i32,
    /// DTMF in its audio is reported.
    pub detect: bool,
    /// The others hear them.
    pub play: bool,
    /// Those that are injected are made audible.
    pub sound: bool,
}

impl Settings {
    /// Of one who is in no room.
    pub const NONE: Settings =
        Settings { mute: false, deaf: false, gain_mdb: 0, detect: false, play: true, sound: false };

    /// Flags of `state` in events, without TALKING.
    pub fn state(&self) -> u32 {
        let flag = |on, bit| if on { bit } else { 0 };
        flag(self.mute, abi::MUTED)
            | flag(self.deaf, abi::DEAF)
            | flag(self.detect, abi::DTMF_DETECTED)
            | flag(!self.play, abi::DTMF_SUPPRESSED)
            | flag(self.sound, abi::DTMF_GENERATED)
    }
}

/// One stay in the conference of a participant, through all its moves.
#[derive(Clone, Copy, Debug)]
pub struct Join {
    /// Why it ended; 0: it has not.
    pub ended: u32,
    /// Samples of reserve.
    pub prefill: usize,
    /// Samples of reserve beyond which the oldest is cut; what one write brings beyond a frame counts beside it.
    pub cap: usize,
    /// Milliseconds of the same.
    pub cap_ms: usize,
    /// Not all that it says comes out as it came in: it is delayed, tones are taken out of it or added to it.
    pub altered: bool,
}

/// Where the last tick has left a participant.
#[derive(Clone, Copy, Debug)]
pub struct Seat {
    /// In which room.
    pub room: usize,
    /// By which join.
    pub join: usize,
    /// As the tick knows them.
    pub settings: Settings,
}

/// A participant.
#[derive(Debug)]
pub struct Session {
    /// Its handle.
    pub handle: u64,
    /// Whose call it is.
    pub account: usize,
    /// In which environment.
    pub environment: usize,
    /// The host's value.
    pub user: u64,
    /// Not freed yet.
    pub live: bool,
    /// The room it is in.
    pub room: Option<usize>,
    /// As control calls have set them.
    pub settings: Settings,
    /// Why its last join ended.
    pub last_end: u32,
    /// All its joins.
    pub joins: Vec<Join>,
    /// Where the last tick has left it.
    pub seat: Option<Seat>,
    /// What it says.
    pub voice: Voice,
    /// What it hears.
    pub ear: Ear,
    /// Digits that wait to be sent to it, as far as control calls know: those of its present join.
    pub digits: u64,
    /// The key that was injected and has not been let go: which, in which of its joins (0: in none), and until which tick.
    pub held: Option<(u8, usize, u64)>,
    /// Marks that were made: their values count on from -2.
    pub marks: usize,
}

/// A room, from its first join to its last leave.
#[derive(Debug)]
pub struct Room {
    /// Its handle.
    pub handle: u64,
    /// Its key.
    pub key: Key,
    /// How many it holds.
    pub capacity: usize,
    /// Who is in it, in the order of their coming; nobody: it has ended.
    pub members: Vec<usize>,
    /// Who is in it as the last tick has left it.
    pub seats: Vec<usize>,
    /// Ticks have opened it and not ended it.
    pub open: bool,
    /// Someone went elsewhere in this tick and fades out.
    pub parted: bool,
}

/// What waits for the tick.
#[derive(Clone, Copy, Debug)]
pub enum Command {
    /// A participant joins a room.
    Join(usize, Seat),
    /// A participant goes to another room, unless its join has ended.
    Move(usize, Seat),
    /// A key of it is pressed or let go, unless its join has ended: what comes of it is not predicted.
    Key(usize),
    /// So many digits of so many samples each, unless its join has ended.
    Dial(usize, Seat, usize, usize),
}

impl Command {
    /// Whose command it is.
    pub fn session(&self) -> usize {
        let (Command::Join(session, _)
        | Command::Move(session, _)
        | Command::Key(session)
        | Command::Dial(session, ..)) = *self;
        session
    }
}

/// One engine.
#[derive(Debug)]
pub struct Model {
    /// What it was configured with.
    pub limits: Limits,
    /// Every participant ever made.
    pub sessions: Vec<Session>,
    /// Every room ever made.
    pub rooms: Vec<Room>,
    /// What waits for the tick.
    pub commands: VecDeque<Command>,
    /// Whose settings have changed since the last tick, in the order in which they began to.
    pub changed: Vec<usize>,
    /// Quotas of accounts that have one of their own: rooms, participants.
    pub quotas: BTreeMap<usize, (usize, usize)>,
    /// Capacities that templates set, for one id or for all.
    pub templates: BTreeMap<(usize, usize, Option<usize>), usize>,
    /// Ticks done.
    pub now: u64,
    /// Commands applied.
    pub applied: u64,
    /// What events are to tell, talkspurts apart; `sequence` is [`COMMAND`] or 0.
    pub reported: Vec<abi::Event>,
}

impl Model {
    /// An engine in which nothing has happened.
    pub fn new(limits: Limits) -> Model {
        Model {
            limits,
            sessions: Vec::new(),
            rooms: Vec::new(),
            commands: VecDeque::new(),
            changed: Vec::new(),
            quotas: BTreeMap::new(),
            templates: BTreeMap::new(),
            now: 0,
            applied: 0,
            reported: Vec::new(),
        }
    }

    /// The living room of that key.
    pub fn find(&self, key: Key) -> Option<usize> {
        self.rooms.iter().position(|room| room.key == key && !room.members.is_empty())
    }

    /// A participant has come to the room of that key, which has that handle.
    pub fn come(&mut self, session: usize, key: Key, handle: u64) -> usize {
        let room = self.find(key).unwrap_or_else(|| {
            let capacity = self.capacity(key);
            let fresh = self.rooms.iter().all(|room| room.handle != handle);
            assert!(fresh && handle != 0, "the handle {handle:#x} is that of a room that has ended");
            let (members, seats) = (Vec::new(), Vec::new());
            self.rooms.push(Room { handle, key, capacity, members, seats, open: false, parted: false });
            self.rooms.len() - 1
        });
        assert_eq!(self.rooms[room].handle, handle, "another room than that of the key");
        self.rooms[room].members.push(session);
        self.sessions[session].room = Some(room);
        room
    }

    /// Ends the join of a participant, if it has one.
    pub fn end(&mut self, session: usize, reason: u32) {
        let it = &mut self.sessions[session];
        let Some(room) = it.room.take() else { return };
        it.last_end = reason;
        if let Some(join) = it.joins.last_mut() {
            join.ended = reason;
        }
        self.rooms[room].members.retain(|&member| member != session);
    }

    /// What a participant says no longer comes out as it goes in, as long as this join lasts.
    pub fn alter(&mut self, session: usize) {
        if let Some(join) = self.sessions[session].joins.last_mut() {
            join.altered = true;
        }
    }

    /// The seat that a command gives or means: as control calls have it now.
    pub fn seat(&self, session: usize, room: usize) -> Seat {
        let it = &self.sessions[session];
        Seat { room, join: it.joins.len() - 1, settings: it.settings }
    }
}
