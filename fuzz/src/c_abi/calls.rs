//! Participants come, join, leave, move and go.

use super::ear::Ear;
use super::model::{Command, Join, Session, Settings};
use super::names::{self, Name};
use super::voice::Voice;
use super::{Host, Kind, judge_call};
use crate::abi::{self, Form, Grown, JoinOptions, ParticipantConfig};

impl Host<'_> {
    /// The engine, seldom NULL, which is then among the faults.
    pub(super) fn engine(&mut self, w: usize, faults: &mut Vec<i32>) -> abi::Engine {
        if self.input.byte() == 255 {
            faults.push(abi::INVALID_ARGUMENT);
            return std::ptr::null_mut();
        }
        self.worlds[w].engine
    }

    /// Which version of a struct the host has; mostly that of the header.
    pub(super) fn form(&mut self, faults: &mut Vec<i32>) -> Form {
        match self.input.byte() {
            255 => {
                faults.push(abi::STRUCT_SIZE);
                Form::Short
            }
            254 => {
                faults.push(abi::STRUCT_SIZE);
                Form::Unknown
            }
            240..254 => Form::Longer,
            _ => Form::Plain,
        }
    }

    /// A flag, seldom neither 0 nor 1.
    pub(super) fn flag(&mut self, faults: &mut Vec<i32>) -> u32 {
        let byte = u32::from(self.input.byte());
        if byte < 250 {
            return byte / 3 % 2;
        }
        faults.push(abi::INVALID_ARGUMENT);
        byte
    }

    /// Notes what is wrong with a name.
    pub(super) fn check(name: &Name, faults: &mut Vec<i32>) -> usize {
        name.number.unwrap_or_else(|| {
            faults.push(abi::INVALID_ARGUMENT);
            0
        })
    }

    pub(super) fn new_participant(&mut self, w: usize) {
        let (account, environment) = (self.name(), self.name());
        let user = self.users + 1;
        let status = self.try_new(w, account, environment, user);
        self.users += u64::from(status == 0);
    }

    /// Asks for a participant and answers the status.
    fn try_new(&mut self, w: usize, account: Name, environment: Name, user: u64) -> i32 {
        let mut faults = Vec::new();
        let mut config = Grown::<ParticipantConfig>::new();
        config.shape(self.form(&mut faults));
        let c = &mut config.value;
        (c.account, c.account_len) = (account.bytes, account.len);
        (c.environment, c.environment_len) = (environment.bytes, environment.len);
        c.user = user;
        c.reserved = u32::from(self.input.byte() == 255);
        if c.reserved != 0 {
            faults.push(abi::INVALID_ARGUMENT);
        }
        let engine = self.engine(w, &mut faults);
        let (account, environment) =
            (Self::check(&account, &mut faults), Self::check(&environment, &mut faults));
        faults.extend(self.worlds[w].model.faults_of_new(account));
        let mut handle = 7;
        // SAFETY: the engine is NULL or lives; the struct is as long as it says, its names as long as they say.
        let status = unsafe { abi::mixminus_participant_new(engine, &config.value, &mut handle) };
        if judge_call(status, &faults) {
            let sessions = &mut self.worlds[w].model.sessions;
            let known = self.handles.insert(handle, (w, Kind::Participant, sessions.len()));
            assert!(known.is_none() && handle != 0, "the handle {handle:#x} is that of another");
            sessions.push(Session {
                handle,
                account,
                environment,
                user,
                live: true,
                room: None,
                settings: Settings::NONE,
                last_end: 0,
                joins: Vec::new(),
                seat: None,
                voice: Voice::new(),
                ear: Ear::new(),
                digits: 0,
                held: None,
                marks: 0,
            });
        } else {
            assert_eq!(handle, 0);
        }
        status
    }

    pub(super) fn free(&mut self, w: usize) {
        let handle = self.handle(w, Kind::Participant);
        self.free_one(w, handle);
    }

    fn free_one(&mut self, w: usize, handle: u64) {
        let mut faults = Vec::new();
        let engine = self.engine(w, &mut faults);
        let found = self.find(w, Kind::Participant, handle);
        faults.extend(found.as_ref().err().into_iter().flatten());
        // SAFETY: the engine is NULL or lives.
        let status = unsafe { abi::mixminus_participant_free(engine, handle) };
        if judge_call(status, &faults)
            && let Ok(session) = found
        {
            self.worlds[w].model.end(session, abi::HANG_UP);
            self.worlds[w].model.sessions[session].live = false;
        }
    }

    /// Frees all; then, after a tick, all places are there again.
    pub(super) fn free_all(&mut self, w: usize) {
        for session in self.worlds[w].live() {
            let handle = self.worlds[w].model.sessions[session].handle;
            self.free_one(w, handle);
        }
        for _ in 0..4 {
            self.worlds[w].tick();
        }
        if self.worlds[w].live().is_empty() {
            let engine = self.worlds[w].engine;
            let quota = Grown::<abi::AccountQuota>::new();
            let name = names::good(0);
            // SAFETY: the engine lives, the struct is as its `_init` made it, the name is as long as it says.
            let status =
                unsafe { abi::mixminus_account_quota_set(engine, name.bytes, name.len, &quota.value) };
            judge_call(status, &[]);
            self.worlds[w].model.quotas.insert(0, (0, 0));
            for _ in 0..=self.worlds[w].model.limits.participants {
                self.try_new(w, name, name, 0);
            }
        }
        self.worlds[w].check_stats();
    }

    pub(super) fn join(&mut self, w: usize) {
        let handle = self.handle(w, Kind::Participant);
        let mut faults = Vec::new();
        let mut options = Grown::<JoinOptions>::new();
        options.shape(self.form(&mut faults));
        let id = self.name();
        let id_number = Self::check(&id, &mut faults);
        let limits = self.worlds[w].model.limits;
        let o = &mut options.value;
        (o.conference_id, o.conference_id_len) = (id.bytes, id.len);
        // The bare mixer, whose samples the model knows, mostly.
        (o.detect_dtmf, o.play_tones, o.generate_dtmf) = (0, 1, 0);
        if self.input.seldom(8) {
            o.detect_dtmf = self.flag(&mut faults);
            o.play_tones = self.flag(&mut faults);
            o.generate_dtmf = self.flag(&mut faults);
        }
        if self.input.seldom(2) {
            o.mute = self.flag(&mut faults);
            o.deaf = self.flag(&mut faults);
            o.talk_events = self.flag(&mut faults);
            o.gain_mdb = self.gain(&mut faults);
            o.prefill_ms = self.input.pick(&[abi::DEFAULT_MS, 0, 0, 10, 40, 200, 201]);
            o.cap_ms = self.input.pick(&[abi::DEFAULT_MS, abi::DEFAULT_MS, 20, 0, 60, 300]);
        }
        let of = |ms, default| if ms == abi::DEFAULT_MS { default } else { ms };
        let prefill = of(o.prefill_ms, limits.prefill_ms);
        let cap = of(o.cap_ms, (prefill + 40).min(limits.max_cap_ms));
        if prefill > 200 || cap < prefill || cap > limits.max_cap_ms {
            faults.push(abi::INVALID_ARGUMENT);
        }
        let settings = Settings {
            mute: o.mute == 1,
            deaf: o.deaf == 1,
            gain_mdb: o.gain_mdb,
            detect: o.detect_dtmf == 1,
            play: o.play_tones == 1,
            sound: o.generate_dtmf == 1,
        };
        let engine = self.engine(w, &mut faults);
        let found = self.find(w, Kind::Participant, handle);
        faults.extend(found.as_ref().err().into_iter().flatten());
        let model = &self.worlds[w].model;
        let key = found
            .as_ref()
            .ok()
            .map(|&s| (model.sessions[s].account, model.sessions[s].environment, id_number));
        if let (Ok(session), Some(key)) = (&found, &key) {
            match model.sessions[*session].room {
                Some(_) => {
                    faults.extend([abi::ALREADY_IN_ROOM].iter().chain(&model.faults_of_coming(*key, None)))
                }
                None => faults.extend(model.faults_of_coming(*key, None)),
            }
        }
        let mut room = 7;
        // SAFETY: the engine is NULL or lives; the struct is as long as it says, its name too.
        let status = unsafe { abi::mixminus_participant_join(engine, handle, &options.value, &mut room) };
        if !judge_call(status, &faults) {
            assert_eq!(room, 0);
        } else if let (Ok(session), Some(key)) = (found, key) {
            let samples = |ms| limits.samples(ms as usize);
            let join = Join {
                ended: 0,
                prefill: samples(prefill),
                cap: samples(cap).max(samples(prefill) + limits.frame()),
                cap_ms: cap as usize,
                altered: !settings.play,
            };
            let model = &mut self.worlds[w].model;
            let it = &mut model.sessions[session];
            it.joins.push(join);
            it.settings = settings;
            it.digits = 0;
            it.last_end = 0;
            it.voice.join();
            it.ear.join();
            let index = model.come(session, key, room);
            let seat = model.seat(session, index);
            model.commands.push_back(Command::Join(session, seat));
            self.handles.insert(room, (w, Kind::Room, index));
        }
    }

    pub(super) fn leave(&mut self, w: usize) {
        let handle = self.handle(w, Kind::Participant);
        let mut faults = Vec::new();
        let engine = self.engine(w, &mut faults);
        let found = self.find(w, Kind::Participant, handle);
        faults.extend(found.as_ref().err().into_iter().flatten());
        if let Ok(session) = found
            && self.worlds[w].model.sessions[session].room.is_none()
        {
            faults.push(abi::NOT_IN_ROOM);
        }
        // SAFETY: the engine is NULL or lives.
        let status = unsafe { abi::mixminus_participant_leave(engine, handle) };
        if judge_call(status, &faults)
            && let Ok(session) = found
        {
            self.worlds[w].model.end(session, abi::REMOVED);
        }
    }

    pub(super) fn move_to(&mut self, w: usize) {
        let handle = self.handle(w, Kind::Participant);
        let mut faults = Vec::new();
        let id = self.name();
        let id_number = Self::check(&id, &mut faults);
        let engine = self.engine(w, &mut faults);
        let found = self.find(w, Kind::Participant, handle);
        faults.extend(found.as_ref().err().into_iter().flatten());
        let model = &self.worlds[w].model;
        let key = found
            .as_ref()
            .ok()
            .map(|&s| (model.sessions[s].account, model.sessions[s].environment, id_number));
        if let (Ok(session), Some(key)) = (&found, &key) {
            let room = model.sessions[*session].room;
            if room.is_none() {
                faults.push(abi::NOT_IN_ROOM);
            } else if room == model.find(*key) {
                faults.push(abi::ALREADY_IN_ROOM);
            }
            faults.extend(model.faults_of_coming(*key, room));
        }
        let mut room = 7;
        // SAFETY: the engine is NULL or lives; the name is as long as it says, or refused by its length.
        let status = unsafe { abi::mixminus_participant_move(engine, handle, id.bytes, id.len, &mut room) };
        if !judge_call(status, &faults) {
            assert_eq!(room, 0);
        } else if let (Ok(session), Some(key)) = (found, key) {
            let model = &mut self.worlds[w].model;
            let from = model.sessions[session].room;
            let index = model.come(session, key, room);
            if let Some(from) = from {
                model.rooms[from].members.retain(|&member| member != session);
            }
            let seat = model.seat(session, index);
            model.commands.push_back(Command::Move(session, seat));
            self.handles.insert(room, (w, Kind::Room, index));
        }
    }
}
