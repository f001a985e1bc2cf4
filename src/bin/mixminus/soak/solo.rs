//! Each script spoken alone, to one who listens: by that it is known what it contributes to any room.

use mixminus::{
    Engine, EngineConfig, Event, EventKind, FrameLen, JoinOptions, ParticipantConfig, ParticipantId,
    SampleRate,
};

use super::progress_line::ProgressLine;
use super::script::{SCRIPTS, Script, ScriptedDtmf};
use crate::fail::Failure;
use crate::voices;

/// All scripts, rehearsed.
pub fn scripts(rate: SampleRate, frame_len: FrameLen, line: &ProgressLine) -> Result<Vec<Script>, Failure> {
    let voices = voices::demo(rate)?;
    let frame = frame_len.samples(rate);
    (0..SCRIPTS)
        .map(|number| {
            line.wait(format!("speaking the scripts alone: {} of {SCRIPTS}", number + 1));
            let mut script = Script::new(number, &voices, rate, frame);
            let mut stage = Stage::new(rate, frame_len)?;
            let first = stage.play(&script)?;
            // It is said over and over, so the second time must be as the first.
            if stage.play(&script)? != first {
                return Err(Failure::Run(format!(
                    "script {number} is not heard the second time as the first; please report this"
                )));
            }
            let (contributed, told) = first;
            let count = |kind| told.iter().filter(|told| told.kind == kind).count();
            let keys = (count(EventKind::DtmfBegan), count(EventKind::DtmfEnded));
            if keys != (Script::keys(), Script::keys()) {
                return Err(Failure::Run(format!(
                    "of the {} keys of script {number}, {} were told to be down and {} up; please report this",
                    Script::keys(),
                    keys.0,
                    keys.1
                )));
            }
            script.set_contribution(contributed, told);
            Ok(script)
        })
        .collect()
}

/// A room of two: one speaks, one listens.
struct Stage {
    engine: Engine,
    speaker: ParticipantId,
    listener: ParticipantId,
}

impl Stage {
    fn new(rate: SampleRate, frame_len: FrameLen) -> Result<Stage, Failure> {
        let engine = Engine::new(&EngineConfig {
            sample_rate: rate,
            frame_len,
            max_participants: 2,
            max_rooms: 1,
            prefill_ms: 0,
            ..EngineConfig::default()
        })?;
        let call = ParticipantConfig { account: b"soak", environment: b"solo", user: 0 };
        let (speaker, listener) = (engine.participant_new(&call)?, engine.participant_new(&call)?);
        for participant in [listener, speaker] {
            engine.join(participant, &JoinOptions::new(b"stage"))?;
        }
        let stage = Stage { engine, speaker, listener };
        // The listener's hearing has faded in before the first word, which comes a tick after the join.
        stage.engine.tick()?;
        stage.engine.read(stage.listener, &mut vec![0; frame_len.samples(rate)])?;
        Ok(stage)
    }

    /// What the listener hears of a script, and what is told of its keys.
    fn play(&mut self, script: &Script) -> Result<(Vec<i16>, Vec<ScriptedDtmf>), Failure> {
        let (mut heard, mut told) = (Vec::new(), Vec::new());
        let mut frame = vec![0; script.said(0).len()];
        let mut events = [Event::default(); 64];
        for at in 0..script.frames() {
            self.engine.write(self.speaker, script.said(at))?;
            self.engine.tick()?;
            self.engine.read(self.listener, &mut frame)?;
            heard.extend_from_slice(&frame);
            let count = self.engine.poll(&mut events)?;
            for Event { kind, dtmf: key, .. } in &events[..count] {
                told.extend(key.map(|press| ScriptedDtmf { frame: at, kind: *kind, key: press.digit }));
            }
        }
        Ok((heard, told))
    }
}
