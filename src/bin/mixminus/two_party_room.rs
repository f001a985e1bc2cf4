//! A room of a speaker and a listener in virtual time, for `dtmf` and `suppress`.

use mixminus::{
    Engine, EngineConfig, Event, FrameLen, JoinOptions, ParticipantConfig, ParticipantId, SampleRate,
};

use crate::fail::Failure;

const CONFERENCE: &[u8] = b"room";

/// The room.
#[derive(Debug)]
pub struct TwoPartyRoom {
    engine: Engine,
    speaker: ParticipantId,
    listener: ParticipantId,
    frame: Vec<i16>,
}

impl TwoPartyRoom {
    /// Milliseconds of a frame, and so of a tick.
    pub const FRAME_MS: u32 = 20;

    /// A room with its listener. `look_ahead_ms`: the engine's look-ahead.
    pub fn new(rate: SampleRate, look_ahead_ms: u32) -> Result<TwoPartyRoom, Failure> {
        let frame_len = FrameLen::Ms20;
        let engine = Engine::new(&EngineConfig {
            sample_rate: rate,
            frame_len,
            max_participants: 2,
            max_rooms: 1,
            room_capacity: 2,
            prefill_ms: 0,
            dtmf_look_ahead_ms: look_ahead_ms,
            command_queue: 16,
            event_queue: 64,
            // All files use one session, which must not expire.
            session_limit_s: 0,
            ..EngineConfig::default()
        })?;
        let config = ParticipantConfig {
            account: b"local",
            environment: b"room",
            user: 0,
            ..ParticipantConfig::default()
        };
        let (speaker, listener) = (engine.participant_new(&config)?, engine.participant_new(&config)?);
        engine.join(listener, &JoinOptions::without_dtmf(CONFERENCE))?;
        let mut room = TwoPartyRoom { engine, speaker, listener, frame: vec![0; frame_len.samples(rate)] };
        // The fade-in of its output ends with the first frame.
        room.tick()?;
        room.hear()?;
        Ok(room)
    }

    /// Samples of a frame.
    pub fn frame(&self) -> usize {
        self.frame.len()
    }

    /// The speaker joins; its receiver starts from silence.
    pub fn enter(&self, play_tones: bool) -> Result<(), Failure> {
        let options = JoinOptions { play_tones, ..JoinOptions::new(CONFERENCE) };
        self.engine.join(self.speaker, &options)?;
        Ok(())
    }

    /// The speaker leaves.
    pub fn leave(&self) -> Result<(), Failure> {
        Ok(self.engine.leave(self.speaker)?)
    }

    /// Sends a frame of the speaker, padded with silence, and ticks. Returns the tick.
    pub fn say(&mut self, samples: &[i16]) -> Result<u64, Failure> {
        let (said, silence) = self.frame.split_at_mut(samples.len());
        said.copy_from_slice(samples);
        silence.fill(0);
        let taken = self.engine.write(self.speaker, &self.frame)?;
        if taken != self.frame.len() {
            return Err(Failure::Run("the engine has not taken a whole frame; please report this".into()));
        }
        self.tick()
    }

    /// The listener's output of the last tick.
    pub fn hear(&mut self) -> Result<&[i16], Failure> {
        let given = self.engine.read(self.listener, &mut self.frame)?;
        if given != self.frame.len() {
            return Err(Failure::Run("the engine has not given a whole frame; please report this".into()));
        }
        Ok(&self.frame)
    }

    /// Polls events, at most `events.len()`.
    pub fn poll(&self, events: &mut [Event]) -> Result<usize, Failure> {
        Ok(self.engine.poll(events)?)
    }

    fn tick(&self) -> Result<u64, Failure> {
        Ok(self.engine.tick()?)
    }
}
