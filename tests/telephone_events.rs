//! Telephone events (RFC 4733) as a network delivers them, and whole presses (SIP INFO): each is one press.

#[path = "support/common.rs"]
mod common;
#[path = "support/dtmf_signals.rs"]
mod dtmf_signals;

use common::{Random, cases};
use dtmf_signals::{Call, ReportedPress, key, stretches, tones};
use mixminus::{
    DtmfSource::Both, DtmfSource::InBand, DtmfSource::OutOfBand, EVENT_TIMEOUT_MS, EndReason, EventKind,
    FrameLen, JoinOptions, SampleRate, Status, TelephoneEvent,
};
use proptest::prelude::*;

const RATE: SampleRate = SampleRate::Hz8000;
const FRAME: u64 = 160;
/// Until an event ends whose end is lost, and a tick more.
const TIMEOUT_TICKS: u64 = EVENT_TIMEOUT_MS as u64 / 20 + 2;

/// Nobody listens to the audio.
fn quiet() -> JoinOptions<'static> {
    JoinOptions::without_dtmf(b"room")
}

fn call() -> Call {
    Call::new(RATE, FrameLen::Ms20, &quiet())
}

/// A packet of a key at a clock of 8 kHz.
fn packet(name: char, timestamp: u32, duration: u32, end: bool) -> TelephoneEvent {
    let event = "0123456789*#ABCD".find(name).unwrap() as u32;
    TelephoneEvent { event, end, volume: 10, duration, timestamp, ssrc: 7, clock_rate: 0 }
}

fn send(call: &Call, packet: &TelephoneEvent) {
    call.engine.telephone_event(call.speaker, packet).unwrap();
}

fn wait(call: &Call, ticks: u64) {
    (0..ticks).for_each(|_| drop(call.tick()));
}

/// (key, duration) of presses that have begun and ended, in the order in which they began; none is left open. An end
/// that was lost is reported late, with the position of the last packet: presses of one key end by their positions.
fn presses(reported: &[ReportedPress]) -> Vec<(char, u32)> {
    let began: Vec<char> = reported.iter().filter(|reported| reported.0).map(|reported| reported.1).collect();
    let mut ended: Vec<&ReportedPress> = reported.iter().filter(|reported| !reported.0).collect();
    ended.sort_by_key(|reported| reported.3);
    assert_eq!(began.len(), ended.len(), "{reported:?}");
    began
        .into_iter()
        .map(|name| {
            let at = ended.iter().position(|ended| ended.1 == name).expect("it has ended");
            (name, ended.remove(at).4)
        })
        .collect()
}

/// What becomes of an event of which these packets come, one a tick: `b` an update, `e` an end.
fn arrives(packets: &str) -> Vec<ReportedPress> {
    let call = call();
    let mut updates = 0;
    for kind in packets.chars() {
        updates += u32::from(kind == 'b');
        let packet = packet('5', 1_000, if kind == 'e' { 800 } else { 160 * updates }, kind == 'e');
        send(&call, &packet);
        call.tick();
    }
    wait(&call, TIMEOUT_TICKS);
    call.reported()
}

#[test]
fn whatever_packets_of_an_event_come_it_is_one_press() {
    for packets in ["bbbbeee", "bbbbebee", "bbbbeeeb", "eee", "e", "beb", "ebbbb", "bbbbbbbbbb", "b"] {
        let reported = arrives(packets);
        let updates = packets.matches('b').count() as u32;
        let duration = if packets.contains('e') { 800 } else { 160 * updates };
        assert_eq!(presses(&reported), [('5', duration)], "{packets}: {reported:?}");
        assert!(reported.iter().all(|reported| reported.2 == OutOfBand));
    }
}

#[test]
fn a_lost_end_is_made_up_for_300_ms_after_the_last_packet() {
    let call = call();
    for updates in 1..=3 {
        send(&call, &packet('1', 0, 160 * updates, false));
        call.tick();
    }
    let mut ticks = 0;
    while call.events().iter().all(|event| event.kind != EventKind::DtmfEnded) {
        call.tick();
        ticks += 1;
    }
    assert_eq!(ticks, u64::from(EVENT_TIMEOUT_MS) / 20);
    // What comes after that is still the same event.
    for end in [false, true] {
        send(&call, &packet('1', 0, 5_000, end));
        call.tick();
    }
    wait(&call, TIMEOUT_TICKS);
    assert_eq!(call.reported(), []);
}

