//! What stands against a call: quotas, capacities, and the shares of accounts in places and in the queue.

use super::model::{Command, Key, Model, Room, Session};
use crate::abi;

impl Model {
    /// Rooms and participants that an account may have at once; 0: any number.
    pub fn quota(&self, account: usize) -> (usize, usize) {
        self.quotas.get(&account).copied().unwrap_or(self.limits.quota)
    }

    /// The capacity of a room that is made now.
    pub fn capacity(&self, (account, environment, id): Key) -> usize {
        let of = |id| self.templates.get(&(account, environment, id)).copied();
        of(Some(id)).or_else(|| of(None)).unwrap_or(self.limits.capacity)
    }

    /// Places of participants that are taken, by that account or by all: a place is free again once a tick has seen the end
    /// of its last join.
    pub fn places_taken(&self, account: Option<usize>) -> usize {
        let waits = |session| self.commands.iter().any(|c| matches!(c, Command::Join(s, _) if *s == session));
        let taken = |(index, session): (usize, &Session)| {
            account.is_none_or(|account| session.account == account)
                && (session.live || session.seat.is_some() || waits(index))
        };
        self.sessions.iter().enumerate().filter(|&each| taken(each)).count()
    }

    /// Places of rooms that are taken, by that account or by all: a place is free again once a tick has seen all who came to
    /// the room leave it.
    pub fn rooms_taken(&self, account: Option<usize>) -> usize {
        let comes = |room| {
            let to = |c: &Command| matches!(c, Command::Join(_, seat) | Command::Move(_, seat) if seat.room == room);
            self.commands.iter().any(to)
        };
        let taken = |(index, room): (usize, &Room)| {
            account.is_none_or(|account| room.key.0 == account)
                && (!room.members.is_empty() || room.open || comes(index))
        };
        self.rooms.iter().enumerate().filter(|&each| taken(each)).count()
    }

    /// What stands against a new participant.
    pub fn faults_of_new(&self, account: usize) -> Vec<i32> {
        let used = self.sessions.iter().filter(|s| s.live && s.account == account).count();
        let quota = self.quota(account).1;
        let mut faults = Vec::new();
        if quota != 0 && used >= quota {
            faults.push(abi::QUOTA_EXCEEDED);
        }
        let (has, used) = (self.places_taken(Some(account)), self.places_taken(None));
        if !may(has, used, self.limits.participants, 16) {
            faults.push(abi::TOO_MANY_PARTICIPANTS);
        }
        faults
    }

    /// What stands against a participant's coming to the room of that key, from another which it leaves.
    pub fn faults_of_coming(&self, key: Key, from: Option<usize>) -> Vec<i32> {
        let mut faults = self.faults_of_command(key.0);
        if let Some(room) = self.find(key) {
            if self.rooms[room].members.len() >= self.rooms[room].capacity {
                faults.push(abi::ROOM_FULL);
            }
            return faults;
        }
        // The room that it leaves as the last does not count against the quota: it ends.
        let stays = |room: usize| self.rooms[room].members.len() > usize::from(from == Some(room));
        let used =
            (0..self.rooms.len()).filter(|&room| self.rooms[room].key.0 == key.0 && stays(room)).count();
        let quota = self.quota(key.0).0;
        if quota != 0 && used >= quota {
            faults.push(abi::QUOTA_EXCEEDED);
        }
        let (has, used) = (self.rooms_taken(Some(key.0)), self.rooms_taken(None));
        if !may(has, used, self.limits.rooms, 4) {
            faults.push(abi::TOO_MANY_ROOMS);
        }
        faults
    }

    /// What stands against one more command of an account.
    pub fn faults_of_command(&self, account: usize) -> Vec<i32> {
        let of = |command: &&Command| self.sessions[command.session()].account == account;
        let has = self.commands.iter().filter(of).count();
        if may(has, self.commands.len(), self.limits.commands, 1) {
            Vec::new()
        } else {
            vec![abi::QUEUE_FULL]
        }
    }
}

/// Whether an account that has `has` may have one more, if `used` places are taken: up to `most`, and fewer than `weight`
/// times as many as are free, where there are more places than `most` by one for each `weight`.
fn may(has: usize, used: usize, most: usize, weight: usize) -> bool {
    has < most && has < weight * (most + most.div_ceil(weight) - used)
}
