//! Lines and rooms at rates of their own: what is heard, bit for bit where nothing but the rate changes.

#[path = "support/common.rs"]
mod common;
#[path = "support/converted.rs"]
mod converted;

use common::{Audio, Hash, Random, simd_levels};
use converted::converted;
use mixminus::{
    CallIo, DEFAULT_ACCOUNT, DEFAULT_ENVIRONMENT, Engine, EngineConfig, Event, EventKind, FrameLen,
    JoinOptions, LineClass, ParticipantConfig, ParticipantId, PromptConfig, ReadInfo, RoomId, RoomTemplate,
    SampleRate, SayOptions, SimdLevel, Sound, Status, TapFrame, TapTarget,
};
use proptest::prelude::*;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

/// An engine with lines of every rate, and rooms named by their rates.
fn engine_with(frame_len: FrameLen, simd: Option<SimdLevel>) -> Engine {
    let rates = || SampleRate::ALL.into_iter().filter(move |rate| is_whole(*rate, frame_len));
    let others = rates().filter(|rate| *rate != SampleRate::Hz8000);
    let config = EngineConfig {
        line_classes: others.map(|sample_rate| LineClass { sample_rate, max_participants: 32 }).collect(),
        max_participants: 32,
        frame_len,
        simd,
        ..EngineConfig::default()
    };
    let engine = Engine::new(&config).unwrap();
    for rate in rates() {
        let template = RoomTemplate { sample_rate: Some(rate), ..RoomTemplate::default() };
        let name = rate.hz().to_string();
        engine
            .set_room_template(DEFAULT_ACCOUNT, DEFAULT_ENVIRONMENT, Some(name.as_bytes()), Some(&template))
            .unwrap();
    }
    engine
}

fn engine() -> Engine {
    engine_with(FrameLen::Ms20, None)
}

/// Whether frames of that length hold a whole number of samples.
fn is_whole(rate: SampleRate, frame_len: FrameLen) -> bool {
    (rate.hz() * frame_len.ms()).is_multiple_of(1000)
}

/// A call with a line of its own rate.
struct Call {
    id: ParticipantId,
    frame: usize,
}

impl Call {
    fn new(engine: &Engine, rate: SampleRate) -> Call {
        let config = ParticipantConfig { sample_rate: Some(rate), ..ParticipantConfig::default() };
        let id = engine.participant_new(&config).unwrap();
        assert_eq!(engine.participant_info(id).unwrap().sample_rate, rate);
        Call { id, frame: engine.config().frame_len.samples(rate) }
    }

    /// Joins the room of that rate, with no delay of its own.
    fn join(&self, engine: &Engine, room: SampleRate) -> RoomId {
        let name = room.hz().to_string();
        let options = JoinOptions { prefill_ms: Some(0), ..JoinOptions::without_dtmf(name.as_bytes()) };
        let room = engine.join(self.id, &options).unwrap();
        assert_eq!(engine.room_info(room).unwrap().sample_rate.hz().to_string(), name);
        room
    }

    fn write(&self, engine: &Engine, samples: &[i16]) {
        assert_eq!(engine.write(self.id, samples).unwrap(), samples.len());
    }

    fn read(&self, engine: &Engine) -> (Vec<i16>, ReadInfo) {
        let mut samples = vec![0; self.frame];
        let info = engine.read_ex(self.id, &mut samples).unwrap();
        (samples, info)
    }
}

/// A sine of `hz` at a rate.
fn tone(rate: SampleRate, hz: f64, amplitude: f64, count: usize) -> Vec<i16> {
    let step = std::f64::consts::TAU * hz / f64::from(rate.hz());
    (0..count).map(|n| (amplitude * (step * n as f64).sin()).round() as i16).collect()
}

