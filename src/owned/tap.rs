//! A tap that is freed with its owner.

use crate::control::engine::lifecycle::Engine;
use crate::control::taps::table::{TapInfo, TapTarget};
use crate::error::{Result, Status};
use crate::handle::TapId;
use crate::rt::state::tap::TapFrame;
use std::sync::Arc;

/// A ring that gets one frame per tick of a room's mix, or of what a participant says or hears; freed when it is dropped.
///
/// ```
/// # use mixminus::{Engine, EngineConfig, JoinOptions, Participant, ParticipantConfig, Tap, TapFrame, TapTarget};
/// # let engine = std::sync::Arc::new(Engine::new(&EngineConfig::default())?);
/// # let call = Participant::new(&engine, &ParticipantConfig::default())?;
/// let room = call.join(&JoinOptions::new(b"1337"))?;
/// let tap = Tap::new(&engine, TapTarget::Room(room), 200)?;
/// engine.tick()?;
/// let (mut samples, mut frames) = ([0; 160], [TapFrame::default(); 1]);
/// assert_eq!(tap.read(&mut samples, &mut frames)?, 1);
/// # Ok::<(), mixminus::Error>(())
/// ```
pub struct Tap {
    engine: Arc<Engine>,
    id: TapId,
}

impl Tap {
    /// Makes a tap. See [`Engine::tap_new`].
    pub fn new(engine: &Arc<Engine>, target: TapTarget, buffer_ms: u32) -> Result<Tap> {
        Ok(Tap { engine: engine.clone(), id: engine.tap_new(target, buffer_ms)? })
    }

    /// The handle, for the methods of [`Engine`].
    pub fn id(&self) -> TapId {
        self.id
    }

    /// Takes frames, oldest first. Wait-free. See [`Engine::tap_read`].
    pub fn read(&self, samples: &mut [i16], frames: &mut [TapFrame]) -> std::result::Result<usize, Status> {
        self.engine.tap_read(self.id, samples, frames)
    }

    /// Returns what it takes, since when, and how much of it. See [`Engine::tap_info`].
    pub fn info(&self) -> Result<TapInfo> {
        self.engine.tap_info(self.id)
    }
}

frees_on_drop!(Tap, tap_free);
