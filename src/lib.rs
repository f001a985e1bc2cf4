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

// Models are of the real-time layer alone: what stands on it, and uses most of it, is not built for them.
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
mod rt;
mod units;

/// No control call of the C library ends the process for want of memory.
#[cfg(feature = "memory-reserve")]
#[global_allocator]
static ALLOCATOR: ReserveAllocator = ReserveAllocator;

#[cfg(not(loom))]
#[doc(hidden)]
pub use control::resample::resample;
#[cfg(all(feature = "recorder", not(loom)))]
#[doc(hidden)]
pub use control::wav;
#[cfg(not(loom))]
pub use control::{
    conference::{Handlers, OnSignal},
    config::*,
    directory::{RoomInfo, RoomMember, RoomSnapshot},
    engine::Engine,
    keys::*,
    line::CallIo,
    participants::ParticipantInfo,
    plays::{MAX_QUEUED_PLAYS, PlayId, SayOptions},
    prompts::{MAX_PROMPT_MS, PROMPT_RATES_HZ, PromptConfig, PromptInfo},
    recorder::{
        MAX_BEEP_S, MAX_SPLIT_BYTES, MIN_SPLIT_BYTES, RecordConfig, RecordInfo, RecordState, RecordTrack,
        TrackInfo,
    },
    reserve::ReserveAllocator,
    say::MAX_ROOMS_A_SAY,
    saying::SayEnd,
    signals::{MAX_ALLOWED_SIGNALS, MAX_QUEUED_SIGNALS},
    synthesizer::{MAX_TEXT_BYTES, Speech, SpeechLimit, Synthesizer},
    taps::{MAX_TAP_BUFFER_MS, TapInfo, TapTarget},
    telephone_events::TelephoneEvent,
    waiter::ConferenceEnd,
};
pub use dsp::SimdLevel;
pub use error::{Error, Result, Status};
pub use handle::{MAX_INDEX, ParticipantId, PromptId, RecordingId, RoomId, TapId};
pub use rt::event::PlayEnd;
pub use rt::event::{
    EndReason, Event, EventKind, KeyPress, KeySource, STATE_DEAF, STATE_HELD, STATE_KEYS_DETECTED,
    STATE_KEYS_SOUNDED, STATE_MUTED, STATE_TALKING, STATE_TONES_SUPPRESSED, SignalOutcome,
};
pub use rt::frame::MIX_SILENCE;
pub use rt::read::{
    READ_NOT_IN_ROOM, READ_OVERLOAD, READ_SESSION_EXPIRED, READ_SKIPPED, READ_UNDERRUN, ReadInfo,
};
pub use rt::stats::{EngineStats, ParticipantStats, STAGES, Stage, TICK_BUCKETS};
pub use rt::tap::{TAP_OVERLOAD, TAP_SILENT, TapFrame};
pub use rt::writer::WriteInfo;
pub use units::*;