/// The amplitude of `hz` in samples of that rate, and that of all the rest.
fn measure(samples: &[i16], rate: SampleRate, hz: f64) -> (f64, f64) {
    let step = std::f64::consts::TAU * hz / f64::from(rate.hz());
    let (mut sine, mut cosine) = (0.0, 0.0);
    for (n, sample) in samples.iter().enumerate() {
        sine += f64::from(*sample) * (step * n as f64).sin();
        cosine += f64::from(*sample) * (step * n as f64).cos();
    }
    let scale = 2.0 / samples.len() as f64;
    let (sine, cosine) = (sine * scale, cosine * scale);
    let rest: f64 = samples
        .iter()
        .enumerate()
        .map(|(n, sample)| {
            let angle = step * n as f64;
            (f64::from(*sample) - sine * angle.sin() - cosine * angle.cos()).powi(2)
        })
        .sum();
    (sine.hypot(cosine), (2.0 * rest / samples.len() as f64).sqrt())
}

fn db(ratio: f64) -> f64 {
    20.0 * ratio.log10()
}

#[test]
fn a_tone_keeps_its_level_and_its_frequency_at_every_rate_of_line_and_room() {
    for frame_len in [FrameLen::Ms10, FrameLen::Ms20] {
        let engine = engine_with(frame_len, None);
        let rates: Vec<SampleRate> = engine.config().sample_rates().collect();
        for &room in &rates {
            for &from in &rates {
                // In whole periods of 200 ms: 700 Hz, and the edge of the pass band of the narrowest.
                let edge = f64::from(from.hz().min(room.hz())) * 0.42;
                let edge = (edge / 5.0).floor() * 5.0;
                for hz in [700.0, edge] {
                    let talker = Call::new(&engine, from);
                    let listeners: Vec<(SampleRate, Call)> =
                        rates.iter().map(|rate| (*rate, Call::new(&engine, *rate))).collect();
                    talker.join(&engine, room);
                    listeners.iter().for_each(|(_, call)| _ = call.join(&engine, room));
                    let ticks = 300 / frame_len.ms() as usize;
                    let audio = tone(from, hz, 16_000.0, ticks * talker.frame);
                    let mut heard: Vec<Vec<i16>> = vec![Vec::new(); listeners.len()];
                    for frame in audio.chunks(talker.frame) {
                        talker.write(&engine, frame);
                        engine.tick().unwrap();
                        let (own, _) = talker.read(&engine);
                        assert!(own.iter().all(|sample| *sample == 0), "{from:?} hears itself");
                        for ((_, call), heard) in listeners.iter().zip(&mut heard) {
                            heard.extend(call.read(&engine).0);
                        }
                    }
                    for ((to, call), heard) in listeners.iter().zip(&heard) {
                        if hz < 0.425 * f64::from(to.hz()) {
                            let last = &heard[heard.len() - to.hz() as usize / 5..];
                            let (amplitude, rest) = measure(last, *to, hz);
                            let level = db(amplitude / 16_000.0);
                            let what = format!("{hz} Hz, {from:?} in {room:?} to {to:?}");
                            assert!(level.abs() < 0.2, "{what}: {level} dB");
                            assert!(db(rest / amplitude) < -75.0, "{what}: rest {} dB", db(rest / amplitude));
                        }
                        engine.participant_free(call.id).unwrap();
                    }
                    engine.participant_free(talker.id).unwrap();
                    engine.tick().unwrap();
                }
            }
        }
    }
}

#[test]
fn what_one_alone_says_is_converted_twice_and_nothing_else() {
    let engine = engine();
    for room in SampleRate::ALL {
        for from in SampleRate::ALL {
            let talker = Call::new(&engine, from);
            let listeners = SampleRate::ALL.map(|rate| (rate, Call::new(&engine, rate)));
            talker.join(&engine, room);
            listeners.iter().for_each(|(_, call)| _ = call.join(&engine, room));
            // The join fades in; silence for two frames lets it.
            let mut audio = vec![0; 2 * talker.frame];
            audio.extend(Audio::Quiet.samples(7, 20 * talker.frame));
            let mut heard = [const { Vec::new() }; SampleRate::ALL.len()];
            for frame in audio.chunks(talker.frame) {
                talker.write(&engine, frame);
                engine.tick().unwrap();
                for ((_, call), heard) in listeners.iter().zip(&mut heard) {
                    heard.extend(call.read(&engine).0);
                }
            }
            let mixed = converted(&audio, from, room);
            for ((to, call), heard) in listeners.iter().zip(&heard) {
                assert!(*heard == converted(&mixed, room, *to), "{from:?} in {room:?} to {to:?}");
                engine.participant_free(call.id).unwrap();
            }
            engine.participant_free(talker.id).unwrap();
            engine.tick().unwrap();
        }
    }
}

