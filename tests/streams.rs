//! Streams that are late, too much, broken off or not fetched, each against its formula written out by hand.

#[path = "support/common.rs"]
mod common;

use common::{Audio, config_at};
use mixminus::{
    Engine, EngineConfig, FrameLen, JoinOptions, ParticipantConfig, ParticipantId, READ_SKIPPED,
    READ_UNDERRUN, SampleRate,
};

/// Samples of one frame, of 2 ms and of 5 ms: 20 ms at 8 kHz.
const FRAME: usize = 160;
const DECAY: usize = 16;
const RAMP: usize = 40;

/// A talker and a listener in a room; what the listener hears is the talker's contribution.
struct Pair {
    engine: Engine,
    talker: ParticipantId,
    listener: ParticipantId,
}

impl Pair {
    fn new(prefill_ms: u32, cap_ms: u32) -> Pair {
        Pair::with(&config_at(SampleRate::Hz8000, FrameLen::Ms20), prefill_ms, cap_ms)
    }

    fn with(config: &EngineConfig, prefill_ms: u32, cap_ms: u32) -> Pair {
        let engine = Engine::new(config).unwrap();
        let call =
            ParticipantConfig { account: b"a", environment: b"e", user: 0, ..ParticipantConfig::default() };
        let (talker, listener) =
            (engine.participant_new(&call).unwrap(), engine.participant_new(&call).unwrap());
        let options = JoinOptions {
            prefill_ms: Some(prefill_ms),
            cap_ms: Some(cap_ms),
            ..JoinOptions::without_dtmf(b"room")
        };
        engine.join(listener, &options).unwrap();
        // The listener's own hearing fades in before anything is said.
        engine.tick().unwrap();
        engine.read(listener, &mut [0; FRAME]).unwrap();
        engine.join(talker, &options).unwrap();
        Pair { engine, talker, listener }
    }

    fn says(&self, samples: &[i16]) {
        assert_eq!(self.engine.write(self.talker, samples), Ok(samples.len()));
    }

    /// One tick, and what the listener hears in it.
    fn tick(&self) -> Vec<i16> {
        let tick = self.engine.tick().unwrap();
        let mut heard = vec![0; FRAME];
        let info = self.engine.read_ex(self.listener, &mut heard).unwrap();
        assert_eq!((info.tick, info.real), (tick, FRAME));
        heard
    }
}

/// `samples` as they sound when a stream starts: gain from 0 to 1 in 5 ms.
fn fade_in(samples: &[i16]) -> Vec<i16> {
    let gain = |i: usize| (1_i64 << 25) * (i as i64 + 1).min(RAMP as i64) / RAMP as i64;
    samples.iter().enumerate().map(|(i, x)| ((i64::from(*x) * gain(i) + (1 << 24)) >> 25) as i16).collect()
}

/// The frame of a stream of which only `have` is left: the last sample decays; near its end the frame fades as a whole.
fn dry(have: &[i16], before: i16) -> Vec<i16> {
    let mut frame = have.to_vec();
    frame.resize(FRAME, have.last().copied().unwrap_or(before));
    let begins = have.len().min(FRAME - DECAY);
    for (i, x) in frame[begins..].iter_mut().enumerate() {
        *x = (i32::from(*x) * (DECAY as i32 - 1 - i as i32).max(0) / DECAY as i32) as i16;
    }
    frame
}

#[test]
fn a_stream_is_heard_once_its_prefill_and_a_frame_are_there() {
    for prefill_ms in [0, 1, 20, 35, 60] {
        let pair = Pair::new(prefill_ms, 100);
        let needed = FRAME + prefill_ms as usize * 8;
        let said = Audio::Loud.samples(1, needed + FRAME);
        pair.says(&said[..needed - 1]);
        assert_eq!(pair.tick(), [0; FRAME], "prefill {prefill_ms} ms: one sample too few");
        pair.says(&said[needed - 1..]);
        assert_eq!(pair.tick(), fade_in(&said[..FRAME]), "prefill {prefill_ms} ms");
        assert_eq!(pair.tick(), said[FRAME..2 * FRAME], "prefill {prefill_ms} ms");
    }
}

