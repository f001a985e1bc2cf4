//! The audio of a call's line
//!
//! mixminus_conference, mixminus_say and mixminus_say_text can move the audio of a call's line on the thread that calls
//! them, by a table of the host's functions:
//!
//! ```c
//! mixminus_call_io io;
//! mixminus_call_io_init(&io, sizeof io);
//! io.user = call;
//! io.wait = wait_for_line;
//! io.read = read_from_line;
//! io.write = write_to_line;
//! io.hung_up = line_is_hung_up;
//! mixminus_say(engine, caller, welcome, NULL, &io, NULL);
//! ```
//!
//! A host that knows of lost packets and timestamps sets read_ex in place of read, and says what
//! mixminus_participant_write_ex takes. One that wants to know what mixminus_participant_read_ex reports, such as
//! mix_id to encode once, sets write_ex in place of write. The audio is then the same as by these two calls:
//!
//! ```c
//! size_t read_from_line(void *user, int16_t *samples, size_t capacity, mixminus_write_info *info)
//! {
//!     struct packet packet;
//!     if (!next_packet(user, &packet)) {
//!         return 0;
//!     }
//!     info->timestamp = packet.timestamp;                  // extended to 64 bits
//!     info->has_timestamp = 1;
//!     return decode(&packet, samples, capacity);
//! }
//! ```
//!
//! The line paces read: whenever wait returns, read is called until it returns 0, at most 16 times. The call paces
//! write: it writes one frame per frame length (20 or 10 ms). That schedule belongs to the participant and continues
//! from one say or conference to the next, so packets stay a frame apart if an application takes no longer than a frame
//! between them. Nothing is written while none of these calls is running. In place of the tick in which a conference
//! ended, the line gets a frame of silence. A frame is written at the latest when the next one is made; after a pause
//! of the host's thread several are written at once.

use std::ffi::c_void;

use super::abi_struct::{SizedStruct, abi_struct};
use super::audio::{mixminus_read_info, mixminus_write_info, write_info};
use super::boundary::control_call;
use super::invalid_argument::InvalidArgument;
use super::status::mixminus_status;

use super::struct_pointer::{InStruct, NewStruct, RoomyStruct, SizeOf};
use super::value;
use crate::control::blocking::call_audio::CallIo;
use crate::error::Result;
use crate::rt::host::read::ReadInfo;
use crate::rt::state::writer::WriteInfo;

/// Functions of the host that move the audio of a call's line, on the thread that made the call. Each is passed user;
/// none is called after the call has returned. mixminus_call_io_init makes it empty. wait, hung_up, exactly one of read
/// and read_ex, and exactly one of write and write_ex must be set.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_call_io {
    /// Set by mixminus_call_io_init.
    pub struct_size: u32,
    /// Must be 0.
    pub reserved: u32,
    /// Passed to each function. The library does not look at it, and forgets it when the call returns.
    pub user: *mut c_void,
    /// Waits until the line has audio or was hung up, until wake_fd is readable (-1: none), or until timeout_ms has
    /// passed (1 ms to a frame's length: the time until the next frame must be written). It may return early; returning
    /// late makes packets late. It must not read from wake_fd or close it.
    pub wait: Option<unsafe extern "C" fn(user: *mut c_void, wake_fd: i32, timeout_ms: u32)>,
    /// Takes up to capacity samples (one frame at the line's rate, or that which mixminus_participant_set_rates has set)
    /// that the line has received, and returns how many, 0
    /// if there are none now. Does not wait. Samples for which the in-ring has no room, because the clock has stopped,
    /// are dropped and counted (mixminus_participant_stats.write_refused).
    pub read: Option<unsafe extern "C" fn(user: *mut c_void, samples: *mut i16, capacity: usize) -> usize>,
    /// Gives count samples (one frame) to the line to send, at the rate at which the host reads. Does not wait.
    pub write: Option<unsafe extern "C" fn(user: *mut c_void, samples: *const i16, count: usize)>,
    /// Returns whether the line was hung up: 0 for no, any other value for yes.
    pub hung_up: Option<unsafe extern "C" fn(user: *mut c_void) -> i32>,
    /// In place of read: as read, with what the host knows about the samples. info is prepared as by
    /// mixminus_write_info_init; the host sets what it knows. It is used also if 0 samples are returned. An info that
    /// mixminus_participant_write_ex would refuse ends the call, which returns that status: a conference ends with
    /// MIXMINUS_END_REMOVED, a sound is stopped.
    pub read_ex: Option<
        unsafe extern "C" fn(
            user: *mut c_void,
            samples: *mut i16,
            capacity: usize,
            info: *mut mixminus_write_info,
        ) -> usize,
    >,
    /// In place of write: as write, with what the engine knows about the samples. MIXMINUS_READ_SKIPPED reports frames
    /// that were skipped since the line got the last one. info is valid until write_ex returns.
    pub write_ex: Option<
        unsafe extern "C" fn(
            user: *mut c_void,
            samples: *const i16,
            count: usize,
            info: *const mixminus_read_info,
        ),
    >,
}

