//! How the cost of a tick grows with the members of a room: `cargo bench --bench growth`, some minutes.
//!
//! One room of 2 to 1,000 members at each rate, 20 ms frames, everyone talks. *mixing*: as in `cargo bench --bench tick`,
//! with rings, a gain of −3 dB and levels. *all features*: DTMF is detected and suppressed for every member, with 10 ms
//! of look-ahead, and talk events are on; each tenth member sends digits, 50 ms on and 50 ms off. An announcement plays to
//! the room, and its mix is tapped. A prompt plays to one member, whose input before and after mute and whose output are
//! tapped, as for a recording. The host's writes, reads, polls and tap reads run between the ticks and are not timed.
//!
//! It prints microseconds per tick and nanoseconds per member: the mean of the 50 ticks of a second of recorded speech
//! without its pauses, each the fastest of many passes in new rooms, pinned. Then, for each rate, the slope of log cost
//! over log members, by least squares from ten members on: 1 is a constant cost per member, 2 is a mixer that adds up the
//! others for each member. Last, the memory of an engine by its participants.
//!
//! `MIXMINUS_SVG=FILE` draws it; `MIXMINUS_MIXERS=FILE`, with what `cd benches/rivals && cargo run --release -- mixers`
//! prints, adds librem's aumix to the picture.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/lines.rs"]
mod lines;
mod picture;

use common::{is_test, pin};
use lines::{FRAMES, LINES, Lines, RATES, recorded};
use mixminus::{
    Engine, EngineConfig, Event, Gain, JoinOptions, ParticipantConfig, ParticipantId, PromptConfig,
    SampleRate, SayOptions, Sound, TapFrame, TapId, TapTarget,
};
use std::hint::black_box;
use std::time::{Duration, Instant};

const SIZES: [usize; 9] = [2, 5, 10, 20, 50, 100, 200, 500, 1_000];

/// How often rooms of each size are made and measured.
const ROUNDS: usize = 3;

/// From how many members on the slope is taken: below, what a tick costs without any shows.
const SLOPE_FROM: usize = 10;

/// What the members have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Features {
    /// What every member of a room costs.
    Mixing,
    /// Everything that a member can have.
    All,
}

impl Features {
    const BOTH: [Features; 2] = [Features::Mixing, Features::All];

    fn name(self) -> &'static str {
        match self {
            Features::Mixing => "mixing",
            Features::All => "all features",
        }
    }

    fn join(self) -> JoinOptions<'static> {
        match self {
            Features::Mixing => {
                JoinOptions { gain: Gain::clamp_mdb(-3_000), ..JoinOptions::without_dtmf(b"1") }
            }
            Features::All => {
                JoinOptions { gain: Gain::clamp_mdb(-3_000), talk_events: true, ..JoinOptions::new(b"1") }
            }
        }
    }
}

/// A room on the host's clock, and what its members say.
struct Room<'a> {
    engine: Engine,
    members: Vec<ParticipantId>,
    taps: Vec<TapId>,
    features: Features,
    speech: &'a Lines,
    digits: &'a Lines,
    heard: Vec<i16>,
    events: Vec<Event>,
    step: usize,
}

