//! The result of the check of outputs: frames that were compared, and frames that differ.

/// A frame that differs from the expected one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongFrame {
    /// The tick.
    pub tick: u64,
    /// The room.
    pub room: usize,
    /// The caller, numbered over all rooms.
    pub caller: usize,
    /// The first sample that differs.
    pub sample: usize,
    /// Its value.
    pub output: i16,
    /// The expected value.
    pub expected: i16,
}

/// The result so far.
#[derive(Clone, Debug)]
pub struct CheckResult {
    /// Frames that were compared.
    pub checked: u64,
    /// Frames that could not be compared: the system delayed the host or the driver, or the caller came from a room
    /// that is not checked.
    pub unjudged: u64,
    /// Frames that differ.
    pub wrong: u64,
    /// The first of them.
    pub first: Option<WrongFrame>,
}

impl CheckResult {
    /// No frame yet.
    pub const NONE: CheckResult = CheckResult { checked: 0, unjudged: 0, wrong: 0, first: None };

    /// Compares a frame.
    pub fn compare(&mut self, tick: u64, room: usize, caller: usize, output: &[i16], expected: &[i16]) {
        self.checked += 1;
        if output == expected {
            return;
        }
        self.wrong += 1;
        if self.first.is_none()
            && let Some(sample) = output.iter().zip(expected).position(|(a, b)| a != b)
        {
            let (output, expected) = (output[sample], expected[sample]);
            self.first = Some(WrongFrame { tick, room, caller, sample, output, expected });
        }
    }
}
