//! Runs each script alone with one listener, to find its contribution to any room.

use mixminus::{
    Engine, EngineConfig, Event, EventKind, FrameLen, JoinOptions, ParticipantConfig, ParticipantId,
    SampleRate,
};

use super::progress_line::ProgressLine;
use super::script::{SCRIPTS, Script, ScriptedDtmf};
use crate::fail::Failure;
use crate::voices;

/// All scripts, with their contributions.
pub fn scripts(rate: SampleRate, frame_len: FrameLen, line: &ProgressLine) -> Result<Vec<Script>, Failure> {
    let voices = voices::demo(rate)?;
    let frame = frame_len.samples(rate);
    (0..SCRIPTS)
        .map(|number| {
            line.wait(format!("running the scripts alone: {} of {SCRIPTS}", number + 1));
            let mut script = Script::new(number, &voices, rate, frame);
            let mut solo_room = SoloRoom::new(rate, frame_len)?;
            let first = solo_room.play(&script)?;
            // Scripts are repeated, so the second run must equal the first.
            if solo_room.play(&script)? != first {
                return Err(Failure::Run(format!(
                    "script {number}: the second run differs from the first; please report this"
                )));
            }
            let (contributed, dtmf) = first;
            let count = |kind| dtmf.iter().filter(|event| event.kind == kind).count();
            let digits = (count(EventKind::DtmfBegan), count(EventKind::DtmfEnded));
            if digits != (Script::digits(), Script::digits()) {
                return Err(Failure::Run(format!(
                    "script {number} has {} DTMF digits, {} were reported as begun and {} as ended; please report this",
                    Script::digits(),
                    digits.0,
                    digits.1
                )));
            }
            script.set_contribution(contributed, dtmf);
            Ok(script)
        })
        .collect()
}

/// A room of two: a speaker and a listener.
struct SoloRoom {
    engine: Engine,
    speaker: ParticipantId,
    listener: ParticipantId,
}

impl SoloRoom {
    fn new(rate: SampleRate, frame_len: FrameLen) -> Result<SoloRoom, Failure> {
        let engine = Engine::new(&EngineConfig {
            sample_rate: rate,
            frame_len,
            max_participants: 2,
            max_rooms: 1,
            prefill_ms: 0,
            ..EngineConfig::default()
        })?;
        let call = ParticipantConfig {
            account: b"soak",
            environment: b"solo",
            user: 0,
            ..ParticipantConfig::default()
        };
        let (speaker, listener) = (engine.participant_new(&call)?, engine.participant_new(&call)?);
        for participant in [listener, speaker] {
            engine.join(participant, &JoinOptions::new(b"solo"))?;
        }
        let solo_room = SoloRoom { engine, speaker, listener };
        // The fade-in of the listener's output ends before the first frame of the script, a tick after the join.
        solo_room.engine.tick()?;
        solo_room.engine.read(solo_room.listener, &mut vec![0; frame_len.samples(rate)])?;
        Ok(solo_room)
    }

    /// The output of the listener, and the digits that are reported.
    fn play(&mut self, script: &Script) -> Result<(Vec<i16>, Vec<ScriptedDtmf>), Failure> {
        let (mut output, mut dtmf) = (Vec::new(), Vec::new());
        let mut frame = vec![0; script.said(0).len()];
        let mut events = [Event::default(); 64];
        for at in 0..script.frames() {
            self.engine.write(self.speaker, script.said(at))?;
            self.engine.tick()?;
            self.engine.read(self.listener, &mut frame)?;
            output.extend_from_slice(&frame);
            let count = self.engine.poll(&mut events)?;
            for Event { kind, dtmf: press, .. } in &events[..count] {
                dtmf.extend(press.map(|press| ScriptedDtmf { frame: at, kind: *kind, digit: press.digit }));
            }
        }
        Ok((output, dtmf))
    }
}
