//! A long random scene of a host with many calls, played on one machine or another, and the hash of all that
//! came of it.

#[path = "dialling.rs"]
mod dialling;

use crate::common::{Audio, Hash, Random};
use crate::event_consumer::Consumer;
use dialling::dialling;
use mixminus::{
    AllowSignals, Clock, DriverConfig, DtmfDigit, DtmfTiming, Engine, EngineConfig, EngineStats, Event,
    EventKind, FrameLen, Gain, JoinOptions, KeyPress, ParticipantConfig, ParticipantId, PromptConfig,
    PromptId, RoomTemplate, SampleRate, SayOptions, SimdLevel, Sound, Status, TapFrame, TapId, TapTarget,
};
use std::sync::OnceLock;

const ACCOUNTS: [&[u8]; 3] = [b"one", b"two", b"three"];
const PEOPLE: usize = 60;
const ROOMS: usize = 4;

/// What is simulated.
#[derive(Clone, Copy)]
pub struct Scene {
    pub rate: SampleRate,
    pub ticks: u64,
    pub event_queue: u32,
}

/// On what a scene is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Machine {
    pub level: SimdLevel,
    pub workers: u32,
    /// The ticking thread's processor turns denormal numbers into zeros.
    pub flush: bool,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Of all that was heard, in order.
    pub audio: Hash,
    /// Of all events, in order.
    pub events: Hash,
    /// Of who is where, and how, in the end.
    pub states: Hash,
    pub lost: u64,
    pub overloads: u64,
    pub underruns: u64,
    pub trims: u64,
    /// Key presses that events reported.
    pub presses: u64,
    /// Plays whose end was reported.
    pub plays: u64,
    /// Frames that were read from taps.
    pub tapped: u64,
    /// Events by the reason that they tell.
    pub ends: [u32; 8],
    pub busiest_rooms: u32,
}

/// A handle without the tag that tells engines apart: bits 61–52.
fn untagged(handle: u64) -> u64 {
    handle & !(0x3ff << 52)
}

/// Noise of each kind, of which writes take pieces.
fn pool() -> &'static [Vec<i16>; 5] {
    static POOL: OnceLock<[Vec<i16>; 5]> = OnceLock::new();
    POOL.get_or_init(|| Audio::ALL.map(|audio| audio.samples(audio as u64, 1 << 15)))
}

/// Makes this thread flush denormal numbers to zero, in results and operands. `false`: this machine cannot.
#[cfg(target_arch = "x86_64")]
fn flush_to_zero() -> bool {
    let mut mode = 0_u32;
    // SAFETY: MXCSR is stored to and loaded from a variable of its size; only the bits FTZ (15) and DAZ (6)
    // change, which every x86-64 has, and this thread ends with the test.
    unsafe {
        std::arch::asm!("stmxcsr [{}]", in(reg) &mut mode, options(nostack));
        mode |= 1 << 15 | 1 << 6;
        std::arch::asm!("ldmxcsr [{}]", in(reg) &mode, options(nostack));
    }
    std::hint::black_box(f32::MIN_POSITIVE) * std::hint::black_box(0.5) == 0.0
}

/// As above.
#[cfg(target_arch = "aarch64")]
fn flush_to_zero() -> bool {
    // SAFETY: only the bit FZ (24) of FPCR changes, which every AArch64 has, and this thread ends with the test.
    unsafe {
        let mut mode: u64;
        std::arch::asm!("mrs {}, fpcr", out(reg) mode, options(nomem, nostack));
        mode |= 1 << 24;
        std::arch::asm!("msr fpcr, {}", in(reg) mode, options(nomem, nostack));
    }
    std::hint::black_box(f32::MIN_POSITIVE) * std::hint::black_box(0.5) == 0.0
}

/// As above: not known here.
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn flush_to_zero() -> bool {
    false
}

