//! The recordings of which somebody who speaks in a room has not heard yet.

/// The recordings of which somebody who speaks in a room has not heard yet.
#[derive(Clone, Copy, Debug)]
pub struct Unannounced {
    notices: [u64; 4],
    count: usize,
    /// There are more of them.
    more: bool,
}

impl Unannounced {
    /// None.
    pub const NONE: Unannounced = Unannounced { notices: [0; 4], count: 0, more: false };

    /// Adds one.
    pub fn add(&mut self, notice: u64) {
        if self.has(notice) {
            return;
        }
        match self.notices.get_mut(self.count) {
            Some(place) => {
                *place = notice;
                self.count += 1;
            }
            None => self.more = true,
        }
    }

    /// Whether that recording is one of them; with more than fit, each may be.
    pub fn has(&self, notice: u64) -> bool {
        self.more || self.notices.iter().take(self.count).any(|owed| *owed == notice)
    }

    /// Whether there are any.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}
