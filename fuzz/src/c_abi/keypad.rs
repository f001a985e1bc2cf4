//! Keys are injected, and digits sent.

use super::model::Command;
use super::{Host, Kind, judge_call};
use crate::abi;

/// Keys, and what is none.
const NAMES: [u8; 24] = *b"0123456789*#ABCDabcdE \xff\0";

/// How many of them are keys.
const GOOD: usize = 20;

/// The most digits that may wait.
const MOST: u64 = 32;

impl Host<'_> {
    /// The name of a key, seldom of none.
    fn key(&mut self, faults: &mut Vec<i32>) -> u8 {
        let at = match usize::from(self.input.byte()) {
            byte @ 0..240 => byte % 4,
            byte => byte % NAMES.len(),
        };
        if at >= GOOD {
            faults.push(abi::INVALID_ARGUMENT);
        }
        NAMES[at]
    }

    /// One of `good`, seldom one of `bad`, which is refused.
    fn choose<T: Copy + PartialEq>(&mut self, good: &[T], bad: &[T], faults: &mut Vec<i32>) -> T {
        if self.input.seldom(20) {
            faults.push(abi::INVALID_ARGUMENT);
            return self.input.pick(bad);
        }
        self.input.pick(good)
    }

    /// What is wrong with a call that sends a command of a participant in a room; which it is.
    fn in_room(&mut self, w: usize, handle: u64, faults: &mut Vec<i32>) -> (abi::Engine, Option<usize>) {
        let engine = self.engine(w, faults);
        let found = self.find(w, Kind::Participant, handle);
        faults.extend(found.as_ref().err().into_iter().flatten());
        if let Ok(session) = found {
            let model = &self.worlds[w].model;
            if model.sessions[session].room.is_none() {
                faults.push(abi::NOT_IN_ROOM);
            }
            faults.extend(model.faults_of_command(model.sessions[session].account));
        }
        (engine, found.ok())
    }

    /// Whether a press, or its end, counts in the conference that runs: not if it began before. Then nothing is queued. A
    /// press that has reached its limit `lapses` for another begin, which is another press; its end is still of the first.
    fn counts(&self, w: usize, session: usize, key: u8, lapses: bool, faults: &mut Vec<i32>) -> bool {
        let model = &self.worlds[w].model;
        let it = &model.sessions[session];
        let held = it.held.filter(|held| held.0 == key && (!lapses || model.now < held.2));
        let counts = held.is_none_or(|held| held.1 == it.joins.len());
        faults.retain(|fault| counts || *fault != abi::QUEUE_FULL);
        counts
    }

    /// A key goes down.
    pub(super) fn press(&mut self, w: usize) {
        let handle = self.handle(w, Kind::Participant);
        let mut faults = Vec::new();
        let digit = self.key(&mut faults);
        let level = self.choose(&[-10_000, 0, -63_000], &[1, -63_001, i32::MIN], &mut faults);
        let limit = self.choose(&[0, 1, 50, 60_000], &[60_001, u32::MAX], &mut faults);
        let (engine, found) = self.in_room(w, handle, &mut faults);
        let key = digit.to_ascii_uppercase();
        let counts = found.is_none_or(|session| self.counts(w, session, key, true, &mut faults));
        // SAFETY: the engine is NULL or lives.
        let status =
            unsafe { abi::mixminus_participant_inject_dtmf_begin(engine, handle, digit, level, limit) };
        let is_ok = judge_call(status, &faults);
        if let Some(session) = found
            && [abi::OK, abi::NOT_IN_ROOM, abi::QUEUE_FULL].contains(&status)
        {
            // In a room or not: it is down from now on.
            let model = &mut self.worlds[w].model;
            let (now, frame_ms) = (model.now, model.limits.frame_ms as u64);
            let ms = if limit == 0 { 5000 } else { u64::from(limit) };
            let it = &mut model.sessions[session];
            let current = if it.room.is_some() { it.joins.len() } else { 0 };
            let held = it.held.filter(|held| held.0 == key && now < held.2);
            let join = held.map_or(current, |held| held.1);
            it.held = Some((key, join, now + ms.div_ceil(frame_ms) + 1));
        }
        if is_ok
            && counts
            && let Some(session) = found
        {
            let model = &mut self.worlds[w].model;
            // It may be made audible, now or when that is switched on.
            model.alter(session);
            model.commands.push_back(Command::Key(session));
        }
    }

    /// A key goes up.
    pub(super) fn release(&mut self, w: usize) {
        let handle = self.handle(w, Kind::Participant);
        let mut faults = Vec::new();
        let digit = self.key(&mut faults);
        let (engine, found) = self.in_room(w, handle, &mut faults);
        let key = digit.to_ascii_uppercase();
        let counts = found.is_none_or(|session| self.counts(w, session, key, false, &mut faults));
        // SAFETY: the engine is NULL or lives.
        let status = unsafe { abi::mixminus_participant_inject_dtmf_end(engine, handle, digit) };
        let is_ok = judge_call(status, &faults);
        let Some(session) = found else { return };
        if [abi::OK, abi::NOT_IN_ROOM, abi::QUEUE_FULL].contains(&status) {
            self.worlds[w].model.sessions[session].held.take_if(|held| held.0 == key);
        }
        if is_ok && counts {
            self.worlds[w].model.commands.push_back(Command::Key(session));
        }
    }

    /// Digits are sent.
    pub(super) fn dial(&mut self, w: usize) {
        let handle = self.handle(w, Kind::Participant);
        let mut faults = Vec::new();
        let count = self.choose(&[1, 2, 5, 32], &[0, 33, usize::MAX], &mut faults);
        let digits: Vec<u8> = (0..count.min(32)).map(|_| self.key(&mut faults)).collect();
        let level = self.choose(&[-10_000, -3_000, -55_000], &[-2_999, -55_001], &mut faults);
        let on = self.choose(&[20, 40, 100, 5_000], &[19, 5_001, 0], &mut faults);
        let off = self.choose(&[20, 40, 5_000], &[19, 5_001, u32::MAX], &mut faults);
        let (engine, found) = self.in_room(w, handle, &mut faults);
        if let Some(session) = found {
            let it = &self.worlds[w].model.sessions[session];
            if (it.digits - it.ear.dialled).saturating_add(count as u64) > MOST {
                faults.push(abi::QUEUE_FULL);
            }
        }
        let place = digits.as_ptr();
        // SAFETY: the engine is NULL or lives; the digits are as many as it says, or refused by their number.
        let status =
            unsafe { abi::mixminus_participant_send_dtmf(engine, handle, place, count, level, on, off) };
        if judge_call(status, &faults)
            && let Some(session) = found
        {
            let model = &mut self.worlds[w].model;
            model.sessions[session].digits += count as u64;
            let samples = model.limits.samples(on as usize) + model.limits.samples(off as usize);
            let seat = model.seat(session, usize::MAX);
            model.commands.push_back(Command::Dial(session, seat, count, samples));
        }
    }
}
