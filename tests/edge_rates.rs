//! Hosts that write and read at other rates than those of their lines: bit for bit what the library's resampler makes of
//! the whole stream, whatever the chunks, the losses and the refusals.

#[path = "support/common.rs"]
mod common;
#[path = "support/converted.rs"]
mod converted;

use common::{Audio, Random};
use converted::converted;
use mixminus::{
    AgentLines, EncodedBuffer, EncodedSamples, Engine, EngineConfig, FrameLen, JoinOptions,
    ParticipantConfig, ParticipantId, ReadInfo, SampleRate, WriteInfo,
};
use proptest::prelude::*;

/// An engine whose rooms and lines have one rate.
fn engine_at(rate: SampleRate, frame_len: FrameLen) -> Engine {
    Engine::new(&EngineConfig { sample_rate: rate, frame_len, ..EngineConfig::default() }).unwrap()
}

/// A participant in the room, with no delay of its own, whose host writes and reads at those rates.
fn call(
    engine: &Engine,
    write: Option<SampleRate>,
    read: Option<SampleRate>,
    prefill_ms: u32,
) -> ParticipantId {
    let call = engine.participant_new(&ParticipantConfig::default()).unwrap();
    engine.set_rates(call, write, read).unwrap();
    let info = engine.participant_info(call).unwrap();
    assert_eq!(info.write_rate, write.unwrap_or(info.sample_rate));
    assert_eq!(info.read_rate, read.unwrap_or(info.sample_rate));
    let options = JoinOptions { prefill_ms: Some(prefill_ms), ..JoinOptions::without_dtmf(b"1337") };
    engine.join(call, &options).unwrap();
    call
}

/// The samples of the frame `at`, counted from 0: 220 and 221 in turn where it is no whole number.
fn frame(rate: SampleRate, frame_len: FrameLen, at: usize) -> std::ops::Range<usize> {
    let end = |frames: usize| frames * rate.hz() as usize * frame_len.ms() as usize / 1000;
    end(at)..end(at + 1)
}

/// A sine of `hz` at a rate.
fn tone(rate: SampleRate, hz: f64, amplitude: f64, count: usize) -> Vec<i16> {
    let step = std::f64::consts::TAU * hz / f64::from(rate.hz());
    (0..count).map(|n| (amplitude * (step * n as f64).sin()).round() as i16).collect()
}

/// The amplitude of `hz` in samples of that rate, and that of all the rest, in decibels below 16,000.
fn measure(samples: &[i16], rate: SampleRate, hz: f64) -> (f64, f64) {
    let step = std::f64::consts::TAU * hz / f64::from(rate.hz());
    let product = |wave: fn(f64) -> f64| -> f64 {
        let products = samples.iter().enumerate().map(|(n, x)| f64::from(*x) * wave(step * n as f64));
        products.sum::<f64>() * 2.0 / samples.len() as f64
    };
    let (sine, cosine) = (product(f64::sin), product(f64::cos));
    let rest = samples.iter().enumerate().map(|(n, x)| {
        let (s, c) = (step * n as f64).sin_cos();
        (f64::from(*x) - sine * s - cosine * c).powi(2)
    });
    let rest = (2.0 * rest.sum::<f64>() / samples.len() as f64).sqrt();
    let db = |amplitude: f64| 20.0 * (amplitude / 16_000.0).log10();
    (db(sine.hypot(cosine)), db(rest))
}

/// A tick in which `talker` says something: what `twin`, whose host reads at the rate of the line, hears of it.
fn tick_with(engine: &Engine, (talker, twin): (ParticipantId, ParticipantId), samples: &[i16]) -> Vec<i16> {
    engine.write(talker, samples).unwrap();
    engine.tick().unwrap();
    let mut heard = vec![0; samples.len()];
    engine.read(twin, &mut heard).unwrap();
    heard
}

