//! A host for the tests of prompts: participants that write and read a frame a tick, and samples by formula.
#![allow(dead_code)]

use mixminus::dsp::LinearGain;
use mixminus::{
    Engine, EngineConfig, Event, EventKind, FrameLen, Gain, JoinOptions, ParticipantConfig, ParticipantId,
    PlayEnd, PlayId, PromptConfig, PromptId, RoomId, SampleRate,
};

/// Asserts that samples are the same, without printing them all.
macro_rules! same {
    ($left:expr, $right:expr) => {
        $crate::player::assert_same(&$left[..], &$right[..])
    };
}
pub(crate) use same;

/// An engine and its frame.
pub struct Player {
    pub engine: Engine,
    pub frame: usize,
}

/// Samples that look random, the same for the same seed, within ±`peak`.
pub fn noise(seed: u64, count: usize, peak: i32) -> Vec<i16> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        (state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as i64
    };
    (0..count).map(|_| (next() % i64::from(2 * peak + 1) - i64::from(peak)) as i16).collect()
}

/// Fails, telling where they differ, unless samples are the same.
#[track_caller]
pub fn assert_same(left: &[i16], right: &[i16]) {
    let at = left.iter().zip(right).position(|(a, b)| a != b);
    let reported = at.map(|at| (at, left[at], right[at]));
    assert!(
        left.len() == right.len() && at.is_none(),
        "{} and {} samples: {reported:?}",
        left.len(),
        right.len()
    );
}

/// The nearest 16-bit number.
pub fn sat(x: i64) -> i16 {
    x.clamp(-32_768, 32_767) as i16
}

/// A sample at a gain.
pub fn scaled(x: i16, gain_mdb: i32) -> i16 {
    sat((i64::from(x) * LinearGain::from(Gain::from_mdb(gain_mdb).unwrap()).q25() + (1 << 24)) >> 25)
}

/// Samples that fade out from a gain within `ramp`.
pub fn faded(samples: &[i16], gain_mdb: i32, ramp: usize) -> Vec<i16> {
    let gain = LinearGain::from(Gain::from_mdb(gain_mdb).unwrap()).q25();
    let at = |(i, x): (usize, &i16)| {
        let now = if i + 1 < ramp { gain + (0 - gain) * (i as i64 + 1) / ramp as i64 } else { 0 };
        sat((i64::from(*x) * now + (1 << 24)) >> 25)
    };
    samples[..ramp].iter().enumerate().map(at).collect()
}

impl Player {
    pub fn new(sample_rate: SampleRate, frame_len: FrameLen) -> Player {
        Player::of(EngineConfig { sample_rate, frame_len, prefill_ms: 0, ..EngineConfig::default() })
    }

    pub fn of(config: EngineConfig) -> Player {
        Player { engine: Engine::new(&config).unwrap(), frame: config.frame_samples() }
    }

    /// At 8 kHz, 20 ms.
    pub fn usual() -> Player {
        Player::new(SampleRate::Hz8000, FrameLen::Ms20)
    }

    pub fn call(&self) -> ParticipantId {
        self.engine
            .participant_new(&ParticipantConfig {
                account: b"a",
                environment: b"e",
                user: 7,
                ..ParticipantConfig::default()
            })
            .unwrap()
    }

    pub fn join(&self, who: ParticipantId, room: &[u8]) -> RoomId {
        self.engine.join(who, &JoinOptions::without_dtmf(room)).unwrap()
    }

    /// A prompt at the engine's rate.
    pub fn prompt(&self, samples: &[i16]) -> PromptId {
        let sample_rate_hz = self.engine.config().sample_rate.hz();
        self.engine.prompt_new(&PromptConfig { account: b"a", samples, sample_rate_hz }).unwrap()
    }

    pub fn tick(&self) -> u64 {
        self.engine.tick().unwrap()
    }

    /// A frame, which must be all there.
    pub fn hear(&self, who: ParticipantId) -> Vec<i16> {
        let mut heard = vec![1; self.frame];
        assert_eq!(self.engine.read(who, &mut heard), Ok(self.frame), "it is all there");
        heard
    }

    /// A tick and what one hears then.
    pub fn next(&self, who: ParticipantId) -> Vec<i16> {
        self.tick();
        self.hear(who)
    }

    /// So many of them.
    pub fn frames(&self, who: ParticipantId, count: usize) -> Vec<i16> {
        (0..count).flat_map(|_| self.next(who)).collect()
    }

    pub fn events(&self) -> Vec<Event> {
        let mut events = vec![Event::default(); 4096];
        let count = self.engine.poll(&mut events).unwrap();
        events.truncate(count);
        events
    }

    /// The plays that have ended, in order.
    pub fn ended(&self) -> Vec<(PlayId, PlayEnd)> {
        let ended = |event: Event| {
            (event.kind == EventKind::PlayEnded)
                .then(|| (PlayId(event.value as u64), event.play_end.unwrap()))
        };
        self.events().into_iter().filter_map(ended).collect()
    }
}
