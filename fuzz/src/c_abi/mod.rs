//! Random calls of the C ABI, each answer compared with that of a plain model of the rooms.
//!
//! The rule for statuses: the model lists all that is wrong with a call. If nothing is, the answer is OK; else it is
//! one of the list, for the header does not say what is looked at first, and nothing has changed.

mod calls;
mod clock;
mod ear;
mod faults;
mod fold;
mod keypad;
mod model;
mod names;
mod queries;
mod settings;
mod sound;
mod voice;
mod world;

use crate::input::Input;
use names::Name;
use std::collections::BTreeMap;
use world::World;

/// The most calls of one run, so that none takes long.
const MOST_CALLS: usize = 1500;

/// What a handle names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Participant,
    Room,
}

/// The whole program: two engines, of which the second is there for its handles.
struct Host<'a> {
    input: Input<'a>,
    worlds: Vec<World>,
    /// Every handle that was ever given: whose, of what kind, which.
    handles: BTreeMap<u64, (usize, Kind, usize)>,
    users: u64,
}

/// Runs the calls that `bytes` choose: of all that there is, or of those that the model knows.
pub fn run(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    if bytes.last().is_some_and(|last| *last >= 224) {
        return crate::whole::run(input);
    }
    let mut worlds = vec![World::new(&mut input)];
    if input.seldom(2) {
        worlds.push(World::new(&mut Input::new(&[])));
    }
    let mut host = Host { input, worlds, handles: BTreeMap::new(), users: 0 };
    for _ in 0..MOST_CALLS {
        if host.input.is_empty() {
            break;
        }
        host.call();
    }
    host.finish();
}

