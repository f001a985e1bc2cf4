//! A call whose codec changes: its host writes and reads at other rates from then on, and it stays in its room.

use mixminus::dsp::line::resample::Conversion;
use mixminus::{
    CallIo, Engine, EngineConfig, FrameLen, JoinOptions, ParticipantConfig, ParticipantId, ReadInfo,
    SampleRate, SayOptions, Sound, Status, WriteInfo,
};

const NARROW: SampleRate = SampleRate::Hz8000;
const WIDE: SampleRate = SampleRate::Hz16000;

fn engine_at(sample_rate: SampleRate) -> Engine {
    Engine::new(&EngineConfig { sample_rate, ..EngineConfig::default() }).unwrap()
}

/// A participant in the room, of which so much is gathered before it is heard.
fn call(engine: &Engine, prefill_ms: u32) -> ParticipantId {
    let call = engine.participant_new(&ParticipantConfig::default()).unwrap();
    let options = JoinOptions { prefill_ms: Some(prefill_ms), ..JoinOptions::without_dtmf(b"1337") };
    engine.join(call, &options).unwrap();
    call
}

/// Samples of 20 ms.
fn frame(rate: SampleRate) -> usize {
    FrameLen::Ms20.samples(rate)
}

/// A tone of 150 Hz: 20 ms of it, the frame `at`.
fn tone(rate: SampleRate, at: usize) -> Vec<i16> {
    let step = std::f64::consts::TAU * 150.0 / f64::from(rate.hz());
    let from = at * frame(rate);
    (from..from + frame(rate)).map(|n| (10_000.0 * (step * n as f64).sin()).round() as i16).collect()
}

/// The level of the tone in decibels, and how late it is in seconds, modulo its period of 6.7 ms.
fn heard_tone(samples: &[i16], rate: SampleRate, from: usize) -> (f64, f64) {
    let step = std::f64::consts::TAU * 150.0 / f64::from(rate.hz());
    let (mut sine, mut cosine) = (0.0, 0.0);
    for (n, sample) in samples.iter().enumerate() {
        let (s, c) = (step * (from + n) as f64).sin_cos();
        sine += f64::from(*sample) * s;
        cosine += f64::from(*sample) * c;
    }
    let amplitude = sine.hypot(cosine) * 2.0 / samples.len() as f64;
    let late = (-cosine).atan2(sine) / std::f64::consts::TAU / 150.0;
    (20.0 * (amplitude / 10_000.0).log10(), late.rem_euclid(1.0 / 150.0))
}

/// The longest time, in samples, in which the tone is nowhere within 12 dB of its peak. A quarter of its period of 6.7 ms
/// is what it takes anyway.
fn longest_dip(samples: &[i16]) -> usize {
    let loud: Vec<usize> =
        samples.iter().enumerate().filter(|(_, x)| x.unsigned_abs() > 2_500).map(|(n, _)| n).collect();
    loud.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap()
}

/// What a second participant hears, and the line's latency in each tick, of a call that goes from 8 to 16 kHz after 1 s
/// and back after 2 s. It sends packets of 20 ms, timed or not; the first of a codec has any timestamp.
fn re_invited(line: SampleRate, timed: bool, prefill_ms: u32) -> (Vec<i16>, Vec<u32>) {
    let engine = engine_at(line);
    let [caller, listener] = [call(&engine, prefill_ms), call(&engine, 0)];
    let (mut heard, mut latencies) = (Vec::new(), Vec::new());
    for at in 0..150 {
        let rate = if (50..100).contains(&at) { WIDE } else { NARROW };
        engine.set_rates(caller, Some(rate), Some(rate)).unwrap();
        let info = engine.participant_info(caller).unwrap();
        assert_eq!((info.sample_rate, info.write_rate, info.read_rate), (line, rate, rate));
        // The second looks as if 125 ms were missing, the third as if an hour were.
        let origin = [17, 17 + 50 * 160 + 2_000, 100_000_000][at / 50];
        let timestamp = timed.then_some(origin + (at % 50 * frame(rate)) as u64);
        let info = WriteInfo { timestamp, ..WriteInfo::default() };
        assert_eq!(engine.write_ex(caller, &tone(rate, at), &info).unwrap(), frame(rate));
        engine.tick().unwrap();
        let mut samples = vec![0; frame(line)];
        engine.read(listener, &mut samples).unwrap();
        heard.extend(samples);
        let mut own = vec![0; frame(rate)];
        engine.read(caller, &mut own).unwrap();
        assert!(own.iter().all(|sample| *sample == 0));
        latencies.push(engine.participant_stats(caller).unwrap().in_fill);
    }
    let stats = engine.participant_stats(caller).unwrap();
    assert_eq!((stats.underruns, stats.trims, stats.concealed, stats.late), (0, 0, 0, 0));
    (heard, latencies)
}

