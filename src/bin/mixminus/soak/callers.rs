//! The simulated callers, and the rooms in which they are.
//!
//! Each room has a fixed number of callers. A caller that leaves is replaced by another participant after up to a
//! second; two callers that move swap rooms. So rooms stay nearly full, and are never empty.

use std::collections::VecDeque;

use mixminus::{Engine, ParticipantId, PromptConfig, PromptId, RoomId};

use super::args::Args;
use super::line_counts::{Delays, LineCounts};
use super::lines::Lines;
use super::script::Script;
use crate::fail::Failure;
use crate::network::Packet;
use crate::random::Random;
use crate::voices;

/// The account and the environment of all calls.
pub(super) const ACCOUNT: &[u8] = b"soak";
pub(super) const ENVIRONMENT: &[u8] = b"production";

/// The mean interval of announcements to a room, and of prompts to a participant, seconds.
const ANNOUNCED_EVERY_S: u32 = 30;
const SAID_EVERY_S: u32 = 120;

/// The demo voices that are used as prompts: for announcements, for prompts to one participant.
const PROMPTS: [usize; 2] = [1, 2];
/// The prompt of announcements.
pub const ANNOUNCED: usize = 0;
/// The prompt for one participant.
pub const SAID: usize = 1;

/// The state of a caller in a tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallerState {
    /// Not in a room.
    Away,
    /// Joins in this tick, and sends nothing yet.
    Joins,
    /// Sends the next frame of its script.
    Stays,
    /// Sends the next frame, and moves to another room with it.
    Moves,
    /// Sends the next frame, and leaves with it.
    Leaves,
}

/// A prompt that plays.
#[derive(Clone, Copy, Debug)]
pub struct Playing {
    /// Samples that played in earlier ticks.
    pub at: usize,
}

/// A simulated caller.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Its participant.
    pub participant: ParticipantId,
    /// Its state in this tick.
    pub state: CallerState,
    /// The script that it sends; `None`: silence.
    pub script: Option<usize>,
    /// The frame of the script that it sends in this tick.
    pub frame: usize,
    /// The last sample of its last output from its room; `None`: not known.
    pub last_heard: Option<i16>,
    /// The prompt that plays to it.
    pub said: Option<Playing>,
    pub(super) talks: bool,
    /// The tick in which it joined.
    pub(super) joined: u64,
    /// The tick in which it leaves, or joins again.
    pub(super) due: u64,
}

/// A room.
#[derive(Clone, Debug)]
pub struct Room {
    /// The numbers of its callers.
    pub callers: Vec<usize>,
    /// The engine's handle.
    pub id: RoomId,
    /// The announcement that plays.
    pub announced: Option<Playing>,
    pub(super) name: String,
    /// How many callers are in it.
    pub(super) present: usize,
    /// A caller was swapped in this tick.
    pub(super) swapped: bool,
}

/// Counts of joins, leaves, moves and plays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Participants that joined.
    pub joins: u64,
    /// Participants that left.
    pub leaves: u64,
    /// Participants that moved.
    pub moves: u64,
    /// Announcements and prompts that began.
    pub plays: u64,
}

/// All callers and rooms.
#[derive(Debug)]
pub struct CallerPool {
    /// The callers.
    pub callers: Vec<Caller>,
    /// The rooms.
    pub rooms: Vec<Room>,
    /// The scripts that callers send.
    pub scripts: Vec<Script>,
    /// Callers that leave or move with this tick's frame, each with the room that it leaves.
    pub departures: Vec<(usize, usize)>,
    /// Counts of what was requested.
    pub done: Counts,
    /// The impaired lines of callers; `None`: each writes a frame a tick.
    pub lines: Option<Lines>,
    /// The samples of both prompts.
    pub prompts: [Vec<i16>; 2],
    pub(super) prompt_ids: [PromptId; 2],
    frame: usize,
    pub(super) random: Random,
    /// Mean stay, ticks; 0: without end.
    pub(super) stay: u64,
    /// In so many rooms, the first ones, callers do not move and nothing plays.
    pub(super) plain_rooms: usize,
    /// Moves, announcements and prompts that are due: fractions accumulate from tick to tick.
    pub(super) owed: [f64; 3],
    /// Moves, announcements and prompts per tick.
    pub(super) rates: [f64; 3],
    /// Commands that were sent for this tick.
    pub(super) commands: u32,
    /// Participants that left and are freed in that tick.
    pub(super) gone: VecDeque<(ParticipantId, u64)>,
}

