//! Plays prompts to a call and to its room.
//!
//!     cargo run --example playback

use mixminus::{
    DEFAULT_ACCOUNT, Engine, EngineConfig, Event, EventKind, Gain, JoinOptions, Participant,
    ParticipantConfig, Prompt, Result, SayOptions, Sound,
};
use std::path::Path;
use std::sync::Arc;

/// The samples of a frame: 20 ms at 8 kHz.
const FRAME: usize = 160;

pub(crate) fn main() -> Result<()> {
    let engine = Arc::new(Engine::new(&EngineConfig::default())?);
    let prompt = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/prompts").join(name);
        Prompt::from_file(&engine, DEFAULT_ACCOUNT, &path)
    };
    let (welcome, wanted) = (prompt("welcome.wav")?, prompt("wanted.wav")?);
    println!("welcome.wav lasts {} ms", welcome.info()?.duration_ms);

    // A prompt plays before the conference; what is said meanwhile waits its turn.
    let call = Participant::new(&engine, &ParticipantConfig::default())?;
    let once = SayOptions::default();
    let mut plays = vec![(call.say(welcome.sound(), &once)?, "welcome.wav")];
    plays.push((call.say(Sound::Beep, &once)?, "the beep"));

    let (mut samples, mut events, mut ended) = ([0; FRAME], [Event::default(); 16], Vec::new());
    let mut peak = 0;
    for frame in 0..250 {
        if frame == 150 {
            // The room hears an announcement, twice, 6 dB lower.
            let room = call.join(&JoinOptions::new(b"1337"))?;
            let quiet = SayOptions { times: 2, gain: Gain::from_db(-6.0)?, ..once };
            plays.push((engine.room_say(room, wanted.sound(), &quiet)?, "wanted.wav in the room"));
        }
        if frame == 200 {
            call.say_stop()?; // nothing plays to the call alone: no effect
            engine.play_stop(plays[2].0)?;
        }
        call.write(&[0; FRAME])?;
        engine.tick()?;
        call.read(&mut samples)?;
        peak = samples.iter().map(|sample| sample.unsigned_abs()).fold(peak, u16::max);

        let count = engine.poll(&mut events)?;
        for event in events[..count].iter().filter(|event| event.kind == EventKind::PlayEnded) {
            let name = plays.iter().find(|(id, _)| id.0 as i64 == event.value).map_or("?", |(_, name)| name);
            let end = event.play_end.expect("how it ended");
            println!("{:.2} s: {name}: {end:?}", event.tick as f64 * 0.02);
            ended.push(format!("{name}: {end:?}"));
        }
    }
    println!("the call heard a peak of {peak}");
    assert_eq!(ended, ["welcome.wav: Completed", "the beep: Completed", "wanted.wav in the room: Stopped"]);
    Ok(())
}
