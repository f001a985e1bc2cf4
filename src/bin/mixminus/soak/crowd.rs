//! Who is in which room, and who joins, leaves and moves in each tick.
//!
//! Each room has as many seats as it has participants. Whoever leaves a seat is followed by another after up to a
//! second; two who move change places with each other. So rooms stay full, and never empty.

use std::collections::VecDeque;

use mixminus::{
    Engine, JoinOptions, ParticipantConfig, ParticipantId, PromptConfig, PromptId, RoomId, SayOptions, Sound,
};

use super::args::Args;
use super::random::Random;
use super::script::{SCRIPTS, Script};
use crate::fail::Failure;
use crate::voices;

/// Whose calls they are.
const ACCOUNT: &[u8] = b"soak";
const ENVIRONMENT: &[u8] = b"production";

/// The most commands that are sent for a tick: fewer than a tick applies, so that all are.
const COMMANDS_A_TICK: u32 = 200;

/// How long a seat is empty at most, ticks.
const AWAY_TICKS: u64 = 50;

/// In rooms that a watcher has taps in, who has left is freed so many ticks later: one who is freed in the midst of a
/// tick may lose its tap before its last frame.
const FREED_AFTER_TICKS: u64 = 10;

/// Whoever has come stays for so many ticks at least.
const LEAST_STAY_TICKS: u64 = 10;

/// How many seconds pass on the mean between two announcements to a room, and between two prompts to a participant.
const ANNOUNCED_EVERY_S: u32 = 30;
const SAID_EVERY_S: u32 = 120;

/// The voices that are prompts: what is announced, what is said to one.
const PROMPTS: [usize; 2] = [1, 2];
/// What is announced.
pub const ANNOUNCED: usize = 0;
/// What is said to one.
pub const SAID: usize = 1;

/// How it is with a seat in a tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nobody sits there.
    Away,
    /// Its participant joins in this tick, and says nothing yet.
    Joins,
    /// Its participant says the next frame of its script.
    Stays,
    /// The same, and goes to another room with that frame.
    Moves,
    /// The same, and leaves with it.
    Leaves,
}

/// A prompt that plays.
#[derive(Clone, Copy, Debug)]
pub struct Playing {
    /// Samples of it that were played in earlier ticks.
    pub at: usize,
}

/// A place in a room.
#[derive(Clone, Debug)]
pub struct Seat {
    /// Who sits there.
    pub participant: ParticipantId,
    /// How it is in this tick.
    pub mark: Mark,
    /// What it says; `None`: nothing.
    pub script: Option<usize>,
    /// The frame of the script that it says in this tick.
    pub frame: usize,
    /// The last sample that it heard of its room.
    pub last_heard: Option<i16>,
    /// What is said to it.
    pub said: Option<Playing>,
    talks: bool,
    joined: u64,
    /// When it leaves, or is followed by another.
    due: u64,
}

/// A room.
#[derive(Clone, Debug)]
pub struct Room {
    /// Its seats, by their numbers.
    pub seats: Vec<usize>,
    /// The engine's name of it.
    pub id: RoomId,
    /// What is announced.
    pub announced: Option<Playing>,
    name: String,
    present: usize,
    swapped: bool,
}

/// What has been done so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Participants that joined.
    pub joins: u64,
    /// That left.
    pub leaves: u64,
    /// That moved.
    pub moves: u64,
    /// Announcements and prompts that began.
    pub plays: u64,
}

/// Hears of those who come and go.
pub trait Watcher {
    /// A participant is about to join.
    fn joins(&mut self, engine: &Engine, room: usize, seat: usize, who: ParticipantId)
    -> Result<(), Failure>;
    /// A participant is about to leave.
    fn leaves(&mut self, engine: &Engine, room: usize, seat: usize, who: ParticipantId);
}

/// Everyone.
#[derive(Debug)]
pub struct Crowd {
    /// All seats.
    pub seats: Vec<Seat>,
    /// All rooms.
    pub rooms: Vec<Room>,
    /// What is said in them.
    pub scripts: Vec<Script>,
    /// Who goes with this tick's frame: the seat, and the room that it leaves.
    pub partings: Vec<(usize, usize)>,
    /// What has been done.
    pub done: Done,
    /// The prompts' samples.
    pub prompts: [Vec<i16>; 2],
    prompt_ids: [PromptId; 2],
    frame: usize,
    random: Random,
    /// Mean stay, ticks; 0: for ever.
    stay: u64,
    /// The first rooms, in which nobody moves and nothing is played.
    plain_rooms: usize,
    /// What is owed of moves, announcements and prompts: shares of one.
    owed: [f64; 3],
    rates: [f64; 3],
    commands: u32,
    /// Who has left and is still to be freed, and when.
    gone: VecDeque<(ParticipantId, u64)>,
}

