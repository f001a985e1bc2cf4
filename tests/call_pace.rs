//! What a say and a conference leave for the line of their call: the last frame of a prompt is heard before the say
//! returns, and a table gets a frame every 20 ms from one of them to the next.
#![cfg(target_os = "linux")]

#[path = "support/player.rs"]
mod player;

use mixminus::{
    CallIo, Clock, DriverConfig, DtmfDigit, EngineConfig, Gain, Handlers, JoinOptions, ParticipantId, PlayId,
    SayEnd, SayOptions, Sound, Speech,
};
use player::{Player, noise, same};
use std::io::{PipeReader, PipeWriter, Read, Write};
use std::os::fd::AsRawFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, ScopedJoinHandle};
use std::time::{Duration, Instant};

/// Much longer than anything here lasts.
const PATIENCE: Duration = Duration::from_secs(60);

const ONCE: SayOptions = SayOptions { times: 1, gain: Gain::UNITY, interrupt: false };
const FOR_EVER: SayOptions = SayOptions { times: 0, ..ONCE };

/// Ticks in a second.
const SECOND: u64 = 50;

type Said = mixminus::Result<SayEnd>;

/// Waits until the first play of the engine plays or waits to.
fn wait_for_play(p: &Player) {
    let begun = Instant::now();
    while !p.engine.is_playing(PlayId(1)) {
        assert!(begun.elapsed() < PATIENCE);
        thread::sleep(Duration::from_micros(100));
    }
}

/// What a say on another thread returns, which must be soon.
fn returned(said: ScopedJoinHandle<'_, Said>) -> Said {
    let begun = Instant::now();
    while !said.is_finished() {
        assert!(begun.elapsed() < PATIENCE, "it hangs");
        thread::sleep(Duration::from_millis(1));
    }
    said.join().unwrap()
}

/// It has not returned, and does not within a time in which one that does not wait would.
fn goes_on(said: &ScopedJoinHandle<'_, Said>) -> bool {
    thread::sleep(Duration::from_millis(60));
    !said.is_finished()
}

/// In a room or in none; a host that reads `behind` ticks late, 80 samples at a time.
#[test]
fn without_a_table_it_returns_when_the_host_has_read_the_last_frame() {
    for (in_room, by_text, behind) in
        [(false, false, 0), (false, true, 1), (false, false, 2), (true, false, 1), (true, true, 2)]
    {
        let p = Player::usual();
        let (who, samples) = (p.call(), noise(3, 5 * 160 - 31, 20_000));
        let prompt = Sound::Prompt(p.prompt(&samples));
        let speech = samples.clone();
        p.engine
            .set_synthesizer(Some(Arc::new(move |_: &str, _: &str| {
                Ok(Speech { samples: speech.clone(), sample_rate_hz: 8000 })
            })))
            .unwrap();
        if in_room {
            p.join(who, b"r");
        }
        let (mut heard, mut half) = (Vec::new(), [0; 80]);
        thread::scope(|scope| {
            let engine = &p.engine;
            let said = scope.spawn(move || {
                if by_text {
                    engine.say_text_blocking(who, "x", "", &ONCE, None)
                } else {
                    engine.say_blocking(who, prompt, &ONCE, None)
                }
            });
            wait_for_play(&p);
            let mut read = |p: &Player| {
                assert_eq!(p.engine.read(who, &mut half), Ok(80));
                heard.extend_from_slice(&half);
            };
            for tick in 1..=5 {
                p.tick();
                if tick > behind {
                    read(&p);
                    read(&p);
                }
            }
            // A late host's clock goes on, in a room and in none.
            for left in (1..=2 * behind).rev() {
                assert!(goes_on(&said), "{left} half frames were not read: {in_room}, {by_text}, {behind}");
                read(&p);
            }
            assert_eq!(returned(said), Ok(SayEnd::Completed));
        });
        let mut due = samples;
        due.resize(5 * 160, 0);
        same!(heard, due);
    }
}

#[test]
fn a_say_that_is_stopped_waits_for_its_end_too() {
    let p = Player::usual();
    let (who, sound) = (p.call(), Sound::Prompt(p.prompt(&[10_000; 1600])));
    thread::scope(|scope| {
        let said = scope.spawn(|| p.engine.say_blocking(who, sound, &FOR_EVER, None));
        wait_for_play(&p);
        assert!(p.next(who).iter().all(|x| *x == 10_000));
        p.engine.say_stop(who).unwrap();
        p.tick();
        assert!(goes_on(&said), "its last 5 ms were not read");
        assert!(p.hear(who)[0] > 9_000);
        assert_eq!(returned(said), Ok(SayEnd::Stopped));
    });
}

