//! A jitter buffer whose target adapts: how far its delay is from the least possible, and what it never does.

#[path = "jitter_bound/bound.rs"]
mod bound;
#[path = "jitter_bound/buffers.rs"]
mod buffers;
#[path = "support/common.rs"]
mod common;
#[path = "jitter_bound/heard.rs"]
mod heard;
#[path = "jitter_bound/result.rs"]
mod result;
#[path = "jitter_bound/traces.rs"]
mod traces;

use bound::{Bound, Played};
use buffers::{Buffer, play};
use common::Random;
use mixminus::{
    AdaptiveTarget, Engine, EngineConfig, Event, EventKind, FrameLen, JoinOptions, ParticipantConfig,
    ParticipantId, ParticipantStats, SampleRate, WriteInfo,
};
use result::Summary;
use traces::{Kind, Packet, kinds};

/// Seeds on which nothing was tuned.
const JUDGING: [u64; 3] = [20_001, 20_002, 20_003];
const SECONDS: usize = 300;

fn kind(name: &str) -> Kind {
    kinds().into_iter().find(|kind| kind.name == name).expect("a kind")
}

#[test]
fn the_delay_is_near_the_bound() {
    let results = result::measure(&JUDGING, SECONDS, |trace| play(trace, Buffer::Adaptive).0);
    result::print(&results);
    assert!(results.len() >= 20);
    for of in &results {
        // 35 % and 1 % are the aims, which most kinds keep.
        let (over, late) = match of.kind.name {
            "overtaken, 5 %" | "LTE" => (38.0, 1.0),
            // What arrives at the end of a stall was late for as long as the stall took.
            "stalls of 2 s" => (35.0, 3.2),
            _ => (35.0, 1.0),
        };
        assert!(of.is_near() || of.over_percent() <= over, "{of:?}");
        assert!(of.late_percent <= late, "{of:?}");
    }
    let all = Summary::of(&results);
    assert!(all.median_percent <= 17.0 && all.sum_percent <= 12.0, "{all:?}");
    assert!(all.late_percent <= 0.6 && all.cost_ms <= 7.0, "{all:?}");
}

/// The bound is what its definition says: compared with all choices of offsets in traces of a few talkspurts.
#[test]
fn the_bound_is_the_least_of_all_choices() {
    for seed in 0..20 {
        let trace: Vec<Packet> = kind("internet, busy").trace(seed, 6);
        let spurts: Vec<&[Packet]> = trace
            .chunk_by(|one, other| one.is_speech == other.is_speech)
            .filter(|spurt| spurt[0].is_speech)
            .take(3)
            .collect();
        let mut trace: Vec<Packet> = spurts.concat();
        for packet in [0, spurts[0].len(), spurts[0].len() + spurts.get(1).map_or(0, |spurt| spurt.len())] {
            if let Some(packet) = trace.get_mut(packet) {
                packet.starts_talkspurt = true;
            }
        }
        let of_some = Bound::of(&trace, trace.len());
        let fastest = bound::fastest(&trace);
        let mut least = vec![f64::INFINITY; trace.len() + 1];
        let offsets =
            |spurt: &[Packet]| -> Vec<i64> { (0..60).map(|more| more + spurt_floor(spurt)).collect() };
        let mut choices = vec![(0_usize, 0.0_f64)];
        for spurt in &spurts {
            let mut next = Vec::new();
            for offset in offsets(spurt) {
                let (mut late, mut delay) = (0, 0.0);
                for packet in *spurt {
                    let media = (packet.media / bound::TICK) as i64;
                    let arrived = (packet.arrived_ms.unwrap() / bound::TICK_MS).ceil() as i64;
                    if arrived > media + offset {
                        late += 1;
                    } else {
                        delay += (media + offset) as f64 * bound::TICK_MS - packet.sent_ms - fastest;
                    }
                }
                next.extend(choices.iter().map(|(before, sum)| (before + late, sum + delay)));
            }
            // Of the same number of late packets the least.
            next.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
            next.dedup_by_key(|(late, _)| *late);
            choices = next;
        }
        for (late, sum) in choices {
            least[late] = sum / (trace.len() - late).max(1) as f64;
        }
        let mut best = f64::INFINITY;
        for (late, least) in least.iter().enumerate().take(trace.len() / 4) {
            best = best.min(*least);
            let found = of_some.mean_ms(late);
            assert!((found - best).abs() < 1e-6 || best.is_infinite(), "{seed}, {late} late: {found} {best}");
        }
        assert!(best.is_finite());
    }
}

