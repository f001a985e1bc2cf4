//! The receiver and the suppressor of keys, through the engine: any samples, in any pieces, with any switches.
//!
//! The same is said in two rooms: in one its tones are played, in the other they are suppressed. What must hold: while
//! tones are played the room hears what was said, late by the join's delay, whether or not keys are detected; silence
//! stays silence; keys go down and up in turn.

use crate::abi::{self, Engine, EngineConfig, Event, Grown, JoinOptions, ParticipantConfig};
use crate::input::Input;
use std::collections::VecDeque;
use std::ptr;

/// The most frames of one run.
const MOST_FRAMES: usize = 300;

/// How long a stream fades in, milliseconds.
const FADE_MS: u32 = 5;

/// The peaks of tones of a key, thousandths of full scale a tone, to choose from.
const LEVELS: [f64; 4] = [300.0, 100.0, 20.0, 3.0];

const ROWS: [f64; 4] = [697.0, 770.0, 852.0, 941.0];
const COLUMNS: [f64; 4] = [1209.0, 1336.0, 1477.0, 1633.0];

/// One of the rooms: who speaks in it, who hears it.
struct Room {
    speaker: u64,
    listener: u64,
    /// What the speaker has said that was not heard yet.
    said: VecDeque<i16>,
    /// Samples until what is said has come through and faded in.
    fading: usize,
    plays: bool,
    /// Tones were suppressed at some time, or keys made audible: what is heard need not be what was said.
    altered: bool,
    /// The keys that are down.
    down: Vec<u32>,
}

/// Runs one call.
pub fn run(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let mut config = Grown::<EngineConfig>::new().value;
    config.sample_rate_hz = input.pick(&[8000, 8000, 16000, 32000, 48000, 12000, 22050, 24000, 44100]);
    config.frame_ms = input.pick(&[20, 10]);
    if config.sample_rate_hz == 22050 {
        config.frame_ms = 20;
    }
    config.dtmf_look_ahead_ms = input.pick(&[10, 0, 20, 5]);
    (config.max_participants, config.max_rooms, config.prefill_ms) = (4, 2, 0);
    let mut engine: Engine = ptr::null_mut();
    // SAFETY: both places are there.
    assert_eq!(unsafe { abi::mixminus_engine_new(&config, &mut engine) }, 0);
    let samples = |ms: u32| (config.sample_rate_hz * ms / 1000) as usize;
    let look_ahead = samples(config.dtmf_look_ahead_ms);
    let fade = samples(FADE_MS);
    let detects = input.seldom(2);
    let mut rooms = [
        Room::open(engine, b"played", (u32::from(!detects), 1), 0, fade),
        Room::open(engine, b"hidden", (1, 0), look_ahead, fade),
    ];
    let frame = samples(config.frame_ms);
    // All come in, and what they hear fades in.
    tick(engine);
    rooms.iter().for_each(|room| drain(engine, room.listener));
    let mut source = Source::new(config.sample_rate_hz);
    for _ in 0..MOST_FRAMES {
        if input.is_empty() {
            break;
        }
        let said = source.frame(&mut input, frame);
        for room in &mut rooms {
            room.act(engine, &mut input);
            room.write(engine, &said);
        }
        tick(engine);
        rooms.iter_mut().for_each(|room| room.check(engine, frame));
        poll(engine, &mut rooms);
    }
    // SAFETY: it came from `mixminus_engine_new` and is freed once.
    assert_eq!(unsafe { abi::mixminus_engine_free(engine) }, 0);
}

impl Room {
    fn open(engine: Engine, id: &[u8], (detect, play): (u32, u32), delay: usize, fade: usize) -> Room {
        let [speaker, listener] = [(), ()].map(|()| participant(engine));
        join(engine, listener, id, (0, 1));
        join(engine, speaker, id, (detect, play));
        Room {
            speaker,
            listener,
            said: VecDeque::from(vec![0; delay]),
            fading: delay + fade,
            plays: play == 1,
            altered: play == 0,
            down: Vec::new(),
        }
    }

    /// Switches, injects, seldom.
    fn act(&mut self, engine: Engine, input: &mut Input<'_>) {
        let what = input.byte();
        let who = self.speaker;
        let on = u32::from(what) / 7 % 2;
        // SAFETY: the engine lives, in all of these.
        let status = unsafe {
            match what {
                255 => abi::mixminus_participant_set_detect_dtmf(engine, who, on),
                254 => {
                    self.plays = on == 1;
                    self.altered |= !self.plays;
                    abi::mixminus_participant_set_play_tones(engine, who, on)
                }
                253 => {
                    let status = abi::mixminus_participant_inject_dtmf_begin(engine, who, b'5', -10_000, 300);
                    self.altered = true;
                    status
                }
                252 => abi::mixminus_participant_inject_dtmf_end(engine, who, b'5'),
                _ => 0,
            }
        };
        assert_eq!(status, 0);
    }

    fn write(&mut self, engine: Engine, said: &[i16]) {
        self.said.extend(said);
        let mut taken = 0;
        // SAFETY: the engine lives; the samples are so many.
        let status = unsafe {
            abi::mixminus_participant_write(engine, self.speaker, said.as_ptr(), said.len(), &mut taken)
        };
        assert_eq!((status, taken), (0, said.len()));
    }