#[test]
fn a_host_that_does_not_read_is_not_waited_for_without_end() {
    let p = Player::usual();
    let (who, sound) = (p.call(), Sound::Prompt(p.prompt(&noise(1, 3 * 160, 20_000))));
    let mut ticks = 0;
    let end = thread::scope(|scope| {
        let said = scope.spawn(|| p.engine.say_blocking(who, sound, &ONCE, None));
        wait_for_play(&p);
        let begun = Instant::now();
        while !said.is_finished() {
            assert!(begun.elapsed() < PATIENCE);
            ticks = p.tick();
            thread::sleep(Duration::from_millis(7));
        }
        returned(said)
    });
    assert_eq!(end, Ok(SayEnd::Completed));
    // The cap is 40 ms here. That it has returned is seen some ticks later.
    let least = 3 + 2 + SECOND;
    assert!((least..least + SECOND).contains(&ticks), "{ticks}");
}

#[test]
fn nor_is_one_whose_clock_stands_still() {
    let p = Player::usual();
    let (who, sound) = (p.call(), Sound::Prompt(p.prompt(&noise(1, 160, 20_000))));
    thread::scope(|scope| {
        let said = scope.spawn(|| p.engine.say_blocking(who, sound, &ONCE, None));
        wait_for_play(&p);
        p.tick();
        assert!(goes_on(&said), "its frame was not read");
        assert_eq!(returned(said), Ok(SayEnd::Completed));
    });
}

#[test]
fn a_hang_up_before_the_last_frame_was_read_is_the_end() {
    type End = fn(&Player, ParticipantId);
    let ends: [End; 2] =
        [|p, who| p.engine.hang_up(who).unwrap(), |p, who| p.engine.participant_free(who).unwrap()];
    for end in ends {
        let p = Player::usual();
        let (who, sound) = (p.call(), Sound::Prompt(p.prompt(&noise(1, 160, 20_000))));
        thread::scope(|scope| {
            let said = scope.spawn(|| p.engine.say_blocking(who, sound, &ONCE, None));
            wait_for_play(&p);
            p.tick();
            assert!(goes_on(&said), "its frame was not read");
            end(&p, who);
            assert_eq!(returned(said), Ok(SayEnd::HangUp));
        });
    }
}

/// A telephone line in real time: what it got when, and in which of the application's calls.
struct Line {
    packets: PipeReader,
    got: Vec<(Instant, u32, Vec<i16>)>,
    /// The number of the application's call.
    method: u32,
}

impl CallIo for &mut Line {
    fn wait(&mut self, wake_fd: i32, timeout_ms: u32) {
        assert!(wake_fd >= 0 && (1..=20).contains(&timeout_ms));
        let both = [wake_fd, self.packets.as_raw_fd()];
        let mut both = both.map(|fd| libc::pollfd { fd, events: libc::POLLIN, revents: 0 });
        // SAFETY: two descriptors that are open, in an array of two.
        unsafe { libc::poll(both.as_mut_ptr(), 2, timeout_ms as i32) };
    }

    fn read(&mut self, samples: &mut [i16]) -> usize {
        let mut packet = self.packets.as_raw_fd();
        let mut left = 0;
        // SAFETY: the descriptor is open, and FIONREAD writes an int.
        unsafe { libc::ioctl(packet, libc::FIONREAD, &raw mut left) };
        packet = left;
        if packet == 0 {
            return 0;
        }
        self.packets.read_exact(&mut [0]).unwrap();
        samples.fill(0);
        samples.len()
    }

    fn write(&mut self, samples: &[i16]) {
        let method = self.method;
        self.got.push((Instant::now(), method, samples.to_vec()));
    }

    fn is_hung_up(&mut self) -> bool {
        false
    }
}

/// The other end sends a packet every 20 ms.
fn send(mut packets: PipeWriter, phase: Duration, over: &AtomicBool) {
    let mut next = Instant::now() + phase;
    while !over.load(Ordering::Relaxed) {
        thread::sleep(next.saturating_duration_since(Instant::now()));
        packets.write_all(&[1]).unwrap();
        next += Duration::from_millis(20);
    }
}

/// Two says, a conference with a say in its handler, a say, another conference, a say: seven calls.
fn application(p: &Player, who: ParticipantId, prompts: &[Sound], line: &mut Line) {
    let star = DtmfDigit::from_char('*').unwrap();
    let say = |line: &mut Line, which: usize| {
        line.method += 1;
        let end = p.engine.say_blocking(who, prompts[which], &ONCE, Some(&mut &mut *line));
        assert_eq!(end, Ok(SayEnd::Completed));
    };
    say(line, 0);
    say(line, 1);
    for room in [b"r".as_slice(), b"s"] {
        line.method += 1;
        let terminator = Some(star);
        let options = JoinOptions { terminator, ..JoinOptions::without_dtmf(room) };
        let mut pressed = false;
        let mut on_choice = |_| pressed = true;
        let reported = Handlers { on_choice: Some(&mut on_choice), on_signal: None };
        p.engine.conference(who, &options, Some(&mut &mut *line), reported).unwrap();
        assert!(pressed);
        say(line, 2);
        say(line, 3);
    }
}

