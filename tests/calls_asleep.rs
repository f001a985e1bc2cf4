//! Calls that wait in `conference` or `say` sleep until they are woken, as long as the control thread runs. Counted are
//! the times that the system put their threads to sleep, not processor time. Linux only: it is the one that counts.
#![cfg(target_os = "linux")]

use mixminus::{
    Clock, DriverConfig, DtmfDigit, EndReason, Engine, EngineConfig, Gain, Handlers, JoinOptions,
    ParticipantConfig, ParticipantId, RoomTemplate, SayEnd, SayOptions, Sound, Speech,
};
use std::fs;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, Scope};
use std::time::{Duration, Instant};

/// Much longer than anything here lasts.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long sleepers are watched.
const WATCHED: Duration = Duration::from_secs(1);

/// How often the system may put the thread of a call to sleep meanwhile. One that looks every 10 ms does it 100 times.
const SLEEPS: u64 = 2;

const FOR_EVER: SayOptions = SayOptions { times: 0, gain: Gain::UNITY, interrupt: false };

const HOSTED: DriverConfig =
    DriverConfig { clock: Clock::Host, workers: 1, realtime_priority: 0, cpus: Vec::new() };

fn driven() -> DriverConfig {
    DriverConfig { clock: Clock::System, ..HOSTED }
}

fn engine() -> Engine {
    let config =
        EngineConfig { max_participants: 200, max_rooms: 8, prefill_ms: 0, ..EngineConfig::default() };
    let engine = Engine::new(&config).unwrap();
    let large = RoomTemplate { capacity: 200, ..RoomTemplate::default() };
    engine.set_room_template(b"a", b"e", None, Some(&large)).unwrap();
    engine
}

fn call(engine: &Engine) -> ParticipantId {
    engine
        .participant_new(&ParticipantConfig {
            account: b"a",
            environment: b"e",
            user: 1,
            ..ParticipantConfig::default()
        })
        .unwrap()
}

fn star() -> DtmfDigit {
    DtmfDigit::from_char('*').unwrap()
}

/// What one call waits in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wait {
    Conference,
    Say,
    SayText,
}

const WAITS: [Wait; 3] = [Wait::Conference, Wait::Say, Wait::SayText];

/// How a call has ended.
#[derive(Debug, PartialEq, Eq)]
enum Ended {
    Conference(EndReason),
    Say(SayEnd),
}

/// A call that waits on a thread of its own: its thread's number, as the system knows it, and its end.
struct Sleeper<'s> {
    engine: &'s Engine,
    thread: u64,
    who: ParticipantId,
    ended: Option<thread::ScopedJoinHandle<'s, Ended>>,
}

impl Drop for Sleeper<'_> {
    /// A test that fails does not wait for it.
    fn drop(&mut self) {
        let _ = self.engine.hang_up(self.who);
    }
}

impl Sleeper<'_> {
    /// How often its thread has been put to sleep.
    fn sleeps(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/self/task/{}/status", self.thread)).unwrap();
        let count = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:")).unwrap();
        count.trim().parse().unwrap()
    }

    /// How it ended, which must be soon.
    fn end(mut self) -> Ended {
        let ended = self.ended.take().unwrap();
        let begun = Instant::now();
        while !ended.is_finished() {
            assert!(begun.elapsed() < PATIENCE, "the call of thread {} hangs", self.thread);
            thread::sleep(Duration::from_millis(1));
        }
        ended.join().unwrap()
    }
}

