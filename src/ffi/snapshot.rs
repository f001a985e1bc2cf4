//! Snapshots
//!
//! A host that comes late, or that has lost events, takes a snapshot of a room and goes on from there: the snapshot
//! tells the room as the events up to a certain number tell it, and the events that follow change it.
//!
//! ```c
//! mixminus_room_member members[100];
//! size_t count;
//! uint64_t sequence;
//! mixminus_room_snapshot(engine, room, members, sizeof members[0], 100, &count, &sequence, NULL);
//! // from here on: every event of the room whose sequence is greater
//! ```

use super::boundary::control_call;
use super::engine::mixminus_engine;
use super::fault::Fault;
use super::handle::{mixminus_participant, mixminus_room};
use super::layout::{self, Plain};
use super::pointer::{self, Out};
use super::status::mixminus_status;
use crate::control::rooms::directory::RoomMember;
use crate::handle::RoomId;

/// A member of a room.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_room_member {
    /// Its handle.
    pub participant: mixminus_participant,
    /// Its user value.
    pub user: u64,
    /// MIXMINUS_STATE_ flags.
    pub state: u32,
    /// Gain on what it says, thousandths of a decibel.
    pub gain_mdb: i32,
    /// Mean square of what it said in the last tick, as mixed: 0 to 2^30.
    pub mean_square: u32,
    /// Peak of what it said in the last tick, as mixed: 0 to 32768.
    pub peak: u32,
}

// SAFETY: two 64-bit integers, four of 32 bits: no padding.
unsafe impl Plain for mixminus_room_member {
    const NAME: &'static str = "mixminus_room_member";
}

impl From<&RoomMember> for mixminus_room_member {
    fn from(member: &RoomMember) -> mixminus_room_member {
        mixminus_room_member {
            participant: member.participant.0,
            user: member.user,
            state: member.state,
            gain_mdb: member.gain.mdb(),
            mean_square: member.mean_square,
            peak: member.peak,
        }
    }
}

/// Tells who is in a room, and how, after a certain event. No tick waits for it.
///
/// members: room for capacity elements of member_size bytes; NULL only if capacity is 0.
/// member_size: sizeof(mixminus_room_member) as the host was compiled, as in mixminus_engine_poll.
/// count: receives how many are in the room, be it more than capacity; the first capacity of them are told, in no
/// particular order. 0 if the call fails.
/// sequence: receives the number of the last event that is included; 0 if the call fails; NULL if not wanted.
/// tick: receives the tick that told that event's state; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE (member_size),
/// MIXMINUS_ERR_BUSY (ticks changed it a hundred times meanwhile) or a handle status.
/// Thread: any but the ticker's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixminus_room_snapshot(
    engine: *mut mixminus_engine,
    room: mixminus_room,
    members: *mut mixminus_room_member,
    member_size: usize,
    capacity: usize,
    count: *mut usize,
    sequence: *mut u64,
    tick: *mut u64,
) -> mixminus_status {
    control_call(|| {
        // SAFETY: by the rules of the header.
        let (count, sequence, tick, engine) = unsafe {
            (
                Out::new(count, "count", 0)?,
                Out::optional(sequence, 0),
                Out::optional(tick, 0),
                pointer::engine(engine)?,
            )
        };
        let size = layout::check_size::<mixminus_room_member>(member_size)?;
        let most = isize::MAX as usize / size;
        if capacity > most {
            return Err(Fault::Count("capacity", capacity, most).into());
        }
        if capacity > 0 && members.is_null() {
            return Err(Fault::Null("members").into());
        }
        let snapshot = engine.room_snapshot(RoomId(room))?;
        for (index, member) in snapshot.members.iter().take(capacity).enumerate() {
            let member = mixminus_room_member::from(member);
            // SAFETY: `index` is below `capacity`, for which by the rules of the header there is room.
            unsafe { layout::copy_out(members.cast::<u8>().add(index * size), size, &member) };
        }
        count.set(snapshot.members.len());
        sequence.set(snapshot.sequence);
        tick.set(snapshot.tick);
        Ok(())
    })
}