#[test]
fn encodings_and_rates_go_together() {
    let (host, line) = (SampleRate::Hz16000, SampleRate::Hz8000);
    let engine = engine_at(line, FrameLen::Ms20);
    let [coded, linear] = [(); 2].map(|()| call(&engine, Some(host), Some(host), 0));
    let [one, other] = [coded, linear].map(|talker| {
        let codes: Vec<u8> = (0..320 * 10).map(|n| if n < 640 { 0xff } else { (n * n / 7) as u8 }).collect();
        let mut heard = [Vec::new(), Vec::new()];
        for codes in codes.chunks(320) {
            let samples = EncodedSamples::MuLaw(codes);
            let mut decoded = [0; 320];
            samples.decode(&mut decoded, false);
            let samples = if talker == coded { samples } else { EncodedSamples::S16(&decoded) };
            assert_eq!(engine.write_encoded(talker, samples, &WriteInfo::default()).unwrap(), 320);
            engine.tick().unwrap();
            let listener = if talker == coded { linear } else { coded };
            let (mut floats, mut codes) = ([0.0; 160], [0; 160]);
            let info = engine.read_encoded(listener, &mut EncodedBuffer::F32(&mut floats)).unwrap();
            assert_eq!((info.real, info.offset), (160, 0));
            let info = engine.read_encoded(listener, &mut EncodedBuffer::ALaw(&mut codes)).unwrap();
            assert_eq!((info.real, info.offset), (160, 160));
            heard[0].extend(floats.map(|sample| (sample * 32_768.0) as i16));
            heard[1].extend(codes.map(i16::from));
        }
        (0..3).for_each(|_| _ = engine.tick().unwrap());
        for call in [coded, linear] {
            engine.read(call, &mut [0; 4_000]).unwrap();
        }
        heard
    });
    assert!(one[0][640..].iter().any(|sample| *sample != 0));
    assert_eq!(one, other);
}

/// The rates that a line can have in frames of that length.
fn line_rates(frame_len: FrameLen) -> impl Iterator<Item = SampleRate> {
    SampleRate::ALL.into_iter().filter(move |rate| rate.has_whole_frames(frame_len))
}

fn rate() -> impl Strategy<Value = SampleRate> {
    proptest::sample::select(SampleRate::ALL.to_vec())
}

/// Pieces of `all` samples, of random lengths.
fn pieces(random: &mut Random, all: usize) -> Vec<usize> {
    let mut left = all;
    let mut pieces = Vec::new();
    while left > 0 {
        let most = random.pick(&[1, 3, 7, 50, 200, 1_500]);
        let piece = (1 + random.below(most)).min(left);
        pieces.push(piece);
        left -= piece;
    }
    pieces
}

