//! A conference mixer to embed in a telephony host: a mix-minus (N-1) bridge, lock-free and hard real-time.
//!
//! Every participant of a room hears the sum of all the others and never itself. The host makes an [`Engine`], gives each
//! call a [`Participant`], joins it to a room, writes each call's audio in and reads the conference back, a frame of 10
//! or 20 ms at a time. The host ticks the engine, or driver threads of the engine do. Samples are linear 16-bit PCM:
//! there is no SIP, RTP or codec here. DTMF detection and suppression, prompts, recordings and events are included.
//!
//! ```
//! use mixminus::{Engine, EngineConfig, JoinOptions, Participant, ParticipantConfig};
//! use std::sync::Arc;
//!
//! let engine = Arc::new(Engine::new(&EngineConfig::default())?); // 8 kHz, 20 ms
//! let call = Participant::new(&engine, &ParticipantConfig::default())?;
//! call.join(&JoinOptions::new(b"1337"))?;
//! let mut frame = [0; 160];
//! for _ in 0..3 {
//!     call.write(&frame)?; // what the line has sent
//!     engine.tick()?;
//!     call.read(&mut frame)?; // what the line is to get
//! }
//! # Ok::<(), mixminus::Error>(())
//! ```
//!
//! Begin with [`Engine`], which lists its methods in the order of use, and with the examples: `cargo run --example
//! bridge`, `dtmf`, `playback`, `record`.
//!
//! Cargo features: `recorder` (recordings and WAV files; default), `cli` (the program `mixminus`; default), `sound-card`
//! (`mixminus live`). With `default-features = false` the crate depends on `libc` and `rtrb` only.

// The loom models cover the real-time layer only. The layers above it use most of it, and are not built for them.
#![cfg_attr(loom, allow(dead_code, unused_imports))]

/// The README's snippets are tested.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(not(loom))]
mod control;
#[doc(hidden)]
pub mod dsp;
mod error;
#[cfg(not(loom))]
mod ffi;
mod handle;
#[cfg(not(loom))]
mod owned;
mod rt;
mod units;

/// The C library's control calls return `MIXMINUS_ERR_OUT_OF_MEMORY`; they do not abort.
#[cfg(feature = "memory-reserve")]
#[global_allocator]
static ALLOCATOR: ReserveAllocator = ReserveAllocator;

/// What stands on the real-time layer, which loom models alone.
#[cfg(not(loom))]
mod on_top {
    pub use crate::control::blocking::call_audio::CallIo;
    pub use crate::control::blocking::conference::{Handlers, OnSignal};
    pub use crate::control::blocking::pending_say::SayEnd;
    pub use crate::control::blocking::waiter::ConferenceEnd;
    pub use crate::control::config::*;
    pub use crate::control::engine::lifecycle::Engine;
    pub use crate::control::os::reserve::ReserveAllocator;
    pub use crate::control::participants::ParticipantInfo;
    pub use crate::control::playback::plays::{MAX_QUEUED_PLAYS, PlayId, SayOptions};
    pub use crate::control::playback::prompts::{MAX_PROMPT_MS, PROMPT_RATES_HZ, PromptConfig, PromptInfo};
    #[doc(hidden)]
    pub use crate::control::playback::resample::resample;
    pub use crate::control::playback::say::MAX_ROOMS_PER_SAY;
    pub use crate::control::playback::synthesizer::{MAX_TEXT_BYTES, Speech, SpeechLimit, Synthesizer};
    #[cfg(feature = "recorder")]
    #[doc(hidden)]
    pub use crate::control::playback::wav;
    pub use crate::control::recorder::config::{
        MAX_BEEP_S, MAX_SPLIT_BYTES, MIN_SPLIT_BYTES, RecordConfig, RecordInfo, RecordState, RecordTrack,
        TrackInfo,
    };
    pub use crate::control::rooms::directory::{RoomInfo, RoomMember, RoomSnapshot};
    pub use crate::control::sessions::allowed_signals::MAX_ALLOWED_SIGNALS;
    pub use crate::control::sessions::dtmf::*;
    pub use crate::control::sessions::send_dtmf::{DtmfTiming, MAX_WAITING_DIGITS};
    pub use crate::control::sessions::signals::MAX_QUEUED_SIGNALS;
    pub use crate::control::sessions::telephone_events::TelephoneEvent;
    pub use crate::control::taps::table::{MAX_TAP_BUFFER_MS, TapInfo, TapTarget};
}
pub use crate::rt::host::read::{
    READ_NOT_IN_ROOM, READ_OVERLOAD, READ_SESSION_EXPIRED, READ_SKIPPED, READ_UNDERRUN, ReadInfo,
};
pub use crate::rt::message::event::PlayEnd;
pub use crate::rt::message::event::{
    DtmfSource, EndReason, Event, EventKind, KeyPress, STATE_DEAF, STATE_DTMF_DETECTED, STATE_DTMF_GENERATED,
    STATE_DTMF_SUPPRESSED, STATE_HELD, STATE_MUTED, STATE_TALKING, SignalOutcome,
};
pub use crate::rt::state::stats::{EngineStats, ParticipantStats, STAGES, Stage, TICK_BUCKETS};
pub use crate::rt::state::tap::{TAP_OVERLOAD, TAP_SILENT, TapFrame};
pub use crate::rt::state::writer::WriteInfo;
pub use dsp::{EncodedBuffer, EncodedSamples, SimdLevel};
pub use error::{Error, Result, Status};
pub use handle::{MAX_INDEX, ParticipantId, PromptId, RecordingId, RoomId, TapId};
#[cfg(not(loom))]
pub use on_top::*;
#[cfg(not(loom))]
pub use owned::{Participant, Prompt, Recording, Tap};
pub use rt::frame::MIX_SILENCE;
pub use units::*;