#[test]
fn two_presses_of_one_key_are_two_however_their_packets_mix() {
    let (first, second) =
        (|duration, end| packet('9', 0, duration, end), |duration, end| packet('9', 1_600, duration, end));
    let orders = [
        vec![first(400, false), first(800, true), second(400, false), second(700, true)],
        // The first one's end is late, or lost.
        vec![first(400, false), second(400, false), first(800, true), second(700, true), first(800, true)],
        vec![first(800, false), second(700, true)],
        // All of the first comes after the second.
        vec![second(700, true), first(800, true), second(700, true), first(400, false)],
    ];
    for packets in orders {
        let call = call();
        for packet in &packets {
            send(&call, packet);
            call.tick();
        }
        wait(&call, TIMEOUT_TICKS);
        let mut durations: Vec<u32> = presses(&call.reported()).iter().map(|press| press.1).collect();
        durations.sort_unstable();
        assert_eq!(durations, [700, 800], "{packets:?}");
    }
}

#[test]
fn an_event_goes_on_over_the_end_of_timestamps_and_of_the_duration_field() {
    let start = u32::MAX - 70_000;
    let whole = 0xFFFF_u32;
    let packets: Vec<TelephoneEvent> = (0..4_u32)
        .flat_map(|segment| {
            let timestamp = start.wrapping_add(segment * whole);
            let durations = if segment < 3 { [30_000, whole] } else { [8_000, 16_000] };
            durations.map(|duration| packet('*', timestamp, duration, duration == 16_000))
        })
        .collect();
    // In order, with one lost, with one segment lost, and the segments in another order.
    let orders: [&[usize]; 5] = [
        &[0, 1, 2, 3, 4, 5, 6, 7],
        &[0, 2, 3, 4, 6, 7],
        &[0, 1, 6, 7],
        &[4, 0, 1, 6, 5, 7, 7],
        &[7, 0, 3, 7],
    ];
    for order in orders {
        let call = call();
        for at in order {
            send(&call, &packets[*at]);
            call.tick();
        }
        wait(&call, TIMEOUT_TICKS);
        let reported = presses(&call.reported());
        assert_eq!(reported.len(), 1, "{order:?}: {reported:?}");
        let duration = if order[0] == 7 { 16_000 } else { 3 * whole + 16_000 };
        assert_eq!(reported[0].1, duration, "{order:?}");
    }
    // A segment may end sooner: the next begins where it ended.
    let call = call();
    for packet in
        [packet('1', 0, 4_000, false), packet('1', 4_000, 800, false), packet('1', 4_000, 1_600, true)]
    {
        send(&call, &packet);
        call.tick();
    }
    assert_eq!(presses(&call.reported()), [('1', 5_600)]);
}

#[test]
fn the_duration_is_in_units_of_the_clock() {
    for (rate, clock_rate) in [(SampleRate::Hz48000, 8_000), (RATE, 48_000), (RATE, 16_000)] {
        let call = Call::new(rate, FrameLen::Ms20, &quiet());
        send(&call, &TelephoneEvent { clock_rate, duration: clock_rate / 10, ..packet('0', 5, 0, true) });
        call.tick();
        assert_eq!(presses(&call.reported()), [('0', rate.samples_in_ms(100) as u32)]);
    }
}

#[test]
fn another_ssrc_and_a_stream_that_begins_again_are_other_events() {
    let call = call();
    let first = packet('3', 100_000_000, 800, true);
    for packet in [first, TelephoneEvent { ssrc: 8, ..first }, packet('3', 1_000, 800, true), first] {
        send(&call, &packet);
        call.tick();
    }
    // The last is of a stream with a step forward.
    let reported = presses(&call.reported());
    assert_eq!(reported.len(), 4, "{reported:?}");
}

#[test]
fn what_is_no_key_is_refused_by_name_and_nothing_is_done() {
    let call = call();
    let good = packet('3', 0, 800, true);
    for event in [16, 17, 32, 255] {
        let error = call.engine.telephone_event(call.speaker, &TelephoneEvent { event, ..good }).unwrap_err();
        assert_eq!(error.status(), Status::Unsupported);
        let flash = if event == 16 { " (flash)" } else { "" };
        assert!(error.to_string().contains(&format!("event: {event}{flash}, must be 0 to 15")), "{error}");
    }
    let bad = [
        ("event", TelephoneEvent { event: 256, ..good }),
        ("volume", TelephoneEvent { volume: 64, ..good }),
        ("duration", TelephoneEvent { duration: 65_536, ..good }),
        ("clock_rate", TelephoneEvent { clock_rate: 999, ..good }),
        ("clock_rate", TelephoneEvent { clock_rate: 192_001, ..good }),
    ];
    for (name, event) in bad {
        let error = call.engine.telephone_event(call.speaker, &event).unwrap_err();
        assert!(error.status() == Status::InvalidArgument && error.to_string().contains(name), "{error}");
    }
    wait(&call, TIMEOUT_TICKS);
    assert_eq!(call.reported(), []);
}

