//! Handles
//!
//! An engine is a pointer. Participants, rooms, prompts, taps and recordings are 64-bit handles. The host may copy a
//! handle, store it and pass it to other threads. A handle may outlive its object: a call with it then returns
//! MIXMINUS_ERR_STALE_HANDLE and never reaches another object. 0 is no handle.
//!
//! A call that takes a handle may return four statuses, named "a handle status" below:
//! - MIXMINUS_ERR_INVALID_HANDLE: 0, or a value that no engine made;
//! - MIXMINUS_ERR_STALE_HANDLE: the object has been freed or has ended;
//! - MIXMINUS_ERR_FOREIGN_HANDLE: the handle belongs to another engine;
//! - MIXMINUS_ERR_WRONG_KIND: it names an object of another kind, such as a room instead of a participant.
//!
//! The parameters engine, participant, room, prompt, tap and recording of the functions below are the object that the
//! function works on. They are documented here, once.

use std::ffi::c_char;
use std::sync::Arc;

use super::abi_struct::abi_struct;
use super::blocking_calls::BlockingCalls;
use super::pointer::{AllowedSignal, In, Length};
use crate::control::engine::lifecycle::Engine;

/// Size in bytes of a name or a text in a struct that the library fills in: up to 255 bytes and a NUL.
pub const MIXMINUS_NAME_BYTES: usize = 256;

/// An engine: rooms, participants and one clock. mixminus_engine_new makes it, mixminus_engine_free frees it.
#[derive(Debug)]
pub struct mixminus_engine {
    pub(crate) engine: Engine,
    /// Shared, so that the last call may still leave it while the engine is being freed.
    pub(crate) calls: Arc<BlockingCalls>,
}

/// Handle of a participant: one call of the telephony host. 0: none.
pub type mixminus_participant = u64;

/// Handle of a room, from its first join to its last leave. 0: none.
pub type mixminus_room = u64;

/// A string of the host, such as a name: any bytes, compared byte by byte, without a NUL at the end.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_text<'a> {
    /// The bytes; may be NULL if length is 0.
    pub bytes: In<'a, c_char, AllowedSignal>,
    /// The number of bytes.
    pub length: Length<AllowedSignal>,
}

abi_struct!(element mixminus_text<'_> { bytes, length });

/// Handle of a prompt, from mixminus_prompt_new to mixminus_prompt_free. 0: none.
pub type mixminus_prompt = u64;

/// Number of one play, never reused within one engine. 0: none.
pub type mixminus_play = u64;

/// Handle of a tap, from mixminus_tap_new to mixminus_tap_free. 0: none.
pub type mixminus_tap = u64;

/// Handle of a recording, from mixminus_recording_start to mixminus_recording_stop. 0: none.
pub type mixminus_recording = u64;