#[test]
fn a_re_invited_call_goes_on_without_a_gap_and_without_more_delay() {
    for line in [NARROW, WIDE] {
        for timed in [false, true] {
            for prefill_ms in [0, 20, 60] {
                let (heard, latencies) = re_invited(line, timed, prefill_ms);
                let what = format!("line {line:?}, timed {timed}, prefill {prefill_ms} ms");
                let second = line.hz() as usize;
                let parts: Vec<(f64, f64)> = (0..3)
                    .map(|part| part * second + second / 2..(part + 1) * second - second / 10)
                    .map(|part| heard_tone(&heard[part.clone()], line, part.start))
                    .collect();
                let delay = |at: usize| {
                    let conversion = Conversion::new([NARROW, WIDE, NARROW][at].hz(), line.hz());
                    conversion.map_or(0.0, |conversion| f64::from(conversion.delay_ns()) * 1e-9)
                };
                for (at, (level, late)) in parts.iter().enumerate() {
                    assert!(level.abs() < 0.2, "{what}: {level} dB in part {at}");
                    let more = late - delay(at) - (parts[0].1 - delay(0));
                    let more = more - (more * 150.0).round() / 150.0;
                    assert!(more.abs() < 0.000_01, "{what}: {more} s more delay in part {at}");
                }
                let begun = &heard[second / 5..];
                let dip = longest_dip(begun) as f64 / f64::from(line.hz());
                assert!(dip < 0.006, "{what}: silent for {dip} s");
                // The samples that wait are the same throughout, but for a fraction of one.
                let waits = &latencies[10..];
                let (least, most) = (waits.iter().min().unwrap(), waits.iter().max().unwrap());
                assert!(most - least <= 1, "{what}: {least} to {most} samples wait");
            }
        }
    }
}

#[test]
fn rates_that_are_those_of_the_line_change_no_sample() {
    let engine = engine_at(WIDE);
    let talker = call(&engine, 0);
    let [untouched, set, returned] = [(); 3].map(|()| call(&engine, 0));
    engine.set_rates(set, Some(WIDE), Some(WIDE)).unwrap();
    engine.set_rates(returned, None, Some(NARROW)).unwrap();
    for at in 0..40 {
        if at == 10 {
            engine.set_rates(returned, None, Some(WIDE)).unwrap();
        }
        engine.write(talker, &tone(WIDE, at)).unwrap();
        engine.tick().unwrap();
        let heard = [untouched, set, returned].map(|call| {
            let mut samples = vec![0; frame(if call == returned && at < 10 { NARROW } else { WIDE })];
            let info = engine.read_ex(call, &mut samples).unwrap();
            (samples, info)
        });
        assert_eq!(heard[0], heard[1]);
        if at < 10 {
            assert_eq!((heard[2].1.real, heard[2].1.mix_id), (frame(NARROW), 0));
        } else {
            assert_eq!(heard[0], heard[2]);
            assert_ne!(heard[2].1.mix_id, 0);
        }
    }
}

/// The samples of a packet of about 20 ms: where it begins and ends is no whole number of the line's samples.
fn packet_of(host: SampleRate, packet: usize) -> std::ops::Range<usize> {
    let start = |at: usize| at * frame(host) + at * at * 37 % 50;
    start(packet)..start(packet + 1)
}

/// What is heard of packets of about 20 ms with timestamps, of which `arrivals` says which come in which tick.
fn heard_of(
    host: SampleRate,
    line: SampleRate,
    arrivals: impl Fn(usize) -> Vec<usize>,
) -> (Vec<i16>, [u64; 4]) {
    let engine = engine_at(line);
    let [caller, listener] = [call(&engine, 60), call(&engine, 0)];
    engine.set_rates(caller, Some(host), None).unwrap();
    let samples: Vec<i16> = (0..102).flat_map(|at| tone(host, at)).collect();
    let mut heard = Vec::new();
    for at in 0..100 {
        for packet in arrivals(at) {
            let packet = packet_of(host, packet);
            let info = WriteInfo { timestamp: Some(packet.start as u64), ..WriteInfo::default() };
            engine.write_ex(caller, &samples[packet], &info).unwrap();
        }
        engine.tick().unwrap();
        let mut samples = vec![0; frame(line)];
        engine.read(listener, &mut samples).unwrap();
        heard.extend(samples);
    }
    let stats = engine.participant_stats(caller).unwrap();
    (heard, [stats.concealed, stats.late, stats.duplicate, stats.reordered])
}