#[test]
fn every_key_and_its_volume() {
    for (event, name) in "0123456789*#ABCD".chars().enumerate() {
        let call = call();
        send(&call, &TelephoneEvent { event: event as u32, volume: 63, ..packet('0', 9, 80, true) });
        call.tick();
        let press = call.presses()[0].1;
        assert_eq!((press.digit, press.level_mdbm0), (key(name), -63_000));
    }
}

#[test]
fn an_event_belongs_to_the_conference_in_which_it_began() {
    let options = JoinOptions { terminator: Some(key('*')), ..quiet() };
    let call = Call::new(RATE, FrameLen::Ms20, &options);
    send(&call, &packet('*', 0, 160, false));
    call.tick();
    assert_eq!(call.engine.conference_end(call.speaker).unwrap().reason, EndReason::Terminator);
    // In no room: an event that begins here does not count later.
    let refused =
        |packet: &TelephoneEvent| call.engine.telephone_event(call.speaker, packet).unwrap_err().status();
    assert_eq!(refused(&packet('*', 0, 320, false)), Status::NotInRoom);
    assert_eq!(refused(&packet('*', 8_000, 160, false)), Status::NotInRoom);
    call.engine.join(call.speaker, &options).unwrap();
    for late in [
        packet('*', 0, 480, false),
        packet('*', 8_000, 320, false),
        packet('*', 8_000, 480, true),
        packet('*', 0, 480, true),
    ] {
        send(&call, &late);
        call.tick();
    }
    assert_eq!(call.engine.conference_end(call.speaker).unwrap().reason, EndReason::None);
    assert_eq!(
        call.reported().iter().filter(|reported| reported.0).count(),
        1,
        "reported once, in the first"
    );
    send(&call, &packet('*', 16_000, 160, true));
    call.tick();
    assert_eq!(call.engine.conference_end(call.speaker).unwrap().reason, EndReason::Terminator);
}

#[test]
fn a_press_that_comes_in_the_audio_too_is_one() {
    for lag in [-4_i32, 0, 3, 6] {
        let call =
            Call::new(RATE, FrameLen::Ms20, &JoinOptions { play_tones: true, ..JoinOptions::new(b"room") });
        let audio = [vec![0; 800], tones(RATE, '5', -10.0, 800), vec![0; 6_400]].concat();
        for (at, frame) in (0..).zip(audio.chunks(160)) {
            let updates = at - 5 - lag;
            if (0..5).contains(&updates) {
                send(&call, &packet('5', 0, 160 * (updates as u32 + 1), updates == 4));
            }
            call.say(frame);
        }
        let reported = call.reported();
        assert_eq!(reported.len(), 2, "{lag}: {reported:?}");
        assert!(reported[1].2 == Both || reported[0].2 != InBand || lag > 4, "{lag}: {reported:?}");
    }
}

/// An event that random numbers press: so many units after the last, for so long, with an update each 20 or 50 ms.
#[derive(Clone, Copy, Debug)]
struct Pressed {
    name: char,
    pause: u32,
    updates: u32,
    interval: u32,
}

