//! Prompts to one participant: before, during and after a conference, exact to the sample.

#[path = "support/common.rs"]
mod common;
#[path = "support/player.rs"]
mod player;

use common::frame_lens;
use mixminus::{
    EngineConfig, EventKind, FrameLen, Gain, JoinOptions, MAX_QUEUED_PLAYS, PlayEnd, PlayId, PromptConfig,
    PromptId, Quota, SampleRate, SayOptions, Sound, Status,
};
use player::{Player, faded, noise, same, sat, scaled};

#[test]
fn in_no_room_it_is_what_is_read_from_the_first_tick_on() {
    for rate in SampleRate::ALL {
        for frame_len in frame_lens(rate) {
            let p = Player::new(rate, frame_len);
            let who = p.call();
            let samples = noise(1, 3 * p.frame + 37, 32_767);
            let play = p.engine.say(who, Sound::Prompt(p.prompt(&samples)), &SayOptions::default()).unwrap();
            let mut heard = p.frames(who, 4);
            same!(heard.split_off(samples.len()), vec![0; 4 * p.frame - samples.len()]);
            same!(heard, samples);
            assert_eq!(p.ended(), [(play, PlayEnd::Completed)]);
            p.tick();
            let mut silence = vec![1; p.frame];
            assert_eq!(p.engine.read(who, &mut silence), Ok(0));
            assert_eq!(silence, vec![0; p.frame]);
        }
    }
}

#[test]
fn it_goes_on_without_a_gap_into_a_room_and_out_of_it() {
    let p = Player::usual();
    let (who, other) = (p.call(), p.call());
    p.join(other, b"room");
    p.tick();
    let samples = noise(2, 30 * 160 - 11, 20_000);
    p.engine.say(who, Sound::Prompt(p.prompt(&samples)), &SayOptions::default()).unwrap();
    let mut heard = p.frames(who, 3);
    for _ in 0..3 {
        p.join(who, b"room");
        heard.extend(p.frames(who, 3));
        p.engine.move_to(who, b"elsewhere").unwrap();
        heard.extend(p.frames(who, 2));
        p.engine.leave(who).unwrap();
        heard.extend(p.frames(who, 2));
        // Both between two ticks.
        p.join(who, b"room");
        p.engine.leave(who).unwrap();
        heard.extend(p.frames(who, 1));
        p.join(who, b"room");
        heard.extend(p.frames(who, 1));
        p.engine.leave(who).unwrap();
    }
    assert_eq!(heard.len(), 30 * 160);
    same!(heard[..samples.len()], samples);
    p.tick();
    let events = p.events();
    let reported =
        |kind| events.iter().filter(|event| event.kind == kind && event.participant == who).count();
    assert_eq!(
        (reported(EventKind::Joined), reported(EventKind::Left), reported(EventKind::PlayEnded)),
        (9, 9, 1)
    );
    assert_eq!(p.engine.stats().active_participants, 1);
}

#[test]
fn a_frame_that_waits_to_be_read_is_not_lost_by_a_join() {
    let p = Player::usual();
    let who = p.call();
    let samples = noise(3, 4 * 160, 32_767);
    p.engine.say(who, Sound::Prompt(p.prompt(&samples)), &SayOptions::default()).unwrap();
    p.tick();
    p.tick();
    p.join(who, b"room");
    p.tick();
    p.tick();
    let mut heard = vec![0; 4 * 160];
    // What one read takes is not too old for it.
    assert_eq!(p.engine.read(who, &mut heard), Ok(4 * 160));
    same!(heard, samples);
}

