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

/// The README's snippets are tested.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod control;
#[doc(hidden)]
pub mod dsp;
mod error;
mod ffi;
mod handle;
mod rt;
mod units;

/// No control call of the C library ends the process for want of memory.
#[cfg(feature = "memory-reserve")]
#[global_allocator]
static ALLOCATOR: ReserveAllocator = ReserveAllocator;

pub use control::conference::{Handlers, OnSignal};
pub use control::config::*;
pub use control::directory::{RoomInfo, RoomMember, RoomSnapshot};
pub use control::engine::Engine;
pub use control::keys::*;
pub use control::line::CallIo;
pub use control::participants::ParticipantInfo;
pub use control::plays::{MAX_QUEUED_PLAYS, PlayId, SayOptions};
pub use control::prompts::{MAX_PROMPT_MS, PROMPT_RATES_HZ, PromptConfig, PromptInfo, Sound};
pub use control::recorder::{
    MAX_BEEP_S, MAX_SPLIT_BYTES, MIN_SPLIT_BYTES, RecordConfig, RecordInfo, RecordState, RecordTrack,
    TrackInfo,
};
#[doc(hidden)]
pub use control::resample::resample;
pub use control::reserve::ReserveAllocator;
pub use control::say::MAX_ROOMS_A_SAY;
pub use control::saying::SayEnd;
pub use control::signals::{MAX_ALLOWED_SIGNALS, MAX_QUEUED_SIGNALS};
pub use control::synthesizer::{MAX_TEXT_BYTES, Speech, SpeechLimit, Synthesizer};
pub use control::taps::{MAX_TAP_BUFFER_MS, TapInfo, TapTarget};
pub use control::telephone_events::TelephoneEvent;
pub use control::waiter::ConferenceEnd;
#[cfg(feature = "recorder")]
#[doc(hidden)]
pub use control::wav;
pub use dsp::SimdLevel;
pub use error::{Error, Result, Status};
pub use handle::{MAX_INDEX, ParticipantId, PromptId, RecordingId, RoomId, TapId};
pub use rt::event::{
    EndReason, Event, EventKind, KeyPress, KeySource, STATE_DEAF, STATE_HELD, STATE_KEYS_DETECTED,
    STATE_KEYS_SOUNDED, STATE_MUTED, STATE_TALKING, STATE_TONES_SUPPRESSED, SignalOutcome,
};
pub use rt::play::PlayEnd;
pub use rt::push::MIX_SILENCE;
pub use rt::read::{
    READ_NOT_IN_ROOM, READ_OVERLOAD, READ_SESSION_EXPIRED, READ_SKIPPED, READ_UNDERRUN, ReadInfo,
};
pub use rt::stats::{EngineStats, ParticipantStats, STAGES, Stage, TICK_BUCKETS};
pub use rt::tap::{TAP_OVERLOAD, TAP_SILENT, TapFrame};
pub use rt::write::WriteInfo;
pub use units::*;
