//! The churn: which callers join, leave and move in each tick.

use mixminus::{Engine, JoinOptions, ParticipantConfig, ParticipantId};

use super::callers::{ACCOUNT, Caller, CallerPool, CallerState, ENVIRONMENT};
use super::lines::Lines;
use super::script::SCRIPTS;
use crate::fail::Failure;

/// The most commands per tick: fewer than a tick applies, so none is delayed.
const COMMANDS_PER_TICK: u32 = 200;

/// How long a caller is away at most, ticks.
const AWAY_TICKS: u64 = 50;

/// In rooms with taps a participant is freed so many ticks after it left. If it were freed during a tick, its tap could
/// end before its last frame.
const FREED_AFTER_TICKS: u64 = 10;

/// A caller stays for so many ticks at least.
const MIN_STAY_TICKS: u64 = 10;

/// Is called before a caller joins, leaves or moves.
pub trait CallObserver {
    /// A participant is about to join.
    fn joins(
        &mut self,
        engine: &Engine,
        room: usize,
        caller: usize,
        who: ParticipantId,
    ) -> Result<(), Failure>;
    /// A participant is about to leave.
    fn leaves(&mut self, engine: &Engine, room: usize, caller: usize, who: ParticipantId);
    /// A participant is about to move to room `to`.
    fn moves(
        &mut self,
        engine: &Engine,
        to: usize,
        caller: usize,
        who: ParticipantId,
    ) -> Result<(), Failure> {
        let _ = (engine, to, caller, who);
        Ok(())
    }
}

impl CallerPool {
    /// After all callers have sent their frames: lets callers join, leave and move with tick `now`, and begins plays.
    pub fn churn(
        &mut self,
        engine: &Engine,
        now: u64,
        observer: &mut impl CallObserver,
    ) -> Result<(), Failure> {
        self.commands = 0;
        self.departures.clear();
        while let Some((participant, _)) = self.gone.front().copied().filter(|(_, due)| *due <= now) {
            self.gone.pop_front();
            engine.participant_free(participant)?;
        }
        for room in 0..self.rooms.len() {
            self.rooms[room].swapped = false;
            for at in 0..self.rooms[room].callers.len() {
                let number = self.rooms[room].callers[at];
                let caller = &self.callers[number];
                if caller.due > now {
                    continue;
                }
                if caller.state == CallerState::Away {
                    self.join(engine, now, room, number, observer)?;
                } else if self.may_leave(room, number) {
                    self.leave(engine, now, room, number, observer)?;
                }
            }
        }
        for (owed, rate) in self.owed.iter_mut().zip(self.rates) {
            *owed = (*owed + rate).min(100.0);
        }
        while self.is_due(0) {
            self.swap(engine, now, observer)?;
        }
        while self.is_due(1) {
            self.announce(engine)?;
        }
        while self.is_due(2) {
            self.say(engine)?;
        }
        Ok(())
    }

    /// Returns true, and takes one off, if an action of that kind (move, announcement, prompt) is due.
    fn is_due(&mut self, kind: usize) -> bool {
        let due = self.owed[kind] >= 1.0 && self.commands + 2 <= COMMANDS_PER_TICK;
        if due {
            self.owed[kind] -= 1.0;
        }
        due
    }

    fn join(
        &mut self,
        engine: &Engine,
        now: u64,
        room: usize,
        number: usize,
        observer: &mut impl CallObserver,
    ) -> Result<(), Failure> {
        if self.commands >= COMMANDS_PER_TICK {
            return Ok(());
        }
        self.commands += self.commands_of_join(room);
        let call = ParticipantConfig {
            account: ACCOUNT,
            environment: ENVIRONMENT,
            user: number as u64,
            ..ParticipantConfig::default()
        };
        let participant = engine.participant_new(&call)?;
        observer.joins(engine, room, number, participant)?;
        let place = &mut self.rooms[room];
        let adaptive = self.lines.as_ref().map(Lines::adaptive);
        let options = JoinOptions { adaptive, ..JoinOptions::new(place.name.as_bytes()) };
        place.id = engine.join(participant, &options)?;
        place.present += 1;
        let stay = match self.stay {
            0 => u64::MAX / 2,
            mean => mean / 2 + self.random.below(mean + 1),
        };
        let talks = self.callers[number].talks;
        self.callers[number] = Caller {
            participant,
            state: CallerState::Joins,
            script: talks.then(|| self.random.below(SCRIPTS as u64) as usize),
            frame: 0,
            last_heard: Some(0),
            said: None,
            talks,
            joined: now,
            due: now + stay.max(MIN_STAY_TICKS),
        };
        self.done.joins += 1;
        if let Some(lines) = &mut self.lines {
            lines.begin(number, participant);
        }
        Ok(())
    }

