//! Runs a scenario in virtual time: before each tick due events are applied, then every line sends its frame; after the
//! tick every line receives one.

use indicatif::ProgressBar;
use mixminus::{
    Clock, DriverConfig, DtmfTiming, Engine, EngineConfig, ParticipantConfig, ParticipantId, RoomId,
    RoomTemplate, SayOptions, Status,
};
use serde_json::{Map, Value};

use super::app::{App, Progress};
use super::file::script::{Call, CallAction, Dtmf, Event, RoomAction, RoomName, Script, What};
use super::line::Line;
use super::sounds::Sounds;
use crate::fail::Failure;
use crate::render::events::EventLog;
use crate::render::names::Names;
use crate::render::outputs::Staging;
use crate::wav_writer::BlockWriter;

/// Out-of-band digits that are being sent.
#[derive(Debug)]
struct OutOfBandDtmf {
    dtmf: Dtmf,
    /// The next digit, whether it has begun, and the tick in which it begins or ends.
    next: usize,
    has_begun: bool,
    due: u64,
}

/// A running call.
#[derive(Debug)]
struct CallRun<'a> {
    call: &'a Call,
    id: Option<ParticipantId>,
    is_over: bool,
    app: App<'a>,
    line: Line<'a>,
    out_of_band: Vec<OutOfBandDtmf>,
    out: BlockWriter,
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
    frame: Vec<i16>,
}

impl<'a> ScenarioRun<'a> {
    /// Prepares a scenario; no call has begun. `outs`: the output file of each call.
    pub fn new(
        script: &'a Script,
        outs: Vec<BlockWriter>,
        log: EventLog,
        staging: &'a Staging,
    ) -> Result<ScenarioRun<'a>, Failure> {
        let frame = script.frame_len.samples(script.rate);
        let calls = script.calls.len() as u32;
        let engine = Engine::new(&EngineConfig {
            sample_rate: script.rate,
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
            line: Line::new(script.rate, &call.voice, call.silent, frame),
            out_of_band: Vec::new(),
            out,
        });
        let calls = calls.collect();
        Ok(ScenarioRun { script, engine, sounds, calls, log, staging, frame: vec![0; frame] })
    }

    /// Runs it to its end.
    pub fn run(mut self, progress: &ProgressBar) -> Result<(), Failure> {
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
        for CallRun { mut out, .. } in self.calls {
            out.finish().map_err(|error| self.staging.failure(out.path(), error))?;
        }
        self.log.finish(self.staging)
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
        };
        *id = Some(self.engine.participant_new(&config)?);
        Ok(())
    }

    /// Hangs up a call.
    fn hang_up(&mut self, index: usize) -> Result<(), Failure> {
        let run = &mut self.calls[index];
        run.is_over = true;
        if let Some(id) = run.id.take() {
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
            refusals.push(refusal(before, &call.name, what, error));
        })?;
        let ms = u64::from(script.frame_len.ms());
        let mut due = Vec::new();
        for out_of_band in &mut run.out_of_band {
            while out_of_band.due <= before && out_of_band.next < out_of_band.dtmf.digits.len() {
                due.push((
                    out_of_band.dtmf.digits[out_of_band.next],
                    out_of_band.has_begun,
                    out_of_band.dtmf.level_mdbm0,
                ));
                let lasts =
                    if out_of_band.has_begun { out_of_band.dtmf.off_ms } else { out_of_band.dtmf.on_ms };
                out_of_band.next += usize::from(out_of_band.has_begun);
                out_of_band.has_begun = !out_of_band.has_begun;
                out_of_band.due += (u64::from(lasts) / ms).max(1);
            }
        }
        for (key, had_begun, level_mdbm0) in due {
            let done = if had_begun {
                engine.inject_dtmf_end(id, key)
            } else {
                engine.inject_dtmf_begin(id, key, level_mdbm0, 0)
            };
            if let Err(error) = done {
                refusals.push(refusal(before, &run.call.name, "inject", &error));
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
            What::Room(name, action) => (name.id.clone(), self.apply_to_room(name, action)),
        };
        if let Err(error) = done {
            self.log.note(refusal(before, &name, "event", &error), self.staging)?;
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
            CallAction::Inject(dtmf) => {
                run.out_of_band.push(OutOfBandDtmf {
                    dtmf: dtmf.clone(),
                    next: 0,
                    has_begun: false,
                    due: before,
                });
            }
            CallAction::HangUp => self.hang_up(index)?,
            _ => {
                let Some(id) = run.id else { return Ok(Err(Status::StaleHandle.into())) };
                return Ok(apply_to_session(engine, id, run.call, action, sounds, &mut log.names));
            }
        }
        Ok(Ok(()))
    }

    fn apply_to_room(&mut self, name: &RoomName, action: &RoomAction) -> mixminus::Result<()> {
        let ScenarioRun { engine, sounds, log, .. } = self;
        let RoomName { account, environment, id } = name;
        let room: RoomId = engine.room_find(account.as_bytes(), environment.as_bytes(), id.as_bytes())?;
        match action {
            RoomAction::Lock(locked) => engine.set_room_locked(room, *locked),
            RoomAction::Merge(into) => {
                let (room, _) = engine.room_merge(room, into.as_bytes())?;
                log.names.note_room(room, [account, environment, into]);
                Ok(())
            }
            RoomAction::Close => engine.room_close(room),
            RoomAction::Say(tune) => {
                let play = engine.room_say(room, sounds.get(*tune), &SayOptions::default())?;
                log.names.note_play(play, sounds.name(*tune));
                Ok(())
            }
            RoomAction::Stop => engine.room_say_stop(room),
        }
    }

    /// One tick: all lines send and receive a frame.
    fn tick(&mut self) -> Result<(), Failure> {
        let ScenarioRun { engine, calls, log, staging, frame, .. } = self;
        for run in calls.iter_mut() {
            if let Some(id) = run.id {
                run.line.send(engine, id)?;
            }
        }
        engine.tick()?;
        for run in calls.iter_mut() {
            match run.id {
                Some(id) => drop(engine.read(id, frame)?),
                None => frame.fill(0),
            }
            let written = run.out.push(frame);
            written.map_err(|error| staging.failure(run.out.path(), error))?;
        }
        log.drain(engine, staging)
    }
}

