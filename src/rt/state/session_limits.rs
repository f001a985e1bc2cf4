//! The time limits of sessions: a list of slots in the order in which their sessions expire. That is the order in which
//! they started, since all have the same limit.

use crate::handle::ParticipantId;
use crate::rt::index::NONE;
use crate::rt::sync::atomics::{AtomicU64, Ordering, fence};
use crate::rt::sync::pending_flag::PendingFlag;

/// How long before a session or a room expires its warning comes, ms.
pub const WARNING_MS: u64 = 60_000;

/// A session that the control layer hands to the tick.
///
/// The control layer may write this while the tick reads it. The tick still reads one whole session, or nothing; in
/// that case the slot is sent to it again.
#[derive(Debug, Default)]
pub struct SessionStart {
    /// The slot is queued for the tick.
    is_queued: PendingFlag,
    /// 0 while the rest changes.
    participant: AtomicU64,
    user: AtomicU64,
    ends: AtomicU64,
}

impl SessionStart {
    /// Sets the session's participant, and the tick in which it expires. Returns true if the slot must be sent to the
    /// tick, false if it is already queued. Only for the control layer, under its lock.
    #[must_use]
    pub fn announce(&self, participant: ParticipantId, user: u64, ends: u64) -> bool {
        self.participant.store(ParticipantId::NONE.0, Ordering::Relaxed);
        fence(Ordering::Release);
        self.user.store(user, Ordering::Relaxed);
        self.ends.store(ends, Ordering::Relaxed);
        self.participant.store(participant.0, Ordering::Release);
        self.is_queued.raise()
    }

    /// The session that was announced last: participant, user value, end. `None` while another is being announced; that
    /// raises the flag again after it was lowered here.
    fn take(&self) -> Option<(ParticipantId, u64, u64)> {
        self.is_queued.lower();
        let participant = self.participant.load(Ordering::Acquire);
        let (user, ends) = (self.user.load(Ordering::Relaxed), self.ends.load(Ordering::Relaxed));
        fence(Ordering::Acquire);
        let same = self.participant.load(Ordering::Relaxed) == participant;
        (same && participant != ParticipantId::NONE.0).then_some((ParticipantId(participant), user, ends))
    }
}

/// A session in the list.
#[derive(Clone, Copy, Debug)]
pub struct SessionEnd {
    /// Its participant.
    pub participant: ParticipantId,
    /// Its user value.
    pub user: u64,
    /// The tick in which it expires.
    pub ends: u64,
    previous: u32,
    next: u32,
    is_listed: bool,
}

impl SessionEnd {
    /// What fills the memory of a list.
    pub const BLANK: SessionEnd = SessionEnd {
        participant: ParticipantId::NONE,
        user: 0,
        ends: 0,
        previous: NONE,
        next: NONE,
        is_listed: false,
    };
}

/// The sessions that have not expired.
#[derive(Debug)]
pub struct SessionLimits {
    sessions: Box<[SessionEnd]>,
    first: u32,
    last: u32,
    /// The first without a warning so far.
    unwarned: u32,
    /// How many ticks before its end a session gets its warning; 0: no warning.
    warning: u64,
}

impl SessionLimits {
    /// No sessions; `sessions` has an entry for each slot. `warning`: ticks from the warning to the end; 0: no warning.
    pub fn new(sessions: Box<[SessionEnd]>, warning: u64) -> SessionLimits {
        SessionLimits { sessions, first: NONE, last: NONE, unwarned: NONE, warning }
    }

    /// The memory of the list.
    pub fn region(&self) -> (*const u8, usize) {
        (self.sessions.as_ptr().cast(), size_of_val(&*self.sessions))
    }

    /// Adds the session that the control layer has announced in a slot's `start`, in place of the slot's last one.
    pub fn start(&mut self, index: u32, start: &SessionStart) {
        self.unlink(index);
        let Some((participant, user, ends)) = start.take() else { return };
        let session =
            SessionEnd { participant, user, ends, previous: self.last, next: NONE, is_listed: true };
        let Some(place) = self.sessions.get_mut(index as usize) else { return };
        *place = session;
        match self.sessions.get_mut(self.last as usize) {
            Some(last) => last.next = index,
            None => self.first = index,
        }
        self.last = index;
        if self.unwarned == NONE {
            self.unwarned = index;
        }
    }

    /// Takes out the next session that expires by `tick`, with its slot.
    pub fn next_expired(&mut self, tick: u64) -> Option<(u32, SessionEnd)> {
        let index = self.first;
        let session = *self.sessions.get(index as usize).filter(|session| session.ends <= tick)?;
        self.unlink(index);
        Some((index, session))
    }

    /// The next session whose warning comes by `tick`, with its slot.
    pub fn next_to_warn(&mut self, tick: u64) -> Option<(u32, SessionEnd)> {
        let index = self.unwarned;
        let session = *self.sessions.get(index as usize)?;
        if self.warning == 0 || session.ends.saturating_sub(self.warning) > tick {
            return None;
        }
        self.unwarned = session.next;
        Some((index, session))
    }

    /// Takes a slot out of the list, if it is in it.
    fn unlink(&mut self, index: u32) {
        let Some(session) = self.sessions.get_mut(index as usize).filter(|session| session.is_listed) else {
            return;
        };
        session.is_listed = false;
        let (previous, next) = (session.previous, session.next);
        match self.sessions.get_mut(previous as usize) {
            Some(previous) => previous.next = next,
            None => self.first = next,
        }
        match self.sessions.get_mut(next as usize) {
            Some(next) => next.previous = previous,
            None => self.last = previous,
        }
        if self.unwarned == index {
            self.unwarned = next;
        }
    }
}
