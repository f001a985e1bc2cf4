//! DTMF that comes beside the audio: injected, reported, made audible.

#[path = "support/dtmf_signals.rs"]
mod dtmf_signals;

use dtmf_signals::{Call, heard_key, key, stretches};
use mixminus::{
    DtmfSource::OutOfBand, FrameLen, Gain, JoinOptions, STATE_DTMF_DETECTED, STATE_DTMF_GENERATED,
    STATE_DTMF_SUPPRESSED, SampleRate, Status,
};

const RATE: SampleRate = SampleRate::Hz8000;
const FRAME: u64 = 160;

/// Nobody listens to the audio.
fn quiet() -> JoinOptions<'static> {
    JoinOptions::without_dtmf(b"room")
}

fn call() -> Call {
    Call::new(RATE, FrameLen::Ms20, &quiet())
}

fn begin(call: &Call, name: char) {
    call.engine.inject_dtmf_begin(call.speaker, key(name), -10_000, 0).unwrap();
}

fn end(call: &Call, name: char) {
    call.engine.inject_dtmf_end(call.speaker, key(name)).unwrap();
}

#[test]
fn a_press_is_reported_at_the_tick_that_applies_it() {
    let call = call();
    call.engine.inject_dtmf_begin(call.speaker, key('#'), -12_345, 0).unwrap();
    call.tick();
    let (event, press) = call.presses()[0];
    assert_eq!((event.tick, event.user, event.value), (2, 1, 0));
    assert_eq!((press.digit, press.source, press.position), (key('#'), OutOfBand, FRAME));
    assert_eq!((press.duration, press.level_mdbm0, press.twist_mdb), (0, -12_345, 0));
    call.tick();
    end(&call, '#');
    call.tick();
    assert_eq!(call.reported(), [(false, '#', OutOfBand, 3 * FRAME, 2 * FRAME as u32)]);
}

#[test]
fn what_is_sent_again_and_again_is_one_press() {
    let call = call();
    end(&call, '5');
    for _ in 0..3 {
        begin(&call, '5');
        begin(&call, '5');
        call.tick();
    }
    for _ in 0..3 {
        end(&call, '5');
    }
    call.tick();
    end(&call, '5');
    end(&call, '6');
    call.tick();
    let (start, up) = (FRAME, 4 * FRAME);
    assert_eq!(
        call.reported(),
        [(true, '5', OutOfBand, start, 0), (false, '5', OutOfBand, up, (up - start) as u32)]
    );
}

#[test]
fn another_key_ends_the_first_and_a_late_end_of_that_is_passed_over() {
    let call = call();
    begin(&call, '1');
    call.tick();
    begin(&call, '2');
    end(&call, '1');
    call.tick();
    call.tick();
    assert_eq!(
        call.reported(),
        [
            (true, '1', OutOfBand, FRAME, 0),
            (false, '1', OutOfBand, 2 * FRAME, FRAME as u32),
            (true, '2', OutOfBand, 2 * FRAME, 0)
        ]
    );
}

#[test]
fn a_lost_end_is_made_up_for() {
    for (limit_ms, ms) in [(0, 5_000), (1, 1), (100, 100), (60_000, 60_000)] {
        let call = call();
        call.engine.inject_dtmf_begin(call.speaker, key('A'), 0, limit_ms).unwrap();
        (0..ms / 20 + 3).for_each(|_| drop(call.tick()));
        let samples = ms * 8;
        assert_eq!(
            call.reported(),
            [(true, 'A', OutOfBand, FRAME, 0), (false, 'A', OutOfBand, FRAME + u64::from(samples), samples)]
        );
    }
    // What is said again begins the limit anew.
    let call = call();
    for _ in 0..30 {
        call.engine.inject_dtmf_begin(call.speaker, key('A'), 0, 50).unwrap();
        call.tick();
    }
    assert_eq!(call.reported().len(), 1);
}