impl Crowd {
    /// Empty seats. In the first `plain_rooms` nobody will move, and nothing be played.
    pub fn new(
        args: &Args,
        engine: &Engine,
        scripts: Vec<Script>,
        plain_rooms: usize,
    ) -> Result<Crowd, Failure> {
        let (rooms, size) = (args.rooms as usize, args.participants as usize);
        let voices = voices::demo(args.rate)?;
        let prompts = PROMPTS.map(|voice| voices[voice].samples.iter().map(|x| x / 4).collect::<Vec<i16>>());
        let sample_rate_hz = args.rate.hz();
        let mut prompt_ids = [PromptId::NONE; 2];
        for (id, samples) in prompt_ids.iter_mut().zip(&prompts) {
            *id = engine.prompt_new(&PromptConfig { account: ACCOUNT, samples, sample_rate_hz })?;
        }
        let seat = |number: usize| Seat {
            participant: ParticipantId::NONE,
            mark: Mark::Away,
            script: None,
            frame: 0,
            last_heard: Some(0),
            said: None,
            talks: number % size < args.talkers() as usize,
            joined: 0,
            due: 0,
        };
        let room = |number: usize| Room {
            seats: (number * size..(number + 1) * size).collect(),
            id: RoomId::NONE,
            announced: None,
            name: format!("room-{number}"),
            present: 0,
            swapped: false,
        };
        let played = (rooms - plain_rooms) as f64;
        let a_tick = |count: f64, seconds: u32| count / args.ticks_of(seconds).max(1) as f64;
        // A leave in four is accompanied by a move.
        let moves = if args.stay == 0 { 0.0 } else { a_tick(played * size as f64, args.stay * 4) };
        Ok(Crowd {
            seats: (0..rooms * size).map(seat).collect(),
            rooms: (0..rooms).map(room).collect(),
            scripts,
            partings: Vec::new(),
            done: Done::default(),
            prompts,
            prompt_ids,
            frame: args.frame(),
            random: Random(args.seed),
            stay: args.ticks_of(args.stay),
            plain_rooms,
            owed: [0.0; 3],
            rates: [moves, a_tick(played, ANNOUNCED_EVERY_S), a_tick(played * size as f64, SAID_EVERY_S)],
            commands: 0,
            gone: VecDeque::new(),
        })
    }

    /// Whether every seat has been taken once.
    pub fn is_seated(&self) -> bool {
        self.done.joins >= self.seats.len() as u64
    }

    /// What a seat says in this tick; `None`: silence.
    pub fn said(&self, seat: &Seat) -> Option<&[i16]> {
        seat.script.map(|script| self.scripts[script].said(seat.frame))
    }

    /// Once all have said their frames: who joins, leaves and moves with tick `now`, and what begins to play.
    pub fn churn(&mut self, engine: &Engine, now: u64, watcher: &mut impl Watcher) -> Result<(), Failure> {
        self.commands = 0;
        self.partings.clear();
        while let Some((participant, _)) = self.gone.front().copied().filter(|(_, due)| *due <= now) {
            self.gone.pop_front();
            engine.participant_free(participant)?;
        }
        for room in 0..self.rooms.len() {
            self.rooms[room].swapped = false;
            for at in 0..self.rooms[room].seats.len() {
                let number = self.rooms[room].seats[at];
                let seat = &self.seats[number];
                if seat.due > now {
                    continue;
                }
                if seat.mark == Mark::Away {
                    self.join(engine, now, room, number, watcher)?;
                } else if self.may_leave(room, number) {
                    self.leave(engine, now, room, number, watcher)?;
                }
            }
        }
        for (owed, rate) in self.owed.iter_mut().zip(self.rates) {
            *owed = (*owed + rate).min(100.0);
        }
        while self.is_due(0) {
            self.swap(engine, now)?;
        }
        while self.is_due(1) {
            self.announce(engine)?;
        }
        while self.is_due(2) {
            self.say(engine)?;
        }
        Ok(())
    }

    /// After the tick: all are where they went to, and a frame further on.
    pub fn settle(&mut self) {
        for seat in &mut self.seats {
            seat.mark = match seat.mark {
                Mark::Away | Mark::Leaves => Mark::Away,
                Mark::Joins => Mark::Stays,
                Mark::Stays | Mark::Moves => {
                    let frames = seat.script.map_or(1, |script| self.scripts[script].frames());
                    seat.frame = (seat.frame + 1) % frames;
                    Mark::Stays
                }
            };
        }
    }

    /// How many announcements and prompts play.
    pub fn playing(&self) -> u64 {
        let announced = self.rooms.iter().filter(|room| room.announced.is_some()).count();
        (announced + self.seats.iter().filter(|seat| seat.said.is_some()).count()) as u64
    }

    /// What plays in this tick of a prompt; takes the play away if that is all of it, and answers whether it is.
    pub fn play(prompt: &[i16], playing: &mut Option<Playing>, frame: usize) -> (usize, usize, bool) {
        let Some(Playing { at }) = *playing else { return (0, 0, false) };
        let to = (at + frame).min(prompt.len());
        let ended = to == prompt.len();
        *playing = (!ended).then_some(Playing { at: to });
        (at, to, ended)
    }

