//! Whatever one account does with the engine's tables, another finds its share, and loses nothing.

#[path = "support/common.rs"]
mod common;
#[path = "support/isolation.rs"]
mod isolation;

use common::{Random, cases};
use isolation::{exhaust_within, newcomer};
use mixminus::{
    AllowSignals, DtmfDigit, DtmfTiming, Engine, EngineConfig, Error, Event, EventKind, Gain, JoinOptions,
    ParticipantConfig, ParticipantId, PromptConfig, PromptId, Quota, RoomTemplate, SayOptions, Sound, Status,
    TapTarget,
};
use proptest::prelude::*;

const FOR_EVER: SayOptions = SayOptions { times: 0, gain: Gain::UNITY, interrupt: false };

fn joined(engine: &Engine, account: &[u8], room: &[u8]) -> ParticipantId {
    let person = newcomer(engine, account);
    engine.join(person, &JoinOptions::without_dtmf(room)).unwrap();
    person
}

fn prompt(engine: &Engine, account: &[u8]) -> Result<PromptId, Error> {
    engine.prompt_new(&PromptConfig { account, samples: &[1000], sample_rate_hz: 8000 })
}

/// What was refused says which limit that was, its value, and whose.
fn names(error: &Error, limit: &str, value: &str, account: &str) {
    let detail = error.detail().unwrap_or_default();
    for word in [limit, value, account] {
        assert!(detail.contains(word), "{error:?} does not name {word:?}");
    }
}

/// Calls until one is refused; how many were not, and the refusal.
fn exhaust<T>(call: impl FnMut(usize) -> Result<T, Error>) -> (usize, Error) {
    exhaust_within(1_000_000, call)
}

fn ticks(engine: &Engine, count: u32) {
    (0..count).for_each(|_| assert!(engine.tick().is_ok()));
}

fn polled(engine: &Engine) -> Vec<Event> {
    let mut events = vec![Event::default(); 10_000];
    let count = engine.poll(&mut events).unwrap();
    events.truncate(count);
    events
}

#[test]
fn one_who_toggles_mute_keeps_nobody_from_joining() {
    let engine = Engine::new(&EngineConfig::default()).unwrap();
    let toggler = joined(&engine, b"a", b"r");
    engine.tick().unwrap();
    polled(&engine);
    for n in 0..100_000 {
        engine.set_mute(toggler, n % 2 == 0).unwrap();
        engine.set_deaf(toggler, n % 3 == 0).unwrap();
        engine.set_gain(toggler, Gain::from_mdb(n % 1000).unwrap()).unwrap();
        engine.set_hold(toggler, n % 5 == 0, Sound::Beep).unwrap();
        engine.set_detect_dtmf(toggler, n % 7 == 0).unwrap();
    }
    let refused = (0_u8..200).filter(|n| {
        let person = newcomer(&engine, b"b");
        engine.join(person, &JoinOptions::without_dtmf(&[n / 100])).is_err()
    });
    assert_eq!(refused.count(), 0, "of 200 joins");
    engine.tick().unwrap();
    let changed: Vec<_> =
        polled(&engine).into_iter().filter(|event| event.kind == EventKind::Changed).collect();
    assert_eq!(changed.len(), 1, "one event tells the latest: {changed:?}");
    let info = engine.participant_info(toggler).unwrap();
    assert_eq!((changed[0].value, changed[0].participant), (999, toggler));
    assert_eq!((info.mute, info.deaf, info.hold, info.gain.mdb()), (false, true, false, 999));
    assert_eq!(changed[0].state & 0b100_0011, 0b10);
}

