//! A lock-free, hard-real-time audio conference mixer for telephony stacks.
//!
//! Every participant of a room hears the sum of all the others and never itself. Make an [`Engine`], give each call a
//! participant, join it to a room, write 20 ms frames in and read 20 ms frames out; the host ticks the engine, or its
//! own driver threads do.
//!
//! ```
//! use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
//!
//! let engine = Engine::new(&EngineConfig { prefill_ms: 0, ..EngineConfig::default() })?;
//! let call = ParticipantConfig { account: b"acme", environment: b"production", user: 0 };
//! let (alice, bob) = (engine.participant_new(&call)?, engine.participant_new(&call)?);
//! for participant in [alice, bob] {
//!     engine.join(participant, &JoinOptions::new(b"1337"))?;
//! }
//! for _ in 0..2 {
//!     engine.write(alice, &[1000; 160])?;
//!     engine.write(bob, &[-200; 160])?;
//!     engine.tick()?;
//! }
//! let mut heard = [0; 320];
//! engine.read(alice, &mut heard)?;
//! assert_eq!(heard[160..], [-200; 160]);
//! # Ok::<(), mixminus::Error>(())
//! ```

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
pub use dsp::SimdLevel;
pub use error::{Error, Result, Status};
pub use handle::{MAX_INDEX, ParticipantId, PromptId, RecordingId, RoomId, TapId};
#[cfg(not(loom))]
pub use on_top::*;
#[cfg(not(loom))]
pub use owned::{Participant, Prompt, Recording, Tap};
pub use rt::frame::MIX_SILENCE;
pub use units::*;