/// A host in the midst of a scene.
struct Play {
    engine: Engine,
    calls: Vec<ParticipantId>,
    /// Samples that each owes to its in-ring.
    owed: Vec<usize>,
    random: Random,
    frame: usize,
    born: u64,
    buffer: Vec<i16>,
    /// Keys, one after the other, for those who press them.
    tones: Vec<i16>,
    /// Half a second of noise at another rate.
    prompt: PromptId,
    consumer: Consumer,
    taps: Vec<TapId>,
    outcome: Outcome,
}

impl Play {
    fn new(scene: Scene, machine: Machine) -> Play {
        let config = EngineConfig {
            sample_rate: scene.rate,
            frame_len: FrameLen::Ms20,
            max_participants: 2 * PEOPLE as u32,
            max_rooms: 64,
            event_queue: scene.event_queue,
            simd: Some(machine.level),
            // Not in the shortest scene; in the others, calls end by time too.
            session_limit_s: 15,
            ..EngineConfig::default()
        };
        let engine = Engine::new(&config).unwrap();
        for account in ACCOUNTS {
            let timed = RoomTemplate { limit_s: 4, ..RoomTemplate::default() };
            engine.set_room_template(account, b"e", Some(b"1"), Some(&timed)).unwrap();
        }
        if machine.workers > 1 {
            let drivers =
                DriverConfig { clock: Clock::Host, workers: machine.workers, ..DriverConfig::default() };
            assert_eq!(engine.start(&drivers).unwrap().threads, machine.workers - 1);
        }
        let start = Hash::START;
        let samples = Audio::Loud.samples(9, 22_050);
        let noise = PromptConfig { account: b"one", samples: &samples, sample_rate_hz: 44_100 };
        let prompt = engine.prompt_new(&noise).unwrap();
        Play {
            prompt,
            engine,
            calls: Vec::new(),
            owed: Vec::new(),
            random: Random(0x6d69_786d),
            frame: config.frame_samples(),
            born: 0,
            buffer: vec![0; 3 * config.frame_samples()],
            tones: dialling(scene.rate, 32),
            consumer: Consumer::default(),
            taps: Vec::new(),
            outcome: Outcome {
                audio: start,
                events: start,
                states: start,
                lost: 0,
                overloads: 0,
                underruns: 0,
                trims: 0,
                presses: 0,
                plays: 0,
                tapped: 0,
                ends: [0; 8],
                busiest_rooms: 0,
            },
        }
    }

    /// A new call, of one account or another, and its first join.
    fn call(&mut self) {
        self.born += 1;
        let account = self.random.pick(&ACCOUNTS);
        let config =
            ParticipantConfig { account, environment: b"e", user: self.born, ..ParticipantConfig::default() };
        let id = self.engine.participant_new(&config).unwrap();
        self.calls.push(id);
        self.owed.push(0);
        self.join(id);
    }

    fn join(&mut self, id: ParticipantId) {
        let r = &mut self.random;
        let name = [b'0' + r.below(ROOMS) as u8];
        let prefill_ms = r.pick(&[0, 10, 20, 20, 45]);
        let options = JoinOptions {
            mute: r.percent(10),
            deaf: r.percent(5),
            gain: Gain::from_mdb(r.pick(&[0, 0, 0, -6000, 3500, -20_000])).unwrap(),
            prefill_ms: Some(prefill_ms),
            cap_ms: Some(prefill_ms + r.pick(&[0, 20, 40])),
            talk_events: r.percent(60),
            detect_dtmf: r.percent(60),
            play_tones: r.percent(40),
            generate_dtmf: r.percent(70),
            join_prompt: r.pick(&[Sound::None, Sound::Beep]),
            leave_prompt: r.pick(&[Sound::None, Sound::Prompt(self.prompt)]),
            terminator: r.percent(50).then(|| DtmfDigit::at(r.below(4), r.below(4))),
            interdigit_timeout_ms: r.pick(&[0, 300, 2_000]),
            allow_signals: r.pick(&[
                AllowSignals::Any,
                AllowSignals::Names(&[b"a"]),
                AllowSignals::Names(&[]),
            ]),
            ..JoinOptions::new(&name)
        };
        let joined = self.engine.join(id, &options).map_err(|error| error.status());
        if let Err(Status::HungUp | Status::SessionExpired) = joined {
            self.free(id);
        }
    }

