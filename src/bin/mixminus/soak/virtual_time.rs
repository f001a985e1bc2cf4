//! A soak as fast as the machine goes: write, tick, read, each timed, and then all is compared.

use std::time::Instant;

use mixminus::{Clock, DriverConfig, Engine, ParticipantId};

use super::args::Args;
use super::crowd::{Crowd, Mark, Watcher};
use super::exact::Hash;
use super::least::{Least, Took};
use super::ledger::Ledger;
use super::live_line::LiveLine;
use super::outcome::{Memory, Outcome, engine_config, stages_since};
use super::process::thread_cpu_ns;
use super::recording::Recorder;
use super::reference::Reference;
use super::rehearsal;
use super::times::Times;
use crate::fail::Failure;

/// Nobody has to be told.
struct Nobody;

impl Watcher for Nobody {
    fn joins(&mut self, _: &Engine, _: usize, _: usize, _: ParticipantId) -> Result<(), Failure> {
        Ok(())
    }

    fn leaves(&mut self, _: &Engine, _: usize, _: usize, _: ParticipantId) {}
}

/// A soak on its way.
struct Soak<'a> {
    args: &'a Args,
    engine: Engine,
    crowd: Crowd,
    reference: Reference,
    ledger: Ledger,
    hash: Hash,
    /// By seat, what it was given.
    heard: Vec<i16>,
    silence: Vec<i16>,
    tick: u64,
    io_ns: Option<u64>,
    frames: u64,
    /// The tick in which a wrong sample is written.
    fault_at: Option<u64>,
}

/// Runs it, as often as it is to be run. Several runs have to take the same course, and count by the least that each tick
/// took.
pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let mut least = Least::new(if args.runs > 1 { args.ticks() as usize } else { 0 });
    let line = LiveLine::new(!args.quiet);
    let mut outcome = run_once(args, &line, &mut least)?;
    for run in 2..=args.runs {
        let again = run_once(args, &line, &mut least)?;
        if again.hash != outcome.hash {
            outcome.faults.push(format!("run {run} has taken another course than the first"));
        }
        outcome.faults.extend(again.faults);
        outcome.io_ns = outcome.io_ns.min(again.io_ns);
    }
    line.finish();
    if args.runs > 1 {
        (outcome.wall, outcome.cpu) = least.times();
    }
    Ok(outcome)
}

/// One run.
fn run_once(args: &Args, line: &LiveLine, least: &mut Least) -> Result<Outcome, Failure> {
    line.wait("making the engine");
    let config = engine_config(args);
    let engine = Engine::new(&config)?;
    if args.workers > 1 {
        let driver = DriverConfig { clock: Clock::Host, workers: args.workers, ..DriverConfig::default() };
        engine.start(&driver)?;
    }
    let scripts = rehearsal::scripts(args.rate, args.frame_ms, line)?;
    let crowd = Crowd::new(args, &engine, scripts, 0)?;
    let mut soak = Soak {
        args,
        crowd,
        reference: Reference::new(args.frame(), args.rate.samples_in_ms(1)),
        ledger: Ledger::new(),
        hash: Hash::START,
        heard: vec![0; args.seats() * args.frame()],
        silence: vec![0; args.frame()],
        tick: 0,
        io_ns: thread_cpu_ns().map(|_| 0),
        frames: 0,
        fault_at: None,
        engine,
    };
    while !soak.crowd.is_seated() {
        line.wait(format!("joining: {} of {}", soak.crowd.done.joins, args.seats()));
        soak.step()?;
    }
    soak.frames = 0;
    soak.io_ns = soak.io_ns.map(|_| 0);
    soak.fault_at = args.plant_fault.map(|ticks| soak.tick + ticks);
    let mut memory = Memory::at_start(&config)?;
    let stages = soak.engine.stats().stage_ns;
    let recorder = match &args.record {
        Some(path) => {
            soak.reference.begin_recording();
            Some(Recorder::start(&soak.engine, soak.crowd.rooms[0].id, path, soak.tick + 1)?)
        }
        None => None,
    };
    line.run(args.ticks());
    let (mut wall, mut cpu) = (Times::new(), Times::new());
    for at in 1..=args.ticks() {
        let took = soak.step()?;
        wall.add(took.wall);
        took.cpu.into_iter().for_each(|ns| cpu.add(ns));
        if args.runs > 1 {
            least.note(at as usize - 1, took);
        }
        if let Some(recorder) = &recorder {
            recorder.keep_up(&soak.engine, soak.tick)?;
        }
        line.tell(at, &wall, &soak.reference.findings, soak.engine.stats().active_participants);
    }
    memory.at_end();
    let stages = stages_since(&soak.engine, &stages);
    let recording = match recorder {
        Some(recorder) => {
            let expected = soak.reference.recorded;
            Some(recorder.finish(&soak.engine, expected, args.ticks(), args.frame())?)
        }
        None => None,
    };
    let mut faults = soak.ledger.faults(&soak.crowd.done, soak.crowd.playing(), true);
    if soak.reference.plays_ended + soak.crowd.playing() != soak.crowd.done.plays {
        faults.push("the plays do not add up".into());
    }
    let mut outcome = Outcome {
        simd: soak.engine.simd_level().name(),
        wall,
        cpu,
        late: None,
        io_ns: soak.io_ns,
        stages,
        frames: soak.frames,
        done: soak.crowd.done,
        ledger: soak.ledger,
        findings: soak.reference.findings,
        hash: Some(soak.hash.0),
        memory,
        recording,
        real_time: None,
        faults,
    };
    outcome.judge();
    Ok(outcome)
}

