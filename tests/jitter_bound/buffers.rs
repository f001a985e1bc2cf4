//! Plays traces through an engine in virtual time.
#![allow(dead_code)]

use crate::bound::{Played, TICK, TICK_MS};
use crate::heard::{judge, said};
use crate::traces::Packet;
use mixminus::{
    AdaptiveTarget, Engine, EngineConfig, FrameLen, JoinOptions, ParticipantConfig, ParticipantId,
    ParticipantStats, SampleRate, WriteInfo,
};

/// A jitter buffer of ours.
#[derive(Clone, Copy, Debug)]
pub enum Buffer {
    /// A fixed prefill, ms.
    Fixed(u32),
    /// An adaptive target.
    Adaptive,
}

/// What was said and heard of a trace, from tick 0 on, and what the engine has counted.
#[derive(Debug)]
pub struct Heard {
    pub said: Vec<i16>,
    pub audio: Vec<i16>,
    pub stats: ParticipantStats,
}

/// Plays a trace: how it was heard, and what the engine has counted.
pub fn play(trace: &[Packet], buffer: Buffer) -> (Played, ParticipantStats) {
    let Heard { said, audio, stats } = hear(trace, buffer);
    (judge(trace, &said, &audio), stats)
}

/// Plays a trace.
pub fn hear(trace: &[Packet], buffer: Buffer) -> Heard {
    let config = EngineConfig {
        sample_rate: SampleRate::Hz8000,
        frame_len: FrameLen::Ms10,
        max_cap_ms: 400,
        // After a stall all that was held comes at once.
        max_write_ms: 1000,
        max_participants: 2,
        session_limit_s: 0,
        ..EngineConfig::default()
    };
    let engine = Engine::new(&config).expect("an engine");
    let call = ParticipantConfig::default();
    let [talker, listener]: [ParticipantId; 2] =
        [0, 1].map(|_| engine.participant_new(&call).expect("a place"));
    let options = JoinOptions::without_dtmf(b"room");
    engine.join(listener, &options).expect("joined");
    let options = match buffer {
        Buffer::Fixed(prefill_ms) => {
            JoinOptions { prefill_ms: Some(prefill_ms), cap_ms: Some(400), ..options }
        }
        Buffer::Adaptive => {
            JoinOptions { adaptive: Some(AdaptiveTarget { min_ms: 0, max_ms: 300 }), ..options }
        }
    };
    engine.join(talker, &options).expect("joined");
    let said = said(trace, 1);
    let mut arriving: Vec<&Packet> = trace.iter().filter(|packet| packet.arrived_ms.is_some()).collect();
    arriving.sort_by(|one, other| one.arrived_ms.partial_cmp(&other.arrived_ms).expect("a number"));
    let mut arriving = arriving.into_iter().peekable();
    let ticks = (trace.last().map_or(0.0, |packet| packet.sent_ms) / TICK_MS) as usize + 50;
    let mut heard = vec![0_i16; ticks * TICK];
    for (tick, frame) in heard.chunks_mut(TICK).enumerate() {
        let now = tick as f64 * TICK_MS;
        while let Some(packet) = arriving.next_if(|packet| packet.arrived_ms.is_some_and(|at| at <= now)) {
            let info = WriteInfo {
                timestamp: Some(packet.media as u64),
                starts_talkspurt: packet.starts_talkspurt,
                ..WriteInfo::default()
            };
            let samples = &said[packet.media..packet.media + crate::traces::PACKET];
            engine.write_ex(talker, samples, &info).expect("written");
        }
        engine.tick().expect("a tick");
        engine.read(listener, frame).expect("read");
    }
    Heard { said, audio: heard, stats: engine.participant_stats(talker).expect("statistics") }
}