    /// A call goes.
    fn free(&mut self, id: ParticipantId) {
        let at = self.calls.iter().position(|call| *call == id).unwrap();
        self.engine.participant_free(id).unwrap();
        self.calls.swap_remove(at);
        self.owed.swap_remove(at);
    }

    /// What one call does at random before a tick, apart from talking.
    fn act(&mut self, at: usize) {
        let (id, what) = (self.calls[at], self.random.below(168));
        let room = [b'0' + self.random.below(ROOMS) as u8];
        let mdb = self.random.below(84_001) as i32 - 60_000;
        let on = self.random.percent(40);
        let key = DtmfDigit::at(self.random.below(4), self.random.below(2));
        match what {
            0..25 => self.join(id),
            25..35 => drop(self.engine.leave(id)),
            35..55 => drop(self.engine.move_to(id, &room)),
            55..70 => drop(self.engine.set_mute(id, on)),
            70..80 => drop(self.engine.set_deaf(id, on)),
            80..92 => drop(self.engine.set_gain(id, Gain::from_mdb(mdb).unwrap())),
            92..98 => self.free(id),
            100..103 => drop(self.engine.set_detect_dtmf(id, on)),
            103..106 => drop(self.engine.set_play_tones(id, on)),
            106..109 => drop(self.engine.set_generate_dtmf(id, on)),
            109..117 => drop(self.engine.inject_dtmf_begin(id, key, -12_000, 300)),
            117..124 => drop(self.engine.inject_dtmf_end(id, key)),
            124..130 => drop(self.engine.send_dtmf(id, &[key; 3], &DtmfTiming::default())),
            130..152 => self.sound(id, what, on, &room),
            152..160 => drop(self.engine.signal(id, &[b'a' + self.random.below(3) as u8])),
            160..162 => drop(self.engine.remove(id, b"out")),
            162..166 => {
                let from = self.engine.participant_info(id).unwrap().room;
                let _ = self.engine.set_room_locked(from, self.random.percent(30));
            }
            166 => {
                let from = self.engine.participant_info(id).unwrap().room;
                let _ = self.engine.room_merge(from, &room);
            }
            167 => drop(self.engine.hang_up(id)),
            _ => {
                let account = self.random.pick(&ACCOUNTS);
                if let Ok(room) = self.engine.room_find(account, b"e", &room) {
                    self.engine.room_close(room).unwrap();
                }
            }
        }
    }

    /// Something plays to a call, or to a room, or stops.
    fn sound(&mut self, id: ParticipantId, what: usize, on: bool, name: &[u8]) {
        let r = &mut self.random;
        let sound = r.pick(&[Sound::Beep, Sound::Prompt(self.prompt)]);
        let times = r.pick(&[1, 1, 3, 0]);
        let options = SayOptions {
            times,
            gain: Gain::from_mdb(r.pick(&[0, -7_000, 5_000])).unwrap(),
            interrupt: r.percent(30),
        };
        let room = self.engine.room_find(r.pick(&ACCOUNTS), b"e", name);
        let _ = match (what, room) {
            (130..137, _) => self.engine.say(id, sound, &options).map(drop),
            (137..140, _) => self.engine.say_stop(id),
            (140..144, _) => self.engine.set_hold(id, on, sound),
            (144..148, Ok(room)) => self.engine.room_say(room, sound, &options).map(drop),
            (148..150, Ok(room)) => self.engine.room_say_stop(room),
            (_, Ok(room)) => self.engine.room_set_alone_loop(room, sound),
            _ => Ok(()),
        };
    }

