//! librem's `aumix` beside an engine of mixminus: one room, everyone talks, everyone hears all others.

use crate::aumix::{Conference, KEPT, WAITING, thread_ns};
use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig, ParticipantId, SampleRate};

/// Ticks that are timed, 20 ms of real time each.
const TICKS: usize = 250;

/// Ticks before: members join, buffers fill.
const BEFORE: usize = 10;

/// Ticks that follow each other at once, after each that follows a pause; the first of them find the caches cold.
const BURST: usize = 10;
const COLD: usize = 2;

/// Frames of each member until they repeat.
const FRAMES: usize = 16;

/// Members at each rate: as many as aumix can mix in a third of its time here.
const CASES: [(SampleRate, &[usize]); 2] =
    [(SampleRate::Hz8000, &[2, 10, 32, 100, 200]), (SampleRate::Hz48000, &[2, 10, 32, 100])];

/// What the members say: noise of their own.
struct Voices {
    samples: usize,
    members: usize,
    /// By frame, then by member.
    said: Vec<i16>,
}

impl Voices {
    /// No sample beyond `peak`.
    fn new(members: usize, samples: usize, peak: i32) -> Voices {
        let mut noise = 1_u32;
        let sample = || {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((noise >> 16) as i32 * (2 * peak + 1) / 65_536 - peak) as i16
        };
        let said = std::iter::repeat_with(sample).take(FRAMES * members * samples).collect();
        Voices { samples, members, said }
    }

    /// Frame n of a member.
    fn frame(&self, member: usize, n: usize) -> &[i16] {
        let at = (n % FRAMES * self.members + member) * self.samples;
        &self.said[at..at + self.samples]
    }

    /// The sum of what all say, of each member the frame of that number.
    fn sum(&self, n: impl Fn(usize) -> usize) -> Vec<i32> {
        let mut sum = vec![0; self.samples];
        for member in 0..self.members {
            for (sum, x) in sum.iter_mut().zip(self.frame(member, n(member))) {
                *sum += i32::from(*x);
            }
        }
        sum
    }

    /// The sum of frames modulo 2¹⁶.
    fn wrapped<'a>(&self, frames: impl Iterator<Item = &'a [i16]>) -> Vec<i16> {
        let mut sum = vec![0_i16; self.samples];
        for frame in frames {
            sum.iter_mut().zip(frame).for_each(|(sum, x)| *sum = sum.wrapping_add(*x));
        }
        sum
    }
}

/// How many samples of `heard` are not the sum of all without one's own, limited to 16 bits.
fn wrong(sum: &[i32], own: &[i16], heard: &[i16]) -> usize {
    let others = sum.iter().zip(own).map(|(sum, own)| sum - i32::from(*own));
    let right = others.map(|x| x.clamp(i16::MIN.into(), i16::MAX.into()) as i16);
    right.zip(heard).filter(|(right, heard)| right != *heard).count()
}

/// A room of an engine on this thread's clock.
struct Room {
    engine: Engine,
    members: Vec<ParticipantId>,
    heard: Vec<i16>,
}

impl Room {
    fn new(members: usize, rate: SampleRate) -> Room {
        let config = EngineConfig {
            sample_rate: rate,
            room_capacity: members as u32,
            prefill_ms: 0,
            ..EngineConfig::default()
        };
        let engine = Engine::new(&config).expect("the configuration is sound");
        let join = |user| {
            let call = ParticipantConfig {
                account: b"bench",
                environment: b"bench",
                user,
                ..ParticipantConfig::default()
            };
            let member = engine.participant_new(&call).expect("there is room");
            engine.join(member, &JoinOptions::without_dtmf(b"1")).expect("there is room");
            member
        };
        let members = (0..members as u64).map(join).collect();
        Room { engine, members, heard: vec![0; config.frame_samples()] }
    }

    /// Frame n of each in, a tick, a frame out; returns the tick's processor time, nanoseconds, and how many samples were
    /// not as they must be.
    fn tick(&mut self, voices: &Voices, n: usize) -> (u64, usize) {
        for (index, member) in self.members.iter().enumerate() {
            self.engine.write(*member, voices.frame(index, n)).expect("nobody else writes");
        }
        let start = thread_ns();
        self.engine.tick().expect("nobody else ticks");
        let took = thread_ns() - start;
        let sum = voices.sum(|_| n);
        let mut count = 0;
        for (index, member) in self.members.iter().enumerate() {
            self.engine.read(*member, &mut self.heard).expect("nobody else reads");
            count += wrong(&sum, voices.frame(index, n), &self.heard);
        }
        (took, count)
    }

    /// The same without checking the outputs, so that little but the tick uses the caches.
    fn hot_tick(&mut self, voices: &Voices, n: usize) -> u64 {
        for (index, member) in self.members.iter().enumerate() {
            self.engine.write(*member, voices.frame(index, n)).expect("nobody else writes");
        }
        let start = thread_ns();
        self.engine.tick().expect("nobody else ticks");
        let took = thread_ns() - start;
        for member in &self.members {
            self.engine.read(*member, &mut self.heard).expect("nobody else reads");
        }
        took
    }
}

/// The least and the middle one, microseconds, without what reading the clock takes.
#[derive(Clone, Copy)]
struct Time {
    least: f64,
    median: f64,
}

impl Time {
    fn of(mut ns: Vec<u64>, clock_ns: u64) -> Time {
        ns.sort_unstable();
        let us = |ns: u64| ns.saturating_sub(clock_ns) as f64 / 1e3;
        Time { least: us(ns[0]), median: us(ns[ns.len() / 2]) }
    }
}

