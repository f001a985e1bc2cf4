//! Hosts that read by a clock of their own: they run dry, or frames are left over, and nothing is heard of it.

#[path = "support/common.rs"]
mod common;
#[path = "support/members.rs"]
mod members;
#[path = "support/steady_sounds.rs"]
mod steady_sounds;

use common::Random;
use members::members;
use mixminus::{
    Engine, EngineConfig, FrameLen, JoinOptions, ParticipantConfig, ParticipantId, READ_SKIPPED,
    READ_UNDERRUN, SampleRate,
};
use steady_sounds::{Sound, dips_and_steps};

/// A host, and what it hears.
#[derive(Clone, Copy, Debug)]
struct Host {
    rate: SampleRate,
    /// The rate of its reads, which are converted if the line has another.
    read_rate: SampleRate,
    frame_len: FrameLen,
    /// It reads so many samples at a time.
    chunk: usize,
    /// Its reads are late by up to so much, ms.
    jitter_ms: f64,
    sound: Sound,
    /// How much faster than the engine's its clock is.
    ppm: f64,
}

const HOST: Host = Host {
    rate: SampleRate::Hz8000,
    read_rate: SampleRate::Hz8000,
    frame_len: FrameLen::Ms20,
    chunk: 160,
    jitter_ms: 0.0,
    sound: Sound::Voice,
    ppm: 0.0,
};

/// What a host has heard.
#[derive(Debug, Default)]
struct Heard {
    audio: Vec<i16>,
    /// Samples that did not come from the room.
    made_up: usize,
    /// Frames that were left out.
    left_out: u64,
    /// The most frames that waited after a read, from the tenth second on.
    waited: usize,
}

impl Host {
    fn hear(self, seconds: usize) -> Heard {
        let config =
            EngineConfig { sample_rate: self.rate, frame_len: self.frame_len, ..EngineConfig::default() };
        let (engine, [speaker, listener]) = members(config, [0, 0]);
        engine.set_rates(listener, None, Some(self.read_rate)).expect("a rate");
        let said = self.sound.samples(self.rate, seconds);
        let frame = self.frame_len.samples(self.rate);
        let tick_s = f64::from(self.frame_len.ms()) / 1e3;
        let mut random = Random(5);
        let mut due = move |read: usize| {
            let jitter =
                if self.jitter_ms > 0.0 { random.below(1_000) as f64 / 1e6 * self.jitter_ms } else { 0.0 };
            // The first read comes amid two ticks.
            let at = (read * self.chunk) as f64 / f64::from(self.read_rate.hz()) / (1.0 + self.ppm * 1e-6);
            at + 1.5 * tick_s + jitter
        };
        let mut heard = Heard::default();
        let (mut reads, mut next) = (0, due(0));
        let mut out = vec![0; self.chunk];
        for (tick, said) in (1..).zip(said.chunks_exact(frame)) {
            engine.write(speaker, said).expect("written");
            engine.tick().expect("ticked");
            while next < f64::from(tick + 1) * tick_s {
                let info = engine.read_ex(listener, &mut out).expect("read");
                assert!(info.flags & READ_SKIPPED == 0 || info.mix_id == 0, "{self:?}: no common mix");
                heard.made_up += self.chunk - info.real;
                heard.audio.extend_from_slice(&out);
                if f64::from(tick) * tick_s > 10.0 {
                    let stats = engine.participant_stats(listener).expect("stats");
                    heard.waited = heard.waited.max(stats.out_fill as usize / frame);
                }
                reads += 1;
                next = due(reads).max(next);
            }
        }
        let stats = engine.participant_stats(listener).expect("stats");
        assert_eq!(stats.out_dropped, 0, "{self:?}");
        heard.left_out = stats.out_stale;
        heard
    }
}

fn hosts() -> Vec<Host> {
    let mut hosts = Vec::new();
    for sound in [Sound::Voice, Sound::Pauses, Sound::Music] {
        for (frame_len, chunk) in [(FrameLen::Ms20, 160), (FrameLen::Ms20, 96), (FrameLen::Ms10, 160)] {
            hosts.push(Host { sound, frame_len, chunk, ..HOST });
        }
    }
    hosts.push(Host { jitter_ms: 4.0, ..HOST });
    let wide = SampleRate::Hz48000;
    hosts.push(Host { rate: wide, read_rate: wide, chunk: 512, ..HOST });
    hosts
}

/// By the engine's clock each sample is heard as it was said.
#[test]
fn a_host_without_drift_is_never_touched() {
    for host in hosts() {
        let heard = host.hear(60);
        // A read that is longer than a frame runs dry before the second tick.
        let dry = host.chunk.saturating_sub(host.frame_len.samples(host.rate));
        assert_eq!((heard.made_up, heard.left_out), (dry, 0), "{host:?}");
        let said = host.sound.samples(host.rate, 60);
        // The first frames fade in.
        let from = 2 * host.chunk.max(host.frame_len.samples(host.rate));
        assert!(said[from - dry..].starts_with(&heard.audio[from..]), "{host:?}");
    }
}

