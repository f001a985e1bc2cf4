//! Ticks the engine as often as the loudspeakers ask for sound.
//!
//! It runs in the card's callback in real time: rings to and from the control thread, no allocation, no freeing, no
//! waiting.

use std::sync::Arc;

use mixminus::{Engine, ParticipantId};
use rtrb::{Consumer, Producer};

/// The most voices at once.
pub const MAX_VOICES: usize = 16;

/// A voice that repeats a file.
#[derive(Debug)]
pub struct Speaker {
    /// Its participant.
    pub who: ParticipantId,
    /// Its samples.
    pub samples: Arc<[i16]>,
    /// The position of the next sample; at the end it is silent for `pause` samples.
    pub at: usize,
    /// Silence before it begins again, samples.
    pub pause: usize,
}

/// Commands of the control thread.
#[derive(Debug)]
pub enum PumpCommand {
    /// Adds a voice.
    Add(Speaker),
    /// Removes a voice and returns it.
    Remove(ParticipantId),
}

/// Writes the voices, ticks the engine, and reads the output of the user.
#[derive(Debug)]
pub struct Pump {
    engine: Arc<Engine>,
    you: ParticipantId,
    speakers: [Option<Speaker>; MAX_VOICES],
    commands: Consumer<PumpCommand>,
    returned: Producer<Speaker>,
    /// The user's output of the last tick, and how much of it has been consumed.
    heard: Vec<i16>,
    consumed: usize,
    said: Vec<i16>,
}

impl Pump {
    /// A pump for frames of that many samples.
    pub fn new(
        engine: Arc<Engine>,
        you: ParticipantId,
        frame: usize,
        commands: Consumer<PumpCommand>,
        returned: Producer<Speaker>,
    ) -> Pump {
        Pump {
            engine,
            you,
            speakers: [const { None }; MAX_VOICES],
            commands,
            returned,
            heard: vec![0; frame],
            consumed: frame,
            said: vec![0; frame],
        }
    }

    /// Fills `out` with the user's output; ticks as often as that takes.
    pub fn fill(&mut self, out: &mut [i16]) {
        let mut rest = out;
        while !rest.is_empty() {
            if self.consumed == self.heard.len() {
                self.tick();
            }
            let heard = &self.heard[self.consumed..];
            let count = heard.len().min(rest.len());
            let (now, later) = rest.split_at_mut(count);
            now.copy_from_slice(&heard[..count]);
            self.consumed += count;
            rest = later;
        }
    }

    fn tick(&mut self) {
        self.take_commands();
        for speaker in self.speakers.iter_mut().flatten() {
            speaker.say(&mut self.said);
            // A participant that is being freed is refused; a command removes it.
            let _ = self.engine.write(speaker.who, &self.said);
        }
        // A stopped engine gives silence; the screen shows it.
        let _ = self.engine.tick();
        for speaker in self.speakers.iter().flatten() {
            let _ = self.engine.read(speaker.who, &mut self.said);
        }
        if self.engine.read(self.you, &mut self.heard).is_err() {
            self.heard.fill(0);
        }
        self.consumed = 0;
    }

    fn take_commands(&mut self) {
        while let Ok(command) = self.commands.pop() {
            match command {
                PumpCommand::Add(speaker) => {
                    // No more commands are sent than there are places.
                    if let Some(place) = self.speakers.iter_mut().find(|place| place.is_none()) {
                        *place = Some(speaker);
                    }
                }
                PumpCommand::Remove(who) => {
                    let has_gone =
                        |place: &&mut Option<Speaker>| place.as_ref().is_some_and(|s| s.who == who);
                    let gone = self.speakers.iter_mut().find(has_gone).and_then(Option::take);
                    if let Some(Err(rtrb::PushError::Full(speaker))) =
                        gone.map(|gone| self.returned.push(gone))
                    {
                        // The ring has a place for each voice; if it had none, a leak would be better than freeing
                        // here.
                        std::mem::forget(speaker);
                    }
                }
            }
        }
    }
}

