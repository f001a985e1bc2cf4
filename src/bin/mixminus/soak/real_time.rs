//! A soak in real time: the engine's driver ticks, this thread writes and reads for all callers.

use std::time::{Duration, Instant};

use mixminus::{Clock, DriverConfig, Engine, ParticipantStats};

use super::args::Args;
use super::callers::{CallerPool, CallerState};
use super::event_check::EventCheck;
use super::findings::CheckResult;
use super::outcome::{Memory, Outcome, RealTime, engine_config, stages_since};
use super::progress_line::ProgressLine;
use super::solo;
use super::tap_check::TapCheck;
use super::tick_monitor::TickMonitor;
use crate::fail::Failure;

/// The priority that the driver asks for.
const PRIORITY: u32 = 50;

/// How long the clock settles once all have joined, seconds; at most as long as the run.
const SETTLE_S: u32 = 2;

/// The longest wait for plays at the end, seconds.
const DRAIN_S: u32 = 10;

/// Participants that are served between two samples of the engine's times.
const BETWEEN_SAMPLES: usize = 256;

/// A running soak.
struct Soak {
    engine: Engine,
    pool: CallerPool,
    tap_check: TapCheck,
    event_check: EventCheck,
    monitor: TickMonitor,
    silence: Vec<i16>,
    output: Vec<i16>,
    started: Instant,
    period: Duration,
    /// Frames that this thread has written and read, per participant.
    moved: u32,
    empty_reads: u64,
}

/// Runs it.
pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let line = ProgressLine::new(!args.quiet);
    line.wait("making the engine");
    let config = engine_config(args);
    let engine = Engine::new(&config)?;
    let scripts = solo::scripts(args.rate, args.frame_ms, &line)?;
    let checked = args.checked() as usize;
    let pool = CallerPool::new(args, &engine, scripts, checked)?;
    let driver = DriverConfig {
        clock: Clock::System,
        workers: args.workers,
        realtime_priority: PRIORITY,
        ..DriverConfig::default()
    };
    let report = engine.start(&driver)?;
    let mut soak = Soak {
        pool,
        tap_check: TapCheck::new(checked, args.frame()),
        event_check: EventCheck::new(false),
        monitor: TickMonitor::new(&engine),
        silence: vec![0; args.frame()],
        output: vec![0; args.frame()],
        started: Instant::now(),
        period: Duration::from_millis(u64::from(args.frame_ms.ms())),
        moved: 0,
        empty_reads: 0,
        engine,
    };
    while !soak.pool.have_all_joined() {
        line.wait(format!("joining: {} of {}", soak.pool.done.joins, args.callers()));
        soak.step(true)?;
    }
    let settle_s = SETTLE_S.min(args.seconds);
    line.wait(format!("letting the clock settle: {settle_s} s"));
    for _ in 0..args.ticks_of(settle_s) {
        soak.step(true)?;
    }
    soak.monitor = TickMonitor::new(&soak.engine);
    (soak.tap_check.result, soak.empty_reads) = (CheckResult::NONE, 0);
    let underruns_before = soak.underruns_of_all();
    let mut memory = Memory::at_start(&config)?;
    let stages = soak.engine.stats().stage_ns;
    let counts = soak.pool.begin_counting(&soak.engine);
    line.run(args.ticks());
    let mut frames = 0;
    for at in 1..=args.ticks() {
        soak.step(true)?;
        let present = soak.engine.stats().active_participants;
        frames += u64::from(present);
        line.update(at, &soak.monitor.wall, &soak.tap_check.result, present);
    }
    memory.at_end();
    let stages = stages_since(&soak.engine, &stages);
    let lines = soak.pool.lines_since(&soak.engine, counts);
    let (wall, cpu, late) = (soak.monitor.wall.clone(), soak.monitor.cpu.clone(), soak.monitor.late.clone());
    let underruns = soak.underruns_of_all() - underruns_before;
    let mut drain_ticks = 0;
    while !soak.event_check.has_all(&soak.pool.done) && drain_ticks < args.ticks_of(DRAIN_S) {
        let plays = soak.pool.done.plays - soak.event_check.done.plays.min(soak.pool.done.plays);
        line.wait(format!("waiting for prompts that still play: {plays}"));
        soak.step(false)?;
        drain_ticks += 1;
    }
    line.finish();
    soak.engine.stop()?;
    soak.event_check.poll(&soak.engine, &soak.pool, None)?;
    let mut outcome = Outcome {
        simd: soak.engine.simd_level().name(),
        wall,
        cpu,
        late: Some(late),
        io_ns: None,
        stages,
        frames,
        done: soak.pool.done,
        faults: soak.event_check.faults(&soak.pool.done, 0),
        event_check: soak.event_check,
        result: soak.tap_check.result,
        hash: None,
        memory,
        lines,
        recording: None,
        real_time: Some(RealTime {
            priority_errno: report.realtime_errno,
            underruns,
            empty_reads: soak.empty_reads,
            drain_ticks,
        }),
    };
    if outcome.result.checked == 0 && checked > 0 {
        outcome
            .faults
            .push("no frame could be compared: this machine is too slow for so many participants".into());
    }
    outcome.judge();
    Ok(outcome)
}

