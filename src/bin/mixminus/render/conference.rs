//! The conference itself: one room, on the engine's virtual clock.
//!
//! Nothing is kept in reserve (prefill 0), so at one rate sample i of what is heard is made of samples i of what is said.
//! A line of another rate than the room's is converted, with up to 1.5 ms of delay each way. All are in the room, and
//! hear it, before the first sample is said.

use std::ffi::OsStr;
use std::time::{Duration, Instant};

use indicatif::ProgressBar;
use mixminus::{
    Engine, EngineConfig, EngineStats, FrameLen, JoinOptions, LineClass, ParticipantConfig, ParticipantId,
    SampleRate, SimdLevel,
};

use super::events::EventLog;
use super::levels::Levels;
use super::outputs::Staging;
use crate::fail::Failure;
use crate::printable::printable;
use crate::wav_writer::BlockWriter;

const ACCOUNT: &str = "local";
const ENVIRONMENT: &str = "render";
const CONFERENCE: &str = "room";

/// A participant's line.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// Its rate in both directions.
    pub rate: SampleRate,
    /// Samples of a frame.
    pub frame: usize,
    /// How many samples it hears.
    pub hears: usize,
}

/// A participant.
#[derive(Debug)]
pub struct Member<'a> {
    /// Its name.
    pub name: &'a OsStr,
    /// Its line.
    pub line: Line,
    /// Its input; silence after that.
    pub says: &'a [i16],
    /// How loud that is.
    pub said: Levels,
    /// The level of its output.
    pub heard: Levels,
    /// The file of its output.
    out: BlockWriter,
    id: ParticipantId,
}

impl<'a> Member<'a> {
    /// A participant with input `says` and output `out`.
    pub fn new(name: &'a OsStr, line: Line, says: &'a [i16], out: BlockWriter) -> Member<'a> {
        let mut said = Levels::default();
        said.add(says);
        Member { name, line, says, said, heard: Levels::default(), out, id: ParticipantId::NONE }
    }
}

/// The result of a conference.
#[derive(Debug)]
pub struct Outcome {
    /// Ticks in which something was said.
    pub ticks: u64,
    /// The engine's count of all ticks.
    pub stats: EngineStats,
    /// The SIMD level.
    pub simd: SimdLevel,
    /// How long it took, with the writing of files.
    pub took: Duration,
}

/// A conference on its way: its engine, and where its sound and events go.
#[derive(Debug)]
pub struct Conference<'c, 'm> {
    engine: Engine,
    members: &'c mut [Member<'m>],
    log: &'c mut EventLog,
    staging: &'c Staging,
    /// One frame of the highest rate, on its way in or out.
    frame: Vec<i16>,
}