#[test]
fn in_a_room_it_is_laid_over_the_mix_saturating_for_the_deaf_too() {
    let p = Player::usual();
    let people = [p.call(), p.call(), p.call()];
    for who in people {
        p.join(who, b"room");
    }
    p.engine.set_deaf(people[2], true).unwrap();
    let samples = noise(4, 10 * 160, 32_767);
    let prompt = p.prompt(&samples);
    p.tick();
    for who in people {
        p.hear(who);
    }
    for who in [people[0], people[2]] {
        p.engine.say(who, Sound::Prompt(prompt), &SayOptions::default()).unwrap();
    }
    for tick in 0..12 {
        let speech = [noise(50 + tick, 160, 30_000), noise(80 + tick, 160, 30_000), vec![0; 160]];
        for (who, speech) in people.iter().zip(&speech) {
            p.engine.write(*who, speech).unwrap();
        }
        p.tick();
        let from = tick as usize * 160;
        let prompt = samples.get(from..from + 160).map_or(vec![0; 160], <[i16]>::to_vec);
        let heard = people.map(|who| p.hear(who));
        if tick == 0 {
            continue;
        }
        for i in 0..160 {
            let at = |of: &[i16]| i64::from(of[i]);
            let mix = i64::from(sat(at(&speech[1])));
            assert_eq!(heard[0][i], sat(mix + at(&prompt)), "tick {tick}, sample {i}");
            assert_eq!(heard[1][i], speech[0][i], "nobody else hears it");
            assert_eq!(heard[2][i], prompt[i], "the deaf one, tick {tick}, sample {i}");
        }
    }
}

#[test]
fn the_mix_of_one_that_hears_a_prompt_is_its_own() {
    let p = Player::usual();
    let (who, other) = (p.call(), p.call());
    for one in [who, other] {
        p.join(one, b"room");
        p.tick();
        p.hear(one);
    }
    p.hear(who);
    p.engine.say(who, Sound::Beep, &SayOptions::default()).unwrap();
    p.tick();
    let mut frame = [0; 160];
    assert_eq!(p.engine.read_ex(who, &mut frame).unwrap().mix_id, 0);
    assert_ne!(p.engine.read_ex(other, &mut frame).unwrap().mix_id, 0);
}

#[test]
fn loops_and_queues_have_no_seams() {
    let p = Player::usual();
    let who = p.call();
    let (a, b) = (noise(5, 77, 30_000), noise(6, 401, 30_000));
    let say = |samples: &[i16], times| {
        p.engine
            .say(who, Sound::Prompt(p.prompt(samples)), &SayOptions { times, ..SayOptions::default() })
            .unwrap()
    };
    let plays = [say(&a, 3), say(&b, 1), say(&a, 2), say(&b, 0)];
    let expected: Vec<i16> = [&a[..], &a, &a, &b, &a, &a].concat();
    let endless = expected.iter().chain(b.iter().cycle()).copied();
    let heard = p.frames(who, 60);
    same!(heard, endless.take(60 * 160).collect::<Vec<_>>());
    let ended: Vec<_> = p.ended();
    assert_eq!(ended, [0, 1, 2].map(|at| (plays[at], PlayEnd::Completed)));
}

#[test]
fn gain_is_exact() {
    let p = Player::usual();
    let samples = noise(7, 320, 32_767);
    let prompt = Sound::Prompt(p.prompt(&samples));
    for gain_mdb in [-60_000, -6_001, 0, 3_500, 24_000] {
        let who = p.call();
        p.engine
            .say(
                who,
                prompt,
                &SayOptions { gain: Gain::from_mdb(gain_mdb).unwrap(), ..SayOptions::default() },
            )
            .unwrap();
        let expected: Vec<i16> = samples.iter().map(|x| scaled(*x, gain_mdb)).collect();
        same!(p.frames(who, 2), expected);
        p.engine.participant_free(who).unwrap();
    }
}

