//! The conference itself: one room, on the engine's virtual clock.
//!
//! Nothing is kept in reserve (prefill 0), so sample i of what is heard is made of samples i of what is said.

use std::ffi::OsStr;
use std::time::{Duration, Instant};

use indicatif::ProgressBar;
use mixminus::{
    Engine, EngineConfig, EngineStats, FrameLen, JoinOptions, ParticipantConfig, ParticipantId,
    READ_OVERLOAD, SampleRate, SimdLevel,
};

use super::events::EventLog;
use super::levels::Levels;
use super::outputs::Staging;
use crate::fail::Failure;
use crate::wav_writer::BlockWriter;

const ACCOUNT: &[u8] = b"local";
const ENVIRONMENT: &[u8] = b"render";
const CONFERENCE: &[u8] = b"room";

/// One who takes part.
#[derive(Debug)]
pub struct Member<'a> {
    /// Its name.
    pub name: &'a OsStr,
    /// What it says; silence after that.
    pub says: &'a [i16],
    /// How loud that is.
    pub said: Levels,
    /// How loud that which it heard was.
    pub heard: Levels,
    /// Frames that it heard limited, because the sum of the others was beyond 16 bits.
    pub limited: u64,
    /// Where what it hears goes.
    out: BlockWriter,
    id: ParticipantId,
}

impl<'a> Member<'a> {
    /// One who says `says` and whose sound goes to `out`.
    pub fn new(name: &'a OsStr, says: &'a [i16], out: BlockWriter) -> Member<'a> {
        let mut said = Levels::default();
        said.add(says);
        let (heard, limited, id) = (Levels::default(), 0, ParticipantId::NONE);
        Member {
            name,
            says,
            said,
            heard,
            limited,
            out,
            id,
        }
    }
}

/// What there is to tell of a conference that is over.
#[derive(Debug)]
pub struct Outcome {
    /// The engine's count of it.
    pub stats: EngineStats,
    /// What its arithmetic ran on.
    pub simd: SimdLevel,
    /// How long it took, with the writing of files.
    pub took: Duration,
}

/// Runs until every member has said what it has to say, then all leave.
///
/// What was heard is written as long as the longest speech, to the sample.
pub fn run(
    members: &mut [Member<'_>],
    rate: SampleRate,
    frame_len: FrameLen,
    log: &mut EventLog,
    staging: &Staging,
    progress: &ProgressBar,
) -> Result<Outcome, Failure> {
    let started = Instant::now();
    let engine = open(members, rate, frame_len)?;
    let length = members.iter().map(|member| member.says.len()).max().unwrap_or(0);
    let mut frame = vec![0; frame_len.samples(rate)];
    progress.set_length(length.div_ceil(frame.len()) as u64);
    for start in (0..length).step_by(frame.len()) {
        for member in members.iter() {
            say(&engine, member, start, &mut frame)?;
        }
        engine.tick()?;
        let kept = frame.len().min(length - start);
        for member in members.iter_mut() {
            hear(&engine, member, &mut frame)?;
            member.heard.add(&frame[..kept]);
            member
                .out
                .push(&frame[..kept])
                .map_err(|error| staging.failure(member.out.path(), error))?;
        }
        log.drain(&engine, staging)?;
        progress.inc(1);
    }
    for member in members.iter_mut() {
        member
            .out
            .finish()
            .map_err(|error| staging.failure(member.out.path(), error))?;
    }
    let stats = engine.stats();
    close(&engine, members, log, staging)?;
    Ok(Outcome {
        stats,
        simd: engine.simd_level(),
        took: started.elapsed(),
    })
}

/// An engine with all members in its one room.
fn open(members: &mut [Member<'_>], rate: SampleRate, frame_len: FrameLen) -> Result<Engine, Failure> {
    let count = members.len() as u32;
    let engine = Engine::new(&EngineConfig {
        sample_rate: rate,
        frame_len,
        max_participants: count,
        max_rooms: 1,
        room_capacity: count,
        prefill_ms: 0,
        ..EngineConfig::default()
    })?;
    let options = JoinOptions {
        talk_events: true,
        ..JoinOptions::new(CONFERENCE)
    };
    for (user, member) in members.iter_mut().enumerate() {
        let config = ParticipantConfig {
            account: ACCOUNT,
            environment: ENVIRONMENT,
            user: user as u64,
        };
        member.id = engine.participant_new(&config)?;
        engine.join(member.id, &options)?;
    }
    Ok(engine)
}

/// Gives the engine the frame that begins at sample `start` of what the member says.
fn say(engine: &Engine, member: &Member<'_>, start: usize, frame: &mut [i16]) -> Result<(), Failure> {
    let rest = member.says.get(start..).unwrap_or_default();
    let spoken = rest.len().min(frame.len());
    frame[..spoken].copy_from_slice(&rest[..spoken]);
    frame[spoken..].fill(0);
    complete(member, "taken", engine.write(member.id, frame)?, frame.len())
}

/// Fills `frame` with what the member hears in this tick.
fn hear(engine: &Engine, member: &mut Member<'_>, frame: &mut [i16]) -> Result<(), Failure> {
    let info = engine.read_ex(member.id, frame)?;
    member.limited += u64::from(info.flags & READ_OVERLOAD != 0);
    complete(member, "given", info.real, frame.len())
}

/// Fails unless the engine has dealt with a whole frame: on a clock of our own anything less is a defect.
fn complete(member: &Member<'_>, verb: &str, found: usize, due: usize) -> Result<(), Failure> {
    if found == due {
        return Ok(());
    }
    Err(Failure::Run(format!(
        "{}: the engine has {verb} {found} samples of a frame of {due}; please report this",
        member.name.display()
    )))
}

/// All leave, and their leaving and the room's end are told.
fn close(
    engine: &Engine,
    members: &[Member<'_>],
    log: &mut EventLog,
    staging: &Staging,
) -> Result<(), Failure> {
    for member in members.iter().rev() {
        engine.leave(member.id)?;
    }
    // Leaving is due at the next tick; a few more do no harm.
    for _ in 0..8 {
        engine.tick()?;
        log.drain(engine, staging)?;
        if log.room_ended() {
            return Ok(());
        }
    }
    Err(Failure::Run(
        "the room has not ended though all have left; please report this".into(),
    ))
}
