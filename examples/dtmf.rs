//! Detects DTMF in the audio of a call, keeps the tones from the other members, and lets a digit leave the conference.
//!
//!     cargo run --example dtmf

use mixminus::{
    DtmfDigit, DtmfTiming, EndReason, Engine, EngineConfig, Event, EventKind, JoinOptions, Participant,
    ParticipantConfig, Result,
};
use std::sync::Arc;

/// The samples of a frame: 20 ms at 8 kHz.
const FRAME: usize = 160;

pub(crate) fn main() -> Result<()> {
    let engine = Arc::new(Engine::new(&EngineConfig::default())?);
    let call = |user| Participant::new(&engine, &ParticipantConfig { user, ..ParticipantConfig::default() });

    // A telephone whose tones the engine makes: what this participant hears in a room of its own, the caller says.
    let telephone = call(0)?;
    telephone.join(&JoinOptions::new(b"telephone"))?;
    let digits: Vec<DtmfDigit> = "12#".chars().filter_map(DtmfDigit::from_char).collect();
    telephone.send_dtmf(&digits, &DtmfTiming::default())?;

    let (caller, other) = (call(1)?, call(2)?);
    let terminator = DtmfDigit::from_char('#');
    caller.join(&JoinOptions { terminator, ..JoinOptions::new(b"1337") })?;
    other.join(&JoinOptions::new(b"1337"))?;

    let (mut samples, mut events) = ([0; FRAME], [Event::default(); 16]);
    let (mut pressed, mut end) = (String::new(), EndReason::None);
    for frame in 0..50 {
        telephone.read(&mut samples)?;
        caller.write(&samples)?;
        other.write(&[0; FRAME])?;
        if frame == 10 {
            // A digit may also come beside the audio, by SIP INFO: 100 ms at -10 dBm0.
            other.inject_dtmf_press(DtmfDigit::at(1, 1), -10_000, 100)?;
        }
        engine.tick()?;
        other.read(&mut samples)?;
        assert_eq!(samples, [0; FRAME], "the tones are kept from the other");

        let count = engine.poll(&mut events)?;
        for event in &events[..count] {
            let seconds = event.tick as f64 * 0.02;
            match (event.kind, event.dtmf) {
                (EventKind::DtmfBegan, Some(key)) => {
                    let (digit, source) = (key.digit.to_char(), key.source);
                    println!("{seconds:.2} s: call {} presses {digit} ({source:?})", event.user);
                    pressed.push(digit);
                }
                (EventKind::DtmfEnded, Some(key)) => {
                    let (digit, ms) = (key.digit.to_char(), key.duration / 8);
                    println!("{seconds:.2} s: call {} releases {digit} after {ms} ms", event.user);
                }
                (EventKind::Left, _) => {
                    println!("{seconds:.2} s: call {} leaves: {:?}", event.user, event.reason);
                    end = event.reason;
                }
                _ => {}
            }
        }
    }
    assert_eq!((pressed.as_str(), end), ("152#", EndReason::Terminator));
    Ok(())
}