    /// What one call writes before a tick: a frame, or what it owes, or a flood, or nothing, in pieces.
    fn talk(&mut self, at: usize, tick: u64) {
        let r = &mut self.random;
        self.owed[at] += match r.below(100) {
            0..2 => 0,
            2..4 => self.frame * (1 + r.below(5)),
            _ => self.frame,
        };
        if r.percent(4) {
            return;
        }
        // Talk comes in spurts of 51 ticks; of those who are not talking, most are not quite silent.
        let spurt = (tick / 51 + untagged(self.calls[at].0) % 7) % 4;
        let dials = spurt == 1 && untagged(self.calls[at].0).is_multiple_of(3);
        let mut dialled = tick as usize * self.frame;
        let kind = if spurt == 0 { r.pick(&[0, 0, 2]) } else { r.pick(&[1, 3, 3, 4, 4, 4]) };
        while self.owed[at] > 0 {
            let r = &mut self.random;
            let count =
                if r.percent(75) { self.frame } else { 1 + r.below(2 * self.frame) }.min(self.owed[at]);
            let from = r.below((1 << 15) - count);
            let samples = if dials {
                let from = dialled % (self.tones.len() - count);
                dialled += count;
                &self.tones[from..from + count]
            } else {
                &pool()[kind][from..from + count]
            };
            let written = self.engine.write(self.calls[at], samples).unwrap();
            self.owed[at] -= count;
            self.outcome.audio.number(written as u64);
        }
    }

    /// Reads, and hashes the audio and what each read said of it.
    fn listen(&mut self, at: usize) {
        let count = match self.random.below(100) {
            0..75 => self.frame,
            75..85 => return,
            _ => 1 + self.random.below(3 * self.frame),
        };
        let buffer = &mut self.buffer[..count];
        let info = self.engine.read_ex(self.calls[at], buffer).unwrap();
        let audio = &mut self.outcome.audio;
        for number in
            [info.real as u64, info.tick, info.offset.into(), untagged(info.mix_id), info.flags.into()]
        {
            audio.number(number);
        }
        // A word at a time: FNV-1a over words, which is four times as fast.
        for four in buffer.chunks(4) {
            let word = four.iter().fold(0, |word, x| word << 16 | u64::from(*x as u16));
            audio.0 = (audio.0 ^ word).wrapping_mul(0x0000_0100_0000_01b3);
            audio.0 ^= audio.0 >> 32;
        }
    }

    /// Reads the taps, hashes what they gave, and now and then exchanges one of them.
    fn tap(&mut self, tick: u64) {
        let mut reported = [TapFrame::default(); 3];
        for index in 0..self.taps.len() {
            let read = self.engine.tap_read(self.taps[index], &mut self.buffer, &mut reported);
            for (at, frame) in reported.iter().enumerate().take(read.unwrap_or(0)) {
                let samples = &self.buffer[at * self.frame..][..self.frame];
                for number in [frame.tick, untagged(frame.room), frame.join, frame.flags.into()] {
                    self.outcome.audio.number(number);
                }
                samples.iter().for_each(|x| self.outcome.audio.bytes(&x.to_le_bytes()));
                self.outcome.tapped += 1;
            }
        }
        let id = self.calls[tick as usize * 7 % self.calls.len()];
        let room = self.engine.participant_info(id).unwrap().room;
        let targets = [
            TapTarget::Room(room),
            TapTarget::BeforeMute(id),
            TapTarget::AfterMute(id),
            TapTarget::Output(id),
        ];
        if self.taps.len() > 12 {
            self.engine.tap_free(self.taps.remove(0)).unwrap();
        }
        self.taps.extend(self.engine.tap_new(targets[tick as usize % 4], 60));
    }

