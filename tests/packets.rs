//! Packets of every size at the average rate of real time: all that the configuration lets a host write is heard, and all
//! that it lets a host read is there.

#[path = "support/common.rs"]
mod common;

use common::config_at;
use mixminus::{Engine, EngineConfig, FrameLen, JoinOptions, ParticipantConfig, ParticipantId, SampleRate};

/// Samples of a millisecond.
const MS: usize = 8;

/// How a line is set up, and in which pieces it is written and read, milliseconds.
#[derive(Clone, Copy, Debug)]
struct Kind {
    frame_len: FrameLen,
    prefill_ms: u32,
    cap_ms: Option<u32>,
    max_write_ms: u32,
    keys: bool,
    packet: usize,
    /// A packet is written in so many pieces.
    pieces: usize,
    read: usize,
}

const USUAL: Kind = Kind {
    frame_len: FrameLen::Ms20,
    prefill_ms: 20,
    cap_ms: None,
    max_write_ms: 60,
    keys: false,
    packet: 20,
    pieces: 1,
    read: 20,
};

fn sample(at: usize) -> i16 {
    1 + (at % 30_000) as i16
}

/// Plays 12 s; what was heard must be all of it, in its order.
fn play(kind: Kind) {
    let config = EngineConfig {
        prefill_ms: kind.prefill_ms,
        max_cap_ms: 100.max(kind.prefill_ms + 40),
        max_write_ms: kind.max_write_ms,
        max_participants: 2,
        ..config_at(SampleRate::Hz8000, kind.frame_len)
    };
    let engine = Engine::new(&config).unwrap();
    let call =
        ParticipantConfig { account: b"a", environment: b"e", user: 0, ..ParticipantConfig::default() };
    let [talker, listener]: [ParticipantId; 2] = [0, 1].map(|_| engine.participant_new(&call).unwrap());
    let options = if kind.keys { JoinOptions::new(b"room") } else { JoinOptions::without_dtmf(b"room") };
    engine.join(listener, &JoinOptions::without_dtmf(b"room")).unwrap();
    engine.join(talker, &JoinOptions { cap_ms: kind.cap_ms, ..options }).unwrap();
    let (packet, read, frame) = (kind.packet * MS, kind.read * MS, config.frame_samples());
    let (mut written, mut taken, mut read_to, mut heard) = (0, 0, 0, Vec::<i16>::new());
    for tick in 0..12_000 / kind.frame_len.ms() as usize {
        while written < (tick + 1) * frame {
            let samples: Vec<i16> = (written..written + packet).map(sample).collect();
            for piece in samples.chunks(packet.div_ceil(kind.pieces)) {
                taken += engine.write(talker, piece).unwrap();
            }
            written += packet;
        }
        engine.tick().unwrap();
        while read_to + read <= (tick + 1) * frame {
            let mut samples = vec![0; read];
            engine.read(listener, &mut samples).unwrap();
            heard.extend(samples);
            read_to += read;
        }
    }
    assert_eq!(taken, written, "{kind:?}: taken");
    // From the end of the first ramp on, each sample follows the one before.
    let begins = heard.iter().position(|x| *x != 0).unwrap() + 5 * MS;
    let wrong = (begins + 1..heard.len()).find(|i| heard[*i] != sample(heard[i - 1] as usize));
    assert_eq!(wrong, None, "{kind:?}: heard from {begins}");
    let stats = [talker, listener].map(|who| engine.participant_stats(who).unwrap());
    assert_eq!((stats[0].write_refused, stats[0].trims, stats[0].underruns), (0, 0, 0), "{kind:?}");
    assert_eq!((stats[1].out_stale, stats[1].out_dropped), (0, 0), "{kind:?}");
    assert!(
        begins <= (kind.prefill_ms as usize + kind.packet.max(kind.read) + 60) * MS,
        "{kind:?}: {begins}"
    );
}

#[test]
fn with_default_options_packets_of_up_to_200_ms_are_heard() {
    for frame_len in [FrameLen::Ms10, FrameLen::Ms20] {
        for keys in [false, true] {
            for packet in [10, 20, 30, 40, 60, 80, 100, 120, 150, 160, 200] {
                play(Kind { frame_len, keys, packet, ..USUAL });
            }
        }
    }
}

#[test]
fn all_that_may_be_written_is_heard_whatever_prefill_and_cap() {
    for max_write_ms in [20, 60, 200, 1000] {
        for prefill_ms in [0, 10, 20, 35, 60, 200] {
            for cap in [None, Some(0), Some(20)] {
                for packet in [10, 20, 30, 60, 100, 200, 500, 1000] {
                    if packet <= max_write_ms as usize {
                        let cap_ms = cap.map(|beyond| prefill_ms + beyond);
                        play(Kind { max_write_ms, prefill_ms, cap_ms, packet, ..USUAL });
                    }
                }
            }
        }
    }
}

/// As much as may be written between two ticks, frame by frame.
#[test]
fn a_packet_may_come_in_pieces() {
    for (max_write_ms, packet) in [(60, 60), (200, 100), (200, 200), (1000, 600)] {
        for prefill_ms in [0, 20, 60] {
            play(Kind { max_write_ms, prefill_ms, packet, pieces: packet / 20, ..USUAL });
        }
    }
}

#[test]
fn reads_may_be_as_long_as_writes() {
    for frame_len in [FrameLen::Ms10, FrameLen::Ms20] {
        for (max_write_ms, read) in [(60, 10), (60, 60), (60, 100), (200, 200), (500, 300), (1000, 1000)] {
            let packet = read.min(max_write_ms as usize);
            play(Kind { frame_len, max_write_ms, read, packet, ..USUAL });
        }
    }
}

#[test]
fn a_write_of_less_than_a_frame_is_refused_as_a_setting() {
    let config = EngineConfig { max_write_ms: 10, ..config_at(SampleRate::Hz8000, FrameLen::Ms20) };
    let error = Engine::new(&config).unwrap_err();
    assert_eq!(error.to_string().split(": ").last(), Some("10, must be 20 to 1000"));
    let config = EngineConfig { max_write_ms: 10, ..config_at(SampleRate::Hz8000, FrameLen::Ms10) };
    Engine::new(&config).unwrap();
}