/// One who is deaf as it moves has no mix of its own in that tick; when it hears again it hears nothing that is not of its
/// room.
#[test]
fn one_who_moves_while_deaf_hears_nothing_of_another_room() {
    let engine = engine();
    for line in SampleRate::ALL {
        for room in SampleRate::ALL.into_iter().filter(|room| *room != line) {
            let [loud, mover] = [Call::new(&engine, room), Call::new(&engine, line)];
            let silent = format!("{} silent", room.hz());
            for call in [&loud, &mover] {
                call.join(&engine, room);
            }
            engine
                .set_room_template(
                    DEFAULT_ACCOUNT,
                    DEFAULT_ENVIRONMENT,
                    Some(silent.as_bytes()),
                    Some(&RoomTemplate { sample_rate: Some(room), ..RoomTemplate::default() }),
                )
                .unwrap();
            let mut heard = Vec::new();
            for tick in 0..12 {
                loud.write(&engine, &Audio::Loud.samples(tick, loud.frame));
                mover.write(&engine, &Audio::Quiet.samples(tick, mover.frame));
                match tick {
                    3 => engine.set_deaf(mover.id, true).unwrap(),
                    6 => engine.move_to(mover.id, silent.as_bytes()).map(|_| ()).unwrap(),
                    7 => engine.set_deaf(mover.id, false).unwrap(),
                    _ => {}
                }
                engine.tick().unwrap();
                let (samples, _) = mover.read(&engine);
                if tick >= 6 {
                    heard.extend(samples);
                }
            }
            assert!(heard.iter().all(|sample| *sample == 0), "{line:?} in {room:?}");
            for call in [loud, mover] {
                engine.participant_free(call.id).unwrap();
            }
            engine.tick().unwrap();
        }
    }
}

/// What happens in one tick to one member.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Act {
    Talk,
    BeSilent,
    /// Neither writes nor reads: the out-ring fills.
    Stall,
    Deaf(bool),
    Mute(bool),
    Move(usize),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => Just(Act::Talk),
        5 => Just(Act::BeSilent),
        1 => Just(Act::Stall),
        1 => any::<bool>().prop_map(Act::Deaf),
        1 => any::<bool>().prop_map(Act::Mute),
        1 => (0..2_usize).prop_map(Act::Move),
    ]
}

/// Plays acts of members whose lines and rooms have those rates. Each member's audio comes from its seed. Returns what
/// each has read, and the mix ids.
fn play(
    engine: &Engine,
    lines: &[SampleRate],
    rooms: [SampleRate; 2],
    acts: &[Vec<Act>],
    seeds: &[u64],
) -> Vec<Vec<(Vec<i16>, u64)>> {
    let calls: Vec<Call> = lines.iter().map(|rate| Call::new(engine, *rate)).collect();
    calls.iter().for_each(|call| _ = call.join(engine, rooms[0]));
    let mut heard = vec![Vec::new(); calls.len()];
    let mut stalls = vec![0; calls.len()];
    for (tick, acts) in acts.iter().enumerate() {
        for (who, (call, act)) in calls.iter().zip(acts).enumerate() {
            let audio = Audio::Quiet.samples(seeds[who].wrapping_mul(1000) + tick as u64, call.frame);
            match act {
                Act::Talk => call.write(engine, &audio),
                Act::Stall => stalls[who] = 9,
                Act::Deaf(on) => engine.set_deaf(call.id, *on).unwrap(),
                Act::Mute(on) => engine.set_mute(call.id, *on).unwrap(),
                Act::Move(to) => {
                    let _ = engine.move_to(call.id, rooms[*to].hz().to_string().as_bytes());
                }
                Act::BeSilent => call.write(engine, &vec![0; call.frame]),
            }
        }
        engine.tick().unwrap();
        for (who, call) in calls.iter().enumerate() {
            if stalls[who] > 0 {
                stalls[who] -= 1;
                continue;
            }
            let (samples, info) = call.read(engine);
            heard[who].push((samples, info.mix_id));
        }
    }
    calls.iter().for_each(|call| engine.participant_free(call.id).unwrap());
    engine.tick().unwrap();
    heard
}

