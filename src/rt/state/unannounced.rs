//! The recordings of a room that were not announced yet to some participant that contributes.

/// The recordings of a room that were not announced yet to some participant that contributes.
#[derive(Clone, Copy, Debug)]
pub struct Unannounced {
    recordings: [u64; 4],
    count: usize,
    /// There are more than fit.
    has_more: bool,
}

impl Unannounced {
    /// None.
    pub const NONE: Unannounced = Unannounced { recordings: [0; 4], count: 0, has_more: false };

    /// Adds one.
    pub fn add(&mut self, recording: u64) {
        if self.has(recording) {
            return;
        }
        match self.recordings.get_mut(self.count) {
            Some(place) => {
                *place = recording;
                self.count += 1;
            }
            None => self.has_more = true,
        }
    }

    /// Returns true if that recording is one of them; if there are more than fit, each may be.
    pub fn has(&self, recording: u64) -> bool {
        self.has_more || self.recordings.iter().take(self.count).any(|unannounced| *unannounced == recording)
    }

    /// Returns true if there are none.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}