#[test]
fn lost_late_and_repeated_packets_leave_the_rest_where_it_is() {
    for host in SampleRate::ALL {
        for line in SampleRate::ALL {
            let (whole, counts) = heard_of(host, line, |at| vec![at]);
            assert_eq!(counts, [0; 4], "{host:?} to {line:?}");
            // Packet 40 is lost; 60 comes after 61; 80 comes twice.
            let (heard, [concealed, late, duplicate, reordered]) = heard_of(host, line, |at| match at {
                40 | 60 => vec![],
                61 => vec![61, 60],
                80 => vec![80, 80],
                _ => vec![at],
            });
            let what = format!("{host:?} to {line:?}");
            let line_len = |packet| {
                (packet_of(host, packet).len() as u64 * u64::from(line.hz())).div_ceil(u64::from(host.hz()))
            };
            let (of_packet, twice) = (line_len(40), line_len(60) + line_len(80));
            assert!(concealed.abs_diff(of_packet) <= 1, "{what}: {concealed} concealed");
            assert_eq!(late, 0, "{what}");
            assert!(duplicate.abs_diff(line_len(80)) <= 1, "{what}: {duplicate} twice");
            // That which comes twice is one of those.
            assert!(reordered.abs_diff(twice) <= 2, "{what}: {reordered} out of order");
            // Elsewhere nothing has moved by a sample: not 5 ms before such a packet, nor 20 ms after it.
            let differs = whole.iter().zip(&heard).map(|(a, b)| a != b);
            for (at, _) in differs.enumerate().filter(|(_, differs)| *differs) {
                let ms = (at as f64) * 1000.0 / f64::from(line.hz()) - 40.0;
                let ms_of = |sample: usize| sample as f64 * 1000.0 / f64::from(host.hz());
                let near = [40..41, 60..62, 80..81].map(|packets: std::ops::Range<usize>| {
                    let first = packet_of(host, packets.start).start;
                    (ms_of(first), ms_of(packet_of(host, packets.end).start))
                });
                assert!(
                    near.iter().any(|(from, to)| (from - 25.0..to + 25.0).contains(&ms)),
                    "{what}: another sample {ms} ms after the beginning"
                );
            }
        }
    }
}

#[test]
fn losses_that_the_host_only_counts_are_in_its_samples() {
    let engine = engine_at(NARROW);
    let [caller, listener] = [call(&engine, 60), call(&engine, 0)];
    for at in 0..80 {
        let rate = [NARROW, WIDE, SampleRate::Hz48000, NARROW][at / 20];
        engine.set_rates(caller, Some(rate), None).unwrap();
        // During each codec a packet is lost.
        let lost = if at % 20 == 11 { frame(rate) as u32 } else { 0 };
        let info = WriteInfo { lost, ..WriteInfo::default() };
        if at % 20 != 10 {
            engine.write_ex(caller, &tone(rate, at), &info).unwrap();
        }
        engine.tick().unwrap();
        engine.read(listener, &mut vec![0; frame(NARROW)]).unwrap();
    }
    let stats = engine.participant_stats(caller).unwrap();
    assert_eq!((stats.concealed, stats.concealment_events), (4 * frame(NARROW) as u64, 4));
    assert_eq!((stats.underruns, stats.late), (0, 0));
}