fn spurt_floor(spurt: &[Packet]) -> i64 {
    let lag = |packet: &Packet| {
        (packet.arrived_ms.unwrap() / bound::TICK_MS).ceil() as i64 - (packet.media / bound::TICK) as i64
    };
    spurt.iter().map(lag).min().unwrap()
}

/// The worst delay on a quiet LAN is that of a fixed prefill of 20 ms, or less.
#[test]
fn a_quiet_lan_has_no_more_delay_than_a_prefill() {
    for seed in 1..6 {
        let trace = kind("LAN, quiet").trace(seed, 60);
        let (adaptive, stats) = play(&trace, Buffer::Adaptive);
        let (fixed, _) = play(&trace, Buffer::Fixed(20));
        assert_eq!((adaptive.late, fixed.late, stats.late), (0, 0, 0));
        assert!(adaptive.worst_ms <= fixed.worst_ms + 2.0, "{adaptive:?} {fixed:?}");
    }
}

/// Five seconds after a stall of two seconds, the delay is what it was.
#[test]
fn after_a_stall_the_delay_returns() {
    for seed in 1..6 {
        let mut trace = kind("internet, calm").trace(seed, 40);
        let (from, to) = (20_000.0, 22_000.0);
        for packet in &mut trace {
            if let Some(at) = &mut packet.arrived_ms
                && (from..to).contains(at)
            {
                *at = to;
            }
        }
        let (before, after): (Vec<Packet>, Vec<Packet>) = trace
            .iter()
            .filter(|packet| !(from - 100.0..to + 5_000.0).contains(&packet.sent_ms))
            .partition(|packet| packet.sent_ms < from);
        let heard = buffers::hear(&trace, Buffer::Adaptive);
        let [before, after] =
            [before, after].map(|part| heard::judge_part(&trace, &part, &heard.said, &heard.audio));
        assert!(after.mean_ms() < before.mean_ms() + 10.0, "{before:?} {after:?}");
        assert!(after.late_percent() < 2.0, "{after:?}");
    }
}

/// Pauses of a sender with silence suppression add nothing to the delay, and without jitter nothing is late.
#[test]
fn pauses_without_packets_add_nothing() {
    for seed in 1..4 {
        let quiet = kind("LAN, quiet");
        let (all, _) = play(&quiet.trace(seed, 60), Buffer::Adaptive);
        let (dtx, stats) = play(&quiet.with_dtx().trace(seed, 60), Buffer::Adaptive);
        assert_eq!((dtx.late, stats.late, stats.inserted), (0, 0, 0), "{stats:?}");
        assert!(dtx.worst_ms <= all.worst_ms + 0.1, "{dtx:?} {all:?}");
    }
}

/// Jitter at every rate and length of a tick, with and without DTMF detection: few packets are late once the buffer knows
/// the line, and it adds little.
#[test]
fn every_format_adapts() {
    for frame_len in [FrameLen::Ms10, FrameLen::Ms20] {
        for rate in [SampleRate::Hz8000, SampleRate::Hz16000, SampleRate::Hz48000] {
            for detects in [false, true] {
                let (late, stats) = jittered(frame_len, rate, detects);
                let (written, of) =
                    (stats.written as usize, format!("{frame_len:?} {rate:?} {detects} {stats:?}"));
                assert!(late * 50 < written, "{of}");
                assert!((stats.inserted + stats.removed) as usize * 10 < written, "{of}");
                assert!(
                    (rate.samples_in_ms(40)..=rate.samples_in_ms(80)).contains(&(stats.target as usize)),
                    "{of}"
                );
                assert!((stats.in_fill as usize) < rate.samples_in_ms(120), "{of}");
            }
        }
    }
}

/// An engine with one line, whose reserve adapts up to 200 ms.
fn adaptive_line(rate: SampleRate, frame_len: FrameLen, options: JoinOptions) -> (Engine, ParticipantId) {
    let config = EngineConfig {
        max_participants: 1,
        max_cap_ms: 300,
        max_write_ms: 200,
        ..common::config_at(rate, frame_len)
    };
    let engine = Engine::new(&config).unwrap();
    let line = engine.participant_new(&ParticipantConfig::default()).unwrap();
    let adaptive = Some(AdaptiveTarget { min_ms: 0, max_ms: 200 });
    engine.join(line, &JoinOptions { adaptive, ..options }).unwrap();
    (engine, line)
}

