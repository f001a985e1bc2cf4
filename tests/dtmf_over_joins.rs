//! A press that spans a leave and a rejoin is reported once, by whichever way it comes.

#[path = "support/common.rs"]
mod common;
#[path = "support/dtmf_signals.rs"]
mod dtmf_signals;

use dtmf_signals::{Call, key, tones};
use mixminus::{EndReason, FrameLen, JoinOptions, SampleRate, SayOptions, Sound};

const RATE: SampleRate = SampleRate::Hz8000;

fn options() -> JoinOptions<'static> {
    JoinOptions { play_tones: true, ..JoinOptions::new(b"room") }
}

/// A key that is down for 1 s, from 100 ms on.
fn audio(name: char) -> Vec<i16> {
    [vec![0; 800], tones(RATE, name, -10.0, 8_000), vec![0; 8_000]].concat()
}

/// How many presses are reported of a key in the audio if the participant leaves after so many frames and joins again
/// after so many more.
fn reported(leaves: usize, away: usize, rejoins: &JoinOptions<'_>, writes_on: bool) -> usize {
    let call = Call::new(RATE, FrameLen::Ms20, &options());
    let mut began = 0;
    for (at, frame) in audio('5').chunks(160).enumerate() {
        if at == leaves {
            call.engine.leave(call.speaker).unwrap();
        }
        if at == leaves + away {
            call.engine.join(call.speaker, rejoins).unwrap();
        }
        if writes_on || !(leaves..leaves + away).contains(&at) {
            call.engine.write(call.speaker, frame).unwrap();
        }
        call.tick();
        began += call.reported().iter().filter(|reported| reported.0).count();
    }
    began
}

#[test]
fn in_the_audio() {
    for leaves in [8, 9, 12, 30] {
        for away in [0, 1, 5, 20] {
            for prefill_ms in [0, 40] {
                for look_ahead in [true, false] {
                    let rejoins =
                        JoinOptions { prefill_ms: Some(prefill_ms), play_tones: !look_ahead, ..options() };
                    for writes_on in [true, false] {
                        let began = reported(leaves, away, &rejoins, writes_on);
                        assert_eq!(began, 1, "{leaves} {away} {prefill_ms} {look_ahead} {writes_on}");
                    }
                }
            }
        }
    }
}

#[test]
fn one_that_was_not_certain_before_the_leave_is_reported_after_it() {
    // 20 ms of it are in the first join.
    assert_eq!(reported(6, 0, &options(), true), 1);
    assert_eq!(reported(6, 3, &options(), true), 1);
}

#[test]
fn a_new_press_of_the_same_key_is_another() {
    for pause in [400, 2_000] {
        let call = Call::new(RATE, FrameLen::Ms20, &options());
        let press = [tones(RATE, '5', -10.0, 1_600), vec![0; pause]].concat();
        let mut began = 0;
        let mut say = |samples: &[i16]| {
            call.say_all(samples);
            began += call.reported().iter().filter(|reported| reported.0).count();
        };
        // It is let go after the leave: what comes next begins after silence.
        say(&press[..800]);
        call.engine.leave(call.speaker).unwrap();
        say(&vec![0; 4_000]);
        call.engine.join(call.speaker, &options()).unwrap();
        say(&vec![0; 800]);
        say(&press);
        say(&press);
        assert_eq!(began, 3);
    }
}

#[test]
fn another_key_with_which_the_next_join_begins_is_another() {
    let call = Call::new(RATE, FrameLen::Ms20, &options());
    call.say_all(&tones(RATE, '5', -10.0, 1_600));
    call.engine.leave(call.speaker).unwrap();
    call.tick();
    call.engine.join(call.speaker, &options()).unwrap();
    call.say_all(&[tones(RATE, '8', -10.0, 1_600), vec![0; 1_600]].concat());
    let began: Vec<char> =
        call.reported().iter().filter(|reported| reported.0).map(|reported| reported.1).collect();
    assert_eq!(began, ['5', '8']);
}

#[test]
fn of_another_participant_on_the_slot_nothing_is_past() {
    for said_first in [false, true] {
        of_the_next_on_the_slot(said_first);
    }
}

fn of_the_next_on_the_slot(said_first: bool) {
    let call = Call::new(RATE, FrameLen::Ms20, &options());
    call.say_all(&tones(RATE, '5', -10.0, 1_600));
    let began = call.reported().len();
    assert_eq!(began, 1);
    call.engine.participant_free(call.speaker).unwrap();
    call.tick();
    let of = mixminus::ParticipantConfig {
        account: b"a",
        environment: b"e",
        user: 1,
        ..mixminus::ParticipantConfig::default()
    };
    // Each slot once.
    let mut reported = 0;
    for _ in 0..4 {
        let Ok(next) = call.engine.participant_new(&of) else { break };
        if said_first {
            // The slot is its own before it has joined.
            call.engine.say(next, Sound::Beep, &SayOptions::default()).unwrap();
            call.tick();
        }
        call.engine.join(next, &options()).unwrap();
        for frame in tones(RATE, '5', -10.0, 1_600).chunks(160) {
            call.engine.write(next, frame).unwrap();
            call.tick();
        }
        reported += call
            .presses()
            .iter()
            .filter(|(event, press)| event.participant == next && press.duration == 0)
            .count();
        call.engine.participant_free(next).unwrap();
        call.tick();
    }
    assert_eq!(reported, 4);
}

#[test]
fn across_both_ways() {
    // In the audio in the first join, injected in the second, and the other way round.
    for in_audio_first in [true, false] {
        for away in [0, 1, 3] {
            let call = Call::new(RATE, FrameLen::Ms20, &options());
            let said = audio('7');
            let mut began = 0;
            for (at, frame) in said.chunks(160).enumerate() {
                if at == 10 {
                    call.engine.leave(call.speaker).unwrap();
                }
                if at == 10 + away {
                    call.engine.join(call.speaker, &options()).unwrap();
                }
                let injects = if in_audio_first { at == 12 + away } else { at == 6 };
                if injects {
                    call.engine.inject_dtmf_begin(call.speaker, key('7'), -10_000, 0).unwrap();
                }
                if in_audio_first || at >= 10 + away {
                    call.engine.write(call.speaker, frame).unwrap();
                }
                call.tick();
                began += call.reported().iter().filter(|reported| reported.0).count();
            }
            assert_eq!(began, 1, "{in_audio_first} {away}");
        }
    }
}

#[test]
fn a_terminator_that_is_held_ends_one_conference_and_is_reported_once() {
    let options = JoinOptions { terminator: Some(key('*')), ..options() };
    let call = Call::new(RATE, FrameLen::Ms20, &options);
    let (mut began, mut ends) = (0, 0);
    for frame in audio('*').chunks(160) {
        if call.engine.conference_end(call.speaker).unwrap().reason == EndReason::Terminator {
            ends += 1;
            call.engine.join(call.speaker, &options).unwrap();
        }
        call.say(frame);
        began += call.reported().iter().filter(|reported| reported.0).count();
    }
    assert_eq!((began, ends), (1, 1));
}
