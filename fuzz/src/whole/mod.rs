//! Random calls of everything that the C ABI has, conferences that wait among them. No model foretells what they do;
//! what must hold whatever they do: every status is one that the header lists for the call; every result is in its
//! range; events have no hole, tell of each play and of each signal once, and of as many leaves as joins; and once all
//! was freed, everything is there again.

mod check;
mod conferences;
mod media;
mod people;
mod reported;
mod rooms;

use crate::abi::{self, Engine, EngineConfig, Grown, ReadInfo, Struct, WriteInfo};
use crate::input::Input;
use reported::Reported;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::ptr;

/// The most calls of one run, so that none takes long.
const MOST_CALLS: usize = 600;

/// What any handle may be refused with.
const HANDLE: [i32; 4] = [abi::INVALID_HANDLE, abi::STALE_HANDLE, abi::FOREIGN_HANDLE, abi::WRONG_KIND];

/// Names of accounts, rooms and signals: few, so that they meet, and some that are none.
const NAMES: [&[u8]; 5] = [b"a", b"b", b"*", b"", &[b'x'; 256]];

/// One engine, and all that it ever gave.
struct Whole<'a> {
    input: Input<'a>,
    engine: Engine,
    config: EngineConfig,
    people: Vec<u64>,
    rooms: Vec<u64>,
    prompts: Vec<u64>,
    plays: Vec<u64>,
    taps: Vec<u64>,
    recordings: Vec<u64>,
    /// Whose reads have said that their session has expired.
    expired: BTreeSet<u64>,
    reported: Reported,
    calls: usize,
    /// Conferences that wait, one within the other.
    depth: usize,
    scratch: Option<PathBuf>,
    files: usize,
}

/// Runs the calls that `input` chooses.
pub fn run(mut input: Input) {
    let mut config = Grown::<EngineConfig>::new().value;
    config.sample_rate_hz = input.pick(&[8000, 8000, 16000, 48000, 22050, 44100]);
    config.frame_ms = input.pick(&[20, 10]);
    if config.sample_rate_hz == 22050 {
        config.frame_ms = 20;
    }
    config.max_participants = 2 + input.below(7) as u32;
    config.max_rooms = 1 + input.below(4) as u32;
    config.room_capacity = 1 + input.below(8) as u32;
    config.prefill_ms = input.pick(&[0, 20]);
    config.command_queue = input.pick(&[16, 64, 600]);
    config.event_queue = input.pick(&[1024, 16, 64]);
    config.session_limit_s = input.pick(&[0, 1, 2, 61]);
    config.account_queued_signals = input.pick(&[0, 3]);
    config.max_plays = input.pick(&[16, 40]);
    config.max_taps = input.pick(&[4, 0, 9]);
    config.account_prompt_bytes = input.pick(&[0, 4000]);
    let mut engine = ptr::null_mut();
    // SAFETY: both places are there.
    assert_eq!(unsafe { abi::mixminus_engine_new(&config, &mut engine) }, 0);
    let mut whole = Whole {
        input,
        engine,
        config,
        people: Vec::new(),
        rooms: Vec::new(),
        prompts: Vec::new(),
        plays: Vec::new(),
        taps: Vec::new(),
        recordings: Vec::new(),
        expired: BTreeSet::new(),
        reported: Reported::default(),
        calls: 0,
        depth: 0,
        scratch: None,
        files: 0,
    };
    // SAFETY: the engine lives; no user value is looked at.
    let set =
        unsafe { abi::mixminus_engine_set_synthesizer(engine, Some(media::synthesizer), ptr::null_mut()) };
    assert_eq!(set, 0);
    (0..2).for_each(|_| whole.new_participant());
    while whole.goes_on() {
        whole.call();
    }
    whole.check_all_comes_back();
    // SAFETY: it came from `mixminus_engine_new` and is freed once.
    assert_eq!(unsafe { abi::mixminus_engine_free(engine) }, 0);
}

impl Drop for Whole<'_> {
    fn drop(&mut self) {
        if let Some(scratch) = &self.scratch {
            let _ = std::fs::remove_dir_all(scratch);
        }
    }
}

