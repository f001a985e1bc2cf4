//! The blocking say: an application's prompt, from its first sample to its last, on the thread of its call.

#[path = "support/player.rs"]
mod player;

use mixminus::{
    CallIo, Clock, DriverConfig, DtmfDigit, EngineConfig, EventKind, Gain, Handlers, JoinOptions, PlayEnd,
    PlayId, Quota, Result, SayEnd, SayOptions, Sound, Speech, Status,
};
use player::{Player, noise, same};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Much longer than anything here lasts.
const PATIENCE: Duration = Duration::from_secs(60);

const ONCE: SayOptions = SayOptions { times: 1, gain: Gain::UNITY, interrupt: false };
const FOR_EVER: SayOptions = SayOptions { times: 0, ..ONCE };

/// A telephone line: what the caller says and has heard.
#[derive(Default)]
struct Line {
    says: Mutex<Vec<i16>>,
    heard: Mutex<Vec<i16>>,
    hung_up: AtomicBool,
    touched: AtomicUsize,
}

/// The line's end at the call's thread.
struct End<'a>(&'a Line);

impl CallIo for End<'_> {
    fn wait(&mut self, wake_fd: i32, timeout_ms: u32) {
        assert!(wake_fd >= 0 && (1..=20).contains(&timeout_ms));
        thread::sleep(Duration::from_micros(200));
    }

    fn read(&mut self, samples: &mut [i16]) -> usize {
        let mut says = self.0.says.lock().unwrap();
        let count = says.len().min(samples.len());
        samples[..count].copy_from_slice(&says[..count]);
        says.drain(..count);
        count
    }

    fn write(&mut self, samples: &[i16]) {
        self.0.heard.lock().unwrap().extend_from_slice(samples);
    }

    fn is_hung_up(&mut self) -> bool {
        self.0.touched.fetch_add(1, Ordering::Relaxed);
        self.0.hung_up.load(Ordering::Relaxed)
    }
}

impl Line {
    fn heard(&self) -> Vec<i16> {
        self.heard.lock().unwrap().clone()
    }
}

/// Runs `call` on a thread of its own, and meanwhile, on this one, `act` with the number of each tick after it, until it
/// returns. A tick waits for a thread that listens to `line`.
fn while_ticking<T: Send>(
    p: &Player,
    line: Option<&Line>,
    mut act: impl FnMut(u64),
    call: impl FnOnce() -> T + Send,
) -> T {
    thread::scope(|scope| {
        let calling = scope.spawn(call);
        let begun = Instant::now();
        while !calling.is_finished() {
            assert!(begun.elapsed() < PATIENCE, "it hangs");
            let heard = line.map(|line| line.heard().len());
            let tick = p.tick();
            let waited = Instant::now();
            while line.map(|line| line.heard().len()) == heard
                && !calling.is_finished()
                && waited.elapsed() < Duration::from_millis(20)
            {
                thread::sleep(Duration::from_micros(100));
            }
            act(tick);
        }
        calling.join().unwrap()
    })
}

/// Waits until something plays or waits to play to somebody; answers its number.
fn wait_for_play(p: &Player, number: u64) -> PlayId {
    let begun = Instant::now();
    while !p.engine.is_playing(PlayId(number)) {
        assert!(begun.elapsed() < PATIENCE);
        thread::sleep(Duration::from_micros(100));
    }
    PlayId(number)
}

#[test]
fn the_line_hears_all_of_it_and_then_it_returns() {
    let p = Player::usual();
    let (who, line) = (p.call(), Line::default());
    let mut due = Vec::new();
    for round in 0..8_usize {
        let samples = noise(round as u64, 5 * 160 - 37 * round, 32_767);
        let sound = Sound::Prompt(p.prompt(&samples));
        line.says.lock().unwrap().extend([7; 400]);
        let end = while_ticking(
            &p,
            Some(&line),
            |_| {},
            || p.engine.say_blocking(who, sound, &ONCE, Some(&mut End(&line))),
        );
        assert_eq!(end, Ok(SayEnd::Completed));
        due.extend_from_slice(&samples);
        due.resize(due.len().next_multiple_of(160), 0);
        same!(line.heard(), due);
        assert!(line.says.lock().unwrap().is_empty(), "what the caller says is taken");
        // Nothing of the table is touched afterwards.
        let touched = line.touched.load(Ordering::Relaxed);
        p.tick();
        assert_eq!(line.touched.load(Ordering::Relaxed), touched);
    }
    let ended: Vec<_> = p.ended().into_iter().map(|(_, end)| end).collect();
    assert_eq!(ended, [PlayEnd::Completed; 8]);
}