impl Soak {
    /// Waits for the next frame time, then writes and reads a frame for all; then lets callers join and leave if
    /// `churns`.
    fn step(&mut self, churns: bool) -> Result<(), Failure> {
        let due = self.started + self.period * self.moved;
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        self.moved += 1;
        let mut served = 0;
        for room in 0..self.pool.rooms.len() {
            for at in 0..self.pool.rooms[room].callers.len() {
                if served % BETWEEN_SAMPLES == 0 {
                    self.monitor.sample(&self.engine);
                }
                served += 1;
                self.serve(room, self.pool.rooms[room].callers[at])?;
            }
        }
        if let Some(lines) = &mut self.pool.lines {
            lines.measure(&self.engine, u64::from(self.moved));
        }
        self.tap_check.compare(&self.engine)?;
        self.pass_time();
        if churns {
            self.pool.churn(&self.engine, u64::from(self.moved), &mut self.tap_check)?;
        }
        self.event_check.poll(&self.engine, &self.pool, None)?;
        self.pool.finish_tick();
        self.monitor.sample(&self.engine);
        Ok(())
    }

    /// Writes a frame of one caller, or what has arrived of it, and reads one.
    fn serve(&mut self, room: usize, number: usize) -> Result<(), Failure> {
        if self.pool.callers[number].state == CallerState::Away {
            return Ok(());
        }
        let arrivals = self.pool.arrivals(number);
        let caller = &self.pool.callers[number];
        for packet in &arrivals {
            self.engine.write_ex(caller.participant, &packet.samples, &packet.info)?;
        }
        if self.pool.lines.is_none() {
            self.engine.write(caller.participant, self.pool.said(caller).unwrap_or(&self.silence))?;
        }
        let info = self.engine.read_ex(caller.participant, &mut self.output)?;
        self.empty_reads += u64::from(info.real == 0);
        self.tap_check.add_output(room, number, &info, &self.output);
        Ok(())
    }

    /// Advances all plays by a frame.
    fn pass_time(&mut self) {
        let CallerPool { rooms, callers, prompts, .. } = &mut self.pool;
        let [announced, said] = prompts;
        rooms
            .iter_mut()
            .for_each(|room| _ = CallerPool::play(announced, &mut room.announced, self.silence.len()));
        callers
            .iter_mut()
            .for_each(|caller| _ = CallerPool::play(said, &mut caller.said, self.silence.len()));
    }

    /// Underruns of all participants, present or gone.
    fn underruns_of_all(&self) -> u64 {
        let present = self.pool.callers.iter().filter(|caller| caller.state != CallerState::Away);
        let stats =
            present.map(|caller| self.engine.participant_stats(caller.participant).unwrap_or_default());
        self.tap_check.underruns + stats.map(|stats: ParticipantStats| stats.underruns).sum::<u64>()
    }
}