impl CallerPool {
    /// All callers, none of them in a room yet. In the first `plain_rooms` rooms callers do not move and nothing plays.
    pub fn new(
        args: &Args,
        engine: &Engine,
        scripts: Vec<Script>,
        plain_rooms: usize,
    ) -> Result<CallerPool, Failure> {
        let (rooms, size) = (args.rooms as usize, args.participants as usize);
        let voices = voices::demo(args.rate)?;
        let prompts = PROMPTS.map(|voice| voices[voice].samples.iter().map(|x| x / 4).collect::<Vec<i16>>());
        let sample_rate_hz = args.rate.hz();
        let mut prompt_ids = [PromptId::NONE; 2];
        for (id, samples) in prompt_ids.iter_mut().zip(&prompts) {
            *id = engine.prompt_new(&PromptConfig { account: ACCOUNT, samples, sample_rate_hz })?;
        }
        let caller = |number: usize| Caller {
            participant: ParticipantId::NONE,
            state: CallerState::Away,
            script: None,
            frame: 0,
            last_heard: Some(0),
            said: None,
            talks: number % size < args.talkers() as usize,
            joined: 0,
            due: 0,
        };
        let room = |number: usize| Room {
            callers: (number * size..(number + 1) * size).collect(),
            id: RoomId::NONE,
            announced: None,
            name: format!("room-{number}"),
            present: 0,
            swapped: false,
        };
        let played = (rooms - plain_rooms) as f64;
        let per_tick = |count: f64, seconds: u32| count / args.ticks_of(seconds).max(1) as f64;
        // One move per four leaves.
        let moves = if args.stay == 0 { 0.0 } else { per_tick(played * size as f64, args.stay * 4) };
        Ok(CallerPool {
            callers: (0..rooms * size).map(caller).collect(),
            rooms: (0..rooms).map(room).collect(),
            scripts,
            departures: Vec::new(),
            done: Counts::default(),
            lines: Lines::new(args),
            prompts,
            prompt_ids,
            frame: args.frame(),
            random: Random(args.seed),
            stay: args.ticks_of(args.stay),
            plain_rooms,
            owed: [0.0; 3],
            rates: [moves, per_tick(played, ANNOUNCED_EVERY_S), per_tick(played * size as f64, SAID_EVERY_S)],
            commands: 0,
            gone: VecDeque::new(),
        })
    }

    /// Returns true once every caller has joined.
    pub fn have_all_joined(&self) -> bool {
        self.done.joins >= self.callers.len() as u64
    }

    /// The frame that a caller sends in this tick; `None`: silence.
    pub fn said(&self, caller: &Caller) -> Option<&[i16]> {
        caller.script.map(|script| self.scripts[script].said(caller.frame))
    }

    /// A tick passes for the impaired line of a caller: returns the packets that arrive.
    pub fn arrivals(&mut self, number: usize) -> Vec<Packet> {
        let script = self.callers[number].script.map(|script| &self.scripts[script]);
        self.lines.as_mut().map_or(Vec::new(), |lines| lines.tick(number, script))
    }

    /// The measured time begins: returns what became of the packets of impaired lines before.
    pub fn begin_counting(&mut self, engine: &Engine) -> LineCounts {
        self.lines.as_mut().map_or(LineCounts::default(), |lines| {
            lines.forget_delays();
            lines.counts(engine)
        })
    }

    /// What became of the packets of impaired lines since then, and their delays.
    pub fn lines_since(&self, engine: &Engine, before: LineCounts) -> Option<(LineCounts, Delays)> {
        let lines = self.lines.as_ref()?;
        Some((lines.counts(engine) - before, lines.delays()))
    }

    /// After the tick: advances all callers by a frame.
    pub fn finish_tick(&mut self) {
        for caller in &mut self.callers {
            caller.state = match caller.state {
                CallerState::Away | CallerState::Leaves => CallerState::Away,
                CallerState::Joins => CallerState::Stays,
                CallerState::Stays | CallerState::Moves => {
                    let frames = caller.script.map_or(1, |script| self.scripts[script].frames());
                    caller.frame = (caller.frame + 1) % frames;
                    CallerState::Stays
                }
            };
        }
    }

    /// Samples of a frame.
    pub fn frame(&self) -> usize {
        self.frame
    }
}