#[test]
fn without_a_table_it_only_waits() {
    let p = Player::usual();
    let who = p.call();
    let samples = noise(1, 160, 30_000);
    let sound = Sound::Prompt(p.prompt(&samples));
    let end = while_ticking(&p, None, |_| {}, || p.engine.say_blocking(who, sound, &ONCE, None));
    assert_eq!(end, Ok(SayEnd::Completed));
    let mut heard = vec![0; 160];
    // It waits in the ring for the host's own reader, as long as it is not too old.
    assert!(matches!(p.engine.read(who, &mut heard), Ok(0 | 160)));
    assert_eq!(p.ended().len(), 1);
}

/// Each way to end it, and how it is reported; then nothing plays any more.
#[test]
fn every_end_is_reported_and_stops_it() {
    type Act = fn(&Player, mixminus::ParticipantId, PlayId, &Line);
    let cases: [(SayEnd, Act); 6] = [
        (SayEnd::Stopped, |p, _, play, _| p.engine.play_stop(play).unwrap()),
        (SayEnd::Stopped, |p, who, _, _| p.engine.say_stop(who).unwrap()),
        (SayEnd::Stopped, |p, who, _, _| {
            p.engine.say(who, Sound::Beep, &SayOptions { interrupt: true, ..ONCE }).unwrap();
        }),
        (SayEnd::HangUp, |p, who, _, _| p.engine.hang_up(who).unwrap()),
        (SayEnd::HangUp, |p, who, _, _| p.engine.participant_free(who).unwrap()),
        (SayEnd::HangUp, |_, _, _, line| line.hung_up.store(true, Ordering::Relaxed)),
    ];
    for (at, (due, act)) in cases.into_iter().enumerate() {
        for with_line in [false, true] {
            if !with_line && at == 5 {
                continue;
            }
            let p = Player::usual();
            let (who, line) = (p.call(), Line::default());
            let sound = Sound::Prompt(p.prompt(&[100; 1000]));
            let on_tick = |tick| {
                if tick == 5 {
                    act(&p, who, wait_for_play(&p, 1), &line);
                }
            };
            let end = while_ticking(&p, None, on_tick, || {
                wait_until_ticked(&p, 1);
                let mut end = End(&line);
                let io: Option<&mut dyn CallIo> = if with_line { Some(&mut end) } else { None };
                p.engine.say_blocking(who, sound, &FOR_EVER, io)
            });
            assert_eq!(end, Ok(due), "case {at}");
            // A beep takes 160 ms.
            (0..10).for_each(|_| _ = p.tick());
            assert!(!p.engine.is_playing(PlayId(1)), "case {at}");
            assert_eq!(p.ended().len(), if at == 2 { 2 } else { 1 }, "case {at}");
            if due == SayEnd::HangUp && at != 4 {
                let again = p.engine.say_blocking(who, Sound::Beep, &ONCE, None).unwrap_err();
                assert_eq!(again.status(), Status::HungUp);
            }
        }
    }
}

fn wait_until_ticked(p: &Player, ticks: u64) {
    let begun = Instant::now();
    while p.engine.stats().ticks < ticks {
        assert!(begun.elapsed() < PATIENCE);
        thread::sleep(Duration::from_micros(100));
    }
}

