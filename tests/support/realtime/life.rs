//! A random life of an engine: control calls, and rounds of write, tick and read whose every branch is taken.

use super::dialling::dialling;
use mixminus::{
    AdaptiveTarget, AllowSignals, DtmfDigit, DtmfTiming, EncodedBuffer, EncodedSamples, Engine, EngineConfig,
    EngineStats, Event, EventKind, Gain, JoinOptions, ParticipantConfig, ParticipantId, ParticipantStats,
    PlayEnd, PromptConfig, RoomId, RoomTemplate, SampleRate, SayOptions, Sound, Status, TapFrame, TapId,
    TapTarget, WriteInfo,
};

/// Numbers that look random and are the same in every run (xorshift64*).
pub struct Random(pub u64);

impl Random {
    /// Any number.
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() >> 33) as usize % n
    }

    /// True once in `n` times.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// The longest frame of any rate, samples.
const LONGEST: usize = 960;

const ROOMS: [&[u8]; 4] = [b"a", b"b", b"c", b"d"];

/// An engine, those who live in it, and the numbers that decide.
pub struct Life {
    pub engine: Engine,
    pub people: Vec<ParticipantId>,
    pub random: Random,
    events: Vec<Event>,
    polls: bool,
    audio: Vec<i16>,
    /// The same number of codes and of floats, for lines in other encodings.
    codes: Vec<u8>,
    floats: Vec<f32>,
    /// Keys, one after the other: what one of four says.
    tones: Vec<i16>,
    rounds: usize,
    /// Key presses that events reported.
    pub presses: u64,
    /// Plays that have ended, by how.
    pub plays: [u64; 3],
    /// What plays.
    sound: Sound,
    taps: Vec<TapId>,
    /// Taps are freed, too: then the control thread frees their rings, where one runs.
    pub frees_taps: bool,
    /// Frames that were read from taps.
    pub tapped: u64,
    /// Events by the reason that they tell.
    pub ends: [u64; 8],
    /// Locks that events reported.
    pub locks: u64,
    /// Marks that events reported: those that were heard, and those that were flushed.
    pub marks: [u64; 2],
}

impl Life {
    /// An engine of that configuration, with `people` participants in its rooms.
    pub fn new(config: &EngineConfig, people: usize, seed: u64) -> Life {
        let engine = Engine::new(config).unwrap();
        // One room that lasts so long that it is warned, and two that are not.
        for (at, (room, limit_s)) in ROOMS.into_iter().zip([61, 1, 2]).enumerate() {
            let template = RoomTemplate {
                capacity: config.room_capacity,
                limit_s,
                sample_rate: config.sample_rates().nth(at),
                ..RoomTemplate::default()
            };
            engine.set_room_template(b"acme", b"test", Some(room), Some(&template)).unwrap();
        }
        let mut random = Random(seed);
        let people: Vec<_> = (0..people).map(|at| newcomer_at(&engine, at).unwrap()).collect();
        for (index, person) in people.iter().enumerate() {
            let usual = JoinOptions {
                talk_events: index % 2 == 0,
                play_tones: index % 8 == 0,
                ..JoinOptions::new(ROOMS[index % 2])
            };
            let plain =
                JoinOptions { talk_events: index % 2 == 0, ..JoinOptions::without_dtmf(ROOMS[index % 2]) };
            let options = if index % 4 == 0 { usual } else { plain };
            engine.join(*person, &options).unwrap();
            engine.tick().unwrap();
        }
        let audio: Vec<i16> = (0..4 * 4800).map(|_| (random.next() >> 48) as i16).collect();
        let tones = dialling(config.sample_rate, 17);
        let noise = PromptConfig { account: b"acme", samples: &audio[..3_333], sample_rate_hz: 11_025 };
        let prompt = engine.prompt_new(&noise).unwrap();
        Life {
            engine,
            people,
            random,
            events: vec![Event::default(); 64],
            polls: true,
            codes: audio.iter().map(|sample| *sample as u8).collect(),
            floats: audio.iter().map(|sample| f32::from(*sample) / 20_000.0).collect(),
            audio,
            tones,
            rounds: 0,
            presses: 0,
            plays: [0; 3],
            sound: Sound::Prompt(prompt),
            taps: Vec::new(),
            frees_taps: true,
            tapped: 0,
            ends: [0; 8],
            locks: 0,
            marks: [0; 2],
        }
    }

