//! Handles
//!
//! Participants, rooms, prompts, taps and recordings are named by 64-bit values. A handle can be copied, stored and sent to
//! other threads, and it may outlive what it names: it is then answered by MIXMINUS_ERR_STALE_HANDLE, never by another
//! object. 0 is no handle. A handle of another engine gets MIXMINUS_ERR_FOREIGN_HANDLE, a room where a participant is due
//! (or the reverse) MIXMINUS_ERR_WRONG_KIND, and a value that no engine ever made MIXMINUS_ERR_INVALID_HANDLE.
//! A call that takes a handle can return each of these four; below they are called "the handle statuses".

use std::ffi::c_char;
use std::sync::Arc;

use super::abi_struct::abi_struct;
use super::blocking_calls::BlockingCalls;
use super::pointer::{AllowedSignal, In, Length};
use crate::control::engine::lifecycle::Engine;

/// The bytes of a name, or a text, in a struct that the library fills in: 255 and a NUL.
pub const MIXMINUS_NAME_BYTES: usize = 256;

/// An engine: rooms, participants and one clock. Made by mixminus_engine_new, ended by mixminus_engine_free.
#[derive(Debug)]
pub struct mixminus_engine {
    pub(crate) engine: Engine,
    /// Shared, so that the last call may still leave it while the engine is being freed.
    pub(crate) calls: Arc<BlockingCalls>,
}

/// Names one participant of one engine: one call of a telephony host. 0: none.
pub type mixminus_participant = u64;

/// Names one room of one engine, from its first join to its last leave. 0: none.
pub type mixminus_room = u64;

/// Bytes of the host's, such as a name: any bytes, compared byte by byte, no NUL at their end.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct mixminus_text<'a> {
    /// The bytes; may be NULL if there are none.
    pub bytes: In<'a, c_char, AllowedSignal>,
    /// How many.
    pub length: Length<AllowedSignal>,
}

abi_struct!(element mixminus_text<'_> { bytes, length });

/// Names one prompt of one engine, from mixminus_prompt_new to mixminus_prompt_free. 0: none.
pub type mixminus_prompt = u64;

/// Names one play, a number that an engine gives once. 0: none.
pub type mixminus_play = u64;

/// Names one tap of one engine. 0: none.
pub type mixminus_tap = u64;

/// Names one recording of one engine. 0: none.
pub type mixminus_recording = u64;