fn rate() -> impl Strategy<Value = SampleRate> {
    proptest::sample::select(SampleRate::ALL.to_vec())
}

proptest! {
    #![proptest_config(common::cases(60))]

    /// N-1 at every rate: another voice of A changes nothing of what A hears, whatever it and the others do.
    #[test]
    fn nobody_hears_itself(
        lines in proptest::collection::vec(rate(), 4),
        rooms in [rate(), rate()],
        acts in proptest::collection::vec(proptest::collection::vec(act(), 4), 30..60),
    ) {
        let engine = engine();
        let one = play(&engine, &lines, rooms, &acts, &[1, 2, 3, 4]);
        let other = play(&engine, &lines, rooms, &acts, &[91, 2, 3, 4]);
        prop_assert!(one[0].iter().map(|(samples, _)| samples).eq(other[0].iter().map(|(samples, _)| samples)));
        let talks = acts.iter().filter(|acts| acts[0] == Act::Talk).count();
        let moves = acts.iter().flatten().any(|act| matches!(act, Act::Move(_) | Act::Mute(true) | Act::Deaf(true)));
        prop_assert!(talks < 10 || moves || one[1] != other[1], "the others hear a difference");
    }

    /// Frames of the same mix id are the same samples, at one rate.
    #[test]
    fn frames_of_one_mix_id_are_alike(
        lines in proptest::collection::vec(rate(), 6),
        room in rate(),
        acts in proptest::collection::vec(proptest::collection::vec(act(), 6), 20..40),
    ) {
        let engine = engine();
        // Nobody stalls or moves, so that each read is of the tick.
        let here = |act: Act| if matches!(act, Act::Stall | Act::Move(_)) { Act::BeSilent } else { act };
        let acts: Vec<Vec<Act>> = acts.iter().map(|acts| acts.iter().map(|act| here(*act)).collect()).collect();
        let heard = play(&engine, &lines, [room, room], &acts, &[1, 2, 3, 4, 5, 6]);
        let mut shared = 0;
        for (one, of_one) in heard.iter().enumerate() {
            for (other, of_other) in heard[..one].iter().enumerate() {
                for ((a, id_a), (b, id_b)) in of_one.iter().zip(of_other) {
                    // 1 is the mix id of silence.
                    if id_a == id_b && *id_a > 1 {
                        prop_assert_eq!(lines[one], lines[other]);
                        prop_assert_eq!(a, b);
                        shared += 1;
                    }
                }
            }
        }
        let same = (0..6).any(|one| (0..one).any(|other| lines[one] == lines[other]));
        let quiet = acts.iter().all(|acts| acts.iter().filter(|act| **act == Act::Talk).count() >= 5);
        prop_assert!(shared > 0 || !same || !quiet);
    }
}

/// What a member of another rate hears when it comes back to a room begins from silence, whatever it said when it was here
/// before.
#[test]
fn one_who_comes_back_hears_nothing_of_its_last_stay() {
    let engine = engine();
    let [narrow, middle, wide] = [SampleRate::Hz8000, SampleRate::Hz12000, SampleRate::Hz16000];
    let mut acts = vec![vec![Act::Talk; 4]; 30];
    for (tick, room) in [(7, 0), (16, 1), (21, 0)] {
        acts[tick][0] = Act::Move(room);
    }
    let [one, other] = [1, 91].map(|seed| {
        let lines = [middle, narrow, middle, narrow];
        let [mover, ..] = &play(&engine, &lines, [wide, narrow], &acts, &[seed, 2, 3, 4])[..] else {
            panic!()
        };
        mover.iter().map(|(samples, _)| samples.clone()).collect::<Vec<_>>()
    });
    assert!(one.iter().flatten().any(|sample| *sample != 0));
    assert_eq!(one.iter().zip(&other).position(|(one, other)| one != other), None, "the tick");
}

