//! The engine of a call: the one way from a pointer of the host's to an [`Engine`], with the boundary around what is
//! done.

use std::marker::PhantomData;
use std::sync::Arc;

use super::blocking_calls::BlockingCalls;
use super::boundary::{audio_call, control_call};
use super::handle::mixminus_engine;
use super::invalid_argument::InvalidArgument;
use super::pointer::Place;
use super::status::mixminus_status;
use crate::control::engine::lifecycle::Engine;
use crate::error::{Result, Status};

/// The engine that a call is for: NULL, or made by mixminus_engine_new and not freed before the call has returned (a
/// blocking call excepted, which mixminus_engine_free waits for).
#[repr(transparent)]
#[derive(Clone, Copy, Debug)]
pub struct EnginePointer<'a>(*mut mixminus_engine, PhantomData<&'a mixminus_engine>);

/// A place for a result, or what is wrong with it.
type Checked<P> = std::result::Result<P, InvalidArgument>;

impl<'a> EnginePointer<'a> {
    /// Makes an engine the host's own.
    pub(crate) fn give(engine: Engine) -> *mut mixminus_engine {
        Box::into_raw(Box::new(mixminus_engine { engine, calls: Arc::default() }))
    }

    fn object(self) -> std::result::Result<&'a mixminus_engine, InvalidArgument> {
        // SAFETY: not NULL, so `give` has made it, and the host frees it only after the call has returned.
        unsafe { self.0.as_ref() }.ok_or(InvalidArgument::Null("engine"))
    }

    /// Runs the body of a control call.
    pub(crate) fn control_call(self, body: impl FnOnce(&'a Engine) -> Result<()>) -> mixminus_status {
        control_call(|| body(&self.object()?.engine))
    }

    /// Runs the body of a control call, and writes its result.
    pub(crate) fn control_result<P: Place>(
        self,
        place: Checked<P>,
        body: impl FnOnce(&'a Engine) -> Result<P::Value>,
    ) -> mixminus_status {
        control_call(|| {
            let place = place?;
            place.write(body(&self.object()?.engine)?);
            Ok(())
        })
    }

    /// Runs the body of an audio call, and writes its result.
    pub(crate) fn audio_result<P: Place>(
        self,
        place: Checked<P>,
        body: impl FnOnce(&'a Engine) -> std::result::Result<P::Value, Status>,
    ) -> mixminus_status {
        audio_call(|| {
            let place = place?;
            place.write(body(&self.object()?.engine)?);
            Ok(())
        })
    }

    /// Runs the body of an audio call without a result.
    pub(crate) fn audio_status(
        self,
        body: impl FnOnce(&'a Engine) -> std::result::Result<(), Status>,
    ) -> mixminus_status {
        audio_call(|| body(&self.object()?.engine))
    }

    /// Runs the body of a control call that waits, and writes its result. [`free`](Self::free) waits until the body has
    /// returned, and frees nothing that is used after that.
    pub(crate) fn blocking_result<P: Place>(
        self,
        place: Checked<P>,
        body: impl FnOnce(&'a Engine) -> Result<P::Value>,
    ) -> mixminus_status {
        control_call(|| {
            let place = place?;
            let object = self.object()?;
            let calls: Arc<BlockingCalls> = object.calls.clone();
            place.write(calls.count(|| body(&object.engine))?);
            Ok(())
        })
    }

    /// Ends blocking calls, waits until they have returned, and frees the engine.
    pub(crate) fn free(self) -> mixminus_status {
        control_call(|| {
            let Ok(object) = self.object() else { return Ok(()) };
            // In a fork the threads of the engine are in the other process: there is nothing here that could be joined.
            object.engine.check_process()?;
            object.calls.refuse_own()?;
            object.engine.end_calls();
            object.calls.clone().wait_for_none();
            // SAFETY: `give` has made it of a box. The host makes no other call on this engine from here on, and the
            // blocking ones have returned.
            drop(unsafe { Box::from_raw(self.0) });
            Ok(())
        })
    }
}
