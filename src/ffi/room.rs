//! Rooms
//!
//! A room exists from the first join to the last leave; the host neither makes nor frees it. The host can find a room
//! by account, environment and conference id, list the rooms of an account, list the participants of a room, and close
//! it:
//!
//! ```c
//! mixminus_room room;
//! if (mixminus_room_find(engine, "acme", 4, "production", 10, "1337", 4, &room) == MIXMINUS_OK) {
//!     mixminus_participant members[100];
//!     size_t count;
//!     mixminus_room_participants(engine, room, members, 100, &count);
//!     printf("%zu are in\n", count);
//!     mixminus_room_close(engine, room);
//! }
//! ```

use std::ffi::c_char;

use super::abi_struct::abi_struct;
use super::boundary::control_call;
use super::engine_pointer::EnginePointer;
use super::handle::{MIXMINUS_NAME_BYTES, mixminus_participant, mixminus_room};
use super::invalid_argument::InvalidArgument;
use super::pointer::{
    Account, ConferenceId, Environment, In, InOut, Length, Out, OutArray, Participants, Place, Rooms,
};
use super::status::mixminus_status;
use super::struct_pointer::{NewStruct, OutStruct, SizeOf};
use super::value;
use crate::control::rooms::directory::RoomInfo;
use crate::handle::RoomId;

/// The state of a room.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_room_info {
    /// Set by mixminus_room_info_init.
    pub struct_size: u32,
    /// Number of participants in it.
    pub participants: u32,
    /// Its handle.
    pub room: mixminus_room,
    /// Number of participants that it may hold.
    pub capacity: u32,
    /// Length of account, bytes: 1 to 255.
    pub account_len: u32,
    /// Length of environment, bytes: 1 to 255.
    pub environment_len: u32,
    /// Length of conference_id, bytes: 1 to 255.
    pub conference_id_len: u32,
    /// 1: locked, nobody may join. 0: open.
    pub locked: u32,
    /// Sample rate at which it is mixed, Hz.
    pub sample_rate_hz: u32,
    /// The account that the room belongs to. It may contain NULs; all bytes after it are NUL.
    pub account: [c_char; MIXMINUS_NAME_BYTES],
    /// Its environment, in the same form.
    pub environment: [c_char; MIXMINUS_NAME_BYTES],
    /// Its conference id, in the same form.
    pub conference_id: [c_char; MIXMINUS_NAME_BYTES],
}

abi_struct!(mixminus_room_info {
    participants,
    room,
    capacity,
    account_len,
    environment_len,
    conference_id_len,
    locked,
    sample_rate_hz,
    account,
    environment,
    conference_id
});

impl From<&RoomInfo> for mixminus_room_info {
    fn from(info: &RoomInfo) -> mixminus_room_info {
        mixminus_room_info {
            struct_size: 0,
            participants: info.participants,
            room: info.room.0,
            capacity: info.capacity,
            account_len: info.account.len() as u32,
            environment_len: info.environment.len() as u32,
            conference_id_len: info.conference_id.len() as u32,
            locked: info.locked.into(),
            sample_rate_hz: info.sample_rate.hz(),
            account: name_bytes(&info.account),
            environment: name_bytes(&info.environment),
            conference_id: name_bytes(&info.conference_id),
        }
    }
}

fn name_bytes(name: &[u8]) -> [c_char; MIXMINUS_NAME_BYTES] {
    let mut bytes = [0; MIXMINUS_NAME_BYTES];
    for (to, from) in bytes.iter_mut().zip(name) {
        *to = *from as c_char;
    }
    bytes
}

/// Finds a room by account, environment and conference id.
///
/// account, environment: 1 to 255 bytes each, or NULL and length 0 for the default.
/// conference_id: 1 to 255 bytes. All are borrowed for the call.
/// room: receives the handle; 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, or a length is out of its range) or
/// MIXMINUS_ERR_NOT_FOUND.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_room_find(
    engine: EnginePointer<'_>,
    account: In<'_, c_char, Account>,
    account_len: Length<Account>,
    environment: In<'_, c_char, Environment>,
    environment_len: Length<Environment>,
    conference_id: In<'_, c_char, ConferenceId>,
    conference_id_len: Length<ConferenceId>,
    room: Out<'_, mixminus_room>,
) -> mixminus_status {
    engine.control_result(room.required("room", 0), |engine| {
        let account = account.account(account_len)?;
        let environment = environment.environment(environment_len)?;
        Ok(engine.room_find(account, environment, conference_id.name(conference_id_len)?)?.0)
    })
}

/// Prepares a struct for mixminus_room_get_info to fill in.
///
/// info: the struct to fill.
/// size: sizeof *info.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (info is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_room_info_init(
    info: NewStruct<'_, mixminus_room_info>,
    size: SizeOf<mixminus_room_info>,
) -> mixminus_status {
    control_call(|| Ok(info.init("info", size)?))
}