/// The hash of a long scene at all rates.
fn hash_of(level: SimdLevel) -> Hash {
    let engine = engine_with(FrameLen::Ms20, Some(level));
    let mut random = Random(5);
    let all =
        [Act::Talk, Act::Talk, Act::BeSilent, Act::Mute(true), Act::Mute(false), Act::Move(0), Act::Move(1)];
    let lines: Vec<SampleRate> = (0..12).map(|_| random.pick(&SampleRate::ALL)).collect();
    let acts: Vec<Vec<Act>> = (0..150).map(|_| (0..12).map(|_| random.pick(&all)).collect()).collect();
    let mut hash = Hash::START;
    let rooms = [SampleRate::Hz16000, SampleRate::Hz48000];
    for (samples, mix_id) in play(&engine, &lines, rooms, &acts, &(0..12).collect::<Vec<_>>()).concat() {
        samples.iter().for_each(|sample| hash.number(*sample as u64));
        hash.number(mix_id & 0xffff_ffff);
    }
    hash
}

#[test]
fn every_simd_level_gives_the_same_samples() {
    let hashes: Vec<Hash> = simd_levels().into_iter().map(hash_of).collect();
    assert!(hashes.iter().all(|hash| *hash == hashes[0]), "{hashes:x?}");
}

#[test]
fn silence_stays_silence_and_a_voice_leaves_nothing_behind() {
    let engine = engine();
    for room in SampleRate::ALL {
        let calls = SampleRate::ALL.map(|rate| Call::new(&engine, rate));
        calls.iter().for_each(|call| _ = call.join(&engine, room));
        for tick in 0..40 {
            for call in &calls {
                let talks = tick % 20 < 5;
                call.write(
                    &engine,
                    &if talks { Audio::Loud.samples(tick, call.frame) } else { vec![0; call.frame] },
                );
            }
            engine.tick().unwrap();
            for call in &calls {
                let (samples, _) = call.read(&engine);
                // The filters in and out hold a voice for less than 3 ms each.
                if tick % 20 > 5 {
                    assert!(samples.iter().all(|sample| *sample == 0), "tick {tick} in {room:?}");
                }
            }
        }
        calls.iter().for_each(|call| engine.participant_free(call.id).unwrap());
        engine.tick().unwrap();
    }
}

#[test]
fn prompts_play_at_the_rate_of_the_line_or_of_the_room() {
    let engine = engine();
    let samples = tone(SampleRate::Hz16000, 1_000.0, 8_000.0, 16_000);
    let config = PromptConfig { account: DEFAULT_ACCOUNT, samples: &samples, sample_rate_hz: 16_000 };
    let prompt = engine.prompt_new(&config).unwrap();
    for room in SampleRate::ALL {
        for to_room in [false, true] {
            let calls = SampleRate::ALL.map(|rate| (rate, Call::new(&engine, rate)));
            let ids = calls.iter().map(|(_, call)| call.join(&engine, room)).collect::<Vec<_>>();
            if to_room {
                engine.room_say(ids[0], Sound::Prompt(prompt), &SayOptions::default()).unwrap();
            } else {
                calls.iter().for_each(|(_, call)| {
                    _ = engine.say(call.id, Sound::Prompt(prompt), &SayOptions::default()).unwrap()
                });
            }
            let mut heard = vec![Vec::new(); calls.len()];
            for _ in 0..20 {
                engine.tick().unwrap();
                for ((_, call), heard) in calls.iter().zip(&mut heard) {
                    heard.extend(call.read(&engine).0);
                }
            }
            for ((rate, call), heard) in calls.iter().zip(&heard) {
                let last = &heard[heard.len() - rate.hz() as usize / 5..];
                let (amplitude, rest) = measure(last, *rate, 1_000.0);
                assert!(db(amplitude / 8_000.0).abs() < 0.2, "{rate:?} in {room:?}: {amplitude}");
                assert!(db(rest / amplitude) < -70.0, "{rate:?} in {room:?}: {} dB", db(rest / amplitude));
                engine.participant_free(call.id).unwrap();
            }
            engine.tick().unwrap();
        }
    }
}