/// A minute of packets of 20 ms that are up to 60 ms late, in any order. Returns how many samples were late in the second
/// half.
fn jittered(frame_len: FrameLen, rate: SampleRate, detects: bool) -> (usize, ParticipantStats) {
    let options = if detects { JoinOptions::new(b"room") } else { JoinOptions::without_dtmf(b"room") };
    let (engine, talker) = adaptive_line(rate, frame_len, options);
    let (mut random, packet) = (Random(5), rate.samples_in_ms(20));
    let mut arrivals: Vec<(usize, usize)> = (0..3_000).map(|at| (at * 20 + random.below(61), at)).collect();
    arrivals.sort_unstable();
    let mut arrivals = arrivals.into_iter().peekable();
    let samples = common::Audio::Quiet.samples(3, packet);
    let mut late_before = 0;
    for tick in 0..3_000 * 20 / frame_len.ms() as usize {
        let now = tick * frame_len.ms() as usize;
        while let Some((_, at)) = arrivals.next_if(|(ms, _)| *ms <= now) {
            let info = WriteInfo { timestamp: Some((at * packet) as u64), ..WriteInfo::default() };
            assert_eq!(engine.write_ex(talker, &samples, &info), Ok(packet));
        }
        engine.tick().unwrap();
        if now == 30_000 {
            late_before = engine.participant_stats(talker).unwrap().late;
        }
    }
    let stats = engine.participant_stats(talker).unwrap();
    ((stats.late - late_before) as usize, stats)
}

/// Limits out of range are refused, by name.
#[test]
fn limits_are_checked() {
    let engine = Engine::new(&EngineConfig { max_cap_ms: 100, ..EngineConfig::default() }).unwrap();
    let call = ParticipantConfig::default();
    let participant = engine.participant_new(&call).unwrap();
    let join = |min_ms, max_ms, cap_ms| {
        let adaptive = Some(AdaptiveTarget { min_ms, max_ms });
        let joined = engine.join(participant, &JoinOptions { adaptive, cap_ms, ..JoinOptions::new(b"room") });
        joined.map_err(|error| error.to_string())
    };
    for (refused, name) in [
        ((0, 101, None), "adaptive_max_ms"),
        ((51, 50, None), "adaptive_min_ms"),
        ((0, 80, Some(79)), "cap_ms"),
    ] {
        let error = join(refused.0, refused.1, refused.2).unwrap_err();
        assert!(error.contains(name), "{error}");
    }
    assert!(join(100, 100, None).is_ok());
}

/// A line without jitter and drift is played as it came.
#[test]
fn without_jitter_nothing_is_changed() {
    let trace = kind("LAN, quiet").trace(3, 60);
    let (_, stats) = play(&trace, Buffer::Adaptive);
    // It gives up the reserve with which it began, once; what is concealed is the end of the stream.
    assert_eq!((stats.inserted, stats.removed, stats.concealment_events, stats.trims), (0, 160, 1, 0));
    assert_eq!(stats.target, 0);
    let heard = buffers::hear(&trace, Buffer::Adaptive);
    let (said, audio) = (&heard.said, &heard.audio);
    // The last ten seconds, sample for sample.
    let tail = &said[said.len() - 80_000..];
    assert!(audio.windows(tail.len()).any(|window| window == tail));
}

/// Clocks that differ by 300 ppm, for long: the delay stays where it is, and nothing is late.
#[test]
fn clocks_that_differ_change_nothing_in_the_end() {
    for ppm in [300.0, -300.0] {
        // Two hours, or ten minutes in a build without optimisation.
        let seconds = if cfg!(debug_assertions) { 600 } else { 7_200 };
        let trace = kind("LAN, quiet").with_drift(ppm).trace(11, seconds);
        let end = trace[trace.len() - 1].sent_ms;
        let part = |from: f64, to: f64| -> Vec<Packet> {
            trace.iter().filter(|packet| (from..to).contains(&packet.sent_ms)).copied().collect()
        };
        let heard = buffers::hear(&trace, Buffer::Adaptive);
        let judge =
            |part: &[Packet]| -> Played { heard::judge_part(&trace, part, &heard.said, &heard.audio) };
        let (first, last) = (judge(&part(10_000.0, 130_000.0)), judge(&part(end - 120_000.0, end - 1_000.0)));
        assert!((last.mean_ms() - first.mean_ms()).abs() <= 5.0, "{ppm} ppm: {first:?} {last:?}");
        let all = judge(&trace);
        assert!(all.late_percent() < 0.5, "{ppm} ppm: {all:?}");
        let stats = heard.stats;
        let drifted = (seconds as f64 * 8_000.0 * 300e-6) as u64;
        let moved = if ppm > 0.0 { stats.inserted } else { stats.removed };
        assert!(moved + stats.concealed >= drifted * 9 / 10, "{ppm} ppm: {stats:?}, {drifted}");
    }
}