#[test]
fn nothing_of_before_a_flush_or_a_pause_is_heard_after_it() {
    for (host, line) in [(WIDE, NARROW), (NARROW, WIDE), (SampleRate::Hz48000, NARROW)] {
        for flushes in [true, false] {
            let engine = engine_at(line);
            let [caller, listener] = [call(&engine, 0), call(&engine, 0)];
            engine.set_rates(caller, Some(host), None).unwrap();
            let read = || {
                let mut samples = vec![0; frame(line)];
                engine.read(listener, &mut samples).unwrap();
                samples
            };
            for _ in 0..10 {
                engine.write(caller, &vec![12_000; frame(host)]).unwrap();
                engine.tick().unwrap();
                read();
            }
            // It fades out, or the last sample decays.
            if flushes {
                engine.write(caller, &vec![12_000; frame(host)]).unwrap();
                engine.flush(caller).unwrap();
                engine.write(caller, &vec![0; frame(host)]).unwrap();
            }
            for _ in 0..if flushes { 1 } else { 3 } {
                engine.tick().unwrap();
                read();
            }
            for _ in 0..5 {
                engine.write(caller, &vec![0; frame(host)]).unwrap();
                engine.tick().unwrap();
                let heard = read();
                assert!(heard.iter().all(|sample| *sample == 0), "{host:?} to {line:?}: {heard:?}");
            }
        }
    }
}

#[test]
fn silence_is_silence_for_a_host_that_plays_all_that_it_reads() {
    for (line, host) in [(NARROW, WIDE), (WIDE, NARROW), (NARROW, SampleRate::Hz44100)] {
        let engine = engine_at(line);
        let [caller, listener] = [call(&engine, 0), call(&engine, 0)];
        engine.set_rates(listener, None, Some(host)).unwrap();
        let mut heard = Vec::new();
        for at in 0..20 {
            engine.write(caller, &tone(line, at)).unwrap();
            engine.tick().unwrap();
            let mut samples = vec![0; frame(host)];
            assert_eq!(engine.read(listener, &mut samples).unwrap(), samples.len());
            heard.extend(samples);
        }
        // The clock stands still: the last frame is played again, then falls silent, and what the filter holds comes out.
        let mut samples = vec![0; 10 * frame(host)];
        let info = engine.read_ex(listener, &mut samples).unwrap();
        assert_eq!((info.real, info.tick, info.flags & 4), (0, 0, 4));
        let all: Vec<i16> = heard.iter().copied().chain(samples.iter().copied()).collect();
        let steepest = |of: &[i16]| of.windows(2).map(|pair| pair[0].abs_diff(pair[1])).max().unwrap();
        let usual = steepest(&heard[frame(host)..]);
        assert!(steepest(&all[frame(host)..]) < 8 * usual, "{line:?} to {host:?}");
        let end = host.samples_in_ms(46);
        assert!(samples[..host.samples_in_ms(20)].iter().any(|sample| sample.unsigned_abs() > 4_000));
        assert!(samples[end..].iter().all(|sample| *sample == 0), "{line:?} to {host:?}");
        // The next read of silence is all zeros.
        engine.read(listener, &mut samples).unwrap();
        assert!(samples.iter().all(|sample| *sample == 0));
    }
}

#[test]
fn what_is_wrong_is_refused_and_changes_nothing() {
    let engine = engine_at(NARROW);
    let caller = call(&engine, 0);
    engine.set_rates(caller, Some(WIDE), None).unwrap();
    let freed = engine.participant_new(&ParticipantConfig::default()).unwrap();
    engine.participant_free(freed).unwrap();
    let stale = engine.set_rates(freed, Some(WIDE), Some(WIDE)).unwrap_err();
    assert_eq!(stale.status(), Status::StaleHandle);
    let other = engine_at(NARROW);
    let foreign = other.set_rates(caller, Some(WIDE), None).unwrap_err();
    assert_eq!(foreign.status(), Status::ForeignHandle);
    engine.set_rates(caller, None, None).unwrap();
    let info = engine.participant_info(caller).unwrap();
    assert_eq!((info.write_rate, info.read_rate), (WIDE, NARROW));
}

#[test]
fn the_next_participant_of_a_slot_begins_at_the_rate_of_its_line() {
    let config = EngineConfig { max_participants: 2, ..EngineConfig::default() };
    let engine = Engine::new(&config).unwrap();
    for _ in 0..6 {
        let [talker, listener] = [call(&engine, 0), call(&engine, 0)];
        for at in 0..4 {
            let info = engine.participant_info(listener).unwrap();
            assert_eq!((info.write_rate, info.read_rate), (NARROW, NARROW));
            engine.write(talker, &tone(NARROW, at)).unwrap();
            engine.tick().unwrap();
            let mut samples = vec![0; frame(NARROW)];
            let info = engine.read_ex(listener, &mut samples).unwrap();
            assert_eq!(info.real, frame(NARROW));
            if at == 3 {
                // Past the fade of the join.
                assert_ne!(info.mix_id, 0);
                assert_eq!(samples, tone(NARROW, at));
            }
        }
        for call in [talker, listener] {
            engine.set_rates(call, Some(WIDE), Some(SampleRate::Hz48000)).unwrap();
            engine.participant_free(call).unwrap();
        }
        engine.tick().unwrap();
    }
}