#[test]
fn taps_have_the_rate_of_their_line_or_room() {
    let engine = engine();
    for room in SampleRate::ALL {
        let calls = SampleRate::ALL.map(|rate| (rate, Call::new(&engine, rate)));
        let mut rooms = calls.iter().map(|(_, call)| call.join(&engine, room)).collect::<Vec<_>>();
        let mut taps = vec![(room, engine.tap_new(TapTarget::Room(rooms.remove(0)), 200).unwrap())];
        for (rate, call) in &calls {
            for target in
                [TapTarget::BeforeMute(call.id), TapTarget::AfterMute(call.id), TapTarget::Output(call.id)]
            {
                taps.push((*rate, engine.tap_new(target, 200).unwrap()));
            }
        }
        let mut taken = vec![Vec::new(); taps.len()];
        for tick in 0..20 {
            for (rate, call) in &calls {
                call.write(
                    &engine,
                    &tone(*rate, 700.0, 2_000.0, 20 * call.frame)[tick * call.frame..][..call.frame],
                );
            }
            engine.tick().unwrap();
            calls.iter().for_each(|(_, call)| _ = call.read(&engine));
            for ((rate, tap), taken) in taps.iter().zip(&mut taken) {
                let frame = rate.hz() as usize / 50;
                let mut samples = vec![0; 4 * frame];
                let count = engine.tap_read(*tap, &mut samples, &mut [TapFrame::default(); 4]).unwrap();
                taken.extend_from_slice(&samples[..count * frame]);
            }
        }
        for ((rate, tap), taken) in taps.iter().zip(&taken) {
            let last = &taken[taken.len() - rate.hz() as usize / 5..];
            let (amplitude, rest) = measure(last, *rate, 700.0);
            // The others' tones may nearly cancel each other.
            assert!(amplitude > 20.0, "{rate:?} in {room:?}: {amplitude}");
            assert!(db(rest / 2_000.0) < -60.0, "{rate:?} in {room:?}: {} dB", db(rest / 2_000.0));
            engine.tap_free(*tap).unwrap();
        }
        calls.iter().for_each(|(_, call)| engine.participant_free(call.id).unwrap());
        engine.tick().unwrap();
    }
}

#[test]
fn a_key_is_found_on_a_line_of_any_rate_and_kept_from_the_others() {
    let engine = engine();
    for room in SampleRate::ALL {
        for from in SampleRate::ALL {
            let (presser, listener) = (Call::new(&engine, from), Call::new(&engine, SampleRate::Hz8000));
            let name = room.hz().to_string();
            engine.join(presser.id, &JoinOptions::new(name.as_bytes())).unwrap();
            engine.join(listener.id, &JoinOptions::new(name.as_bytes())).unwrap();
            let [low, high] = [770.0, 1_336.0].map(|hz| tone(from, hz, 6_000.0, 10 * presser.frame));
            let key: Vec<i16> = low.iter().zip(&high).map(|(a, b)| a + b).collect();
            let mut digits = Vec::new();
            let mut heard = Vec::new();
            for tick in 0..30 {
                let silence = vec![0; presser.frame];
                let frame =
                    if (10..20).contains(&tick) { &key[(tick - 10) * presser.frame..] } else { &silence };
                presser.write(&engine, &frame[..presser.frame]);
                engine.tick().unwrap();
                heard.extend(listener.read(&engine).0);
                presser.read(&engine);
                let mut events = [Event::default(); 64];
                let count = engine.poll(&mut events).unwrap();
                let began = events[..count].iter().filter(|event| event.kind == EventKind::DtmfBegan);
                digits.extend(began.filter_map(|event| event.dtmf).map(|press| press.digit.to_char()));
            }
            assert_eq!(digits, ['5'], "{from:?} in {room:?}");
            let loud = heard.iter().filter(|sample| sample.unsigned_abs() > 600).count();
            assert_eq!(loud, 0, "{from:?} in {room:?}");
            engine.participant_free(presser.id).unwrap();
            engine.participant_free(listener.id).unwrap();
            engine.tick().unwrap();
        }
    }
}