/// From which sample on a sample is heard is fixed when the stream starts, however the host cuts its writes.
#[test]
fn the_lag_is_constant() {
    for (chunk, prefill_ms) in [(1, 20), (7, 20), (53, 35), (159, 20), (160, 0), (161, 40), (319, 60)] {
        let pair = Pair::new(prefill_ms, prefill_ms + 40);
        let (mut said, mut lag) = (0_usize, None);
        for tick in 0..60 {
            // Never a sample early, never more than a chunk late.
            while said + chunk <= (tick + 2) * FRAME {
                let samples: Vec<i16> = (said..said + chunk).map(|k| 1 + (k % 30_000) as i16).collect();
                pair.says(&samples);
                said += chunk;
            }
            let heard = pair.tick();
            for (i, x) in heard.iter().enumerate().skip(RAMP).filter(|(_, x)| **x != 0) {
                let now = tick * FRAME + i - (*x as usize - 1);
                assert_eq!(now, *lag.get_or_insert(now), "chunks of {chunk}, tick {tick}, sample {i}");
            }
        }
        let lag = lag.unwrap();
        assert!(lag <= prefill_ms as usize * 8 + FRAME, "chunks of {chunk}: {lag} samples");
        let stats = pair.engine.participant_stats(pair.talker).unwrap();
        assert_eq!((stats.underruns, stats.trims), (0, 0), "chunks of {chunk}");
    }
}

#[test]
fn a_dry_stream_decays_and_gathers_its_prefill_again() {
    for have in [0, 1, 40, 100, 143, 144, 145, 150, 159] {
        let pair = Pair::new(20, 60);
        let said = Audio::Square.samples(2, 2 * FRAME + have);
        pair.says(&said);
        assert_eq!(pair.tick(), fade_in(&said[..FRAME]));
        assert_eq!(pair.tick(), said[FRAME..2 * FRAME]);
        let expected = dry(&said[2 * FRAME..], said[2 * FRAME - 1]);
        assert_eq!(pair.tick(), expected, "{have} samples were there");
        let again = Audio::Loud.samples(3, 2 * FRAME);
        pair.says(&again[..FRAME]);
        assert_eq!(pair.tick(), [0; FRAME], "{have}: the prefill is not there yet");
        pair.says(&again[FRAME..]);
        assert_eq!(pair.tick(), fade_in(&again[..FRAME]), "{have}");
        let stats = pair.engine.participant_stats(pair.talker).unwrap();
        assert_eq!((stats.underruns, stats.trims), (1, 0));
    }
}

#[test]
fn a_flood_is_cut_to_the_cap_with_one_cross_fade() {
    for surplus in [1, 39, 40, 41, 160, 333] {
        let config = EngineConfig { max_write_ms: 20, ..config_at(SampleRate::Hz8000, FrameLen::Ms20) };
        let (prefill_ms, cap_ms) = (10, 30);
        let cap = cap_ms as usize * 8;
        let pair = Pair::with(&config, prefill_ms, cap_ms);
        let said = Audio::Loud.samples(4, FRAME + FRAME + cap + surplus + 3 * FRAME);
        pair.says(&said[..FRAME]);
        pair.says(&said[FRAME..2 * FRAME]);
        assert_eq!(pair.tick(), fade_in(&said[..FRAME]));
        let (end, at) = (FRAME + FRAME + cap + surplus, FRAME + surplus);
        // What one write brings, or as much as may be written between two ticks, counts beside the cap: a frame here.
        said[2 * FRAME..end].chunks(FRAME).for_each(|frame| pair.says(frame));
        let mut expected = said[at..at + FRAME].to_vec();
        for i in 0..RAMP {
            let (old, new, n) = (i32::from(said[FRAME + i]), i32::from(expected[i]), RAMP as i32);
            expected[i] = ((old * (n - 1 - i as i32) + new * (i as i32 + 1)) / n) as i16;
        }
        assert_eq!(pair.tick(), expected, "{surplus} too many");
        let stats = pair.engine.participant_stats(pair.talker).unwrap();
        assert_eq!((stats.trims, stats.trimmed, stats.in_fill as usize), (1, surplus as u64, cap));
        assert_eq!(pair.tick(), said[at + FRAME..at + 2 * FRAME], "{surplus}: nothing is lost after the cut");
    }
}

#[test]
fn exactly_the_cap_is_not_cut() {
    let pair = Pair::new(20, 60);
    let said = Audio::Loud.samples(5, FRAME + 480);
    pair.says(&said);
    assert_eq!(pair.tick(), fade_in(&said[..FRAME]));
    assert_eq!(pair.tick(), said[FRAME..2 * FRAME]);
    assert_eq!(pair.engine.participant_stats(pair.talker).unwrap().trims, 0);
}

