//! The expiry of sessions, in or out of a conference.

use crate::rt::message::event::{Event, EventKind};
use crate::rt::state::outside_fork::OutsideFork;
use crate::rt::state::session_limits::SessionEnd;
use crate::rt::state::shared::Shared;
use crate::rt::state::slot::is_current;

/// Adds the sessions that have started, reports those that expire soon, and ends those that expire.
pub fn end_sessions(outside: &mut OutsideFork<'_>) {
    let OutsideFork { shared, state, ticker, .. } = outside;
    let tick = state.tick;
    // At most one per slot is queued.
    for _ in 0..shared.slots.len() {
        let Ok(index) = ticker.starts.pop() else { break };
        if let Some(slot) = shared.slots.get(index as usize) {
            state.sessions.start(index, &slot.start);
        }
    }
    while let Some((index, session)) = state.sessions.next_to_warn(tick) {
        if is_alive(shared, index, &session) {
            let left = session.ends.saturating_sub(tick) * u64::from(shared.clock.frame_len.ms());
            let event = Event { value: left as i64, ..of(&session, EventKind::SessionWarning, tick) };
            if left > 0 {
                ticker.events.add_for_engine(&shared.event_shares, event);
            }
        }
    }
    while let Some((index, session)) = state.sessions.next_expired(tick) {
        if let Some(slot) = shared.slots.get(index as usize)
            && slot.expire(session.participant.generation())
        {
            ticker.events.add_for_engine(&shared.event_shares, of(&session, EventKind::SessionExpired, tick));
            ticker.reports.look(index, &slot.reported);
        }
    }
}

/// Returns true if a session has not been freed.
fn is_alive(shared: &Shared, index: u32, session: &SessionEnd) -> bool {
    shared.slots.get(index as usize).is_some_and(|slot| is_current(slot, session.participant.generation()))
}

/// An event of a session, in or out of a conference.
fn of(session: &SessionEnd, kind: EventKind, tick: u64) -> Event {
    Event { participant: session.participant, user: session.user, ..Event::of(kind, tick) }
}
