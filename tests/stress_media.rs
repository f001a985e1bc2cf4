//! Plays, taps, snapshots, signals and the recorder's thread at once, while people come and go: whoever meets whom, each
//! play ends once, and all that was taken comes back. ThreadSanitizer watches it too: `tests/tsan.sh`.
//!
//! `MIXMINUS_STRESS_SECONDS` (2) is how long it lasts.

#[path = "support/realtime/mod.rs"]
mod realtime;

use mixminus::{
    Clock, DriverConfig, Engine, EngineConfig, Event, EventKind, Gain, JoinOptions, ParticipantId, PlayEnd,
    PlayId, PromptConfig, RoomId, SayOptions, Sound, Status, TapFrame, TapId, TapTarget,
};
use realtime::life::{Random, newcomer};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

const ROOMS: [&[u8]; 3] = [b"a", b"b", b"c"];
const FRAME: usize = 160;
const PEOPLE: usize = 12;
const MAX_TAPS: u32 = 16;

/// What the threads share.
struct House {
    engine: Engine,
    people: Vec<Mutex<ParticipantId>>,
    prompt: Sound,
    stop: AtomicBool,
    begun: Mutex<Vec<PlayId>>,
}

impl House {
    fn someone(&self, random: &mut Random) -> ParticipantId {
        *self.people[random.below(PEOPLE)].lock().unwrap()
    }

    fn room(&self, random: &mut Random) -> RoomId {
        self.engine.participant_info(self.someone(random)).map_or(RoomId::NONE, |info| info.room)
    }

    /// Does it again and again, each time with a number that decides.
    fn repeat(&self, seed: u64, mut what: impl FnMut(&mut Random) -> mixminus::Result<()>) {
        let mut random = Random(seed);
        while !self.stop.load(Ordering::Relaxed) {
            match what(&mut random).map_err(|error| error.status()) {
                Ok(())
                | Err(
                    Status::StaleHandle
                    | Status::InvalidHandle
                    | Status::NotInRoom
                    | Status::AlreadyInRoom
                    | Status::RoomFull
                    | Status::TooManyRooms
                    | Status::TooManyParticipants
                    | Status::TooManyTaps
                    | Status::QueueFull
                    | Status::Interrupted
                    | Status::HungUp
                    | Status::Ended
                    | Status::Busy,
                ) => {}
                Err(other) => panic!("{other:?}"),
            }
            thread::sleep(Duration::from_micros(100));
        }
    }

    fn live(&self, random: &mut Random) -> mixminus::Result<()> {
        let (at, engine) = (random.below(PEOPLE), &self.engine);
        let (who, room) = (self.someone(random), ROOMS[random.below(ROOMS.len())]);
        match random.below(10) {
            0..=3 => engine.join(who, &JoinOptions::new(room)).map(drop),
            4 => engine.leave(who),
            5 => engine.move_to(who, room).map(drop),
            6 => engine.signal(who, b"s").map(drop),
            7 => engine.remove(who, b"out"),
            8 => engine.set_hold(who, random.once_in(2), self.prompt),
            _ => {
                let mut place = self.people[at].lock().unwrap();
                engine.participant_free(*place)?;
                // There is a place: as many live as may, and the last tick has seen the one before go, or the next will.
                *place = loop {
                    match newcomer(engine) {
                        Ok(new) => break new,
                        Err(error) => assert_eq!(error.status(), Status::TooManyParticipants),
                    }
                    thread::yield_now();
                };
                Ok(())
            }
        }
    }

    fn play(&self, random: &mut Random) -> mixminus::Result<()> {
        let times = random.below(3) as u32;
        let options =
            SayOptions { times, gain: Gain::from_mdb(-6_000).unwrap(), interrupt: random.once_in(3) };
        let play = match random.below(4) {
            0 => return self.engine.say_stop(self.someone(random)),
            1 => {
                let last = self.begun.lock().unwrap().last().copied();
                return last.map_or(Ok(()), |last| self.engine.play_stop(last));
            }
            2 => self.engine.room_say(self.room(random), self.prompt, &options)?,
            _ => self.engine.say(self.someone(random), self.prompt, &options)?,
        };
        self.begun.lock().unwrap().push(play);
        Ok(())
    }