#[test]
fn with_a_stopped_clock_a_write_takes_what_fits_and_says_so() {
    let config =
        EngineConfig { max_cap_ms: 100, max_write_ms: 60, ..config_at(SampleRate::Hz8000, FrameLen::Ms20) };
    let pair = Pair::with(&config, 0, 100);
    // 25 ms stay after they were played, which nothing has been yet.
    let size = (100 + 2 * 60 + 25) * 8 + FRAME;
    let said = Audio::Loud.samples(6, size + 500);
    pair.says(&said[..1000]);
    assert_eq!(pair.engine.write(pair.talker, &said[1000..]), Ok(size - 1000));
    assert_eq!(pair.engine.write(pair.talker, &said), Ok(0));
    let stats = pair.engine.participant_stats(pair.talker).unwrap();
    assert_eq!((stats.written, stats.write_refused), (size as u64, (500 + said.len()) as u64));
    // The clock runs again: the newest that were taken are heard, behind a cut.
    // What the largest write brought beyond a frame counts beside the cap.
    let (heard, at) = (pair.tick(), size - FRAME - 800 - (size - 1000 - FRAME));
    assert_eq!(heard[RAMP..], said[at + RAMP..at + FRAME]);
    assert_eq!(pair.tick(), said[at + FRAME..at + 2 * FRAME]);
}

#[test]
fn a_read_skips_what_is_older_than_the_cap() {
    for (cap_ms, waits) in [(60, 3), (0, 1), (30, 1), (100, 5)] {
        let pair = Pair::new(0, cap_ms);
        for tick in 0..14 {
            pair.says(&Audio::Loud.samples(tick, FRAME));
            pair.engine.tick().unwrap();
            if tick == 2 {
                // Half a frame of the three that wait, so that a part of one is skipped, too.
                pair.engine.read(pair.listener, &mut [0; FRAME / 2]).unwrap();
            }
        }
        // Ticks 2 … 15 were made; the out-ring holds seven frames, the one that was read last included, and dropped
        // the newest: what it holds is stale.
        let mut heard = [77; FRAME];
        let info = pair.engine.read_ex(pair.listener, &mut heard).unwrap();
        assert_eq!((info.real, info.tick), (0, 0), "cap {cap_ms} ms");
        assert_eq!(info.flags, READ_SKIPPED | READ_UNDERRUN);
        let stats = pair.engine.participant_stats(pair.listener).unwrap();
        assert!(stats.out_stale > 0 && stats.out_dropped > 0);
        // From now on frames wait, and at most `waits` and the one just made are kept.
        for tick in 14..20 {
            pair.says(&Audio::Loud.samples(tick, FRAME));
            pair.engine.tick().unwrap();
        }
        for i in 0..waits as u64 + 1 {
            let info = pair.engine.read_ex(pair.listener, &mut heard).unwrap();
            assert_eq!((info.real, info.tick), (FRAME, 21 - waits as u64 + i), "cap {cap_ms} ms");
            let said = Audio::Loud.samples(20 - waits as u64 + i - 1, FRAME);
            // What follows the silence comes in by a ramp.
            let expected = if i == 0 { fade_in(&said) } else { said };
            assert_eq!(heard[..], expected, "cap {cap_ms} ms, frame {i}");
        }
    }
}

/// A silent listener's read across a dropped frame is not the read of one who missed nothing, and must not
/// claim so.
#[test]
fn a_read_across_a_dropped_frame_is_no_common_mix() {
    let config = config_at(SampleRate::Hz8000, FrameLen::Ms20);
    let pair = Pair::with(&config, 0, 100);
    for tick in 0..20 {
        pair.says(&Audio::Loud.samples(tick, FRAME));
        pair.engine.tick().unwrap();
        if tick == 6 {
            // Six wait beside the one that was read last, and the seventh was dropped; one of them is stale.
            // The first frame follows what was skipped, by a ramp; the second is as all hear it.
            let [first, second] =
                [0, 1].map(|_| pair.engine.read_ex(pair.listener, &mut [0; FRAME]).unwrap());
            assert_eq!((first.real, first.mix_id, second.real), (FRAME, 0, FRAME));
            assert_ne!(second.mix_id, 0);
            assert_eq!(pair.engine.participant_stats(pair.listener).unwrap().out_dropped, 1);
            break;
        }
    }
    pair.engine.tick().unwrap();
    let mut seen = 0;
    for _ in 0..2 {
        let info = pair.engine.read_ex(pair.listener, &mut [0; 2 * FRAME]).unwrap();
        assert_eq!(info.real, 2 * FRAME);
        seen += u64::from(info.mix_id == 0);
    }
    assert_eq!(seen, 1, "one of the two reads crosses the gap");
}
