//! What a blocking say waits for, and how it ended.

use super::waiter::Waiter;
use crate::control::playback::plays::PlayId;
use crate::rt::message::event::PlayEnd;
use std::sync::Arc;

/// Why a blocking say has returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
pub enum SayEnd {
    /// Its last sample was played.
    Completed = 1,
    /// It was stopped, or another interrupted it.
    Stopped = 2,
    /// The call has been hung up, or its participant was freed.
    HangUp = 3,
    /// The engine has stopped.
    EngineStopped = 4,
    /// The session's time is over.
    TimeLimit = 5,
}

/// How a say ended.
#[derive(Clone, Copy, Debug)]
pub struct SayResult {
    /// Why.
    pub end: SayEnd,
    /// The tick that made its last frame; 0: it is not to be heard to its end.
    pub tick: u64,
}

/// What an application's call waits for to have been said.
#[derive(Debug)]
pub struct PendingSay {
    play: PlayId,
    waiter: Arc<Waiter<SayResult>>,
}

impl PendingSay {
    /// A call waits for the end of a play.
    pub fn new(play: PlayId, waiter: Arc<Waiter<SayResult>>) -> PendingSay {
        PendingSay { play, waiter }
    }

    /// The play of that number has ended in that tick.
    pub fn has_ended(&self, number: u64, end: PlayEnd, tick: u64) {
        if self.play.0 == number {
            self.waiter.wake(match end {
                PlayEnd::Completed => SayResult { end: SayEnd::Completed, tick },
                PlayEnd::Stopped => SayResult { end: SayEnd::Stopped, tick },
                PlayEnd::Dropped => SayResult { end: SayEnd::HangUp, tick: 0 },
            });
        }
    }

    /// The call waits no more for the end of the play.
    pub fn give_up(&self, end: SayEnd) {
        self.waiter.wake(SayResult { end, tick: 0 });
    }

    /// Makes a call that sleeps look for itself how things stand.
    pub fn nudge(&self) {
        self.waiter.nudge();
    }
}
