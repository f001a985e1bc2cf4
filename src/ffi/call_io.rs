//! The audio of a call's line
//!
//! A table of the host's functions moves the audio of a call's line while mixminus_conference, mixminus_say or
//! mixminus_say_text waits:
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

use std::ffi::c_void;

use super::abi_struct::{InStruct, NewStruct, SizeOf, abi_struct};
use super::boundary::control_call;
use super::invalid_argument::InvalidArgument;
use super::status::mixminus_status;
use super::value;
use crate::control::blocking::call_audio::CallIo;
use crate::error::Result;

/// How mixminus_conference, mixminus_say and mixminus_say_text move the audio of the call's line, on the thread that called
/// them. Each function is given user; none is called after that call has returned. mixminus_call_io_init makes it empty.
///
/// The line paces read: whenever wait returns, it is called until it gives 0, at most 16 times. The call paces write: the line
/// gets one frame every frame's length (20 ms, or 10), on one schedule that belongs to the participant and goes on from one
/// say or conference to the next. So packets stay a frame apart while an application goes from one to the other, if it does
/// not take longer than a frame over it; nothing is written while none of the calls is running. In place of the tick
/// in which a conference has ended the line gets a frame of silence. A frame waits for its turn at most until the next one is
/// made; after a pause of the host's thread several go at once.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_call_io {
    /// Set by mixminus_call_io_init.
    pub struct_size: u32,
    /// Must be 0.
    pub reserved: u32,
    /// Given to each function. The library does not look at it, and forgets it when the call returns.
    pub user: *mut c_void,
    /// Waits until the line has audio, or has been hung up; until wake_fd is readable (-1: there is none); or until
    /// timeout_ms has passed: 1 to a frame's length, until the next frame is to be written. It may return early; one that
    /// returns late makes packets late. It must not close wake_fd, nor read from it.
    pub wait: Option<unsafe extern "C" fn(user: *mut c_void, wake_fd: i32, timeout_ms: u32)>,
    /// Takes up to capacity samples (one frame) that the line has sent; returns how many, 0 if there are none now. Does not
    /// wait.
    pub read: Option<unsafe extern "C" fn(user: *mut c_void, samples: *mut i16, capacity: usize) -> usize>,
    /// Gives the line count samples to send: one frame. Does not wait.
    pub write: Option<unsafe extern "C" fn(user: *mut c_void, samples: *const i16, count: usize)>,
    /// Whether the line has been hung up: 0 or not 0.
    pub hung_up: Option<unsafe extern "C" fn(user: *mut c_void) -> i32>,
}

abi_struct!(mixminus_call_io {
    reserved: 0,
    user: std::ptr::null_mut(),
    wait: None,
    read: None,
    write: None,
    hung_up: None,
});

/// Makes a table without functions, to be filled in.
///
/// io: the struct to fill. size: sizeof *io as the host was compiled.
/// Returns MIXMINUS_OK, MIXMINUS_ERR_INVALID_ARGUMENT (io is NULL) or MIXMINUS_ERR_STRUCT_SIZE; then nothing is written.
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
            // SAFETY: the host has set `wait` to a function of this type, to be called with `user` until the call returns.
            unsafe { wait(self.0.user, wake_fd, timeout_ms) }
        }
    }

    fn read(&mut self, samples: &mut [i16]) -> usize {
        // SAFETY: the host has set `read` to a function of this type, which writes no more than `samples` has room for.
        self.0.read.map_or(0, |read| unsafe { read(self.0.user, samples.as_mut_ptr(), samples.len()) })
    }

    fn write(&mut self, samples: &[i16]) {
        if let Some(write) = self.0.write {
            // SAFETY: the host has set `write` to a function of this type, which reads no more than `samples` has.
            unsafe { write(self.0.user, samples.as_ptr(), samples.len()) }
        }
    }

    fn is_hung_up(&mut self) -> bool {
        // SAFETY: the host has set `hung_up` to a function of this type, to be called with `user` until the call returns.
        self.0.hung_up.is_some_and(|hung_up| unsafe { hung_up(self.0.user) } != 0)
    }
}

impl InStruct<'_, mixminus_call_io> {
    /// The table, if there is one. It must have all its functions.
    pub(crate) fn functions(self) -> Result<Option<Io>> {
        let Some(io) = self.load_optional("io")? else { return Ok(None) };
        value::reserved("io.reserved", io.reserved)?;
        io.wait.ok_or(InvalidArgument::Null("io.wait"))?;
        io.read.ok_or(InvalidArgument::Null("io.read"))?;
        io.write.ok_or(InvalidArgument::Null("io.write"))?;
        io.hung_up.ok_or(InvalidArgument::Null("io.hung_up"))?;
        Ok(Some(Io(io)))
    }
}

/// The table as the engine takes it.
pub(crate) fn lend(io: &mut Option<Io>) -> Option<&mut dyn CallIo> {
    io.as_mut().map(|io| io as &mut dyn CallIo)
}