    /// What the listener hears is what was said, or less.
    fn check(&mut self, engine: Engine, frame: usize) {
        let mut heard = vec![0x5a5a_i16; frame];
        let mut real = 0;
        // SAFETY: the engine lives; there is room for so many samples.
        let status = unsafe {
            abi::mixminus_participant_read(engine, self.listener, heard.as_mut_ptr(), frame, &mut real)
        };
        assert_eq!((status, real), (0, frame));
        let due: Vec<i16> = self.said.drain(..frame).collect();
        for (at, (&due, &heard)) in due.iter().zip(&heard).enumerate() {
            let fades = self.fading > 0;
            self.fading = self.fading.saturating_sub(1);
            if !self.altered && !fades {
                assert_eq!(heard, due, "at {at}: what is played passes as it is");
            }
        }
        if !self.altered && due.iter().all(|&x| x == 0) {
            assert!(heard.iter().all(|&x| x == 0), "out of silence comes silence");
        }
    }
}

fn tick(engine: Engine) {
    // SAFETY: the engine lives; nobody wants the number.
    assert_eq!(unsafe { abi::mixminus_engine_tick(engine, ptr::null_mut()) }, 0);
}

fn participant(engine: Engine) -> u64 {
    let mut config = Grown::<ParticipantConfig>::new().value;
    (config.account, config.account_len) = (b"a".as_ptr(), 1);
    (config.environment, config.environment_len) = (b"e".as_ptr(), 1);
    let mut made = 0;
    // SAFETY: the engine lives; the struct and its names are as long as they say.
    let status = unsafe { abi::mixminus_participant_new(engine, &config, &mut made) };
    assert_eq!(status, 0);
    made
}

fn join(engine: Engine, who: u64, id: &[u8], (detect, play): (u32, u32)) {
    let mut options = Grown::<JoinOptions>::new().value;
    (options.conference_id, options.conference_id_len) = (id.as_ptr(), id.len());
    (options.detect_dtmf, options.play_tones) = (detect, play);
    // SAFETY: the engine lives; the struct and its name are as long as they say; nobody wants the room.
    let status = unsafe { abi::mixminus_participant_join(engine, who, &options, ptr::null_mut()) };
    assert_eq!(status, 0);
}

/// Reads all that waits.
fn drain(engine: Engine, who: u64) {
    let mut samples = vec![0; 4800];
    // SAFETY: the engine lives; there is room for so many samples.
    let status = unsafe {
        abi::mixminus_participant_read(engine, who, samples.as_mut_ptr(), samples.len(), ptr::null_mut())
    };
    assert_eq!(status, 0);
    assert!(samples.iter().all(|&x| x == 0));
}

/// Takes all events: keys go down and up in turn.
fn poll(engine: Engine, rooms: &mut [Room; 2]) {
    let mut events = [Event::default(); 64];
    let mut count = 0;
    // SAFETY: the engine lives, the places are there.
    let status =
        unsafe { abi::mixminus_engine_poll(engine, events.as_mut_ptr(), size_of::<Event>(), 64, &mut count) };
    assert_eq!(status, 0);
    for event in &events[..count] {
        let Some(room) = rooms.iter_mut().find(|room| room.speaker == event.participant) else {
            continue;
        };
        match event.kind {
            abi::DTMF_BEGAN => room.down.push(event.digit),
            abi::DTMF_ENDED => {
                let held = room.down.iter().position(|&key| key == event.digit);
                room.down.remove(held.expect("it was down"));
                assert!(event.dtmf_duration <= 1 << 24, "{event:?}");
            }
            _ => {}
        }
        assert!(room.down.len() <= 2, "one key a way");
    }
}

/// What is said: tones, noise, silence, raw bytes, or what was said before.
struct Source {
    rate: f64,
    phases: [f64; 2],
    noise: u32,
}

impl Source {
    fn new(rate_hz: u32) -> Source {
        Source { rate: f64::from(rate_hz), phases: [0.0; 2], noise: 1 }
    }

    fn frame(&mut self, input: &mut Input<'_>, frame: usize) -> Vec<i16> {
        let kind = input.byte();
        match kind % 8 {
            0 => vec![0; frame],
            1 => (0..frame).map(|_| self.random() as i16).collect(),
            2 => (0..frame).map(|_| (self.random() as i16) >> (kind >> 5)).collect(),
            3 => {
                (0..frame).map(|at| if at % 8 < 4 { i16::from(input.byte() as i8) << 7 } else { 0 }).collect()
            }
            4 => vec![if kind > 127 { i16::MIN } else { i16::MAX }; frame],
            _ => self.tone(input, kind, frame),
        }
    }

    /// A part of a frame is a key's tones, the rest silence or noise.
    fn tone(&mut self, input: &mut Input<'_>, kind: u8, frame: usize) -> Vec<i16> {
        let key = usize::from(kind >> 4);
        let choices = input.byte();
        let level = LEVELS[usize::from(choices % 4)];
        let off = 1.0 + (f64::from(choices >> 5) - 3.5) * 0.004;
        let (from, to) = match choices >> 2 & 3 {
            0 | 1 => (0, frame),
            2 => (usize::from(input.byte()) * frame / 256, frame),
            _ => (0, usize::from(input.byte()) * frame / 256),
        };
        let steps = [ROWS[key / 4] * off / self.rate, COLUMNS[key % 4] * off / self.rate];
        (0..frame)
            .map(|at| {
                if !(from..to).contains(&at) {
                    return (self.random() as i16) >> 10;
                }
                let sum: f64 = self.phases.iter().map(|phase| (phase * std::f64::consts::TAU).sin()).sum();
                self.phases.iter_mut().zip(steps).for_each(|(phase, step)| *phase = (*phase + step).fract());
                (sum * level * 32.768) as i16
            })
            .collect()
    }

    fn random(&mut self) -> u32 {
        self.noise ^= self.noise << 13;
        self.noise ^= self.noise >> 17;
        self.noise ^= self.noise << 5;
        self.noise
    }
}