#[test]
fn a_stop_fades_out_in_5_ms_and_what_follows_begins_there() {
    for (rate, frame_len) in [(SampleRate::Hz8000, FrameLen::Ms20), (SampleRate::Hz48000, FrameLen::Ms10)] {
        let p = Player::new(rate, frame_len);
        let (who, ramp) = (p.call(), rate.samples_in_ms(5));
        let (a, b) = (noise(8, 20 * p.frame, 30_000), noise(9, 2 * p.frame, 30_000));
        let quiet = SayOptions { gain: Gain::from_mdb(-3_000).unwrap(), times: 0, ..SayOptions::default() };
        let first = p.engine.say(who, Sound::Prompt(p.prompt(&a)), &quiet).unwrap();
        let waiting = p.engine.say(who, Sound::Beep, &SayOptions::default()).unwrap();
        let last = p.engine.say(who, Sound::Prompt(p.prompt(&b)), &SayOptions::default()).unwrap();
        p.frames(who, 2);
        p.engine.play_stop(first).unwrap();
        p.engine.play_stop(waiting).unwrap();
        let heard = p.frames(who, 3);
        same!(heard[..ramp], faded(&a[2 * p.frame..], -3_000, ramp));
        same!(heard[ramp..ramp + b.len()], b);
        let ended = p.ended();
        assert_eq!(
            ended,
            [(waiting, PlayEnd::Stopped), (first, PlayEnd::Stopped), (last, PlayEnd::Completed)]
        );
        assert_eq!(p.engine.play_stop(first).unwrap_err().status(), Status::StaleHandle);
        for never in [PlayId(0), PlayId(last.0 + 1), PlayId(u64::MAX)] {
            assert_eq!(p.engine.play_stop(never).unwrap_err().status(), Status::InvalidHandle);
        }
    }
}

#[test]
fn one_that_interrupts_comes_after_5_ms() {
    let p = Player::usual();
    let who = p.call();
    let (a, b) = (noise(10, 800, 30_000), noise(11, 240, 30_000));
    let (a, b) = ((p.prompt(&a), a), (p.prompt(&b), b));
    p.engine.say(who, Sound::Prompt(a.0), &SayOptions::default()).unwrap();
    p.engine.say(who, Sound::Prompt(a.0), &SayOptions::default()).unwrap();
    p.frames(who, 1);
    let interrupt = SayOptions { interrupt: true, ..SayOptions::default() };
    // Twice between two ticks: the first of them was never heard.
    p.engine.say(who, Sound::Beep, &interrupt).unwrap();
    p.engine.say(who, Sound::Prompt(b.0), &interrupt).unwrap();
    let heard = p.frames(who, 2);
    same!(heard[..40], faded(&a.1[160..], 0, 40));
    same!(heard[40..280], b.1);
    same!(heard[280..], [0; 40]);
    let ends: Vec<_> = p.ended().into_iter().map(|(id, end)| (id.0, end)).collect();
    let (stopped, completed) = (PlayEnd::Stopped, PlayEnd::Completed);
    assert_eq!(ends, [(2, stopped), (3, stopped), (1, stopped), (4, completed)]);
}

#[test]
fn say_stop_stops_all_and_nothing_is_no_error() {
    let p = Player::usual();
    let who = p.call();
    p.engine.say_stop(who).unwrap();
    for _ in 0..5 {
        p.engine.say(who, Sound::Beep, &SayOptions { times: 0, ..SayOptions::default() }).unwrap();
    }
    p.frames(who, 2);
    p.engine.say_stop(who).unwrap();
    same!(p.next(who)[40..], [0; 120]);
    assert!(p.ended().iter().all(|(_, end)| *end == PlayEnd::Stopped));
    p.engine.say_stop(who).unwrap();
    p.tick();
    assert_eq!(p.engine.read(who, &mut [0; 160]), Ok(0));
}

#[test]
fn at_most_16_are_queued_and_a_stop_makes_room_at_once() {
    let p = Player::usual();
    let who = p.call();
    let say = |interrupt| p.engine.say(who, Sound::Beep, &SayOptions { interrupt, ..SayOptions::default() });
    for _ in 0..MAX_QUEUED_PLAYS {
        say(false).unwrap();
    }
    let refused = say(false).unwrap_err();
    assert_eq!(refused.status(), Status::QueueFull);
    assert_eq!(refused.detail(), Some("plays: 16 are queued, must be at most 16"));
    say(true).unwrap();
    for _ in 1..MAX_QUEUED_PLAYS {
        say(false).unwrap();
    }
    assert!(say(false).is_err());
    // Sixteen beeps of 160 ms, one after the other.
    assert!(p.frames(who, 16 * 8).chunks(160).all(|frame| frame.iter().any(|x| *x != 0)));
    assert_eq!(p.engine.read(who, &mut [0; 160]), Ok(0));
    say(false).unwrap();
}