    /// A few control calls at random, whose answers may be errors: the queue is full, the room is.
    pub fn control(&mut self) {
        for _ in 0..self.random.below(4) {
            let at = self.random.below(self.people.len());
            let (person, room) = (self.people[at], ROOMS[self.random.below(ROOMS.len())]);
            let (on, engine) = (self.random.once_in(2), &self.engine);
            let key = DtmfDigit::at(self.random.below(4), self.random.below(2));
            let _ = match self.random.below(23) {
                0 => engine.join(person, &options(&mut self.random, room)).map(drop),
                1 => engine.leave(person),
                2 => engine.move_to(person, room).map(drop),
                3 => engine.set_mute(person, on),
                4 => engine.set_deaf(person, on),
                5 => engine
                    .set_gain(person, Gain::from_mdb(self.random.below(30_000) as i32 - 20_000).unwrap()),
                6 => engine.participant_free(person).map(|()| {
                    if let Ok(new) = newcomer_at(engine, at) {
                        self.people[at] = new;
                    }
                }),
                7 => self.leave_and_join_anew(person, room),
                8 => engine.set_detect_dtmf(person, on),
                9 => engine.set_play_tones(person, on),
                10 => engine.set_generate_dtmf(person, on),
                11 => engine.inject_dtmf_begin(person, key, -12_000, 200),
                12 => engine.inject_dtmf_end(person, key),
                13 => self.say(person),
                14 => engine.say_stop(person),
                15 => engine.set_hold(person, on, self.sound),
                16 => self.announce(person),
                17 => engine
                    .participant_info(person)
                    .and_then(|info| engine.room_set_alone_loop(info.room, self.sound)),
                18 => engine.signal(person, &[b'a' + self.random.below(3) as u8]).map(drop),
                19 => self.lock(person, on),
                20 => self.merge(person, room),
                21 => engine.remove(person, b"out").and(engine.service()),
                _ => engine.send_dtmf(person, &[key; 5], &DtmfTiming::default()),
            };
        }
        self.change_taps();
        self.change_rates();
        if self.random.once_in(200) {
            self.polls = !self.polls;
        }
        if self.polls {
            let count = self.engine.poll(&mut self.events).unwrap();
            for event in &self.events[..count] {
                self.presses += u64::from(event.kind == EventKind::DtmfBegan);
                self.ends[event.reason as usize] += 1;
                self.locks += u64::from(event.kind == EventKind::RoomLocked);
                self.marks[0] += u64::from(event.kind == EventKind::MarkHeard);
                self.marks[1] += u64::from(event.kind == EventKind::MarkFlushed);
            }
            for end in self.events[..count].iter().filter_map(|event| event.play_end) {
                self.plays[end as usize - PlayEnd::Completed as usize] += 1;
            }
        }
    }

    fn options(&mut self) -> SayOptions {
        let r = &mut self.random;
        SayOptions {
            times: r.below(3) as u32,
            gain: Gain::from_mdb(-500 * r.below(3) as i32).unwrap(),
            interrupt: r.once_in(3),
        }
    }

    fn say(&mut self, person: ParticipantId) -> mixminus::Result<()> {
        let options = self.options();
        self.engine.say(person, self.sound, &options).map(drop)
    }

    fn announce(&mut self, person: ParticipantId) -> mixminus::Result<()> {
        let (options, room) = (self.options(), self.engine.participant_info(person)?.room);
        self.engine.room_say(room, self.sound, &options).map(drop)
    }

    /// Now and then a tap is made or freed, whatever the queue says.
    fn change_taps(&mut self) {
        let person = self.people[self.random.below(self.people.len())];
        if self.taps.len() <= 12 && self.random.once_in(3) {
            let room = self.engine.participant_info(person).map_or(RoomId::NONE, |info| info.room);
            let target = match self.random.below(4) {
                0 => TapTarget::Room(room),
                1 => TapTarget::BeforeMute(person),
                2 => TapTarget::AfterMute(person),
                _ => TapTarget::Output(person),
            };
            self.taps.extend(self.engine.tap_new(target, 100));
        }
        if self.frees_taps && self.taps.len() > 12 {
            let tap = self.taps.swap_remove(self.random.below(self.taps.len()));
            self.engine.tap_free(tap).unwrap();
        }
    }