impl<'a> Room<'a> {
    fn new(members: usize, rate: SampleRate, features: Features, [speech, digits]: [&'a Lines; 2]) -> Self {
        let config = EngineConfig {
            sample_rate: rate,
            room_capacity: members as u32,
            session_limit_s: 0,
            ..EngineConfig::default()
        };
        let engine = Engine::new(&config).expect("the configuration is sound");
        let join = |user| {
            let call = ParticipantConfig {
                account: b"bench",
                environment: b"bench",
                user,
                ..ParticipantConfig::default()
            };
            let member = engine.participant_new(&call).expect("there is room");
            engine.join(member, &features.join()).expect("there is room");
            member
        };
        let members = (0..members as u64).map(join).collect();
        let mut room = Room {
            engine,
            members,
            taps: Vec::new(),
            features,
            speech,
            digits,
            heard: vec![0; config.frame_samples()],
            events: vec![Event::default(); 256],
            step: 0,
        };
        if features == Features::All {
            room.play_and_tap(rate).expect("there is room");
        }
        // All have joined and are heard; the DTMF receivers have been through the second once.
        (0..FRAMES + 8).for_each(|_| _ = room.tick());
        room
    }

    /// An announcement to the room, a prompt to its first member, and taps on both.
    fn play_and_tap(&mut self, rate: SampleRate) -> mixminus::Result<()> {
        let samples: Vec<i16> =
            self.speech.frames.iter().flat_map(|all| &all[..self.heard.len()]).copied().collect();
        let prompt = PromptConfig { account: b"bench", samples: &samples, sample_rate_hz: rate.hz() };
        let sound = Sound::Prompt(self.engine.prompt_new(&prompt)?);
        let for_ever = SayOptions { times: 0, gain: Gain::clamp_mdb(-20_000), ..SayOptions::default() };
        let room = self.engine.room_find(b"bench", b"bench", b"1")?;
        let first = self.members[0];
        self.engine.room_say(room, sound, &for_ever)?;
        self.engine.say(first, sound, &for_ever)?;
        let of_first = [TapTarget::BeforeMute(first), TapTarget::AfterMute(first), TapTarget::Output(first)];
        for target in [TapTarget::Room(room)].into_iter().chain(of_first) {
            self.taps.push(self.engine.tap_new(target, 100)?);
        }
        Ok(())
    }

    /// A frame in, one tick, a frame out; returns how long the tick took.
    fn tick(&mut self) -> Duration {
        let samples = self.heard.len();
        for (index, member) in self.members.iter().enumerate() {
            let digits = self.features == Features::All && index % 10 == 9;
            let lines = if digits { self.digits } else { self.speech };
            // Beyond a hundred the same lines speak again, a tenth of a second on.
            let step = (self.step + index / LINES * 5) % FRAMES;
            let frame = &lines.frames[step][index % LINES * samples..][..samples];
            self.engine.write(*member, frame).expect("nobody else writes");
        }
        self.step += 1;
        let start = Instant::now();
        black_box(self.engine.tick()).expect("nobody else ticks");
        let took = start.elapsed();
        for member in &self.members {
            self.engine.read(*member, &mut self.heard).expect("nobody else reads");
        }
        for tap in &self.taps {
            let mut frames = [TapFrame::default()];
            while self.engine.tap_read(*tap, &mut self.heard, &mut frames).expect("it is tapped") > 0 {}
        }
        while self.engine.poll(&mut self.events).expect("nobody else polls") == self.events.len() {}
        took
    }

    /// Passes over the second: makes each of its ticks the fastest so far.
    fn measure(&mut self, passes: usize, best: &mut [Duration; FRAMES]) {
        for _ in 0..passes * FRAMES {
            let best = &mut best[self.step % FRAMES];
            *best = self.tick().min(*best);
        }
    }
}

/// What a tick costs in rooms of growing size.
#[derive(Clone, Debug)]
pub struct Growth {
    /// What the members have.
    pub features: Features,
    /// The rate of the room.
    pub rate: SampleRate,
    /// Members, and microseconds a tick.
    pub points: Vec<(usize, f64)>,
}

impl Growth {
    /// Of log cost over log members, least squares.
    fn slope(&self) -> f64 {
        let from = self.points.iter().filter(|(members, _)| *members >= SLOPE_FROM);
        let points: Vec<(f64, f64)> = from.map(|(members, us)| ((*members as f64).ln(), us.ln())).collect();
        let count = points.len() as f64;
        let [x, y] = [points.iter().map(|(x, _)| x).sum::<f64>(), points.iter().map(|(_, y)| y).sum::<f64>()];
        let xx = points.iter().map(|(x, _)| x * x).sum::<f64>();
        let xy = points.iter().map(|(x, y)| x * y).sum::<f64>();
        (count * xy - x * y) / (count * xx - x * x)
    }
}

/// Measures and prints rooms of these sizes at one rate: all of them in turn, so many times.
fn grow(rate: SampleRate, sizes: &[usize], speech: &[i16], rounds: usize) -> [Growth; 2] {
    let (speech, digits) = (Lines::speech(rate, speech), Lines::digits(rate));
    let mut best = Features::BOTH.map(|_| vec![[Duration::MAX; FRAMES]; sizes.len()]);
    for _ in 0..rounds {
        for (features, best) in Features::BOTH.iter().zip(&mut best) {
            for (members, best) in sizes.iter().zip(best) {
                let passes = (5_000 / members).clamp(10, 100);
                Room::new(*members, rate, *features, [&speech, &digits]).measure(passes, best);
            }
        }
    }
    let mut grown = Features::BOTH.map(|features| Growth { features, rate, points: Vec::new() });
    for (growth, best) in grown.iter_mut().zip(&best) {
        for (members, best) in sizes.iter().zip(best) {
            let us = best.iter().sum::<Duration>().as_secs_f64() * 1e6 / FRAMES as f64;
            let (name, each) = (growth.features.name(), us * 1e3 / *members as f64);
            println!("{name:<21}{:>8}{members:>9}{us:>11.2}{each:>10.1}", speech.samples);
            growth.points.push((*members, us));
        }
    }
    grown
}

fn main() {
    pin();
    let (speech, from) = recorded(concat!(env!("CARGO_MANIFEST_DIR"), "/demo"));
    println!("speech: {from}, without pauses");
    println!("{:<21}{:>8}{:>9}{:>11}{:>10}", "", "samples", "members", "us a tick", "ns each");
    if is_test() {
        let grown = grow(SampleRate::Hz8000, &[2, 10, 20], &speech, 1);
        assert!(picture::svg(&grown, &[]).ends_with("</svg>\n"));
        return;
    }
    let grown: Vec<Growth> = RATES.iter().flat_map(|rate| grow(*rate, &SIZES, &speech, ROUNDS)).collect();
    println!("\nslope of log cost over log members, from {SLOPE_FROM} on");
    for growth in &grown {
        let samples = growth.rate.samples_in_ms(20);
        println!("{:<21}{samples:>8}{:>9.3}", format!("slope, {}", growth.features.name()), growth.slope());
    }
    println!("\nmemory a participant, bytes");
    for rate in RATES {
        let bytes = |max_participants| {
            let config = EngineConfig { sample_rate: rate, max_participants, ..EngineConfig::default() };
            Engine::initial_bytes(&config).expect("the configuration is sound")
        };
        println!("{:<21}{:>8}{:>9}", "memory", rate.samples_in_ms(20), (bytes(2_048) - bytes(1_024)) / 1_024);
    }
    if let Some(file) = std::env::var_os("MIXMINUS_SVG") {
        let mixers = std::env::var_os("MIXMINUS_MIXERS").map(std::fs::read_to_string);
        let mixers = mixers.transpose().expect("MIXMINUS_MIXERS can be read").unwrap_or_default();
        std::fs::write(&file, picture::svg(&grown, &picture::aumix(&mixers)))
            .expect("MIXMINUS_SVG can be written");
    }
}