impl Speaker {
    fn say(&mut self, out: &mut [i16]) {
        for sample in out {
            *sample = self.samples.get(self.at).copied().unwrap_or(0);
            self.at = if self.at + 1 >= self.samples.len() + self.pause { 0 } else { self.at + 1 };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mixminus::{EngineConfig, FrameLen, JoinOptions, ParticipantConfig};
    use rtrb::RingBuffer;
    use std::alloc::{GlobalAlloc, Layout, System};
    use std::cell::Cell;

    thread_local! {
        static TOUCHED: Cell<u64> = const { Cell::new(0) };
    }

    /// The system's allocator, which counts what a thread asks of it.
    struct Counting;

    // SAFETY: every call is passed on as it came.
    unsafe impl GlobalAlloc for Counting {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            TOUCHED.with(|touched| touched.set(touched.get() + 1));
            // SAFETY: `GlobalAlloc::alloc` asks the same of its caller as `System.alloc`: a layout of a size beyond 0.
            unsafe { System.alloc(layout) }
        }

        unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
            TOUCHED.with(|touched| touched.set(touched.get() + 1));
            // SAFETY: all memory came from `System.alloc`, with that layout, as `GlobalAlloc::dealloc` asks of its caller.
            unsafe { System.dealloc(at, layout) }
        }
    }

    #[global_allocator]
    static COUNTING: Counting = Counting;

    const FRAME: usize = 80;

    struct Room {
        pump: Pump,
        engine: Arc<Engine>,
        you: ParticipantId,
        commands: Producer<PumpCommand>,
        returned: Consumer<Speaker>,
    }

    fn room() -> Room {
        let config = EngineConfig { frame_len: FrameLen::Ms10, prefill_ms: 0, ..EngineConfig::default() };
        let engine = Arc::new(Engine::new(&config).unwrap());
        let you = join(&engine);
        let (commands, to_desk) = RingBuffer::new(MAX_VOICES);
        let (from_desk, returned) = RingBuffer::new(MAX_VOICES);
        let pump = Pump::new(engine.clone(), you, FRAME, to_desk, from_desk);
        Room { pump, engine, you, commands, returned }
    }

    fn join(engine: &Engine) -> ParticipantId {
        let call =
            ParticipantConfig { account: b"a", environment: b"e", user: 0, ..ParticipantConfig::default() };
        let who = engine.participant_new(&call).unwrap();
        engine.join(who, &JoinOptions::without_dtmf(b"room")).unwrap();
        who
    }

    /// A voice that counts from 1 to 100, and is silent for 30 samples.
    fn counting(who: ParticipantId) -> Speaker {
        Speaker { who, samples: (1..=100).collect::<Vec<i16>>().into(), at: 0, pause: 30 }
    }

    #[test]
    fn a_voice_is_heard_over_and_over_and_the_own_is_not() {
        let mut room = room();
        let voice = join(&room.engine);
        room.commands.push(PumpCommand::Add(counting(voice))).unwrap();
        // What cards ask for need not be frames. The first two fade in.
        let mut heard = Vec::new();
        for count in [1, 79, 100, 3, 137, 480, 200] {
            let mut out = vec![0; count];
            room.engine.write(room.you, &vec![9_000; count]).unwrap();
            room.pump.fill(&mut out);
            heard.extend(out);
        }
        let expected = |at: usize| if at % 130 < 100 { (at % 130 + 1) as i16 } else { 0 };
        for (at, sample) in heard.iter().enumerate().skip(2 * FRAME) {
            assert_eq!(*sample, expected(at), "sample {at}");
        }
    }

    #[test]
    fn nothing_is_allocated_or_freed_and_who_goes_is_given_back() {
        let mut room = room();
        let mut voices = Vec::new();
        for _ in 0..MAX_VOICES {
            let voice = join(&room.engine);
            room.commands.push(PumpCommand::Add(counting(voice))).unwrap();
            voices.push(voice);
        }
        let mut out = [0; 333];
        let before = TOUCHED.get();
        for _ in 0..500 {
            room.pump.fill(&mut out);
        }
        assert_eq!(TOUCHED.get(), before);
        assert!(out.iter().any(|sample| *sample != 0));
        for voice in &voices {
            room.engine.leave(*voice).unwrap();
            room.commands.push(PumpCommand::Remove(*voice)).unwrap();
        }
        let before = TOUCHED.get();
        room.pump.fill(&mut out);
        room.pump.fill(&mut out);
        assert_eq!(TOUCHED.get(), before);
        assert_eq!(out, [0; 333]);
        let mut gone = Vec::new();
        while let Ok(speaker) = room.returned.pop() {
            gone.push(speaker.who);
        }
        assert_eq!(gone, voices);
    }
}
