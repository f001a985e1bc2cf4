//! The mixer by its contract, in plain 64-bit arithmetic on plain vectors: what every participant must hear.
//!
//! A [`Model`] follows what the host does, call by call, and predicts each frame of each participant. People
//! and rooms are plain numbers. Nothing here is fast, and nothing is shared with the engine but
//! [`LinearGain::q25`].
#![allow(dead_code)]

pub mod reader;
pub mod sizes;
pub mod stream;
pub mod tapped;

use mixminus::EngineConfig;
pub use reader::Mix;
use reader::{Frame, Heard, Reader};
pub use sizes::Sizes;
use std::collections::{BTreeMap, VecDeque};
use stream::{Stream, fall, ramp, sat16};
use tapped::Tapped;

/// The gain of 0 dB, with 25 fractional bits.
pub const UNITY: i64 = 1 << 25;

/// Commands that one tick applies.
const COMMANDS_PER_TICK: usize = 256;

/// How a participant is heard and hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Kept from the mix.
    pub mute: bool,
    /// Hears nothing.
    pub deaf: bool,
    /// Thousandths of a decibel.
    pub gain_mdb: i32,
}

/// One life of a room, from its first join to its last leave.
pub type Life = u64;

/// What the tick has still to do.
#[derive(Clone, Copy, Debug)]
enum Command {
    Join { who: usize, join: u64, life: Life, from: u64, prefill: usize, cap: usize, settings: Settings },
    Move { who: usize, join: u64, life: Life },
}

/// A participant's place in a room, as the tick sees it.
#[derive(Clone, Debug)]
struct Seat {
    life: Life,
    join: u64,
    settings: Settings,
    /// The gain at which it hears now.
    hearing: i64,
    /// The last sample that it heard.
    last_heard: i16,
    /// It came from another room in this tick.
    moved: bool,
    /// Its next frame is the first of the join.
    starts: bool,
    /// The frame before the next was dropped.
    dropped: bool,
}

/// A participant.
#[derive(Clone, Debug, Default)]
struct Person {
    /// The room's name and life, as the host sees it.
    room: Option<(usize, Life)>,
    /// Its last join, counted from 1.
    join: u64,
    /// Samples of the in-ring before this position are of earlier joins.
    from: u64,
    settings: Option<Settings>,
    stream: Stream,
    seat: Option<Seat>,
    reader: Reader,
}

/// Rooms and participants.
#[derive(Debug)]
pub struct Model {
    /// The lengths.
    pub sizes: Sizes,
    /// Ticks done.
    pub tick: u64,
    people: Vec<Person>,
    /// By name: the present life and how many are in.
    rooms: BTreeMap<usize, (Life, usize)>,
    lives: Life,
    commands: VecDeque<Command>,
    /// Who contributed anything but zeros to which room in the last tick.
    pub contributed: Vec<(usize, Life)>,
    /// Who came to a room in the last tick, and may still hear the end of what it heard in another.
    pub arrived: Vec<usize>,
    /// What taps take of the last tick.
    pub tapped: Tapped,
}

impl Model {
    /// `people` participants, in no room.
    pub fn new(config: &EngineConfig, people: usize) -> Model {
        Model {
            sizes: Sizes::of(config),
            tick: 0,
            people: vec![Person::default(); people],
            rooms: BTreeMap::new(),
            lives: 0,
            commands: VecDeque::new(),
            contributed: Vec::new(),
            arrived: Vec::new(),
            tapped: Tapped::default(),
        }
    }

    /// The life of the room that the host has put `who` into.
    pub fn life(&self, who: usize) -> Option<Life> {
        self.people[who].room.map(|(_, life)| life)
    }

    /// Joins; `false` if it is in a room.
    pub fn join(
        &mut self,
        who: usize,
        name: usize,
        settings: Settings,
        prefill_ms: usize,
        cap_ms: usize,
    ) -> bool {
        if self.people[who].room.is_some() {
            return false;
        }
        let life = self.enter(name);
        let sizes = self.sizes;
        let person = &mut self.people[who];
        person.room = Some((name, life));
        person.join += 1;
        person.from = person.stream.written;
        person.reader.cap_frames = (cap_ms / sizes.frame_ms).max(1);
        person.settings = Some(settings);
        let (join, from) = (person.join, person.from);
        let (prefill, cap) = (sizes.samples(prefill_ms), sizes.samples(cap_ms));
        self.commands.push_back(Command::Join { who, join, life, from, prefill, cap, settings });
        true
    }

