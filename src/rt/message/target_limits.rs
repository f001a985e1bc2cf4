//! The limits of an adaptive target.

/// The limits of an adaptive target, samples of reserve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TargetLimits {
    /// The least.
    pub least: u32,
    /// The most.
    pub most: u32,
}
