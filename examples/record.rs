//! Records a conference: its mix, and each caller on a track of its own, in WAV files that are in step.
//!
//!     cargo run --example record

use mixminus::{
    Engine, EngineConfig, JoinOptions, Participant, ParticipantConfig, RecordConfig, RecordTrack, Recording,
    Result, Speech, TapTarget,
};
use std::path::Path;
use std::sync::Arc;

/// The samples of a frame: 20 ms at 8 kHz.
const FRAME: usize = 160;

pub(crate) fn main() -> Result<()> {
    let engine = Arc::new(Engine::new(&EngineConfig::default())?);
    let dir = std::env::temp_dir().join(format!("mixminus-record-{}", std::process::id()));
    std::fs::create_dir_all(&dir).expect("a directory for the recording");

    let (mut calls, mut tracks) = (Vec::new(), Vec::new());
    for name in ["ada", "ben", "clara"] {
        let participant = Participant::new(&engine, &ParticipantConfig::default())?;
        let room = participant.join(&JoinOptions::new(b"1337"))?;
        if tracks.is_empty() {
            tracks.push(RecordTrack { target: TapTarget::Room(room), path: dir.join("room.wav") });
        }
        let target = TapTarget::AfterMute(participant.id());
        tracks.push(RecordTrack { target, path: dir.join(format!("{name}.wav")) });
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo").join(format!("{name}.wav"));
        calls.push((participant, Speech::from_wav_file(&path)?.samples));
    }
    // This loop ticks faster than real time: the disk may be ten seconds behind.
    let config = RecordConfig { buffer_ms: 10_000, ..RecordConfig::new(tracks) };
    let recording = Recording::start(&engine, &config)?;

    // Five seconds, of which the fourth is left out.
    for frame in 0..250 {
        match frame {
            150 => recording.pause()?,
            200 => recording.resume()?,
            _ => {}
        }
        for (participant, line) in &calls {
            participant.write(line.chunks_exact(FRAME).nth(frame).unwrap_or(&[0; FRAME]))?;
        }
        engine.tick()?;
    }

    let info = recording.stop()?;
    for track in &info.tracks {
        println!("{}: {} samples, {} lost", track.files[0].display(), info.samples, track.lost_samples);
        assert_eq!((info.samples, track.lost_samples, track.gaps), (4 * 8000, 0, 0));
    }
    Ok(())
}
