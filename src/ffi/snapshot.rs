//! Snapshots
//!
//! A host that starts late, or has lost events, takes a snapshot of a room and continues from there. The snapshot is
//! the room's members and their states as of an event sequence number; later events change it.
//!
//! ```c
//! mixminus_room_member members[100];
//! size_t count;
//! uint64_t sequence;
//! mixminus_room_snapshot(engine, room, members, sizeof members[0], 100, &count, &sequence, NULL);
//! // from here on: every event of the room whose sequence is greater
//! ```

use super::abi_struct::abi_struct;
use super::engine_pointer::EnginePointer;
use super::handle::{mixminus_participant, mixminus_room};
use super::pointer::{Length, Out, Place};
use super::status::mixminus_status;
use super::struct_pointer::{OutElements, SizeOf};
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
    /// Gain on its contribution, thousandths of a decibel.
    pub gain_mdb: i32,
    /// Mean square of its contribution in the last tick: 0 to 2^30.
    pub mean_square: u32,
    /// Peak of its contribution in the last tick: 0 to 32768.
    pub peak: u32,
}

abi_struct!(element mixminus_room_member { participant, user, state, gain_mdb, mean_square, peak });

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

/// Returns the members of a room and their states as of an event sequence number. No tick waits for it.
///
/// members: space for capacity elements of member_size bytes; NULL only if capacity is 0.
/// member_size: sizeof(mixminus_room_member) as the host was compiled, used as in mixminus_engine_poll.
/// count: receives the number of members in the room, which may exceed capacity; the first capacity of them are
/// returned, in no particular order. 0 if the call fails.
/// sequence: receives the sequence number of the last event that is included; 0 if the call fails; NULL if not wanted.
/// tick: receives the tick of that state; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE (member_size),
/// MIXMINUS_ERR_BUSY (ticks changed the room a hundred times meanwhile) or a handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_room_snapshot(
    engine: EnginePointer<'_>,
    room: mixminus_room,
    members: OutElements<'_, mixminus_room_member>,
    member_size: SizeOf<mixminus_room_member>,
    capacity: Length<mixminus_room_member>,
    count: Out<'_, usize>,
    sequence: Out<'_, u64>,
    tick: Out<'_, u64>,
) -> mixminus_status {
    let (count, sequence, tick) = (count.required("count", 0), sequence.optional(0), tick.optional(0));
    engine.control_call(|engine| {
        let (count, sequence, tick) = (count?, sequence?, tick?);
        let mut members = members.checked("members", member_size, capacity)?;
        let snapshot = engine.room_snapshot(RoomId(room))?;
        snapshot.members.iter().for_each(|member| members.push(member.into()));
        count.write(snapshot.members.len());
        sequence.write(snapshot.sequence);
        tick.write(snapshot.tick);
        Ok(())
    })
}