/// A call of a new participant begins to wait.
fn begin<'s>(scope: &'s Scope<'s, '_>, engine: &'s Engine, wait: Wait) -> Sleeper<'s> {
    let who = call(engine);
    let (sender, number): (Sender<u64>, _) = channel();
    let ended = scope.spawn(move || {
        let this = fs::read_link("/proc/thread-self").unwrap();
        sender.send(this.file_name().unwrap().to_str().unwrap().parse().unwrap()).unwrap();
        match wait {
            Wait::Conference => {
                let options = JoinOptions { terminator: Some(star()), ..JoinOptions::without_dtmf(b"r") };
                Ended::Conference(engine.conference(who, &options, None, Handlers::default()).unwrap().reason)
            }
            Wait::Say => Ended::Say(engine.say_blocking(who, Sound::Beep, &FOR_EVER, None).unwrap()),
            Wait::SayText => Ended::Say(engine.say_text_blocking(who, "x", "", &FOR_EVER, None).unwrap()),
        }
    });
    let thread = number.recv().unwrap();
    Sleeper { engine, thread, who, ended: Some(ended) }
}

fn speak(_text: &str, _voice: &str) -> mixminus::Result<Speech> {
    Ok(Speech { samples: vec![100; 1600], sample_rate_hz: 8000 })
}

