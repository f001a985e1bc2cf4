//! Audio in the line's own encoding: what the room gets and gives is that of 16-bit samples, converted.

#[path = "support/common.rs"]
mod common;

use common::config_at;
use mixminus::{
    EncodedBuffer, EncodedSamples, Engine, EngineConfig, FrameLen, JoinOptions, ParticipantConfig,
    ParticipantId, ReadInfo, SampleRate, Status, WriteInfo,
};
use proptest::prelude::*;

/// How the samples of a line are encoded.
#[derive(Clone, Copy, Debug)]
enum Encoding {
    S16,
    F32,
    MuLaw,
    ALaw,
}

const ENCODINGS: [Encoding; 4] = [Encoding::S16, Encoding::F32, Encoding::MuLaw, Encoding::ALaw];

/// Samples of one encoding.
#[derive(Clone, Debug, PartialEq)]
enum Owned {
    S16(Vec<i16>),
    F32(Vec<f32>),
    MuLaw(Vec<u8>),
    ALaw(Vec<u8>),
}

impl Owned {
    /// So many samples that look like speech, made from noise.
    fn noise(encoding: Encoding, count: usize, seed: u32) -> Owned {
        let mut state = seed | 1;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 16
        };
        match encoding {
            Encoding::S16 => Owned::S16((0..count).map(|_| next() as i16 / 4).collect()),
            Encoding::F32 => Owned::F32((0..count).map(|_| next() as f32 / 65_536.0 * 0.6 - 0.3).collect()),
            Encoding::MuLaw => Owned::MuLaw((0..count).map(|_| next() as u8).collect()),
            Encoding::ALaw => Owned::ALaw((0..count).map(|_| next() as u8).collect()),
        }
    }

    fn space(encoding: Encoding, count: usize) -> Owned {
        match encoding {
            Encoding::S16 => Owned::S16(vec![1; count]),
            Encoding::F32 => Owned::F32(vec![1.0; count]),
            Encoding::MuLaw => Owned::MuLaw(vec![1; count]),
            Encoding::ALaw => Owned::ALaw(vec![1; count]),
        }
    }

    fn samples(&self) -> EncodedSamples<'_> {
        match self {
            Owned::S16(samples) => EncodedSamples::S16(samples),
            Owned::F32(samples) => EncodedSamples::F32(samples),
            Owned::MuLaw(codes) => EncodedSamples::MuLaw(codes),
            Owned::ALaw(codes) => EncodedSamples::ALaw(codes),
        }
    }

    fn buffer(&mut self) -> EncodedBuffer<'_> {
        match self {
            Owned::S16(samples) => EncodedBuffer::S16(samples),
            Owned::F32(samples) => EncodedBuffer::F32(samples),
            Owned::MuLaw(codes) => EncodedBuffer::MuLaw(codes),
            Owned::ALaw(codes) => EncodedBuffer::ALaw(codes),
        }
    }

    /// As 16-bit samples, each by itself.
    fn linear(&self) -> Vec<i16> {
        (0..self.samples().len()).map(|at| self.samples().get(at).unwrap()).collect()
    }

    /// 16-bit samples in this encoding.
    fn of(encoding: Encoding, samples: &[i16]) -> Owned {
        let mut owned = Owned::space(encoding, samples.len());
        owned.buffer().encode(0, samples);
        owned
    }
}

/// An engine with two in a room.
struct Pair {
    engine: Engine,
    talker: ParticipantId,
    listener: ParticipantId,
}

impl Pair {
    fn new(rate: SampleRate) -> Pair {
        let config = EngineConfig {
            max_write_ms: 1000,
            max_cap_ms: 200,
            max_participants: 4,
            ..config_at(rate, FrameLen::Ms20)
        };
        let engine = Engine::new(&config).unwrap();
        let [talker, listener] = [0, 1]
            .map(|user| engine.participant_new(&ParticipantConfig { user, ..Default::default() }).unwrap());
        for who in [talker, listener] {
            engine.join(who, &JoinOptions::without_dtmf(b"room")).unwrap();
        }
        Pair { engine, talker, listener }
    }
}