    fn poll(&mut self) -> usize {
        let mut events = [Event::default(); 64];
        let count = self.engine.poll(&mut events).unwrap();
        for event in &events[..count] {
            self.consumer.take(event);
            let Event { sequence, tick, kind, reason, room, participant, user, state, .. } = *event;
            let Event { resent, value, dtmf: key, play_end, signal, .. } = *event;
            self.outcome.events.number(play_end.map_or(0, |end| end as u64));
            self.outcome.events.number(signal.map_or(0, |outcome| outcome as u64));
            self.outcome.plays += u64::from(play_end.is_some());
            self.outcome.ends[reason as usize] += 1;
            let press = key.map_or([0; 6], |press| {
                let KeyPress { digit: key, source, position, duration, level_mdbm0, twist_mdb } = press;
                [
                    key.to_char().into(),
                    source as u64,
                    position,
                    duration.into(),
                    level_mdbm0 as u64,
                    twist_mdb as u64,
                ]
            });
            press.into_iter().for_each(|number| self.outcome.events.number(number));
            let value = if kind == EventKind::Moved { untagged(value as u64) } else { value as u64 };
            let (room, participant) = (untagged(room.0), untagged(participant.0));
            let (kind, reason) = (kind as u64, reason as u64);
            for number in
                [sequence, tick, kind, reason, room, participant, user, state.into(), resent.into(), value]
            {
                self.outcome.events.number(number);
            }
        }
        count
    }

    /// Hashes who is where, and how, by the engine's snapshots and by its events, which must agree.
    fn states(&mut self) {
        let mut rooms = 0;
        for account in ACCOUNTS {
            for info in self.engine.room_list(account, 0, 100).unwrap().0 {
                rooms += 1;
                assert!(self.consumer.rooms.contains(&info.room));
                self.outcome.states.number(untagged(info.room.0));
                self.outcome.states.bytes(&info.conference_id);
                for id in self.engine.room_participants(info.room).unwrap() {
                    let of = self.engine.participant_info(id).unwrap();
                    let reported = self.consumer.people[&id];
                    assert_eq!(
                        (reported.room, reported.user, reported.gain_mdb),
                        (of.room, of.user, of.gain.mdb().into())
                    );
                    for number in [untagged(id.0), of.user, reported.state.into(), of.gain.mdb() as u64] {
                        self.outcome.states.number(number);
                    }
                }
            }
        }
        assert_eq!(self.consumer.rooms.len(), rooms);
    }

    fn end(mut self) -> (Outcome, EngineStats) {
        for _ in 0..100 {
            self.engine.tick().unwrap();
            while self.poll() > 0 {}
        }
        self.states();
        for id in &self.calls {
            let stats = self.engine.participant_stats(*id).unwrap();
            self.outcome.underruns += stats.underruns;
            self.outcome.trims += stats.trims;
        }
        let stats = self.engine.stats();
        self.outcome.presses = self.consumer.presses;
        (self.outcome.lost, self.outcome.overloads) = (stats.events_lost, stats.overloads);
        (self.outcome, stats)
    }
}

/// Plays a scene on a thread of its own. `None`: this machine cannot flush to zero.
pub fn play(scene: Scene, machine: Machine) -> Option<(Outcome, EngineStats)> {
    let run = move || {
        if machine.flush && !flush_to_zero() {
            return None;
        }
        let mut play = Play::new(scene, machine);
        for tick in 0..scene.ticks {
            while play.calls.len() < PEOPLE {
                play.call();
            }
            for _ in 0..play.random.below(5) {
                let at = play.random.below(play.calls.len());
                play.act(at);
            }
            (0..play.calls.len()).for_each(|at| play.talk(at, tick));
            assert_eq!(play.engine.tick(), Ok(tick + 1));
            (0..play.calls.len()).for_each(|at| play.listen(at));
            play.tap(tick);
            play.outcome.busiest_rooms = play.outcome.busiest_rooms.max(play.engine.stats().active_rooms);
            let lossy = scene.event_queue < 100;
            if play.random.percent(if lossy { 10 } else { 90 }) {
                play.poll();
            }
        }
        Some(play.end())
    };
    std::thread::spawn(run).join().unwrap()
}