    fn is_due(&mut self, what: usize) -> bool {
        let due = self.owed[what] >= 1.0 && self.commands + 2 <= COMMANDS_A_TICK;
        if due {
            self.owed[what] -= 1.0;
        }
        due
    }

    fn join(
        &mut self,
        engine: &Engine,
        now: u64,
        room: usize,
        number: usize,
        watcher: &mut impl Watcher,
    ) -> Result<(), Failure> {
        if self.commands >= COMMANDS_A_TICK {
            return Ok(());
        }
        // A tap is a command, too.
        self.commands += if room < self.plain_rooms { 2 } else { 1 };
        let call = ParticipantConfig { account: ACCOUNT, environment: ENVIRONMENT, user: number as u64 };
        let participant = engine.participant_new(&call)?;
        watcher.joins(engine, room, number, participant)?;
        let place = &mut self.rooms[room];
        place.id = engine.join(participant, &JoinOptions::new(place.name.as_bytes()))?;
        place.present += 1;
        let stay = match self.stay {
            0 => u64::MAX / 2,
            mean => mean / 2 + self.random.below(mean + 1),
        };
        let talks = self.seats[number].talks;
        self.seats[number] = Seat {
            participant,
            mark: Mark::Joins,
            script: talks.then(|| self.random.below(SCRIPTS as u64) as usize),
            frame: 0,
            last_heard: Some(0),
            said: None,
            talks,
            joined: now,
            due: now + stay.max(LEAST_STAY_TICKS),
        };
        self.done.joins += 1;
        Ok(())
    }

    /// Whether it is not in the midst of anything, and the room is not empty without it.
    fn may_leave(&self, room: usize, number: usize) -> bool {
        let seat = &self.seats[number];
        let calm = seat.script.is_none_or(|script| self.scripts[script].is_calm(seat.frame));
        seat.mark == Mark::Stays && calm && seat.said.is_none() && self.rooms[room].present > 1
    }

    fn leave(
        &mut self,
        engine: &Engine,
        now: u64,
        room: usize,
        number: usize,
        watcher: &mut impl Watcher,
    ) -> Result<(), Failure> {
        let seat = &mut self.seats[number];
        watcher.leaves(engine, room, number, seat.participant);
        // Some are taken out before their call is over.
        let removed = self.random.below(2) == 0;
        if removed || room < self.plain_rooms {
            engine.leave(seat.participant)?;
        }
        if room < self.plain_rooms {
            self.gone.push_back((seat.participant, now + FREED_AFTER_TICKS));
        } else {
            engine.participant_free(seat.participant)?;
        }
        seat.mark = Mark::Leaves;
        seat.due = now + 1 + self.random.below(AWAY_TICKS);
        self.rooms[room].present -= 1;
        self.done.leaves += 1;
        Ok(())
    }

    /// Two of different rooms change places.
    fn swap(&mut self, engine: &Engine, now: u64) -> Result<(), Failure> {
        let rooms = (self.rooms.len() - self.plain_rooms) as u64;
        if rooms < 2 {
            return Ok(());
        }
        let first = self.plain_rooms + self.random.below(rooms) as usize;
        let second = self.plain_rooms + self.random.below(rooms) as usize;
        let at = self.random.below(self.rooms[first].seats.len() as u64) as usize;
        let pair = [(first, second), (second, first)];
        let can = |room: usize| {
            let seat = &self.seats[self.rooms[room].seats[at]];
            let settled = seat.mark == Mark::Stays && seat.joined + LEAST_STAY_TICKS < now;
            settled && self.rooms[room].present > 1 && !self.rooms[room].swapped
        };
        if first == second || !can(first) || !can(second) {
            return Ok(());
        }
        for (from, to) in pair {
            let number = self.rooms[from].seats[at];
            let seat = &mut self.seats[number];
            engine.move_to(seat.participant, self.rooms[to].name.as_bytes())?;
            seat.mark = Mark::Moves;
            self.partings.push((number, from));
            self.rooms[from].swapped = true;
        }
        let (one, other) = (self.rooms[first].seats[at], self.rooms[second].seats[at]);
        (self.rooms[first].seats[at], self.rooms[second].seats[at]) = (other, one);
        self.commands += 2;
        self.done.moves += 2;
        Ok(())
    }

    fn announce(&mut self, engine: &Engine) -> Result<(), Failure> {
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

    fn say(&mut self, engine: &Engine) -> Result<(), Failure> {
        let plain = self.plain_rooms * self.rooms[0].seats.len();
        let seats = (self.seats.len() - plain) as u64;
        let number = plain + self.random.below(seats) as usize;
        let seat = &mut self.seats[number];
        if seat.mark == Mark::Stays && seat.said.is_none() {
            engine.say(seat.participant, Sound::Prompt(self.prompt_ids[SAID]), &SayOptions::default())?;
            seat.said = Some(Playing { at: 0 });
            self.commands += 1;
            self.done.plays += 1;
        }
        Ok(())
    }

    /// Samples of a frame.
    pub fn frame(&self) -> usize {
        self.frame
    }
}