/// Applies an event to the session of a call.
fn apply_to_session(
    engine: &Engine,
    id: ParticipantId,
    call: &Call,
    action: &CallAction,
    sounds: &Sounds,
    names: &mut Names,
) -> mixminus::Result<()> {
    match action {
        CallAction::Send(dtmf) => {
            let timing = DtmfTiming { level_mdbm0: dtmf.level_mdbm0, on_ms: dtmf.on_ms, off_ms: dtmf.off_ms };
            engine.send_dtmf(id, &dtmf.digits, &timing)
        }
        CallAction::Mute(mute) => engine.set_mute(id, *mute),
        CallAction::Deaf(deaf) => engine.set_deaf(id, *deaf),
        CallAction::Gain(gain) => engine.set_gain(id, *gain),
        CallAction::PlayTones(play) => engine.set_play_tones(id, *play),
        CallAction::Hold(hold, tune) => engine.set_hold(id, *hold, sounds.get(*tune)),
        CallAction::Signal(name) => {
            let (_, number) = engine.signal(id, name.as_bytes())?;
            names.note_signal(number, name);
            Ok(())
        }
        CallAction::Remove(text) => {
            engine.remove(id, text.as_bytes())?;
            names.note_removal(id, text);
            Ok(())
        }
        CallAction::Move(to) => {
            let room = engine.move_to(id, to.as_bytes())?;
            names.note_room(room, [&call.account, &call.environment, to]);
            Ok(())
        }
        CallAction::Say(tune) => {
            let play = engine.say(id, sounds.get(*tune), &SayOptions::default())?;
            names.note_play(play, sounds.name(*tune));
            Ok(())
        }
        CallAction::Stop => engine.say_stop(id),
        CallAction::Press(_)
        | CallAction::Inject(_)
        | CallAction::Lose(_)
        | CallAction::Late(_)
        | CallAction::HangUp => Ok(()),
    }
}

/// A line of the log: the engine refused an action.
fn refusal(before: u64, name: &str, what: &str, error: &mixminus::Error) -> Map<String, Value> {
    let mut fields = Map::new();
    fields.insert("tick".into(), (before + 1).into());
    fields.insert("event".into(), "refused".into());
    fields.insert("name".into(), name.into());
    fields.insert("what".into(), what.into());
    fields.insert("why".into(), error.to_string().into());
    fields
}
