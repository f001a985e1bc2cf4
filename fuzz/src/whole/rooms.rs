//! Rooms: locked, merged, closed, looked at; templates and quotas.

use super::people::OF_JOINS;
use super::{Whole, answered};
use crate::abi::{
    self, AccountQuota, EngineStats, Event, Grown, ParticipantInfo, ParticipantStats, RoomInfo, RoomMember,
    RoomTemplate,
};
use std::ptr;

impl Whole<'_> {
    pub(super) fn lock(&mut self) {
        let (room, on) = (self.room(), self.number(&[0, 0, 1]));
        // SAFETY: the engine lives.
        let status = unsafe { abi::mixminus_room_set_locked(self.engine, room, on) };
        answered(status, &[abi::INVALID_ARGUMENT, abi::QUEUE_FULL]);
    }

    pub(super) fn merge(&mut self) {
        let (room, id, mut target) = (self.room(), self.name(), 7);
        // SAFETY: the engine lives; the id is as long as it says.
        let status =
            unsafe { abi::mixminus_room_merge(self.engine, room, id.as_ptr(), id.len(), &mut target) };
        assert_eq!(answered(status, &OF_JOINS), target != 0);
        self.rooms.extend(Some(target).filter(|room| *room != 0));
    }

    pub(super) fn close(&mut self) {
        let room = self.room();
        // SAFETY: the engine lives.
        answered(unsafe { abi::mixminus_room_close(self.engine, room) }, &[]);
    }

    pub(super) fn snapshot(&mut self) {
        let (room, capacity) = (self.room(), self.input.below(9));
        let mut members = [RoomMember::default(); 8];
        let capacity = capacity.min(members.len());
        let (mut count, mut sequence, mut tick) = (77, 77, 77);
        let size = if self.input.seldom(16) { self.input.below(33) } else { 32 };
        // SAFETY: the engine lives; there is room for as many elements, each of at most its size.
        let status = unsafe {
            abi::mixminus_room_snapshot(
                self.engine,
                room,
                members.as_mut_ptr(),
                size,
                capacity,
                &mut count,
                &mut sequence,
                &mut tick,
            )
        };
        if !answered(status, &[abi::STRUCT_SIZE]) {
            assert_eq!((count, sequence, tick), (0, 0, 0));
            return;
        }
        assert!(count <= self.config.max_participants as usize && tick <= self.reported.ticks);
        if size == 32 {
            let reported = &members[..count.min(capacity)];
            assert!(reported.iter().all(|member| self.people.contains(&member.participant)));
            assert!(reported.iter().all(|member| member.peak <= 32_768));
        }
    }

    pub(super) fn template(&mut self) {
        let (account, environment, id) = (self.name(), self.name(), self.name());
        let mut settings = Grown::<RoomTemplate>::new();
        self.size(&mut settings);
        settings.value.capacity = self.number(&[1, 2, 5, 1024]);
        settings.value.limit_s = self.number(&[0, 1, 1, 61]);
        settings.value.alone_loop = self.sound();
        let (a, e) = (account, environment);
        // SAFETY: the engine lives; the struct and the names are as long as they say.
        let status = unsafe {
            abi::mixminus_room_template_set(
                self.engine,
                a.as_ptr(),
                a.len(),
                e.as_ptr(),
                e.len(),
                id.as_ptr(),
                id.len(),
                &settings.value,
            )
        };
        answered(status, &[abi::INVALID_ARGUMENT, abi::STRUCT_SIZE]);
    }

    pub(super) fn quota(&mut self) {
        let account = self.name();
        let mut quota = Grown::<AccountQuota>::new();
        self.size(&mut quota);
        quota.value.rooms = self.number(&[0, 1, 2]);
        quota.value.participants = self.number(&[0, 2, 5]);
        quota.value.queued_signals = self.number(&[0, 1, 4]);
        quota.value.prompt_bytes = u64::from(self.number(&[0, 300, 8000]));
        self.set_quota(account, &quota);
    }

    pub(super) fn set_quota(&mut self, account: &[u8], quota: &Grown<AccountQuota>) {
        // SAFETY: the engine lives; the struct and the name are as long as they say.
        let status = unsafe {
            abi::mixminus_account_quota_set(self.engine, account.as_ptr(), account.len(), &quota.value)
        };
        answered(status, &[abi::INVALID_ARGUMENT, abi::STRUCT_SIZE]);
    }

    /// Asks of someone, of a room and of the engine.
    pub(super) fn ask(&mut self) {
        let (person, room, engine) = (self.person(), self.room(), self.engine);
        let (mut info, mut stats) = (Grown::<ParticipantInfo>::new(), Grown::<ParticipantStats>::new());
        let (mut of_room, mut of_engine) = (Grown::<RoomInfo>::new(), Grown::<EngineStats>::new());
        self.size(&mut info);
        self.size(&mut stats);
        self.size(&mut of_room);
        self.size(&mut of_engine);
        // SAFETY: the engine lives; the places are as long as they say.
        unsafe {
            let others = [abi::STRUCT_SIZE];
            answered(abi::mixminus_participant_get_info(engine, person, &mut info.value), &others);
            answered(abi::mixminus_participant_get_stats(engine, person, &mut stats.value), &others);
            answered(abi::mixminus_room_get_info(engine, room, &mut of_room.value), &others);
            answered(abi::mixminus_engine_get_stats(engine, &mut of_engine.value), &others);
        }
        self.list();
    }

    fn list(&mut self) {
        let (account, mut cursor, mut count, mut rooms) = (self.name(), self.input.long(), 77, [0; 3]);
        // SAFETY: the engine lives; the name is as long as it says, the places are there.
        let status = unsafe {
            abi::mixminus_room_list(
                self.engine,
                account.as_ptr(),
                account.len(),
                &mut cursor,
                rooms.as_mut_ptr(),
                3,
                &mut count,
            )
        };
        answered(status, &[abi::INVALID_ARGUMENT]);
        assert!(count <= 3);
        rooms[..count].iter().for_each(|room| self.learn_room(*room, account));
    }

    /// Notes a room that was listed for `account`. No call has returned the handle of one that a conference created.
    fn learn_room(&mut self, room: u64, account: &[u8]) {
        let mut info = Grown::<RoomInfo>::new();
        // SAFETY: the engine lives, the place is as long as it says.
        let status = unsafe { abi::mixminus_room_get_info(self.engine, room, &mut info.value) };
        assert_eq!(status, abi::OK, "{room:#x} was listed");
        let of = &info.value;
        assert_eq!(&of.account[..of.account_len as usize], account, "{room:#x} was listed");
        if !self.rooms.contains(&room) {
            self.rooms.push(room);
        }
    }

    /// Polls for a few events.
    pub(super) fn poll(&mut self) {
        let capacity = 1 + self.input.below(40);
        self.poll_for(capacity);
    }

    /// Polls for so many events; answers how many there were.
    pub(super) fn poll_for(&mut self, capacity: usize) -> usize {
        let (mut events, mut count) = (vec![Event::default(); capacity], 77);
        // SAFETY: the engine lives, the places are there.
        let status = unsafe {
            let size = size_of::<Event>();
            abi::mixminus_engine_poll(self.engine, events.as_mut_ptr(), size, capacity, &mut count)
        };
        assert_eq!(status, abi::OK);
        events[..count].iter().for_each(|event| self.reported.take(event));
        count
    }

    /// The room of that id in account and environment `a`, if there is one.
    pub(super) fn joined(&mut self, person: u64, id: &[u8]) -> i32 {
        let mut options = Grown::<abi::JoinOptions>::new();
        (options.value.conference_id, options.value.conference_id_len) = (id.as_ptr(), id.len());
        // SAFETY: the engine lives; the struct is as long as it says, the id too.
        unsafe { abi::mixminus_participant_join(self.engine, person, &options.value, ptr::null_mut()) }
    }
}
