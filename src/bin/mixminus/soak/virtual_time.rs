//! A soak in virtual time: write, tick, read, each timed; then all outputs are compared.

use std::time::Instant;

use mixminus::{Clock, DriverConfig, Engine, ParticipantId};

use super::args::Args;
use super::callers::{CallerPool, CallerState};
use super::churn::CallObserver;
use super::event_check::EventCheck;
use super::exact::Hash;
use super::min_times::{MinTimes, TickTime};
use super::outcome::{Memory, Outcome, engine_config, stages_since};
use super::process::thread_cpu_ns;
use super::progress_line::ProgressLine;
use super::recording::Recorder;
use super::reference::Reference;
use super::solo;
use super::tapped::TappedContributions;
use super::times::Times;
use crate::fail::Failure;
use crate::network::Packet;

/// Observes nothing.
struct NoObserver;

impl CallObserver for NoObserver {
    fn joins(&mut self, _: &Engine, _: usize, _: usize, _: ParticipantId) -> Result<(), Failure> {
        Ok(())
    }

    fn leaves(&mut self, _: &Engine, _: usize, _: usize, _: ParticipantId) {}
}

/// A running soak.
struct Soak<'a> {
    args: &'a Args,
    engine: Engine,
    pool: CallerPool,
    reference: Reference,
    /// With impaired lines, what callers contribute.
    tapped: Option<TappedContributions>,
    /// With impaired lines, the packets that arrive before this tick, each with the number of its caller.
    arrivals: Vec<(usize, Packet)>,
    event_check: EventCheck,
    hash: Hash,
    /// The outputs of a tick, per caller.
    outputs: Vec<i16>,
    silence: Vec<i16>,
    tick: u64,
    io_ns: Option<u64>,
    frames: u64,
    /// The tick in which a wrong sample is written, for a test.
    fault_at: Option<u64>,
}