/// Settings are those of the join in which they were changed, wherever the tick is.
#[test]
fn settings_go_to_their_join() {
    let engine = Engine::new(&EngineConfig { prefill_ms: 0, ..EngineConfig::default() }).unwrap();
    let person = joined(&engine, b"a", b"r");
    engine.set_mute(person, true).unwrap();
    engine.tick().unwrap();
    let reported = |engine: &Engine| -> Vec<_> {
        let reported = polled(engine).into_iter().filter(|event| event.participant == person);
        reported.map(|event| (event.kind, event.state & 1)).collect()
    };
    assert_eq!(
        reported(&engine),
        [(EventKind::Joined, 0), (EventKind::Changed, 1)],
        "in the tick of the join"
    );
    engine.set_mute(person, false).unwrap();
    engine.leave(person).unwrap();
    let mute = JoinOptions { mute: true, ..JoinOptions::without_dtmf(b"r") };
    engine.join(person, &mute).unwrap();
    engine.tick().unwrap();
    assert_eq!(reported(&engine), [(EventKind::Left, 0), (EventKind::Joined, 1)], "void with its join");
    // A join that waits behind more commands than a tick applies.
    let other = newcomer(&engine, b"a");
    let room = engine.join(other, &JoinOptions::without_dtmf(b"s")).unwrap();
    (0..300).for_each(|n| engine.set_room_locked(room, n % 2 == 0).unwrap());
    engine.leave(person).unwrap();
    engine.join(person, &mute).unwrap();
    engine.set_mute(person, false).unwrap();
    engine.set_hold(person, true, Sound::Beep).unwrap();
    engine.tick().unwrap();
    assert_eq!(reported(&engine), []);
    engine.tick().unwrap();
    let on_hold = [(EventKind::Left, 0), (EventKind::Joined, 1), (EventKind::Changed, 0)];
    assert_eq!(reported(&engine), on_hold);
    engine.tick().unwrap();
    let mut heard = [0; 480];
    engine.read(person, &mut heard).unwrap();
    assert!(heard.iter().any(|&sample| sample != 0), "the beep on hold is heard");
}

#[test]
fn a_sound_on_hold_that_is_replaced_takes_no_place() {
    let engine = Engine::new(&EngineConfig { max_plays: 16, ..EngineConfig::default() }).unwrap();
    let person = joined(&engine, b"a", b"r");
    for round in 0..50 {
        let one = prompt(&engine, b"a").unwrap();
        (0..100).for_each(|_| engine.set_hold(person, true, Sound::Prompt(one)).unwrap());
        engine.prompt_free(one).unwrap();
        match round % 5 {
            0 => ticks(&engine, 2),
            1 => engine.set_hold(person, false, Sound::None).unwrap(),
            2 => {
                engine.leave(person).unwrap();
                engine.join(person, &JoinOptions::without_dtmf(b"r")).unwrap();
            }
            _ => {}
        }
    }
    engine.participant_free(person).unwrap();
    ticks(&engine, 3);
    let person = newcomer(&engine, b"a");
    let (all, _) = exhaust(|_| engine.say(person, Sound::Beep, &FOR_EVER));
    assert_eq!(all, 16, "every place is there again");
    // Nor does any prompt stay.
    let config = EngineConfig {
        account_quota: Quota { prompt_bytes: 2, ..Quota::default() },
        ..EngineConfig::default()
    };
    let engine = Engine::new(&config).unwrap();
    let person = joined(&engine, b"a", b"r");
    for _ in 0..50 {
        let one = prompt(&engine, b"a").unwrap();
        engine.set_hold(person, true, Sound::Prompt(one)).unwrap();
        engine.prompt_free(one).unwrap();
        engine.set_hold(person, true, Sound::Beep).unwrap();
    }
}

