//! A soak in real time: the engine's driver ticks, this thread writes and reads for all.

use std::time::{Duration, Instant};

use mixminus::{Clock, DriverConfig, Engine, ParticipantStats};

use super::args::Args;
use super::crowd::{Crowd, Mark};
use super::findings::Findings;
use super::ledger::Ledger;
use super::live_line::LiveLine;
use super::outcome::{Memory, Outcome, RealTime, engine_config, stages_since};
use super::rehearsal;
use super::watch::Watch;
use super::witness::Witness;
use crate::fail::Failure;

/// The priority that the driver asks for.
const PRIORITY: u32 = 50;

/// How long the clock has to settle once all have joined, seconds; no longer than the run itself.
const SETTLE_S: u32 = 2;

/// How long what still plays in the end is waited for at most, seconds.
const DRAIN_S: u32 = 10;

/// How many participants are served between two looks at the engine's times.
const BETWEEN_LOOKS: usize = 256;

/// A soak on its way.
struct Soak {
    engine: Engine,
    crowd: Crowd,
    witness: Witness,
    ledger: Ledger,
    watch: Watch,
    silence: Vec<i16>,
    heard: Vec<i16>,
    started: Instant,
    period: Duration,
    /// Frames that this thread has moved.
    moved: u32,
    empty_reads: u64,
}

/// Runs it.
pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let line = LiveLine::new(!args.quiet);
    line.wait("making the engine");
    let config = engine_config(args);
    let engine = Engine::new(&config)?;
    let scripts = rehearsal::scripts(args.rate, args.frame_ms, &line)?;
    let checked = args.checked() as usize;
    let crowd = Crowd::new(args, &engine, scripts, checked)?;
    let driver = DriverConfig {
        clock: Clock::System,
        workers: args.workers,
        realtime_priority: PRIORITY,
        ..DriverConfig::default()
    };
    let report = engine.start(&driver)?;
    let mut soak = Soak {
        crowd,
        witness: Witness::new(checked, args.frame()),
        ledger: Ledger::new(),
        watch: Watch::new(&engine),
        silence: vec![0; args.frame()],
        heard: vec![0; args.frame()],
        started: Instant::now(),
        period: Duration::from_millis(u64::from(args.frame_ms.ms())),
        moved: 0,
        empty_reads: 0,
        engine,
    };
    while !soak.crowd.is_seated() {
        line.wait(format!("joining: {} of {}", soak.crowd.done.joins, args.seats()));
        soak.step(true)?;
    }
    let settle_s = SETTLE_S.min(args.seconds);
    line.wait(format!("letting the clock settle: {settle_s} s"));
    for _ in 0..args.ticks_of(settle_s) {
        soak.step(true)?;
    }
    soak.watch = Watch::new(&soak.engine);
    (soak.witness.findings, soak.empty_reads) = (Findings::NONE, 0);
    let underruns_before = soak.underruns_of_all();
    let mut memory = Memory::at_start(&config)?;
    let stages = soak.engine.stats().stage_ns;
    line.run(args.ticks());
    let mut frames = 0;
    for at in 1..=args.ticks() {
        soak.step(true)?;
        let present = soak.engine.stats().active_participants;
        frames += u64::from(present);
        line.tell(at, &soak.watch.wall, &soak.witness.findings, present);
    }
    memory.at_end();
    let stages = stages_since(&soak.engine, &stages);
    let (wall, cpu, late) = (soak.watch.wall.clone(), soak.watch.cpu.clone(), soak.watch.late.clone());
    let underruns = soak.underruns_of_all() - underruns_before;
    let mut drain_ticks = 0;
    while !soak.ledger.has_all(&soak.crowd.done) && drain_ticks < args.ticks_of(DRAIN_S) {
        let plays = soak.crowd.done.plays - soak.ledger.done.plays.min(soak.crowd.done.plays);
        line.wait(format!("waiting for prompts that still play: {plays}"));
        soak.step(false)?;
        drain_ticks += 1;
    }
    line.finish();
    soak.engine.stop()?;
    soak.ledger.poll(&soak.engine, &soak.crowd, None)?;
    let mut outcome = Outcome {
        simd: soak.engine.simd_level().name(),
        wall,
        cpu,
        late: Some(late),
        io_ns: None,
        stages,
        frames,
        done: soak.crowd.done,
        faults: soak.ledger.faults(&soak.crowd.done, 0, false),
        ledger: soak.ledger,
        findings: soak.witness.findings,
        hash: None,
        memory,
        recording: None,
        real_time: Some(RealTime {
            priority_errno: report.realtime_errno,
            underruns,
            empty_reads: soak.empty_reads,
            drain_ticks,
        }),
    };
    if outcome.findings.checked == 0 && checked > 0 {
        outcome.faults.push("no frame could be judged: this machine is too slow for so many".into());
    }
    outcome.judge();
    Ok(outcome)
}

impl Soak {
    /// A frame in and a frame out for everyone, when they are due; then who comes and goes, if anyone does.
    fn step(&mut self, churns: bool) -> Result<(), Failure> {
        let due = self.started + self.period * self.moved;
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        self.moved += 1;
        let mut served = 0;
        for room in 0..self.crowd.rooms.len() {
            for at in 0..self.crowd.rooms[room].seats.len() {
                if served % BETWEEN_LOOKS == 0 {
                    self.watch.look(&self.engine);
                }
                served += 1;
                self.serve(room, self.crowd.rooms[room].seats[at])?;
            }
        }
        self.witness.judge(&self.engine)?;
        self.pass_time();
        if churns {
            self.crowd.churn(&self.engine, u64::from(self.moved), &mut self.witness)?;
        }
        self.ledger.poll(&self.engine, &self.crowd, None)?;
        self.crowd.settle();
        self.watch.look(&self.engine);
        Ok(())
    }

    /// One participant's frames.
    fn serve(&mut self, room: usize, number: usize) -> Result<(), Failure> {
        let seat = &self.crowd.seats[number];
        if seat.mark == Mark::Away {
            return Ok(());
        }
        self.engine.write(seat.participant, self.crowd.said(seat).unwrap_or(&self.silence))?;
        let info = self.engine.read_ex(seat.participant, &mut self.heard)?;
        self.empty_reads += u64::from(info.real == 0);
        if info.real > 0 {
            self.witness.heard(room, number, &info, &self.heard);
        }
        Ok(())
    }

    /// What plays has played a frame more.
    fn pass_time(&mut self) {
        let Crowd { rooms, seats, prompts, .. } = &mut self.crowd;
        let [announced, said] = prompts;
        rooms.iter_mut().for_each(|room| _ = Crowd::play(announced, &mut room.announced, self.silence.len()));
        seats.iter_mut().for_each(|seat| _ = Crowd::play(said, &mut seat.said, self.silence.len()));
    }

    /// How often in-rings ran dry, of those who are in and of those who have left.
    fn underruns_of_all(&self) -> u64 {
        let present = self.crowd.seats.iter().filter(|seat| seat.mark != Mark::Away);
        let stats = present.map(|seat| self.engine.participant_stats(seat.participant).unwrap_or_default());
        self.witness.underruns + stats.map(|stats: ParticipantStats| stats.underruns).sum::<u64>()
    }
}
