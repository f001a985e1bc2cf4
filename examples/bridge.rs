//! Bridges two calls: each hears the other and not itself.
//!
//!     cargo run --example bridge
//!
//! Two recordings stand for the telephone lines, and a loop stands for the clock. A PBX starts the engine's driver with
//! `Engine::start`; the thread of each call then writes what its line has sent and reads what its line is to get.

use mixminus::{Engine, EngineConfig, JoinOptions, Participant, ParticipantConfig, Result, Speech};
use std::path::Path;
use std::sync::Arc;

/// The samples of a frame: 20 ms at 8 kHz.
const FRAME: usize = 160;

/// One call: its participant, and what its line sends.
struct Call {
    name: &'static str,
    participant: Participant,
    line: Vec<i16>,
}

impl Call {
    fn new(engine: &Arc<Engine>, name: &'static str, recording: &str) -> Result<Call> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo").join(recording);
        let participant = Participant::new(engine, &ParticipantConfig::default())?;
        participant.join(&JoinOptions::new(b"1337"))?;
        Ok(Call { name, participant, line: Speech::from_wav_file(&path)?.samples })
    }
}

pub(crate) fn main() -> Result<()> {
    let engine = Arc::new(Engine::new(&EngineConfig::default())?);
    let calls = [Call::new(&engine, "Ada", "ada.wav")?, Call::new(&engine, "Ben", "ben.wav")?];

    for second in 0..4 {
        let mut heard = [Vec::new(), Vec::new()];
        for frame in second * 50..(second + 1) * 50 {
            for call in &calls {
                let sent = call.line.chunks_exact(FRAME).nth(frame).unwrap_or(&[0; FRAME]);
                call.participant.write(sent)?;
            }
            engine.tick()?;
            for (call, heard) in calls.iter().zip(&mut heard) {
                let mut samples = [0; FRAME];
                call.participant.read(&mut samples)?;
                heard.extend(samples);
            }
        }
        for (call, heard) in calls.iter().zip(&heard) {
            let sent = &call.line[(second * 50 * FRAME).min(call.line.len())..];
            let sent = &sent[..sent.len().min(50 * FRAME)];
            println!("second {}: {} says {:>9}, hears {:>9}", second + 1, call.name, peak(sent), peak(heard));
        }
        // Ben is silent for two seconds, so Ada hears nothing: not even herself.
        assert!(second > 1 || heard[0].iter().all(|sample| *sample == 0));
    }
    Ok(())
}

/// The loudest sample, in decibels below full scale.
fn peak(samples: &[i16]) -> String {
    match samples.iter().map(|sample| sample.unsigned_abs()).max() {
        None | Some(0) => "silence".to_owned(),
        Some(peak) => format!("{:.0} dBFS", 20.0 * (f64::from(peak) / 32_768.0).log10()),
    }
}