/// Each way in which a host lets one account send as much as it can to a clock that stands still.
#[test]
fn the_command_queue_keeps_a_share_for_others() {
    type Flood = fn(&Engine, ParticipantId, usize) -> Result<(), Error>;
    let floods: [(&str, Flood); 6] = [
        ("leave and join", |engine, person, _| {
            let _ = engine.leave(person);
            engine.join(person, &JoinOptions::without_dtmf(b"r")).map(drop)
        }),
        ("move", |engine, person, n| engine.move_to(person, if n % 2 == 0 { b"s" } else { b"r" }).map(drop)),
        ("keys", |engine, person, n| {
            let key = DtmfDigit::at(n % 4, 0);
            engine.inject_dtmf_begin(person, key, 0, 0)?;
            engine.inject_dtmf_end(person, key)
        }),
        ("plays that interrupt", |engine, person, _| {
            engine.say(person, Sound::Beep, &SayOptions { interrupt: true, ..FOR_EVER }).map(drop)
        }),
        ("signals", |engine, person, _| engine.signal(person, b"x").map(drop)),
        ("a lock", |engine, person, n| {
            engine.set_room_locked(engine.participant_info(person)?.room, n % 2 == 0)
        }),
    ];
    for (what, flood) in floods {
        // As many rooms as a loop of joins and leaves may use between two ticks.
        let config =
            EngineConfig { command_queue: 1024, max_plays: 4096, max_rooms: 2048, ..EngineConfig::default() };
        let engine = Engine::new(&config).unwrap();
        let flooder = newcomer(&engine, b"a");
        let none = JoinOptions {
            allow_signals: mixminus::AllowSignals::Names(&[b"y"]),
            ..JoinOptions::without_dtmf(b"r")
        };
        engine.join(flooder, &none).unwrap();
        engine.tick().unwrap();
        let (count, refusal) = exhaust(|n| flood(&engine, flooder, n));
        assert_eq!(refusal.status(), Status::QueueFull, "{what}: {refusal:?}");
        names(&refusal, "command_queue", "1024", "\"a\"");
        assert!(count >= 512, "{what}: one account alone has all of its places, not {count}");
        for n in 0_u8..200 {
            let person = newcomer(&engine, b"b");
            let joined = engine.join(person, &JoinOptions::without_dtmf(&[n / 100]));
            assert!(joined.is_ok(), "{what}: join {n}: {joined:?}");
        }
        // And it is not late by more than what may wait.
        ticks(&engine, 8);
        assert!(engine.stats().active_participants >= 200, "{what}");
        assert!(flood(&engine, flooder, 0).is_ok(), "{what}: goes on after ticks");
    }
}

/// Between two ticks a place that was given up still counts.
#[test]
fn rooms_and_participants_that_come_and_go_leave_others_theirs() {
    let engine = Engine::new(&EngineConfig::default()).unwrap();
    let churn = |account: &[u8]| {
        let person = newcomer(&engine, account);
        exhaust(|_| {
            engine.join(person, &JoinOptions::without_dtmf(b"r"))?;
            engine.leave(person)
        })
    };
    let (first, refusal) = churn(b"a");
    assert_eq!((first, refusal.status()), (256, Status::TooManyRooms));
    names(&refusal, "max_rooms", "256", "\"a\"");
    assert_eq!((churn(b"b").0, churn(b"c").0), (52, 10));
    let engine = Engine::new(&EngineConfig::default()).unwrap();
    let churn = |account: &[u8]| {
        exhaust(|n| {
            let config =
                ParticipantConfig { account, environment: b"e", user: 0, ..ParticipantConfig::default() };
            let person = engine.participant_new(&config)?;
            // Of one that was in a room the place is free once a tick has seen the end.
            if n == 0 {
                engine.join(person, &JoinOptions::without_dtmf(account)).map(drop)?;
            }
            Ok(())
        })
    };
    let (first, refusal) = churn(b"d");
    assert_eq!((first, refusal.status()), (1024, Status::TooManyParticipants));
    names(&refusal, "max_participants", "1024", "\"d\"");
    assert!(churn(b"e").0 >= 56);
    engine.tick().unwrap();
    let person = newcomer(&engine, b"f");
    engine.join(person, &JoinOptions::without_dtmf(b"r")).unwrap();
}

