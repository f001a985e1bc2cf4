//! Playback to a room, on its bus.

use crate::dsp::CacheLine;
use crate::rt::frame::samples_mut;
use crate::rt::state::bus::Bus;
use crate::rt::state::claimed_room::ClaimedRoom;
use crate::rt::state::room_playback::ALONE;

/// Adds the room's playback behind the contributions that are on the bus.
pub fn add_playback(room: &mut ClaimedRoom<'_>, bus: &mut Bus) {
    let (shared, state) = (room.shared, room.state);
    let format = shared.rates.format(room.room.rate);
    let is_alone = room.members().iter().filter(|member| !member.leaves).take(2).count() == 1;
    let Some(work) = room.work() else { return };
    for (queue_index, queue) in work.playback.queues.iter_mut().enumerate() {
        let plays = queue_index != ALONE || is_alone;
        if queue.is_empty() || !(plays || shared.plays.has_begun(queue)) {
            continue;
        }
        let Some(frame) = bus.next_frame() else { break };
        frame.fill(CacheLine::ZERO);
        let samples = samples_mut(frame).get_mut(..format.frame).unwrap_or_default();
        if plays {
            shared.plays.render(queue, format, state.tick, state.released_batch, samples);
        } else {
            shared.plays.pause(queue, format, samples);
        }
        if queue_index == ALONE {
            bus.add_private()
        } else {
            bus.add(None);
        }
    }
}
