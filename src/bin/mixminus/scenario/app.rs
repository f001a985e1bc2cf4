//! The application of a call: its steps, one after the other, as a dialplan's thread would run them.

use mixminus::{
    AllowSignals, EndReason, Engine, JoinOptions, ParticipantId, PlayId, Result, RoomId, SayOptions, Status,
};

use super::file::script::{Call, Conference, Step, Steps};
use super::sounds::Sounds;
use crate::render::names::Names;

/// The step in progress.
#[derive(Debug)]
enum Doing {
    /// None: the next step follows.
    Nothing,
    /// A prompt plays.
    Saying(PlayId),
    /// Nothing happens until that tick.
    Waiting(u64),
    /// A conference, with the steps after a terminator and after a signal.
    Conference(Steps, Steps),
}

/// The state of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It continues.
    Runs,
    /// It is through, or the line has gone.
    Over,
    /// It hangs up.
    HangsUp,
}

/// A running application.
#[derive(Debug)]
pub struct App<'a> {
    call: &'a Call,
    doing: Doing,
    /// Steps that are left, the innermost last.
    todo: Vec<(Steps, usize)>,
}

impl<'a> App<'a> {
    /// The application of a call, before its first step.
    pub fn new(call: &'a Call) -> App<'a> {
        App { call, doing: Doing::Nothing, todo: vec![(call.steps.clone(), 0)] }
    }

    /// Runs steps until one has to wait, before `tick`. Steps that the engine refuses are skipped and passed to
    /// `refused`.
    pub fn go_on(
        &mut self,
        engine: &Engine,
        id: ParticipantId,
        tick: u64,
        sounds: &Sounds,
        names: &mut Names,
        mut refused: impl FnMut(&str, &mixminus::Error),
    ) -> Result<Progress> {
        loop {
            match &self.doing {
                Doing::Nothing => {}
                Doing::Saying(play) if engine.is_playing(*play) => return Ok(Progress::Runs),
                Doing::Waiting(until) if tick < *until => return Ok(Progress::Runs),
                Doing::Saying(_) | Doing::Waiting(_) => {}
                Doing::Conference(on_choice, on_signal) => {
                    let follows = match engine.conference_end(id)?.reason {
                        EndReason::None => return Ok(Progress::Runs),
                        EndReason::HangUp => return Ok(Progress::Over),
                        EndReason::Terminator => on_choice,
                        EndReason::Signal => on_signal,
                        _ => &Steps::from([]),
                    };
                    self.todo.push((follows.clone(), 0));
                }
            }
            self.doing = Doing::Nothing;
            let Some((steps, next)) = self.todo.last_mut() else { return Ok(Progress::Over) };
            let (steps, index) = (steps.clone(), *next);
            *next += 1;
            match steps.get(index) {
                None => drop(self.todo.pop()),
                Some(Step::HangUp) => return Ok(Progress::HangsUp),
                Some(Step::SetRates(rates)) => {
                    if let Err(error) = engine.set_rates(id, rates.write, rates.read) {
                        refused("set_rates", &error);
                    }
                }
                Some(Step::Wait(ticks)) => self.doing = Doing::Waiting(tick + ticks),
                Some(Step::Say(tune)) => match engine.say(id, sounds.get(*tune), &SayOptions::default()) {
                    Ok(play) => {
                        names.note_play(play, sounds.name(*tune));
                        self.doing = Doing::Saying(play);
                    }
                    Err(error) => refused("say", &error),
                },
                Some(Step::Conference(conference)) => match join(engine, id, conference, sounds) {
                    Ok(room) => {
                        if let Some(room) = room {
                            let Call { account, environment, .. } = self.call;
                            names.note_room(room, [account, environment, &conference.id]);
                        }
                        self.doing =
                            Doing::Conference(conference.on_choice.clone(), conference.on_signal.clone());
                    }
                    Err(error) => refused("conference", &error),
                },
            }
        }
    }
}

/// Begins a conference and returns its room; none if a waiting signal has ended it as it began, which is no error.
fn join(
    engine: &Engine,
    id: ParticipantId,
    conference: &Conference,
    sounds: &Sounds,
) -> Result<Option<RoomId>> {
    let names: Vec<&[u8]> = conference.allow_signals.iter().flatten().map(String::as_bytes).collect();
    let options = JoinOptions {
        mute: conference.mute,
        deaf: conference.deaf,
        gain: conference.gain,
        play_tones: conference.play_tones,
        talk_events: true,
        terminator: conference.terminator,
        interdigit_timeout_ms: conference.interdigit_timeout_ms,
        allow_signals: match conference.allow_signals {
            None => AllowSignals::Any,
            Some(_) => AllowSignals::Names(&names),
        },
        join_prompt: sounds.get(conference.join_prompt),
        leave_prompt: sounds.get(conference.leave_prompt),
        ..JoinOptions::new(conference.id.as_bytes())
    };
    match engine.join(id, &options) {
        Ok(room) => Ok(Some(room)),
        Err(error) if error.status() == Status::Interrupted => Ok(None),
        Err(error) => Err(error),
    }
}