    /// Leaves, or is freed; `false` if it is in no room.
    pub fn leave(&mut self, who: usize) -> bool {
        let Some((name, _)) = self.people[who].room.take() else {
            return false;
        };
        self.exit(name);
        true
    }

    /// Ends the room of that name; `false` if there is none.
    pub fn close(&mut self, name: usize) -> bool {
        let lived = self.rooms.remove(&name).is_some();
        self.people.iter_mut().filter(|person| person.room.is_some_and(|(is, _)| is == name)).for_each(
            |person| {
                person.room = None;
            },
        );
        lived
    }

    /// Goes to another room; `false` if it is in none, or in that one.
    pub fn move_to(&mut self, who: usize, name: usize) -> bool {
        let Some((from, _)) = self.people[who].room.filter(|(from, _)| *from != name) else {
            return false;
        };
        let life = self.enter(name);
        self.exit(from);
        self.people[who].room = Some((name, life));
        self.commands.push_back(Command::Move { who, join: self.people[who].join, life });
        true
    }

    /// Changes settings; `false` if it is in no room.
    pub fn set(&mut self, who: usize, change: impl FnOnce(&mut Settings)) -> bool {
        let person = &mut self.people[who];
        let (Some(_), Some(settings)) = (person.room, person.settings.as_mut()) else {
            return false;
        };
        // The next tick sees the latest, whatever waits in the queue.
        change(settings);
        true
    }

    fn enter(&mut self, name: usize) -> Life {
        let next = self.lives + 1;
        let (life, count) = self.rooms.entry(name).or_insert((next, 0));
        *count += 1;
        self.lives = self.lives.max(*life);
        *life
    }

    fn exit(&mut self, name: usize) {
        if let Some((_, count)) = self.rooms.get_mut(&name) {
            *count -= 1;
            if *count == 0 {
                self.rooms.remove(&name);
            }
        }
    }

    /// Writes; answers how many samples are taken.
    pub fn write(&mut self, who: usize, samples: &[i16]) -> usize {
        let person = &mut self.people[who];
        if person.room.is_none() {
            return samples.len();
        }
        person.stream.write(samples, &self.sizes, (self.tick, person.join))
    }

    /// Reads `count` samples.
    pub fn read(&mut self, who: usize, count: usize) -> Heard {
        let person = &mut self.people[who];
        let join = person.room.map(|_| person.join);
        person.reader.read(self.tick, join, &self.sizes, count)
    }

    /// The last sample that `who` got from the room, or that was made up after it.
    pub fn learn(&mut self, who: usize, last: i16) {
        self.people[who].reader.learn(last);
    }

    /// One tick.
    pub fn tick(&mut self) {
        self.tick += 1;
        self.tapped = Tapped::default();
        let mut spoken = self.apply_commands();
        self.contributed =
            spoken.iter().filter(|s| s.2.iter().any(|x| *x != 0)).map(|s| (s.0, s.1)).collect();
        let arrives = |(who, person): (usize, &Person)| {
            person.seat.as_ref().filter(|seat| seat.moved || seat.starts).map(|_| who)
        };
        self.arrived = self.people.iter().enumerate().filter_map(arrives).collect();
        let partings = spoken.len();
        for (who, person) in self.people.iter_mut().enumerate() {
            let Some(seat) = &person.seat else { continue };
            let later = (person.join != seat.join).then_some(person.from);
            let leaves = person.room.is_none() || later.is_some();
            let gain = if leaves || seat.settings.mute { 0 } else { stream::q25(seat.settings.gain_mdb) };
            let (before, mut frame) = person.stream.due(&self.sizes, gain, later);
            // Who is back in the room that it has just left: what fades out there is its own, too.
            if let Some(own) = spoken[..partings].iter_mut().find(|s| (s.0, s.1) == (who, seat.life)) {
                for (x, own) in frame.iter_mut().zip(&mut own.2) {
                    *x = sat16(i64::from(*x) + i64::from(std::mem::take(own)));
                }
            }
            if frame.iter().any(|x| *x != 0) {
                self.contributed.push((who, seat.life));
            }
            self.tapped.says(who, (seat.life, seat.join), &before, &frame);
            spoken.push((who, seat.life, frame));
        }
        let mut sums: BTreeMap<Life, Vec<i64>> = BTreeMap::new();
        for (_, life, frame) in &spoken {
            let sum = sums.entry(*life).or_insert_with(|| vec![0; self.sizes.frame]);
            sum.iter_mut().zip(frame).for_each(|(sum, x)| *sum += i64::from(*x));
        }
        for (life, sum) in &sums {
            self.tapped.mixes(*life, sum);
        }
        for (who, life, own) in &spoken[partings..] {
            self.hear(*who, &sums[life], own);
        }
    }