#[test]
fn plays_without_end_leave_others_theirs() {
    let engine = Engine::new(&EngineConfig::default()).unwrap();
    let flood = |account: &[u8]| {
        let mut person = newcomer(&engine, account);
        exhaust(|n| {
            if n % 16 == 15 {
                person = newcomer(&engine, account);
                engine.tick().unwrap();
            }
            engine.say(person, Sound::Beep, &FOR_EVER)
        })
    };
    let (first, refusal) = flood(b"a");
    assert_eq!((first, refusal.status()), (2048, Status::QueueFull));
    names(&refusal, "max_plays", "2048", "\"a\"");
    let (second, refusal) = flood(b"b");
    assert_eq!((second, refusal.status()), (1024, Status::QueueFull));
    names(&refusal, "1024", "plays", "\"b\"");
    assert_eq!(flood(b"c").0, 512);
    // A join that brings sounds, an announcement, hold, one who is alone: each finds a place.
    let person = newcomer(&engine, b"d");
    let beeps = JoinOptions {
        join_prompt: Sound::Beep,
        leave_prompt: Sound::Beep,
        ..JoinOptions::without_dtmf(b"r")
    };
    let room = engine.join(person, &beeps).unwrap();
    engine.room_say(room, Sound::Beep, &FOR_EVER).unwrap();
    engine.room_set_alone_loop(room, Sound::Beep).unwrap();
    engine.set_hold(person, true, Sound::Beep).unwrap();
}

#[test]
fn taps_leave_others_theirs() {
    let engine = Engine::new(&EngineConfig::default()).unwrap();
    let flood = |account: &[u8]| {
        let person = newcomer(&engine, account);
        exhaust(|_| engine.tap_new(TapTarget::Output(person), 20))
    };
    let (first, refusal) = flood(b"a");
    assert_eq!((first, refusal.status()), (64, Status::TooManyTaps));
    names(&refusal, "max_taps", "64", "\"a\"");
    assert_eq!((flood(b"b").0, flood(b"c").0, flood(b"d").0), (32, 16, 8));
}

#[test]
fn prompts_by_number_leave_others_theirs() {
    let engine = Engine::new(&EngineConfig::default()).unwrap();
    let (first, refusal) = exhaust(|_| prompt(&engine, b"a"));
    assert_eq!((first, refusal.status()), (131_071, Status::QuotaExceeded));
    names(&refusal, "prompts", "131071", "\"a\"");
    assert!((0..1000).all(|_| prompt(&engine, b"b").is_ok()));
}

/// Names are no longer kept once nobody is called by them; so an account that comes and goes is not in the way.
#[test]
fn accounts_that_are_gone_leave_their_places() {
    let engine =
        Engine::new(&EngineConfig { max_taps: 1, max_plays: 16, ..EngineConfig::default() }).unwrap();
    for n in 0..1000 {
        let account = format!("account {n}");
        let person = joined(&engine, account.as_bytes(), b"r");
        engine.tap_new(TapTarget::Output(person), 20).map(|tap| engine.tap_free(tap).unwrap()).unwrap();
        (0..16).for_each(|_| assert!(engine.say(person, Sound::Beep, &FOR_EVER).is_ok()));
        engine.participant_free(person).unwrap();
        engine.tick().unwrap();
        engine.service().unwrap();
        engine.tick().unwrap();
    }
}