#[test]
fn the_time_of_the_session_ends_it_and_allows_no_other() {
    let config = EngineConfig { session_limit_s: 1, prefill_ms: 0, ..EngineConfig::default() };
    let p = Player::of(config);
    let (who, line) = (p.call(), Line::default());
    let sound = Sound::Prompt(p.prompt(&[100; 1000]));
    let mut last = 0;
    let end = while_ticking(
        &p,
        None,
        |tick| last = tick,
        || p.engine.say_blocking(who, sound, &FOR_EVER, Some(&mut End(&line))),
    );
    assert_eq!(end, Ok(SayEnd::TimeLimit));
    assert!(last >= 50, "{last}");
    let again = p.engine.say_blocking(who, sound, &ONCE, None).unwrap_err();
    assert_eq!(again.status(), Status::SessionExpired);
    // The host may still tell it so.
    p.engine.say(who, sound, &ONCE).unwrap();
}

#[test]
fn while_it_goes_on_the_application_can_do_nothing_else_and_the_host_can() {
    let p = Player::usual();
    let (who, line) = (p.call(), Line::default());
    let sound = Sound::Prompt(p.prompt(&[100; 160]));
    p.engine.set_synthesizer(Some(Arc::new(speak))).unwrap();
    let busy = |answer: Result<SayEnd>| assert_eq!(answer.unwrap_err().status(), Status::Busy);
    let on_tick = |tick| {
        if tick != 5 {
            return;
        }
        let play = wait_for_play(&p, 1);
        busy(p.engine.say_blocking(who, sound, &ONCE, None));
        busy(p.engine.say_text_blocking(who, "x", "", &ONCE, None));
        let options = JoinOptions::without_dtmf(b"r");
        let joined = p.engine.conference(who, &options, None, Handlers::default());
        assert_eq!(joined.unwrap_err().status(), Status::Busy);
        p.engine.say(who, sound, &ONCE).unwrap();
        p.engine.join(who, &options).unwrap();
        p.engine.leave(who).unwrap();
        assert!(p.engine.is_playing(play));
        p.engine.play_stop(play).unwrap();
    };
    let end = while_ticking(&p, None, on_tick, || {
        wait_until_ticked(&p, 1);
        p.engine.say_blocking(who, sound, &FOR_EVER, Some(&mut End(&line)))
    });
    assert_eq!(end, Ok(SayEnd::Stopped));
}

/// The typical application: a welcome, a conference, a handler that says something, a goodbye.
#[test]
fn an_application_says_before_in_the_handler_and_after_but_not_in_the_conference() {
    let p = Player::usual();
    let (who, line) = (p.call(), Line::default());
    let spoken = |text: &str| noise(text.len() as u64, 480, 20_000);
    p.engine.set_synthesizer(Some(Arc::new(speak))).unwrap();
    let star = DtmfDigit::from_char('*');
    let application = || {
        let say = |text| p.engine.say_text_blocking(who, text, "", &ONCE, Some(&mut End(&line)));
        assert_eq!(say("welcome"), Ok(SayEnd::Completed));
        let options = JoinOptions { terminator: star, ..JoinOptions::without_dtmf(b"1337") };
        let mut choices = Vec::new();
        let mut on_choice = |key| {
            choices.push(key);
            assert_eq!(say("disconnecting"), Ok(SayEnd::Completed));
        };
        let reported = Handlers { on_choice: Some(&mut on_choice), on_signal: None };
        p.engine.conference(who, &options, Some(&mut End(&line)), reported).unwrap();
        assert_eq!(choices, [star.unwrap()]);
        assert_eq!(say("goodbye!"), Ok(SayEnd::Completed));
    };
    let mut joined = 0;
    let on_tick = |_| {
        joined += u64::from(p.events().iter().any(|event| event.kind == EventKind::Joined)) + joined.min(1);
        if joined == 5 {
            let denied = p.engine.say_blocking(who, Sound::Beep, &ONCE, None).unwrap_err();
            assert_eq!(denied.status(), Status::Busy);
            p.engine.inject_dtmf_begin(who, star.unwrap(), -10_000, 0).unwrap();
        }
    };
    while_ticking(&p, Some(&line), on_tick, application);
    // Between them is the silence of the conference.
    let heard = line.heard();
    let quiet = heard.len() - 3 * 480;
    assert!(quiet >= 4 * 160 && quiet.is_multiple_of(160), "{quiet}");
    same!(heard[..480], spoken("welcome"));
    same!(heard[480..480 + quiet], vec![0; quiet]);
    same!(heard[480 + quiet..960 + quiet], spoken("disconnecting"));
    same!(heard[960 + quiet..], spoken("goodbye!"));
}

