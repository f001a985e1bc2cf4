//! Digits that the host sends to a participant.

#[path = "support/common.rs"]
mod common;
#[path = "support/dtmf_signals.rs"]
mod dtmf_signals;

use common::frame_lens;
use dtmf_signals::{Call, heard_key, key, stretches};
use mixminus::{DtmfDigit, DtmfTiming, FrameLen, JoinOptions, MAX_WAITING_DIGITS, SampleRate, Status};

fn keys(names: &str) -> Vec<DtmfDigit> {
    names.chars().map(key).collect()
}

#[test]
fn each_digit_is_its_tones_for_its_time_at_its_level() {
    for rate in SampleRate::ALL {
        for (frame_len, level_mdbm0) in frame_lens(rate).zip([-3_000, -17_500]) {
            let call = Call::new(rate, frame_len, &JoinOptions::without_dtmf(b"room"));
            call.tick();
            call.tick();
            call.hear(call.speaker);
            call.hear(call.speaker);
            let timing = DtmfTiming { level_mdbm0, on_ms: 65, off_ms: 45 };
            let names = "0123456789*#ABCD";
            call.engine.send_dtmf(call.speaker, &keys(names), &timing).unwrap();
            let ticks = 16 * 110 / frame_len.ms() + 2;
            let mut heard = Vec::new();
            for _ in 0..ticks {
                assert!(call.tick().iter().all(|x| *x == 0), "another hears it");
                heard.extend(call.hear(call.speaker));
            }
            let ms = |ms| rate.samples_in_ms(ms);
            for (at, name) in names.chars().enumerate() {
                let start = ms(110) * at;
                let digit = &heard[start..start + ms(65)];
                assert_eq!(heard_key(rate, digit, f64::from(level_mdbm0) / 1000.0), Some(name), "{rate:?}");
            }
            let found = stretches(&heard, ms(10));
            assert_eq!(found.len(), 16, "{rate:?} {found:?}");
            for (at, (start, end)) in found.into_iter().enumerate() {
                let due = ms(110) * at;
                assert!(start.abs_diff(due) <= ms(1) && end.abs_diff(due + ms(65)) <= ms(1));
            }
        }
    }
}

#[test]
fn they_are_added_to_what_it_hears_and_make_the_mix_its_own() {
    let call = Call::new(SampleRate::Hz8000, FrameLen::Ms20, &JoinOptions::without_dtmf(b"room"));
    let mut frame = [0; 160];
    for _ in 0..3 {
        call.engine.write(call.listener, &[5000; 160]).unwrap();
        call.tick();
        call.hear(call.speaker);
    }
    call.engine.send_dtmf(call.speaker, &keys("5"), &DtmfTiming::default()).unwrap();
    call.engine.write(call.listener, &[5000; 160]).unwrap();
    call.tick();
    let info = call.engine.read_ex(call.speaker, &mut frame).unwrap();
    let mean = frame.iter().map(|x| i64::from(*x)).sum::<i64>() / 160;
    assert!(info.mix_id == 0 && (4_000..6_000).contains(&mean), "{mean}");
    // Loud as the room may be, the sum saturates.
    for _ in 0..4 {
        call.engine.write(call.listener, &[32_767; 160]).unwrap();
        call.tick();
        call.engine.read_ex(call.speaker, &mut frame).unwrap();
    }
    assert!(frame.iter().all(|x| *x > 0));
}

#[test]
fn the_deaf_get_them_too() {
    let deaf = JoinOptions { deaf: true, ..JoinOptions::without_dtmf(b"room") };
    let call = Call::new(SampleRate::Hz8000, FrameLen::Ms20, &deaf);
    call.engine.send_dtmf(call.speaker, &keys("9"), &DtmfTiming::default()).unwrap();
    let heard: Vec<i16> = (0..6)
        .flat_map(|_| {
            call.tick();
            call.hear(call.speaker)
        })
        .collect();
    assert_eq!(heard_key(SampleRate::Hz8000, &heard[..800], -10.0), Some('9'));
}

#[test]
fn no_more_wait_than_there_are_places_and_those_that_wait_go_with_the_join() {
    let call = Call::new(SampleRate::Hz8000, FrameLen::Ms20, &JoinOptions::without_dtmf(b"room"));
    let timing = DtmfTiming { level_mdbm0: -10_000, on_ms: 20, off_ms: 20 };
    let send = |count| call.engine.send_dtmf(call.speaker, &vec![key('1'); count], &timing);
    let refused = |count| send(count).unwrap_err().status();
    assert_eq!(refused(0), Status::InvalidArgument);
    assert_eq!(refused(MAX_WAITING_DIGITS + 1), Status::InvalidArgument);
    send(MAX_WAITING_DIGITS).unwrap();
    assert_eq!(refused(1), Status::QueueFull);
    let listen = |ticks| {
        (0..ticks).for_each(|_| {
            call.tick();
            call.hear(call.speaker);
        });
    };
    // One digit is done after two ticks.
    listen(1);
    assert_eq!(refused(1), Status::QueueFull);
    listen(1);
    send(1).unwrap();
    assert_eq!(refused(1), Status::QueueFull);
    call.engine.leave(call.speaker).unwrap();
    assert_eq!(refused(1), Status::NotInRoom);
    call.engine.join(call.speaker, &JoinOptions::without_dtmf(b"room")).unwrap();
    send(MAX_WAITING_DIGITS).unwrap();
    assert_eq!(refused(1), Status::QueueFull);
    let mut heard = Vec::new();
    for _ in 0..70 {
        call.tick();
        heard.extend(call.hear(call.speaker));
    }
    assert_eq!(stretches(&heard, 80).len(), MAX_WAITING_DIGITS);
    send(MAX_WAITING_DIGITS).unwrap();
}

#[test]
fn a_timing_out_of_its_range_is_refused() {
    let call = Call::new(SampleRate::Hz8000, FrameLen::Ms20, &JoinOptions::without_dtmf(b"room"));
    let usual = DtmfTiming::default();
    for timing in [
        DtmfTiming { level_mdbm0: -2_999, ..usual },
        DtmfTiming { level_mdbm0: -55_001, ..usual },
        DtmfTiming { on_ms: 19, ..usual },
        DtmfTiming { off_ms: 5_001, ..usual },
    ] {
        let status = call.engine.send_dtmf(call.speaker, &keys("1"), &timing).unwrap_err().status();
        assert_eq!(status, Status::InvalidArgument);
    }
}