/// Runs the soak `args.runs` times. All runs must have the same hash; each tick counts by its minimum.
pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let mut least = MinTimes::new(if args.runs > 1 { args.ticks() as usize } else { 0 });
    let line = ProgressLine::new(!args.quiet);
    let mut outcome = run_once(args, &line, &mut least)?;
    for run in 2..=args.runs {
        let again = run_once(args, &line, &mut least)?;
        if again.hash != outcome.hash {
            outcome.faults.push(format!("run {run} differs from the first"));
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
fn run_once(args: &Args, line: &ProgressLine, least: &mut MinTimes) -> Result<Outcome, Failure> {
    line.wait("making the engine");
    let config = engine_config(args);
    let engine = Engine::new(&config)?;
    if args.workers > 1 {
        let driver = DriverConfig { clock: Clock::Host, workers: args.workers, ..DriverConfig::default() };
        engine.start(&driver)?;
    }
    let scripts = solo::scripts(args.rate, args.frame_ms, line)?;
    let pool = CallerPool::new(args, &engine, scripts, 0)?;
    let mut soak = Soak {
        args,
        pool,
        reference: Reference::new(args.frame(), args.rate.samples_in_ms(1)),
        tapped: TappedContributions::new(args),
        arrivals: Vec::new(),
        event_check: EventCheck::new(args.impair.is_none()),
        hash: Hash::START,
        outputs: vec![0; args.callers() * args.frame()],
        silence: vec![0; args.frame()],
        tick: 0,
        io_ns: thread_cpu_ns().map(|_| 0),
        frames: 0,
        fault_at: None,
        engine,
    };
    while !soak.pool.have_all_joined() {
        line.wait(format!("joining: {} of {}", soak.pool.done.joins, args.callers()));
        soak.step()?;
    }
    soak.frames = 0;
    soak.io_ns = soak.io_ns.map(|_| 0);
    soak.fault_at = args.plant_fault.map(|ticks| soak.tick + ticks);
    let mut memory = Memory::at_start(&config)?;
    let stages = soak.engine.stats().stage_ns;
    let counts = soak.pool.begin_counting(&soak.engine);
    let recorder = match &args.record {
        Some(path) => {
            soak.reference.begin_recording();
            Some(Recorder::start(&soak.engine, soak.pool.rooms[0].id, path, soak.tick + 1)?)
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
        line.update(at, &wall, &soak.reference.result, soak.engine.stats().active_participants);
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
    let lines = soak.pool.lines_since(&soak.engine, counts);
    let mut faults = soak.event_check.faults(&soak.pool.done, soak.pool.playing());
    if soak.reference.plays_ended + soak.pool.playing() != soak.pool.done.plays {
        faults.push("the numbers of plays do not agree".into());
    }
    let mut outcome = Outcome {
        simd: soak.engine.simd_level().name(),
        wall,
        cpu,
        late: None,
        io_ns: soak.io_ns,
        stages,
        frames: soak.frames,
        done: soak.pool.done,
        event_check: soak.event_check,
        result: soak.reference.result,
        hash: Some(soak.hash.0),
        memory,
        lines,
        recording,
        real_time: None,
        faults,
    };
    outcome.judge();
    Ok(outcome)
}

impl Soak<'_> {
    /// One tick with its writes, reads and checks; returns the run time of the tick.
    fn step(&mut self) -> Result<TickTime, Failure> {
        self.collect_arrivals();
        let started = thread_cpu_ns();
        self.write()?;
        let written = thread_cpu_ns();
        match &mut self.tapped {
            Some(tapped) => self.pool.churn(&self.engine, self.tick + 1, tapped)?,
            None => self.pool.churn(&self.engine, self.tick + 1, &mut NoObserver)?,
        }
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
        self.hash_outputs();
        self.check()?;
        self.event_check.poll(&self.engine, &self.pool, Some((self.tick, &mut self.hash)))?;
        self.pool.finish_tick();
        Ok(TickTime { wall: took.as_nanos() as u64, cpu })
    }

    /// With impaired lines: lets a tick pass on the network.
    fn collect_arrivals(&mut self) {
        self.arrivals.clear();
        if self.pool.lines.is_none() {
            return;
        }
        for number in 0..self.pool.callers.len() {
            if self.pool.callers[number].state == CallerState::Stays {
                let arrived = self.pool.arrivals(number);
                self.arrivals.extend(arrived.into_iter().map(|packet| (number, packet)));
            }
        }
    }

    /// Compares the outputs of this tick.
    fn check(&mut self) -> Result<(), Failure> {
        if let Some(tapped) = &mut self.tapped {
            tapped.read(&self.engine, self.tick, &self.pool)?;
        }
        if let Some(lines) = &mut self.pool.lines {
            lines.measure(&self.engine, self.tick);
        }
        let (tapped, checked) = (self.tapped.as_ref(), self.args.checked() as usize);
        self.reference.check_tick(self.tick, &mut self.pool, checked, tapped, &self.outputs);
        Ok(())
    }

    /// All callers write a frame, or what has arrived of them.
    fn write(&mut self) -> Result<(), Failure> {
        for (number, packet) in &self.arrivals {
            let participant = self.pool.callers[*number].participant;
            self.engine.write_ex(participant, &packet.samples, &packet.info)?;
        }
        if self.pool.lines.is_some() {
            return Ok(());
        }
        let mut fault = self.fault_at.is_some_and(|tick| self.tick >= tick);
        for caller in self.pool.callers.iter().filter(|caller| caller.state == CallerState::Stays) {
            let said = self.pool.said(caller);
            if fault
                && let Some(said) = said
                && self.is_voice(said, caller.frame, caller.script)
            {
                let mut wrong = said.to_vec();
                wrong[0] ^= 1;
                self.engine.write(caller.participant, &wrong)?;
                (fault, self.fault_at) = (false, None);
                continue;
            }
            self.engine.write(caller.participant, said.unwrap_or(&self.silence))?;
        }
        Ok(())
    }

    /// Returns true if a frame has voice and passes unchanged.
    fn is_voice(&self, said: &[i16], frame: usize, script: Option<usize>) -> bool {
        let far_from_dtmf = script.is_some_and(|script| self.pool.scripts[script].is_far_from_dtmf(frame));
        far_from_dtmf && said[0].unsigned_abs() > 100
    }

    /// All callers read a frame.
    fn read(&mut self) -> Result<(), Failure> {
        let frames = self.outputs.chunks_exact_mut(self.silence.len());
        let is_due = self.fault_at.is_some_and(|tick| self.tick >= tick);
        let mut plants_fault = is_due && self.pool.lines.is_some();
        for (caller, frame) in self.pool.callers.iter().zip(frames) {
            if !matches!(caller.state, CallerState::Away | CallerState::Leaves) {
                self.engine.read(caller.participant, frame)?;
                if std::mem::take(&mut plants_fault) {
                    frame[0] ^= 1;
                    self.fault_at = None;
                }
            }
        }
        Ok(())
    }

    fn hash_outputs(&mut self) {
        let frames = self.outputs.chunks_exact(self.silence.len());
        for (caller, frame) in self.pool.callers.iter().zip(frames) {
            if !matches!(caller.state, CallerState::Away | CallerState::Leaves) {
                self.hash.samples(frame);
            }
        }
    }
}