    /// One after the other writes and reads at other rates for some rounds, each pair of rates in its turn.
    fn change_rates(&mut self) {
        let at = self.rounds / 4;
        let person = self.people[at % self.people.len()];
        let _ = self.engine.participant_info(person).and_then(|info| {
            let other = |at: usize| SampleRate::ALL[at / self.people.len() % 8];
            let [write, read] = match self.rounds % 4 {
                0 => [other(at), other(at / 8)],
                3 if !at.is_multiple_of(4) => [info.sample_rate; 2],
                _ => return Ok(()),
            };
            self.engine.set_rates(person, Some(write), Some(read))
        });
    }

    /// Taps are read now and then: some rings are full, some empty.
    fn read_taps(&mut self) {
        let (mut samples, mut frames) = ([0; 4 * LONGEST], [TapFrame::default(); 4]);
        for index in 0..self.taps.len() {
            if self.random.once_in(3) {
                let read = self.engine.tap_read(self.taps[index], &mut samples, &mut frames);
                assert!(matches!(read, Ok(_) | Err(Status::Ended)), "{read:?}");
                self.tapped += read.unwrap_or(0) as u64;
            }
        }
    }

    /// Locks the person's room, or unlocks it: more often the latter.
    fn lock(&self, person: ParticipantId, on: bool) -> mixminus::Result<()> {
        let room = self.engine.participant_info(person)?.room;
        self.engine.set_room_locked(room, on && self.rounds.is_multiple_of(4))
    }

    fn merge(&self, person: ParticipantId, room: &[u8]) -> mixminus::Result<()> {
        let from = self.engine.participant_info(person)?.room;
        self.engine.room_merge(from, room).map(drop)
    }

    fn leave_and_join_anew(&self, person: ParticipantId, room: &[u8]) -> mixminus::Result<()> {
        self.engine.leave(person)?;
        self.engine.join(person, &JoinOptions::new(room)).map(drop)
    }

    /// Everyone writes, the engine ticks, everyone reads: most a frame, some nothing, much, in pieces, in another order,
    /// with losses, with marks, and flushed.
    pub fn round(&mut self) {
        self.rounds += 1;
        for index in 0..self.people.len() {
            let frame = self.frame_of(index);
            if index % 4 == 0 && !self.random.once_in(16) {
                let from = self.rounds * frame % (self.tones.len() - frame);
                let pressed = &self.tones[from..from + frame];
                checked(self.engine.write(self.people[index], pressed).map(drop));
            } else {
                self.write(self.people[index], frame);
            }
        }
        self.engine.tick().unwrap();
        for index in 0..self.people.len() {
            self.read(self.people[index], self.frame_of(index));
        }
        self.read_taps();
    }

    /// Samples of a frame of the person at that index.
    fn frame_of(&self, index: usize) -> usize {
        let config = self.engine.config();
        let kinds = config.sample_rates().count() + usize::from(config.agents.is_some());
        let of_agents = || config.agents.map(|agents| agents.sample_rate);
        let rate = config.sample_rates().nth(index % kinds).or_else(of_agents);
        rate.map_or(0, |rate| config.frame_len.samples(rate))
    }

    fn write(&mut self, person: ParticipantId, frame: usize) {
        let count = match self.random.below(16) {
            0 => 0,
            1 => 3 * frame,
            2 => frame / 2,
            3 => self.random.below(frame),
            _ => frame,
        };
        let from = self.random.below(self.audio.len() - count + 1);
        let silent = self.random.once_in(4);
        let samples = if silent { &[0; 960][..count.min(960)] } else { &self.audio[from..from + count] };
        let timestamp = match self.random.below(16) {
            0 | 1 => Some(self.random.next() % 10_000),
            // A packet that is one too early, too late, or in its place.
            2..5 => Some(((self.rounds + self.random.below(3)) * frame) as u64),
            _ => None,
        };
        let info = WriteInfo {
            timestamp,
            lost: if self.random.once_in(16) { 300 } else { 0 },
            starts_talkspurt: self.random.once_in(3),
        };
        // Most lines are linear.
        let part = from..from + count;
        let samples = match from % 8 {
            0 => EncodedSamples::MuLaw(&self.codes[part]),
            1 => EncodedSamples::ALaw(&self.codes[part]),
            2 => EncodedSamples::F32(&self.floats[part]),
            _ => EncodedSamples::S16(samples),
        };
        checked(self.engine.write_encoded(person, samples, &info).map(drop));
        if self.random.once_in(8) {
            match self.engine.mark(person, self.rounds as i64) {
                Err(Status::NotInRoom | Status::QueueFull) => {}
                answer => checked(answer),
            }
        }
        if self.random.once_in(32) {
            checked(self.engine.flush(person));
        }
    }