impl Host<'_> {
    /// One call, or a few that belong together.
    fn call(&mut self) {
        let what = self.input.below(32);
        let w = if self.worlds.len() > 1 && self.input.seldom(16) { 1 } else { 0 };
        match what {
            0 | 1 => {
                let count = 1 + self.input.below(4);
                (0..count).for_each(|_| self.worlds[w].tick());
            }
            2..=4 => self.new_participant(w),
            5..=8 => self.join(w),
            9 => self.leave(w),
            10 => self.free(w),
            11 | 12 => self.move_to(w),
            13 => self.set(w, 0),
            14 => self.set(w, 1),
            15 => match self.input.below(8) {
                0 => self.set(w, 3),
                1 => self.set(w, 4),
                2 => self.set(w, 5),
                3 => self.press(w),
                4 => self.release(w),
                5 => self.dial(w),
                6 => self.set_own_rates(w),
                _ => self.set(w, 2),
            },
            16 | 17 => self.write(w),
            18 | 19 => match self.input.below(8) {
                0 => self.flush(w),
                1 => self.mark(w),
                _ => self.write_ex(w),
            },
            20 | 21 => self.read(w),
            22 | 23 => self.read_ex(w),
            24 => {
                let capacity = self.input.below(10);
                self.worlds[w].poll(capacity);
            }
            25 => self.ask_of_participant(w),
            26 => self.ask_of_room(w),
            27 => self.close(w),
            28 => self.set_template(w),
            29 => self.set_quota(w),
            30 => self.burst(w),
            _ => {
                let count = 1 + self.input.below(6);
                (0..count).for_each(|_| self.round(w));
            }
        }
    }

    /// All live participants of an engine write a frame, the engine ticks, all read a frame.
    fn round(&mut self, w: usize) {
        let frame = self.worlds[w].model.limits.frame();
        let live: Vec<usize> = self.worlds[w].live();
        for &session in &live {
            let samples = self.samples(frame);
            self.worlds[w].write(session, &samples);
        }
        self.worlds[w].tick();
        for &session in &live {
            self.worlds[w].read_frame(session, frame);
        }
    }

    /// A name, mostly the first, so that participants meet; seldom no name.
    fn name(&mut self) -> Name {
        match usize::from(self.input.byte()) {
            0..170 => names::good(0),
            byte @ 170..250 => names::good(byte),
            byte => names::bad(byte),
        }
    }

    /// A handle: mostly of a live participant or room of that engine.
    fn handle(&mut self, w: usize, kind: Kind) -> u64 {
        let byte = usize::from(self.input.byte());
        let of = |h: &(&u64, &(usize, Kind, usize))| h.1.0 == w && h.1.1 == kind;
        let usual: Vec<u64> = match kind {
            Kind::Participant => {
                let model = &self.worlds[w].model;
                model.sessions.iter().filter(|s| s.live).map(|s| s.handle).collect()
            }
            Kind::Room => self.handles.iter().filter(of).map(|h| *h.0).rev().take(6).collect(),
        };
        match byte {
            0..240 if !usual.is_empty() => usual[byte % usual.len()],
            0..246 => {
                let all: Vec<u64> = self.handles.keys().copied().collect();
                let at = usize::from(self.input.short());
                if all.is_empty() { 0 } else { all[at % all.len()] }
            }
            246..252 => self.handles.keys().next_back().copied().unwrap_or(0) ^ 1 << self.input.below(64),
            252..254 => self.input.long(),
            _ => 0,
        }
    }

    /// What a handle names, or the statuses of which one says why it names nothing.
    fn find(&self, w: usize, kind: Kind, handle: u64) -> Result<usize, Vec<i32>> {
        use crate::abi::{FOREIGN_HANDLE, INVALID_HANDLE, STALE_HANDLE, WRONG_KIND};
        let Some(&(owner, is, index)) = self.handles.get(&handle) else {
            let any = [INVALID_HANDLE, STALE_HANDLE, FOREIGN_HANDLE, WRONG_KIND];
            return Err(if handle == 0 { vec![INVALID_HANDLE] } else { any.to_vec() });
        };
        let mut faults = Vec::new();
        if owner != w {
            faults.push(FOREIGN_HANDLE);
        }
        if is != kind {
            faults.push(WRONG_KIND);
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let model = &self.worlds[w].model;
        let lives = match kind {
            Kind::Participant => model.sessions[index].live,
            Kind::Room => !model.rooms[index].members.is_empty(),
        };
        if lives { Ok(index) } else { Err(vec![STALE_HANDLE]) }
    }

    /// Samples of some kind.
    fn samples(&mut self, count: usize) -> Vec<i16> {
        let kind = self.input.byte();
        let mut noise = u32::from(kind).wrapping_mul(2_654_435_761) | 1;
        let mut next = || {
            noise ^= noise << 13;
            noise ^= noise >> 17;
            noise ^= noise << 5;
            noise as i16
        };
        let each = |at: usize| match kind % 8 {
            0 => 0,
            1 => i16::MIN,
            2 => i16::MAX,
            3 => i16::from(kind) * 100,
            4 => (at as i16).wrapping_mul(i16::from(kind)),
            5 => next() >> 9,
            _ => next(),
        };
        (0..count).map(each).collect()
    }

    /// All is reported and returned.
    fn finish(mut self) {
        for w in 0..self.worlds.len() {
            self.worlds[w].settle();
            self.free_all(w);
        }
    }
}

/// Whether the call was answered by OK, as it must be if no fault is known; else by one of the faults.
#[track_caller]
fn judge(status: i32, faults: &[i32]) -> bool {
    if faults.is_empty() {
        assert_eq!(status, 0, "nothing was wrong");
    } else {
        assert!(faults.contains(&status), "{status}, not one of {faults:?}");
    }
    status == 0
}

/// As [`judge`], of a control call: if it failed there is a sentence.
#[track_caller]
fn judge_call(status: i32, faults: &[i32]) -> bool {
    let is_ok = judge(status, faults);
    if !is_ok {
        // SAFETY: it is never NULL, ends in NUL, and no call of this thread comes in between.
        let sentence = unsafe { std::ffi::CStr::from_ptr(crate::abi::mixminus_last_error()) };
        assert!(!sentence.is_empty());
    }
    is_ok
}
