//! The reference mix: computes from the contract alone the output of each caller in a tick, and compares it with the
//! engine's.

use super::callers::{ANNOUNCED, CallerPool, CallerState, SAID};
use super::exact::{Hash, add, fade_in, fade_out, lay, lay_decay, limited, without};
use super::findings::CheckResult;

/// The reference mix.
#[derive(Debug)]
pub struct Reference {
    /// The comparison.
    pub result: CheckResult,
    /// Plays that have ended.
    pub plays_ended: u64,
    /// The hash of the first room's mix, since [`Reference::begin_recording`].
    pub recorded: Option<Hash>,
    ramp: usize,
    decay: usize,
    sum: Vec<i32>,
    /// Contributions with fades, of callers that move or leave.
    faded: Vec<i16>,
    expected: Vec<i16>,
}

impl Reference {
    /// A reference for frames of `frame` samples, `ms` samples per millisecond.
    pub fn new(frame: usize, ms: usize) -> Reference {
        Reference {
            result: CheckResult::NONE,
            plays_ended: 0,
            recorded: None,
            ramp: 5 * ms,
            decay: 2 * ms,
            sum: vec![0; frame],
            faded: vec![0; frame],
            expected: vec![0; frame],
        }
    }

    /// From the next tick on the first room's mix is hashed.
    pub fn begin_recording(&mut self) {
        self.recorded = Some(Hash::START);
    }

    /// Handles a tick: compares all frames of the first `checked` rooms. `outputs`: the engine's output in that tick,
    /// per caller.
    pub fn check_tick(&mut self, tick: u64, pool: &mut CallerPool, checked: usize, outputs: &[i16]) {
        let frame = pool.frame();
        for room in 0..pool.rooms.len() {
            let CallerPool { rooms, prompts, .. } = pool;
            let (from, to, ended) = CallerPool::play(&prompts[ANNOUNCED], &mut rooms[room].announced, frame);
            self.plays_ended += u64::from(ended);
            if room < checked {
                self.sum.fill(0);
                add(&mut self.sum, &pool.prompts[ANNOUNCED][from..to]);
                self.add_contributions(pool, room);
            }
            for at in 0..pool.rooms[room].callers.len() {
                let number = pool.rooms[room].callers[at];
                let CallerPool { callers, prompts, .. } = pool;
                let (from, to, ended) = CallerPool::play(&prompts[SAID], &mut callers[number].said, frame);
                self.plays_ended += u64::from(ended);
                let state = pool.callers[number].state;
                if matches!(state, CallerState::Away | CallerState::Leaves) {
                    continue;
                }
                if room >= checked {
                    pool.callers[number].last_heard = None;
                    continue;
                }
                let is_known = state != CallerState::Moves || pool.callers[number].last_heard.is_some();
                self.expect(pool, number);
                pool.callers[number].last_heard = Some(self.expected[frame - 1]);
                if !is_known {
                    // The caller comes from a room that is not checked, so the decay under its first frame is not
                    // known.
                    self.result.unjudged += 1;
                    continue;
                }
                lay(&mut self.expected, &pool.prompts[SAID][from..to]);
                let output = &outputs[number * frame..][..frame];
                self.result.compare(tick, room, number, output, &self.expected);
            }
        }
    }

    /// Adds the contributions of a room, including those of callers that leave it.
    fn add_contributions(&mut self, pool: &CallerPool, room: usize) {
        let parted = pool.departures.iter().filter(|(_, from)| *from == room);
        let parted = parted.map(|(number, _)| (*number, CallerState::Leaves));
        let seated = pool.rooms[room].callers.iter().map(|number| (*number, pool.callers[*number].state));
        for (number, state) in seated.chain(parted) {
            let caller = &pool.callers[number];
            let Some(script) = caller.script else { continue };
            let contributed = pool.scripts[script].contributed(caller.frame);
            match state {
                CallerState::Away | CallerState::Joins => (),
                CallerState::Stays => add(&mut self.sum, contributed),
                CallerState::Moves | CallerState::Leaves => {
                    self.faded.copy_from_slice(contributed);
                    let fade = if state == CallerState::Moves { fade_in } else { fade_out };
                    fade(&mut self.faded, self.ramp);
                    add(&mut self.sum, &self.faded);
                }
            }
        }
        if room == 0
            && let Some(hash) = &mut self.recorded
        {
            limited(&self.sum, &mut self.expected);
            hash.samples(&self.expected);
        }
    }

    /// Computes the output of a caller.
    fn expect(&mut self, pool: &CallerPool, number: usize) {
        let caller = &pool.callers[number];
        let own = caller.script.map(|script| pool.scripts[script].contributed(caller.frame));
        match (caller.state, own) {
            (CallerState::Stays, Some(own)) => without(&self.sum, own, &mut self.expected),
            (CallerState::Moves, Some(own)) => {
                self.faded.copy_from_slice(own);
                fade_in(&mut self.faded, self.ramp);
                without(&self.sum, &self.faded, &mut self.expected);
            }
            _ => limited(&self.sum, &mut self.expected),
        }
        if matches!(caller.state, CallerState::Joins | CallerState::Moves) {
            fade_in(&mut self.expected, self.ramp);
        }
        if caller.state == CallerState::Moves {
            lay_decay(&mut self.expected, caller.last_heard.unwrap_or(0), self.decay);
        }
    }
}