impl Soak<'_> {
    /// One tick, and all around it; how long the tick ran.
    fn step(&mut self) -> Result<Took, Failure> {
        let started = thread_cpu_ns();
        self.write()?;
        let written = thread_cpu_ns();
        self.crowd.churn(&self.engine, self.tick + 1, &mut Nobody)?;
        let (clock, before) = (Instant::now(), thread_cpu_ns());
        self.tick = self.engine.tick()?;
        let (took, ticked) = (clock.elapsed(), thread_cpu_ns());
        self.read()?;
        let read = thread_cpu_ns();
        let mut cpu = None;
        if let (Some(started), Some(written), Some(before), Some(ticked), Some(read)) =
            (started, written, before, ticked, read)
        {
            cpu = Some(ticked - before);
            self.io_ns = self.io_ns.map(|ns| ns + (written - started) + (read - ticked));
        }
        self.frames += u64::from(self.engine.stats().active_participants);
        self.hash_heard();
        self.reference.look(self.tick, &mut self.crowd, self.args.checked() as usize, &self.heard);
        self.ledger.poll(&self.engine, &self.crowd, Some((self.tick, &mut self.hash)))?;
        self.crowd.settle();
        Ok(Took { wall: took.as_nanos() as u64, cpu })
    }

    /// Everyone says a frame.
    fn write(&mut self) -> Result<(), Failure> {
        let mut fault = self.fault_at.is_some_and(|tick| self.tick >= tick);
        for seat in self.crowd.seats.iter().filter(|seat| seat.mark == Mark::Stays) {
            let said = self.crowd.said(seat);
            if fault
                && let Some(said) = said
                && self.is_heard_loud(said, seat.frame, seat.script)
            {
                let mut wrong = said.to_vec();
                wrong[0] ^= 1;
                self.engine.write(seat.participant, &wrong)?;
                (fault, self.fault_at) = (false, None);
                continue;
            }
            self.engine.write(seat.participant, said.unwrap_or(&self.silence))?;
        }
        Ok(())
    }

    /// Whether a frame is of a voice, and passes as it is.
    fn is_heard_loud(&self, said: &[i16], frame: usize, script: Option<usize>) -> bool {
        let calm = script.is_some_and(|script| self.crowd.scripts[script].is_calm(frame));
        calm && said[0].unsigned_abs() > 100
    }

    /// Everyone hears one.
    fn read(&mut self) -> Result<(), Failure> {
        let frames = self.heard.chunks_exact_mut(self.silence.len());
        for (seat, frame) in self.crowd.seats.iter().zip(frames) {
            if !matches!(seat.mark, Mark::Away | Mark::Leaves) {
                self.engine.read(seat.participant, frame)?;
            }
        }
        Ok(())
    }

    fn hash_heard(&mut self) {
        let frames = self.heard.chunks_exact(self.silence.len());
        for (seat, frame) in self.crowd.seats.iter().zip(frames) {
            if !matches!(seat.mark, Mark::Away | Mark::Leaves) {
                self.hash.samples(frame);
            }
        }
    }
}
