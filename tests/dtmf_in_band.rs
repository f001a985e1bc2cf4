//! DTMF in the audio of a participant, through the engine: reported, merged with injected ones, kept from the others.

#[path = "support/common.rs"]
mod common;
#[path = "support/dtmf_signals.rs"]
mod dtmf_signals;

use common::{Audio, frame_lens};
use dtmf_signals::{Call, heard_key, key, tones};
use mixminus::{
    DtmfSource::Both, DtmfSource::InBand, DtmfSource::OutOfBand, EngineConfig, FrameLen, JoinOptions,
    SampleRate,
};

const RATE: SampleRate = SampleRate::Hz8000;

/// DTMF is reported, and heard by the others.
fn played() -> JoinOptions<'static> {
    JoinOptions { play_tones: true, ..JoinOptions::new(b"room") }
}

fn silence(rate: SampleRate, ms: u32) -> Vec<i16> {
    vec![0; rate.samples_in_ms(ms)]
}

/// Silence, a key for 100 ms, silence: `before` + 100 + `after` ms.
fn press(rate: SampleRate, name: char, before: u32, after: u32) -> Vec<i16> {
    [silence(rate, before), tones(rate, name, -10.0, rate.samples_in_ms(100)), silence(rate, after)].concat()
}

#[test]
fn every_key_is_reported_where_it_was_at_every_rate() {
    for rate in SampleRate::ALL {
        for frame_len in frame_lens(rate) {
            let ms = |ms| rate.samples_in_ms(ms) as u64;
            for name in "0123456789*#ABCD".chars() {
                let call = Call::new(rate, frame_len, &played());
                let first = call.first * call.frame as u64;
                call.say_all(&press(rate, name, 60, 140));
                let reported = call.presses();
                assert_eq!(reported.len(), 2, "{rate:?} {frame_len:?} {name}: {reported:?}");
                let (began, ended) = (reported[0].1, reported[1].1);
                assert_eq!(
                    (began.digit, ended.digit, began.source, ended.source),
                    (key(name), key(name), InBand, InBand)
                );
                let (onset, end) = (first + ms(60), first + ms(160));
                assert!(began.position.abs_diff(onset) <= ms(5), "{rate:?} {name}: {began:?}, not {onset}");
                assert!(ended.position.abs_diff(end) <= ms(5), "{rate:?} {name}: {ended:?}, not {end}");
                assert!(u64::from(ended.duration).abs_diff(ms(100)) <= ms(8), "{ended:?}");
                for press in [began, ended] {
                    assert!((press.level_mdbm0 + 10_000).abs() < 1_000 && press.twist_mdb.abs() < 1_000);
                }
                let late = (reported[0].0.tick * call.frame as u64).saturating_sub(onset);
                assert!(late <= ms(70), "{rate:?} {name}: reported {late} samples after its onset");
            }
        }
    }
}

#[test]
fn a_key_that_comes_both_ways_is_one_press_whichever_leads() {
    // The host injects so many ticks after the tones begin, or before.
    for lag in [-4_i32, -2, -1, 0, 1, 3, 6, 9] {
        let call = Call::new(RATE, FrameLen::Ms20, &played());
        let audio = press(RATE, '5', 100, 300);
        let mut reported = Vec::new();
        for (at, frame) in (0..).zip(audio.chunks(160)) {
            if at == 5 + lag {
                call.engine.inject_dtmf_begin(call.speaker, key('5'), -10_000, 0).unwrap();
            }
            if at == 10 + lag {
                call.engine.inject_dtmf_end(call.speaker, key('5')).unwrap();
            }
            call.say(frame);
            reported.extend(call.reported());
        }
        assert_eq!(reported.len(), 2, "{lag}: {reported:?}");
        assert!(reported[0].0 && !reported[1].0 && reported[0].1 == '5');
        let overlap = lag.abs() < 4;
        assert!(!overlap || reported[1].2 == Both, "{lag}: {reported:?}");
    }
    // What is too late is another press.
    let call = Call::new(RATE, FrameLen::Ms20, &played());
    call.say_all(&press(RATE, '5', 100, 300));
    call.engine.inject_dtmf_begin(call.speaker, key('5'), -10_000, 0).unwrap();
    call.say_all(&silence(RATE, 20));
    let reported = call.reported();
    assert_eq!((reported.len(), reported[2].2), (3, OutOfBand), "{reported:?}");
}

#[test]
fn what_the_room_hears_already_is_not_made_again() {
    let call = Call::new(RATE, FrameLen::Ms20, &played());
    let audio = press(RATE, '5', 100, 200);
    let mut heard = Vec::new();
    for (at, frame) in audio.chunks(160).enumerate() {
        if at == 9 {
            call.engine.inject_dtmf_begin(call.speaker, key('5'), -10_000, 100).unwrap();
        }
        heard.extend(call.say(frame));
    }
    assert_eq!(heard[160..], audio[160..]);
}

#[test]
fn the_muted_are_heard_by_the_receiver_and_by_nobody_else() {
    for play_tones in [false, true] {
        let call = Call::new(RATE, FrameLen::Ms20, &JoinOptions { mute: true, play_tones, ..played() });
        let heard = call.say_all(&press(RATE, '*', 60, 140));
        assert!(heard.iter().all(|x| *x == 0));
        assert_eq!(call.reported().len(), 2);
    }
}

