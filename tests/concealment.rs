//! What is missing from a line, as its listeners hear it: a tone goes on through a gap, a longer gap falls silent, and
//! what it costs is bounded.

#[path = "support/common.rs"]
mod common;

use common::config_at;
use mixminus::{
    Engine, EngineConfig, FrameLen, JoinOptions, ParticipantConfig, ParticipantId, SampleRate, WriteInfo,
};

/// A tone that no packet ends in the phase in which it began.
fn tone(rate: SampleRate, at: usize) -> i16 {
    let turns = at as f64 * 437.0 / f64::from(rate.hz());
    (8000.0 * (turns * std::f64::consts::TAU).sin()).round() as i16
}

/// What a listener hears of `talkers` who all say the tone, of which the packets of 20 ms that are `lost` never come.
fn heard(rate: SampleRate, talkers: usize, prefill_ms: u32, lost: &[usize], packets: usize) -> Vec<i16> {
    let config = EngineConfig {
        prefill_ms,
        max_cap_ms: 200,
        max_participants: talkers as u32 + 1,
        ..config_at(rate, FrameLen::Ms20)
    };
    let engine = Engine::new(&config).unwrap();
    let call =
        ParticipantConfig { account: b"a", environment: b"e", user: 0, ..ParticipantConfig::default() };
    let join = |gain_mdb| {
        let participant = engine.participant_new(&call).unwrap();
        let options = JoinOptions::without_dtmf(b"room");
        let options = match gain_mdb {
            0 => options,
            mdb => JoinOptions { gain: mixminus::Gain::from_mdb(mdb).unwrap(), ..options },
        };
        engine.join(participant, &options).unwrap();
        participant
    };
    let listener = join(0);
    let talkers: Vec<ParticipantId> =
        (0..talkers).map(|_| join(if talkers > 1 { -40_000 } else { 0 })).collect();
    let frame = config.frame_samples();
    let mut heard = Vec::new();
    for packet in 0..packets {
        if !lost.contains(&packet) {
            let samples: Vec<i16> = (packet * frame..(packet + 1) * frame).map(|at| tone(rate, at)).collect();
            let info = WriteInfo { timestamp: Some((packet * frame) as u64), ..WriteInfo::default() };
            for talker in &talkers {
                assert_eq!(engine.write_ex(*talker, &samples, &info), Ok(frame));
            }
        }
        engine.tick().unwrap();
        let from = heard.len();
        heard.resize(from + frame, 0);
        engine.read(listener, &mut heard[from..]).unwrap();
    }
    heard
}

fn level(samples: impl Iterator<Item = f64>) -> f64 {
    let (count, sum) = samples.fold((0, 0.0), |(count, sum), x| (count + 1, sum + x * x));
    (sum / f64::from(count.max(1))).sqrt()
}

/// A tone of which a packet is lost, or three in a row: with the packet after it in the ring, it goes on in phase.
#[test]
fn a_tone_goes_on_through_a_gap() {
    for rate in SampleRate::ALL {
        for (prefill_ms, lost, most) in
            [(20, vec![30], 0.1), (80, vec![30, 31, 32], 0.15), (0, vec![30], 0.35)]
        {
            let whole = heard(rate, 1, prefill_ms, &[], 60);
            let gapped = heard(rate, 1, prefill_ms, &lost, 60);
            let frame = rate.samples_in_ms(20);
            let from = lost[0] * frame + rate.samples_in_ms(prefill_ms);
            let gap = from..from + lost.len() * frame;
            let error = gap.clone().map(|at| f64::from(gapped[at]) - f64::from(whole[at]));
            let error = level(error) / level(gap.clone().map(|at| f64::from(whole[at])));
            assert!(
                error < most,
                "{rate:?}, prefill {prefill_ms} ms, {} lost: an error of {error}",
                lost.len()
            );
            // Before it nothing changes; after it nothing but the overlap.
            assert_eq!(gapped[..gap.start], whole[..gap.start], "{rate:?}, prefill {prefill_ms} ms");
            let after = gap.end + rate.samples_in_ms(5);
            assert_eq!(
                gapped[after..50 * frame],
                whole[after..50 * frame],
                "{rate:?}, prefill {prefill_ms} ms"
            );
        }
    }
}

#[test]
fn a_line_that_falls_silent_is_silent_within_150_ms() {
    for rate in SampleRate::ALL {
        let lost: Vec<usize> = (30..60).collect();
        let heard = heard(rate, 1, 20, &lost, 60);
        let from = 30 * rate.samples_in_ms(20) + rate.samples_in_ms(20);
        let (begins, ends) = heard[from..].split_at(rate.samples_in_ms(150));
        assert!(level(begins[..rate.samples_in_ms(10)].iter().map(|x| f64::from(*x))) > 4000.0, "{rate:?}");
        // At most noise of a level of 60.
        assert!(ends.iter().all(|x| x.unsigned_abs() <= 150), "{rate:?}: {:?}", ends.iter().max());
    }
}

/// More lines than a tick has analyses for lose the same packet: those that get none are concealed more plainly.
#[test]
fn ninety_nine_lines_that_lose_the_same_packet_are_all_concealed() {
    let rate = SampleRate::Hz8000;
    let (whole, gapped) = (heard(rate, 99, 20, &[], 60), heard(rate, 99, 20, &[30], 60));
    let frame = rate.samples_in_ms(20);
    let gap = 31 * frame..32 * frame;
    let error = level(gap.clone().map(|at| f64::from(gapped[at]) - f64::from(whole[at])));
    let error = error / level(gap.clone().map(|at| f64::from(whole[at])));
    assert!(error < 0.6, "an error of {error}");
    let after = gap.end + rate.samples_in_ms(5);
    assert_eq!(gapped[..gap.start], whole[..gap.start]);
    assert_eq!(gapped[after..50 * frame], whole[after..50 * frame]);
}