/// By another clock, what waits is never more than a frame, or two where reads are no whole frames. No more is made up or
/// left out than the drift, and there are no holes and no clicks.
#[test]
fn drift_is_not_heard() {
    let seconds = 240;
    // Reads of half a frame, converted: a frame is played again in several parts, through a filter.
    let converted = Host { read_rate: SampleRate::Hz16000, ..HOST };
    for host in hosts().into_iter().chain([converted]) {
        let said = host.sound.samples(host.read_rate, seconds);
        let (quietest, step) = dips_and_steps(&said, host.read_rate);
        for ppm in [-500.0, -50.0, 300.0] {
            let host = Host { ppm, ..host };
            let heard = host.hear(seconds);
            let frame = host.frame_len.samples(host.read_rate);
            let is_whole = host.chunk.is_multiple_of(frame);
            assert!(heard.waited <= if is_whole { 1 } else { 2 }, "{host:?}: {} frames wait", heard.waited);
            let drift = (ppm * 1e-6 * seconds as f64 * f64::from(host.read_rate.hz())) as i64;
            let moved = heard.made_up as i64 - heard.left_out as i64 * frame as i64;
            let most = 2 * host.chunk.max(frame) as i64;
            assert!((moved - drift).abs() <= most, "{host:?}: {moved} of {drift}");
            let unneeded = if drift > 0 { heard.left_out as usize } else { heard.made_up };
            assert!(unneeded <= host.chunk, "{host:?}: {unneeded}");
            let (quietest_heard, step_heard) =
                dips_and_steps(&heard.audio[host.read_rate.hz() as usize..], host.read_rate);
            // 10 ms are too short to know the period of a low voice.
            let least = if host.frame_len == FrameLen::Ms10 { 0.3 } else { 0.5 };
            let quiet = quietest_heard / quietest;
            assert!(quiet > least, "{host:?}: {quiet} of the quietest 10 ms");
            assert!(step_heard * 10 <= step * 13, "{host:?}: {step_heard} of {step}");
        }
    }
}

/// Three who listen to one.
fn three(frame_len: FrameLen) -> (Engine, [ParticipantId; 3]) {
    members(EngineConfig { frame_len, ..EngineConfig::default() }, [0; 3])
}

/// While the clock stands still, the last frame is heard once more, falls silent within the next, and is silent from then
/// on. The host's reads may have any length.
#[test]
fn what_is_made_up_ends() {
    for frame_len in [FrameLen::Ms10, FrameLen::Ms20] {
        let rate = SampleRate::Hz8000;
        let frame = frame_len.samples(rate);
        let said = Sound::Voice.samples(rate, 1);
        let said: Vec<&[i16]> = said.chunks_exact(frame).collect();
        for chunk in [frame, 7, 3 * frame] {
            let (engine, [speaker, listener, _]) = three(frame_len);
            let mut heard = Vec::new();
            for said in &said[..20] {
                engine.write(speaker, said).expect("written");
                engine.tick().expect("ticked");
                let mut out = vec![0; frame];
                engine.read(listener, &mut out).expect("read");
                heard.extend(out);
            }
            let (end, mut real) = (heard.len(), 0);
            while heard.len() < end + 4 * frame {
                let mut out = vec![1; chunk];
                let info = engine.read_ex(listener, &mut out).expect("read");
                assert_eq!((info.mix_id, info.flags & READ_UNDERRUN), (0, READ_UNDERRUN));
                real += info.real;
                heard.extend(out);
            }
            assert_eq!(real, 0, "none of it comes from the room");
            let energy =
                |from: usize| heard[from..from + frame].iter().map(|x| f64::from(*x).powi(2)).sum::<f64>();
            let (last, again, out) = (energy(end - frame), energy(end), energy(end + frame));
            assert!(again > last / 2.0 && out > last / 20.0 && out < last / 1.5, "{last}, {again}, {out}");
            assert!(heard[end + 2 * frame..].iter().all(|sample| *sample == 0));
            let steepest = |of: &[i16]| of.windows(2).map(|pair| pair[0].abs_diff(pair[1])).max();
            assert!(steepest(&heard[end - 1..]) <= steepest(&heard[..end]), "{chunk}");
        }
    }
}

