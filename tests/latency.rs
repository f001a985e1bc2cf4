//! After a bad moment the delay returns to what it was, in pauses of the speech; with nothing wrong no sample changes.

#[path = "support/common.rs"]
mod common;

use common::config_at;
use mixminus::{
    Engine, EngineConfig, FrameLen, JoinOptions, ParticipantConfig, ParticipantId, READ_SKIPPED, SampleRate,
};

/// Samples of a millisecond.
const MS: usize = 8;
/// A talkspurt, and what is from one to the next.
const SPURT: usize = 420 * MS;
const TURN: usize = 640 * MS;

/// A sample of speech, of which no two of a talkspurt are the same, and of the noise in pauses.
fn sample(at: usize, noise: i16) -> i16 {
    match at % TURN {
        within if within < SPURT => 2000 + 3 * within as i16,
        within => [noise, -noise, 0][within % 3],
    }
}

struct Line {
    engine: Engine,
    talker: ParticipantId,
    listener: ParticipantId,
    frame: usize,
    noise: i16,
    written: usize,
    heard: Vec<i16>,
}

impl Line {
    fn new(frame_len: FrameLen, prefill_ms: u32, keys: bool, noise: i16) -> Line {
        let config = EngineConfig {
            prefill_ms,
            max_participants: 2,
            max_write_ms: 200,
            ..config_at(SampleRate::Hz8000, frame_len)
        };
        let engine = Engine::new(&config).unwrap();
        let call =
            ParticipantConfig { account: b"a", environment: b"e", user: 0, ..ParticipantConfig::default() };
        let [talker, listener] = [0, 1].map(|_| engine.participant_new(&call).unwrap());
        engine.join(listener, &JoinOptions::without_dtmf(b"room")).unwrap();
        let options = if keys { JoinOptions::new(b"room") } else { JoinOptions::without_dtmf(b"room") };
        engine.join(talker, &options).unwrap();
        let frame = config.frame_samples();
        Line { engine, talker, listener, frame, noise, written: 0, heard: Vec::new() }
    }

    fn write(&mut self, count: usize) {
        let samples: Vec<i16> =
            (self.written..self.written + count).map(|at| sample(at, self.noise)).collect();
        assert_eq!(self.engine.write(self.talker, &samples), Ok(count));
        self.written += count;
    }

    fn read(&mut self, count: usize) -> mixminus::ReadInfo {
        let from = self.heard.len();
        self.heard.resize(from + count, 0);
        self.engine.read_ex(self.listener, &mut self.heard[from..]).unwrap()
    }

    fn talks(&mut self, ms: usize) {
        for _ in 0..ms * MS / self.frame {
            self.write(self.frame);
            self.engine.tick().unwrap();
            self.read(self.frame);
        }
    }

    /// The delay of the last talkspurt that was heard to its end.
    fn delay(&self) -> usize {
        let spurt = (self.heard.len() - SPURT - 300 * MS) / TURN * TURN;
        let begins = (spurt..self.heard.len()).find(|at| self.heard[*at] == sample(spurt, 0)).unwrap();
        let wrong = (0..SPURT).find(|i| self.heard[begins + i] != sample(spurt + i, 0));
        assert_eq!(wrong, None, "a talkspurt is heard whole");
        begins - spurt
    }

    /// No step but those of the signal, in the samples from `from` on.
    fn check_steps(&self, from: usize, what: &dyn std::fmt::Debug) {
        let noise = i32::from(self.noise);
        for at in from + 1..self.heard.len() {
            let [before, now] = [at - 1, at].map(|at| i32::from(self.heard[at]));
            let of_signal = now == 2000 || now == before + 3 || before == 2000 + 3 * (SPURT as i32 - 1);
            assert!(
                of_signal || (now - before).abs() <= 2 * noise,
                "{what:?}: from {before} to {now} at {at}"
            );
        }
    }
}

fn kinds() -> Vec<(FrameLen, u32, bool, i16)> {
    let mut kinds = Vec::new();
    for frame_len in [FrameLen::Ms10, FrameLen::Ms20] {
        for prefill_ms in [0, 20, 60] {
            for (keys, noise) in [(false, 0), (false, 8), (false, 300), (true, 30)] {
                kinds.push((frame_len, prefill_ms, keys, noise));
            }
        }
    }
    kinds
}

#[test]
fn a_late_burst_is_gone_within_five_seconds() {
    for kind in kinds() {
        let (frame_len, prefill_ms, keys, noise) = kind;
        for late_ms in [20, 40, 60, 100, 200] {
            let mut line = Line::new(frame_len, prefill_ms, keys, noise);
            line.talks(4000);
            let before = line.delay();
            for _ in 0..late_ms * MS / line.frame {
                line.engine.tick().unwrap();
                line.read(line.frame);
            }
            for _ in 0..late_ms * MS / line.frame {
                line.write(line.frame);
            }
            line.talks(1000);
            let from = line.heard.len();
            line.talks(4000);
            line.talks(1500);
            assert_eq!(line.delay(), before, "{kind:?}, {late_ms} ms late");
            line.check_steps(from, &(kind, late_ms));
            let stats = line.engine.participant_stats(line.talker).unwrap();
            assert!(
                late_ms <= prefill_ms as usize || stats.trimmed + stats.removed > 0,
                "{kind:?}: {stats:?}"
            );
        }
    }
}

