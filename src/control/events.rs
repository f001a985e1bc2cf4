//! Events as hosts get them: polled, with a file descriptor to sleep on.

use super::engine::lifecycle::Engine;
use crate::error::{Result, Status};
use crate::rt::message::event::Event;
use crate::rt::message::event_queue::Queued;

/// # Events
impl Engine {
    /// Takes as many events as there are and fit. Returns how many. Works also after the engine has stopped.
    ///
    /// Errors: `Busy` if another thread polls.
    pub fn poll(&self, events: &mut [Event]) -> Result<usize> {
        self.inner.check_process()?;
        let mut queue = self.inner.events.claim().ok_or(Status::Busy)?;
        self.inner.event_fd.clear();
        let mut count = 0;
        for (place, Queued { share, event }) in events.iter_mut().zip(std::iter::from_fn(|| queue.pop().ok()))
        {
            *place = event;
            self.inner.shared.owners.poll(share);
            count += 1;
        }
        if !queue.is_empty() {
            self.inner.event_fd.signal();
        }
        Ok(count)
    }

    /// A file descriptor that is readable while events wait, for poll or epoll; [`poll`](Self::poll) makes it
    /// unreadable. Made on the first call; owned by the engine; close-on-exec; Linux only (`Unsupported` elsewhere).
    pub fn event_fd(&self) -> Result<i32> {
        self.inner.check_process()?;
        self.inner.event_fd.get()
    }
}