#[test]
fn a_prompt_that_is_freed_plays_to_its_end_and_counts_until_then() {
    let p = Player::usual();
    let who = p.call();
    let bytes = 2 * 800;
    let quota = Quota { prompt_bytes: bytes, ..Quota::default() };
    p.engine.set_account_quota(b"a", Some(quota)).unwrap();
    let samples = noise(12, 800, 30_000);
    let prompt = p.prompt(&samples);
    let more = || p.engine.prompt_new(&PromptConfig { account: b"a", samples: &[1], sample_rate_hz: 8000 });
    p.engine.say(who, Sound::Prompt(prompt), &SayOptions::default()).unwrap();
    p.engine.prompt_free(prompt).unwrap();
    assert_eq!(p.engine.prompt_free(prompt).unwrap_err().status(), Status::StaleHandle);
    assert_eq!(p.engine.prompt_info(prompt).unwrap_err().status(), Status::StaleHandle);
    let said = p.engine.say(who, Sound::Prompt(prompt), &SayOptions::default());
    assert_eq!(said.unwrap_err().status(), Status::StaleHandle);
    same!(p.frames(who, 4), samples[..640]);
    assert_eq!(more().unwrap_err().status(), Status::QuotaExceeded);
    same!(p.frames(who, 1), samples[640..]);
    let one = more().unwrap();
    assert_eq!(p.engine.prompt_info(one).unwrap().samples, 1);
    // Another account has its own.
    p.engine.prompt_new(&PromptConfig { account: b"b", samples: &samples, sample_rate_hz: 8000 }).unwrap();
}

#[test]
fn one_that_is_freed_hears_no_more_and_its_slot_has_no_past() {
    let config =
        EngineConfig { max_participants: 1, max_plays: 16, prefill_ms: 0, ..EngineConfig::default() };
    let p = Player::of(config);
    let prompt = p.prompt(&noise(13, 8_000, 30_000));
    for in_room in [false, true, false, true] {
        let who = p.call();
        if in_room {
            p.join(who, b"room");
        }
        let plays: Vec<_> = (0..16)
            .map(|_| p.engine.say(who, Sound::Prompt(prompt), &SayOptions::default()).unwrap())
            .collect();
        p.frames(who, 2);
        p.engine.participant_free(who).unwrap();
        p.tick();
        let dropped: Vec<_> = plays.into_iter().map(|play| (play, PlayEnd::Dropped)).collect();
        assert_eq!(p.ended(), dropped);
        // The slot, and all plays, are to be had again.
        let next = p.call();
        assert_eq!(p.engine.read(next, &mut [0; 160]), Ok(0), "what the last one heard");
        p.engine.participant_free(next).unwrap();
    }
}

#[test]
fn with_a_stopped_clock_a_slot_waits_for_what_plays_to_it() {
    let config = EngineConfig { max_participants: 1, prefill_ms: 0, ..EngineConfig::default() };
    let p = Player::of(config);
    let who = p.call();
    p.engine.say(who, Sound::Beep, &SayOptions::default()).unwrap();
    p.engine.participant_free(who).unwrap();
    let call = mixminus::ParticipantConfig {
        account: b"a",
        environment: b"e",
        user: 7,
        ..mixminus::ParticipantConfig::default()
    };
    assert_eq!(p.engine.participant_new(&call).unwrap_err().status(), Status::TooManyParticipants);
    p.tick();
    assert_eq!(p.ended(), [(PlayId(1), PlayEnd::Dropped)]);
    p.call();
}

#[test]
fn a_host_that_does_not_read_loses_what_it_did_not_read_and_nothing_waits() {
    let p = Player::usual();
    let who = p.call();
    let samples = noise(14, 50 * 160, 30_000);
    let play = p.engine.say(who, Sound::Prompt(p.prompt(&samples)), &SayOptions::default()).unwrap();
    for _ in 0..20 {
        p.tick();
    }
    let mut heard = [0; 160];
    while p.engine.read(who, &mut heard).unwrap() > 0 {}
    // What follows the gap comes in by a ramp.
    same!(p.frames(who, 30)[40..], samples[20 * 160 + 40..]);
    assert_eq!(p.ended(), [(play, PlayEnd::Completed)]);
}