/// Waits until all of them are where they wait for a long time.
fn settle(engine: &Engine, sleepers: &[Sleeper<'_>], waits: impl Fn(usize) -> Wait) {
    let begun = Instant::now();
    let begins = |(at, sleeper): (usize, &Sleeper<'_>)| match waits(at) {
        Wait::Conference => engine.participant_info(sleeper.who).unwrap().room != mixminus::RoomId::NONE,
        _ => true,
    };
    while !sleepers.iter().enumerate().all(begins) {
        assert!(begun.elapsed() < PATIENCE);
        thread::sleep(Duration::from_millis(1));
    }
    thread::sleep(Duration::from_millis(200));
}

/// Fails if one of them was woken more often than that while it was watched; `busy` goes on meanwhile.
fn watch(sleepers: &[Sleeper<'_>], mut busy: impl FnMut()) {
    let before: Vec<_> = sleepers.iter().map(Sleeper::sleeps).collect();
    let begun = Instant::now();
    while begun.elapsed() < WATCHED {
        busy();
    }
    let slept: Vec<_> =
        sleepers.iter().zip(before).map(|(sleeper, before)| sleeper.sleeps() - before).collect();
    let (most, sum) = (slept.iter().max().unwrap(), slept.iter().sum::<u64>());
    println!("{} calls: {sum} wake-ups in {WATCHED:?}, at most {most} of one", sleepers.len());
    assert!(*most <= SLEEPS, "{sum} wake-ups of {} calls, {most} of one", sleepers.len());
}

fn nap() {
    thread::sleep(Duration::from_millis(20));
}

#[test]
fn calls_that_wait_are_not_woken_while_the_control_thread_runs() {
    let engine = engine();
    engine.set_synthesizer(Some(Arc::new(speak))).unwrap();
    engine.start(&driven()).unwrap();
    thread::scope(|scope| {
        let waits = |at: usize| WAITS[at % WAITS.len()];
        let sleepers: Vec<_> = (0..120).map(|at| begin(scope, &engine, waits(at))).collect();
        settle(&engine, &sleepers, waits);
        watch(&sleepers, nap);
        for (at, sleeper) in sleepers.iter().enumerate() {
            match (waits(at), at % 2) {
                (Wait::Conference, 0) => {
                    engine.inject_dtmf_begin(sleeper.who, star(), -10_000, 0).unwrap();
                }
                (Wait::Conference, _) => engine.leave(sleeper.who).unwrap(),
                (_, 0) => engine.say_stop(sleeper.who).unwrap(),
                (_, _) => engine.hang_up(sleeper.who).unwrap(),
            }
        }
        for (at, sleeper) in sleepers.into_iter().enumerate() {
            let due = match (waits(at), at % 2) {
                (Wait::Conference, 0) => Ended::Conference(EndReason::Terminator),
                (Wait::Conference, _) => Ended::Conference(EndReason::Removed),
                (_, 0) => Ended::Say(SayEnd::Stopped),
                (_, _) => Ended::Say(SayEnd::HangUp),
            };
            assert_eq!(sleeper.end(), due, "call {at}");
        }
    });
}

/// The host's clock with helpers: there is a control thread too.
#[test]
fn nor_while_the_host_ticks_and_the_control_thread_runs() {
    let engine = engine();
    engine.set_synthesizer(Some(Arc::new(speak))).unwrap();
    engine.start(&HOSTED).unwrap();
    thread::scope(|scope| {
        let waits = |at: usize| WAITS[at % WAITS.len()];
        let sleepers: Vec<_> = (0..12).map(|at| begin(scope, &engine, waits(at))).collect();
        settle(&engine, &sleepers, waits);
        watch(&sleepers, || {
            engine.tick().unwrap();
            nap();
        });
        for (at, sleeper) in sleepers.iter().enumerate() {
            match waits(at) {
                Wait::Conference => engine.inject_dtmf_begin(sleeper.who, star(), -10_000, 0).unwrap(),
                _ => engine.say_stop(sleeper.who).unwrap(),
            }
        }
        (0..3).for_each(|_| _ = engine.tick().unwrap());
        for (at, sleeper) in sleepers.into_iter().enumerate() {
            let due = match waits(at) {
                Wait::Conference => Ended::Conference(EndReason::Terminator),
                _ => Ended::Say(SayEnd::Stopped),
            };
            assert_eq!(sleeper.end(), due, "call {at}");
        }
    });
}

/// Ends that only a tick knows of: a session's time, a room's time.
#[test]
fn the_end_of_a_time_wakes_those_that_sleep() {
    let config = EngineConfig { max_participants: 8, session_limit_s: 1, ..EngineConfig::default() };
    let engine = Engine::new(&config).unwrap();
    engine.set_synthesizer(Some(Arc::new(speak))).unwrap();
    engine.start(&HOSTED).unwrap();
    thread::scope(|scope| {
        let waits = |at: usize| WAITS[at % WAITS.len()];
        let sleepers: Vec<_> = (0..6).map(|at| begin(scope, &engine, waits(at))).collect();
        settle(&engine, &sleepers, waits);
        (0..52).for_each(|_| _ = engine.tick().unwrap());
        for (at, sleeper) in sleepers.into_iter().enumerate() {
            let due = match waits(at) {
                Wait::Conference => Ended::Conference(EndReason::TimeLimit),
                _ => Ended::Say(SayEnd::TimeLimit),
            };
            assert_eq!(sleeper.end(), due, "call {at}");
        }
    });
}

/// Drivers may be stopped and started while calls wait: each still learns of its end.
#[test]
fn stopping_and_starting_drivers_leaves_no_call_asleep() {
    let engine = engine();
    engine.set_synthesizer(Some(Arc::new(speak))).unwrap();
    for round in 0..4 {
        thread::scope(|scope| {
            let waits = |at: usize| WAITS[at % WAITS.len()];
            if round % 2 == 0 {
                engine.start(&if round == 0 { HOSTED } else { driven() }).unwrap();
            }
            let sleepers: Vec<_> = (0..12).map(|at| begin(scope, &engine, waits(at))).collect();
            settle(&engine, &sleepers, waits);
            match round {
                0 | 2 => engine.stop().unwrap(),
                1 => _ = engine.start(&HOSTED).unwrap(),
                _ => _ = engine.start(&driven()).unwrap(),
            }
            let host_ticks = round != 3;
            for (at, sleeper) in sleepers.iter().enumerate() {
                match waits(at) {
                    Wait::Conference => {
                        engine.inject_dtmf_begin(sleeper.who, star(), -10_000, 0).unwrap();
                    }
                    _ => engine.say_stop(sleeper.who).unwrap(),
                }
            }
            if host_ticks {
                (0..3).for_each(|_| _ = engine.tick().unwrap());
            }
            for (at, sleeper) in sleepers.into_iter().enumerate() {
                let due = match waits(at) {
                    Wait::Conference => Ended::Conference(EndReason::Terminator),
                    _ => Ended::Say(SayEnd::Stopped),
                };
                assert_eq!(sleeper.end(), due, "round {round}, call {at}");
            }
            if round % 2 == 1 {
                engine.stop().unwrap();
            }
        });
    }
}