#[test]
fn a_tone_keeps_its_level_at_every_pair_of_rates() {
    for frame_len in [FrameLen::Ms10, FrameLen::Ms20] {
        for line in line_rates(frame_len) {
            let engine = engine_at(line, frame_len);
            let line_frame = frame_len.samples(line);
            for host in SampleRate::ALL {
                // In whole periods of 200 ms: 700 Hz, and the edge of the pass band of the narrowest.
                let edge = f64::from(line.hz().min(host.hz())) * 0.42;
                for hz in [700.0, (edge / 5.0).floor() * 5.0] {
                    let writer = call(&engine, Some(host), None, 0);
                    let listener = call(&engine, None, None, 0);
                    let reader = call(&engine, None, Some(host), 0);
                    let talker = call(&engine, None, None, 0);
                    let ticks = 300 / frame_len.ms() as usize;
                    let [of_host, of_line] =
                        [host, line].map(|rate| tone(rate, hz, 16_000.0, 302 * rate.hz() as usize / 1000));
                    for which in [writer, talker] {
                        let (mut at_line, mut at_host) = (Vec::new(), Vec::new());
                        for tick in 0..ticks {
                            let (host, line) = (frame(host, frame_len, tick), frame(line, frame_len, tick));
                            if which == writer {
                                assert_eq!(engine.write(writer, &of_host[host.clone()]).unwrap(), host.len());
                            } else {
                                engine.write(talker, &of_line[line]).unwrap();
                            }
                            engine.tick().unwrap();
                            let (mut samples, mut of_host) = (vec![0; line_frame], vec![0; host.len()]);
                            engine.read(listener, &mut samples).unwrap();
                            assert_eq!(engine.read(reader, &mut of_host).unwrap(), host.len());
                            at_line.extend(samples);
                            at_host.extend(of_host);
                            let mut own = vec![0; line_frame];
                            engine.read(which, &mut own).unwrap();
                            // At first the talker hears how the writer fell silent.
                            let is_own = which == writer || tick > 1;
                            assert!(!is_own || own.iter().all(|sample| *sample == 0), "it hears itself");
                        }
                        let (heard, rate) = if which == writer { (at_line, line) } else { (at_host, host) };
                        let last = &heard[heard.len() - rate.hz() as usize / 5..];
                        let (level, rest) = measure(last, rate, hz);
                        let what = format!("{hz} Hz, host {host:?}, line {line:?}");
                        assert!(level.abs() < 0.2, "{what}: {level} dB");
                        assert!(rest < -75.0, "{what}: rest {rest} dB");
                    }
                    for call in [writer, listener, reader, talker] {
                        engine.participant_free(call).unwrap();
                    }
                    engine.tick().unwrap();
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(common::cases(60))]

    /// In whatever pieces a host writes: what the others hear is the conversion of the whole stream.
    #[test]
    fn writes_of_any_length_are_one_stream(
        line in rate(),
        host in rate(),
        waits in 0..4_usize,
        with_timestamps: bool,
        seed: u64,
    ) {
        let engine = engine_at(line, FrameLen::Ms20);
        let talker = call(&engine, Some(host), None, 20 * waits as u32);
        let listener = call(&engine, None, None, 0);
        let mut random = Random(seed);
        let first = random.next();
        // The join fades in; silence for two frames lets it.
        let mut audio = vec![0; frame(host, FrameLen::Ms20, 1).end];
        audio.extend(Audio::Quiet.samples(seed, frame(host, FrameLen::Ms20, 19).end));
        let mut heard = Vec::new();
        for tick in 0..20 {
            let mut at = frame(host, FrameLen::Ms20, tick).start;
            for piece in pieces(&mut random, frame(host, FrameLen::Ms20, tick).len()) {
                let timestamp = with_timestamps.then_some(first.wrapping_add(at as u64));
                let info = WriteInfo { timestamp, ..WriteInfo::default() };
                prop_assert_eq!(engine.write_ex(talker, &audio[at..at + piece], &info).unwrap(), piece);
                at += piece;
            }
            engine.tick().unwrap();
            let mut samples = vec![0; FrameLen::Ms20.samples(line)];
            engine.read(listener, &mut samples).unwrap();
            heard.extend(samples);
        }
        let stats = engine.participant_stats(talker).unwrap();
        prop_assert_eq!((stats.late, stats.duplicate, stats.reordered, stats.concealed), (0, 0, 0, 0));
        prop_assert_eq!(stats.written as usize, heard.len());
        let expected = converted(&audio, host, line);
        // So many frames were gathered before the first was heard.
        let late = waits * FrameLen::Ms20.samples(line);
        prop_assert!(heard[late..] == expected[..heard.len() - late], "{:?} to {:?}", host, line);
    }

    /// In whatever pieces a host reads: what it hears is the conversion of what the line hears.
    #[test]
    fn reads_of_any_length_are_one_stream(line in rate(), host in rate(), seed: u64) {
        let engine = engine_at(line, FrameLen::Ms20);
        let talker = call(&engine, None, None, 0);
        let [twin, listener] = [None, Some(host)].map(|read| call(&engine, None, read, 0));
        let of_line = FrameLen::Ms20.samples(line);
        let mut random = Random(seed);
        let (mut at_line, mut heard) = (Vec::new(), Vec::<i16>::new());
        let mut last = ReadInfo::default();
        for tick in 0..40 {
            at_line.extend(tick_with(&engine, (talker, twin), &Audio::Loud.samples(seed ^ tick, of_line)));
            // All that there is, or a little less: one more sample would be silence.
            let there = frame(host, FrameLen::Ms20, tick as usize).end - heard.len();
            let ask = there.saturating_sub(random.below(9));
            for piece in pieces(&mut random, ask) {
                let mut samples = vec![0; piece];
                let info = engine.read_ex(listener, &mut samples).unwrap();
                prop_assert_eq!((info.real, info.mix_id), (piece, u64::from(line == host) * info.mix_id));
                // Where in its tick's frame it begins follows from how much was read.
                let frame = FrameLen::Ms20.samples(host);
                prop_assert_eq!((info.tick as usize - 1) * frame + info.offset as usize, heard.len());
                prop_assert!(info.tick >= last.tick && info.flags == 0);
                last = info;
                heard.extend(samples);
            }
        }
        let expected = converted(&at_line, line, host);
        prop_assert!(heard.len() + 9 > expected.len());
        prop_assert!(heard[..] == expected[..heard.len()], "{:?} to {:?}", line, host);
    }

    /// A host that reads until there is nothing, and does not play the silence that it gets then, hears the same.
    #[test]
    fn a_host_that_polls_hears_one_stream(line in rate(), host in rate(), seed: u64) {
        let engine = engine_at(line, FrameLen::Ms20);
        let talker = call(&engine, None, None, 0);
        let [twin, listener] = [None, Some(host)].map(|read| call(&engine, None, read, 0));
        let of_line = FrameLen::Ms20.samples(line);
        let mut random = Random(seed);
        let (mut at_line, mut heard) = (Vec::new(), Vec::<i16>::new());
        for tick in 0..20 {
            at_line.extend(tick_with(&engine, (talker, twin), &Audio::Loud.samples(seed ^ tick, of_line)));
            loop {
                let mut samples = vec![0; 1 + random.below(700)];
                let real = engine.read(listener, &mut samples).unwrap();
                heard.extend(&samples[..real]);
                if real < samples.len() {
                    break;
                }
            }
            // And once more, in vain.
            prop_assert_eq!(engine.read(listener, &mut [0; 10]).unwrap(), 0);
        }
        let expected = converted(&at_line, line, host);
        prop_assert!(heard == expected, "{:?} to {:?}: {} of {}", line, host, heard.len(), expected.len());
    }

    /// A full line takes what fits, and not a sample more; written again, the rest follows.
    #[test]
    fn what_is_refused_is_not_lost(line in rate(), host in rate(), seed: u64) {
        let agents = AgentLines { sample_rate: line, max_participants: 1, queue_ms: 1_000 };
        let config = EngineConfig { sample_rate: line, agents: Some(agents), ..EngineConfig::default() };
        let engine = Engine::new(&config).unwrap();
        let config = ParticipantConfig { agent: true, ..ParticipantConfig::default() };
        let talker = engine.participant_new(&config).unwrap();
        engine.set_rates(talker, Some(host), None).unwrap();
        let options = JoinOptions { prefill_ms: Some(0), ..JoinOptions::without_dtmf(b"1337") };
        engine.join(talker, &options).unwrap();
        let listener = call(&engine, None, None, 0);
        let mut random = Random(seed);
        // The join fades in; silence for two frames lets it.
        let mut audio = vec![0; frame(host, FrameLen::Ms20, 1).end];
        audio.extend(Audio::Quiet.samples(seed, 3 * host.hz() as usize));
        let (mut written, mut refused, mut heard) = (0, 0, Vec::new());
        for _ in 0..140 {
            while written < audio.len() {
                let ask = (1 + random.below(host.hz() as usize / 4)).min(audio.len() - written);
                let taken = engine.write(talker, &audio[written..written + ask]).unwrap();
                written += taken;
                if taken < ask {
                    refused += 1;
                    break;
                }
            }
            engine.tick().unwrap();
            let mut samples = vec![0; FrameLen::Ms20.samples(line)];
            engine.read(listener, &mut samples).unwrap();
            heard.extend(samples);
        }
        prop_assert!(refused > 50 && written == audio.len(), "{refused} refusals");
        let expected = converted(&audio, host, line);
        prop_assert_eq!(engine.participant_stats(talker).unwrap().written as usize, expected.len());
        let both = heard.len().min(expected.len());
        prop_assert!(heard[..both] == expected[..both], "{:?} to {:?}", host, line);
    }
}
