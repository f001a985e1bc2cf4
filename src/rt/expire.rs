//! Sessions whose time is over end, in or out of a conference.

use super::event::{EndReason, Event, EventKind};
use super::lifetimes::Life;
use super::shared::{Floor, Shared};
use super::slot::{Slot, is_current};
use super::sync::Ordering;
use super::tick::Ticker;

/// Takes up the sessions that were born, warns those whose time is nearly over, and ends those whose time is over.
pub fn end_sessions(shared: &Shared, floor: &mut Floor, ticker: &mut Ticker) {
    let tick = floor.tick;
    // At most one a slot is on its way.
    for _ in 0..shared.slots.len() {
        let Ok(index) = ticker.births.pop() else { break };
        if let Some(slot) = shared.slots.get(index as usize) {
            floor.lifetimes.admit(index, slot);
        }
    }
    while let Some((index, life)) = floor.lifetimes.next_warned(tick) {
        if current(shared, index, &life).is_some() {
            let left = life.ends.saturating_sub(tick) * u64::from(shared.geometry.frame_len.ms());
            let event = Event { value: left as i64, ..of(&life, EventKind::SessionWarning, tick) };
            if left > 0 {
                ticker.events.add_for_engine(event);
            }
        }
    }
    while let Some((index, life)) = floor.lifetimes.next_over(tick) {
        if let Some(slot) = current(shared, index, &life) {
            slot.expired.store(life.participant.generation(), Ordering::Release);
            slot.join.end(slot.join.now().number, EndReason::TimeLimit);
            ticker.events.add_for_engine(of(&life, EventKind::SessionExpired, tick));
            ticker.reports.look(index, slot);
        }
    }
}

/// The slot of a session, unless it was freed.
fn current<'a>(shared: &'a Shared, index: u32, life: &Life) -> Option<&'a Slot> {
    shared.slots.get(index as usize).filter(|slot| is_current(slot, life.participant.generation()))
}

/// An event of a session, in or out of a conference.
fn of(life: &Life, kind: EventKind, tick: u64) -> Event {
    Event { participant: life.participant, user: life.user, ..Event::of(kind, tick) }
}
