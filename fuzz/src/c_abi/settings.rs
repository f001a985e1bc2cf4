//! Mute, deaf, gain and key switches; templates and quotas; rooms are closed.

use super::names::Name;
use super::{Host, Kind, judge_call};
use crate::abi::{self, AccountQuota, Grown, RoomTemplate};

impl Host<'_> {
    /// A gain, mostly 0 dB, seldom out of its range.
    pub(super) fn gain(&mut self, faults: &mut Vec<i32>) -> i32 {
        let gain = self.input.pick(&[0, 0, 0, -60_000, 24_000, -6_000, 1, -60_001, 24_001, i32::MIN]);
        if !(-60_000..=24_000).contains(&gain) {
            faults.push(abi::INVALID_ARGUMENT);
        }
        gain
    }

    /// Sets mute (0), deaf (1), gain (2), detection (3), playing (4) or sounding (5) of keys of a participant.
    pub(super) fn set(&mut self, w: usize, what: usize) {
        let handle = self.handle(w, Kind::Participant);
        let mut faults = Vec::new();
        let (flag, gain) = match what {
            2 => (0, self.gain(&mut faults)),
            _ => (self.flag(&mut faults), 0),
        };
        self.set_to(w, handle, (what, flag, gain), faults);
    }

    /// Sets the rates of a participant's host to that of its line, at which no sample changes, or to wrong ones.
    pub(super) fn set_own_rates(&mut self, w: usize) {
        let handle = self.handle(w, Kind::Participant);
        let own = self.worlds[w].model.limits.hz as u32;
        let rates =
            [self.input.pick(&[own, 0, own, 0, 11_025, u32::MAX]), self.input.pick(&[own, 0, 0, own, 1])];
        let mut faults = Vec::new();
        if rates.iter().any(|rate| *rate != own && *rate != 0) {
            faults.push(abi::INVALID_ARGUMENT);
        }
        let engine = self.engine(w, &mut faults);
        faults.extend(self.find(w, Kind::Participant, handle).err().into_iter().flatten());
        // SAFETY: the engine is NULL or lives.
        let status = unsafe { abi::mixminus_participant_set_rates(engine, handle, rates[0], rates[1]) };
        judge_call(status, &faults);
    }

    /// Many settings at once, of which the last count.
    pub(super) fn burst(&mut self, w: usize) {
        let handle = self.handle(w, Kind::Participant);
        let count = u32::from(self.input.byte());
        for at in 0..count {
            self.set_to(w, handle, (at as usize % 2, at / 2 % 2, 0), Vec::new());
        }
    }

    fn set_to(&mut self, w: usize, handle: u64, (what, flag, gain): (usize, u32, i32), mut faults: Vec<i32>) {
        let engine = self.engine(w, &mut faults);
        let found = self.find(w, Kind::Participant, handle);
        faults.extend(found.as_ref().err().into_iter().flatten());
        if let Ok(session) = found {
            let model = &self.worlds[w].model;
            if model.sessions[session].room.is_none() {
                faults.push(abi::NOT_IN_ROOM);
            }
        }
        // SAFETY: the engine is NULL or lives.
        let status = unsafe {
            match what {
                0 => abi::mixminus_participant_set_mute(engine, handle, flag),
                1 => abi::mixminus_participant_set_deaf(engine, handle, flag),
                2 => abi::mixminus_participant_set_gain(engine, handle, gain),
                3 => abi::mixminus_participant_set_detect_dtmf(engine, handle, flag),
                4 => abi::mixminus_participant_set_play_tones(engine, handle, flag),
                _ => abi::mixminus_participant_set_generate_dtmf(engine, handle, flag),
            }
        };
        if judge_call(status, &faults)
            && let Ok(session) = found
        {
            let model = &mut self.worlds[w].model;
            let it = &mut model.sessions[session];
            match what {
                0 => it.settings.mute = flag == 1,
                1 => it.settings.deaf = flag == 1,
                2 => it.settings.gain_mdb = gain,
                3 => it.settings.detect = flag == 1,
                4 => it.settings.play = flag == 1,
                _ => it.settings.sound = flag == 1,
            }
            if what == 4 && flag == 0 {
                model.alter(session);
            }
            if !model.changed.contains(&session) {
                model.changed.push(session);
            }
        }
    }

    pub(super) fn close(&mut self, w: usize) {
        let handle = self.handle(w, Kind::Room);
        let mut faults = Vec::new();
        let engine = self.engine(w, &mut faults);
        let found = self.find(w, Kind::Room, handle);
        faults.extend(found.as_ref().err().into_iter().flatten());
        // SAFETY: the engine is NULL or lives.
        let status = unsafe { abi::mixminus_room_close(engine, handle) };
        if judge_call(status, &faults)
            && let Ok(room) = found
        {
            let model = &mut self.worlds[w].model;
            for session in model.rooms[room].members.clone() {
                model.end(session, abi::CLOSED);
            }
        }
    }

    pub(super) fn set_template(&mut self, w: usize) {
        let mut faults = Vec::new();
        let (account, environment, id) = (self.name(), self.name(), self.name());
        let for_all = self.input.seldom(2);
        let id = if for_all { Name { bytes: std::ptr::null(), len: 0, number: None } } else { id };
        let key = (
            Self::check(&account, &mut faults),
            Self::check(&environment, &mut faults),
            (!for_all).then(|| Self::check(&id, &mut faults)),
        );
        let engine = self.engine(w, &mut faults);
        let (a, e) = (account, environment);
        if self.input.seldom(3) {
            // SAFETY: the engine is NULL or lives; the names are as long as they say, or refused by their lengths.
            let status = unsafe {
                abi::mixminus_room_template_remove(engine, a.bytes, a.len, e.bytes, e.len, id.bytes, id.len)
            };
            if judge_call(status, &faults) {
                self.worlds[w].model.templates.remove(&key);
            }
            return;
        }
        let mut settings = Grown::<RoomTemplate>::new();
        settings.shape(self.form(&mut faults));
        settings.value.capacity = self.input.pick(&[1, 2, 3, 5, 1024, 0, 1025]);
        let capacity = settings.value.capacity as usize;
        if capacity == 0 || capacity > 1024 {
            faults.push(abi::INVALID_ARGUMENT);
        }
        let place = &settings.value;
        // SAFETY: as above, and the struct is as long as it says.
        let status = unsafe {
            abi::mixminus_room_template_set(engine, a.bytes, a.len, e.bytes, e.len, id.bytes, id.len, place)
        };
        if judge_call(status, &faults) {
            self.worlds[w].model.templates.insert(key, capacity);
        }
    }

    pub(super) fn set_quota(&mut self, w: usize) {
        let mut faults = Vec::new();
        let name = self.name();
        let account = Self::check(&name, &mut faults);
        let engine = self.engine(w, &mut faults);
        if self.input.seldom(3) {
            // SAFETY: the engine is NULL or lives; the name is as long as it says, or refused by its length.
            let status = unsafe { abi::mixminus_account_quota_reset(engine, name.bytes, name.len) };
            if judge_call(status, &faults) {
                self.worlds[w].model.quotas.remove(&account);
            }
            return;
        }
        let mut quota = Grown::<AccountQuota>::new();
        quota.shape(self.form(&mut faults));
        quota.value.rooms = self.input.pick(&[0, 1, 2, 3, u32::MAX]);
        quota.value.participants = self.input.pick(&[0, 1, 3, 8, u32::MAX]);
        // SAFETY: as above, and the struct is as long as it says.
        let status = unsafe { abi::mixminus_account_quota_set(engine, name.bytes, name.len, &quota.value) };
        if judge_call(status, &faults) {
            let set = (quota.value.rooms as usize, quota.value.participants as usize);
            self.worlds[w].model.quotas.insert(account, set);
        }
    }
}