#[test]
fn digits_are_suppressed_but_not_reported_without_detection() {
    let call =
        Call::new(RATE, FrameLen::Ms20, &JoinOptions { detect_dtmf: false, ..JoinOptions::new(b"room") });
    let heard = call.say_all(&press(RATE, '8', 100, 140));
    assert_eq!(call.reported(), []);
    assert!(heard_key(RATE, &heard[880..1680], -10.0).is_none());
    let loud = heard.iter().map(|x| i64::from(*x).pow(2)).sum::<i64>();
    assert!(loud < 100 * 160, "{loud}");
}

#[test]
fn played_tones_pass_as_they_are() {
    for rate in SampleRate::ALL {
        let call = Call::new(rate, FrameLen::Ms20, &played());
        let audio = press(rate, 'C', 100, 200);
        assert_eq!(call.say_all(&audio)[call.frame..], audio[call.frame..]);
    }
}

#[test]
fn the_delay_is_that_of_the_join_and_is_in_the_latency() {
    for (look_ahead, rate) in [(0, RATE), (10, RATE), (20, SampleRate::Hz48000), (7, SampleRate::Hz16000)] {
        let config = EngineConfig {
            sample_rate: rate,
            dtmf_look_ahead_ms: look_ahead,
            prefill_ms: 0,
            max_participants: 4,
            max_rooms: 2,
            ..EngineConfig::default()
        };
        let call = Call::with(&config, &JoinOptions::new(b"room"));
        let frame = call.frame;
        let delay = rate.samples_in_ms(look_ahead);
        let voice: Vec<i16> = Audio::Quiet.samples(3, 40 * frame);
        let mut heard = call.say_all(&voice[..20 * frame]);
        // Tones may be played from now on: nothing moves.
        call.engine.set_play_tones(call.speaker, true).unwrap();
        heard.extend(call.say_all(&voice[20 * frame..]));
        assert_eq!(heard[2 * frame..], voice[2 * frame - delay..40 * frame - delay]);
        // What nobody has read is too old by now; the next is not.
        call.hear(call.speaker);
        call.say(&voice[..frame]);
        call.hear(call.speaker);
        let latency = call.engine.participant_stats(call.speaker).unwrap().latency as usize;
        assert_eq!(latency, frame + delay);
    }
    // Who joins with tones played is not late, and is not made so.
    let call = Call::new(RATE, FrameLen::Ms20, &played());
    let voice = Audio::Quiet.samples(3, 20 * 160);
    let mut heard = call.say_all(&voice[..10 * 160]);
    call.engine.set_play_tones(call.speaker, false).unwrap();
    heard.extend(call.say_all(&voice[10 * 160..]));
    assert_eq!(heard[160..], voice[160..]);
}

#[test]
fn what_is_in_the_delay_is_not_heard_in_the_next_join() {
    let call = Call::new(RATE, FrameLen::Ms20, &JoinOptions::new(b"room"));
    let voice = Audio::Quiet.samples(5, 10 * 160);
    call.say_all(&voice);
    call.engine.leave(call.speaker).unwrap();
    call.tick();
    call.engine.join(call.speaker, &JoinOptions::new(b"room")).unwrap();
    assert!(call.say_all(&silence(RATE, 200)).iter().all(|x| *x == 0));
    // Nor if no tick lies between the two.
    call.say_all(&voice);
    call.engine.leave(call.speaker).unwrap();
    call.engine.join(call.speaker, &JoinOptions::new(b"room")).unwrap();
    let after = call.say_all(&silence(RATE, 200));
    assert!(after[40..].iter().all(|x| *x == 0), "more than a fade-out of 5 ms");
}

#[test]
fn one_who_goes_elsewhere_in_the_midst_of_a_key_is_heard_in_neither_room() {
    let call = Call::new(RATE, FrameLen::Ms20, &JoinOptions::new(b"room"));
    let other = call
        .engine
        .participant_new(&mixminus::ParticipantConfig {
            account: b"a",
            environment: b"e",
            user: 2,
            ..mixminus::ParticipantConfig::default()
        })
        .unwrap();
    call.engine.join(other, &JoinOptions::without_dtmf(b"other")).unwrap();
    let audio = press(RATE, '6', 100, 200);
    let mut here = call.say_all(&audio[..7 * 160]);
    call.engine.move_to(call.speaker, b"other").unwrap();
    let mut there = Vec::new();
    for _ in 0..7 {
        call.hear(other);
    }
    for frame in audio[7 * 160..].chunks(160) {
        here.extend(call.say(frame));
        there.extend(call.hear(other));
    }
    let loudest = |samples: &[i16]| samples.iter().map(|x| x.unsigned_abs()).max().unwrap();
    assert!(loudest(&here) < 200 && loudest(&there) < 200, "{} {}", loudest(&here), loudest(&there));
    let reported = call.reported();
    assert_eq!(reported.len(), 2, "{reported:?}");
}

#[test]
fn a_silent_line_is_quickly_passed_over_and_wakes_again() {
    let call = Call::new(RATE, FrameLen::Ms20, &JoinOptions::new(b"room"));
    assert!(call.say_all(&silence(RATE, 2_000)).iter().all(|x| *x == 0));
    call.say_all(&press(RATE, '2', 60, 1_000));
    call.say_all(&press(RATE, '2', 60, 1_000));
    assert_eq!(call.reported().len(), 4);
    let voice = Audio::Quiet.samples(9, 10 * 160);
    let heard = call.say_all(&voice);
    assert_eq!(heard[80..], voice[..10 * 160 - 80]);
}
