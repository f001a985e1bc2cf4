//! Runs a scenario in virtual time: before each tick due events are applied, then every line sends its frame; after the
//! tick every line receives one.

use indicatif::ProgressBar;
use mixminus::{
    Clock, DriverConfig, Engine, EngineConfig, LineClass, ParticipantConfig, ParticipantId, RoomTemplate,
    SampleRate, Status,
};

use super::actions;
use super::app::{App, Progress};
use super::file::script::{Call, CallAction, Event, RoomName, Script, What};
use super::line::Line;
use super::out_of_band::OutOfBandDigits;
use super::report::LineReport;
use super::sounds::Sounds;
use crate::fail::Failure;
use crate::render::events::EventLog;
use crate::render::outputs::Staging;
use crate::wav_writer::BlockWriter;

/// A running call.
#[derive(Debug)]
struct CallRun<'a> {
    call: &'a Call,
    id: Option<ParticipantId>,
    is_over: bool,
    app: App<'a>,
    line: Line<'a>,
    out_of_band: Vec<OutOfBandDigits>,
    out: BlockWriter,
    report: Option<LineReport>,
}

/// A running scenario.
#[derive(Debug)]
pub struct ScenarioRun<'a> {
    script: &'a Script,
    engine: Engine,
    sounds: Sounds,
    calls: Vec<CallRun<'a>>,
    log: EventLog,
    staging: &'a Staging,
}

