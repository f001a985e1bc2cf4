//! Sessions whose time is over end, in or out of a conference.

use super::ticker::Ticker;
use crate::rt::message::event::{Event, EventKind};
use crate::rt::state::session_limits::Life;
use crate::rt::state::shared::{Floor, Shared};
use crate::rt::state::slot::is_current;

/// Takes up the sessions that were born, warns those whose time is nearly over, and ends those whose time is over.
pub fn end_sessions(shared: &Shared, floor: &mut Floor, ticker: &mut Ticker) {
    let tick = floor.tick;
    // At most one a slot is on its way.
    for _ in 0..shared.slots.len() {
        let Ok(index) = ticker.births.pop() else { break };
        if let Some(slot) = shared.slots.get(index as usize) {
            floor.lifetimes.admit(index, &slot.birth);
        }
    }
    while let Some((index, life)) = floor.lifetimes.next_warned(tick) {
        if is_alive(shared, index, &life) {
            let left = life.ends.saturating_sub(tick) * u64::from(shared.geometry.frame_len.ms());
            let event = Event { value: left as i64, ..of(&life, EventKind::SessionWarning, tick) };
            if left > 0 {
                ticker.events.add_for_engine(&shared.owners, event);
            }
        }
    }
    while let Some((index, life)) = floor.lifetimes.next_over(tick) {
        if let Some(slot) = shared.slots.get(index as usize)
            && slot.expire(life.participant.generation())
        {
            ticker.events.add_for_engine(&shared.owners, of(&life, EventKind::SessionExpired, tick));
            ticker.reports.look(index, &slot.reported);
        }
    }
}

/// Whether a session has not been freed.
fn is_alive(shared: &Shared, index: u32, life: &Life) -> bool {
    shared.slots.get(index as usize).is_some_and(|slot| is_current(slot, life.participant.generation()))
}

/// An event of a session, in or out of a conference.
fn of(life: &Life, kind: EventKind, tick: u64) -> Event {
    Event { participant: life.participant, user: life.user, ..Event::of(kind, tick) }
}