abi_struct!(
    #[added(read_ex)]
    mixminus_call_io {
        reserved: 0,
        user: std::ptr::null_mut(),
        wait: None,
        read: None,
        write: None,
        hung_up: None,
        read_ex: None,
        write_ex: None,
    }
);

/// Makes a table without functions, to be filled in.
///
/// io: the struct to fill.
/// size: sizeof *io.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (io is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is
/// written.
/// Thread: any.
#[unsafe(no_mangle)]
pub extern "C" fn mixminus_call_io_init(
    io: NewStruct<'_, mixminus_call_io>,
    size: SizeOf<mixminus_call_io>,
) -> mixminus_status {
    control_call(|| Ok(io.init("io", size)?))
}

/// A table that has all its functions.
pub(crate) struct Io(mixminus_call_io);

impl CallIo for Io {
    fn wait(&mut self, wake_fd: i32, timeout_ms: u32) {
        if let Some(wait) = self.0.wait {
            // SAFETY: the host has set `wait` to a function of this type, to be called with `user` until the call
            // returns.
            unsafe { wait(self.0.user, wake_fd, timeout_ms) }
        }
    }

    fn read(&mut self, samples: &mut [i16]) -> usize {
        self.read_ex(samples, &mut WriteInfo::default()).unwrap_or(0)
    }

    fn read_ex(&mut self, samples: &mut [i16], info: &mut WriteInfo) -> Result<usize> {
        let (user, first, capacity) = (self.0.user, samples.as_mut_ptr(), samples.len());
        let Some(read_ex) = self.0.read_ex else {
            // SAFETY: the host has set `read` to a function of this type, which writes no more than `samples` has room
            // for.
            return Ok(self.0.read.map_or(0, |read| unsafe { read(user, first, capacity) }));
        };
        let mut known = RoomyStruct::new(mixminus_write_info::initial());
        // SAFETY: the host has set `read_ex` to a function of this type, which writes no more than `samples` has room
        // for, and of the struct no more than a version of it has, for which there is room.
        let count = unsafe { read_ex(user, first, capacity, known.as_mut_ptr()) };
        *info = write_info(known.load("info")?)?;
        Ok(count)
    }

    fn write(&mut self, samples: &[i16]) {
        self.write_ex(samples, &ReadInfo::default());
    }

    fn write_ex(&mut self, samples: &[i16], info: &ReadInfo) {
        let (user, first, count) = (self.0.user, samples.as_ptr(), samples.len());
        if let Some(write_ex) = self.0.write_ex {
            let known = RoomyStruct::new((*info).into());
            // SAFETY: the host has set `write_ex` to a function of this type, which reads no more than `samples` has,
            // and of the struct no more than a version of it has, for which there is room.
            unsafe { write_ex(user, first, count, known.as_ptr()) }
        } else if let Some(write) = self.0.write {
            // SAFETY: the host has set `write` to a function of this type, which reads no more than `samples` has.
            unsafe { write(user, first, count) }
        }
    }

    fn is_hung_up(&mut self) -> bool {
        // SAFETY: the host has set `hung_up` to a function of this type, to be called with `user` until the call
        // returns.
        self.0.hung_up.is_some_and(|hung_up| unsafe { hung_up(self.0.user) } != 0)
    }
}

impl InStruct<'_, mixminus_call_io> {
    /// The table, if there is one. It must have all its functions.
    pub(crate) fn functions(self) -> Result<Option<Io>> {
        let Some(io) = self.load_optional("io")? else { return Ok(None) };
        value::reserved("io.reserved", io.reserved)?;
        io.wait.ok_or(InvalidArgument::Null("io.wait"))?;
        if io.read.is_some() == io.read_ex.is_some() {
            return Err(InvalidArgument::NotOne("io.read", "io.read_ex").into());
        }
        if io.write.is_some() == io.write_ex.is_some() {
            return Err(InvalidArgument::NotOne("io.write", "io.write_ex").into());
        }
        io.hung_up.ok_or(InvalidArgument::Null("io.hung_up"))?;
        Ok(Some(Io(io)))
    }
}

/// The table as the engine takes it.
pub(crate) fn lend(io: &mut Option<Io>) -> Option<&mut dyn CallIo> {
    io.as_mut().map(|io| io as &mut dyn CallIo)
}