/// A host that reads a whole frame before its tick is at one with the others again after it: what it reads then is what
/// they read, and says so.
#[test]
fn whole_frames_stay_whole() {
    let (engine, [speaker, early, punctual]) = three(FrameLen::Ms20);
    let said = Sound::Voice.samples(SampleRate::Hz8000, 1);
    for (at, said) in said.chunks_exact(160).enumerate() {
        if at == 20 {
            let mut out = [0; 160];
            assert_eq!(engine.read(early, &mut out).expect("read"), 0);
            assert!(out.iter().any(|sample| sample.unsigned_abs() > 1_000), "the last frame, again");
        }
        engine.write(speaker, said).expect("written");
        engine.tick().expect("ticked");
        let [one, other] = [early, punctual].map(|listener| {
            let mut out = [0; 160];
            let info = engine.read_ex(listener, &mut out).expect("read");
            (info, out)
        });
        assert!(one == other && (at < 2 || one.0.mix_id != 0), "tick {at}");
    }
    // After a part of a frame the next one is faded in.
    assert_eq!(engine.read(early, &mut [0; 60]).expect("read"), 0);
    engine.write(speaker, &said[..160]).expect("written");
    engine.tick().expect("ticked");
    let ids = [early, punctual].map(|listener| engine.read_ex(listener, &mut [0; 160]).expect("read").mix_id);
    assert!(ids[0] == 0 && ids[1] != 0, "{ids:?}");
}

/// What is left of a frame that is played again belongs to its join: of the next one nothing of it is heard, but for the
/// decay of its last sample.
#[test]
fn what_is_played_again_ends_with_its_join() {
    let (engine, [speaker, listener, _]) = three(FrameLen::Ms20);
    let said = Sound::Voice.samples(SampleRate::Hz8000, 1);
    for said in said.chunks_exact(160).take(20) {
        engine.write(speaker, said).expect("written");
        engine.tick().expect("ticked");
        engine.read(listener, &mut [0; 160]).expect("read");
    }
    let mut part = [0; 40];
    engine.read(listener, &mut part).expect("read");
    assert!(part.iter().any(|sample| sample.unsigned_abs() > 500));
    engine.leave(listener).expect("left");
    engine.tick().expect("ticked");
    engine.join(listener, &JoinOptions::without_dtmf(b"other")).expect("joined");
    let mut out = [1; 160];
    assert_eq!(engine.read(listener, &mut out).expect("read"), 0);
    assert!(out[16..].iter().all(|sample| *sample == 0), "{out:?}");
}

/// Without pauses, of several frames that are left over at most one is left out in two seconds.
#[test]
fn frames_are_left_out_one_by_one() {
    for sound in [Sound::Music, Sound::Voice] {
        let config =
            EngineConfig { max_rooms: 1, max_participants: 3, max_cap_ms: 300, ..EngineConfig::default() };
        let engine = Engine::new(&config).expect("engine");
        let [speaker, listener] = [0, 1].map(|_| {
            let participant = engine.participant_new(&ParticipantConfig::default()).expect("participant");
            let options = JoinOptions { prefill_ms: Some(0), ..JoinOptions::without_dtmf(b"r") };
            engine.join(participant, &JoinOptions { cap_ms: Some(300), ..options }).expect("joined");
            participant
        });
        let said = sound.samples(SampleRate::Hz8000, 120);
        let mut skips = Vec::new();
        for (tick, said) in said.chunks_exact(160).enumerate() {
            engine.write(speaker, said).expect("written");
            engine.tick().expect("ticked");
            // The host once stalls for 160 ms.
            if !(50..58).contains(&tick) {
                let info = engine.read_ex(listener, &mut [0; 160]).expect("read");
                if info.flags & READ_SKIPPED != 0 {
                    skips.push(tick);
                }
            }
        }
        assert!(skips.len() >= 4, "{sound:?}: {skips:?}");
        assert!(skips.windows(2).all(|pair| pair[1] - pair[0] >= 100), "{sound:?}: {skips:?}");
    }
}

/// The first frame of a join is not left out, though many were left over in the last one: it tells with what delay the
/// host reads.
#[test]
fn another_join_has_a_delay_of_its_own() {
    let (engine, [speaker, listener, _]) = three(FrameLen::Ms20);
    let loud = common::Audio::Loud.samples(9, 160 * 600);
    let mut out = [0; 160];
    for tick in 0..4 {
        engine.tick().expect("ticked");
        // The fourth is left over.
        if tick < 3 {
            engine.read(listener, &mut out).expect("read");
        }
    }
    for said in loud.chunks_exact(160) {
        engine.write(speaker, said).expect("written");
        engine.tick().expect("ticked");
        engine.read(listener, &mut out).expect("read");
    }
    engine.leave(listener).expect("left");
    let options = JoinOptions { prefill_ms: Some(0), ..JoinOptions::without_dtmf(b"other") };
    engine.join(listener, &options).expect("joined");
    // From now on the host reads two frames late.
    for _ in 0..2 {
        engine.tick().expect("ticked");
    }
    let before = engine.participant_stats(listener).expect("stats").out_stale;
    for tick in 0..600 {
        engine.tick().expect("ticked");
        let info = engine.read_ex(listener, &mut out).expect("read");
        assert_eq!(info.flags & READ_SKIPPED, 0, "{tick}: {info:?}");
    }
    let stats = engine.participant_stats(listener).expect("stats");
    assert_eq!((stats.out_stale, stats.out_fill), (before, 320));
}
