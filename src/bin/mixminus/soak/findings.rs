//! What a soak found: frames that were checked, and those that differ from what they should be.

/// A frame that was not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongFrame {
    /// In which tick.
    pub tick: u64,
    /// The room, and the participant's caller in it.
    pub room: usize,
    /// Counted over all rooms.
    pub caller: usize,
    /// The first sample that differs.
    pub sample: usize,
    /// What it was.
    pub heard: i16,
    /// What it should have been.
    pub expected: i16,
}

/// What was found so far.
#[derive(Clone, Debug)]
pub struct CheckResult {
    /// Frames that were looked at.
    pub checked: u64,
    /// Frames that could not be judged: the system had held up the host or the driver, or one came from where nothing is
    /// checked.
    pub unjudged: u64,
    /// Frames that were not exact.
    pub wrong: u64,
    /// The first of them.
    pub first: Option<WrongFrame>,
}

impl CheckResult {
    /// Nothing yet.
    pub const NONE: CheckResult = CheckResult { checked: 0, unjudged: 0, wrong: 0, first: None };

    /// Compares a frame.
    pub fn compare(&mut self, tick: u64, room: usize, caller: usize, heard: &[i16], expected: &[i16]) {
        self.checked += 1;
        if heard == expected {
            return;
        }
        self.wrong += 1;
        if self.first.is_none()
            && let Some(sample) = heard.iter().zip(expected).position(|(a, b)| a != b)
        {
            let (heard, expected) = (heard[sample], expected[sample]);
            self.first = Some(WrongFrame { tick, room, caller, sample, heard, expected });
        }
    }
}