impl<'a> ScenarioRun<'a> {
    /// Prepares a scenario; no call has begun. `outs`: the output file of each call.
    pub fn new(
        script: &'a Script,
        outs: Vec<BlockWriter>,
        log: EventLog,
        staging: &'a Staging,
    ) -> Result<ScenarioRun<'a>, Failure> {
        let calls = script.calls.len() as u32;
        let engine = Engine::new(&EngineConfig {
            sample_rate: script.rate,
            line_classes: line_classes(script),
            frame_len: script.frame_len,
            max_participants: calls,
            // A room that was left counts until the next tick.
            max_rooms: 2 * calls + script.rooms.len() as u32,
            prefill_ms: script.prefill_ms,
            dtmf_look_ahead_ms: script.dtmf_look_ahead_ms,
            session_limit_s: script.session_limit_s,
            max_cap_ms: 200,
            max_write_ms: 1000,
            ..EngineConfig::default()
        })?;
        let sounds = Sounds::new(&engine, &script.prompts)?;
        for room in &script.rooms {
            let template = RoomTemplate {
                capacity: room.capacity,
                limit_s: room.limit_s,
                alone_loop: sounds.get(room.alone),
                sample_rate: Some(room.rate),
            };
            let RoomName { account, environment, id } = &room.name;
            let (account, environment) = (account.as_bytes(), environment.as_bytes());
            engine.set_room_template(account, environment, Some(id.as_bytes()), Some(&template))?;
        }
        if script.workers > 1 {
            let config = DriverConfig { clock: Clock::Host, workers: script.workers, ..Default::default() };
            engine.start(&config)?;
        }
        let calls = script.calls.iter().zip(outs).map(|(call, out)| CallRun {
            call,
            id: None,
            is_over: false,
            app: App::new(call),
            line: Line::new(call, script.frame_len),
            out_of_band: Vec::new(),
            out,
            report: None,
        });
        let calls = calls.collect();
        Ok(ScenarioRun { script, engine, sounds, calls, log, staging })
    }

    /// Runs it to its end. Returns what became of the lines of all calls that came in.
    pub fn run(mut self, progress: &ProgressBar) -> Result<Vec<LineReport>, Failure> {
        progress.set_length(self.script.ticks);
        self.log.begin_at(1);
        let mut events = self.script.events.iter().peekable();
        for before in 0..self.script.ticks {
            for index in 0..self.calls.len() {
                self.begin_or_end(index, before)?;
            }
            while let Some(event) = events.next_if(|event| event.before <= before) {
                self.apply(event, before)?;
            }
            for index in 0..self.calls.len() {
                self.go_on(index, before)?;
            }
            self.tick()?;
            progress.inc(1);
        }
        for index in 0..self.calls.len() {
            self.hang_up(index)?;
        }
        // The last leave, and their rooms end.
        self.engine.tick()?;
        self.engine.tick()?;
        self.log.drain(&self.engine, self.staging)?;
        let mut reports = Vec::new();
        for CallRun { mut out, report, .. } in self.calls {
            out.finish().map_err(|error| self.staging.failure(out.path(), error))?;
            if let Some(report) = report {
                self.log.note(report.fields(self.script.ticks), self.staging)?;
                reports.push(report);
            }
        }
        self.log.finish(self.staging)?;
        Ok(reports)
    }

    /// Begins or ends a call at its time.
    fn begin_or_end(&mut self, index: usize, before: u64) -> Result<(), Failure> {
        let CallRun { call, id, is_over, .. } = &mut self.calls[index];
        if call.hangs_up.is_some_and(|tick| tick <= before) {
            return self.hang_up(index);
        }
        if before < call.begins || id.is_some() || *is_over {
            return Ok(());
        }
        let config = ParticipantConfig {
            account: call.account.as_bytes(),
            environment: call.environment.as_bytes(),
            user: index as u64,
            sample_rate: Some(call.line.rate),
            ..ParticipantConfig::default()
        };
        *id = Some(self.engine.participant_new(&config)?);
        Ok(())
    }

    /// Hangs up a call.
    fn hang_up(&mut self, index: usize) -> Result<(), Failure> {
        let run = &mut self.calls[index];
        run.is_over = true;
        if let Some(id) = run.id.take() {
            let stats = self.engine.participant_stats(id)?;
            run.report = Some(LineReport::new(&run.call.name, &run.call.line, run.line.packets(), stats));
            self.engine.participant_free(id)?;
        }
        Ok(())
    }

    /// Advances the application of a call, and its out-of-band digits.
    fn go_on(&mut self, index: usize, before: u64) -> Result<(), Failure> {
        let ScenarioRun { engine, sounds, calls, log, staging, script, .. } = self;
        let run = &mut calls[index];
        let Some(id) = run.id else { return Ok(()) };
        let mut refusals = Vec::new();
        let call = run.call;
        let progress = run.app.go_on(engine, id, before, sounds, &mut log.names, |what, error| {
            refusals.push(actions::refusal(before, &call.name, what, error));
        })?;
        let frame_ms = u64::from(script.frame_len.ms());
        let due: Vec<_> =
            run.out_of_band.iter_mut().flat_map(|digits| digits.take_due(before, frame_ms)).collect();
        for change in due {
            if let Err(error) = change.apply(engine, id) {
                refusals.push(actions::refusal(before, &run.call.name, "inject", &error));
            }
        }
        for note in refusals {
            log.note(note, staging)?;
        }
        if progress == Progress::HangsUp {
            return self.hang_up(index);
        }
        Ok(())
    }

    /// Applies an event.
    fn apply(&mut self, event: &Event, before: u64) -> Result<(), Failure> {
        let (name, done) = match &event.what {
            What::Call(index, action) => {
                let name = &self.script.calls[*index].name;
                (name.clone(), self.apply_to_call(*index, action, before)?)
            }
            What::Room(name, action) => (
                name.id.clone(),
                actions::apply_to_room(&self.engine, name, action, &self.sounds, &mut self.log.names),
            ),
        };
        if let Err(error) = done {
            self.log.note(actions::refusal(before, &name, "event", &error), self.staging)?;
        }
        Ok(())
    }

    fn apply_to_call(
        &mut self,
        index: usize,
        action: &CallAction,
        before: u64,
    ) -> Result<mixminus::Result<()>, Failure> {
        let ScenarioRun { engine, calls, sounds, log, .. } = self;
        let run = &mut calls[index];
        // Events of the line itself need no session.
        match action {
            CallAction::Press(dtmf) => run.line.press(dtmf),
            CallAction::Lose(frames) => run.line.lose(*frames),
            CallAction::Late(frames) => run.line.stall(*frames),
            CallAction::Inject(dtmf) => run.out_of_band.push(OutOfBandDigits::new(dtmf.clone(), before)),
            CallAction::HangUp => self.hang_up(index)?,
            _ => {
                let Some(id) = run.id else { return Ok(Err(Status::StaleHandle.into())) };
                return Ok(actions::apply_to_session(engine, id, run.call, action, sounds, &mut log.names));
            }
        }
        Ok(Ok(()))
    }

    /// One tick: all lines send and receive a frame.
    fn tick(&mut self) -> Result<(), Failure> {
        let ScenarioRun { engine, calls, log, staging, .. } = self;
        for run in calls.iter_mut() {
            if let Some(id) = run.id {
                run.line.send(engine, id)?;
            }
        }
        engine.tick()?;
        for run in calls.iter_mut() {
            let written = run.out.push(run.line.receive(engine, run.id)?);
            written.map_err(|error| staging.failure(run.out.path(), error))?;
        }
        log.drain(engine, staging)
    }
}

/// The lines of other rates than the engine's, and the rates of rooms.
fn line_classes(script: &Script) -> Vec<LineClass> {
    let calls_at = |rate| script.calls.iter().filter(|call| call.line.rate == rate).count() as u32;
    let is_used = |rate| calls_at(rate) > 0 || script.rooms.iter().any(|room| room.rate == rate);
    let others = SampleRate::ALL.into_iter().filter(|rate| *rate != script.rate && is_used(*rate));
    others.map(|sample_rate| LineClass { sample_rate, max_participants: calls_at(sample_rate) }).collect()
}
