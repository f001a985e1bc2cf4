//! The reference mix: computes from the contract alone the output of each caller in a tick, and compares it with the
//! engine's.

use super::callers::{ANNOUNCED, CallerPool, CallerState, SAID};
use super::exact::{Hash, add, fade_in, fade_out, lay, lay_decay, limited, without};
use super::findings::CheckResult;
use super::tapped::TappedContributions;

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

    /// Handles a tick: compares all frames of the first `checked` rooms. `tapped`: what callers contributed, if it is
    /// not what their scripts say; `outputs`: the engine's output in that tick, per caller.
    pub fn check_tick(
        &mut self,
        tick: u64,
        pool: &mut CallerPool,
        checked: usize,
        tapped: Option<&TappedContributions>,
        outputs: &[i16],
    ) {
        let frame = pool.frame();
        for room in 0..pool.rooms.len() {
            let CallerPool { rooms, prompts, .. } = pool;
            let (from, to, ended) = CallerPool::play(&prompts[ANNOUNCED], &mut rooms[room].announced, frame);
            self.plays_ended += u64::from(ended);
            // What a caller that moves away contributes last, no tap records.
            let is_mix_known = tapped.is_none() || pool.departures.iter().all(|(_, left)| *left != room);
            if room < checked {
                self.sum.fill(0);
                add(&mut self.sum, &pool.prompts[ANNOUNCED][from..to]);
                self.add_contributions(pool, tapped, room);
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
                self.expect(pool, tapped, number);
                pool.callers[number].last_heard = is_mix_known.then_some(self.expected[frame - 1]);
                if !(is_known && is_mix_known) {
                    // A caller that comes from a room that is not checked: the decay under its first frame is not
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
    fn add_contributions(&mut self, pool: &CallerPool, tapped: Option<&TappedContributions>, room: usize) {
        let parted = pool.departures.iter().filter(|(_, from)| *from == room);
        let parted = parted.map(|(number, _)| (*number, CallerState::Leaves)).filter(|_| tapped.is_none());
        let seated = pool.rooms[room].callers.iter().map(|number| (*number, pool.callers[*number].state));
        for (number, state) in seated.chain(parted) {
            if let Some(own) = contribution(pool, tapped, (number, state), &mut self.faded, self.ramp) {
                add(&mut self.sum, own);
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
    fn expect(&mut self, pool: &CallerPool, tapped: Option<&TappedContributions>, number: usize) {
        let caller = &pool.callers[number];
        match contribution(pool, tapped, (number, caller.state), &mut self.faded, self.ramp) {
            Some(own) => without(&self.sum, own, &mut self.expected),
            None => limited(&self.sum, &mut self.expected),
        }
        if matches!(caller.state, CallerState::Joins | CallerState::Moves) {
            fade_in(&mut self.expected, self.ramp);
        }
        if caller.state == CallerState::Moves {
            lay_decay(&mut self.expected, caller.last_heard.unwrap_or(0), self.decay);
        }
    }
}

/// What a caller in that state contributes to a room; `None`: silence. `faded`: space for a frame.
fn contribution<'a>(
    pool: &'a CallerPool,
    tapped: Option<&'a TappedContributions>,
    (number, state): (usize, CallerState),
    faded: &'a mut [i16],
    ramp: usize,
) -> Option<&'a [i16]> {
    let caller = &pool.callers[number];
    if state == CallerState::Away {
        return None;
    }
    if let Some(tapped) = tapped {
        return tapped.contributed(number);
    }
    let own = pool.scripts[caller.script?].contributed(caller.frame);
    let fade = match state {
        CallerState::Away | CallerState::Joins => return None,
        CallerState::Stays => return Some(own),
        CallerState::Moves => fade_in,
        CallerState::Leaves => fade_out,
    };
    faded.copy_from_slice(own);
    fade(faded, ramp);
    Some(faded)
}