fn pressed() -> impl Strategy<Value = Pressed> {
    let names: Vec<char> = "01*#".chars().collect();
    (prop::sample::select(names), 320_u32..4_000, 1_u32..12, prop::sample::select(vec![160_u32, 400]))
        .prop_map(|(name, pause, updates, interval)| Pressed { name, pause, updates, interval })
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn any_loss_order_and_repetition_that_leaves_one_packet_of_each_makes_one_press_of_each(
        pressed in prop::collection::vec(pressed(), 1..12),
        start in any::<u32>(),
        (loss, spread) in (0_usize..100, 0_u64..400),
        seed in any::<u64>(),
    ) {
        let mut random = Random(seed);
        // (arrival in ms, packet)
        let mut network: Vec<(u64, TelephoneEvent)> = Vec::new();
        // (key, duration, whether it ends by an end packet)
        let mut ends = Vec::new();
        let mut at = 0;
        for one in &pressed {
            at += one.pause;
            let duration = one.interval * one.updates;
            let all = (1..=one.updates).map(|n| (n, false)).chain([(one.updates, true); 3]);
            let all: Vec<_> = all
                .map(|(n, end)| (n, packet(one.name, start.wrapping_add(at), one.interval * n, end)))
                .collect();
            let kept = random.below(all.len());
            let mut arrives = |which: usize| which == kept || !random.percent(loss);
            let arrive = (0..).zip(all).filter(|(which, _)| arrives(*which)).map(|(_, sent)| sent);
            let arrive: Vec<_> = arrive.collect();
            for (n, packet) in &arrive {
                for _ in 0..=usize::from(random.percent(20)) {
                    let sent = u64::from(at + one.interval * n) / 8;
                    network.push((sent + random.next() % (spread + 1), *packet));
                }
            }
            // A gap may end the press before its end arrives.
            let longest = arrive.windows(2).map(|pair| one.interval * (pair[1].0 - pair[0].0) / 8).max();
            let has_end = arrive.iter().any(|(_, packet)| packet.end);
            ends.push((one.name, duration, has_end && longest.unwrap_or(0) + 20 < EVENT_TIMEOUT_MS));
            at += duration;
        }
        network.sort_by_key(|(arrival, _)| *arrival);
        let call = call();
        let mut now = 0;
        for (arrival, packet) in &network {
            while now + 20 <= *arrival {
                call.tick();
                now += 20;
            }
            send(&call, packet);
        }
        wait(&call, TIMEOUT_TICKS);
        let reported = presses(&call.reported());
        prop_assert_eq!(reported.len(), ends.len(), "{:?} of {:?}", reported, ends);
        if spread == 0 {
            for ((name, duration), (expected, whole, is_known)) in reported.iter().zip(&ends) {
                prop_assert_eq!(name, expected);
                let is_right = if *is_known { duration == whole } else { duration <= whole };
                prop_assert!(is_right, "{} of {}", duration, whole);
            }
        }
        let mut reported: Vec<char> = reported.iter().map(|press| press.0).collect();
        let mut names: Vec<char> = ends.iter().map(|end| end.0).collect();
        reported.sort_unstable();
        names.sort_unstable();
        prop_assert_eq!(reported, names);
    }
}

#[test]
fn several_requests_of_one_key_are_as_many_presses() {
    for gap in [0, 1, 5, 20] {
        for name in ['5', '*'] {
            let call = call();
            for _ in 0..4 {
                call.engine.inject_dtmf_press(call.speaker, key(name), -10_000, 250).unwrap();
                wait(&call, gap);
            }
            wait(&call, 14);
            let reported = call.reported();
            assert_eq!(presses(&reported), [(name, 2_000); 4], "{gap}: {reported:?}");
            let kinds: Vec<bool> = reported.iter().map(|reported| reported.0).collect();
            assert_eq!(kinds, [true, false].repeat(4), "one after the other");
        }
    }
}

#[test]
fn requests_sound_one_after_the_other() {
    let call = Call::new(RATE, FrameLen::Ms20, &JoinOptions { generate_dtmf: true, ..quiet() });
    call.tick();
    for _ in 0..5 {
        call.engine.inject_dtmf_press(call.speaker, key('3'), -10_000, 250).unwrap();
    }
    let heard: Vec<i16> = (0..60).flat_map(|_| call.tick()).collect();
    let found = stretches(&heard, 40);
    assert_eq!(found.len(), 5, "{found:?}");
    assert!(found.windows(2).all(|pair| pair[1].0 - pair[0].1 >= 390), "{found:?}");
    assert!(found.iter().all(|(start, end)| end - start >= 390), "{found:?}");
    assert!(found[4].1 - found[4].0 >= 500, "nothing cuts the last one short: {found:?}");
}

#[test]
fn a_request_is_refused_by_name() {
    let call = call();
    let press = |level, duration| call.engine.inject_dtmf_press(call.speaker, key('1'), level, duration);
    for (level, duration) in [(1, 100), (-63_001, 100), (0, 0), (0, 60_001)] {
        assert_eq!(press(level, duration).unwrap_err().status(), Status::InvalidArgument);
    }
    press(0, 60_000).unwrap();
    call.engine.leave(call.speaker).unwrap();
    assert_eq!(press(0, 100).unwrap_err().status(), Status::NotInRoom);
}

#[test]
fn a_terminator_that_is_requested_leaves_at_once_though_another_press_lasts() {
    let options = JoinOptions { terminator: Some(key('#')), ..quiet() };
    let call = Call::new(RATE, FrameLen::Ms20, &options);
    call.engine.inject_dtmf_press(call.speaker, key('1'), -10_000, 5_000).unwrap();
    call.engine.inject_dtmf_press(call.speaker, key('#'), -10_000, 250).unwrap();
    call.tick();
    assert_eq!(call.engine.conference_end(call.speaker).unwrap().reason, EndReason::Terminator);
    let reported = call.reported();
    assert_eq!(
        reported.iter().map(|reported| (reported.0, reported.1)).collect::<Vec<_>>(),
        [(true, '1'), (false, '1'), (true, '#')]
    );
    assert_eq!(reported[0].3, FRAME);
}