proptest! {
    #![proptest_config(cases(60))]

    /// Accounts that do what they like with small tables: one that has nothing always gets something, nobody gets more than
    /// the configuration says, and all comes back.
    #[test]
    fn whoever_has_nothing_gets_something(seed in any::<u64>()) {
        let config = EngineConfig {
            command_queue: 64, max_plays: 32, max_taps: 8, max_participants: 64, max_prompt_bytes: 4_000,
            max_name_bytes: 4_096, ..EngineConfig::default()
        };
        let engine = Engine::new(&config).unwrap();
        let accounts: [&[u8]; 3] = [b"a", b"b", b"c"];
        let people = accounts.map(|account| [joined(&engine, account, b"r"), newcomer(&engine, account)]);
        engine.tick().unwrap();
        let mut random = Random(seed);
        let (mut taps, mut prompts) = ([const { Vec::new() }; 3], [const { Vec::new() }; 3]);
        let allowing = |person, names: &[&[u8]]| {
            let allow_signals = AllowSignals::Names(names);
            engine.join(person, &JoinOptions { allow_signals, ..JoinOptions::without_dtmf(b"r") })
        };
        let template = |account, id: usize, is_set: bool| {
            let template = RoomTemplate::default();
            engine.set_room_template(account, b"e", Some(&[id as u8]), is_set.then_some(&template))
        };
        for _ in 0..300 {
            // The third is the one that has nothing.
            let at = random.below(2);
            let person = people[at][random.below(2)];
            for _ in 0..random.below(60) {
                match random.below(14) {
                    0 => drop(engine.say(person, Sound::Beep, &FOR_EVER)),
                    1 => drop(engine.say_stop(person)),
                    2 => if let Ok(tap) = engine.tap_new(TapTarget::Output(person), 20) { taps[at].push(tap) },
                    3 => if let Some(tap) = taps[at].pop() { engine.tap_free(tap).unwrap() },
                    4 => drop(engine.leave(person)),
                    5 => drop(engine.join(person, &JoinOptions::without_dtmf(b"r"))),
                    6 => drop(engine.send_dtmf(person, &[DtmfDigit::at(0, 0)], &DtmfTiming::default())),
                    7 => drop(engine.set_hold(person, random.percent(50), Sound::Beep)),
                    8 => if let Ok(one) = prompt(&engine, accounts[at]) { prompts[at].push(one) },
                    9 => if let Some(one) = prompts[at].pop() { engine.prompt_free(one).unwrap() },
                    10 => drop(allowing(person, &[&[random.below(50) as u8; 200], b"x"])),
                    11 => drop(template(accounts[at], random.below(40), true)),
                    12 => template(accounts[at], random.below(40), false).unwrap(),
                    _ => drop(engine.signal(person, &[random.below(3) as u8; 100])),
                }
            }
            prop_assert!(taps.iter().all(|taps| taps.len() <= 8));
            let quiet = people[2][0];
            let tap = engine.tap_new(TapTarget::Output(quiet), 20);
            prop_assert!(tap.is_ok(), "{tap:?}");
            engine.tap_free(tap.unwrap()).unwrap();
            let one = prompt(&engine, b"c");
            prop_assert!(one.is_ok(), "{one:?}");
            engine.prompt_free(one.unwrap()).unwrap();
            let set = template(b"c", 7, true);
            prop_assert!(set.is_ok(), "{set:?}");
            template(b"c", 7, false).unwrap();
            engine.leave(quiet).unwrap();
            let joined = allowing(quiet, &[b"a name"]);
            prop_assert!(joined.is_ok(), "{joined:?}");
            let play = engine.say(quiet, Sound::Beep, &FOR_EVER);
            prop_assert!(play.is_ok(), "{play:?}");
            engine.say_stop(quiet).unwrap();
            for _ in 0..random.below(3) {
                engine.tick().unwrap();
            }
            engine.tick().unwrap();
        }
        taps.iter().flatten().for_each(|tap| engine.tap_free(*tap).unwrap());
        prompts.iter().flatten().for_each(|one| engine.prompt_free(*one).unwrap());
        (0..2).for_each(|at| (0..40).for_each(|id| template(accounts[at], id, false).unwrap()));
        people.iter().flatten().for_each(|person| engine.participant_free(*person).unwrap());
        ticks(&engine, 3);
        let people = [newcomer(&engine, b"z"), newcomer(&engine, b"z")];
        prop_assert_eq!(exhaust(|n| engine.say(people[n / 16 % 2], Sound::Beep, &FOR_EVER)).0, 32);
        ticks(&engine, 3);
        prop_assert_eq!(exhaust(|_| engine.tap_new(TapTarget::Output(people[0]), 20)).0, 8);
        prop_assert_eq!(exhaust(|_| prompt(&engine, b"z")).0, 2_000);
        prop_assert_eq!(exhaust(|id| template(b"z", id, true)).0, 12);
    }
}
