//! What each must hear in a tick, by the contract alone, against what it was given.

use super::crowd::{ANNOUNCED, Crowd, Mark, SAID};
use super::exact::{Hash, add, fade_in, fade_out, lay, lay_decay, limited, without};
use super::findings::Findings;

/// The reference mix.
#[derive(Debug)]
pub struct Reference {
    /// What it has found.
    pub findings: Findings,
    /// Plays that have ended.
    pub plays_ended: u64,
    /// The whole mix of the first room, since [`Reference::begin_recording`].
    pub recorded: Option<Hash>,
    ramp: usize,
    decay: usize,
    sum: Vec<i32>,
    /// Contributions with fades, of those who come or go.
    faded: Vec<i16>,
    expected: Vec<i16>,
}

impl Reference {
    /// For that rate's frames, `ms` being samples of a millisecond.
    pub fn new(frame: usize, ms: usize) -> Reference {
        Reference {
            findings: Findings::NONE,
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

    /// Looks at all rooms, `checked` of them sample by sample. `heard`: by seat, what it was given in that tick.
    pub fn look(&mut self, tick: u64, crowd: &mut Crowd, checked: usize, heard: &[i16]) {
        let frame = crowd.frame();
        for room in 0..crowd.rooms.len() {
            let Crowd { rooms, prompts, .. } = crowd;
            let (from, to, ended) = Crowd::play(&prompts[ANNOUNCED], &mut rooms[room].announced, frame);
            self.plays_ended += u64::from(ended);
            if room < checked {
                self.sum.fill(0);
                add(&mut self.sum, &crowd.prompts[ANNOUNCED][from..to]);
                self.add_contributions(crowd, room);
            }
            for at in 0..crowd.rooms[room].seats.len() {
                let number = crowd.rooms[room].seats[at];
                let Crowd { seats, prompts, .. } = crowd;
                let (from, to, ended) = Crowd::play(&prompts[SAID], &mut seats[number].said, frame);
                self.plays_ended += u64::from(ended);
                let mark = crowd.seats[number].mark;
                if matches!(mark, Mark::Away | Mark::Leaves) {
                    continue;
                }
                if room >= checked {
                    crowd.seats[number].last_heard = None;
                    continue;
                }
                let is_known = mark != Mark::Moves || crowd.seats[number].last_heard.is_some();
                self.expect(crowd, number);
                crowd.seats[number].last_heard = Some(self.expected[frame - 1]);
                if !is_known {
                    // It comes from a room that is not checked: what decays under its first frame here nobody knows.
                    self.findings.unjudged += 1;
                    continue;
                }
                lay(&mut self.expected, &crowd.prompts[SAID][from..to]);
                let heard = &heard[number * frame..][..frame];
                self.findings.compare(tick, room, number, heard, &self.expected);
            }
        }
    }

    /// Adds up who speaks in a room, and who is heard in it for the last time.
    fn add_contributions(&mut self, crowd: &Crowd, room: usize) {
        let parted = crowd.partings.iter().filter(|(_, from)| *from == room);
        let parted = parted.map(|(number, _)| (*number, Mark::Leaves));
        let seated = crowd.rooms[room].seats.iter().map(|number| (*number, crowd.seats[*number].mark));
        for (number, mark) in seated.chain(parted) {
            let seat = &crowd.seats[number];
            let Some(script) = seat.script else { continue };
            let contributed = crowd.scripts[script].contributed(seat.frame);
            match mark {
                Mark::Away | Mark::Joins => (),
                Mark::Stays => add(&mut self.sum, contributed),
                Mark::Moves | Mark::Leaves => {
                    self.faded.copy_from_slice(contributed);
                    let fade = if mark == Mark::Moves { fade_in } else { fade_out };
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

    /// What that one hears of its room.
    fn expect(&mut self, crowd: &Crowd, number: usize) {
        let seat = &crowd.seats[number];
        let own = seat.script.map(|script| crowd.scripts[script].contributed(seat.frame));
        match (seat.mark, own) {
            (Mark::Stays, Some(own)) => without(&self.sum, own, &mut self.expected),
            (Mark::Moves, Some(own)) => {
                self.faded.copy_from_slice(own);
                fade_in(&mut self.faded, self.ramp);
                without(&self.sum, &self.faded, &mut self.expected);
            }
            _ => limited(&self.sum, &mut self.expected),
        }
        if matches!(seat.mark, Mark::Joins | Mark::Moves) {
            fade_in(&mut self.expected, self.ramp);
        }
        if seat.mark == Mark::Moves {
            lay_decay(&mut self.expected, seat.last_heard.unwrap_or(0), self.decay);
        }
    }
}