/// Bursts come again and again; the delay does not add up.
#[test]
fn bursts_do_not_add_up() {
    let mut line = Line::new(FrameLen::Ms20, 20, false, 8);
    line.talks(4000);
    let before = line.delay();
    for _ in 0..10 {
        line.engine.tick().unwrap();
        line.engine.tick().unwrap();
        line.read(2 * line.frame);
        line.write(2 * line.frame);
        line.talks(5000);
    }
    line.talks(1500);
    assert_eq!(line.delay(), before);
}

#[test]
fn a_tick_that_came_after_its_read_is_made_good_within_five_seconds() {
    for kind in kinds() {
        let (frame_len, prefill_ms, keys, noise) = kind;
        for late in [1, 2] {
            for read in [10, 20, 30, 60, 33] {
                let mut line = Line::new(frame_len, prefill_ms, keys, noise);
                let read = read * MS;
                let mut due = 0;
                let mut skipped = 0;
                let mut run = |line: &mut Line, ms: usize, late: usize| {
                    for at in 0..ms * MS / line.frame {
                        if at >= late {
                            let ticks = if at == late { late + 1 } else { 1 };
                            for _ in 0..ticks {
                                line.write(line.frame);
                                line.engine.tick().unwrap();
                            }
                        }
                        due += line.frame;
                        while due >= read {
                            let info = line.read(read);
                            skipped += u32::from(info.flags & READ_SKIPPED != 0);
                            assert!(info.flags & READ_SKIPPED == 0 || info.mix_id == 0);
                            due -= read;
                        }
                    }
                };
                run(&mut line, 4000, 0);
                let before = line.delay();
                run(&mut line, 1000, late);
                let from = line.heard.len();
                run(&mut line, 4000, 0);
                run(&mut line, 1500, 0);
                // Whole frames are left out: what reads out of step with them add beyond those stays.
                let stays = if read.is_multiple_of(10 * MS) { 0 } else { line.frame - 1 };
                assert!(line.delay() <= before + stays, "{kind:?}, {late} late, reads of {read}");
                line.check_steps(from, &(kind, late, read));
                let stats = line.engine.participant_stats(line.listener).unwrap();
                assert_eq!(u64::from(skipped), stats.out_stale.min(u64::from(skipped)), "{kind:?}");
            }
        }
    }
}

/// In whatever pieces a host writes and reads, with nothing late no sample changes for a minute.
#[test]
fn with_nothing_late_no_sample_changes() {
    for (frame_len, prefill_ms, keys, noise) in kinds() {
        for (write, read) in
            [(80, 80), (160, 160), (240, 240), (480, 160), (1600, 160), (53, 160), (159, 161), (161, 159)]
        {
            let mut line = Line::new(frame_len, prefill_ms, keys, noise);
            let mut read_to = 0;
            for tick in 0..60_000 * MS / line.frame {
                while line.written + write <= (tick + 2) * line.frame + write.saturating_sub(line.frame) {
                    line.write(write);
                }
                line.engine.tick().unwrap();
                while read_to + read <= (tick + 1) * line.frame {
                    line.read(read);
                    read_to += read;
                }
            }
            let what = (frame_len, prefill_ms, keys, noise, write, read);
            let delay = line.delay();
            let wrong =
                (TURN..line.heard.len() - delay).find(|at| line.heard[at + delay] != sample(*at, noise));
            assert_eq!(wrong, None, "{what:?}");
            let stats = [line.talker, line.listener].map(|who| line.engine.participant_stats(who).unwrap());
            assert_eq!((stats[0].trims, stats[0].underruns, stats[1].out_stale), (0, 0, 0), "{what:?}");
        }
    }
}

/// A host that reads some ticks behind from its first frame on has chosen that delay: it keeps it, and loses nothing.
#[test]
fn a_delay_that_a_host_reads_with_from_the_first_frame_on_stays() {
    for (frame_len, prefill_ms, keys, noise) in kinds() {
        for behind in [1, 2] {
            let mut line = Line::new(frame_len, prefill_ms, keys, noise);
            for tick in 0..20_000 * MS / line.frame {
                line.write(line.frame);
                line.engine.tick().unwrap();
                if tick >= behind {
                    line.read(line.frame);
                }
            }
            let what = (frame_len, prefill_ms, keys, noise, behind);
            let delay = line.delay();
            let wrong =
                (TURN..line.heard.len() - delay).find(|at| line.heard[at + delay] != sample(*at, noise));
            assert_eq!(wrong, None, "{what:?}");
            let stats = line.engine.participant_stats(line.listener).unwrap();
            assert_eq!((stats.out_stale, stats.out_fill as usize), (0, behind * line.frame), "{what:?}");
        }
    }
}