    /// Commands of a join or a move. A tap is one, too; with impaired lines it is counted whether the room is checked or
    /// not, so that what happens does not depend on that.
    fn commands_of_join(&self, room: usize) -> u32 {
        if room < self.plain_rooms || self.lines.is_some() { 2 } else { 1 }
    }

    /// Returns true if no digit and no prompt is in progress, and the room is not empty afterwards.
    fn may_leave(&self, room: usize, number: usize) -> bool {
        let caller = &self.callers[number];
        let far_from_dtmf =
            caller.script.is_none_or(|script| self.scripts[script].is_far_from_dtmf(caller.frame));
        caller.state == CallerState::Stays
            && far_from_dtmf
            && caller.said.is_none()
            && self.rooms[room].present > 1
    }

    fn leave(
        &mut self,
        engine: &Engine,
        now: u64,
        room: usize,
        number: usize,
        observer: &mut impl CallObserver,
    ) -> Result<(), Failure> {
        let caller = &mut self.callers[number];
        observer.leaves(engine, room, number, caller.participant);
        if let Some(lines) = &mut self.lines {
            lines.end(engine, number);
        }
        // Half of the participants leave the room before they are freed.
        let removed = self.random.below(2) == 0;
        if removed || room < self.plain_rooms {
            engine.leave(caller.participant)?;
        }
        if room < self.plain_rooms {
            self.gone.push_back((caller.participant, now + FREED_AFTER_TICKS));
        } else {
            engine.participant_free(caller.participant)?;
        }
        caller.state = CallerState::Leaves;
        caller.due = now + 1 + self.random.below(AWAY_TICKS);
        self.rooms[room].present -= 1;
        self.done.leaves += 1;
        Ok(())
    }

    /// Swaps two callers of different rooms.
    fn swap(&mut self, engine: &Engine, now: u64, observer: &mut impl CallObserver) -> Result<(), Failure> {
        let rooms = (self.rooms.len() - self.plain_rooms) as u64;
        if rooms < 2 {
            return Ok(());
        }
        let first = self.plain_rooms + self.random.below(rooms) as usize;
        let second = self.plain_rooms + self.random.below(rooms) as usize;
        let at = self.random.below(self.rooms[first].callers.len() as u64) as usize;
        let pair = [(first, second), (second, first)];
        let can = |room: usize| {
            let caller = &self.callers[self.rooms[room].callers[at]];
            let settled = caller.state == CallerState::Stays && caller.joined + MIN_STAY_TICKS < now;
            settled && self.rooms[room].present > 1 && !self.rooms[room].swapped
        };
        if first == second || !can(first) || !can(second) {
            return Ok(());
        }
        for (from, to) in pair {
            let number = self.rooms[from].callers[at];
            let caller = &mut self.callers[number];
            observer.moves(engine, to, number, caller.participant)?;
            engine.move_to(caller.participant, self.rooms[to].name.as_bytes())?;
            caller.state = CallerState::Moves;
            self.departures.push((number, from));
            self.rooms[from].swapped = true;
        }
        let (one, other) = (self.rooms[first].callers[at], self.rooms[second].callers[at]);
        (self.rooms[first].callers[at], self.rooms[second].callers[at]) = (other, one);
        self.commands += self.commands_of_join(first) + self.commands_of_join(second);
        self.done.moves += 2;
        Ok(())
    }
}