/// What a case gave.
struct Measured {
    /// The time of the thread of aumix per tick.
    aumix: Time,
    /// Of it, mixing: from the first member's frame to the last one's, and that part again for the first.
    aumix_mixing: Time,
    /// A tick after the same pause.
    mixminus: Time,
    /// A tick that follows the one before it at once, as one member's mix follows another's.
    mixminus_hot: Time,
    /// Shares of the samples that are not the limited sum of the others, aumix and mixminus.
    wrong: [f64; 2],
    /// Share of aumix's samples that are not the sum of the others modulo 2¹⁶.
    unwrapped: f64,
}

/// Both in turn, tick by tick: when aumix's thread has mixed, this one gives it frames and ticks the engine, on the same
/// processor. `None` if aumix was disturbed as it ended.
fn measure(rate: SampleRate, members: usize, ticks: usize, voices: &Voices) -> Option<Measured> {
    let frame = |member, n| voices.frame(member, n);
    let mut room = Room::new(members, rate);
    let conference = Conference::new(members, rate.hz(), BEFORE + ticks, frame);
    let (mut own, mut own_wrong, mut hot) = (Vec::new(), 0, Vec::new());
    for n in 0..BEFORE + ticks {
        let done = conference.wait(n + 1);
        assert!(done < n + WAITING, "this machine is too busy: aumix ran out of frames");
        conference.put(n + WAITING, frame);
        let (took, wrong) = room.tick(voices, n);
        if n >= BEFORE {
            own.push(took);
            own_wrong += wrong;
            let burst: Vec<_> = (0..BURST).map(|_| room.hot_tick(voices, n)).collect();
            hot.extend_from_slice(&burst[COLD..]);
        }
    }
    let done = conference.finish()?;
    let (mut aumix_wrong, mut unwrapped) = (0, 0);
    for back in 1..=KEPT {
        // Who was enabled first may be a frame ahead.
        let n = |member: usize| done.heard[member].0 - back;
        let sum = voices.sum(n);
        for (member, (_, frames)) in done.heard.iter().enumerate() {
            let heard = &frames[n(member) % KEPT * voices.samples..][..voices.samples];
            aumix_wrong += wrong(&sum, voices.frame(member, n(member)), heard);
            let others = (0..members).filter(|other| *other != member);
            let wrapped = voices.wrapped(others.map(|other| voices.frame(other, n(other))));
            unwrapped += wrapped.iter().zip(heard).filter(|(wrapped, heard)| wrapped != heard).count();
        }
    }
    let share = |wrong, frames| wrong as f64 / (frames * members * voices.samples) as f64;
    let readings: Vec<_> = (0..1000).map(|_| thread_ns()).collect();
    let clock_ns = readings.windows(2).map(|two| two[1] - two[0]).min().unwrap_or(0);
    let mixing = Time::of(done.mixing[BEFORE..].to_vec(), clock_ns);
    let all = members as f64 / (members as f64 - 1.0);
    Some(Measured {
        aumix: Time::of(done.ticks[BEFORE..].to_vec(), clock_ns),
        aumix_mixing: Time { least: mixing.least * all, median: mixing.median * all },
        mixminus: Time::of(own, clock_ns),
        mixminus_hot: Time::of(hot, clock_ns),
        wrong: [share(aumix_wrong, KEPT), share(own_wrong, ticks)],
        unwrapped: share(unwrapped, KEPT),
    })
}

/// The same, until it was not disturbed.
fn measured(rate: SampleRate, members: usize, ticks: usize, voices: &Voices) -> Measured {
    let tries = std::iter::repeat_with(|| measure(rate, members, ticks, voices));
    tries.take(5).flatten().next().expect("aumix ends undisturbed on a machine that is not too busy")
}

/// Prints the tables.
pub fn run() {
    println!(
        "\na room in which everyone talks: us of processor time a tick of 20 ms, least / median of {TICKS}"
    );
    println!(
        "{:>14}{:>8}{:>20}{:>18}{:>8}{:>20}{:>18}{:>8}  wrong samples",
        "samples", "members", "aumix", "mixminus", "ratio", "aumix, mixing", "mixminus, hot", "ratio"
    );
    for (rate, sizes) in CASES {
        for members in sizes {
            let samples = rate.samples_in_ms(20);
            // So quiet that no sum is limited.
            let voices = Voices::new(*members, samples, i32::from(i16::MAX) / *members as i32);
            let done = measured(rate, *members, TICKS, &voices);
            let pair = |time: Time| format!("{:.2} / {:.2}", time.least, time.median);
            let ratio = |theirs: Time, own: Time| theirs.median / own.median;
            println!(
                "mixers{samples:>8}{members:>8}{:>20}{:>18}{:>8.1}{:>20}{:>18}{:>8.1}  {}",
                pair(done.aumix),
                pair(done.mixminus),
                ratio(done.aumix, done.mixminus),
                pair(done.aumix_mixing),
                pair(done.mixminus_hot),
                ratio(done.aumix_mixing, done.mixminus_hot),
                both(done.wrong),
            );
        }
    }
    let loud = Voices::new(10, 160, 20_000);
    let Measured { wrong, unwrapped, .. } = measured(SampleRate::Hz8000, 10, 50, &loud);
    println!("ten, so loud that sums overload: {}", both(wrong));
    println!(
        "  of aumix's samples {:.1} % are the sum of the others modulo 2^16: it wraps",
        100.0 - unwrapped * 100.0
    );
}

/// What was wrong, for people.
fn both(wrong: [f64; 2]) -> String {
    let [aumix, mixminus] = wrong.map(|share| share * 100.0);
    format!("aumix {aumix:.1} %, mixminus {mixminus:.1} %")
}
