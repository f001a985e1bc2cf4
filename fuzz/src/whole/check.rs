//! When all was freed, everything is there again.

use super::people::NOWHERE;
use super::{Whole, answered};
use crate::abi::{self, AccountQuota, Grown, ParticipantConfig};

/// An account of which nothing was ever asked.
const FRESH: &[u8] = b"fresh";

impl Whole<'_> {
    /// Frees all, and takes as much of everything as there may be.
    pub(super) fn check_all_comes_back(&mut self) {
        self.end_media();
        for person in self.people.clone() {
            // SAFETY: the engine lives.
            answered(unsafe { abi::mixminus_participant_free(self.engine, person) }, &[]);
        }
        // All commands that wait are applied, all that has ended is reported, all events are reported.
        for _ in 0..8 {
            self.tick();
            while self.poll_for(64) > 0 {}
        }
        self.reported.compare();
        self.set_quota(FRESH, &Grown::<AccountQuota>::new());
        let people: Vec<u64> = (0..self.config.max_participants).map(|_| self.fresh()).collect();
        assert!(people.iter().all(|person| *person != 0));
        assert_eq!(self.fresh(), 0, "more than there may be");
        self.check_media(&people);
        for (at, person) in people.iter().enumerate().take(self.config.max_rooms as usize) {
            assert_eq!(self.joined(*person, &[b'0' + at as u8]), abi::OK, "room {at}");
        }
        self.tick();
        // SAFETY: the engine lives; no number is wanted.
        let status = unsafe { abi::mixminus_engine_tick(self.engine, NOWHERE) };
        assert!(matches!(status, abi::OK | abi::INVALID_ARGUMENT), "{status}");
    }

    /// A participant of the account of which nothing was asked; 0: there is no place.
    fn fresh(&mut self) -> u64 {
        let mut config = Grown::<ParticipantConfig>::new();
        let (c, mut made) = (&mut config.value, 0);
        (c.account, c.account_len) = (FRESH.as_ptr(), FRESH.len());
        (c.environment, c.environment_len) = (FRESH.as_ptr(), FRESH.len());
        // SAFETY: the engine lives; the struct is as long as it says, its names too.
        let status = unsafe { abi::mixminus_participant_new(self.engine, &config.value, &mut made) };
        answered(status, &[abi::TOO_MANY_PARTICIPANTS]);
        made
    }
}