/// Returns a room's account, environment, conference id, number of participants and capacity.
///
/// info: filled in; unchanged if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL), MIXMINUS_ERR_STRUCT_SIZE or a handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_room_get_info(
    engine: EnginePointer<'_>,
    room: mixminus_room,
    info: OutStruct<'_, mixminus_room_info>,
) -> mixminus_status {
    engine.control_result(info.required("info"), |engine| Ok((&engine.room_info(RoomId(room))?).into()))
}

/// Lists the participants of a room, in the order in which they joined.
///
/// participants: space for capacity handles; NULL only if capacity is 0.
/// count: receives the number of participants in the room, which may exceed capacity; the first capacity of them are
/// listed. 0 if the call fails.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL) or a handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_room_participants(
    engine: EnginePointer<'_>,
    room: mixminus_room,
    participants: OutArray<'_, mixminus_participant, Participants>,
    capacity: Length<Participants>,
    count: Out<'_, usize>,
) -> mixminus_status {
    engine.control_result(count.required("count", 0), |engine| {
        let participants = participants.places(capacity)?;
        let present = engine.room_participants(RoomId(room))?;
        participants.fill(present.iter().map(|participant| participant.0));
        Ok(present.len())
    })
}

/// Lists the rooms of an account, one page per call. Rooms that begin or end between the calls may or may not be
/// listed; every other room is listed once.
///
/// account, account_len: 1 to 255 bytes, or NULL and 0 for the default; borrowed for the call.
/// cursor: set it to 0 for the first page; receives where the next page begins, 0 if there is none; unchanged if the
/// call fails.
/// rooms: space for capacity handles.
/// capacity: 1 or more.
/// count: receives how many were listed; 0 if the call fails.
/// Returns MIXMINUS_OK or MIXMINUS_ERR_INVALID_ARGUMENT (a pointer is NULL, capacity is 0, or the length is out of its
/// range).
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_room_list(
    engine: EnginePointer<'_>,
    account: In<'_, c_char, Account>,
    account_len: Length<Account>,
    cursor: InOut<'_, u64>,
    rooms: OutArray<'_, mixminus_room, Rooms>,
    capacity: Length<Rooms>,
    count: Out<'_, usize>,
) -> mixminus_status {
    engine.control_result(count.required("count", 0), |engine| {
        let account = account.account(account_len)?;
        let rooms = rooms.places(capacity)?;
        if capacity.get() == 0 {
            return Err(InvalidArgument::Value("capacity", 0).into());
        }
        let (from, cursor) = cursor.required("cursor")?;
        let (page, next) = engine.room_list(account, from, capacity.get())?;
        cursor.write(next);
        Ok(rooms.fill(page.iter().map(|info| info.room.0)))
    })
}

/// Closes a room: all participants leave it with MIXMINUS_END_ROOM_CLOSED; their sessions continue. Works with a full
/// command queue and a stopped clock.
///
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL) or a handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_room_close(engine: EnginePointer<'_>, room: mixminus_room) -> mixminus_status {
    engine.control_call(|engine| engine.room_close(RoomId(room)))
}

/// Locks or unlocks a room. Joins and moves into a locked room get MIXMINUS_ERR_ROOM_LOCKED; participants in it stay.
/// MIXMINUS_EVENT_ROOM_LOCKED reports the change. The lock ends with the room.
///
/// locked: 1 or 0.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine is NULL, or locked is neither 0 nor 1),
/// MIXMINUS_ERR_QUEUE_FULL or a handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_room_set_locked(
    engine: EnginePointer<'_>,
    room: mixminus_room,
    locked: u32,
) -> mixminus_status {
    engine.control_call(|engine| engine.set_room_locked(RoomId(room), value::flag("locked", locked)?))
}

/// Moves all participants of a room to another room of the same account and environment, and makes that room if there
/// is none: in the order in which they joined, with their settings and without a pause. Their mixminus_conference calls
/// continue. Either all of them move or none. Up to 256 move per tick.
///
/// conference_id, conference_id_len: the other room's id, 1 to 255 bytes, borrowed for the call.
/// target: receives the other room; 0 if the call fails; NULL if not wanted.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (engine or conference_id is NULL, or the length is out of its
/// range), MIXMINUS_ERR_ALREADY_IN_ROOM (it is the same room), MIXMINUS_ERR_ROOM_FULL (not all of them fit),
/// MIXMINUS_ERR_ROOM_LOCKED, MIXMINUS_ERR_TOO_MANY_ROOMS, MIXMINUS_ERR_QUOTA_EXCEEDED, MIXMINUS_ERR_QUEUE_FULL or a
/// handle status.
/// Thread: any but the ticker.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_room_merge(
    engine: EnginePointer<'_>,
    room: mixminus_room,
    conference_id: In<'_, c_char, ConferenceId>,
    conference_id_len: Length<ConferenceId>,
    target: Out<'_, mixminus_room>,
) -> mixminus_status {
    engine.control_result(target.optional(0), |engine| {
        Ok(engine.room_merge(RoomId(room), conference_id.name(conference_id_len)?)?.0.0)
    })
}