#[test]
fn each_join_begins_a_stream_of_its_own() {
    for (host, line) in [(SampleRate::Hz44100, NARROW), (SampleRate::Hz22050, SampleRate::Hz48000)] {
        let engine = engine_at(line);
        let [caller, listener] = [call(&engine, 0), call(&engine, 0)];
        engine.set_rates(caller, Some(host), None).unwrap();
        let heard: Vec<Vec<i16>> = (0..3)
            .map(|join| {
                let mut heard = Vec::new();
                for at in 0..8 {
                    engine.write(caller, &tone(host, at)).unwrap();
                    engine.tick().unwrap();
                    let mut samples = vec![0; frame(line)];
                    engine.read(listener, &mut samples).unwrap();
                    heard.extend(samples);
                }
                // A part of a sample of the line stays behind.
                engine.write(caller, &[9_000; 5 + 2 * 3]).unwrap();
                engine.leave(caller).unwrap();
                // What it says in no room is counted in samples of the line.
                engine.tick().unwrap();
                let before = engine.participant_stats(caller).unwrap().write_discarded;
                assert_eq!(engine.write(caller, &tone(host, join)).unwrap(), frame(host));
                let discarded = engine.participant_stats(caller).unwrap().write_discarded - before;
                assert_eq!(discarded, frame(line) as u64);
                (0..3).for_each(|_| _ = engine.tick().unwrap());
                engine.read(listener, &mut vec![0; 4 * frame(line)]).unwrap();
                let options = JoinOptions { prefill_ms: Some(0), ..JoinOptions::without_dtmf(b"1337") };
                engine.join(caller, &options).unwrap();
                heard
            })
            .collect();
        assert!(heard[0].iter().any(|sample| *sample != 0));
        // But for the first frame, which the listener's own join has faded in.
        assert!(
            heard[1] == heard[2] && heard[0][frame(line)..] == heard[1][frame(line)..],
            "{host:?} to {line:?}"
        );
    }
}

/// The line of a call that moves its audio in a blocking call: it counts what it is asked for.
struct Counting<'a> {
    engine: &'a Engine,
    call: ParticipantId,
    lengths: Vec<usize>,
    asked: Vec<usize>,
}

impl CallIo for Counting<'_> {
    fn wait(&mut self, _wake_fd: i32, _timeout_ms: u32) {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }

    fn read(&mut self, samples: &mut [i16]) -> usize {
        self.asked.push(samples.len());
        0
    }

    fn write(&mut self, _samples: &[i16]) {}

    fn write_ex(&mut self, samples: &[i16], info: &ReadInfo) {
        if info.real > 0 {
            assert_eq!(info.real, samples.len());
            self.lengths.push(samples.len());
        }
        if self.lengths.len() == 8 {
            // The codec changes while the call is blocked.
            self.engine.set_rates(self.call, Some(WIDE), Some(NARROW)).unwrap();
        }
    }

    fn is_hung_up(&mut self) -> bool {
        self.lengths.len() > 16
    }
}

#[test]
fn a_blocking_call_moves_frames_at_the_rates_of_its_host() {
    let config = EngineConfig { frame_len: FrameLen::Ms10, sample_rate: WIDE, ..EngineConfig::default() };
    let engine = Engine::new(&config).unwrap();
    let call = engine.participant_new(&ParticipantConfig::default()).unwrap();
    engine.set_rates(call, Some(NARROW), Some(SampleRate::Hz22050)).unwrap();
    engine.start(&mixminus::DriverConfig::default()).unwrap();
    let mut io = Counting { engine: &engine, call, lengths: Vec::new(), asked: Vec::new() };
    let options = SayOptions { times: 0, ..SayOptions::default() };
    let _ = engine.say_blocking(call, Sound::Beep, &options, Some(&mut io)).unwrap();
    let Counting { lengths, asked, .. } = io;
    assert_eq!(lengths[..8], [220, 221, 220, 221, 220, 221, 220, 221]);
    assert!(lengths[8..].iter().all(|length| *length == 80), "{lengths:?}");
    assert!(asked[0] == 80 && *asked.last().unwrap() == 160, "{asked:?}");
    engine.stop().unwrap();
}
