//! What control calls have made of participants and rooms, as the engine tells it.

use super::names::NAMES;
use super::{Host, Kind, judge_call};
use crate::abi::{self, Grown, ParticipantInfo, ParticipantStats, RoomInfo};

impl Host<'_> {
    pub(super) fn ask_of_participant(&mut self, w: usize) {
        let handle = self.handle(w, Kind::Participant);
        let mut faults = Vec::new();
        let (mut info, mut stats) = (Grown::<ParticipantInfo>::new(), Grown::<ParticipantStats>::new());
        let form = self.form(&mut faults);
        // A place for a result may hold anything behind what the library knows.
        faults.retain(|_| form == abi::Form::Short);
        info.shape(form);
        stats.shape(form);
        let engine = self.engine(w, &mut faults);
        let found = self.find(w, Kind::Participant, handle);
        faults.extend(found.as_ref().err().into_iter().flatten());
        // SAFETY: the engine is NULL or lives; the structs are as long as they say.
        let status = unsafe { abi::mixminus_participant_get_info(engine, handle, &mut info.value) };
        judge_call(status, &faults);
        // SAFETY: as above.
        let status = unsafe { abi::mixminus_participant_get_stats(engine, handle, &mut stats.value) };
        let (true, Ok(session)) = (judge_call(status, &faults), found) else {
            return;
        };
        let model = &self.worlds[w].model;
        let it = &model.sessions[session];
        let (i, s) = (info.value, stats.value);
        let reported = (
            i.mute == 1,
            i.deaf == 1,
            i.gain_mdb,
            i.user,
            i.room,
            i.last_end,
            [i.detect_dtmf == 1, i.play_tones == 1, i.generate_dtmf == 1],
        );
        let room = it.room.map_or(0, |room| model.rooms[room].handle);
        let set = it.settings;
        assert_eq!(
            reported,
            (set.mute, set.deaf, set.gain_mdb, it.user, room, it.last_end, [set.detect, set.play, set.sound])
        );
        assert_eq!(s.write_discarded, it.voice.written.1);
        assert_eq!(s.written, it.voice.written.0);
        assert!(s.late + s.duplicate + s.reordered <= 2 * s.written && s.concealment_events <= s.concealed);
        if !it.ear.is_lost {
            let read = (it.ear.read.0, it.ear.read.1, it.ear.dropped);
            assert_eq!((s.read, s.read_silence, s.out_dropped), read);
        }
        if it.joins.len() == 1 && it.room.is_some() && !it.voice.is_lost {
            assert_eq!(
                (s.underruns, s.trims, s.trimmed),
                (it.voice.underruns, it.voice.trims.0, it.voice.trims.1)
            );
        }
        assert!(s.peak <= 32_768 && s.mean_square <= s.peak * s.peak);
    }

    pub(super) fn ask_of_room(&mut self, w: usize) {
        match self.input.below(4) {
            0 => self.room_info(w),
            1 => self.room_members(w),
            2 => self.find_room(w),
            _ => self.list_rooms(w),
        }
        self.worlds[w].check_stats();
        // SAFETY: the engine lives, and no driver was started.
        let status = unsafe { abi::mixminus_engine_stop(self.worlds[w].engine) };
        judge_call(status, &[abi::WRONG_MODE]);
        // SAFETY: the engine lives.
        judge_call(unsafe { abi::mixminus_engine_service(self.worlds[w].engine) }, &[]);
    }

    fn room_info(&mut self, w: usize) {
        let handle = self.handle(w, Kind::Room);
        let mut faults = Vec::new();
        let mut info = Grown::<RoomInfo>::new();
        let form = self.form(&mut faults);
        faults.retain(|_| form == abi::Form::Short);
        info.shape(form);
        let engine = self.engine(w, &mut faults);
        let found = self.find(w, Kind::Room, handle);
        faults.extend(found.as_ref().err().into_iter().flatten());
        // SAFETY: the engine is NULL or lives; the struct is as long as it says.
        let status = unsafe { abi::mixminus_room_get_info(engine, handle, &mut info.value) };
        let (true, Ok(room)) = (judge_call(status, &faults), found) else {
            return;
        };
        let room = &self.worlds[w].model.rooms[room];
        let info = info.value;
        assert_eq!(info.room, handle);
        assert_eq!((info.participants as usize, info.capacity as usize), (room.members.len(), room.capacity));
        let (account, environment, id) = room.key;
        let reported = [
            (info.account, info.account_len, account),
            (info.environment, info.environment_len, environment),
            (info.conference_id, info.conference_id_len, id),
        ];
        for (bytes, len, number) in reported {
            let (name, rest) = bytes.split_at(len as usize);
            assert!(name == NAMES[number] && rest.iter().all(|&byte| byte == 0));
        }
    }

    fn room_members(&mut self, w: usize) {
        let handle = self.handle(w, Kind::Room);
        let capacity = self.input.below(14);
        let mut faults = Vec::new();
        let engine = self.engine(w, &mut faults);
        let found = self.find(w, Kind::Room, handle);
        faults.extend(found.as_ref().err().into_iter().flatten());
        let (mut members, mut count) = (vec![7; capacity], 7);
        // SAFETY: the engine is NULL or lives; the array has room for so many.
        let status = unsafe {
            abi::mixminus_room_participants(engine, handle, members.as_mut_ptr(), capacity, &mut count)
        };
        if !judge_call(status, &faults) {
            assert_eq!(count, 0);
        } else if let Ok(room) = found {
            let model = &self.worlds[w].model;
            let expected: Vec<u64> =
                model.rooms[room].members.iter().map(|&s| model.sessions[s].handle).collect();
            assert_eq!(count, expected.len());
            let listed = count.min(capacity);
            assert_eq!(members[..listed], expected[..listed]);
            assert!(members[listed..].iter().all(|&untouched| untouched == 7));
        }
    }

    fn find_room(&mut self, w: usize) {
        let (a, e, i) = (self.name(), self.name(), self.name());
        let mut faults = Vec::new();
        let engine = self.engine(w, &mut faults);
        let key = (Self::check(&a, &mut faults), Self::check(&e, &mut faults), Self::check(&i, &mut faults));
        let model = &self.worlds[w].model;
        let expected = model.find(key).map_or(0, |room| model.rooms[room].handle);
        if faults.is_empty() && expected == 0 {
            faults.push(abi::NOT_FOUND);
        }
        let mut room = 7;
        // SAFETY: the engine is NULL or lives; the names are as long as they say, or refused by their lengths.
        let status = unsafe {
            abi::mixminus_room_find(engine, a.bytes, a.len, e.bytes, e.len, i.bytes, i.len, &mut room)
        };
        let is_ok = judge_call(status, &faults);
        assert_eq!(room, if is_ok { expected } else { 0 });
    }

    /// Page by page, all rooms of an account.
    fn list_rooms(&mut self, w: usize) {
        let account = self.name();
        let page = self.input.below(4);
        let (mut cursor, mut listed) = (0, Vec::new());
        loop {
            let mut faults = Vec::new();
            let number = Self::check(&account, &mut faults);
            let engine = self.engine(w, &mut faults);
            if page == 0 {
                faults.push(abi::INVALID_ARGUMENT);
            }
            let (mut rooms, mut count) = ([7; 4], 7);
            let (bytes, len, places) = (account.bytes, account.len, rooms.as_mut_ptr());
            // SAFETY: the engine is NULL or lives; the name is as long as it says, or refused by its length; the
            // array has room for so many.
            let status =
                unsafe { abi::mixminus_room_list(engine, bytes, len, &mut cursor, places, page, &mut count) };
            if !judge_call(status, &faults) {
                assert_eq!(count, 0);
                return;
            }
            assert!(count <= page && rooms[count..].iter().all(|&untouched| untouched == 7));
            listed.extend_from_slice(&rooms[..count]);
            if cursor == 0 {
                let lives =
                    self.worlds[w].model.rooms.iter().filter(|r| !r.members.is_empty() && r.key.0 == number);
                let mut expected: Vec<u64> = lives.map(|room| room.handle).collect();
                expected.sort_unstable();
                listed.sort_unstable();
                assert_eq!(listed, expected);
                return;
            }
            assert!(listed.len() <= 100, "the list does not end");
        }
    }
}
