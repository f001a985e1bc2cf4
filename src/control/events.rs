//! Events as hosts get them: polled, with a file descriptor to sleep on.

use super::engine::lifecycle::Engine;
use crate::error::{Result, Status};
use crate::rt::message::event::Event;
use crate::rt::message::event_queue::Queued;

/// # Events
impl Engine {
    /// Takes events from the queue: as many as there are and as fit. Returns how many. Works after the engine has
    /// stopped, too.
    ///
    /// ```
    /// # use mixminus::{Engine, EngineConfig, JoinOptions, ParticipantConfig};
    /// use mixminus::{Event, EventKind};
    ///
    /// # let engine = Engine::new(&EngineConfig::default())?;
    /// # let call = engine.participant_new(&ParticipantConfig::default())?;
    /// # engine.join(call, &JoinOptions::new(b"1337"))?;
    /// engine.tick()?;
    /// let mut events = [Event::default(); 64];
    /// let count = engine.poll(&mut events)?;
    /// assert!(events[..count].iter().any(|event| event.kind == EventKind::Joined && event.participant == call));
    /// # Ok::<(), mixminus::Error>(())
    /// ```
    ///
    /// Errors: `Busy` if another thread polls.
    pub fn poll(&self, events: &mut [Event]) -> Result<usize> {
        self.inner.check_process()?;
        let mut queue = self.inner.events.claim().ok_or(Status::Busy)?;
        self.inner.event_fd.clear();
        let mut count = 0;
        for (free, Queued { share, event }) in events.iter_mut().zip(std::iter::from_fn(|| queue.pop().ok()))
        {
            *free = event;
            self.inner.shared.event_shares.poll(share);
            count += 1;
        }
        if !queue.is_empty() {
            self.inner.event_fd.signal();
        }
        Ok(count)
    }

    /// Returns a file descriptor that is readable while events wait, to sleep on with poll or epoll;
    /// [`poll`](Self::poll) makes it unreadable. The first call makes it. The engine owns it; it is close-on-exec.
    ///
    /// Errors: `Unsupported` on systems other than Linux.
    pub fn event_fd(&self) -> Result<i32> {
        self.inner.check_process()?;
        self.inner.event_fd.get()
    }
}
