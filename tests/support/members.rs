//! Members of one room, without DTMF, each with a prefill of its own.

use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig, ParticipantId};

/// An engine with that configuration, its numbers of rooms and participants aside, and the members of its room.
pub fn members<const N: usize>(config: EngineConfig, prefills_ms: [u32; N]) -> (Engine, [ParticipantId; N]) {
    let config = EngineConfig { max_rooms: 2, max_participants: N as u32, ..config };
    let engine = Engine::new(&config).expect("engine");
    let members = prefills_ms.map(|prefill_ms| {
        let participant = engine.participant_new(&ParticipantConfig::default()).expect("participant");
        let options = JoinOptions { prefill_ms: Some(prefill_ms), ..JoinOptions::without_dtmf(b"r") };
        engine.join(participant, &options).expect("joined");
        participant
    });
    (engine, members)
}