#[test]
fn rates_that_the_engine_does_not_have_are_refused() {
    let engine = Engine::new(&EngineConfig {
        line_classes: vec![LineClass { sample_rate: SampleRate::Hz16000, max_participants: 2 }],
        ..EngineConfig::default()
    })
    .unwrap();
    let wide = ParticipantConfig { sample_rate: Some(SampleRate::Hz48000), ..ParticipantConfig::default() };
    let error = engine.participant_new(&wide).unwrap_err();
    assert_eq!(error.status(), Status::InvalidArgument);
    assert!(error.to_string().contains("48000, the rates of this engine are 8000, 16000"), "{error}");
    let template = RoomTemplate { sample_rate: Some(SampleRate::Hz48000), ..RoomTemplate::default() };
    let error = engine.set_room_template(b"a", b"e", None, Some(&template)).unwrap_err();
    assert_eq!(error.status(), Status::InvalidArgument);

    let class = LineClass { sample_rate: SampleRate::Hz16000, max_participants: 1 };
    for (classes, word) in [
        (vec![class, class], "16000 Hz twice"),
        (vec![LineClass { sample_rate: SampleRate::Hz8000, ..class }], "8000 Hz twice"),
        (vec![LineClass { max_participants: 1 << 20, ..class }], "max_participants"),
    ] {
        let config = EngineConfig { line_classes: classes, ..EngineConfig::default() };
        let error = Engine::new(&config).unwrap_err();
        assert_eq!(error.status(), Status::InvalidArgument);
        assert!(error.to_string().contains(word), "{error}");
    }
}

#[test]
fn each_rate_has_as_many_lines_as_were_asked_for() {
    let engine = Engine::new(&EngineConfig {
        max_participants: 3,
        line_classes: vec![LineClass { sample_rate: SampleRate::Hz16000, max_participants: 2 }],
        ..EngineConfig::default()
    })
    .unwrap();
    let at = |sample_rate| {
        engine.participant_new(&ParticipantConfig { sample_rate, ..ParticipantConfig::default() })
    };
    for (rate, most) in [(Some(SampleRate::Hz16000), 2), (None, 3)] {
        let calls: Vec<ParticipantId> = (0..most).map(|_| at(rate).unwrap()).collect();
        let error = at(rate).unwrap_err();
        assert_eq!(error.status(), Status::TooManyParticipants);
        engine.participant_free(calls[0]).unwrap();
        engine.tick().unwrap();
        at(rate).unwrap();
    }
}

/// A line that keeps the lengths of its frames.
#[derive(Default)]
struct Lengths(Vec<usize>);

impl CallIo for Lengths {
    fn wait(&mut self, _: i32, timeout_ms: u32) {
        std::thread::sleep(Duration::from_millis(timeout_ms.into()));
    }

    fn read(&mut self, samples: &mut [i16]) -> usize {
        self.0.push(samples.len());
        0
    }

    fn write(&mut self, samples: &[i16]) {
        self.0.push(samples.len());
    }

    fn is_hung_up(&mut self) -> bool {
        false
    }
}

#[test]
fn a_blocking_call_moves_frames_of_its_line() {
    let engine = engine();
    let calls = SampleRate::ALL.map(|rate| Call::new(&engine, rate));
    // Ticks end when the calls do, or fail.
    let (ends, ended) = std::sync::mpsc::channel::<()>();
    std::thread::scope(|scope| {
        let engine = &engine;
        scope.spawn(move || {
            while ended.recv_timeout(Duration::from_millis(20)) == Err(RecvTimeoutError::Timeout) {
                engine.tick().unwrap();
            }
        });
        let _ends = ends;
        for call in &calls {
            let mut lengths = Lengths::default();
            engine.say_blocking(call.id, Sound::Beep, &SayOptions::default(), Some(&mut lengths)).unwrap();
            assert!(lengths.0.len() > 3 && lengths.0.iter().all(|len| *len == call.frame), "{:?}", lengths.0);
        }
    });
}