/// A sender that stops its timestamps while it is silent, and goes on where it was: with the marker of RTP nothing of what
/// it says then is lost, without it 200 ms at most. The delay grows by nothing.
#[test]
fn timestamps_that_stop_lose_little() {
    let rate = SampleRate::Hz8000;
    for (has_marker, most) in [(true, 0), (false, rate.samples_in_ms(200) as u64)] {
        for frame_len in [FrameLen::Ms10, FrameLen::Ms20] {
            for pause_ms in [300, 1_000, 20_000] {
                let (engine, talker) = adaptive_line(rate, frame_len, JoinOptions::without_dtmf(b"room"));
                let (mut random, packet) = (Random(3), rate.samples_in_ms(20));
                let (talk_ms, samples) = (3_000, common::Audio::Quiet.samples(3, packet));
                let (mut sent, mut fills) = (0_u64, [0_usize; 3]);
                for (turn, fill) in fills.iter_mut().enumerate() {
                    let begins = turn * (talk_ms + pause_ms);
                    let mut arrivals: Vec<usize> =
                        (0..talk_ms).step_by(20).map(|at| begins + at + random.below(16)).collect();
                    arrivals.reverse();
                    for now in (begins..begins + talk_ms + pause_ms).step_by(frame_len.ms() as usize) {
                        while arrivals.pop_if(|at| *at <= now).is_some() {
                            let starts_talkspurt = has_marker && arrivals.len() + 1 == talk_ms / 20;
                            let timestamp = Some(sent * packet as u64);
                            let info = WriteInfo { timestamp, starts_talkspurt, ..WriteInfo::default() };
                            assert_eq!(engine.write_ex(talker, &samples, &info), Ok(packet));
                            sent += 1;
                        }
                        engine.tick().unwrap();
                        if (begins + 2_000..begins + talk_ms).contains(&now) {
                            *fill += engine.participant_stats(talker).unwrap().in_fill as usize;
                        }
                    }
                }
                let fills = fills.map(|fill| fill * frame_len.ms() as usize / 1_000);
                let stats = engine.participant_stats(talker).unwrap();
                let of = format!("{has_marker} {frame_len:?} {pause_ms} ms: {fills:?} {stats:?}");
                assert!(stats.late <= 2 * most, "{of}");
                // It runs dry when the sender falls silent, and then only.
                assert!(!has_marker || stats.underruns == 3, "{of}");
                assert!(fills.iter().all(|fill| *fill <= fills[0] + rate.samples_in_ms(10)), "{of}");
            }
        }
    }
}

/// A mark in a talkspurt whose timestamps go on where the last one ended is heard when its samples are, as one whose
/// timestamps have counted the pause.
#[test]
fn marks_move_with_their_samples() {
    let rate = SampleRate::Hz8000;
    let heard_in = |counts_pause: bool| -> usize {
        let (engine, talker) = adaptive_line(rate, FrameLen::Ms20, JoinOptions::without_dtmf(b"room"));
        let (mut random, samples) = (Random(3), common::Audio::Quiet.samples(3, 160));
        // (arrival, timestamp, marker)
        let pause = if counts_pause { 8_000 } else { 0 };
        let mut packets: Vec<(usize, u64, bool)> =
            (0..150).map(|at| (at as usize * 20 + random.below(45), at * 160, at == 0)).collect();
        let jitter = |at: usize, random: &mut Random| if at == 0 { 0 } else { random.below(45) };
        packets.extend(
            (0..50).map(|at| {
                (4_000 + at * 20 + jitter(at, &mut random), (150 + at as u64) * 160 + pause, at == 0)
            }),
        );
        packets.sort_unstable();
        packets.reverse();
        for now in (0..5_000).step_by(20) {
            while let Some((at, timestamp, starts_talkspurt)) = packets.pop_if(|packet| packet.0 <= now) {
                let info = WriteInfo { timestamp: Some(timestamp), starts_talkspurt, ..WriteInfo::default() };
                engine.write_ex(talker, &samples, &info).unwrap();
                if at == 4_000 {
                    engine.mark(talker, 7).unwrap();
                }
            }
            engine.tick().unwrap();
            let mut events = [Event::default(); 16];
            let count = engine.poll(&mut events).unwrap();
            if events[..count].iter().any(|event| event.kind == EventKind::MarkHeard) {
                return now;
            }
        }
        panic!("it is heard")
    };
    let (counted, stopped) = (heard_in(true), heard_in(false));
    assert!(counted > 4_020 && stopped.abs_diff(counted) <= 20, "{counted} {stopped}");
}