#[test]
fn what_cannot_be_is_refused() {
    let call = call();
    let (engine, who) = (&call.engine, call.speaker);
    let refused = |status: Result<(), mixminus::Error>| status.unwrap_err().status();
    for (level, limit) in [(1, 0), (-63_001, 0), (0, 60_001)] {
        assert_eq!(refused(engine.inject_dtmf_begin(who, key('1'), level, limit)), Status::InvalidArgument);
    }
    engine.leave(who).unwrap();
    assert_eq!(refused(engine.inject_dtmf_begin(who, key('1'), 0, 0)), Status::NotInRoom);
    assert_eq!(refused(engine.inject_dtmf_end(who, key('1'))), Status::NotInRoom);
    assert_eq!(refused(engine.set_play_tones(who, true)), Status::NotInRoom);
}

#[test]
fn a_press_belongs_to_its_join() {
    let call = call();
    begin(&call, '1');
    call.tick();
    call.engine.leave(call.speaker).unwrap();
    call.engine.join(call.speaker, &quiet()).unwrap();
    call.tick();
    end(&call, '1');
    begin(&call, '1');
    call.tick();
    assert_eq!(call.reported(), [(true, '1', OutOfBand, FRAME, 0), (true, '1', OutOfBand, 3 * FRAME, 0)]);
}

/// What the listener hears while a key is down for 100 ms and 300 ms after that.
fn room_hears(options: &JoinOptions<'_>) -> Vec<i16> {
    let call = Call::new(RATE, FrameLen::Ms20, options);
    call.tick();
    begin(&call, '7');
    let mut heard: Vec<i16> = (0..5).flat_map(|_| call.tick()).collect();
    end(&call, '7');
    heard.extend((0..15).flat_map(|_| call.tick()));
    assert!(call.hear(call.speaker).iter().all(|x| *x == 0), "it hears itself");
    heard
}

#[test]
fn with_both_switches_on_the_room_hears_it_and_mute_wins() {
    let on = JoinOptions { play_tones: true, generate_dtmf: true, ..JoinOptions::new(b"room") };
    for detect_dtmf in [false, true] {
        let heard = room_hears(&JoinOptions { detect_dtmf, ..on });
        assert_eq!(heard_key(RATE, &heard[40..760], -10.0), Some('7'));
        let [(start, end)] = stretches(&heard, 40)[..] else { panic!("{:?}", stretches(&heard, 40)) };
        assert!(start < 20 && (800..=820).contains(&end), "{start} {end}");
    }
    let halved = room_hears(&JoinOptions { gain: Gain::from_mdb(-6_000).unwrap(), ..on });
    assert_eq!(heard_key(RATE, &halved[40..760], -16.0), Some('7'));
    let off = [
        JoinOptions { mute: true, ..on },
        JoinOptions { play_tones: false, ..on },
        JoinOptions { generate_dtmf: false, ..on },
    ];
    for options in off {
        assert!(room_hears(&options).iter().all(|x| *x == 0), "{options:?}");
    }
}

#[test]
fn a_short_press_is_heard_for_50_ms_and_two_apart() {
    let call = Call::new(RATE, FrameLen::Ms20, &JoinOptions { generate_dtmf: true, ..quiet() });
    call.tick();
    for _ in 0..2 {
        begin(&call, '3');
        end(&call, '3');
    }
    let heard: Vec<i16> = (0..20).flat_map(|_| call.tick()).collect();
    assert_eq!(call.reported().len(), 4);
    let found = stretches(&heard, 40);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[1].0 - found[0].1 >= 390, "{found:?}");
    assert!(found.iter().all(|(start, end)| end - start >= 390), "{found:?}");
}

#[test]
fn switches_are_reported_and_queried() {
    let call = call();
    call.tick();
    let of = |info: mixminus::ParticipantInfo| (info.detect_dtmf, info.play_tones, info.generate_dtmf);
    assert_eq!(of(call.engine.participant_info(call.speaker).unwrap()), (false, true, false));
    call.engine.set_detect_dtmf(call.speaker, true).unwrap();
    call.engine.set_play_tones(call.speaker, false).unwrap();
    call.engine.set_generate_dtmf(call.speaker, true).unwrap();
    assert_eq!(of(call.engine.participant_info(call.speaker).unwrap()), (true, false, true));
    call.events();
    call.tick();
    let states: Vec<u32> = call.events().iter().map(|event| event.state).collect();
    let both = STATE_DTMF_DETECTED | STATE_DTMF_SUPPRESSED;
    assert_eq!(states, [both | STATE_DTMF_GENERATED], "of three changes between two ticks one event tells");
}