    /// Applies what waits; answers the frames of those who depart thereby.
    fn apply_commands(&mut self) -> Vec<(usize, Life, Vec<i16>)> {
        let mut partings = Vec::new();
        for person in &mut self.people {
            let Some(settings) = person.settings.filter(|_| person.room.is_some()) else { continue };
            if let Some(seat) = person.seat.as_mut().filter(|seat| seat.join == person.join) {
                seat.settings = settings;
            }
        }
        let n = self.commands.len().min(COMMANDS_PER_TICK);
        for command in self.commands.drain(..n) {
            let (Command::Join { who, join, .. } | Command::Move { who, join, .. }) = command;
            let person = &mut self.people[who];
            let runs = person.room.is_some() && person.join == join;
            let seat = person.seat.as_mut().filter(|seat| runs && seat.join == join);
            match (command, seat) {
                (Command::Join { life, from, prefill, cap, settings, .. }, _) => {
                    let settings = person.settings.filter(|_| runs).unwrap_or(settings);
                    if let Some(seat) = &person.seat {
                        partings.push((who, seat.life, person.stream.part(&self.sizes, Some(from))));
                    }
                    person.stream.start(from, prefill, cap);
                    person.seat = Some(Seat {
                        life,
                        join,
                        settings,
                        hearing: 0,
                        last_heard: 0,
                        moved: false,
                        starts: true,
                        dropped: false,
                    });
                }
                (Command::Move { life, .. }, Some(seat)) => {
                    partings.push((who, seat.life, person.stream.part(&self.sizes, None)));
                    person.stream.gain = 0;
                    (seat.life, seat.hearing, seat.moved) = (life, 0, true);
                }
                _ => {}
            }
        }
        partings
    }

    /// Hands `who` the sum of its room without its own contribution.
    fn hear(&mut self, who: usize, sum: &[i64], own: &[i16]) {
        let Sizes { decay, out_ring, ramp: span, .. } = self.sizes;
        let person = &mut self.people[who];
        if person.room.is_none() || person.seat.as_ref().is_some_and(|seat| seat.join != person.join) {
            person.seat = None;
            return;
        }
        let Some(seat) = &mut person.seat else { return };
        let target = if seat.settings.deaf { 0 } else { UNITY };
        let settled = seat.hearing == target && !seat.moved;
        let from = std::mem::replace(&mut seat.hearing, target);
        let starts = std::mem::take(&mut seat.starts);
        if person.reader.holds() == out_ring {
            seat.dropped = true;
            return;
        }
        let resumes = std::mem::take(&mut seat.dropped);
        let mut samples: Vec<i16> =
            sum.iter().zip(own).map(|(sum, own)| sat16(sum - i64::from(*own))).collect();
        ramp(&mut samples, from, target, span);
        if std::mem::take(&mut seat.moved) {
            let tail = fall(seat.last_heard, decay, samples.len());
            samples.iter_mut().zip(tail).for_each(|(x, tail)| *x = sat16(i64::from(*x) + i64::from(tail)));
        }
        seat.last_heard = samples[samples.len() - 1];
        let mix = match (settled, target, own.iter().all(|x| *x == 0)) {
            (true, 0, _) => Mix::Silence,
            (true, _, true) => Mix::Common(seat.life),
            _ => Mix::Own,
        };
        let overload = sum.iter().any(|sum| i64::from(sat16(*sum)) != *sum);
        self.tapped.hears(who, (seat.life, seat.join), &samples, overload);
        let frame = Frame { tick: self.tick, join: seat.join, mix, overload, starts, resumes, samples };
        person.reader.waiting.push_back(frame);
    }
}
