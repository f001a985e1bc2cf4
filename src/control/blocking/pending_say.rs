//! A blocking say that waits for the end of its play.

use super::waiter::Waiter;
use crate::control::playback::plays::PlayId;
use crate::rt::message::event::PlayEnd;
use std::sync::Arc;

/// Why a blocking say has returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
pub enum SayEnd {
    /// It played to the end.
    Completed = 1,
    /// It was stopped or interrupted by another.
    Stopped = 2,
    /// The call was hung up, or its participant was freed.
    HangUp = 3,
    /// The engine has stopped.
    EngineStopped = 4,
    /// The session reached its time limit.
    TimeLimit = 5,
}

/// The result of a blocking say.
#[derive(Clone, Copy, Debug)]
pub struct SayResult {
    /// Why it ended.
    pub end: SayEnd,
    /// The tick that made its last frame; 0: it does not wait for the reader.
    pub tick: u64,
}

/// The play that a blocking say waits for.
#[derive(Debug)]
pub struct PendingSay {
    play: PlayId,
    waiter: Arc<Waiter<SayResult>>,
}

impl PendingSay {
    /// A call waits for the end of `play`.
    pub fn new(play: PlayId, waiter: Arc<Waiter<SayResult>>) -> PendingSay {
        PendingSay { play, waiter }
    }

    /// Play `number` has ended in `tick`: wakes the call if it waits for that play.
    pub fn has_ended(&self, number: u64, end: PlayEnd, tick: u64) {
        if self.play.0 == number {
            self.waiter.wake(match end {
                PlayEnd::Completed => SayResult { end: SayEnd::Completed, tick },
                PlayEnd::Stopped => SayResult { end: SayEnd::Stopped, tick },
                PlayEnd::Dropped => SayResult { end: SayEnd::HangUp, tick: 0 },
            });
        }
    }

    /// Ends the wait with another reason.
    pub fn give_up(&self, end: SayEnd) {
        self.waiter.wake(SayResult { end, tick: 0 });
    }

    /// Wakes the call once to check the engine's state itself.
    pub fn nudge(&self) {
        self.waiter.nudge();
    }
}