impl<'c, 'm> Conference<'c, 'm> {
    /// All members ask to join the one room of a new engine. Unless `play_tones`, their keypad tones are kept from the
    /// others, for which they are heard later by the engine's look-ahead.
    pub fn new(
        rate: SampleRate,
        frame_len: FrameLen,
        play_tones: bool,
        members: &'c mut [Member<'m>],
        log: &'c mut EventLog,
        staging: &'c Staging,
    ) -> Result<Conference<'c, 'm>, Failure> {
        let count = members.len() as u32;
        let engine = Engine::new(&EngineConfig {
            sample_rate: rate,
            line_classes: line_classes(rate, members),
            frame_len,
            max_participants: count,
            max_rooms: 1,
            room_capacity: count,
            prefill_ms: 0,
            // However long the files are.
            session_limit_s: 0,
            ..EngineConfig::default()
        })?;
        let id = CONFERENCE.as_bytes();
        let usual = if play_tones { JoinOptions::without_dtmf(id) } else { JoinOptions::new(id) };
        let options = JoinOptions { talk_events: true, ..usual };
        for (user, member) in (0..).zip(members.iter_mut()) {
            let (account, environment) = (ACCOUNT.as_bytes(), ENVIRONMENT.as_bytes());
            member.id = engine.participant_new(&ParticipantConfig {
                account,
                environment,
                user,
                sample_rate: Some(member.line.rate),
                ..ParticipantConfig::default()
            })?;
            log.names.note_room(engine.join(member.id, &options)?, [ACCOUNT, ENVIRONMENT, CONFERENCE]);
        }
        let longest = members.iter().map(|member| member.line.frame).max().unwrap_or(0);
        Ok(Conference { engine, members, log, staging, frame: vec![0; longest] })
    }

    /// Runs until all inputs have ended, then all leave.
    ///
    /// Outputs are as long as the longest input, to their sample.
    pub fn run(mut self, progress: &ProgressBar) -> Result<Outcome, Failure> {
        let started = Instant::now();
        let first_tick = self.assemble()? + 1;
        self.log.begin_at(first_tick);
        let ticks = self.members.iter().map(|member| member.says.len().div_ceil(member.line.frame)).max();
        let ticks = ticks.unwrap_or(0);
        progress.set_length(ticks as u64);
        for tick in 0..ticks {
            self.step(tick)?;
            progress.inc(1);
        }
        for Member { out, .. } in self.members.iter_mut() {
            out.finish().map_err(|error| self.staging.failure(out.path(), error))?;
        }
        let stats = self.engine.stats();
        self.close()?;
        Ok(Outcome { ticks: ticks as u64, stats, simd: self.engine.simd_level(), took: started.elapsed() })
    }

    /// Ticks until all are in the room (an engine takes a number of joins in one tick) and the fade-in of what they
    /// hear is over, while nobody says a thing. Answers the last of these ticks.
    fn assemble(&mut self) -> Result<u64, Failure> {
        for _ in 0..self.members.len() {
            let tick = self.engine.tick()?;
            for member in self.members.iter() {
                // Silence, which is no part of the recordings.
                self.engine.read(member.id, &mut self.frame[..member.line.frame])?;
            }
            self.log.drain(&self.engine, self.staging)?;
            if self.engine.stats().active_participants as usize == self.members.len() {
                return Ok(tick);
            }
        }
        Err(Failure::Run("not all have come into the room; please report this".into()))
    }

    /// One tick: all say their frame of that number, and hear the frame that comes of it, of which what lies within
    /// their outputs is kept.
    fn step(&mut self, tick: usize) -> Result<(), Failure> {
        let Conference { engine, members, log, staging, frame } = self;
        for member in members.iter() {
            let frame = &mut frame[..member.line.frame];
            let rest = member.says.get(tick * frame.len()..).unwrap_or_default();
            let spoken = rest.len().min(frame.len());
            frame[..spoken].copy_from_slice(&rest[..spoken]);
            frame[spoken..].fill(0);
            complete(member, "taken", engine.write(member.id, frame)?, frame.len())?;
        }
        engine.tick()?;
        for member in members.iter_mut() {
            let frame = &mut frame[..member.line.frame];
            complete(member, "given", engine.read(member.id, frame)?, frame.len())?;
            let kept = frame.len().min(member.line.hears.saturating_sub(tick * frame.len()));
            member.heard.add(&frame[..kept]);
            let written = member.out.push(&frame[..kept]);
            written.map_err(|error| staging.failure(member.out.path(), error))?;
        }
        log.drain(engine, staging)
    }

    /// All leave; logs the leaves and the end of the room.
    fn close(&mut self) -> Result<(), Failure> {
        for member in self.members.iter().rev() {
            self.engine.leave(member.id)?;
        }
        // Leaves are applied in the next tick; a few more ticks do no harm.
        for _ in 0..8 {
            self.engine.tick()?;
            self.log.drain(&self.engine, self.staging)?;
            if self.log.room_ended() {
                return Ok(());
            }
        }
        Err(Failure::Run("the room has not ended though all have left; please report this".into()))
    }
}

/// Fails unless the engine has dealt with a whole frame: on a clock of our own anything less is a defect.
fn complete(member: &Member<'_>, verb: &str, found: usize, due: usize) -> Result<(), Failure> {
    if found == due {
        return Ok(());
    }
    Err(Failure::Run(format!(
        "{}: the engine has {verb} {found} samples of a frame of {due}; please report this",
        printable(member.name)
    )))
}

/// The lines of other rates than the room's.
fn line_classes(room: SampleRate, members: &[Member<'_>]) -> Vec<LineClass> {
    let lines_at = |rate| members.iter().filter(|member| member.line.rate == rate).count() as u32;
    let others = SampleRate::ALL.into_iter().filter(|rate| *rate != room && lines_at(*rate) > 0);
    others.map(|sample_rate| LineClass { sample_rate, max_participants: lines_at(sample_rate) }).collect()
}