impl Whole<'_> {
    /// Whether another call is made.
    fn goes_on(&mut self) -> bool {
        self.calls += 1;
        self.calls < MOST_CALLS && !self.input.is_empty()
    }

    /// One call.
    fn call(&mut self) {
        match self.input.below(48) {
            0..6 => self.round(),
            6 => self.tick(),
            7 => self.poll(),
            8 => self.new_participant(),
            9 => self.free(),
            10 => self.hang_up(),
            11 => self.remove(),
            12..15 => self.join(),
            15 => self.conference(),
            16 | 17 => self.signal(),
            18 => self.queued_signals(),
            19 => self.conference_end(),
            20 => self.go_to(),
            21 => self.switch(),
            22 => self.press(),
            23 => self.dial(),
            24 => self.new_prompt(),
            25 => self.free_prompt(),
            26..29 => self.say(),
            29 => self.say_to_rooms(),
            30 => self.stop(),
            31 => self.hold(),
            32 => self.alone_loop(),
            33 => self.say_text(),
            34 => self.lock(),
            35 => self.merge(),
            36 => self.close(),
            37 => self.snapshot(),
            38 => self.template(),
            39 => self.quota(),
            40 => self.new_tap(),
            41 => self.read_tap(),
            42 => self.free_tap(),
            43 => self.ask(),
            44 => self.flush(),
            45 => self.mark(),
            46 => self.set_rates(),
            _ => self.record(),
        }
    }

    /// One of those that were ever given, or something else.
    fn handle(&mut self, of: fn(&Self) -> &Vec<u64>) -> u64 {
        let (byte, count) = (usize::from(self.input.byte()), of(self).len());
        match byte {
            0..236 if count > 0 => of(self)[count - 1 - byte % count.min(8)],
            0..240 if count > 0 => of(self)[byte % count],
            240..246 => self.people.last().copied().unwrap_or(0),
            246..250 => self.rooms.last().copied().unwrap_or(0),
            250..254 => self.input.long(),
            _ => 0,
        }
    }

    fn person(&mut self) -> u64 {
        self.handle(|whole| &whole.people)
    }

    fn room(&mut self) -> u64 {
        self.handle(|whole| &whole.rooms)
    }

    fn sound(&mut self) -> u64 {
        match self.input.below(4) {
            0 => 0,
            1 => 1,
            _ => self.handle(|whole| &whole.prompts),
        }
    }

    /// One of `good`, now and then any number.
    fn number(&mut self, good: &[u32]) -> u32 {
        match self.input.below(32) {
            31 => self.input.word(),
            30 => self.input.pick(&[u32::MAX, i32::MIN as u32, 1, 0]),
            _ => self.input.pick(good),
        }
    }

    /// A name, now and then none.
    fn name(&mut self) -> &'static [u8] {
        let byte = usize::from(self.input.byte());
        NAMES[if byte < 240 { byte % 3 } else { byte % NAMES.len() }]
    }

    /// Sets a size that a host may have set, whatever its version; what lies behind may be anything.
    fn size<T: Struct>(&mut self, of: &mut Grown<T>) {
        let size = size_of::<T>();
        let choice = self.input.byte();
        if choice < 224 {
            return;
        }
        let sizes = [0, 4, size - 8, size - 4, size + 4, size + 8, size + 16, usize::from(choice)];
        let set = sizes[usize::from(choice) % sizes.len()].min(size + of.tail.len());
        of.tail.fill(if choice % 3 == 0 { 1 } else { 0 });
        // SAFETY: every such struct begins with its size, and is with its tail at least as long as that says.
        unsafe { (&raw mut of.value).cast::<u32>().write(set as u32) };
    }

    fn frame(&self) -> usize {
        (self.config.frame_ms * self.config.sample_rate_hz / 1000) as usize
    }

    fn tick(&mut self) {
        let mut tick = 0;
        // SAFETY: the engine lives, the place is there.
        assert_eq!(unsafe { abi::mixminus_engine_tick(self.engine, &mut tick) }, abi::OK);
        self.reported.ticks += 1;
        assert_eq!(tick, self.reported.ticks);
    }

    /// All write a frame, the engine ticks, all read.
    fn round(&mut self) {
        let frame = self.frame();
        for at in self.people.len().saturating_sub(8)..self.people.len() {
            self.write(self.people[at], frame);
        }
        self.tick();
        let mut heard = vec![0; frame];
        for &person in self.people.iter().rev().take(8) {
            let (mut info, place) = (Grown::<ReadInfo>::new(), heard.as_mut_ptr());
            // SAFETY: the engine lives, the places are there.
            let status = unsafe {
                abi::mixminus_participant_read_ex(self.engine, person, place, frame, &mut info.value)
            };
            if answered(status, &[]) {
                let ReadInfo { real, tick, flags, .. } = info.value;
                assert!(real as usize <= frame && tick <= self.reported.ticks && flags < 32);
                let is_expired = flags & abi::READ_EXPIRED != 0;
                assert!(is_expired || !self.expired.contains(&person), "{person:#x} has expired");
                if is_expired {
                    self.expired.insert(person);
                }
            }
        }
    }

    /// Writes so many samples: silence, noise, or the tones of a key.
    fn write(&mut self, person: u64, count: usize) {
        let kind = self.input.byte();
        let rate = f64::from(self.config.sample_rate_hz);
        let start = self.reported.ticks as f64 * count as f64;
        let at = |at: usize, hz: f64| ((start + at as f64) * hz * std::f64::consts::TAU / rate).sin();
        let sample = |n: usize| match kind % 4 {
            0 => 0,
            1 => (n as i16).wrapping_mul(i16::from(kind)).wrapping_mul(97),
            // Star, and five.
            2 => (6000.0 * (at(n, 941.0) + at(n, 1209.0))) as i16,
            _ => (6000.0 * (at(n, 770.0) + at(n, 1336.0))) as i16,
        };
        let samples: Vec<i16> = (0..count).map(sample).collect();
        let (place, mut taken) = (samples.as_ptr(), 7);
        let mut info = Grown::<WriteInfo>::new();
        if kind >= 192 {
            info.value.lost = self.number(&[0, 160, 1000]);
            info.value.has_timestamp = u32::from(kind.is_multiple_of(2));
            info.value.starts_talkspurt = u32::from(kind.is_multiple_of(3));
            // A packet in its place, an early or late one, or another origin.
            let step = self.number(&[0, 0, 160, -160_i32 as u32, -320_i32 as u32, 80, 8000]) as i32;
            info.value.timestamp = (start as u64).wrapping_add_signed(step.into());
        }
        // SAFETY: the engine lives, the places are there.
        let status = unsafe {
            if kind >= 192 {
                abi::mixminus_participant_write_ex(self.engine, person, place, count, &info.value, &mut taken)
            } else {
                abi::mixminus_participant_write(self.engine, person, place, count, &mut taken)
            }
        };
        let others: &[i32] = if kind >= 192 { &[abi::SESSION_EXPIRED] } else { &[] };
        assert!(taken <= count && (answered(status, others) || taken == 0));
    }

    fn flush(&mut self) {
        let person = self.person();
        // SAFETY: the engine lives.
        answered(unsafe { abi::mixminus_participant_flush(self.engine, person) }, &[]);
    }

    fn mark(&mut self) {
        let (person, value) = (self.person(), self.reported.marks.len() as i64);
        // SAFETY: the engine lives.
        let status = unsafe { abi::mixminus_participant_mark(self.engine, person, value) };
        if answered(status, &[abi::NOT_IN_ROOM, abi::QUEUE_FULL]) {
            self.reported.marks.push((person, 0));
        }
    }
}

/// Whether the call was answered by OK; else its status must be one that a handle may be refused with, or of `others`.
#[track_caller]
fn answered(status: i32, others: &[i32]) -> bool {
    let known = status == abi::OK || HANDLE.contains(&status) || others.contains(&status);
    assert!(known, "{status}, which the header does not list");
    status == abi::OK
}