/// Each text is 60 ms, other samples for another length.
fn speak(text: &str, _voice: &str) -> Result<Speech> {
    Ok(Speech { samples: noise(text.len() as u64, 480, 20_000), sample_rate_hz: 8000 })
}

#[test]
fn what_cannot_be_said_leaves_nothing() {
    let quota = Quota { prompt_bytes: 960, ..Quota::default() };
    let p = Player::of(EngineConfig { account_quota: quota, prefill_ms: 0, ..EngineConfig::default() });
    let who = p.call();
    let text = |text| p.engine.say_text_blocking(who, text, "", &ONCE, None);
    assert_eq!(text("x").unwrap_err().status(), Status::Unsupported);
    p.engine.set_synthesizer(Some(Arc::new(speak))).unwrap();
    let none = p.engine.say_blocking(who, Sound::None, &ONCE, None);
    assert_eq!(none.unwrap_err().status(), Status::InvalidArgument);
    let wrong = SayOptions { times: 1_000_001, ..ONCE };
    for answer in [
        p.engine.say_blocking(who, Sound::Beep, &wrong, None),
        p.engine.say_text_blocking(who, "x", "", &wrong, None),
    ] {
        assert_eq!(answer.unwrap_err().status(), Status::InvalidArgument);
    }
    // The speech is all that the account may have: each is forgotten in time for the next.
    for _ in 0..3 {
        assert_eq!(while_ticking(&p, None, |_| {}, || text("x")), Ok(SayEnd::Completed));
    }
    p.engine.participant_free(who).unwrap();
    assert_eq!(text("x").unwrap_err().status(), Status::StaleHandle);
}

#[test]
fn a_waiting_call_on_the_ticking_thread_is_refused() {
    let p = Player::usual();
    let who = p.call();
    p.tick();
    let waited = p.engine.say_blocking(who, Sound::Beep, &ONCE, None);
    assert_eq!(waited.unwrap_err().status(), Status::WrongMode);
    p.tick();
    assert!(!p.engine.is_playing(PlayId(1)), "it was stopped before it began");
}

/// Many calls at once on the system's clock, ended in every way: each returns.
#[test]
fn a_crowd_of_calls_hangs_nowhere() {
    let p = Player::usual();
    let sound = Sound::Prompt(p.prompt(&noise(1, 800, 10_000)));
    p.engine.start(&DriverConfig { clock: Clock::System, ..DriverConfig::default() }).unwrap();
    let ends = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for number in 0..60_u64 {
            let (p, ends) = (&p, &ends);
            scope.spawn(move || {
                let (who, line) = (p.call(), Line::default());
                let times = if number % 5 < 2 { 1 } else { 0 };
                let options = SayOptions { times, ..ONCE };
                let end = thread::scope(|scope| {
                    let ender = scope.spawn(|| {
                        thread::sleep(Duration::from_millis(20 + number));
                        match number % 5 {
                            2 => p.engine.hang_up(who).unwrap(),
                            3 => p.engine.participant_free(who).unwrap(),
                            4 => p.engine.say_stop(who).unwrap(),
                            _ => {}
                        }
                    });
                    let io: Option<&mut dyn CallIo> = None;
                    let mut table = End(&line);
                    let io = if number % 2 == 0 { Some(&mut table as &mut dyn CallIo) } else { io };
                    let end = p.engine.say_blocking(who, sound, &options, io).unwrap();
                    ender.join().unwrap();
                    end
                });
                ends.lock().unwrap().push((number % 5, end));
            });
        }
    });
    p.engine.stop().unwrap();
    let ends = ends.into_inner().unwrap();
    assert_eq!(ends.len(), 60);
    for (way, end) in ends {
        let due = match way {
            2 | 3 => SayEnd::HangUp,
            4 => SayEnd::Stopped,
            _ => SayEnd::Completed,
        };
        assert_eq!(end, due, "way {way}");
    }
    p.tick();
}