    fn tap(&self, random: &mut Random, taps: &mut Vec<TapId>) -> mixminus::Result<()> {
        let (mut samples, mut frames) = ([0; 4 * FRAME], [TapFrame::default(); 4]);
        match random.below(4) {
            0 => {
                let target = match random.below(4) {
                    0 => TapTarget::Room(self.room(random)),
                    1 => TapTarget::BeforeMute(self.someone(random)),
                    2 => TapTarget::AfterMute(self.someone(random)),
                    _ => TapTarget::Output(self.someone(random)),
                };
                taps.push(self.engine.tap_new(target, 200)?);
            }
            1 if taps.len() > 3 => self.engine.tap_free(taps.swap_remove(0))?,
            _ if !taps.is_empty() => {
                let tap = taps[random.below(taps.len())];
                self.engine.tap_read(tap, &mut samples, &mut frames).map(drop)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Tells apart what events tell of plays, until all threads are done.
    fn poll(&self, ended: &mut BTreeMap<u64, PlayEnd>) -> usize {
        let mut events = [Event::default(); 512];
        let count = self.engine.poll(&mut events).unwrap();
        for event in &events[..count] {
            assert_ne!(event.kind, EventKind::Gap);
            if let Some(end) = event.play_end {
                assert!(ended.insert(event.value as u64, end).is_none(), "ended twice: {event:?}");
            }
        }
        count
    }

    #[cfg(feature = "recorder")]
    fn record(&self, random: &mut Random, folder: &std::path::Path, files: &mut u32) -> mixminus::Result<()> {
        use mixminus::{RecordConfig, RecordTrack};
        *files += 1;
        let path = folder.join(format!("{files}.wav"));
        let target = TapTarget::Output(self.someone(random));
        let recording = self.engine.record_start(&RecordConfig::new(vec![RecordTrack { target, path }]))?;
        thread::sleep(Duration::from_millis(30));
        self.engine.record_pause(recording)?;
        self.engine.record_resume(recording)?;
        thread::sleep(Duration::from_millis(30));
        self.engine.record_info(recording)?;
        self.engine.record_stop(recording).map(drop)
    }

    /// Without the feature there is nothing to record with.
    #[cfg(not(feature = "recorder"))]
    fn record(&self, _: &mut Random, _: &std::path::Path, _: &mut u32) -> mixminus::Result<()> {
        Ok(())
    }
}

#[test]
fn whoever_meets_whom_each_play_ends_once_and_all_comes_back() {
    let seconds = std::env::var("MIXMINUS_STRESS_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let engine = Engine::new(&EngineConfig {
        max_participants: PEOPLE as u32 + 4,
        max_rooms: 8,
        event_queue: 1 << 18,
        max_taps: MAX_TAPS,
        max_plays: 64,
        ..EngineConfig::default()
    })
    .unwrap();
    let noise: Vec<i16> = (0..1_000).map(|at| (at * 97 % 5_000) as i16).collect();
    let prompt = PromptConfig { account: b"a", samples: &noise, sample_rate_hz: 8_000 };
    let prompt = Sound::Prompt(engine.prompt_new(&prompt).unwrap());
    let people = (0..PEOPLE).map(|_| Mutex::new(newcomer(&engine).unwrap())).collect();
    let house = &House { engine, people, prompt, stop: AtomicBool::new(false), begun: Mutex::default() };
    let folder = &std::env::temp_dir().join(format!("mixminus-stress-{}", std::process::id()));
    std::fs::create_dir_all(folder).unwrap();
    let drivers = DriverConfig { clock: Clock::Host, workers: 3, ..DriverConfig::default() };
    house.engine.start(&drivers).unwrap();
    let mut ended = BTreeMap::new();
    thread::scope(|scope| {
        for seed in 1..4 {
            scope.spawn(move || house.repeat(seed, |random| house.live(random)));
            scope.spawn(move || house.repeat(10 + seed, |random| house.play(random)));
        }
        for seed in 20..22 {
            let mut taps = Vec::new();
            scope.spawn(move || {
                house.repeat(seed, |random| house.tap(random, &mut taps));
                taps.into_iter().for_each(|tap| house.engine.tap_free(tap).unwrap());
            });
        }
        scope.spawn(move || {
            house.repeat(30, |random| house.engine.room_snapshot(house.room(random)).map(drop));
        });
        scope.spawn(move || {
            let mut files = 0;
            house.repeat(40, |random| house.record(random, folder, &mut files));
        });
        scope.spawn(move || {
            let mut heard = [0; FRAME];
            house.repeat(50, |random| {
                let who = house.someone(random);
                house.engine.write(who, &[500; FRAME])?;
                Ok(house.engine.read(who, &mut heard).map(drop)?)
            });
        });
        let ticker = scope.spawn(|| {
            while !house.stop.load(Ordering::Relaxed) {
                house.engine.tick().unwrap();
                thread::sleep(Duration::from_micros(200));
            }
        });
        let until = std::time::Instant::now() + Duration::from_secs(seconds.unwrap_or(2));
        while std::time::Instant::now() < until && !ticker.is_finished() {
            house.poll(&mut ended);
            thread::sleep(Duration::from_millis(1));
        }
        house.stop.store(true, Ordering::Relaxed);
    });
    for person in &house.people {
        house.engine.participant_free(*person.lock().unwrap()).unwrap();
    }
    (0..8).for_each(|_| assert!(house.engine.tick().is_ok()));
    while house.poll(&mut ended) > 0 {}
    let _ = std::fs::remove_dir_all(folder);
    let begun: Vec<u64> = house.begun.lock().unwrap().iter().map(|play| play.0).collect();
    println!("{} plays, {} ticks", begun.len(), house.engine.stats().ticks);
    assert!(begun.len() > 10 && begun.iter().all(|play| ended.contains_key(play)));
    assert_eq!(ended.len(), begun.len(), "ends of plays that nobody has begun");
    // All taps are free, and all nodes: as many loops may play as there are.
    let people: Vec<_> = (0..4).map(|_| newcomer(&house.engine).unwrap()).collect();
    for _ in 0..MAX_TAPS {
        house.engine.tap_new(TapTarget::Output(people[0]), 20).unwrap();
    }
    for play in 0..64 {
        house.engine.say(people[play % 4], Sound::Beep, &SayOptions::default()).unwrap();
    }
    house.engine.stop().unwrap();
}