#[test]
fn any_rate_is_played_at_the_engine_s() {
    let p = Player::usual();
    let tone = |hz: f64, rate: f64, n: usize| {
        (10_000.0 * (std::f64::consts::TAU * hz * n as f64 / rate).sin()) as i16
    };
    for rate in [1_000, 11_025, 44_100, 192_000] {
        let who = p.call();
        let samples: Vec<i16> = (0..rate as usize).map(|n| tone(300.0, f64::from(rate), n)).collect();
        let config = PromptConfig { account: b"a", samples: &samples, sample_rate_hz: rate };
        let prompt = p.engine.prompt_new(&config).unwrap();
        let info = p.engine.prompt_info(prompt).unwrap();
        assert_eq!((info.samples, info.duration_ms), (8_000, 1_000));
        p.engine.say(who, Sound::Prompt(prompt), &SayOptions::default()).unwrap();
        let heard = p.frames(who, 50);
        for (n, x) in heard.iter().enumerate().take(6_000).skip(2_000) {
            assert!(x.abs_diff(tone(300.0, 8_000.0, n)) < 20, "{rate} Hz, sample {n}: {x}");
        }
        p.engine.participant_free(who).unwrap();
        p.tick();
    }
}

#[test]
fn what_is_wrong_is_refused_and_changes_nothing() {
    let p = Player::of(EngineConfig { max_plays: 16, command_queue: 16, ..EngineConfig::default() });
    let (who, prompt) = (p.call(), p.prompt(&[1, 2, 3]));
    let status = |config: PromptConfig<'_>| p.engine.prompt_new(&config).unwrap_err().status();
    let good = PromptConfig { account: b"a", samples: &[1], sample_rate_hz: 8000 };
    let long = vec![0; 3_600_001];
    for bad in [
        PromptConfig { samples: &[], ..good },
        PromptConfig { samples: &long, sample_rate_hz: 1000, ..good },
        PromptConfig { sample_rate_hz: 999, ..good },
        PromptConfig { sample_rate_hz: 192_001, ..good },
        PromptConfig { account: b"", ..good },
        PromptConfig { account: &[b'a'; 256], ..good },
    ] {
        assert_eq!(status(bad), Status::InvalidArgument);
    }
    let say = |sound, options: SayOptions| p.engine.say(who, sound, &options).unwrap_err().status();
    let usual = SayOptions::default();
    assert_eq!(say(Sound::None, usual), Status::InvalidArgument);
    assert_eq!(say(Sound::Beep, SayOptions { times: 1_000_001, ..usual }), Status::InvalidArgument);
    assert_eq!(say(Sound::Prompt(PromptId(0)), usual), Status::InvalidHandle);
    assert_eq!(say(Sound::Prompt(PromptId(who.0)), usual), Status::WrongKind);
    let other = Player::usual();
    assert_eq!(say(Sound::Prompt(other.prompt(&[1])), usual), Status::ForeignHandle);
    let as_participant = p.engine.say(mixminus::ParticipantId(prompt.0), Sound::Beep, &usual);
    assert_eq!(as_participant.unwrap_err().status(), Status::WrongKind);
    p.engine.set_account_quota(b"a", Some(Quota { prompt_bytes: 7, ..Quota::default() })).unwrap();
    assert_eq!(status(good), Status::QuotaExceeded);
    // All plays in use, by three participants.
    for _ in 0..2 {
        let one = p.call();
        for _ in 0..8 {
            p.engine.say(one, Sound::Prompt(prompt), &usual).unwrap();
        }
    }
    assert_eq!(say(Sound::Beep, usual), Status::QueueFull);
    p.tick();
    let join = JoinOptions { join_prompt: Sound::Beep, ..JoinOptions::without_dtmf(b"room") };
    assert!(p.engine.join(who, &join).is_ok(), "all have come back");
    // The command queue is full.
    let room = p.engine.participant_info(who).unwrap().room;
    while p.engine.set_room_locked(room, false).is_ok() {}
    assert_eq!(say(Sound::Beep, usual), Status::QueueFull);
    assert_eq!(p.engine.say_stop(who).unwrap_err().status(), Status::QueueFull);
    p.engine.participant_free(who).unwrap();
    assert_eq!(say(Sound::Beep, usual), Status::StaleHandle);
}