    fn read(&mut self, person: ParticipantId, frame: usize) {
        let mut heard = [0; 3 * 960];
        let count = match self.random.below(16) {
            0 => return,
            1 => 2 * frame + 7,
            2 => frame / 3,
            _ => frame,
        };
        let (mut codes, mut floats) = ([0; 3 * 960], [0.0; 3 * 960]);
        let mut space = match (count + person.0 as usize) % 8 {
            0 => EncodedBuffer::MuLaw(&mut codes[..count]),
            1 => EncodedBuffer::ALaw(&mut codes[..count]),
            2 => EncodedBuffer::F32(&mut floats[..count]),
            _ => EncodedBuffer::S16(&mut heard[..count]),
        };
        checked(self.engine.read_encoded(person, &mut space).map(drop));
    }

    /// What has been counted of the engine, and of all who live now.
    pub fn stats(&self) -> (EngineStats, ParticipantStats) {
        let mut sum = ParticipantStats::default();
        for stats in self.people.iter().filter_map(|person| self.engine.participant_stats(*person).ok()) {
            sum.underruns += stats.underruns;
            sum.target += stats.target;
            sum.inserted += stats.inserted;
            sum.removed += stats.removed;
            sum.trims += stats.trims;
            sum.out_dropped += stats.out_dropped;
            sum.out_stale += stats.out_stale;
            sum.read += stats.read;
            sum.reordered += stats.reordered;
            sum.late += stats.late;
            sum.concealed += stats.concealed;
        }
        (self.engine.stats(), sum)
    }
}

/// A freed participant is stale, and a session may be over: a long run lasts more than two hours. Nothing else may be wrong.
fn checked(answer: Result<(), Status>) {
    assert!(matches!(answer, Ok(()) | Err(Status::StaleHandle | Status::SessionExpired)), "{answer:?}");
}

/// A new participant.
/// With a line of the engine's own rate.
pub fn newcomer(engine: &Engine) -> mixminus::Result<ParticipantId> {
    newcomer_at(engine, 0)
}

/// With a line of the kind at `at`: the engine's rates and its agents, one after the other.
fn newcomer_at(engine: &Engine, at: usize) -> mixminus::Result<ParticipantId> {
    let config = engine.config();
    let kinds = config.sample_rates().count() + usize::from(config.agents.is_some());
    let sample_rate = config.sample_rates().nth(at % kinds);
    let agent = sample_rate.is_none();
    engine.participant_new(&ParticipantConfig {
        account: b"acme",
        environment: b"test",
        user: 7,
        sample_rate,
        agent,
    })
}

fn options<'a>(random: &mut Random, room: &'a [u8]) -> JoinOptions<'a> {
    JoinOptions {
        mute: random.once_in(4),
        deaf: random.once_in(4),
        prefill_ms: Some(20 * random.below(3) as u32),
        adaptive: random.once_in(3).then_some(AdaptiveTarget { min_ms: 0, max_ms: 100 }),
        cap_ms: None,
        gain: Gain::from_mdb(random.below(12_000) as i32 - 6_000).unwrap(),
        talk_events: random.once_in(2),
        detect_dtmf: random.once_in(2),
        play_tones: random.once_in(2),
        generate_dtmf: random.once_in(2),
        join_prompt: if random.once_in(2) { Sound::Beep } else { Sound::None },
        leave_prompt: if random.once_in(2) { Sound::Beep } else { Sound::None },
        terminator: random.once_in(2).then(|| DtmfDigit::at(random.below(4), random.below(4))),
        interdigit_timeout_ms: 500 * random.below(4) as u32,
        allow_signals: if random.once_in(2) { AllowSignals::Names(&[b"a", b"b"]) } else { AllowSignals::Any },
        ..JoinOptions::new(room)
    }
}