/// The gaps before the first packet of each call but the first, and all others.
fn gaps(line: &Line) -> (Vec<Duration>, Vec<Duration>) {
    let pairs = line.got.windows(2).map(|pair| (pair[0].1 != pair[1].1, pair[1].0 - pair[0].0));
    let (between, within): (Vec<_>, Vec<_>) = pairs.partition(|(is_between, _)| *is_between);
    let plain = |gaps: Vec<(bool, Duration)>| gaps.into_iter().map(|(_, gap)| gap).collect();
    (plain(between), plain(within))
}

fn median(mut gaps: Vec<Duration>) -> Duration {
    gaps.sort_unstable();
    gaps[gaps.len() / 2]
}

/// Calls in real time, the other ends at all phases of the tick; answers all gaps of each kind.
fn calls_in_real_time(count: usize) -> (Vec<Duration>, Vec<Duration>) {
    // A machine that is busy loses nothing within a cap of 240 ms.
    let config =
        EngineConfig { prefill_ms: 200, max_cap_ms: 240, max_participants: 32, ..EngineConfig::default() };
    let p = &Player::of(config);
    let voices: Vec<Vec<i16>> = (1..=4).map(|n| noise(n as u64, 160 * (2 + n) - 7 * n, 20_000)).collect();
    let prompts: Vec<Sound> = voices.iter().map(|voice| Sound::Prompt(p.prompt(voice))).collect();
    p.engine.start(&DriverConfig { clock: Clock::System, ..DriverConfig::default() }).unwrap();
    let over = AtomicBool::new(false);
    let lines: Vec<Line> = thread::scope(|scope| {
        let (over, prompts) = (&over, &prompts[..]);
        let calls: Vec<_> = (0..count)
            .map(|call| {
                let (packets, sender) = std::io::pipe().unwrap();
                // One in four sends nothing.
                let phase = Duration::from_millis(20 * call as u64 / count as u64);
                let sender = (call % 4 != 3).then(|| scope.spawn(move || send(sender, phase, over)));
                let who = p.call();
                let app = scope.spawn(move || {
                    let mut line = Line { packets, got: Vec::new(), method: 0 };
                    application(p, who, prompts, &mut line);
                    line
                });
                (who, app, sender)
            })
            .collect();
        let star = DtmfDigit::from_char('*').unwrap();
        while calls.iter().any(|(_, app, _)| !app.is_finished()) {
            thread::sleep(Duration::from_millis(170));
            for (who, ..) in &calls {
                // Whoever is in a conference.
                let _ = p.engine.inject_dtmf_begin(*who, star, -10_000, 0);
                let _ = p.engine.inject_dtmf_end(*who, star);
            }
        }
        over.store(true, Ordering::Relaxed);
        calls.into_iter().map(|(_, app, _)| app.join().unwrap()).collect()
    });
    p.engine.stop().unwrap();
    let (mut between, mut within) = (Vec::new(), Vec::new());
    for line in &lines {
        for (method, voice) in [(1, 0), (2, 1), (4, 2), (5, 3), (7, 2), (8, 3)] {
            let of = line.got.iter().filter(|(_, in_method, _)| *in_method == method);
            let heard: Vec<i16> = of.flat_map(|(_, _, samples)| samples.iter().copied()).collect();
            let mut due = voices[voice].clone();
            due.resize(due.len().next_multiple_of(160), 0);
            let silence = heard.len() - due.len();
            assert!(silence <= 10 * 160, "{silence}");
            same!(heard[silence..], due);
        }
        let (between_calls, within_calls) = gaps(line);
        between.extend(between_calls);
        within.extend(within_calls);
    }
    (between, within)
}

/// By the wall clock, as that is what it is about: a median over many, tried again where the machine was busy.
#[test]
fn a_line_gets_its_packets_at_one_pace_from_each_call_to_the_next() {
    let mut tried = Vec::new();
    for _ in 0..4 {
        let (between, within) = calls_in_real_time(12);
        assert!(between.len() > 12 * 5, "{}", between.len());
        let late = |gaps: &[Duration]| gaps.iter().filter(|gap| **gap >= Duration::from_millis(26)).count();
        let counts = (late(&between), between.len(), late(&within), within.len());
        println!(
            "26 ms and more: {} of {} between calls, {} of {} within",
            counts.0, counts.1, counts.2, counts.3
        );
        let medians = [median(between), median(within)];
        println!("medians: {medians:?}");
        let due = Duration::from_millis(18)..Duration::from_millis(23);
        let is_well = medians.iter().all(|gap| due.contains(gap));
        if is_well {
            return;
        }
        tried.push((counts, medians));
    }
    panic!("{tried:?}");
}