/// Without the number of the mix, which differs from engine to engine.
fn anonymous(info: ReadInfo) -> ReadInfo {
    ReadInfo { mix_id: info.mix_id.min(1), ..info }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Two engines get the same, one of them converted by the test: they give the same.
    #[test]
    fn an_encoding_is_a_conversion_at_the_edge(
        inward in 0_usize..4,
        outward in 0_usize..4,
        rate in prop::sample::select(&SampleRate::ALL[..]),
        pieces in prop::collection::vec((1_usize..2_500, 0_u32..400, any::<bool>()), 1..12),
        seed in any::<u32>(),
    ) {
        let (inward, outward) = (ENCODINGS[inward], ENCODINGS[outward]);
        let (encoded, linear) = (Pair::new(rate), Pair::new(rate));
        let mut stamp = 0;
        for (number, (count, lost, stamped)) in pieces.into_iter().enumerate() {
            let said = Owned::noise(inward, count, seed.wrapping_add(number as u32));
            let info = WriteInfo { lost, timestamp: stamped.then_some(stamp), ..WriteInfo::default() };
            stamp += u64::from(lost) + count as u64;
            let taken = encoded.engine.write_encoded(encoded.talker, said.samples(), &info);
            prop_assert_eq!(taken, linear.engine.write_ex(linear.talker, &said.linear(), &info));
            for pair in [&encoded, &linear] {
                pair.engine.tick().unwrap();
            }
            let mut heard = Owned::space(outward, count);
            let mut plain = vec![1; count];
            let info = encoded.engine.read_encoded(encoded.listener, &mut heard.buffer()).unwrap();
            let expected = linear.engine.read_ex(linear.listener, &mut plain).unwrap();
            prop_assert_eq!(anonymous(info), anonymous(expected));
            prop_assert_eq!(&heard, &Owned::of(outward, &plain));
        }
    }
}

/// More than a piece of the conversion at once, over many frames.
#[test]
fn a_long_read_is_the_same_in_every_encoding() {
    for encoding in ENCODINGS {
        let (encoded, linear) = (Pair::new(SampleRate::Hz48000), Pair::new(SampleRate::Hz48000));
        let said = Owned::noise(encoding, 960 * 9, 7);
        for pair in [&encoded, &linear] {
            pair.engine.write_encoded(pair.talker, said.samples(), &WriteInfo::default()).unwrap();
            for _ in 0..9 {
                pair.engine.tick().unwrap();
            }
        }
        let (mut heard, mut plain) = (Owned::space(encoding, 960 * 12), vec![0; 960 * 12]);
        let info = encoded.engine.read_encoded(encoded.listener, &mut heard.buffer()).unwrap();
        let expected = linear.engine.read_ex(linear.listener, &mut plain).unwrap();
        assert_eq!(anonymous(info), anonymous(expected), "{encoding:?}");
        assert!(info.real >= 960 * 8, "{info:?}");
        assert_eq!(heard, Owned::of(encoding, &plain));
    }
}

/// An A-law line that sends its smallest amplitude hears the common mix, and adds nothing to it.
#[test]
fn an_idle_a_law_line_is_silent() {
    let pair = Pair::new(SampleRate::Hz8000);
    let third = pair.engine.participant_new(&ParticipantConfig::default()).unwrap();
    pair.engine.join(third, &JoinOptions::without_dtmf(b"room")).unwrap();
    let mut infos = Vec::new();
    for tick in 0..20 {
        let said = [1000; 160];
        pair.engine.write(pair.talker, &said).unwrap();
        let idle = [[0xd5; 160], [0x55; 160]][tick % 2];
        pair.engine.write_encoded(third, EncodedSamples::ALaw(&idle), &WriteInfo::default()).unwrap();
        pair.engine.tick().unwrap();
        let (mut frame, mut own) = ([0; 160], [0; 160]);
        infos = [third, pair.listener].map(|who| pair.engine.read_ex(who, &mut frame).unwrap()).to_vec();
        pair.engine.read(pair.talker, &mut own).unwrap();
        assert_eq!(own, [0; 160], "the talker hears nobody");
    }
    assert_eq!(infos[0], infos[1], "a common mix");
    assert!(infos[0].mix_id != 0);
}

#[test]
fn what_fails_leaves_the_buffer_to_the_caller() {
    let pair = Pair::new(SampleRate::Hz8000);
    pair.engine.participant_free(pair.listener).unwrap();
    let mut codes = [7; 160];
    let read = pair.engine.read_encoded(pair.listener, &mut EncodedBuffer::MuLaw(&mut codes));
    assert_eq!((read, codes), (Err(Status::StaleHandle), [7; 160]));
    assert_eq!(pair.engine.read_encoded(pair.talker, &mut EncodedBuffer::ALaw(&mut [])).unwrap().real, 0);
    let nothing = EncodedSamples::F32(&[]);
    assert_eq!(pair.engine.write_encoded(pair.talker, nothing, &WriteInfo::default()), Ok(0));
}
